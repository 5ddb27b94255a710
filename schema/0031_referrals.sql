-- Referrals by a manager or by HR. What the organisation writes is taken over by the care side when it is submitted; the
-- organisation keeps a line that says that it wrote one, and the state that the person lets it know.
CREATE SCHEMA referrals;
GRANT USAGE ON SCHEMA referrals TO wellkept_app;

-- The organisation's own, until it submits it.
CREATE TABLE referrals.draft (
    tenant_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    author uuid NOT NULL,
    written_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (tenant_id, referral_id)
);
COMMENT ON COLUMN referrals.draft.tenant_id IS 'category=operational; the organisation';
COMMENT ON COLUMN referrals.draft.referral_id IS 'category=operational';
COMMENT ON COLUMN referrals.draft.author IS 'category=operational; pseudonym of the account';
COMMENT ON COLUMN referrals.draft.written_at IS 'category=operational';
COMMENT ON COLUMN referrals.draft.body IS 'category=care_record; sealed under the organisation''s key';
ALTER TABLE referrals.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals.draft FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON referrals.draft USING (tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON referrals.draft TO wellkept_app;

-- Submitted, and not yet anybody's: until the desk has found or registered the person. tenant_id is the care tenant.
CREATE TABLE referrals.inbox (
    tenant_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    author uuid NOT NULL,
    written_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (tenant_id, referral_id)
);
COMMENT ON COLUMN referrals.inbox.tenant_id IS 'category=operational; the care tenant';
COMMENT ON COLUMN referrals.inbox.referral_id IS 'category=operational';
COMMENT ON COLUMN referrals.inbox.organisation_id IS 'category=operational; whose account wrote it';
COMMENT ON COLUMN referrals.inbox.author IS 'category=operational; pseudonym of the account';
COMMENT ON COLUMN referrals.inbox.written_at IS 'category=operational';
COMMENT ON COLUMN referrals.inbox.body IS 'category=care_record; sealed under the care tenant''s key';
ALTER TABLE referrals.inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals.inbox FORCE ROW LEVEL SECURITY;
CREATE POLICY handed_over ON referrals.inbox FOR INSERT WITH CHECK (true);
CREATE POLICY granted_read ON referrals.inbox FOR SELECT USING (tenant_id = access.granted('tenant'));
CREATE POLICY granted_delete ON referrals.inbox FOR DELETE USING (tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, DELETE ON referrals.inbox TO wellkept_app;

-- All that an organisation ever learns. Written by the care side, read by the organisation, changed by nobody.
CREATE TABLE referrals.told (
    tenant_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    told_id uuid NOT NULL,
    author uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('received', 'consented', 'declined', 'accepted', 'withdrawn', 'closed')),
    told_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, referral_id, told_id)
);
COMMENT ON COLUMN referrals.told.tenant_id IS 'category=operational; the organisation';
COMMENT ON COLUMN referrals.told.referral_id IS 'category=operational';
COMMENT ON COLUMN referrals.told.told_id IS 'category=operational';
COMMENT ON COLUMN referrals.told.author IS 'category=operational; pseudonym of the account that wrote it, which alone reads this';
COMMENT ON COLUMN referrals.told.state IS 'category=operational; what the person lets them know';
COMMENT ON COLUMN referrals.told.told_at IS 'category=operational';
ALTER TABLE referrals.told ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals.told FORCE ROW LEVEL SECURITY;
CREATE POLICY appended ON referrals.told FOR INSERT WITH CHECK (true);
CREATE POLICY granted ON referrals.told FOR SELECT USING (tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT ON referrals.told TO wellkept_app;

CREATE TABLE referrals.referral (
    subject_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    author uuid NOT NULL,
    source text NOT NULL CHECK (source IN ('portal', 'form', 'email')),
    service text NOT NULL,
    state text NOT NULL
        CHECK (state IN ('submitted', 'awaiting_service_user', 'consented', 'declined', 'accepted', 'closed', 'withdrawn')),
    tells boolean NOT NULL,
    case_id uuid,
    body bytea NOT NULL,
    written_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, referral_id)
);
CREATE INDEX referral_by_state ON referrals.referral (tenant_id, state, state_at);
COMMENT ON COLUMN referrals.referral.subject_id IS 'category=identifier';
COMMENT ON COLUMN referrals.referral.referral_id IS 'category=operational';
COMMENT ON COLUMN referrals.referral.tenant_id IS 'category=operational; so that a desk can list';
COMMENT ON COLUMN referrals.referral.organisation_id IS 'category=identifier; who referred';
COMMENT ON COLUMN referrals.referral.author IS 'category=operational; pseudonym of the account; nil: it came on paper';
COMMENT ON COLUMN referrals.referral.source IS 'category=operational';
COMMENT ON COLUMN referrals.referral.service IS 'category=care_record; which service was asked for';
COMMENT ON COLUMN referrals.referral.state IS 'category=care_record';
COMMENT ON COLUMN referrals.referral.tells IS 'category=consent; whether the person lets the organisation know the state';
COMMENT ON COLUMN referrals.referral.case_id IS 'category=operational; the case that was opened';
COMMENT ON COLUMN referrals.referral.body IS 'category=care_record; sealed: what was written';
COMMENT ON COLUMN referrals.referral.written_at IS 'category=operational';
COMMENT ON COLUMN referrals.referral.state_at IS 'category=operational';
ALTER TABLE referrals.referral ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals.referral FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON referrals.referral USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON referrals.referral TO wellkept_app;

-- What happened, in order. Consent is such an event: which wording was shown, and when.
CREATE TABLE referrals.event (
    subject_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event text NOT NULL,
    by_role text NOT NULL,
    at timestamptz NOT NULL,
    wording int,
    wording_hash bytea,
    note bytea,
    PRIMARY KEY (subject_id, referral_id, event_id)
);
COMMENT ON COLUMN referrals.event.subject_id IS 'category=identifier';
COMMENT ON COLUMN referrals.event.referral_id IS 'category=operational';
COMMENT ON COLUMN referrals.event.event_id IS 'category=operational; in order of time';
COMMENT ON COLUMN referrals.event.event IS 'category=consent';
COMMENT ON COLUMN referrals.event.by_role IS 'category=operational';
COMMENT ON COLUMN referrals.event.at IS 'category=operational';
COMMENT ON COLUMN referrals.event.wording IS 'category=consent; which wording was agreed to';
COMMENT ON COLUMN referrals.event.wording_hash IS 'category=consent; SHA-256 of that text';
COMMENT ON COLUMN referrals.event.note IS 'category=care_record; sealed: what the person added in their own words';
ALTER TABLE referrals.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals.event FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON referrals.event USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON referrals.event TO wellkept_app;
