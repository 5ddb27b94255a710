// Gathering and publishing against a real database and the real Gate; the source is a made-up one that asks it.
#include "access/system.h"
#include "access/testing.h"
#include "keep/statistics/statistics.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <functional>
#include <gtest/gtest.h>

namespace wellkept::statistics {
namespace {

struct Read {
    static constexpr access::PermissionInfo info { .name = "timeseries.read", .needs_consent = true };
};

class Source final : public Contributor {
public:
    Source(access::Gate const& gate, db::Pool& pool) : m_gate(gate), m_pool(pool) {}
    std::string_view room() const override { return "timeseries"; }
    std::vector<Value> values(access::StatisticsTable const& t) const override
    {
        if (t.dimension == "none") return { {} };
        return { { "watch", "Watch" }, { "ring", "Ring" }, { "other", "Another Program" } };
    }
    Result<std::map<std::string, Contribution>> contribute(
        SubjectId s, std::vector<access::StatisticsTable> const& tables, Month) const override
    {
        using Out = std::map<std::string, Contribution>;
        ++asked;
        if (before) before(s);
        return access::as_system<Read>(m_gate, m_pool, task, tables.front().purpose, s, [&](access::Granted<Read>&) -> Result<Out> {
            if (fails) return unavailable("made to fail", "test");
            Out out;
            for (auto const& t : tables)
                if (t.category == "activity") out[t.code] = { t.dimension == "none" ? "" : program_of.at(s), 8000 };
            return out;
        });
    }
    std::map<SubjectId, std::string> program_of;
    std::function<void(SubjectId)> before;
    bool fails = false;
    mutable int asked = 0;

private:
    access::Gate const& m_gate;
    db::Pool& m_pool;
};

class Totals : public ::testing::Test {
protected:
    void SetUp() override
    {
        sql("INSERT INTO access.tenant VALUES ('" + tenant.text() + "', 'eu', 'active', 'A-1', NULL, now())");
        auto source_owned = std::make_unique<Source>(gate, *pool);
        source = source_owned.get();
        std::vector<std::unique_ptr<Contributor>> all;
        all.push_back(std::move(source_owned));
        totals = std::make_unique<Statistics>(gate, *pool, std::move(all));
    }
    void sql(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        EXPECT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().detail.text);
    }
    std::string said(SubjectId s, std::string const& purpose, std::string const& decision)
    {
        return "INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient, decision,"
               " wording_version, language, channel, captured_by, at) VALUES ('"
            + s.text() + "', gen_random_uuid(), '" + Uuid().text() + "', 'activity', '" + purpose + "', 'none', '" + decision + "', '1', 'en', 'web', 'self', now());";
    }
    void say(SubjectId s, std::string const& purpose, std::string const& decision) { sql(said(s, purpose, decision)); }
    std::vector<SubjectId> people(int n, std::string const& program, bool counted = true)
    {
        std::vector<SubjectId> out;
        std::string all;
        for (int i = 0; i < n; ++i) {
            auto const s = SubjectId::fresh(clock, rng);
            all += "INSERT INTO access.subject VALUES ('" + s.text() + "', '" + tenant.text() + "', gen_random_uuid(), 'active', now());"
                + said(s, "self", "granted") + (counted ? said(s, "statistics", "granted") : "");
            source->program_of[s] = program;
            out.push_back(s);
        }
        sql(all);
        return out;
    }
    Result<> gather()
    {
        auto const done = totals->gather({});
        if (!done.ok()) return done.error();
        return {};
    }
    std::vector<Published> all(std::string const& table)
    {
        auto tx = db::Tx::begin(*pool, db::Tx::Mode::read_only).release();
        return published(tx, table).release();
    }
    void next_month() { clock.advance(std::chrono::hours(24) * 31); }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    ClientId const tenant = ClientId::fresh(clock, rng);
    std::unique_ptr<Statistics> totals;
    Source* source {};
};

TEST_F(Totals, CountWhoSaidYesAndNobodyElse)
{
    people(52, "watch");
    people(20, "ring", false);
    ASSERT_TRUE(gather().ok());
    EXPECT_EQ(source->asked, 52) << "who did not say yes is not even asked about";
    auto const steps = all("steps");
    ASSERT_EQ(steps.size(), 1u);
    EXPECT_EQ(steps[0].people, 50);
    EXPECT_EQ(steps[0].mean, 8000);
    EXPECT_EQ(fault(steps[0]), "");
    EXPECT_FALSE(all("sleep").at(0).people) << "nobody has any: the month is passed over";
}

TEST_F(Totals, APeriodIsPublishedOnceWhateverComesLater)
{
    people(52, "watch");
    ASSERT_TRUE(gather().ok());
    people(40, "ring");
    ASSERT_TRUE(gather().ok());
    ASSERT_EQ(all("steps").size(), 1u);
    EXPECT_EQ(all("steps")[0].people, 50);
    next_month();
    ASSERT_TRUE(gather().ok());
    ASSERT_EQ(all("steps").size(), 2u);
    EXPECT_EQ(all("steps")[0].people, 90);
    EXPECT_GT(all("steps")[0].period, all("steps")[1].period);
}

TEST_F(Totals, PublishedRowsCannotBeChangedByTheApplication)
{
    people(52, "watch");
    ASSERT_TRUE(gather().ok());
    for (auto const* change : { "UPDATE statistics.release SET people = 1", "DELETE FROM statistics.release", "UPDATE statistics.cell SET people = 1",
             "DELETE FROM statistics.cell" }) {
        auto const c = db::Connection::open(db::testing::url(database));
        ASSERT_TRUE(c.ok());
        EXPECT_FALSE(c.value()->command(change, "test").ok()) << change;
    }
}

TEST_F(Totals, FewerThanThePopulationLeaveNoNumberAnywhere)
{
    people(49, "watch");
    ASSERT_TRUE(gather().ok());
    auto const p = all("steps_by_program").at(0);
    EXPECT_FALSE(p.people);
    EXPECT_FALSE(p.mean);
    EXPECT_TRUE(p.cells.empty());
}

TEST_F(Totals, WhoWithdrawsWhileOthersAreGatheredIsNotCounted)
{
    auto const all_of_them = people(54, "watch");
    int n = 0;
    source->before = [&](SubjectId s) {
        if (++n != 54) return;
        // The last one is being asked about: two who were asked before change their minds, one is restricted.
        int done = 0;
        for (auto const& other : all_of_them) {
            if (other == s || done == 3) continue;
            if (++done < 3) say(other, "statistics", "withdrawn");
            else sql("UPDATE access.subject SET restricted = true WHERE subject_id = '" + other.text() + "'");
        }
    };
    ASSERT_TRUE(gather().ok());
    EXPECT_EQ(all("steps").at(0).people, 50) << "51 are left, which is 50; 54 would be 55";
}

TEST_F(Totals, RefusedByTheGateIsLeftOutAndOnRecord)
{
    auto const some = people(53, "watch");
    source->before = [&](SubjectId s) {
        if (s == some[0]) say(s, "statistics", "withdrawn");
    };
    ASSERT_TRUE(gather().ok());
    EXPECT_EQ(all("steps").at(0).people, 50);
    auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
    ASSERT_TRUE(c.ok());
    EXPECT_TRUE(c.value()
                    ->command("DO $$ BEGIN ASSERT (SELECT count(*) FROM access.audit_event WHERE decision = 'refuse' AND purpose = 'statistics') = 1;"
                              " ASSERT (SELECT count(*) FROM access.audit_event WHERE decision = 'permit' AND action = 'timeseries.read') = 52; END $$",
                        "test")
                    .ok());
}

TEST_F(Totals, AGatheringThatFailsStartsOverAndLeavesNothing)
{
    people(52, "watch");
    source->fails = true;
    EXPECT_FALSE(gather().ok());
    EXPECT_TRUE(all("").empty());
    source->fails = false;
    ASSERT_TRUE(gather().ok());
    EXPECT_EQ(all("steps").at(0).people, 50);
}

TEST_F(Totals, NoColumnLeadsToAPerson)
{
    auto tx = db::Tx::begin(*pool, db::Tx::Mode::read_only).release();
    EXPECT_EQ(personal_columns(tx).value(), 0);
    sql("ALTER TABLE statistics.cell ADD COLUMN who uuid");
    auto later = db::Tx::begin(*pool, db::Tx::Mode::read_only).release();
    EXPECT_EQ(personal_columns(later).value(), 1) << "the probe can fail";
}

TEST(Faults, AreFoundInWhatIsPublished)
{
    Published p { "t", "2026-10", "T", "x", "program", {}, 60, 100.0, 8, 5, 50, 0, { { "a", "A", 40, 1.0, false }, { "b", "B", {}, {}, true }, { "c", "C", {}, {}, true } } };
    EXPECT_EQ(fault(p), "");
    auto one_hidden = p;
    one_hidden.cells[2] = { "c", "C", 10, 1.0, false };
    EXPECT_NE(fault(one_hidden), "");
    auto small = p;
    small.cells[0].people = 5;
    EXPECT_NE(fault(small), "");
    auto exact = p;
    exact.cells[0].people = 41;
    EXPECT_NE(fault(exact), "");
    auto few = p;
    few.people = 45;
    EXPECT_NE(fault(few), "");
}

} // namespace
} // namespace wellkept::statistics
