// After a restore: who stands in a ledger and is back is erased again, and keys that are back are destroyed again.
#include "access/system.h"
#include "access/tenants.h"
#include "keep/rights/state.h"
#include "keep/rights/store.h"
#include "platform/log/log.h"

namespace wellkept::rights {
namespace {

constexpr int page_size = 500;
constexpr int last_attempt = 1'000; // no vendor is waited for: before the restore it was told already

Erasure fresh(keys::ErasureLedger::Entry const& n)
{
    Erasure e {};
    e.id = n.erasure;
    e.subject = n.subject;
    e.tenant = n.tenant;
    e.connection = n.connection;
    e.category = n.category;
    e.requested_by = n.requested_by;
    e.requested_at = n.requested_at;
    return e;
}

// As if it had never been carried out; its earlier receipts stay in rights.receipt.
void begin_anew(Erasure& e, Instant now)
{
    e.keys_at = {}, e.rows_at = {}, e.blobs_at = {}, e.done_at = {};
    e.replayed_at = now;
}

} // namespace

Result<Eraser::Replayed> Eraser::replay() const
{
    auto const& s = *m_state;
    Replayed out;
    if (!s.hooks.ledger) return bug("there is no ledger outside the data database");

    // Keys restored alone: what this database knows and that ledger does not. Noted again, and the keys gone again.
    for (Uuid after {};;) {
        auto const rows = [&]() -> Result<std::vector<Erasure>> {
            auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only));
            return store::page(tx, after, page_size);
        }();
        if (!rows.ok()) return rows.error();
        if (rows->empty()) break;
        std::vector<Uuid> ids;
        for (auto const& e : rows.value()) ids.push_back(e.id);
        auto const known = TRY(s.hooks.ledger->known(ids));
        for (auto e : rows.value()) {
            after = e.id;
            if (known.contains(e.id) || (!e.noted_at && !e.done_at)) continue; // one under way notes itself
            if (e.noted_at && e.keys_at && !e.held_at) {
                Plan const all { {}, e.scope(), {} };
                e.keys_at = {};
                TRY(s.destroy_keys(e, all));
                ++out.keys;
            }
            TRY(s.note(e));
        }
    }

    // Data restored: what that ledger knows. A page at a time, a Client at a time.
    for (Uuid after {};;) {
        auto const page = TRY(s.hooks.ledger->page(after, page_size));
        if (page.empty()) return out;
        out.entries += static_cast<std::int64_t>(page.size());
        after = page.back().erasure;
        std::map<ClientId, std::vector<SubjectId>> people;
        for (auto const& n : page) people[n.tenant].push_back(n.subject);
        std::set<SubjectId> present;
        for (auto const& [tenant, subjects] : people) {
            auto const here = access::over_client<retention::ReadRetention>(s.gate, s.pool, access::Actor::system("erase"), "rights", tenant,
                [&subjects = subjects](access::GrantedGroup<retention::ReadRetention>& group) { return group.rows(store::present_among(), subjects); });
            if (!here.ok() && here.error().code != Code::not_found) return here.error(); // not found: the Client itself is not in this backup
            if (here.ok())
                for (auto const& row : here.value()) present.insert(row.subjects.begin(), row.subjects.end());
        }
        for (auto const& n : page) {
            if (!present.contains(n.subject)) continue;
            auto found = [&]() -> Result<std::optional<Erasure>> {
                auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only));
                return store::find(tx, n.erasure);
            }();
            if (!found.ok()) return found.release_error();
            auto e = found.value() ? std::move(**found) : fresh(n);
            if (found.value() && (n.connection || !e.done_at)) continue; // its own job goes on with it; a done part stays done
            begin_anew(e, s.gate.clock().now());
            e.noted_at = e.replayed_at;
            TRY(access::as_system<EraseData>(s.gate, s.pool, "erase", "rights", n.subject, [&](access::Granted<EraseData>& grant) -> Result<> {
                if (!n.connection) {
                    TRY(store::mark_erasing(grant));
                    TRY(store::drop_ways_in(grant));
                }
                TRY(store::insert(grant.tx(), e));
                TRY(store::save(grant.tx(), e));
                return s.enqueue(grant.tx(), e.id); // should we be broken off
            }));
            auto const ended = TRY(s.carry_out(e, last_attempt));
            if (!std::holds_alternative<jobs::Done>(ended)) return bug("a replayed erasure did not end: " + e.id.text());
            ++out.erased;
            log::warn("erasure_replayed", { { "erasure", e.id.text() } });
        }
    }
}

} // namespace wellkept::rights
