#include "care/organisations/organisations.h"
#include "care/referrals/json.h"
#include "care/referrals/store.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/crypto/crypto.h"
#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace wellkept::referrals {
namespace {

constexpr std::string_view draft_place = "referrals.draft", inbox_place = "referrals.inbox";

std::string place(std::string_view table, Uuid id) { return std::string(table) + "/" + id.text(); }
access::Place body_place(Uuid id) { return { "referrals.referral", "body", id }; }

Result<> check_lengths(Text const& t)
{
    for (auto const& one : { std::optional(t.person.name), t.person.phone, t.person.email, t.person.birth_date, t.author_name })
        if (one && one->size() > 400) return bad_input("A name, a number and an address have at most 400 characters.");
    if (t.reason.size() > 20'000 || t.questions.size() > 20'000) return bad_input("A text has at most 20000 characters.");
    return {};
}

Result<> check(Text const& t)
{
    TRY(check_lengths(t));
    if (t.person.name.empty()) return bad_input("Give the person's name.");
    if (!t.person.phone && !t.person.email) return bad_input("Give a telephone number or an e-mail address by which we reach the person.");
    if (std::find(std::begin(organisations::services), std::end(organisations::services), t.service) == std::end(organisations::services))
        return bad_input("There is no such service: eap_counselling, psychological_services, fitness_to_work, critical_incident or management_support.");
    if (t.reason.empty()) return bad_input("Say why you refer the person.");
    return {};
}

// Under a contract that is in force and covers the service, or not at all.
Result<Uuid> contract_for(db::Tx& tx, ClientId organisation, std::string const& service, Instant now)
{
    auto const today = std::chrono::floor<std::chrono::days>(now);
    for (auto const& c : TRY(organisations::contracts(tx, organisation)))
        if (c.in_force(today) && c.covers(service)) return c.id;
    return Error { Code::conflict, PublicText("No contract that is in force covers this service.") };
}

Result<Text> text_of(std::string const& json_text) { return json::decode<Text>(TRY(json::parse(json_text))); }

Error gone_back() { return { Code::conflict, PublicText("Whoever wrote this referral has taken it back.") }; }
Error moved() { return { Code::conflict, PublicText("That cannot be done with this referral now.") }; }

// Down in the record, and told to the organisation as far as the person lets it know.
Result<> happen(access::SubjectGrant const& grant, access::Gate const& gate, store::Row& row, Event event, store::Happened what = {})
{
    auto const from = state_of(row.state);
    auto const to = from ? after(*from, event) : std::nullopt;
    if (!to) return moved();
    auto const before = row.state;
    row.state = name(*to);
    row.state_at = gate.clock().now();
    if (!TRY(store::move(grant, row, before))) return moved();
    what.id = Uuid::v7(gate.clock(), gate.rng());
    what.event = name(event);
    what.by_role = grant.actor().role();
    what.at = row.state_at;
    TRY(store::add(grant, row.id, what));
    grant.note("referral", std::string(name(event)));
    TRY(retention::started(grant, gate, record_class, row.id, row.state_at));
    auto const line = told(*to, row.tells);
    if (line.empty() || row.author.is_nil()) return {};
    return store::tell(grant.tx(), row.organisation, row.id, Uuid::v7(gate.clock(), gate.rng()), row.author, line, row.state_at);
}

Result<store::Row> row_of(access::SubjectGrant const& grant, Uuid id)
{
    auto row = TRY(store::find(grant, id));
    if (!row) return not_found();
    return std::move(*row);
}

// A new one of this person, and the first two events of it.
Result<> bind_to(access::SubjectGrant const& grant, access::Gate const& gate, store::Handed const& from, std::string source, Text const& text)
{
    auto const now = gate.clock().now();
    store::Row row { from.id, from.organisation, from.author, std::move(source), text.service, std::string(name(State::submitted)), false, {},
        { TRY(grant.seal(access::person_scope, body_place(from.id), json::encode_text(text))) }, from.written_at, now };
    TRY(store::insert(grant, row));
    return happen(grant, gate, row, Event::bind);
}

Result<Referral> opened(access::SubjectGrant const& grant, store::Row const& r)
{
    return Referral { r.id, r.organisation, r.author, r.source, r.service, state_of(r.state).value_or(State::withdrawn), r.tells, r.case_id,
        TRY(text_of(TRY(grant.open(access::person_scope, body_place(r.id), r.body.data)))), r.written_at, r.state_at, TRY(store::taken_back(grant.tx(), r.id)) };
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {}

private:
    std::string_view room() const override { return "referrals"; }
    std::vector<std::string> personal_tables() const override { return { "referrals.referral", "referrals.event" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::all(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    auto refused = [](YAML::Node const& at, std::string const& mend) {
        return bad_input("referrals.yaml line " + std::to_string(at.Mark().line + 1) + ": " + mend);
    };
    try {
        auto const root = YAML::LoadFile((directory / "referrals.yaml").string());
        Rules out;
        for (auto const& row : root["consent"]) {
            if (!row["version"] || !row["text"] || row.size() != 2) return refused(row, "give `version` and `text`, and nothing else");
            Wording const w { row["version"].as<int>(), row["text"].Scalar() };
            if (w.version != static_cast<int>(out.consent.size()) + 1) return refused(row, "versions are 1, 2, 3 ... in order");
            out.consent.push_back(w);
        }
        if (out.consent.empty()) return refused(root, "give `consent`: what a person is asked");
        return out;
    } catch (YAML::Exception const& e) {
        return bad_input("referrals.yaml line " + std::to_string(e.mark.line + 1) + " cannot be read; correct it.", e.msg);
    }
}

// Said at once, not at the end: a service that no contract covers.
static Result<> may_draft(access::GrantedGroup<Write>& group, access::Gate const& gate, Text const& text)
{
    TRY(check_lengths(text));
    if (!text.service.empty()) (void)TRY(contract_for(group.tx(), group.tenant(), text.service, gate.clock().now()));
    return {};
}

// Its author's own, and nobody else's.
static Result<Text> own_draft(db::Tx& tx, access::Gate const& gate, ClientId organisation, Uuid author, Uuid id)
{
    auto const draft = TRY(store::draft(tx, organisation, id));
    if (!draft || draft->author != author) return not_found();
    return text_of(TRY(gate.keys().open_for_tenant(organisation, place(draft_place, id), draft->body.data)));
}

Result<Uuid> write_draft(access::GrantedGroup<Write>& group, access::Gate const& gate, Text const& text)
{
    TRY(may_draft(group, gate, text));
    auto const now = gate.clock().now();
    auto const id = Uuid::v4(gate.rng());
    TRY(store::insert_draft(group.tx(), group.tenant(),
        { id, group.actor().pseudonym, now, { TRY(gate.keys().seal_for_tenant(group.tenant(), place(draft_place, id), json::encode_text(text))) } }));
    return id;
}

Result<> change_draft(access::GrantedGroup<Write>& group, access::Gate const& gate, Uuid id, Text const& text)
{
    TRY(may_draft(group, gate, text));
    auto sealed = TRY(gate.keys().seal_for_tenant(group.tenant(), place(draft_place, id), json::encode_text(text)));
    if (!TRY(store::change_draft(group.tx(), group.tenant(), { id, group.actor().pseudonym, gate.clock().now(), { std::move(sealed) } }))) return not_found();
    return {};
}

Result<> drop_draft(access::GrantedGroup<Write>& group, access::Gate const& gate, Uuid id)
{
    (void)TRY(own_draft(group.tx(), gate, group.tenant(), group.actor().pseudonym, id));
    if (!TRY(store::delete_draft(group.tx(), group.tenant(), id))) return not_found();
    return {};
}

Result<Text> read_draft(access::GrantedGroup<Track>& group, access::Gate const& gate, Uuid id)
{
    return own_draft(group.tx(), gate, group.tenant(), group.actor().pseudonym, id);
}

Result<> take_back(access::GrantedGroup<Write>& group, access::Gate const& gate, Uuid id)
{
    auto const author = group.actor().pseudonym;
    auto const lines = TRY(store::told(group.tx(), group.tenant(), author));
    if (std::none_of(lines.begin(), lines.end(), [&](auto const& l) { return l.referral == id; })) return not_found();
    return store::take_back(group.tx(), id, gate.clock().now());
}

Result<> submit(access::GrantedGroup<Write>& group, access::Gate const& gate, Uuid id)
{
    auto const text = TRY(own_draft(group.tx(), gate, group.tenant(), group.actor().pseudonym, id));
    TRY(check(text));
    auto const now = gate.clock().now();
    (void)TRY(contract_for(group.tx(), group.tenant(), text.service, now));
    TRY(store::hand_over(group.tx(),
        { id, group.tenant(), group.actor().pseudonym, now, { TRY(gate.keys().seal_for_tenant(access::care_tenant, place(inbox_place, id), json::encode_text(text))) } }));
    if (!TRY(store::delete_draft(group.tx(), group.tenant(), id))) return moved();
    return store::tell(group.tx(), group.tenant(), id, Uuid::v7(gate.clock(), gate.rng()), group.actor().pseudonym, told(State::submitted, false), now);
}

Result<Uuid> submit_form(access::GrantedGroup<Write>& group, access::Gate const& gate, blob::Store& blobs, std::string const& service, quarantine::Incoming const& file)
{
    auto const now = gate.clock().now();
    (void)TRY(contract_for(group.tx(), group.tenant(), service, now));
    auto const id = Uuid::v4(gate.rng());
    auto const author = group.actor().pseudonym;
    Text text;
    text.service = service;
    (void)TRY(quarantine::keep_unbound(group.tx(), gate, blobs, id, file));
    TRY(store::hand_over(group.tx(),
        { id, group.tenant(), author, now, { TRY(gate.keys().seal_for_tenant(access::care_tenant, place(inbox_place, id), json::encode_text(text))) }, false, true }));
    TRY(store::tell(group.tx(), group.tenant(), id, Uuid::v7(gate.clock(), gate.rng()), author, told(State::submitted, false), now));
    return id;
}

Result<std::vector<Told>> track(access::GrantedGroup<Track>& group, access::Gate const&)
{
    std::vector<Told> out;
    for (auto const& d : TRY(store::drafts_of(group.tx(), group.tenant(), group.actor().pseudonym))) out.push_back({ d.id, "drafted", d.written_at });
    for (auto const& l : TRY(store::told(group.tx(), group.tenant(), group.actor().pseudonym))) {
        auto const back = TRY(store::taken_back(group.tx(), l.referral));
        out.push_back({ l.referral, back ? "taken_back" : l.state, l.at });
    }
    std::sort(out.begin(), out.end(), [](Told const& a, Told const& b) { return a.since > b.since; });
    return out;
}

Result<std::vector<Waiting>> inbox(access::GrantedGroup<Inbox>& group, access::Gate const& gate)
{
    std::vector<Waiting> out;
    for (auto const& h : TRY(store::inbox(group.tx()))) {
        out.push_back({ h.id, h.organisation, h.written_at, TRY(text_of(TRY(gate.keys().open_for_tenant(access::care_tenant, place(inbox_place, h.id), h.body.data)))), h.taken_back });
        if (!h.form) continue;
        auto const files = TRY(quarantine::unbound(group, gate, h.id));
        if (!files.empty()) out.back().form = files.front();
    }
    return out;
}

Result<SubjectId> take(access::GrantedGroup<Take>& group, access::Gate const& gate, Uuid referral, std::optional<SubjectId> person, std::optional<Text> const& read)
{
    auto const handed = TRY(store::handed(group.tx(), referral));
    if (!handed) return not_found();
    if (handed->taken_back) return gone_back();
    if (handed->form != read.has_value()) return bad_input(read ? "This referral has its own words." : "Write down what the form says.");
    if (read) TRY(check(*read));
    auto const text = read ? *read : TRY(text_of(TRY(gate.keys().open_for_tenant(access::care_tenant, place(inbox_place, referral), handed->body.data))));
    auto const now = gate.clock().now();
    auto const contract = TRY(contract_for(group.tx(), handed->organisation, text.service, now));
    if (!TRY(store::take_out(group.tx(), referral))) return moved();
    std::string const source = handed->form ? "form" : "portal";
    auto const form = handed->form ? TRY(quarantine::take_unbound(group, gate, referral)) : std::vector<quarantine::Moving> {};
    if (person) {
        TRY(gate.beside<Take>(group, group.purpose(), *person, [&](access::Granted<Take> const& grant) -> Result<Unit> {
            TRY(bind_to(grant, gate, *handed, source, text));
            TRY(quarantine::put_in(grant, gate, form));
            TRY(intake::contacted(grant, gate, now));
            return Unit {};
        }));
        return *person;
    }
    intake::ServiceUser fresh;
    fresh.contact.name = text.person.name;
    fresh.contact.phone = text.person.phone;
    fresh.contact.email = text.person.email;
    fresh.birth_date = text.person.birth_date;
    fresh.organisation = handed->organisation;
    fresh.contract = contract;
    fresh.eligible_by = "organisation";
    fresh.source = "referral";
    // What the employer knows of how to reach them is not thereby safe: the desk asks the person first.
    auto const* territory = gate.policy_now()->territory_of_region(gate.region());
    fresh.territory = territory ? territory->code : "";
    auto const grant = TRY(intake::register_service_user(group, gate, fresh));
    TRY(bind_to(grant, gate, *handed, source, text));
    TRY(quarantine::put_in(grant, gate, form));
    return grant.subject();
}

Result<> put_away(access::GrantedGroup<Take>& group, access::Gate const& gate, Uuid referral)
{
    auto const handed = TRY(store::handed(group.tx(), referral));
    if (!handed) return not_found();
    if (!handed->taken_back) return moved();
    if (!TRY(store::take_out(group.tx(), referral))) return moved();
    if (handed->form) (void)TRY(quarantine::take_unbound(group, gate, referral)); // taken to nowhere: its bytes follow
    return {};
}

Result<Uuid> record(access::Granted<Record> const& grant, access::Gate const& gate, ClientId organisation, std::string const& source, Text const& text, std::optional<Brought> const& from)
{
    TRY(check(text));
    if (source != "form" && source != "email") return bad_input("source is form or email.");
    auto const now = gate.clock().now();
    (void)TRY(contract_for(grant.tx(), organisation, text.service, now));
    auto const id = Uuid::v4(gate.rng());
    TRY(bind_to(grant, gate, { id, organisation, {}, now, {} }, source, text));
    TRY(intake::contacted(grant, gate, now));
    if (!from) return id;
    auto take = [&](access::SubjectGrant const& sender) -> Result<std::vector<quarantine::Moving>> {
        TRY(intake::close_contact(sender, from->contact));
        return quarantine::take_out(sender, { from->contact });
    };
    // Whoever wrote is seldom whom it is about.
    auto const files = from->person == grant.subject()
        ? TRY(take(grant))
        : TRY(gate.beside<Record>(grant, grant.purpose(), from->person, [&](access::Granted<Record> const& sender) { return take(sender); }));
    TRY(quarantine::put_in(grant, gate, files, id));
    return id;
}

Result<> accept(access::Granted<Accept> const& grant, access::Gate const& gate, Uuid id, std::optional<Uuid> case_id)
{
    auto row = TRY(row_of(grant, id));
    row.case_id = case_id;
    if (TRY(store::taken_back(grant.tx(), id))) return gone_back();
    return happen(grant, gate, row, Event::accept);
}

Result<> close(access::Granted<Close> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    return happen(grant, gate, row, Event::close);
}

Result<> answer(access::Granted<Answer> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, Answered const& a)
{
    auto row = TRY(row_of(grant, id));
    auto const& asked = rules.now();
    if (a.wording != asked.version) return Error { Code::conflict, PublicText("The text has changed meanwhile. Please read it again.") };
    if (a.yes && TRY(store::taken_back(grant.tx(), id))) return gone_back();
    if (a.statement && a.statement->size() > 20'000) return bad_input("Your own words: at most 20000 characters.");
    row.tells = a.tells;
    store::Happened what;
    what.wording = asked.version;
    what.wording_hash = db::Bytes { std::string(crypto::view(crypto::sha256(asked.text))) };
    if (a.statement) what.note = db::Bytes { TRY(grant.seal(access::person_scope, { "referrals.event", "note", id }, *a.statement)) };
    return happen(grant, gate, row, a.yes ? Event::consent : Event::decline, std::move(what));
}

Result<> withdraw(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid id, Stopped const& stopped)
{
    auto row = TRY(row_of(grant, id));
    TRY(happen(grant, gate, row, Event::withdraw));
    if (row.case_id) (void)TRY(store::end_assignments(grant, *row.case_id, row.state_at));
    return stopped ? stopped(grant, id) : Result<> {};
}

Result<std::optional<Referral>> find(access::SubjectGrant const& grant, Uuid id)
{
    auto const row = TRY(store::find(grant, id));
    if (!row) return std::optional<Referral> {};
    return std::optional(TRY(opened(grant, *row)));
}

Result<std::vector<Referral>> all(access::SubjectGrant const& grant)
{
    std::vector<Referral> out;
    for (auto const& r : TRY(store::all(grant))) out.push_back(TRY(opened(grant, r)));
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::referrals
