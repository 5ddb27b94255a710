#include "access/system.h"
#include "connect/clients/clients.h"
#include "connect/sharing/message.h"
#include "connect/sharing/sharing.h"
#include "connect/sharing/standard_webhooks.h"
#include <algorithm>

namespace wellkept::sharing {
namespace {

struct Letter {
    store::Event event;
    std::optional<clients::WebhookTarget> target;
    bool owed = false;
};

// Whether a Client is to be told things at all; of samples the Gate decides besides.
bool is_served(std::optional<access::Tenant> const& t, Instant now)
{
    return t && t->status == "active" && t->agreement_reference && (!t->agreement_until || *t->agreement_until > now);
}

Result<std::optional<Letter>> letter(access::Gate const& gate, db::Pool& pool, Uuid id)
{
    auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
    auto event = TRY(store::find(tx, id));
    if (!event || event->state != "waiting") return std::optional<Letter> {};
    Letter out { std::move(*event), TRY(clients::webhook_target(gate, tx, event->tenant)), false };
    out.owed =
        is_erasure(out.event.type) || is_served(TRY(access::find_tenant(tx, out.event.tenant)), gate.clock().now());
    TRY(tx.commit());
    return std::optional(std::move(out));
}

bool is_refusal(Error const& e) { return e.code == Code::not_found || e.code == Code::forbidden; }

// The Gate's reason where it is a code; a library's words stay out of the table.
std::string reason_of(Error const& e)
{
    auto const& text = e.detail.text;
    bool const code = !text.empty() && text.size() <= 40
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    return code ? text : "refused";
}

} // namespace

Result<jobs::Outcome> Sharing::deliver(jobs::Job const& job) const
{
    auto const id = parse_deliver(job.payload);
    if (!id.ok()) return jobs::Outcome(jobs::Dead { "unreadable_event" });
    auto const found = TRY(letter(m_gate, m_pool, id.value()));
    if (!found) return jobs::Outcome(jobs::Done {}); // delivered meanwhile, or erased
    auto const& [event, target, owed] = *found;

    auto in_tx = [&](auto&& work) -> Result<> {
        auto tx = TRY(db::Tx::begin(m_pool));
        TRY(work(tx));
        return tx.commit();
    };
    auto drop = [&](std::string const& reason) -> Result<jobs::Outcome> {
        TRY(in_tx([&](db::Tx& tx) { return store::drop(tx, event.id, reason); }));
        return jobs::Outcome(jobs::Done {});
    };
    if (!target) return drop("no_webhook");
    if (!owed) return drop("client_not_served");
    auto const details = parse_details(event.payload);
    if (!details.ok()) return drop("unreadable_event");

    std::string body;
    std::optional<std::int32_t> attempt;
    std::optional<std::string> kept_back; // why, if the last look said no
    std::unique_ptr<db::Tx> held;
    std::function<bool()> last_look;
    if (is_samples(event.type)) {
        auto const draft = access::as_system<timeseries::ReadSamples>(m_gate, m_pool, "webhook_deliver",
            "share_with_client", event.subject, [&](access::Granted<timeseries::ReadSamples>& grant) -> Result<Draft> {
                return samples_draft(grant, m_metrics, event, details.value());
            });
        if (!draft.ok() && is_refusal(draft.error())) return drop(reason_of(draft.error()));
        if (!draft.ok()) return draft.error();
        auto still_shared = [connection = draft->connection, category = draft->category](
                                access::Granted<PushSamples>& grant) -> Result<> {
            if (grant.consented(connection, category)) return {};
            auto gone = not_found();
            gone.detail = Detail("not_shared");
            return gone;
        };
        // The audit row is durable before anything leaves.
        auto const sent = access::as_system<PushSamples>(m_gate, m_pool, "webhook_deliver", "share_with_client",
            event.subject, [&](access::Granted<PushSamples>& grant) -> Result<std::int32_t> {
                TRY(still_shared(grant));
                auto const n = TRY(store::begin_attempt(grant.tx(), event.id));
                if (!n) return not_found();
                for (auto const& [key, value] : draft->notes) grant.note(key, value);
                return *n;
            });
        if (!sent.ok() && is_refusal(sent.error())) return drop(reason_of(sent.error()));
        if (!sent.ok()) return sent.error();
        body = draft->body;
        attempt = sent.value();
        last_look = [&, still_shared] {
            held.reset(); // of a connection that was dead
            auto look = access::hold_permitted<PushSamples>(
                m_gate, m_pool, "webhook_deliver", "share_with_client", event.subject, still_shared);
            if (look.ok()) held = std::move(look.value());
            else if (is_refusal(look.error()))
                kept_back = reason_of(look.error());
            return look.ok();
        };
    } else {
        TRY(in_tx([&](db::Tx& tx) -> Result<> {
            attempt = TRY(store::begin_attempt(tx, event.id));
            return {};
        }));
        if (!attempt) return jobs::Outcome(jobs::Done {});
        body = plain_body(event, details.value());
    }

    auto headers = webhook_headers(target->secret, event.id.text(), m_gate.clock().now(), body);
    auto const answer = m_outgoing.send({ .method = "POST",
        .url = target->url,
        .headers = std::move(headers),
        .body = std::move(body),
        .timeout_ms = answer_ms_max,
        .response_bytes_max = 64 * 1024,
        .may_leave = last_look,
        .has_left = [&] { held.reset(); } });
    if (kept_back) return drop(*kept_back);
    auto const status = answer.ok() ? std::optional<std::int32_t>(answer->status) : std::nullopt;
    auto const v = verdict(*attempt, status);
    auto const now = m_gate.clock().now();
    store::Settled settled { .state = v.state, .status = status };
    if (!v.reason.empty()) settled.reason = v.reason;
    if (v.state == "delivered") settled.delivered_at = now;
    if (v.state == "waiting") settled.next_at = now + v.again;
    TRY(in_tx([&](db::Tx& tx) { return store::settle(tx, event.id, settled); }));
    if (v.state == "waiting") return jobs::Outcome(jobs::Retry { *settled.next_at, v.reason });
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::sharing
