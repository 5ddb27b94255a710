#include "connect/programs/units.h"
#include "connect/programs/zone.h"
#include <gtest/gtest.h>

namespace wellkept::programs {
namespace {

TEST(Units, ExactByDefinition)
{
    EXPECT_EQ(*convert(1, "[lb_av]", "kg"), 0.45359237);
    EXPECT_EQ(*convert(1, "[mi_i]", "m"), 1609.344);
    EXPECT_EQ(*convert(6, "[ft_i]", "cm"), 182.88);
    EXPECT_EQ(*convert(98.6, "[degF]", "Cel"), 37.0);
    EXPECT_EQ(*convert(212, "[degF]", "Cel"), 100);
    EXPECT_EQ(*convert(21960, "s", "min"), 366);
    EXPECT_EQ(*convert(0.95, "1", "%"), 95);
    EXPECT_EQ(*convert(4.184, "kJ", "kcal"), 1);
    EXPECT_EQ(*convert(1.8, "m", "cm"), 180);
    EXPECT_NEAR(*convert(16, "kPa", "mm[Hg]"), 120.01, 0.01);
    EXPECT_NEAR(*convert(7, "mmol/L", "mg/dL"), 126.1092, 1e-9);
}

TEST(Units, TheSameUnitIsTheSameBits)
{
    for (double const v : { 0.1, 85.4, 1e-300, 1.0 / 3 }) EXPECT_EQ(*convert(v, "kg", "kg"), v);
    EXPECT_TRUE(convert(1, "{anything}", "{anything}"));
}

TEST(Units, NothingIsGuessed)
{
    EXPECT_FALSE(convert(1, "lb", "kg")) << "not UCUM";
    EXPECT_FALSE(convert(1, "kg", "m"));
    EXPECT_FALSE(convert(1, "", "kg"));
}

TEST(Units, PowersOfTen)
{
    EXPECT_EQ(*scale10(854, -1), 85.4);
    EXPECT_EQ(*scale10(123456789, -6), 123.456789);
    EXPECT_EQ(*scale10(3, 15), 3e15);
    EXPECT_FALSE(scale10(1, 16));
    EXPECT_FALSE(scale10(1, -16));
}

TEST(Zones, NamesFromOutsideOpenNothingElse)
{
    EXPECT_TRUE(Zone::find("Europe/Berlin"));
    EXPECT_TRUE(Zone::find("America/Argentina/Buenos_Aires"));
    EXPECT_TRUE(Zone::find("UTC"));
    for (auto const* bad : { "", "Europe/Atlantis", "/etc/localtime", "../zoneinfo/UTC", "file:UTC", "libc:localtime",
             "Europe/Berlin\n", "zone.tab", "Europe", "europe/berlin " })
        EXPECT_FALSE(Zone::find(bad)) << bad;
    EXPECT_FALSE(Zone::find(std::string(100, 'A')));
}

TEST(Zones, OffsetsChangeWithTheClocks)
{
    auto const berlin = *Zone::find("Europe/Berlin");
    EXPECT_EQ(berlin.offset_min(1'735'689'600'000), 60); // 2025-01-01
    EXPECT_EQ(berlin.offset_min(1'751'328'000'000), 120); // 2025-07-01
    EXPECT_EQ(berlin.offset_min(1'743'296'399'999), 60) << "the last millisecond before";
    EXPECT_EQ(berlin.offset_min(1'743'296'400'000), 120);
    EXPECT_EQ(Zone::find("Asia/Kathmandu")->offset_min(1'735'689'600'000), 345);
}

TEST(Civil, FixedFormsOnly)
{
    EXPECT_EQ(utc_ms(*parse_civil("1970-01-01T00:00:00")), 0);
    EXPECT_EQ(utc_ms(*parse_civil("2000-02-29 12:34:56.789")), 951'827'696'789);
    EXPECT_EQ(utc_ms(*parse_civil("1969-12-31T23:59:59.5")), -500);
    EXPECT_TRUE(parse_civil("2025-06-01"));
    EXPECT_TRUE(parse_day("2025-06-01"));
    for (auto const* bad : { "", "2025", "2025-13-01", "2025-02-29", "2025-06-01T", "2025-06-01T24:00",
             "2025-06-01T12:60", "2025-06-01T12:00:60", "2025-06-01T12:00:00Z", "2025-06-01T12:00:00.",
             "2025-06-01T 1:00", "+025-06-01", "2025-06-01X12:00", "2025-06-01T12:00:00.1234567890" })
        EXPECT_FALSE(parse_civil(bad)) << bad;
    EXPECT_FALSE(parse_day("2025-06-01T00:00"));
}

} // namespace
} // namespace wellkept::programs
