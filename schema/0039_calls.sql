-- Calls to the helpline, their recordings, who listened, and call-backs. What was said lies as sealed pieces in the blob
-- store, each recording under a key of its own, which stands here sealed under the person's.
CREATE SCHEMA calls;
GRANT USAGE ON SCHEMA calls TO wellkept_app;

-- Telephone systems of ours: how each proves itself.
CREATE TABLE calls.system (
    system_id uuid PRIMARY KEY,
    name text NOT NULL,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON COLUMN calls.system.system_id IS 'category=operational';
COMMENT ON COLUMN calls.system.name IS 'category=operational';
COMMENT ON COLUMN calls.system.secret IS 'category=secret; sealed under the care service''s key; what its events are signed with';
COMMENT ON COLUMN calls.system.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON calls.system TO wellkept_app;

CREATE TABLE calls.call (
    subject_id uuid NOT NULL,
    call_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    direction text NOT NULL CHECK (direction IN ('in', 'out')),
    started_at timestamptz NOT NULL,
    answered_at timestamptz,
    ended_at timestamptz,
    notice_played_at timestamptz,
    objected_at timestamptz,
    details bytea NOT NULL,
    PRIMARY KEY (subject_id, call_id)
);
CREATE INDEX call_by_time ON calls.call (tenant_id, started_at);
COMMENT ON COLUMN calls.call.subject_id IS 'category=identifier';
COMMENT ON COLUMN calls.call.call_id IS 'category=operational';
COMMENT ON COLUMN calls.call.tenant_id IS 'category=operational';
COMMENT ON COLUMN calls.call.direction IS 'category=care_record';
COMMENT ON COLUMN calls.call.started_at IS 'category=care_record';
COMMENT ON COLUMN calls.call.answered_at IS 'category=care_record';
COMMENT ON COLUMN calls.call.ended_at IS 'category=care_record';
COMMENT ON COLUMN calls.call.notice_played_at IS 'category=care_record; that calls are recorded was said';
COMMENT ON COLUMN calls.call.objected_at IS 'category=care_record; from then on there is no recording of this call';
COMMENT ON COLUMN calls.call.details IS 'category=care_record; sealed JSON: number, queue, how the telephone system names the call';

-- What the telephone system told, each once.
CREATE TABLE calls.event (
    subject_id uuid NOT NULL,
    call_id uuid NOT NULL,
    message_id text NOT NULL,
    event text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, call_id, message_id)
);
COMMENT ON COLUMN calls.event.subject_id IS 'category=identifier';
COMMENT ON COLUMN calls.event.call_id IS 'category=operational';
COMMENT ON COLUMN calls.event.message_id IS 'category=operational; webhook-id';
COMMENT ON COLUMN calls.event.event IS 'category=care_record';
COMMENT ON COLUMN calls.event.at IS 'category=care_record';

CREATE TABLE calls.recording (
    subject_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    call_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('uploading', 'stored')),
    type text NOT NULL,
    bytes_total bigint NOT NULL CHECK (bytes_total > 0),
    bytes_here bigint NOT NULL CHECK (bytes_here BETWEEN 0 AND bytes_total),
    key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, recording_id)
);
COMMENT ON COLUMN calls.recording.subject_id IS 'category=identifier';
COMMENT ON COLUMN calls.recording.recording_id IS 'category=operational; random: it names files';
COMMENT ON COLUMN calls.recording.tenant_id IS 'category=operational';
COMMENT ON COLUMN calls.recording.call_id IS 'category=operational';
COMMENT ON COLUMN calls.recording.state IS 'category=operational';
COMMENT ON COLUMN calls.recording.type IS 'category=operational; media type';
COMMENT ON COLUMN calls.recording.bytes_total IS 'category=operational';
COMMENT ON COLUMN calls.recording.bytes_here IS 'category=operational';
COMMENT ON COLUMN calls.recording.key IS 'category=secret; the recording''s own key, sealed under the person''s key for the call';
COMMENT ON COLUMN calls.recording.created_at IS 'category=operational';
COMMENT ON COLUMN calls.recording.expires_at IS 'category=operational; when an unfinished upload is given up';

CREATE TABLE calls.playback (
    subject_id uuid NOT NULL,
    playback_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    account_id uuid NOT NULL,
    reason bytea NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, playback_id)
);
COMMENT ON COLUMN calls.playback.subject_id IS 'category=identifier';
COMMENT ON COLUMN calls.playback.playback_id IS 'category=operational';
COMMENT ON COLUMN calls.playback.recording_id IS 'category=operational';
COMMENT ON COLUMN calls.playback.account_id IS 'category=identifier; who listens';
COMMENT ON COLUMN calls.playback.reason IS 'category=care_record; sealed';
COMMENT ON COLUMN calls.playback.opened_at IS 'category=operational';
COMMENT ON COLUMN calls.playback.expires_at IS 'category=operational';

CREATE TABLE calls.callback (
    subject_id uuid NOT NULL,
    callback_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    call_id uuid,
    state text NOT NULL CHECK (state IN ('open', 'done', 'given_up')),
    due_at timestamptz NOT NULL,
    attempts int NOT NULL,
    details bytea NOT NULL,
    requested_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, callback_id)
);
CREATE INDEX callback_due ON calls.callback (tenant_id, due_at) WHERE state = 'open';
COMMENT ON COLUMN calls.callback.subject_id IS 'category=identifier';
COMMENT ON COLUMN calls.callback.callback_id IS 'category=operational';
COMMENT ON COLUMN calls.callback.tenant_id IS 'category=operational';
COMMENT ON COLUMN calls.callback.call_id IS 'category=operational; the call in which it was asked for';
COMMENT ON COLUMN calls.callback.state IS 'category=care_record';
COMMENT ON COLUMN calls.callback.due_at IS 'category=care_record; moved into the hours at which they may be reached';
COMMENT ON COLUMN calls.callback.attempts IS 'category=care_record';
COMMENT ON COLUMN calls.callback.details IS 'category=care_record; sealed JSON: why, number, whether they asked themselves';
COMMENT ON COLUMN calls.callback.requested_at IS 'category=care_record';

CREATE TABLE calls.attempt (
    subject_id uuid NOT NULL,
    callback_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('reached', 'no_answer', 'busy', 'wrong_number', 'message_left', 'given_up')),
    account_id uuid,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, callback_id, attempt_id)
);
COMMENT ON COLUMN calls.attempt.subject_id IS 'category=identifier';
COMMENT ON COLUMN calls.attempt.callback_id IS 'category=operational';
COMMENT ON COLUMN calls.attempt.attempt_id IS 'category=operational';
COMMENT ON COLUMN calls.attempt.tenant_id IS 'category=operational';
COMMENT ON COLUMN calls.attempt.outcome IS 'category=care_record';
COMMENT ON COLUMN calls.attempt.account_id IS 'category=identifier; who tried; none: the telephone system';
COMMENT ON COLUMN calls.attempt.at IS 'category=care_record';

ALTER TABLE calls.call ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls.call FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls.call TO wellkept_app;
ALTER TABLE calls.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls.event FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls.event TO wellkept_app;
ALTER TABLE calls.recording ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls.recording FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls.recording TO wellkept_app;
ALTER TABLE calls.playback ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls.playback FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls.playback TO wellkept_app;
ALTER TABLE calls.callback ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls.callback FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls.callback TO wellkept_app;
ALTER TABLE calls.attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls.attempt FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls.attempt TO wellkept_app;
CREATE POLICY granted ON calls.call USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
CREATE POLICY granted ON calls.callback USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
CREATE POLICY granted ON calls.event USING (subject_id = access.granted('subject'));
CREATE POLICY granted ON calls.recording USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
CREATE POLICY granted ON calls.playback USING (subject_id = access.granted('subject'));
CREATE POLICY granted ON calls.attempt USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));

-- Recordings whose rows are gone and whose files must follow. Says nothing of anybody.
CREATE TABLE calls.leftover (
    recording_id uuid PRIMARY KEY
);
COMMENT ON COLUMN calls.leftover.recording_id IS 'category=operational; random';
GRANT SELECT, INSERT, DELETE ON calls.leftover TO wellkept_app;
