#include "access/policy/row.h"
#include "access/system.h"
#include "access/tenants.h"
#include "care/cases/cases.h"
#include "care/reminders/reminders.h"
#include "care/reminders/store.h"
#include <algorithm>

namespace wellkept::reminders {
namespace {

constexpr auto ahead = std::chrono::hours(24 * 3660); // nothing is planned further than that
constexpr std::string_view person_kind = "reminders.person";

bool is_time(std::string const& s)
{
    auto digit = [&](std::size_t i) { return s[i] >= '0' && s[i] <= '9'; };
    return s.size() == 5 && digit(0) && digit(1) && s[2] == ':' && digit(3) && digit(4) && s.substr(0, 2) < "24" && s.substr(3) < "60";
}

Result<db::Bytes> person_of(access::SubjectGrant const& grant) { return db::Bytes { TRY(grant.blind(person_kind, grant.subject().text())) }; }

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "reminders"; }
    std::vector<std::string> personal_tables() const override { return { "reminders.reminded", "reminders.opted_out" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return TRY(store::erase(grant)) + TRY(store::drop_due(grant.tx(), TRY(person_of(grant))));
    }
};

// What is known of somebody without looking at them.
Result<std::optional<store::Due>> known_of(access::Gate const& gate, db::Pool& pool, SubjectId person)
{
    auto tx = TRY(db::Tx::begin(pool));
    auto const known = TRY(store::due(tx, { TRY(gate.keys().blind(access::care_tenant, person_kind, person.text())) }));
    TRY(tx.commit());
    return known;
}

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

std::optional<Instant> next_due(Instant starts_at, std::optional<Told> const& told, Rules const& rules, intake::ServiceUser const& u, Instant now)
{
    // It begins when a day does, or an hour of the rules or of their record, on the day before; once told, on the day itself too.
    std::vector<std::string> hours { rules.from };
    if (u.safe.from) hours.push_back(*u.safe.from);
    if (u.safe.until) hours.push_back("00:00"); // a span over midnight
    std::optional<Instant> first;
    for (int const before : { 1, 0 }) {
        for (auto const& hour : hours) {
            auto const at = notify::at_there(u, starts_at, -before, hour);
            if (at <= now || (first && at >= *first)) continue;
            if (due(starts_at, told, rules, u, at) && notify::may_tell(u, notify::Way::email, at).now) first = at;
        }
    }
    return first;
}

Reminders::Reminders(access::Gate const& gate, db::Pool& pool, notify::Letter letter, Rules rules) : m_gate(gate), m_pool(pool), m_letter(letter), m_rules(std::move(rules)) {}

Result<> Reminders::remind(access::Granted<Remind> const& grant) const
{
    auto const now = m_gate.clock().now();
    auto const person = TRY(person_of(grant));
    if (TRY(store::opted_out(grant))) return store::put_due(grant.tx(), person, { true, {}, {} });
    auto const record = TRY(intake::load(grant));
    auto const& u = record.person;
    store::Due next { false, {}, {} };
    std::map<Uuid, Told> told;
    for (auto const& t : TRY(store::told(grant))) told[t.session] = { t.starts_at, t.times };
    for (auto const& s : TRY(cases::sessions_planned(grant, now, now + ahead))) {
        next.until = s.starts_at;
        if (record.state != "active") continue;
        auto const it = told.find(s.session);
        auto before = it == told.end() ? std::nullopt : std::optional(it->second);
        // Another time of day, or never: whoever may not be written to now is not.
        if (due(s.starts_at, before, m_rules, u, now) && notify::may_tell(u, notify::Way::email, now).now) {
            TRY(notify::tell(grant, m_gate, m_letter, u, { "planned", { { "day", notify::day_there(u, s.starts_at) }, { "time", notify::time_there(u, s.starts_at) } } }));
            before = Told { s.starts_at, before ? before->times + 1 : 1 };
            TRY(store::tell(grant, { s.session, s.starts_at, before->times }, now));
        }
        auto const later = next_due(s.starts_at, before, m_rules, u, now);
        if (later && (!next.look_at || *later < *next.look_at)) next.look_at = later;
    }
    TRY(store::put_due(grant.tx(), person, next));
    if (next.look_at)
        (void)TRY(jobs::enqueue(grant.tx(), m_gate.clock(), m_gate.rng(),
            { .kind = std::string(look_job), .subject = grant.subject(), .run_at = next.look_at, .unique_key = grant.subject().text() }));
    return {};
}

Result<jobs::Outcome> Reminders::decide(SubjectId person) const
{
    auto const done = access::as_system<Remind>(m_gate, m_pool, "reminders", "care", person, [&](access::Granted<Remind>& g) -> Result<Unit> {
        TRY(remind(g));
        return Unit {};
    });
    // Whoever is restricted is passed over until that ends, whoever was erased for good.
    if (!done.ok() && done.error().code != Code::not_found) return done.error();
    return jobs::Outcome(jobs::Done {});
}

Result<jobs::Outcome> Reminders::planned(jobs::Job const& job) const
{
    if (!job.subject) return bug("reminders: a job of nobody");
    auto const known = TRY(known_of(m_gate, m_pool, *job.subject));
    if (known && known->wants_none) return jobs::Outcome(jobs::Done {});
    return decide(*job.subject);
}

Result<jobs::Outcome> Reminders::changed(jobs::Job const& job) const
{
    if (!job.subject) return bug("reminders: a job of nobody");
    auto const known = TRY(known_of(m_gate, m_pool, *job.subject));
    if (!known || known->wants_none || !known->until || *known->until <= m_gate.clock().now()) return jobs::Outcome(jobs::Done {});
    return decide(*job.subject);
}

Result<jobs::Outcome> Reminders::look(jobs::Job const& job) const
{
    if (!job.subject) return bug("reminders: a job of nobody");
    auto const known = TRY(known_of(m_gate, m_pool, *job.subject));
    if (!known || known->wants_none || !known->look_at) return jobs::Outcome(jobs::Done {});
    if (*known->look_at > m_gate.clock().now()) return jobs::Outcome(jobs::Again { *known->look_at, job.payload }); // it was moved
    return decide(*job.subject);
}

Result<bool> wanted(access::SubjectGrant const& grant) { return !TRY(store::opted_out(grant)); }
Result<> choose(access::SubjectGrant const& grant, access::Gate const& gate, bool wanted)
{
    grant.note("reminders", wanted ? "wanted" : "not wanted");
    TRY(store::put_due(grant.tx(), TRY(person_of(grant)), { !wanted, {}, {} }));
    if (!wanted) return store::opt_out(grant, gate.clock().now());
    TRY(store::opt_in(grant));
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(), { .kind = std::string(cases::timetable_job), .subject = grant.subject(), .unique_key = grant.subject().text() }));
    return {};
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::reminders
