// Care as FHIR R4: what is read of which room's records, and by which of their permissions. docs/fhir.md has the table.
#pragma once
#include "care/cases/cases.h"
#include "keep/fhir/fhir.h"

namespace wellkept::care_fhir {

// The context and the gate must outlive the types' use; for the table and the metadata alone there need be none.
std::vector<fhir::Type> types(cases::Context const*, access::Gate const*);

} // namespace wellkept::care_fhir
