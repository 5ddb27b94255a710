#include "access/system.h"
#include "connect/ingest/store_batch.h"
#include "connect/programs/mapping.h"
#include "connect/programs/zone.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <algorithm>
#include <cstdio>

namespace wellkept::ingest {
namespace {

using namespace std::chrono;

// Where a pull stands. Windows of each request are taken from the newest to the oldest, so that a person first sees
// what is recent; a crash repeats at most one window, and repeating changes nothing.
struct Pull {
    ConnectionId connection;
    bool history;
    std::optional<std::int32_t> request, window;
    std::optional<Instant> from, until;
    std::optional<std::vector<std::string>> only; // names of data requests, from a webhook
};
BOOST_DESCRIBE_STRUCT(Pull, (), (connection, history, request, window, from, until, only))

constexpr auto time_budget = seconds(20); // then the job hands itself on, so that one person does not hold a thread

std::int64_t ms(Instant t) { return floor<milliseconds>(t).time_since_epoch().count(); }

std::string day_text(Instant t, std::string const& zone)
{
    auto offset = minutes(0);
    if (auto const z = programs::Zone::find(zone)) offset = minutes(z->offset_min(ms(t)));
    return rfc3339(t + offset).substr(0, 10);
}

programs::Vars window_vars(connections::Connection const& c, Instant from, Instant to)
{
    auto const from_text = rfc3339(from), to_text = rfc3339(to);
    auto const since = c.last_data_at.value_or(from);
    return { { "vendor_user", c.profile.vendor_user }, { "from_epoch", std::to_string(ms(from) / 1000) }, { "to_epoch", std::to_string(ms(to) / 1000) },
        { "from_epoch_ms", std::to_string(ms(from)) }, { "to_epoch_ms", std::to_string(ms(to)) },
        { "from_date", day_text(from, c.profile.zone) }, { "to_date", day_text(to, c.profile.zone) }, { "from_rfc3339", from_text },
        { "to_rfc3339", to_text }, { "from_utc", from_text.substr(0, 19) }, { "to_utc", to_text.substr(0, 19) },
        { "since_epoch", std::to_string(ms(since) / 1000) }, { "since_rfc3339", rfc3339(since) } };
}

int windows_of(programs::DataRequest const& r, Instant from, Instant until)
{
    auto const span = days(std::max(1, r.window_days));
    return std::max<int>(1, static_cast<int>((until - from + span - microseconds(1)) / span));
}

// What stopped a window, when it was not the end of it.
struct Stop {
    programs::Outcome outcome;
    Instant retry_at;
};

} // namespace

Result<jobs::Outcome> Ingest::pull(jobs::Job const& job)
{
    auto pull = TRY(json::decode_text<Pull>(job.payload));
    if (!job.subject) return jobs::Outcome(jobs::Dead { "no_subject" });
    auto const subject = *job.subject;
    auto const started = steady_clock::now();
    auto const now = [&] { return m.gate.clock().now(); };

    auto opened = m.vendors.session(subject, pull.connection);
    if (!opened.ok()) {
        switch (opened.error().code) {
        case Code::not_found: // erased, or no permission is left
        case Code::forbidden:
        case Code::conflict:        // being revoked
        case Code::unauthenticated: // marked broken, the person is told
            return jobs::Outcome(jobs::Done {});
        default: return opened.release_error();
        }
    }
    auto session = opened.release();
    auto const& connection = session.connection;
    auto const catalogue = m.vendors.catalogue();
    auto const* manifest = catalogue->find(connection.profile.program);
    if (!manifest) return jobs::Outcome(jobs::Dead { "unknown_program" });

    if (!pull.until) pull.until = now();
    // A notice without a range may speak of any document of the history: only a poll can make do with the overlap.
    if (!pull.from)
        pull.from = pull.history || pull.only ? *pull.until - days(manifest->history_days)
                                 : connection.last_data_at.value_or(connection.created_at) - days(manifest->overlap_days);
    if (*pull.from > *pull.until) pull.from = *pull.until - days(1);
    auto requests = programs::requests_for(*manifest, session.categories, connection.profile.scopes);
    if (pull.only)
        std::erase_if(requests, [&](auto const* r) { return std::find(pull.only->begin(), pull.only->end(), r->name) == pull.only->end(); });
    int total = 0, done = 0;
    for (auto const* r : requests) total += windows_of(*r, *pull.from, *pull.until);

    auto progress = [&](connections::Progress const& p) {
        return access::as_system<connections::UseConnection>(m.gate, m.pool, "ingest_pull", "collect", subject,
            [&](access::Granted<connections::UseConnection>& grant) -> Result<> {
                connections::note_progress(grant, pull.connection, p, now());
                if (pull.history && p.history_state == "done")
                    TRY(connections::announce(grant.tx(), m.gate, subject, { .type = "connection.history_completed", .connection = pull.connection }));
                return {};
            });
    };

    // One window with all its pages; each page is stored before the next is asked for.
    auto run_window = [&](programs::DataRequest const& request, Instant from, Instant to) -> Result<std::optional<Stop>> {
        auto vars = window_vars(connection, from, to);
        if (auto const select = programs::select_for(request, session.categories)) vars["select"] = *select;
        std::string cursor;
        for (int page = 0; page < limits::vendor_pages_max; ++page) {
            if (cursor.empty()) vars.erase("cursor");
            else vars["cursor"] = cursor;
            auto const answer = TRY(m.vendors.send(session.tenant, *manifest, request.request, vars, session.access_token));
            if (answer.outcome != programs::Outcome::ok) return std::optional(Stop { answer.outcome, answer.retry_at });
            auto mapped = programs::map_response(*manifest, request, answer.body,
                { .metrics = m.metrics, .now_ms = ms(now()), .zone = connection.profile.zone, .categories = &session.categories, .cursor = cursor });
            if (!mapped.ok()) {
                log::warn("vendor_answer_unusable", { { "program", manifest->code }, { "request", request.name }, { "detail", mapped.error().detail.text } });
                return std::optional(Stop { programs::Outcome::retry, now() + minutes(1) });
            }
            if (mapped->refused_total > 0)
                log::info("readings_refused", { { "program", manifest->code }, { "request", request.name }, { "count", std::int64_t(mapped->refused_total) } });
            std::map<std::string, std::vector<timeseries::Sample>> by_metric;
            for (auto& s : mapped->samples) by_metric[s.metric].push_back(std::move(s.sample));
            if (!by_metric.empty() || !mapped->whole_records.empty()) {
                auto const stored = TRY(access::as_system<timeseries::WriteSamples>(m.gate, m.pool, "ingest_pull", "collect", subject,
                    [&](access::Granted<timeseries::WriteSamples>& grant) -> Result<Totals> {
                        return store_all(grant, m, { pull.connection, manifest->code, pull.history, mapped->whole_records }, std::move(by_metric));
                    }));
                auto const fresh = stored.created + stored.updated;
                TRY(progress({ .history_samples_more = pull.history ? fresh : 0, .live_samples_more = pull.history ? 0 : fresh, .data_arrived = fresh > 0 }));
            }
            if (!mapped->next_cursor) return std::optional<Stop> {};
            cursor = *mapped->next_cursor;
        }
        return std::optional<Stop> {};
    };

    if (pull.history && connection.history_state != "done") TRY(progress({ .history_state = "running" }));
    for (std::size_t r = 0; r < requests.size(); ++r) {
        auto const& request = *requests[r];
        auto const windows = windows_of(request, *pull.from, *pull.until);
        for (int w = 0; w < windows; ++w, ++done) {
            if (static_cast<int>(r) < pull.request.value_or(0) || (static_cast<int>(r) == pull.request.value_or(0) && w < pull.window.value_or(0))) continue;
            auto const span = days(std::max(1, request.window_days));
            auto const to = *pull.until - span * w;
            auto const from = std::max(*pull.from, to - span);
            auto const stop = TRY(run_window(request, from, to));
            if (stop) {
                pull.request = static_cast<std::int32_t>(r);
                pull.window = w;
                if (stop->outcome == programs::Outcome::token_invalid) {
                    if (job.attempt >= 4) return jobs::Outcome(jobs::Dead { "token_refused" });
                    TRY(m.vendors.spoil(subject, pull.connection));
                    return jobs::Outcome(jobs::Retry { now(), "token_refused" });
                }
                if (stop->outcome == programs::Outcome::rate_limited) return jobs::Outcome(jobs::Again { stop->retry_at, json::encode_text(pull) });
                if (stop->outcome == programs::Outcome::retry) return jobs::Outcome(jobs::Retry { stop->retry_at, "vendor_unavailable" });
                log::warn("vendor_refused_request", { { "program", manifest->code }, { "request", request.name } });
                break; // refused for good: go on with the other requests
            }
            if (pull.history) TRY(progress({ .history_percent = std::min(99, 100 * (done + 1) / std::max(1, total)) }));
            if (steady_clock::now() - started > time_budget && (w + 1 < windows || r + 1 < requests.size())) {
                pull.request = static_cast<std::int32_t>(w + 1 < windows ? r : r + 1);
                pull.window = w + 1 < windows ? w + 1 : 0;
                return jobs::Outcome(jobs::Again { now(), json::encode_text(pull) });
            }
        }
    }
    if (pull.history) TRY(progress({ .history_state = "done", .history_percent = 100 }));
    // A later history (a category was allowed anew) leaves the polling to the first one.
    bool const again = pull.history && connection.history_state == "done";
    if (pull.only || again || manifest->poll_minutes <= 0) return jobs::Outcome(jobs::Done {});
    // From here on this job is the poll: the safety net below the vendor's webhooks.
    return jobs::Outcome(jobs::Again { now() + minutes(manifest->poll_minutes), connections::pull_payload(pull.connection, false) });
}

// While a person is restricted the Gate refuses each pull, and the chain of pulls ends; this begins it anew.
Result<jobs::Outcome> Ingest::after_restriction(jobs::Job const& job)
{
    if (!job.subject) return jobs::Outcome(jobs::Dead { "no_subject" });
    auto const done = access::as_system<connections::UseConnection>(m.gate, m.pool, "ingest_pull", "collect", *job.subject,
        [&](access::Granted<connections::UseConnection>& grant) -> Result<> {
            for (auto const& c : TRY(connections::list(grant)))
                if (c.state == "connected")
                    (void)TRY(jobs::enqueue(grant.tx(), m.gate.clock(), m.gate.rng(),
                        { .kind = std::string(connections::pull_job), .subject = grant.subject(), .payload = connections::pull_payload(c.id, false) }));
            return {};
        });
    if (!done.ok() && done.error().code != Code::not_found) return done.error();
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::ingest
