-- When a clinician's time is taken by what is planned: from when to when, of whom by keyed hashes alone, and of nobody they
-- work with. Whoever offers cases sees by it what is free.
CREATE TABLE clinicians.taken (
    mark bytea PRIMARY KEY,
    account bytea NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    CHECK (starts_at < ends_at)
);
CREATE INDEX taken_by_time ON clinicians.taken (ends_at);
COMMENT ON COLUMN clinicians.taken.mark IS 'category=operational; keyed hash of what takes it';
COMMENT ON COLUMN clinicians.taken.account IS 'category=identifier; keyed hash of the account';
COMMENT ON COLUMN clinicians.taken.starts_at IS 'category=operational';
COMMENT ON COLUMN clinicians.taken.ends_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON clinicians.taken TO wellkept_app;
