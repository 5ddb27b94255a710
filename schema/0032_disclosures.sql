-- The accounting of disclosures: each time something of a person went to somebody else. Added to, never changed; read by the person.
CREATE SCHEMA disclosures;
GRANT USAGE ON SCHEMA disclosures TO wellkept_app;

CREATE TABLE disclosures.disclosure (
    subject_id uuid NOT NULL,
    disclosure_id uuid NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    categories text[] NOT NULL,
    details bytea NOT NULL,
    disclosed_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, disclosure_id)
);
COMMENT ON COLUMN disclosures.disclosure.subject_id IS 'category=identifier';
COMMENT ON COLUMN disclosures.disclosure.disclosure_id IS 'category=operational';
COMMENT ON COLUMN disclosures.disclosure.recipient IS 'category=consent; code of policy/recipients.yaml';
COMMENT ON COLUMN disclosures.disclosure.purpose IS 'category=consent';
COMMENT ON COLUMN disclosures.disclosure.categories IS 'category=consent; kinds of policy/categories.yaml';
COMMENT ON COLUMN disclosures.disclosure.details IS 'category=care_record; sealed: who exactly, what, on which basis';
COMMENT ON COLUMN disclosures.disclosure.disclosed_at IS 'category=operational';
ALTER TABLE disclosures.disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE disclosures.disclosure FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON disclosures.disclosure USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON disclosures.disclosure TO wellkept_app;
