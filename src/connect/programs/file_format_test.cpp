#include "connect/programs/file_rows.h"
#include "connect/programs/file_testing.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::programs;
using namespace wellkept::programs::testing;
using namespace std::string_literals;
using ::testing::HasSubstr;

namespace {

std::string const good = "ID\tHora\tTipo de registro\tHistórico glucosa (mg/dL)\n1\t2022/01/14 18:04\t0\t90\n";

// UTF-8 of the letters used here only: ASCII and ó.
std::string utf16(std::string const& utf8, bool little)
{
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        char const c = utf8[i] == '\xc3' ? '\xf3' : utf8[i];
        if (utf8[i] == '\xc3') ++i;
        out += little ? std::string { c, '\0' } : std::string { '\0', c };
    }
    return out;
}

std::string windows1252(std::string text)
{
    for (auto at = text.find("\xc3\xb3"); at != std::string::npos; at = text.find("\xc3\xb3"))
        text.replace(at, 2, "\xf3");
    return text;
}

std::string why(std::string_view bytes, How const& how = {})
{
    auto const r = import(bytes, how);
    return r.ok() ? "it was read" : r.error().public_text.text;
}

Code code_of_error(std::string_view bytes)
{
    auto const r = import(bytes);
    return r.ok() ? Code::bug : r.error().code;
}

std::string faults(std::string const& yaml)
{
    auto const r = parse_file_section(YAML::Load(yaml), "x.yaml", metrics());
    return r.ok() ? "" : r.error().public_text.text;
}

std::string const steps_layout = R"(
layouts:
  - layout: steps
    title: Steps
    delimiters: [comma]
    columns: { time: { headers: [Time] }, n: { headers: [Steps] } }
    time: { column: time, patterns: [Y-M-D H:mm] }
    samples: [ { metric: steps, value: n, unit: "{steps}", lasts: 1 min } ]
)";

std::string changed(std::string const& from, std::string const& to)
{
    auto text = steps_layout;
    auto const at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

} // namespace

TEST(FileText, EveryEncodingGivesTheSame)
{
    auto const plain = import(good);
    ASSERT_TRUE(plain.ok()) << plain.error().public_text.text;
    ASSERT_EQ(plain->report.rows_used, 1U);
    for (std::string const& bytes : { "\xef\xbb\xbf" + good, "\xff\xfe" + utf16(good, true),
             "\xfe\xff" + utf16(good, false), utf16(good, true), utf16(good, false), windows1252(good) })
        for (std::size_t const piece : { std::size_t(1), std::size_t(3), std::size_t(4096) }) {
            auto const r = import(bytes, { .piece = piece });
            ASSERT_TRUE(r.ok()) << r.error().public_text.text;
            EXPECT_EQ(r->samples, plain->samples);
        }
}

TEST(FileText, WhatIsNoExportIsNamed)
{
    EXPECT_THAT(why(""), HasSubstr("is empty"));
    EXPECT_THAT(why("PK\x03\x04rest"), HasSubstr("Excel"));
    EXPECT_THAT(why("%PDF-1.7"), HasSubstr("PDF"));
    EXPECT_THAT(why("\x1f\x8b\x08"), HasSubstr("compressed"));
    EXPECT_THAT(why("\x01\x02\x03\x04\x05"), HasSubstr("not a text file"));
    EXPECT_EQ(code_of_error("a,b,c\n1,2,3\n"), Code::unsupported);
    EXPECT_THAT(why("a,b,c\n1,2,3\n"), HasSubstr("FreeStyle Libre"));
    EXPECT_THAT(why("\n\n\n"), HasSubstr("none we know"));
    EXPECT_THAT(why("Id,Time,Value\n"), HasSubstr("no data below"));
    EXPECT_THAT(why("Id,Time,Value"), HasSubstr("no data below"));
}

TEST(FileText, DamageInTheMiddleIsNoticed)
{
    auto bytes = good;
    // Beyond what was sniffed, so that only the reading can notice.
    while (bytes.size() < file_sniff_bytes_max + 100) bytes += "2\t2022/01/14 18:19\t0\t90\n";
    EXPECT_EQ(why(bytes), "it was read");
    EXPECT_THAT(why(bytes + '\0' + "\n"), HasSubstr("not a text file"));
    auto const cut = "\xff\xfe" + utf16(good, true) + "x";
    EXPECT_THAT(why(cut), HasSubstr("cut short"));
    auto const latin = windows1252(bytes) + "\x81\n"; // unassigned there
    EXPECT_THAT(why(latin), HasSubstr("not a text file"));
}

TEST(FileRows, QuotesLineEndsAndNumbersOfLines)
{
    std::vector<std::pair<std::uint64_t, std::vector<std::string>>> got;
    auto const take = [&](FileRow const& row) -> Result<> {
        got.emplace_back(row.line, std::vector<std::string>(row.cells.begin(), row.cells.end()));
        return {};
    };
    std::string const text = "a,\"b \"\"c\"\"\",d\r\n\r\n\"two\r\nlines\", x ,\r\n1,2,3\n,,\n4,5,6\r7,8,9";
    for (std::size_t piece = 1; piece < 12; ++piece) {
        got.clear();
        auto reader = RowReader::open(',', take);
        ASSERT_TRUE(reader.ok());
        for (std::size_t i = 0; i < text.size(); i += piece)
            ASSERT_TRUE(reader->feed(std::string_view(text).substr(i, piece)).ok());
        ASSERT_TRUE(reader->finish().ok());
        using Row = std::pair<std::uint64_t, std::vector<std::string>>;
        EXPECT_EQ(got,
            (std::vector<Row> { { 1, { "a", "b \"c\"", "d" } }, { 3, { "two\r\nlines", "x", "" } },
                { 5, { "1", "2", "3" } }, { 6, { "", "", "" } }, { 7, { "4", "5", "6" } }, { 8, { "7", "8", "9" } } }))
            << piece;
    }
}

TEST(FileRows, BoundsHold)
{
    auto const head = "Id,Time,Value\n"s;
    EXPECT_EQ(code_of_error(head + std::string(70'000, 'x') + "\n"), Code::too_large);
    EXPECT_EQ(code_of_error(head + std::string(600, ',') + "\n"), Code::too_large);
    std::string open = head + "7,\"4/13/2016";
    for (int i = 0; i < 10'000; ++i) open += "\r\n7,4/13/2016 1:00:00 AM,60";
    EXPECT_EQ(code_of_error(open), Code::too_large);
    EXPECT_THAT(why(open), HasSubstr("Line 2 "));
    EXPECT_THAT(why(head + "7,\"4/13/2016 1:00:00 AM,60\n"), HasSubstr("quotation mark"));
    std::string crowd = head;
    for (int i = 0; i < 10'100; ++i) crowd += std::to_string(i) + ",4/13/2016 1:00:00 AM,60\n";
    EXPECT_EQ(code_of_error(crowd), Code::too_large);
    EXPECT_THAT(why(crowd.substr(0, 60'000)), HasSubstr("more than 1000 people"));
}

TEST(FileZone, OnlyNamesOfTheDatabase)
{
    for (auto const* zone : { "", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "localtime", "UTC+1:00" })
        EXPECT_THAT(why(good, { .zone = zone }), HasSubstr("time zone")) << zone;
    EXPECT_EQ(why(good, { .zone = "Etc/GMT+5" }), "it was read");
}

TEST(FileFormat, BothManifestsSayWhatConsentMustCover)
{
    auto const all = formats();
    EXPECT_EQ(all[0]->categories, (std::set<std::string> { "glucose" }));
    EXPECT_EQ(all[1]->categories, (std::set<std::string> { "activity", "body", "heart", "sleep" }));
}

TEST(FileFormat, FaultsInASectionAreNamed)
{
    EXPECT_EQ(faults(steps_layout), "");
    EXPECT_THAT(faults("{}"), HasSubstr("at least one kind of file"));
    EXPECT_THAT(faults("[]"), HasSubstr("key: value"));
    EXPECT_THAT(faults(changed("metric: steps", "metric: stepz")), HasSubstr("'stepz' is not in policy/metrics.yaml"));
    EXPECT_THAT(faults(changed("value: n", "value: m")), HasSubstr("'m' is not under columns"));
    EXPECT_THAT(faults(changed(", lasts: 1 min", "")), HasSubstr("belongs to an interval"));
    EXPECT_THAT(faults(changed("1 min", "1 fortnight")), HasSubstr("15 min"));
    EXPECT_THAT(faults(changed("\"{steps}\"", "kg")), HasSubstr("no exact way"));
    EXPECT_THAT(faults(changed("Y-M-D H:mm", "Y-M H:mm")), HasSubstr("no time pattern"));
    EXPECT_THAT(faults(changed("Y-M-D H:mm", "Y-M-D h:mm")), HasSubstr("no time pattern"));
    EXPECT_THAT(faults(changed("[comma]", "[colon]")), HasSubstr("'colon'"));
    EXPECT_THAT(faults(changed("[Steps]", "[\"Steps{n}\"]")), HasSubstr("{n} and repeat"));
    EXPECT_THAT(faults(changed("title: Steps", "titel: Steps")), HasSubstr("unknown key 'titel'"));
    EXPECT_THAT(faults(changed("steps, value: n, unit: \"{steps}\"", "activity_intensity, value: n")),
        HasSubstr("codes is missing"));
}

TEST(FileFormat, TimesAsPeopleAndMachinesWriteThem)
{
    auto const patterns = TimePatterns::compile({ "M/D/Y h:mm a", "D/M/Y h:mm a", "Y-M-D H:mm:ss" });
    ASSERT_TRUE(patterns.ok());
    auto const seconds = [&](std::string_view text) {
        auto const t = patterns->read(text);
        return t ? t->second_of_day : -1;
    };
    EXPECT_EQ(seconds("4/5/2016 12:00 AM"), 0);
    EXPECT_EQ(seconds("4/5/2016 12:01 pm"), 12 * 3600 + 60);
    EXPECT_EQ(seconds("04/05/2016  1:00 p.m."), 13 * 3600);
    EXPECT_EQ(seconds("4/5/2016 1:00\xe2\x80\xafPM"), 13 * 3600);
    EXPECT_EQ(seconds("2016-04-05 23:59:59"), 86'399);
    for (auto const* bad :
        { "", "4/5/2016", "4/5/16 1:00 AM", "4/5/2016 13:00 PM", "4/5/2016 0:10 AM", "4/5/2016 1:60 AM",
            "4/5/2016 1:00 XM", "4/5/2016 1:00 AM x", "2016-04-05 24:00:00", "32/5/2016 1:00 AM", "0/5/2016 1:00 AM" })
        EXPECT_EQ(seconds(bad), -1) << bad;
    EXPECT_FALSE(patterns->read("31/4/2016 1:00 AM")->day(DayOrder::day_first).has_value());
}
