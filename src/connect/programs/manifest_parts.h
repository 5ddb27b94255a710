// The readers of a manifest's parts, for manifest*.cpp only.
#pragma once
#include "connect/programs/manifest.h"
#include "connect/programs/yaml_section.h"

namespace wellkept::programs {

struct ReadContext {
    Faults& faults;
    timeseries::MetricTable const& metrics;
    Manifest& manifest; // endpoints, categories, signing schemes are there before requests are read
    bool allow_http {};
};

// Where a request is used decides which placeholders it may hold: a client secret has no place in a data request.
enum class Use { authorize, token, account, data, object, subscription, signing };

Request read_request(ReadContext&, YAML::Node const&, std::string const& what, Use);
// Faults an address that is not https, or holds a placeholder where the host stands.
void check_url(ReadContext&, YAML::Mark const&, std::string const& what, std::string const& url, Use);
void check_template(ReadContext&, YAML::Mark const&, std::string const& what, std::string const& text, Use);

OAuth read_oauth(ReadContext&, YAML::Node const&);
Envelope read_envelope(ReadContext&, YAML::Node const&);
SigningScheme read_signing(ReadContext&, YAML::Node const&);
RateLimit read_rate_limit(ReadContext&, YAML::Node const&);
DataRequest read_data_request(ReadContext&, YAML::Node const&);
Rule read_rule(ReadContext&, YAML::Node const&);
Webhook read_webhook_section(ReadContext&, YAML::Node const&);

inline std::initializer_list<std::pair<std::string_view, TimeForm>> const time_forms {
    { "epoch_s", TimeForm::epoch_s },
    { "epoch_ms", TimeForm::epoch_ms },
    { "rfc3339", TimeForm::rfc3339 },
    { "rfc3339_utc", TimeForm::rfc3339_utc },
    { "utc", TimeForm::utc },
    { "local", TimeForm::local },
    { "day", TimeForm::day },
};

} // namespace wellkept::programs
