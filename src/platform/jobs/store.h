// The queue's rows and the rules about time. Internal to this room.
#pragma once
#include "platform/jobs/jobs.h"
#include <span>

namespace wellkept::jobs {

inline constexpr char const* wake_channel = "wellkept_jobs";

struct Claimed {
    JobId id;
    std::string kind;
    std::optional<SubjectId> subject;
    std::string payload;
    std::int32_t attempt {};
    std::int32_t attempts_max {};
    std::string unique_key;
};

// Which run of which job: a run whose job was taken over by another no longer matches, and its result is dropped.
struct Holding {
    JobId id;
    Uuid token; // the runner's
    std::int32_t attempt {};
};

// Each is one short transaction. Losing one in a crash only makes a job run again, so none waits for the disk.
class Store {
public:
    explicit Store(db::Pool& pool)
        : m_pool(pool)
    {
    }

    Result<std::vector<Claimed>> claim(
        Instant now, Instant lease_until, Uuid token, std::vector<std::string> const& kinds, std::int64_t limit);
    // Jobs whose runner is gone. Those out of attempts die here and are only logged. own: what the caller itself runs.
    Result<std::vector<Claimed>> claim_lapsed(Instant now, Instant lease_until, Uuid token,
        std::vector<std::string> const& kinds, std::vector<JobId> const& own, std::int64_t limit);
    Result<std::int64_t> renew(Instant lease_until, Uuid token, std::vector<JobId> const&);

    // False: the job was dropped, or is another's by now.
    Result<bool> done(Holding const&);
    Result<bool> dead(Holding const&, Instant now, std::string const& reason_code);
    struct Next {
        Instant at;
        std::int32_t attempt {}; // runs to count from
        std::optional<std::string> payload {}; // empty: unchanged
        std::optional<std::string> reason_code {};
    };
    Result<bool> wait_again(Holding const&, Claimed const&, Instant now, Next const&);

    // Enqueues each that is due, once over all nodes.
    Result<> run_schedules(Clock const&, Rng&, std::span<Schedule const>);

private:
    db::Pool& m_pool;
};

// 2 s doubled with each attempt, at most an hour; between half of that and all of it, so that a crowd spreads out.
Duration back_off(int attempt, Rng&);
std::string_view code_name(Code);
// Lower-case words, digits, _ . and -, at most 64 bytes; anything else becomes "unnamed": no text slips into the table.
std::string clean_reason(std::string_view);

} // namespace wellkept::jobs
