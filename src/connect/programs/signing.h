// Whether a webhook delivery comes from the vendor. Pure: headers, body, secret and time come in.
#pragma once
#include "connect/programs/manifest.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace wellkept::programs {

// The value of a header given in lower case; nothing if the delivery has none of that name.
using HeaderLookup = std::function<std::optional<std::string_view>(std::string_view lower_case_name)>;

// Code::unauthenticated if the signature is missing or wrong, or if the signed timestamp is further from now than the
// scheme's tolerance in either direction. The comparison takes the same time wherever the difference lies.
// A scheme of kind none accepts everything: such a delivery may only cause a fetch, never carry data.
// `secret` is what the scheme's `secret` names: the client's secret or id, or the subscription's own secret; never
// empty.
Result<> verify_webhook(
    WebhookScheme const&, HeaderLookup const&, std::string_view body, std::string_view secret, std::int64_t now_ms);

} // namespace wellkept::programs
