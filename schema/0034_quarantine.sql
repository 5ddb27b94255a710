-- What people send us as files, closed until a scanner has called it clean; and the mailbox that is read.
CREATE SCHEMA quarantine;
GRANT USAGE ON SCHEMA quarantine TO wellkept_app;

CREATE TABLE quarantine.file (
    subject_id uuid NOT NULL,
    file_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    ref uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'held', 'clean', 'infected')),
    reason text,
    bytes bigint NOT NULL,
    details bytea NOT NULL,
    at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, file_id)
);
CREATE INDEX file_closed ON quarantine.file (tenant_id, state_at) WHERE state IN ('held', 'infected');
COMMENT ON COLUMN quarantine.file.subject_id IS 'category=identifier';
COMMENT ON COLUMN quarantine.file.file_id IS 'category=operational';
COMMENT ON COLUMN quarantine.file.tenant_id IS 'category=operational';
COMMENT ON COLUMN quarantine.file.ref IS 'category=operational; what it came with: a contact or a referral';
COMMENT ON COLUMN quarantine.file.state IS 'category=operational; only clean can be opened';
COMMENT ON COLUMN quarantine.file.reason IS 'category=operational; a code, or the signature that was found';
COMMENT ON COLUMN quarantine.file.bytes IS 'category=operational';
COMMENT ON COLUMN quarantine.file.details IS 'category=care_record; sealed JSON: its name, its type, the key of its bytes';
COMMENT ON COLUMN quarantine.file.at IS 'category=care_record';
COMMENT ON COLUMN quarantine.file.state_at IS 'category=operational';
ALTER TABLE quarantine.file ENABLE ROW LEVEL SECURITY;
ALTER TABLE quarantine.file FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON quarantine.file
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON quarantine.file TO wellkept_app;

-- Not yet anybody's: a form that was uploaded before the desk has said whom it is about. tenant_id is the care tenant.
CREATE TABLE quarantine.unbound (
    tenant_id uuid NOT NULL,
    file_id uuid NOT NULL,
    ref uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'held', 'clean', 'infected')),
    reason text,
    bytes bigint NOT NULL,
    details bytea NOT NULL,
    at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, file_id)
);
CREATE INDEX unbound_by_ref ON quarantine.unbound (tenant_id, ref);
COMMENT ON COLUMN quarantine.unbound.tenant_id IS 'category=operational; the care tenant';
COMMENT ON COLUMN quarantine.unbound.file_id IS 'category=operational';
COMMENT ON COLUMN quarantine.unbound.ref IS 'category=operational; what it came with';
COMMENT ON COLUMN quarantine.unbound.state IS 'category=operational; only clean can be opened';
COMMENT ON COLUMN quarantine.unbound.reason IS 'category=operational; a code, or the signature that was found';
COMMENT ON COLUMN quarantine.unbound.bytes IS 'category=operational';
COMMENT ON COLUMN quarantine.unbound.details IS 'category=care_record; sealed under the care tenant''s key: its name, its type, the key of its bytes';
COMMENT ON COLUMN quarantine.unbound.at IS 'category=operational';
COMMENT ON COLUMN quarantine.unbound.state_at IS 'category=operational';
ALTER TABLE quarantine.unbound ENABLE ROW LEVEL SECURITY;
ALTER TABLE quarantine.unbound FORCE ROW LEVEL SECURITY;
CREATE POLICY handed_over ON quarantine.unbound FOR INSERT WITH CHECK (true);
CREATE POLICY granted_read ON quarantine.unbound FOR SELECT USING (tenant_id = access.granted('tenant'));
CREATE POLICY granted_update ON quarantine.unbound FOR UPDATE USING (tenant_id = access.granted('tenant'));
CREATE POLICY granted_delete ON quarantine.unbound FOR DELETE USING (tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON quarantine.unbound TO wellkept_app;

-- Bytes whose row and key are gone, until they are removed too.
CREATE TABLE quarantine.gone (
    file_id uuid PRIMARY KEY
);
COMMENT ON COLUMN quarantine.gone.file_id IS 'category=operational';
GRANT SELECT, INSERT, DELETE ON quarantine.gone TO wellkept_app;

-- How many a day were found to be what; of nobody.
CREATE TABLE quarantine.tally (
    day date NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('clean', 'infected', 'held')),
    files bigint NOT NULL,
    PRIMARY KEY (day, outcome)
);
COMMENT ON COLUMN quarantine.tally.day IS 'category=operational';
COMMENT ON COLUMN quarantine.tally.outcome IS 'category=operational';
COMMENT ON COLUMN quarantine.tally.files IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON quarantine.tally TO wellkept_app;

ALTER TABLE intake.contact ADD COLUMN about text CHECK (about IN ('referral'));
COMMENT ON COLUMN intake.contact.about IS 'category=care_record; referral: it came to the address for referrals';

ALTER TABLE referrals.inbox ADD COLUMN form boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN referrals.inbox.form IS 'category=operational; it is a form that was uploaded: its words are in the file';

CREATE SCHEMA mailbox;
GRANT USAGE ON SCHEMA mailbox TO wellkept_app;

-- Each message that was dealt with, by what the server calls it (RFC 3501 section 2.3.1.1). Nothing here says from whom.
CREATE TABLE mailbox.message (
    mailbox text NOT NULL,
    uid_validity bigint NOT NULL,
    uid bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('stored', 'held', 'repeated')),
    reason text,
    fingerprint bytea,
    at timestamptz NOT NULL,
    PRIMARY KEY (mailbox, uid_validity, uid)
);
CREATE UNIQUE INDEX message_once ON mailbox.message (fingerprint) WHERE state = 'stored';
COMMENT ON COLUMN mailbox.message.mailbox IS 'category=operational; a digest of server, user and folder';
COMMENT ON COLUMN mailbox.message.uid_validity IS 'category=operational';
COMMENT ON COLUMN mailbox.message.uid IS 'category=operational';
COMMENT ON COLUMN mailbox.message.state IS 'category=operational; held: left unread at the server';
COMMENT ON COLUMN mailbox.message.reason IS 'category=operational; a code';
COMMENT ON COLUMN mailbox.message.fingerprint IS 'category=operational; keyed hash of Message-ID and content, so that it is taken once';
COMMENT ON COLUMN mailbox.message.at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox.message TO wellkept_app;

-- How many a sender wrote within a day: against floods, and so that nobody is answered twice. Gone after two days.
CREATE TABLE mailbox.sender (
    sender bytea NOT NULL,
    day date NOT NULL,
    messages int NOT NULL,
    answered boolean NOT NULL,
    PRIMARY KEY (sender, day)
);
COMMENT ON COLUMN mailbox.sender.sender IS 'category=identifier; keyed hash of an address';
COMMENT ON COLUMN mailbox.sender.day IS 'category=operational';
COMMENT ON COLUMN mailbox.sender.messages IS 'category=operational';
COMMENT ON COLUMN mailbox.sender.answered IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox.sender TO wellkept_app;

CREATE TABLE mailbox.state (
    mailbox text PRIMARY KEY,
    tried_at timestamptz NOT NULL,
    read_at timestamptz,
    problem text,
    problem_since timestamptz
);
COMMENT ON COLUMN mailbox.state.mailbox IS 'category=operational';
COMMENT ON COLUMN mailbox.state.tried_at IS 'category=operational';
COMMENT ON COLUMN mailbox.state.read_at IS 'category=operational; when it was last read to the end';
COMMENT ON COLUMN mailbox.state.problem IS 'category=operational; a code';
COMMENT ON COLUMN mailbox.state.problem_since IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON mailbox.state TO wellkept_app;
