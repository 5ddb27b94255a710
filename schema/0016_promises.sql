CREATE SCHEMA promises;
GRANT USAGE ON SCHEMA promises TO wellkept_app;

-- What the probes saw: a row is a stretch of one outcome. Public on /trust, so it names nobody.
CREATE TABLE promises.observation (
    probe text NOT NULL,
    since timestamptz NOT NULL,
    last_seen timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('kept', 'broken', 'cannot_look')),
    words text NOT NULL,
    PRIMARY KEY (probe, since)
);
COMMENT ON COLUMN promises.observation.probe IS 'category=operational';
COMMENT ON COLUMN promises.observation.since IS 'category=operational';
COMMENT ON COLUMN promises.observation.last_seen IS 'category=operational';
COMMENT ON COLUMN promises.observation.outcome IS 'category=operational';
COMMENT ON COLUMN promises.observation.words IS 'category=operational; a sentence for the public';
GRANT SELECT, INSERT, UPDATE ON promises.observation TO wellkept_app;
