-- What affiliates are paid for the sessions they held. Nothing here names a service user, a case or a session: a line is known
-- by a random reference, and by a mark under the affiliate's own key that keeps one session from being paid twice.
CREATE SCHEMA statements;
GRANT USAGE ON SCHEMA statements TO wellkept_app;

CREATE TABLE statements.rate (
    subject_id uuid NOT NULL,
    service text NOT NULL,
    valid_from date NOT NULL,
    tenant_id uuid NOT NULL,
    details bytea NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, service, valid_from)
);
COMMENT ON COLUMN statements.rate.subject_id IS 'category=identifier; the account';
COMMENT ON COLUMN statements.rate.service IS 'category=operational; of policy/care.yaml';
COMMENT ON COLUMN statements.rate.valid_from IS 'category=operational';
COMMENT ON COLUMN statements.rate.tenant_id IS 'category=operational; the house';
COMMENT ON COLUMN statements.rate.details IS 'category=contact; sealed JSON: currency, minor units a session';
COMMENT ON COLUMN statements.rate.set_by IS 'category=audit; pseudonym of whoever set it';
COMMENT ON COLUMN statements.rate.set_at IS 'category=operational';

-- One a month, from the moment it is submitted. Before that it is a draft, made anew at each look and kept nowhere.
CREATE TABLE statements.statement (
    subject_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    month date NOT NULL,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('submitted', 'approved', 'returned', 'paid')),
    details bytea NOT NULL,
    submitted_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, statement_id),
    UNIQUE (subject_id, month)
);
COMMENT ON COLUMN statements.statement.subject_id IS 'category=identifier; the account';
COMMENT ON COLUMN statements.statement.statement_id IS 'category=operational';
COMMENT ON COLUMN statements.statement.month IS 'category=operational; its first day';
COMMENT ON COLUMN statements.statement.tenant_id IS 'category=operational; the house';
COMMENT ON COLUMN statements.statement.state IS 'category=operational';
COMMENT ON COLUMN statements.statement.details IS 'category=contact; sealed JSON: the affiliate''s name, currency, total, why it came back, by what it was paid';
COMMENT ON COLUMN statements.statement.submitted_at IS 'category=operational';
COMMENT ON COLUMN statements.statement.changed_at IS 'category=operational';

CREATE TABLE statements.line (
    subject_id uuid NOT NULL,
    line_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    mark bytea NOT NULL,
    details bytea NOT NULL,
    PRIMARY KEY (subject_id, line_id),
    UNIQUE (subject_id, mark)
);
COMMENT ON COLUMN statements.line.subject_id IS 'category=identifier; the account';
COMMENT ON COLUMN statements.line.line_id IS 'category=operational; random';
COMMENT ON COLUMN statements.line.statement_id IS 'category=operational';
COMMENT ON COLUMN statements.line.mark IS 'category=operational; a keyed digest of the session, under the affiliate''s key';
COMMENT ON COLUMN statements.line.details IS 'category=contact; sealed JSON: reference, date, minutes, service, fee';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['rate', 'statement', 'line'] LOOP
        EXECUTE format('ALTER TABLE statements.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE statements.%I FORCE ROW LEVEL SECURITY', t);
        IF t = 'statement' THEN
            EXECUTE format('CREATE POLICY granted ON statements.%I USING (subject_id = access.granted(''subject'') OR tenant_id = access.granted(''tenant''))', t);
        ELSE
            EXECUTE format('CREATE POLICY granted ON statements.%I USING (subject_id = access.granted(''subject''))', t);
        END IF;
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON statements.%I TO wellkept_app', t);
    END LOOP;
END $$;
