-- The erasure ledger's second home. A restore of the data database brings people back; this one is backed up apart, so it
-- still knows who must go again. Insert-only for the application.
CREATE TABLE keys.erasure (
    erasure_id uuid PRIMARY KEY,
    subject_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    connection_id uuid,
    category bytea,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL
);
COMMENT ON COLUMN keys.erasure.erasure_id IS 'category=operational';
COMMENT ON COLUMN keys.erasure.subject_id IS 'category=identifier; random, leads to nobody once the person is erased';
COMMENT ON COLUMN keys.erasure.tenant_id IS 'category=operational';
COMMENT ON COLUMN keys.erasure.connection_id IS 'category=identifier; null: the whole person';
COMMENT ON COLUMN keys.erasure.category IS 'category=consent; sealed under the tenant''s key; null: all of the connection';
COMMENT ON COLUMN keys.erasure.requested_by IS 'category=operational; the role that asked';
COMMENT ON COLUMN keys.erasure.requested_at IS 'category=operational';
GRANT SELECT, INSERT ON keys.erasure TO wellkept_app;
