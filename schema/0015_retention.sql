-- Retention: clocks, holds, items that wait for a person, runs and their signed records; what erasure and access need for it.
ALTER TABLE access.tenant ADD COLUMN ended_at timestamptz;
COMMENT ON COLUMN access.tenant.ended_at IS 'category=operational; when its contract ended: the end-of-use clock';
UPDATE access.tenant SET ended_at = now() WHERE status = 'ended';

-- destroying: an erasure past the point where a hold could stop it.
ALTER TABLE access.subject DROP CONSTRAINT subject_state_check;
ALTER TABLE access.subject ADD CONSTRAINT subject_state_check CHECK (state IN ('active', 'erasing', 'destroying'));
ALTER TABLE access.subject ADD COLUMN restricted boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN access.subject.restricted IS 'category=operational; GDPR Article 18: kept, and used for rights and legal claims alone';

CREATE SCHEMA retention;
GRANT USAGE ON SCHEMA retention TO wellkept_app;

-- When a record's clock started: at its making, or at the last contact. A nil record stands for all of a class.
CREATE TABLE retention.clock (
    subject_id uuid NOT NULL,
    record_class text NOT NULL,
    record_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    trigger_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, record_class, record_id)
);
CREATE INDEX clock_due ON retention.clock (tenant_id, record_class, trigger_at);
COMMENT ON COLUMN retention.clock.subject_id IS 'category=identifier';
COMMENT ON COLUMN retention.clock.record_class IS 'category=operational; a class of policy/retention.yaml';
COMMENT ON COLUMN retention.clock.record_id IS 'category=identifier';
COMMENT ON COLUMN retention.clock.tenant_id IS 'category=operational';
COMMENT ON COLUMN retention.clock.trigger_at IS 'category=operational; never moved back';
ALTER TABLE retention.clock ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention.clock FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON retention.clock
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON retention.clock TO wellkept_app;

-- Why something may not be destroyed although it is due. A legal hold stops erasure and expiry, an open request expiry alone.
CREATE TABLE retention.hold (
    subject_id uuid NOT NULL,
    hold_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('legal', 'request')),
    record_class text,
    record_id uuid,
    details bytea NOT NULL,
    review_at timestamptz NOT NULL,
    placed_at timestamptz NOT NULL,
    released_at timestamptz,
    PRIMARY KEY (subject_id, hold_id),
    CHECK (record_id IS NULL OR record_class IS NOT NULL)
);
CREATE INDEX hold_active ON retention.hold (tenant_id, review_at) WHERE released_at IS NULL;
COMMENT ON COLUMN retention.hold.subject_id IS 'category=identifier';
COMMENT ON COLUMN retention.hold.hold_id IS 'category=operational';
COMMENT ON COLUMN retention.hold.tenant_id IS 'category=operational';
COMMENT ON COLUMN retention.hold.kind IS 'category=operational';
COMMENT ON COLUMN retention.hold.record_class IS 'category=operational; null: everything of the person';
COMMENT ON COLUMN retention.hold.record_id IS 'category=identifier; null: all of the class';
COMMENT ON COLUMN retention.hold.details IS 'category=contact; sealed JSON: reason, owner, why it was released';
COMMENT ON COLUMN retention.hold.review_at IS 'category=operational';
COMMENT ON COLUMN retention.hold.placed_at IS 'category=operational';
COMMENT ON COLUMN retention.hold.released_at IS 'category=operational';
ALTER TABLE retention.hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention.hold FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON retention.hold
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON retention.hold TO wellkept_app;

-- Due records of a class whose action is review: they stay until somebody has decided.
CREATE TABLE retention.review (
    subject_id uuid NOT NULL,
    record_class text NOT NULL,
    record_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, record_class, record_id)
);
CREATE INDEX review_by_tenant ON retention.review (tenant_id, opened_at);
COMMENT ON COLUMN retention.review.subject_id IS 'category=identifier';
COMMENT ON COLUMN retention.review.record_class IS 'category=operational';
COMMENT ON COLUMN retention.review.record_id IS 'category=identifier';
COMMENT ON COLUMN retention.review.tenant_id IS 'category=operational';
COMMENT ON COLUMN retention.review.opened_at IS 'category=operational';
ALTER TABLE retention.review ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention.review FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON retention.review
    USING (subject_id = access.granted('subject') OR tenant_id = access.granted('tenant'));
GRANT SELECT, INSERT, UPDATE, DELETE ON retention.review TO wellkept_app;

-- A run over all that is due. position: where it goes on after a break; names a Client and a record, never what it says.
CREATE TABLE retention.run (
    run_id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL,
    policy_version text NOT NULL,
    finished_at timestamptz
);
CREATE UNIQUE INDEX run_open ON retention.run ((true)) WHERE finished_at IS NULL;
COMMENT ON COLUMN retention.run.run_id IS 'category=operational';
COMMENT ON COLUMN retention.run.started_at IS 'category=operational; what it measures by';
COMMENT ON COLUMN retention.run.policy_version IS 'category=operational';
COMMENT ON COLUMN retention.run.finished_at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON retention.run TO wellkept_app;

-- Counts of a run, written in the transaction that did what they count.
CREATE TABLE retention.run_line (
    run_id uuid NOT NULL REFERENCES retention.run,
    record_class text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('destroyed', 'anonymised', 'held', 'restricted', 'erasing', 'review', 'failed')),
    records bigint NOT NULL,
    row_count bigint NOT NULL,
    PRIMARY KEY (run_id, record_class, outcome)
);
COMMENT ON COLUMN retention.run_line.run_id IS 'category=operational';
COMMENT ON COLUMN retention.run_line.record_class IS 'category=operational';
COMMENT ON COLUMN retention.run_line.outcome IS 'category=operational';
COMMENT ON COLUMN retention.run_line.records IS 'category=operational';
COMMENT ON COLUMN retention.run_line.row_count IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON retention.run_line TO wellkept_app;

-- The proof of each run. Append-only; it holds counts and rules, and names nobody.
CREATE TABLE retention.destruction (
    run_id uuid PRIMARY KEY,
    finished_at timestamptz NOT NULL,
    record text NOT NULL,
    signature bytea NOT NULL
);
COMMENT ON COLUMN retention.destruction.run_id IS 'category=operational';
COMMENT ON COLUMN retention.destruction.finished_at IS 'category=operational';
COMMENT ON COLUMN retention.destruction.record IS 'category=operational; the signed text: class, rule, how many, policy version';
COMMENT ON COLUMN retention.destruction.signature IS 'category=operational; Ed25519 over the record';
GRANT SELECT, INSERT ON retention.destruction TO wellkept_app;

-- The latest time at which a run began: a clock behind it was set back, and then nothing is destroyed.
CREATE TABLE retention.high_water (
    one boolean PRIMARY KEY CHECK (one),
    at timestamptz NOT NULL
);
COMMENT ON COLUMN retention.high_water.one IS 'category=operational';
COMMENT ON COLUMN retention.high_water.at IS 'category=operational';
GRANT SELECT, INSERT, UPDATE ON retention.high_water TO wellkept_app;

-- Erasure: what stands in its way, that it was noted outside the reach of a data restore, and every receipt it gave.
ALTER TABLE rights.erasure ADD COLUMN noted_at timestamptz;
ALTER TABLE rights.erasure ADD COLUMN held_at timestamptz;
ALTER TABLE rights.erasure ADD COLUMN kept text;
ALTER TABLE rights.erasure ADD COLUMN parts text;
ALTER TABLE rights.erasure ADD COLUMN replayed_at timestamptz;
COMMENT ON COLUMN rights.erasure.noted_at IS 'category=operational; when it stood in the ledger of the keys database too';
COMMENT ON COLUMN rights.erasure.held_at IS 'category=operational; since when a hold or a law keeps some or all of it';
COMMENT ON COLUMN rights.erasure.kept IS 'category=operational; JSON: class, records, basis, until';
COMMENT ON COLUMN rights.erasure.parts IS 'category=operational; JSON: rows erased, by room';
COMMENT ON COLUMN rights.erasure.replayed_at IS 'category=operational; when it was carried out again after a restore';
CREATE INDEX erasure_by_subject ON rights.erasure (subject_id);

CREATE TABLE rights.receipt (
    erasure_id uuid NOT NULL,
    issued_at timestamptz NOT NULL,
    receipt text NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (erasure_id, issued_at)
);
COMMENT ON COLUMN rights.receipt.erasure_id IS 'category=operational';
COMMENT ON COLUMN rights.receipt.issued_at IS 'category=operational';
COMMENT ON COLUMN rights.receipt.receipt IS 'category=operational; names nobody: the member id is random';
COMMENT ON COLUMN rights.receipt.signature IS 'category=operational; Ed25519 over the receipt';
GRANT SELECT, INSERT ON rights.receipt TO wellkept_app;

-- The end of use of a Client: all its Members go, and it gets a receipt.
CREATE TABLE rights.end_of_use (
    tenant_id uuid PRIMARY KEY,
    ended_at timestamptz NOT NULL,
    begun_at timestamptz NOT NULL,
    members int NOT NULL DEFAULT 0,
    done_at timestamptz,
    receipt text,
    signature bytea
);
COMMENT ON COLUMN rights.end_of_use.tenant_id IS 'category=operational';
COMMENT ON COLUMN rights.end_of_use.ended_at IS 'category=operational';
COMMENT ON COLUMN rights.end_of_use.begun_at IS 'category=operational';
COMMENT ON COLUMN rights.end_of_use.members IS 'category=operational; how many erasures it began';
COMMENT ON COLUMN rights.end_of_use.done_at IS 'category=operational';
COMMENT ON COLUMN rights.end_of_use.receipt IS 'category=operational';
COMMENT ON COLUMN rights.end_of_use.signature IS 'category=operational; Ed25519 over the receipt';
GRANT SELECT, INSERT, UPDATE ON rights.end_of_use TO wellkept_app;

-- Uploads of before get their clock. Only the owner of a table without FORCE sees all its rows.
ALTER TABLE ingest.upload NO FORCE ROW LEVEL SECURITY;
ALTER TABLE access.subject NO FORCE ROW LEVEL SECURITY;
ALTER TABLE retention.clock NO FORCE ROW LEVEL SECURITY;
INSERT INTO retention.clock (subject_id, record_class, record_id, tenant_id, trigger_at)
SELECT u.subject_id, 'upload', u.import_id, s.tenant_id, u.created_at
  FROM ingest.upload u JOIN access.subject s ON s.subject_id = u.subject_id;
ALTER TABLE ingest.upload FORCE ROW LEVEL SECURITY;
ALTER TABLE access.subject FORCE ROW LEVEL SECURITY;
ALTER TABLE retention.clock FORCE ROW LEVEL SECURITY;

-- Sweeping the outbox goes by age.
CREATE INDEX event_by_age ON sharing.event (created_at) WHERE state <> 'waiting';
