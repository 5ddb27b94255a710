// The envelope some vendors wrap every answer in. Include only in .cpp files: Boost.JSON is dear to compile.
#pragma once
#include "connect/programs/manifest.h"
#include <boost/json.hpp>

namespace wellkept::programs {

Outcome envelope_outcome(Envelope const&, boost::json::value const& answer);
// The Error of an outcome that is not ok; `id` names Program and request for the log.
Result<> error_of(Outcome, std::string const& id);

} // namespace wellkept::programs
