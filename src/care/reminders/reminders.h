// Reminders of sessions: the day before, in words that tell nothing, if the person's safe contact allows it and they want them.
#pragma once
#include "access/room_contract.h"
#include "care/notify/notify.h"
#include "platform/jobs/jobs.h"
#include <filesystem>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::reminders {

using access::Need;
using access::PermissionInfo;
// Of the job alone.
struct Remind {
    static constexpr PermissionInfo info { .name = "reminders.remind", .writes = true, .about = "service_user", .need = Need::desk };
};
// The person's own.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "reminders.read_own", .about = "service_user" };
};
struct Choose {
    static constexpr PermissionInfo info { .name = "reminders.choose", .writes = true, .about = "service_user" };
};
// Of the desk, when they say so by telephone.
struct Read {
    static constexpr PermissionInfo info { .name = "reminders.read", .about = "service_user", .need = Need::desk };
};
struct Note {
    static constexpr PermissionInfo info { .name = "reminders.note", .writes = true, .about = "service_user", .need = Need::desk };
};

struct Rules { // policy/care.yaml, reminders
    std::string from, until; // HH:MM of the person's day: at no other time, whatever their record allows
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
};

// Of one session: whether the person is told now. told: the hour they were last told, and how often.
struct Told {
    Instant starts_at;
    std::int32_t times;
};
bool due(Instant starts_at, std::optional<Told> const& told, Rules const&, intake::ServiceUser const&, Instant now);

class Reminders {
public:
    Reminders(access::Gate const&, db::Pool&, notify::Letter, Rules);
    // Each person once a run, each in a transaction of their own. kind run_job.
    Result<jobs::Outcome> run(jobs::Job const&) const;

private:
    Result<> remind(access::Granted<Remind> const&) const;
    access::Gate const& m_gate;
    db::Pool& m_pool;
    notify::Letter m_letter;
    Rules m_rules;
};
inline constexpr std::string_view run_job = "reminders.run";
inline constexpr auto run_every = std::chrono::minutes(30); // each looks at everybody with a session to come, and leaves a row of it

Result<bool> wanted(access::SubjectGrant const&);
Result<> choose(access::SubjectGrant const&, access::Gate const&, bool wanted);

void add_routes(access::Routes&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::reminders
