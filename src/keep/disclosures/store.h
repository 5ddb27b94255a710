// SQL of this room.
#pragma once
#include "keep/disclosures/disclosures.h"

namespace wellkept::disclosures::store {

struct Row {
    Uuid id;
    std::string recipient, purpose;
    std::vector<std::string> categories;
    db::Bytes details;
    Instant at;
    std::optional<Instant> withheld_until;
};
Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<bool> withhold(access::SubjectGrant const&, Uuid, std::optional<Instant>); // false: it is not there
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);

} // namespace wellkept::disclosures::store
