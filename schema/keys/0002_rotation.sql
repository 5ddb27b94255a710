-- Rotation. A tenant's key has versions, and each version is wrapped under every root key in use, so that nodes with the
-- old root and nodes with the new one work side by side while a rotation is under way.
CREATE TABLE keys.wrapping (
    tenant_id uuid NOT NULL,
    purpose text NOT NULL,
    version int NOT NULL,
    root_id text NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, purpose, version, root_id)
);
COMMENT ON COLUMN keys.wrapping.tenant_id IS 'category=operational';
COMMENT ON COLUMN keys.wrapping.purpose IS 'category=operational';
COMMENT ON COLUMN keys.wrapping.version IS 'category=operational';
COMMENT ON COLUMN keys.wrapping.root_id IS 'category=operational; a one-way mark of the root key; empty: of before there were marks';
COMMENT ON COLUMN keys.wrapping.wrapped IS 'category=secret; the tenant''s key sealed under that root key';
COMMENT ON COLUMN keys.wrapping.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.wrapping TO wellkept_app;

INSERT INTO keys.wrapping (tenant_id, purpose, version, root_id, wrapped, created_at)
SELECT tenant_id, purpose, version, '', wrapped, created_at FROM keys.tenant_key;
ALTER TABLE keys.tenant_key DROP COLUMN wrapped;

-- primary: wraps and opens. replaced: opens, and what it wraps is being re-wrapped. disabled: nothing refers to it, and
-- it opens nothing. destroyed: its wrappings are gone; the row stays, so that the number never comes again.
ALTER TABLE keys.tenant_key
    ADD COLUMN state text NOT NULL DEFAULT 'primary' CHECK (state IN ('primary', 'replaced', 'disabled', 'destroyed')),
    ADD COLUMN changed_at timestamptz;
UPDATE keys.tenant_key SET changed_at = created_at;
ALTER TABLE keys.tenant_key ALTER COLUMN changed_at SET NOT NULL;
CREATE UNIQUE INDEX tenant_key_primary ON keys.tenant_key (tenant_id, purpose) WHERE state = 'primary';
COMMENT ON COLUMN keys.tenant_key.state IS 'category=operational';
COMMENT ON COLUMN keys.tenant_key.changed_at IS 'category=operational; when it came into this state';
GRANT UPDATE (state, changed_at) ON keys.tenant_key TO wellkept_app;

-- Whose tenant: without it a rotation could not find what it must re-wrap. Empty in rows of before, until they are met.
ALTER TABLE keys.person_key ADD COLUMN tenant_id uuid;
COMMENT ON COLUMN keys.person_key.tenant_id IS 'category=operational; empty: not looked up yet';
CREATE INDEX person_key_by_wrapper ON keys.person_key (tenant_id, tenant_version, subject_id, scope);
