-- What the pages of Care need: a referral taken back, why a wall stands, an affiliate's free hours and monthly statements.

-- By whoever wrote it. Under the referral's id alone: neither side learns anything of the other by it.
CREATE TABLE referrals.taken_back (
    referral_id uuid PRIMARY KEY,
    taken_back_at timestamptz NOT NULL
);
COMMENT ON COLUMN referrals.taken_back.referral_id IS 'category=operational';
COMMENT ON COLUMN referrals.taken_back.taken_back_at IS 'category=operational';
GRANT SELECT, INSERT ON referrals.taken_back TO wellkept_app;

-- Why a wall was put up, and why it was taken down. That it stands is access.assignment's.
CREATE TABLE cases.wall (
    subject_id uuid NOT NULL,
    wall_id uuid NOT NULL,
    put_up_at timestamptz NOT NULL,
    ended_at timestamptz,
    words bytea NOT NULL,
    PRIMARY KEY (subject_id, wall_id)
);
COMMENT ON COLUMN cases.wall.subject_id IS 'category=identifier';
COMMENT ON COLUMN cases.wall.wall_id IS 'category=operational; the assignment by which it stands';
COMMENT ON COLUMN cases.wall.put_up_at IS 'category=operational';
COMMENT ON COLUMN cases.wall.ended_at IS 'category=operational';
COMMENT ON COLUMN cases.wall.words IS 'category=care_record; sealed JSON: whom it keeps out, who put it up and took it down, and why';
ALTER TABLE cases.wall ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases.wall FORCE ROW LEVEL SECURITY;
CREATE POLICY granted ON cases.wall USING (subject_id = access.granted('subject'));
GRANT SELECT, INSERT, UPDATE, DELETE ON cases.wall TO wellkept_app;
