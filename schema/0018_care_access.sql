-- What the Gate must know of Care: which tenants are what, who is assigned to whom, and until when somebody may work.
ALTER TABLE access.tenant ADD COLUMN kind text NOT NULL DEFAULT 'client' CHECK (kind IN ('client', 'house', 'care', 'organisation'));
COMMENT ON COLUMN access.tenant.kind IS 'category=operational; a portal, ourselves, the care service, a partner organisation of it';
UPDATE access.tenant SET kind = 'house' WHERE tenant_id = '00000000-0000-4000-8000-000000000001';

-- Who has to do with a service user. Never deleted while the person is here: an ended one is the record that it was.
CREATE TABLE access.assignment (
    subject_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    account_id uuid NOT NULL,
    relation text NOT NULL CHECK (relation IN ('assigned', 'walled')),
    ref uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz CHECK (ends_at >= starts_at),
    PRIMARY KEY (subject_id, assignment_id)
);
CREATE INDEX assignment_by_account ON access.assignment (account_id, subject_id);
COMMENT ON COLUMN access.assignment.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.assignment.assignment_id IS 'category=operational';
COMMENT ON COLUMN access.assignment.account_id IS 'category=identifier; the account; nil: whoever is not assigned';
COMMENT ON COLUMN access.assignment.relation IS 'category=operational; assigned opens, walled closes whatever else would open';
COMMENT ON COLUMN access.assignment.ref IS 'category=operational; the case';
COMMENT ON COLUMN access.assignment.starts_at IS 'category=operational';
COMMENT ON COLUMN access.assignment.ends_at IS 'category=operational';
ALTER TABLE access.assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.assignment FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.assignment
    USING (subject_id = access.granted('subject') OR account_id = access.granted('actor'));
GRANT SELECT, INSERT, UPDATE, DELETE ON access.assignment TO wellkept_app;

-- Until when an account's registration, insurance, checks and review all hold: the earliest of them.
CREATE TABLE access.vetting (
    subject_id uuid PRIMARY KEY,
    valid_until timestamptz NOT NULL
);
COMMENT ON COLUMN access.vetting.subject_id IS 'category=identifier; the account';
COMMENT ON COLUMN access.vetting.valid_until IS 'category=operational';
ALTER TABLE access.vetting ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.vetting FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.vetting USING (subject_id = access.granted('subject') OR subject_id = access.granted('actor'));
GRANT SELECT, INSERT, UPDATE, DELETE ON access.vetting TO wellkept_app;
