#include "care/intake/store.h"
#include "care/organisations/organisations.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::intake {
namespace {

struct Body {
    std::string text;
    std::optional<std::string> subject, from;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 20'000 }; }
};
BOOST_DESCRIBE_STRUCT(Body, (), (text, subject, from))

access::Place body_place(Uuid contact) { return { "intake.contact", "body", contact }; }

template <typename... T> bool one_of(std::string_view s, T const&... t) { return ((s == t) || ...); }

// A contact on its way from one record to another, opened under the one's key and not yet sealed under the other's.
struct Moving {
    store::ContactRow row;
    std::string body;
};
struct Moved {
    std::vector<Moving> contacts;
    std::vector<quarantine::Moving> files; // what came with them
};
Result<Moved> take_out(access::SubjectGrant const& grant, std::optional<SubjectId> came_from)
{
    std::vector<Moving> out;
    std::vector<Uuid> ids;
    for (auto& row : TRY(store::contacts(grant))) {
        if (came_from && row.moved_from != came_from) continue;
        auto body = TRY(grant.open(access::person_scope, body_place(row.id), row.body.data));
        TRY(store::drop_contact(grant, row.id));
        ids.push_back(row.id);
        out.push_back({ std::move(row), std::move(body) });
    }
    return Moved { std::move(out), TRY(quarantine::take_out(grant, ids)) };
}
Result<> put_in(access::SubjectGrant const& grant, access::Gate const& gate, Moved const& moving, std::optional<SubjectId> from)
{
    for (auto m : moving.contacts) {
        m.row.body = { TRY(grant.seal(access::person_scope, body_place(m.row.id), m.body)) };
        m.row.moved_from = from;
        TRY(store::insert_contact(grant, m.row));
    }
    return quarantine::put_in(grant, gate, moving.files);
}

} // namespace

Result<Uuid> add_contact(access::SubjectGrant const& grant, access::Gate const& gate, NewContact const& c)
{
    if (!one_of(c.channel, "telephone", "email", "web_form", "hub", "api")) return bad_input("channel is telephone, email, web_form, hub or api.");
    if (c.about && *c.about != "referral") return bad_input("about is referral.");
    if (!one_of(c.direction, "in", "out")) return bad_input("direction is in or out.");
    auto const continues = [](char b) { return (static_cast<unsigned char>(b) & 0xc0) == 0x80; };
    if (c.text.size() - static_cast<std::size_t>(std::count_if(c.text.begin(), c.text.end(), continues)) > 20'000) return Error { Code::too_large, PublicText("A contact's text has at most 20,000 characters.") };
    auto const at = c.at.value_or(gate.clock().now());
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    auto sealed = TRY(grant.seal(access::person_scope, body_place(id), json::encode_text(Body { c.text, c.subject, c.from })));
    TRY(store::insert_contact(grant, { id, c.channel, c.direction, c.open ? "open" : "done", at, { std::move(sealed) }, {}, c.about }));
    TRY(contacted(grant, gate, at));
    return id;
}

Result<> take_in(access::GrantedGroup<Register>& group, access::Gate const& gate, blob::Store* blobs, Arrived a)
{
    auto const* territory = gate.policy_now()->territory_of_region(gate.region());
    if (!territory) return bug("no territory");
    a.person.territory = territory->code;
    a.person.source = a.contact.channel;
    a.contact.open = true;
    auto const grant = TRY(register_service_user(group, gate, a.person));
    auto const contact = TRY(add_contact(grant, gate, a.contact));
    if (!a.files.empty() && !blobs) return bug("files without a store");
    for (auto const& f : a.files) (void)TRY(quarantine::keep(grant, gate, *blobs, contact, f));
    return {};
}

Result<std::vector<Contact>> contacts(access::SubjectGrant const& grant)
{
    std::vector<Contact> out;
    for (auto const& r : TRY(store::contacts(grant))) {
        auto body = TRY(json::decode_text<Body>(TRY(grant.open(access::person_scope, body_place(r.id), r.body.data))));
        out.push_back({ r.id, r.channel, r.direction, r.state, std::move(body.text), std::move(body.subject), std::move(body.from), r.about, r.at, r.moved_from });
    }
    return out;
}

Result<> close_contact(access::SubjectGrant const& grant, Uuid id)
{
    if (!TRY(store::close_contact(grant, id))) return not_found();
    return {};
}

Result<> merge(access::Granted<Merge> const& into, access::Gate const& gate, SubjectId from)
{
    if (from == into.subject()) return bad_input("A record is not merged into itself.");
    auto const target = TRY(store::find(into));
    if (!target) return not_found();
    if (target->state == "merged") return Error { Code::conflict, PublicText("This record was merged into another itself. Merge into that one.") };
    auto const now = gate.clock().now();
    auto const moving = TRY(gate.beside<Merge>(into, into.purpose(), from, [&](access::Granted<Merge> const& other) -> Result<Moved> {
        auto const row = TRY(store::find(other));
        if (!row) return not_found();
        if (row->state == "merged") return Error { Code::conflict, PublicText("That record was merged already.") };
        other.note("merged", "into another record");
        TRY(store::set_merged(other, into.subject(), now));
        return take_out(other, {});
    }));
    TRY(put_in(into, gate, moving, from));
    // It is as much in use as the later of the two.
    for (auto const& m : moving.contacts) TRY(contacted(into, gate, m.row.at));
    return {};
}

Result<> undo_merge(access::Granted<Merge> const& from, access::Gate const& gate)
{
    auto const row = TRY(store::find(from));
    if (!row) return not_found();
    auto const at = TRY(store::merged_at(from));
    if (row->state != "merged" || !row->merged_into || !at) return Error { Code::conflict, PublicText("This record was not merged into another.") };
    if (*at + merge_undo <= gate.clock().now()) return Error { Code::conflict, PublicText("A merge can be undone for 30 days; they are over.") };
    auto const back = TRY(gate.beside<Merge>(from, from.purpose(), *row->merged_into,
        [&](access::Granted<Merge> const& into) { return take_out(into, from.subject()); }));
    TRY(put_in(from, gate, back, {}));
    TRY(reached_otherwise(from, gate));
    return store::set_merged(from, {}, {});
}

Result<std::vector<UsageQuestion>> usage_questions(access::SubjectGrant const& grant, access::Gate const& gate)
{
    std::vector<UsageQuestion> out;
    auto const record = TRY(load(grant));
    if (!record.person.organisation || !record.person.number) return out;
    auto const answers = TRY(store::answers(grant));
    for (auto const& r : TRY(organisations::usage_requests(gate, grant.tx(), *record.person.organisation, *record.person.number))) {
        auto const a = std::find_if(answers.begin(), answers.end(), [&](auto const& x) { return x.request == r.id; });
        out.push_back({ r.id, r.organisation, r.asked_at, a == answers.end() ? "open" : a->state });
    }
    return out;
}

Result<> answer_usage(access::SubjectGrant const& grant, access::Gate const& gate, Uuid request, std::string const& state)
{
    if (!one_of(state, "asked", "consented", "declined")) return bad_input("state is asked, consented or declined.");
    auto const all = TRY(usage_questions(grant, gate));
    auto const q = std::find_if(all.begin(), all.end(), [&](auto const& x) { return x.request_id == request; });
    if (q == all.end()) return not_found();
    auto const now = gate.clock().now();
    // Nobody consents who was not asked.
    if (q->state == "open" && state != "asked") return Error { Code::conflict, PublicText("Ask the person first, and write that down.") };
    if (!TRY(store::put_answer(grant, request, q->organisation, state, now)))
        return Error { Code::conflict, PublicText("The person has answered already.") };
    grant.note("usage_request", state);
    if (state != "consented") return {};
    return organisations::confirm_usage(grant.tx(), { q->organisation, request, q->asked_at }, std::chrono::floor<std::chrono::days>(now));
}

} // namespace wellkept::intake
