#include "keep/retention/store.h"

namespace wellkept::retention::store {
namespace {

struct State {
    std::string state;
};

db::PersonalQuery<Unit, SubjectId, std::string, Uuid, ClientId, Instant> const start_clock { "retention/start_clock",
    "INSERT INTO retention.clock (subject_id, record_class, record_id, tenant_id, trigger_at) VALUES ($1, $2, $3, $4, "
    "$5)"
    " ON CONFLICT (subject_id, record_class, record_id) DO NOTHING" };
db::PersonalQuery<Unit, SubjectId, std::string, Instant> const restart_clocks { "retention/restart_clocks",
    "UPDATE retention.clock SET trigger_at = latest.at"
    "  FROM (SELECT greatest(max(trigger_at), $3) AS at FROM retention.clock WHERE subject_id = $1 AND record_class = "
    "$2) latest"
    " WHERE subject_id = $1 AND record_class = $2 AND trigger_at < latest.at" };
db::PersonalQuery<ClockRow, SubjectId> const clocks_of { "retention/clocks",
    "SELECT record_class, record_id, trigger_at FROM retention.clock WHERE subject_id = $1 ORDER BY record_class, "
    "record_id FOR UPDATE" };
db::PersonalQuery<Unit, SubjectId, std::string, std::vector<Uuid>> const delete_clocks { "retention/drop_clocks",
    "DELETE FROM retention.clock WHERE subject_id = $1 AND record_class = $2 AND record_id = ANY ($3)" };

#define HOLD_COLUMNS                                                                                                   \
    "h.subject_id, s.pseudonym, h.hold_id, h.kind, h.record_class, h.record_id, h.details, h.review_at, h.placed_at, " \
    "h.released_at"
db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, std::string, std::optional<std::string>, std::optional<Uuid>,
    db::Bytes, Instant, Instant> const insert_a_hold { "retention/insert_hold",
    "INSERT INTO retention.hold (subject_id, hold_id, tenant_id, kind, record_class, record_id, details, review_at, "
    "placed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" };
db::PersonalQuery<HoldRow, SubjectId> const holds_of { "retention/holds",
    "SELECT " HOLD_COLUMNS " FROM retention.hold h JOIN access.subject s ON s.subject_id = h.subject_id"
    " WHERE h.subject_id = $1 ORDER BY h.placed_at, h.hold_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, db::Bytes, Instant> const release_a_hold { "retention/release_hold",
    "UPDATE retention.hold SET details = $3, released_at = $4 WHERE subject_id = $1 AND hold_id = $2 AND released_at "
    "IS NULL" };
db::PersonalQuery<HoldRow, ClientId> const holds_of_a_client { "retention/holds_of_client",
    "SELECT " HOLD_COLUMNS " FROM retention.hold h JOIN access.subject s ON s.subject_id = h.subject_id"
    " WHERE h.tenant_id = $1 AND h.released_at IS NULL ORDER BY h.review_at, h.hold_id LIMIT 1000" };

db::PersonalQuery<Unit, SubjectId, bool> const restrict_subject { "retention/set_restricted",
    "UPDATE access.subject SET restricted = $2 WHERE subject_id = $1" };
db::PersonalQuery<PersonState, SubjectId> const subject_standing { "retention/person_state",
    "SELECT state, restricted FROM access.subject WHERE subject_id = $1" };
db::PersonalQuery<Restricted, ClientId> const restricted_people { "retention/restricted_of_client",
    "SELECT subject_id, pseudonym FROM access.subject WHERE tenant_id = $1 AND restricted ORDER BY subject_id LIMIT 1000" };
db::PersonalQuery<State, SubjectId> const subject_state { "retention/state",
    "SELECT state FROM access.subject WHERE subject_id = $1 FOR UPDATE" };
db::PersonalQuery<Unit, SubjectId> const subject_destroying { "retention/set_destroying",
    "UPDATE access.subject SET state = 'destroying' WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const erase_clocks { "retention/erase_clocks",
    "DELETE FROM retention.clock WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const erase_holds { "retention/erase_holds",
    "DELETE FROM retention.hold WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const erase_reviews { "retention/erase_reviews",
    "DELETE FROM retention.review WHERE subject_id = $1" };

db::PersonalQuery<Unit, SubjectId, std::string, Uuid, ClientId, Instant> const insert_review { "retention/open_review",
    "INSERT INTO retention.review (subject_id, record_class, record_id, tenant_id, opened_at) VALUES ($1, $2, $3, $4, "
    "$5)"
    " ON CONFLICT DO NOTHING" };
db::PersonalQuery<Unit, SubjectId, std::string, Uuid> const delete_review { "retention/close_review",
    "DELETE FROM retention.review WHERE subject_id = $1 AND record_class = $2 AND record_id = $3" };
db::PersonalQuery<ReviewItem, ClientId> const reviews_of_a_client { "retention/reviews_of_client",
    "SELECT r.subject_id, s.pseudonym, r.record_class, r.record_id, r.opened_at FROM retention.review r"
    "  JOIN access.subject s ON s.subject_id = r.subject_id WHERE r.tenant_id = $1 ORDER BY r.opened_at LIMIT 1000" };

db::PersonalQuery<DueRow, ClientId, std::vector<std::string>, std::vector<Instant>, SubjectId, std::string, Uuid,
    std::int32_t> const page_of_due { "retention/due_page",
    "SELECT c.subject_id, s.pseudonym, s.state, s.restricted, c.record_class, c.record_id"
    "  FROM unnest($2::text[], $3::timestamptz[]) AS rule(record_class, started_before)"
    "  JOIN retention.clock c ON c.tenant_id = $1 AND c.record_class = rule.record_class AND c.trigger_at < "
    "rule.started_before"
    "  JOIN access.subject s ON s.subject_id = c.subject_id"
    " WHERE (c.subject_id, c.record_class, c.record_id) > ($4, $5, $6)"
    " ORDER BY c.subject_id, c.record_class, c.record_id LIMIT $7" };
#define NOBODY "'00000000-0000-0000-0000-000000000000'::uuid, '00000000-0000-0000-0000-000000000000'::uuid"
db::PersonalQuery<ClockCounts, ClientId> const counts_of_clocks { "retention/clock_counts",
    "SELECT " NOBODY
    ", coalesce(array_agg(k.record_class), '{}'), coalesce(array_agg(k.hour), '{}'), coalesce(array_agg(k.n), '{}')"
    "  FROM (SELECT record_class, date_trunc('hour', trigger_at) AS hour, count(*) AS n FROM retention.clock"
    "         WHERE tenant_id = $1 GROUP BY 1, 2) k" };
db::PersonalQuery<Spared, ClientId> const spared_people {
    "retention/people_under_hold",
    "SELECT " NOBODY
    ", coalesce(array_agg(DISTINCT subject_id), '{}') FROM retention.hold WHERE tenant_id = $1 AND released_at IS NULL"
};

db::PlainQuery<Run> const the_open_run { "retention/open_run",
    "SELECT run_id, started_at, policy_version FROM retention.run WHERE finished_at IS NULL" };
db::PlainQuery<Unit, Uuid, Instant, std::string> const insert_run { "retention/begin_run",
    "INSERT INTO retention.run (run_id, started_at, policy_version) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, Uuid, std::string, std::string, std::int64_t, std::int64_t> const add_to_line { "retention/count",
    "INSERT INTO retention.run_line (run_id, record_class, outcome, records, row_count) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (run_id, record_class, outcome) DO UPDATE SET records = run_line.records + excluded.records,"
    "  row_count = run_line.row_count + excluded.row_count" };
db::PlainQuery<Line, Uuid> const lines_of { "retention/lines",
    "SELECT record_class, outcome, records, row_count FROM retention.run_line WHERE run_id = $1 ORDER BY record_class, "
    "outcome" };
db::PlainQuery<Unit, Uuid, Instant> const finish { "retention/finish_run",
    "UPDATE retention.run SET finished_at = $2 WHERE run_id = $1 AND finished_at IS NULL" };
db::PlainQuery<Unit, Uuid, Instant, std::string, db::Bytes> const insert_proof { "retention/add_proof",
    "INSERT INTO retention.destruction (run_id, finished_at, record, signature) VALUES ($1, $2, $3, $4)" };
db::PlainQuery<Proof, std::int32_t> const newest_proofs { "retention/proofs",
    "SELECT run_id, finished_at, record, signature FROM retention.destruction ORDER BY finished_at DESC, run_id DESC "
    "LIMIT $1" };
struct Mark {
    Instant at;
};
db::PlainQuery<Mark> const read_mark { "retention/high_water", "SELECT at FROM retention.high_water" };
db::PlainQuery<Unit, Instant> const write_mark { "retention/set_high_water",
    "INSERT INTO retention.high_water (one, at) VALUES (true, $1) ON CONFLICT (one) DO UPDATE SET at = excluded.at" };

} // namespace

Result<> start(access::SubjectGrant const& g, std::string const& c, Uuid record, Instant at)
{
    (void)TRY(g.run(start_clock, c, record, g.tenant(), at));
    return {};
}
Result<> restart_all(access::SubjectGrant const& g, std::string const& c, Instant at)
{
    (void)TRY(g.run(restart_clocks, c, at));
    return {};
}
Result<std::vector<ClockRow>> clocks(access::SubjectGrant const& g) { return g.rows(clocks_of); }
Result<> drop_clocks(access::SubjectGrant const& g, std::string const& c, std::vector<Uuid> const& records)
{
    (void)TRY(g.run(delete_clocks, c, records));
    return {};
}

Result<> insert_hold(access::SubjectGrant const& g, HoldRow const& h)
{
    (void)TRY(
        g.run(insert_a_hold, h.id, g.tenant(), h.kind, h.record_class, h.record, h.details, h.review_at, h.placed_at));
    return {};
}
Result<std::vector<HoldRow>> holds(access::SubjectGrant const& g) { return g.rows(holds_of); }
Result<bool> release(access::SubjectGrant const& g, Uuid hold, std::string const& details, Instant now)
{
    return TRY(g.run(release_a_hold, hold, { details }, now)) == 1;
}
db::PersonalQuery<HoldRow, ClientId> const& holds_of_client() { return holds_of_a_client; }

Result<> set_restricted(access::SubjectGrant const& g, bool on)
{
    (void)TRY(g.run(restrict_subject, on));
    return {};
}
Result<PersonState> person_state(access::SubjectGrant const& g)
{
    auto row = TRY(g.maybe(subject_standing));
    if (!row) return not_found();
    return std::move(*row);
}
db::PersonalQuery<Restricted, ClientId> const& restricted_of_client() { return restricted_people; }
Result<std::string> state(access::SubjectGrant const& g)
{
    auto const row = TRY(g.maybe(subject_state));
    if (!row) return not_found();
    return row->state;
}
Result<> set_destroying(access::SubjectGrant const& g)
{
    (void)TRY(g.run(subject_destroying));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g)
{
    auto n = TRY(g.run(erase_clocks));
    n += TRY(g.run(erase_reviews));
    return n + TRY(g.run(erase_holds));
}

Result<> open_review(access::SubjectGrant const& g, std::string const& c, Uuid record, Instant now)
{
    (void)TRY(g.run(insert_review, c, record, g.tenant(), now));
    return {};
}
Result<bool> close_review(access::SubjectGrant const& g, std::string const& c, Uuid record)
{
    return TRY(g.run(delete_review, c, record)) == 1;
}
db::PersonalQuery<ReviewItem, ClientId> const& reviews_of_client() { return reviews_of_a_client; }

db::PersonalQuery<DueRow, ClientId, std::vector<std::string>, std::vector<Instant>, SubjectId, std::string, Uuid,
    std::int32_t> const&
due_page()
{
    return page_of_due;
}
db::PersonalQuery<ClockCounts, ClientId> const& clock_counts() { return counts_of_clocks; }
db::PersonalQuery<Spared, ClientId> const& people_under_hold() { return spared_people; }

Result<std::optional<Run>> open_run(db::Tx& tx) { return tx.maybe(the_open_run); }
Result<bool> begin_run(db::Tx& tx, Run const& r)
{
    return TRY(tx.run(insert_run, r.id, r.started_at, r.policy_version)) == 1;
}
Result<> count(db::Tx& tx, Uuid run, Line const& l)
{
    (void)TRY(tx.run(add_to_line, run, l.record_class, l.outcome, l.records, l.rows));
    return {};
}
Result<std::vector<Line>> lines(db::Tx& tx, Uuid run) { return tx.rows(lines_of, run); }
Result<bool> finish_run(db::Tx& tx, Uuid run, Instant now) { return TRY(tx.run(finish, run, now)) == 1; }
Result<> add_proof(db::Tx& tx, Proof const& p)
{
    (void)TRY(tx.run(insert_proof, p.run, p.finished_at, p.record, p.signature));
    return {};
}
Result<std::vector<Proof>> proofs(db::Tx& tx, int limit) { return tx.rows(newest_proofs, limit); }
Result<std::optional<Instant>> high_water(db::Tx& tx)
{
    auto const row = TRY(tx.maybe(read_mark));
    return row ? std::optional(row->at) : std::nullopt;
}
Result<> set_high_water(db::Tx& tx, Instant at)
{
    (void)TRY(tx.run(write_mark, at));
    return {};
}

} // namespace wellkept::retention::store
