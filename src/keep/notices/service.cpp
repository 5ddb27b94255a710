#include "keep/notices/document.h"
#include "keep/notices/notices.h"
#include "keep/notices/store.h"
#include "platform/json/json.h"

namespace wellkept::notices {
namespace {

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "notices"; }
    std::vector<std::string> personal_tables() const override { return { "notices.seen" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

access::Visit visit_of(access::Gate const& gate, std::string_view how)
{
    return { .actor = access::Actor::system(std::string("policy.") + std::string(how)), .purpose = "accountability", .request = RequestId::fresh(gate.clock(), gate.rng()) };
}

} // namespace

namespace {

struct Rendered {
    std::string text, hash;
};
Result<Rendered> rendered(access::Policy const& policy, std::vector<access::Enforcement> const& enforced, std::string const& service, std::string const& territory)
{
    auto text = to_json(TRY(render(policy, enforced, service, territory)));
    auto const digest = crypto::sha256(text);
    return Rendered { std::move(text), crypto::hex(crypto::view(digest)) };
}

} // namespace

Result<std::int64_t> stale(db::Pool& pool, access::Policy const& policy)
{
    auto const enforced = access::enforcements();
    auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
    std::int64_t n = 0;
    for (auto const& [service, territory] : kinds_of_notice(policy)) {
        auto const last = TRY(store::latest(tx, service, territory));
        if (!last || last->text_hash != TRY(rendered(policy, enforced, service, territory)).hash) ++n;
    }
    return n;
}

Result<> in_force(access::Gate const& gate, db::Pool& pool, access::Policy const& policy, std::string_view how)
{
    auto const now = gate.clock().now();
    auto const enforced = access::enforcements();
    auto tx = TRY(db::Tx::begin(pool));
    TRY(store::lock(tx));
    boost::json::object files;
    for (auto const& [name, text] : policy.files()) files[name] = text;
    (void)TRY(store::keep_policy(tx, policy.version(), boost::json::serialize(files), now));
    for (auto const& [service, territory] : kinds_of_notice(policy)) {
        auto const [text, hash] = TRY(rendered(policy, enforced, service, territory));
        auto const last = TRY(store::latest(tx, service, territory));
        if (last && last->text_hash == hash) continue;
        TRY(store::insert(tx, { Uuid::v7(gate.clock(), gate.rng()), service, territory, last ? last->edition + 1 : 1, policy.version(), hash, text, now }));
    }
    auto visit = visit_of(gate, how);
    gate.record(visit, "policy.in_force", {});
    visit.rows.back().reason = policy.version();
    TRY(access::append_audit(tx, visit.rows));
    return tx.commit();
}

Result<> refused(access::Gate const& gate, db::Pool& pool, std::string_view why)
{
    auto tx = TRY(db::Tx::begin(pool));
    auto visit = visit_of(gate, "reload");
    (void)gate.refuse(visit, "policy.in_force", why, not_found());
    TRY(access::append_audit(tx, visit.rows));
    return tx.commit();
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::notices
