#include "access/system.h"
#include "base/limits.h"
#include "connect/clients/clients.h"
#include "connect/connections/sealed.h"
#include "connect/connections/webhooks.h"
#include "connect/programs/mapping.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <charconv>
#include <deque>
#include <map>
#include <mutex>

namespace wellkept::connections {
namespace {

constexpr auto refresh_ahead = std::chrono::seconds(60);
constexpr auto retry_default = std::chrono::seconds(30);
constexpr int token_call_ms_max = 10'000;

std::string epoch(Instant t)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count());
}

// Seconds, or an HTTP date, which is left to the default.
std::optional<std::int64_t> retry_after_s(http::OutgoingResponse const& r)
{
    auto const it = r.headers.find("retry-after");
    if (it == r.headers.end()) return std::nullopt;
    std::int64_t s = 0;
    auto const parsed = std::from_chars(it->second.data(), it->second.data() + it->second.size(), s);
    if (parsed.ec != std::errc {} || s < 0 || s > 86'400) return std::nullopt;
    return s;
}

http::OutgoingRequest to_http(programs::Call const& call, programs::Vars const& vars, std::string const& access_token)
{
    http::OutgoingRequest r;
    r.method = call.method;
    r.url = call.url;
    r.headers = call.headers;
    using Encoding = programs::Request::Encoding;
    if (call.encoding == Encoding::query) {
        if (!call.params.empty()) r.url += (r.url.find('?') == r.url.npos ? "?" : "&") + http::form_encode(call.params);
    } else if (call.encoding == Encoding::form) {
        r.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        r.body = http::form_encode(call.params);
    } else {
        boost::json::object o;
        for (auto const& [k, v] : call.params) o[k] = v;
        r.headers.emplace_back("Content-Type", "application/json");
        r.body = boost::json::serialize(o);
    }
    using Auth = programs::Request::Auth;
    if (call.auth == Auth::bearer) r.headers.emplace_back("Authorization", "Bearer " + access_token);
    if (call.auth == Auth::client_basic)
        r.headers.emplace_back("Authorization", "Basic " + crypto::base64(vars.at("client_id") + ":" + vars.at("client_secret")));
    r.headers.emplace_back("Accept", "application/json");
    r.timeout_ms = limits::vendor_seconds_max * 1000;
    r.response_bytes_max = limits::vendor_body_bytes_max;
    return r;
}

} // namespace

struct Vendors::State {
    programs::LiveCatalogue const& live;
    http::Outgoing& outgoing;
    access::Gate const& gate;
    db::Pool& pool;
    std::string public_url;

    std::mutex mutex;
    std::map<std::string, std::deque<Instant>> sent; // Client and Program -> when

    // nothing: go ahead; else when the vendor's limit leaves room again
    std::optional<Instant> wait_until(ClientId client, programs::Manifest const& m)
    {
        auto const now = gate.clock().now();
        std::lock_guard const lock(mutex);
        auto& times = sent[client.text() + m.code];
        for (auto const& limit : m.rate_limits) {
            if (limit.per_user || limit.requests <= 0) continue;
            auto const since = now - std::chrono::seconds(limit.seconds);
            while (!times.empty() && times.front() <= since) times.pop_front();
            if (times.size() >= static_cast<std::size_t>(limit.requests)) return times.front() + std::chrono::seconds(limit.seconds);
        }
        times.push_back(now);
        return std::nullopt;
    }
};

Vendors::Vendors(programs::LiveCatalogue const& live, http::Outgoing& outgoing, access::Gate const& gate, db::Pool& pool, std::string public_url)
    : m_state(new State { live, outgoing, gate, pool, std::move(public_url), {}, {} })
{
}
Vendors::~Vendors() = default;

std::string Vendors::redirect_uri() const { return m_state->public_url + "/connect/oauth/callback"; }
std::string Vendors::webhook_url(std::string const& program, ClientId client) const
{
    return m_state->public_url + "/webhooks/" + program + "/" + client.text();
}
std::shared_ptr<programs::Catalogue const> Vendors::catalogue() const { return m_state->live.current(); }

Result<programs::Vars> Vendors::credentials(ClientId client, std::string const& program)
{
    auto tx = TRY(db::Tx::begin(m_state->pool, db::Tx::Mode::read_only));
    auto const found = TRY(clients::vendor_credential(m_state->gate, tx, client, program));
    if (!found) {
        return Error { Code::conflict, PublicText("Your portal has not set this Program up yet."), Detail("no vendor credential") };
    }
    return programs::Vars { { "client_id", found->client_id }, { "client_secret", found->client_secret } };
}

Result<Vendors::Answer> Vendors::send(ClientId client, programs::Manifest const& manifest, programs::Request const& request,
    programs::Vars vars, std::string const& access_token)
{
    auto& s = *m_state;
    auto const now = s.gate.clock().now();
    if (auto const at = s.wait_until(client, manifest)) return Answer { programs::Outcome::rate_limited, 0, {}, *at };
    vars.merge(TRY(credentials(client, manifest.code)));
    vars["timestamp"] = epoch(now);
    vars["access_token"] = access_token;
    if (!request.sign.empty()) {
        auto const* scheme = manifest.find_signing(request.sign);
        if (scheme && scheme->nonce) {
            auto const answer = TRY(send(client, manifest, *scheme->nonce, {}, ""));
            if (answer.outcome != programs::Outcome::ok) return answer;
            auto const nonce = TRY(programs::read_lookup(manifest, { *scheme->nonce, scheme->nonce_at }, answer.body));
            if (!nonce.empty()) vars["nonce"] = nonce.front();
        }
    }
    auto const call = TRY(programs::fill(manifest, request, vars));
    auto out = to_http(call, vars, access_token);
    if (access_token.empty()) out.timeout_ms = token_call_ms_max;
    auto sent = s.outgoing.send(out);
    if (!sent.ok()) {
        log::warn("vendor_unreachable", { { "program", manifest.code }, { "detail", sent.error().detail.text } });
        return Answer { programs::Outcome::retry, 0, {}, now + retry_default };
    }
    Answer answer { programs::outcome_of(manifest, sent->status, sent->body), sent->status, std::move(sent->body), now + retry_default };
    if (auto const wait = retry_after_s(sent.value())) answer.retry_at = now + std::chrono::seconds(*wait);
    else if (answer.outcome == programs::Outcome::rate_limited && !manifest.rate_limits.empty())
        answer.retry_at = now + std::chrono::seconds(manifest.rate_limits.front().seconds);
    return answer;
}

Result<Vendors::Answer> Vendors::token(ClientId client, programs::Manifest const& manifest, programs::Vars vars, TokenCall what)
{
    vars.merge(TRY(credentials(client, manifest.code)));
    auto const call = TRY(what == TokenCall::exchange ? programs::exchange_call(manifest, vars) : programs::refresh_call(manifest, vars));
    auto request = to_http(call, vars, "");
    request.timeout_ms = token_call_ms_max;
    auto sent = m_state->outgoing.send(request);
    auto const retry_at = m_state->gate.clock().now() + retry_default;
    if (!sent.ok()) {
        log::warn("vendor_unreachable", { { "program", manifest.code }, { "detail", sent.error().detail.text } });
        return Answer { programs::Outcome::retry, 0, {}, retry_at };
    }
    return Answer { programs::outcome_of(manifest, sent->status, sent->body), sent->status, std::move(sent->body), retry_at };
}

Result<Vendors::Session> Vendors::session(SubjectId subject, ConnectionId id)
{
    auto& s = *m_state;
    bool dead = false;
    auto result = access::as_system<UseConnection>(s.gate, s.pool, "ingest_pull", "collect", subject,
        [&](access::Granted<UseConnection>& grant) -> Result<Session> {
            // The row lock is the one refresh lock: whoever waits here finds the new token.
            auto const row = TRY(store::lock(grant, id));
            if (!row || row->state != "connected" || !row->tokens)
                return Error { Code::conflict, PublicText("This connection is not active."), Detail("connection not active") };
            Session out { grant.tenant(), TRY(open_row(grant, *row)), {}, {} };
            for (auto const& c : grant.consented())
                if (c.connection == id) out.categories.insert(c.category);
            auto tokens = TRY(open_tokens(grant, id, row->tokens->data));
            auto const now = s.gate.clock().now();
            if (row->token_expires_at && *row->token_expires_at <= now + refresh_ahead) {
                auto const catalogue = this->catalogue();
                auto const* manifest = catalogue->find(out.connection.profile.program);
                if (!manifest || !manifest->oauth) return bug("no such program");
                auto const answer = TRY(token(grant.tenant(), *manifest,
                    { { "refresh_token", tokens.refresh_token }, { "redirect_uri", redirect_uri() } }, TokenCall::refresh));
                auto const outcome = answer.outcome;
                auto const fresh = programs::read_tokens(*manifest, answer.body);
                if (outcome == programs::Outcome::retry || outcome == programs::Outcome::rate_limited)
                    return unavailable("The vendor does not answer just now.", "refresh");
                if (outcome != programs::Outcome::ok || !fresh.ok()) {
                    // The grant is gone: only the person can connect again.
                    dead = true;
                    TRY(mark_broken(grant, id, "access_ended"));
                    TRY(announce(grant.tx(), s.gate, subject, { .type = "connection.broken", .connection = id }));
                    return out;
                }
                tokens.access_token = fresh->access_token;
                if (!fresh->refresh_token.empty()) tokens.refresh_token = fresh->refresh_token;
                std::optional<Instant> expires;
                if (fresh->expires_in_s > 0) expires = now + std::chrono::seconds(fresh->expires_in_s);
                TRY(store::save_tokens(grant, id, TRY(seal_tokens(grant, id, tokens)), expires));
            }
            out.access_token = tokens.access_token;
            return out;
        });
    if (result.ok() && dead) return Error { Code::unauthenticated, PublicText("The vendor ended our access."), Detail("refresh refused") };
    return result;
}

Result<> Vendors::spoil(SubjectId subject, ConnectionId id)
{
    auto& s = *m_state;
    return access::as_system<UseConnection>(s.gate, s.pool, "ingest_pull", "collect", subject,
        [&](access::Granted<UseConnection>& grant) -> Result<> { return store::expire_token(grant, id, s.gate.clock().now()); });
}

Result<std::vector<rights::Severed>> Vendors::sever(SubjectId subject, access::ErasureScope const& scope)
{
    auto& s = *m_state;
    std::vector<rights::Severed> out;
    if (!scope.category.empty()) return out; // the connection goes on for the other categories
    struct Link {
        ClientId tenant;
        Profile profile;
        Tokens tokens;
    };
    // Read first, call the vendors outside the transaction.
    auto const links = TRY(access::as_system<rights::EraseData>(s.gate, s.pool, "erase", "rights", subject,
        [&](access::Granted<rights::EraseData>& grant) -> Result<std::vector<Link>> {
            std::vector<Link> found;
            for (auto const& row : TRY(store::list(grant))) {
                if (scope.connection && row.id != *scope.connection) continue;
                if (!row.tokens) continue;
                auto connection = open_row(grant, row);
                auto tokens = open_tokens(grant, row.id, row.tokens->data);
                if (connection.ok() && tokens.ok()) found.push_back({ grant.tenant(), connection->profile, tokens.release() });
            }
            return found;
        }));
    auto const catalogue = this->catalogue();
    for (auto const& link : links) {
        auto const* manifest = catalogue->find(link.profile.program);
        if (!manifest || !manifest->oauth || !manifest->oauth->revoke) {
            out.push_back({ link.profile.program, "not_offered", false });
            continue;
        }
        end_subscriptions(*this, link.tenant, *manifest, link.profile, link.tokens.access_token);
        auto const answer = send(link.tenant, *manifest, *manifest->oauth->revoke,
            { { "vendor_user", link.profile.vendor_user }, { "refresh_token", link.tokens.refresh_token } }, link.tokens.access_token);
        bool const gone = answer.ok()
            && (answer.value().outcome == programs::Outcome::ok || answer.value().outcome == programs::Outcome::token_invalid);
        if (gone) out.push_back({ link.profile.program, "revoked", false });
        else out.push_back({ link.profile.program, "unreachable", answer.ok() && answer.value().outcome != programs::Outcome::refused });
    }
    return out;
}

} // namespace wellkept::connections
