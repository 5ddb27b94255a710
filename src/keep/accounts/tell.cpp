// Mails to our own staff about what must not wait for their next look at the desk.
#include "access/system.h"
#include "keep/accounts/state.h"
#include "platform/json/json.h"
#include "platform/mail/mail.h"
#include <algorithm>

namespace wellkept::accounts {
namespace {

constexpr int page_rows = 200;

struct ToTell {
    std::vector<std::string> roles;
    std::string review_by; // a day
    // Left out by a server of before: an emergency access.
    std::optional<std::string> text, page;
};
BOOST_DESCRIBE_STRUCT(ToTell, (), (roles, review_by, text, page))

} // namespace

Result<> tell_staff(access::GrantCore const& grant, access::Gate const& gate, StaffNotice const& n)
{
    for (auto const& role : n.roles) TRY(store::insert_notice(grant.tx(), { Uuid::v7(gate.clock(), gate.rng()), role, n.kind, n.ref, gate.clock().now(), {} }));
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(),
        { .kind = std::string(tell_job), .payload = json::encode_text(ToTell { n.roles, rfc3339(n.by).substr(0, 10), n.text, n.page }) }));
    return {};
}

Result<jobs::Outcome> Accounts::tell(jobs::Job const& job, mail::Mailer const& mailer, mail::Templates const& templates) const
{
    auto const& s = *m_state;
    auto const what = TRY(json::decode_text<ToTell>(job.payload));
    auto const text = what.text.value_or("emergency_access");
    auto message = TRY(templates.render(text, "en", { { "link", s.settings.public_url + what.page.value_or("/desk") }, { "by", what.review_by } }));
    message.kind = text;
    SubjectId after {};
    for (bool more = true; more;) {
        more = TRY(access::as_system_group<List>(s.gate, s.pool, "tell_staff", "administer", access::house_tenant, [&](auto& group) -> Result<bool> {
            auto const page = TRY(list(group, s.gate, after, page_rows));
            for (auto const& one : page) {
                after = one.account_id;
                bool const theirs = std::ranges::any_of(one.roles, [&](auto const& role) { return std::ranges::count(what.roles, role) > 0; });
                if (!theirs || one.status != "active" || one.email.empty()) continue;
                message.to = { one.email, {} };
                (void)TRY(mailer.queue(group.tx(), message));
            }
            return page.size() == page_rows;
        }));
    }
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::accounts
