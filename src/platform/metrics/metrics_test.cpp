#include "platform/metrics/metrics.h"
#include <gtest/gtest.h>
#include <thread>

using namespace wellkept::metrics;

namespace {

TEST(Metrics, CountsAndShows)
{
    Registry registry;
    auto ok = registry.counter(
        "wellkept_requests_total", "Requests answered.", { { "route", "/v1/members/{member}" }, { "status", "200" } });
    auto bad = registry.counter(
        "wellkept_requests_total", "Requests answered.", { { "route", "/v1/members/{member}" }, { "status", "404" } });
    auto queue = registry.gauge("wellkept_queue_length", "Requests waiting.");
    ok.add();
    ok.add(2);
    bad.add();
    queue.set(7);
    queue.add(-3);
    EXPECT_EQ(ok.value(), 3);
    EXPECT_EQ(queue.value(), 4);
    EXPECT_EQ(registry.exposition(),
        "# HELP wellkept_queue_length Requests waiting.\n"
        "# TYPE wellkept_queue_length gauge\n"
        "wellkept_queue_length 4\n"
        "# HELP wellkept_requests_total Requests answered.\n"
        "# TYPE wellkept_requests_total counter\n"
        "wellkept_requests_total{route=\"/v1/members/{member}\",status=\"200\"} 3\n"
        "wellkept_requests_total{route=\"/v1/members/{member}\",status=\"404\"} 1\n");
}

TEST(Metrics, HistogramsFillTheirBuckets)
{
    Registry registry;
    auto h = registry.histogram("wellkept_job_seconds", "Time of a job.", { { "job", "merge" } }, { 0.1, 1 });
    for (double v : { 0.05, 0.1, 0.5, 5.0 }) h.observe(v);
    auto const text = registry.exposition();
    for (auto const* line :
        { "wellkept_job_seconds_count{job=\"merge\"} 4\n", "wellkept_job_seconds_sum{job=\"merge\"} 5.65",
            "wellkept_job_seconds_bucket{job=\"merge\",le=\"0.1\"} 2\n",
            "wellkept_job_seconds_bucket{job=\"merge\",le=\"1\"} 3\n",
            "wellkept_job_seconds_bucket{job=\"merge\",le=\"+Inf\"} 4\n" })
        EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
}

TEST(Metrics, OneSeriesHasOneValueWhoeverAsksForIt)
{
    Registry registry;
    auto a = registry.counter("wellkept_x_total", "X.", { { "k", "v" }, { "l", "w" } });
    auto b = registry.counter("wellkept_x_total", "X.", { { "l", "w" }, { "k", "v" } });
    a.add();
    b.add();
    EXPECT_EQ(a.value(), 2);
    a.add(-5);
    EXPECT_EQ(a.value(), 2) << "a counter never falls";
}

TEST(Metrics, ThreadsCountTogether)
{
    Registry registry;
    auto work = [&] {
        auto c = registry.counter("wellkept_x_total", "X.");
        for (int i = 0; i < 10'000; ++i) c.add();
    };
    std::thread one(work), two(work);
    work();
    one.join();
    two.join();
    EXPECT_EQ(registry.counter("wellkept_x_total", "X.").value(), 30'000);
}

TEST(MetricsDeathTest, LabelsThatCouldNameAPersonEndTheProcess)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    Registry registry;
    for (auto const* value : { "", "ada@example.org", "Ada Lovelace", "01890a5d-ac96-774b-bcce-b302099a8057",
             "/v1/members/01890a5d-ac96-774b-bcce-b302099a8057/samples", "+4915112345678", "19800101", "\xc3\xa9",
             "a\nb", "a\"b" })
        EXPECT_DEATH(registry.counter("wellkept_x_total", "X.", { { "k", value } }), "label's value") << value;
    registry.counter("wellkept_x_total", "X.", { { "k", "/v1/members/{member}/samples:2026+07" } });
}

TEST(MetricsDeathTest, RulesOfNamesEndTheProcessToo)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    Registry registry;
    registry.counter("wellkept_x_total", "X.");
    registry.histogram("wellkept_y_seconds", "Y.");
    EXPECT_DEATH(registry.counter("requests_total", "X."), "wellkept_");
    EXPECT_DEATH(registry.counter("wellkept_Requests_total", "X."), "snake_case");
    EXPECT_DEATH(registry.counter("wellkept_requests", "X."), "_total");
    EXPECT_DEATH(registry.gauge("wellkept_x_total", "X."), "_total");
    EXPECT_DEATH(registry.histogram("wellkept_time", "X."), "_seconds");
    EXPECT_DEATH(registry.histogram("wellkept_z_seconds", "X.", {}, { 1, 1 }), "rise");
    EXPECT_DEATH(registry.counter("wellkept_z_total", ""), "help");
    EXPECT_DEATH(registry.counter("wellkept_z_total", "Z.", { { "K", "v" } }), "snake_case");
    EXPECT_DEATH(registry.counter("wellkept_z_total", "Z.", { { "k", "v" }, { "k", "w" } }), "twice");
    EXPECT_DEATH(registry.counter("wellkept_x_total", "Another help."), "already");
    EXPECT_DEATH(registry.histogram("wellkept_y_seconds", "Y.", {}, { 1, 2 }), "already");
}

TEST(MetricsDeathTest, SeriesAreBounded)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(
        {
            Registry registry;
            for (std::size_t i = 0; i <= series_max; ++i)
                registry.counter("wellkept_x_total", "X.", { { "k", std::to_string(i) } });
        },
        "too many");
}

} // namespace
