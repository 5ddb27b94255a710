#include "access/routes.h"
#include "access/system.h"
#include "care/intake/json.h"
#include "care/organisations/organisations.h"
#include <deque>
#include <map>
#include <mutex>

namespace wellkept::intake {
BOOST_DESCRIBE_STRUCT(UsageQuestion, (), (request_id, organisation, asked_at, state))

namespace {

struct SearchIn {
    std::optional<std::string> name, birth_date, phone, postcode, email;
    std::optional<bool> likely;
};
struct FoundOut {
    SubjectId service_user_id;
    std::string name, state;
    std::optional<std::string> known_as, birth_date, postcode;
    std::optional<SubjectId> merged_into;
    Instant last_contact_at;
};
struct SearchOut {
    std::vector<FoundOut> found;
    bool more;
};
struct RegisterIn {
    ServiceUser person;
    std::optional<std::string> access_code; // held against its contract; person.organisation and person.number too
};
struct RegisterOut {
    SubjectId service_user_id;
};
struct FileOut { // state clean alone can be opened; reason: why it is held, or what was found
    Uuid id;
    std::string name, type, state;
    std::optional<std::string> reason;
    std::int64_t bytes;
};
struct ContactOut {
    Uuid id;
    std::string channel, direction, state, text;
    std::optional<std::string> subject, from, about;
    Instant at;
    std::optional<SubjectId> moved_from;
    std::vector<FileOut> files;
};
struct RecordOut {
    SubjectId service_user_id;
    ServiceUser person;
    std::string state;
    std::optional<SubjectId> merged_into;
    std::int32_t version;
    Instant registered_at, last_contact_at;
    std::vector<ContactOut> contacts;
};
struct ChangeIn {
    ServiceUser person;
    std::int32_t version;
};
struct ContactIn {
    std::string channel, text;
    std::optional<std::string> direction, subject;
    std::optional<bool> open;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 20'000 }; }
};
struct IdOut {
    Uuid id;
};
struct MergeIn {
    SubjectId from;
};
struct WaitingRow {
    SubjectId service_user_id;
    Uuid contact_id;
    std::string name, channel;
    Instant at;
    std::optional<std::string> about;
};
struct WaitingOut {
    std::vector<WaitingRow> waiting;
};
struct QuestionsOut {
    std::vector<UsageQuestion> requests;
};
struct AnswerIn {
    std::string state;
};
struct FormIn {
    std::string name, text;
    std::optional<std::string> phone, email, access_code, birth_date, reference;
    std::optional<SafeContact> safe;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_max = m == "text" ? std::size_t(5'000) : std::size_t(400) }; }
};
struct FormOut {
    std::string status;
};
BOOST_DESCRIBE_STRUCT(SearchIn, (), (name, birth_date, phone, postcode, email, likely))
BOOST_DESCRIBE_STRUCT(FoundOut, (), (service_user_id, name, state, known_as, birth_date, postcode, merged_into, last_contact_at))
BOOST_DESCRIBE_STRUCT(SearchOut, (), (found, more))
BOOST_DESCRIBE_STRUCT(RegisterIn, (), (person, access_code))
BOOST_DESCRIBE_STRUCT(RegisterOut, (), (service_user_id))
BOOST_DESCRIBE_STRUCT(FileOut, (), (id, name, type, state, reason, bytes))
BOOST_DESCRIBE_STRUCT(ContactOut, (), (id, channel, direction, state, text, subject, from, about, at, moved_from, files))
BOOST_DESCRIBE_STRUCT(RecordOut, (), (service_user_id, person, state, merged_into, version, registered_at, last_contact_at, contacts))
BOOST_DESCRIBE_STRUCT(ChangeIn, (), (person, version))
BOOST_DESCRIBE_STRUCT(ContactIn, (), (channel, text, direction, subject, open))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(MergeIn, (), (from))
BOOST_DESCRIBE_STRUCT(WaitingRow, (), (service_user_id, contact_id, name, channel, at, about))
BOOST_DESCRIBE_STRUCT(WaitingOut, (), (waiting))
BOOST_DESCRIBE_STRUCT(QuestionsOut, (), (requests))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (state))
BOOST_DESCRIBE_STRUCT(FormIn, (), (name, text, phone, email, access_code, birth_date, reference, safe))
BOOST_DESCRIBE_STRUCT(FormOut, (), (status))

using http::Method;
using http::Request;
using Out = Result<http::Response>;

constexpr std::int32_t waiting_max = 100;
constexpr std::size_t forms_an_address = 5, forms_in_all = 120; // in ten minutes, of one node

template <typename T> http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
Result<Uuid> id_of(Request const& r, std::string_view param)
{
    auto const id = Uuid::parse(r.param(param));
    if (!id) return not_found();
    return *id;
}

Out look_for(access::GrantedGroup<Search>& g, Request const& r)
{
    auto const in = TRY(json::decode_text<SearchIn>(r.body));
    SearchOut out { {}, false };
    for (auto const& f : TRY(search(g, { in.name, in.birth_date, in.phone, in.postcode, in.email, in.likely.value_or(false) }))) {
        // Who is restricted is there, so that nobody registers them anew, and nothing of them is shown.
        if (f.state == "restricted") {
            out.found.push_back({ f.subject, "", f.state, {}, {}, {}, {}, f.last_contact_at });
            continue;
        }
        auto const u = TRY(open_found(g, f));
        out.found.push_back({ f.subject, u.contact.name, f.state, u.known_as, u.birth_date, u.postcode, f.merged_into, f.last_contact_at });
    }
    out.more = out.found.size() == static_cast<std::size_t>(found_max);
    return json_of(out);
}

// Whom the person comes by, as it stands today. What they gave and does not fit makes no record.
Result<> settle(access::Gate const& gate, db::Tx& tx, ServiceUser& u, std::optional<std::string> const& code, Uuid account)
{
    if (!code && !(u.organisation && u.number)) {
        u.organisation.reset();
        u.contract.reset();
        u.eligible_by = "unchecked";
        return {};
    }
    auto const found = code ? TRY(organisations::eligible_by_code(gate, tx, *code)) : TRY(organisations::eligible_by_number(gate, tx, *u.organisation, *u.number));
    if (!found) {
        TRY(organisations::may_try(gate, tx, account));
        return Error { Code::conflict, PublicText("This code or number lets nobody come today. No record was made.") };
    }
    u.organisation = found->organisation;
    u.contract = found->contract;
    u.eligible_by = found->by;
    return {};
}

Out register_one(access::GrantedGroup<Register>& g, access::Gate const& gate, Request const& r)
{
    auto in = TRY(json::decode_text<RegisterIn>(r.body));
    TRY(settle(gate, g.tx(), in.person, in.access_code, g.actor().id));
    auto const grant = TRY(register_service_user(g, gate, in.person));
    return json_of(RegisterOut { grant.subject() }, 201);
}

Out read_one(access::Granted<Read> const& g)
{
    auto r = TRY(load(g));
    RecordOut out { g.subject(), std::move(r.person), r.state, r.merged_into, r.version, r.registered_at, r.last_contact_at, {} };
    auto const files = TRY(quarantine::files(g));
    for (auto& c : TRY(contacts(g))) {
        out.contacts.push_back({ c.id, c.channel, c.direction, c.state, std::move(c.text), std::move(c.subject), std::move(c.from), std::move(c.about), c.at, c.moved_from, {} });
        for (auto const& f : files)
            if (f.ref == c.id) out.contacts.back().files.push_back({ f.id, f.name, f.type, f.state, f.reason, f.bytes });
    }
    return json_of(out);
}

Out waiting(access::GrantedGroup<Search>& g)
{
    WaitingOut out;
    for (auto const& w : TRY(g.rows(waiting_page(), waiting_max))) {
        auto const u = TRY(parse(TRY(g.open_of(w.subject, access::person_scope, record_place(w.subject), w.record.data))));
        out.waiting.push_back({ w.subject, w.contact, u.contact.name, w.channel, w.at, w.about });
    }
    return json_of(out);
}

Result<> take_in(access::Gate const& gate, db::Pool& pool, FormIn const& in, std::string const& channel, std::optional<ClientId> organisation)
{
    Arrived a;
    auto& u = a.person;
    u.contact.name = in.name;
    u.contact.email = in.email;
    u.contact.phone = in.phone;
    u.birth_date = in.birth_date;
    u.safe = in.safe.value_or(SafeContact {});
    if (!in.phone && !in.email) return bad_input("Say how we can reach you: a telephone number or an e-mail address.");
    a.contact = { .channel = channel, .text = in.text, .from = in.reference };
    return access::as_system_group<Register>(gate, pool, "intake", "care", access::care_tenant, [&](access::GrantedGroup<Register>& g) -> Result<> {
        if (in.access_code)
            if (auto const e = TRY(organisations::eligible_by_code(gate, g.tx(), *in.access_code))) {
                u.organisation = e->organisation;
                u.contract = e->contract;
                u.eligible_by = e->by;
            }
        if (organisation) u.organisation = organisation;
        return take_in(g, gate, nullptr, std::move(a));
    });
}

// So many in ten minutes, from one address and in all. Of this node alone, and forgotten with it.
class Gatekeeper {
public:
    Result<> count(std::string const& who, Instant now)
    {
        std::lock_guard const lock(m_mutex);
        while (!m_seen.empty() && m_seen.front().first + std::chrono::minutes(10) <= now) {
            if (--m_by[m_seen.front().second] == 0) m_by.erase(m_seen.front().second);
            m_seen.pop_front();
        }
        if (m_seen.size() >= forms_in_all || m_by[who] >= forms_an_address)
            return Error { Code::too_many, PublicText("Please wait ten minutes and send it again, or call us. Nothing you wrote was kept.") };
        m_seen.emplace_back(now, who);
        ++m_by[who];
        return {};
    }

private:
    std::mutex m_mutex;
    std::deque<std::pair<Instant, std::string>> m_seen;
    std::map<std::string, std::size_t> m_by;
};

access::Spec spec(Method m, std::string pattern, std::string summary, std::string in = {}, std::string out = {}, int status = 200)
{
    std::string const subject = pattern.find("{person}") == pattern.npos ? "" : "person";
    return { .method = m, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care",
        .subject_param = subject, .request_schema = std::move(in), .response_schema = std::move(out), .success_status = status,
        .body_bytes_max = 128 * 1024, .tenant = access::care_tenant };
}

void add_outside_routes(access::Routes& routes, db::Pool& pool)
{
    auto const& gate = routes.gate();
    auto const keeper = std::make_shared<Gatekeeper>();
    routes.open({ .method = Method::post, .pattern = "/care/contact-form", .summary = "Write to the service", .audience = "public", .purpose = "care",
                    .request_schema = json::schema<FormIn>(), .response_schema = json::schema<FormOut>(), .success_status = 202, .body_bytes_max = 32 * 1024 },
        "whoever seeks help need not say who they are first; it takes in, and tells nothing",
        [&gate, &pool, keeper](access::OpenCall& call) -> Out {
            auto const in = TRY(json::decode_text<FormIn>(call.request.body));
            TRY(keeper->count(call.request.peer, gate.clock().now()));
            TRY(take_in(gate, pool, in, "web_form", {}));
            return json_of(FormOut { "received" }, 202); // a code that fits and one that does not look alike
        });
    routes.guarded_group<Deliver>({ .method = Method::post, .pattern = "/care/api/contacts", .summary = "Hand a contact in; nothing comes back but that it was received",
                                      .audience = "organisation", .purpose = "eligibility", .request_schema = json::schema<FormIn>(),
                                      .response_schema = json::schema<FormOut>(), .success_status = 202, .body_bytes_max = 32 * 1024 },
        [&gate, &pool](access::GrantedGroup<Deliver>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<FormIn>(r.body));
            TRY(take_in(gate, pool, in, "api", g.tenant()));
            return json_of(FormOut { "received" }, 202);
        });
}

} // namespace

void add_routes(access::Routes& routes, db::Pool& pool)
{
    auto const& gate = routes.gate();
    routes.guarded_group<Search>(spec(Method::post, "/care/searches", "Find service users by name, birth date, telephone, postcode or e-mail", json::schema<SearchIn>(), json::schema<SearchOut>()),
        [](access::GrantedGroup<Search>& g, Request const& r) { return look_for(g, r); });
    routes.guarded_group<Search>(spec(Method::get, "/care/waiting", "Contacts that somebody must see to, the longest waiting first", {}, json::schema<WaitingOut>()),
        [](access::GrantedGroup<Search>& g, Request const&) { return waiting(g); });
    routes.guarded_group<Register>(spec(Method::post, "/care/service-users", "Register a service user", json::schema<RegisterIn>(), json::schema<RegisterOut>(), 201),
        [&gate](access::GrantedGroup<Register>& g, Request const& r) { return register_one(g, gate, r); });
    routes.guarded<Read>(spec(Method::get, "/care/service-users/{person}", "A service user's record and contacts", {}, json::schema<RecordOut>()),
        [](access::Granted<Read>& g, Request const&) { return read_one(g); });
    routes.guarded<Change>(spec(Method::put, "/care/service-users/{person}", "Change a record", json::schema<ChangeIn>(), {}, 204),
        [&gate](access::Granted<Change>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<ChangeIn>(r.body));
            TRY(change(g, gate, in.person, in.version));
            return no_content();
        });
    routes.guarded<Note>(spec(Method::post, "/care/service-users/{person}/contacts", "Write a contact down", json::schema<ContactIn>(), json::schema<IdOut>(), 201),
        [&gate](access::Granted<Note>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<ContactIn>(r.body));
            NewContact const c { .channel = in.channel, .text = in.text, .direction = in.direction.value_or("in"), .subject = in.subject, .open = in.open.value_or(false) };
            return json_of(IdOut { TRY(add_contact(g, gate, c)) }, 201);
        });
    routes.guarded<Note>(spec(Method::post, "/care/service-users/{person}/contacts/{contact}/done", "A contact was seen to", {}, {}, 204),
        [](access::Granted<Note>& g, Request const& r) -> Out {
            TRY(close_contact(g, TRY(id_of(r, "contact"))));
            return no_content();
        });
    routes.guarded<Merge>(spec(Method::post, "/care/service-users/{person}/merges", "Take another record of the same person in", json::schema<MergeIn>(), {}, 204),
        [&gate](access::Granted<Merge>& g, Request const& r) -> Out {
            TRY(merge(g, gate, TRY(json::decode_text<MergeIn>(r.body)).from));
            return no_content();
        });
    routes.guarded<Merge>(spec(Method::post, "/care/service-users/{person}/unmerge", "Undo that this record was merged into another, within 30 days", {}, {}, 204),
        [&gate](access::Granted<Merge>& g, Request const&) -> Out {
            TRY(undo_merge(g, gate));
            return no_content();
        });
    routes.guarded<Read>(spec(Method::get, "/care/service-users/{person}/usage-requests", "What the partner asked about this person's use", {}, json::schema<QuestionsOut>()),
        [&gate](access::Granted<Read>& g, Request const&) -> Out { return json_of(QuestionsOut { TRY(usage_questions(g, gate)) }); });
    routes.guarded<Change>(spec(Method::put, "/care/service-users/{person}/usage-requests/{request}", "Write down that the person was asked, consented or declined", json::schema<AnswerIn>(), {}, 204),
        [&gate](access::Granted<Change>& g, Request const& r) -> Out {
            TRY(answer_usage(g, gate, TRY(id_of(r, "request")), TRY(json::decode_text<AnswerIn>(r.body)).state));
            return no_content();
        });
    add_outside_routes(routes, pool);
}

} // namespace wellkept::intake
