#include "access/enforced.h"
#include "keep/disclosures/store.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::disclosures {
namespace {

struct Details {
    std::string to, what, basis;
};
struct OneOut {
    std::string recipient, to, what, basis;
    std::vector<std::string> categories;
    Instant at;
};
struct AllOut {
    std::vector<OneOut> disclosures;
};
BOOST_DESCRIBE_STRUCT(Details, (), (to, what, basis))
BOOST_DESCRIBE_STRUCT(OneOut, (), (recipient, to, what, basis, categories, at))
BOOST_DESCRIBE_STRUCT(AllOut, (), (disclosures))

access::Place details_place(Uuid id) { return { "disclosures.disclosure", "details", id }; }

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "disclosures"; }
    std::vector<std::string> personal_tables() const override { return { "disclosures.disclosure" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<> record(access::SubjectGrant const& grant, access::Gate const& gate, Disclosure const& d)
{
    auto const policy = gate.policy_now();
    auto const refused = [](std::string_view why) {
        return Error { Code::forbidden, PublicText("The register of recipients does not allow this. Nothing was sent."), Detail(why) };
    };
    auto const* recipient = policy->recipient(d.recipient);
    if (!recipient) return refused("recipient_unregistered");
    auto const purpose = recipient->receives.find(d.purpose);
    if (purpose == recipient->receives.end()) return refused("recipient_purpose");
    for (auto const& kind : d.categories)
        if (!purpose->second.contains(kind)) return refused("recipient_kind");
    auto const* territory = policy->territory_of_region(gate.region());
    if (!territory || !recipient->territories.contains(territory->code)) return refused("recipient_territory");
    store::Row row { Uuid::v7(gate.clock(), gate.rng()), d.recipient, d.purpose, d.categories, {}, gate.clock().now() };
    row.details.data = TRY(grant.seal(access::person_scope, details_place(row.id), json::encode_text(Details { d.to, d.what, d.basis })));
    grant.note("disclosed_to", d.recipient);
    return store::insert(grant, row);
}

Result<std::vector<Recorded>> all(access::SubjectGrant const& grant)
{
    std::vector<Recorded> out;
    for (auto const& r : TRY(store::all(grant))) {
        auto const d = TRY(json::decode_text<Details>(TRY(grant.open(access::person_scope, details_place(r.id), r.details.data))));
        out.push_back({ { r.recipient, r.purpose, r.categories, d.to, d.what, d.basis }, r.at });
    }
    return out;
}

void add_routes(access::Routes& routes)
{
    auto const& gate = routes.gate();
    routes.guarded<ReadOwn>({ .pattern = "/care/you/disclosures", .summary = "Everything of the person's that went to somebody else", .audience = "service_user",
                                .purpose = "accountability", .response_schema = json::schema<AllOut>() },
        [&gate](access::Granted<ReadOwn>& g, http::Request const&) -> Result<http::Response> {
            AllOut out;
            auto const policy = gate.policy_now();
            for (auto& r : TRY(all(g))) {
                auto const* recipient = policy->recipient(r.disclosure.recipient);
                std::vector<std::string> kinds;
                for (auto const& k : r.disclosure.categories)
                    if (auto const* kind = policy->kind(k)) kinds.push_back(kind->title);
                out.disclosures.push_back({ recipient ? recipient->title : r.disclosure.recipient, r.disclosure.to, r.disclosure.what, r.disclosure.basis, kinds, r.at });
            }
            return http::Response::json(json::encode_text(out));
        });
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::disclosures
