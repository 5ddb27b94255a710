// Walls: who stands outside, since when, and why.
#include "access/assignments.h"
#include "care/cases/case_file.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::cases {
namespace {

struct Words { // sealed
    SubjectId account; // nil: whoever is not assigned
    SubjectId by;
    std::string why;
    std::optional<SubjectId> ended_by;
    std::optional<std::string> ended_why;
};
BOOST_DESCRIBE_STRUCT(Words, (), (account, by, why, ended_by, ended_why))

constexpr access::Place words_place(Uuid id) { return { "cases.wall", "words", id }; }

Result<std::string> sealed(access::SubjectGrant const& grant, Uuid id, Words const& w)
{
    return grant.seal(access::person_scope, words_place(id), json::encode_text(w));
}

Result<std::optional<access::Tie>> standing(access::SubjectGrant const& grant, SubjectId account, Instant now)
{
    for (auto const& t : TRY(access::ties(grant)))
        if (t.relation == "walled" && t.account == account && t.starts_at <= now && (!t.ends_at || *t.ends_at > now)) return std::optional(t);
    return std::optional<access::Tie> {};
}

} // namespace

Result<bool> walled(access::SubjectGrant const& grant, SubjectId account, Instant now) { return TRY(standing(grant, account, now)).has_value(); }

Result<> wall(access::Granted<WallOff> const& grant, access::Gate const& gate, SubjectId account, std::string const& why)
{
    auto const now = gate.clock().now();
    if (account == actor_of(grant)) return bad_input("Somebody else must put up the wall before you.");
    bool anybody = false;
    for (auto const& row : TRY(store::episodes(grant))) {
        if (row.closed_at) continue;
        auto c = TRY(load(grant, row.id));
        anybody = anybody || std::any_of(c.standing.assignments.begin(), c.standing.assignments.end(), [](auto const& a) { return a.open(); });
        auto const held = c.standing.assignments; // a copy: move() changes them
        for (auto const& a : held)
            if (a.account == account && (a.open() || a.held == Held::offered))
                TRY(move(grant, gate, c, { a.held == Held::offered ? What::withdraw_offer : What::hand_back, a.id, a.account }));
    }
    if (account == SubjectId {} && !anybody) return Error { Code::conflict, PublicText("First somebody must hold a case of this person; else nobody could reach them.") };
    if (TRY(walled(grant, account, now))) return {};
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    TRY(access::wall_off(grant, id, account, now));
    return store::insert_wall(grant, id, now, TRY(sealed(grant, id, { account, actor_of(grant), why, {}, {} })));
}

Result<> end_wall(access::Granted<WallOff> const& grant, access::Gate const& gate, SubjectId account, std::string const& why)
{
    auto const now = gate.clock().now();
    auto const tie = TRY(standing(grant, account, now));
    if (!tie || TRY(access::end_wall(grant, account, now)) == 0) return not_found();
    for (auto const& row : TRY(store::walls(grant)))
        if (row.id == tie->id) {
            auto words = TRY(json::decode_text<Words>(TRY(grant.open(access::person_scope, words_place(row.id), row.words.data))));
            words.ended_by = actor_of(grant);
            words.ended_why = why;
            return store::finish_wall(grant, row.id, now, TRY(sealed(grant, row.id, words)));
        }
    return {};
}

Result<std::vector<Wall>> walls(access::Granted<ReadWalls> const& grant)
{
    std::vector<Wall> out;
    for (auto const& row : TRY(store::walls(grant))) {
        auto const w = TRY(json::decode_text<Words>(TRY(grant.open(access::person_scope, words_place(row.id), row.words.data))));
        out.push_back({ w.account, w.by, w.why, w.ended_why, row.put_up_at, row.ended_at });
    }
    return out;
}

} // namespace wellkept::cases
