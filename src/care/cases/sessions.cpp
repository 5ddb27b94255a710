// Sessions as rooms above need them: those that were held, and those that are to come. And what follows when one is planned or
// moved: the clinician's time is taken, rooms above are told.
#include "care/cases/case_file.h"
#include "care/clinicians/clinicians.h"
#include "platform/jobs/jobs.h"

namespace wellkept::cases {

Result<std::vector<HeldSession>> sessions_held(access::GrantedGroup<CountSessions>& group, SubjectId account, Instant from, Instant until)
{
    std::vector<HeldSession> out;
    for (auto const& row : TRY(group.rows(store::held(), account.value, from, until))) {
        auto const s = TRY(parse_session(TRY(group.open_of(row.subject, case_scope(row.case_id), session_place(row.session), row.details.data))));
        auto const c = TRY(parse_details(TRY(group.open_of(row.subject, case_scope(row.case_id), details_place(row.case_id), row.episode.data))));
        out.push_back({ row.session, row.starts_at, c.service, s.attendance, s.minutes });
    }
    return out;
}

Result<std::vector<PlannedAt>> sessions_planned(access::SubjectGrant const& grant, Instant from, Instant until)
{
    std::vector<PlannedAt> out;
    for (auto const& s : TRY(store::planned(grant, from, until))) {
        auto const d = TRY(parse_session(TRY(grant.open(case_scope(s.case_id), session_place(s.id), s.details.data))));
        if (d.attendance == "planned") out.push_back({ s.id, s.starts_at, d.zone });
    }
    return out;
}

Result<> timetable_changed(access::SubjectGrant const& grant, access::Gate const& gate)
{
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(), { .kind = std::string(timetable_job), .subject = grant.subject(), .unique_key = grant.subject().text() }));
    return {};
}

Result<> take_session(access::SubjectGrant const& grant, access::Gate const& gate, store::Session const& s, SessionDetails const& d, SubjectId whose)
{
    if (d.attendance != "planned" || s.starts_at + std::chrono::minutes(d.minutes) <= gate.clock().now()) return clinicians::give_time_back(grant, { s.id });
    return clinicians::take_time(grant, gate, s.id, whose, { s.starts_at, s.starts_at + std::chrono::minutes(d.minutes) });
}

Result<> give_sessions_back(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id)
{
    std::vector<Uuid> all;
    bool to_come = false;
    for (auto const& s : TRY(store::sessions(grant, id))) {
        all.push_back(s.id);
        to_come = to_come || s.starts_at > gate.clock().now();
    }
    TRY(clinicians::give_time_back(grant, all));
    return to_come ? timetable_changed(grant, gate) : Result<> {};
}

} // namespace wellkept::cases
