#include "access/enforced.h"
#include "access/handles.h"
#include "care/calls/file.h"
#include "keep/retention/retention.h"
#include <algorithm>

namespace wellkept::calls {
namespace {

access::Enforces const one_year { "retention.call_recording", "care/calls", "C13" };

template <typename... T> bool one_of(std::string_view s, T const&... t) { return ((s == t) || ...); }

bool well_formed(std::string_view call)
{
    return !call.empty() && call.size() <= 100 && std::all_of(call.begin(), call.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == ':' || c == '@' || c == '-';
    });
}

Result<> check(Event const& e, std::string const& message_id, Instant now)
{
    if (!one_of(e.type, "call.started", "call.answered", "notice.played", "objection.raised", "call.ended", "callback.requested", "callback.attempted"))
        return bad_input("There is no such type of event.");
    if (!well_formed(e.call)) return bad_input("call is 1 to 100 letters, digits and . _ : @ -");
    if (message_id.empty() || message_id.size() > 100) return bad_input("webhook-id is 1 to 100 characters.");
    if (e.at > now + signature_age_max || e.at < now - reported_within) return bad_input("at lies in the future or more than 7 days back.");
    if (e.direction && !one_of(*e.direction, "in", "out")) return bad_input("direction is in or out.");
    for (auto const* t : { &e.from, &e.queue })
        if (*t && (*t)->size() > 100) return bad_input("A text is longer than 100 characters.");
    return {};
}

Result<> insert_call(access::SubjectGrant const& grant, access::Gate const& gate, Uuid system, Event const& e)
{
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    auto sealed = TRY(grant.seal(access::person_scope, details_place(id), json::encode_text(Details { system, e.call, e.from, e.queue })));
    TRY(store::insert(grant, { id, e.direction.value_or("in"), e.at, {}, {}, {}, {}, { std::move(sealed) } }));
    TRY(retention::started(grant, gate, record_class, id, e.at));
    TRY(intake::contacted(grant, gate, e.at));
    grant.note("call", id.text());
    return access::Handles(gate).put(grant.tx(),
        { .kind = call_handle, .value = call_name(system, e.call), .subject = grant.subject(), .tenant = grant.tenant(), .ref = id, .expires_at = e.at + reported_within });
}

// Somebody who rings and has not said who they are has a record of their own, until they are recognised.
intake::ServiceUser unknown_caller(access::Gate const& gate, Event const& e)
{
    intake::ServiceUser u;
    u.contact.name = "Unknown caller";
    u.contact.phone = e.from;
    auto const* territory = gate.policy_now()->territory_of_region(gate.region());
    u.territory = territory ? territory->code : "";
    if (u.contact.phone && !intake::check(u, gate).ok()) u.contact.phone.reset(); // withheld, or no number
    return u;
}

Result<> begin(access::GrantedGroup<Report>& group, access::Gate const& gate, Uuid system, std::string const& message_id, Event const& e)
{
    auto first = [&](access::SubjectGrant const& grant) -> Result<Unit> {
        TRY(insert_call(grant, gate, system, e));
        auto const handle = TRY(access::Handles(gate).find(grant.tx(), call_handle, call_name(system, e.call)));
        if (!handle) return bug("a call without a handle");
        (void)TRY(store::add_event(grant, handle->ref, { message_id, e.type, e.at }));
        return Unit {};
    };
    if (e.callback_id) {
        auto const asked = TRY(access::Handles(gate).find(group.tx(), callback_handle, e.callback_id->text()));
        if (!asked || !asked->subject) return bad_input("There is no such call-back.");
        TRY(gate.beside<Report>(group, group.purpose(), *asked->subject, first));
        return {};
    }
    auto const grant = TRY(intake::register_service_user(group, gate, unknown_caller(gate, e)));
    (void)TRY(intake::add_contact(grant, gate, { .channel = "telephone", .text = "A call by somebody who has not been recognised yet.", .open = true, .at = e.at }));
    TRY(first(grant));
    return {};
}

Result<> objected(access::SubjectGrant const& grant, access::Gate const& gate, Uuid call)
{
    bool any = false;
    for (auto const& r : TRY(store::recordings(grant)))
        if (r.call == call) {
            TRY(destroy_recording(grant, r));
            any = true;
        }
    grant.note("objection", any ? "what was there is destroyed" : "nothing was recorded");
    if (!any) return {};
    // From here on no copy of it can be opened, whatever becomes of this transaction.
    (void)TRY(gate.keys().destroy_scope(grant.subject(), scope_of_call(call), grant.tenant()));
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(), { .kind = std::string(sweep_job), .unique_key = "soon" }));
    return {};
}

Result<Unit> go_on(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id, std::string const& message_id, Event const& e)
{
    auto call = TRY(store::locked(grant, id));
    if (!call) return not_found();
    if (!TRY(store::add_event(grant, id, { message_id, e.type, e.at }))) return Unit {};
    grant.note("call", id.text());
    grant.note("event", e.type);
    // They may come in any order; the first of each counts.
    auto first = [&](std::optional<Instant>& at) { at = at ? std::min(*at, e.at) : e.at; };
    if (e.type == "call.answered") first(call->answered_at);
    if (e.type == "call.ended") first(call->ended_at);
    if (e.type == "notice.played") first(call->notice_played_at);
    if (e.type == "objection.raised") {
        first(call->objected_at);
        TRY(objected(grant, gate, id));
    }
    if (e.type == "callback.requested") (void)TRY(request_callback(grant, gate, e.due_at.value_or(e.at), "Asked for by the caller.", true, id));
    if (e.type == "callback.attempted") {
        if (!e.callback_id) return bad_input("Say which call-back it was: callback_id.");
        TRY(reported_attempt(grant, gate, *e.callback_id, e.outcome.value_or(""), e.at));
    }
    TRY(store::update(grant, *call));
    return Unit {};
}

// A call on its way to another person, opened under the one's key and not yet sealed under the other's.
struct Moving {
    store::Call call;
    Details details;
    std::vector<store::EventRow> events;
    std::vector<std::pair<store::Recording, crypto::Key>> recordings;
    struct Back {
        store::Callback row;
        CallbackDetails details;
        std::vector<store::Attempt> attempts;
    };
    std::vector<Back> callbacks;
};

Result<Moving> take_out(access::SubjectGrant const& grant, store::Call const& call)
{
    Moving m { call, TRY(details_of(grant, call)), TRY(store::events(grant, call.id)), {}, {} };
    for (auto& r : TRY(store::recordings(grant)))
        if (r.call == call.id) {
            auto key = TRY(key_of(grant, r));
            TRY(store::drop_recording(grant, r.id));
            TRY(retention::forget(grant, upload_class, { r.id }));
            m.recordings.emplace_back(std::move(r), std::move(key));
        }
    for (auto& c : TRY(store::callbacks(grant)))
        if (c.call == call.id) {
            auto d = TRY(json::decode_text<CallbackDetails>(TRY(grant.open(access::person_scope, callback_place(c.id), c.details.data))));
            m.callbacks.push_back({ c, std::move(d), TRY(store::attempts(grant, c.id)) });
        }
    (void)TRY(store::drop_call(grant, call.id));
    TRY(retention::forget(grant, record_class, { call.id }));
    return m;
}

Result<> put_in(access::SubjectGrant const& grant, access::Gate const& gate, Moving& m)
{
    access::Handles const handles(gate);
    // What is still to come from the telephone system finds its way.
    auto follow = [&](std::string_view kind, std::string const& value, Uuid ref, Instant until) -> Result<> {
        if (!TRY(handles.remove(grant.tx(), kind, value))) return {};
        return handles.put(grant.tx(), { .kind = kind, .value = value, .subject = grant.subject(), .tenant = grant.tenant(), .ref = ref, .expires_at = until });
    };
    auto const id = m.call.id;
    m.call.details = { TRY(grant.seal(access::person_scope, details_place(id), json::encode_text(m.details))) };
    TRY(store::insert(grant, m.call));
    TRY(follow(call_handle, call_name(m.details.system, m.details.call), id, m.call.started_at + reported_within));
    for (auto const& e : m.events) (void)TRY(store::add_event(grant, id, e));
    for (auto& [r, key] : m.recordings) {
        r.key = { TRY(grant.seal(scope_of_call(id), key_place(r.id), key.bytes())) };
        TRY(store::insert(grant, r));
        TRY(follow(recording_handle, r.id.text(), id, r.expires_at));
        if (r.state == "uploading") TRY(retention::started(grant, gate, upload_class, r.id, r.created_at));
    }
    for (auto& c : m.callbacks) {
        c.row.details = { TRY(grant.seal(access::person_scope, callback_place(c.row.id), json::encode_text(c.details))) };
        TRY(store::insert(grant, c.row));
        for (auto const& a : c.attempts) TRY(store::insert(grant, c.row.id, a));
        TRY(follow(callback_handle, c.row.id.text(), id, c.row.requested_at + std::chrono::hours(24 * 365)));
    }
    TRY(retention::started(grant, gate, record_class, id, m.call.started_at));
    return intake::contacted(grant, gate, m.call.started_at);
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "calls"; }
    std::vector<std::string> personal_tables() const override
    {
        return { "calls.call", "calls.event", "calls.recording", "calls.playback", "calls.callback", "calls.attempt" };
    }
    std::vector<std::string> record_classes() const override { return { std::string(record_class), std::string(upload_class) }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        std::int64_t n = 0;
        for (auto const& c : TRY(store::calls_of(grant)))
            if (!retention::kept(scope, record_class, c.id)) n += TRY(drop(grant, c.id));
        // A call-back nobody rang for has no call.
        for (auto const& c : TRY(store::callbacks(grant)))
            if (!c.call && !retention::kept(scope, record_class, c.id)) n += TRY(store::drop_call(grant, c.id));
        return n;
    }
    Result<std::int64_t> destroy(access::SubjectGrant const& grant, std::string_view rule, std::vector<Uuid> const& records) const override
    {
        std::int64_t n = 0;
        for (auto const& id : records) {
            if (rule == record_class) n += TRY(drop(grant, id));
            else if (auto const r = TRY(store::recording(grant, id)); r && r->state == "uploading") {
                TRY(destroy_recording(grant, *r));
                ++n;
            }
        }
        return n;
    }
    Result<std::vector<std::string>> blobs_of(access::SubjectGrant const& grant, std::string_view rule, std::vector<Uuid> const& records) const override
    {
        std::vector<std::string> out;
        for (auto const& r : TRY(store::recordings(grant)))
            if (std::find(records.begin(), records.end(), rule == record_class ? r.call : r.id) != records.end()
                && (rule == record_class || r.state == "uploading"))
                out.push_back(folder_of(r.id));
        return out;
    }
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        std::vector<access::Scope> out;
        for (auto const& c : TRY(store::calls_of(grant)))
            if (retention::kept(scope, record_class, c.id)) out.push_back(scope_of_call(c.id));
        if (!out.empty()) out.push_back(access::person_scope);
        return out;
    }

    static Result<std::int64_t> drop(access::SubjectGrant const& grant, Uuid call)
    {
        std::int64_t n = 0;
        for (auto const& r : TRY(store::recordings(grant)))
            if (r.call == call) {
                TRY(destroy_recording(grant, r));
                ++n;
            }
        TRY(retention::forget(grant, record_class, { call }));
        return n + TRY(store::drop_call(grant, call));
    }
};

} // namespace

Result<std::vector<OneCall>> all(access::SubjectGrant const& grant)
{
    std::vector<OneCall> out;
    auto const recordings = TRY(store::recordings(grant));
    for (auto const& c : TRY(store::calls_of(grant))) {
        OneCall one { c.id, c.direction, state_of(c.answered_at, c.ended_at), c.started_at, c.answered_at, c.ended_at, c.notice_played_at.has_value(), c.objected_at.has_value(), {} };
        for (auto const& r : recordings)
            if (r.call == c.id) one.recordings.push_back({ r.id, r.type, r.created_at, r.state == "stored" });
        out.push_back(std::move(one));
    }
    return out;
}

std::string state_of(std::optional<Instant> answered_at, std::optional<Instant> ended_at)
{
    if (ended_at) return answered_at ? "ended" : "missed";
    return answered_at ? "talking" : "ringing";
}

Result<Details> details_of(access::SubjectGrant const& grant, store::Call const& c)
{
    return json::decode_text<Details>(TRY(grant.open(access::person_scope, details_place(c.id), c.details.data)));
}

Result<crypto::Key> key_of(access::SubjectGrant const& grant, store::Recording const& r)
{
    auto raw = TRY(grant.open(scope_of_call(r.call), key_place(r.id), r.key.data));
    auto key = crypto::Key::from_bytes(raw);
    crypto::wipe(raw);
    return key;
}

Result<> destroy_recording(access::SubjectGrant const& grant, store::Recording const& r)
{
    TRY(store::leave(grant.tx(), r.id));
    TRY(store::drop_recording(grant, r.id));
    return retention::forget(grant, upload_class, { r.id });
}

Result<> take_event(access::GrantedGroup<Report>& group, access::Gate const& gate, Uuid system, std::string const& message_id, Event const& e)
{
    TRY(check(e, message_id, gate.clock().now()));
    auto const known = TRY(access::Handles(gate).find(group.tx(), call_handle, call_name(system, e.call)));
    if (!known || !known->subject) {
        if (e.type == "call.started") return begin(group, gate, system, message_id, e);
        return Error { Code::conflict, PublicText("This call has not been told of yet. Send call.started first, and this again.") };
    }
    TRY(gate.beside<Report>(group, group.purpose(), *known->subject,
        [&](access::Granted<Report> const& grant) { return go_on(grant, gate, known->ref, message_id, e); }));
    return {};
}

Result<> identify(access::Granted<Identify> const& from, access::Gate const& gate, Uuid id, SubjectId person)
{
    if (person == from.subject()) return bad_input("It is this person's call already.");
    auto const call = TRY(store::locked(from, id));
    if (!call) return not_found();
    auto moving = TRY(take_out(from, *call));
    from.note("call", id.text());
    TRY(gate.beside<Identify>(from, from.purpose(), person, [&](access::Granted<Identify> const& to) -> Result<Unit> {
        to.note("call", id.text());
        TRY(put_in(to, gate, moving));
        return Unit {};
    }));
    return {};
}

Result<jobs::Outcome> sweep(db::Pool& pool, blob::Store& blobs)
{
    for (;;) {
        auto tx = TRY(db::Tx::begin(pool));
        auto const all = TRY(store::leftovers(tx));
        for (auto const& id : all) {
            (void)TRY(blobs.remove_all(folder_of(id)));
            TRY(store::drop_leftover(tx, id));
        }
        TRY(tx.commit());
        if (all.empty()) return jobs::Outcome(jobs::Done {});
    }
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::calls
