// The accounting of disclosures: what of a person went to whom, when, and on which basis. Whoever discloses writes it here
// in the same transaction, and cannot disclose to somebody who is not in the register of recipients.
#pragma once
#include "access/room_contract.h"
#include "access/routes.h"
#include <memory>
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
};

// forbidden: the register does not have the recipient for that purpose and those kinds. Then nothing may leave.
Result<> record(access::SubjectGrant const&, access::Gate const&, Disclosure const&);
Result<std::vector<Recorded>> all(access::SubjectGrant const&); // the latest first

void add_routes(access::Routes&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::disclosures
