// From the enquiry to the end: who assesses, takes, is offered, answers, hands back, closes.
#include "care/cases/case_file.h"
#include "care/clinicians/clinicians.h"
#include <algorithm>

namespace wellkept::cases {
namespace {

constexpr auto feedback_life = std::chrono::hours(24 * 60);

} // namespace

Result<> assess(access::Granted<Assess> const& grant, Context const& context, Uuid id, Assessment const& a)
{
    auto const* service = context.rules.service(a.service);
    if (!service) return bad_input("There is no such service: policy/care.yaml lists them.");
    if (risk_rank(a.risk) < 0) return bad_input("A risk is none, low, moderate, high or immediate.");
    if (!a.mode.empty() && std::find(service->modes.begin(), service->modes.end(), a.mode) == service->modes.end())
        return bad_input("This service is not given in that way.");
    auto c = TRY(load(grant, id));
    auto& d = c.details;
    // A questionnaire's warning is not assessed away without a word: the reason stays on the file.
    if (d.service != a.service || d.sessions == 0) d.sessions = service->sessions;
    d.service = a.service;
    d.risk = a.risk;
    d.summary = a.summary;
    d.language = a.language;
    d.place = a.place;
    d.mode = a.mode;
    d.skills = a.skills;
    return move(grant, context.gate, c, { What::assess });
}

Result<> entitle(access::Granted<Allocate> const& grant, Context const& context, Uuid id, int sessions)
{
    auto c = TRY(load(grant, id));
    auto const* service = context.rules.service(c.details.service);
    if (!service || c.standing.state == State::closed) return Error { Code::conflict, PublicText("Assess the case first; a closed one is not extended.") };
    if (sessions < TRY(sessions_used(grant, context.rules, c)) || sessions > service->sessions_max)
        return bad_input("This service gives at most " + std::to_string(service->sessions_max) + " sessions, and not fewer than were used.");
    c.details.sessions = sessions;
    return save(grant, context.gate, c);
}

Result<Uuid> take(access::Granted<Take> const& grant, access::Gate const& gate, Uuid id)
{
    auto c = TRY(load(grant, id));
    auto const assignment = Uuid::v7(gate.clock(), gate.rng());
    TRY(move(grant, gate, c, { What::take, assignment, actor_of(grant) }));
    return assignment;
}

Result<Uuid> offer(access::Granted<Allocate> const& grant, access::Gate const& gate, Uuid id, SubjectId account)
{
    auto c = TRY(load(grant, id));
    auto const now = gate.clock().now();
    auto const fits = TRY(gate.beside<clinicians::ReadRecord>(grant, "care_governance", account,
        [&](access::Granted<clinicians::ReadRecord> const& theirs) -> Result<bool> {
            auto const r = TRY(clinicians::record(theirs));
            return r && r->vetted_until && *r->vetted_until > now;
        }));
    // That a wall stands is not told: whoever allocates need not know that a colleague seeks help here.
    if (!fits || TRY(walled(grant, account, now))) return Error { Code::conflict, PublicText("This clinician cannot be offered this case.") };
    auto const assignment = Uuid::v7(gate.clock(), gate.rng());
    TRY(move(grant, gate, c, { What::offer, assignment, account }));
    return assignment;
}

Result<> end_assignment(access::Granted<Allocate> const& grant, access::Gate const& gate, Uuid id, Uuid assignment)
{
    auto c = TRY(load(grant, id));
    auto const* a = c.standing.find(assignment);
    if (!a) return not_found();
    return move(grant, gate, c, { a->held == Held::offered ? What::withdraw_offer : What::hand_back, assignment, a->account });
}

Result<> answer(access::Granted<AnswerOffer> const& grant, access::Gate const& gate, Uuid id, bool accept)
{
    auto c = TRY(load(grant, id));
    for (auto const& a : c.standing.assignments)
        if (a.held == Held::offered && a.account == actor_of(grant)) return move(grant, gate, c, { accept ? What::accept : What::decline, a.id, a.account });
    return not_found(); // nothing of this case was ever theirs to see
}

Result<std::optional<std::string>> progress(access::Granted<WriteCase> const& grant, access::Gate const& gate, Uuid id, Progress const& p)
{
    auto c = TRY(load_own(grant, id));
    std::optional<std::string> secret;
    if (p.what == "hold" || p.what == "resume" || p.what == "begin_closing") {
        TRY(move(grant, gate, c, { p.what == "hold" ? What::hold : p.what == "resume" ? What::resume : What::begin_closing }));
        return secret;
    }
    if (p.what == "hand_back") {
        for (auto const& a : c.standing.assignments)
            if (a.open() && a.account == actor_of(grant)) {
                TRY(move(grant, gate, c, { What::hand_back, a.id, a.account }));
                return secret;
            }
        return not_found();
    }
    if (p.what != "close") return bad_input("What is hold, resume, hand_back, begin_closing or close.");
    if (!p.reason || p.reason->empty() || !p.summary || p.summary->empty()) return bad_input("A case closes with a reason and a summary.");
    c.details.closure_reason = p.reason;
    c.details.closure_summary = p.summary;
    TRY(move(grant, gate, c, { What::close }));
    secret = crypto::random_token(gate.rng());
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "care_feedback", .value = *secret, .subject = grant.subject(), .tenant = grant.tenant(), .ref = id, .expires_at = gate.clock().now() + feedback_life }));
    return secret;
}

} // namespace wellkept::cases
