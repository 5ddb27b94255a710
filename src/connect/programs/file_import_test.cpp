#include "connect/programs/file_testing.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::programs;
using namespace wellkept::programs::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

std::int64_t utc(std::string_view text)
{
    return std::chrono::floor<std::chrono::milliseconds>(parse_rfc3339(text).value()).time_since_epoch().count();
}

std::string const people[] = { "1503960366", "6962181067", "8877689391" };

// Start and value of every sample, so that a damaged file can be held against the restored one.
using Points = std::vector<std::pair<std::int64_t, double>>;

Points points(Imported const& i, std::string const& metric)
{
    Points out;
    auto const found = i.samples.find(metric);
    if (found != i.samples.end())
        for (auto const& s : found->second) out.emplace_back(s.start_ms, s.value);
    return out;
}

std::string refused_with(Result<Imported> const& r) { return r.ok() ? "it was read" : r.error().public_text.text; }

std::string const hourly = "Id,ActivityHour,StepTotal\n";
std::string const heart = "Id,Time,Value\n";
std::string const libre_csv = "Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mmol/L,Scan Glucose "
                              "mmol/L,Strip Glucose mmol/L\n";

} // namespace

TEST(FileImport, TheLibreFileOfARealPerson)
{
    auto const r = import(read_all("tests/data/imports/freestylelibre_txt_spanish.txt"), { .zone = "Europe/Madrid" });
    ASSERT_TRUE(r.ok()) << r.error().public_text.text;
    EXPECT_EQ(r->report.layout, "glucose");
    EXPECT_EQ(r->report.rows, 1175U);
    EXPECT_EQ(r->report.rows_used, 1172U);
    EXPECT_EQ(r->report.rows_ignored(), 3U); // record types 6 and 7
    EXPECT_TRUE(r->report.refused.empty());
    auto const& all = r->samples.at("glucose_cgm");
    ASSERT_EQ(all.size(), 1172U);
    EXPECT_EQ(all[0].start_ms, utc("2022-01-03T19:25:00Z")); // 20:25 in winter Madrid
    EXPECT_EQ(all[0].value, 79);
    EXPECT_EQ(all[0].offset_min, 60);
    EXPECT_EQ(all[0].record, "11386");
    EXPECT_EQ(all.back().start_ms, utc("2022-01-14T17:04:00Z"));
    EXPECT_EQ(all.back().record, "16143051709287579299");
}

TEST(FileImport, DamagedFitbitFilesGiveNoWrongDate)
{
    struct Pair {
        std::string damaged, restored, metric;
    };
    for (auto const& [damaged, restored, metric] : {
             Pair { "hourlySteps_damaged", "hourlySteps", "steps" },
             Pair { "sleepDay_damaged", "sleepDay", "sleep_total" },
             Pair { "dailyActivity_damaged", "dailyActivity", "steps_daily" },
             Pair { "dailySteps_damaged", "dailyActivity", "steps_daily" },
         }) {
        auto const bad = read_all("tests/data/imports/fitbit_" + damaged + ".csv");
        auto const good = read_all("tests/data/imports/fitbit_" + restored + ".csv");
        for (auto const& person : people) {
            // Person 8877689391 has no nights in the source.
            if (good.find(person) == std::string::npos) continue;
            How const how { .zone = "America/New_York", .person = person };
            auto const got = import(bad, how), truth = import(good, how);
            ASSERT_TRUE(got.ok() && truth.ok()) << damaged << refused_with(got) << refused_with(truth);
            EXPECT_EQ(points(*got, metric), points(*truth, metric)) << damaged << " of " << person;
            EXPECT_EQ(got->report.rows_refused, 0U) << damaged;
        }
    }
}

TEST(FileImport, WeightsAgreeWithTheTimesInTheirLogIds)
{
    auto const file = read_all("tests/data/imports/fitbit_weightLogInfo_damaged.csv");
    for (auto const& person : people) {
        auto const r = import(file, { .zone = "UTC", .person = person });
        ASSERT_TRUE(r.ok()) << r.error().public_text.text;
        EXPECT_EQ(r->report.rows_refused, 0U);
        // LogId is the time of entry in milliseconds, rounded by the spreadsheet to five or six digits.
        std::vector<double> log_ids;
        std::istringstream lines(file);
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with(person)) log_ids.push_back(std::stod(line.substr(line.rfind(',') + 1)));
        auto const& weights = r->samples.at("weight");
        ASSERT_EQ(weights.size(), log_ids.size());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            EXPECT_LT(std::abs(double(weights[i].start_ms) - log_ids[i]), 36 * 3600e3);
            EXPECT_EQ(weights[i].record, ""); // 1.46223E+12 is shared by many
        }
    }
}

TEST(FileImport, OneOfSeveralPeopleMustBeChosen)
{
    auto const file = read_all("tests/data/imports/fitbit_minuteSteps.csv");
    auto const text = refused_with(import(file));
    EXPECT_THAT(text, HasSubstr("3 people"));
    for (auto const& id : people) EXPECT_EQ(text.find(id), std::string::npos);
    auto const chosen = import(file, { .person = people[1] });
    ASSERT_TRUE(chosen.ok());
    EXPECT_EQ(chosen->people, 3U);
    EXPECT_EQ(chosen->report.rows_used, 1440U);
    EXPECT_EQ(chosen->report.rows_of_others, 2880U);
    auto const& steps = chosen->samples.at("steps");
    EXPECT_EQ(steps[0].end_ms - steps[0].start_ms, 60'000);
    EXPECT_THAT(refused_with(import(file, { .person = "17" })), HasSubstr("not in this file"));
}

TEST(FileImport, PiecesOfAnySizeGiveTheSame)
{
    auto const file = read_all("tests/data/imports/fitbit_sleepDay_damaged.csv");
    auto const whole = import(file, { .person = people[0], .piece = file.size() });
    ASSERT_TRUE(whole.ok());
    for (std::size_t const piece : { std::size_t(1), std::size_t(2), std::size_t(7) }) {
        auto const r = import(file, { .person = people[0], .piece = piece });
        ASSERT_TRUE(r.ok());
        EXPECT_EQ(r->samples, whole->samples);
    }
}

TEST(FileImport, WideHoursBecomeMinutes)
{
    std::string header = "Id,ActivityHour", row = "7,4/13/2016 1:00:00 AM";
    for (int i = 0; i < 60; ++i) {
        header += ",Intensity" + std::string(i < 10 ? "0" : "") + std::to_string(i);
        row += "," + std::to_string(i == 59 ? 9 : i % 4);
    }
    auto const r = import(header + "\n" + row + "\n", { .zone = "Asia/Kolkata" });
    ASSERT_TRUE(r.ok()) << r.error().public_text.text;
    auto const& all = r->samples.at("activity_intensity");
    ASSERT_EQ(all.size(), 59U);
    EXPECT_EQ(all[58].start_ms, utc("2016-04-12T20:28:00Z"));
    EXPECT_EQ(all[58].end_ms, utc("2016-04-12T20:29:00Z"));
    EXPECT_EQ(all[58].value, 2);
    EXPECT_EQ(all[58].offset_min, 330);
    EXPECT_EQ(r->report.refused.at(FileReason::unknown_code).values, 1U);
    EXPECT_EQ(r->report.rows_used, 1U);
}

TEST(FileImport, ADayLastsFromMidnightToMidnight)
{
    std::string const file =
        "Id,ActivityDay,StepTotal\n7,3/26/2016,1\n7,3/27/2016,2\n7,3/28/2016,3\n7,3/29/2016 1:00:00 AM,4\n";
    auto const r = import(file, { .zone = "Europe/Berlin" });
    ASSERT_TRUE(r.ok()) << r.error().public_text.text;
    auto const& days = r->samples.at("steps_daily");
    ASSERT_EQ(days.size(), 3U);
    EXPECT_EQ(days[1].start_ms, utc("2016-03-26T23:00:00Z"));
    EXPECT_EQ(days[1].end_ms - days[1].start_ms, 23 * 3'600'000); // summer time began
    EXPECT_EQ(r->report.refused.at(FileReason::not_midnight).values, 1U);
    // Midnight itself was skipped in Beirut on 27 March 2016: the day began at 01:00.
    auto const beirut = import(file, { .zone = "Asia/Beirut" });
    ASSERT_TRUE(beirut.ok());
    EXPECT_EQ(beirut->samples.at("steps_daily")[1].start_ms, utc("2016-03-26T22:00:00Z"));
    EXPECT_EQ(beirut->samples.at("steps_daily")[1].offset_min, 180);
}

TEST(FileImport, TimesThatNeverWereAreRefused)
{
    auto const r = import(heart + "7,3/27/2016 1:59:00 AM,60\n7,3/27/2016 2:30:00 AM,61\n7,3/27/2016 3:00:00 AM,62\n",
        { .zone = "Europe/Berlin" });
    ASSERT_TRUE(r.ok());
    EXPECT_EQ(points(*r, "heart_rate"),
        (Points { { utc("2016-03-27T00:59:00Z"), 60 }, { utc("2016-03-27T01:00:00Z"), 62 } }));
    EXPECT_THAT(r->report.refused.at(FileReason::nonexistent_local_time).lines, ElementsAre(3));
}

TEST(FileImport, TimesThatCameTwiceAreToldApartByTheirOrder)
{
    // Berlin, 30 October 2016: 03:00 became 02:00 again.
    std::string const twice = heart
        + "7,10/30/2016 1:50:00 AM,60\n7,10/30/2016 2:10:00 AM,61\n7,10/30/2016 2:50:00 AM,62\n"
          "7,10/30/2016 2:10:00 AM,63\n7,10/30/2016 3:10:00 AM,64\n7,10/30/2016 3:20:00 AM,65\n";
    auto const r = import(twice, { .zone = "Europe/Berlin" });
    ASSERT_TRUE(r.ok());
    EXPECT_EQ(points(*r, "heart_rate"),
        (Points { { utc("2016-10-29T23:50:00Z"), 60 }, { utc("2016-10-30T00:10:00Z"), 61 },
            { utc("2016-10-30T00:50:00Z"), 62 }, { utc("2016-10-30T01:10:00Z"), 63 },
            { utc("2016-10-30T02:10:00Z"), 64 }, { utc("2016-10-30T02:20:00Z"), 65 } }));
    EXPECT_EQ(r->samples.at("heart_rate")[2].offset_min, 120);
    EXPECT_EQ(r->samples.at("heart_rate")[3].offset_min, 60);

    auto const once = import(heart
            + "7,10/30/2016 1:50:00 AM,60\n7,10/30/2016 2:10:00 AM,61\n7,10/30/2016 2:50:00 AM,62\n"
              "7,10/30/2016 3:10:00 AM,64\n7,10/30/2016 3:20:00 AM,65\n",
        { .zone = "Europe/Berlin" });
    ASSERT_TRUE(once.ok());
    EXPECT_EQ(points(*once, "heart_rate").size(), 3U);
    EXPECT_THAT(once->report.refused.at(FileReason::ambiguous_local_time).lines, ElementsAre(3, 4));

    auto const hours = import(hourly
            + "7,10/30/2016 12:00:00 AM,1\n7,10/30/2016 1:00:00 AM,2\n7,10/30/2016 2:00:00 AM,3\n"
              "7,10/30/2016 2:00:00 AM,4\n7,10/30/2016 3:00:00 AM,5\n7,10/30/2016 4:00:00 AM,6\n",
        { .zone = "Europe/Berlin" });
    ASSERT_TRUE(hours.ok());
    auto const& steps = hours->samples.at("steps");
    ASSERT_EQ(steps.size(), 6U);
    for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_EQ(steps[i].start_ms, steps[i - 1].end_ms);
}

TEST(FileImport, UnitsComeFromTheHeadings)
{
    auto const r = import("Glucose Data,Generated on,22-11-2026 10:00 UTC\n\n" + libre_csv
        + "Libre,1,20-11-2026 08:00,0,5.5,,\nLibre,1,20-11-2026 08:15,1,,\"6,0\",\n"
          "Libre,1,20-11-2026 08:20,2,,,7\nLibre,1,20-11-2026 08:30,0,LO,,\nLibre,1,20-11-2026 08:45,0,120,,\n");
    ASSERT_TRUE(r.ok()) << r.error().public_text.text;
    auto const cgm = points(*r, "glucose_cgm");
    ASSERT_EQ(cgm.size(), 2U);
    EXPECT_NEAR(cgm[0].second, 99.0858, 1e-9);
    EXPECT_NEAR(cgm[1].second, 108.0936, 1e-9);
    EXPECT_EQ(points(*r, "glucose_meter").size(), 1U);
    EXPECT_THAT(r->report.refused.at(FileReason::not_a_number).lines, ElementsAre(7));
    EXPECT_THAT(
        r->report.refused.at(FileReason::implausible_value).lines, ElementsAre(8)); // mg/dL below a mmol/L heading
}

TEST(FileImport, HeadingsInFourLanguages)
{
    for (std::string const header : {
             "ID\tTime\tRecord Type\tHistoric Glucose (mg/dL)\tScan Glucose (mg/dL)",
             "ID\tUhrzeit\tArt des Eintrags\tHistorische Glukose (mg/dL)\tGescannte Glukose (mg/dL)",
             "Dispositivo\tSello de tiempo del dispositivo\tTipo de registro\tHistorial de glucosa mg/dL\tEscaneo de "
             "glucosa mg/dL",
             "Appareil\tHorodatage de l'appareil\tType d'enregistrement\tHistorique de la glycémie mg/dL\tNumérisation "
             "de la glycémie mg/dL",
         }) {
        auto const r = import("A Name\n" + header + "\n1\t2022.01.14 18:04\t0\t90\t\n2\t2022.01.14 18:19\t5\t\t\n");
        ASSERT_TRUE(r.ok()) << header << r.error().public_text.text;
        EXPECT_EQ(points(*r, "glucose_cgm"), (Points { { utc("2022-01-14T18:04:00Z"), 90 } }));
        EXPECT_EQ(r->report.ignored.at("food"), 1U);
    }
}

TEST(FileImport, TheReportSaysWhatBecameOfEveryRow)
{
    auto const r = import(hourly
        + "7,4/13/2016 1:00:00 AM,10\n7,4/13/2016 2:00:00 AM,\n7,yesterday,10\n7,4/13/2016 3:00:00 AM,ten\n"
          "7,4/13/2016 4:00:00 AM,1.5\n7,4/13/2016 5:00:00 AM,-1\n7,2/30/2016 5:00:00 AM,1\n7,4/13/2016 6:00:00 AM\n"
          "7,4/13/2016 6:00:00 AM,1,2\n7,4/13/2016 7:00:00 AM,11,,\n7,4/13/2016 8:00:00 AM,1E3\n7,4/13/2016 9:00:00 A");
    ASSERT_TRUE(r.ok()) << r.error().public_text.text;
    auto const& report = r->report;
    EXPECT_EQ(report.rows, 12U);
    EXPECT_EQ(report.rows_used, 2U);
    EXPECT_EQ(report.ignored.at("lines without a value"), 1U);
    EXPECT_EQ(report.rows, report.rows_used + report.rows_refused + report.rows_ignored() + report.rows_of_others);
    EXPECT_EQ(report.refused.at(FileReason::bad_time).rows, 1U);
    EXPECT_THAT(report.refused.at(FileReason::not_a_number).lines, ElementsAre(5, 12));
    EXPECT_EQ(report.refused.at(FileReason::not_whole).values, 1U);
    EXPECT_EQ(report.refused.at(FileReason::implausible_value).values, 1U);
    EXPECT_EQ(report.refused.at(FileReason::implausible_time).rows, 1U);
    EXPECT_THAT(report.refused.at(FileReason::bad_row).lines, ElementsAre(9, 10));
    EXPECT_THAT(report.refused.at(FileReason::cut_short).lines, ElementsAre(13));
    EXPECT_TRUE(report.unterminated);
    EXPECT_EQ(report.first_ms, utc("2016-04-13T01:00:00Z"));
    EXPECT_EQ(report.last_ms, utc("2016-04-13T07:00:00Z"));
    for (auto const& [reason, refusal] : report.refused) {
        EXPECT_FALSE(code_of(reason).empty());
        EXPECT_FALSE(sentence_of(reason).empty());
    }
}

TEST(FileImport, OtherBytesInTheSecondPassAreNoticed)
{
    std::string const file = hourly + "7,4/13/2016 1:00:00 AM,10\n", other = hourly + "7,4/13/2016 1:00:00 AM,11\n";
    auto const all = formats();
    auto survey = FileSurvey::open(all, file, { "UTC", std::nullopt, How {}.now });
    ASSERT_TRUE(survey.ok());
    ASSERT_TRUE(survey->feed(file).ok());
    auto const plan = survey->finish();
    ASSERT_TRUE(plan.ok());
    auto reader = FileImport::open(*plan, [](auto, auto&&) { return Result<std::size_t>(std::size_t { 0 }); });
    ASSERT_TRUE(reader.ok());
    ASSERT_TRUE(reader->feed(other).ok());
    auto const done = reader->finish();
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().code, Code::conflict);
}

TEST(FileImport, AnErrorOfTheStoreEndsTheImportAndWhatItKnewIsCounted)
{
    auto const file = read_all("tests/data/imports/fitbit_heartrate_seconds.csv");
    auto const all = formats();
    auto survey = FileSurvey::open(all, file.substr(0, file_sniff_bytes_max), { "UTC", std::nullopt, How {}.now });
    ASSERT_TRUE(survey.ok() && survey->feed(file).ok());
    auto const plan = survey->finish();
    ASSERT_TRUE(plan.ok());
    auto failing = FileImport::open(*plan, [](auto, auto&&) { return Result<std::size_t>(unavailable("Later.")); });
    ASSERT_TRUE(failing.ok() && failing->feed(file).ok());
    EXPECT_FALSE(failing->finish().ok());
    auto knowing = FileImport::open(*plan, [](auto, auto&& s) { return Result<std::size_t>(s.size()); });
    ASSERT_TRUE(knowing.ok() && knowing->feed(file).ok() && knowing->finish().ok());
    EXPECT_EQ(knowing->report().metrics.at("heart_rate").known, 1500U);
}
