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
// The first moment after now at which they may be told of it, as their record stands; none: at no time, or in no way.
std::optional<Instant> next_due(Instant starts_at, std::optional<Told> const& told, Rules const&, intake::ServiceUser const&, Instant now);

class Reminders {
public:
    Reminders(access::Gate const&, db::Pool&, notify::Letter, Rules);
    // What is planned for somebody has changed: finds when they are to be told. kind cases::timetable_job.
    Result<jobs::Outcome> planned(jobs::Job const&) const;
    // So has their record, or a restriction has ended. Nobody is looked at who has nothing planned. kinds intake::changed_job, retention::lifted_job.
    Result<jobs::Outcome> changed(jobs::Job const&) const;
    // It is time, if it still is. kind look_job.
    Result<jobs::Outcome> look(jobs::Job const&) const;

private:
    Result<jobs::Outcome> decide(SubjectId) const;
    Result<> remind(access::Granted<Remind> const&) const;
    access::Gate const& m_gate;
    db::Pool& m_pool;
    notify::Letter m_letter;
    Rules m_rules;
};
inline constexpr std::string_view look_job = "reminders.look"; // of the subject, at the time that was found

Result<bool> wanted(access::SubjectGrant const&);
Result<> choose(access::SubjectGrant const&, access::Gate const&, bool wanted);

void add_routes(access::Routes&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::reminders
