#include "connect/sharing/standard_webhooks.h"
#include "platform/crypto/crypto.h"
#include <array>

namespace wellkept::sharing {
namespace {

using namespace std::chrono_literals;
// How long after the failure before it each attempt is made.
constexpr std::array<Duration, attempts_max> waits { 0s, 5s, 5min, 30min, 2h, 5h, 10h, 10h };

} // namespace

std::string signature(std::string_view secret, std::string_view id, std::int64_t timestamp_s, std::string_view body)
{
    std::string content;
    content.reserve(id.size() + body.size() + 24);
    content.append(id).append(".").append(std::to_string(timestamp_s)).append(".").append(body);
    auto const digest = crypto::hmac_sha256(secret, content);
    return "v1," + crypto::base64(crypto::view(digest));
}

std::vector<std::pair<std::string, std::string>> webhook_headers(
    std::string_view secret, std::string_view id, Instant sent_at, std::string_view body)
{
    auto const seconds = std::chrono::floor<std::chrono::seconds>(sent_at).time_since_epoch().count();
    return { { "Content-Type", "application/json" }, { "webhook-id", std::string(id) },
        { "webhook-timestamp", std::to_string(seconds) },
        { "webhook-signature", signature(secret, id, seconds, body) } };
}

Verdict verdict(int attempts, std::optional<int> status)
{
    if (status && *status >= 200 && *status < 300) return { "delivered", "", {} };
    if (status == 410) return { "failed", "endpoint_gone", {} }; // the specification: the receiver wants no more of it
    auto const reason = status ? "http_" + std::to_string(*status) : std::string("no_answer");
    if (attempts >= attempts_max) return { "failed", reason, {} };
    return { "waiting", reason, waits[static_cast<std::size_t>(std::max(attempts, 1))] };
}

} // namespace wellkept::sharing
