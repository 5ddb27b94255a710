// Registers of the house: agreements with Clients, notices to a role.
#include "access/tenants.h"
#include "keep/accounts/wire.h"

namespace wellkept::accounts {
namespace {

struct AgreementRow {
    Uuid agreement_id;
    ClientId client_id;
    std::string kind, reference;
    std::chrono::year_month_day signed_on;
    std::optional<Instant> valid_until;
    Instant recorded_at;
};
struct AgreementsOut {
    std::vector<AgreementRow> agreements;
};
enum class AgreementKind { dpa, baa };
BOOST_DESCRIBE_ENUM(AgreementKind, dpa, baa)
struct AgreementIn {
    ClientId client_id;
    AgreementKind kind;
    std::string reference;
    std::chrono::year_month_day signed_on;
    std::optional<Instant> valid_until;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct AgreementAdded {
    Uuid agreement_id;
};
struct NoticeRow {
    Uuid notice_id;
    std::string role, kind;
    Uuid access_id;
    Instant at;
    std::optional<Instant> seen_at;
};
struct NoticesOut {
    std::vector<NoticeRow> notices;
};
BOOST_DESCRIBE_STRUCT(AgreementRow, (), (agreement_id, client_id, kind, reference, signed_on, valid_until, recorded_at))
BOOST_DESCRIBE_STRUCT(AgreementsOut, (), (agreements))
BOOST_DESCRIBE_STRUCT(AgreementIn, (), (client_id, kind, reference, signed_on, valid_until))
BOOST_DESCRIBE_STRUCT(AgreementAdded, (), (agreement_id))
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (notice_id, role, kind, access_id, at, seen_at))
BOOST_DESCRIBE_STRUCT(NoticesOut, (), (notices))

constexpr int notices_max = 200;

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "administer",
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 64 * 1024 };
}

Result<http::Response> record_agreement(access::GrantedGroup<RecordAgreement>& group, access::Gate const& gate, http::Request const& request)
{
    auto const in = TRY(json::decode_text<AgreementIn>(request.body));
    auto const now = gate.clock().now();
    auto const signed_on = std::chrono::sys_days(in.signed_on);
    auto tenant = TRY(access::find_tenant(group.tx(), in.client_id));
    if (!tenant || tenant->id == access::house_tenant) return bad_input("There is no such Client.");
    if (signed_on > now || (in.valid_until && *in.valid_until <= signed_on)) return bad_input("It is signed by now, and ends after it was signed.");
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    bool const data_processing = in.kind == AgreementKind::dpa;
    TRY(store::insert_agreement(group.tx(), { id, in.client_id, data_processing ? "dpa" : "baa", in.reference, signed_on, in.valid_until, now }, group.actor().pseudonym));
    if (data_processing) { // what the Gate goes by
        tenant->agreement_reference = in.reference;
        tenant->agreement_until = in.valid_until;
        TRY(access::save_tenant(group.tx(), *tenant, now));
    }
    return json_of(AgreementAdded { id }, 201);
}

// The roles whose notices an account reads: its own, of the house.
Result<std::vector<std::string>> roles_of(access::GrantCore const& grant, access::Gate const& gate)
{
    auto const standing = TRY(gate.standing(grant, grant.actor()));
    return standing ? standing->roles : std::vector<std::string> {};
}

} // namespace

void add_register_routes(access::Routes& routes, Accounts::State const& s)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = s.gate;
    routes.guarded_group<ReadAgreements>(spec(Method::get, "/staff/agreements", "Agreements on file with Clients", {}, json::schema<AgreementsOut>()),
        [](access::GrantedGroup<ReadAgreements>& g, Request const&) -> Out {
            AgreementsOut out;
            for (auto const& a : TRY(store::agreements(g.tx())))
                out.agreements.push_back({ a.id, a.tenant, a.kind, a.reference, a.signed_on, a.valid_until, a.recorded_at });
            return json_of(out);
        });
    routes.guarded_group<RecordAgreement>(spec(Method::post, "/staff/agreements", "Put an agreement on file: data processing (dpa) or business associate (baa)",
                                              json::schema<AgreementIn>(), json::schema<AgreementAdded>(), 201),
        [&gate](access::GrantedGroup<RecordAgreement>& g, Request const& r) { return record_agreement(g, gate, r); });
    routes.guarded_group<ReadNotices>(spec(Method::get, "/staff/notices", "What my roles are told of, unseen first", {}, json::schema<NoticesOut>()),
        [&gate](access::GrantedGroup<ReadNotices>& g, Request const&) -> Out {
            NoticesOut out;
            for (auto const& n : TRY(store::notices(g.tx(), TRY(roles_of(g, gate)), notices_max)))
                out.notices.push_back({ n.id, n.role, n.kind, n.ref, n.at, n.seen_at });
            return json_of(out);
        });
    routes.guarded_group<ReadNotices>(spec(Method::post, "/staff/notices/{notice}/seen", "I have seen it", {}, {}, 204),
        [&gate](access::GrantedGroup<ReadNotices>& g, Request const& r) -> Out {
            auto const id = Uuid::parse(r.param("notice"));
            if (!id || !TRY(store::see_notice(g.tx(), *id, TRY(roles_of(g, gate)), g.actor().pseudonym, gate.clock().now()))) return not_found();
            return no_content();
        });
}

} // namespace wellkept::accounts
