CREATE SCHEMA rights;
GRANT USAGE ON SCHEMA rights TO wellkept_app;

-- The erasure ledger: what was to go, how far it is, and the signed receipt. It names nobody: subject_id is random and
-- leads nowhere once the person is erased. Replayed after a restore.
CREATE TABLE rights.erasure (
    erasure_id uuid PRIMARY KEY,
    subject_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    connection_id uuid,
    category text,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    severed_at timestamptz,
    vendors text,
    keys_at timestamptz,
    keys_destroyed int NOT NULL DEFAULT 0,
    rows_at timestamptz,
    rows_erased bigint NOT NULL DEFAULT 0,
    blobs_at timestamptz,
    done_at timestamptz,
    receipt text,
    signature bytea
);
CREATE INDEX erasure_open ON rights.erasure (requested_at) WHERE done_at IS NULL;
COMMENT ON COLUMN rights.erasure.erasure_id IS 'category=operational';
COMMENT ON COLUMN rights.erasure.subject_id IS 'category=identifier';
COMMENT ON COLUMN rights.erasure.tenant_id IS 'category=operational';
COMMENT ON COLUMN rights.erasure.connection_id IS 'category=identifier';
COMMENT ON COLUMN rights.erasure.category IS 'category=consent; set when one category of a connection goes';
COMMENT ON COLUMN rights.erasure.requested_by IS 'category=operational; the role that asked';
COMMENT ON COLUMN rights.erasure.requested_at IS 'category=operational';
COMMENT ON COLUMN rights.erasure.severed_at IS 'category=operational';
COMMENT ON COLUMN rights.erasure.vendors IS 'category=operational; Program and outcome, for the receipt';
COMMENT ON COLUMN rights.erasure.keys_at IS 'category=operational';
COMMENT ON COLUMN rights.erasure.keys_destroyed IS 'category=operational';
COMMENT ON COLUMN rights.erasure.rows_at IS 'category=operational';
COMMENT ON COLUMN rights.erasure.rows_erased IS 'category=operational';
COMMENT ON COLUMN rights.erasure.blobs_at IS 'category=operational';
COMMENT ON COLUMN rights.erasure.done_at IS 'category=operational';
COMMENT ON COLUMN rights.erasure.receipt IS 'category=operational';
COMMENT ON COLUMN rights.erasure.signature IS 'category=operational; Ed25519 over the receipt';
GRANT SELECT, INSERT, UPDATE ON rights.erasure TO wellkept_app;
