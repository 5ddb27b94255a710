#include "access/handles.h"
#include "keep/consent/consent.h"
#include <map>
#include <set>

namespace wellkept::consent {
namespace {

struct StateRow {
    ConnectionId connection;
    std::string category, purpose, decision;
    Instant at;
};
db::PersonalQuery<StateRow, SubjectId> const latest { "consent/latest",
    "SELECT DISTINCT ON (connection_id, category, purpose) connection_id, category, purpose, decision, at"
    "  FROM access.consent_event WHERE subject_id = $1 ORDER BY connection_id, category, purpose, sequence DESC" };
db::PersonalQuery<Event, SubjectId> const all_events { "consent/history",
    "SELECT at, connection_id, category, purpose, recipient, decision, wording_version, channel"
    "  FROM access.consent_event WHERE subject_id = $1 ORDER BY sequence DESC LIMIT 1000" };
db::PersonalQuery<Unit, SubjectId, Uuid, ConnectionId, std::string, std::string, std::string, std::string, std::string,
    std::string, std::string, std::string, Instant> const insert_event { "consent/insert_event",
    "INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient, decision,"
    "  wording_version, language, channel, captured_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)" };
db::PersonalQuery<Unit, SubjectId> const delete_events { "consent/delete_events",
    "DELETE FROM access.consent_event WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_handles { "consent/delete_handles",
    "DELETE FROM access.handle WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_subject { "consent/delete_subject",
    "DELETE FROM access.subject WHERE subject_id = $1" };

// The tables of the access schema that speak of a person; this room keeps the contract for them.
class Contract final : public access::RoomContract {
    std::string_view room() const override { return "consent"; }
    std::vector<std::string> personal_tables() const override
    {
        return { "access.consent_event", "access.handle", "access.subject" };
    }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0; // the record of a withdrawn consent stays with the membership
        // Nobody gets in any more. What is kept still belongs to somebody, and to what they allowed.
        auto n = TRY(grant.run(delete_handles));
        if (!scope.kept.empty()) return n;
        n += TRY(grant.run(delete_events));
        return n + TRY(grant.run(delete_subject));
    }
    std::vector<std::string> record_classes() const override { return { "way_in" }; }
    Result<std::vector<access::DueDay>> due(db::Tx& tx, std::string_view, Instant before) const override
    {
        std::vector<access::DueDay> out;
        for (auto const& [day, rows] : TRY(access::expired_handles(tx, before))) out.push_back({ day, rows });
        return out;
    }
    // A link or session that ran out is evidence of nothing: no hold spares it.
    Result<std::int64_t> sweep(db::Tx& tx, std::string_view, Instant before, int, std::vector<SubjectId> const&) const override
    {
        return access::sweep_handles(tx, before);
    }
};

} // namespace

Result<std::vector<Switch>> switches(access::SubjectGrant const& grant)
{
    std::vector<Switch> out;
    for (auto& r : TRY(grant.rows(latest)))
        out.push_back({ r.connection, std::move(r.category), std::move(r.purpose), r.decision == "granted", r.at });
    return out;
}

Result<std::vector<Event>> history(access::SubjectGrant const& grant) { return grant.rows(all_events); }

Result<std::vector<std::string>> change(access::SubjectGrant const& grant, access::Gate const& gate,
    std::vector<Change> const& changes, std::string_view channel)
{
    auto const policy = gate.policy_now();
    std::map<std::tuple<ConnectionId, std::string, std::string>, std::string> now;
    for (auto const& r : TRY(grant.rows(latest))) now[{ r.connection, r.category, r.purpose }] = r.decision;
    std::set<std::pair<ConnectionId, std::string>> touched;
    for (auto const& c : changes) {
        auto const* purpose = policy->purpose(c.purpose);
        if (!purpose || purpose->consent != access::Consent::switch_)
            return bad_input("There is no switch for this purpose.");
        if (!policy->category(c.category)) return bad_input("There is no such data category.");
        auto& state = now[{ c.connection, c.category, c.purpose }];
        std::string const decision = c.granted ? "granted" : state == "granted" ? "withdrawn" : "refused";
        touched.insert({ c.connection, c.category });
        if (state == decision || (state == "withdrawn" && decision == "refused")) continue;
        state = decision;
        auto const recipient = purpose->recipient == "client" ? "client:" + grant.tenant().text() : purpose->recipient;
        (void)TRY(grant.run(insert_event, Uuid::v7(gate.clock(), gate.rng()), c.connection, c.category, c.purpose,
            recipient, decision, policy->version(), "en", std::string(channel), grant.actor().role(), gate.clock().now()));
        grant.note(c.category + "/" + c.purpose, decision);
    }
    std::vector<std::string> empty;
    for (auto const& [connection, category] : touched) {
        bool any = false, had = false;
        for (auto const& [key, decision] : now)
            if (std::get<0>(key) == connection && std::get<1>(key) == category) {
                any = any || decision == "granted";
                had = had || decision == "withdrawn";
            }
        if (!any && had) empty.push_back(category);
    }
    return empty;
}

Result<> withdraw_all(access::SubjectGrant const& grant, access::Gate const& gate, ConnectionId connection, std::string_view channel)
{
    std::vector<Change> off;
    for (auto const& s : TRY(switches(grant)))
        if (s.connection == connection && s.granted) off.push_back({ connection, s.category, s.purpose, false });
    (void)TRY(change(grant, gate, off, channel));
    return {};
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::consent
