CREATE SCHEMA people;
GRANT USAGE ON SCHEMA people TO wellkept_app;

CREATE TABLE people.person (
    subject_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    profile bytea NOT NULL,
    updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN people.person.subject_id IS 'category=identifier';
COMMENT ON COLUMN people.person.tenant_id IS 'category=operational; so that a Client''s list can be read under one grant';
COMMENT ON COLUMN people.person.profile IS 'category=contact; sealed JSON: user key, birth date, time zone';
COMMENT ON COLUMN people.person.updated_at IS 'category=operational';
ALTER TABLE people.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE people.person FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON people.person USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON people.person TO wellkept_app;
