#include "access/assignments.h"
#include "access/enforced.h"
#include "care/clinicians/clinicians.h"
#include "care/clinicians/store.h"
#include "care/clinicians/taken.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::clinicians {
BOOST_DESCRIBE_STRUCT(Hours, (), (weekday, from, to))
BOOST_DESCRIBE_STRUCT(DaysOff, (), (from, until))
BOOST_DESCRIBE_STRUCT(Profile, (), (name, skills, languages, places, modes, spaces, zone, hours, off))

namespace {

struct Words {
    std::string issuer, reference;
};
BOOST_DESCRIBE_STRUCT(Words, (), (issuer, reference))

constexpr access::Place details_place { "clinicians.record", "details" };
constexpr access::Place words_place { "clinicians.credential", "words" };

// What the Gate is to go by, after whatever changed.
Result<> settle(access::SubjectGrant const& grant, std::string const& state, std::vector<Credential> const& credentials)
{
    return access::set_vetting(grant, state == "active" ? earliest(credentials) : std::nullopt);
}

Result<std::vector<Credential>> open_credentials(access::SubjectGrant const& grant)
{
    std::vector<Credential> out;
    for (auto const& row : TRY(store::credentials(grant))) {
        auto const words = TRY(json::decode_text<Words>(TRY(grant.open(access::person_scope, words_place, row.words.data))));
        out.push_back({ row.kind, row.valid_until, words.issuer, words.reference });
    }
    return out;
}

std::optional<Instant> earliest_of(store::ListRow const& row)
{
    if (row.kinds.size() != std::size(kinds) || row.until.size() != row.kinds.size()) return std::nullopt;
    return *std::min_element(row.until.begin(), row.until.end());
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "clinicians"; }
    std::vector<std::string> personal_tables() const override { return { "clinicians.record", "clinicians.credential" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<std::optional<Record>> record(access::SubjectGrant const& grant)
{
    auto const row = TRY(store::record(grant));
    if (!row) return std::optional<Record> {};
    Record out { grant.subject(), row->state,
        TRY(json::decode_text<Profile>(TRY(grant.open(access::person_scope, details_place, row->details.data)))), TRY(open_credentials(grant)), {} };
    if (out.state == "active") out.vetted_until = earliest(out.credentials);
    return std::optional(std::move(out));
}

Result<> save(access::SubjectGrant const& grant, access::Gate const& gate, Profile const& profile)
{
    TRY(check(profile));
    return store::upsert(grant, TRY(grant.seal(access::person_scope, details_place, json::encode_text(profile))), gate.clock().now());
}

Result<> save_hours(access::SubjectGrant const& grant, access::Gate const& gate, std::string const& zone, std::vector<Hours> hours, std::vector<DaysOff> off)
{
    auto known = TRY(record(grant));
    if (!known) return not_found();
    known->profile.zone = zone;
    known->profile.hours = std::move(hours);
    known->profile.off = std::move(off);
    return save(grant, gate, known->profile);
}

Result<> renew(access::Granted<Vet> const& grant, access::Gate const& gate, Credential const& c)
{
    if (std::find(std::begin(kinds), std::end(kinds), c.kind) == std::end(kinds)) return bad_input("There is no such credential.");
    auto const known = TRY(record(grant));
    if (!known) return not_found();
    auto const now = gate.clock().now();
    auto const sealed = TRY(grant.seal(access::person_scope, words_place, json::encode_text(Words { c.issuer, c.reference })));
    TRY(store::put_credential(grant, c.kind, c.valid_until, sealed, grant.actor().pseudonym, now));
    grant.note("credential", c.kind);
    grant.note("valid_until", rfc3339(c.valid_until));
    return settle(grant, known->state, TRY(open_credentials(grant)));
}

Result<> set_state(access::Granted<Vet> const& grant, access::Gate const& gate, std::string const& to)
{
    auto const known = TRY(record(grant));
    if (!known) return not_found();
    if (!may_become(known->state, to)) return Error { Code::conflict, PublicText("From where this record stands it cannot become that.") };
    if (to == "verified" || to == "active") {
        auto const until = earliest(known->credentials);
        if (!until || *until <= gate.clock().now())
            return Error { Code::conflict, PublicText("Registration, insurance, checks, supervision and review must all be on record and hold.") };
    }
    TRY(store::set_state(grant, to, gate.clock().now()));
    grant.note("state", to);
    return settle(grant, to, known->credentials);
}

Result<std::vector<Listed>> list(access::GrantedGroup<ListClinicians>& group)
{
    std::vector<Listed> out;
    for (auto const& row : TRY(group.rows(store::everybody()))) {
        auto const profile = TRY(json::decode_text<Profile>(TRY(group.open_of(row.subject, access::person_scope, details_place, row.details.data))));
        Listed one { row.subject, row.state, profile.name, {}, row.state == "active" ? earliest_of(row) : std::nullopt };
        for (std::size_t i = 0; i < row.kinds.size() && i < row.until.size(); ++i) one.until[row.kinds[i]] = row.until[i];
        out.push_back(std::move(one));
    }
    return out;
}

Result<std::vector<Proposal>> propose(access::GrantedGroup<Propose>& group, access::Gate const& gate, Wanted const& wanted)
{
    std::vector<Proposal> out;
    auto const now = gate.clock().now();
    auto const taken = TRY(taken_of_all(group.tx(), gate, now, now + looked_ahead));
    for (auto const& row : TRY(group.rows(store::everybody()))) {
        auto const until = earliest_of(row);
        if (row.state != "active" || !until || *until <= now) continue;
        auto const p = TRY(json::decode_text<Profile>(TRY(group.open_of(row.subject, access::person_scope, details_place, row.details.data))));
        auto const free = free_ahead(p, now, TRY(taken.of(row.subject)));
        if (free.minutes == 0) continue; // away or full, for as long as we look ahead
        auto const points = fit(p, wanted);
        if (!points) continue;
        // Who can begin sooner comes before who fits as well.
        auto const soon = free.next && *free.next <= now + std::chrono::hours(24 * 7) ? 5 : 0;
        out.push_back({ row.subject, p.name, *points + soon, p.spaces, p.skills, p.languages, p.places, p.modes, free, free.next ? local_of(p, *free.next) : "" });
    }
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.fit > b.fit; });
    if (out.size() > 20) out.resize(20);
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::clinicians
