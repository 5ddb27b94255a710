#include "access/handles.h"
#include "access/routes.h"
#include "keep/rights/state.h"
#include "keep/rights/store.h"
#include "platform/json/json.h"

namespace wellkept::rights {
namespace {

struct VendorOut {
    std::string program, outcome;
};
struct PartOut {
    std::string part;
    std::int64_t rows;
};
struct KeptOut {
    std::string record_class, basis;
    std::int64_t records; // 0: all of the class
    std::optional<Instant> until; // none: until the hold is released
};
// The receipt is this text, byte for byte; the signature is over it.
struct Receipt {
    std::string type;
    Uuid receipt_id;
    std::string scope, state;
    SubjectId member_id;
    std::string requested_by;
    Instant requested_at, erased_at;
    std::int32_t keys_destroyed;
    std::int64_t rows_erased;
    std::vector<PartOut> erased;
    std::vector<KeptOut> retained;
    std::vector<VendorOut> vendors;
    std::optional<Uuid> covered_by;
    std::optional<Instant> replayed_at;
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
struct AuditLogKey {
    std::string url, verifier_key;
};
struct WellKnown {
    std::vector<ReceiptKey> receipt_keys;
    std::optional<AuditLogKey> audit_log;
};
BOOST_DESCRIBE_STRUCT(VendorOut, (), (program, outcome))
BOOST_DESCRIBE_STRUCT(PartOut, (), (part, rows))
BOOST_DESCRIBE_STRUCT(KeptOut, (), (record_class, basis, records, until))
BOOST_DESCRIBE_STRUCT(Receipt, (),
    (type, receipt_id, scope, state, member_id, requested_by, requested_at, erased_at, keys_destroyed, rows_erased, erased, retained,
        vendors, covered_by, replayed_at, policy_version, key_id))
BOOST_DESCRIBE_STRUCT(StepOut, (), (step, text, state, at))
BOOST_DESCRIBE_STRUCT(ReceiptOut, (), (state, steps, receipt, receipt_text, signature, public_key))
BOOST_DESCRIBE_STRUCT(ReceiptKey, (), (kid, alg, public_key))
BOOST_DESCRIBE_STRUCT(AuditLogKey, (), (url, verifier_key))
BOOST_DESCRIBE_STRUCT(WellKnown, (), (receipt_keys, audit_log))

template<typename T>
std::string list_text(std::vector<T> const& all)
{
    boost::json::array list;
    for (auto const& one : all) list.push_back(json::encode(one));
    return boost::json::serialize(list);
}

template<typename T>
std::vector<T> list_of(std::optional<std::string> const& text)
{
    std::vector<T> out;
    if (!text || text->empty()) return out;
    auto parsed = json::parse(*text);
    if (!parsed.ok() || !parsed->is_array()) return out;
    for (auto const& v : parsed->get_array())
        if (auto one = json::decode<T>(v); one.ok()) out.push_back(one.release());
    return out;
}

std::vector<StepOut> steps_of(Erasure const& e)
{
    auto step = [](std::string name, std::string text, std::optional<Instant> at) {
        return StepOut { std::move(name), std::move(text), at ? "done" : "waiting", at };
    };
    std::string vendor_text = "The Programs are told to end our access";
    for (auto const& v : list_of<VendorOut>(e.vendors))
        if (v.outcome == "unreachable") vendor_text += " (one did not answer; our own copy of its token is destroyed all the same)";
    std::vector<StepOut> out { step("requested", "Your wish is recorded; from here on nothing is read or shared", e.requested_at),
        step("vendors", std::move(vendor_text), e.severed_at) };
    if (e.held_at)
        out.push_back(step("kept", "A law or a legal claim keeps data for now; they are erased by themselves when it ends", e.rows_at));
    out.push_back(step("keys", "The keys to the data are destroyed", e.held_at && !e.rows_at ? std::nullopt : e.keys_at));
    out.push_back(step("rows", "The data themselves are deleted", e.rows_at));
    out.push_back(step("files", "Uploaded files are deleted", e.blobs_at));
    out.push_back(step("receipt", "The receipt is signed", e.done_at));
    return out;
}

std::string raw_key(crypto::SigningKey const& key)
{
    auto const raw = key.public_key_raw();
    return crypto::base64({ reinterpret_cast<char const*>(raw.data()), raw.size() });
}

} // namespace

std::string kept_text(std::vector<retention::Kept> const& kept)
{
    if (kept.empty()) return {};
    // One line a class and reason; which records they are is nobody's business but ours.
    std::map<std::tuple<std::string, std::string, std::optional<Instant>>, std::int64_t> sum;
    for (auto const& k : kept)
        for (auto const& record : k.records.empty() ? std::vector<Uuid> { {} } : k.records) sum[{ k.record_class, k.basis, k.until }] += record.is_nil() ? 0 : 1;
    std::vector<KeptOut> out;
    for (auto const& [what, records] : sum) {
        auto const& [code, basis, until] = what;
        out.push_back({ code.empty() ? "everything" : code, basis, records, until });
    }
    return list_text(out);
}

std::string parts_text(std::optional<std::string> const& before, std::map<std::string, std::int64_t> const& more)
{
    std::map<std::string, std::int64_t> sum = more;
    for (auto const& p : list_of<PartOut>(before)) sum[p.part] += p.rows;
    std::vector<PartOut> out;
    for (auto const& [part, rows] : sum)
        if (rows > 0) out.push_back({ part, rows });
    return list_text(out);
}

std::string vendors_text(std::vector<Severed> const& vendors)
{
    std::vector<VendorOut> out;
    for (auto const& v : vendors) out.push_back({ v.program, v.outcome });
    return list_text(out);
}

Result<> Eraser::State::sign(Erasure& e, std::optional<Uuid> covered_by, bool done) const
{
    auto const at = now(e);
    Receipt const receipt { "wellkept-erasure-receipt-v1", e.id,
        !e.connection ? "everything" : e.category ? "category " + *e.category + " of connection " + e.connection->text()
                                                  : "connection " + e.connection->text(),
        done ? "erased" : "retained", e.subject, e.requested_by, e.requested_at, at, e.keys_destroyed, e.rows_erased, list_of<PartOut>(e.parts),
        list_of<KeptOut>(done ? std::nullopt : e.kept), list_of<VendorOut>(e.vendors), covered_by, e.replayed_at, gate.policy_now()->version(), key.key_id() };
    e.receipt = json::encode_text(receipt);
    auto const signature = key.sign(*e.receipt);
    e.signature = db::Bytes { std::string(reinterpret_cast<char const*>(signature.data()), signature.size()) };
    auto tx = TRY(db::Tx::begin(pool));
    TRY(store::save(tx, e));
    TRY(store::add_receipt(tx, e, at));
    return tx.commit();
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
            ReceiptOut out { e->done_at ? "done" : e->kept.value_or("").empty() ? "working" : "kept", steps_of(*e), {}, {}, {}, {} };
            if (e->receipt && e->signature) {
                out.receipt = TRY(json::parse(*e->receipt));
                out.receipt_text = *e->receipt;
                out.signature = crypto::base64(e->signature->data);
                out.public_key = raw_key(m_state->key);
            }
            return http::Response::json(json::encode_text(out));
        });
    routes.open({ .pattern = "/.well-known/wellkept.json", .summary = "Public keys of this installation", .audience = "public",
                    .purpose = "accountability", .response_schema = json::schema<WellKnown>() },
        "public keys",
        [this](access::OpenCall&) -> Result<http::Response> {
            WellKnown out { { { m_state->key.key_id(), "Ed25519", raw_key(m_state->key) } }, {} };
            if (m_state->hooks.audit_log_key) out.audit_log = AuditLogKey { "/tlog", TRY(m_state->hooks.audit_log_key()) };
            return http::Response::json(json::encode_text(out));
        });
}

} // namespace wellkept::rights
