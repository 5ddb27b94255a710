CREATE SCHEMA sharing;
GRANT USAGE ON SCHEMA sharing TO wellkept_app;

-- The outbox: what a Client is told, and how far that is. It names nobody and holds no value: what a message says is read
-- at the moment of sending, under the permissions of that moment. subject_id is random and leads nowhere once the person
-- is erased; the row of type member.erased outlives them, all others go with them.
CREATE TABLE sharing.event (
    event_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    connection_id uuid,
    type text NOT NULL,
    payload text NOT NULL CHECK (octet_length(payload) <= 4096),
    state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed', 'dropped')),
    reason text,
    attempts int NOT NULL DEFAULT 0,
    next_at timestamptz,
    last_status int,
    created_at timestamptz NOT NULL,
    delivered_at timestamptz,
    CHECK ((state = 'waiting') = (next_at IS NOT NULL)),
    CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
);
CREATE INDEX event_by_tenant ON sharing.event (tenant_id, created_at DESC, event_id DESC);
CREATE INDEX event_by_subject ON sharing.event (subject_id);
COMMENT ON COLUMN sharing.event.event_id IS 'category=operational; the webhook-id, the same at each attempt';
COMMENT ON COLUMN sharing.event.tenant_id IS 'category=operational';
COMMENT ON COLUMN sharing.event.subject_id IS 'category=identifier; the member id as the Client knows it';
COMMENT ON COLUMN sharing.event.connection_id IS 'category=identifier';
COMMENT ON COLUMN sharing.event.type IS 'category=operational';
COMMENT ON COLUMN sharing.event.payload IS 'category=measurement_time; JSON: stream id, counts, first and last time; emptied once delivered or dropped';
COMMENT ON COLUMN sharing.event.state IS 'category=operational';
COMMENT ON COLUMN sharing.event.reason IS 'category=operational; a code';
COMMENT ON COLUMN sharing.event.attempts IS 'category=operational; times a message was sent off';
COMMENT ON COLUMN sharing.event.next_at IS 'category=operational';
COMMENT ON COLUMN sharing.event.last_status IS 'category=operational; the HTTP status of the last answer';
COMMENT ON COLUMN sharing.event.created_at IS 'category=operational';
COMMENT ON COLUMN sharing.event.delivered_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON sharing.event TO wellkept_app;
