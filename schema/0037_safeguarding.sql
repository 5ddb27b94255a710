-- What was told because somebody was in danger: by two clinicians, never one, and looked at again afterwards.
CREATE SCHEMA safeguarding;
GRANT USAGE ON SCHEMA safeguarding TO wellkept_app;

CREATE TABLE safeguarding.disclosure (
    subject_id uuid NOT NULL,
    disclosure_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    case_id uuid NOT NULL,
    path text NOT NULL CHECK (path IN ('ordinary', 'emergency')),
    state text NOT NULL CHECK (state IN ('proposed', 'not_agreed', 'withdrawn', 'agreed', 'released', 'reviewed')),
    first_by uuid NOT NULL,
    second_by uuid,
    body bytea NOT NULL,
    agreed_hash bytea,
    decision bytea,
    proposed_at timestamptz NOT NULL,
    released_at timestamptz,
    review_due timestamptz,
    reviewed_by uuid,
    outcome text,
    review bytea,
    notice text NOT NULL CHECK (notice IN ('due', 'given', 'deferred')),
    notice_until timestamptz,
    notice_body bytea,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, disclosure_id),
    CHECK (second_by <> first_by),
    CHECK (reviewed_by NOT IN (first_by, second_by)),
    CHECK (state NOT IN ('agreed', 'released', 'reviewed') OR (second_by IS NOT NULL AND agreed_hash IS NOT NULL)),
    CHECK (state NOT IN ('released', 'reviewed') OR (released_at IS NOT NULL AND review_due IS NOT NULL)),
    CHECK ((state = 'reviewed') = (reviewed_by IS NOT NULL AND outcome IS NOT NULL))
);
CREATE INDEX disclosure_by_state ON safeguarding.disclosure (tenant_id, state, review_due);
COMMENT ON COLUMN safeguarding.disclosure.subject_id IS 'category=identifier';
COMMENT ON COLUMN safeguarding.disclosure.disclosure_id IS 'category=operational';
COMMENT ON COLUMN safeguarding.disclosure.tenant_id IS 'category=operational; so that the second clinician and governance can list';
COMMENT ON COLUMN safeguarding.disclosure.case_id IS 'category=operational';
COMMENT ON COLUMN safeguarding.disclosure.path IS 'category=care_record';
COMMENT ON COLUMN safeguarding.disclosure.state IS 'category=care_record';
COMMENT ON COLUMN safeguarding.disclosure.first_by IS 'category=operational; the account that proposed it';
COMMENT ON COLUMN safeguarding.disclosure.second_by IS 'category=operational; the account that agreed or did not; never the first';
COMMENT ON COLUMN safeguarding.disclosure.body IS 'category=care_record; sealed: reason, consultation, recipient, each field and why';
COMMENT ON COLUMN safeguarding.disclosure.agreed_hash IS 'category=care_record; SHA-256 of what the second clinician agreed to';
COMMENT ON COLUMN safeguarding.disclosure.decision IS 'category=care_record; sealed: the second clinician''s words';
COMMENT ON COLUMN safeguarding.disclosure.proposed_at IS 'category=operational';
COMMENT ON COLUMN safeguarding.disclosure.released_at IS 'category=operational';
COMMENT ON COLUMN safeguarding.disclosure.review_due IS 'category=operational; by when somebody else has looked at it again';
COMMENT ON COLUMN safeguarding.disclosure.reviewed_by IS 'category=operational; the account; neither of the two';
COMMENT ON COLUMN safeguarding.disclosure.outcome IS 'category=care_record';
COMMENT ON COLUMN safeguarding.disclosure.review IS 'category=care_record; sealed: the look back in words';
COMMENT ON COLUMN safeguarding.disclosure.notice IS 'category=care_record; whether the person was told';
COMMENT ON COLUMN safeguarding.disclosure.notice_until IS 'category=operational; until when that is put off';
COMMENT ON COLUMN safeguarding.disclosure.notice_body IS 'category=care_record; sealed: how they were told, or why that is put off';
COMMENT ON COLUMN safeguarding.disclosure.state_at IS 'category=operational';
ALTER TABLE safeguarding.disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE safeguarding.disclosure FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON safeguarding.disclosure USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON safeguarding.disclosure TO wellkept_app;

-- Until when the person's own accounting does not show a disclosure: the one thing of a row that can change.
ALTER TABLE disclosures.disclosure ADD COLUMN withheld_until timestamptz;
COMMENT ON COLUMN disclosures.disclosure.withheld_until IS 'category=operational; notice is put off until then';
GRANT UPDATE (withheld_until) ON disclosures.disclosure TO wellkept_app;
