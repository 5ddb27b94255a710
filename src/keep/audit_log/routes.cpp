// What anybody may read of the log (hashes, signed roots), and a person's own proof.
#include "access/routes.h"
#include "access/audit_read.h"
#include "keep/audit_log/own_log.h"
#include "keep/audit_log/state.h"
#include "keep/audit_log/store.h"
#include "platform/json/json.h"

namespace wellkept::audit_log {
namespace {

struct ProofOut {
    Uuid event_id;
    std::int64_t index, size;
    bool cosigned;
    std::string proof, row, salt, log_key;
};
BOOST_DESCRIBE_STRUCT(ProofOut, (), (event_id, index, size, cosigned, proof, row, salt, log_key))

constexpr std::string_view public_reason =
    "hashes of salted commitments and signed roots: they say how much was recorded, and nothing of what or whom";
constexpr std::string_view tile_summary =
    "A part of the audit log's tree, or with `entries` its commitments (c2sp.org/tlog-tiles)";

http::Response of_type(std::string body, std::string type, std::string cache)
{
    http::Response r;
    r.headers = { { "content-type", std::move(type) }, { "cache-control", std::move(cache) } };
    r.body = std::move(body);
    return r;
}

Result<http::Response> checkpoint(access::OpenCall& call)
{
    auto const c = TRY(store::latest_checkpoint(call.tx));
    if (!c) return not_found();
    return of_type(c->note + c->cosignatures, "text/plain; charset=utf-8", "max-age=5");
}

Result<http::Response> tile(access::OpenCall& call)
{
    std::string path = "tile";
    for (auto const* p : { "level", "a", "b", "c", "d" })
        if (auto const element = call.request.param(p); !element.empty()) path += "/" + std::string(element);
    auto const name = tlog::parse_tile_path(path);
    if (!name) return not_found();
    auto const n = static_cast<std::int64_t>(name->n);
    std::string body;
    if (name->entries) {
        auto const from = n * tlog::tile_width;
        std::vector<std::string> entries;
        for (auto& e : TRY(store::entries(call.tx, from, from + name->width)))
            entries.push_back(std::move(e.commitment.data));
        if (entries.size() != static_cast<std::size_t>(name->width)) return not_found();
        body = tlog::entry_bundle(entries);
    } else {
        auto read = read_tile(call.tx, *name);
        if (!read.ok()) return read.error().code == Code::bad_input ? not_found() : read.release_error();
        body = read.release();
    }
    return of_type(std::move(body), "application/octet-stream", "public, max-age=31536000, immutable");
}

Result<http::Response> own_proof(
    access::SubjectGrant const& grant, tlog::Verifier const& log, http::Request const& request)
{
    auto const event = Uuid::parse(request.param("entry"));
    if (!event) return not_found();
    auto const record = TRY(access::own_audit_row(grant, *event));
    if (!record) return not_found();
    auto const entry = TRY(store::entry_of(grant.tx(), *event));
    auto const c = entry ? TRY(store::checkpoint_over(grant.tx(), entry->idx)) : std::optional<store::CheckpointRow> {};
    if (!c)
        return Error { Code::conflict,
            PublicText("This entry is too new to be in the signed log. Try again in a minute.") };
    auto const salt = entry->salt ? entry->salt : record->salt;
    if (!salt) return bug("an audit row has no salt");
    auto const row = access::canonical_text(record->row());
    auto const size = static_cast<std::uint64_t>(c->size);
    auto& tx = grant.tx();
    tlog::Proof const proof { proof_extra(row, salt->data), static_cast<std::uint64_t>(entry->idx),
        TRY(tlog::inclusion_proof(static_cast<std::uint64_t>(entry->idx), size,
            tlog::nodes_of(size, [&tx](tlog::TileName const& t) { return read_tile(tx, t); }))),
        c->note + c->cosignatures };
    auto const text = tlog::text(proof);
    // A proof that does not hold is not handed out: it is our log that is damaged then.
    auto const holds = check_proof(text, log, {});
    if (!holds.ok()) return bug("audit log: the proof of entry " + std::to_string(entry->idx) + " does not hold");
    grant.note("event", event->text());
    return http::Response::json(json::encode_text(ProofOut {
        *event, entry->idx, c->size, !c->cosignatures.empty(), text, row, crypto::hex(salt->data), log.text() }));
}

// Of a service user. A decision to tell somebody of a danger is told to them by whoever made it, in its time (care/safeguarding),
// and by no list before that.
Result<http::Response> log_in_care(access::SubjectGrant const& grant, access::Gate const& gate, http::Request const& request)
{
    auto const policy = gate.policy_now();
    auto who = [&](access::OwnAudit const& r) -> std::string {
        if (r.actor_kind == "member" && r.actor_label == "service_user") return "You";
        if (auto const* role = r.actor_kind == "staff" ? policy->account_role(r.actor_label) : nullptr) return role->title;
        if (auto const* other = policy->recipient_of_role(r.actor_label)) return other->title;
        return r.actor_label;
    };
    return own_log_page(grant, gate, { { .rooms = { "safeguarding" } }, who }, request);
}

} // namespace

void Log::add_routes(access::Routes& routes)
{
    routes.open({ .pattern = "/tlog/checkpoint",
                    .summary = "The audit log's size and root, signed and co-signed (c2sp.org/tlog-checkpoint)",
                    .audience = "public",
                    .purpose = "accountability" },
        std::string(public_reason), checkpoint);
    std::string pattern = "/tlog/tile/{level}";
    for (auto const* element : { "/{a}", "/{b}", "/{c}", "/{d}" }) {
        pattern += element;
        routes.open({ .pattern = pattern,
                        .summary = std::string(tile_summary),
                        .audience = "public",
                        .purpose = "accountability" },
            std::string(public_reason), tile);
    }
    routes.guarded<ReadOwnProof>(
        { .pattern = "/me/access-log/{entry}/proof",
            .summary = "The proof that an entry of my access log stands unchanged in the signed log",
            .audience = "member",
            .purpose = "accountability",
            .response_schema = json::schema<ProofOut>() },
        [this](access::Granted<ReadOwnProof>& g, http::Request const& r) -> Result<http::Response> {
            return own_proof(g, TRY(verifier()), r);
        });
    auto const& gate = routes.gate();
    routes.guarded<ReadOwnInCare>({ .pattern = "/care/you/access-log", .summary = "Who has seen my record, when and why", .audience = "service_user",
                                      .purpose = "accountability", .response_schema = own_log_schema(), .query_parameters = { "cursor: string; next_cursor of the page before" } },
        [&gate](access::Granted<ReadOwnInCare>& g, http::Request const& r) { return log_in_care(g, gate, r); });
    routes.guarded<ReadOwnInCare>({ .pattern = "/care/you/access-log/{entry}/proof", .summary = "The proof that an entry of my access log stands unchanged in the signed log",
                                      .audience = "service_user", .purpose = "accountability", .response_schema = json::schema<ProofOut>() },
        [this](access::Granted<ReadOwnInCare>& g, http::Request const& r) -> Result<http::Response> { return own_proof(g, TRY(verifier()), r); });
}

} // namespace wellkept::audit_log
