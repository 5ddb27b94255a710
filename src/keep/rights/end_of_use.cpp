// The end of a Client's use: each of its Members goes the one erasure path, and the Client gets a receipt.
#include "access/system.h"
#include "access/tenants.h"
#include "keep/rights/state.h"
#include "keep/rights/store.h"
#include "platform/json/json.h"

namespace wellkept::rights {
namespace {

constexpr int page_size = 100;

struct EndJob {
    ClientId client;
    std::optional<SubjectId> after;
};
struct EndReceipt {
    std::string type;
    ClientId client_id;
    Instant ended_at, begun_at, finished_at;
    std::int64_t members_erased, members_retained;
    std::string policy_version, key_id;
};
BOOST_DESCRIBE_STRUCT(EndJob, (), (client, after))
BOOST_DESCRIBE_STRUCT(EndReceipt, (), (type, client_id, ended_at, begun_at, finished_at, members_erased, members_retained, policy_version, key_id))

} // namespace

Result<jobs::Outcome> Eraser::end_of_use(jobs::Job const& job) const
{
    auto const& s = *m_state;
    auto p = TRY(json::decode_text<EndJob>(job.payload));
    auto const now = s.gate.clock().now();
    // Nothing to do: it has come back meanwhile, or all is done; the daily run asks each day.
    auto const begun = [&]() -> Result<bool> {
        auto tx = TRY(db::Tx::begin(s.pool));
        auto const tenant = TRY(access::find_tenant(tx, p.client));
        if (!tenant || !tenant->ended_at) return false;
        TRY(store::begin_end(tx, p.client, *tenant->ended_at, now));
        auto const end = TRY(store::find_end(tx, p.client));
        if (end && end->done_at) return false;
        TRY(tx.commit());
        return true;
    }();
    if (!TRY(Result<bool>(begun))) return jobs::Outcome(jobs::Done {});

    auto const people = TRY(access::over_client<retention::ReadRetention>(s.gate, s.pool, access::Actor::system("erase"), "rights", p.client,
        [&](access::GrantedGroup<retention::ReadRetention>& group) { return group.rows(store::members_page(), p.after.value_or(SubjectId {}), page_size); }));
    for (auto const& m : people) {
        p.after = m.subject;
        if (m.state != "active") continue;
        auto const done = access::as_system<EraseData>(s.gate, s.pool, "erase", "rights", m.subject, [&](access::Granted<EraseData>& grant) -> Result<> {
            (void)TRY(begin(grant, {})); // nobody asked, so nobody gets the token: the Client's receipt counts it
            return store::count_member(grant.tx(), p.client);
        });
        if (!done.ok() && done.error().code != Code::not_found) return done.error();
    }
    if (people.size() == static_cast<std::size_t>(page_size)) return jobs::Outcome(jobs::Again { now, json::encode_text(p) });

    auto tx = TRY(db::Tx::begin(s.pool));
    auto end = TRY(store::find_end(tx, p.client));
    if (!end) return bug("the end of use has no row");
    auto const t = TRY(store::tally(tx, p.client, end->begun_at));
    if (t.working > 0) return jobs::Outcome(jobs::Again { now + std::chrono::seconds(2), json::encode_text(EndJob { p.client, {} }) });
    EndReceipt const receipt { "wellkept-end-of-use-receipt-v1", p.client, end->ended_at, end->begun_at, now, t.erased, t.kept,
        s.gate.policy_now()->version(), s.key.key_id() };
    if (t.kept == 0) end->done_at = now;
    end->receipt = json::encode_text(receipt);
    auto const signature = s.key.sign(*end->receipt);
    end->signature = db::Bytes { std::string(reinterpret_cast<char const*>(signature.data()), signature.size()) };
    TRY(store::finish_end(tx, p.client, *end));
    TRY(tx.commit());
    return jobs::Outcome(jobs::Done {});
}

Result<std::optional<ClientReceipt>> client_receipt(db::Tx& tx, ClientId id) { return store::find_end(tx, id); }

} // namespace wellkept::rights
