-- Tenants, people, consent, handles and the audit log: what the Gate decides on.
-- Personal tables: subject_id first in each key, FORCE ROW LEVEL SECURITY, policies without subqueries, no triggers.
CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO wellkept_app;

-- The person, tenant, pseudonym or handle that this transaction's grant is about; set by the Gate alone.
CREATE FUNCTION access.granted(setting text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('wellkept.' || setting, true), '')::uuid $$;

CREATE TABLE access.tenant (
    tenant_id uuid PRIMARY KEY,
    region text NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'suspended', 'ended')),
    agreement_reference text,
    agreement_until timestamptz,
    created_at timestamptz NOT NULL
);
COMMENT ON COLUMN access.tenant.tenant_id IS 'category=operational';
COMMENT ON COLUMN access.tenant.region IS 'category=operational';
COMMENT ON COLUMN access.tenant.status IS 'category=operational';
COMMENT ON COLUMN access.tenant.agreement_reference IS 'category=operational; the data processing agreement on file';
COMMENT ON COLUMN access.tenant.agreement_until IS 'category=operational';
COMMENT ON COLUMN access.tenant.created_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON access.tenant TO wellkept_app;

CREATE TABLE access.subject (
    subject_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES access.tenant,
    pseudonym uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'erasing')),
    created_at timestamptz NOT NULL
);
CREATE INDEX subject_by_tenant ON access.subject (tenant_id, subject_id);
COMMENT ON COLUMN access.subject.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.subject.tenant_id IS 'category=operational';
COMMENT ON COLUMN access.subject.pseudonym IS 'category=identifier; stands for the person in the audit log, random';
COMMENT ON COLUMN access.subject.state IS 'category=operational';
COMMENT ON COLUMN access.subject.created_at IS 'category=operational';
ALTER TABLE access.subject ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.subject FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.subject
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON access.subject TO wellkept_app;

-- Append-only; what holds is the latest event of (connection, category, purpose). The recipient follows from the purpose
-- and the tenant, and is written out so that the record stands alone.
CREATE TABLE access.consent_event (
    subject_id uuid NOT NULL,
    event_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    category text NOT NULL,
    purpose text NOT NULL,
    recipient text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('granted', 'refused', 'withdrawn')),
    wording_version text NOT NULL,
    language text NOT NULL,
    channel text NOT NULL,
    captured_by text NOT NULL,
    at timestamptz NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (subject_id, event_id)
);
CREATE INDEX consent_latest ON access.consent_event (subject_id, connection_id, category, purpose, sequence DESC);
COMMENT ON COLUMN access.consent_event.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.consent_event.event_id IS 'category=operational';
COMMENT ON COLUMN access.consent_event.connection_id IS 'category=identifier';
COMMENT ON COLUMN access.consent_event.category IS 'category=consent; which kind of data, not the data';
COMMENT ON COLUMN access.consent_event.purpose IS 'category=consent';
COMMENT ON COLUMN access.consent_event.recipient IS 'category=consent';
COMMENT ON COLUMN access.consent_event.decision IS 'category=consent';
COMMENT ON COLUMN access.consent_event.wording_version IS 'category=consent; version of the policy the person read';
COMMENT ON COLUMN access.consent_event.language IS 'category=consent';
COMMENT ON COLUMN access.consent_event.channel IS 'category=consent';
COMMENT ON COLUMN access.consent_event.captured_by IS 'category=consent; role that captured it';
COMMENT ON COLUMN access.consent_event.at IS 'category=consent';
COMMENT ON COLUMN access.consent_event.sequence IS 'category=operational; the order of events, whatever the clocks say';
ALTER TABLE access.consent_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.consent_event FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.consent_event USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON access.consent_event TO wellkept_app;

-- A keyed blind index: from a value somebody presents (user key, token, vendor account) to whom it stands for. The one
-- personal table that is keyed by the handle, since it is asked before the person is known; see docs/decisions/0002.
CREATE TABLE access.handle (
    handle bytea PRIMARY KEY,
    kind text NOT NULL,
    subject_id uuid,
    tenant_id uuid,
    ref uuid NOT NULL,
    sealed bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    used_at timestamptz
);
CREATE INDEX handle_by_subject ON access.handle (subject_id, kind) WHERE subject_id IS NOT NULL;
CREATE INDEX handle_by_expiry ON access.handle (expires_at) WHERE expires_at IS NOT NULL;
COMMENT ON COLUMN access.handle.handle IS 'category=identifier; HMAC-SHA256 of kind and value under the index key';
COMMENT ON COLUMN access.handle.kind IS 'category=operational';
COMMENT ON COLUMN access.handle.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.handle.tenant_id IS 'category=operational';
COMMENT ON COLUMN access.handle.ref IS 'category=identifier';
COMMENT ON COLUMN access.handle.sealed IS 'category=secret; sealed under the person''s key';
COMMENT ON COLUMN access.handle.created_at IS 'category=operational';
COMMENT ON COLUMN access.handle.expires_at IS 'category=operational';
COMMENT ON COLUMN access.handle.used_at IS 'category=operational';
ALTER TABLE access.handle ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.handle FORCE ROW LEVEL SECURITY;
CREATE POLICY presented ON access.handle
    USING (handle = decode(nullif(current_setting('wellkept.handle', true), ''), 'hex')
        OR subject_id = access.granted('subject'));
-- The sweep sees what has expired before a moment it names, and nothing else.
CREATE POLICY expired_seen ON access.handle FOR SELECT
    USING (expires_at < nullif(current_setting('wellkept.sweep_before', true), '')::timestamptz);
CREATE POLICY expired_deleted ON access.handle FOR DELETE
    USING (expires_at < nullif(current_setting('wellkept.sweep_before', true), '')::timestamptz);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.handle TO wellkept_app;

-- Append-only. The person stands in it by a pseudonym, what was touched by a payload sealed under the person's key: once
-- the person is erased the row proves that something happened, and says nothing about anybody.
CREATE TABLE access.audit_event (
    at timestamptz NOT NULL,
    event_id uuid NOT NULL,
    pseudonym uuid,
    tenant_id uuid,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_label text NOT NULL,
    action text NOT NULL,
    purpose text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('permit', 'refuse')),
    reason text NOT NULL,
    request_id uuid NOT NULL,
    payload bytea,
    PRIMARY KEY (at, event_id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_by_person ON access.audit_event (pseudonym, at DESC);
CREATE INDEX audit_by_tenant ON access.audit_event (tenant_id, at DESC) WHERE decision = 'refuse';
COMMENT ON COLUMN access.audit_event.at IS 'category=audit';
COMMENT ON COLUMN access.audit_event.event_id IS 'category=audit';
COMMENT ON COLUMN access.audit_event.pseudonym IS 'category=audit; random, its link to the person goes with the person';
COMMENT ON COLUMN access.audit_event.tenant_id IS 'category=audit';
COMMENT ON COLUMN access.audit_event.actor_kind IS 'category=audit';
COMMENT ON COLUMN access.audit_event.actor_id IS 'category=audit';
COMMENT ON COLUMN access.audit_event.actor_label IS 'category=audit; a role''s or a Program''s name, never a person''s';
COMMENT ON COLUMN access.audit_event.action IS 'category=audit';
COMMENT ON COLUMN access.audit_event.purpose IS 'category=audit';
COMMENT ON COLUMN access.audit_event.decision IS 'category=audit';
COMMENT ON COLUMN access.audit_event.reason IS 'category=audit';
COMMENT ON COLUMN access.audit_event.request_id IS 'category=audit';
COMMENT ON COLUMN access.audit_event.payload IS 'category=audit; sealed under the person''s key';
CREATE TABLE access.audit_event_other PARTITION OF access.audit_event DEFAULT;
ALTER TABLE access.audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY append ON access.audit_event FOR INSERT WITH CHECK (true);
CREATE POLICY granted ON access.audit_event FOR SELECT
    USING (pseudonym = access.granted('pseudonym') OR tenant_id = access.granted('tenant'));
GRANT INSERT, SELECT ON access.audit_event TO wellkept_app;

-- A partition a month, made ahead by the owner at each start.
CREATE FUNCTION access.make_audit_partitions(from_month date, months int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    month date;
    made int := 0;
BEGIN
    FOR i IN 0 .. months - 1 LOOP
        month := date_trunc('month', from_month) + make_interval(months => i);
        IF to_regclass('access.audit_event_' || to_char(month, 'YYYY_MM')) IS NULL THEN
            EXECUTE format('CREATE TABLE access.%I PARTITION OF access.audit_event FOR VALUES FROM (%L) TO (%L)',
                'audit_event_' || to_char(month, 'YYYY_MM'), month::text || ' 00:00+00', (month + interval '1 month')::date::text || ' 00:00+00');
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION access.make_audit_partitions FROM PUBLIC;
