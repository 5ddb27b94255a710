-- When somebody is next to be reminded, found out when something is planned: so that nobody's record is looked at for nothing.
-- The person is a keyed hash, and neither what is planned nor when it is stands here but for the day's end of the last of it.
CREATE TABLE reminders.due (
    person bytea PRIMARY KEY,
    wants_none boolean NOT NULL,
    look_at timestamptz,
    until timestamptz
);
COMMENT ON COLUMN reminders.due.person IS 'category=identifier; keyed hash of a person';
COMMENT ON COLUMN reminders.due.wants_none IS 'category=operational';
COMMENT ON COLUMN reminders.due.look_at IS 'category=operational; when they may next be told something; none: there is nothing, or no way';
COMMENT ON COLUMN reminders.due.until IS 'category=operational; until then a change of their record may change that; none: nothing is planned';
GRANT SELECT, INSERT, UPDATE, DELETE ON reminders.due TO wellkept_app;

-- The look at everybody is no more. Whoever has something planned by now is looked at once.
DELETE FROM jobs.job WHERE kind = 'reminders.run';
DELETE FROM jobs.schedule WHERE kind = 'reminders.run';
ALTER TABLE cases.session NO FORCE ROW LEVEL SECURITY;
INSERT INTO jobs.job (id, kind, subject_id, payload, state, run_at, attempt, attempts_max, unique_key, created_at, changed_at)
SELECT gen_random_uuid(), 'cases.timetable', s.subject_id, '{}', 'waiting', now(), 0, 8, s.subject_id::text, now(), now()
  FROM (SELECT DISTINCT subject_id FROM cases.session WHERE starts_at > now()) s;
ALTER TABLE cases.session FORCE ROW LEVEL SECURITY;
