// Every recorded answer of tests/data/vendors, mapped, must equal tests/data/golden. A change on purpose is written
// with WELLKEPT_REGENERATE_GOLDEN=1 and read in the diff.
#include "connect/programs/catalogue.h"
#include "connect/programs/describe.h"
#include "connect/programs/grant.h"
#include "connect/programs/webhook_event.h"
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::programs {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t now_ms = 1'463'443'200'000; // 2016-05-17, after the recordings
fs::path const vendors = fs::path(WELLKEPT_SOURCE_DIR) / "tests/data/vendors";
fs::path const golden = fs::path(WELLKEPT_SOURCE_DIR) / "tests/data/golden";

std::string slurp(fs::path const& p)
{
    std::ifstream in(p, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

struct Golden : testing::Test {
    static void SetUpTestSuite()
    {
        auto table = timeseries::MetricTable::load(fs::path(WELLKEPT_SOURCE_DIR) / "policy/metrics.yaml");
        ASSERT_TRUE(table.ok()) << table.error().public_text.text;
        s_metrics = table.release();
        auto all = Catalogue::load(fs::path(WELLKEPT_SOURCE_DIR) / "programs", s_metrics);
        ASSERT_TRUE(all.ok()) << all.error().public_text.text;
        s_catalogue = all.release();
    }
    static MapReport map(std::string const& program, std::string const& request, std::string const& file)
    {
        auto const& m = *s_catalogue.find(program);
        auto report = map_response(
            m, *m.find_request(request), slurp(vendors / program / file), { s_metrics, now_ms, "Asia/Kolkata" });
        EXPECT_TRUE(report.ok()) << report.error().detail.text;
        return report.ok() ? report.release() : MapReport {};
    }
    static std::vector<timeseries::Sample> of(MapReport const& report, std::string_view metric)
    {
        std::vector<timeseries::Sample> out;
        for (auto const& m : report.samples)
            if (m.metric == metric) out.push_back(m.sample);
        return out;
    }
    static inline timeseries::MetricTable s_metrics;
    static inline Catalogue s_catalogue;
};

TEST_F(Golden, EveryRecordedAnswerMapsAsWritten)
{
    bool const regenerate = std::getenv("WELLKEPT_REGENERATE_GOLDEN") != nullptr;
    std::size_t mapped = 0;
    std::set<std::string> expected_files;
    for (auto const* program : { "withings", "oura" }) {
        auto const& manifest = *s_catalogue.find(program);
        std::vector<fs::path> files;
        for (auto const& entry : fs::directory_iterator(vendors / program)) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (auto const& file : files) {
            if (file.extension() != ".json" || !recording_of_file(manifest, file.stem().string()).request) continue;
            SCOPED_TRACE(file.string());
            auto const got = describe_mapping(
                manifest, s_metrics, { file }, { .json = true, .zone = "Asia/Kolkata", .now_ms = now_ms });
            ASSERT_TRUE(got.ok()) << got.error().public_text.text << " " << got.error().detail.text;
            auto const name = std::string(program) + "-" + file.stem().string() + ".jsonl";
            expected_files.insert(name);
            if (regenerate) std::ofstream(golden / name, std::ios::binary) << *got;
            EXPECT_EQ(*got, slurp(golden / name)) << "read the difference; if it is meant, regenerate";
            ++mapped;
        }
    }
    EXPECT_GE(mapped, 12U) << "recordings are missing";
    for (auto const& entry : fs::directory_iterator(golden)) {
        auto const name = entry.path().filename().string();
        bool const ours = name.starts_with("withings-") || name.starts_with("oura-");
        EXPECT_TRUE(!ours || expected_files.contains(name)) << name << " belongs to no recording; delete it";
    }
}

TEST_F(Golden, AWeightIsTheSameWhateverItsExponent)
{
    auto const report = map("withings", "getmeas", "getmeas.json");
    auto const weights = of(report, "weight");
    ASSERT_GE(weights.size(), 3U);
    EXPECT_EQ(weights[0].value, 84); // 840 x 10^-1
    EXPECT_EQ(weights[1].value, 85.4); // 8540 x 10^-2
    EXPECT_EQ(weights[2].value, 85.5); // 85500 x 10^-3
    EXPECT_EQ(weights[0].start_ms, 1'463'049'720'000);
    EXPECT_EQ(weights[0].offset_min, -240); // America/New_York in May
    EXPECT_EQ(weights[0].record, "meas-3550666200");
    EXPECT_EQ(report.next_cursor, "10");
    // One group could not be assigned to one person (attrib 1), one is a goal (category 2).
    auto const last = map("withings", "getmeas", "getmeas_last_page.json");
    EXPECT_FALSE(last.next_cursor.has_value());
    EXPECT_GT(last.skipped, 0U);
    for (auto const& s : of(last, "weight")) EXPECT_NE(s.value, 96.8) << "a guest's weight was taken";
}

TEST_F(Golden, ManualWeightsCarryTheirFat)
{
    auto const report = map("withings", "getmeas", "getmeas_manual_with_fat.json");
    auto const fat = of(report, "body_fat");
    ASSERT_FALSE(fat.empty());
    EXPECT_EQ(fat[0].value, 22);
    EXPECT_EQ(fat[0].record, "meas-2716802702");
}

TEST_F(Golden, ADayOfActivityIsTheDayOfItsZone)
{
    auto const steps = of(map("withings", "getactivity", "getactivity.json"), "steps_daily");
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps[0].value, 23186);
    EXPECT_EQ(steps[0].start_ms, 1'460'433'600'000); // 2016-04-12T00:00-04:00
    EXPECT_EQ(steps[0].end_ms - steps[0].start_ms, 86'400'000);
    EXPECT_EQ(steps[0].offset_min, -240);
}

TEST_F(Golden, ANightIsFullyCovered)
{
    auto const& vendor_night = map("oura", "sleep", "sleep.json");
    auto const totals = of(vendor_night, "sleep_total");
    ASSERT_FALSE(totals.empty());
    EXPECT_EQ(totals[0].value, 366); // 21960 s
    EXPECT_EQ(totals[0].offset_min, 330);
    auto const stages = of(vendor_night, "sleep_stage");
    std::int64_t covered = 0, deep = 0;
    for (auto const& s : stages)
        if (s.record == totals[0].record) {
            covered += s.end_ms - s.start_ms;
            if (s.value == 2) deep += s.end_ms - s.start_ms;
        }
    EXPECT_EQ(covered, 78 * 300'000); // 78 digits
    EXPECT_EQ(deep, 17 * 300'000); // "1" is deep: seventeen of them
    EXPECT_EQ(vendor_night.whole_records.size(), 3U);
    auto const hrv = of(vendor_night, "hrv_rmssd");
    ASSERT_FALSE(hrv.empty());
    EXPECT_EQ(hrv[0].start_ms, 1'460'397'600'000 + 300'000) << "the first item is a hole";
    EXPECT_EQ(hrv[0].value, 64);
}

TEST_F(Golden, OneDocumentMapsAsItDoesInAList)
{
    auto const& m = *s_catalogue.find("oura");
    auto const& request = *m.find_request("daily_activity");
    MapContext context { s_metrics, now_ms };
    context.by_object = true;
    auto one = map_response(m, request, slurp(vendors / "oura/one_daily_activity.json"), context);
    ASSERT_TRUE(one.ok()) << one.error().detail.text;
    ASSERT_EQ(of(*one, "steps_daily").size(), 1U);
    EXPECT_EQ(one->whole_records.size(), 1U);
    EXPECT_EQ(one->refused_total, 0U);
}

TEST_F(Golden, OurasHeartRateSaysNothingOfWhereThePersonWas)
{
    auto const beats = of(map("oura", "heartrate", "heartrate.json"), "heart_rate");
    ASSERT_FALSE(beats.empty());
    EXPECT_EQ(beats[0].value, 71);
    EXPECT_EQ(beats[0].offset_min, timeseries::offset_unknown);
}

TEST_F(Golden, AnEmptyMapWrittenAsAListIsEmpty)
{
    auto const report = map("withings", "getintradayactivity", "getintradayactivity_empty.json");
    EXPECT_TRUE(report.samples.empty());
    EXPECT_EQ(report.refused_total, 0U);
}

TEST_F(Golden, RecordedErrorsMeanWhatTheySay)
{
    auto const& m = *s_catalogue.find("withings");
    auto outcome = [&](char const* file) { return outcome_of(m, 200, slurp(vendors / "withings" / file)); };
    EXPECT_EQ(outcome("error_invalid_token.json"), Outcome::token_invalid);
    EXPECT_EQ(outcome("error_too_many_requests.json"), Outcome::rate_limited);
    EXPECT_EQ(outcome("error_insufficient_scope.json"), Outcome::refused);
    EXPECT_EQ(outcome("error_invalid_params.json"), Outcome::refused);
    EXPECT_EQ(outcome("garbage.txt"), Outcome::retry);
    EXPECT_EQ(outcome("getmeas.json"), Outcome::ok);
    auto const refused = map_response(
        m, *m.find_request("getmeas"), slurp(vendors / "withings/error_invalid_token.json"), { s_metrics, now_ms });
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::unauthenticated);
}

TEST_F(Golden, RecordedTokensAreRead)
{
    auto withings = read_tokens(*s_catalogue.find("withings"), slurp(vendors / "withings/token.json"));
    ASSERT_TRUE(withings.ok());
    EXPECT_EQ(withings->user, "27689391");
    EXPECT_EQ(withings->expires_in_s, 10800);
    EXPECT_EQ(withings->scopes, (std::vector<std::string> { "user.info", "user.metrics", "user.activity" }));
    auto oura = read_tokens(*s_catalogue.find("oura"), slurp(vendors / "oura/token.json"));
    ASSERT_TRUE(oura.ok());
    EXPECT_FALSE(oura->refresh_token.empty());
    ASSERT_TRUE(oura->scopes.has_value());
    EXPECT_EQ(std::count(oura->scopes->begin(), oura->scopes->end(), "daily"), 1);
}

TEST_F(Golden, RecordedDeliveriesAreRead)
{
    auto const& oura = *s_catalogue.find("oura");
    auto events = read_webhook_json(oura, slurp(vendors / "oura/webhook_create.json"));
    ASSERT_TRUE(events.ok());
    ASSERT_EQ(events->size(), 1U);
    auto const& event = (*events)[0];
    EXPECT_EQ(event.type, "daily_activity");
    EXPECT_EQ(event.action, WebhookEvent::Action::upsert);
    auto const* run = oura.webhook->run_for(event.type);
    ASSERT_NE(run, nullptr);
    EXPECT_TRUE(run->by_object);
    EXPECT_EQ(withdrawn_record(*run, event), event.object);

    auto const& withings = *s_catalogue.find("withings");
    auto notify = read_webhook_form(withings,
        { { "userid", "27689391" }, { "appli", "1" }, { "startdate", "1460458020" }, { "enddate", "1460458021" } });
    ASSERT_TRUE(notify.ok());
    EXPECT_EQ((*notify)[0].from_ms, 1'460'458'020'000);
    EXPECT_EQ(withings.webhook->run_for("1")->requests, (std::vector<std::string> { "getmeas" }));
    auto left = read_webhook_form(withings, { { "userid", "1" }, { "appli", "46" }, { "action", "unlink" } });
    EXPECT_EQ((*left)[0].action, WebhookEvent::Action::disconnect);
    EXPECT_FALSE(read_webhook_form(withings, { { "appli", "1" } }).ok());
    EXPECT_FALSE(read_webhook_form(withings, { { "userid", "1" }, { "userid", "2" }, { "appli", "1" } }).ok());
}

} // namespace
} // namespace wellkept::programs
