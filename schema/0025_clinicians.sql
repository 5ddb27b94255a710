-- Who works with service users: what they can do, and what must hold for them to be let near anybody.

-- A wall that stands before whoever is not assigned must show to the Gate when a list over all is asked for.
DROP POLICY granted ON access.assignment;
CREATE POLICY granted ON access.assignment USING (subject_id = access.granted('subject') OR account_id = access.granted('actor')
    OR (relation = 'walled' AND account_id = '00000000-0000-0000-0000-000000000000' AND access.granted('actor') IS NOT NULL));

CREATE SCHEMA clinicians;
GRANT USAGE ON SCHEMA clinicians TO wellkept_app;

CREATE TABLE clinicians.record (
    subject_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('applied', 'verified', 'active', 'suspended', 'offboarded')),
    details bytea NOT NULL,
    updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN clinicians.record.subject_id IS 'category=identifier; the account';
COMMENT ON COLUMN clinicians.record.tenant_id IS 'category=operational; the house';
COMMENT ON COLUMN clinicians.record.state IS 'category=operational';
COMMENT ON COLUMN clinicians.record.details IS 'category=contact; sealed JSON: name, skills, languages, places, availability';
COMMENT ON COLUMN clinicians.record.updated_at IS 'category=operational';
ALTER TABLE clinicians.record ENABLE ROW LEVEL SECURITY;
ALTER TABLE clinicians.record FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON clinicians.record
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON clinicians.record TO wellkept_app;

-- One row a kind: what holds now. What held before is in the audit log.
CREATE TABLE clinicians.credential (
    subject_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('registration', 'insurance', 'checks', 'supervision', 'review')),
    tenant_id uuid NOT NULL,
    valid_until timestamptz NOT NULL,
    words bytea NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, kind)
);
COMMENT ON COLUMN clinicians.credential.subject_id IS 'category=identifier; the account';
COMMENT ON COLUMN clinicians.credential.kind IS 'category=operational';
COMMENT ON COLUMN clinicians.credential.tenant_id IS 'category=operational; the house';
COMMENT ON COLUMN clinicians.credential.valid_until IS 'category=operational';
COMMENT ON COLUMN clinicians.credential.words IS 'category=contact; sealed JSON: the body that issued it, and its number or reference';
COMMENT ON COLUMN clinicians.credential.recorded_by IS 'category=audit; pseudonym of whoever looked at the evidence';
COMMENT ON COLUMN clinicians.credential.recorded_at IS 'category=operational';
ALTER TABLE clinicians.credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE clinicians.credential FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON clinicians.credential
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON clinicians.credential TO wellkept_app;
