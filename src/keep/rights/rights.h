// The one erasure path. Order: nothing is decided for the person any more, vendors are told, what a hold or a law keeps is
// set apart, keys are destroyed, rows and files go, a signed receipt remains (DESIGN section 3).
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "keep/keys/keys.h"
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
    std::optional<Instant> noted_at;      // in the keys database's ledger
    std::optional<Instant> held_at;       // since when something is kept
    std::optional<std::string> kept;      // JSON: what, why, until when; empty text or none: nothing
    std::optional<std::string> parts;     // JSON: rows erased, by room
    std::optional<Instant> replayed_at;
    std::string kind = "member"; // what the person is: member, account

    access::ErasureScope scope() const { return { connection, category.value_or(""), {} }; }
};

// What rooms above this one add; set at start.
struct Hooks {
    std::function<Result<std::vector<Severed>>(SubjectId, access::ErasureScope const&)> sever;
    std::function<Result<>(db::Tx&, Erasure const&)> announce; // in the transaction that erases the rows
    std::function<Result<std::string>()> audit_log_key; // published beside the receipts' key
    // The ledger outside the reach of a data restore. A server has one; without it no restore is replayed.
    keys::ErasureLedger* ledger = nullptr;
    // For tests: called before and after each step's effect, and may break it off.
    std::function<Result<>(std::string_view)> at_step {};
};

class Eraser {
public:
    Eraser(access::Gate const&, db::Pool&, blob::Store&, crypto::SigningKey, std::vector<std::unique_ptr<access::RoomContract>>, Hooks);
    ~Eraser();

    // Within the caller's grant and transaction: from its commit on the Gate refuses all else (for a whole person).
    // Returns the token under which the steps and the receipt can be read; it is shown once.
    Result<std::string> begin(access::SubjectGrant const&, access::ErasureScope const&) const;

    Result<jobs::Outcome> run(jobs::Job const&) const;        // kind "rights.erase"
    Result<jobs::Outcome> resume(jobs::Job const&) const;     // kind retention::resume_job: open erasures go on
    Result<jobs::Outcome> end_of_use(jobs::Job const&) const; // kind retention::end_of_use_job: all Members of a Client

    // Whoever stands in a ledger and is in the data again (a restored backup) is erased again, before this returns; keys
    // that came back are destroyed again. For the start of a server, before it serves.
    struct Replayed {
        std::int64_t entries {}, erased {}, keys {};
    };
    Result<Replayed> replay() const;

    void add_routes(access::Routes&) const; // GET /receipts/{token}, GET /.well-known/wellkept.json
    std::vector<std::unique_ptr<access::RoomContract>> const& contracts() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Erasures asked for before a moment and not done yet.
Result<std::int64_t> open_erasures(db::Tx&, Instant before);
// All that was ever destroyed or is about to be: a restored keystore must not bring it back.
Result<std::vector<keys::Destroyed>> destroyed(db::Tx&);

inline constexpr std::string_view erase_job = "rights.erase";

// A Client's receipt for the end of its use, once there is one. The text is signed; the key is of /.well-known/wellkept.json.
struct ClientReceipt {
    Instant ended_at, begun_at;
    std::int32_t members;
    std::optional<Instant> done_at;
    std::optional<std::string> receipt;
    std::optional<db::Bytes> signature;
};
Result<std::optional<ClientReceipt>> client_receipt(db::Tx&, ClientId);

} // namespace wellkept::rights
