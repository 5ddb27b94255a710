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
};
BOOST_DESCRIBE_STRUCT(ToTell, (), (roles, review_by))

} // namespace

Result<> tell_later(access::GrantCore const& grant, access::Gate const& gate, std::vector<std::string> const& roles, Instant review_by)
{
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(),
        { .kind = std::string(tell_job), .payload = json::encode_text(ToTell { roles, rfc3339(review_by).substr(0, 10) }) }));
    return {};
}

Result<jobs::Outcome> Accounts::tell(jobs::Job const& job, mail::Mailer const& mailer, mail::Templates const& templates) const
{
    auto const& s = *m_state;
    auto const what = TRY(json::decode_text<ToTell>(job.payload));
    auto message = TRY(templates.render("emergency_access", "en", { { "link", s.settings.public_url + "/desk" }, { "review_by", what.review_by } }));
    message.kind = "emergency_access";
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
