// Work that outlives a request: a queue in PostgreSQL (FOR UPDATE SKIP LOCKED). At least once: handlers are idempotent.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "platform/db/db.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wellkept::jobs {

struct NewJob {
    std::string kind; // "ingest.pull"; a handler of that kind must be registered somewhere
    std::optional<SubjectId> subject {}; // whose data it is about; erasure drops the jobs of a subject
    std::string payload = "{}"; // JSON with ids, numbers and codes only, never a personal value
    std::optional<Instant> run_at {}; // empty: now
    int attempts_max = 8;
    std::string unique_key {}; // at most one waiting job of this kind and key; a second enqueue changes nothing but may
                               // bring run_at forward
};

struct Job {
    JobId id;
    std::string kind;
    std::optional<SubjectId> subject;
    std::string payload;
    int attempt {}; // 1 at the first run
};

// Becomes visible to runners when tx commits; wakes one (NOTIFY) so that nothing waits for a poll.
Result<JobId> enqueue(db::Tx& tx, Clock const&, Rng&, NewJob const&);
// The unique_key of a job whose payloads add up: while one waits, a second enqueue folds its payload into it. Numbers named
// first_... keep the least, last_... the greatest, other numbers add up, all else is the newer's.
inline std::string folding_key(std::string_view key) { return "+" + std::string(key); }

// As enqueue(), without the id and within the round trip of the next statement or the commit. It wakes nobody: runners find
// it when they look next (RunnerConfig::poll). For what may wait that long, and gains by being folded meanwhile.
Result<> enqueue_quietly(db::Tx& tx, Clock const&, Rng&, NewJob const&);
Result<std::int64_t> drop_for_subject(db::Tx& tx, SubjectId);

// What a run came to. An Error is tried again with back-off (Retry: at its time), until attempts_max; then it is dead.
struct Done { };
struct Again { // not a failure: the same job runs once more, attempts start anew
    Instant at;
    std::string payload; // replaces the old one
};
struct Retry { // a failure whose next time is known, such as a vendor's Retry-After
    Instant at;
    std::string reason_code;
};
struct Dead { // no use to try again; somebody must look
    std::string reason_code;
};
using Outcome = std::variant<Done, Again, Retry, Dead>;
using JobHandler = std::function<Result<Outcome>(Job const&)>;

struct Schedule { // enqueues kind when due, once over all nodes
    std::string kind;
    Duration every;
};

struct RunnerConfig {
    int threads = 2;
    Duration lease =
        std::chrono::minutes(5); // renewed while a handler runs; after a crash the job is free again when it lapses
    Duration poll = std::chrono::seconds(1);
};

class Runner {
public:
    Runner(db::Pool&, Clock const&, Rng&, RunnerConfig);
    ~Runner(); // stops
    void handle(std::string kind, JobHandler); // before start
    void schedule(Schedule); // before start
    void start();
    void stop(); // lets running handlers end
    void wake(); // after a commit on this node
    bool idle() const; // nothing runs here, for tests

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// For the operator and the console.
struct DeadJob {
    JobId id;
    std::string kind;
    std::string reason_code;
    int attempts {};
    Instant since;
};
Result<std::vector<DeadJob>> dead(db::Tx&, int limit);
Result<bool> revive(db::Tx&, Clock const&, JobId); // false: no dead job of that id
Result<bool> drop(db::Tx&, JobId); // a dead one for good
struct QueueState {
    std::int64_t waiting {}, running {}, dead {};
    std::optional<Instant> oldest_due {};
};
Result<QueueState> state(db::Tx&, Clock const&);

} // namespace wellkept::jobs
