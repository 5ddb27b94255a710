#include "access/tenants.h"
#include "care/cases/cases.h"
#include "care/intake/intake.h"
#include "care/organisations/organisations.h"
#include "care/safeguarding/store.h"
#include "keep/disclosures/disclosures.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::safeguarding {
BOOST_DESCRIBE_STRUCT(Field, (), (code, value, why))
BOOST_DESCRIBE_STRUCT(Proposal, (), (case_id, emergency, reason, grounds, recipient, to, consulted, consultation, consultation_note, fields))

namespace {

constexpr std::string_view purpose_code = "safeguarding";

access::Place place(std::string_view column, Uuid id) { return { "safeguarding.disclosure", column, id }; }
SubjectId actor_of(access::GrantCore const& g) { return { g.actor().id }; }
Error conflict(std::string_view why, std::string_view reason) { return { Code::conflict, PublicText(why), Detail(reason) }; }
Error moved() { return conflict("That cannot be done with this disclosure now.", "state"); }
Error forbidden(std::string_view why, std::string_view reason) { return { Code::forbidden, PublicText(why), Detail(reason) }; }

template<typename T>
T const* find_in(std::vector<T> const& all, std::string_view code)
{
    auto const it = std::find_if(all.begin(), all.end(), [&](T const& x) { return x.code == code; });
    return it == all.end() ? nullptr : &*it;
}

Result<> words(std::string const& text, std::string_view what, std::size_t max = 10'000)
{
    if (text.empty() || text.size() > max) return bad_input(what);
    return {};
}

Result<store::Row> row_of(access::SubjectGrant const& grant, Uuid id)
{
    auto row = TRY(store::find(grant, id));
    if (!row) return not_found();
    return std::move(*row);
}
Result<std::string> body_of(access::SubjectGrant const& grant, store::Row const& r) { return grant.open(access::person_scope, place("body", r.id), r.body.data); }
std::string hash_of(std::string_view body) { return crypto::hex(crypto::view(crypto::sha256(body))); }
Result<std::optional<db::Bytes>> sealed(access::SubjectGrant const& grant, std::string_view column, Uuid id, std::string const& text)
{
    return std::optional(db::Bytes { TRY(grant.seal(access::person_scope, place(column, id), text)) });
}

Result<> moves(access::SubjectGrant const& grant, access::Gate const& gate, store::Row& row, std::string_view from, std::string_view to)
{
    if (row.state != from) return moved();
    row.state = to;
    row.state_at = gate.clock().now();
    if (!TRY(store::save(grant, row, from))) return moved();
    grant.note("safeguarding", row.state);
    return retention::started(grant, gate, record_class, row.id, row.state_at);
}

// Clinicians with standing: a role that the path takes as the second, active, and vetted at this moment.
Result<bool> has_standing(access::SubjectGrant const& grant, access::Gate const& gate, Path const& path, SubjectId account)
{
    auto const s = TRY(gate.standing(grant, access::Actor::staff(account, access::house_tenant, grant.actor().session)));
    auto const now = gate.clock().now();
    if (!s || s->status != "active" || (s->ends_at && *s->ends_at <= now) || !s->vetted_until || *s->vetted_until <= now) return false;
    return std::any_of(path.second_from.begin(), path.second_from.end(), [&](auto const& role) { return s->has_role(role); });
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {}

private:
    std::string_view room() const override { return "safeguarding"; }
    std::vector<std::string> personal_tables() const override { return { "safeguarding.disclosure" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::all(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

Result<One> opened(access::SubjectGrant const& grant, store::Row const& r)
{
    auto const body = TRY(body_of(grant, r));
    One out { r.id, TRY(json::decode_text<Proposal>(body)), r.path, r.state, hash_of(body), r.first, r.second, r.reviewer, {}, r.outcome, {}, r.notice, {}, r.notice_until, r.released_at, r.review_due,
        r.proposed_at, r.state_at };
    if (r.decision) out.decision = TRY(grant.open(access::person_scope, place("decision", r.id), r.decision->data));
    if (r.review) out.review = TRY(grant.open(access::person_scope, place("review", r.id), r.review->data));
    if (r.notice_body) out.notice_text = TRY(grant.open(access::person_scope, place("notice_body", r.id), r.notice_body->data));
    return out;
}

} // namespace

Result<Uuid> propose(access::Granted<Propose> const& grant, access::Gate const& gate, Rules const& rules, Proposal const& p)
{
    auto const episodes = TRY(cases::episodes(grant));
    if (std::none_of(episodes.begin(), episodes.end(), [&](auto const& e) { return e.id == p.case_id; })) return not_found();
    if (!find_in(rules.reasons, p.reason)) return bad_input("The policy has no such reason: danger to the person, to another or to a workplace.");
    TRY(words(p.grounds, "Say what happened and what the danger is."));
    auto const* to = find_in(rules.recipients, p.recipient);
    if (!to) return bad_input("The policy has no such recipient.");
    if (!to->reasons.contains(p.reason)) return bad_input("This recipient is not told for that reason.");
    std::string who = p.to;
    if (to->organisation) {
        // Their own, and nobody else's.
        auto const record = TRY(intake::load(grant));
        if (!record.person.organisation || !TRY(organisations::find(grant.tx(), *record.person.organisation))) return bad_input("Their record names no organisation.");
    }
    TRY(words(who, "Say who exactly is told: a name or an office.", 400));
    TRY(words(p.consultation_note, p.consulted ? "Say what the person said to it." : "Say why the person was not asked first, and what was tried."));
    if (p.consulted != p.consultation.empty()) return bad_input("Either the person was asked, or give the reason why not.");
    if (!p.consulted) {
        auto const* why = find_in(rules.not_consulted, p.consultation);
        if (!why) return bad_input("The policy has no such reason for not asking the person.");
        if (why->emergency && !p.emergency) return bad_input("That there was no time is a reason only where it cannot wait.");
    }
    if (p.fields.empty()) return bad_input("Say what is told, field by field.");
    std::set<std::string> seen;
    for (auto const& f : p.fields) {
        if (!to->fields.contains(f.code)) return bad_input("This recipient is not told such a field.");
        if (!seen.insert(f.code).second) return bad_input("A field stands there twice.");
        TRY(words(f.value, "A field has no content.", 4000));
        TRY(words(f.why, "Each field says why it is strictly necessary.", 2000));
    }
    store::Row row;
    row.id = Uuid::v7(gate.clock(), gate.rng());
    row.case_id = p.case_id;
    row.path = p.emergency ? "emergency" : "ordinary";
    row.first = actor_of(grant);
    row.body.data = TRY(grant.seal(access::person_scope, place("body", row.id), json::encode_text(p)));
    row.proposed_at = gate.clock().now();
    TRY(store::insert(grant, row));
    grant.note("safeguarding", "proposed");
    TRY(retention::started(grant, gate, record_class, row.id, row.proposed_at));
    return row.id;
}

Result<> withdraw(access::Granted<Propose> const& grant, access::Gate const& gate, Uuid id)
{
    auto row = TRY(row_of(grant, id));
    if (row.first != actor_of(grant)) return forbidden("Only who proposed it takes it back.", "not_first");
    return moves(grant, gate, row, row.state == "agreed" ? "agreed" : "proposed", "withdrawn");
}

Result<> second(access::Granted<Second> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, bool agree, std::string const& hash, std::string const& text)
{
    auto row = TRY(row_of(grant, id));
    auto const who = actor_of(grant);
    if (row.first == who) return forbidden("Two clinicians decide: somebody else than who proposed it.", "first_again");
    auto const* path = find_in(rules.paths, row.path);
    if (!path || !TRY(has_standing(grant, gate, *path, who))) return forbidden("On this path the second word is another role's.", "no_standing");
    TRY(words(text, "Say in a few words what you weighed."));
    auto const body = TRY(body_of(grant, row));
    if (hash != hash_of(body)) return conflict("This is not the proposal that stands. Please read it again.", "other_text");
    row.second = who;
    row.decision = TRY(sealed(grant, "decision", id, text));
    if (agree) row.agreed_hash = db::Bytes { std::string(crypto::view(crypto::sha256(body))) };
    return moves(grant, gate, row, "proposed", agree ? "agreed" : "not_agreed");
}

Result<> release(access::Granted<Release> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, std::string const& way)
{
    auto row = TRY(row_of(grant, id));
    auto const body = TRY(body_of(grant, row));
    auto const p = TRY(json::decode_text<Proposal>(body));
    if (row.state != "agreed" || !row.second || *row.second == row.first || !row.agreed_hash || !crypto::equal(row.agreed_hash->data, crypto::view(crypto::sha256(body))))
        return conflict("No second clinician has agreed to exactly this. Nothing was told.", "one_alone");
    auto const* path = find_in(rules.paths, row.path);
    auto const* to = find_in(rules.recipients, p.recipient);
    if (!path || !to || !to->reasons.contains(p.reason)) return conflict("The policy does not have this any more.", "no_rule");
    for (auto const& f : p.fields)
        if (!to->fields.contains(f.code)) return conflict("The policy does not have this any more.", "no_rule");
    if (!TRY(has_standing(grant, gate, *path, *row.second))) return conflict("The second clinician's standing has ended meanwhile: somebody else must weigh it.", "no_standing");
    if (!rules.ways.contains(way)) return bad_input("The policy has no such way of telling.");
    auto const* clock = gate.policy_now()->clock(path->review_clock);
    if (!clock) return bug("no clock for the review of a safeguarding disclosure");
    auto const now = gate.clock().now();
    row.released_at = now;
    row.review_due = now + clock->period.about();
    std::string what;
    std::set<std::string> kinds { "contact" };
    for (auto const& f : p.fields) {
        auto const* field = find_in(rules.fields, f.code);
        what += (what.empty() ? "" : "; ") + (field ? field->title : f.code);
        if (f.code != "name" && f.code != "contact" && f.code != "birth_date") kinds.insert("care_record");
    }
    auto const* reason = find_in(rules.reasons, p.reason);
    // Until they are told, or until the time for telling them is over, their page does not show it.
    auto const* notice = gate.policy_now()->clock(rules.notice_clock);
    if (!notice) return bug("no clock for the notice of a safeguarding disclosure");
    TRY(disclosures::record(grant, gate,
        { to->registered, std::string(purpose_code), { kinds.begin(), kinds.end() }, to->title + ", " + p.to, what, reason->title + ". Two of our clinicians decided it." }, id, now + notice->period.about()));
    row.notice_until = now + notice->period.about();
    return moves(grant, gate, row, "agreed", "released");
}

Result<> notice(access::Granted<Notify> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, std::optional<Instant> until, std::string const& text)
{
    auto row = TRY(row_of(grant, id));
    if (!row.released_at) return moved();
    if (row.notice == "given") return conflict("The person was told already.", "given");
    TRY(words(text, until ? "Say why telling the person is put off." : "Say how the person was told."));
    auto const* clock = gate.policy_now()->clock(rules.notice_clock);
    if (!clock) return bug("no clock for the notice of a safeguarding disclosure");
    auto const now = gate.clock().now();
    if (until && (*until <= now || *until > now + clock->period.about())) return conflict("It can be put off by " + clock->period.words() + " at a time, and then again with a reason.", "too_long");
    row.notice = until ? "deferred" : "given";
    row.notice_until = until;
    row.notice_body = TRY(sealed(grant, "notice_body", id, text));
    TRY(disclosures::withhold(grant, id, until));
    return moves(grant, gate, row, row.state, row.state);
}

Result<> review(access::Granted<Review> const& grant, access::Gate const& gate, Rules const& rules, Uuid id, std::string const& outcome, std::string const& text)
{
    auto row = TRY(row_of(grant, id));
    auto const who = actor_of(grant);
    if (who == row.first || (row.second && who == *row.second)) return forbidden("Somebody who decided it does not review it.", "own");
    if (!find_in(rules.outcomes, outcome)) return bad_input("The policy has no such outcome.");
    TRY(words(text, "Say what you found."));
    row.reviewer = who;
    row.outcome = outcome;
    row.review = TRY(sealed(grant, "review", id, text));
    return moves(grant, gate, row, "released", "reviewed");
}

Result<One> one(access::SubjectGrant const& grant, Uuid id) { return opened(grant, TRY(row_of(grant, id))); }
Result<std::vector<One>> all(access::SubjectGrant const& grant)
{
    std::vector<One> out;
    for (auto const& r : TRY(store::all(grant))) out.push_back(TRY(opened(grant, r)));
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::safeguarding
