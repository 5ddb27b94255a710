#include "care/safeguarding/store.h"
#include "platform/json/json.h"

namespace wellkept::safeguarding {
namespace {

struct FieldIn {
    std::string code, value, why;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 4000 }; }
};
struct ProposalIn {
    Uuid case_id;
    bool emergency;
    std::string reason, grounds, recipient, to;
    bool consulted;
    std::optional<std::string> not_consulted;
    std::string consultation;
    std::vector<FieldIn> fields;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 10'000, .items_max = 40 }; }
};
struct IdOut {
    Uuid id;
};
struct OneOut {
    Uuid disclosure_id, case_id;
    std::string path, state, hash, reason, grounds, recipient, to;
    bool consulted;
    std::optional<std::string> not_consulted;
    std::string consultation;
    std::vector<FieldIn> fields;
    SubjectId first_id;
    std::optional<SubjectId> second_id;
    bool mine; // the reader proposed it
    std::optional<std::string> decision, outcome, review;
    std::string notice;
    std::optional<std::string> notice_text;
    std::optional<Instant> notice_until, released_at, review_due;
    Instant proposed_at, since;
};
struct AllOut {
    std::vector<OneOut> disclosures;
};
struct NamedOut {
    std::string code, title;
    bool emergency;
};
struct RecipientOut {
    std::string code, title;
    std::vector<std::string> reasons, fields;
};
struct WordsOut {
    std::vector<NamedOut> reasons, fields, not_consulted, outcomes;
    std::vector<RecipientOut> recipients;
    std::vector<std::string> ways;
};
struct ListedOut {
    SubjectId person_id;
    Uuid disclosure_id;
    std::string path, state, notice;
    std::optional<Instant> review_due;
    bool overdue;
    Instant since;
};
struct ListOut {
    std::vector<ListedOut> disclosures;
};
struct SecondIn {
    bool agree;
    std::string hash, words;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 10'000 }; }
};
struct ReleaseIn {
    std::string way;
};
struct NoticeIn {
    std::optional<Instant> put_off_until; // left out: they were told
    std::string words;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 10'000 }; }
};
struct ReviewIn {
    std::string outcome, words;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 10'000 }; }
};
BOOST_DESCRIBE_STRUCT(FieldIn, (), (code, value, why))
BOOST_DESCRIBE_STRUCT(ProposalIn, (), (case_id, emergency, reason, grounds, recipient, to, consulted, not_consulted, consultation, fields))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(OneOut, (),
    (disclosure_id, case_id, path, state, hash, reason, grounds, recipient, to, consulted, not_consulted, consultation, fields, first_id, second_id, mine, decision, outcome, review, notice, notice_text,
        notice_until, released_at, review_due, proposed_at, since))
BOOST_DESCRIBE_STRUCT(AllOut, (), (disclosures))
BOOST_DESCRIBE_STRUCT(NamedOut, (), (code, title, emergency))
BOOST_DESCRIBE_STRUCT(RecipientOut, (), (code, title, reasons, fields))
BOOST_DESCRIBE_STRUCT(WordsOut, (), (reasons, fields, not_consulted, outcomes, recipients, ways))
BOOST_DESCRIBE_STRUCT(ListedOut, (), (person_id, disclosure_id, path, state, notice, review_due, overdue, since))
BOOST_DESCRIBE_STRUCT(ListOut, (), (disclosures))
BOOST_DESCRIBE_STRUCT(SecondIn, (), (agree, hash, words))
BOOST_DESCRIBE_STRUCT(ReleaseIn, (), (way))
BOOST_DESCRIBE_STRUCT(NoticeIn, (), (put_off_until, words))
BOOST_DESCRIBE_STRUCT(ReviewIn, (), (outcome, words))

Result<Uuid> id_of(http::Request const& r)
{
    auto const id = Uuid::parse(r.param("disclosure"));
    if (!id) return not_found();
    return *id;
}
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

OneOut out_of(One const& o, access::GrantCore const& g)
{
    auto const& p = o.proposal;
    OneOut out { o.id, p.case_id, o.path, o.state, o.hash, p.reason, p.grounds, p.recipient, p.to, p.consulted, {}, p.consultation_note, {}, o.first, o.second, o.first.value == g.actor().id, o.decision,
        o.outcome, o.review, o.notice, o.notice_text, o.notice_until, o.released_at, o.review_due, o.proposed_at, o.state_at };
    if (!p.consulted) out.not_consulted = p.consultation;
    for (auto const& f : p.fields) out.fields.push_back({ f.code, f.value, f.why });
    return out;
}

Proposal of(ProposalIn const& in)
{
    Proposal p { in.case_id, in.emergency, in.reason, in.grounds, in.recipient, in.to, in.consulted, in.not_consulted.value_or(""), in.consultation, {} };
    for (auto const& f : in.fields) p.fields.push_back({ f.code, f.value, f.why });
    return p;
}

WordsOut words_of(Rules const& rules)
{
    WordsOut out;
    auto list = [](std::vector<Named> const& from, std::vector<NamedOut>& into) {
        for (auto const& n : from) into.push_back({ n.code, n.title, n.emergency });
    };
    list(rules.reasons, out.reasons);
    list(rules.fields, out.fields);
    list(rules.not_consulted, out.not_consulted);
    list(rules.outcomes, out.outcomes);
    for (auto const& r : rules.recipients) out.recipients.push_back({ r.code, r.title, { r.reasons.begin(), r.reasons.end() }, { r.fields.begin(), r.fields.end() } });
    out.ways = { rules.ways.begin(), rules.ways.end() };
    return out;
}

} // namespace

void add_routes(access::Routes& routes, Rules given)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    auto const rules = std::make_shared<Rules const>(std::move(given));
    auto const all_of = std::string("/care/service-users/{person}/safeguarding"), one_of = all_of + "/{disclosure}";
    auto act = [&](Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 204) {
        return access::Spec { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "safeguarding", .subject_param = "person",
            .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 256 * 1024 };
    };
    auto governed = [](access::Spec s) {
        s.purpose = "care_governance";
        return s;
    };
    auto lists = [&](std::string pattern, std::string summary, std::string purpose) {
        return access::Spec { .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = std::move(purpose), .response_schema = json::schema<ListOut>(),
            .tenant = access::care_tenant };
    };
    auto listed = [&gate](std::vector<store::Listed> const& rows) {
        ListOut out;
        for (auto const& r : rows)
            out.disclosures.push_back({ r.subject, r.id, r.path, r.state, r.notice, r.review_due, r.state == "released" && r.review_due && *r.review_due <= gate.clock().now(), r.at });
        return http::Response::json(json::encode_text(out));
    };

    routes.guarded<Propose>(act(Method::post, all_of, "Propose to tell somebody of a danger, field by field; a second clinician decides with you", json::schema<ProposalIn>(), json::schema<IdOut>(), 201),
        [&gate, rules](access::Granted<Propose>& g, Request const& r) -> Out {
            return http::Response::json(json::encode_text(IdOut { TRY(propose(g, gate, *rules, of(TRY(json::decode_text<ProposalIn>(r.body))))) }), 201);
        });
    routes.guarded<Read>(act(Method::get, all_of, "What was told of a person because of a danger, and what was proposed", {}, json::schema<AllOut>(), 200), [](access::Granted<Read>& g, Request const&) -> Out {
        AllOut out;
        for (auto const& o : TRY(all(g))) out.disclosures.push_back(out_of(o, g));
        return http::Response::json(json::encode_text(out));
    });
    routes.guarded<Read>(act(Method::get, "/care/service-users/{person}/safeguarding-words", "Reasons, recipients and fields that the policy has", {}, json::schema<WordsOut>(), 200),
        [rules](access::Granted<Read>&, Request const&) -> Out { return http::Response::json(json::encode_text(words_of(*rules))); });
    routes.guarded<Propose>(act(Method::post, one_of + "/withdrawal", "Take a proposal back that has not been told"), [&gate](access::Granted<Propose>& g, Request const& r) -> Out {
        TRY(withdraw(g, gate, TRY(id_of(r))));
        return no_content();
    });
    routes.guarded_group<ListWaiting>(lists("/care/safeguarding/waiting", "Proposals that wait for a second clinician, the emergencies first", "safeguarding"),
        [listed](access::GrantedGroup<ListWaiting>& g, Request const&) -> Out { return listed(TRY(g.rows(store::waiting()))); });
    routes.guarded<Weigh>(act(Method::get, one_of + "/proposal", "A proposal, for the second clinician to weigh", {}, json::schema<OneOut>(), 200), [](access::Granted<Weigh>& g, Request const& r) -> Out {
        auto const o = TRY(one(g, TRY(id_of(r))));
        // Once it is decided there is nothing to weigh, and nothing to see.
        if (o.state != "proposed") return not_found();
        return http::Response::json(json::encode_text(out_of(o, g)));
    });
    routes.guarded<Second>(act(Method::post, one_of + "/second", "Agree as the second clinician, or not", json::schema<SecondIn>()), [&gate, rules](access::Granted<Second>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<SecondIn>(r.body));
        TRY(second(g, gate, *rules, TRY(id_of(r)), in.agree, in.hash, in.words));
        return no_content();
    });
    routes.guarded<Release>(act(Method::post, one_of + "/release", "Say that it was told, and in which way; it must have been agreed to by two", json::schema<ReleaseIn>()),
        [&gate, rules](access::Granted<Release>& g, Request const& r) -> Out {
            TRY(release(g, gate, *rules, TRY(id_of(r)), TRY(json::decode_text<ReleaseIn>(r.body)).way));
            return no_content();
        });
    routes.guarded<Notify>(act(Method::post, one_of + "/notice", "Say how the person was told, or put it off with a reason", json::schema<NoticeIn>()), [&gate, rules](access::Granted<Notify>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<NoticeIn>(r.body));
        TRY(notice(g, gate, *rules, TRY(id_of(r)), in.put_off_until, in.words));
        return no_content();
    });
    routes.guarded_group<ListReviews>(lists("/care/safeguarding/reviews", "Disclosures that must be looked at again, and those that were", "care_governance"),
        [listed](access::GrantedGroup<ListReviews>& g, Request const&) -> Out { return listed(TRY(g.rows(store::reviews()))); });
    routes.guarded<LookBack>(governed(act(Method::get, one_of + "/look-back", "A disclosure that was made, for governance", {}, json::schema<OneOut>(), 200)), [](access::Granted<LookBack>& g, Request const& r) -> Out {
        auto const o = TRY(one(g, TRY(id_of(r))));
        if (!o.released_at) return not_found();
        return http::Response::json(json::encode_text(out_of(o, g)));
    });
    routes.guarded<Review>(governed(act(Method::post, one_of + "/review", "Whether it was right to tell it", json::schema<ReviewIn>())), [&gate, rules](access::Granted<Review>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<ReviewIn>(r.body));
        TRY(review(g, gate, *rules, TRY(id_of(r)), in.outcome, in.words));
        return no_content();
    });
}

} // namespace wellkept::safeguarding
