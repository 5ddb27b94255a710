#include "care/devices/store.h"

namespace wellkept::devices::store {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, db::Bytes, Instant> const insert_link { "devices/insert_link",
    "INSERT INTO devices.link (subject_id, link_id, body, joined_at) VALUES ($1, $2, $3, $4)" };
db::PersonalQuery<LinkRow, SubjectId> const all_links { "devices/links",
    "SELECT link_id, body, joined_at FROM devices.link WHERE subject_id = $1 ORDER BY joined_at, link_id" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_link { "devices/drop_link", "DELETE FROM devices.link WHERE subject_id = $1 AND link_id = $2" };
db::PersonalQuery<Unit, SubjectId> const delete_links { "devices/drop_links", "DELETE FROM devices.link WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, Uuid, std::string, db::Bytes, Instant, Instant, Instant> const insert_share { "devices/insert_share",
    "INSERT INTO devices.share (subject_id, share_id, link_id, case_id, state, body, since, until, state_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" };
db::PersonalQuery<ShareRow, SubjectId> const all_shares { "devices/shares",
    "SELECT share_id, link_id, case_id, state, body, since, until, state_at FROM devices.share WHERE subject_id = $1 ORDER BY since DESC, share_id DESC" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, Instant> const state_share { "devices/state",
    "UPDATE devices.share SET state = $3, state_at = $4 WHERE subject_id = $1 AND share_id = $2" };
db::PersonalQuery<Unit, SubjectId> const delete_shares { "devices/drop_shares", "DELETE FROM devices.share WHERE subject_id = $1" };

} // namespace

Result<> insert(access::SubjectGrant const& g, LinkRow const& l)
{
    (void)TRY(g.run(insert_link, l.id, l.body, l.joined_at));
    return {};
}
Result<std::vector<LinkRow>> links(access::SubjectGrant const& g) { return g.rows(all_links); }
Result<bool> drop(access::SubjectGrant const& g, Uuid id) { return TRY(g.run(delete_link, id)) == 1; }
Result<> insert(access::SubjectGrant const& g, ShareRow const& s)
{
    (void)TRY(g.run(insert_share, s.id, s.link, s.case_id, s.state, s.body, s.since, s.until, s.state_at));
    return {};
}
Result<std::vector<ShareRow>> shares(access::SubjectGrant const& g) { return g.rows(all_shares); }
Result<> set_state(access::SubjectGrant const& g, Uuid id, std::string const& state, Instant at)
{
    (void)TRY(g.run(state_share, id, state, at));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g) { return TRY(g.run(delete_shares)) + TRY(g.run(delete_links)); }

} // namespace wellkept::devices::store
