// What ties accounts to service users, and until when an account may work with them. The Gate reads it at each decision;
// care/cases alone writes assignments and walls, care/clinicians alone writes vetting.
#pragma once
#include "access/grant.h"

namespace wellkept::access {

struct Tie {
    Uuid id;
    SubjectId account; // of a wall, nil: whoever is not assigned
    std::string relation; // assigned, walled
    Uuid ref; // the case; nil: of a wall
    Instant starts_at;
    std::optional<Instant> ends_at;
};

Result<> assign(SubjectGrant const& person, Uuid id, SubjectId account, Uuid ref, Instant from);
// Those of a case, or of one account in it (not nil). From this moment on; a second call changes nothing. Returns how many.
Result<std::int64_t> end_assignments(SubjectGrant const& person, Uuid ref, SubjectId account, Instant now);
Result<> wall_off(SubjectGrant const& person, Uuid id, SubjectId account, Instant from);
Result<std::int64_t> end_wall(SubjectGrant const& person, SubjectId account, Instant now);
Result<std::vector<Tie>> ties(SubjectGrant const& person); // those that were, too; oldest first

// Empty: not vetted, and so without access.
Result<> set_vetting(SubjectGrant const& account, std::optional<Instant> valid_until);

} // namespace wellkept::access
