#include "care/organisations/organisations.h"
#include "care/referrals/json.h"
#include "care/referrals/store.h"

namespace wellkept::referrals {
namespace {

struct IdOut {
    Uuid referral_id;
};
struct ToldOut {
    Uuid referral_id;
    std::string state;
    std::chrono::year_month_day since;
};
struct TrackOut {
    std::vector<ToldOut> referrals;
};
struct FormOut {
    Uuid id;
    std::string name, state;
    std::optional<std::string> reason;
    std::int64_t bytes;
};
struct WaitingOut {
    Uuid referral_id;
    ClientId organisation_id;
    Instant written_at;
    Text text;
    bool taken_back; // by whoever wrote it
    std::optional<FormOut> form;
};
struct InboxOut {
    std::vector<WaitingOut> referrals;
};
struct TakeIn {
    std::optional<SubjectId> person_id;
    std::optional<Text> text; // of a form: what it says
};
struct TakenOut {
    SubjectId person_id;
};
struct ContactIn {
    SubjectId person_id;
    Uuid contact_id;
};
struct RecordIn {
    ClientId organisation_id;
    std::string source;
    Text text;
    std::optional<ContactIn> contact; // that brought it
};
struct ListedOut {
    SubjectId person_id;
    Uuid referral_id;
    std::string state, service;
    ClientId organisation_id;
    Instant since;
    bool taken_back;
};
struct ListOut {
    std::vector<ListedOut> referrals;
};
struct AcceptIn {
    std::optional<Uuid> case_id;
};
struct ReferralOut {
    Uuid referral_id;
    ClientId organisation_id;
    std::string source, service, state;
    bool organisation_knows_state, taken_back;
    Instant written_at, since;
    std::optional<Text> text;
    std::optional<std::string> organisation; // its name, for the person
    std::vector<FormOut> files;
};
struct ReferralsOut {
    std::vector<ReferralOut> referrals;
};
struct AskedOut {
    std::int32_t version;
    std::string text;
};
struct OwnOut {
    AskedOut asked;
    std::vector<ReferralOut> referrals;
};
struct AnswerIn {
    std::string answer; // consent, decline
    std::int32_t wording;
    bool organisation_may_know;
    std::optional<std::string> statement;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_max = m == "statement" ? std::size_t(20'000) : std::size_t(20) }; }
};
BOOST_DESCRIBE_STRUCT(IdOut, (), (referral_id))
BOOST_DESCRIBE_STRUCT(ToldOut, (), (referral_id, state, since))
BOOST_DESCRIBE_STRUCT(TrackOut, (), (referrals))
BOOST_DESCRIBE_STRUCT(FormOut, (), (id, name, state, reason, bytes))
BOOST_DESCRIBE_STRUCT(WaitingOut, (), (referral_id, organisation_id, written_at, text, taken_back, form))
BOOST_DESCRIBE_STRUCT(InboxOut, (), (referrals))
BOOST_DESCRIBE_STRUCT(TakeIn, (), (person_id, text))
BOOST_DESCRIBE_STRUCT(TakenOut, (), (person_id))
BOOST_DESCRIBE_STRUCT(ContactIn, (), (person_id, contact_id))
BOOST_DESCRIBE_STRUCT(RecordIn, (), (organisation_id, source, text, contact))
BOOST_DESCRIBE_STRUCT(ListedOut, (), (person_id, referral_id, state, service, organisation_id, since, taken_back))
BOOST_DESCRIBE_STRUCT(ListOut, (), (referrals))
BOOST_DESCRIBE_STRUCT(AcceptIn, (), (case_id))
BOOST_DESCRIBE_STRUCT(ReferralOut, (), (referral_id, organisation_id, source, service, state, organisation_knows_state, taken_back, written_at, since, text, organisation, files))
BOOST_DESCRIBE_STRUCT(ReferralsOut, (), (referrals))
BOOST_DESCRIBE_STRUCT(AskedOut, (), (version, text))
BOOST_DESCRIBE_STRUCT(OwnOut, (), (asked, referrals))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (answer, wording, organisation_may_know, statement))

Result<Uuid> id_of(http::Request const& r)
{
    auto const id = Uuid::parse(r.param("referral"));
    if (!id) return not_found();
    return *id;
}

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

FormOut shown(quarantine::File const& f) { return { f.id, f.name, f.state, f.reason, f.bytes }; }

ReferralOut out_of(Referral const& r, std::vector<quarantine::File> const& files)
{
    ReferralOut out { r.id, r.organisation, r.source, r.service, std::string(name(r.state)), r.tells, r.taken_back, r.written_at, r.state_at, r.text, {}, {} };
    for (auto const& f : files)
        if (f.ref == r.id) out.files.push_back(shown(f));
    return out;
}

Result<Uuid> file_of(http::Request const& r)
{
    auto const id = Uuid::parse(r.param("file"));
    if (!id) return not_found();
    return *id;
}

constexpr bool readable(State s) { return work_allowed(s) || s == State::closed; }

// Whoever is assigned reads what was written while the person's consent holds, and no longer.
Result<http::Response> read(access::Granted<Read>& grant)
{
    ReferralsOut out;
    auto const files = TRY(quarantine::files(grant));
    for (auto const& r : TRY(all(grant)))
        if (readable(r.state)) out.referrals.push_back(out_of(r, files));
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_form_routes(access::Routes&, blob::Store&);

void add_routes(access::Routes& routes, Rules given, Stopped stopped, blob::Store& blobs)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto const rules = std::make_shared<Rules const>(std::move(given));
    add_form_routes(routes, blobs);

    routes.guarded_group<Write>({ .method = Method::post, .pattern = "/care/organisation/referrals", .summary = "Write a referral; it stays the organisation's draft until it is submitted",
                                    .audience = "staff", .purpose = "referral", .request_schema = json::schema<Text>(), .response_schema = json::schema<IdOut>(), .success_status = 201,
                                    .body_bytes_max = 128 * 1024 },
        [&gate](access::GrantedGroup<Write>& g, http::Request const& r) -> Result<http::Response> {
            return http::Response::json(json::encode_text(IdOut { TRY(write_draft(g, gate, TRY(json::decode_text<Text>(r.body)))) }), 201);
        });
    routes.guarded_group<Write>({ .method = Method::post, .pattern = "/care/organisation/referrals/{referral}/submission", .summary = "Hand a referral over; from then on the organisation sees its state alone",
                                    .audience = "staff", .purpose = "referral", .success_status = 204 },
        [&gate](access::GrantedGroup<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(submit(g, gate, TRY(id_of(r))));
            return no_content();
        });
    std::string const draft = "/care/organisation/referrals/{referral}";
    routes.guarded_group<Track>({ .pattern = draft, .summary = "One's own draft", .audience = "staff", .purpose = "referral", .response_schema = json::schema<Text>() },
        [&gate](access::GrantedGroup<Track>& g, http::Request const& r) -> Result<http::Response> {
            return http::Response::json(json::encode_text(TRY(read_draft(g, gate, TRY(id_of(r))))));
        });
    routes.guarded_group<Write>({ .method = Method::put, .pattern = draft, .summary = "Go on with one's own draft", .audience = "staff", .purpose = "referral",
                                    .request_schema = json::schema<Text>(), .success_status = 204, .body_bytes_max = 128 * 1024 },
        [&gate](access::GrantedGroup<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(change_draft(g, gate, TRY(id_of(r)), TRY(json::decode_text<Text>(r.body))));
            return no_content();
        });
    routes.guarded_group<Write>({ .method = Method::del, .pattern = draft, .summary = "Throw one's own draft away", .audience = "staff", .purpose = "referral", .success_status = 204 },
        [&gate](access::GrantedGroup<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(drop_draft(g, gate, TRY(id_of(r))));
            return no_content();
        });
    routes.guarded_group<Write>({ .method = Method::post, .pattern = draft + "/taking-back", .summary = "Take one's own referral back; the answer is the same whatever has come of it",
                                    .audience = "staff", .purpose = "referral", .success_status = 204 },
        [&gate](access::GrantedGroup<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(take_back(g, gate, TRY(id_of(r))));
            return no_content();
        });
    routes.guarded_group<Track>({ .pattern = "/care/organisation/referrals", .summary = "One's own referrals, and the state of each that the person lets one know", .audience = "staff",
                                    .purpose = "referral", .response_schema = json::schema<TrackOut>() },
        [&gate](access::GrantedGroup<Track>& g, http::Request const&) -> Result<http::Response> {
            TrackOut out;
            // The day alone: an hour would tell when somebody was here.
            for (auto const& t : TRY(track(g, gate))) out.referrals.push_back({ t.referral, t.state, std::chrono::floor<std::chrono::days>(t.since) });
            return http::Response::json(json::encode_text(out));
        });

    routes.guarded_group<Inbox>({ .pattern = "/care/referrals/inbox", .summary = "Submitted referrals whose person has not been found or registered yet", .audience = "staff",
                                    .purpose = "referral", .response_schema = json::schema<InboxOut>(), .tenant = access::care_tenant },
        [&gate](access::GrantedGroup<Inbox>& g, http::Request const&) -> Result<http::Response> {
            InboxOut out;
            for (auto& w : TRY(inbox(g, gate)))
                out.referrals.push_back({ w.referral, w.organisation, w.written_at, std::move(w.text), w.taken_back, w.form ? std::optional(shown(*w.form)) : std::nullopt });
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded_group<Take>({ .method = Method::post, .pattern = "/care/referrals/inbox/{referral}/person", .summary = "Say whom a referral is about: somebody found, or registered by it",
                                   .audience = "staff", .purpose = "referral", .request_schema = json::schema<TakeIn>(), .response_schema = json::schema<TakenOut>(), .success_status = 201,
                                   .tenant = access::care_tenant },
        [&gate](access::GrantedGroup<Take>& g, http::Request const& r) -> Result<http::Response> {
            auto const in = TRY(json::decode_text<TakeIn>(r.body));
            return http::Response::json(json::encode_text(TakenOut { TRY(take(g, gate, TRY(id_of(r)), in.person_id, in.text)) }), 201);
        });
    routes.guarded_group<Take>({ .method = Method::del, .pattern = "/care/referrals/inbox/{referral}", .summary = "Put a referral away that was taken back before anybody took it up",
                                   .audience = "staff", .purpose = "referral", .success_status = 204, .tenant = access::care_tenant },
        [&gate](access::GrantedGroup<Take>& g, http::Request const& r) -> Result<http::Response> {
            TRY(put_away(g, gate, TRY(id_of(r))));
            return no_content();
        });
    routes.guarded_group<List>({ .pattern = "/care/referrals", .summary = "Referrals in a state, the longest waiting first", .audience = "staff", .purpose = "referral",
                                   .response_schema = json::schema<ListOut>(), .query_parameters = { "state: string; consented if left out" }, .tenant = access::care_tenant },
        [](access::GrantedGroup<List>& g, http::Request const& r) -> Result<http::Response> {
            auto const state = state_of(r.query_value("state").value_or("consented"));
            if (!state) return bad_input("There is no such state of a referral.");
            ListOut out;
            for (auto const& l : TRY(g.rows(store::listed(), std::string(name(*state))))) out.referrals.push_back({ l.subject, l.referral, l.state, l.service, l.organisation, l.state_at, l.taken_back });
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<Record>({ .method = Method::post, .pattern = "/care/service-users/{person}/referrals", .summary = "Record a referral that came on a form or by mail", .audience = "staff",
                               .purpose = "referral", .subject_param = "person", .request_schema = json::schema<RecordIn>(), .response_schema = json::schema<IdOut>(), .success_status = 201,
                               .body_bytes_max = 128 * 1024 },
        [&gate](access::Granted<Record>& g, http::Request const& r) -> Result<http::Response> {
            auto const in = TRY(json::decode_text<RecordIn>(r.body));
            auto const from = in.contact ? std::optional(Brought { in.contact->person_id, in.contact->contact_id }) : std::nullopt;
            return http::Response::json(json::encode_text(IdOut { TRY(record(g, gate, in.organisation_id, in.source, in.text, from)) }), 201);
        });
    routes.guarded<Accept>({ .method = Method::post, .pattern = "/care/service-users/{person}/referrals/{referral}/acceptance", .summary = "Take the work on, once the person has agreed",
                               .audience = "staff", .purpose = "referral", .subject_param = "person", .request_schema = json::schema<AcceptIn>(), .success_status = 204 },
        [&gate](access::Granted<Accept>& g, http::Request const& r) -> Result<http::Response> {
            TRY(accept(g, gate, TRY(id_of(r)), TRY(json::decode_text<AcceptIn>(r.body)).case_id));
            return no_content();
        });
    routes.guarded<Close>({ .method = Method::post, .pattern = "/care/service-users/{person}/referrals/{referral}/closing", .summary = "Close a referral", .audience = "staff",
                              .purpose = "referral", .subject_param = "person", .success_status = 204 },
        [&gate](access::Granted<Close>& g, http::Request const& r) -> Result<http::Response> {
            TRY(close(g, gate, TRY(id_of(r))));
            return no_content();
        });
    routes.guarded<Read>({ .pattern = "/care/service-users/{person}/referrals", .summary = "Referrals of a person that one is assigned to, while their consent holds", .audience = "staff",
                             .purpose = "referral", .subject_param = "person", .response_schema = json::schema<ReferralsOut>() },
        [](access::Granted<Read>& g, http::Request const&) { return read(g); });

    routes.guarded<ReadOwn>({ .pattern = "/care/you/referrals", .summary = "What was written about the person, word for word, and what they are asked", .audience = "service_user",
                                .purpose = "referral", .response_schema = json::schema<OwnOut>() },
        [rules](access::Granted<ReadOwn>& g, http::Request const&) -> Result<http::Response> {
            OwnOut out { { rules->now().version, rules->now().text }, {} };
            auto const files = TRY(quarantine::files(g));
            for (auto const& r : TRY(all(g))) {
                out.referrals.push_back(out_of(r, files));
                if (auto const from = TRY(organisations::find(g.tx(), r.organisation))) out.referrals.back().organisation = from->name;
            }
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<Answer>({ .method = Method::post, .pattern = "/care/you/referrals/{referral}/answer", .summary = "Agree to a referral, or decline", .audience = "service_user",
                               .purpose = "referral", .request_schema = json::schema<AnswerIn>(), .success_status = 204 },
        [&gate, rules](access::Granted<Answer>& g, http::Request const& r) -> Result<http::Response> {
            auto const in = TRY(json::decode_text<AnswerIn>(r.body));
            if (in.answer != "consent" && in.answer != "decline") return bad_input("answer is consent or decline.");
            TRY(answer(g, gate, *rules, TRY(id_of(r)), { in.answer == "consent", in.wording, in.organisation_may_know, in.statement }));
            return no_content();
        });
    routes.guarded<Answer>({ .method = Method::post, .pattern = "/care/you/referrals/{referral}/withdrawal", .summary = "Withdraw: the work and all sharing stop at once", .audience = "service_user",
                               .purpose = "referral", .success_status = 204 },
        [&gate, stopped](access::Granted<Answer>& g, http::Request const& r) -> Result<http::Response> {
            TRY(withdraw(g, gate, TRY(id_of(r)), stopped));
            return no_content();
        });
}

// Forms that are uploaded, and the files of a referral, once they were found clean.
void add_form_routes(access::Routes& routes, blob::Store& blobs)
{
    using http::Method;
    auto const& gate = routes.gate();
    routes.guarded_group<Write>({ .method = Method::post, .pattern = "/care/organisation/referral-forms", .summary = "Hand a filled form over; nobody opens it before it was checked",
                                    .audience = "staff", .purpose = "referral", .response_schema = json::schema<IdOut>(),
                                    .query_parameters = { "service: string", "name: string; of the file" }, .success_status = 201, .body_bytes_max = quarantine::bytes_max,
                                    .content_types = { "application/octet-stream", "application/pdf" } },
        [&gate, &blobs](access::GrantedGroup<Write>& g, http::Request const& r) -> Result<http::Response> {
            auto const name = std::string(r.query_value("name").value_or("form"));
            if (name.size() > 200) return bad_input("The name of a file has at most 200 bytes.");
            auto const service = std::string(r.query_value("service").value_or(""));
            return http::Response::json(json::encode_text(IdOut { TRY(submit_form(g, gate, blobs, service, { name, "application/octet-stream", r.body })) }), 201);
        });
    routes.guarded_group<Inbox>({ .pattern = "/care/referrals/inbox/{referral}/form", .summary = "An uploaded form that was found clean", .audience = "staff", .purpose = "referral",
                                    .tenant = access::care_tenant },
        [&gate, &blobs](access::GrantedGroup<Inbox>& g, http::Request const& r) -> Result<http::Response> {
            return quarantine::download(TRY(quarantine::open_unbound(g, gate, blobs, TRY(id_of(r)))));
        });
    routes.guarded<Read>({ .pattern = "/care/service-users/{person}/referrals/{referral}/files/{file}", .summary = "A file of a referral that one is assigned to, while the person's consent holds",
                             .audience = "staff", .purpose = "referral", .subject_param = "person" },
        [&blobs](access::Granted<Read>& g, http::Request const& r) -> Result<http::Response> {
            auto const referral = TRY(find(g, TRY(id_of(r))));
            if (!referral || !readable(referral->state)) return not_found();
            return quarantine::download(TRY(quarantine::open(g, blobs, TRY(file_of(r)), referral->id)));
        });
    routes.guarded<ReadOwn>({ .pattern = "/care/you/referrals/{referral}/files/{file}", .summary = "A file that came with a referral of oneself", .audience = "service_user",
                                .purpose = "referral" },
        [&blobs](access::Granted<ReadOwn>& g, http::Request const& r) -> Result<http::Response> {
            return quarantine::download(TRY(quarantine::open(g, blobs, TRY(file_of(r)), TRY(id_of(r)))));
        });
}

} // namespace wellkept::referrals
