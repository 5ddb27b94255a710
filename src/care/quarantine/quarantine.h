// What people send as files: closed until a scanner has called it clean, whichever way it came.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "access/tenants.h"
#include "platform/blob/blob.h"
#include "platform/jobs/jobs.h"
#include "platform/scan/scan.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::access {
class Routes;
}
namespace wellkept::http {
struct Response;
}

namespace wellkept::quarantine {

// The desk opens what is clean.
struct OpenFile {
    static constexpr access::PermissionInfo info { .name = "quarantine.open", .about = "service_user", .need = access::Need::desk };
};
// What was found infected, and what could not be looked through.
struct List {
    static constexpr access::PermissionInfo info { .name = "quarantine.list", .about = "service_user", .need = access::Need::desk };
};
// The scanner's.
struct Check {
    static constexpr access::PermissionInfo info { .name = "quarantine.check", .writes = true, .about = "service_user" };
};

inline constexpr std::size_t bytes_max = 25 * 1024 * 1024; // of one file

struct Incoming {
    std::string name, type; // what the sender calls it; shown, never believed
    std::string bytes;
    std::optional<std::string> held {}; // why it is not even given to the scanner: a code
};
// waiting: nobody has looked yet. held: the scanner is down (scanner_down: it is tried again), or it is more than can be
// looked through. infected: its key is gone, and nobody can ever open it.
struct File {
    Uuid id, ref;
    std::string name, type, state;
    std::optional<std::string> reason;
    std::int64_t bytes;
    Instant at;
};

// ---- of a person; ref: what it came with, a contact or a referral ----
// Sealed, and to be looked at by a job once this transaction commits. too_large, bad_input (empty).
Result<Uuid> keep(access::SubjectGrant const&, access::Gate const&, blob::Store&, Uuid ref, Incoming const&);
Result<std::vector<File>> files(access::SubjectGrant const&, std::optional<Uuid> ref = {}); // the oldest first
struct Opened {
    std::string name, bytes;
};
// conflict unless it is clean. The one way to a file's bytes, besides the scanner's.
Result<Opened> open(access::SubjectGrant const&, blob::Store&, Uuid file, std::optional<Uuid> ref = {});
http::Response download(Opened const&); // to be saved, never shown: whatever it calls itself

// ---- of nobody yet: under the care tenant's key until somebody is found ----
Result<Uuid> keep_unbound(db::Tx&, access::Gate const&, blob::Store&, Uuid ref, Incoming const&);
Result<std::vector<File>> unbound(access::GrantCore const&, access::Gate const&, Uuid ref); // a grant over the care tenant
Result<Opened> open_unbound(access::GrantCore const&, access::Gate const&, blob::Store&, Uuid ref);
// What came with one thing, on its way to a person: opened under one key, not yet sealed under the other. No bytes move.
struct Moving {
    Uuid id, ref;
    std::string state;
    std::optional<std::string> reason;
    std::int64_t bytes;
    Instant at, state_at;
    std::string details;
};
Result<std::vector<Moving>> take_out(access::SubjectGrant const&, std::vector<Uuid> const& refs);
Result<std::vector<Moving>> take_unbound(access::GrantCore const&, access::Gate const&, Uuid ref);
Result<> put_in(access::SubjectGrant const&, access::Gate const&, std::vector<Moving> const&, std::optional<Uuid> ref = {});

// All of a person; the bytes follow within a minute, unreadable from this moment on.
Result<std::int64_t> erase(access::SubjectGrant const&);

// ---- the scanner's jobs ----
class Checks {
public:
    Checks(access::Gate const&, db::Pool&, blob::Store&, scan::Scanner const&);
    Result<jobs::Outcome> look(jobs::Job const&) const;  // kind look_job
    Result<jobs::Outcome> sweep(jobs::Job const&) const; // kind sweep_job: bytes whose row is gone

private:
    access::Gate const& m_gate;
    db::Pool& m_pool;
    blob::Store& m_blobs;
    scan::Scanner const& m_scanner;
};
inline constexpr std::string_view look_job = "quarantine.look", sweep_job = "quarantine.sweep";

void add_routes(access::Routes&, blob::Store&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::quarantine
