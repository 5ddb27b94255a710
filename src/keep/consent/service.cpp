#include "access/handles.h"
#include "keep/consent/consent.h"
#include "platform/json/json.h"
#include <set>

namespace wellkept::consent {
BOOST_DESCRIBE_STRUCT(Capture, (), (relationship, evidence))

namespace {

struct StateRow {
    ConnectionId connection;
    std::string category, purpose, decision;
    Instant at;
    std::string captured_by;
    std::int32_t category_wording, purpose_wording;
    std::optional<Instant> until;
};
db::PersonalQuery<StateRow, SubjectId> const latest { "consent/latest",
    "SELECT DISTINCT ON (connection_id, category, purpose) connection_id, category, purpose, decision, at,"
    "  captured_by, category_wording, purpose_wording, until FROM access.consent_event WHERE subject_id = $1 ORDER BY connection_id, category, purpose, sequence DESC" };
db::PersonalQuery<Event, SubjectId> const all_events { "consent/history",
    "SELECT event_id, at, connection_id, category, purpose, recipient, decision, wording_version, language, channel, captured_by,"
    "  capture"
    "  FROM access.consent_event WHERE subject_id = $1 ORDER BY sequence DESC LIMIT 1000" };
db::PersonalQuery<Unit, SubjectId, Uuid, ConnectionId, std::string, std::string, std::string, std::string, std::string,
    std::string, std::string, std::string, Instant, std::optional<db::Bytes>, std::int32_t, std::int32_t, std::optional<Instant>> const insert_event { "consent/insert_event",
    "INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient, decision,"
    "  wording_version, language, channel, captured_by, at, capture, category_wording, purpose_wording, until)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)" };
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
        out.push_back({ r.connection, std::move(r.category), std::move(r.purpose), r.decision == "granted", r.at,
            std::move(r.captured_by), r.category_wording, r.purpose_wording, r.until });
    return out;
}

Result<std::vector<Event>> history(access::SubjectGrant const& grant) { return grant.rows(all_events); }

namespace {

access::Place capture_place(Uuid event) { return { "access.consent_event", "capture", event }; }

struct Captor {
    std::string by = "self";
    std::optional<people::Guardian> guardian;
};

// Who says it, and whether their yes counts.
Result<Captor> captor(access::SubjectGrant const& grant, Rules const& rules, Instant now, bool any_yes)
{
    Captor out;
    auto const& actor = grant.actor();
    if (actor.kind != access::ActorKind::member) out.by = actor.role();
    if (actor.guardian()) out.by = "guardian";
    if (!any_yes) return out;
    auto loaded = people::load(grant);
    if (!loaded.ok() && loaded.error().code != Code::not_found) return loaded.release_error();
    auto const profile = loaded.ok() ? loaded.release() : people::Profile {};
    auto const standing = rules.standing(profile, now);
    if (actor.guardian()) {
        if (standing == Standing::grown || !profile.guardian)
            return Error { Code::forbidden, PublicText("This Member is of age now and decides alone. Nothing was changed."), Detail("of_age") };
        out.guardian = profile.guardian;
    } else if (standing != Standing::grown) {
        return Error { Code::forbidden,
            PublicText("Until you are " + std::to_string(rules.directed_from)
                + " a parent or guardian allows this with you. Your portal can send them a link. You can always turn it off."),
            Detail("young") };
    }
    return out;
}

} // namespace

Result<std::optional<Capture>> capture_of(access::SubjectGrant const& grant, Event const& e)
{
    if (!e.capture) return std::optional<Capture> {};
    return std::optional(TRY(json::decode_text<Capture>(TRY(grant.open(access::person_scope, capture_place(e.id), e.capture->data)))));
}

Result<std::vector<std::string>> change(access::SubjectGrant const& grant, access::Gate const& gate, Rules const& rules,
    std::vector<Change> const& changes, std::string_view channel, std::string_view language)
{
    auto const policy = gate.policy_now();
    bool const any_yes = std::any_of(changes.begin(), changes.end(), [](Change const& c) { return c.granted; });
    auto const who = TRY(captor(grant, rules, gate.clock().now(), any_yes));
    using Key = std::tuple<ConnectionId, std::string, std::string>;
    std::map<Key, Switch> now;
    std::map<Key, std::string> state;
    for (auto& s : TRY(switches(grant))) now[{ s.connection, s.category, s.purpose }] = s;
    for (auto const& r : TRY(grant.rows(latest))) state[{ r.connection, r.category, r.purpose }] = r.decision;
    std::set<std::pair<ConnectionId, std::string>> touched;
    auto turn = [&](Change const& c) -> Result<> {
        auto const* purpose = policy->purpose(c.purpose);
        // What joins a Member to their care is switched there alone: nothing of it stands on the Member's side.
        bool const in_care = purpose && purpose->consent == access::Consent::joined && grant.kind() == "service_user";
        if (!purpose || !(purpose->switched() || in_care))
            return bad_input("There is no switch for this purpose.");
        if (!policy->category(c.category)) return bad_input("There is no such data category.");
        Key const key { c.connection, c.category, c.purpose };
        auto& was = state[key];
        std::string const decision = c.granted ? "granted" : was == "granted" ? "withdrawn" : "refused";
        touched.insert({ c.connection, c.category });
        auto const words_category = rules.category_wording(c.category), words_purpose = rules.purpose_wording(c.purpose);
        auto const known = now.find(key);
        bool const anew = c.granted && known != now.end()
            && (known->second.category_wording < words_category || known->second.purpose_wording < words_purpose || known->second.captured_by != who.by || known->second.until != c.until);
        if ((was == decision && !anew) || (was == "withdrawn" && decision == "refused")) return {};
        was = decision;
        now[key] = { c.connection, c.category, c.purpose, c.granted, gate.clock().now(), who.by, words_category, words_purpose, c.until };
        auto const recipient = purpose->recipient == "client" ? "client:" + grant.tenant().text() : purpose->recipient;
        auto const id = Uuid::v7(gate.clock(), gate.rng());
        std::optional<db::Bytes> capture;
        if (who.guardian && c.granted)
            capture = db::Bytes { TRY(grant.seal(
                access::person_scope, capture_place(id), json::encode_text(Capture { who.guardian->relationship, who.guardian->evidence }))) };
        (void)TRY(grant.run(insert_event, id, c.connection, c.category, c.purpose, recipient, decision, policy->version(),
            std::string(language), std::string(channel), who.by, gate.clock().now(), capture, words_category, words_purpose, c.granted ? c.until : std::nullopt));
        grant.note(c.category + "/" + c.purpose, decision);
        return {};
    };
    for (auto const& c : changes) TRY(turn(c));
    std::vector<std::string> empty;
    for (auto const& [connection, category] : touched) {
        bool any = false, had = false;
        std::vector<std::string> extra; // on, and only beside another
        for (auto const& [key, decision] : state) {
            if (std::get<0>(key) != connection || std::get<1>(key) != category) continue;
            auto const* purpose = policy->purpose(std::get<2>(key));
            if (purpose && purpose->consent == access::Consent::extra) {
                if (decision == "granted") extra.push_back(std::get<2>(key));
                continue;
            }
            any = any || decision == "granted";
            had = had || decision == "withdrawn";
        }
        if (any) continue;
        for (auto const& purpose : extra) {
            if (std::any_of(changes.begin(), changes.end(), [&, &connection = connection, &category = category](Change const& c) { return c.granted && c.connection == connection && c.category == category && c.purpose == purpose; }))
                return bad_input("This can only be switched on beside another use of the same data.");
            TRY(turn({ connection, category, purpose, false }));
        }
        if (had) empty.push_back(category);
    }
    return empty;
}

Result<> withdraw_all(access::SubjectGrant const& grant, access::Gate const& gate, ConnectionId connection, std::string_view channel)
{
    std::vector<Change> off;
    for (auto const& s : TRY(switches(grant)))
        if (s.connection == connection && s.granted) off.push_back({ connection, s.category, s.purpose, false });
    (void)TRY(change(grant, gate, {}, off, channel));
    return {};
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::consent
