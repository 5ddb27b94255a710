#include "care/partners/partners.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::partners {
namespace {

struct PartnerIn {
    std::string kind, name, telephone, about;
    std::optional<std::string> web, hours, agreement_reference, complaints_email;
    std::vector<std::string> languages;
    std::optional<bool> active;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 2000, .items_max = 50 }; }
};
struct PartnerOut {
    Uuid partner_id;
    std::string kind, kind_title, name, telephone, about;
    std::optional<std::string> web, hours, agreement_reference, complaints_email;
    std::vector<std::string> languages;
    bool active, takes_complaints;
};
struct KindOut {
    std::string code, title;
};
struct PartnersOut {
    std::vector<PartnerOut> partners;
    std::vector<KindOut> kinds, complaint_fields;
    std::int64_t complaint_days_max;
};
struct IdOut {
    Uuid id;
};
struct SignIn {
    Uuid case_id, partner_id;
};
struct FieldIn {
    std::string code, value;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 4000 }; }
};
struct ComplaintIn {
    Uuid case_id, partner_id;
    std::vector<FieldIn> fields;
    Instant ends_at;
    static constexpr json::Bounds bounds(std::string_view) { return { .items_max = 20 }; }
};
struct ComplaintOpened {
    Uuid complaint_id;
    std::string code;
};
struct PointedOut {
    Uuid signpost_id, case_id;
    std::string partner;
    bool mine;
    Instant at;
};
struct ComplaintOut {
    Uuid complaint_id, case_id;
    std::string partner;
    std::vector<FieldIn> fields;
    bool open;
    Instant opened_at, ends_at;
    std::optional<Instant> read_at, ended_at;
};
struct StandOut {
    std::vector<PointedOut> signposts;
    std::vector<ComplaintOut> complaints;
};
struct ReadField {
    std::string title, value;
};
struct ReadOut { // what the partner reads, and nothing else
    std::vector<ReadField> fields;
    Instant until;
};
BOOST_DESCRIBE_STRUCT(PartnerIn, (), (kind, name, telephone, about, web, hours, agreement_reference, complaints_email, languages, active))
BOOST_DESCRIBE_STRUCT(PartnerOut, (), (partner_id, kind, kind_title, name, telephone, about, web, hours, agreement_reference, complaints_email, languages, active, takes_complaints))
BOOST_DESCRIBE_STRUCT(KindOut, (), (code, title))
BOOST_DESCRIBE_STRUCT(PartnersOut, (), (partners, kinds, complaint_fields, complaint_days_max))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(SignIn, (), (case_id, partner_id))
BOOST_DESCRIBE_STRUCT(FieldIn, (), (code, value))
BOOST_DESCRIBE_STRUCT(ComplaintIn, (), (case_id, partner_id, fields, ends_at))
BOOST_DESCRIBE_STRUCT(ComplaintOpened, (), (complaint_id, code))
BOOST_DESCRIBE_STRUCT(PointedOut, (), (signpost_id, case_id, partner, mine, at))
BOOST_DESCRIBE_STRUCT(ComplaintOut, (), (complaint_id, case_id, partner, fields, open, opened_at, ends_at, read_at, ended_at))
BOOST_DESCRIBE_STRUCT(StandOut, (), (signposts, complaints))
BOOST_DESCRIBE_STRUCT(ReadField, (), (title, value))
BOOST_DESCRIBE_STRUCT(ReadOut, (), (fields, until))

Result<Uuid> id_of(http::Request const& r, char const* what)
{
    auto const id = Uuid::parse(r.param(what));
    if (!id) return not_found();
    return *id;
}
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
std::string title_of(std::vector<Named> const& all, std::string const& code)
{
    auto const it = std::find_if(all.begin(), all.end(), [&](auto const& n) { return n.code == code; });
    return it == all.end() ? code : it->title;
}
Partner of(PartnerIn const& in, Uuid id)
{
    return { id, in.kind, in.name, in.telephone, in.web, in.hours, in.languages, in.about, in.agreement_reference, in.complaints_email, in.active.value_or(true) };
}

} // namespace

void add_routes(access::Routes& routes, Parts given)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    auto const parts = std::make_shared<Parts const>(std::move(given));
    auto const base = std::string("/care/service-users/{person}/signposting");
    auto act = [&](Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 204) {
        return access::Spec { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care", .subject_param = "person",
            .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status };
    };
    routes.guarded_group<List>({ .pattern = "/care/partners", .summary = "The support partners, for a sheet to give to somebody", .audience = "staff", .purpose = "care", .response_schema = json::schema<PartnersOut>() },
        [parts](access::GrantedGroup<List>& g, Request const&) -> Out {
            PartnersOut out;
            for (auto const& p : TRY(all(g.tx())))
                out.partners.push_back({ p.id, p.kind, title_of(parts->rules.kinds, p.kind), p.name, p.telephone, p.about, p.web, p.hours, p.agreement_reference, p.complaints_email, p.languages, p.active,
                    p.active && p.agreement_reference && p.complaints_email });
            for (auto const& k : parts->rules.kinds) out.kinds.push_back({ k.code, k.title });
            for (auto const& k : parts->rules.fields) out.complaint_fields.push_back({ k.code, k.title });
            out.complaint_days_max = std::chrono::floor<std::chrono::days>(parts->rules.lasts_max.about()).count();
            return http::Response::json(json::encode_text(out));
        });
    access::Spec managing { .method = Method::post, .pattern = "/care/partners", .summary = "Add a support partner", .audience = "staff", .purpose = "administer", .request_schema = json::schema<PartnerIn>(),
        .response_schema = json::schema<IdOut>(), .success_status = 201 };
    routes.guarded_group<Manage>(managing, [&gate, parts](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        return http::Response::json(json::encode_text(IdOut { TRY(save(g, gate, parts->rules, of(TRY(json::decode_text<PartnerIn>(r.body)), {}))) }), 201);
    });
    managing.method = Method::put;
    managing.pattern = "/care/partners/{partner}";
    managing.summary = "Change a support partner, or take it off the list";
    managing.success_status = 200;
    routes.guarded_group<Manage>(managing, [&gate, parts](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        return http::Response::json(json::encode_text(IdOut { TRY(save(g, gate, parts->rules, of(TRY(json::decode_text<PartnerIn>(r.body)), TRY(id_of(r, "partner"))))) }));
    });
    routes.guarded<Read>(act(Method::get, base, "Where somebody was pointed, and which complaints are open to a partner", {}, json::schema<StandOut>(), 200), [&gate](access::Granted<Read>& g, Request const&) -> Out {
        StandOut out;
        for (auto const& p : TRY(pointed(g))) out.signposts.push_back({ p.id, p.case_id, p.partner, p.author.value == g.actor().id, p.at });
        for (auto const& c : TRY(complaints(g, gate))) {
            ComplaintOut one { c.id, c.case_id, c.partner, {}, c.open, c.opened_at, c.ends_at, c.read_at, c.ended_at };
            for (auto const& f : c.fields) one.fields.push_back({ f.code, f.value });
            out.complaints.push_back(std::move(one));
        }
        return http::Response::json(json::encode_text(out));
    });
    routes.guarded<Signpost>(act(Method::post, base, "Write down that somebody was pointed to a partner; the partner learns nothing", json::schema<SignIn>(), json::schema<IdOut>(), 201),
        [&gate](access::Granted<Signpost>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<SignIn>(r.body));
            return http::Response::json(json::encode_text(IdOut { TRY(signpost(g, gate, in.case_id, in.partner_id)) }), 201);
        });
    routes.guarded<Signpost>(act(Method::del, base + "/{signpost}", "Take back that somebody was pointed to a partner: it was a mistake of today"), [&gate](access::Granted<Signpost>& g, Request const& r) -> Out {
        TRY(unsignpost(g, gate, TRY(id_of(r, "signpost"))));
        return no_content();
    });
    auto complaining = act(Method::post, "/care/service-users/{person}/partner-complaints", "Open a few named fields to a partner, for a complaint and for a time", json::schema<ComplaintIn>(),
        json::schema<ComplaintOpened>(), 201);
    complaining.purpose = "partner_complaint";
    routes.guarded<Complain>(complaining, [&gate, parts](access::Granted<Complain>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<ComplaintIn>(r.body));
        NewComplaint c { in.case_id, in.partner_id, {}, in.ends_at };
        for (auto const& f : in.fields) c.fields.push_back({ f.code, f.value });
        auto const done = TRY(complain(g, gate, parts->rules, parts->post, c));
        return http::Response::json(json::encode_text(ComplaintOpened { done.complaint, done.code }), 201);
    });
    auto ending = act(Method::post, "/care/service-users/{person}/partner-complaints/{complaint}/end", "End a complaint, and with it what the partner could read");
    ending.purpose = "partner_complaint";
    routes.guarded<Complain>(ending, [&gate](access::Granted<Complain>& g, Request const& r) -> Out {
        TRY(end_complaint(g, gate, TRY(id_of(r, "complaint"))));
        return no_content();
    });
    routes.open({ .method = Method::post, .pattern = "/care/handed-over/complaint", .summary = "What a support partner may read for a complaint, for whoever has its link and the code told by telephone",
                    .audience = "complained_partner", .purpose = "partner_complaint", .request_schema = handover::said_schema(), .response_schema = json::schema<ReadOut>(), .body_bytes_max = 4 * 1024 },
        "the token in the body and the code told by telephone are the credential", [&gate, parts](access::OpenCall& call) {
            return handover::open<ReadComplaint>(call, link_kind, "complained_partner", [&](access::Granted<ReadComplaint> const& g, Uuid id) -> Out {
                auto const c = TRY(read_complaint(g, gate, parts->rules, id));
                ReadOut out { {}, c.ends_at };
                for (auto const& f : c.fields) out.fields.push_back({ title_of(parts->rules.fields, f.code), f.value });
                return http::Response::json(json::encode_text(out));
            });
        });
}

} // namespace wellkept::partners
