CREATE SCHEMA connections;
GRANT USAGE ON SCHEMA connections TO wellkept_app;

-- A person's link to one Program. Which Program it is, and its tokens, are sealed.
CREATE TABLE connections.connection (
    subject_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('authorising', 'connected', 'broken', 'revoking', 'revoked')),
    problem text,
    profile bytea NOT NULL,
    tokens bytea,
    token_expires_at timestamptz,
    created_at timestamptz NOT NULL,
    connected_at timestamptz,
    last_data_at timestamptz,
    history_state text NOT NULL CHECK (history_state IN ('none', 'waiting', 'running', 'done', 'failed')),
    history_percent int NOT NULL DEFAULT 0,
    history_from timestamptz,
    history_samples bigint NOT NULL DEFAULT 0,
    live_samples bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (subject_id, connection_id)
);
COMMENT ON COLUMN connections.connection.subject_id IS 'category=identifier';
COMMENT ON COLUMN connections.connection.connection_id IS 'category=identifier';
COMMENT ON COLUMN connections.connection.state IS 'category=operational';
COMMENT ON COLUMN connections.connection.problem IS 'category=operational; a code';
COMMENT ON COLUMN connections.connection.profile IS 'category=contact; sealed JSON: Program, vendor''s user id, scopes, zone';
COMMENT ON COLUMN connections.connection.tokens IS 'category=secret; sealed JSON: vendor tokens';
COMMENT ON COLUMN connections.connection.token_expires_at IS 'category=operational';
COMMENT ON COLUMN connections.connection.created_at IS 'category=operational';
COMMENT ON COLUMN connections.connection.connected_at IS 'category=operational';
COMMENT ON COLUMN connections.connection.last_data_at IS 'category=measurement_time; when data last arrived';
COMMENT ON COLUMN connections.connection.history_state IS 'category=operational';
COMMENT ON COLUMN connections.connection.history_percent IS 'category=operational';
COMMENT ON COLUMN connections.connection.history_from IS 'category=operational';
COMMENT ON COLUMN connections.connection.history_samples IS 'category=operational';
COMMENT ON COLUMN connections.connection.live_samples IS 'category=operational';
ALTER TABLE connections.connection ENABLE ROW LEVEL SECURITY;
ALTER TABLE connections.connection FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON connections.connection USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON connections.connection TO wellkept_app;
