// The converters, one by one, on a vendor that does not exist; the shapes are those of the ten vendors of the field.
#include "connect/programs/mapping.h"
#include <gtest/gtest.h>

namespace wellkept::programs {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t now_ms = 1'767'225'600'000; // 2026-01-01T00:00:00Z

timeseries::MetricTable const& metrics()
{
    static auto const table =
        timeseries::MetricTable::load(fs::path(WELLKEPT_SOURCE_DIR) / "policy/metrics.yaml").release();
    return table;
}

// A manifest around one rule; `rule` is YAML flow or block text at eight blanks.
Manifest with(std::string const& rule, std::string const& paging = "", std::string const& cursor = "")
{
    auto text = R"(code: acme
title: Acme
description: A vendor for tests.
kind: oauth
endpoints: { base: "https://api.acme.test" }
collects:
  body: { says: x }
  heart: { says: x }
  sleep: { says: x }
  activity: { says: x }
  glucose: { says: x }
history: { days: 30, poll_minutes: 60 }
oauth:
  authorize: { url: "{base}/authorize" }
  token: { method: POST, url: "{base}/token" }
  refresh: { rotation: fixed }
  reply: { user: /user }
rate_limits: [ { per: app, requests: 100, seconds: 60 } ]
requests:
  - name: all
    title: All
    window_days: 30
    call: { url: "{base}/all", params: { from: "{from_epoch}")"
        + cursor + " } }\n" + paging + "    map:\n" + rule + R"(
      - rule: rest
        each: [ { unused: body/none } ]
        time: { start: unused/at, as: epoch_s }
        emit:
          - { metric: weight, value: unused/a, unit: kg }
          - { metric: heart_rate, value: unused/a, unit: /min }
          - { metric: sleep_total, value: unused/a, unit: min }
          - { metric: vo2max, value: unused/a, unit: mL/min/kg }
          - { metric: glucose_cgm, value: unused/a, unit: mg/dL }
)";
    auto m = parse_manifest(text, "acme.yaml", metrics());
    EXPECT_TRUE(m.ok()) << m.error().public_text.text << "\n" << text;
    return m.ok() ? m.release() : Manifest {};
}

MapReport map(Manifest const& m, std::string const& json, std::string const& zone = "")
{
    EXPECT_FALSE(m.requests.empty());
    if (m.requests.empty()) return {};
    auto r = map_response(m, m.requests[0], json, { metrics(), now_ms, zone });
    EXPECT_TRUE(r.ok()) << r.error().public_text.text << " " << r.error().detail.text;
    return r.ok() ? r.release() : MapReport {};
}

std::string reason(MapReport const& r)
{
    EXPECT_TRUE(r.samples.empty());
    EXPECT_EQ(r.refused.size(), r.refused_total);
    return r.refused.empty() ? "none" : r.refused[0].reason;
}

std::string const weights = R"(      - rule: weights
        each: [ { item: body/items } ]
        time: { start: item/at, as: epoch_s }
        emit: [ { metric: weight, value: { at: item/value, scale10: item/unit }, unit: kg } ]
)";
std::string one(std::string const& members) { return R"({"items":[{)" + members + "}]}"; }

TEST(Mapping, ValuesAreScaledExactly)
{
    auto const m = with(weights);
    auto value = [&](std::string const& v, std::string const& unit) {
        auto const r = map(m, one(R"("at":1767000000,"value":)" + v + R"(,"unit":)" + unit));
        return r.samples.empty() ? -1 : r.samples[0].sample.value;
    };
    EXPECT_EQ(value("854", "-1"), 85.4);
    EXPECT_EQ(value("85400", "-3"), 85.4);
    EXPECT_EQ(value("85400000", "-6"), 85.4);
    EXPECT_EQ(value("7", "1"), 70);
    EXPECT_EQ(value("68", "0"), 68);
}

TEST(Mapping, BadReadingsAreRefusedWithAReasonAndNeverAValue)
{
    auto const m = with(weights);
    auto why = [&](std::string const& members) { return reason(map(m, one(members))); };
    EXPECT_EQ(why(R"("at":1767000000,"value":"fat","unit":0)"), "not_a_number");
    EXPECT_EQ(why(R"("at":1767000000,"value":true,"unit":0)"), "not_a_number");
    EXPECT_EQ(why(R"("at":1767000000,"value":9999,"unit":0)"), "out_of_range");
    EXPECT_EQ(why(R"("at":1767000000,"value":-70,"unit":0)"), "out_of_range");
    EXPECT_EQ(why(R"("at":1767000000,"value":70,"unit":99)"), "scale_invalid");
    EXPECT_EQ(why(R"("at":1767000000,"value":70,"unit":0.5)"), "scale_invalid");
    EXPECT_EQ(why(R"("at":1767000000,"value":70,"unit":null)"), "scale_invalid");
    EXPECT_EQ(why(R"("at":1767000000,"value":18446744073709551615,"unit":0)"), "out_of_range");
    EXPECT_EQ(why(R"("value":70,"unit":0)"), "time_missing");
    EXPECT_EQ(why(R"("at":"soon","value":70,"unit":0)"), "time_invalid");
    EXPECT_EQ(why(R"("at":1e300,"value":70,"unit":0)"), "time_invalid");
    EXPECT_EQ(why(R"("at":600000000,"value":70,"unit":0)"), "time_implausible") << "1989";
    EXPECT_EQ(why(R"("at":1767400000,"value":70,"unit":0)"), "time_implausible") << "two days ahead";
    EXPECT_EQ(why(R"("at":1767000000000,"value":70,"unit":0)"), "time_implausible") << "milliseconds for seconds";
    auto const r = map(m, one(R"("at":1767000000,"value":4242,"unit":0)"));
    EXPECT_EQ(r.refused[0].where, "/items/0/value");
    EXPECT_EQ(r.refused[0].metric, "weight");
}

TEST(Mapping, AValueOfNullIsNoValue)
{
    auto const r = map(with(weights), one(R"("at":1767000000,"value":null,"unit":0)"));
    EXPECT_TRUE(r.samples.empty());
    EXPECT_EQ(r.refused_total, 0U);
    EXPECT_EQ(r.skipped, 1U);
}

TEST(Mapping, OneBadReadingDoesNotStopTheRest)
{
    auto const r = map(with(weights), R"({"items":[{"at":1767000000,"value":70,"unit":0},17,null,"x",[],
        {"at":1767000001,"value":"x","unit":0},{"at":1767000002,"value":71,"unit":0}]})");
    EXPECT_EQ(r.samples.size(), 2U);
    EXPECT_EQ(r.refused_total, 1U);
}

TEST(Mapping, NoJsonOrTheWrongJsonIsAnError)
{
    auto const m = with(weights);
    auto code = [&](std::string const& text) {
        auto const r = map_response(m, m.requests[0], text, { metrics(), now_ms });
        return r.ok() ? Code::bug : r.error().code;
    };
    EXPECT_EQ(code(""), Code::bad_input);
    EXPECT_EQ(code("<html>"), Code::bad_input);
    EXPECT_EQ(code("7"), Code::bad_input);
    EXPECT_EQ(code(R"({"items":[)"), Code::bad_input);
    EXPECT_EQ(code(R"({"items":[],"items":[]})"), Code::bad_input) << "duplicate keys";
    EXPECT_EQ(code("{\"items\":\"\xff\"}"), Code::bad_input) << "invalid UTF-8";
    EXPECT_EQ(code(std::string(100, '[') + std::string(100, ']')), Code::bad_input) << "too deep";
    EXPECT_EQ(reason(map(m, R"({"items":{"a":1}})")), "shape");
    EXPECT_EQ(reason(map(m, R"({"items":5})")), "shape");
    EXPECT_EQ(reason(map(m, "{}")), "none");
}

std::string timed(std::string const& time)
{
    return R"(      - rule: t
        each: [ { item: body/items } ]
        time: )"
        + time + R"(
        emit: [ { metric: steps, value: item/v, unit: "{steps}" } ]
)";
}
std::string pulse(std::string const& time)
{
    return R"(      - rule: t
        each: [ { item: body/items } ]
        time: )"
        + time + R"(
        emit: [ { metric: heart_rate, value: item/v, unit: /min } ]
)";
}
timeseries::Sample only(MapReport const& r)
{
    EXPECT_EQ(r.samples.size(), 1U) << (r.refused.empty() ? "" : r.refused[0].reason);
    return r.samples.empty() ? timeseries::Sample {} : r.samples[0].sample;
}

TEST(MappingTime, DaysFollowTheClocksOfTheirZone)
{
    auto const m = with(timed("{ start: item/day, as: day, zone: item/tz }"));
    auto day = [&](std::string const& d, std::string const& tz) {
        return only(map(m, one(R"("v":5,"day":")" + d + R"(","tz":")" + tz + "\"")));
    };
    auto const spring = day("2025-03-30", "Europe/Berlin");
    EXPECT_EQ(spring.end_ms - spring.start_ms, 23 * 3'600'000);
    EXPECT_EQ(spring.offset_min, 60);
    auto const autumn = day("2025-10-26", "Europe/Berlin");
    EXPECT_EQ(autumn.end_ms - autumn.start_ms, 25 * 3'600'000);
    auto const usual = day("2025-06-01", "Asia/Kolkata");
    EXPECT_EQ(usual.start_ms, 1'748'716'200'000); // 2025-05-31T18:30Z
    EXPECT_EQ(usual.offset_min, 330);
    // Midnight of this day did not exist in Santiago: clocks went from 24:00 to 01:00.
    auto const skipped = day("2025-09-07", "America/Santiago");
    EXPECT_EQ(skipped.end_ms - skipped.start_ms, 23 * 3'600'000);
}

TEST(MappingTime, ADayNeedsAZoneFromSomewhere)
{
    auto const m = with(timed("{ start: item/day, as: day, zone: item/tz }"));
    auto why = [&](std::string const& members) { return reason(map(m, one(members))); };
    EXPECT_EQ(why(R"("v":5,"day":"2025-06-01")"), "zone_unknown");
    EXPECT_EQ(why(R"("v":5,"day":"2025-06-01","tz":"Middle/Earth")"), "zone_unknown");
    EXPECT_EQ(why(R"("v":5,"day":"2025-06-01","tz":"../../../etc/passwd")"), "zone_unknown");
    EXPECT_EQ(why(R"("v":5,"day":"2025-02-30","tz":"Europe/Berlin")"), "time_invalid");
    EXPECT_EQ(why(R"("v":5,"day":"2025-6-1","tz":"Europe/Berlin")"), "time_invalid");
    EXPECT_EQ(why(R"("v":5,"day":20250601,"tz":"Europe/Berlin")"), "time_invalid");
    auto const s = only(map(m, one(R"("v":5,"day":"2025-06-01")"), "Europe/Berlin"));
    EXPECT_EQ(s.start_ms, 1'748'728'800'000);
    EXPECT_EQ(s.offset_min, timeseries::offset_unknown) << "the source did not say where the person was";
}

TEST(MappingTime, OffsetsAreKeptOnlyWhereTheyMeanSomething)
{
    auto at = [](std::string const& form, std::string const& text) {
        return only(map(with(pulse("{ start: item/at, as: " + form + " }")), one(R"("v":60,"at":")" + text + "\"")));
    };
    EXPECT_EQ(at("rfc3339", "2025-06-01T12:00:00+05:30").offset_min, 330);
    EXPECT_EQ(at("rfc3339", "2025-06-01T12:00:00+05:30").start_ms, 1'748'759'400'000);
    EXPECT_EQ(at("rfc3339", "2025-06-01T12:00:00.250-08:00").offset_min, -480);
    EXPECT_EQ(at("rfc3339", "2025-06-01T12:00:00Z").offset_min, timeseries::offset_unknown);
    EXPECT_EQ(at("rfc3339_utc", "2025-06-01T12:00:00+00:00").offset_min, timeseries::offset_unknown);
    EXPECT_EQ(at("utc", "2025-06-01T12:00").start_ms, 1'748'779'200'000); // seconds may be missing
    EXPECT_EQ(at("utc", "2025-06-01T12:00:00Z").start_ms, 1'748'779'200'000);
}

TEST(MappingTime, LocalClocksNeedTheirZone)
{
    auto const m = with(pulse("{ start: item/at, as: local, zone: item/tz }"));
    auto at = [&](std::string const& text) {
        return only(map(m, one(R"("v":60,"tz":"America/New_York","at":")" + text + "\"")));
    };
    EXPECT_EQ(at("2025-07-01T12:00:00").start_ms, 1'751'385'600'000);
    EXPECT_EQ(at("2025-07-01T12:00:00").offset_min, -240);
    EXPECT_EQ(at("2025-11-02T01:30:00").offset_min, -240) << "shown twice: the earlier";
    EXPECT_EQ(at("2025-03-09T02:30:00").start_ms, 1'741'503'600'000) << "never shown: the moment of the change";
    auto const by_offset = with(pulse("{ start: item/at, as: local, offset: item/off s }"));
    auto const s = only(map(by_offset, one(R"("v":60,"at":"2025-07-01T12:00:00","off":7200)")));
    EXPECT_EQ(s.start_ms, 1'751'364'000'000);
    EXPECT_EQ(s.offset_min, 120);
}

TEST(MappingTime, OffsetsOfOtherVendors)
{
    // Seconds beside an epoch.
    auto const s = only(map(with(pulse("{ start: item/at, as: epoch_s, offset: item/off s }")),
        one(R"("v":60,"at":1767000000,"off":-18000)")));
    EXPECT_EQ(s.offset_min, -300);
    // A second clock that drifts: 3 h 29 min and 12 s ahead means UTC+3:30.
    auto const d = only(map(with(pulse("{ start: item/at, as: utc, local_clock: item/shown }")),
        one(R"("v":60,"at":"2025-06-01T12:00:00","shown":"2025-06-01T15:29:12")")));
    EXPECT_EQ(d.offset_min, 210);
    // Nonsense is no offset, but the time is good.
    auto const n = only(map(with(pulse("{ start: item/at, as: epoch_s, offset: item/off s }")),
        one(R"("v":60,"at":1767000000,"off":999999)")));
    EXPECT_EQ(n.offset_min, timeseries::offset_unknown);
}

TEST(MappingTime, IntervalsAreChecked)
{
    auto const m = with(timed("{ start: item/a, as: epoch_s, end: item/b }"));
    auto why = [&](std::string const& b) { return reason(map(m, one(R"("v":5,"a":1767000000,"b":)" + b))); };
    EXPECT_EQ(why("1766999999"), "interval_reversed");
    EXPECT_EQ(why("1767000000"), "interval_empty");
    EXPECT_EQ(why("null"), "time_missing");
    auto const length = with(timed("{ start: item/a, as: epoch_s, duration: item/d min }"));
    EXPECT_EQ(reason(map(length, one(R"("v":5,"a":1700000000,"d":100000)"))), "interval_too_long");
    EXPECT_EQ(only(map(length, one(R"("v":5,"a":1700000000,"d":15)"))).end_ms, 1'700'000'900'000);
    EXPECT_EQ(reason(map(length, one(R"("v":5,"a":1700000000,"d":9007199254740993)"))), "time_missing");
}

TEST(Mapping, AMapKeyedByOffsetFromAStart) // {"15": 75}: fifteen seconds after the start
{
    auto const m = with(R"(      - rule: beats
        each: [ { day: body/dailies }, { beat: { map: day/beats } } ]
        time: { start: day/start, as: epoch_s, plus: "beat# s", offset: day/off s }
        emit: [ { metric: heart_rate, value: beat, unit: /min } ]
)");
    auto const r = map(m,
        R"({"dailies":[{"start":1767000000,"off":3600,"beats":{"15":75,"30":80,"x":70}},{"start":1767000000,"beats":[]}]})");
    ASSERT_EQ(r.samples.size(), 2U);
    EXPECT_EQ(r.samples[1].sample.start_ms, 1'767'000'030'000);
    EXPECT_EQ(r.samples[1].sample.offset_min, 60);
    EXPECT_EQ(r.refused_total, 1U);
    EXPECT_EQ(r.refused[0].where, "/dailies/0/start");
    auto const bad = map(m, R"({"dailies":[{"start":1767000000,"beats":{"1767000001":7500}}]})");
    ASSERT_EQ(bad.refused.size(), 1U);
    EXPECT_EQ(bad.refused[0].where, "/dailies/0/beats/@0") << "a key is a time of the person's day: not for a log";
}

TEST(Mapping, UnitsThatTheAnswerNames)
{
    auto const m = with(R"(      - rule: g
        each: [ { item: body/items } ]
        time: { start: item/at, as: epoch_s }
        emit: [ { metric: glucose_cgm, value: item/v, unit: { at: item/u, table: { mg/dL: mg/dL, mmol/L: mmol/L } } } ]
)");
    EXPECT_EQ(only(map(m, one(R"("at":1767000000,"v":138,"u":"mg/dL")"))).value, 138);
    EXPECT_NEAR(only(map(m, one(R"("at":1767000000,"v":5.5,"u":"mmol/L")"))).value, 99.0858, 1e-9);
    EXPECT_EQ(reason(map(m, one(R"("at":1767000000,"v":138,"u":"cups")"))), "unit_unknown");
    EXPECT_EQ(reason(map(m, one(R"("at":1767000000,"v":138)"))), "unit_unknown");
}

TEST(Mapping, NumbersWrittenAsText)
{
    auto const m = with(R"(      - rule: n
        each: [ { item: body/items } ]
        time: { start: item/at, as: epoch_s }
        emit: [ { metric: weight, value: { at: item/v, number_text: yes }, unit: "[lb_av]", skip: ["0", "-1"] } ]
)");
    EXPECT_DOUBLE_EQ(only(map(m, one(R"("at":"1767000000","v":"154.5")"))).value, 154.5 * 0.45359237);
    EXPECT_EQ(reason(map(m, one(R"("at":1767000000,"v":"154,5")"))), "not_a_number");
    EXPECT_EQ(reason(map(m, one(R"("at":1767000000,"v":"nan")"))), "not_a_number");
    EXPECT_EQ(reason(map(m, one(R"("at":1767000000,"v":"inf")"))), "not_a_number");
    EXPECT_EQ(map(m, one(R"("at":1767000000,"v":"-1")")).skipped, 1U);
}

std::string const hypnogram = R"(      - rule: night
        each: [ { night: body/nights } ]
        record: "n-{night/id}"
        withdrawn: { night/gone: true }
        time: { start: night/start, as: epoch_s }
        emit:
          - metric: sleep_stage
            digits: { items: night/stages, step: 300 s }
            codes: { 1: deep, 2: light, 3: light, 4: awake }
            skip: ["0"]
          - metric: hrv_rmssd
            series: { items: night/hrv/items, step: night/hrv/interval s }
            unit: ms
)";

TEST(MappingSeries, DigitsBecomeRuns)
{
    auto const r = map(with(hypnogram), R"({"nights":[{"id":7,"start":1767000000,"stages":"44232011x1"}]})");
    ASSERT_EQ(r.samples.size(), 4U);
    auto const& s = r.samples;
    EXPECT_EQ(s[0].sample.value, 0); // awake
    EXPECT_EQ(s[0].sample.end_ms - s[0].sample.start_ms, 600'000);
    EXPECT_EQ(s[1].sample.value, 1); // 2, 3 and 2 are one run of light
    EXPECT_EQ(s[1].sample.end_ms - s[1].sample.start_ms, 900'000);
    EXPECT_EQ(s[2].sample.value, 2);
    EXPECT_EQ(s[2].sample.start_ms, 1'767'000'000'000 + 6 * 300'000) << "the 0 is a gap";
    EXPECT_EQ(s[3].sample.start_ms, 1'767'000'000'000 + 9 * 300'000);
    EXPECT_EQ(r.refused_total, 1U);
    EXPECT_EQ(r.refused[0].reason, "code_unknown");
    EXPECT_EQ(r.whole_records, (std::vector<std::string> { "n-7" }));
    EXPECT_EQ(s[0].sample.record, "n-7");
}

TEST(MappingSeries, HolesAreHolesAndBadItemsAreRefusedOneByOne)
{
    auto const r = map(with(hypnogram),
        R"({"nights":[{"id":7,"start":1767000000,"hrv":{"interval":300,"items":[null,50,"x",5000,60]}}]})");
    ASSERT_EQ(r.samples.size(), 2U);
    EXPECT_EQ(r.samples[1].sample.start_ms, 1'767'000'000'000 + 4 * 300'000);
    EXPECT_EQ(r.samples[1].sample.end_ms, 1'767'000'000'000 + 5 * 300'000);
    EXPECT_EQ(r.refused_total, 2U);
    EXPECT_EQ(r.refused[0].where, "/nights/0/hrv/items/2");
}

TEST(MappingSeries, StepsThatRunAwayAreStopped)
{
    auto with_hrv = [](std::string const& interval) {
        return map(with(hypnogram),
            R"({"nights":[{"id":7,"start":1767000000,"hrv":{"interval":)" + interval
                + R"(,"items":[1,2,3,4,5,6,7]}}]})");
    };
    for (auto const* bad : { "0", "-300", "null", "1e18", "\"x\"" })
        EXPECT_EQ(reason(with_hrv(bad)), "step_invalid") << bad;
    auto const ahead = with_hrv("86400");
    EXPECT_EQ(ahead.samples.size(), 4U) << "what lies after tomorrow is refused, once";
    EXPECT_EQ(ahead.refused_total, 1U);
    EXPECT_EQ(
        reason(map(with(hypnogram), R"({"nights":[{"id":7,"start":1767000000,"hrv":{"interval":1,"items":{}}}]})")),
        "shape");
    EXPECT_EQ(reason(map(with(hypnogram), R"({"nights":[{"id":7,"start":1767000000,"stages":5}]})")), "shape");
}

TEST(MappingRecords, IdsMustBeThereAndShort)
{
    auto const m = with(hypnogram);
    EXPECT_EQ(reason(map(m, R"({"nights":[{"start":1767000000,"stages":"1"}]})")), "record_missing");
    EXPECT_EQ(reason(map(m, R"({"nights":[{"id":"","start":1767000000,"stages":"1"}]})")), "record_missing");
    EXPECT_EQ(
        reason(map(m, R"({"nights":[{"id":")" + std::string(200, 'a') + R"(","start":1767000000,"stages":"1"}]})")),
        "record_too_long");
}

TEST(MappingRecords, AWithdrawnRecordIsWholeAndEmpty)
{
    auto const r = map(with(hypnogram), R"({"nights":[{"id":7,"gone":true,"start":1767000000,"stages":"1111"}]})");
    EXPECT_TRUE(r.samples.empty());
    EXPECT_EQ(r.whole_records, (std::vector<std::string> { "n-7" }));
}

TEST(Mapping, WhatIsNotConsentedIsNotRead)
{
    auto const m = with(hypnogram);
    std::set<std::string> const categories { "heart" };
    auto r = map_response(m, m.requests[0],
        R"({"nights":[{"id":7,"start":1767000000,"stages":"1111","hrv":{"interval":300,"items":[50]}}]})",
        { metrics(), now_ms, "", &categories });
    ASSERT_TRUE(r.ok());
    ASSERT_EQ(r->samples.size(), 1U);
    EXPECT_EQ(r->samples[0].metric, "hrv_rmssd");
    std::set<std::string> const none;
    r = map_response(m, m.requests[0], R"({"nights":[{"id":7,"start":1767000000,"stages":"1111"}]})",
        { metrics(), now_ms, "", &none });
    EXPECT_TRUE(r->samples.empty());
}

TEST(Mapping, TooManySamplesRefuseTheAnswer)
{
    std::string items = "1";
    for (std::size_t i = 0; i < samples_per_response_max; ++i) items += ",1";
    auto const m = with(hypnogram);
    auto const r = map_response(m, m.requests[0],
        R"({"nights":[{"id":7,"start":1700000000,"hrv":{"interval":1,"items":[)" + items + "]}}]}",
        { metrics(), now_ms });
    ASSERT_FALSE(r.ok());
    EXPECT_EQ(r.error().code, Code::too_large);
}

TEST(Mapping, RefusalsAreCountedAllAndListedUpToABound)
{
    std::string items = R"({"at":1,"value":1,"unit":0})";
    for (std::size_t i = 0; i < refusals_listed_max + 50; ++i) items += R"(,{"at":1,"value":1,"unit":0})";
    auto const r = map(with(weights), R"({"items":[)" + items + "]}");
    EXPECT_EQ(r.refused.size(), refusals_listed_max);
    EXPECT_EQ(r.refused_total, refusals_listed_max + 51);
}

TEST(MappingPaging, EveryKindEndsAndNeverTurnsInCircles)
{
    auto next = [](std::string const& paging, std::string const& json, std::string const& cursor) {
        auto const m = with(weights, "    paging: " + paging + "\n", ", c: \"{cursor}\"");
        auto r = map_response(m, m.requests[0], json, { metrics(), now_ms, "", nullptr, cursor });
        return !r.ok() ? "error" : r->next_cursor.value_or("end");
    };
    std::string const offset = "{ kind: more_offset, more: /more, cursor: /offset }";
    EXPECT_EQ(next(offset, R"({"more":true,"offset":200})", ""), "200");
    EXPECT_EQ(next(offset, R"({"more":1,"offset":200})", "100"), "200");
    EXPECT_EQ(next(offset, R"({"more":false,"offset":200})", ""), "end");
    EXPECT_EQ(next(offset, R"({"more":0,"offset":0})", ""), "end");
    EXPECT_EQ(next(offset, "{}", ""), "end");
    EXPECT_EQ(next(offset, R"({"more":true})", ""), "error");
    EXPECT_EQ(next(offset, R"({"more":true,"offset":200})", "200"), "error");
    std::string const token = "{ kind: next_token, cursor: /next }";
    EXPECT_EQ(next(token, R"({"next":"abc"})", ""), "abc");
    EXPECT_EQ(next(token, R"({"next":null})", "abc"), "end");
    EXPECT_EQ(next(token, R"({"next":""})", "abc"), "end");
    EXPECT_EQ(next(token, R"({"next":"abc"})", "abc"), "error");
    std::string const page = "{ kind: page, items: /items, size: 2 }";
    EXPECT_EQ(next(page, R"({"items":[{},{}]})", ""), "2");
    EXPECT_EQ(next(page, R"({"items":[{},{}]})", "2"), "3");
    EXPECT_EQ(next(page, R"({"items":[{}]})", "3"), "end");
    EXPECT_EQ(next(page, R"({"items":[{},{}]})", "x"), "error");
}

TEST(MappingWhen, ConditionsCompareScalarsOfAnyKind)
{
    auto count = [](std::string const& when, std::string const& members) {
        auto const m = with(R"(      - rule: w
        each: [ { item: body/items } ]
        when: )"
            + when + R"(
        time: { start: item/at, as: epoch_s }
        emit: [ { metric: weight, value: item/v, unit: kg } ]
)");
        return map(m, one(R"("at":1767000000,"v":70,)" + members)).samples.size();
    };
    EXPECT_EQ(count("{ item/k: 1 }", R"("k":1)"), 1U);
    EXPECT_EQ(count("{ item/k: 1 }", R"("k":1.0)"), 1U);
    EXPECT_EQ(count("{ item/k: 1 }", R"("k":"1")"), 1U);
    EXPECT_EQ(count("{ item/k: 1 }", R"("k":2)"), 0U);
    EXPECT_EQ(count("{ item/k: 1 }", R"("j":1)"), 0U);
    EXPECT_EQ(count("{ item/k: [a, b] }", R"("k":"b")"), 1U);
    EXPECT_EQ(count("{ item/k: true }", R"("k":true)"), 1U);
    EXPECT_EQ(count("{ item/k: { not: [1, 2] } }", R"("k":3)"), 1U);
    EXPECT_EQ(count("{ item/k: { not: [1, 2] } }", R"("k":2)"), 0U);
    EXPECT_EQ(count("{ item/k: { not: 2 } }", R"("j":2)"), 1U);
    EXPECT_EQ(count("{ item/k: present }", R"("k":0)"), 1U);
    EXPECT_EQ(count("{ item/k: present }", R"("k":null)"), 0U);
    EXPECT_EQ(count("{ item/k: absent }", R"("k":null)"), 1U);
    EXPECT_EQ(count("{ item/k: absent }", R"("k":[])"), 0U);
}

} // namespace
} // namespace wellkept::programs
