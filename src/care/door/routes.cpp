#include "access/care_cookie.h"
#include "access/enforced.h"
#include "care/door/store.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"

namespace wellkept::door {
namespace {

access::Enforces const link_life { "sessions.care_link", "care/door", "C26" };
access::Enforces const session_life { "sessions.care_session", "care/door", "C26" };

struct SendIn {
    std::string check;
};
struct SentOut {
    Uuid visit_id;
    Instant expires_at;
    std::optional<std::string> code;
};
struct ShutOne {
    SubjectId person_id;
    Instant at;
};
struct ShutOut {
    std::vector<ShutOne> people;
};
struct TokenIn {
    std::string token;
};
struct QuestionOut {
    std::string check;
};
struct AnswerIn {
    std::string token, answer;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct SessionOut {
    Instant expires_at;
};
struct SelfOut {
    std::string name, recognised_by;
    Instant since;
};
struct WriteIn {
    std::string text;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 5'000 }; }
};
struct MessageOut {
    Uuid message_id;
    Instant at;
    std::string text, state; // waits, seen
};
struct MessagesOut {
    std::vector<MessageOut> messages; // the newest first
};
BOOST_DESCRIBE_STRUCT(MessageOut, (), (message_id, at, text, state))
BOOST_DESCRIBE_STRUCT(MessagesOut, (), (messages))
BOOST_DESCRIBE_STRUCT(WriteIn, (), (text))
BOOST_DESCRIBE_STRUCT(SendIn, (), (check))
BOOST_DESCRIBE_STRUCT(SentOut, (), (visit_id, expires_at, code))
BOOST_DESCRIBE_STRUCT(ShutOne, (), (person_id, at))
BOOST_DESCRIBE_STRUCT(ShutOut, (), (people))
BOOST_DESCRIBE_STRUCT(TokenIn, (), (token))
BOOST_DESCRIBE_STRUCT(QuestionOut, (), (check))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (token, answer))
BOOST_DESCRIBE_STRUCT(SessionOut, (), (expires_at))
BOOST_DESCRIBE_STRUCT(SelfOut, (), (name, recognised_by, since))

std::string cookie_header(std::string_view value, std::int64_t max_age_s)
{
    return std::string(access::care_cookie) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age_s);
}

Error dead_link(std::string_view why)
{
    return { Code::unauthenticated, PublicText("This link cannot be used any more. Call us, and we send you another."), Detail(why) };
}

// Whose link it is, as long as it can be used.
Result<access::Handle> presented(access::OpenCall& call, std::string const& token)
{
    access::Handles const handles(call.gate);
    auto const known = TRY(handles.find(call.tx, "care_link", token));
    auto refused = [&](std::string_view why) { return call.gate.refuse(call.visit, Open::info.name, why, dead_link(why)); };
    if (!known || !known->subject || !known->tenant) return refused("unknown_token");
    if (known->used_at) return refused("used_token");
    if (known->expired(call.gate.clock().now())) return refused("expired_token");
    call.visit.actor = access::Actor::service_user(*known->subject, *known->tenant, known->ref);
    return *known;
}

Result<http::Response> question(access::OpenCall& call)
{
    auto const in = TRY(json::decode_text<TokenIn>(call.request.body));
    auto const link = TRY(presented(call, in.token));
    auto grant = TRY(call.gate.decide<Open>(call.tx, call.visit, *link.subject));
    auto const visit = TRY(store::find(grant, link.ref));
    if (!visit || visit->state != "sent") return call.gate.refuse(call.visit, Open::info.name, "shut", dead_link("shut"));
    TRY(call.gate.finish(grant, call.visit));
    return http::Response::json(json::encode_text(QuestionOut { visit->check }));
}

Result<bool> right(access::SubjectGrant const& grant, store::Visit const& visit, std::string const& answer)
{
    if (visit.code) return crypto::equal(TRY(grant.open(access::person_scope, { "door.visit", "code", visit.id }, visit.code->data)), answer);
    auto const record = TRY(intake::load(grant));
    return record.person.birth_date && crypto::equal(*record.person.birth_date, answer);
}

Result<http::Response> open_session(access::OpenCall& call)
{
    auto const& gate = call.gate;
    auto const in = TRY(json::decode_text<AnswerIn>(call.request.body));
    auto const link = TRY(presented(call, in.token));
    auto grant = TRY(gate.decide<Open>(call.tx, call.visit, *link.subject));
    auto const now = gate.clock().now();
    // A wrong answer is counted: so this answers with a problem, but not with an error, which would undo the count.
    auto wrong = [&](std::string_view reason, Error const& e) {
        (void)gate.refuse(call.visit, Open::info.name, reason, e, grant.tenant().value);
        call.visit.rows.back().pseudonym = grant.pseudonym();
        return http::Response::problem(e, call.request.id);
    };
    bool const counted = TRY(store::take_try(grant, link.ref));
    auto const visit = TRY(store::find(grant, link.ref));
    if (!counted || !visit) return wrong("shut", dead_link("shut"));
    if (!TRY(right(grant, *visit, in.answer))) {
        if (visit->tries < tries_max)
            return wrong("wrong_answer", { Code::unauthenticated, PublicText("That is not what we have. Please look again. " + std::to_string(tries_max - visit->tries) + (visit->tries + 1 == tries_max ? " try is left." : " tries are left.")) });
        TRY(store::set_state(grant, visit->id, "shut", now));
        (void)TRY(access::drop_handles_of(grant, "care_link", visit->id));
        return wrong("shut", { Code::unauthenticated, PublicText("That was one try too many, so the link is closed. One of us will call you.") });
    }
    access::Handles const handles(gate);
    if (!TRY(handles.use_once(call.tx, "care_link", in.token))) return wrong("used_token", dead_link("used_token"));
    TRY(store::set_state(grant, visit->id, "opened", now));
    auto const* rule = gate.policy_now()->session("care_session");
    if (!rule) return bug("no rule for care_session");
    auto const secret = crypto::random_token(gate.rng());
    auto const lasts = rule->life.about();
    TRY(handles.put(call.tx,
        { .kind = "care_session", .value = secret, .subject = grant.subject(), .tenant = grant.tenant(), .ref = visit->id, .expires_at = now + lasts }));
    TRY(gate.finish(grant, call.visit));
    auto response = http::Response::json(json::encode_text(SessionOut { now + lasts }), 201);
    response.headers.emplace_back("set-cookie", cookie_header(secret, std::chrono::seconds(lasts).count()));
    return response;
}

Result<http::Response> self(access::Granted<ReadSelf>& grant)
{
    auto const record = TRY(intake::load(grant));
    auto const by = TRY(recognised(grant));
    return http::Response::json(json::encode_text(SelfOut { record.person.known_as.value_or(record.person.contact.name), by.check, by.at }));
}

} // namespace

void add_routes(access::Routes& routes, Letter letter)
{
    using http::Method;
    auto const& gate = routes.gate();
    routes.guarded<SendLink>({ .method = Method::post, .pattern = "/care/service-users/{person}/links", .summary = "Send a service user a link by which they come in, where their record says it is safe",
                                 .audience = "staff", .purpose = "care", .subject_param = "person", .request_schema = json::schema<SendIn>(),
                                 .response_schema = json::schema<SentOut>(), .success_status = 201 },
        [&gate, letter](access::Granted<SendLink>& g, http::Request const& r) -> Result<http::Response> {
            auto const sent = TRY(send_link(g, gate, letter, TRY(json::decode_text<SendIn>(r.body)).check));
            return http::Response::json(json::encode_text(SentOut { sent.visit, sent.expires_at, sent.code }), 201);
        });
    routes.guarded_group<ListShut>({ .pattern = "/care/links/shut", .summary = "Whose link closed after too many wrong answers: call them", .audience = "staff",
                                       .purpose = "care", .response_schema = json::schema<ShutOut>(), .tenant = access::care_tenant },
        [](access::GrantedGroup<ListShut>& g, http::Request const&) -> Result<http::Response> {
            ShutOut out;
            for (auto const& s : TRY(g.rows(store::shut_page()))) out.people.push_back({ s.subject, s.at });
            return http::Response::json(json::encode_text(out));
        });
    routes.open({ .method = Method::post, .pattern = "/care/you/question", .summary = "What the holder of a link is asked", .audience = "service_user", .purpose = "care",
                    .request_schema = json::schema<TokenIn>(), .response_schema = json::schema<QuestionOut>(), .body_bytes_max = 4 * 1024 },
        "the single-use token in the body is the credential", question);
    routes.open({ .method = Method::post, .pattern = "/care/you/session", .summary = "Exchange a link and the answer for a session", .audience = "service_user", .purpose = "care",
                    .request_schema = json::schema<AnswerIn>(), .response_schema = json::schema<SessionOut>(), .success_status = 201, .body_bytes_max = 4 * 1024 },
        "the single-use token in the body and what only the person knows are the credential", open_session);
    routes.guarded<End>({ .method = Method::del, .pattern = "/care/you/session", .summary = "End the session", .audience = "service_user", .purpose = "care", .success_status = 204 },
        [](access::Granted<End>& g, http::Request const&) -> Result<http::Response> {
            (void)TRY(access::drop_handles_of(g, "care_session", g.actor().session));
            http::Response response;
            response.status = 204;
            response.headers.emplace_back("set-cookie", cookie_header("", 0));
            return response;
        });
    routes.guarded<Write>({ .method = Method::post, .pattern = "/care/you/messages", .summary = "Write to the desk", .audience = "service_user", .purpose = "care",
                              .request_schema = json::schema<WriteIn>(), .success_status = 204, .body_bytes_max = 32 * 1024 },
        [&gate](access::Granted<Write>& g, http::Request const& r) -> Result<http::Response> {
            (void)TRY(intake::add_contact(g, gate, { .channel = "hub", .text = TRY(json::decode_text<WriteIn>(r.body)).text, .open = true }));
            http::Response response;
            response.status = 204;
            return response;
        });
    routes.guarded<ReadMessages>({ .pattern = "/care/you/messages", .summary = "What I wrote to the desk", .audience = "service_user", .purpose = "care", .response_schema = json::schema<MessagesOut>() },
        [](access::Granted<ReadMessages>& g, http::Request const&) -> Result<http::Response> {
            MessagesOut out;
            for (auto& c : TRY(intake::contacts(g)))
                if (c.channel == "hub" && c.direction == "in") out.messages.push_back({ c.id, c.at, std::move(c.text), c.state == "open" ? "waits" : "seen" });
            g.note("count", std::to_string(out.messages.size()));
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<ReadSelf>({ .pattern = "/care/you", .summary = "Who is signed in", .audience = "service_user", .purpose = "care", .response_schema = json::schema<SelfOut>() },
        [](access::Granted<ReadSelf>& g, http::Request const&) { return self(g); });
}

} // namespace wellkept::door
