#include "access/consent_counts.h"
#include <map>

namespace wellkept::access {
namespace {

struct People {
    std::vector<SubjectId> subjects;
};
// One row, so that it names nobody.
db::PersonalQuery<People, ClientId> const people_of { "access/people_of_tenant",
    "SELECT coalesce(array_agg(subject_id), '{}') FROM access.subject"
    " WHERE tenant_id = $1 AND kind = 'member' AND state = 'active'" };
struct On {
    std::string purpose, category;
};
db::PersonalQuery<On, SubjectId> const on_now { "access/consents_on",
    "SELECT DISTINCT purpose, category FROM ("
    "  SELECT DISTINCT ON (connection_id, category, purpose) category, purpose, decision"
    "    FROM access.consent_event WHERE subject_id = $1"
    "   ORDER BY connection_id, category, purpose, sequence DESC) latest WHERE decision = 'granted'" };

db::PersonalQuery<People, ClientId, SubjectId, bool, std::int32_t> const free_people_of { "access/free_people_of_tenant",
    "SELECT coalesce(array_agg(subject_id ORDER BY subject_id), '{}') FROM (SELECT subject_id FROM access.subject"
    " WHERE tenant_id = $1 AND kind = 'member' AND state = 'active' AND NOT restricted AND subject_id >= $2 AND ($3 OR subject_id <> $2)"
    " ORDER BY subject_id LIMIT $4) page" };
struct Yes {
    bool yes;
};
db::PersonalQuery<Yes, SubjectId, std::string> const lets { "access/lets_purpose",
    "SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT ON (connection_id, category) decision FROM access.consent_event"
    "   WHERE subject_id = $1 AND purpose = $2 ORDER BY connection_id, category, sequence DESC) latest"
    "  WHERE decision = 'granted')" };

} // namespace

Result<std::vector<ConsentCount>> count_consents(GrantCore const& group, std::int64_t& people)
{
    auto& tx = group.tx();
    std::map<std::pair<std::string, std::string>, std::int64_t> sum;
    for (auto const& row : TRY(tx.rows(PassIssuer::pass(), people_of, group.tenant())))
        for (auto const subject : row.subjects) {
            ++people;
            TRY(tx.set_local("wellkept.subject", subject.text()));
            for (auto& on : TRY(tx.rows(PassIssuer::pass(), on_now, subject)))
                ++sum[{ std::move(on.purpose), std::move(on.category) }];
        }
    TRY(tx.set_local("wellkept.subject", group.subject().text()));
    std::vector<ConsentCount> out;
    for (auto const& [what, n] : sum) out.push_back({ what.first, what.second, n });
    return out;
}

Result<Letting> people_who_let(GrantCore const& group, std::string_view purpose, SubjectId from, bool itself, std::int32_t looked_at)
{
    auto& tx = group.tx();
    std::string const wanted(purpose);
    auto const all = TRY(tx.one(PassIssuer::pass(), free_people_of, group.tenant(), from, itself, looked_at)).subjects;
    Letting out { {}, all.empty() ? from : all.back(), all.size() == static_cast<std::size_t>(looked_at) };
    for (auto const subject : all) {
        TRY(tx.set_local("wellkept.subject", subject.text()));
        if (TRY(tx.one(PassIssuer::pass(), lets, subject, wanted)).yes) out.people.push_back(subject);
    }
    TRY(tx.set_local("wellkept.subject", group.subject().text()));
    return out;
}

Result<std::vector<SubjectId>> people_who_let(GrantCore const& group, std::string_view purpose)
{
    constexpr std::int32_t page = 1'000;
    auto some = TRY(people_who_let(group, purpose, {}, true, page));
    auto out = std::move(some.people);
    while (some.more) {
        some = TRY(people_who_let(group, purpose, some.last, false, page));
        out.insert(out.end(), some.people.begin(), some.people.end());
    }
    return out;
}

} // namespace wellkept::access
