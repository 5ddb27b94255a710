// The verifiable audit log (DESIGN section 4): rows get their place in a Merkle tree, its root is signed and published,
// and witnesses co-sign it. Verification is verify.h.
#pragma once
#include "access/actor.h"
#include "access/audit_read.h"
#include "access/keyring.h"
#include "base/clock.h"
#include "platform/db/db.h"
#include "platform/tlog/tlog.h"
#include <memory>
#include <string>
#include <vector>

namespace wellkept::access {
class Routes;
}
namespace wellkept::http {
class Outgoing;
}

namespace wellkept::audit_log {

struct ReadOwnProof {
    static constexpr access::PermissionInfo info { .name = "audit.read_own" };
};
// The same of a service user, in their own pages.
struct ReadOwnInCare {
    static constexpr access::PermissionInfo info { .name = "audit.read_own", .about = "service_user" };
};

struct Search {
    static constexpr access::PermissionInfo info { .name = "audit.search", .about = "account" };
};
struct SearchRefused {
    static constexpr access::PermissionInfo info { .name = "audit.search_refused", .about = "account" };
};
struct ReadIntegrity {
    static constexpr access::PermissionInfo info { .name = "audit.read_integrity", .about = "account" };
};

inline constexpr std::string_view sequence_job = "audit_log.sequence";
inline constexpr std::string_view witness_job = "audit_log.witness";
inline constexpr std::string_view partitions_job = "audit_log.partitions";

struct Witness {
    std::string url; // where it publishes the checkpoint it last co-signed
    tlog::Verifier key;
};
// The witness lines of a file (c2sp.org/tlog-policy): `witness NAME KEY URL`. Of the rest, comments, `log` lines and
// `quorum none` are passed over. bad_input names the line. An empty path: none.
Result<std::vector<Witness>> read_witnesses(std::string const& file);

struct LogConfig {
    std::string origin; // used when the log's key is made; afterwards the log keeps its name
    std::vector<Witness> witnesses {};
    int batch_max = 5'000; // rows of one transaction and checkpoint
};
std::string origin_of(std::string_view public_url); // "host:port/tlog"

// Safe to use on any number of nodes and threads: one sequences at a time, the others do nothing meanwhile.
class Log {
public:
    Log(db::Pool&, access::KeyRing&, Clock const&, Rng&, LogConfig);
    ~Log();

    Result<tlog::Verifier> verifier(); // the log's public key; makes the key at first use
    struct Step {
        std::int64_t added = 0, size = 0;
        bool busy = false; // another sequencer is at it
    };
    // Gives waiting rows their places and signs the new root; one batch. Refuses (Code::bug, and notes it) to sign over
    // a tree that does not lead to the checkpoint it signed last.
    Result<Step> sequence();
    Result<Step> sequence_all(); // until none waits
    struct Status {
        std::string log_key;
        std::int64_t entries = 0, waiting = 0, cosigned = 0, anomalies = 0;
        std::optional<Instant> signed_at;
    };
    Result<Status> status();
    // Asks each witness for the checkpoint it co-signed last and keeps the co-signature. How many are new.
    Result<int> collect_cosignatures(http::Outgoing&);
    // GET /tlog/checkpoint, /tlog/tile/..., /me/access-log/{entry}/proof, /care/you/access-log...
    void add_routes(access::Routes&);
    void add_search_routes(access::Routes&); // GET /staff/audit..., for the desk

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// What a proof's extra carries: enough to make the leaf from the row. JSON {"row": canonical text, "salt": hex}.
std::string proof_extra(std::string_view canonical_text, std::string_view salt);
// A downloaded proof (c2sp.org/tlog-proof) by itself: the row it is about, or what does not hold.
struct CheckedProof {
    std::string row;
    std::uint64_t index, size;
    std::vector<std::string> witnesses; // names of those among the given keys whose co-signature holds
};
Result<CheckedProof> check_proof(
    std::string_view proof, tlog::Verifier const& log, std::vector<tlog::Verifier> const& witnesses);

// A row as it is seen by those who may search the log: what stands in its open columns, never its sealed part.
struct LogRow {
    Uuid event_id;
    Instant at;
    std::string role; // as policy/access.yaml knows them: client, member, staff.director, system.erase
    std::string role_title;
    std::optional<Uuid> actor_id; // of an account its pseudonym (log_id in /staff/access), of a Client its id
    std::string action, title, purpose, decision;
    std::optional<std::string> reason;
    std::optional<Uuid> person; // the pseudonym of whom it was about
    std::optional<ClientId> client_id;
    Uuid request_id;
};
void of_role(access::AuditSearch&, std::string_view role); // as LogRow::role has it, or its first word
Result<std::vector<LogRow>> entries(access::GrantedGroup<Search> const&, access::Gate const&, access::AuditSearch const&);
Result<std::vector<LogRow>> entries(access::GrantedGroup<SearchRefused> const&, access::Gate const&, access::AuditSearch); // refusals alone

// The period of the rule audit_log in policy/retention.yaml, ISO 8601.
Result<std::string> retention_period(std::string const& policy_directory);
// As the owner of the tables: drops partitions past the period whose rows all have their place, and records them.
Result<int> retire_partitions(db::Pool& owner, std::string const& period, Clock const&);

} // namespace wellkept::audit_log
