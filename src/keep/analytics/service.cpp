#include "access/routes.h"
#include "keep/analytics/store.h"
#include "keep/statistics/statistics.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include <algorithm>
#include <arpa/inet.h>
#include <yaml-cpp/yaml.h>

namespace wellkept::analytics {
namespace {

struct PageViewIn {
    std::string page;
    std::optional<std::string> referrer;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 253 }; }
};
BOOST_DESCRIBE_STRUCT(PageViewIn, (), (page, referrer))

store::Day day_of(Instant t) { return std::chrono::floor<std::chrono::days>(t); }

std::string day_text(store::Day day) { return rfc3339(Instant(day)).substr(0, 10); }

// Tells nothing without the browser's own value, which is stored nowhere.
Result<std::string> withdrawal_mark(access::Gate const& gate, store::Day day, std::string_view browser_value)
{
    return gate.keys().blind(ClientId {}, "visit/" + day_text(day), browser_value);
}

std::string random_bytes(Rng& rng)
{
    std::string out(32, '\0');
    rng.fill({ reinterpret_cast<std::uint8_t*>(out.data()), out.size() });
    return out;
}

} // namespace

Result<Counting> Counting::load(std::filesystem::path const& file)
{
    try {
        auto const root = YAML::LoadFile(file.string());
        Counting c { root["pages"].as<std::vector<std::string>>(), root["keep_days"].as<int>(),
            root["visits_max_per_day"].as<int>(), root["cell_min"].as<int>(), root["round_to"].as<int>() };
        // A browser's rows are found day by day when it withdraws.
        if (c.keep_days < 1 || c.keep_days > 400 || c.visits_max_per_day < 1 || c.cell_min < 2 || c.round_to < 1)
            return bad_input("analytics.yaml: keep_days is 1 to 400, visits_max_per_day and round_to at least 1, "
                             "cell_min at least 2.");
        for (auto const& page : c.pages)
            if (!page.starts_with("/") || page.starts_with("/app") || page.find_first_of("?#{: ") != page.npos)
                return bad_input(
                    "analytics.yaml: `pages` are fixed paths, and none below /app, where people see their data.");
        return c;
    } catch (YAML::Exception const& e) {
        return bad_input(
            "analytics.yaml line " + std::to_string(e.mark.line + 1) + " cannot be read; correct it.", e.msg);
    }
}

std::string truncated(std::string const& address)
{
    in_addr v4 {};
    if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return std::string(reinterpret_cast<char const*>(&v4), 3);
    in6_addr v6 {};
    if (inet_pton(AF_INET6, address.c_str(), &v6) != 1) return {};
    auto const* bytes = reinterpret_cast<char const*>(&v6);
    if (IN6_IS_ADDR_V4MAPPED(&v6)) return std::string(bytes + 12, 3);
    return std::string(bytes, 6);
}

std::string host_of(std::string const& referrer)
{
    std::string out;
    for (char const c : referrer) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-') return {};
        out += letter && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out.size() <= 253 ? out : std::string();
}

std::vector<Cell> shown(std::vector<Cell> const& cells, Counting const& counting)
{
    auto round = [&](std::int64_t n) { return statistics::rounded(n, counting.round_to); };
    std::vector<Cell> out;
    for (auto const& c : cells)
        if (c.visitors >= counting.cell_min) out.push_back({ c.name, round(c.views), round(c.visitors) });
    return out;
}

Analytics::Analytics(
    access::Gate const& gate, db::Pool& pool, Counting counting, preferences::Preferences const& preferences)
    : m_gate(gate)
    , m_pool(pool)
    , m_counting(std::move(counting))
    , m_preferences(preferences)
{
}

Result<bool> Analytics::count(
    db::Tx& tx, http::Request const& request, std::string const& page, std::string const& referrer) const
{
    auto const browser = TRY(m_preferences.allowed_browser(tx, request, preferences::analytics_choice));
    if (!browser) return false;
    auto const counting = m_counting.now();
    if (std::find(counting->pages.begin(), counting->pages.end(), page) == counting->pages.end()) return false;
    auto const net = truncated(request.peer);
    if (net.empty()) return false;
    auto const day = day_of(m_gate.clock().now());
    auto const withdrawal = TRY(withdrawal_mark(m_gate, day, *browser));
    if (TRY(store::count_of(tx, withdrawal)) >= counting->visits_max_per_day) return false;
    auto const salt = TRY(store::salt(tx, day, random_bytes(m_gate.rng())));
    auto const visitor = TRY(m_gate.keys().blind(ClientId {}, "visitor", salt + net));
    TRY(store::insert(tx, Uuid::v4(m_gate.rng()), day, page, host_of(referrer), visitor, withdrawal));
    return true;
}

Result<> Analytics::forget(db::Tx& tx, std::string_view browser_value) const
{
    auto const today = day_of(m_gate.clock().now());
    std::vector<db::Bytes> marks;
    for (int i = 0; i <= m_counting.now()->keep_days + 1; ++i)
        marks.push_back({ TRY(withdrawal_mark(m_gate, today - std::chrono::days(i), browser_value)) });
    return store::forget(tx, marks);
}

Result<jobs::Outcome> Analytics::close_days(jobs::Job const&) const
{
    auto const today = day_of(m_gate.clock().now());
    auto tx = TRY(db::Tx::begin(m_pool));
    for (auto const day : TRY(store::open_days(tx, today))) {
        auto save = [&](std::string const& kind, std::vector<Cell> const& cells) -> Result<> {
            for (auto const& c : shown(cells, *m_counting.now()))
                TRY(store::save(tx, { day, kind, c.name, c.views, c.visitors }));
            return {};
        };
        TRY(save("all", TRY(store::in_all(tx, day))));
        TRY(save("page", TRY(store::by_page(tx, day))));
        TRY(save("referrer", TRY(store::by_referrer(tx, day))));
        TRY(store::destroy_salt(tx, day));
    }
    TRY(store::delete_before(tx, today - std::chrono::days(m_counting.now()->keep_days)));
    TRY(tx.commit());
    return jobs::Outcome(jobs::Done {});
}

void Analytics::add_routes(access::Routes& routes) const
{
    routes.open(
        { .method = http::Method::post,
            .pattern = "/v1/page-views",
            .summary =
                "A public page was shown; counted only if this browser's owner agreed, and answered the same if not",
            .audience = "public",
            .purpose = "provide_service",
            .request_schema = json::schema<PageViewIn>(),
            .success_status = 204,
            .body_bytes_max = 1024 },
        "whether it is counted rests on the browser's own choice, and the answer tells nothing",
        [this](access::OpenCall& call) -> Result<http::Response> {
            auto const in = TRY(json::decode_text<PageViewIn>(call.request.body));
            (void)TRY(count(call.tx, call.request, in.page, in.referrer.value_or("")));
            http::Response done;
            done.status = 204;
            return done;
        });
}

} // namespace wellkept::analytics
