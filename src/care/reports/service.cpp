#include "access/tenants.h"
#include "care/organisations/organisations.h"
#include "care/reports/json.h"
#include "care/reports/store.h"
#include "keep/disclosures/disclosures.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/crypto/crypto.h"
#include <algorithm>
#include <set>
#include <yaml-cpp/yaml.h>

namespace wellkept::reports {
namespace {

constexpr std::string_view recipient_code = "referring_organisation", release_purpose = "report_release";

access::Place body_place(Uuid id) { return { "reports.report", "body", id }; }
access::Place statement_place(Uuid id) { return { "reports.report", "statement", id }; }
access::Place note_place(Uuid id) { return { "reports.event", "note", id }; }

Error moved() { return { Code::conflict, PublicText("That cannot be done with this report now.") }; }
Error refused(std::string_view why, std::string_view reason) { return { Code::conflict, PublicText(why), Detail(reason) }; }

Result<> bounded(std::string const& text)
{
    if (text.empty() || text.size() > 60'000) return bad_input("Write a text of at most 60000 characters.");
    return {};
}

Result<store::Row> row_of(access::SubjectGrant const& grant, Uuid id)
{
    auto row = TRY(store::find(grant, id));
    if (!row) return not_found();
    return std::move(*row);
}

// The one way in which a report changes its state. note: kept sealed with the event.
Result<> happen(access::SubjectGrant const& grant, access::Gate const& gate, store::Row& row, Event event, std::optional<std::string> note = {})
{
    auto const from = state_of(row.state);
    auto const to = from ? after(*from, event) : std::nullopt;
    if (!to) return moved();
    auto const before = row.state;
    row.state = name(*to);
    row.state_at = gate.clock().now();
    if (!TRY(store::save(grant, row, before))) return moved();
    store::Happened what { Uuid::v7(gate.clock(), gate.rng()), std::string(name(event)), grant.actor().role(), row.state_at, {} };
    if (note) what.note = db::Bytes { TRY(grant.seal(access::person_scope, note_place(what.id), *note)) };
    TRY(store::add(grant, row.id, what));
    grant.note("report", std::string(name(event)));
    return retention::started(grant, gate, record_class, row.id, row.state_at);
}

Result<std::string> text_of(access::SubjectGrant const& grant, store::Row const& row) { return grant.open(access::person_scope, body_place(row.id), row.body.data); }
Result<> set_text(access::SubjectGrant const& grant, store::Row& row, std::string const& text)
{
    row.body.data = TRY(grant.seal(access::person_scope, body_place(row.id), text));
    return {};
}

// The referral on whose consent the report rests, if that consent holds now.
Result<referrals::Referral> consented(access::SubjectGrant const& grant, Uuid id)
{
    auto const referral = TRY(referrals::find(grant, id));
    if (!referral) return not_found();
    if (!referrals::sharing_allowed(referral->state)) return refused("The person's consent to this referral does not hold.", "no_consent");
    return *referral;
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {}

private:
    std::string_view room() const override { return "reports"; }
    std::vector<std::string> personal_tables() const override { return { "reports.report", "reports.event", "reports.delivered" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::all(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

std::string hash_of(std::string_view text) { return crypto::hex(crypto::view(crypto::sha256(text))); }

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    static std::set<std::string> const kinds { "session_report", "fitness_report", "attendance" };
    auto bad = [](YAML::Node const& at, std::string const& mend) {
        return bad_input("reports.yaml line " + std::to_string(at.Mark().line + 1) + ": " + mend);
    };
    try {
        auto const root = YAML::LoadFile((directory / "reports.yaml").string());
        Rules out;
        if (!root["reports"] || root.size() != 1) return bad(root, "give `reports`, and nothing else");
        for (auto const& row : root["reports"]) {
            if (!row["service"] || !row["kind"] || !row["to"] || row.size() != 3) return bad(row, "give `service`, `kind` and `to`, and nothing else");
            Rule const r { row["service"].Scalar(), row["kind"].Scalar(), row["to"].Scalar() };
            if (std::find(std::begin(organisations::services), std::end(organisations::services), r.service) == std::end(organisations::services))
                return bad(row["service"], "there is no such service");
            if (!kinds.contains(r.kind)) return bad(row["kind"], "a report is session_report, fitness_report or attendance");
            if (r.to != "referrer") return bad(row["to"], "a report goes to the referrer, or to nobody");
            if (out.allows(r.service, r.kind)) return bad(row, "this stands here twice");
            out.all.push_back(r);
        }
        return out;
    } catch (YAML::Exception const& e) {
        return bad_input("reports.yaml line " + std::to_string(e.mark.line + 1) + " cannot be read; correct it.", e.msg);
    }
}

bool Rules::allows(std::string_view service, std::string_view kind) const
{
    return std::any_of(all.begin(), all.end(), [&](Rule const& r) { return r.service == service && r.kind == kind; });
}

Result<Uuid> draft(access::Granted<Write> const& grant, access::Gate const& gate, Rules const& rules, Uuid referral, std::string const& kind, std::string const& text)
{
    TRY(bounded(text));
    auto const about = TRY(consented(grant, referral));
    if (!rules.allows(about.service, kind)) return refused("The policy has no such report for this service.", "no_rule");
    store::Row row;
    row.id = Uuid::v4(gate.rng());
    row.referral = referral;
    row.kind = kind;
    row.writer = grant.actor().pseudonym;
    row.state = name(State::draft);
    row.created_at = gate.clock().now();
    TRY(set_text(grant, row, text));
    TRY(store::insert(grant, row));
    TRY(retention::started(grant, gate, record_class, row.id, row.created_at));
    return row.id;
}

Result<> rewrite(access::Granted<Write> const& grant, access::Gate const& gate, Uuid id, std::string const& text)
{
    TRY(bounded(text));
    auto row = TRY(row_of(grant, id));
    TRY(set_text(grant, row, text));
    if (row.state != name(State::draft) && row.state != name(State::revised)) return happen(grant, gate, row, Event::revise);
    if (!TRY(store::save(grant, row, row.state))) return moved();
    return {};
}

Result<> decline_change(access::Granted<Write> const& grant, access::Gate const& gate, Uuid id, std::string const& why)
{
    TRY(bounded(why));
    auto row = TRY(row_of(grant, id));
    return happen(grant, gate, row, Event::decline_change, why);
}

Result<> approve(access::Granted<Approve> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    if (row.writer == grant.actor().pseudonym) return Error { Code::forbidden, PublicText("Somebody else than the writer approves a report.") };
    row.approver = grant.actor().pseudonym;
    return happen(grant, gate, row, Event::approve);
}

Result<> send(access::Granted<Write> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    (void)TRY(consented(grant, row.referral));
    auto const* clock = gate.policy_now()->clock("report_review");
    if (!clock) return bug("no clock report_review");
    row.review_until = gate.clock().now() + clock->period.about();
    return happen(grant, gate, row, Event::send);
}

// As people say it: the accounting is theirs to read.
static std::string words_of(std::string kind)
{
    std::replace(kind.begin(), kind.end(), '_', ' ');
    return kind;
}

// Every path to somebody outside goes through here; each condition stands on its own, and any one missing stops it.
Result<> release(access::Granted<Release> const& grant, access::Gate const& gate, Rules const& rules, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    if (row.state != name(State::agreed)) return refused("The person has not agreed to this report.", "not_agreed");
    auto const text = TRY(text_of(grant, row));
    if (!row.agreed_hash || !crypto::equal(row.agreed_hash->data, crypto::view(crypto::sha256(text))))
        return refused("This is not the text that the person agreed to.", "other_text");
    auto const referral = TRY(consented(grant, row.referral));
    if (!rules.allows(referral.service, row.kind)) return refused("The policy has no such report for this service.", "no_rule");
    auto const tenant = TRY(access::find_tenant(grant.tx(), referral.organisation));
    auto const organisation = TRY(organisations::find(grant.tx(), referral.organisation));
    auto const now = gate.clock().now();
    if (!tenant || !organisation || tenant->kind != "organisation" || tenant->status != "active" || !tenant->agreement_reference
        || (tenant->agreement_until && *tenant->agreement_until <= now))
        return refused("There is no agreement on file with this recipient.", "no_agreement");
    if (referral.taken_back) return refused("Whoever wrote the referral has taken it back: nobody waits for a report.", "taken_back");
    if (referral.author.is_nil()) return refused("Nobody is named who may receive it: the referral came on paper.", "no_recipient");
    Letter copy { row.kind, text, {} };
    if (row.statement) copy.statement = TRY(grant.open(access::person_scope, statement_place(row.id), row.statement->data));
    TRY(disclosures::record(grant, gate,
        { std::string(recipient_code), std::string(release_purpose), { "care_record" }, organisation->name + ", the one who referred you",
            words_of(row.kind) + (row.statement ? ", with your views attached" : ""), "You agreed to this very text" }));
    TRY(store::deliver(grant, id, referral.organisation, referral.author, referral.id,
        TRY(gate.keys().seal_for_tenant(referral.organisation, "reports.delivered/" + id.text(), json::encode_text(copy))), now));
    return happen(grant, gate, row, Event::release);
}

Result<> recall(access::Granted<Recall> const& grant, access::Gate const& gate, Uuid id, std::string const& why)
{
    TRY(bounded(why));
    auto row = TRY(row_of(grant, id));
    (void)TRY(store::take_back(grant, id));
    return happen(grant, gate, row, Event::recall, why);
}

static Result<> agree_to(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id, std::string const& hash, std::optional<std::string> const& statement)
{
    auto row = TRY(row_of(grant, id));
    auto const text = TRY(text_of(grant, row));
    if (hash != hash_of(text)) return refused("The text has changed meanwhile. Please read it again.", "other_text");
    row.agreed_hash = db::Bytes { std::string(crypto::view(crypto::sha256(text))) };
    if (statement) row.statement = db::Bytes { TRY(grant.seal(access::person_scope, statement_place(id), *statement)) };
    return happen(grant, gate, row, statement ? Event::attach : Event::agree);
}

Result<> agree(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id, std::string const& hash) { return agree_to(grant, gate, id, hash, {}); }

Result<> attach(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id, std::string const& hash, std::string const& statement)
{
    TRY(bounded(statement));
    return agree_to(grant, gate, id, hash, statement);
}

Result<> ask_change(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id, std::string const& what)
{
    TRY(bounded(what));
    auto row = TRY(row_of(grant, id));
    if (row.review_until && *row.review_until <= gate.clock().now())
        return refused("The time to ask for changes is over. Nothing goes out without your yes; call us if you want it to begin again.", "too_late");
    return happen(grant, gate, row, Event::ask_change, what);
}

Result<> withdraw(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    (void)TRY(store::take_back(grant, id));
    return happen(grant, gate, row, Event::withdraw);
}

Result<> stop(access::SubjectGrant const& grant, access::Gate const& gate, Uuid referral)
{
    for (auto& row : TRY(store::all(grant))) {
        if (row.referral != referral) continue;
        (void)TRY(store::take_back(grant, row.id));
        // What was never sent to the person stays where it is: nothing leaves it without the consent that is gone.
        auto const state = state_of(row.state);
        if (state && after(*state, Event::withdraw)) TRY(happen(grant, gate, row, Event::withdraw));
    }
    return {};
}

Result<std::vector<Report>> all(access::SubjectGrant const& grant)
{
    std::vector<Report> out;
    for (auto const& r : TRY(store::all(grant))) {
        Report one { r.id, r.referral, r.kind, state_of(r.state).value_or(State::superseded), TRY(text_of(grant, r)), {}, r.review_until, r.created_at, r.state_at };
        if (r.statement) one.statement = TRY(grant.open(access::person_scope, statement_place(r.id), r.statement->data));
        for (auto const& e : TRY(store::events(grant, r.id)))
            if (e.note) one.said.push_back({ e.event, TRY(grant.open(access::person_scope, note_place(e.id), e.note->data)), e.at });
        out.push_back(std::move(one));
    }
    return out;
}

Result<std::vector<Agreed>> agreed(access::SubjectGrant const& grant)
{
    std::vector<Agreed> out;
    for (auto const& r : TRY(store::all(grant))) {
        if (r.state != name(State::agreed) && r.state != name(State::released)) continue;
        auto const text = TRY(text_of(grant, r));
        if (!r.agreed_hash || !crypto::equal(r.agreed_hash->data, crypto::view(crypto::sha256(text)))) continue;
        auto const referral = consented(grant, r.referral);
        if (!referral.ok() && referral.error().code != Code::conflict && referral.error().code != Code::not_found) return referral.error();
        if (!referral.ok()) continue;
        Agreed one { r.id, r.kind, text, {}, r.state_at };
        if (r.statement) one.statement = TRY(grant.open(access::person_scope, statement_place(r.id), r.statement->data));
        out.push_back(std::move(one));
    }
    return out;
}

Result<Report> review(access::Granted<Review> const& grant, Uuid id)
{
    for (auto& one : TRY(all(grant)))
        if (one.id == id && (one.state == State::draft || one.state == State::revised)) return std::move(one);
    return not_found();
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::reports
