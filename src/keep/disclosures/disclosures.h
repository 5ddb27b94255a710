// The accounting of disclosures: what of a person went to whom, when, and on which basis. Whoever discloses writes it here
// in the same transaction, and cannot disclose to somebody who is not in the register of recipients.
#pragma once
#include "access/room_contract.h"
#include "access/routes.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::disclosures {

struct ReadOwn {
    static constexpr access::PermissionInfo info { .name = "disclosures.read_own", .about = "service_user" };
};

struct Disclosure {
    std::string recipient; // of policy/recipients.yaml
    std::string purpose;   // one that the recipient is registered for
    std::vector<std::string> categories; // kinds that the register lets it have for that purpose
    std::string to;        // who exactly
    std::string what;      // in words for the person
    std::string basis;     // what it rests on, in words: the consent, the signed form
};
struct Recorded {
    Disclosure disclosure;
    Instant at;
    std::optional<Instant> withheld_until;
};

// forbidden: the register does not have the recipient for that purpose and those kinds. Then nothing may leave.
// id: of what it accounts for, if the caller names it again. withheld_until: the person does not see it before.
Result<> record(access::SubjectGrant const&, access::Gate const&, Disclosure const&, std::optional<Uuid> id = {}, std::optional<Instant> withheld_until = {});
// Empty: from now on they see it. not_found
Result<> withhold(access::SubjectGrant const&, Uuid id, std::optional<Instant> until);
Result<std::vector<Recorded>> all(access::SubjectGrant const&); // the latest first, withheld ones too

inline constexpr std::string_view record_class = "disclosure";

void add_routes(access::Routes&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::disclosures
