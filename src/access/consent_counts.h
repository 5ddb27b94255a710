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
// The same, looking at so many people at most, in the order of their ids: from one on, that one too if `itself`.
struct Letting {
    std::vector<SubjectId> people;
    SubjectId last; // looked at
    bool more; // there may be some after it
};
Result<Letting> people_who_let(GrantCore const& group, std::string_view purpose, SubjectId from, bool itself, std::int32_t looked_at);

} // namespace wellkept::access
