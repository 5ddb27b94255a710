CREATE SCHEMA ingest;
GRANT USAGE ON SCHEMA ingest TO wellkept_app;

-- An uploaded file on its way in. The file itself is a sealed blob that goes once it has been read.
CREATE TABLE ingest.upload (
    subject_id uuid NOT NULL,
    import_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'reading', 'done', 'refused')),
    percent int NOT NULL DEFAULT 0,
    problem text,
    details bytea NOT NULL,
    report bytea,
    pieces int NOT NULL,
    bytes bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, import_id)
);
COMMENT ON COLUMN ingest.upload.subject_id IS 'category=identifier';
COMMENT ON COLUMN ingest.upload.import_id IS 'category=identifier';
COMMENT ON COLUMN ingest.upload.connection_id IS 'category=identifier';
COMMENT ON COLUMN ingest.upload.state IS 'category=operational';
COMMENT ON COLUMN ingest.upload.percent IS 'category=operational';
COMMENT ON COLUMN ingest.upload.problem IS 'category=operational; a sentence of ours, without values';
COMMENT ON COLUMN ingest.upload.details IS 'category=contact; sealed JSON: Program, zone, whose rows';
COMMENT ON COLUMN ingest.upload.report IS 'category=measurement; sealed JSON: what was read and refused';
COMMENT ON COLUMN ingest.upload.pieces IS 'category=operational';
COMMENT ON COLUMN ingest.upload.bytes IS 'category=operational';
COMMENT ON COLUMN ingest.upload.created_at IS 'category=operational';
ALTER TABLE ingest.upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE ingest.upload FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON ingest.upload USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON ingest.upload TO wellkept_app;
