// Time that is taken. Its rows say from when to when and no more: whose it is and by what are keyed hashes, which only whoever
// already knows both can make.
#include "access/tenants.h"
#include "care/clinicians/store.h"
#include "care/clinicians/taken.h"

namespace wellkept::clinicians {
namespace {

constexpr std::string_view mark_kind = "clinicians.taken", account_kind = "clinicians.account";
constexpr auto kept = std::chrono::hours(24); // after it is over, nobody asks

Result<db::Bytes> hash(access::Gate const& gate, std::string_view kind, std::string const& what)
{
    return db::Bytes { TRY(gate.keys().blind(access::care_tenant, kind, what)) };
}

} // namespace

Result<> take_time(access::SubjectGrant const& person, access::Gate const& gate, Uuid what, SubjectId of, Span const& span)
{
    TRY(store::sweep_taken(person.tx(), gate.clock().now() - kept));
    return store::take(person.tx(), TRY(hash(gate, mark_kind, what.text())), TRY(hash(gate, account_kind, of.text())), span);
}

Result<> give_time_back(access::SubjectGrant const& person, std::vector<Uuid> const& what)
{
    // A person's room erases without a Gate; they are of the tenant whose key it is.
    for (auto const id : what) TRY(store::give_back(person.tx(), { TRY(person.blind(mark_kind, id.text())) }));
    return {};
}

Result<std::vector<Span>> taken_of(db::Tx& tx, access::Gate const& gate, SubjectId account, Instant from, Instant until)
{
    auto all = TRY(taken_of_all(tx, gate, from, until));
    return all.of(account);
}

Result<Taken> taken_of_all(db::Tx& tx, access::Gate const& gate, Instant from, Instant until)
{
    Taken out { gate, {} };
    for (auto const& row : TRY(store::taken(tx, from, until))) out.by_account[row.account.data].push_back({ row.starts_at, row.ends_at });
    return out;
}

Result<std::vector<Span>> Taken::of(SubjectId account) const
{
    auto const it = by_account.find(TRY(hash(gate, account_kind, account.text())).data);
    return it == by_account.end() ? std::vector<Span> {} : it->second;
}

} // namespace wellkept::clinicians
