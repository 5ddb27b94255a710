// All samples of all of a Client's Members, as lines of JSON, in pages of a bounded size. Each person is decided upon, read
// and audited as if asked for alone; who lets the Client have nothing is not in it, and nothing of them is looked at.
#include "access/consent_counts.h"
#include "access/routes.h"
#include "connect/timeseries/export.h"
#include "connect/timeseries/sample_text.h"
#include "connect/timeseries/sealed.h"
#include <algorithm>
#include <charconv>

namespace wellkept::timeseries {
namespace {

// An answer ends with the person who goes past its bound; a person who goes past twice of it is cut.
constexpr std::size_t page_kilobytes_max = 4 * 1024;
constexpr std::size_t read_samples = 2 * limits::samples_per_chunk_max;
constexpr std::int32_t people_max = 200;

// Where a page ended: what to give next. Ids come back from the Client and name no more than an order among its own.
struct At {
    SubjectId subject {};
    StreamId stream {}; // nil: the person is through
    std::int64_t start_ms = INT64_MIN;
    std::size_t skip = 0; // of those that start then, given already
};

std::string text_of(At const& a)
{
    return a.subject.text() + "." + a.stream.text() + "." + std::to_string(a.start_ms) + "." + std::to_string(a.skip);
}

Result<At> parse(std::string_view text)
{
    At a;
    if (text.empty()) return a;
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; parts.size() < 4;) {
        auto const dot = parts.size() == 3 ? text.size() : text.find('.', from);
        if (dot == text.npos) break;
        parts.push_back(text.substr(from, dot - from));
        from = dot + 1;
    }
    auto number = [](std::string_view s, auto& to) {
        auto const r = std::from_chars(s.data(), s.data() + s.size(), to);
        return r.ec == std::errc {} && r.ptr == s.data() + s.size();
    };
    if (parts.size() == 4) {
        auto const subject = SubjectId::parse(parts[0]);
        auto const stream = StreamId::parse(parts[1]);
        if (subject && stream && number(parts[2], a.start_ms) && number(parts[3], a.skip) && a.skip < 1'000'000) {
            a.subject = *subject, a.stream = *stream;
            return a;
        }
    }
    return bad_input("This cursor is not one of ours. Begin again without it.");
}

// Appends from `at` on; leaves in `at` where to go on. How many samples.
Result<std::size_t> append_person(access::Granted<ReadSamples> const& grant, MetricTable const& table, At& at, std::size_t bytes_max, std::string& out)
{
    std::size_t samples = 0;
    auto const member = grant.subject().text();
    for (auto const& stream : TRY(streams(grant))) { // in the order of their ids
        if (stream.id.value < at.stream.value) continue;
        if (stream.id != at.stream) at = { at.subject, stream.id, INT64_MIN, 0 };
        auto const* metric = table.find(stream.metric);
        if (!metric) continue;
        SampleText text(*metric, stream, member);
        for (bool more = true; more;) {
            auto const run = TRY(run_of(grant, stream, at.start_ms, INT64_MAX, read_samples));
            auto left_out = at.skip;
            for (auto const& s : run.samples) {
                if (left_out > 0 && s.start_ms == at.start_ms) {
                    --left_out;
                    continue;
                }
                if (out.size() >= bytes_max) return samples;
                if (s.start_ms != at.start_ms) at.start_ms = s.start_ms, at.skip = 0;
                ++at.skip;
                text.append(out, s);
                out += '\n';
                ++samples;
            }
            more = run.horizon_ms != INT64_MAX;
            if (more) at.start_ms = run.horizon_ms, at.skip = 0;
        }
    }
    at.stream = {};
    return samples;
}

Result<http::Response> export_page(access::GrantedGroup<ExportSamples>& group, access::Gate const& gate, MetricTable const& table, http::Request const& request)
{
    auto at = TRY(parse(request.query_value("cursor").value_or("")));
    std::size_t kilobytes = page_kilobytes_max;
    if (auto const text = request.query_value("limit")) {
        auto const parsed = std::from_chars(text->data(), text->data() + text->size(), kilobytes);
        if (parsed.ec != std::errc {} || parsed.ptr != text->data() + text->size() || kilobytes < 1 || kilobytes > page_kilobytes_max)
            return bad_input("limit is a number of kilobytes from 1 to " + std::to_string(page_kilobytes_max) + ".");
    }
    auto const page_bytes = kilobytes * 1024;
    std::string out;
    out.reserve(page_bytes + page_bytes / 4); // where most pages end: not grown, and so not copied
    bool more = true;
    std::int32_t listed = 0, wanted = 1;
    while (more && out.size() < page_bytes && listed < people_max) {
        auto const found = TRY(access::people_who_let(group, group.purpose(), at.subject, !at.stream.value.is_nil(), wanted));
        more = found.more;
        listed += wanted;
        bool full = false;
        for (auto const subject : found.people) {
            if ((full = out.size() >= 2 * page_bytes)) break;
            if (subject != at.subject) at = { subject, {}, INT64_MIN, 0 };
            // The Gate decides on each anew. A switch that went off this very moment refuses the request; asked again, it goes on without them.
            TRY(gate.beside<ReadSamples>(group, group.purpose(), subject, [&](access::Granted<ReadSamples> const& grant) -> Result<std::size_t> {
                auto const n = TRY(append_person(grant, table, at, 2 * page_bytes, out));
                grant.note("count", std::to_string(n));
                return n;
            }));
            if ((full = !at.stream.value.is_nil())) break;
        }
        if (full) {
            more = true;
            break;
        }
        if (found.last != at.subject) at = { found.last, {}, INT64_MIN, 0 };
        auto const each = out.size() / static_cast<std::size_t>(std::max(listed, 1)) + 1;
        auto const room = page_bytes - std::min(out.size(), page_bytes);
        wanted = static_cast<std::int32_t>(std::clamp<std::size_t>(room / each, 1, 64));
    }
    http::Response response;
    response.body = std::move(out);
    response.headers.emplace_back("content-type", "application/x-ndjson");
    if (more) response.headers.emplace_back("x-next-cursor", text_of(at));
    return response;
}

} // namespace

void add_export_route(access::Routes& routes, MetricTable const& table)
{
    routes.guarded_group<ExportSamples>(
        { .pattern = "/v1/samples",
            .summary = "All samples of all your Members as lines of JSON (application/x-ndjson), a page at a time: go on with the header X-Next-Cursor until there is none",
            .audience = "client",
            .purpose = "share_with_client",
            .query_parameters = { "cursor: string; X-Next-Cursor of the page before",
                "limit: integer; about how many kilobytes a page, 1 to 4096; else 4096" } },
        [&table, &routes](access::GrantedGroup<ExportSamples>& g, http::Request const& r) { return export_page(g, routes.gate(), table, r); });
}

} // namespace wellkept::timeseries
