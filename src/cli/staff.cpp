// Accounts from the command line: how the first director of an empty system comes to be.
#include "cli/commands.h"
#include "access/system.h"
#include "access/tenants.h"
#include "keep/accounts/accounts.h"
#include "platform/json/json.h"
#include <iostream>

namespace wellkept::cli {
namespace {

struct InvitedOut {
    SubjectId account_id;
    std::string url;
    Instant expires_at;
};
struct Row {
    SubjectId account_id;
    std::string name, email, status;
    std::vector<std::string> roles;
    std::optional<Instant> ends_at, trained_until;
};
BOOST_DESCRIBE_STRUCT(InvitedOut, (), (account_id, url, expires_at))
BOOST_DESCRIBE_STRUCT(Row, (), (account_id, name, email, status, roles, ends_at, trained_until))

struct Given {
    std::string name, email, client, until, course, completed;
    std::vector<std::string> roles, purposes, categories;
};

template<typename Permission, typename F>
auto over_tenant(server::Ground& g, ClientId tenant, F&& work) -> decltype(work(std::declval<access::GrantedGroup<Permission>&>()))
{
    TRY(accounts::ensure_house(*g.gate, *g.pool));
    return access::as_operator<Permission>(*g.gate, *g.pool, "administer", tenant, std::forward<F>(work));
}

// Over one account, named by its e-mail address.
template<typename Permission, typename F>
auto over_account(server::Ground& g, std::string const& email, F&& work) -> decltype(work(std::declval<access::Granted<Permission>&>()))
{
    auto const found = TRY([&]() -> Result<std::optional<accounts::Found>> {
        auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
        return accounts::find(tx, *g.gate, email);
    }());
    if (!found) return bad_input("There is no account with this e-mail address.");
    return access::as_operator<Permission>(*g.gate, *g.pool, "administer", found->tenant, found->account, std::forward<F>(work));
}

Result<ClientId> tenant_of(std::string const& client)
{
    if (client.empty()) return access::house_tenant;
    auto const id = ClientId::parse(client);
    if (!id) return bad_input("Give the client id as `wellkept client list` shows it.");
    return *id;
}

Result<std::optional<Instant>> instant_of(std::string const& text)
{
    if (text.empty()) return std::optional<Instant> {};
    auto const at = parse_rfc3339(text.size() == 10 ? text + "T00:00:00Z" : text);
    if (!at) return bad_input("Give a date such as 2027-12-31.");
    return std::optional(*at);
}

void show(Context const& context, accounts::Invitation const& i)
{
    if (context.json) std::cout << json::encode_text(InvitedOut { i.account_id, i.url, i.expires_at }) << "\n";
    else
        std::cout << "Give this link to the person; it is shown this once and works once, until " << rfc3339(i.expires_at).substr(0, 16)
                  << " UTC:\n  " << i.url << "\n";
}

} // namespace

void add_staff(CLI::App& app, Context& context)
{
    auto* staff = app.add_subcommand("staff", "Accounts of our own staff, of Clients' users and of Developers");
    staff->require_subcommand(1);
    auto given = std::make_shared<Given>();

    auto* invite = staff->add_subcommand("invite", "Invite somebody; prints the link by which they set password and second factor");
    invite->add_option("--name", given->name, "The person's name")->required();
    invite->add_option("--email", given->email, "Their e-mail address")->required();
    invite->add_option("--role", given->roles, "A role of policy/staff.yaml; may be repeated; none if left out");
    invite->add_option("--client", given->client, "Client id, for a Client's user; our own house if left out");
    invite->add_option("--until", given->until, "When the account ends, such as 2027-12-31");
    invite->add_option("--purpose", given->purposes, "Of a contractor: a purpose they are held to; may be repeated");
    invite->add_option("--category", given->categories, "Of a contractor: a category of data they are held to; may be repeated");
    invite->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            accounts::NewAccount const account { given->name, given->email, given->roles, {}, TRY(instant_of(given->until)), given->purposes, given->categories };
            show(context, TRY(over_tenant<accounts::Invite>(g, TRY(tenant_of(given->client)), [&](auto& grant) {
                return accounts::invite(grant, *g.gate, g.config.server.public_url, account);
            })));
            return {};
        });
    });

    auto* list = staff->add_subcommand("list", "All accounts of the house, or of a Client");
    list->add_option("--client", given->client, "Client id");
    list->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            boost::json::array out;
            SubjectId after {};
            for (bool more = true; more;) {
                auto const page = TRY(over_tenant<accounts::List>(g, TRY(tenant_of(given->client)), [&](auto& grant) { return accounts::list(grant, *g.gate, after, 100); }));
                more = page.size() == 100;
                for (auto const& a : page) {
                    after = a.account_id;
                    if (context.json) {
                        out.push_back(json::encode(Row { a.account_id, a.name, a.email, a.status, a.roles, a.ends_at, a.trained_until }));
                        continue;
                    }
                    std::string roles;
                    for (auto const& r : a.roles) (roles += roles.empty() ? "" : ",") += r;
                    std::cout << a.status << "  " << a.email << "  " << a.name << "  " << (roles.empty() ? "no role" : roles) << "  "
                              << (a.trained_until ? "trained until " + rfc3339(*a.trained_until).substr(0, 10) : "untrained") << "\n";
                }
            }
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        });
    });

    auto* roles = staff->add_subcommand("roles", "Give somebody exactly these roles, from the next request on; none takes all away");
    roles->add_option("email", given->email, "The account's e-mail address")->required();
    roles->add_option("role", given->roles, "Roles of policy/staff.yaml");
    roles->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            return over_account<accounts::ChangeAccount>(g, given->email, [&](auto& grant) { return accounts::change(grant, *g.gate, { .roles = given->roles }); });
        });
    });

    auto* end = staff->add_subcommand("end", "End somebody's account and all their sessions at once");
    end->add_option("email", given->email, "The account's e-mail address")->required();
    end->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            return over_account<accounts::EndAccount>(g, given->email, [&](auto& grant) { return accounts::end(grant, *g.gate); });
        });
    });

    auto* reset = staff->add_subcommand("reset", "A new way in for somebody who lost password or second factor; prints the link");
    reset->add_option("email", given->email, "The account's e-mail address")->required();
    reset->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            show(context, TRY(over_account<accounts::Reset>(g, given->email, [&](auto& grant) { return accounts::reset(grant, *g.gate, g.config.server.public_url); })));
            return {};
        });
    });

    auto* training = staff->add_subcommand("training", "Record that somebody was trained");
    training->add_option("email", given->email, "The account's e-mail address")->required();
    training->add_option("course", given->course, "A course of policy/staff.yaml, such as health_privacy")->required();
    training->add_option("--completed", given->completed, "The day it was completed, such as 2026-11-02; today if left out");
    training->add_option("--until", given->until, "When it runs out; as the course says if left out");
    training->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const completed = TRY(instant_of(given->completed)).value_or(g.clock->now());
            accounts::NewTraining const t { given->course, std::chrono::floor<std::chrono::days>(completed), TRY(instant_of(given->until)) };
            return over_account<accounts::RecordTraining>(g, given->email, [&](auto& grant) { return accounts::record_training(grant, *g.gate, t); });
        });
    });
}

} // namespace wellkept::cli
