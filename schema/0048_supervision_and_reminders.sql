-- Supervision: who supervises whom, from when to when, and what waits to be talked over.
CREATE SCHEMA supervision;
GRANT USAGE ON SCHEMA supervision TO wellkept_app;

CREATE TABLE supervision.link (
    subject_id uuid NOT NULL,
    link_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    supervisor_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    details bytea NOT NULL,
    set_by uuid NOT NULL,
    PRIMARY KEY (subject_id, link_id)
);
COMMENT ON COLUMN supervision.link.subject_id IS 'category=identifier; the account that is supervised';
COMMENT ON COLUMN supervision.link.link_id IS 'category=operational';
COMMENT ON COLUMN supervision.link.tenant_id IS 'category=operational; the house';
COMMENT ON COLUMN supervision.link.supervisor_id IS 'category=identifier; the account that supervises';
COMMENT ON COLUMN supervision.link.starts_at IS 'category=operational';
COMMENT ON COLUMN supervision.link.ends_at IS 'category=operational';
COMMENT ON COLUMN supervision.link.details IS 'category=contact; sealed JSON: both names';
COMMENT ON COLUMN supervision.link.set_by IS 'category=audit; pseudonym of whoever appointed';

CREATE TABLE supervision.item (
    subject_id uuid NOT NULL,
    item_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    case_id uuid NOT NULL,
    session_id uuid,
    account_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'discussed')),
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    discussed_on date,
    discussed_with uuid,
    question bytea NOT NULL,
    outcome bytea,
    PRIMARY KEY (subject_id, item_id),
    CHECK ((state = 'discussed') = (discussed_on IS NOT NULL AND outcome IS NOT NULL))
);
CREATE INDEX item_waiting ON supervision.item (tenant_id, due_at) WHERE state = 'waiting';
COMMENT ON COLUMN supervision.item.subject_id IS 'category=identifier';
COMMENT ON COLUMN supervision.item.item_id IS 'category=operational; random';
COMMENT ON COLUMN supervision.item.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN supervision.item.case_id IS 'category=operational';
COMMENT ON COLUMN supervision.item.session_id IS 'category=operational; of which session, if of one';
COMMENT ON COLUMN supervision.item.account_id IS 'category=identifier; who asked';
COMMENT ON COLUMN supervision.item.state IS 'category=operational';
COMMENT ON COLUMN supervision.item.asked_at IS 'category=operational';
COMMENT ON COLUMN supervision.item.due_at IS 'category=operational';
COMMENT ON COLUMN supervision.item.discussed_on IS 'category=operational';
COMMENT ON COLUMN supervision.item.discussed_with IS 'category=identifier; the supervisor of that day';
COMMENT ON COLUMN supervision.item.question IS 'category=care_record; sealed text, without the person''s name';
COMMENT ON COLUMN supervision.item.outcome IS 'category=care_record; sealed text';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['link', 'item'] LOOP
        EXECUTE format('ALTER TABLE supervision.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE supervision.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY granted ON supervision.%I USING (subject_id = access.granted(''subject'') OR tenant_id = access.granted(''tenant''))', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON supervision.%I TO wellkept_app', t);
    END LOOP;
END $$;

-- Which session a person was reminded of, and of which hour: one that is moved is told once more, and no other time.
CREATE SCHEMA reminders;
GRANT USAGE ON SCHEMA reminders TO wellkept_app;

CREATE TABLE reminders.reminded (
    subject_id uuid NOT NULL,
    session_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    times int NOT NULL CHECK (times BETWEEN 1 AND 2),
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, session_id)
);
COMMENT ON COLUMN reminders.reminded.subject_id IS 'category=identifier';
COMMENT ON COLUMN reminders.reminded.session_id IS 'category=operational';
COMMENT ON COLUMN reminders.reminded.starts_at IS 'category=care_record; the hour they were last told';
COMMENT ON COLUMN reminders.reminded.times IS 'category=operational; how often, two at most';
COMMENT ON COLUMN reminders.reminded.at IS 'category=operational';
ALTER TABLE reminders.reminded ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminders.reminded FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON reminders.reminded USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON reminders.reminded TO wellkept_app;

-- Somebody who wants none. No row: they are reminded, if their safe contact allows it.
CREATE TABLE reminders.opted_out (
    subject_id uuid PRIMARY KEY,
    at timestamptz NOT NULL
);
COMMENT ON COLUMN reminders.opted_out.subject_id IS 'category=identifier';
COMMENT ON COLUMN reminders.opted_out.at IS 'category=operational';
ALTER TABLE reminders.opted_out ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminders.opted_out FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON reminders.opted_out USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON reminders.opted_out TO wellkept_app;
