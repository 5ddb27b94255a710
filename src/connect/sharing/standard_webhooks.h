// The Standard Webhooks specification 1.0: how a message is signed, and when it is tried again. Pure rules.
#pragma once
#include "base/clock.h"
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wellkept::sharing {

inline constexpr int attempts_max = 8;
inline constexpr int answer_ms_max = 15'000;

// "v1," and base64 of HMAC-SHA256(secret, "id.timestamp.body"). secret: the raw bytes behind whsec_.
std::string signature(std::string_view secret, std::string_view id, std::int64_t timestamp_s, std::string_view body);
// webhook-id, webhook-timestamp, webhook-signature and the content type. id must be the same at each attempt.
std::vector<std::pair<std::string, std::string>> webhook_headers(
    std::string_view secret, std::string_view id, Instant sent_at, std::string_view body);

// What an event becomes after its attempt number `attempts` (1 is the first). status: empty if there was no answer.
struct Verdict {
    std::string state; // delivered, failed, waiting
    std::string reason; // a code; empty for delivered
    Duration again {}; // for waiting: how long from now
};
Verdict verdict(int attempts, std::optional<int> status);

} // namespace wellkept::sharing
