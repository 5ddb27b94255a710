#include "base/limits.h"
#include "connect/ingest/sample_parser.h"
#include <gtest/gtest.h>

namespace wellkept::ingest {
namespace {

constexpr std::int64_t now_ms = 1'767'225'600'000; // 2026-01-01T00:00Z

class SampleParser : public ::testing::Test {
protected:
    timeseries::MetricTable metrics =
        timeseries::MetricTable::load(WELLKEPT_SOURCE_DIR "/policy/metrics.yaml").release();
    Result<ParsedSamples> parse(std::string body) { return parse_samples(body, metrics, now_ms); }
    Result<ParsedSamples> one(std::string const& members) { return parse(R"({"samples":[{)" + members + "}]}"); }
    std::string refusal(std::string const& members)
    {
        auto const p = one(members);
        EXPECT_TRUE(p.ok()) << members << ": " << p.error().public_text.text;
        if (!p.ok() || p->refused.size() != 1) return "";
        EXPECT_TRUE(p->by_metric.empty());
        EXPECT_EQ(p->refused[0].index, 0u);
        return p->refused[0].reason;
    }
};

std::string const good = R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","value":61.5)";

TEST_F(SampleParser, ReadsEveryMember)
{
    auto const p = parse(
        R"({"samples":[{"metric":"heart_rate","start":"2025-12-31T10:00:00+02:00","value":61,"offset_minutes":120,"record":"a"},)"
        R"({"value":7,"end":"2025-12-31T10:01:00Z","start":"2025-12-31T10:00:00.250Z","metric":"steps"},)"
        R"({"metric":"heart_rate","start":"2025-12-31T11:00:00Z","value":6.2e1}]})");
    ASSERT_TRUE(p.ok()) << p.error().public_text.text;
    EXPECT_EQ(p->total, 3u);
    EXPECT_EQ(p->refused_total, 0u);
    ASSERT_EQ(p->by_metric.at("heart_rate").size(), 2u);
    auto const& s = p->by_metric.at("heart_rate")[0];
    EXPECT_EQ(s.start_ms, now_ms - 16 * 3'600'000);
    EXPECT_EQ(s.end_ms, s.start_ms);
    EXPECT_EQ(s.offset_min, 120);
    EXPECT_EQ(s.record, "a");
    EXPECT_EQ(p->by_metric.at("heart_rate")[1].value, 62);
    EXPECT_EQ(p->by_metric.at("heart_rate")[1].offset_min, timeseries::offset_unknown);
    EXPECT_EQ(p->by_metric.at("steps")[0].end_ms - p->by_metric.at("steps")[0].start_ms, 59'750);
    EXPECT_EQ(parse(R"({"samples":[]})")->total, 0u);
}

TEST_F(SampleParser, RefusesWhatIsNotOfTheForm)
{
    for (std::string const body : { std::string(), std::string("null"), std::string("[]"), std::string("{"),
             std::string("{}"), std::string(R"({"samples":{}})"), std::string(R"({"samples":[1]})"),
             std::string(R"({"samples":[null]})"), std::string(R"({"samples":[{}]})"), std::string(R"({"sample":[]})"),
             std::string(R"({"samples":[],"samples":[]})"), std::string(R"({"samples":[],"x":1})"),
             std::string(R"({"samples":[]}x)"), std::string(R"({"samples":[]} {})"), std::string(R"({"samples":[]}])"),
             std::string(R"({"samples":[},)"), std::string(R"({"samples":[)") + "{" + good + "},]}",
             R"({"samples":[{)" + good, std::string("{\"samples\":[]}\0", 15),
             R"({"samples":[{)" + good + R"(,"record":")" + "\xff" + R"("}]})", std::string(5000, '[') }) {
        auto const p = parse(body);
        ASSERT_FALSE(p.ok()) << body;
        EXPECT_EQ(p.error().code, Code::bad_input) << body;
    }
    EXPECT_TRUE(parse(" \n{ \"samples\" : [ ] } \r\n ").ok()) << "blanks around are no fault";
}

TEST_F(SampleParser, RefusesMembersThatAreMissingDoubleUnknownOrOfAnotherType)
{
    for (std::string const members : { std::string(R"("metric":"heart_rate","value":61)"),
             std::string(R"("start":"2025-12-31T10:00:00Z","value":61)"),
             std::string(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z")"), good + R"(,"value":62)",
             good + R"(,"metric":"steps")", good + R"(,"colour":"red")", good + R"(,"record":7)",
             good + R"(,"record":")" + std::string(129, 'r') + "\"", good + R"(,"offset_minutes":1.5)",
             good + R"(,"offset_minutes":"60")", good + R"(,"end":null)", good + R"(,"end":"soon")",
             std::string(R"("metric":"heart_rate","start":"2025-02-30T10:00:00Z","value":61)"),
             std::string(R"("metric":"heart_rate","start":1767175200,"value":61)"),
             std::string(R"("metric":"heart_rate","start":"2025-12-31T10:00:00","value":61)"),
             std::string(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","value":"61")"),
             std::string(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","value":NaN)"),
             std::string(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","value":01)") }) {
        auto const p = one(members);
        ASSERT_FALSE(p.ok()) << members;
        EXPECT_EQ(p.error().code, Code::bad_input) << members;
        EXPECT_EQ(p.error().public_text.text.find("61"), std::string::npos) << "the message repeats a value";
    }
    EXPECT_TRUE(one(good + R"(,"record":")" + std::string(128, 'r') + "\"").ok());
}

TEST_F(SampleParser, RefusesASampleAloneIfItsValuesCannotBe)
{
    EXPECT_EQ(refusal(R"("metric":"mood","start":"2025-12-31T10:00:00Z","value":1)"), "unknown_metric");
    EXPECT_EQ(refusal(R"("metric":"","start":"2025-12-31T10:00:00Z","value":1)"), "unknown_metric");
    EXPECT_EQ(refusal(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","value":19.9)"), "out_of_range");
    EXPECT_EQ(refusal(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","value":300.1)"), "out_of_range");
    EXPECT_EQ(refusal(R"("metric":"heart_rate","start":"2025-12-31T10:00:00Z","code":"deep")"), "out_of_range");
    EXPECT_EQ(refusal(R"("metric":"sleep_stage","start":"2025-12-31T10:00:00Z","code":"dreaming")"), "unknown_code");
    EXPECT_EQ(refusal(R"("metric":"sleep_stage","start":"2025-12-31T10:00:00Z","value":1)"), "unknown_code");
    EXPECT_EQ(refusal(R"("metric":"heart_rate","start":"2026-01-02T00:00:01Z","value":60)"), "time_implausible")
        << "over a day ahead";
    EXPECT_EQ(refusal(good + R"(,"offset_minutes":1081)"), "time_implausible");
    EXPECT_EQ(refusal(good + R"(,"offset_minutes":-9223372036854775808)"), "time_implausible");
    EXPECT_EQ(refusal(good + R"(,"end":"2025-12-31T09:59:59Z")"), "ends_before_start");
    EXPECT_EQ(refusal(R"("metric":"steps","start":"2020-01-01T00:00:00Z","end":"2025-01-01T00:00:00Z","value":60)"),
        "time_implausible");
    EXPECT_EQ(refusal(good), "") << "a good one";
    auto const coded =
        one(R"("metric":"sleep_stage","start":"2025-12-31T01:00:00Z","end":"2025-12-31T02:00:00Z","code":"deep")");
    ASSERT_TRUE(coded.ok() && coded->refused.empty());
    EXPECT_EQ(
        metrics.find("sleep_stage")->codes.at(static_cast<std::size_t>(coded->by_metric.at("sleep_stage")[0].value)),
        "deep");
}

TEST_F(SampleParser, KeepsItsLimits)
{
    auto body = [](std::size_t n, std::string const& sample) {
        std::string out = R"({"samples":[)";
        for (std::size_t i = 0; i < n; ++i) out += (i ? ",{" : "{") + sample + "}";
        return out + "]}";
    };
    auto const most = parse(body(limits::samples_per_request_max, good));
    ASSERT_TRUE(most.ok());
    EXPECT_EQ(most->by_metric.at("heart_rate").size(), limits::samples_per_request_max);
    auto const more = parse(body(limits::samples_per_request_max + 1, good));
    ASSERT_FALSE(more.ok());
    EXPECT_EQ(more.error().code, Code::too_large);
    auto const bad = parse(body(250, R"("metric":"mood","start":"2025-12-31T10:00:00Z","value":1)"));
    ASSERT_TRUE(bad.ok());
    EXPECT_EQ(bad->refused.size(), 100u);
    EXPECT_EQ(bad->refused_total, 250u);
}

} // namespace
} // namespace wellkept::ingest
