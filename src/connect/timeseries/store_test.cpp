// The whole way of samples through keys, Gate and database: written once whatever is delivered, read as a plain map
// would have it.
#include "access/system.h"
#include "keep/consent/consent.h"
#include "connect/timeseries/timeseries.h"
#include <gtest/gtest.h>
