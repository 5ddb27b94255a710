// All samples of a Client's Members. Private to the room.
#pragma once
#include "access/gate.h"

namespace wellkept::access {
class Routes;
}

namespace wellkept::timeseries {

class MetricTable;

struct ExportSamples {
    static constexpr access::PermissionInfo info { .name = "timeseries.export", .writes = true }; // its audit rows
};
void add_export_route(access::Routes&, MetricTable const&);

} // namespace wellkept::timeseries
