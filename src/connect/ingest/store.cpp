#include "connect/ingest/store.h"

namespace wellkept::ingest::store {
namespace {

#define UPLOAD_COLUMNS "import_id, connection_id, state, percent, problem, details, report, pieces, bytes, created_at"

db::PersonalQuery<Unit, SubjectId, Uuid, ConnectionId, db::Bytes, std::int32_t, std::int64_t, Instant> const insert_upload { "ingest/insert_upload",
    "INSERT INTO ingest.upload (subject_id, import_id, connection_id, state, details, pieces, bytes, created_at)"
    " VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7)" };
db::PersonalQuery<Upload, SubjectId> const list_uploads { "ingest/list_uploads",
    "SELECT " UPLOAD_COLUMNS " FROM ingest.upload WHERE subject_id = $1 ORDER BY created_at DESC LIMIT 100" };
db::PersonalQuery<Upload, SubjectId, Uuid> const one_upload { "ingest/one_upload",
    "SELECT " UPLOAD_COLUMNS " FROM ingest.upload WHERE subject_id = $1 AND import_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::int32_t, std::optional<std::string>, std::optional<db::Bytes>> const save_upload {
    "ingest/save_upload",
    "UPDATE ingest.upload SET state = $3, percent = $4, problem = $5, report = $6 WHERE subject_id = $1 AND import_id = $2"
};
db::PersonalQuery<UploadId, SubjectId> const upload_ids { "ingest/upload_ids",
    "SELECT import_id, connection_id FROM ingest.upload WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const erase_uploads { "ingest/erase",
    "DELETE FROM ingest.upload WHERE subject_id = $1 AND import_id = ANY ($2)" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Upload const& u)
{
    (void)TRY(g.run(insert_upload, u.id, u.connection, u.details, u.pieces, u.bytes, u.created_at));
    return {};
}
Result<std::vector<Upload>> list(access::SubjectGrant const& g) { return g.rows(list_uploads); }
Result<std::optional<Upload>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(one_upload, id); }
Result<> save(access::SubjectGrant const& g, Upload const& u)
{
    (void)TRY(g.run(save_upload, u.id, u.state, u.percent, u.problem, u.report));
    return {};
}
Result<std::vector<UploadId>> ids(access::SubjectGrant const& g) { return g.rows(upload_ids); }
Result<std::int64_t> erase(access::SubjectGrant const& g, std::vector<Uuid> const& which) { return g.run(erase_uploads, which); }

} // namespace wellkept::ingest::store
