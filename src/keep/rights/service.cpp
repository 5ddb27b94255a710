#include "access/handles.h"
#include "access/routes.h"
#include "access/system.h"
#include "keep/rights/rights.h"
#include "keep/rights/store.h"
#include "platform/json/json.h"
#include "platform/log/log.h"

namespace wellkept::rights {
namespace {

constexpr auto receipt_life = std::chrono::hours(24 * 90);
constexpr int sever_attempts_max = 3;

struct EraseJob {
    Uuid erasure;
};
struct VendorOut {
    std::string program, outcome;
};
// The receipt is this text, byte for byte; the signature is over it.
struct Receipt {
    std::string type;
    Uuid receipt_id;
    std::string scope;
    SubjectId member_id;
    std::string requested_by;
    Instant requested_at, erased_at;
    std::int32_t keys_destroyed;
    std::int64_t rows_erased;
    std::vector<VendorOut> vendors;
    std::string policy_version, key_id;
};
struct StepOut {
    std::string step, text, state;
    std::optional<Instant> at;
};
struct ReceiptOut {
    std::string state;
    std::vector<StepOut> steps;
    std::optional<boost::json::value> receipt;
    std::optional<std::string> receipt_text, signature, public_key;
};
struct ReceiptKey {
    std::string kid, alg, public_key;
};
struct WellKnown {
    std::vector<ReceiptKey> receipt_keys;
};
BOOST_DESCRIBE_STRUCT(EraseJob, (), (erasure))
BOOST_DESCRIBE_STRUCT(VendorOut, (), (program, outcome))
BOOST_DESCRIBE_STRUCT(Receipt, (),
    (type, receipt_id, scope, member_id, requested_by, requested_at, erased_at, keys_destroyed, rows_erased, vendors,
        policy_version, key_id))
BOOST_DESCRIBE_STRUCT(StepOut, (), (step, text, state, at))
BOOST_DESCRIBE_STRUCT(ReceiptOut, (), (state, steps, receipt, receipt_text, signature, public_key))
BOOST_DESCRIBE_STRUCT(ReceiptKey, (), (kid, alg, public_key))
BOOST_DESCRIBE_STRUCT(WellKnown, (), (receipt_keys))

std::vector<VendorOut> vendors_of(Erasure const& e)
{
    std::vector<VendorOut> out;
    if (!e.vendors) return out;
    auto parsed = json::parse(*e.vendors);
    if (!parsed.ok() || !parsed->is_array()) return out;
    for (auto const& v : parsed->get_array())
        if (auto one = json::decode<VendorOut>(v); one.ok()) out.push_back(one.release());
    return out;
}

std::vector<StepOut> steps_of(Erasure const& e)
{
    auto step = [](std::string name, std::string text, std::optional<Instant> at) {
        return StepOut { std::move(name), std::move(text), at ? "done" : "waiting", at };
    };
    std::string vendor_text = "The Programs are told to end our access";
    for (auto const& v : vendors_of(e))
        if (v.outcome == "unreachable") vendor_text += " (one did not answer; our own copy of its token is destroyed all the same)";
    return { step("requested", "Your wish is recorded; from here on nothing is read or shared", e.requested_at),
        step("vendors", std::move(vendor_text), e.severed_at), step("keys", "The keys to the data are destroyed", e.keys_at),
        step("rows", "The data themselves are deleted", e.rows_at), step("files", "Uploaded files are deleted", e.blobs_at),
        step("receipt", "The receipt is signed", e.done_at) };
}

} // namespace

struct Eraser::State {
    access::Gate const& gate;
    db::Pool& pool;
    blob::Store& blobs;
    crypto::SigningKey key;
    std::vector<std::unique_ptr<access::RoomContract>> contracts;
    Hooks hooks;

    Result<> save(Erasure const& e) const
    {
        auto tx = TRY(db::Tx::begin(pool));
        TRY(store::save(tx, e));
        return tx.commit();
    }

    // The grant lives as long as the rows do: this is its last use.
    Result<> erase_rows(Erasure& e) const
    {
        auto const scope = e.scope();
        return access::as_system<EraseData>(gate, pool, "erase", "rights", e.subject, [&](access::Granted<EraseData>& grant) -> Result<> {
            std::int64_t n = 0;
            if (scope.whole()) n += TRY(jobs::drop_for_subject(grant.tx(), e.subject));
            // Rooms are listed from the ground up; what stands on top goes first.
            for (auto it = contracts.rbegin(); it != contracts.rend(); ++it) n += TRY((*it)->erase(grant, scope));
            e.rows_erased = n;
            e.rows_at = gate.clock().now();
            TRY(store::save(grant.tx(), e));
            if (hooks.announce) TRY(hooks.announce(grant.tx(), e));
            return {};
        });
    }

    void sign(Erasure& e) const
    {
        e.done_at = gate.clock().now();
        Receipt const receipt { "wellkept-erasure-receipt-v1", e.id,
            !e.connection ? "everything" : e.category ? "category " + *e.category + " of connection " + e.connection->text()
                                                      : "connection " + e.connection->text(),
            e.subject, e.requested_by, e.requested_at, *e.done_at, e.keys_destroyed, e.rows_erased, vendors_of(e),
            gate.policy_now()->version(), key.key_id() };
        e.receipt = json::encode_text(receipt);
        auto const signature = key.sign(*e.receipt);
        e.signature = db::Bytes { std::string(reinterpret_cast<char const*>(signature.data()), signature.size()) };
    }
};

Eraser::Eraser(access::Gate const& gate, db::Pool& pool, blob::Store& blobs, crypto::SigningKey key,
    std::vector<std::unique_ptr<access::RoomContract>> contracts, Hooks hooks)
    : m_state(new State { gate, pool, blobs, std::move(key), std::move(contracts), std::move(hooks) })
{
}
Eraser::~Eraser() = default;

std::vector<std::unique_ptr<access::RoomContract>> const& Eraser::contracts() const { return m_state->contracts; }

Result<std::string> Eraser::begin(access::SubjectGrant const& grant, access::ErasureScope const& scope) const
{
    auto const& gate = m_state->gate;
    Erasure e {};
    e.id = Uuid::v7(gate.clock(), gate.rng());
    e.subject = grant.subject();
    e.tenant = grant.tenant();
    e.connection = scope.connection;
    if (!scope.category.empty()) e.category = scope.category;
    e.kind = grant.kind();
    e.requested_by = grant.actor().role();
    e.requested_at = gate.clock().now();
    if (scope.whole()) {
        TRY(store::mark_erasing(grant));
        TRY(store::drop_ways_in(grant));
    }
    TRY(store::insert(grant.tx(), e));
    auto const token = crypto::random_token(gate.rng());
    // No subject in the handle: it outlives the person.
    TRY(access::Handles(gate).put(grant.tx(), { .kind = "receipt", .value = token, .ref = e.id, .expires_at = gate.clock().now() + receipt_life }));
    // The job names no subject either, or erasing would drop its own job.
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(),
        { .kind = std::string(erase_job), .payload = json::encode_text(EraseJob { e.id }), .attempts_max = 50 }));
    return token;
}

Result<jobs::Outcome> Eraser::run(jobs::Job const& job) const
{
    auto const& s = *m_state;
    auto const id = TRY(json::decode_text<EraseJob>(job.payload)).erasure;
    auto found = [&]() -> Result<std::optional<Erasure>> {
        auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only));
        return store::find(tx, id);
    }();
    if (!found.ok()) return found.release_error();
    if (!found.value()) return jobs::Outcome(jobs::Dead { "unknown_erasure" });
    auto e = *found.value();
    auto const now = [&] { return s.gate.clock().now(); };

    if (!e.severed_at) {
        std::vector<VendorOut> vendors;
        bool again = false;
        if (s.hooks.sever) {
            for (auto& v : TRY(s.hooks.sever(e.subject, e.scope()))) {
                again = again || v.again;
                vendors.push_back({ std::move(v.program), std::move(v.outcome) });
            }
        }
        // A vendor that does not answer must not hold up what we can do ourselves.
        if (again && job.attempt < sever_attempts_max)
            return jobs::Outcome(jobs::Retry { now() + std::chrono::seconds(3), "vendor_unreachable" });
        boost::json::array list;
        for (auto const& v : vendors) list.push_back(json::encode(v));
        e.vendors = boost::json::serialize(list);
        e.severed_at = now();
        TRY(s.save(e));
    }
    if (!e.keys_at) {
        auto const scope = e.scope();
        if (scope.whole()) e.keys_destroyed = TRY(s.gate.keys().destroy_person(e.subject));
        else {
            auto const name = scope.category.empty() ? access::scope_of(*scope.connection) : access::scope_of(*scope.connection, scope.category);
            e.keys_destroyed = TRY(s.gate.keys().destroy_scope(e.subject, name, e.tenant));
        }
        e.keys_at = now();
        TRY(s.save(e));
    }
    if (!e.rows_at) TRY(s.erase_rows(e));
    if (!e.blobs_at) {
        for (auto const& contract : s.contracts)
            for (auto const& prefix : contract->blobs(e.subject, e.scope())) (void)TRY(s.blobs.remove_all(prefix));
        e.blobs_at = now();
        TRY(s.save(e));
    }
    if (!e.done_at) {
        s.sign(e);
        TRY(s.save(e));
        log::info("erasure_done", { { "erasure", e.id.text() }, { "keys", std::int64_t(e.keys_destroyed) }, { "rows", e.rows_erased } });
    }
    return jobs::Outcome(jobs::Done {});
}

void Eraser::add_routes(access::Routes& routes) const
{
    routes.open({ .pattern = "/receipts/{token}", .summary = "How far an erasure is, and its signed receipt", .audience = "public",
                    .purpose = "rights", .response_schema = json::schema<ReceiptOut>() },
        "the token in the path was given to whoever asked for the erasure, and what it shows names nobody",
        [this](access::OpenCall& call) -> Result<http::Response> {
            auto const handle = TRY(access::Handles(call.gate).find(call.tx, "receipt", call.request.param("token")));
            if (!handle || handle->expired(call.gate.clock().now())) return not_found();
            auto const e = TRY(store::find(call.tx, handle->ref));
            if (!e) return not_found();
            ReceiptOut out { e->done_at ? "done" : "working", steps_of(*e), {}, {}, {}, {} };
            if (e->receipt && e->signature) {
                out.receipt = TRY(json::parse(*e->receipt));
                out.receipt_text = *e->receipt;
                out.signature = crypto::base64(e->signature->data);
                auto const raw = m_state->key.public_key_raw();
                out.public_key = crypto::base64({ reinterpret_cast<char const*>(raw.data()), raw.size() });
            }
            return http::Response::json(json::encode_text(out));
        });
    routes.open({ .pattern = "/.well-known/wellkept.json", .summary = "Public keys of this installation", .audience = "public",
                    .purpose = "accountability", .response_schema = json::schema<WellKnown>() },
        "public keys",
        [this](access::OpenCall&) -> Result<http::Response> {
            auto const raw = m_state->key.public_key_raw();
            WellKnown const out { { { m_state->key.key_id(), "Ed25519", crypto::base64({ reinterpret_cast<char const*>(raw.data()), raw.size() }) } } };
            return http::Response::json(json::encode_text(out));
        });
}

} // namespace wellkept::rights
