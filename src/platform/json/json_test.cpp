#include "platform/json/json.h"
#include <gtest/gtest.h>

using namespace wellkept;

namespace {

std::string refusal(std::string_view text)
{
    auto const v = json::parse(text);
    if (v.ok()) {
        ADD_FAILURE() << "taken: " << text.substr(0, 80);
        return "";
    }
    EXPECT_EQ(v.error().code, Code::bad_input);
    return v.error().public_text.text + "|" + v.error().detail.text;
}

TEST(JsonParse, TakesWhatTheStandardAllows)
{
    for (auto const* good :
        { "null", "true", " 1 ", "\"x\"", "[]", "{}", "\t\r\n[1, 2.5e3, -0, \"\\u00e9\\ud83d\\ude00\"] ",
            R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})", R"({"":0})", "5e-324", "-1.5E+10" })
        EXPECT_TRUE(json::parse(good).ok()) << good;
    EXPECT_EQ(json::parse("\"\\ud83d\\ude00\"").value(), boost::json::value("\xf0\x9f\x98\x80"));
}

TEST(JsonParse, RefusesWhatItDoesNotAllow)
{
    for (auto const* bad : { "", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
             "{'a':1}", "nul", "True", "NaN", "Infinity", "-Infinity", "01", "1.", ".5", "+1", "1e", "0x10", "\"",
             "\"\\x41\"", "\"\\u12\"", "\"\t\"", "\"\n\"", "// c\n1", "/* c */ 1", "[1 2]", "\xef\xbb\xbf{}",
             "{\"a\" 1}", "--1", "]", "}" })
        refusal(bad);
}

TEST(JsonText, TimesHaveFixedWidth)
{
    for (auto const* text : { "1970-01-01T00:00:00.000Z", "2026-11-22T04:07:09.012Z", "1999-12-31T23:59:59.999Z", "2024-02-29T10:20:30.400Z" })
        EXPECT_EQ(rfc3339(*parse_rfc3339(text)), text);
    EXPECT_EQ(rfc3339(Instant(std::chrono::microseconds(-1))), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(rfc3339(Instant(std::chrono::sys_days(std::chrono::year(900) / 3 / 4))), "0900-03-04T00:00:00.000Z");
}

TEST(JsonText, EscapesWhatMustBe)
{
    EXPECT_EQ(json::text(boost::json::value(std::string("a\"b\\c\n\0d\x1f", 9))), R"("a\"b\\c\n\u0000d\u001f")");
    EXPECT_EQ(json::text(boost::json::value("caf\xc3\xa9 / \x7f")), "\"caf\xc3\xa9 / \x7f\"");
    std::string const long_one(2'000, '\n');
    EXPECT_EQ(boost::json::parse(json::text(boost::json::value(long_one))), boost::json::value(long_one));
}

TEST(JsonParse, RefusesTrailingBytes)
{
    for (auto const* bad : { "{} x", "{}{}", "1 2", "[]]", "null,", "true false", "\"a\"\"b\"", "{}\x01" })
        refusal(bad);
    refusal(std::string_view("{}\0", 3));
}

TEST(JsonParse, RefusesInvalidUtf8)
{
    for (auto const* bad : { "\x80", "\xc3", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
             "\xf8\x88\x80\x80\x80", "\xff", "\xe2\x82", "\xf0\x9f\x98" }) {
        refusal(std::string("\"") + bad + "\"");
        refusal(std::string("\"x") + bad + "y\"");
        refusal(std::string("{\"") + bad + "\":1}");
    }
    EXPECT_TRUE(json::parse("\"\xf4\x8f\xbf\xbf \xe2\x82\xac\"").ok());
}

TEST(JsonParse, RefusesLoneSurrogates)
{
    for (auto const* bad : { R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\u0041")", R"("\ud800\ud800")",
             R"("\udc00\ud800")", R"({"\ud800":1})" })
        refusal(bad);
}

TEST(JsonParse, RefusesNulInStringsAndNames)
{
    for (auto const* bad : { R"("\u0000")", R"("abc\u0000def")", R"({"a\u0000":1})", R"([["\u0000"]])" })
        EXPECT_NE(refusal(bad).find("NUL"), std::string::npos) << bad;
    // also in a long string, which the parser hands over in parts
    refusal("\"" + std::string(5000, 'x') + "\\n\\u0000" + std::string(5000, 'x') + "\"");
}

TEST(JsonParse, RefusesDuplicateNamesAnywhere)
{
    for (auto const* bad :
        { R"({"a":1,"a":1})", R"({"a":1,"b":2,"a":3})", R"([{"x":{"a":1,"a":2}}])", R"({"a":1,"\u0061":2})",
            R"({"":1,"":2})", R"({"a":{"b":1,"c":2},"a":{}})", R"({"a":{},"a":{"b":1,"c":2}})" })
        EXPECT_NE(refusal(bad).find("twice"), std::string::npos) << bad;
    std::string many = "{";
    for (int i = 0; i < 5000; ++i) many += "\"m" + std::to_string(i) + "\":0,";
    EXPECT_TRUE(json::parse(many + "\"last\":0}").ok());
    refusal(many + "\"m2500\":0}");
}

TEST(JsonParse, BoundsDepthAndMembers)
{
    auto nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
    EXPECT_TRUE(json::parse(nested(32)).ok());
    EXPECT_NE(refusal(nested(33)).find("deep"), std::string::npos);
    refusal(std::string(1'000'000, '['));
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    refusal(objects);
    std::string many = "{";
    for (int i = 0; i < 20'001; ++i) many += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
    EXPECT_NE(refusal(many + "}").find("too many"), std::string::npos);
}

TEST(JsonParse, NumbersAreExactOrRefused)
{
    for (auto const* huge : { "1e309", "1e-400", "-1e309", "1e999999999999", "123456789e400", "[1,2,1E400]" })
        refusal(huge);
    refusal(std::string(400, '9'));
    EXPECT_TRUE(json::parse("9223372036854775807")->is_int64());
    EXPECT_TRUE(json::parse("9223372036854775808")->is_uint64());
    EXPECT_TRUE(json::parse("18446744073709551616")->is_double());
    for (auto const* s : { "36.6", "0.1", "1.7976931348623157e308", "2.2250738585072014e-308", "5e-324",
             "9007199254740993.0", "123456.789e-3", "8.41", "70.30000000000001", "0.30000000000000004", "3.0e23",
             "1.00000000000000011102230246251565" })
        EXPECT_EQ(json::parse(s)->as_double(), std::strtod(s, nullptr)) << s;
    SeededRng rng(20);
    for (int i = 0; i < 20'000; ++i) {
        std::uint8_t b[8];
        rng.fill(b);
        char s[64];
        std::snprintf(s, sizeof s, "%d.%de%d", b[0] * 256 + b[1], b[2] * 65536 + b[3] * 256 + b[4], b[5] % 40 - 20);
        ASSERT_EQ(json::parse(s)->as_double(), std::strtod(s, nullptr)) << s;
    }
}

TEST(JsonParse, AnErrorTellsWhereAndNothingOfTheContent)
{
    auto const e = refusal(R"({"name":"Ada Lovelace",)");
    EXPECT_EQ(e.find("Ada"), std::string::npos);
    EXPECT_NE(e.find("at byte 23"), std::string::npos) << e;
}

TEST(JsonText, IsShortReadableAndReadsBackTheSame)
{
    for (auto const* s : { "36.6", "-0.5", "-0.0", "0.30000000000000004", "1e+30", "1.5e-09", "9223372036854775807",
             "18446744073709551615", "true", "null", "[]", "{}", R"([1,[2,{"a":"b"}],null])",
             R"("q\"\\\n\u0001\u001f/")", "\"\xf0\x9f\x98\x80\"", R"({"":"","k":[{}]})" })
        EXPECT_EQ(json::text(json::parse(s).value()), s);
    EXPECT_EQ(json::text(boost::json::value(std::numeric_limits<double>::infinity())), "null");
    EXPECT_EQ(json::text(boost::json::value(std::nan(""))), "null");
    std::string const large(3000, '"');
    EXPECT_EQ(json::parse(json::text(boost::json::value(large)))->as_string(), large);
}

} // namespace
