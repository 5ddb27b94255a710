#include "access/routes.h"
#include "keep/notices/document.h"
#include "platform/json/json.h"
#include <charconv>

namespace wellkept::notices {
namespace {

struct ClauseOut {
    std::string rule, enforced_by, text;
    std::optional<std::string> short_text;
};
struct SectionOut {
    std::string heading;
    std::optional<std::string> lead;
    std::vector<ClauseOut> clauses;
};
struct NoticeHead {
    Uuid notice_id;
    std::string service, territory, title;
    std::int32_t edition;
    Instant updated;
    std::string policy_version, text_hash, url;
};
struct NoticeOut {
    NoticeHead notice;
    std::vector<SectionOut> sections;
};
struct NoticesOut {
    std::vector<NoticeHead> notices;
};
struct HistoryRow {
    NoticeHead notice;
    std::vector<std::string> come, gone;
};
struct HistoryOut {
    std::vector<HistoryRow> editions;
};
struct SeenRow {
    NoticeHead notice;
    Instant shown_at;
};
struct OwnNoticeOut {
    NoticeHead notice;
    std::vector<std::string> in_short;
    bool shown;
    std::vector<SeenRow> shown_before;
    std::vector<std::string> come, gone; // against the last that was shown
};
struct SeenIn {
    Uuid notice_id;
};
BOOST_DESCRIBE_STRUCT(ClauseOut, (), (rule, enforced_by, text, short_text))
BOOST_DESCRIBE_STRUCT(SectionOut, (), (heading, lead, clauses))
BOOST_DESCRIBE_STRUCT(NoticeHead, (), (notice_id, service, territory, title, edition, updated, policy_version, text_hash, url))
BOOST_DESCRIBE_STRUCT(NoticeOut, (), (notice, sections))
BOOST_DESCRIBE_STRUCT(NoticesOut, (), (notices))
BOOST_DESCRIBE_STRUCT(HistoryRow, (), (notice, come, gone))
BOOST_DESCRIBE_STRUCT(HistoryOut, (), (editions))
BOOST_DESCRIBE_STRUCT(SeenRow, (), (notice, shown_at))
BOOST_DESCRIBE_STRUCT(OwnNoticeOut, (), (notice, in_short, shown, shown_before, come, gone))
BOOST_DESCRIBE_STRUCT(SeenIn, (), (notice_id))

NoticeHead head(store::Edition const& e, Document const& d)
{
    auto const url = e.service == cookies_service ? std::string("/cookies") : "/privacy/" + e.service + "/" + e.territory;
    return { e.id, e.service, e.territory, d.title, e.edition, e.effective_at, e.policy_version, e.text_hash, url + "?edition=" + std::to_string(e.edition) };
}

std::optional<std::string> unless_empty(std::string const& s) { return s.empty() ? std::nullopt : std::optional(s); }

http::Response html(std::string text)
{
    http::Response r;
    r.headers.emplace_back("content-type", "text/html; charset=utf-8");
    r.body = std::move(text);
    return r;
}

std::pair<std::string, std::string> which(http::Request const& r)
{
    if (r.param("service").empty()) return { std::string(cookies_service), "all" };
    return { std::string(r.param("service")), std::string(r.param("territory")) };
}

// The edition asked for, or the newest.
Result<store::Edition> wanted(access::OpenCall& call)
{
    auto const [service, territory] = which(call.request);
    auto found = [&]() -> Result<std::optional<store::Edition>> {
        auto const asked = call.request.query_value("edition");
        if (!asked) return store::latest(call.tx, service, territory);
        std::int32_t n = 0;
        auto const [end, error] = std::from_chars(asked->data(), asked->data() + asked->size(), n);
        if (error != std::errc() || end != asked->data() + asked->size() || n < 1) return bad_input("Give edition as a whole number, 1 for the first.");
        return store::find(call.tx, service, territory, n);
    }();
    auto edition = TRY(std::move(found));
    if (!edition) return not_found();
    return std::move(*edition);
}

Result<http::Response> page_of_one(access::OpenCall& call)
{
    auto const e = TRY(wanted(call));
    auto const newest = TRY(store::latest(call.tx, e.service, e.territory));
    return html(notice_page(e, TRY(from_json(e.document)), newest && newest->id == e.id));
}

Result<std::vector<store::Edition>> all_of(access::OpenCall& call)
{
    auto const [service, territory] = which(call.request);
    auto all = TRY(store::editions(call.tx, service, territory));
    if (all.empty()) return not_found();
    return all;
}

Result<http::Response> page_of_history(access::OpenCall& call)
{
    auto const all = TRY(all_of(call));
    std::vector<Document> documents;
    for (auto const& e : all) documents.push_back(TRY(from_json(e.document)));
    return html(history_page(all, documents));
}

Result<http::Response> list(access::OpenCall& call)
{
    NoticesOut out;
    for (auto const& e : TRY(store::current(call.tx))) out.notices.push_back(head(e, TRY(from_json(e.document))));
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> one(access::OpenCall& call)
{
    auto const e = TRY(wanted(call));
    auto const d = TRY(from_json(e.document));
    NoticeOut out { head(e, d), {} };
    for (auto const& s : d.sections) {
        SectionOut section { s.heading, unless_empty(s.lead), {} };
        for (auto const& c : s.clauses) section.clauses.push_back({ c.rule, c.enforced, c.text, unless_empty(c.short_text) });
        out.sections.push_back(std::move(section));
    }
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> history(access::OpenCall& call)
{
    auto const all = TRY(all_of(call));
    HistoryOut out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const d = TRY(from_json(all[i].document));
        HistoryRow row { head(all[i], d), {}, {} };
        if (i + 1 < all.size()) {
            auto const change = difference(TRY(from_json(all[i + 1].document)), d);
            row.come = change.come;
            row.gone = change.gone;
        }
        out.editions.push_back(std::move(row));
    }
    return http::Response::json(json::encode_text(out));
}

// ---- a Member's own ----

Result<store::Edition> own_edition(access::GrantCore const& grant, access::Gate const& gate)
{
    // A person's territory is that of the region their data are in.
    auto const* territory = gate.policy_now()->territory_of_region(gate.region());
    if (!territory) return not_found();
    auto e = TRY(store::latest(grant.tx(), "connect", territory->code));
    if (!e) return not_found();
    return std::move(*e);
}

Result<http::Response> own(access::Granted<ReadOwn> const& grant, access::Gate const& gate)
{
    auto const e = TRY(own_edition(grant, gate));
    auto const d = TRY(from_json(e.document));
    OwnNoticeOut out { head(e, d), {}, false, {}, {}, {} };
    for (auto const& s : d.sections)
        for (auto const& c : s.clauses)
            if (!c.short_text.empty() && s.clauses.size() < 4) out.in_short.push_back(c.short_text);
    for (auto const& s : TRY(store::seen(grant))) {
        auto const then = TRY(store::by_id(grant.tx(), s.notice));
        if (!then) continue;
        auto const words = TRY(from_json(then->document));
        if (s.notice == e.id) out.shown = true;
        else if (!out.shown && out.shown_before.empty()) {
            auto const change = difference(words, d);
            out.come = change.come;
            out.gone = change.gone;
        }
        out.shown_before.push_back({ head(*then, words), s.first_at });
    }
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> mark(access::Granted<MarkSeen> const& grant, access::Gate const& gate, http::Request const& request)
{
    auto const in = TRY(json::decode_text<SeenIn>(request.body));
    auto const e = TRY(store::by_id(grant.tx(), in.notice_id));
    if (!e) return bad_input("There is no such edition of a notice.");
    TRY(store::mark_seen(grant, in.notice_id, gate.clock().now()));
    grant.note("notice", e->service + "/" + e->territory + " edition " + std::to_string(e->edition));
    http::Response r;
    r.status = 204;
    return r;
}

} // namespace

void add_routes(access::Routes& routes)
{
    using http::Method;
    constexpr char const* why = "a notice is for everybody, and says nothing of anybody";
    auto page = [&](std::string pattern, std::string summary, Result<http::Response> (*run)(access::OpenCall&), std::vector<std::string> query = {}) {
        routes.open({ .pattern = std::move(pattern), .summary = std::move(summary), .audience = "public", .purpose = "accountability", .query_parameters = std::move(query) }, why, run);
    };
    auto data = [&](std::string pattern, std::string summary, std::string schema, Result<http::Response> (*run)(access::OpenCall&), std::vector<std::string> query = {}) {
        routes.open({ .pattern = std::move(pattern), .summary = std::move(summary), .audience = "public", .purpose = "accountability", .response_schema = std::move(schema),
                        .query_parameters = std::move(query) },
            why, run);
    };
    std::vector<std::string> const edition { "edition: integer; the newest if left out" };
    page("/privacy", "All notices, as a page", [](access::OpenCall& call) -> Result<http::Response> { return html(index_page(TRY(store::current(call.tx)))); });
    page("/privacy/{service}/{territory}", "The privacy notice of a service in a territory, as a page", page_of_one, edition);
    page("/privacy/{service}/{territory}/history", "Its editions and what changed, as a page", page_of_history);
    page("/cookies", "The cookie notice, as a page", page_of_one, edition);
    page("/cookies/history", "Its editions and what changed, as a page", page_of_history);
    data("/v1/notices", "All notices, newest editions", json::schema<NoticesOut>(), list);
    data("/v1/notices/{service}/{territory}", "A notice, clause by clause with its rule; service `cookies` has the territory `all`", json::schema<NoticeOut>(), one, edition);
    data("/v1/notices/{service}/{territory}/history", "A notice's editions and what changed", json::schema<HistoryOut>(), history);
    auto const& gate = routes.gate();
    routes.guarded<ReadOwn>({ .pattern = "/me/notice", .summary = "The privacy notice that holds for me, and which editions I was shown", .audience = "member", .purpose = "accountability",
                                .response_schema = json::schema<OwnNoticeOut>() },
        [&gate](access::Granted<ReadOwn>& g, http::Request const&) { return own(g, gate); });
    routes.guarded<MarkSeen>({ .method = Method::post, .pattern = "/me/notice/seen", .summary = "I was shown this edition", .audience = "member", .purpose = "accountability",
                                 .request_schema = json::schema<SeenIn>(), .success_status = 204 },
        [&gate](access::Granted<MarkSeen>& g, http::Request const& r) { return mark(g, gate, r); });
}

} // namespace wellkept::notices
