// The one erasure path. Order: nothing is decided for the person any more, vendors are told, keys are destroyed, rows and
// files go, a signed receipt remains (DESIGN section 3).
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "platform/blob/blob.h"
#include "platform/crypto/crypto.h"
#include "platform/jobs/jobs.h"
#include <functional>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::rights {

struct EraseData {
    static constexpr access::PermissionInfo info { .name = "rights.erase", .writes = true, .exclusive = true, .while_erasing = true, .about = "" };
};

// How a vendor took the news that its token is to end.
struct Severed {
    std::string program;
    std::string outcome; // revoked, not_offered (the vendor has no way), unreachable
    bool again = false;  // worth another try
};

struct Erasure {
    Uuid id;
    SubjectId subject;
    ClientId tenant;
    std::optional<ConnectionId> connection;
    std::optional<std::string> category;
    std::string requested_by;
    Instant requested_at;
    std::optional<Instant> severed_at;
    std::optional<std::string> vendors;
    std::optional<Instant> keys_at;
    std::int32_t keys_destroyed {};
    std::optional<Instant> rows_at;
    std::int64_t rows_erased {};
    std::optional<Instant> blobs_at;
    std::optional<Instant> done_at;
    std::optional<std::string> receipt;
    std::optional<db::Bytes> signature;
    std::string kind; // of the person: member, account

    access::ErasureScope scope() const { return { connection, category.value_or("") }; }
};

// What rooms above this one add; set at start.
struct Hooks {
    std::function<Result<std::vector<Severed>>(SubjectId, access::ErasureScope const&)> sever;
    std::function<Result<>(db::Tx&, Erasure const&)> announce; // in the transaction that erases the rows
};

class Eraser {
public:
    Eraser(access::Gate const&, db::Pool&, blob::Store&, crypto::SigningKey, std::vector<std::unique_ptr<access::RoomContract>>, Hooks);
    ~Eraser();

    // Within the caller's grant and transaction: from its commit on the Gate refuses all else (for a whole person).
    // Returns the token under which the steps and the receipt can be read; it is shown once.
    Result<std::string> begin(access::SubjectGrant const&, access::ErasureScope const&) const;

    Result<jobs::Outcome> run(jobs::Job const&) const; // kind "rights.erase"
    void add_routes(access::Routes&) const;            // GET /receipts/{token}, GET /.well-known/wellkept.json
    std::vector<std::unique_ptr<access::RoomContract>> const& contracts() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Erasures asked for before a moment and not done yet.
Result<std::int64_t> open_erasures(db::Tx&, Instant before);

inline constexpr std::string_view erase_job = "rights.erase";

} // namespace wellkept::rights
