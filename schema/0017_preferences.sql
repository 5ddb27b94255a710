-- Who captured a decision, in what wording; preferences of people and of browsers; visits counted by consent.

ALTER TABLE access.consent_event
    ADD COLUMN capture bytea,
    ADD COLUMN category_wording int NOT NULL DEFAULT 1,
    ADD COLUMN purpose_wording int NOT NULL DEFAULT 1;
COMMENT ON COLUMN access.consent_event.capture IS 'category=consent; sealed JSON: a guardian''s relationship and the reference of the evidence';
COMMENT ON COLUMN access.consent_event.category_wording IS 'category=consent; number of the category''s wording in policy/wording.yaml';
COMMENT ON COLUMN access.consent_event.purpose_wording IS 'category=consent; number of the purpose''s wording';

-- So that the daily look at ages opens nobody else's birth date. It says no more than that the age rules apply.
ALTER TABLE people.person ADD COLUMN young boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN people.person.young IS 'category=contact; younger than the service is directed to';
CREATE INDEX person_young ON people.person (tenant_id, subject_id) WHERE young;

CREATE SCHEMA preferences;
GRANT USAGE ON SCHEMA preferences TO wellkept_app;

-- Append-only; the latest event of a choice holds.
CREATE TABLE preferences.event (
    subject_id uuid NOT NULL,
    event_id uuid NOT NULL,
    choice text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('granted', 'refused')),
    method text NOT NULL CHECK (method IN ('accept_all', 'reject_all', 'save', 'gpc')),
    notice_version text NOT NULL,
    language text NOT NULL,
    at timestamptz NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (subject_id, event_id)
);
CREATE INDEX event_latest ON preferences.event (subject_id, choice, sequence DESC);
COMMENT ON COLUMN preferences.event.subject_id IS 'category=identifier';
COMMENT ON COLUMN preferences.event.event_id IS 'category=operational';
COMMENT ON COLUMN preferences.event.choice IS 'category=consent; code of policy/preferences.yaml';
COMMENT ON COLUMN preferences.event.decision IS 'category=consent';
COMMENT ON COLUMN preferences.event.method IS 'category=consent; how it was told: gpc is the browser''s Global Privacy Control';
COMMENT ON COLUMN preferences.event.notice_version IS 'category=consent; number of the wording that was shown';
COMMENT ON COLUMN preferences.event.language IS 'category=consent';
COMMENT ON COLUMN preferences.event.at IS 'category=consent';
COMMENT ON COLUMN preferences.event.sequence IS 'category=operational; the order of events, whatever the clocks say';
ALTER TABLE preferences.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE preferences.event FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON preferences.event USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, DELETE ON preferences.event TO wellkept_app;

-- The same of a browser whose owner chose without being known. Only the browser holds the value that leads to its rows.
CREATE TABLE preferences.browser_event (
    browser bytea NOT NULL,
    event_id uuid NOT NULL,
    choice text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('granted', 'refused')),
    method text NOT NULL CHECK (method IN ('accept_all', 'reject_all', 'save', 'gpc')),
    notice_version text NOT NULL,
    language text NOT NULL,
    at timestamptz NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (browser, event_id)
);
CREATE INDEX browser_event_at ON preferences.browser_event (at);
COMMENT ON COLUMN preferences.browser_event.browser IS 'category=identifier; keyed hash of the random value in the cookie';
COMMENT ON COLUMN preferences.browser_event.event_id IS 'category=operational';
COMMENT ON COLUMN preferences.browser_event.choice IS 'category=consent';
COMMENT ON COLUMN preferences.browser_event.decision IS 'category=consent';
COMMENT ON COLUMN preferences.browser_event.method IS 'category=consent';
COMMENT ON COLUMN preferences.browser_event.notice_version IS 'category=consent';
COMMENT ON COLUMN preferences.browser_event.language IS 'category=consent';
COMMENT ON COLUMN preferences.browser_event.at IS 'category=consent';
COMMENT ON COLUMN preferences.browser_event.sequence IS 'category=operational';
GRANT SELECT, INSERT, DELETE ON preferences.browser_event TO wellkept_app;

CREATE SCHEMA analytics;
GRANT USAGE ON SCHEMA analytics TO wellkept_app;

-- One value a day, deleted when the day is over: from then on no visitor mark can be computed again.
CREATE TABLE analytics.salt (
    day date PRIMARY KEY,
    salt bytea NOT NULL
);
COMMENT ON COLUMN analytics.salt.day IS 'category=operational; of UTC';
COMMENT ON COLUMN analytics.salt.salt IS 'category=secret';
GRANT SELECT, INSERT, DELETE ON analytics.salt TO wellkept_app;

CREATE TABLE analytics.visit (
    visit_id uuid PRIMARY KEY,
    day date NOT NULL,
    page text NOT NULL,
    referrer text NOT NULL,
    visitor bytea NOT NULL,
    withdrawal bytea NOT NULL
);
CREATE INDEX visit_by_day ON analytics.visit (day);
CREATE INDEX visit_by_withdrawal ON analytics.visit (withdrawal);
COMMENT ON COLUMN analytics.visit.visit_id IS 'category=operational; random';
COMMENT ON COLUMN analytics.visit.day IS 'category=operational; no time of the day';
COMMENT ON COLUMN analytics.visit.page IS 'category=operational; a template of policy/analytics.yaml';
COMMENT ON COLUMN analytics.visit.referrer IS 'category=operational; a host name, or empty';
COMMENT ON COLUMN analytics.visit.visitor IS 'category=identifier; keyed hash of the day''s salt and the truncated address; the same for one day only';
COMMENT ON COLUMN analytics.visit.withdrawal IS 'category=identifier; keyed hash of day and the browser''s own value: only the browser can name its rows';
GRANT SELECT, INSERT, DELETE ON analytics.visit TO wellkept_app;

CREATE TABLE analytics.daily (
    day date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('all', 'page', 'referrer')),
    name text NOT NULL,
    views bigint NOT NULL,
    visitors bigint NOT NULL,
    PRIMARY KEY (day, kind, name)
);
COMMENT ON COLUMN analytics.daily.day IS 'category=operational';
COMMENT ON COLUMN analytics.daily.kind IS 'category=operational';
COMMENT ON COLUMN analytics.daily.name IS 'category=operational; the page or host';
COMMENT ON COLUMN analytics.daily.views IS 'category=operational; rounded';
COMMENT ON COLUMN analytics.daily.visitors IS 'category=operational; rounded, never below the smallest number that is shown';
GRANT SELECT, INSERT, DELETE ON analytics.daily TO wellkept_app;
