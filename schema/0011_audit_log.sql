-- The verifiable audit log: each row's commitment becomes a leaf of an append-only Merkle tree whose root is signed.
ALTER TABLE access.audit_event ADD COLUMN salt bytea, ADD COLUMN commitment bytea;
COMMENT ON COLUMN access.audit_event.salt IS 'category=audit; 32 random bytes, so that the commitment tells nothing of the row';
COMMENT ON COLUMN access.audit_event.commitment IS 'category=audit; SHA-256 over salt and the row''s canonical text; empty on rows older than the log';
-- The sequencer and the verification see every row while this is set, and change none.
CREATE POLICY whole_log ON access.audit_event FOR SELECT USING (current_setting('wellkept.audit_log', true) = 'read');

-- Rows that wait for their place in the log. Written with the row, in one statement; gone once the place is signed.
CREATE TABLE access.audit_pending (
    at timestamptz NOT NULL,
    event_id uuid NOT NULL,
    commitment bytea,
    PRIMARY KEY (at, event_id)
);
COMMENT ON COLUMN access.audit_pending.at IS 'category=audit';
COMMENT ON COLUMN access.audit_pending.event_id IS 'category=audit';
COMMENT ON COLUMN access.audit_pending.commitment IS 'category=audit; empty for a row older than the log: the sequencer draws its salt and commits to it';
GRANT SELECT, INSERT, DELETE ON access.audit_pending TO wellkept_app;

SELECT set_config('wellkept.audit_log', 'read', true);
INSERT INTO access.audit_pending (at, event_id) SELECT at, event_id FROM access.audit_event;

CREATE SCHEMA audit_log;
GRANT USAGE ON SCHEMA audit_log TO wellkept_app;

CREATE TABLE audit_log.signing_key (
    name text PRIMARY KEY CHECK (name = 'log'),
    origin text NOT NULL,
    public_key bytea NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON COLUMN audit_log.signing_key.name IS 'category=operational';
COMMENT ON COLUMN audit_log.signing_key.origin IS 'category=operational; the log''s name in its checkpoints, for good';
COMMENT ON COLUMN audit_log.signing_key.public_key IS 'category=operational; Ed25519';
COMMENT ON COLUMN audit_log.signing_key.sealed IS 'category=secret; the private key under the platform''s secret key';
COMMENT ON COLUMN audit_log.signing_key.created_at IS 'category=operational';
GRANT SELECT, INSERT ON audit_log.signing_key TO wellkept_app;

-- An index a row. The row itself may be retired; its commitment stays, and with it every proof.
CREATE TABLE audit_log.entry (
    idx bigint PRIMARY KEY CHECK (idx >= 0),
    event_id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
    salt bytea
);
COMMENT ON COLUMN audit_log.entry.idx IS 'category=audit; the place in the log';
COMMENT ON COLUMN audit_log.entry.event_id IS 'category=audit';
COMMENT ON COLUMN audit_log.entry.at IS 'category=audit';
COMMENT ON COLUMN audit_log.entry.commitment IS 'category=audit';
COMMENT ON COLUMN audit_log.entry.salt IS 'category=audit; of a row older than the log, which has none of its own';
GRANT SELECT, INSERT ON audit_log.entry TO wellkept_app;

-- Hashes of the tree: up to 256 a row. The last one of each level grows.
CREATE TABLE audit_log.tile (
    level int NOT NULL,
    n bigint NOT NULL,
    hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192),
    PRIMARY KEY (level, n)
);
COMMENT ON COLUMN audit_log.tile.level IS 'category=operational';
COMMENT ON COLUMN audit_log.tile.n IS 'category=operational';
COMMENT ON COLUMN audit_log.tile.hashes IS 'category=audit';
GRANT SELECT, INSERT, UPDATE ON audit_log.tile TO wellkept_app;

CREATE TABLE audit_log.checkpoint (
    size bigint PRIMARY KEY CHECK (size >= 0),
    root bytea NOT NULL,
    note text NOT NULL,
    newest_at timestamptz,
    signed_at timestamptz NOT NULL
);
COMMENT ON COLUMN audit_log.checkpoint.size IS 'category=operational';
COMMENT ON COLUMN audit_log.checkpoint.root IS 'category=operational';
COMMENT ON COLUMN audit_log.checkpoint.note IS 'category=operational; the signed text, as it is published';
COMMENT ON COLUMN audit_log.checkpoint.newest_at IS 'category=audit; the latest time of a row in the log so far';
COMMENT ON COLUMN audit_log.checkpoint.signed_at IS 'category=operational';
GRANT SELECT, INSERT ON audit_log.checkpoint TO wellkept_app;

CREATE TABLE audit_log.cosignature (
    size bigint NOT NULL,
    witness text NOT NULL,
    line text NOT NULL,
    cosigned_at timestamptz NOT NULL,
    PRIMARY KEY (size, witness)
);
COMMENT ON COLUMN audit_log.cosignature.size IS 'category=operational';
COMMENT ON COLUMN audit_log.cosignature.witness IS 'category=operational; the witness''s key name';
COMMENT ON COLUMN audit_log.cosignature.line IS 'category=operational; a signature line of the note';
COMMENT ON COLUMN audit_log.cosignature.cosigned_at IS 'category=operational';
GRANT SELECT, INSERT ON audit_log.cosignature TO wellkept_app;

-- What the sequencer noticed while it ran: a clock set back, a row that vanished before it had its place, a damaged tree.
CREATE TABLE audit_log.anomaly (
    kind text NOT NULL,
    ref text NOT NULL,
    found_at timestamptz NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (kind, ref)
);
COMMENT ON COLUMN audit_log.anomaly.kind IS 'category=operational';
COMMENT ON COLUMN audit_log.anomaly.ref IS 'category=operational; the same thing is noted once';
COMMENT ON COLUMN audit_log.anomaly.found_at IS 'category=operational';
COMMENT ON COLUMN audit_log.anomaly.detail IS 'category=operational; indexes and times';
GRANT SELECT, INSERT ON audit_log.anomaly TO wellkept_app;

CREATE TABLE audit_log.retired (
    partition text PRIMARY KEY,
    from_at timestamptz NOT NULL,
    to_at timestamptz NOT NULL,
    row_count bigint NOT NULL,
    retired_at timestamptz NOT NULL
);
COMMENT ON COLUMN audit_log.retired.partition IS 'category=operational';
COMMENT ON COLUMN audit_log.retired.from_at IS 'category=operational';
COMMENT ON COLUMN audit_log.retired.to_at IS 'category=operational';
COMMENT ON COLUMN audit_log.retired.row_count IS 'category=operational';
COMMENT ON COLUMN audit_log.retired.retired_at IS 'category=operational';
GRANT SELECT ON audit_log.retired TO wellkept_app;

-- Drops partitions that end at or before a moment, if every row of theirs has its place in the log, and records them. The
-- owner's work, as making them is.
CREATE FUNCTION audit_log.retire_partitions(before timestamptz, moment timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    part record;
    rows bigint;
    open bigint;
    retired int := 0;
BEGIN
    FOR part IN
        SELECT c.relname AS name, to_date(substr(c.relname, 13), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC' AS from_at,
               (to_date(substr(c.relname, 13), 'YYYY_MM') + interval '1 month')::timestamp AT TIME ZONE 'UTC' AS to_at
          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'access.audit_event'::regclass AND c.relname ~ '^audit_event_\d{4}_\d{2}$' ORDER BY c.relname
    LOOP
        CONTINUE WHEN part.to_at > before;
        EXECUTE format('SELECT count(*), count(*) FILTER (WHERE e.idx IS NULL) FROM access.%I a LEFT JOIN audit_log.entry e USING (event_id)',
            part.name) INTO rows, open;
        CONTINUE WHEN open > 0;
        EXECUTE format('ALTER TABLE access.audit_event DETACH PARTITION access.%I', part.name);
        EXECUTE format('DROP TABLE access.%I', part.name);
        INSERT INTO audit_log.retired VALUES (part.name, part.from_at, part.to_at, rows, moment);
        retired := retired + 1;
    END LOOP;
    RETURN retired;
END $$;
REVOKE EXECUTE ON FUNCTION audit_log.retire_partitions FROM PUBLIC;
