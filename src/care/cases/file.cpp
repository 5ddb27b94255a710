// What happens in a case: sessions, notes with their versions, tasks, questionnaires.
#include "care/cases/case_file.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include <algorithm>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

namespace wellkept::cases {
BOOST_DESCRIBE_STRUCT(SessionDetails, (), (zone, mode, attendance, minutes, supervision))
BOOST_DESCRIBE_STRUCT(Answered, (), (instrument, version, title, licence, answers, sum, band, band_title, caseness, risk_items))

namespace {

constexpr std::string_view attendances[] = { "planned", "attended", "did_not_attend", "cancelled_late", "cancelled" };

Result<cctz::time_zone> zone_of(std::string const& name)
{
    cctz::time_zone zone;
    if (name.empty() || !cctz::load_time_zone(name, &zone)) return bad_input("Give the time zone by its IANA name, such as Europe/Dublin.");
    return zone;
}

Instant to_instant(cctz::time_point<cctz::seconds> t) { return std::chrono::time_point_cast<Duration>(t); }

Error closed() { return { Code::conflict, PublicText("This case is closed: nothing is added to it any more.") }; }

// Theirs, and open.
Result<Loaded> to_write(access::SubjectGrant const& grant, Uuid id)
{
    auto c = TRY(load_own(grant, id));
    if (c.standing.state == State::closed) return closed();
    return c;
}

Result<ServiceRule const*> rule_of(Rules const& rules, Loaded const& c)
{
    auto const* rule = rules.service(c.details.service);
    if (!rule) return Error { Code::conflict, PublicText("Assess the case first: its service is not known yet.") };
    return rule;
}

// As it is kept: with the length that the policy gives, where nobody said one.
Result<SessionDetails> checked(PlannedSession const& p, ServiceRule const& rule)
{
    auto d = p.details;
    if (d.minutes == 0) d.minutes = rule.minutes;
    if (std::find(std::begin(attendances), std::end(attendances), d.attendance) == std::end(attendances))
        return bad_input("Attendance is planned, attended, did_not_attend, cancelled_late or cancelled.");
    if (std::find(rule.modes.begin(), rule.modes.end(), d.mode) == rule.modes.end()) return bad_input("This service is not given in that way.");
    if (d.minutes < 5 || d.minutes > 480) return bad_input("A session takes 5 to 480 minutes.");
    return d;
}

// The key of a text, and its place.
access::Scope scope_of(store::Note const& n) { return n.kind == "private" ? private_scope(n.case_id, n.author) : case_scope(n.case_id); }
access::Place version_place(Uuid note) { return { "cases.note_version", "body", note }; }
access::Place draft_place(Uuid note) { return { "cases.draft", "body", note }; }

Result<store::Note> note_of(access::SubjectGrant const& grant, Uuid id, Uuid note)
{
    auto const n = TRY(store::note(grant, note));
    // Somebody else's private note is not there, whatever opened the case.
    if (!n || n->case_id != id || (n->kind == "private" && n->author != actor_of(grant))) return not_found();
    return *n;
}

Result<> check_body(std::string const& body)
{
    if (body.empty()) return bad_input("The note is empty.");
    return {};
}

} // namespace

std::string session_json(SessionDetails const& d) { return json::encode_text(d); }
Result<SessionDetails> parse_session(std::string_view text) { return json::decode<SessionDetails>(TRY(json::parse(text))); }
Result<Answered> parse_answered(std::string_view text) { return json::decode<Answered>(TRY(json::parse(text))); }

Result<Instant> instant_of(LocalTime const& t)
{
    auto const zone = TRY(zone_of(t.zone));
    cctz::time_point<cctz::seconds> as_utc;
    if (t.local.size() != 16 || !cctz::parse("%Y-%m-%dT%H:%M", t.local, cctz::utc_time_zone(), &as_utc)) return bad_input("Give the time as YYYY-MM-DDTHH:MM.");
    auto const civil = cctz::convert(as_utc, cctz::utc_time_zone());
    if (cctz::format("%Y-%m-%dT%H:%M", as_utc, cctz::utc_time_zone()) != t.local) return bad_input("There is no such day or time.");
    auto const found = zone.lookup(civil);
    if (found.kind == cctz::time_zone::civil_lookup::SKIPPED) return bad_input("The clocks go forward that night: this time does not exist there.");
    return to_instant(found.kind == cctz::time_zone::civil_lookup::REPEATED && t.later ? found.post : found.pre);
}

std::string local_of(Instant at, std::string const& zone)
{
    auto const z = zone_of(zone);
    return cctz::format("%Y-%m-%dT%H:%M%Ez", std::chrono::time_point_cast<cctz::seconds>(at), z.ok() ? *z : cctz::utc_time_zone());
}

Result<std::pair<Instant, Instant>> day_of(std::string const& date, std::string const& zone)
{
    auto const z = TRY(zone_of(zone));
    cctz::time_point<cctz::seconds> as_utc;
    if (date.size() != 10 || !cctz::parse("%Y-%m-%d", date, cctz::utc_time_zone(), &as_utc)) return bad_input("Give the day as YYYY-MM-DD.");
    cctz::civil_day const day(cctz::convert(as_utc, cctz::utc_time_zone()));
    // A day has 23, 24 or 25 hours.
    return std::pair { to_instant(cctz::convert(cctz::civil_second(day), z)), to_instant(cctz::convert(cctz::civil_second(day + 1), z)) };
}

Result<int> sessions_used(access::SubjectGrant const& grant, Rules const& rules, Loaded const& c)
{
    auto const* rule = rules.service(c.details.service);
    int n = 0;
    for (auto const& s : TRY(store::sessions(grant, c.row.id))) {
        auto const d = TRY(parse_session(TRY(grant.open(case_scope(c.row.id), session_place(s.id), s.details.data))));
        if (rule && std::find(rule->used_by.begin(), rule->used_by.end(), d.attendance) != rule->used_by.end()) ++n;
    }
    return n;
}

Result<Uuid> plan_session(access::Granted<WriteCase> const& grant, Context const& context, Uuid id, PlannedSession const& p)
{
    auto c = TRY(to_write(grant, id));
    auto const details = TRY(checked(p, *TRY(rule_of(context.rules, c))));
    if (c.standing.state != State::allocated && c.standing.state != State::in_treatment)
        return Error { Code::conflict, PublicText("A session needs somebody who has accepted the case.") };
    if (TRY(sessions_used(grant, context.rules, c)) >= c.details.sessions)
        return Error { Code::conflict, PublicText("All sessions of this case are used: it must be extended first.") };
    auto const session = Uuid::v7(context.gate.clock(), context.gate.rng());
    auto const at = TRY(instant_of(p.at));
    auto sealed = TRY(grant.seal(case_scope(id), session_place(session), session_json(details)));
    // Whoever treats holds it, whoever wrote it down.
    auto const whose = c.standing.clinician() ? c.standing.clinician()->account : actor_of(grant);
    store::Session const row { session, id, whose, at, { std::move(sealed) }, 1 };
    TRY(store::insert_session(grant, row));
    TRY(take_session(grant, context.gate, row, details, whose));
    if (at > context.gate.clock().now()) TRY(timetable_changed(grant, context.gate));
    grant.note("case", id.text());
    TRY(retention::started(grant, context.gate, record_class, id, context.gate.clock().now()));
    if (p.details.attendance == "attended" && c.standing.state == State::allocated) TRY(move(grant, context.gate, c, { What::begin_treatment }));
    return session;
}

Result<> record_session(access::Granted<WriteCase> const& grant, Context const& context, Uuid id, Uuid session, std::int32_t version, PlannedSession const& p)
{
    auto c = TRY(to_write(grant, id));
    auto const details = TRY(checked(p, *TRY(rule_of(context.rules, c))));
    auto s = TRY(store::session(grant, session));
    if (!s || s->case_id != id) return not_found();
    auto const before = s->starts_at, now = context.gate.clock().now();
    s->starts_at = TRY(instant_of(p.at));
    s->details = { TRY(grant.seal(case_scope(id), session_place(session), session_json(details))) };
    if (!TRY(store::update_session(grant, *s, version)))
        return Error { Code::conflict, PublicText("Somebody changed this session meanwhile. Look at it again, then repeat.") };
    TRY(take_session(grant, context.gate, *s, details, c.standing.clinician() ? c.standing.clinician()->account : s->account));
    if (before > now || s->starts_at > now) TRY(timetable_changed(grant, context.gate));
    grant.note("case", id.text());
    TRY(retention::started(grant, context.gate, record_class, id, context.gate.clock().now()));
    if (p.details.attendance == "attended" && c.standing.state == State::allocated) TRY(move(grant, context.gate, c, { What::begin_treatment }));
    return {};
}

Result<Uuid> write_note(access::Granted<WriteCase> const& grant, access::Gate const& gate, Uuid id, NewNote const& n)
{
    TRY(to_write(grant, id));
    if (n.kind != "shared" && n.kind != "private" && n.kind != "plan") return bad_input("A note is shared, private or the plan.");
    TRY(check_body(n.body));
    if (n.session) {
        auto const s = TRY(store::session(grant, *n.session));
        if (!s || s->case_id != id) return not_found();
    }
    auto const now = gate.clock().now();
    store::Note const note { Uuid::v7(gate.clock(), gate.rng()), id, n.session, n.kind, actor_of(grant), 1, now };
    TRY(store::insert_note(grant, note));
    TRY(store::insert_version(grant, note.id, { 1, note.author, { TRY(grant.seal(scope_of(note), version_place(note.id), n.body)) }, now }));
    grant.note("case", id.text());
    return note.id;
}

Result<NoteText> read_note(access::SubjectGrant const& grant, Uuid id, Uuid note)
{
    TRY(load_own(grant, id));
    NoteText out { TRY(note_of(grant, id, note)), {}, {} };
    auto const scope = scope_of(out.note);
    for (auto const& v : TRY(store::versions(grant, note)))
        out.versions.push_back({ v.version, v.author, TRY(grant.open(scope, version_place(note), v.body.data)), v.at });
    if (auto const d = TRY(store::draft(grant, note, actor_of(grant))))
        out.draft = NoteText::Version { d->base_version, actor_of(grant), TRY(grant.open(private_scope(id, actor_of(grant)), draft_place(note), d->body.data)), d->at };
    return out;
}

Result<std::int32_t> change_note(access::Granted<WriteCase> const& grant, access::Gate const& gate, Uuid id, Uuid note, std::int32_t base, std::string const& body)
{
    TRY(to_write(grant, id));
    TRY(check_body(body));
    auto const n = TRY(note_of(grant, id, note));
    if (!TRY(store::raise_version(grant, note, base)))
        return Error { Code::conflict, PublicText("Somebody else wrote a newer version of this note meanwhile. Nothing of yours is lost: look at both, then save once more.") };
    TRY(store::insert_version(grant, note, { base + 1, actor_of(grant), { TRY(grant.seal(scope_of(n), version_place(note), body)) }, gate.clock().now() }));
    TRY(store::drop_draft(grant, note, actor_of(grant)));
    grant.note("case", id.text());
    return base + 1;
}

Result<> save_draft(access::Granted<WriteCase> const& grant, access::Gate const& gate, Uuid id, Uuid note, std::int32_t base, std::string const& body)
{
    TRY(to_write(grant, id));
    TRY(note_of(grant, id, note));
    auto sealed = TRY(grant.seal(private_scope(id, actor_of(grant)), draft_place(note), body));
    return store::put_draft(grant, note, actor_of(grant), { base, { std::move(sealed) }, gate.clock().now() });
}

Result<Uuid> add_task(access::Granted<WriteCase> const& grant, access::Gate const& gate, Uuid id, std::string const& text, std::optional<std::chrono::sys_days> due)
{
    TRY(to_write(grant, id));
    auto const task = Uuid::v7(gate.clock(), gate.rng());
    auto sealed = TRY(grant.seal(case_scope(id), { "cases.task", "details", task }, text));
    TRY(store::insert_task(grant, { task, id, actor_of(grant), due, { std::move(sealed) }, gate.clock().now() }));
    return task;
}

Result<Answered> answer_questionnaire(access::Granted<WriteCase> const& grant, Context const& context, Uuid id, std::string const& code, std::string const& version,
    std::vector<std::optional<int>> const& answers)
{
    auto c = TRY(to_write(grant, id));
    auto const* instrument = context.instruments.find(code, version);
    if (!instrument) return bad_input("There is no such questionnaire here, or not in that version.");
    auto const scored = TRY(score(*instrument, answers));
    auto const now = context.gate.clock().now();
    Answered out { instrument->code, instrument->version, instrument->title, instrument->licence, {}, scored.sum, scored.band, {}, scored.caseness, {} };
    out.answers.assign(answers.begin(), answers.end());
    out.risk_items.assign(scored.risk_items.begin(), scored.risk_items.end());
    for (auto const& b : instrument->bands)
        if (b.code == scored.band) out.band_title = b.title;
    auto const response = Uuid::v7(context.gate.clock(), context.gate.rng());
    auto sealed = TRY(grant.seal(case_scope(id), response_place(response), json::encode_text(out)));
    TRY(store::insert_response(grant, { response, id, actor_of(grant), now, { std::move(sealed) } }));
    grant.note("case", id.text());
    if (out.risk_items.empty()) return out;
    // Whatever the sum says: the case stands out from here on, and somebody has to talk with the person today.
    if (risk_rank(c.details.risk) < risk_rank("high")) c.details.risk = "high";
    c.details.risk_reasons.push_back(instrument->code + " " + rfc3339(now));
    TRY(save(grant, context.gate, c));
    (void)TRY(add_task(grant, context.gate, id, "Talk with them today: " + instrument->title + ", question " + std::to_string(out.risk_items.front()),
        std::chrono::floor<std::chrono::days>(now)));
    return out;
}

} // namespace wellkept::cases
