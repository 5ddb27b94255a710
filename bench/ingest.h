// Ingestion: acknowledged samples a second, beside PostgreSQL taking the same samples as rows.
#pragma once
#include "database.h"
#include "load.h"
#include "report.h"
#include <optional>

namespace wellkept::bench {

struct ServerUnderTest {
    Address address;
    Credentials credentials, exporter; // two Clients
    std::string database_url; // of its cluster
    pid_t process;
    std::optional<Address> other {}; // a second server over the same databases; only for `nodes`
    std::optional<Address> nginx {}; // the yardstick of `edge`; empty: there is none here
    std::string nginx_files {}; // the folder it serves
    std::string plant {}; // the command that plants service users (server/plant.cpp), ready to take its arguments
    std::string recordings {}; // real recordings, gzipped CSV
};

struct Plan {
    int rounds = 5;
    double seconds = 10; // of each side in each round
    std::size_t members = 64, connections = 64;
    bool quick = false;
    std::size_t people = 0; // of `care`; 0: as many as the run's length asks for
};

// Waits until what is left to jobs is done: the seconds in which there was such work, without those in which it was not due yet.
Result<double> settle_jobs(Database&);

// Prints a line a side and round as it goes. An error: the server refused, or what it acknowledged is not there.
Result<std::vector<Finding>> ingest(ServerUnderTest const&, Plan const&);

} // namespace wellkept::bench
