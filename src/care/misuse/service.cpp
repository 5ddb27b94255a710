#include "access/policy/row.h"
#include "access/tenants.h"
#include "care/cases/cases.h"
#include "care/intake/intake.h"
#include "care/misuse/store.h"
#include "care/organisations/organisations.h"
#include "keep/disclosures/disclosures.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include <algorithm>

namespace wellkept::misuse {
namespace {

access::Place measure_place(Uuid id) { return { "misuse.measure", "body", id }; }
access::Place text_place(Uuid id) { return { "misuse.notice", "body", id }; }
access::Place told_place(Uuid id) { return { "misuse.notice", "told", id }; }
SubjectId actor_of(access::GrantCore const& g) { return { g.actor().id }; }
Error conflict(std::string_view why, std::string_view reason) { return { Code::conflict, PublicText(why), Detail(reason) }; }
Error moved() { return conflict("That cannot be done with this notice now.", "state"); }

Result<store::NoticeRow> row_of(access::SubjectGrant const& grant, Uuid id)
{
    for (auto& n : TRY(store::notices(grant)))
        if (n.id == id) return std::move(n);
    return not_found();
}

Result<> moves(access::SubjectGrant const& grant, access::Gate const& gate, store::NoticeRow& row, std::string_view from, std::string_view to)
{
    if (row.state != from) return moved();
    row.state = to;
    row.state_at = gate.clock().now();
    if (!TRY(store::save(grant, row, from))) return moved();
    grant.note("misuse", row.state);
    return retention::started(grant, gate, record_class, row.id, row.state_at);
}

// Asked at each step, and not only at the first.
Result<> last_resort(access::SubjectGrant const& grant, Rules const& rules)
{
    auto const lacks = missing(rules, TRY(measures(grant, false)));
    if (!lacks) return {};
    return conflict("This is the last resort. What the policy asks for first is not on record, or not for long enough: see which measure.", *lacks);
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string filled(std::string text, std::string_view what, std::string const& with)
{
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
    return text;
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is a measure's or a notice's id

private:
    std::string_view room() const override { return "misuse"; }
    std::vector<std::string> personal_tables() const override { return { "misuse.measure", "misuse.notice" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override
    {
        auto out = retention::ids_of(TRY(store::measures(grant)));
        for (auto const& n : TRY(store::notices(grant))) out.push_back(n.id);
        return out;
    }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    TRY(access::read_room_file(directory, "misuse.yaml", [&](access::Row const& file) {
        file.only({ "measures", "told", "approve", "template", "never" });
        for (auto const& r : file.rows("measures")) {
            r.only({ "code", "title", "after" });
            MeasureRule m { r.text("code"), r.text("title"), r.period("after") };
            if (std::any_of(out.measures.begin(), out.measures.end(), [&](auto const& x) { return x.code == m.code; })) r.fault("there is a second `" + m.code + "`", "keep one of the two");
            out.measures.push_back(std::move(m));
        }
        out.told_clock = file.text("told");
        auto const approvers = file.words("approve");
        out.approvers = { approvers.begin(), approvers.end() };
        auto const t = file.row("template");
        t.only({ "version", "text" });
        out.version = t.whole("version", 1, 10'000);
        out.text = t.text("text");
        auto const bare = lower(filled(filled(out.text, "{name}", ""), "{organisation}", ""));
        for (auto const& word : file.words("never"))
            if (bare.find(lower(word)) != bare.npos) t.fault_at("text", "the text holds `" + word + "`, which no such letter says", "say it without");
        if (std::any_of(bare.begin(), bare.end(), [](unsigned char c) { return std::isdigit(c); })) t.fault_at("text", "the text holds a number", "it says neither when nor how often");
        if (bare.find_first_of("{}") != bare.npos) t.fault_at("text", "there is something to fill in besides {name} and {organisation}", "remove it");
    }));
    return out;
}

std::optional<std::string> missing(Rules const& rules, std::vector<Measure> const& there)
{
    std::optional<Instant> before;
    for (auto const& rule : rules.measures) {
        // The first of its kind that is far enough from the one before.
        auto const it = std::find_if(there.begin(), there.end(), [&](Measure const& m) { return m.kind == rule.code && (!before || m.taken_at >= *before + rule.after.about()); });
        if (it == there.end()) return rule.code;
        before = it->taken_at;
    }
    return std::nullopt;
}

Result<Uuid> record(access::Granted<Record> const& grant, access::Gate const& gate, Rules const& rules, std::string const& kind, Instant taken_at, std::string const& text)
{
    if (std::none_of(rules.measures.begin(), rules.measures.end(), [&](auto const& m) { return m.code == kind; })) return bad_input("The policy has no such measure.");
    auto const now = gate.clock().now();
    if (taken_at > now) return bad_input("A measure is written down once it has been taken.");
    if (text.empty() || text.size() > 10'000) return bad_input("Say what was done, in at most 10000 characters.");
    store::MeasureRow m { Uuid::v7(gate.clock(), gate.rng()), kind, actor_of(grant), {}, taken_at, now };
    m.body.data = TRY(grant.seal(access::person_scope, measure_place(m.id), text));
    TRY(store::insert(grant, m));
    grant.note("misuse", kind);
    TRY(retention::started(grant, gate, record_class, m.id, now));
    return m.id;
}

Result<Uuid> propose(access::Granted<Propose> const& grant, access::Gate const& gate, Rules const& rules)
{
    TRY(last_resort(grant, rules));
    for (auto const& n : TRY(store::notices(grant)))
        if (n.state == "proposed" || n.state == "approved") return conflict("There is a notice already that is not settled.", "open");
    auto const record = TRY(intake::load(grant));
    if (!record.person.organisation) return conflict("Their record names no organisation.", "no_organisation");
    auto const organisation = TRY(organisations::find(grant.tx(), *record.person.organisation));
    if (!organisation) return conflict("Their record names no organisation.", "no_organisation");
    auto const now = gate.clock().now();
    store::NoticeRow row { Uuid::v7(gate.clock(), gate.rng()), "proposed", actor_of(grant), {}, *record.person.organisation, rules.version, {}, {}, {}, now, now };
    row.body.data = TRY(grant.seal(access::person_scope, text_place(row.id), filled(filled(rules.text, "{organisation}", organisation->name), "{name}", record.person.contact.name)));
    TRY(store::insert(grant, row));
    grant.note("misuse", "proposed");
    TRY(retention::started(grant, gate, record_class, row.id, now));
    return row.id;
}

Result<> withdraw(access::Granted<Propose> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    return moves(grant, gate, row, row.state == "approved" ? "approved" : "proposed", "withdrawn");
}

Result<> tell(access::Granted<Record> const& grant, access::Gate const& gate, Uuid id, std::string const& how)
{
    auto row = TRY(row_of(grant, id));
    if (row.told_at) return conflict("The person was told already.", "told");
    if (row.state != "proposed" && row.state != "approved") return moved();
    if (how.empty() || how.size() > 10'000) return bad_input("Say how the person was told.");
    row.told_at = gate.clock().now();
    row.told = db::Bytes { TRY(grant.seal(access::person_scope, told_place(id), how)) };
    return moves(grant, gate, row, row.state, std::string(row.state));
}

Result<> approve(access::Granted<Approve> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, bool yes)
{
    auto row = TRY(row_of(grant, id));
    auto const who = actor_of(grant);
    if (who == row.proposer) return Error { Code::forbidden, PublicText("Somebody else than who proposed it decides.") };
    auto const role = grant.actor().label;
    if (!rules.approvers.contains(role)) return Error { Code::forbidden, PublicText("Your role does not decide this."), Detail("approver") };
    if (yes) TRY(last_resort(grant, rules));
    row.decider = who;
    return moves(grant, gate, row, "proposed", yes ? "approved" : "refused");
}

Result<> send(access::Granted<Send> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, std::string const& to)
{
    auto row = TRY(row_of(grant, id));
    if (row.state != "approved") return moved();
    TRY(last_resort(grant, rules));
    if (to.empty() || to.size() > 400) return bad_input("Say to whom at the organisation it goes.");
    auto const* clock = gate.policy_now()->clock(rules.told_clock);
    if (!clock) return bug("no clock for telling the person of a notice of misuse");
    auto const now = gate.clock().now();
    if (!row.told_at) return conflict("The person is told first.", "not_told");
    if (now < *row.told_at + clock->period.about()) return conflict("The person was told too short a time ago: " + clock->period.words() + " must pass first.", "too_soon");
    auto const tenant = TRY(access::find_tenant(grant.tx(), row.organisation));
    auto const organisation = TRY(organisations::find(grant.tx(), row.organisation));
    if (!tenant || !organisation || tenant->kind != "organisation" || !tenant->agreement_reference || (tenant->agreement_until && *tenant->agreement_until <= now))
        return conflict("There is no agreement on file with this organisation.", "no_agreement");
    TRY(disclosures::record(grant, gate,
        { "organisation_of_contract", "misuse_notice", { "contact" }, organisation->name + ", " + to, "That the service is misused; nothing of your care", "What was tried before did not help; you were told first" }));
    return moves(grant, gate, row, "approved", "sent");
}

Result<std::vector<Measure>> measures(access::SubjectGrant const& grant, bool with_text)
{
    std::vector<Measure> out;
    for (auto const& m : TRY(store::measures(grant)))
        out.push_back({ m.id, m.kind, m.author, with_text ? TRY(grant.open(access::person_scope, measure_place(m.id), m.body.data)) : "", m.taken_at });
    return out;
}

Result<std::vector<Notice>> notices(access::SubjectGrant const& grant)
{
    std::vector<Notice> out;
    for (auto const& n : TRY(store::notices(grant)))
        out.push_back({ n.id, n.state, TRY(grant.open(access::person_scope, text_place(n.id), n.body.data)), n.proposer, n.decider, n.organisation, n.told_at, {}, n.proposed_at, n.state_at });
    return out;
}

Result<std::vector<Notice>> notices(access::SubjectGrant const& grant, access::Gate const& gate, Rules const& rules)
{
    auto out = TRY(notices(grant));
    auto const* clock = gate.policy_now()->clock(rules.told_clock);
    for (auto& n : out)
        if (n.told_at && clock) n.may_be_sent_from = *n.told_at + clock->period.about();
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::misuse
