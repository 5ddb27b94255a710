-- Episodes of care and what happens in them. What was said, found, planned or scored is sealed under the case's own key; what
-- stands in the clear is what lists and the state machine go by.
CREATE SCHEMA cases;
GRANT USAGE ON SCHEMA cases TO wellkept_app;

CREATE TABLE cases.episode (
    subject_id uuid NOT NULL,
    case_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('enquiry', 'triage', 'awaiting_allocation', 'allocated', 'in_treatment', 'on_hold', 'closing', 'closed')),
    reopens uuid,
    details bytea NOT NULL,
    version int NOT NULL,
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (subject_id, case_id),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX episode_open ON cases.episode (tenant_id, opened_at) WHERE state <> 'closed';
COMMENT ON COLUMN cases.episode.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.episode.case_id IS 'category=operational';
COMMENT ON COLUMN cases.episode.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN cases.episode.state IS 'category=care_record';
COMMENT ON COLUMN cases.episode.reopens IS 'category=operational; the closed case that this one follows';
COMMENT ON COLUMN cases.episode.details IS 'category=care_record; sealed JSON: service, risk, summary, entitlement, what is wanted';
COMMENT ON COLUMN cases.episode.version IS 'category=operational; counts changes of details, so that two at once are told apart';
COMMENT ON COLUMN cases.episode.opened_at IS 'category=care_record';
COMMENT ON COLUMN cases.episode.changed_at IS 'category=operational';
COMMENT ON COLUMN cases.episode.closed_at IS 'category=care_record';

CREATE TABLE cases.assignment (
    subject_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    case_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    part text NOT NULL CHECK (part IN ('manager', 'clinician')),
    held text NOT NULL CHECK (held IN ('offered', 'accepted', 'active', 'ended', 'declined')),
    offered_at timestamptz NOT NULL,
    answered_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (subject_id, assignment_id)
);
CREATE INDEX assignment_open ON cases.assignment (tenant_id, account_id) WHERE held IN ('offered', 'accepted', 'active');
CREATE INDEX assignment_of_case ON cases.assignment (subject_id, case_id);
COMMENT ON COLUMN cases.assignment.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.assignment.assignment_id IS 'category=operational';
COMMENT ON COLUMN cases.assignment.case_id IS 'category=operational';
COMMENT ON COLUMN cases.assignment.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN cases.assignment.account_id IS 'category=identifier; the account';
COMMENT ON COLUMN cases.assignment.part IS 'category=operational';
COMMENT ON COLUMN cases.assignment.held IS 'category=operational';
COMMENT ON COLUMN cases.assignment.offered_at IS 'category=operational';
COMMENT ON COLUMN cases.assignment.answered_at IS 'category=operational';
COMMENT ON COLUMN cases.assignment.ended_at IS 'category=operational';

CREATE TABLE cases.session (
    subject_id uuid NOT NULL,
    session_id uuid NOT NULL,
    case_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    details bytea NOT NULL,
    version int NOT NULL,
    PRIMARY KEY (subject_id, session_id)
);
CREATE INDEX session_by_account ON cases.session (tenant_id, account_id, starts_at);
CREATE INDEX session_of_case ON cases.session (subject_id, case_id, starts_at);
COMMENT ON COLUMN cases.session.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.session.session_id IS 'category=operational';
COMMENT ON COLUMN cases.session.case_id IS 'category=operational';
COMMENT ON COLUMN cases.session.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN cases.session.account_id IS 'category=identifier; whose session it is';
COMMENT ON COLUMN cases.session.starts_at IS 'category=care_record';
COMMENT ON COLUMN cases.session.details IS 'category=care_record; sealed JSON: zone, minutes, mode, attendance, supervision';
COMMENT ON COLUMN cases.session.version IS 'category=operational';

-- kind shared: whoever holds the case reads it. private: its author alone; its texts lie under a key of their own. plan: the
-- care plan. A version is never changed: a correction is the next one.
CREATE TABLE cases.note (
    subject_id uuid NOT NULL,
    note_id uuid NOT NULL,
    case_id uuid NOT NULL,
    session_id uuid,
    kind text NOT NULL CHECK (kind IN ('shared', 'private', 'plan')),
    author_id uuid NOT NULL,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, note_id)
);
CREATE INDEX note_of_case ON cases.note (subject_id, case_id, created_at);
COMMENT ON COLUMN cases.note.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.note.note_id IS 'category=operational';
COMMENT ON COLUMN cases.note.case_id IS 'category=operational';
COMMENT ON COLUMN cases.note.session_id IS 'category=operational; of which session';
COMMENT ON COLUMN cases.note.kind IS 'category=operational';
COMMENT ON COLUMN cases.note.author_id IS 'category=identifier; the account that began it';
COMMENT ON COLUMN cases.note.version IS 'category=operational; the latest';
COMMENT ON COLUMN cases.note.created_at IS 'category=care_record';

CREATE TABLE cases.note_version (
    subject_id uuid NOT NULL,
    note_id uuid NOT NULL,
    version int NOT NULL,
    author_id uuid NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, note_id, version)
);
COMMENT ON COLUMN cases.note_version.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.note_version.note_id IS 'category=operational';
COMMENT ON COLUMN cases.note_version.version IS 'category=operational; from 1';
COMMENT ON COLUMN cases.note_version.author_id IS 'category=identifier; the account that wrote this version';
COMMENT ON COLUMN cases.note_version.body IS 'category=care_record; sealed text';
COMMENT ON COLUMN cases.note_version.at IS 'category=care_record';

CREATE TABLE cases.draft (
    subject_id uuid NOT NULL,
    note_id uuid NOT NULL,
    account_id uuid NOT NULL,
    base_version int NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, note_id, account_id)
);
COMMENT ON COLUMN cases.draft.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.draft.note_id IS 'category=operational';
COMMENT ON COLUMN cases.draft.account_id IS 'category=identifier; whose draft: nobody else reads it';
COMMENT ON COLUMN cases.draft.base_version IS 'category=operational; which version they were changing';
COMMENT ON COLUMN cases.draft.body IS 'category=care_record; sealed text';
COMMENT ON COLUMN cases.draft.at IS 'category=operational';

CREATE TABLE cases.task (
    subject_id uuid NOT NULL,
    task_id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    due_on date,
    done_at timestamptz,
    details bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, task_id)
);
CREATE INDEX task_of_case ON cases.task (subject_id, case_id);
COMMENT ON COLUMN cases.task.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.task.task_id IS 'category=operational';
COMMENT ON COLUMN cases.task.case_id IS 'category=operational';
COMMENT ON COLUMN cases.task.account_id IS 'category=identifier; whose task it is';
COMMENT ON COLUMN cases.task.due_on IS 'category=operational';
COMMENT ON COLUMN cases.task.done_at IS 'category=operational';
COMMENT ON COLUMN cases.task.details IS 'category=care_record; sealed text';
COMMENT ON COLUMN cases.task.created_at IS 'category=operational';

CREATE TABLE cases.response (
    subject_id uuid NOT NULL,
    response_id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamptz NOT NULL,
    details bytea NOT NULL,
    PRIMARY KEY (subject_id, response_id)
);
CREATE INDEX response_of_case ON cases.response (subject_id, case_id, at);
COMMENT ON COLUMN cases.response.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.response.response_id IS 'category=operational';
COMMENT ON COLUMN cases.response.case_id IS 'category=operational';
COMMENT ON COLUMN cases.response.account_id IS 'category=identifier; who recorded it';
COMMENT ON COLUMN cases.response.at IS 'category=care_record';
COMMENT ON COLUMN cases.response.details IS 'category=care_record; sealed JSON: instrument, version, licence, answers, score, band, risk';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['episode', 'assignment', 'session', 'note', 'note_version', 'draft', 'task', 'response'] LOOP
        EXECUTE format('ALTER TABLE cases.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE cases.%I FORCE ROW LEVEL SECURITY', t);
        IF t IN ('episode', 'assignment', 'session') THEN
            EXECUTE format('CREATE POLICY granted ON cases.%I USING (subject_id = access.granted(''subject'') OR tenant_id = access.granted(''tenant''))', t);
        ELSE
            EXECUTE format('CREATE POLICY granted ON cases.%I USING (subject_id = access.granted(''subject''))', t);
        END IF;
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON cases.%I TO wellkept_app', t);
    END LOOP;
END $$;

-- What people said of the service without their name: no person, no case, no account, and no day.
CREATE TABLE cases.feedback (
    feedback_id uuid PRIMARY KEY,
    month date NOT NULL,
    answers bytea NOT NULL
);
COMMENT ON COLUMN cases.feedback.feedback_id IS 'category=operational; random: it tells nothing, not even when';
COMMENT ON COLUMN cases.feedback.month IS 'category=operational; its first day';
COMMENT ON COLUMN cases.feedback.answers IS 'category=operational; sealed under the care service''s key';
GRANT SELECT, INSERT ON cases.feedback TO wellkept_app;

-- The same with their name, where they wished to be answered.
CREATE TABLE cases.named_feedback (
    subject_id uuid NOT NULL,
    feedback_id uuid NOT NULL,
    case_id uuid NOT NULL,
    answers bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, feedback_id)
);
COMMENT ON COLUMN cases.named_feedback.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.named_feedback.feedback_id IS 'category=operational';
COMMENT ON COLUMN cases.named_feedback.case_id IS 'category=operational';
COMMENT ON COLUMN cases.named_feedback.answers IS 'category=care_record; sealed';
COMMENT ON COLUMN cases.named_feedback.at IS 'category=care_record';
ALTER TABLE cases.named_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases.named_feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON cases.named_feedback USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON cases.named_feedback TO wellkept_app;
