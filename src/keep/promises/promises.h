// The promise ledger, alive: what is promised, when it was last proven, what the probes last saw.
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include "platform/db/db.h"
#include "platform/jobs/jobs.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace wellkept::access {
class Routes;
}

namespace wellkept::promises {

struct Promise {
    std::string id, title, text;        // S4, the sentence, a line or two more
    bool in_work = false;               // its scenarios cannot run yet
    std::vector<std::string> scenarios; // their names, in plain words
};

// promises/ledger.json, made from the feature files by `npm run ledger` in tests/acceptance.
Result<std::vector<Promise>> load_ledger(std::string const& directory);

// The acceptance run of this build, as tests/acceptance leaves it.
struct Proofs {
    Instant at;
    std::string version;
    std::vector<std::string> proven, failing;
};
// No file, or none named: no proofs, which is no error.
Result<std::optional<Proofs>> load_proofs(std::string const& file);

enum class Outcome { kept, broken, cannot_look };
std::string_view name(Outcome);

struct Observation {
    Outcome outcome = Outcome::cannot_look;
    std::string words; // one sentence, in plain words, public
};
inline Observation kept(std::string words) { return { Outcome::kept, std::move(words) }; }
inline Observation broken(std::string words) { return { Outcome::broken, std::move(words) }; }
inline Observation cannot_look(std::string words) { return { Outcome::cannot_look, std::move(words) }; }

struct Probe {
    std::string id;                    // "tls"; stands in the database: never rename one
    std::string title;                 // what is looked at, in a few words
    std::vector<std::string> promises; // whose promise it watches
    std::function<Result<Observation>()> look;
    Duration every {}; // by itself at most so often; `wellkept verify` always looks
};

// One look. An error is not "kept": it is told as cannot_look.
struct Seen {
    std::string probe, title;
    std::vector<std::string> promises;
    Observation observation;
};
Seen look(Probe const&);

struct Stretch {
    std::string probe, outcome, words;
    Instant since, last_seen;
};

class Watch {
public:
    Watch(db::Pool&, Clock const&, std::string version, std::vector<Promise>, std::optional<Proofs>, std::vector<Probe>);
    std::vector<Probe> const& probes() const { return m_probes; }
    std::vector<Promise> const& promises() const { return m_promises; }
    std::optional<Proofs> const& proofs() const { return m_proofs; }
    // Writes down what was seen: a new stretch, or the present one goes on.
    Result<> record(Seen const&) const;
    Result<std::vector<Stretch>> latest() const;       // of each probe, its last stretch
    Result<jobs::Outcome> run(jobs::Job const&) const; // kind "promises.observe": looks at everything
    void add_routes(access::Routes&) const;            // GET /v1/trust

private:
    db::Pool& m_pool;
    Clock const& m_clock;
    std::string m_version;
    std::vector<Promise> m_promises;
    std::optional<Proofs> m_proofs;
    std::vector<Probe> m_probes;
};

inline constexpr std::string_view observe_job = "promises.observe";

// How a promise stands, from the worst thing known of it: broken, failing, in_work, kept (proven and observed), proven
// (no probe looks, or none could), unproven.
std::string standing(Promise const&, std::optional<Proofs> const&, std::vector<Probe> const&, std::vector<Stretch> const&);

} // namespace wellkept::promises
