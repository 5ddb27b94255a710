CREATE SCHEMA clients;
GRANT USAGE ON SCHEMA clients TO wellkept_app;

CREATE TABLE clients.client (
    client_id uuid PRIMARY KEY REFERENCES access.tenant,
    name text NOT NULL,
    return_url text,
    webhook_url text,
    webhook_secret bytea,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON COLUMN clients.client.client_id IS 'category=operational';
COMMENT ON COLUMN clients.client.name IS 'category=operational; an organisation''s name';
COMMENT ON COLUMN clients.client.return_url IS 'category=operational';
COMMENT ON COLUMN clients.client.webhook_url IS 'category=operational';
COMMENT ON COLUMN clients.client.webhook_secret IS 'category=secret; sealed under the tenant''s key';
COMMENT ON COLUMN clients.client.secret_hash IS 'category=secret; SHA-256 of a random 256-bit secret';
COMMENT ON COLUMN clients.client.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON clients.client TO wellkept_app;

-- A Client's own credentials at a vendor: some vendors demand that each Client has its own.
CREATE TABLE clients.vendor_credential (
    client_id uuid NOT NULL REFERENCES clients.client,
    program text NOT NULL,
    sealed bytea NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, program)
);
COMMENT ON COLUMN clients.vendor_credential.client_id IS 'category=operational';
COMMENT ON COLUMN clients.vendor_credential.program IS 'category=operational';
COMMENT ON COLUMN clients.vendor_credential.sealed IS 'category=secret; sealed JSON: client id, secret, webhook secret';
COMMENT ON COLUMN clients.vendor_credential.updated_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON clients.vendor_credential TO wellkept_app;
