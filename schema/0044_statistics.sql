-- Published totals about many people: written once, never changed. No column leads to a person, and none holds a number
-- that was not held against policy/statistics.yaml and rounded first.
CREATE SCHEMA statistics;
GRANT USAGE ON SCHEMA statistics TO wellkept_app;

CREATE TABLE statistics.release (
    table_code text NOT NULL,
    period text NOT NULL CHECK (period ~ '^\d{4}-\d{2}$'),
    title text NOT NULL,
    unit text NOT NULL,
    dimension text NOT NULL,
    published_at timestamptz NOT NULL,
    people bigint CHECK (people >= 0),
    mean double precision,
    cell_min int NOT NULL,
    round_to int NOT NULL,
    population_min int NOT NULL,
    epsilon_milli int NOT NULL,
    policy_version text NOT NULL,
    PRIMARY KEY (table_code, period),
    CHECK (people IS NOT NULL OR mean IS NULL)
);
COMMENT ON COLUMN statistics.release.table_code IS 'category=operational; code of policy/statistics.yaml';
COMMENT ON COLUMN statistics.release.period IS 'category=operational; a month';
COMMENT ON COLUMN statistics.release.title IS 'category=operational; as it was called then';
COMMENT ON COLUMN statistics.release.unit IS 'category=operational';
COMMENT ON COLUMN statistics.release.dimension IS 'category=operational';
COMMENT ON COLUMN statistics.release.published_at IS 'category=operational';
COMMENT ON COLUMN statistics.release.people IS 'category=operational; rounded; null: fewer than population_min, and nothing is published';
COMMENT ON COLUMN statistics.release.mean IS 'category=operational; over all of them, rounded';
COMMENT ON COLUMN statistics.release.cell_min IS 'category=operational; the rule it was made by';
COMMENT ON COLUMN statistics.release.round_to IS 'category=operational';
COMMENT ON COLUMN statistics.release.population_min IS 'category=operational';
COMMENT ON COLUMN statistics.release.epsilon_milli IS 'category=operational; of the noise, in thousandths; 0: none';
COMMENT ON COLUMN statistics.release.policy_version IS 'category=operational';
GRANT SELECT, INSERT ON statistics.release TO wellkept_app;

CREATE TABLE statistics.cell (
    table_code text NOT NULL,
    period text NOT NULL,
    value text NOT NULL,
    title text NOT NULL,
    people bigint CHECK (people >= 0),
    mean double precision,
    suppressed boolean NOT NULL,
    PRIMARY KEY (table_code, period, value),
    FOREIGN KEY (table_code, period) REFERENCES statistics.release,
    CHECK (suppressed = (people IS NULL)),
    CHECK (suppressed = (mean IS NULL))
);
COMMENT ON COLUMN statistics.cell.table_code IS 'category=operational';
COMMENT ON COLUMN statistics.cell.period IS 'category=operational';
COMMENT ON COLUMN statistics.cell.value IS 'category=operational; code of the dimension''s value, such as a Program';
COMMENT ON COLUMN statistics.cell.title IS 'category=operational; as it was called then';
COMMENT ON COLUMN statistics.cell.people IS 'category=operational; rounded; null if suppressed';
COMMENT ON COLUMN statistics.cell.mean IS 'category=operational; rounded; null if suppressed';
COMMENT ON COLUMN statistics.cell.suppressed IS 'category=operational; too few people, or it would give such a one away';
GRANT SELECT, INSERT ON statistics.cell TO wellkept_app;
