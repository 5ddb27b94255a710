// The benches: each measures one thing of the server beside its yardstick and says what it found. An error ends the run:
// the server refused, or what it acknowledged is not there.
#pragma once
#include "ingest.h"

namespace wellkept::bench {

using Findings = Result<std::vector<Finding>>;

// Acknowledged samples a second in batches of 1 and of 20, beside single-row INSERTs with commit.
Findings ingest_small(ServerUnderTest const&, Plan const&);
// Bytes on disk a sample, everything in, beside the row table with its index.
Findings store(ServerUnderTest const&, Plan const&);
// Audited reads beside the same reads by a handler without Gate and audit (bench/server).
Findings access(ServerUnderTest const&, Plan const&);
// One Member's one metric for one day as JSON, beside json_agg over the rows.
Findings read(ServerUnderTest const&, Plan const&);
// The daily values of a year of minutes, beside GROUP BY over the rows.
Findings read_year(ServerUnderTest const&, Plan const&);
// All samples of many Members as NDJSON, beside COPY TO.
Findings export_all(ServerUnderTest const&, Plan const&);
// A small audited GET, and the health check, beside nginx with a file of that size.
Findings edge(ServerUnderTest const&, Plan const&);
// Erasing a Member with few samples and one with many, receipt included.
Findings erase(ServerUnderTest const&, Plan const&);
// What the server holds in memory while it ingests, and for each idle connection.
Findings memory(ServerUnderTest const&, Plan const&);
// The helpline's search over many service users, and one case file, beside plaintext columns with indexes.
Findings care(ServerUnderTest const&, Plan const&);
// What a request costs at 1, 10 and (full run) 100 times the Members and samples.
Findings growth(ServerUnderTest const&, Plan const&);
// Ingestion by two servers over one PostgreSQL, beside one.
Findings nodes(ServerUnderTest const&, Plan const&);
// Twice the load that it can take for long.
Findings overload(ServerUnderTest const&, Plan const&);

} // namespace wellkept::bench
