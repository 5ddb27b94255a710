// How the room reads the time that is taken. Private to it.
#pragma once
#include "care/clinicians/clinicians.h"
#include <map>

namespace wellkept::clinicians {

struct Taken {
    access::Gate const& gate;
    std::map<std::string, std::vector<Span>> by_account; // by keyed hash, in order
    Result<std::vector<Span>> of(SubjectId account) const;
};
Result<Taken> taken_of_all(db::Tx&, access::Gate const&, Instant from, Instant until);
Result<std::vector<Span>> taken_of(db::Tx&, access::Gate const&, SubjectId account, Instant from, Instant until);

} // namespace wellkept::clinicians
