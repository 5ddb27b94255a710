#include "keep/accounts/accounts.h"
#include "access/enforced.h"
#include "keep/accounts/state.h"

namespace wellkept::accounts {
namespace {

access::Enforces const sessions { "sessions.staff", "keep/accounts", "S2" };
access::Enforces const pending { "sessions.staff_pending", "keep/accounts", "S2" };
access::Enforces const devices { "sessions.staff_device", "keep/accounts", "S2" };
access::Enforces const six_years { "retention.account_records", "keep/accounts", "S11" };

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "accounts"; }
    std::vector<std::string> personal_tables() const override
    {
        return { "access.account", "access.account_session", "access.training", "access.exceptional_access", "access.vetting", "accounts.credential",
            "accounts.passkey", "accounts.recovery_code" };
    }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
    std::vector<std::string> record_classes() const override { return { std::string(record_class) }; }
    Result<std::int64_t> destroy(access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const&) const override
    {
        TRY(close_all_ways(grant));
        (void)TRY(access::drop_handles_of(grant, "staff_email", grant.subject().value));
        return store::erase(grant);
    }
};

} // namespace

Accounts::Accounts(std::unique_ptr<State> s) : m_state(std::move(s)) {}
Accounts::~Accounts() = default;

Result<std::unique_ptr<Accounts>> Accounts::create(access::Gate const& gate, db::Pool& pool, Settings settings)
{
    TRY(ensure_house(gate, pool));
    auto common = TRY(CommonPasswords::load(settings.common_passwords));
    auto hasher = std::make_unique<PasswordHasher>(
        gate.rng(), settings.argon2_memory_kib, settings.argon2_passes, settings.argon2_threads, settings.argon2_queue_max);
    auto site = passkey::site_of(settings.public_url);
    return std::unique_ptr<Accounts>(new Accounts(
        std::unique_ptr<State>(new State { gate, pool, std::move(settings), std::move(common), std::move(hasher), std::move(site) })));
}

void Accounts::add_routes(access::Routes& routes, rights::Eraser const& eraser) const
{
    add_sign_in_routes(routes, *m_state);
    add_self_routes(routes, *m_state);
    add_desk_routes(routes, *m_state, eraser);
    add_register_routes(routes, *m_state);
    add_exceptional_routes(routes, *m_state);
    add_overview_routes(routes, *m_state);
}

Result<jobs::Outcome> Accounts::sweep(jobs::Job const&) const
{
    auto tx = TRY(db::Tx::begin(m_state->pool));
    TRY(store::sweep_tries(tx, m_state->now() - std::chrono::hours(1)));
    TRY(tx.commit());
    return jobs::Outcome(jobs::Done {});
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::accounts
