// SQL of the ingest schema.
#pragma once
#include "access/grant.h"

namespace wellkept::ingest::store {

struct Upload {
    Uuid id;
    ConnectionId connection;
    std::string state;
    std::int32_t percent;
    std::optional<std::string> problem;
    db::Bytes details;
    std::optional<db::Bytes> report;
    std::int32_t pieces;
    std::int64_t bytes;
    Instant created_at;
};

Result<> insert(access::SubjectGrant const&, Upload const&);
Result<std::vector<Upload>> list(access::SubjectGrant const&);
Result<std::optional<Upload>> find(access::SubjectGrant const&, Uuid);
Result<> save(access::SubjectGrant const&, Upload const&);
struct UploadId {
    Uuid id;
    ConnectionId connection;
};
Result<std::vector<UploadId>> ids(access::SubjectGrant const&);
Result<std::int64_t> erase(access::SubjectGrant const&, std::vector<Uuid> const&);

} // namespace wellkept::ingest::store
