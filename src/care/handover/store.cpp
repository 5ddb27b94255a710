#include "care/handover/store.h"

namespace wellkept::handover::store {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, std::string, Uuid, db::Bytes, Instant, Instant> const insert_link { "handover/insert",
    "INSERT INTO handover.link (subject_id, link_id, kind, ref, state, code, tries, expires_at, sent_at) VALUES ($1, $2, $3, $4, 'sent', $5, 0, $6, $7)" };
db::PersonalQuery<Link, SubjectId, Uuid> const find_link { "handover/find",
    "SELECT link_id, kind, ref, state, code, tries, expires_at, sent_at FROM handover.link WHERE subject_id = $1 AND link_id = $2" };
db::PersonalQuery<Link, SubjectId, Uuid> const links_of { "handover/of_ref",
    "SELECT link_id, kind, ref, state, code, tries, expires_at, sent_at FROM handover.link WHERE subject_id = $1 AND ref = $2 AND state <> 'ended'" };
// Counted before the code is looked at, so that two at once are two tries.
db::PersonalQuery<Unit, SubjectId, Uuid, std::int32_t, Instant> const one_try { "handover/try",
    "UPDATE handover.link SET tries = tries + 1 WHERE subject_id = $1 AND link_id = $2 AND state = 'sent' AND tries < $3 AND expires_at > $4" };
db::PersonalQuery<Unit, SubjectId, Uuid> const no_tries { "handover/forget_tries", "UPDATE handover.link SET tries = 0 WHERE subject_id = $1 AND link_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string> const state_link { "handover/state", "UPDATE handover.link SET state = $3 WHERE subject_id = $1 AND link_id = $2" };
db::PersonalQuery<Unit, SubjectId> const delete_links { "handover/delete", "DELETE FROM handover.link WHERE subject_id = $1" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Link const& l)
{
    (void)TRY(g.run(insert_link, l.id, l.kind, l.ref, l.code, l.expires_at, l.sent_at));
    return {};
}
Result<std::optional<Link>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_link, id); }
Result<std::vector<Link>> of_ref(access::SubjectGrant const& g, Uuid ref) { return g.rows(links_of, ref); }
Result<bool> take_try(access::SubjectGrant const& g, Uuid id, Instant now) { return TRY(g.run(one_try, id, tries_max, now)) == 1; }
Result<> forget_tries(access::SubjectGrant const& g, Uuid id)
{
    (void)TRY(g.run(no_tries, id));
    return {};
}
Result<> set_state(access::SubjectGrant const& g, Uuid id, std::string_view state)
{
    (void)TRY(g.run(state_link, id, std::string(state)));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g) { return g.run(delete_links); }

} // namespace wellkept::handover::store
