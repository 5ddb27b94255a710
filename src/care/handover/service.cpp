#include "care/handover/store.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"

namespace wellkept::handover {
BOOST_DESCRIBE_STRUCT(Said, (), (token, code))

namespace {

constexpr std::string_view handle_kind = "care_handover";
constexpr int code_digits = 8;

access::Place code_place(Uuid id) { return { "handover.link", "code", id }; }

std::string fresh_code(Rng& rng)
{
    // 2^64 is so much more than 10^8 that no digit is the likelier one by anything that counts.
    std::uint64_t n = 0;
    for (auto const b : Uuid::v4(rng).bytes) n = n * 257 + b;
    auto text = std::to_string(n % 100'000'000);
    return std::string(code_digits - text.size(), '0') + text;
}

Error dead(std::string_view why) { return { Code::unauthenticated, PublicText("This link opens nothing any more. Whoever sent it can tell you more."), Detail(why) }; }

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "handover"; }
    std::vector<std::string> personal_tables() const override { return { "handover.link" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<Offered> offer(access::SubjectGrant const& grant, access::Gate const& gate, Post const& post, Offer const& o)
{
    (void)TRY(mail::parse_address(o.email));
    TRY(end(grant, o.ref));
    Offered out { Uuid::v4(gate.rng()), fresh_code(gate.rng()) };
    TRY(store::insert(grant,
        { out.link, o.kind, o.ref, "sent", { TRY(grant.seal(access::person_scope, code_place(out.link), out.code)) }, 0, o.until, gate.clock().now() }));
    auto const token = crypto::random_token(gate.rng());
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = handle_kind, .value = token, .subject = grant.subject(), .tenant = grant.tenant(), .ref = out.link, .expires_at = o.until }));
    // In the fragment it reaches no server log and no Referer.
    auto message = TRY(post.templates.render("handover", "en", { { "link", post.public_url + "/handed-over#" + o.kind + "=" + token }, { "until", rfc3339(o.until).substr(0, 10) } }));
    message.to = { o.email, {} };
    message.kind = "handover";
    (void)TRY(post.mailer.queue(grant.tx(), message));
    return out;
}

Result<> end(access::SubjectGrant const& grant, Uuid ref)
{
    for (auto const& l : TRY(store::of_ref(grant, ref))) {
        (void)TRY(access::drop_handles_of(grant, handle_kind, l.id));
        TRY(store::set_state(grant, l.id, "ended"));
    }
    return {};
}

Result<Said> said(http::Request const& r) { return json::decode_text<Said>(r.body); }
std::string said_schema() { return json::schema<Said>(); }

Result<access::Handle> presented(access::OpenCall& call, std::string_view role, std::string_view action, std::string const& token)
{
    access::Handles const handles(call.gate);
    auto known = TRY(handles.find(call.tx, handle_kind, token));
    auto refused = [&](std::string_view why) { return call.gate.refuse(call.visit, action, why, dead(why)); };
    if (!known || !known->subject || !known->tenant) return refused("unknown_token");
    if (known->expired(call.gate.clock().now())) return refused("expired_token");
    call.visit.actor = access::Actor::service_user(*known->subject, *known->tenant, known->ref);
    call.visit.actor.label = role;
    return std::move(*known);
}

Result<Tried> try_code(access::SubjectGrant const& grant, access::Gate const& gate, std::string_view kind, Uuid id, std::string const& code)
{
    bool const counted = TRY(store::take_try(grant, id, gate.clock().now()));
    auto const link = TRY(store::find(grant, id));
    if (!counted || !link || link->kind != kind) return Tried { false, {}, dead("shut") };
    if (crypto::equal(TRY(grant.open(access::person_scope, code_place(id), link->code.data)), code)) {
        TRY(store::forget_tries(grant, id));
        return Tried { true, link->ref };
    }
    auto const left = tries_max - link->tries;
    if (left > 0)
        return Tried { false, {}, Error { Code::unauthenticated, PublicText("That is not the code. Please look again. " + std::to_string(left) + (left == 1 ? " try is left." : " tries are left.")) } };
    TRY(store::set_state(grant, id, "shut"));
    (void)TRY(access::drop_handles_of(grant, handle_kind, id));
    return Tried { false, {}, Error { Code::unauthenticated, PublicText("That was one try too many, so the link is closed. Please call whoever sent it.") } };
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::handover
