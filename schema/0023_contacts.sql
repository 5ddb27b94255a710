-- Each contact with a service user, whatever its channel, and records that were one person all along.
CREATE TABLE intake.contact (
    subject_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    channel text NOT NULL CHECK (channel IN ('telephone', 'email', 'web_form', 'hub', 'api')),
    direction text NOT NULL CHECK (direction IN ('in', 'out')),
    state text NOT NULL CHECK (state IN ('open', 'done')),
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    moved_from uuid,
    PRIMARY KEY (subject_id, contact_id)
);
CREATE INDEX contact_open ON intake.contact (tenant_id, at) WHERE state = 'open';
COMMENT ON COLUMN intake.contact.subject_id IS 'category=identifier';
COMMENT ON COLUMN intake.contact.contact_id IS 'category=operational';
COMMENT ON COLUMN intake.contact.tenant_id IS 'category=operational';
COMMENT ON COLUMN intake.contact.channel IS 'category=care_record';
COMMENT ON COLUMN intake.contact.direction IS 'category=care_record';
COMMENT ON COLUMN intake.contact.state IS 'category=operational; open: somebody must still see to it';
COMMENT ON COLUMN intake.contact.at IS 'category=care_record';
COMMENT ON COLUMN intake.contact.body IS 'category=care_record; sealed JSON: subject, text, from whom it came';
COMMENT ON COLUMN intake.contact.moved_from IS 'category=identifier; the record it stood in before a merge';
ALTER TABLE intake.contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake.contact FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON intake.contact
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.contact TO wellkept_app;

ALTER TABLE intake.service_user ADD COLUMN merged_at timestamptz;
COMMENT ON COLUMN intake.service_user.merged_at IS 'category=operational; a merge can be undone for 30 days';
