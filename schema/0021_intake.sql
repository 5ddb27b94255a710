-- Service users of Care: one sealed record each, keyed hashes to find it by, and each contact, whatever its channel.
CREATE SCHEMA intake;
GRANT USAGE ON SCHEMA intake TO wellkept_app;

CREATE TABLE intake.service_user (
    subject_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'deceased', 'merged')),
    territory text NOT NULL,
    organisation_id uuid,
    contract_id uuid,
    merged_into uuid,
    record bytea NOT NULL,
    version int NOT NULL,
    registered_at timestamptz NOT NULL,
    last_contact_at timestamptz NOT NULL,
    CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
COMMENT ON COLUMN intake.service_user.subject_id IS 'category=identifier';
COMMENT ON COLUMN intake.service_user.tenant_id IS 'category=operational; so that a desk can search under one grant';
COMMENT ON COLUMN intake.service_user.state IS 'category=operational';
COMMENT ON COLUMN intake.service_user.territory IS 'category=operational; whose law and controller hold';
COMMENT ON COLUMN intake.service_user.organisation_id IS 'category=identifier; the partner by whom they may come';
COMMENT ON COLUMN intake.service_user.contract_id IS 'category=operational';
COMMENT ON COLUMN intake.service_user.merged_into IS 'category=identifier; the record that goes on in its place';
COMMENT ON COLUMN intake.service_user.record IS 'category=contact; sealed JSON: names, birth date, how to reach them safely, eligibility, source';
COMMENT ON COLUMN intake.service_user.version IS 'category=operational; counts changes, so that two at once are seen';
COMMENT ON COLUMN intake.service_user.registered_at IS 'category=operational';
COMMENT ON COLUMN intake.service_user.last_contact_at IS 'category=operational';
ALTER TABLE intake.service_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake.service_user FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON intake.service_user
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.service_user TO wellkept_app;

-- What a record is found by. Keyed hashes: equal values are equal, nothing else shows.
CREATE TABLE intake.lookup (
    subject_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('name', 'birth_date', 'phone', 'postcode', 'email')),
    blind bytea NOT NULL,
    tenant_id uuid NOT NULL,
    PRIMARY KEY (subject_id, kind, blind)
);
CREATE INDEX lookup_by_blind ON intake.lookup (tenant_id, blind, subject_id);
COMMENT ON COLUMN intake.lookup.subject_id IS 'category=identifier';
COMMENT ON COLUMN intake.lookup.kind IS 'category=operational';
COMMENT ON COLUMN intake.lookup.blind IS 'category=identifier; keyed hash, 16 bytes of it';
COMMENT ON COLUMN intake.lookup.tenant_id IS 'category=operational';
ALTER TABLE intake.lookup ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake.lookup FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON intake.lookup
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.lookup TO wellkept_app;

-- Walls that stand against everybody: a desk's lists must know them, to leave the person out.
DROP POLICY granted ON access.assignment;
CREATE POLICY granted ON access.assignment
    USING (subject_id = access.granted('subject') OR account_id = access.granted('actor')
        OR (relation = 'walled' AND account_id = '00000000-0000-0000-0000-000000000000'));
