-- The person's own way in to Care: a link sent where they said it is safe, and a second check. One row a link.
CREATE SCHEMA door;
GRANT USAGE ON SCHEMA door TO wellkept_app;

CREATE TABLE door.visit (
    subject_id uuid NOT NULL,
    visit_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('sent', 'opened', 'shut', 'replaced')),
    second_check text NOT NULL CHECK (second_check IN ('code', 'birth_date')),
    code bytea,
    tries int NOT NULL,
    sent_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, visit_id),
    CHECK ((second_check = 'code') = (code IS NOT NULL))
);
CREATE INDEX visit_shut ON door.visit (tenant_id, state_at) WHERE state = 'shut';
COMMENT ON COLUMN door.visit.subject_id IS 'category=identifier';
COMMENT ON COLUMN door.visit.visit_id IS 'category=operational; the link''s and the session''s ref';
COMMENT ON COLUMN door.visit.tenant_id IS 'category=operational; so that a desk can list whom to call';
COMMENT ON COLUMN door.visit.state IS 'category=operational; shut: too many wrong answers, a human calls';
COMMENT ON COLUMN door.visit.second_check IS 'category=operational; how it was made sure who came';
COMMENT ON COLUMN door.visit.code IS 'category=secret; sealed: the code told by telephone';
COMMENT ON COLUMN door.visit.tries IS 'category=operational; answers given so far';
COMMENT ON COLUMN door.visit.sent_at IS 'category=operational';
COMMENT ON COLUMN door.visit.state_at IS 'category=operational';
ALTER TABLE door.visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE door.visit FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON door.visit
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON door.visit TO wellkept_app;
