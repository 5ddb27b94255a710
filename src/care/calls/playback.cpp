// Listening: with a stated reason, for a short time, piece by piece, and nowhere but in the page of whoever asked.
#include "care/calls/file.h"
#include <algorithm>
#include <charconv>

namespace wellkept::calls {
namespace {

using Request = http::Request;
using Out = Result<http::Response>;

struct RecordingOut {
    Uuid recording_id;
    std::string type;
    Instant at;
    bool whole;
};
struct CallOut {
    Uuid call_id;
    std::string direction, state;
    Instant started_at;
    std::optional<Instant> answered_at, ended_at;
    bool notice_played, objected;
    std::vector<RecordingOut> recordings;
};
struct CallsOut {
    std::vector<CallOut> calls;
};
struct PlayIn {
    Uuid recording_id;
    std::string reason;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 10, .length_max = 1'000 }; }
};
struct PlayOut {
    Uuid playback_id;
    std::string url;
    Instant until;
};
BOOST_DESCRIBE_STRUCT(RecordingOut, (), (recording_id, type, at, whole))
BOOST_DESCRIBE_STRUCT(CallOut, (), (call_id, direction, state, started_at, answered_at, ended_at, notice_played, objected, recordings))
BOOST_DESCRIBE_STRUCT(CallsOut, (), (calls))
BOOST_DESCRIBE_STRUCT(PlayIn, (), (recording_id, reason))
BOOST_DESCRIBE_STRUCT(PlayOut, (), (playback_id, url, until))

Out list(access::SubjectGrant const& grant)
{
    CallsOut out;
    for (auto const& c : TRY(all(grant))) {
        CallOut one { c.id, c.direction, c.state, c.started_at, c.answered_at, c.ended_at, c.notice_played, c.objected, {} };
        for (auto const& r : c.recordings) one.recordings.push_back({ r.id, r.type, r.at, r.whole });
        out.calls.push_back(std::move(one));
    }
    return http::Response::json(json::encode_text(out));
}

Out open(access::SubjectGrant const& grant, access::Gate const& gate, std::string const& base, Request const& r)
{
    auto const in = TRY(json::decode_text<PlayIn>(r.body));
    auto const rec = TRY(store::recording(grant, in.recording_id));
    if (!rec || rec->state != "stored") return not_found();
    auto const now = gate.clock().now();
    auto const id = Uuid::v4(gate.rng());
    auto sealed = TRY(grant.seal(access::person_scope, reason_place(id), in.reason));
    TRY(store::insert(grant, store::Playback { id, rec->id, { grant.actor().id }, { std::move(sealed) }, now, now + playback_lasts }));
    grant.note("call", rec->call.text());
    grant.note("reason", in.reason);
    return http::Response::json(json::encode_text(PlayOut { id, base + "/" + id.text() + "/sound", now + playback_lasts }), 201);
}

struct Span {
    std::int64_t from, until;
};
// RFC 9110 section 14.1.2, one range. None: the header is none that we know, and so is ignored (14.2).
Result<std::optional<Span>> span_of(Request const& r, std::int64_t total)
{
    auto text = r.header("range").value_or("");
    if (!text.starts_with("bytes=") || text.find(',') != text.npos) return std::optional<Span> {};
    text.remove_prefix(6);
    auto const dash = text.find('-');
    if (dash == text.npos) return std::optional<Span> {};
    auto digits = [](std::string_view s) -> std::optional<std::int64_t> {
        std::int64_t n {};
        auto const [end, ec] = std::from_chars(s.data(), s.data() + s.size(), n);
        if (s.empty() || s[0] == '-' || ec != std::errc() || end != s.data() + s.size()) return {};
        return n;
    };
    auto const a = digits(text.substr(0, dash)), b = digits(text.substr(dash + 1));
    if ((!a && dash != 0) || (!b && dash + 1 != text.size()) || (!a && !b) || (a && b && *b < *a)) return std::optional<Span> {};
    Span s { a.value_or(std::max<std::int64_t>(total - b.value_or(0), 0)), a && b ? std::min(*b, total - 1) + 1 : total };
    if (s.from >= total || s.from >= s.until) return std::optional(Span { -1, -1 });
    // Less than was asked for may be sent (15.3.7): the player asks on.
    s.until = std::min(s.until, s.from + range_bytes_max);
    return std::optional(s);
}

Out sound(access::SubjectGrant const& grant, access::Gate const& gate, blob::Store& blobs, Request const& r)
{
    auto const id = Uuid::parse(r.param("playback"));
    auto const p = id ? TRY(store::playback(grant, *id)) : std::nullopt;
    if (!p || p->account.value != grant.actor().id) return not_found();
    if (p->expires_at <= gate.clock().now()) return Error { Code::forbidden, PublicText("The time to listen is over. Say again why you need to.") };
    // A page of its own would offer to keep it.
    if (auto const to = r.header("sec-fetch-dest"); to && *to != "audio" && *to != "empty") return Error { Code::forbidden, PublicText("A recording is heard in the page of the call alone.") };
    auto const rec = TRY(store::recording(grant, p->recording));
    if (!rec || rec->state != "stored") return not_found();
    http::Response out;
    out.headers = { { "Content-Type", rec->type }, { "Accept-Ranges", "bytes" }, { "Cache-Control", "no-store" }, { "Content-Disposition", "inline" } };
    auto span = TRY(span_of(r, rec->total));
    if (span && span->from < 0) {
        out.status = 416;
        out.headers.emplace_back("Content-Range", "bytes */" + std::to_string(rec->total));
        return out;
    }
    if (!span) {
        if (rec->total > range_bytes_max) return bad_input("Ask for a range of bytes.");
        span = Span { 0, rec->total };
    } else {
        out.status = 206;
        out.headers.emplace_back("Content-Range", "bytes " + std::to_string(span->from) + "-" + std::to_string(span->until - 1) + "/" + std::to_string(rec->total));
    }
    auto const key = TRY(key_of(grant, *rec));
    out.body = TRY(Tape(blobs, key, gate.rng(), rec->id).read(span->from, span->until, rec->total));
    return out;
}

// Two doors to the same thing: of whoever is assigned, and of whoever watches over the quality.
template <typename Opens, typename Hears> void add(access::Routes& routes, blob::Store& blobs, std::string const& path, std::string purpose, std::string const& whom)
{
    auto const& gate = routes.gate();
    auto spec = [&](http::Method m, std::string pattern, std::string summary) {
        return access::Spec { .method = m, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = purpose, .subject_param = "person" };
    };
    auto play = spec(http::Method::post, path + "/playbacks", "Say why one needs to hear a recording " + whom + ", and hear it for an hour");
    play.request_schema = json::schema<PlayIn>();
    play.response_schema = json::schema<PlayOut>();
    play.success_status = 201;
    routes.guarded<Opens>(std::move(play), [&gate](access::Granted<Opens>& g, Request const& r) { return open(g, gate, r.path, r); });
    routes.guarded<Hears>(spec(http::Method::get, path + "/playbacks/{playback}/sound", "The sound of a recording, by ranges of bytes, for whoever said why"),
        [&gate, &blobs](access::Granted<Hears>& g, Request const& r) { return sound(g, gate, blobs, r); });
    auto all = spec(http::Method::get, path + "/calls", "Calls of a person and their recordings");
    all.response_schema = json::schema<CallsOut>();
    if constexpr (std::same_as<Hears, Listen>) routes.guarded<Read>(std::move(all), [](access::Granted<Read>& g, Request const&) { return list(g); });
    else routes.guarded<Hears>(std::move(all), [](access::Granted<Hears>& g, Request const&) { return list(g); });
}

} // namespace

void add_playback_routes(access::Routes& routes, blob::Store& blobs)
{
    add<Play, Listen>(routes, blobs, "/care/people/{person}", "care", "of a person one is assigned to");
    add<Review, ListenToReview>(routes, blobs, "/care/reviews/{person}", "care_governance", "for the quality of the service");
}

} // namespace wellkept::calls
