-- Which policy was in force when, the notices made from it, and which of them each person was shown.
CREATE SCHEMA notices;
GRANT USAGE ON SCHEMA notices TO wellkept_app;

-- Every policy that was ever in force, whole: a version named in a consent or an audit row can always be read again.
CREATE TABLE notices.policy_version (
    version text PRIMARY KEY,
    files text NOT NULL,
    first_at timestamptz NOT NULL
);
COMMENT ON COLUMN notices.policy_version.version IS 'category=operational; hash over all files';
COMMENT ON COLUMN notices.policy_version.files IS 'category=operational; JSON: name to text';
COMMENT ON COLUMN notices.policy_version.first_at IS 'category=operational';
GRANT SELECT, INSERT ON notices.policy_version TO wellkept_app;

-- Editions of a notice, append-only; a new one only where its words differ from the last.
CREATE TABLE notices.edition (
    notice_id uuid PRIMARY KEY,
    service text NOT NULL,
    territory text NOT NULL,
    edition int NOT NULL CHECK (edition > 0),
    policy_version text NOT NULL REFERENCES notices.policy_version,
    text_hash text NOT NULL,
    document text NOT NULL,
    effective_at timestamptz NOT NULL,
    UNIQUE (service, territory, edition)
);
COMMENT ON COLUMN notices.edition.notice_id IS 'category=operational';
COMMENT ON COLUMN notices.edition.service IS 'category=operational; connect, care, or cookies';
COMMENT ON COLUMN notices.edition.territory IS 'category=operational; all for the cookie notice';
COMMENT ON COLUMN notices.edition.edition IS 'category=operational';
COMMENT ON COLUMN notices.edition.policy_version IS 'category=operational';
COMMENT ON COLUMN notices.edition.text_hash IS 'category=operational; SHA-256 of document';
COMMENT ON COLUMN notices.edition.document IS 'category=operational; JSON: sections of clauses, each with its rule';
COMMENT ON COLUMN notices.edition.effective_at IS 'category=operational';
GRANT SELECT, INSERT ON notices.edition TO wellkept_app;

-- What each person was shown.
CREATE TABLE notices.seen (
    subject_id uuid NOT NULL,
    notice_id uuid NOT NULL,
    first_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, notice_id)
);
COMMENT ON COLUMN notices.seen.subject_id IS 'category=identifier';
COMMENT ON COLUMN notices.seen.notice_id IS 'category=consent; which words the person was shown';
COMMENT ON COLUMN notices.seen.first_at IS 'category=consent';
ALTER TABLE notices.seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices.seen FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON notices.seen USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON notices.seen TO wellkept_app;
