#include "connect/programs/catalogue.h"
#include "connect/programs/describe.h"
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wellkept::programs {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Describe : testing::Test {
    void SetUp() override
    {
        auto table = timeseries::MetricTable::load(fs::path(WELLKEPT_SOURCE_DIR) / "policy/metrics.yaml");
        ASSERT_TRUE(table.ok());
        metrics = table.release();
        auto loaded = load_manifest(fs::path(WELLKEPT_SOURCE_DIR) / "programs/oura.yaml", metrics);
        ASSERT_TRUE(loaded.ok()) << loaded.error().public_text.text;
        oura = loaded.release();
        auto name = (fs::temp_directory_path() / "wellkept_describe_XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        dir = name;
    }
    void TearDown() override { fs::remove_all(dir); }
    fs::path write(std::string const& name, std::string const& text) const
    {
        std::ofstream(dir / name) << text;
        return dir / name;
    }
    DescribeOptions options(bool json = false) const { return { .json = json, .now_ms = 1'767'225'600'000 }; }

    timeseries::MetricTable metrics;
    Manifest oura;
    fs::path dir;
};

TEST_F(Describe, RecordingsFindTheirRequestByName)
{
    auto name = [&](std::string_view stem) {
        auto const r = recording_of_file(oura, stem);
        return r.request ? r.request->name + (r.by_object ? " one" : "") : "none";
    };
    EXPECT_EQ(name("sleep"), "sleep");
    EXPECT_EQ(name("sleep_page2"), "sleep");
    EXPECT_EQ(name("daily-sleep"), "daily_sleep");
    EXPECT_EQ(name("one_sleep"), "sleep one");
    EXPECT_EQ(name("sleepy"), "none");
    EXPECT_EQ(name("error_forbidden"), "none");
    EXPECT_EQ(name(""), "none");
}

TEST_F(Describe, ATableForPeopleAndLinesForPrograms)
{
    auto const file = write("heartrate.json",
        R"({"data":[{"bpm":61,"timestamp":"2025-06-01T12:00:00+00:00"},{"bpm":6100,"timestamp":"2025-06-01T12:05:00+00:00"}],"next_token":"n"})");
    auto table = describe_mapping(oura, metrics, { file }, options());
    ASSERT_TRUE(table.ok());
    EXPECT_THAT(*table, HasSubstr("heartrate.json as heartrate\n"));
    EXPECT_THAT(*table, HasSubstr("61 /min"));
    EXPECT_THAT(*table, HasSubstr("refused out_of_range heart_rate at /data/1/bpm"));
    EXPECT_THAT(*table, HasSubstr("1 samples, 1 refused, 0 skipped, more at n"));
    auto lines = describe_mapping(oura, metrics, { file }, options(true));
    ASSERT_TRUE(lines.ok());
    EXPECT_EQ(*lines,
        "{\"metric\":\"heart_rate\",\"start\":\"2025-06-01T12:00:00.000Z\",\"value\":61,\"unit\":\"/min\"}\n"
        "{\"refused\":\"out_of_range\",\"metric\":\"heart_rate\",\"where\":\"/data/1/bpm\"}\n"
        "{\"next_cursor\":\"n\"}\n"
        "{\"refused_total\":1,\"skipped\":0}\n");
}

TEST_F(Describe, SaysWhatItCannotRead)
{
    auto const stray = describe_mapping(oura, metrics, { write("stray.json", "{}") }, options());
    ASSERT_FALSE(stray.ok());
    EXPECT_THAT(stray.error().public_text.text, HasSubstr("begin the file's name with one"));
    EXPECT_THAT(stray.error().public_text.text, HasSubstr("daily_activity"));
    EXPECT_FALSE(describe_mapping(oura, metrics, { dir / "sleep.json" }, options()).ok()) << "no such file";
    EXPECT_FALSE(describe_mapping(oura, metrics, { write("sleep.json", "<html>") }, options()).ok());
    auto named = options();
    named.request = "sleep";
    EXPECT_TRUE(describe_mapping(oura, metrics, { write("x.json", R"({"data":[]})") }, named).ok());
    named.request = "slep";
    EXPECT_FALSE(describe_mapping(oura, metrics, { write("x.json", R"({"data":[]})") }, named).ok());
}

} // namespace
} // namespace wellkept::programs
