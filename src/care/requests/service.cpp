#include "access/enforced.h"
#include "care/requests/store.h"
#include "keep/accounts/accounts.h"
#include "keep/retention/calendar.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include <algorithm>
#include <set>

namespace wellkept::requests {
namespace {

access::Enforces const six_years { "retention.data_request", "care/requests", "src/care/requests/requests_test.cpp" };
access::Enforces const month { "clocks.rights_answer", "care/requests", "C32" };

std::set<std::string> const kinds { "access", "rectification", "erasure", "restriction", "portability", "objection", "withdraw_consent", "complaint" };
std::set<std::string> const ways { "telephone", "in_person", "email", "letter" };
// Of these nothing may be destroyed by time before the answer. The others ask for less to be kept.
std::set<std::string> const need_the_data { "access", "rectification", "restriction", "portability", "complaint" };
constexpr std::size_t words_max = 5'000, answer_max = 10'000;
constexpr auto oldest = std::chrono::days(366);

access::Place words_place(Uuid id) { return { "requests.request", "words", id }; }
access::Place answer_place(Uuid id) { return { "requests.request", "answer", id }; }
Error forbidden(std::string_view why, std::string_view reason) { return { Code::forbidden, PublicText(why), Detail(reason) }; }
Error moved() { return { Code::conflict, PublicText("This request was answered already."), Detail("state") }; }

std::chrono::sys_days today(access::Gate const& gate) { return retention::date_of(gate.clock().now(), gate.policy_now()->retention().zone(gate.region())); }

Result<Passed> put(access::SubjectGrant const& grant, access::Gate const& gate, Said const& said, bool by_person)
{
    if (!kinds.contains(said.kind)) return bad_input("Say which right it is about: one of those that the form offers.");
    if (said.words.empty() || said.words.size() > words_max) return bad_input("Write down what is asked, in the person's own words, in at most 5000 characters.");
    auto const now = gate.clock().now();
    if (said.received_on > today(gate)) return bad_input("The day on which it was received is still to come.");
    if (said.received_on < today(gate) - oldest) return bad_input("The day on which it was received is more than a year ago.");
    auto const* clock = gate.policy_now()->clock("rights_answer");
    if (!clock) return bug("no clock for the answer to a request");
    store::Row row { .id = Uuid::v4(gate.rng()), .kind = said.kind, .how = said.how, .state = "passed_on", .received_on = said.received_on,
        .due_on = due_on(said.received_on, clock->period), .passed_on_by = {}, .passed_on_at = now, .words = {}, .protection = {}, .acknowledged_at = {}, .answered_on = {},
        .answered_by = {}, .answer = {}, .state_at = now };
    if (!by_person) row.passed_on_by = SubjectId { grant.actor().id };
    row.words.data = TRY(grant.seal(access::person_scope, words_place(row.id), said.words));
    if (need_the_data.contains(said.kind)) row.protection = TRY(retention::protect(grant, gate, "a request about the person's data waits for its answer", now + clock->period.about()));
    TRY(store::insert(grant, row));
    TRY(retention::started(grant, gate, record_class, row.id, now));
    TRY(accounts::tell_staff(grant, gate, { .roles = { "privacy_officer" }, .kind = "data_request", .ref = row.id, .text = "data_request", .page = "/desk/care/requests", .by = row.due_on }));
    grant.note("request", row.kind);
    return Passed { row.id, row.due_on };
}

Result<Passed> pass(access::SubjectGrant const& grant, access::Gate const& gate, Said const& said)
{
    if (!ways.contains(said.how)) return bad_input("Say how they asked: by telephone, in person, by e-mail or by letter.");
    return put(grant, gate, said, false);
}

// Its role is not enough: whoever also treats people passes requests on, as all who treat people do.
Result<store::Row> for_officer(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(store::find(grant, id));
    if (!row) return not_found();
    if (row->passed_on_by && row->passed_on_by->value == grant.actor().id) return forbidden("Whoever passed a request on does not answer it.", "passed_on");
    auto const account = TRY(gate.standing(grant, grant.actor()));
    auto const policy = gate.policy_now();
    if (!account || std::any_of(account->roles.begin(), account->roles.end(), [&](auto const& code) {
            auto const* role = policy->account_role(code);
            return role && role->vetted;
        }))
        return forbidden("Whoever treats people passes requests on. The answer is the privacy officer's.", "treats_people");
    if (row->answered_on) return moved();
    return std::move(*row);
}

Result<Request> opened(access::SubjectGrant const& grant, store::Row const& r)
{
    Request out { r.id, r.kind, r.how, r.state, r.received_on, r.due_on, r.passed_on_by, r.passed_on_at, TRY(grant.open(access::person_scope, words_place(r.id), r.words.data)), r.acknowledged_at,
        r.answered_on, {} };
    if (r.answer) out.answer = TRY(grant.open(access::person_scope, answer_place(r.id), r.answer->data));
    return out;
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {}

private:
    std::string_view room() const override { return "requests"; }
    std::vector<std::string> personal_tables() const override { return { "requests.request" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::all(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

std::chrono::sys_days due_on(std::chrono::sys_days received_on, access::Period const& period)
{
    // Of days alone, so that no zone matters; the end is the first moment after the last day.
    return std::chrono::floor<std::chrono::days>(retention::end_of(Instant(received_on), period, "UTC")) - std::chrono::days(1);
}
bool overdue(access::Gate const& gate, std::chrono::sys_days due_on) { return today(gate) > due_on; }

Result<Passed> pass_on(access::Granted<PassOn> const& grant, access::Gate const& gate, Said const& said) { return pass(grant, gate, said); }
Result<Passed> pass_on(access::Granted<PassOnAtDesk> const& grant, access::Gate const& gate, Said const& said) { return pass(grant, gate, said); }
Result<Passed> ask(access::Granted<Ask> const& grant, access::Gate const& gate, std::string const& kind, std::string const& words)
{
    return put(grant, gate, { kind, std::string(own_page), today(gate), words }, true);
}

Result<> acknowledge(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(for_officer(grant, gate, id));
    if (row.state != "passed_on") return {};
    row.state = "acknowledged";
    row.acknowledged_at = row.state_at = gate.clock().now();
    if (!TRY(store::save(grant, row, "passed_on"))) return moved();
    grant.note("request", row.state);
    return {};
}

Result<> answer(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id, bool refused, std::chrono::sys_days on, std::string const& words)
{
    auto row = TRY(for_officer(grant, gate, id));
    if (words.empty() || words.size() > answer_max) return bad_input(refused ? "Say why it was refused: the person reads it." : "Say what was answered: the person reads it.");
    if (on < row.received_on || on > today(gate)) return bad_input("The day of the answer lies between the day of receipt and today.");
    auto const from = row.state;
    row.state = refused ? "refused" : "answered";
    row.answered_on = on;
    row.answered_by = SubjectId { grant.actor().id };
    row.answer = db::Bytes { TRY(grant.seal(access::person_scope, answer_place(id), words)) };
    row.state_at = gate.clock().now();
    if (!TRY(store::save(grant, row, from))) return moved();
    if (row.protection) TRY(retention::unprotect(grant, gate, *row.protection));
    grant.note("request", row.state);
    return retention::started(grant, gate, record_class, id, row.state_at);
}

Result<std::vector<Request>> all(access::SubjectGrant const& grant)
{
    std::vector<Request> out;
    for (auto const& r : TRY(store::all(grant))) out.push_back(TRY(opened(grant, r)));
    return out;
}
Result<Request> one(access::SubjectGrant const& grant, Uuid id)
{
    auto const row = TRY(store::find(grant, id));
    if (!row) return not_found();
    return opened(grant, *row);
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::requests
