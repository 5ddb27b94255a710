// The policy of care, the questionnaires, and times where the clocks change.
#include "care/cases/case_file.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace wellkept::cases {
namespace {

namespace fs = std::filesystem;

Instruments shipped() { return Instruments::load({ WELLKEPT_SOURCE_DIR "/policy/questionnaires" }).release(); }

struct Folder : ::testing::Test {
    fs::path path = fs::temp_directory_path() / ("care-rules-" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(path); }
    void TearDown() override { fs::remove_all(path); }
    fs::path write(std::string const& name, std::string const& text)
    {
        std::ofstream(path / name) << text;
        return path / name;
    }
};

TEST(Measures, ThoseOfTheProductAreScoredByTheBook)
{
    auto const all = shipped();
    auto const* phq = all.find("phq9");
    auto const* gad = all.find("gad7");
    ASSERT_TRUE(phq && gad);
    EXPECT_EQ(all.all().size(), 2u) << "what needs a licence is not shipped";
    EXPECT_NE(phq->licence.find("No permission required"), std::string::npos);
    std::vector<std::pair<int, std::string>> const bands { { 0, "minimal" }, { 4, "minimal" }, { 5, "mild" }, { 9, "mild" }, { 10, "moderate" }, { 14, "moderate" },
        { 15, "moderately_severe" }, { 19, "moderately_severe" }, { 20, "severe" }, { 27, "severe" } };
    for (auto const& [sum, band] : bands) {
        std::vector<std::optional<int>> a(9, 0);
        for (int left = sum, i = 0; left > 0; ++i) left -= *(a[static_cast<std::size_t>(i)] = std::min(left, 3));
        auto const s = score(*phq, a);
        ASSERT_TRUE(s.ok());
        EXPECT_EQ(s->sum, sum);
        EXPECT_EQ(s->band, band) << sum;
        EXPECT_EQ(s->caseness, sum >= 10);
        EXPECT_EQ(s->risk_items.empty(), !a[8] || *a[8] == 0);
    }
    EXPECT_FALSE(score(*phq, std::vector<std::optional<int>>(8, 0)).ok());
    EXPECT_FALSE(score(*phq, std::vector<std::optional<int>>(9, 4)).ok());
    std::vector<std::optional<int>> gap(9, 1);
    gap[3].reset();
    EXPECT_FALSE(score(*phq, gap).ok()) << "all nine are needed";
    EXPECT_TRUE(score(*gad, std::vector<std::optional<int>>(7, 1))->risk_items.empty());
    EXPECT_EQ(score(*gad, std::vector<std::optional<int>>(7, 3))->band, "severe");
}

char const* const pack = "code: ten\nversion: \"2\"\ntitle: Ten\nlicence: Theirs\nanswers: [a, b, c, d, e]\nmissing_max: 1\nitems:\n"
                         "  - { text: x }\n  - { text: y, reversed: true }\n  - { text: z, risk_from: 1 }\nbands:\n  - { from: 0, code: low, title: Low }\n"
                         "  - { from: 8, code: high, title: High }\n";

TEST_F(Folder, APackOfADeployerIsReadBesideThem)
{
    write("ten.yaml", pack);
    auto const all = Instruments::load({ WELLKEPT_SOURCE_DIR "/policy/questionnaires", path, path / "nowhere" });
    ASSERT_TRUE(all.ok()) << all.error().public_text.text;
    auto const* ten = all->find("ten");
    ASSERT_TRUE(ten);
    EXPECT_EQ(score(*ten, { 1, 4, 0 })->sum, 1) << "the second counts the other way";
    EXPECT_EQ(score(*ten, { {}, 0, 2 })->sum, 9) << "one left out counts as the mean of the others";
    EXPECT_FALSE(score(*ten, { {}, {}, 2 }).ok());
    EXPECT_EQ(score(*ten, { 0, 4, 1 })->risk_items, std::vector<int> { 3 });
    write("ten_old.yaml", std::string(pack).replace(std::string(pack).find("\"2\""), 3, "\"1\""));
    EXPECT_EQ(Instruments::load({ path })->find("ten")->version, "2");
    EXPECT_EQ(Instruments::load({ path })->find("ten", "1")->version, "1");
    write("again.yaml", pack);
    EXPECT_FALSE(Instruments::load({ path }).ok()) << "twice the same version";
}

TEST_F(Folder, AnErrorIsToldByFileAndLine)
{
    for (auto const& [from, to, line] : std::vector<std::tuple<std::string, std::string, std::string>> { { "missing_max: 1", "misspelt: 1", "line 6" },
             { "risk_from: 1", "risk_from: 5", "line 10" }, { "from: 8", "from: 0", "line 13" }, { "licence: Theirs\n", "", "line 1" } }) {
        std::string text(pack);
        text.replace(text.find(from), from.size(), to);
        write("ten.yaml", text);
        auto const read = Instruments::load({ path });
        ASSERT_FALSE(read.ok()) << to;
        EXPECT_NE(read.error().public_text.text.find("ten.yaml " + line), std::string::npos) << read.error().public_text.text;
    }
}

TEST_F(Folder, NoServiceLetsAReportLeaveAroundThePerson)
{
    auto const file = fs::path(WELLKEPT_SOURCE_DIR "/policy/care.yaml");
    auto const rules = Rules::load(file);
    ASSERT_TRUE(rules.ok()) << rules.error().public_text.text;
    EXPECT_EQ(rules->services.size(), 4u);
    EXPECT_TRUE(rules->service("critical_incident")->reports.empty());
    std::ifstream in(file);
    std::string text(std::istreambuf_iterator<char>(in), {});
    auto const at = text.find("needs: person_agreed }");
    ASSERT_NE(at, text.npos);
    auto const broken = write("care.yaml", std::string(text).replace(at, 20, "needs: none         "));
    auto const read = Rules::load(broken);
    ASSERT_FALSE(read.ok());
    EXPECT_NE(read.error().public_text.text.find("person_agreed"), std::string::npos);
}

TEST(Times, AreWhatTheClockOnTheWallSays)
{
    auto at = [](char const* local, char const* zone, bool later = false) { return instant_of({ local, zone, later }); };
    EXPECT_EQ(rfc3339(*at("2026-07-01T09:00", "Europe/Dublin")), "2026-07-01T08:00:00.000Z");
    EXPECT_EQ(rfc3339(*at("2026-01-05T09:00", "Europe/Dublin")), "2026-01-05T09:00:00.000Z");
    EXPECT_FALSE(at("2026-03-29T01:30", "Europe/Dublin").ok());
    EXPECT_EQ(rfc3339(*at("2026-10-25T01:30", "Europe/Dublin")), "2026-10-25T00:30:00.000Z");
    EXPECT_EQ(rfc3339(*at("2026-10-25T01:30", "Europe/Dublin", true)), "2026-10-25T01:30:00.000Z");
    EXPECT_EQ(local_of(*at("2026-10-25T01:30", "Europe/Dublin", true), "Europe/Dublin"), "2026-10-25T01:30+00:00");
    for (auto const* bad : { "2026-02-30T10:00", "2026-1-05T09:00", "2026-01-05 09:00", "2026-01-05T25:00", "" }) EXPECT_FALSE(at(bad, "Europe/Dublin").ok()) << bad;
    EXPECT_FALSE(at("2026-01-05T09:00", "Mars/Base").ok());
    auto hours = [](char const* day) {
        auto const d = day_of(day, "Europe/Dublin");
        return std::chrono::duration_cast<std::chrono::hours>(d->second - d->first).count();
    };
    EXPECT_EQ(hours("2026-03-29"), 23);
    EXPECT_EQ(hours("2026-10-25"), 25);
    EXPECT_EQ(hours("2026-06-01"), 24);
}

} // namespace
} // namespace wellkept::cases
