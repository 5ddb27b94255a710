-- Device data in care: which Member a service user is besides, and what of their measurements they show, to whom, until when.
-- All of it lies on the side of care: the Member's side keeps nothing that a Client could see or count.

-- A consent may have an end; from then on it counts as withdrawn.
ALTER TABLE access.consent_event ADD COLUMN until timestamptz;
COMMENT ON COLUMN access.consent_event.until IS 'category=consent; from when on it lets nobody in; empty: until it is withdrawn';

CREATE SCHEMA devices;
GRANT USAGE ON SCHEMA devices TO wellkept_app;

CREATE TABLE devices.link (
    subject_id uuid NOT NULL,
    link_id uuid NOT NULL,
    body bytea NOT NULL,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, link_id)
);
COMMENT ON COLUMN devices.link.subject_id IS 'category=identifier';
COMMENT ON COLUMN devices.link.link_id IS 'category=operational';
COMMENT ON COLUMN devices.link.body IS 'category=identifier; sealed: which Member the person is besides';
COMMENT ON COLUMN devices.link.joined_at IS 'category=operational';
ALTER TABLE devices.link ENABLE ROW LEVEL SECURITY;
ALTER TABLE devices.link FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON devices.link USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON devices.link TO wellkept_app;

CREATE TABLE devices.share (
    subject_id uuid NOT NULL,
    share_id uuid NOT NULL,
    link_id uuid NOT NULL,
    case_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('live', 'withdrawn', 'replaced')),
    body bytea NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, share_id),
    FOREIGN KEY (subject_id, link_id) REFERENCES devices.link ON DELETE CASCADE,
    CHECK (until > since)
);
CREATE UNIQUE INDEX share_live ON devices.share (subject_id, case_id, link_id) WHERE state = 'live';
COMMENT ON COLUMN devices.share.subject_id IS 'category=identifier';
COMMENT ON COLUMN devices.share.share_id IS 'category=operational; the consent''s connection_id';
COMMENT ON COLUMN devices.share.link_id IS 'category=operational';
COMMENT ON COLUMN devices.share.case_id IS 'category=operational';
COMMENT ON COLUMN devices.share.state IS 'category=consent';
COMMENT ON COLUMN devices.share.body IS 'category=consent; sealed: which measurements';
COMMENT ON COLUMN devices.share.since IS 'category=consent';
COMMENT ON COLUMN devices.share.until IS 'category=consent';
COMMENT ON COLUMN devices.share.state_at IS 'category=operational';
ALTER TABLE devices.share ENABLE ROW LEVEL SECURITY;
ALTER TABLE devices.share FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON devices.share USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON devices.share TO wellkept_app;
