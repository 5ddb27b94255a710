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
};
Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<std::int64_t> erase(access::SubjectGrant const&);

} // namespace wellkept::disclosures::store
