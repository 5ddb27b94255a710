// How many people of a Client let what be used for what: numbers, and nobody's name. What may be shown of them is for
// whoever asks (policy/statistics.yaml).
#pragma once
#include "access/grant.h"

namespace wellkept::access {

struct ConsentCount {
    std::string purpose, category;
    std::int64_t people;
};
// Of the group's tenant, and how many people it has that are not being erased. Reads person by person, for consent is
// open to nobody but under one person's name.
Result<std::vector<ConsentCount>> count_consents(GrantCore const& group, std::int64_t& people);

} // namespace wellkept::access
