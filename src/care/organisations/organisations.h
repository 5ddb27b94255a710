// Partner organisations of Care: employers, insurers, membership groups; their contracts. No table of this room holds a
// clinical or personal fact, so that nothing an organisation's routes read can.
#pragma once
#include "access/gate.h"
#include "access/tenants.h"
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::organisations {

using Date = std::chrono::sys_days;

// Of our own staff, about organisations and not about anybody.
struct List {
    static constexpr access::PermissionInfo info { .name = "organisations.list", .about = "account" };
};
struct Manage {
    static constexpr access::PermissionInfo info { .name = "organisations.manage", .writes = true, .about = "account" };
};
// Of the desk. Writes, for what did not fit is counted.
struct CheckEligibility {
    static constexpr access::PermissionInfo info { .name = "organisations.check_eligibility", .writes = true, .about = "service_user", .need = access::Need::desk };
};
// Of an organisation, about itself.
struct ReadOwn {
    static constexpr access::PermissionInfo info { .name = "organisations.read_own", .about = "account" };
};
struct SendList {
    static constexpr access::PermissionInfo info { .name = "organisations.send_list", .writes = true, .about = "account" };
};
struct AskUsage {
    static constexpr access::PermissionInfo info { .name = "organisations.ask_usage", .writes = true, .about = "account" };
};

struct Organisation {
    ClientId id; // its tenant, of kind organisation
    std::string name;
    std::string kind;      // employer, insurer, membership
    std::string territory; // of policy/territories.yaml
    Instant created_at;
};

// What a contract may cover. Each service's own rules are the policy's.
inline constexpr std::string_view services[]
    = { "eap_counselling", "psychological_services", "fitness_to_work", "critical_incident", "management_support" };

struct Contract {
    ClientId organisation;
    Uuid id;
    std::string reference;
    std::string state; // draft, active, suspended, ended
    Date starts_on;
    std::optional<Date> ends_on; // its last day
    std::vector<std::string> services;
    std::string session_model;            // per_episode, per_year, clinical_need
    std::optional<std::int32_t> sessions; // 1 to 200; none: clinical need decides
    std::int32_t covered_headcount;
    std::int32_t reporting_threshold; // no number about fewer people is told; 5 or more
    std::string territory;
    Instant created_at;

    // Whether the service is open under it on a day.
    bool in_force(Date day) const { return state == "active" && starts_on <= day && (!ends_on || day <= *ends_on); }
    bool covers(std::string_view service) const;
};

struct NewOrganisation {
    std::string name; // 1 to 200 characters
    std::string kind, territory;
    std::string agreement_reference; // the agreement on file, without which nothing is shared
    std::optional<Instant> agreement_until {};
};
struct NewContract {
    std::string reference; // 1 to 100 characters
    std::string state = "active";
    Date starts_on;
    std::optional<Date> ends_on {};
    std::vector<std::string> services;
    std::string session_model = "per_episode";
    std::optional<std::int32_t> sessions {};
    std::int32_t covered_headcount = 0;
    std::int32_t reporting_threshold = 10;
    std::string territory;
};

// bad_input says which rule is broken.
Result<ClientId> add(access::Gate const&, db::Tx&, NewOrganisation const&);
Result<Uuid> add_contract(access::Gate const&, db::Tx&, ClientId, NewContract const&);
// A changed contract: dates, services, state; its organisation and territory stay.
Result<> change_contract(db::Tx&, Contract const&);

Result<std::vector<Organisation>> list(db::Tx&);
Result<std::optional<Organisation>> find(db::Tx&, ClientId);
Result<std::vector<Contract>> contracts(db::Tx&, ClientId);
Result<std::optional<Contract>> contract(db::Tx&, Uuid);

// ---- who may come ----

struct Eligibility {
    ClientId organisation;
    std::string name;
    Uuid contract;
    std::string territory;
    std::vector<std::string> services;
    std::string by; // access_code, list
};
// A code of a contract. Shown once; stored as a keyed hash. code: their own, of 6 to 40 letters and digits, or empty.
Result<std::string> add_access_code(access::Gate const&, db::Tx&, ClientId, Uuid contract, std::string code, std::optional<Instant> until);
// None: there is no such code, or its contract is not in force today. All of these look alike.
Result<std::optional<Eligibility>> eligible_by_code(access::Gate const&, db::Tx&, std::string_view code);
// A policy or membership number that the organisation's list holds.
Result<std::optional<Eligibility>> eligible_by_number(access::Gate const&, db::Tx&, ClientId, std::string_view number);
// too_many: this account's last hour held too many that did not fit.
Result<> may_try(access::Gate const&, db::Tx&, Uuid account);
Result<> missed(access::Gate const&, db::Tx&, Uuid account);

struct RefusedRow {
    std::int64_t line;
    std::string why;
};
struct ListReport {
    Uuid list_id;
    std::int32_t accepted = 0, refused = 0, ended = 0; // ended: of earlier lists, and not in this one
    std::vector<RefusedRow> rows {}; // the first hundred refused
};
inline constexpr std::size_t list_bytes_max = 16 * 1024 * 1024;
// CSV with the columns number and, if wanted, until (YYYY-MM-DD). Other columns are refused: nothing else is to be sent
// about anybody. It takes the place of the contract's earlier list.
Result<ListReport> take_list(access::GrantedGroup<SendList>&, access::Gate const&, Uuid contract, std::string_view csv, std::string const& source);

// ---- confirming that the service was used ----

struct UsageRequest {
    ClientId organisation;
    Uuid id;
    Instant asked_at;
};
// The answer is the same whether anybody has that number or not.
Result<Uuid> ask_usage(access::GrantedGroup<AskUsage>&, access::Gate const&, std::string const& reference, std::string_view number);
// For the care side: what an organisation asked about a number.
Result<std::vector<UsageRequest>> usage_requests(access::Gate const&, db::Tx&, ClientId, std::string_view number);
// After the person's consent, and never otherwise.
Result<> confirm_usage(db::Tx&, UsageRequest const&, Date);
// What the organisation sees: a declined request, an unasked one and one about nobody look alike.
struct UsageState {
    Uuid request_id;
    std::string reference;
    Instant asked_at;
    std::optional<Date> confirmed_on;
};
Result<std::vector<UsageState>> usage_states(access::GrantedGroup<ReadOwn>&, access::Gate const&);

} // namespace wellkept::organisations

namespace wellkept::access {
class Routes;
}

namespace wellkept::organisations {
void add_routes(access::Routes&); // /care/organisations/... for our staff, /care/organisation/... and /care/api/... for theirs
} // namespace wellkept::organisations
