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

// Those of the group's tenant who have a switch of this purpose on, are active and not restricted: of whom it is worth
// while to ask the Gate, one by one. Nothing is told of anybody else.
Result<std::vector<SubjectId>> people_who_let(GrantCore const& group, std::string_view purpose);

} // namespace wellkept::access
