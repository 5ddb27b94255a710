-- Partner organisations of Care: their contracts, who may come by which code or number, and the little an organisation
-- itself may learn. Nothing clinical and no name of a person stands in this schema: eligibility lists hold keyed hashes.
CREATE SCHEMA organisations;
GRANT USAGE ON SCHEMA organisations TO wellkept_app;

CREATE TABLE organisations.organisation (
    tenant_id uuid PRIMARY KEY REFERENCES access.tenant,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('employer', 'insurer', 'membership')),
    territory text NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON COLUMN organisations.organisation.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.organisation.name IS 'category=operational; of an organisation, not of a person';
COMMENT ON COLUMN organisations.organisation.kind IS 'category=operational';
COMMENT ON COLUMN organisations.organisation.territory IS 'category=operational; of policy/territories.yaml';
COMMENT ON COLUMN organisations.organisation.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON organisations.organisation TO wellkept_app;

CREATE TABLE organisations.contract (
    tenant_id uuid NOT NULL REFERENCES organisations.organisation,
    contract_id uuid NOT NULL UNIQUE,
    reference text NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'active', 'suspended', 'ended')),
    starts_on date NOT NULL,
    ends_on date CHECK (ends_on >= starts_on),
    services text[] NOT NULL,
    session_model text NOT NULL CHECK (session_model IN ('per_episode', 'per_year', 'clinical_need')),
    sessions int CHECK (sessions BETWEEN 1 AND 200),
    covered_headcount int NOT NULL CHECK (covered_headcount > 0),
    reporting_threshold int NOT NULL CHECK (reporting_threshold >= 5),
    territory text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, contract_id),
    CHECK ((session_model = 'clinical_need') = (sessions IS NULL))
);
COMMENT ON COLUMN organisations.contract.tenant_id IS 'category=operational';
COMMENT ON COLUMN organisations.contract.contract_id IS 'category=operational';
COMMENT ON COLUMN organisations.contract.reference IS 'category=operational; how both sides name the contract';
COMMENT ON COLUMN organisations.contract.state IS 'category=operational';
COMMENT ON COLUMN organisations.contract.starts_on IS 'category=operational';
COMMENT ON COLUMN organisations.contract.ends_on IS 'category=operational; its last day';
COMMENT ON COLUMN organisations.contract.services IS 'category=operational';
COMMENT ON COLUMN organisations.contract.session_model IS 'category=operational';
COMMENT ON COLUMN organisations.contract.sessions IS 'category=operational; none where clinical need decides';
COMMENT ON COLUMN organisations.contract.covered_headcount IS 'category=operational; of people';
COMMENT ON COLUMN organisations.contract.reporting_threshold IS 'category=operational; no number about fewer people is ever told';
COMMENT ON COLUMN organisations.contract.territory IS 'category=operational';
COMMENT ON COLUMN organisations.contract.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON organisations.contract TO wellkept_app;
