-- What Wellkept is subscribed to at vendors whose webhooks belong to a Client's application and not to a person.
CREATE TABLE connections.subscription (
    client_id uuid NOT NULL REFERENCES access.tenant,
    program text NOT NULL,
    topic text NOT NULL,
    subscription_id text,
    expires_at timestamptz,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, program, topic)
);
CREATE INDEX subscription_by_expiry ON connections.subscription (expires_at) WHERE expires_at IS NOT NULL;
COMMENT ON COLUMN connections.subscription.client_id IS 'category=operational';
COMMENT ON COLUMN connections.subscription.program IS 'category=operational';
COMMENT ON COLUMN connections.subscription.topic IS 'category=operational; name of the topic in the Program''s manifest';
COMMENT ON COLUMN connections.subscription.subscription_id IS 'category=operational; the vendor''s; null while it is being made';
COMMENT ON COLUMN connections.subscription.expires_at IS 'category=operational; null: it does not end by itself';
COMMENT ON COLUMN connections.subscription.changed_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE, DELETE ON connections.subscription TO wellkept_app;
