-- What a person asks of their data, passed on to the privacy officer; and what they were answered.
CREATE SCHEMA requests;
GRANT USAGE ON SCHEMA requests TO wellkept_app;

CREATE TABLE requests.request (
    subject_id uuid NOT NULL,
    request_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'withdraw_consent', 'complaint')),
    how text NOT NULL CHECK (how IN ('telephone', 'in_person', 'email', 'letter', 'own_page')),
    state text NOT NULL CHECK (state IN ('passed_on', 'acknowledged', 'answered', 'refused')),
    received_on date NOT NULL,
    due_on date NOT NULL,
    passed_on_by uuid,
    passed_on_at timestamptz NOT NULL,
    words bytea NOT NULL,
    protection_id uuid,
    acknowledged_at timestamptz,
    answered_on date,
    answered_by uuid,
    answer bytea,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, request_id),
    CHECK (due_on >= received_on),
    CHECK ((how = 'own_page') = (passed_on_by IS NULL)),
    CHECK (answered_by <> passed_on_by),
    CHECK ((state IN ('answered', 'refused')) = (answered_on IS NOT NULL AND answered_by IS NOT NULL AND answer IS NOT NULL))
);
CREATE INDEX request_by_due ON requests.request (tenant_id, due_on) WHERE state IN ('passed_on', 'acknowledged');
COMMENT ON COLUMN requests.request.subject_id IS 'category=identifier';
COMMENT ON COLUMN requests.request.request_id IS 'category=operational; random';
COMMENT ON COLUMN requests.request.tenant_id IS 'category=operational; the care service, so that the privacy officer can list';
COMMENT ON COLUMN requests.request.kind IS 'category=request';
COMMENT ON COLUMN requests.request.how IS 'category=request; by which way they asked';
COMMENT ON COLUMN requests.request.state IS 'category=request';
COMMENT ON COLUMN requests.request.received_on IS 'category=request; the day the clock starts, by the calendar of the region';
COMMENT ON COLUMN requests.request.due_on IS 'category=request; the last day for the answer';
COMMENT ON COLUMN requests.request.passed_on_by IS 'category=operational; the account that passed it on; none: the person themself';
COMMENT ON COLUMN requests.request.passed_on_at IS 'category=operational';
COMMENT ON COLUMN requests.request.words IS 'category=request; sealed: the person''s own words';
COMMENT ON COLUMN requests.request.protection_id IS 'category=operational; the hold by which nothing due is destroyed before the answer';
COMMENT ON COLUMN requests.request.acknowledged_at IS 'category=operational';
COMMENT ON COLUMN requests.request.answered_on IS 'category=request';
COMMENT ON COLUMN requests.request.answered_by IS 'category=operational; the account; never the one that passed it on';
COMMENT ON COLUMN requests.request.answer IS 'category=request; sealed: what was answered, or why not';
COMMENT ON COLUMN requests.request.state_at IS 'category=operational';
ALTER TABLE requests.request ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.request FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON requests.request USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON requests.request TO wellkept_app;

COMMENT ON COLUMN accounts.notice.ref IS 'category=operational; the exceptional access, or the request';
