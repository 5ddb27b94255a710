#include "access/routes.h"
#include "keep/promises/promises.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::promises {
namespace {

struct ObservedOut {
    std::string probe, title, outcome, words;
    std::optional<Instant> since, last_seen;
};
struct PromiseOut {
    std::string id, title, text, standing;
    std::vector<std::string> scenarios;
    std::vector<ObservedOut> observed;
};
struct TrustOut {
    std::string version, policy_version;
    std::optional<Instant> proven_at;
    std::optional<std::string> proven_version;
    std::vector<PromiseOut> promises;
};
BOOST_DESCRIBE_STRUCT(ObservedOut, (), (probe, title, outcome, words, since, last_seen))
BOOST_DESCRIBE_STRUCT(PromiseOut, (), (id, title, text, standing, scenarios, observed))
BOOST_DESCRIBE_STRUCT(TrustOut, (), (version, policy_version, proven_at, proven_version, promises))

std::vector<ObservedOut> observed(std::string const& promise, std::vector<Probe> const& probes, std::vector<Stretch> const& stretches)
{
    std::vector<ObservedOut> out;
    for (auto const& probe : probes) {
        if (std::find(probe.promises.begin(), probe.promises.end(), promise) == probe.promises.end()) continue;
        auto const s = std::find_if(stretches.begin(), stretches.end(), [&](Stretch const& x) { return x.probe == probe.id; });
        if (s == stretches.end()) out.push_back({ probe.id, probe.title, "not_yet", "Nobody has looked yet.", {}, {} });
        else out.push_back({ probe.id, probe.title, s->outcome, s->words, s->since, s->last_seen });
    }
    return out;
}

} // namespace

void Watch::add_routes(access::Routes& routes) const
{
    routes.open({ .pattern = "/v1/trust", .summary = "Each promise: when it was last proven, and what was last seen of it here",
                    .audience = "public", .purpose = "accountability", .response_schema = json::schema<TrustOut>() },
        "promises and observations name nobody",
        [this](access::OpenCall& call) -> Result<http::Response> {
            auto const stretches = TRY(latest());
            TrustOut out { m_version, call.gate.policy_now()->version(), {}, {}, {} };
            if (m_proofs) {
                out.proven_at = m_proofs->at;
                out.proven_version = m_proofs->version;
            }
            for (auto const& p : m_promises)
                out.promises.push_back({ p.id, p.title, p.text, standing(p, m_proofs, m_probes, stretches), p.scenarios, observed(p.id, m_probes, stretches) });
            auto response = http::Response::json(json::encode_text(out));
            response.headers.emplace_back("Cache-Control", "public, max-age=60");
            return response;
        });
}

} // namespace wellkept::promises
