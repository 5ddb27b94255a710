-- Who may come by which contract, and the one thing an organisation may learn afterwards. Numbers and codes are keyed
-- hashes; references are sealed with the organisation's own key.
CREATE TABLE organisations.access_code (
    blind bytea PRIMARY KEY,
    tenant_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    ends_at timestamptz,
    FOREIGN KEY (tenant_id, contract_id) REFERENCES organisations.contract
);
COMMENT ON COLUMN organisations.access_code.blind IS 'category=secret; keyed hash of the code';
COMMENT ON COLUMN organisations.access_code.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.access_code.contract_id IS 'category=operational';
COMMENT ON COLUMN organisations.access_code.created_at IS 'category=operational';
COMMENT ON COLUMN organisations.access_code.ends_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON organisations.access_code TO wellkept_app;

-- One list that came: from whom, by which way, and what became of it.
CREATE TABLE organisations.list (
    tenant_id uuid NOT NULL,
    list_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    source text NOT NULL CHECK (source IN ('portal', 'api')),
    at timestamptz NOT NULL,
    accepted int NOT NULL,
    refused int NOT NULL,
    PRIMARY KEY (tenant_id, list_id)
);
COMMENT ON COLUMN organisations.list.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.list.list_id IS 'category=operational';
COMMENT ON COLUMN organisations.list.contract_id IS 'category=operational';
COMMENT ON COLUMN organisations.list.source IS 'category=operational';
COMMENT ON COLUMN organisations.list.at IS 'category=operational';
COMMENT ON COLUMN organisations.list.accepted IS 'category=operational';
COMMENT ON COLUMN organisations.list.refused IS 'category=operational';
ALTER TABLE organisations.list ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisations.list FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON organisations.list USING (tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE ON organisations.list TO wellkept_app;

CREATE TABLE organisations.listed (
    tenant_id uuid NOT NULL,
    blind bytea NOT NULL,
    contract_id uuid NOT NULL,
    list_id uuid NOT NULL,
    until date,
    PRIMARY KEY (tenant_id, blind)
);
COMMENT ON COLUMN organisations.listed.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.listed.blind IS 'category=identifier; keyed hash of a policy or membership number';
COMMENT ON COLUMN organisations.listed.contract_id IS 'category=operational';
COMMENT ON COLUMN organisations.listed.list_id IS 'category=operational; the list it came with: its source';
COMMENT ON COLUMN organisations.listed.until IS 'category=operational; its last day';
GRANT SELECT, INSERT, UPDATE, DELETE ON organisations.listed TO wellkept_app;

-- An organisation asks whether its own number was used. It is answered by a row of usage_confirmation, or never.
CREATE TABLE organisations.usage_request (
    tenant_id uuid NOT NULL,
    request_id uuid NOT NULL,
    reference bytea NOT NULL,
    blind bytea NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, request_id)
);
CREATE INDEX usage_request_by_blind ON organisations.usage_request (tenant_id, blind);
COMMENT ON COLUMN organisations.usage_request.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.usage_request.request_id IS 'category=operational';
COMMENT ON COLUMN organisations.usage_request.reference IS 'category=identifier; the organisation''s own, sealed with its key';
COMMENT ON COLUMN organisations.usage_request.blind IS 'category=identifier; keyed hash of the number it asks about';
COMMENT ON COLUMN organisations.usage_request.asked_at IS 'category=operational';
GRANT SELECT, INSERT ON organisations.usage_request TO wellkept_app;

-- Written from the care side after the person's consent, and read by the organisation. A date, and nothing else.
CREATE TABLE organisations.usage_confirmation (
    tenant_id uuid NOT NULL,
    request_id uuid NOT NULL,
    confirmed_on date NOT NULL,
    PRIMARY KEY (tenant_id, request_id)
);
COMMENT ON COLUMN organisations.usage_confirmation.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.usage_confirmation.request_id IS 'category=operational';
COMMENT ON COLUMN organisations.usage_confirmation.confirmed_on IS 'category=operational; the day of the consent, not of any use';
ALTER TABLE organisations.usage_confirmation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisations.usage_confirmation FORCE ROW LEVEL SECURITY;
CREATE POLICY append ON organisations.usage_confirmation FOR INSERT WITH CHECK (true);
CREATE POLICY granted ON organisations.usage_confirmation FOR SELECT USING (tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT ON organisations.usage_confirmation TO wellkept_app;

-- Codes and numbers that did not fit, by who tried: guessing is slowed down.
CREATE TABLE organisations.miss (
    actor_id uuid NOT NULL,
    miss_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (actor_id, miss_id)
);
COMMENT ON COLUMN organisations.miss.actor_id IS 'category=identifier; the account';
COMMENT ON COLUMN organisations.miss.miss_id IS 'category=operational';
COMMENT ON COLUMN organisations.miss.at IS 'category=operational';
GRANT SELECT, INSERT, DELETE ON organisations.miss TO wellkept_app;

-- What a person said when they were asked.
CREATE TABLE intake.usage_answer (
    subject_id uuid NOT NULL,
    request_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('asked', 'consented', 'declined')),
    asked_at timestamptz NOT NULL,
    answered_at timestamptz,
    PRIMARY KEY (subject_id, request_id)
);
COMMENT ON COLUMN intake.usage_answer.subject_id IS 'category=identifier';
COMMENT ON COLUMN intake.usage_answer.request_id IS 'category=operational';
COMMENT ON COLUMN intake.usage_answer.organisation_id IS 'category=operational';
COMMENT ON COLUMN intake.usage_answer.state IS 'category=consent';
COMMENT ON COLUMN intake.usage_answer.asked_at IS 'category=consent';
COMMENT ON COLUMN intake.usage_answer.answered_at IS 'category=consent';
ALTER TABLE intake.usage_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake.usage_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON intake.usage_answer USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.usage_answer TO wellkept_app;
