-- Accounts of staff, Clients' users and Developers: what the Gate decides on (schema access), and how they come in.
-- An account is a person: it has its row in access.subject, its own key, and is erased as everybody is.
ALTER TABLE access.subject ADD COLUMN kind text NOT NULL DEFAULT 'member' CHECK (kind <> '');
COMMENT ON COLUMN access.subject.kind IS 'category=operational; member or account: a permission is over one kind';

-- A Client is told of the end of a Member, not of an account.
ALTER TABLE rights.erasure ADD COLUMN kind text NOT NULL DEFAULT 'member';
COMMENT ON COLUMN rights.erasure.kind IS 'category=operational; what the person was: member, account';

CREATE TABLE access.account (
    subject_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('invited', 'active', 'ended')),
    roles text[] NOT NULL,
    purposes text[] NOT NULL,
    categories text[] NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX account_by_tenant ON access.account (tenant_id, subject_id);
COMMENT ON COLUMN access.account.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.account.tenant_id IS 'category=operational; the house''s own, or a Client';
COMMENT ON COLUMN access.account.status IS 'category=operational';
COMMENT ON COLUMN access.account.roles IS 'category=operational; none until somebody gives one';
COMMENT ON COLUMN access.account.purposes IS 'category=operational; empty: as the roles say';
COMMENT ON COLUMN access.account.categories IS 'category=operational; data categories it is held to; empty: as the roles say';
COMMENT ON COLUMN access.account.starts_at IS 'category=operational';
COMMENT ON COLUMN access.account.ends_at IS 'category=operational';
COMMENT ON COLUMN access.account.created_at IS 'category=operational';
ALTER TABLE access.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.account FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.account USING (subject_id = access.granted('subject')
    OR subject_id = access.granted('actor') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON access.account TO wellkept_app;

-- A session exists only once both factors were shown.
CREATE TABLE access.account_session (
    subject_id uuid NOT NULL,
    session_id uuid NOT NULL,
    second_factor_at timestamptz NOT NULL,
    method text NOT NULL,
    idle_until timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    device bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, session_id)
);
COMMENT ON COLUMN access.account_session.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.account_session.session_id IS 'category=identifier';
COMMENT ON COLUMN access.account_session.second_factor_at IS 'category=operational; when it was last shown';
COMMENT ON COLUMN access.account_session.method IS 'category=operational; totp, passkey, recovery_code';
COMMENT ON COLUMN access.account_session.idle_until IS 'category=operational; moved on by use';
COMMENT ON COLUMN access.account_session.ends_at IS 'category=operational';
COMMENT ON COLUMN access.account_session.device IS 'category=contact; sealed: the browser''s name for itself';
COMMENT ON COLUMN access.account_session.created_at IS 'category=operational';
ALTER TABLE access.account_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.account_session FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.account_session
    USING (subject_id = access.granted('subject') OR subject_id = access.granted('actor'));
GRANT SELECT, INSERT, UPDATE, DELETE ON access.account_session TO wellkept_app;

CREATE TABLE access.training (
    subject_id uuid NOT NULL,
    training_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    course text NOT NULL,
    completed_on date NOT NULL,
    valid_until timestamptz NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, training_id)
);
COMMENT ON COLUMN access.training.subject_id IS 'category=identifier';
COMMENT ON COLUMN access.training.training_id IS 'category=operational';
COMMENT ON COLUMN access.training.tenant_id IS 'category=operational';
COMMENT ON COLUMN access.training.course IS 'category=operational; of policy/staff.yaml';
COMMENT ON COLUMN access.training.completed_on IS 'category=operational';
COMMENT ON COLUMN access.training.valid_until IS 'category=operational';
COMMENT ON COLUMN access.training.recorded_by IS 'category=audit; pseudonym of whoever recorded it; nil: an operator';
COMMENT ON COLUMN access.training.recorded_at IS 'category=operational';
ALTER TABLE access.training ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.training FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON access.training USING (subject_id = access.granted('subject')
    OR subject_id = access.granted('actor') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, DELETE ON access.training TO wellkept_app;

-- The register of opened doors: read by the Gate at each decision, by the Client it concerns, and by whoever reviews.
-- Ids, codes and times; texts are sealed. It outlives the account and the person, who are taken out of it.
CREATE TABLE access.exceptional_access (
    access_id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('support', 'break_glass')),
    tenant_id uuid NOT NULL,
    account_id uuid,
    opened_by uuid,
    actor_pseudonym uuid NOT NULL,
    opener_pseudonym uuid NOT NULL,
    role text NOT NULL,
    subject_id uuid,
    reason text NOT NULL,
    words bytea,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    review_by timestamptz,
    reviewed_at timestamptz,
    reviewer_pseudonym uuid,
    outcome text CHECK (outcome IN ('justified', 'not_justified')),
    CHECK ((kind = 'break_glass') = (review_by IS NOT NULL)),
    CHECK (reviewed_at IS NULL OR reviewer_pseudonym NOT IN (actor_pseudonym, opener_pseudonym))
);
CREATE INDEX exceptional_by_account ON access.exceptional_access (account_id, expires_at);
CREATE INDEX exceptional_by_tenant ON access.exceptional_access (tenant_id, opened_at DESC);
CREATE INDEX exceptional_by_subject ON access.exceptional_access (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX exceptional_open_review ON access.exceptional_access (review_by) WHERE review_by IS NOT NULL AND reviewed_at IS NULL;
COMMENT ON COLUMN access.exceptional_access.access_id IS 'category=operational';
COMMENT ON COLUMN access.exceptional_access.kind IS 'category=operational';
COMMENT ON COLUMN access.exceptional_access.tenant_id IS 'category=operational; the Client whose people''s data it opens';
COMMENT ON COLUMN access.exceptional_access.account_id IS 'category=identifier; who may use it; gone with the account';
COMMENT ON COLUMN access.exceptional_access.opened_by IS 'category=identifier; the account that opened it; gone with it';
COMMENT ON COLUMN access.exceptional_access.actor_pseudonym IS 'category=audit';
COMMENT ON COLUMN access.exceptional_access.opener_pseudonym IS 'category=audit';
COMMENT ON COLUMN access.exceptional_access.role IS 'category=operational; the role by which it was opened';
COMMENT ON COLUMN access.exceptional_access.subject_id IS 'category=identifier; of break_glass: the one person; gone with them';
COMMENT ON COLUMN access.exceptional_access.reason IS 'category=operational; a code of policy/staff.yaml';
COMMENT ON COLUMN access.exceptional_access.words IS 'category=contact; sealed under the Client''s key: who, and why in words';
COMMENT ON COLUMN access.exceptional_access.opened_at IS 'category=operational';
COMMENT ON COLUMN access.exceptional_access.expires_at IS 'category=operational';
COMMENT ON COLUMN access.exceptional_access.ended_at IS 'category=operational; ended before its time';
COMMENT ON COLUMN access.exceptional_access.review_by IS 'category=operational; of break_glass: when somebody else must have looked';
COMMENT ON COLUMN access.exceptional_access.reviewed_at IS 'category=operational';
COMMENT ON COLUMN access.exceptional_access.reviewer_pseudonym IS 'category=audit';
COMMENT ON COLUMN access.exceptional_access.outcome IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON access.exceptional_access TO wellkept_app;

-- A Client's log: what its own users, and those of the operator's staff who had a door opened, did with its people's data.
CREATE INDEX audit_of_staff ON access.audit_event (tenant_id, at DESC, event_id DESC)
    WHERE decision = 'permit' AND actor_kind = 'staff';

CREATE SCHEMA accounts;
GRANT USAGE ON SCHEMA accounts TO wellkept_app;

CREATE TABLE accounts.credential (
    subject_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    profile bytea NOT NULL,
    password bytea,
    password_at timestamptz,
    totp bytea,
    totp_next bytea,
    totp_step bigint NOT NULL
);
COMMENT ON COLUMN accounts.credential.subject_id IS 'category=identifier';
COMMENT ON COLUMN accounts.credential.tenant_id IS 'category=operational';
COMMENT ON COLUMN accounts.credential.profile IS 'category=contact; sealed JSON: name and e-mail';
COMMENT ON COLUMN accounts.credential.password IS 'category=secret; sealed: Argon2id in its encoded form';
COMMENT ON COLUMN accounts.credential.password_at IS 'category=operational';
COMMENT ON COLUMN accounts.credential.totp IS 'category=secret; sealed: the secret of the one-time codes';
COMMENT ON COLUMN accounts.credential.totp_next IS 'category=secret; sealed: one that takes its place once a code of it was shown';
COMMENT ON COLUMN accounts.credential.totp_step IS 'category=operational; the last time step whose code was used (RFC 6238 section 5.2)';
ALTER TABLE accounts.credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.credential FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON accounts.credential
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.credential TO wellkept_app;

CREATE TABLE accounts.passkey (
    subject_id uuid NOT NULL,
    passkey_id uuid NOT NULL,
    tag bytea NOT NULL,
    sealed bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (subject_id, passkey_id),
    UNIQUE (subject_id, tag)
);
COMMENT ON COLUMN accounts.passkey.subject_id IS 'category=identifier';
COMMENT ON COLUMN accounts.passkey.passkey_id IS 'category=identifier';
COMMENT ON COLUMN accounts.passkey.tag IS 'category=identifier; keyed hash of the credential id under the person''s key';
COMMENT ON COLUMN accounts.passkey.sealed IS 'category=secret; sealed JSON: credential id, public key, algorithm, label';
COMMENT ON COLUMN accounts.passkey.sign_count IS 'category=operational; WebAuthn section 6.1.1';
COMMENT ON COLUMN accounts.passkey.created_at IS 'category=operational';
COMMENT ON COLUMN accounts.passkey.used_at IS 'category=operational';
ALTER TABLE accounts.passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON accounts.passkey USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.passkey TO wellkept_app;

CREATE TABLE accounts.recovery_code (
    subject_id uuid NOT NULL,
    tag bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (subject_id, tag)
);
COMMENT ON COLUMN accounts.recovery_code.subject_id IS 'category=identifier';
COMMENT ON COLUMN accounts.recovery_code.tag IS 'category=secret; keyed hash of the code under the person''s key';
COMMENT ON COLUMN accounts.recovery_code.used_at IS 'category=operational';
ALTER TABLE accounts.recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON accounts.recovery_code USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.recovery_code TO wellkept_app;

-- How often somebody tried, by a keyed hash of account, device or address: it names nobody, and is swept.
CREATE TABLE accounts.throttle (
    key bytea PRIMARY KEY,
    tries int NOT NULL,
    since timestamptz NOT NULL
);
COMMENT ON COLUMN accounts.throttle.key IS 'category=identifier; keyed hash';
COMMENT ON COLUMN accounts.throttle.tries IS 'category=operational';
COMMENT ON COLUMN accounts.throttle.since IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.throttle TO wellkept_app;

CREATE TABLE accounts.agreement (
    agreement_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('dpa', 'baa')),
    reference text NOT NULL,
    signed_on date NOT NULL,
    valid_until timestamptz,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX agreement_by_tenant ON accounts.agreement (tenant_id, recorded_at);
COMMENT ON COLUMN accounts.agreement.agreement_id IS 'category=operational';
COMMENT ON COLUMN accounts.agreement.tenant_id IS 'category=operational; the Client it is with';
COMMENT ON COLUMN accounts.agreement.kind IS 'category=operational; data processing (GDPR Art. 28), business associate (HIPAA)';
COMMENT ON COLUMN accounts.agreement.reference IS 'category=operational';
COMMENT ON COLUMN accounts.agreement.signed_on IS 'category=operational';
COMMENT ON COLUMN accounts.agreement.valid_until IS 'category=operational';
COMMENT ON COLUMN accounts.agreement.recorded_by IS 'category=audit; pseudonym of whoever recorded it';
COMMENT ON COLUMN accounts.agreement.recorded_at IS 'category=operational';
GRANT SELECT, INSERT ON accounts.agreement TO wellkept_app;

-- What a role is told of at once. Ids and codes only.
CREATE TABLE accounts.notice (
    notice_id uuid PRIMARY KEY,
    role text NOT NULL,
    kind text NOT NULL,
    ref uuid NOT NULL,
    at timestamptz NOT NULL,
    seen_at timestamptz,
    seen_by uuid
);
CREATE INDEX notice_unseen ON accounts.notice (role, at DESC);
COMMENT ON COLUMN accounts.notice.notice_id IS 'category=operational';
COMMENT ON COLUMN accounts.notice.role IS 'category=operational';
COMMENT ON COLUMN accounts.notice.kind IS 'category=operational';
COMMENT ON COLUMN accounts.notice.ref IS 'category=operational; the exceptional access';
COMMENT ON COLUMN accounts.notice.at IS 'category=operational';
COMMENT ON COLUMN accounts.notice.seen_at IS 'category=operational';
COMMENT ON COLUMN accounts.notice.seen_by IS 'category=audit; pseudonym';
GRANT SELECT, INSERT, UPDATE ON accounts.notice TO wellkept_app;
