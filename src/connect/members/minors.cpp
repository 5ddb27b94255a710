// Finds Members whose data contradict the age rules, removes the data and closes the membership.
#include "access/system.h"
#include "connect/clients/clients.h"
#include "connect/members/guardians.h"
#include "platform/json/json.h"
#include "platform/log/log.h"

namespace wellkept::members {
namespace {

struct LookJob {
    std::optional<SubjectId> member;
};
BOOST_DESCRIBE_STRUCT(LookJob, (), (member))

constexpr std::string_view task = "minors", purpose = "rights";
constexpr int page_size = 500;

} // namespace

Result<> enqueue_look(db::Tx& tx, access::Gate const& gate, SubjectId member)
{
    (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(),
        { .kind = std::string(minors_job),
            .subject = member,
            .payload = json::encode_text(LookJob { member }),
            .attempts_max = 50 }));
    return {};
}

Result<std::vector<Minors::Found>> Minors::find(bool everybody) const
{
    std::vector<Found> out;
    auto const all = [&]() -> Result<std::vector<clients::Client>> {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        return clients::list(tx);
    }();
    if (!all.ok()) return all.error();
    for (auto const& client : all.value()) {
        auto const looked = access::as_system_group<FindMinors>(
            m_gate, m_pool, task, purpose, client.id, [&](access::GrantedGroup<FindMinors>& group) -> Result<> {
                auto const now = m_gate.clock().now();
                for (SubjectId after {};;) {
                    auto const page = TRY(everybody ? people::list(group, after, page_size)
                                                    : people::list_young(group, after, page_size));
                    for (auto const& p : page) {
                        after = p.subject;
                        auto const profile = people::open_listed(group, p);
                        if (p.state != "active" || !profile.ok()) continue; // on its way out already
                        auto const standing = m_rules.now()->standing(*profile, now);
                        auto const verdict = consent::judge(*m_rules.now(), *profile, now);
                        // Of everybody: the grown are no finding, and the young may have decided alone.
                        if (everybody ? standing != consent::Standing::grown : verdict != consent::Verdict::fine)
                            out.push_back({ client.id, p.subject, standing, verdict });
                    }
                    if (page.size() < page_size) return {};
                }
            });
        // A Client that is suspended or without agreement is looked at once it is active again.
        if (!looked.ok() && looked.error().code != Code::forbidden && looked.error().code != Code::not_found)
            return looked.error();
    }
    return out;
}

Result<> Minors::look(SubjectId member) const
{
    auto const looked = access::as_system<LookAtMinor>(
        m_gate, m_pool, task, purpose, member, [&](access::Granted<LookAtMinor>& grant) -> Result<> {
            auto const profile = TRY(people::load(grant));
            auto const switches = TRY(consent::switches(grant));
            auto const now = m_gate.clock().now();
            auto const verdict = consent::judge(*m_rules.now(), profile, now, &switches);
            switch (verdict) {
            case consent::Verdict::fine:
                return people::save(grant, profile, now, true);
            case consent::Verdict::grown:
                return people::save(grant, profile, now, false);
            case consent::Verdict::child_without_guardian:
            case consent::Verdict::decided_alone:
                break;
            }
            grant.note("found", std::string(consent::name(verdict)));
            (void)TRY(m_eraser->begin(grant, {}));
            log::info("minor_found", { { "verdict", std::string(consent::name(verdict)) } });
            return {};
        });
    // Erased, or being erased, meanwhile.
    if (!looked.ok() && looked.error().code != Code::not_found) return looked.error();
    return {};
}

Result<jobs::Outcome> Minors::run(jobs::Job const& job) const
{
    auto const in = job.payload.empty() ? LookJob {} : TRY(json::decode_text<LookJob>(job.payload));
    if (in.member) {
        TRY(look(*in.member));
        return jobs::Outcome(jobs::Done {});
    }
    for (auto const& found : TRY(find(false))) TRY(look(found.member));
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::members
