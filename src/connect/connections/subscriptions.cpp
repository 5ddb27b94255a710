#include "access/handles.h"
#include "access/tenants.h"
#include "connect/connections/subscriptions_store.h"
#include "connect/connections/webhooks.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <algorithm>

namespace wellkept::connections {
namespace {

using programs::Outcome;

constexpr auto token_life = std::chrono::minutes(10);
constexpr auto renew_ahead = std::chrono::days(7);
constexpr auto claim_life = std::chrono::minutes(2); // longer than any call
constexpr auto unreadable_life = std::chrono::days(1);
constexpr auto time_budget = std::chrono::seconds(20); // then the job hands itself on
constexpr int token_attempts_max = 4;

// What oauth_flow.cpp enqueues, and where this job has got to.
struct Work {
    ConnectionId connection;
    bool history;
    std::optional<std::int32_t> next;
};
BOOST_DESCRIBE_STRUCT(Work, (), (connection, history, next))

template <typename F> Result<> in_transaction(db::Pool& pool, F&& write)
{
    auto tx = TRY(db::Tx::begin(pool));
    TRY(write(tx));
    return tx.commit();
}

bool worthwhile(programs::WebhookTopic const& topic, std::set<std::string> const& categories)
{
    return topic.categories.empty()
        || std::any_of(
            topic.categories.begin(), topic.categories.end(), [&](auto const& c) { return categories.contains(c); });
}

void note(std::string_view event, std::string const& program, std::string const& topic)
{
    log::warn(event, { { "program", program }, { "topic", topic } });
}

// When a subscription ends. One that ends at a time we cannot read is looked after daily.
std::optional<Instant> end_of(programs::Manifest const& manifest, std::string const& body, Instant now)
{
    auto const& hook = *manifest.webhook;
    if (hook.expires_at.empty()) return std::nullopt;
    programs::Lookup lookup;
    lookup.at = hook.expires_at;
    auto const found = programs::read_lookup(manifest, lookup, body);
    if (found.ok() && !found->empty()) {
        auto const& text = found->front();
        if (auto const at = parse_rfc3339(text)) return at;
        if (auto const at = parse_rfc3339(text + "Z")) return at; // some leave the zone out
    }
    note("subscription_end_unreadable", manifest.code, "");
    return now + unreadable_life;
}

std::string id_of(programs::Manifest const& manifest, std::string const& body)
{
    programs::Lookup lookup;
    lookup.at = manifest.webhook->subscription_at;
    auto const found = lookup.at.empty() ? Result<std::vector<std::string>>(std::vector<std::string> {})
                                         : programs::read_lookup(manifest, lookup, body);
    return found.ok() && !found->empty() ? found->front() : std::string();
}

// One run of a job: its calls to one vendor for one Client.
struct Caller {
    Vendors& vendors;
    access::Gate const& gate;
    db::Pool& pool;
    ClientId client;
    programs::Manifest const& manifest;
    std::string access_token {};
    std::string verification_token {};

    Instant now() const { return gate.clock().now(); }
    store::Topic key(programs::WebhookTopic const& topic) const { return { client, manifest.code, topic.name }; }

    // The vendor calls back while our call waits, so the token must be there, and committed, before.
    Result<> expect_challenge()
    {
        if (manifest.webhook->challenge != "get_challenge" || !verification_token.empty()) return {};
        auto const token = crypto::random_token(gate.rng());
        TRY(in_transaction(pool, [&](db::Tx& tx) {
            return access::Handles(gate).put(tx,
                { .kind = verify_handle,
                    .value = verify_value(manifest.code, client, token),
                    .tenant = client,
                    .expires_at = now() + token_life });
        }));
        verification_token = token;
        return {};
    }

    Result<Vendors::Answer> send(
        programs::Request const& request, programs::WebhookTopic const& topic, programs::Vars vars) const
    {
        vars["callback_url"] = vendors.webhook_url(manifest.code, client);
        if (!verification_token.empty()) vars["verification_token"] = verification_token;
        for (auto const& [name, value] : topic.values) vars[name] = value;
        return vendors.send(client, manifest, request, std::move(vars),
            request.auth == programs::Request::Auth::bearer ? access_token : "");
    }

    Result<Vendors::Answer> subscribe_person(programs::WebhookTopic const& topic, std::string const& vendor_user)
    {
        TRY(expect_challenge());
        return send(*manifest.webhook->subscribe, topic, { { "vendor_user", vendor_user } });
    }

    // Nothing if there is one already, or another run is making it.
    Result<std::optional<Vendors::Answer>> subscribe_application(programs::WebhookTopic const& topic)
    {
        bool mine = false;
        TRY(in_transaction(pool, [&](db::Tx& tx) -> Result<> {
            mine = TRY(store::claim(tx, key(topic), now(), now() - claim_life));
            return {};
        }));
        if (!mine) return std::optional<Vendors::Answer> {};
        TRY(expect_challenge());
        auto answer = send(*manifest.webhook->subscribe, topic, {});
        bool const made = answer.ok() && answer->outcome == Outcome::ok;
        bool const given_up = answer.ok() ? answer->outcome == Outcome::refused : answer.error().code == Code::conflict;
        TRY(in_transaction(pool, [&](db::Tx& tx) {
            if (made)
                return store::made(
                    tx, key(topic), id_of(manifest, answer->body), end_of(manifest, answer->body, now()), now());
            // As one that has ended it is tried again by this job's next run or by the hourly one.
            return given_up ? store::forget(tx, key(topic)) : store::made(tx, key(topic), "", now(), now());
        }));
        return std::optional(TRY(std::move(answer)));
    }
};

} // namespace

Subscriptions::Subscriptions(Vendors& vendors, access::Gate const& gate, db::Pool& pool)
    : m_vendors(vendors)
    , m_gate(gate)
    , m_pool(pool)
{
}

Result<jobs::Outcome> Subscriptions::subscribe(jobs::Job const& job)
{
    auto work = TRY(json::decode_text<Work>(job.payload));
    if (!job.subject) return jobs::Outcome(jobs::Dead { "no_subject" });
    auto opened = m_vendors.session(*job.subject, work.connection);
    if (!opened.ok()) {
        switch (opened.error().code) {
        case Code::not_found: // erased, or no permission is left
        case Code::forbidden:
        case Code::conflict: // being revoked
        case Code::unauthenticated: // marked broken, the person is told
            return jobs::Outcome(jobs::Done {});
        default:
            return opened.release_error();
        }
    }
    auto const session = opened.release();
    auto const catalogue = m_vendors.catalogue();
    auto const* manifest = catalogue->find(session.connection.profile.program);
    if (!manifest || !manifest->webhook || !manifest->webhook->subscribe) return jobs::Outcome(jobs::Done {});
    auto const& hook = *manifest->webhook;
    Caller caller { m_vendors, m_gate, m_pool, session.tenant, *manifest, session.access_token };
    auto const started = std::chrono::steady_clock::now();

    for (auto i = static_cast<std::size_t>(std::max(0, work.next.value_or(0))); i < hook.topics.size(); ++i) {
        auto const& topic = hook.topics[i];
        if (!worthwhile(topic, session.categories)) continue;
        work.next = static_cast<std::int32_t>(i);
        if (std::chrono::steady_clock::now() - started > time_budget)
            return jobs::Outcome(jobs::Again { m_gate.clock().now(), json::encode_text(work) });
        auto sent = hook.per_user ? [&]() -> Result<std::optional<Vendors::Answer>> {
            return std::optional(TRY(caller.subscribe_person(topic, session.connection.profile.vendor_user)));
        }()
            : caller.subscribe_application(topic);
        if (!sent.ok() && sent.error().code == Code::conflict) {
            note("subscription_without_credential", manifest->code, topic.name);
            return jobs::Outcome(jobs::Done {});
        }
        auto const answer = TRY(std::move(sent));
        if (!answer) continue;
        switch (answer->outcome) {
        case Outcome::ok:
            break;
        case Outcome::rate_limited:
            return jobs::Outcome(jobs::Again { answer->retry_at, json::encode_text(work) });
        case Outcome::retry:
            return jobs::Outcome(jobs::Retry { answer->retry_at, "vendor_unavailable" });
        case Outcome::token_invalid:
            if (hook.per_user && job.attempt < token_attempts_max) {
                TRY(m_vendors.spoil(*job.subject, work.connection));
                return jobs::Outcome(jobs::Retry { m_gate.clock().now(), "token_refused" });
            }
            [[fallthrough]];
        case Outcome::refused:
            note("subscription_refused", manifest->code, topic.name);
        }
    }
    return jobs::Outcome(jobs::Done {});
}

Result<jobs::Outcome> Subscriptions::renew(jobs::Job const&)
{
    auto const now = m_gate.clock().now();
    std::vector<store::Subscription> ending;
    std::set<ClientId> active;
    {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        ending = TRY(store::ending(tx, now + renew_ahead, now - claim_life));
        for (auto const& s : ending) {
            auto const tenant = TRY(access::find_tenant(tx, s.client));
            if (tenant && tenant->status == "active") active.insert(s.client);
        }
    }
    auto const catalogue = m_vendors.catalogue();
    std::set<std::pair<ClientId, std::string>> silent; // who does not answer now is asked again in an hour
    for (auto const& s : ending) {
        auto const* manifest = catalogue->find(s.program);
        if (!active.contains(s.client) || silent.contains({ s.client, s.program }) || !manifest || !manifest->webhook)
            continue;
        auto const& hook = *manifest->webhook;
        auto const topic =
            std::find_if(hook.topics.begin(), hook.topics.end(), [&](auto const& t) { return t.name == s.topic; });
        if (topic == hook.topics.end() || !hook.subscribe) continue;
        Caller caller { m_vendors, m_gate, m_pool, s.client, *manifest };

        bool ended = s.expires_at <= now;
        if (!ended && hook.renew) {
            auto const answer = caller.send(*hook.renew, *topic, { { "subscription_id", s.subscription_id } });
            if (answer.ok() && answer->outcome == Outcome::ok) {
                TRY(in_transaction(m_pool, [&](db::Tx& tx) {
                    return store::made(
                        tx, caller.key(*topic), s.subscription_id, end_of(*manifest, answer->body, now), now);
                }));
                continue;
            }
            if (!answer.ok() || answer->outcome != Outcome::refused) {
                note("subscription_not_renewed", s.program, s.topic);
                silent.insert({ s.client, s.program });
                continue;
            }
            // The vendor does not know it any more.
            TRY(in_transaction(m_pool, [&](db::Tx& tx) { return store::made(tx, caller.key(*topic), "", now, now); }));
            ended = true;
        }
        if (!ended) continue;
        auto const answer = caller.subscribe_application(*topic);
        if (!answer.ok() || (answer.value() && answer.value()->outcome != Outcome::ok)) {
            note("subscription_lost", s.program, s.topic);
            silent.insert({ s.client, s.program });
        }
    }
    return jobs::Outcome(jobs::Done {});
}

void end_subscriptions(Vendors& vendors, ClientId client, programs::Manifest const& manifest, Profile const& profile,
    std::string const& access_token)
{
    if (!manifest.webhook || !manifest.webhook->per_user || !manifest.webhook->unsubscribe) return;
    for (auto const& topic : manifest.webhook->topics) {
        programs::Vars vars { { "callback_url", vendors.webhook_url(manifest.code, client) },
            { "vendor_user", profile.vendor_user } };
        for (auto const& [name, value] : topic.values) vars[name] = value;
        auto const answer =
            vendors.send(client, manifest, *manifest.webhook->unsubscribe, std::move(vars), access_token);
        // Refused: there was none of this topic. Anything else will not go better with the next.
        if (!answer.ok() || (answer->outcome != Outcome::ok && answer->outcome != Outcome::refused)) return;
    }
}

} // namespace wellkept::connections
