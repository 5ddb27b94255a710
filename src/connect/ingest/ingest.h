// How data come in: fetched from vendors, sent by the Client, read from an uploaded file. All three end in
// timeseries::write, under the same permissions.
#pragma once
#include "access/routes.h"
#include "connect/connections/connections.h"
#include "connect/programs/file_format.h"
#include "connect/timeseries/timeseries.h"
#include "platform/blob/blob.h"

namespace wellkept::ingest {

struct UploadFile { static constexpr access::PermissionInfo info { .name = "imports.upload", .writes = true, .needs_consent = true }; };
struct ReadImports { static constexpr access::PermissionInfo info { .name = "imports.read" }; };
struct RunImport { static constexpr access::PermissionInfo info { .name = "imports.run", .writes = true }; };

inline constexpr std::string_view import_job = "ingest.import";
inline constexpr std::string_view compact_job = "ingest.compact";

// Formats of the Programs of kind file.
struct FilePrograms {
    std::vector<std::string> codes;
    std::vector<programs::FileFormat> formats;
    static Result<FilePrograms> load(std::string const& directory, timeseries::MetricTable const&);
};

struct Parts {
    access::Gate const& gate;
    db::Pool& pool;
    timeseries::MetricTable const& metrics;
    connections::Vendors& vendors;
    blob::Store& blobs;
    FilePrograms const& files;
};

class Ingest {
public:
    explicit Ingest(Parts parts) : m(parts) {}

    // Jobs.
    Result<jobs::Outcome> pull(jobs::Job const&);
    Result<jobs::Outcome> import(jobs::Job const&);
    Result<jobs::Outcome> compact(jobs::Job const&);
    Result<jobs::Outcome> after_restriction(jobs::Job const&); // a restriction was lifted: fetching goes on

    // POST /v1/members/{member}/samples, /me/imports.
    void add_routes(access::Routes&);

private:
    Parts m;
};

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::ingest
