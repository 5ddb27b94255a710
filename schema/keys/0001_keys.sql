-- The database wellkept_keys: wrapped keys and nothing else. Backed up apart from the data, and short-lived.
CREATE SCHEMA keys;
GRANT USAGE ON SCHEMA keys TO wellkept_app;

-- Keys of a tenant, wrapped by the root key. purpose wrap: wraps person keys; index: blind indexes; secret: its own secrets.
CREATE TABLE keys.tenant_key (
    tenant_id uuid NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('wrap', 'index', 'secret')),
    version int NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, purpose, version)
);
COMMENT ON COLUMN keys.tenant_key.tenant_id IS 'category=operational';
COMMENT ON COLUMN keys.tenant_key.purpose IS 'category=operational';
COMMENT ON COLUMN keys.tenant_key.version IS 'category=operational';
COMMENT ON COLUMN keys.tenant_key.wrapped IS 'category=secret; sealed under the root key';
COMMENT ON COLUMN keys.tenant_key.created_at IS 'category=operational';
GRANT SELECT, INSERT ON keys.tenant_key TO wellkept_app;

-- scope is a keyed hash, so that this database does not say which kinds of data somebody has. parent is the hash of the
-- scope above (a connection's), so that all below it go at once.
CREATE TABLE keys.person_key (
    subject_id uuid NOT NULL,
    scope bytea NOT NULL,
    parent bytea,
    key_id uuid NOT NULL,
    tenant_version int NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, scope)
);
COMMENT ON COLUMN keys.person_key.subject_id IS 'category=identifier';
COMMENT ON COLUMN keys.person_key.scope IS 'category=identifier; HMAC of the scope under the tenant''s index key';
COMMENT ON COLUMN keys.person_key.parent IS 'category=identifier';
COMMENT ON COLUMN keys.person_key.key_id IS 'category=operational';
COMMENT ON COLUMN keys.person_key.tenant_version IS 'category=operational';
COMMENT ON COLUMN keys.person_key.wrapped IS 'category=secret; sealed under the tenant''s key';
COMMENT ON COLUMN keys.person_key.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.person_key TO wellkept_app;

-- What was destroyed. A key id here can never be stored again, and a person here never gets a key again.
CREATE TABLE keys.tombstone (
    key_id uuid PRIMARY KEY,
    subject_id uuid NOT NULL,
    whole_person boolean NOT NULL,
    destroyed_at timestamptz NOT NULL
);
CREATE INDEX tombstone_by_person ON keys.tombstone (subject_id) WHERE whole_person;
COMMENT ON COLUMN keys.tombstone.key_id IS 'category=operational';
COMMENT ON COLUMN keys.tombstone.subject_id IS 'category=identifier; random, leads to nobody once the person is erased';
COMMENT ON COLUMN keys.tombstone.whole_person IS 'category=operational';
COMMENT ON COLUMN keys.tombstone.destroyed_at IS 'category=operational';
GRANT SELECT, INSERT ON keys.tombstone TO wellkept_app;
