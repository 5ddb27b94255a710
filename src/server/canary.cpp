#include "server/canary.h"
#include "connect/clients/clients.h"
#include "platform/http/outgoing.h"
#include "platform/json/json.h"
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace wellkept::server {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

inline constexpr std::string_view canary_name = "Canary of this installation";
inline constexpr std::uintmax_t scanned_bytes_max = 4ull << 30;

// A Client for one look; it is ended when the look is over, and so serves nobody.
struct CanaryClient {
    Ground& ground;
    clients::Credentials credentials;

    static Result<CanaryClient> make(Ground& g)
    {
        auto tx = TRY(db::Tx::begin(*g.pool));
        access::Visit visit { .actor = access::Actor::operator_("probe"), .purpose = "accountability",
            .request = RequestId::fresh(*g.clock, g.rng) };
        auto made = TRY(clients::add(*g.gate, tx, visit,
            { .name = std::string(canary_name), .region = g.config.region.name, .agreement_reference = "none: nobody stands behind it" }));
        TRY(access::append_audit(tx, visit.rows));
        TRY(tx.commit());
        return CanaryClient { g, std::move(made) };
    }
    Result<> end() const
    {
        auto tx = TRY(db::Tx::begin(*ground.pool));
        access::Visit visit { .actor = access::Actor::operator_("probe"), .purpose = "accountability",
            .request = RequestId::fresh(*ground.clock, ground.rng) };
        TRY(clients::set_status(*ground.gate, tx, visit, credentials.client_id, "ended"));
        TRY(access::append_audit(tx, visit.rows));
        return tx.commit();
    }
};

class Api {
public:
    explicit Api(config::Config const& c)
        : m_outgoing({ c.outgoing.ca_file, true, false }), m_url(c.server.public_url)
    {
    }
    struct Answer {
        int status;
        boost::json::value body;
        std::string text(char const* member) const
        {
            auto const* o = body.if_object();
            auto const* m = o ? o->if_contains(member) : nullptr;
            return m && m->is_string() ? std::string(m->get_string()) : "";
        }
    };
    Result<Answer> call(std::string method, std::string const& path, std::string body = "", std::string type = "application/json")
    {
        http::OutgoingRequest request { .method = std::move(method), .url = m_url + path, .body = std::move(body), .timeout_ms = 10'000 };
        if (!m_token.empty()) request.headers.emplace_back("authorization", "Bearer " + m_token);
        if (!m_cookie.empty()) request.headers.insert(request.headers.end(), { { "cookie", m_cookie }, { "x-wellkept", "1" } });
        if (!request.body.empty()) request.headers.emplace_back("content-type", type);
        auto const answer = TRY(m_outgoing.send(request));
        Answer out { answer.status, {} };
        if (auto const set = answer.headers.find("set-cookie"); set != answer.headers.end()) m_cookie = set->second.substr(0, set->second.find(';'));
        if (auto parsed = json::parse(answer.body); parsed.ok()) out.body = parsed.release();
        return out;
    }
    void bear(std::string token) { m_token = std::move(token); }

private:
    http::Outgoing m_outgoing;
    std::string m_url, m_token, m_cookie; // a session's cookie is kept as a browser keeps it
};

struct Scan {
    std::size_t files = 0, unread = 0;
    std::uintmax_t bytes = 0;
    bool found = false, whole = true;
};

void scan_file(fs::path const& file, std::string const& value, Scan& scan)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        ++scan.unread;
        return;
    }
    std::string window(1 << 20, '\0'), carried;
    while (in && !scan.found) {
        in.read(window.data(), static_cast<std::streamsize>(window.size()));
        carried.append(window, 0, static_cast<std::size_t>(in.gcount()));
        scan.bytes += static_cast<std::uintmax_t>(in.gcount());
        scan.found = carried.find(value) != carried.npos;
        if (carried.size() > value.size()) carried.erase(0, carried.size() - value.size());
    }
    ++scan.files;
}

Scan scan_disk(config::Config const& c, std::string const& value)
{
    Scan scan;
    std::error_code ec;
    for (auto it = fs::recursive_directory_iterator(c.data.directory, fs::directory_options::skip_permission_denied, ec);
         !ec && it != fs::recursive_directory_iterator() && !scan.found; it.increment(ec)) {
        std::error_code gone;
        if (!it->is_regular_file(gone)) continue;
        if (scan.bytes >= scanned_bytes_max) {
            scan.whole = false;
            break;
        }
        scan_file(it->path(), value, scan);
    }
    if (!c.log.file.empty() && !scan.found) scan_file(c.log.file, value, scan);
    return scan;
}

// The canary comes in by its link, shares one sample with its Client, and takes that back. Empty: all as it should be;
// else what was not.
Result<std::string> shared_and_withdrawn(Ground& g, Api& client, std::string const& member)
{
    auto const link = TRY(client.call("POST", "/v1/members/" + member + "/connect-tokens"));
    auto const token = boost::json::serialize(boost::json::object { { "token", link.text("token") } });
    Api person(g.config), thief(g.config);
    if (TRY(person.call("POST", "/connect/session", token)).status != 201) return std::string("The canary's link did not let it in.");
    if (TRY(thief.call("POST", "/connect/session", token)).status != 401) return std::string("A link let somebody in a second time.");
    if (TRY(thief.call("GET", "/me")).status != 401) return std::string("Somebody without a session was answered as a member.");
    constexpr std::string_view wish = R"({"program":"direct","grants":[{"category":"heart","purpose":"share_with_client"}]})";
    auto const connection = TRY(person.call("POST", "/me/connections", std::string(wish))).text("connection_id");

    auto const when = rfc3339(g.clock->now() - 1min);
    auto const sample = boost::json::serialize(boost::json::object {
        { "samples", boost::json::array { boost::json::object { { "metric", "heart_rate" }, { "start", when }, { "value", 61 } } } } });
    if (TRY(client.call("POST", "/v1/members/" + member + "/samples", sample)).status != 200) return std::string("A sample that was allowed was not taken.");
    auto const path = "/v1/members/" + member + "/samples?metric=heart_rate";
    auto readable = [&]() -> Result<bool> {
        auto const answer = TRY(client.call("GET", path));
        auto const* o = answer.body.if_object();
        auto const* samples = o ? o->if_contains("samples") : nullptr;
        return answer.status == 200 && samples && samples->is_array() && !samples->get_array().empty();
    };
    if (!TRY(readable())) return std::string("A sample that was allowed could not be read by the Client.");
    auto const off = boost::json::serialize(boost::json::object { { "connection_id", connection }, { "category", "heart" },
        { "purpose", "share_with_client" }, { "granted", false } });
    if (TRY(person.call("PUT", "/me/permissions", off)).status / 100 != 2) return std::string("The canary could not take its permission back.");
    if (TRY(readable())) return std::string("The Client could still read after the permission was taken back.");
    return std::string();
}

Result<promises::Observation> life(Ground& g, Api& api, clients::Credentials const& credentials)
{
    auto const token = TRY(api.call("POST", "/oauth/token",
        http::form_encode({ { "grant_type", "client_credentials" }, { "client_id", credentials.client_id.text() },
            { "client_secret", credentials.client_secret } }),
        "application/x-www-form-urlencoded"));
    if (token.status != 200) return promises::cannot_look("The server gave the canary no token.");
    api.bear(token.text("access_token"));

    auto const planted = "canary-" + crypto::random_token(g.rng);
    boost::json::object person { { "user_key", planted } };
    auto const member = TRY(api.call("POST", "/v1/members", boost::json::serialize(person)));
    auto const id = member.text("member_id");
    if (member.status / 100 != 2 || id.empty()) return promises::cannot_look("The server did not register the canary.");

    auto const wrong = TRY(shared_and_withdrawn(g, api, id));
    auto const scan = scan_disk(g.config, planted);
    auto const erase = TRY(api.call("DELETE", "/v1/members/" + id));
    if (erase.status / 100 != 2) return promises::broken("The canary Member could not be erased.");
    if (!wrong.empty()) return promises::broken(wrong);
    if (scan.found) return promises::broken("A planted value stood readable in a file of the data directory.");

    auto const receipt = "/receipts/" + erase.text("receipt_token");
    bool done = false;
    for (int i = 0; i < 150 && !done; ++i) {
        done = TRY(api.call("GET", receipt)).text("state") == "done";
        if (!done) std::this_thread::sleep_for(200ms);
    }
    if (!done) return promises::broken("The canary Member was not erased within 30 seconds.");
    if (TRY(api.call("GET", "/v1/members/" + id)).status != 404) return promises::broken("The canary Member can still be read after its erasure.");

    auto words = "A made-up member was registered, shared a sample and took that back, which held at once, was found in none of " + std::to_string(scan.files) + " files, was erased with a receipt, and is gone.";
    if (!g.config.database.url.empty()) words += " The database runs elsewhere; its files were not searched.";
    if (!scan.whole) words += " Only the first 4 GiB were searched.";
    if (scan.unread) words += " " + std::to_string(scan.unread) + " files could not be opened.";
    return promises::kept(words);
}

} // namespace

Result<promises::Observation> canary_life(Ground& g)
{
    auto const client = TRY(CanaryClient::make(g));
    Api api(g.config);
    auto seen = life(g, api, client.credentials);
    TRY(client.end());
    return seen;
}

} // namespace wellkept::server
