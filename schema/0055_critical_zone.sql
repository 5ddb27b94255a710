-- The zone of the place where a group session is: whoever reads when it is reads the time of that place.
ALTER TABLE critical.session ADD COLUMN zone text NOT NULL DEFAULT 'UTC'; -- of those that the version before plans, we know the moment alone
COMMENT ON COLUMN critical.session.zone IS 'category=operational; IANA name, of the place';
ALTER TABLE critical.told ADD COLUMN zone text;
COMMENT ON COLUMN critical.told.zone IS 'category=operational; IANA name, of the place of a session; none: UTC';
