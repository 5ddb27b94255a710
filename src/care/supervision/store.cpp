#include "care/supervision/store.h"

namespace wellkept::supervision::store {
namespace {

using std::chrono::sys_days;
db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, SubjectId, Instant, std::optional<Instant>, db::Bytes, Uuid> const insert_link { "supervision/insert_link",
    "INSERT INTO supervision.link (subject_id, link_id, tenant_id, supervisor_id, starts_at, ends_at, details, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
// greatest(): an end never lies before its beginning, whatever the clocks say.
db::PersonalQuery<Unit, SubjectId, Instant> const end_all { "supervision/end_links",
    "UPDATE supervision.link SET ends_at = greatest($2, starts_at) WHERE subject_id = $1 AND (ends_at IS NULL OR ends_at > $2)" };
db::PersonalQuery<LinkRow, SubjectId> const all_links { "supervision/links",
    "SELECT link_id, supervisor_id, starts_at, ends_at, details FROM supervision.link WHERE subject_id = $1 ORDER BY starts_at DESC, link_id" };
db::PersonalQuery<ListedLink, ClientId, Instant> const that_hold { "supervision/holding",
    "SELECT l.subject_id, s.pseudonym, l.link_id, l.supervisor_id, l.starts_at, l.ends_at, l.details FROM supervision.link l"
    " JOIN access.subject s ON s.subject_id = l.subject_id WHERE l.tenant_id = $1 AND l.starts_at <= $2 AND (l.ends_at IS NULL OR l.ends_at > $2)"
    " AND s.state = 'active' AND NOT s.restricted ORDER BY l.starts_at LIMIT 5000" };

db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, Uuid, std::optional<Uuid>, SubjectId, Instant, Instant, db::Bytes> const insert_item { "supervision/insert_item",
    "INSERT INTO supervision.item (subject_id, item_id, tenant_id, case_id, session_id, account_id, state, asked_at, due_at, question)"
    " VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9)" };
db::PersonalQuery<ItemRow, SubjectId> const all_items { "supervision/items",
    "SELECT item_id, case_id, session_id, account_id, state, asked_at, due_at, discussed_on, discussed_with, question, outcome FROM supervision.item"
    " WHERE subject_id = $1 ORDER BY asked_at DESC, item_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, sys_days, SubjectId, db::Bytes> const finish_item { "supervision/finish",
    "UPDATE supervision.item SET state = 'discussed', discussed_on = $3, discussed_with = $4, outcome = $5 WHERE subject_id = $1 AND item_id = $2 AND state = 'waiting'" };
#define LISTED                                                                                                         \
    "SELECT i.subject_id, s.pseudonym, i.item_id, i.account_id, i.state, i.asked_at, i.due_at, i.discussed_on, i.question, i.outcome"        \
    " FROM supervision.item i JOIN access.subject s ON s.subject_id = i.subject_id WHERE i.tenant_id = $1 AND s.state = 'active' AND NOT s.restricted"
db::PersonalQuery<ListedItem, ClientId, std::vector<Uuid>, Instant> const of_accounts { "supervision/asked_by",
    LISTED " AND i.account_id = ANY ($2) AND (i.state = 'waiting' OR i.asked_at >= $3) ORDER BY i.state DESC, i.due_at, i.item_id LIMIT 500" };
db::PersonalQuery<ListedItem, ClientId, Instant> const past_due { "supervision/overdue",
    LISTED " AND i.state = 'waiting' AND i.due_at <= $2 ORDER BY i.due_at, i.item_id LIMIT 500" };
#undef LISTED
db::PersonalQuery<Unit, SubjectId> const delete_links { "supervision/drop_links", "DELETE FROM supervision.link WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const delete_items { "supervision/drop_items",
    "DELETE FROM supervision.item WHERE subject_id = $1 AND item_id = ANY ($2)" };

} // namespace

Result<> insert(Grant const& g, LinkRow const& l, Uuid by)
{
    (void)TRY(g.run(insert_link, l.id, g.tenant(), l.supervisor, l.starts_at, l.ends_at, l.details, by));
    return {};
}
Result<std::int64_t> end_links(Grant const& g, Instant now) { return g.run(end_all, now); }
Result<std::vector<LinkRow>> links(Grant const& g) { return g.rows(all_links); }
db::PersonalQuery<ListedLink, ClientId, Instant> const& holding() { return that_hold; }

Result<> insert(Grant const& g, ItemRow const& i)
{
    (void)TRY(g.run(insert_item, i.id, g.tenant(), i.case_id, i.session, i.account, i.asked_at, i.due_at, i.question));
    return {};
}
Result<std::vector<ItemRow>> items(Grant const& g) { return g.rows(all_items); }
Result<bool> finish(Grant const& g, Uuid item, sys_days on, SubjectId with, std::string outcome)
{
    return TRY(g.run(finish_item, item, on, with, { std::move(outcome) })) == 1;
}
db::PersonalQuery<ListedItem, ClientId, std::vector<Uuid>, Instant> const& asked_by() { return of_accounts; }
db::PersonalQuery<ListedItem, ClientId, Instant> const& overdue() { return past_due; }
Result<std::int64_t> drop_links(Grant const& g) { return g.run(delete_links); }
Result<std::int64_t> drop_items(Grant const& g, std::vector<Uuid> const& ids) { return g.run(delete_items, ids); }

} // namespace wellkept::supervision::store
