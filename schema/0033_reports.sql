-- Reports about a person's care, from draft to exactly the recipient they agreed to; forms by which a person lets something
-- be told to somebody else, and the letters that rest on them.
CREATE SCHEMA reports;
GRANT USAGE ON SCHEMA reports TO wellkept_app;

CREATE TABLE reports.report (
    subject_id uuid NOT NULL,
    report_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    kind text NOT NULL,
    writer uuid NOT NULL,
    approver uuid,
    state text NOT NULL,
    body bytea NOT NULL,
    statement bytea,
    review_until timestamptz,
    agreed_hash bytea,
    created_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, report_id)
);
CREATE INDEX report_by_state ON reports.report (tenant_id, state, state_at);
COMMENT ON COLUMN reports.report.subject_id IS 'category=identifier';
COMMENT ON COLUMN reports.report.report_id IS 'category=operational';
COMMENT ON COLUMN reports.report.tenant_id IS 'category=operational; so that a desk can list';
COMMENT ON COLUMN reports.report.referral_id IS 'category=operational; on whose consent it rests';
COMMENT ON COLUMN reports.report.kind IS 'category=care_record; of policy/reports.yaml';
COMMENT ON COLUMN reports.report.writer IS 'category=operational; pseudonym of the account';
COMMENT ON COLUMN reports.report.approver IS 'category=operational; pseudonym of the account, another than the writer';
COMMENT ON COLUMN reports.report.state IS 'category=care_record';
COMMENT ON COLUMN reports.report.body IS 'category=care_record; sealed text';
COMMENT ON COLUMN reports.report.statement IS 'category=care_record; sealed: the person''s views, which go with it';
COMMENT ON COLUMN reports.report.review_until IS 'category=operational; until when changes may be asked for';
COMMENT ON COLUMN reports.report.agreed_hash IS 'category=consent; SHA-256 of the very text that the person agreed to';
COMMENT ON COLUMN reports.report.created_at IS 'category=operational';
COMMENT ON COLUMN reports.report.state_at IS 'category=operational';
ALTER TABLE reports.report ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports.report FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON reports.report USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON reports.report TO wellkept_app;

CREATE TABLE reports.event (
    subject_id uuid NOT NULL,
    report_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event text NOT NULL,
    by_role text NOT NULL,
    at timestamptz NOT NULL,
    note bytea,
    PRIMARY KEY (subject_id, report_id, event_id)
);
COMMENT ON COLUMN reports.event.subject_id IS 'category=identifier';
COMMENT ON COLUMN reports.event.report_id IS 'category=operational';
COMMENT ON COLUMN reports.event.event_id IS 'category=operational; in order of time';
COMMENT ON COLUMN reports.event.event IS 'category=consent';
COMMENT ON COLUMN reports.event.by_role IS 'category=operational';
COMMENT ON COLUMN reports.event.at IS 'category=operational';
COMMENT ON COLUMN reports.event.note IS 'category=care_record; sealed: what change was asked for, or why it was declined';
ALTER TABLE reports.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports.event FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON reports.event USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON reports.event TO wellkept_app;

-- The recipient's copy of what the person agreed to release. Recalling it, or erasing the person, takes it away.
CREATE TABLE reports.delivered (
    subject_id uuid NOT NULL,
    report_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    recipient uuid NOT NULL,
    pseudonym uuid NOT NULL,
    referral_id uuid NOT NULL,
    body bytea NOT NULL,
    delivered_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, report_id)
);
CREATE INDEX delivered_to ON reports.delivered (tenant_id, recipient);
COMMENT ON COLUMN reports.delivered.subject_id IS 'category=identifier';
COMMENT ON COLUMN reports.delivered.report_id IS 'category=operational';
COMMENT ON COLUMN reports.delivered.tenant_id IS 'category=operational; the organisation';
COMMENT ON COLUMN reports.delivered.recipient IS 'category=operational; pseudonym of the one account that reads it';
COMMENT ON COLUMN reports.delivered.pseudonym IS 'category=identifier; of the person, whose log names each reading';
COMMENT ON COLUMN reports.delivered.referral_id IS 'category=operational; as its writer knows it';
COMMENT ON COLUMN reports.delivered.body IS 'category=care_record; sealed under the organisation''s key: what was agreed to, and the views attached';
COMMENT ON COLUMN reports.delivered.delivered_at IS 'category=operational';
ALTER TABLE reports.delivered ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports.delivered FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON reports.delivered USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, DELETE ON reports.delivered TO wellkept_app;
