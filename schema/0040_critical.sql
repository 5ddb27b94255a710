-- Support of an organisation after a critical incident. The incident is the organisation's and names nobody; what an
-- organisation may know is written out, already rounded or left out, into critical.told under its own tenant. Who got a
-- case of their own out of it stands with that person alone.
CREATE SCHEMA critical;
GRANT USAGE ON SCHEMA critical TO wellkept_app;

CREATE TABLE critical.incident (
    tenant_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    source text NOT NULL CHECK (source IN ('portal', 'desk')),
    state text NOT NULL CHECK (state IN ('reported', 'accepted', 'declined', 'closed')),
    body bytea NOT NULL,
    reported_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, incident_id)
);
COMMENT ON COLUMN critical.incident.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN critical.incident.incident_id IS 'category=operational';
COMMENT ON COLUMN critical.incident.organisation_id IS 'category=operational';
COMMENT ON COLUMN critical.incident.contract_id IS 'category=operational';
COMMENT ON COLUMN critical.incident.source IS 'category=operational';
COMMENT ON COLUMN critical.incident.state IS 'category=operational';
COMMENT ON COLUMN critical.incident.body IS 'category=care_record; sealed under the care service''s key: what happened, where, whom to speak with there';
COMMENT ON COLUMN critical.incident.reported_at IS 'category=operational';
COMMENT ON COLUMN critical.incident.state_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON critical.incident TO wellkept_app;

CREATE TABLE critical.responder (
    tenant_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    account_id uuid NOT NULL,
    since timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, incident_id, account_id)
);
COMMENT ON COLUMN critical.responder.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN critical.responder.incident_id IS 'category=operational';
COMMENT ON COLUMN critical.responder.account_id IS 'category=identifier; of our own staff';
COMMENT ON COLUMN critical.responder.since IS 'category=operational';
COMMENT ON COLUMN critical.responder.ended_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON critical.responder TO wellkept_app;

CREATE TABLE critical.session (
    tenant_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    session_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    minutes int NOT NULL CHECK (minutes BETWEEN 10 AND 480),
    place text NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
    headcount int CHECK (headcount BETWEEN 0 AND 10000),
    PRIMARY KEY (tenant_id, incident_id, session_id),
    CHECK ((state = 'held') = (headcount IS NOT NULL))
);
COMMENT ON COLUMN critical.session.tenant_id IS 'category=operational; the care service';
COMMENT ON COLUMN critical.session.incident_id IS 'category=operational';
COMMENT ON COLUMN critical.session.session_id IS 'category=operational';
COMMENT ON COLUMN critical.session.starts_at IS 'category=operational';
COMMENT ON COLUMN critical.session.minutes IS 'category=operational';
COMMENT ON COLUMN critical.session.place IS 'category=operational';
COMMENT ON COLUMN critical.session.state IS 'category=operational';
COMMENT ON COLUMN critical.session.headcount IS 'category=operational; how many came; nobody''s name';
GRANT SELECT, INSERT, UPDATE ON critical.session TO wellkept_app;

-- What an organisation was told, and all that its accounts read. Insert only: what was told once is not told otherwise later.
CREATE TABLE critical.told (
    tenant_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    told_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('incident', 'session', 'report')),
    ref uuid NOT NULL,
    state text NOT NULL,
    starts_at timestamptz,
    place text,
    headcount int CHECK (headcount >= 5),
    sessions int,
    told_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, incident_id, told_id)
);
COMMENT ON COLUMN critical.told.tenant_id IS 'category=operational; the organisation';
COMMENT ON COLUMN critical.told.incident_id IS 'category=operational';
COMMENT ON COLUMN critical.told.told_id IS 'category=operational';
COMMENT ON COLUMN critical.told.kind IS 'category=operational';
COMMENT ON COLUMN critical.told.ref IS 'category=operational; the incident or the session';
COMMENT ON COLUMN critical.told.state IS 'category=operational';
COMMENT ON COLUMN critical.told.starts_at IS 'category=operational';
COMMENT ON COLUMN critical.told.place IS 'category=operational';
COMMENT ON COLUMN critical.told.headcount IS 'category=operational; rounded; none where too few came to be told';
COMMENT ON COLUMN critical.told.sessions IS 'category=operational; of a report: how many were held';
COMMENT ON COLUMN critical.told.told_at IS 'category=operational';
GRANT SELECT, INSERT ON critical.told TO wellkept_app;

-- That a person was offered a case of their own out of an incident, and what they said. Of that person alone.
CREATE TABLE critical.individual (
    subject_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('offered', 'consented', 'declined', 'opened', 'withdrawn')),
    case_id uuid,
    wording int,
    wording_hash bytea,
    offered_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, incident_id),
    CHECK (state NOT IN ('consented', 'opened') OR wording IS NOT NULL)
);
COMMENT ON COLUMN critical.individual.subject_id IS 'category=identifier';
COMMENT ON COLUMN critical.individual.incident_id IS 'category=care_record';
COMMENT ON COLUMN critical.individual.tenant_id IS 'category=operational';
COMMENT ON COLUMN critical.individual.state IS 'category=consent';
COMMENT ON COLUMN critical.individual.case_id IS 'category=care_record; none before they agreed';
COMMENT ON COLUMN critical.individual.wording IS 'category=consent; version of the text they agreed to';
COMMENT ON COLUMN critical.individual.wording_hash IS 'category=consent; SHA-256 of it';
COMMENT ON COLUMN critical.individual.offered_at IS 'category=consent';
COMMENT ON COLUMN critical.individual.state_at IS 'category=consent';
ALTER TABLE critical.individual ENABLE ROW LEVEL SECURITY;
ALTER TABLE critical.individual FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON critical.individual USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON critical.individual TO wellkept_app;
