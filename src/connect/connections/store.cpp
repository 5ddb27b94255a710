#include "connect/connections/store.h"

namespace wellkept::connections::store {
namespace {

#define CONNECTION_COLUMNS                                                                                             \
    "connection_id, state, problem, profile, tokens, token_expires_at, created_at, connected_at, last_data_at,"       \
    " history_state, history_percent, history_from, history_samples, live_samples"

db::PersonalQuery<Row, SubjectId> const list_rows { "connections/list",
    "SELECT " CONNECTION_COLUMNS " FROM connections.connection WHERE subject_id = $1 ORDER BY created_at" };
db::PersonalQuery<Row, SubjectId, ConnectionId> const one_row { "connections/one",
    "SELECT " CONNECTION_COLUMNS " FROM connections.connection WHERE subject_id = $1 AND connection_id = $2" };
db::PersonalQuery<Row, SubjectId, ConnectionId> const lock_row { "connections/lock",
    "SELECT " CONNECTION_COLUMNS " FROM connections.connection WHERE subject_id = $1 AND connection_id = $2 FOR UPDATE" };
db::PersonalQuery<Unit, SubjectId, ConnectionId, std::string, db::Bytes, Instant> const insert_row { "connections/insert",
    "INSERT INTO connections.connection (subject_id, connection_id, state, profile, created_at, history_state)"
    " VALUES ($1, $2, $3, $4, $5, 'none')" };
db::PersonalQuery<Unit, SubjectId, ConnectionId, db::Bytes, std::optional<db::Bytes>, std::optional<Instant>, std::string,
    std::optional<Instant>, Instant> const connect_row { "connections/connected",
    "UPDATE connections.connection SET state = 'connected', problem = NULL, profile = $3, tokens = $4, token_expires_at = $5,"
    "  history_state = $6, history_from = $7, connected_at = $8 WHERE subject_id = $1 AND connection_id = $2" };
db::PersonalQuery<Unit, SubjectId, ConnectionId, db::Bytes, std::optional<Instant>> const save_tokens_row { "connections/save_tokens",
    "UPDATE connections.connection SET tokens = $3, token_expires_at = $4 WHERE subject_id = $1 AND connection_id = $2" };
db::PersonalQuery<Unit, SubjectId, ConnectionId, std::string, std::optional<std::string>> const set_state_row { "connections/set_state",
    "UPDATE connections.connection SET state = $3, problem = $4 WHERE subject_id = $1 AND connection_id = $2" };
db::PersonalQuery<Unit, SubjectId, ConnectionId, Instant> const expire_row { "connections/expire_token",
    "UPDATE connections.connection SET token_expires_at = $3 WHERE subject_id = $1 AND connection_id = $2" };
db::PersonalQuery<Unit, SubjectId, ConnectionId, std::string, std::int32_t, std::int64_t, std::int64_t, std::optional<Instant>> const
    progress_row { "connections/progress",
        "UPDATE connections.connection SET history_state = CASE WHEN $3 = '' THEN history_state ELSE $3 END,"
        "  history_percent = greatest(history_percent, $4), history_samples = history_samples + $5,"
        "  live_samples = live_samples + $6, last_data_at = coalesce($7, last_data_at)"
        " WHERE subject_id = $1 AND connection_id = $2" };
db::PersonalQuery<Unit, SubjectId> const erase_rows { "connections/erase", "DELETE FROM connections.connection WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, ConnectionId> const erase_row { "connections/erase_one",
    "DELETE FROM connections.connection WHERE subject_id = $1 AND connection_id = $2" };

} // namespace

using Grant = access::SubjectGrant;

Result<std::vector<Row>> list(Grant const& g) { return g.rows(list_rows); }
Result<std::optional<Row>> find(Grant const& g, ConnectionId c) { return g.maybe(one_row, c); }
Result<std::optional<Row>> lock(Grant const& g, ConnectionId c) { return g.maybe(lock_row, c); }
Result<> insert(Grant const& g, ConnectionId c, std::string const& state, std::string const& profile, Instant now)
{
    (void)TRY(g.run(insert_row, c, state, { profile }, now));
    return {};
}
Result<> connected(Grant const& g, ConnectionId c, std::string const& profile, std::optional<std::string> const& tokens,
    std::optional<Instant> expires, std::string const& history_state, std::optional<Instant> history_from, Instant now)
{
    std::optional<db::Bytes> sealed;
    if (tokens) sealed = db::Bytes { *tokens };
    (void)TRY(g.run(connect_row, c, { profile }, sealed, expires, history_state, history_from, now));
    return {};
}
Result<> save_tokens(Grant const& g, ConnectionId c, std::string const& tokens, std::optional<Instant> expires)
{
    (void)TRY(g.run(save_tokens_row, c, { tokens }, expires));
    return {};
}
Result<> set_state(Grant const& g, ConnectionId c, std::string const& state, std::optional<std::string> const& problem)
{
    (void)TRY(g.run(set_state_row, c, state, problem));
    return {};
}
Result<> expire_token(Grant const& g, ConnectionId c, Instant at)
{
    (void)TRY(g.run(expire_row, c, at));
    return {};
}
void progress(Grant const& g, ConnectionId c, std::string const& state, int percent, std::int64_t history,
    std::int64_t live, std::optional<Instant> data_at)
{
    g.later(progress_row, c, state, percent, history, live, data_at);
}
Result<std::int64_t> erase_all(Grant const& g) { return g.run(erase_rows); }
Result<std::int64_t> erase_one(Grant const& g, ConnectionId c) { return g.run(erase_row, c); }

} // namespace wellkept::connections::store
