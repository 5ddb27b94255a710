// What a vendor's webhook delivery says. Such a delivery only causes a fetch or a deletion; data in it are not taken.
#pragma once
#include "connect/programs/manifest.h"
#include <cstdint>

namespace wellkept::programs {

inline constexpr std::size_t webhook_events_max = 10'000;

struct WebhookEvent {
    enum class Action { upsert, withdraw, disconnect };
    std::string user; // the vendor's id of the person
    std::string type; // the vendor's word; Webhook::run_for says what it sets going, if anything
    std::string object; // empty if the vendor names none
    Action action = Action::upsert;
    std::optional<std::int64_t> from_ms, to_ms; // the time range it touches
};

// bad_input if it is not in the form of the manifest, or names no person; an unknown action is an upsert: fetching too
// much is harmless. Call only after verify_webhook.
Result<std::vector<WebhookEvent>> read_webhook_json(Manifest const&, std::string_view body);
Result<std::vector<WebhookEvent>> read_webhook_form(Manifest const&, Fields const& decoded);

// The record a deletion withdraws; nothing if the run names none, or the event no object.
std::optional<std::string> withdrawn_record(WebhookRun const&, WebhookEvent const&);

} // namespace wellkept::programs
