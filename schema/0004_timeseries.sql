CREATE SCHEMA timeseries;
GRANT USAGE ON SCHEMA timeseries TO wellkept_app;

-- One person's one metric from one source. Which metric and which source is sealed; the tag finds it again.
CREATE TABLE timeseries.stream (
    subject_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    tag bytea NOT NULL,
    descriptor bytea NOT NULL,
    first_ms bigint NOT NULL,
    last_ms bigint NOT NULL,
    samples bigint NOT NULL,
    segments int NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (subject_id, stream_id),
    UNIQUE (subject_id, tag)
);
COMMENT ON COLUMN timeseries.stream.subject_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.stream.stream_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.stream.connection_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.stream.tag IS 'category=identifier; HMAC of connection and metric under the person''s key';
COMMENT ON COLUMN timeseries.stream.descriptor IS 'category=measurement; sealed JSON: metric, category, program';
COMMENT ON COLUMN timeseries.stream.first_ms IS 'category=measurement_time; when, not what';
COMMENT ON COLUMN timeseries.stream.last_ms IS 'category=measurement_time';
COMMENT ON COLUMN timeseries.stream.samples IS 'category=operational';
COMMENT ON COLUMN timeseries.stream.segments IS 'category=operational';
COMMENT ON COLUMN timeseries.stream.sequence IS 'category=operational';
ALTER TABLE timeseries.stream ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeseries.stream FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON timeseries.stream USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON timeseries.stream TO wellkept_app;

-- A chunk (src/connect/timeseries/README.md) sealed under the key of its connection and category. Later sequence wins.
CREATE TABLE timeseries.segment (
    subject_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    sequence bigint NOT NULL,
    first_ms bigint NOT NULL,
    last_ms bigint NOT NULL,
    samples int NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (subject_id, stream_id, sequence)
);
ALTER TABLE timeseries.segment ALTER COLUMN body SET STORAGE EXTERNAL; -- sealed bytes do not compress
CREATE INDEX segment_by_time ON timeseries.segment (subject_id, stream_id, first_ms);
COMMENT ON COLUMN timeseries.segment.subject_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.segment.stream_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.segment.sequence IS 'category=operational';
COMMENT ON COLUMN timeseries.segment.first_ms IS 'category=measurement_time';
COMMENT ON COLUMN timeseries.segment.last_ms IS 'category=measurement_time';
COMMENT ON COLUMN timeseries.segment.samples IS 'category=operational';
COMMENT ON COLUMN timeseries.segment.body IS 'category=measurement; sealed chunk';
ALTER TABLE timeseries.segment ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeseries.segment FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON timeseries.segment USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON timeseries.segment TO wellkept_app;

-- Where the samples of a vendor's record lie, so that a correction which moved in time finds what it replaces.
CREATE TABLE timeseries.record (
    subject_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    record bytea NOT NULL,
    first_ms bigint NOT NULL,
    last_ms bigint NOT NULL,
    PRIMARY KEY (subject_id, stream_id, record)
);
COMMENT ON COLUMN timeseries.record.subject_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.record.stream_id IS 'category=identifier';
COMMENT ON COLUMN timeseries.record.record IS 'category=identifier; HMAC of the vendor''s record id under the person''s key';
COMMENT ON COLUMN timeseries.record.first_ms IS 'category=measurement_time';
COMMENT ON COLUMN timeseries.record.last_ms IS 'category=measurement_time';
ALTER TABLE timeseries.record ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeseries.record FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON timeseries.record USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON timeseries.record TO wellkept_app;
