#include "access/handles.h"
#include "care/calls/file.h"
#include "keep/retention/retention.h"
#include <algorithm>
#include <cctz/time_zone.h>
#include <map>

namespace wellkept::calls {
namespace {

template <typename... T> bool one_of(std::string_view s, T const&... t) { return ((s == t) || ...); }

cctz::time_zone zone_of(std::string const& territory)
{
    static std::map<std::string, char const*> const zones { { "uk", "Europe/London" }, { "ie", "Europe/Dublin" } };
    cctz::time_zone zone = cctz::utc_time_zone();
    if (auto const it = zones.find(territory); it != zones.end()) (void)cctz::load_time_zone(it->second, &zone);
    return zone;
}

using Seconds = cctz::time_point<cctz::seconds>;
Seconds seconds(Instant t) { return std::chrono::time_point_cast<cctz::seconds>(t); }

bool within_hours(intake::ServiceUser const& u, Instant at)
{
    auto const there = cctz::format("%H:%M", seconds(at), zone_of(u.territory));
    auto const from = u.safe.from.value_or("00:00"), until = u.safe.until.value_or("24:00");
    // A span may go over midnight.
    return from <= until ? from <= there && there < until : from <= there || there < until;
}

bool by_telephone(intake::ServiceUser const& u, bool they_asked)
{
    return they_asked || std::find(u.safe.channels.begin(), u.safe.channels.end(), "phone") != u.safe.channels.end();
}

Error conflict(std::string_view why) { return { Code::conflict, PublicText(why) }; }

Result<> note(access::SubjectGrant const& grant, access::Gate const& gate, store::Callback const& c, std::string const& outcome, std::optional<Uuid> by, Instant at)
{
    auto const state = outcome == "reached" ? "done" : outcome == "given_up" ? "given_up" : "open";
    TRY(store::tried(grant, c.id, state, { Uuid::v7(gate.clock(), gate.rng()), outcome, by, at }));
    grant.note("callback", outcome);
    return intake::contacted(grant, gate, at);
}

} // namespace

bool may_call(intake::ServiceUser const& u, bool they_asked, Instant at) { return by_telephone(u, they_asked) && within_hours(u, at); }

Instant next_hour(intake::ServiceUser const& u, Instant wanted)
{
    if (within_hours(u, wanted) || !u.safe.from || u.safe.from->size() != 5) return wanted;
    auto const zone = zone_of(u.territory);
    auto const local = cctz::convert(seconds(wanted), zone);
    auto const& from = *u.safe.from;
    cctz::civil_minute begins(local.year(), local.month(), local.day(), std::stoi(from.substr(0, 2)), std::stoi(from.substr(3)));
    if (cctz::civil_second(begins) < local) begins += 24 * 60;
    return std::chrono::time_point_cast<Duration>(cctz::convert(cctz::civil_second(begins), zone));
}

Result<Uuid> request_callback(access::SubjectGrant const& grant, access::Gate const& gate, Instant due, std::string const& why, bool they_asked, std::optional<Uuid> call)
{
    auto const now = gate.clock().now();
    if (why.empty() || why.size() > 8'000) return bad_input("Say in a few words what the call is about.");
    if (due > now + std::chrono::hours(24 * 90)) return bad_input("A call-back is due within 90 days.");
    auto const record = TRY(intake::load(grant));
    if (!by_telephone(record.person, they_asked)) return conflict("Their record does not say that the telephone is safe. Reach them as it says.");
    auto const id = Uuid::v4(gate.rng());
    CallbackDetails const d { why, they_asked, record.person.contact.phone };
    auto sealed = TRY(grant.seal(access::person_scope, callback_place(id), json::encode_text(d)));
    TRY(store::insert(grant, store::Callback { id, call, "open", next_hour(record.person, std::max(due, now)), 0, { std::move(sealed) }, now }));
    if (!call) TRY(retention::started(grant, gate, record_class, id, now));
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = callback_handle, .value = id.text(), .subject = grant.subject(), .tenant = grant.tenant(), .ref = call.value_or(id), .expires_at = now + std::chrono::hours(24 * 365) }));
    grant.note("callback", "requested");
    return id;
}

Result<> attempt(access::Granted<CallBack> const& grant, access::Gate const& gate, Uuid id, std::string const& outcome)
{
    if (!one_of(outcome, "reached", "no_answer", "busy", "wrong_number", "message_left", "given_up"))
        return bad_input("outcome is reached, no_answer, busy, wrong_number, message_left or given_up.");
    auto const c = TRY(store::callback(grant, id));
    if (!c) return not_found();
    if (c->state != "open") return conflict("This call-back is done.");
    if (c->attempts >= attempts_max) return conflict("This was tried too often. Close it.");
    auto const d = TRY(json::decode_text<CallbackDetails>(TRY(grant.open(access::person_scope, callback_place(id), c->details.data))));
    auto const person = TRY(intake::load(grant)).person;
    auto const now = gate.clock().now();
    if (outcome != "given_up") {
        if (!by_telephone(person, d.asked_by_caller)) return conflict("Their record does not say that the telephone is safe. Reach them as it says.");
        if (!within_hours(person, now)) return conflict("It is not a time of day at which they want to be reached. Their record says when.");
        if (outcome == "message_left" && !person.safe.voicemail) return conflict("Their record says that no message may be left.");
    }
    return note(grant, gate, *c, outcome, grant.actor().id, now);
}

Result<> reported_attempt(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id, std::string const& outcome, Instant at)
{
    if (!one_of(outcome, "reached", "no_answer", "busy", "wrong_number", "message_left")) return bad_input("outcome is reached, no_answer, busy, wrong_number or message_left.");
    auto const c = TRY(store::callback(grant, id));
    if (!c || c->state != "open" || c->attempts >= attempts_max) return conflict("There is no such open call-back.");
    TRY(note(grant, gate, *c, outcome, {}, at));
    if (outcome != "message_left" || TRY(intake::load(grant)).person.safe.voicemail) return {};
    (void)TRY(intake::add_contact(grant, gate,
        { .channel = "telephone", .text = "The telephone system left a message, which their record forbids. Tell the privacy officer, and speak with the person.", .direction = "out", .open = true }));
    return {};
}

} // namespace wellkept::calls
