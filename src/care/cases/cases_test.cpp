// A case lived through with the Gate and a real database: who is in, who is out, and that nobody stays in.
#include "care/cases/testing_house.h"
#include "access/assignments.h"

namespace wellkept::cases {
namespace {

class Cases : public testing::House { };

TEST_F(Cases, IsOpenToWhoeverHoldsItAndToNobodyElse)
{
    auto const id = allocated_to(mary);
    EXPECT_TRUE(reads(mary, id));
    EXPECT_TRUE(reads(manager, id));
    for (auto const who : { omar, lead, helpline }) EXPECT_FALSE(reads(who, id));
    EXPECT_EQ(as<ReadCase>(mary, ben, "care", [&](auto& g) { return load_own(g, id); }).error().code, Code::not_found) << "another person's";
}

TEST_F(Cases, AnOfferShowsNothingOfThePersonUntilItIsAccepted)
{
    auto const id = as<OpenCase>(helpline, [&](auto& g) { return open_case(g, gate, { "", "x", "" }); });
    ASSERT_TRUE(as<Assess>(helpline, [&](auto& g) { return assess(g, context, *id, { "eap_counselling", "low", "y", "en", "", "", {} }); }).ok());
    ASSERT_TRUE(as<Allocate>(manager, [&](auto& g) { return offer(g, gate, *id, omar); }).ok());
    EXPECT_FALSE(reads(omar, *id));
    EXPECT_FALSE(as<AnswerOffer>(mary, [&](auto& g) { return answer(g, gate, *id, true); }).ok()) << "it is Omar's to answer";
    ASSERT_TRUE(as<AnswerOffer>(omar, [&](auto& g) { return answer(g, gate, *id, false); }).ok());
    EXPECT_FALSE(reads(omar, *id));
    EXPECT_FALSE(as<AnswerOffer>(omar, [&](auto& g) { return answer(g, gate, *id, true); }).ok()) << "declined is declined";
}

TEST_F(Cases, ClosingShutsEverybodyOutAndReopeningLetsNobodyIn)
{
    auto const id = allocated_to(mary);
    auto step = [&](std::string const& what) { return as<WriteCase>(mary, [&](auto& g) { return progress(g, gate, id, { what, "completed", "They sleep again." }); }); };
    EXPECT_FALSE(step("close").ok()) << "a case that is under way closes by way of closing";
    ASSERT_TRUE(step("begin_closing").ok());
    auto const link = step("close");
    ASSERT_TRUE(link.ok()) << link.error().public_text.text;
    EXPECT_TRUE(link->has_value());
    EXPECT_FALSE(reads(mary, id));
    EXPECT_FALSE(reads(manager, id));
    auto const open_ties = as<Assess>(helpline, [&](auto& g) -> Result<int> {
        int n = 0;
        for (auto const& t : TRY(access::ties(g))) n += !t.ends_at || *t.ends_at > clock.now();
        return n;
    });
    EXPECT_EQ(*open_ties, 0) << "not one assignment outlives the case";
    auto const again = as<OpenCase>(helpline, [&](auto& g) { return open_case(g, gate, { "", "It is back.", "helpline", id }); });
    ASSERT_TRUE(again.ok());
    EXPECT_NE(*again, id);
    for (auto const who : { mary, manager }) {
        EXPECT_FALSE(reads(who, *again));
        EXPECT_FALSE(reads(who, id));
    }
    EXPECT_FALSE(as<OpenCase>(helpline, [&](auto& g) { return open_case(g, gate, { "", "x", "", *again }); }).ok()) << "what is open is not reopened";
}

TEST_F(Cases, AnotherCaseOfTheSamePersonStaysShut)
{
    auto const first = allocated_to(mary);
    auto const second = as<OpenCase>(helpline, [&](auto& g) { return open_case(g, gate, { "", "Something else.", "" }); });
    EXPECT_TRUE(reads(mary, first));
    EXPECT_FALSE(reads(mary, *second)) << "the person is Mary's, this case is not";
}

TEST_F(Cases, AWallEndsWhatThereWasAndNothingOpensIt)
{
    auto const id = allocated_to(mary);
    ASSERT_TRUE(as<WallOff>(lead, [&](auto& g) { return wall(g, gate, mary, "a colleague"); }).ok());
    EXPECT_FALSE(reads(mary, id));
    EXPECT_EQ(as<Allocate>(manager, [&](auto& g) { return offer(g, gate, id, mary); }).error().code, Code::conflict);
    command("INSERT INTO access.exceptional_access (access_id, kind, tenant_id, account_id, actor_pseudonym, opener_pseudonym, role, subject_id, reason,"
            " opened_at, expires_at, review_by) SELECT gen_random_uuid(), 'break_glass', '" + access::care_tenant.text() + "', subject_id, pseudonym, pseudonym,"
            " 'clinician', " + quoted(ann) + ", 'danger_to_life', " + now() + ", " + now() + " + interval '1 hour', " + now()
        + " + interval '3 days' FROM access.subject WHERE subject_id = " + quoted(mary));
    EXPECT_FALSE(reads(mary, id));
    ASSERT_TRUE(as<WallOff>(lead, [&](auto& g) { return end_wall(g, gate, mary, "left the house"); }).ok());
    auto const stood = as<ReadWalls>(lead, [&](auto& g) { return walls(g); });
    ASSERT_TRUE(stood.ok()) << stood.error().detail.text;
    ASSERT_EQ(stood->size(), 1u);
    EXPECT_EQ(stood->at(0).why, "a colleague");
    EXPECT_EQ(stood->at(0).ended_why, "left the house");
    EXPECT_EQ(stood->at(0).by, lead);
    EXPECT_FALSE(as<ReadWalls>(mary, [&](auto& g) { return walls(g); }).ok()) << "whoever is kept out learns of no wall";
    EXPECT_TRUE(reads(mary, id)) << "without the wall the broken glass opens it";
    EXPECT_FALSE(as<WallOff>(lead, [&](auto& g) { return wall(g, gate, lead, "a colleague"); }).ok());
    ASSERT_TRUE(as<WallOff>(lead, [&](auto& g) { return wall(g, gate, {}, "known to many of us"); }).ok()) << "the manager holds it still";
    EXPECT_EQ(as<Assess>(helpline, [&](auto& g) { return episodes(g); }).error().code, Code::not_found);
    EXPECT_TRUE(reads(manager, id));
}

TEST_F(Cases, BrokenGlassReadsAndWritesNothing)
{
    auto const id = allocated_to(mary);
    auto const note = as<WriteCase>(mary, [&](auto& g) { return write_note(g, gate, id, { "private", "My own thoughts.", {} }); });
    ASSERT_TRUE(note.ok());
    command("INSERT INTO access.exceptional_access (access_id, kind, tenant_id, account_id, actor_pseudonym, opener_pseudonym, role, subject_id, reason,"
            " opened_at, expires_at, review_by) SELECT gen_random_uuid(), 'break_glass', '" + access::care_tenant.text() + "', subject_id, pseudonym, pseudonym,"
            " 'clinical_lead', " + quoted(ann) + ", 'danger_to_life', " + now() + ", " + now() + " + interval '1 hour', " + now()
        + " + interval '3 days' FROM access.subject WHERE subject_id = " + quoted(lead));
    EXPECT_TRUE(reads(lead, id));
    EXPECT_FALSE(as<WriteCase>(lead, [&](auto& g) { return write_note(g, gate, id, { "shared", "x", {} }); }).ok());
    EXPECT_FALSE(as<ReadCase>(lead, [&](auto& g) { return read_note(g, id, *note); }).ok()) << "a private note is its author's alone";
    clock.advance(std::chrono::hours(1));
    EXPECT_FALSE(reads(lead, id));
}

TEST_F(Cases, PrivateNotesLieUnderAKeyOfTheirOwn)
{
    auto const id = allocated_to(mary);
    auto const shared = as<WriteCase>(mary, [&](auto& g) { return write_note(g, gate, id, { "shared", "שלום, 漢字, Ní Bhriain", {} }); });
    auto const own = as<WriteCase>(mary, [&](auto& g) { return write_note(g, gate, id, { "private", "A hunch.", {} }); });
    ASSERT_TRUE(shared.ok() && own.ok());
    auto seen = [&](SubjectId who) {
        return as<ReadCase>(who, [&](auto& g) -> Result<std::size_t> { return TRY(store::timeline(g, id, actor_of(g), 100)).size(); });
    };
    EXPECT_EQ(*seen(mary), 2u);
    EXPECT_EQ(*seen(manager), 1u) << "that it is there does not show either";
    EXPECT_EQ(as<ReadCase>(manager, [&](auto& g) { return read_note(g, id, *shared); })->versions.at(0).body, "שלום, 漢字, Ní Bhriain");
    EXPECT_FALSE(as<ReadCase>(manager, [&](auto& g) { return read_note(g, id, *own); }).ok());
    // Without that key the text is gone, and the rest of the case is not.
    ASSERT_TRUE(keys.destroy_scope(ann, private_scope(id, mary), access::care_tenant).ok());
    EXPECT_FALSE(as<ReadCase>(mary, [&](auto& g) { return read_note(g, id, *own); }).ok());
    EXPECT_TRUE(as<ReadCase>(mary, [&](auto& g) { return read_note(g, id, *shared); }).ok());
}

TEST_F(Cases, TwoWhoEditOneNoteLoseNothing)
{
    auto const id = allocated_to(mary);
    auto const note = as<WriteCase>(mary, [&](auto& g) { return write_note(g, gate, id, { "shared", "One.", {} }); });
    ASSERT_TRUE(as<WriteCase>(mary, [&](auto& g) { return save_draft(g, gate, id, *note, 1, "One, and M"); }).ok());
    EXPECT_EQ(*as<WriteCase>(manager, [&](auto& g) { return change_note(g, gate, id, *note, 1, "One. The manager's."); }), 2);
    auto const late = as<WriteCase>(mary, [&](auto& g) { return change_note(g, gate, id, *note, 1, "One, and Mary's."); });
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, Code::conflict);
    auto const both = as<ReadCase>(mary, [&](auto& g) { return read_note(g, id, *note); });
    ASSERT_EQ(both->versions.size(), 2u);
    EXPECT_EQ(both->versions[0].body, "One. The manager's.");
    EXPECT_EQ(both->versions[0].author, manager);
    EXPECT_EQ(both->versions[1].author, mary);
    ASSERT_TRUE(both->draft);
    EXPECT_EQ(both->draft->body, "One, and M");
    EXPECT_EQ(*as<WriteCase>(mary, [&](auto& g) { return change_note(g, gate, id, *note, 2, "Both."); }), 3);
    EXPECT_FALSE(as<ReadCase>(mary, [&](auto& g) { return read_note(g, id, *note); })->draft) << "what was saved is no draft any more";
    EXPECT_FALSE(as<ReadCase>(manager, [&](auto& g) { return read_note(g, id, *note); })->draft);
}

TEST_F(Cases, AnAnswerOfHarmRaisesTheRiskWhateverTheSum)
{
    auto const id = allocated_to(mary);
    std::vector<std::optional<int>> answers(9, 0);
    auto answered = [&] { return as<WriteCase>(mary, [&](auto& g) { return answer_questionnaire(g, context, id, "phq9", "", answers); }); };
    EXPECT_EQ(answered()->band, "minimal");
    EXPECT_EQ(as<ReadCase>(mary, [&](auto& g) { return load_own(g, id); })->details.risk, "low");
    answers[8] = 1;
    auto const raised = answered();
    ASSERT_TRUE(raised.ok());
    EXPECT_EQ(raised->sum, 1);
    EXPECT_EQ(raised->risk_items, std::vector<std::int32_t> { 9 });
    auto const after = as<ReadCase>(mary, [&](auto& g) { return load_own(g, id); });
    EXPECT_EQ(after->details.risk, "high");
    EXPECT_EQ(after->details.risk_reasons.size(), 1u);
    auto const entries = as<ReadCase>(mary, [&](auto& g) { return store::timeline(g, id, mary, 100); });
    EXPECT_EQ(std::count_if(entries->begin(), entries->end(), [](auto const& e) { return e.kind == "task" && e.detail == "open" && e.due_on; }), 1);
}

TEST_F(Cases, SessionsKeepToTheEntitlementAndStartTheTreatment)
{
    auto const id = allocated_to(mary);
    auto plan = [&](std::string const& local, std::string const& attendance) {
        return as<WriteCase>(mary, [&](auto& g) { return plan_session(g, context, id, { { local, "Europe/Dublin", false }, { "Europe/Dublin", "video", attendance, 50, false } }); });
    };
    EXPECT_FALSE(plan("2026-03-29T01:30", "planned").ok()) << "the clocks go forward";
    ASSERT_TRUE(plan("2026-04-01T09:00", "attended").ok());
    EXPECT_EQ(as<ReadCase>(mary, [&](auto& g) { return load_own(g, id); })->row.state, "in_treatment");
    for (int i = 2; i <= 6; ++i) ASSERT_TRUE(plan("2026-04-0" + std::to_string(i) + "T09:00", i == 3 ? "did_not_attend" : "attended").ok());
    EXPECT_EQ(plan("2026-05-01T09:00", "planned").error().code, Code::conflict) << "six sessions, and six were used";
    EXPECT_FALSE(as<Allocate>(manager, [&](auto& g) { return entitle(g, context, id, 9); }).ok()) << "more than the service gives";
    ASSERT_TRUE(as<Allocate>(manager, [&](auto& g) { return entitle(g, context, id, 8); }).ok());
    EXPECT_TRUE(plan("2026-05-01T09:00", "planned").ok());
}

struct Rows {
    std::int64_t n;
};
db::PlainQuery<Rows> const taken_rows { "cases_test/taken", "SELECT count(*) FROM clinicians.taken" };

// Whoever offers cases sees how much of a clinician's week is free, and nothing of whom they see in the rest.
class TakenTime : public testing::House {
protected:
    void SetUp() override
    {
        clock.advance(*parse_rfc3339("2040-03-19T12:00:00Z") - clock.now()); // a Monday; the clocks go forward on the Sunday after
        House::SetUp();
        ASSERT_TRUE(as<clinicians::ChangeOwn>(mary, mary, "care_governance", [&](auto& g) { return clinicians::save_hours(g, gate, "Europe/Dublin", { { 3, "09:00", "12:00" } }, {}); }).ok());
        id = allocated_to(mary);
    }
    clinicians::Free free()
    {
        auto const all = listing<clinicians::Propose>(manager, access::house_tenant, "care", [&](auto& g) { return clinicians::propose(g, gate, {}); });
        EXPECT_TRUE(all.ok()) << all.error().detail.text;
        for (auto const& p : *all)
            if (p.account == mary) return p.free;
        return {};
    }
    Uuid plan(std::string const& local, std::int32_t minutes = 0)
    {
        auto const made = as<WriteCase>(mary, [&](auto& g) { return plan_session(g, context, id, { { local, "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video", .minutes = minutes } }); });
        EXPECT_TRUE(made.ok()) << made.error().public_text.text << made.error().detail.text;
        return *made;
    }
    void record(Uuid session, std::int32_t version, std::string const& local, std::string const& attendance)
    {
        ASSERT_TRUE(as<WriteCase>(mary, [&](auto& g) {
            return record_session(g, context, id, session, version, { { local, "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video", .attendance = attendance } });
        }).ok());
    }
    std::int64_t rows() { return db::Tx::begin(*all).release().rows(taken_rows).release().at(0).n; }
    Uuid id;
};

TEST_F(TakenTime, ComesOffTheFreeHoursAsThePolicySaysHowLong)
{
    EXPECT_EQ(free().minutes, 360) << "21 and 28 March";
    (void)plan("2040-03-28T10:00"); // in summer time by then
    EXPECT_EQ(free().minutes, 310) << "50 minutes, for nobody said how long";
    auto const session = plan("2040-03-21T09:00", 90);
    EXPECT_EQ(free().minutes, 220);
    EXPECT_EQ(free().next, parse_rfc3339("2040-03-21T10:30:00Z"));
    record(session, 1, "2040-03-21T11:30", "planned");
    EXPECT_EQ(free().minutes, 280) << "moved: half an hour of it is after their hours";
    EXPECT_EQ(free().next, parse_rfc3339("2040-03-21T09:00:00Z"));
    record(session, 2, "2040-03-21T11:30", "cancelled");
    EXPECT_EQ(free().minutes, 310);
    EXPECT_EQ(rows(), 1);
}

TEST_F(TakenTime, IsFreeAgainWhenTheCaseIsNotTheirsAnyMore)
{
    (void)plan("2040-03-21T09:00");
    EXPECT_EQ(free().minutes, 310);
    ASSERT_TRUE(as<WriteCase>(mary, [&](auto& g) { return progress(g, gate, id, { "hand_back", "", "" }); }).ok());
    EXPECT_EQ(free().minutes, 360);
    EXPECT_EQ(rows(), 0);
}

TEST_F(TakenTime, GoesWithThePerson)
{
    (void)plan("2040-03-21T09:00");
    auto const gone = as<WriteCase>(mary, [&](auto& g) { return contract()->erase(g, {}); });
    ASSERT_TRUE(gone.ok()) << gone.error().detail.text;
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(free().minutes, 360);
}

TEST_F(Cases, EachContactStartsTheSixYearsAnew)
{
    auto const id = allocated_to(mary);
    auto began = [&](std::string const& since) {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
        return c->command("DO $$ BEGIN IF NOT EXISTS (SELECT FROM retention.clock WHERE record_class = 'case_record' AND record_id = '" + id.text()
            + "' AND trigger_at >= " + since + ") THEN RAISE 'not anew'; END IF; END $$", "test").ok();
    };
    clock.advance(std::chrono::hours(24 * 30));
    EXPECT_FALSE(began(now()));
    ASSERT_TRUE(as<WriteCase>(mary, [&](auto& g) {
        return plan_session(g, context, id, { { "2027-04-01T09:00", "Europe/Dublin", false }, { "Europe/Dublin", "video", "attended", 50, false } });
    }).ok());
    EXPECT_TRUE(began(now() + " - interval '1 minute'"));
}

TEST_F(Cases, FiveHundredEntriesComeInOneAnswer)
{
    auto const id = allocated_to(mary);
    ASSERT_TRUE(as<WriteCase>(mary, [&](auto& g) -> Result<> {
        for (int i = 0; i < 500; ++i) (void)TRY(write_note(g, gate, id, { "shared", "Entry " + std::to_string(i), {} }));
        return {};
    }).ok());
    auto const all = as<ReadCase>(mary, [&](auto& g) { return store::timeline(g, id, mary, 2000); });
    ASSERT_EQ(all->size(), 500u);
    for (auto const& e : *all) EXPECT_TRUE(e.sealed);
}

TEST_F(Cases, ErasureLeavesNoRow)
{
    auto const id = allocated_to(mary);
    (void)as<WriteCase>(mary, [&](auto& g) { return write_note(g, gate, id, { "shared", "x", {} }); });
    (void)as<WriteCase>(mary, [&](auto& g) { return add_task(g, gate, id, "y", {}); });
    auto const rooms = contract();
    ASSERT_TRUE(as<WriteCase>(mary, [&](auto& g) -> Result<> {
        access::ErasureScope held;
        held.kept[std::string(record_class)] = { id };
        EXPECT_EQ(TRY(rooms->erase(g, held)), 0) << "a hold keeps it";
        EXPECT_EQ(TRY(rooms->scopes_kept(g, held)).size(), 3u) << "the case's key, and its two holders'";
        EXPECT_GE(TRY(rooms->erase(g, {})), 5);
        EXPECT_EQ(TRY(rooms->erase(g, {})), 0);
        return {};
    }).ok());
    auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
    for (auto const& table : rooms->personal_tables()) {
        auto const none = c->command("DO $$ BEGIN IF EXISTS (SELECT FROM " + table + ") THEN RAISE 'left'; END IF; END $$", "test");
        EXPECT_TRUE(none.ok()) << table;
    }
}

TEST_F(Cases, TheBoardListsMinimalThingsAndNobodyBehindAWall)
{
    auto const id = allocated_to(mary);
    (void)id;
    auto board = [&](SubjectId who) {
        return listing<ReadBoard>(who, access::care_tenant, "care", [&](access::GrantedGroup<ReadBoard>& g) -> Result<std::size_t> { return TRY(g.rows(store::board())).size(); });
    };
    EXPECT_EQ(*board(manager), 1u);
    EXPECT_EQ(*board(lead), 1u);
    ASSERT_TRUE(as<WallOff>(manager, [&](auto& g) { return wall(g, gate, lead, "a colleague"); }).ok());
    EXPECT_EQ(*board(lead), 0u);
    EXPECT_EQ(*board(manager), 1u);
    EXPECT_FALSE(board(mary).ok()) << "a clinician has a day, not the board";
    auto load = [&](SubjectId who) {
        return listing<ReadCaseload>(who, access::care_tenant, "care",
            [&](access::GrantedGroup<ReadCaseload>& g) -> Result<std::size_t> { return TRY(g.rows(store::caseload(), g.actor().id)).size(); });
    };
    EXPECT_EQ(*load(mary), 1u);
    EXPECT_EQ(*load(omar), 0u);
}

} // namespace
} // namespace wellkept::cases
