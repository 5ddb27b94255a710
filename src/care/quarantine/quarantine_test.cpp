#include "access/system.h"
#include "access/testing.h"
#include "care/quarantine/details.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace wellkept::quarantine {
namespace {

namespace fs = std::filesystem;

struct Scripted final : scan::Scanner {
    Result<scan::Verdict> look(std::string_view bytes) const override
    {
        seen.emplace_back(bytes);
        if (down) return unavailable("down", "scan");
        if (bytes.find("EICAR") != bytes.npos) return scan::Verdict { true, "Eicar-Test" };
        if (bytes.find("bomb") != bytes.npos) return scan::Verdict { true, "Heuristics.Limits.Exceeded.MaxScanSize" };
        if (bytes.find("locked") != bytes.npos) return scan::Verdict { true, "Heuristics.Encrypted.Zip" };
        return scan::Verdict {};
    }
    mutable std::vector<std::string> seen;
    bool down = false;
};
struct Job {
    std::string payload;
    std::optional<SubjectId> subject;
};
db::PlainQuery<Job> const looks { "quarantine_test/looks", "SELECT payload::text, subject_id FROM jobs.job WHERE kind = 'quarantine.look' ORDER BY id" };

class QuarantineTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto tx = db::Tx::begin(*all).release();
        ASSERT_TRUE(access::save_tenant(tx, { access::care_tenant, "uk", "active", "A", {}, {}, "care" }, clock.now()).ok());
        ASSERT_TRUE(tx.commit().ok());
        for (auto const& s : { ann, ben })
            command("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES ('" + s.text() + "', '" + access::care_tenant.text()
                + "', gen_random_uuid(), 'active', now(), 'service_user')");
    }
    void TearDown() override { fs::remove_all(directory); }
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text << "\n" << text;
    }
    template <typename F> auto of(SubjectId s, F&& fn) { return access::as_system<Check>(gate, *pool, "quarantine", "care", s, std::forward<F>(fn)); }
    template <typename F> auto of_nobody(F&& fn) { return access::as_system_group<Check>(gate, *pool, "quarantine", "care", access::care_tenant, std::forward<F>(fn)); }
    Uuid put(SubjectId s, std::string bytes, std::string name = "form.pdf")
    {
        return of(s, [&](access::Granted<Check>& g) { return keep(g, gate, *blobs, ref, { std::move(name), "application/pdf", std::move(bytes) }); }).release();
    }
    File file(SubjectId s, Uuid id)
    {
        for (auto& f : of(s, [&](access::Granted<Check>& g) { return files(g); }).release())
            if (f.id == id) return f;
        return {};
    }
    Result<Opened> opened(SubjectId s, Uuid id)
    {
        return of(s, [&](access::Granted<Check>& g) { return open(g, *blobs, id); });
    }
    jobs::Outcome look(Uuid id, std::optional<SubjectId> s, int tries = 0) { return checks.look({ .kind = std::string(look_job), .subject = s, .payload = look_json({ id, tries }) }).release(); }
    std::size_t blobs_left() const
    {
        return static_cast<std::size_t>(std::count_if(fs::recursive_directory_iterator(directory), fs::recursive_directory_iterator(), [](auto const& e) { return e.path().extension() == ".blob"; }));
    }
    std::string tally()
    {
        auto tx = db::Tx::begin(*pool).release();
        std::string out;
        for (auto const& c : store::counts(tx, clock.now()).release()) out += c.outcome + " " + std::to_string(c.files) + ";";
        return out;
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    std::unique_ptr<db::Pool> all = db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "uk" };
    fs::path directory = fs::temp_directory_path() / ("quarantine_test." + Uuid::v4(rng).text());
    std::unique_ptr<blob::Store> blobs = blob::files(directory.string()).release();
    Scripted scanner;
    Checks checks { gate, *pool, *blobs, scanner };
    SubjectId const ann = SubjectId::fresh(clock, rng), ben = SubjectId::fresh(clock, rng);
    Uuid const ref = Uuid::v4(rng);
};

TEST_F(QuarantineTest, NobodyOpensWhatWasNotFoundClean)
{
    auto const id = put(ann, "the form of Ann");
    EXPECT_EQ(file(ann, id).state, "waiting");
    auto const early = opened(ann, id);
    ASSERT_FALSE(early.ok());
    EXPECT_EQ(early.error().code, Code::conflict);
    EXPECT_FALSE(opened(ben, id).ok()) << "it is Ann's";
    auto tx = db::Tx::begin(*pool).release();
    auto const waiting = tx.rows(looks).release();
    ASSERT_EQ(waiting.size(), 1u);
    EXPECT_EQ(waiting[0].subject, ann);
    EXPECT_EQ(waiting[0].payload.find("form"), std::string::npos);
    ASSERT_TRUE(std::holds_alternative<jobs::Done>(checks.look({ .kind = "", .subject = ann, .payload = waiting[0].payload }).release()));
    EXPECT_EQ(scanner.seen, (std::vector<std::string> { "the form of Ann" }));
    EXPECT_EQ(file(ann, id).state, "clean");
    EXPECT_EQ(opened(ann, id)->bytes, "the form of Ann");
    EXPECT_EQ(opened(ann, id)->name, "form.pdf");
    // A second run of the same job looks no more.
    look(id, ann);
    EXPECT_EQ(scanner.seen.size(), 1u);
    EXPECT_EQ(tally(), "clean 1;");
}

TEST_F(QuarantineTest, WhatIsInfectedIsOpenedByNobodyEverAndIsCounted)
{
    auto const id = put(ann, "x EICAR x", "invoice.exe");
    look(id, ann);
    auto const f = file(ann, id);
    EXPECT_EQ(f.state, "infected");
    EXPECT_EQ(f.reason, "Eicar-Test");
    EXPECT_EQ(f.name, "invoice.exe") << "the desk can say which";
    EXPECT_EQ(opened(ann, id).error().code, Code::conflict);
    // Not even by whoever turns its state: the key is gone.
    command("UPDATE quarantine.file SET state = 'clean'");
    EXPECT_FALSE(opened(ann, id).ok());
    EXPECT_EQ(blobs_left(), 1u);
    ASSERT_TRUE(checks.sweep({}).ok());
    EXPECT_EQ(blobs_left(), 0u);
    EXPECT_EQ(tally(), "infected 1;");
}

TEST_F(QuarantineTest, AScannerThatIsDownHoldsBackAndIsAskedAgain)
{
    scanner.down = true;
    auto const id = put(ann, "a letter");
    auto const first = look(id, ann);
    ASSERT_TRUE(std::holds_alternative<jobs::Again>(first));
    // The clock goes on while the test runs.
    auto waits = [&](jobs::Outcome const& o) { return std::chrono::round<std::chrono::minutes>(std::get<jobs::Again>(o).at - clock.now() + std::chrono::seconds(25)).count(); };
    EXPECT_EQ(waits(first), 1) << "a quarter of a minute, more or less";
    EXPECT_EQ(parse_look(std::get<jobs::Again>(first).payload)->tries, 1);
    EXPECT_EQ(file(ann, id).state, "held");
    EXPECT_EQ(file(ann, id).reason, "scanner_down");
    EXPECT_FALSE(opened(ann, id).ok());
    EXPECT_EQ(waits(look(id, ann, 4)), 4);
    EXPECT_EQ(waits(look(id, ann, 90)), 32) << "for as long as it takes";
    scanner.down = false;
    ASSERT_TRUE(std::holds_alternative<jobs::Done>(look(id, ann, 91)));
    EXPECT_EQ(opened(ann, id)->bytes, "a letter");
    EXPECT_EQ(tally(), "clean 1;held 1;") << "counted once each";
}

TEST_F(QuarantineTest, WhatWasNotLookedThroughToTheEndStaysHeld)
{
    for (auto const& [bytes, why] : { std::pair { "a bomb", "limit" }, { "a locked archive", "encrypted" } }) {
        auto const id = put(ann, bytes);
        ASSERT_TRUE(std::holds_alternative<jobs::Done>(look(id, ann)));
        EXPECT_EQ(file(ann, id).state, "held");
        EXPECT_EQ(file(ann, id).reason, why);
        EXPECT_FALSE(opened(ann, id).ok());
    }
    auto const id = of(ann, [&](access::Granted<Check>& g) { return keep(g, gate, *blobs, ref, { "m.eml", "message/rfc822", "raw", "limit" }); }).release();
    EXPECT_EQ(file(ann, id).state, "held");
    look(id, ann);
    EXPECT_EQ(scanner.seen.size(), 2u) << "it is not even given to the scanner";
    EXPECT_FALSE(of(ann, [&](access::Granted<Check>& g) { return keep(g, gate, *blobs, ref, { "x", "y", "" }); }).ok());
    EXPECT_EQ(of(ann, [&](access::Granted<Check>& g) { return keep(g, gate, *blobs, ref, { "x", "y", std::string(bytes_max + 1, 'x') }); }).error().code, Code::too_large);
}

TEST_F(QuarantineTest, NothingOfAFileStandsReadableOnTheDisk)
{
    put(ann, "planted bytes of Ann", "planted-name.pdf");
    for (auto const& e : fs::recursive_directory_iterator(directory)) {
        if (!e.is_regular_file()) continue;
        std::ifstream in(e.path());
        std::string const text((std::istreambuf_iterator<char>(in)), {});
        EXPECT_EQ(text.find("planted"), std::string::npos);
    }
    command("DO $$ BEGIN IF EXISTS (SELECT 1 FROM quarantine.file f WHERE position('planted' in encode(details, 'escape')) > 0) THEN RAISE EXCEPTION 'found'; END IF; END $$");
}

TEST_F(QuarantineTest, AFileFollowsWhatItCameWithToAnotherPerson)
{
    auto const clean = put(ann, "clean one"), waiting = put(ann, "waiting one");
    look(clean, ann);
    auto const moving = of(ann, [&](access::Granted<Check>& g) { return take_out(g, { ref }); }).release();
    ASSERT_EQ(moving.size(), 2u);
    ASSERT_TRUE(of(ben, [&](access::Granted<Check>& g) { return put_in(g, gate, moving); }).ok());
    EXPECT_EQ(opened(ann, clean).error().code, Code::not_found);
    EXPECT_EQ(opened(ben, clean)->bytes, "clean one");
    look(waiting, ann); // the job of before finds nothing and does nothing
    EXPECT_EQ(file(ben, waiting).state, "waiting");
    look(waiting, ben);
    EXPECT_EQ(opened(ben, waiting)->bytes, "waiting one");
    EXPECT_EQ(blobs_left(), 2u);
    ASSERT_TRUE(of(ben, [&](access::Granted<Check>& g) { return erase(g); }).ok());
    ASSERT_TRUE(checks.sweep({}).ok());
    EXPECT_EQ(blobs_left(), 0u);
}

TEST_F(QuarantineTest, AFormThatIsNobodysYet)
{
    auto const form = of_nobody([&](access::GrantedGroup<Check>& g) { return keep_unbound(g.tx(), gate, *blobs, ref, { "form.pdf", "application/pdf", "Ruth's words" }); }).release();
    auto read = [&] { return of_nobody([&](access::GrantedGroup<Check>& g) { return open_unbound(g, gate, *blobs, ref); }); };
    EXPECT_EQ(read().error().code, Code::conflict);
    look(form, {});
    EXPECT_EQ(read()->bytes, "Ruth's words");
    auto const moving = of_nobody([&](access::GrantedGroup<Check>& g) { return take_unbound(g, gate, ref); }).release();
    auto const referral = Uuid::v4(rng);
    ASSERT_TRUE(of(ann, [&](access::Granted<Check>& g) { return put_in(g, gate, moving, referral); }).ok());
    EXPECT_EQ(read().error().code, Code::not_found);
    EXPECT_EQ(opened(ann, form)->bytes, "Ruth's words");
    EXPECT_EQ(file(ann, form).ref, referral);
}

} // namespace
} // namespace wellkept::quarantine
