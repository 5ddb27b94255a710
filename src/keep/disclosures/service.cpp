#include "access/enforced.h"
#include "keep/disclosures/store.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
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

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {}

private:
    std::string_view room() const override { return "disclosures"; }
    std::vector<std::string> personal_tables() const override { return { "disclosures.disclosure" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::all(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

Result<> record(access::SubjectGrant const& grant, access::Gate const& gate, Disclosure const& d, std::optional<Uuid> id, std::optional<Instant> withheld_until)
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
    store::Row row { id ? *id : Uuid::v7(gate.clock(), gate.rng()), d.recipient, d.purpose, d.categories, {}, gate.clock().now(), withheld_until };
    row.details.data = TRY(grant.seal(access::person_scope, details_place(row.id), json::encode_text(Details { d.to, d.what, d.basis })));
    grant.note("disclosed_to", d.recipient);
    TRY(store::insert(grant, row));
    return retention::started(grant, gate, record_class, row.id, row.at);
}

Result<> withhold(access::SubjectGrant const& grant, Uuid id, std::optional<Instant> until)
{
    if (!TRY(store::withhold(grant, id, until))) return not_found();
    return {};
}

Result<std::vector<Recorded>> all(access::SubjectGrant const& grant)
{
    std::vector<Recorded> out;
    for (auto const& r : TRY(store::all(grant))) {
        auto const d = TRY(json::decode_text<Details>(TRY(grant.open(access::person_scope, details_place(r.id), r.details.data))));
        out.push_back({ { r.recipient, r.purpose, r.categories, d.to, d.what, d.basis }, r.at, r.withheld_until });
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
                // Somebody decided, with a reason, that telling them now would endanger somebody; it ends by itself.
                if (r.withheld_until && *r.withheld_until > gate.clock().now()) continue;
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
