#include "connect/programs/webhook_event.h"
#include "base/limits.h"
#include "connect/programs/document.h"
#include "connect/programs/mapping_time.h"
#include "connect/programs/template.h"
#include "platform/json/json.h"

namespace wellkept::programs {
namespace {

constexpr std::size_t id_bytes_max = limits::record_id_bytes_max;

Result<std::string> word(
    Manifest const& manifest, boost::json::value const& event, std::string const& pointer, bool needed)
{
    if (pointer.empty()) return std::string();
    auto const* found = look_up(event, pointer);
    auto text = found ? text_of(*found) : std::nullopt;
    if (text && text->size() > id_bytes_max) return bad_input("An id in this delivery is too long.", manifest.code);
    if (needed && (!text || text->empty()))
        return bad_input("This delivery does not say whom it concerns, or what.", manifest.code);
    return text.value_or("");
}

// A range is a hint of what to fetch: an unusable end leaves it open, and days are widened to hold every zone.
std::optional<std::int64_t> time(boost::json::value const& event, std::string const& pointer, TimeForm as, bool end)
{
    if (pointer.empty()) return std::nullopt;
    TimeRule rule;
    rule.start = { 0, false, pointer };
    rule.as = as == TimeForm::day ? TimeForm::utc : as;
    constexpr std::int64_t hour_ms = 3'600'000;
    constexpr std::int64_t any_now = 32'503'680'000'000; // the year 3000: only the past bound matters here
    TimeReader reader("", any_now);
    Times t;
    Frames const frames { { &event, {}, 0 } };
    if (reader.read(frames, rule, t)) return std::nullopt;
    if (as == TimeForm::day) t.start_ms += end ? 36 * hour_ms : -14 * hour_ms;
    return t.start_ms;
}

Result<WebhookEvent> read(Manifest const& manifest, boost::json::value const& event)
{
    auto const& hook = *manifest.webhook;
    WebhookEvent out;
    out.user = TRY(word(manifest, event, hook.user, true));
    out.type = TRY(word(manifest, event, hook.type, true));
    out.object = TRY(word(manifest, event, hook.object, false));
    auto const action = hook.actions.find(TRY(word(manifest, event, hook.action, false)));
    using A = WebhookEvent::Action;
    if (action != hook.actions.end())
        out.action = action->second == "delete" ? A::withdraw
            : action->second == "disconnect"    ? A::disconnect
                                                : A::upsert;
    out.from_ms = time(event, hook.from, hook.range_as, false);
    out.to_ms = time(event, hook.to, hook.range_as, true);
    if (out.from_ms && out.to_ms && *out.to_ms < *out.from_ms) out.from_ms = out.to_ms = std::nullopt;
    return out;
}

Result<std::vector<WebhookEvent>> read_all(Manifest const& manifest, boost::json::value const& payload)
{
    std::vector<WebhookEvent> out;
    if (manifest.webhook->each.empty()) {
        out.push_back(TRY(read(manifest, payload)));
        return out;
    }
    auto const* events = look_up(payload, manifest.webhook->each);
    if (!events || !events->is_array()) return bad_input("This delivery holds no list of events.", manifest.code);
    if (events->get_array().size() > webhook_events_max)
        return Error(Code::too_large, PublicText("Send fewer events in one delivery."), Detail(manifest.code));
    for (auto const& event : events->get_array()) out.push_back(TRY(read(manifest, event)));
    return out;
}

} // namespace

Result<std::vector<WebhookEvent>> read_webhook_json(Manifest const& manifest, std::string_view body)
try {
    if (!manifest.webhook || manifest.webhook->form) return bug(manifest.code + " has no JSON webhook");
    auto const payload = TRY(json::parse(body));
    if (!payload.is_object() && !payload.is_array()) return bad_input("Send a JSON object.", manifest.code);
    return read_all(manifest, payload);
} catch (std::exception const& e) {
    return bug(manifest.code + " webhook: " + e.what());
}

Result<std::vector<WebhookEvent>> read_webhook_form(Manifest const& manifest, Fields const& decoded)
try {
    if (!manifest.webhook || !manifest.webhook->form) return bug(manifest.code + " has no form webhook");
    boost::json::object payload;
    for (auto const& [name, value] : decoded)
        if (!payload.emplace(name, value).second)
            return bad_input("A field stands twice in this delivery.", manifest.code);
    return read_all(manifest, payload);
} catch (std::exception const& e) {
    return bug(manifest.code + " webhook: " + e.what());
}

std::optional<std::string> withdrawn_record(WebhookRun const& run, WebhookEvent const& event)
{
    if (run.withdrawn_record.empty() || event.object.empty()) return std::nullopt;
    return expand(run.withdrawn_record, { { "object_id", event.object } });
}

} // namespace wellkept::programs
