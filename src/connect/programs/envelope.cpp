#include "connect/programs/envelope.h"
#include "connect/programs/document.h"
#include "connect/programs/mapping.h"
#include "platform/json/json.h"

namespace wellkept::programs {

Outcome envelope_outcome(Envelope const& envelope, boost::json::value const& answer)
{
    if (envelope.status.empty()) return Outcome::ok;
    auto const* status = look_up(answer, envelope.status);
    auto const text = status ? text_of(*status) : std::nullopt;
    if (!text) return envelope.otherwise;
    if (envelope.ok.contains(*text)) return Outcome::ok;
    auto const known = envelope.statuses.find(*text);
    return known == envelope.statuses.end() ? envelope.otherwise : known->second;
}

Result<> error_of(Outcome outcome, std::string const& id)
{
    switch (outcome) {
    case Outcome::ok:
        return {};
    case Outcome::retry:
        return unavailable("The vendor cannot answer now; try again later.", id);
    case Outcome::rate_limited:
        return Error(Code::too_many, PublicText("The vendor asks us to wait."), Detail(id));
    case Outcome::token_invalid:
        return Error(Code::unauthenticated, PublicText("The vendor no longer accepts this connection; connect again."),
            Detail(id));
    case Outcome::refused:
        return Error(Code::forbidden, PublicText("The vendor refuses this; check what was allowed there."), Detail(id));
    }
    return bug(id);
}

Outcome outcome_of(Manifest const& manifest, int http_status, std::string_view body)
try {
    auto const known = manifest.envelope.http.find(http_status);
    if (known != manifest.envelope.http.end()) return known->second;
    if (http_status == 401) return Outcome::token_invalid;
    if (http_status == 429) return Outcome::rate_limited;
    if (http_status == 408 || http_status >= 500) return Outcome::retry;
    if (http_status < 200 || http_status > 299) return Outcome::refused;
    if (manifest.envelope.status.empty()) return Outcome::ok;
    auto const answer = json::parse(body);
    return answer ? envelope_outcome(manifest.envelope, *answer) : Outcome::retry;
} catch (std::exception const&) {
    return Outcome::retry; // out of memory at worst
}

} // namespace wellkept::programs
