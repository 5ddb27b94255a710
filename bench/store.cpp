// What a sample takes on disk, with everything that belongs to it: both databases grow by the people, their permissions
// and keys, the samples, all indexes, the audit log and its tree. Real recordings and regular minutes.
#include "base/limits.h"
#include "benches.h"
#include "rows.h"
#include "turns.h"
#include <cmath>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <sstream>
#include <thread>

namespace wellkept::bench {
namespace {

struct Point {
    std::int64_t start_s, length_s;
    double value;
};
struct Series {
    std::string metric;
    std::vector<Point> points;
};

std::int64_t seconds_of(std::string const& local) // 2016-05-10T06:55:26 or shorter
{
    int y = 0, m = 0, d = 0, h = 0, min = 0, s = 0;
    std::sscanf(local.c_str(), "%d-%d-%dT%d:%d:%d", &y, &m, &d, &h, &min, &s);
    using namespace std::chrono;
    return sys_seconds(sys_days(year(y) / m / d)).time_since_epoch().count() + h * 3600 + min * 60 + s;
}

Result<std::vector<std::string>> lines_of(std::string const& file)
{
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe(::popen(("gzip -dc '" + file + "'").c_str(), "r"), ::pclose);
    std::vector<std::string> out;
    std::string line;
    for (int c; pipe && (c = std::fgetc(pipe.get())) != EOF;)
        if (c == '\n') out.push_back(std::exchange(line, {}));
        else line += static_cast<char>(c);
    if (out.size() < 2) return unavailable("A recording could not be read.", file);
    out.erase(out.begin());
    return out;
}

// One series a person: steps of each minute, intensity aside; and the one who wore a pulse watch.
Result<std::vector<Series>> recordings(std::string const& folder)
{
    std::vector<Series> out;
    std::string person;
    for (auto const& line : TRY(lines_of(folder + "/minute_steps.csv.gz"))) {
        auto const first = line.find(','), second = line.find(',', first + 1);
        if (line.substr(0, first) != person) person = line.substr(0, first), out.push_back({ "steps", {} });
        auto at = seconds_of(line.substr(first + 1, second - first - 1));
        std::istringstream minutes(line.substr(second + 1));
        for (double value; minutes >> value; at += 60) out.back().points.push_back({ at, 60, value });
    }
    out.push_back({ "heart_rate", {} });
    for (auto const& line : TRY(lines_of(folder + "/heart_rate.csv.gz"))) {
        auto const first = line.find(','), second = line.find(',', first + 1);
        out.back().points.push_back({ seconds_of(line.substr(first + 1, second - first - 1)), 0, std::stod(line.substr(second + 1)) });
    }
    return out;
}

Series minutes(std::size_t member, std::size_t batches)
{
    Series out { "heart_rate", {} };
    for (std::size_t n = 0; n < batches; ++n) {
        auto const b = make_batch(member, n);
        for (std::size_t i = 0; i < batch_samples; ++i) out.points.push_back({ (b.first_minute + std::int64_t(i)) * 60, 0, double(b.beats[i]) });
    }
    return out;
}

std::string time_text(std::int64_t s) { return minute_text(s / 60).substr(0, 17) + (s % 60 < 10 ? "0" : "") + std::to_string(s % 60) + "Z"; }

// each: samples a request
Result<> send(ServerUnderTest const& s, Portal const& portal, std::size_t member, Series const& series, std::size_t each)
{
    auto https = TRY(Https::open(s.address));
    auto const headers = TRY(portal.token()) + "Content-Type: application/json\r\n";
    for (std::size_t at = 0; at < series.points.size(); at += each) {
        std::string body = R"({"samples":[)";
        auto const end = std::min(series.points.size(), at + each);
        for (auto i = at; i < end; ++i) {
            auto const& p = series.points[i];
            body += (i > at ? ",{\"metric\":\"" : "{\"metric\":\"") + series.metric + R"(","start":")" + time_text(p.start_s) + '"';
            if (p.length_s) body += R"(,"end":")" + time_text(p.start_s + p.length_s) + '"';
            body += ",\"value\":" + std::to_string(std::lround(p.value)) + "}";
        }
        body += "]}";
        auto const o = TRY(expect(TRY(https.ask("POST", "/v1/members/" + portal.members()[member] + "/samples", headers, body)), 200, "samples"));
        if (o.at("accepted").to_number<std::size_t>() != end - at) return unavailable("The server did not take every sample.", boost::json::serialize(o));
    }
    return {};
}

// Audit rows take their places in the tree; until then each stands twice.
Result<> sequenced(ServerUnderTest const& s)
{
    auto data = TRY(Database::open(s.database_url, "wellkept_root", "wellkept"));
    for (int i = 0; i < 1200; ++i) {
        if (TRY(data.value("SELECT count(*)::text FROM access.audit_pending")) == "0") return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return unavailable("The audit log's rows do not come to rest.", "sequencing");
}

// Both databases, without what a vacuum gives back: space that merging freed is used again by what comes next.
Result<double> bytes_of(ServerUnderTest const& s)
{
    TRY(sequenced(s));
    double sum = 0;
    for (auto const* name : { "wellkept", "wellkept_keys" }) {
        auto database = TRY(Database::open(s.database_url, "wellkept_root", name));
        TRY(database.run("VACUUM FULL"));
        sum += std::stod(TRY(database.value("SELECT pg_database_size(current_database())::text")));
    }
    return sum;
}

Result<> print_parts(ServerUnderTest const& s)
{
    auto data = TRY(Database::open(s.database_url, "wellkept_root", "wellkept"));
    std::printf("  all there is: %s\n", TRY(data.value(
        "SELECT string_agg(name || ' ' || pg_size_pretty(bytes), ', ') FROM (SELECT nspname || '.' || regexp_replace(relname, '_2[0-9_]+$', '') AS name,"
        " sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind = 'r' AND nspname NOT LIKE 'pg\\_%'"
        " AND nspname <> 'information_schema' GROUP BY 1 ORDER BY 2 DESC LIMIT 8) parts")).c_str());
    return {};
}

} // namespace

Findings store(ServerUnderTest const& s, Plan const& plan)
{
    std::vector<Finding> out;
    auto found = [&](std::string name, double ours, double rows, double samples) {
        std::printf("  %-28s %s samples: %.3f bytes each, rows %.1f\n", name.c_str(), thousands(samples).c_str(), ours / samples, rows / samples);
        std::fflush(stdout);
        Finding f { "store, " + name, "bytes", { ours / samples }, { rows / samples }, 1.0 / 40 };
        f.less = true;
        out.push_back(f);
        return ours / samples;
    };
    auto rows_of = [&](RowTable& table) -> Result<double> {
        TRY(table.any_connection().run("VACUUM FULL sample"));
        return std::stod(TRY(table.any_connection().value("SELECT pg_total_relation_size('sample')::text")));
    };
    {
        auto const series = TRY(recordings(s.recordings));
        std::printf("store: bytes on disk a sample; recordings, 1,000 samples a request, of %zu people\n", series.size());
        std::fflush(stdout);
        auto const before = TRY(bytes_of(s));
        auto portal = TRY(Portal::set_up(s.address, s.credentials, "recorded", series.size()));
        auto table = TRY(RowTable::make(s.database_url, s.credentials.client_id, portal.members()));
        std::size_t samples = 0;
        (void)TRY(side_by_side(series.size(), Length(0), [&](std::size_t i, std::size_t) -> Result<std::uint64_t> {
            TRY(send(s, portal, i, series[i], batch_samples));
            return 1;
        }));
        for (std::size_t i = 0; i < series.size(); ++i) {
            samples += series[i].points.size();
            std::string part;
            for (auto const& p : series[i].points) append_row(table.member_bytes(i), p.start_s, p.value, part);
            TRY(table.any_connection().copy("COPY sample FROM STDIN (FORMAT binary)", part));
        }
        TRY(settle(s));
        found("recordings", TRY(bytes_of(s)) - before, TRY(rows_of(table)), double(samples));
        TRY(print_parts(s));
    }
    // Sent by the day, and by the week: an audit row belongs to each request, however much is in it.
    for (auto const each : { batch_samples, limits::samples_per_request_max }) {
        auto const members = std::size_t(16), batches = plan.quick ? std::size_t(100) : std::size_t(525);
        auto const name = "minutes, " + thousands(double(each)) + " a request";
        auto const before = TRY(bytes_of(s));
        auto portal = TRY(Portal::set_up(s.address, s.credentials, "minutes" + std::to_string(each), members));
        auto table = TRY(RowTable::make(s.database_url, s.credentials.client_id, portal.members()));
        (void)TRY(side_by_side(members, Length(0), [&](std::size_t i, std::size_t) -> Result<std::uint64_t> {
            TRY(send(s, portal, i, minutes(i, batches), each));
            return 1;
        }));
        TRY(table.fill(batches));
        TRY(settle(s));
        auto const bytes = found(name, TRY(bytes_of(s)) - before, TRY(rows_of(table)), double(members * batches * batch_samples));
        TRY(print_parts(s));
        Finding f { "store, a byte, " + name, "bytes", { bytes }, { 1.0 }, 1.0 };
        f.less = true;
        out.push_back(f);
    }
    return out;
}

} // namespace wellkept::bench
