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

} // namespace wellkept::organisations
