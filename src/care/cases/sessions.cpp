// Sessions as rooms above need them: those that were held, and those that are to come.
#include "care/cases/case_file.h"

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

Result<std::vector<SubjectId>> people_with_sessions(access::GrantedGroup<FindUpcoming>& group, Instant from, Instant until)
{
    std::vector<SubjectId> out;
    for (auto const& row : TRY(group.rows(store::coming(), from, until))) out.push_back(row.subject);
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

} // namespace wellkept::cases
