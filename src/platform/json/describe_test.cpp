#include "platform/json/json.h"
#include <gtest/gtest.h>

using namespace wellkept;
using namespace std::chrono_literals;

namespace describe_test {

enum class Origin { device, app_, manual };
BOOST_DESCRIBE_ENUM(Origin, device, app_, manual)

struct Sample {
    Instant start;
    double value {};
    std::optional<std::string> record_id;
    static constexpr json::Bounds bounds(std::string_view member)
    {
        if (member == "value") return { .min = -10, .max = 250.5 };
        if (member == "record_id") return { .length_min = 1, .length_max = 4 };
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(Sample, (), (start, value, record_id))

struct Batch {
    ClientId client;
    Uuid stream;
    Origin origin {};
    bool backfill {};
    std::int32_t offset_minutes {};
    std::int64_t count {};
    std::vector<Sample> samples;
    std::map<std::string, std::vector<std::int64_t>> extra;
    std::optional<Sample> last;
    std::optional<std::chrono::year_month_day> day;
    std::optional<boost::json::value> raw;
    std::string class_;
    static constexpr json::Bounds bounds(std::string_view member)
    {
        if (member == "samples") return { .items_min = 1, .items_max = 3 };
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(
    Batch, (), (client, stream, origin, backfill, offset_minutes, count, samples, extra, last, day, raw, class_))

struct Base {
    std::int64_t number {};
};
BOOST_DESCRIBE_STRUCT(Base, (), (number))
struct Derived : Base {
    std::uint32_t small {};
};
BOOST_DESCRIBE_STRUCT(Derived, (Base), (small))
struct Nothing { };
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

constexpr char const* good =
    R"({"client":"01890a5d-ac96-774b-bcce-b302099a8057","stream":"01890a5d-ac96-774b-bcce-b302099a8058",
    "origin":"app","backfill":true,"offset_minutes":-120,"count":9223372036854775807,
    "samples":[{"start":"2026-01-31T08:00:00.250Z","value":61},{"start":"2026-01-31T09:00:00+01:00","value":61.5,"record_id":"\u00e9\u00e9\u00e9\u00e9"}],
    "extra":{"k":[1,2]},"last":null,"day":"2024-02-29","raw":{"any":[null,1.5]},"class":"x"})";

// The good document with one member put in or replaced.
std::string with(std::string_view pointer, std::string_view value)
{
    auto v = json::parse(good).release();
    auto const slash = pointer.rfind('/');
    auto& parent = v.at_pointer(pointer.substr(0, slash));
    auto const name = pointer.substr(slash + 1);
    auto& place = parent.is_array() ? parent.get_array()[name[0] - '0'] : parent.get_object()[name];
    place = json::parse(value).release();
    return json::text(v);
}

std::string refusal(std::string const& text)
{
    auto const batch = json::decode_text<Batch>(text);
    if (batch.ok()) return "taken";
    EXPECT_EQ(batch.error().code, Code::bad_input);
    return batch.error().public_text.text;
}

TEST(JsonDecode, ReadsEveryKindOfMember)
{
    auto const batch = json::decode_text<Batch>(good);
    ASSERT_TRUE(batch.ok()) << batch.error().public_text.text;
    auto const& b = batch.value();
    EXPECT_EQ(b.client.text(), "01890a5d-ac96-774b-bcce-b302099a8057");
    EXPECT_EQ(b.origin, Origin::app_);
    EXPECT_TRUE(b.backfill);
    EXPECT_EQ(b.offset_minutes, -120);
    EXPECT_EQ(b.count, INT64_MAX);
    ASSERT_EQ(b.samples.size(), 2u);
    EXPECT_EQ(b.samples[0].value, 61.0);
    EXPECT_EQ(b.samples[0].start - b.samples[1].start, 250ms);
    EXPECT_FALSE(b.samples[0].record_id);
    EXPECT_EQ(b.samples[1].record_id, "\u00e9\u00e9\u00e9\u00e9"); // four characters, eight bytes
    EXPECT_EQ(b.extra.at("k"), (std::vector<std::int64_t> { 1, 2 }));
    EXPECT_FALSE(b.last);
    EXPECT_EQ(*b.day, std::chrono::year_month_day(std::chrono::February / 29 / 2024));
    EXPECT_EQ(b.class_, "x");
}

TEST(JsonDecode, WhatIsEncodedDecodesToTheSame)
{
    auto const once = json::encode_text(json::decode_text<Batch>(good).value());
    auto const twice = json::encode_text(json::decode_text<Batch>(once).value());
    EXPECT_EQ(once, twice);
    EXPECT_NE(once.find(R"("start":"2026-01-31T08:00:00.250Z","value":61})"), std::string::npos) << once;
    EXPECT_EQ(once.find("last"), std::string::npos) << "an empty optional is left out";
    EXPECT_NE(once.find(R"("class":"x")"), std::string::npos);
}

TEST(JsonDecode, ErrorsNameThePathAndTheRule)
{
    EXPECT_EQ(refusal(with("/samples/1", R"({"value":1})")), "samples[1].start is missing.");
    EXPECT_EQ(refusal(with("/samples/0/start", "\"yesterday\"")),
        "samples[0].start is not a date-time like 2026-01-31T08:00:00Z.");
    EXPECT_EQ(refusal(with("/samples/0/start", "1706688000")),
        "samples[0].start is not a date-time like 2026-01-31T08:00:00Z.");
    EXPECT_EQ(refusal(with("/samples/0/value", "\"61\"")), "samples[0].value is not a number.");
    EXPECT_EQ(refusal(with("/samples/0/value", "null")), "samples[0].value is not a number.");
    EXPECT_EQ(refusal(with("/origin", "\"app_\"")), R"(origin is not one of "device", "app", "manual".)");
    EXPECT_EQ(refusal(with("/origin", "0")), R"(origin is not one of "device", "app", "manual".)");
    EXPECT_EQ(refusal(with("/backfill", "1")), "backfill is not true or false.");
    EXPECT_EQ(refusal(with("/client", "\"01890a5dac96774bbcceb302099a8057\"")),
        "client is not an id of 36 characters like 01890a5d-ac96-774b-bcce-b302099a8057.");
    EXPECT_EQ(refusal(with("/day", "\"2023-02-29\"")), "day is not a date like 2026-01-31.");
    EXPECT_EQ(refusal(with("/day", "\"2024-02-29T\"")), "day is not a date like 2026-01-31.");
    EXPECT_EQ(refusal(with("/samples", "{}")), "samples is not an array.");
    EXPECT_EQ(refusal(with("/extra", "[]")), "extra is not an object.");
    EXPECT_EQ(refusal(with("/class", "[]")), "class is not a string.");
    EXPECT_EQ(refusal("[]"), "The JSON is not an object.");
    EXPECT_EQ(refusal("{}"), "client is missing.");
}

TEST(JsonDecode, WholeNumbersStayInRange)
{
    EXPECT_EQ(refusal(with("/offset_minutes", "2147483647")), "taken");
    EXPECT_EQ(refusal(with("/offset_minutes", "5.0")), "taken");
    for (auto const* bad :
        { "2147483648", "-2147483649", "1.5", "1e300", "18446744073709551615", "9223372036854775808" })
        EXPECT_EQ(refusal(with("/offset_minutes", bad)), "offset_minutes is not a whole number in range.") << bad;
    // past 2^53 a double no longer tells which whole number was meant
    auto counting = [](std::string_view n) { return "{\"number\":" + std::string(n) + ",\"small\":0}"; };
    EXPECT_EQ(json::decode_text<Derived>(counting("9007199254740992.0")).value().number, 9007199254740992);
    EXPECT_EQ(json::decode_text<Derived>(counting("9007199254740993")).value().number, 9007199254740993);
    EXPECT_FALSE(json::decode_text<Derived>(counting("9007199254740994.0")).ok());
    EXPECT_EQ(refusal(with("/count", "true")), "count is not a number.");
}

TEST(JsonDecode, BoundsAreEnforced)
{
    EXPECT_EQ(refusal(with("/samples/0/value", "250.5")), "taken");
    EXPECT_EQ(refusal(with("/samples/0/value", "250.6")), "samples[0].value is more than 250.5.");
    EXPECT_EQ(refusal(with("/samples/0/value", "-11")), "samples[0].value is less than -10.");
    EXPECT_EQ(refusal(with("/samples/1/record_id", "\"12345\"")), "samples[1].record_id is longer than 4 characters.");
    EXPECT_EQ(refusal(with("/samples/1/record_id", "\"\"")), "samples[1].record_id is empty.");
    EXPECT_EQ(refusal(with("/samples", "[]")), "samples has fewer than 1 items.");
    EXPECT_EQ(refusal(with("/samples", "[1,2,3,4]")), "samples has more than 3 items.");
    EXPECT_EQ(refusal(with("/class", "\"" + std::string(1000, 'x') + "\"")), "taken");
    EXPECT_EQ(refusal(with("/class", "\"" + std::string(1001, 'x') + "\"")), "class is longer than 1000 characters.");
    std::string many = "[0";
    for (int i = 0; i < 10'000; ++i) many += ",0";
    EXPECT_EQ(refusal(with("/extra/k", many + "]")), "extra[*] has more than 10000 items.");
}

// An unknown name, a map's key and any value come from outside, and may be anything, a name or an address too.
TEST(JsonDecode, ErrorsEchoNothingFromOutside)
{
    auto const unknown = refusal(with("/samples/0/ada@example.org", "1"));
    EXPECT_EQ(unknown, R"(samples[0] has a member that is not known here; known are "start", "value", "record_id".)");
    EXPECT_EQ(refusal(with("/extra/ada@example.org", "1")), "extra[*] is not an array.");
    EXPECT_EQ(refusal(with("/extra/ada@example.org", "[\"x\"]")), "extra[*][0] is not a number.");
    EXPECT_EQ(refusal(with("/extra/" + std::string(201, 'k'), "[]")), "extra has a name longer than 200 characters.");
    EXPECT_EQ(json::decode_text<Nothing>(R"({"a":1})").error().public_text.text,
        "The JSON has a member, and none is known here.");
    EXPECT_TRUE(json::decode_text<Nothing>("{}").ok());
}

TEST(JsonDecode, InheritedMembersAndOtherTopLevels)
{
    auto const d = json::decode_text<Derived>(R"({"number":1,"small":4294967295})");
    ASSERT_TRUE(d.ok());
    EXPECT_EQ(d.value().number, 1);
    EXPECT_EQ(d.value().small, UINT32_MAX);
    EXPECT_FALSE(json::decode_text<Derived>(R"({"number":1,"small":-1})").ok());
    EXPECT_FALSE(json::decode_text<Derived>(R"({"small":1})").ok());
    EXPECT_EQ(json::decode_text<std::vector<bool>>("[true,false]").value(), (std::vector<bool> { true, false }));
    EXPECT_EQ(json::encode_text(std::vector<bool> { true, false }), "[true,false]");
    EXPECT_EQ(json::encode_text(std::vector<std::optional<std::int64_t>> { 1, std::nullopt }), "[1,null]");
    EXPECT_EQ(json::decode_text<std::vector<std::optional<std::int64_t>>>("[1,null]")->size(), 2u);
}

TEST(JsonSchema, SaysWhatDecodeEnforces)
{
    EXPECT_EQ(json::schema<Sample>(),
        R"({"type":"object","properties":{"start":{"type":"string","format":"date-time"},)"
        R"("value":{"type":"number","minimum":-10,"maximum":250.5},"record_id":{"type":"string","minLength":1,"maxLength":4}},)"
        R"("required":["start","value"],"additionalProperties":false})");
    auto const batch = json::schema_value<Batch>();
    auto at = [&](std::string_view pointer) { return json::text(batch.at_pointer(pointer)); };
    EXPECT_EQ(at("/properties/client"), R"({"type":"string","format":"uuid"})");
    EXPECT_EQ(at("/properties/origin"), R"({"type":"string","enum":["device","app","manual"]})");
    EXPECT_EQ(at("/properties/offset_minutes"), R"({"type":"integer","format":"int32"})");
    EXPECT_EQ(at("/properties/count"), R"({"type":"integer","format":"int64"})");
    EXPECT_EQ(at("/properties/samples/minItems"), "1");
    EXPECT_EQ(at("/properties/samples/maxItems"), "3");
    EXPECT_EQ(at("/properties/samples/items"), json::schema<Sample>());
    EXPECT_EQ(at("/properties/extra/additionalProperties/maxItems"), "10000");
    EXPECT_EQ(at("/properties/day"), R"({"type":"string","format":"date"})");
    EXPECT_EQ(at("/properties/raw"), "{}");
    EXPECT_EQ(at("/required"),
        R"(["client","stream","origin","backfill","offset_minutes","count","samples","extra","class"])");
    EXPECT_EQ(json::schema<Nothing>(), R"({"type":"object","properties":{},"additionalProperties":false})");
    EXPECT_EQ(json::text(json::schema_value<Derived>().at_pointer("/properties/small")),
        R"({"type":"integer","minimum":0,"maximum":4294967295})");
}

} // namespace describe_test
