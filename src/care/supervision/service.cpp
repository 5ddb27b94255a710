#include "access/policy/row.h"
#include "access/system.h"
#include "access/tenants.h"
#include "care/cases/cases.h"
#include "care/clinicians/clinicians.h"
#include "care/supervision/store.h"
#include "care/supervision/supervision.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include <algorithm>
#include <set>

namespace wellkept::supervision {
namespace {

struct Names {
    std::string name, supervisor;
};
BOOST_DESCRIBE_STRUCT(Names, (), (name, supervisor))

constexpr auto link_max = std::chrono::hours(24 * 731);
constexpr auto shown_after = std::chrono::hours(24 * 90); // what was talked over stays on the supervisor's list so long
access::Place link_place(Uuid id) { return { "supervision.link", "details", id }; }
access::Place question_place(Uuid id) { return { "supervision.item", "question", id }; }
access::Place outcome_place(Uuid id) { return { "supervision.item", "outcome", id }; }
SubjectId actor_of(access::GrantCore const& g) { return { g.actor().id }; }
Error conflict(std::string_view why) { return { Code::conflict, PublicText(why) }; }

// Over the accounts of the house, decided anew: who supervises whom at this moment.
Result<std::map<SubjectId, Link>> links_now(access::GrantCore const& asking, Context const& c)
{
    auto const all = TRY(access::beside_group<SeeLinks>(
        c.gate, c.pool, asking, purpose, access::house_tenant, [&](access::GrantedGroup<SeeLinks>& g) { return links(g, c.gate); }));
    std::map<SubjectId, Link> out;
    for (auto const& l : all) out.emplace(l.account, l);
    return out;
}

template<typename Permission>
Result<std::vector<store::ListedItem>> of_mine(access::GrantedGroup<Permission>& group, Context const& c, std::map<SubjectId, Link> const& all)
{
    std::vector<Uuid> mine;
    for (auto const& [account, l] : all)
        if (l.supervisor == actor_of(group)) mine.push_back(account.value);
    if (mine.empty()) return std::vector<store::ListedItem> {};
    return group.rows(store::asked_by(), mine, c.gate.clock().now() - shown_after);
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is the item's id

private:
    std::string_view room() const override { return "supervision"; }
    std::vector<std::string> personal_tables() const override { return { "supervision.link", "supervision.item" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::items(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::drop_items(grant, records); }
    Result<std::int64_t> drop_rest(access::SubjectGrant const& grant) const override { return store::drop_links(grant); }
};

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    TRY(access::read_room_file(directory, "care.yaml", [&](access::Row const& file) {
        auto const section = file.row("supervision");
        section.only({ "due_days" });
        out.due_days = section.whole("due_days", 1, 90);
    }));
    return out;
}

Result<> appoint(access::Granted<Appoint> const& grant, access::Gate const& gate, SubjectId supervisor, std::optional<Instant> until)
{
    auto const now = gate.clock().now();
    if (supervisor == grant.subject()) return bad_input("Nobody supervises themself.");
    if (until && (*until <= now || *until > now + link_max)) return bad_input("Give an end that is to come, within two years.");
    auto const whom = TRY(clinicians::record(grant));
    if (!whom) return not_found();
    auto const name = TRY(gate.beside<clinicians::ReadRecord>(grant, purpose, supervisor, [&](access::Granted<clinicians::ReadRecord> const& theirs) -> Result<std::string> {
        auto const r = TRY(clinicians::record(theirs));
        if (!r || !r->vetted_until || *r->vetted_until <= now) return std::string();
        return r->profile.name;
    }));
    if (name.empty()) return conflict("Whoever supervises must be vetted themself.");
    (void)TRY(store::end_links(grant, now));
    store::LinkRow row { Uuid::v7(gate.clock(), gate.rng()), supervisor, now, until, {} };
    row.details = { TRY(grant.seal(access::person_scope, link_place(row.id), json::encode_text(Names { whom->profile.name, name }))) };
    return store::insert(grant, row, grant.actor().pseudonym);
}

Result<> end_link(access::Granted<Appoint> const& grant, access::Gate const& gate)
{
    if (TRY(store::end_links(grant, gate.clock().now())) == 0) return not_found();
    return {};
}

Result<std::vector<Link>> links(access::GrantedGroup<SeeLinks>& group, access::Gate const& gate)
{
    std::vector<Link> out;
    for (auto const& row : TRY(group.rows(store::holding(), gate.clock().now()))) {
        auto const n = TRY(json::decode_text<Names>(TRY(group.open_of(row.subject, access::person_scope, link_place(row.id), row.details.data))));
        out.push_back({ row.id, row.subject, row.supervisor, n.name, n.supervisor, row.starts_at, row.ends_at });
    }
    return out;
}

Result<std::optional<Link>> own_link(access::SubjectGrant const& grant, access::Gate const& gate)
{
    for (auto const& row : TRY(store::links(grant))) {
        auto const n = TRY(json::decode_text<Names>(TRY(grant.open(access::person_scope, link_place(row.id), row.details.data))));
        Link const l { row.id, grant.subject(), row.supervisor, n.name, n.supervisor, row.starts_at, row.ends_at };
        if (l.holds_at(gate.clock().now())) return std::optional(l);
    }
    return std::optional<Link> {};
}

Result<Uuid> ask(access::Granted<Ask> const& grant, Context const& c, Uuid case_id, std::optional<Uuid> session, std::string const& question)
{
    auto const episodes = TRY(cases::episodes(grant));
    auto const it = std::find_if(episodes.begin(), episodes.end(), [&](auto const& e) { return e.id == case_id; });
    if (it == episodes.end() || it->clinician != actor_of(grant)) return not_found();
    if (it->closed_at) return conflict("This case is closed: nothing is added to it any more.");
    if (question.empty()) return bad_input("Say what you want to talk over, without the person's name.");
    auto const link = TRY(c.gate.beside<OwnSupervisor>(grant, purpose, actor_of(grant), [&](access::Granted<OwnSupervisor> const& own) { return own_link(own, c.gate); }));
    if (!link) return conflict("Nobody supervises you at this moment. Tell whoever governs the clinicians.");
    auto const now = c.gate.clock().now();
    store::ItemRow row { Uuid::v4(c.gate.rng()), case_id, session, actor_of(grant), "waiting", now, now + std::chrono::hours(24) * c.rules.due_days, {}, {}, {}, {} };
    row.question = { TRY(grant.seal(access::person_scope, question_place(row.id), question)) };
    TRY(store::insert(grant, row));
    grant.note("case", case_id.text());
    TRY(retention::started(grant, c.gate, record_class, row.id, now));
    return row.id;
}

Result<std::vector<Item>> of_case(access::SubjectGrant const& grant, Uuid case_id)
{
    auto const episodes = TRY(cases::episodes(grant));
    auto const it = std::find_if(episodes.begin(), episodes.end(), [&](auto const& e) { return e.id == case_id; });
    // The Gate answers for the person; whose case it is, is answered here.
    if (it == episodes.end() || it->clinician != actor_of(grant)) return not_found();
    std::vector<Item> out;
    for (auto const& r : TRY(store::items(grant))) {
        if (r.case_id != case_id) continue;
        Item i { r.id, r.case_id, r.session, r.account, r.state, r.asked_at, r.due_at, r.discussed_on, r.discussed_with,
            TRY(grant.open(access::person_scope, question_place(r.id), r.question.data)), {} };
        if (r.outcome) i.outcome = TRY(grant.open(access::person_scope, outcome_place(r.id), r.outcome->data));
        out.push_back(std::move(i));
    }
    return out;
}

Result<std::vector<Question>> questions(access::GrantedGroup<ListMine>& group, Context const& c)
{
    auto const all = TRY(links_now(group, c));
    std::vector<Question> out;
    for (auto const& r : TRY(of_mine(group, c, all))) {
        Question q { r.id, r.account, all.at(r.account).name, r.state, TRY(group.open_of(r.subject, access::person_scope, question_place(r.id), r.question.data)), r.asked_at,
            r.due_at, r.discussed_on, {} };
        if (r.outcome) q.outcome = TRY(group.open_of(r.subject, access::person_scope, outcome_place(r.id), r.outcome->data));
        out.push_back(std::move(q));
    }
    return out;
}

Result<> discuss(access::GrantedGroup<Discuss>& group, Context const& c, Uuid item, std::chrono::sys_days on, std::string const& outcome)
{
    using std::chrono::floor, std::chrono::days;
    auto const now = c.gate.clock().now();
    if (outcome.empty()) return bad_input("Say what came of it.");
    auto const rows = TRY(of_mine(group, c, TRY(links_now(group, c))));
    auto const it = std::find_if(rows.begin(), rows.end(), [&](auto const& r) { return r.id == item && r.state == "waiting"; });
    if (it == rows.end()) return not_found();
    // A day of grace at either end: it is a day of the supervisor's calendar, and we do not know their zone.
    if (on > floor<days>(now) + days(1) || on < floor<days>(it->asked_at) - days(1)) return bad_input("Give the day on which you talked: not before it was asked, and not to come.");
    return c.gate.beside<Discuss>(group, purpose, it->subject, [&](access::Granted<Discuss> const& grant) -> Result<> {
        auto sealed = TRY(grant.seal(access::person_scope, outcome_place(item), outcome));
        if (!TRY(store::finish(grant, item, on, actor_of(grant), std::move(sealed)))) return conflict("Somebody wrote down meanwhile that it was talked over.");
        return retention::started(grant, c.gate, record_class, item, now);
    });
}

Result<std::vector<Overdue>> overdue(access::GrantedGroup<Govern>& group, Context const& c)
{
    auto const all = TRY(links_now(group, c));
    std::vector<Overdue> out;
    for (auto const& r : TRY(group.rows(store::overdue(), c.gate.clock().now()))) {
        auto const it = all.find(r.account);
        out.push_back({ r.account, it == all.end() ? "" : it->second.name, it == all.end() ? "" : it->second.supervisor_name, r.asked_at, r.due_at });
    }
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::supervision
