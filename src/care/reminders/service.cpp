#include "access/policy/row.h"
#include "access/system.h"
#include "access/tenants.h"
#include "care/cases/cases.h"
#include "care/reminders/reminders.h"
#include "care/reminders/store.h"
#include "platform/log/log.h"
#include <algorithm>

namespace wellkept::reminders {
namespace {

// The whole of tomorrow in every zone, however late it is there today.
constexpr auto ahead = std::chrono::hours(50);

bool is_time(std::string const& s)
{
    auto digit = [&](std::size_t i) { return s[i] >= '0' && s[i] <= '9'; };
    return s.size() == 5 && digit(0) && digit(1) && s[2] == ':' && digit(3) && digit(4) && s.substr(0, 2) < "24" && s.substr(3) < "60";
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "reminders"; }
    std::vector<std::string> personal_tables() const override { return { "reminders.reminded", "reminders.opted_out" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    TRY(access::read_room_file(directory, "care.yaml", [&](access::Row const& file) {
        auto const section = file.row("reminders");
        section.only({ "from", "until" });
        out.from = section.text("from");
        out.until = section.text("until");
        if (!is_time(out.from) || !is_time(out.until) || out.until <= out.from) section.fault("not a span of a day", "give `from` and `until` as \"HH:MM\", until after from");
    }));
    return out;
}

bool due(Instant starts_at, std::optional<Told> const& told, Rules const& rules, intake::ServiceUser const& u, Instant now)
{
    if (starts_at <= now) return false;
    auto const clock = notify::time_there(u, now);
    if (clock < rules.from || clock >= rules.until) return false;
    auto const days = notify::days_until(u, now, starts_at);
    // Whoever was told an hour that is not right any more is told once more, on the same day too.
    if (told) return told->times == 1 && told->starts_at != starts_at && days <= 1;
    return days == 1;
}

Reminders::Reminders(access::Gate const& gate, db::Pool& pool, notify::Letter letter, Rules rules) : m_gate(gate), m_pool(pool), m_letter(letter), m_rules(std::move(rules)) {}

Result<> Reminders::remind(access::Granted<Remind> const& grant) const
{
    auto const now = m_gate.clock().now();
    auto const record = TRY(intake::load(grant));
    if (record.state != "active" || TRY(store::opted_out(grant))) return {};
    auto const& u = record.person;
    // Another time of day, or never: whoever may not be written to now is not.
    if (!notify::may_tell(u, notify::Way::email, now).now) return {};
    std::map<Uuid, Told> told;
    for (auto const& t : TRY(store::told(grant))) told[t.session] = { t.starts_at, t.times };
    for (auto const& s : TRY(cases::sessions_planned(grant, now, now + ahead))) {
        auto const it = told.find(s.session);
        auto const before = it == told.end() ? std::nullopt : std::optional(it->second);
        if (!due(s.starts_at, before, m_rules, u, now)) continue;
        TRY(notify::tell(grant, m_gate, m_letter, u, { "planned", { { "day", notify::day_there(u, s.starts_at) }, { "time", notify::time_there(u, s.starts_at) } } }));
        TRY(store::tell(grant, { s.session, s.starts_at, before ? before->times + 1 : 1 }, now));
    }
    return {};
}

Result<jobs::Outcome> Reminders::run(jobs::Job const&) const
{
    auto const now = m_gate.clock().now();
    auto const people = TRY(access::as_system_group<cases::FindUpcoming>(m_gate, m_pool, "reminders", "care", access::care_tenant,
        [&](access::GrantedGroup<cases::FindUpcoming>& g) { return cases::people_with_sessions(g, now, now + ahead); }));
    for (auto const person : people) {
        auto const done = access::as_system<Remind>(m_gate, m_pool, "reminders", "care", person, [&](access::Granted<Remind>& g) -> Result<Unit> {
            TRY(remind(g));
            return Unit {};
        });
        // Whoever was restricted or erased since is passed over; what else goes wrong with one keeps nobody else from theirs.
        if (!done.ok() && done.error().code != Code::not_found) log::warn("reminder_failed", { { "detail", done.error().detail.text } });
    }
    return jobs::Outcome(jobs::Done {});
}

Result<bool> wanted(access::SubjectGrant const& grant) { return !TRY(store::opted_out(grant)); }
Result<> choose(access::SubjectGrant const& grant, access::Gate const& gate, bool wanted)
{
    grant.note("reminders", wanted ? "wanted" : "not wanted");
    return wanted ? store::opt_in(grant) : store::opt_out(grant, gate.clock().now());
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::reminders
