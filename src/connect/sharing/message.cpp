#include "connect/sharing/message.h"
#include "connect/timeseries/samples_json.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::sharing {
namespace {

struct PlainData {
    SubjectId member_id;
    std::optional<ConnectionId> connection_id;
    std::optional<std::string> scope;
};
struct PlainMessage {
    std::string type;
    Instant timestamp;
    PlainData data;
};
struct SamplesData {
    SubjectId member_id;
    ConnectionId connection_id;
    std::string program, metric, category;
    bool history;
    Instant from, to;
    std::int64_t count;
    std::optional<boost::json::value> samples;
    std::optional<bool> more;
    std::optional<std::string> query;
};
struct SamplesMessage {
    std::string type;
    Instant timestamp;
    SamplesData data;
};
BOOST_DESCRIBE_STRUCT(PlainData, (), (member_id, connection_id, scope))
BOOST_DESCRIBE_STRUCT(PlainMessage, (), (type, timestamp, data))
BOOST_DESCRIBE_STRUCT(SamplesData, (),
    (member_id, connection_id, program, metric, category, history, from, to, count, samples, more, query))
BOOST_DESCRIBE_STRUCT(SamplesMessage, (), (type, timestamp, data))

Instant instant(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }

Error not_shared(std::string_view why)
{
    auto e = not_found();
    e.detail = Detail(why);
    return e;
}

std::string rest_query(SamplesData const& d, std::string const& cursor)
{
    auto out = "/v1/members/" + d.member_id.text() + "/samples?metric=" + http::url_encode(d.metric)
        + "&from=" + http::url_encode(rfc3339(d.from)) + "&to=" + http::url_encode(rfc3339(d.to));
    if (!cursor.empty()) out += "&cursor=" + http::url_encode(cursor);
    return out;
}

} // namespace

std::string plain_body(store::Event const& event, Details const& details)
{
    PlainMessage m { event.type, event.created_at, { event.subject, event.connection, {} } };
    // Which category went is not said: the Client may never have been allowed to know that there was one.
    if (event.type == "connection.erased") m.data.scope = details.part.value_or(false) ? "part" : "all";
    return json::encode_text(m);
}

Result<Draft> samples_draft(access::Granted<timeseries::ReadSamples> const& grant,
    timeseries::MetricTable const& metrics, store::Event const& event, Details const& details)
{
    if (!details.stream || !details.first_ms || !details.last_ms) return not_shared("unreadable_event");
    auto const streams = TRY(timeseries::streams(grant));
    auto const stream =
        std::find_if(streams.begin(), streams.end(), [&](auto const& s) { return s.id == *details.stream; });
    if (stream == streams.end()) return not_shared("not_shared");
    auto const* metric = metrics.find(stream->metric);
    if (!metric) return not_shared("unknown_metric");

    SamplesMessage m { event.type, event.created_at,
        { event.subject, stream->connection, stream->program, stream->metric, stream->category,
            details.history.value_or(false), instant(*details.first_ms), instant(*details.last_ms + 1),
            details.count.value_or(0), {}, {}, {} } };
    auto& data = m.data;
    if (event.type == "samples.deleted") {
        data.query = rest_query(data, ""); // what still stands in the window
    } else {
        auto page = TRY(timeseries::read(
            grant, { stream->metric, *details.first_ms, *details.last_ms + 1, inline_samples_max, "" }));
        // Other sources' samples of the same time are not news; the cursor counts them, and the rest begins after them.
        std::erase_if(page.samples, [&](auto const& s) { return page.streams[s.stream].id != stream->id; });
        auto const cursor = std::exchange(page.next_cursor, {});
        data.more = !cursor.empty();
        if (*data.more) data.query = rest_query(data, cursor);
        auto shown = TRY(json::parse(timeseries::samples_json(page, *metric)));
        data.samples = std::move(shown.as_object().at("samples"));
    }
    auto const given = data.samples ? std::ssize(data.samples->as_array()) : 0;
    Draft draft { "", stream->connection,
        { { "metric", data.metric }, { "category", data.category }, { "from", rfc3339(data.from) },
            { "to", rfc3339(data.to) }, { "count", std::to_string(given) } },
        stream->category };
    for (auto const& [key, value] : draft.notes) grant.note(key, value);
    draft.body = json::encode_text(m);
    return draft;
}

} // namespace wellkept::sharing
