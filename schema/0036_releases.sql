-- How something leaves to somebody named outside (a link and a code), and the forms by which a person lets it leave.
CREATE SCHEMA handover;
GRANT USAGE ON SCHEMA handover TO wellkept_app;

CREATE TABLE handover.link (
    subject_id uuid NOT NULL,
    link_id uuid NOT NULL,
    kind text NOT NULL,
    ref uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('sent', 'shut', 'ended')),
    code bytea NOT NULL,
    tries int NOT NULL,
    expires_at timestamptz NOT NULL,
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, link_id)
);
COMMENT ON COLUMN handover.link.subject_id IS 'category=identifier';
COMMENT ON COLUMN handover.link.link_id IS 'category=operational; the handle''s ref';
COMMENT ON COLUMN handover.link.kind IS 'category=operational; which room it opens something of';
COMMENT ON COLUMN handover.link.ref IS 'category=operational; what it opens';
COMMENT ON COLUMN handover.link.state IS 'category=operational; shut: too many wrong codes';
COMMENT ON COLUMN handover.link.code IS 'category=secret; sealed: the code told by telephone';
COMMENT ON COLUMN handover.link.tries IS 'category=operational; codes given since the last right one';
COMMENT ON COLUMN handover.link.expires_at IS 'category=operational';
COMMENT ON COLUMN handover.link.sent_at IS 'category=operational';
ALTER TABLE handover.link ENABLE ROW LEVEL SECURITY;
ALTER TABLE handover.link FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON handover.link USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON handover.link TO wellkept_app;

CREATE SCHEMA releases;
GRANT USAGE ON SCHEMA releases TO wellkept_app;

CREATE TABLE releases.form (
    subject_id uuid NOT NULL,
    form_id uuid NOT NULL,
    case_id uuid NOT NULL,
    prepared_by uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('prepared', 'signed', 'declined', 'revoked', 'withdrawn')),
    body bytea NOT NULL,
    shown_hash bytea NOT NULL,
    recipient_tag text NOT NULL,
    content_tags text[] NOT NULL,
    signature bytea,
    expires_at timestamptz NOT NULL,
    prepared_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, form_id),
    UNIQUE (subject_id, form_id, recipient_tag),
    CHECK ((state IN ('signed', 'revoked')) = (signature IS NOT NULL))
);
COMMENT ON COLUMN releases.form.subject_id IS 'category=identifier';
COMMENT ON COLUMN releases.form.form_id IS 'category=operational';
COMMENT ON COLUMN releases.form.case_id IS 'category=operational';
COMMENT ON COLUMN releases.form.prepared_by IS 'category=operational; pseudonym of the account';
COMMENT ON COLUMN releases.form.state IS 'category=consent';
COMMENT ON COLUMN releases.form.body IS 'category=care_record; sealed: recipient, content, purpose, and the text that was shown';
COMMENT ON COLUMN releases.form.shown_hash IS 'category=consent; SHA-256 of the text that was shown';
COMMENT ON COLUMN releases.form.recipient_tag IS 'category=consent; stands for exactly this recipient, within this person';
COMMENT ON COLUMN releases.form.content_tags IS 'category=consent; each stands for one content, or for its very words, within this person';
COMMENT ON COLUMN releases.form.signature IS 'category=consent; sealed: the typed name, when, which statement, what was shown, how they were recognised';
COMMENT ON COLUMN releases.form.expires_at IS 'category=consent';
COMMENT ON COLUMN releases.form.prepared_at IS 'category=operational';
COMMENT ON COLUMN releases.form.state_at IS 'category=operational';
ALTER TABLE releases.form ENABLE ROW LEVEL SECURITY;
ALTER TABLE releases.form FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON releases.form USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON releases.form TO wellkept_app;

-- The form's recipient is part of the key that a letter refers to: there is no letter to another.
CREATE TABLE releases.letter (
    subject_id uuid NOT NULL,
    letter_id uuid NOT NULL,
    form_id uuid NOT NULL,
    recipient_tag text NOT NULL,
    made_by uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('ready', 'offered', 'left', 'stopped')),
    way text CHECK (way IN ('posted', 'link')),
    body bytea NOT NULL,
    made_at timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, letter_id),
    FOREIGN KEY (subject_id, form_id, recipient_tag) REFERENCES releases.form (subject_id, form_id, recipient_tag)
);
COMMENT ON COLUMN releases.letter.subject_id IS 'category=identifier';
COMMENT ON COLUMN releases.letter.letter_id IS 'category=operational';
COMMENT ON COLUMN releases.letter.form_id IS 'category=operational; on which it rests';
COMMENT ON COLUMN releases.letter.recipient_tag IS 'category=consent; the form''s';
COMMENT ON COLUMN releases.letter.made_by IS 'category=operational; pseudonym of the account';
COMMENT ON COLUMN releases.letter.state IS 'category=operational; stopped: the form ended before it left';
COMMENT ON COLUMN releases.letter.way IS 'category=operational';
COMMENT ON COLUMN releases.letter.body IS 'category=care_record; sealed: what it holds, and the hash of the file in storage';
COMMENT ON COLUMN releases.letter.made_at IS 'category=operational';
COMMENT ON COLUMN releases.letter.state_at IS 'category=operational';
ALTER TABLE releases.letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE releases.letter FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON releases.letter USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON releases.letter TO wellkept_app;
