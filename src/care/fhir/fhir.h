// Care as FHIR R4: what is read of which room's records, and by which of their permissions. docs/fhir.md has the table.
#pragma once
#include "care/cases/cases.h"
#include "care/devices/devices.h"
#include "keep/fhir/fhir.h"

namespace wellkept::care_fhir {

// These must outlive the types' use; for the table and the metadata alone there need be none.
struct Sources {
    cases::Context const* cases = nullptr;
    devices::Context const* devices = nullptr;
    access::Gate const* gate = nullptr;
};
std::vector<fhir::Type> types(Sources const&);

} // namespace wellkept::care_fhir
