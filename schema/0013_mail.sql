-- Mails on their way (src/platform/mail). Whom they go to and what they say is sealed, and gone once they are delivered.
CREATE SCHEMA mail;
GRANT USAGE ON SCHEMA mail TO wellkept_app;

CREATE TABLE mail.message (
    message_id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind <> ''),
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    sealed bytea CHECK (state <> 'sent' OR sealed IS NULL),
    attempt int NOT NULL DEFAULT 0,
    reply_code int,
    reason_code text,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX message_settled ON mail.message (changed_at) WHERE state <> 'waiting';
COMMENT ON TABLE mail.message IS 'The outbox: written in the sender''s transaction, taken by the job mail.send.';
COMMENT ON COLUMN mail.message.message_id IS 'category=operational; also its Message-ID';
COMMENT ON COLUMN mail.message.kind IS 'category=operational; which template it was made from';
COMMENT ON COLUMN mail.message.state IS 'category=operational; waiting, sent, dead';
COMMENT ON COLUMN mail.message.sealed IS 'category=contact; recipient, subject and texts under the house''s key; empty once sent';
COMMENT ON COLUMN mail.message.attempt IS 'category=operational; tries so far';
COMMENT ON COLUMN mail.message.reply_code IS 'category=operational; the mail server''s last reply';
COMMENT ON COLUMN mail.message.reason_code IS 'category=operational; why the last try failed, as a code';
COMMENT ON COLUMN mail.message.created_at IS 'category=operational; when it was queued';
COMMENT ON COLUMN mail.message.changed_at IS 'category=operational; when its state last changed';
GRANT SELECT, INSERT, UPDATE, DELETE ON mail.message TO wellkept_app;
