-- Misuse: what was done about it, and the notice that comes last. Support partners: whom people are pointed to.
CREATE SCHEMA misuse;
GRANT USAGE ON SCHEMA misuse TO wellkept_app;

CREATE TABLE misuse.measure (
    subject_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    kind text NOT NULL,
    author uuid NOT NULL,
    body bytea NOT NULL,
    taken_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, measure_id)
);
COMMENT ON COLUMN misuse.measure.subject_id IS 'category=identifier';
COMMENT ON COLUMN misuse.measure.measure_id IS 'category=operational';
COMMENT ON COLUMN misuse.measure.kind IS 'category=care_record; of policy/misuse.yaml';
COMMENT ON COLUMN misuse.measure.author IS 'category=operational; the account';
COMMENT ON COLUMN misuse.measure.body IS 'category=care_record; sealed: what was done';
COMMENT ON COLUMN misuse.measure.taken_at IS 'category=care_record; when it was done';
COMMENT ON COLUMN misuse.measure.written_at IS 'category=operational';
ALTER TABLE misuse.measure ENABLE ROW LEVEL SECURITY;
ALTER TABLE misuse.measure FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON misuse.measure USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON misuse.measure TO wellkept_app;

CREATE TABLE misuse.notice (
    subject_id uuid NOT NULL,
    notice_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'withdrawn', 'approved', 'refused', 'sent')),
    proposed_by uuid NOT NULL,
    decided_by uuid,
    organisation_id uuid NOT NULL,
    template int NOT NULL,
    body bytea NOT NULL,
    told_at timestamptz,
    told bytea,
    proposed_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, notice_id),
    CHECK (decided_by <> proposed_by),
    CHECK (state NOT IN ('approved', 'refused', 'sent') OR decided_by IS NOT NULL),
    CHECK (state <> 'sent' OR told_at IS NOT NULL)
);
CREATE INDEX notice_by_state ON misuse.notice (tenant_id, state, proposed_at);
COMMENT ON COLUMN misuse.notice.subject_id IS 'category=identifier';
COMMENT ON COLUMN misuse.notice.notice_id IS 'category=operational';
COMMENT ON COLUMN misuse.notice.tenant_id IS 'category=operational; so that whoever decides can list';
COMMENT ON COLUMN misuse.notice.state IS 'category=care_record';
COMMENT ON COLUMN misuse.notice.proposed_by IS 'category=operational; the account';
COMMENT ON COLUMN misuse.notice.decided_by IS 'category=operational; the account, another';
COMMENT ON COLUMN misuse.notice.organisation_id IS 'category=contact; the one of their record';
COMMENT ON COLUMN misuse.notice.template IS 'category=operational; version of the text in policy/misuse.yaml';
COMMENT ON COLUMN misuse.notice.body IS 'category=contact; sealed: the text as it would leave';
COMMENT ON COLUMN misuse.notice.told_at IS 'category=operational; when the person was told';
COMMENT ON COLUMN misuse.notice.told IS 'category=care_record; sealed: how';
COMMENT ON COLUMN misuse.notice.proposed_at IS 'category=operational';
COMMENT ON COLUMN misuse.notice.state_at IS 'category=operational';
ALTER TABLE misuse.notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE misuse.notice FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON misuse.notice USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON misuse.notice TO wellkept_app;

CREATE SCHEMA partners;
GRANT USAGE ON SCHEMA partners TO wellkept_app;

-- The register: no person is in it.
CREATE TABLE partners.partner (
    partner_id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    telephone text NOT NULL,
    web text,
    hours text,
    languages text[] NOT NULL,
    about text NOT NULL,
    agreement_reference text,
    complaints_email text,
    active boolean NOT NULL,
    changed_at timestamptz NOT NULL
);
COMMENT ON COLUMN partners.partner.partner_id IS 'category=operational';
COMMENT ON COLUMN partners.partner.kind IS 'category=operational; of policy/partners.yaml';
COMMENT ON COLUMN partners.partner.name IS 'category=operational';
COMMENT ON COLUMN partners.partner.telephone IS 'category=operational; what people are given';
COMMENT ON COLUMN partners.partner.web IS 'category=operational';
COMMENT ON COLUMN partners.partner.hours IS 'category=operational';
COMMENT ON COLUMN partners.partner.languages IS 'category=operational';
COMMENT ON COLUMN partners.partner.about IS 'category=operational; what they help with, for the sheet';
COMMENT ON COLUMN partners.partner.agreement_reference IS 'category=operational; without it nothing is disclosed, whatever the complaint';
COMMENT ON COLUMN partners.partner.complaints_email IS 'category=operational';
COMMENT ON COLUMN partners.partner.active IS 'category=operational';
COMMENT ON COLUMN partners.partner.changed_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON partners.partner TO wellkept_app;

CREATE TABLE partners.signpost (
    subject_id uuid NOT NULL,
    signpost_id uuid NOT NULL,
    case_id uuid NOT NULL,
    author uuid NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, signpost_id)
);
COMMENT ON COLUMN partners.signpost.subject_id IS 'category=identifier';
COMMENT ON COLUMN partners.signpost.signpost_id IS 'category=operational';
COMMENT ON COLUMN partners.signpost.case_id IS 'category=operational';
COMMENT ON COLUMN partners.signpost.author IS 'category=operational; the account';
COMMENT ON COLUMN partners.signpost.body IS 'category=care_record; sealed: to which partner';
COMMENT ON COLUMN partners.signpost.at IS 'category=operational';
ALTER TABLE partners.signpost ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners.signpost FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON partners.signpost USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON partners.signpost TO wellkept_app;

CREATE TABLE partners.complaint (
    subject_id uuid NOT NULL,
    complaint_id uuid NOT NULL,
    case_id uuid NOT NULL,
    author uuid NOT NULL,
    body bytea NOT NULL,
    read_at timestamptz,
    opened_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (subject_id, complaint_id)
);
COMMENT ON COLUMN partners.complaint.subject_id IS 'category=identifier';
COMMENT ON COLUMN partners.complaint.complaint_id IS 'category=operational';
COMMENT ON COLUMN partners.complaint.case_id IS 'category=operational';
COMMENT ON COLUMN partners.complaint.author IS 'category=operational; the account';
COMMENT ON COLUMN partners.complaint.body IS 'category=care_record; sealed: about which partner, and each field that it may read';
COMMENT ON COLUMN partners.complaint.read_at IS 'category=operational; when the partner first read it';
COMMENT ON COLUMN partners.complaint.opened_at IS 'category=operational';
COMMENT ON COLUMN partners.complaint.ends_at IS 'category=operational; it ends by then, whatever happens';
COMMENT ON COLUMN partners.complaint.ended_at IS 'category=operational';
ALTER TABLE partners.complaint ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners.complaint FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON partners.complaint USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON partners.complaint TO wellkept_app;
