#include "keep/notices/store.h"

namespace wellkept::notices::store {
namespace {

struct Locked {
    bool yes;
};
db::PlainQuery<Locked, std::int64_t> const lock_all { "notices/lock", "SELECT true FROM pg_advisory_xact_lock($1)" };
constexpr std::int64_t lock_number = 0x6e6f74696365; // ours alone: "notice"

db::PlainQuery<Unit, std::string, std::string, Instant> const insert_policy { "notices/keep_policy",
    "INSERT INTO notices.policy_version (version, files, first_at) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING" };
db::PlainQuery<PolicyVersion> const all_policies { "notices/policies",
    "SELECT version, first_at FROM notices.policy_version ORDER BY first_at DESC, version LIMIT 500" };
struct Files {
    std::string files;
};
db::PlainQuery<Files, std::string> const files_of_policy { "notices/policy_files", "SELECT files FROM notices.policy_version WHERE version = $1" };
db::PlainQuery<Edition, std::string, std::string> const latest_edition { "notices/latest",
    "SELECT notice_id, service, territory, edition, policy_version, text_hash, document, effective_at FROM notices.edition"
    " WHERE service = $1 AND territory = $2 ORDER BY edition DESC LIMIT 1" };
db::PlainQuery<Edition, std::string, std::string, std::int32_t> const one_edition { "notices/one",
    "SELECT notice_id, service, territory, edition, policy_version, text_hash, document, effective_at FROM notices.edition"
    " WHERE service = $1 AND territory = $2 AND edition = $3" };
db::PlainQuery<Edition, std::string, std::string> const all_editions { "notices/editions",
    "SELECT notice_id, service, territory, edition, policy_version, text_hash, document, effective_at FROM notices.edition"
    " WHERE service = $1 AND territory = $2 ORDER BY edition DESC LIMIT 500" };
db::PlainQuery<Edition> const current_editions { "notices/current",
    "SELECT DISTINCT ON (service, territory) notice_id, service, territory, edition, policy_version, text_hash, document, effective_at"
    " FROM notices.edition ORDER BY service, territory, edition DESC" };
db::PlainQuery<Edition, Uuid> const edition_by_id { "notices/by_id",
    "SELECT notice_id, service, territory, edition, policy_version, text_hash, document, effective_at FROM notices.edition WHERE notice_id = $1" };
db::PlainQuery<Unit, Uuid, std::string, std::string, std::int32_t, std::string, std::string, std::string, Instant> const insert_edition { "notices/insert",
    "INSERT INTO notices.edition (notice_id, service, territory, edition, policy_version, text_hash, document, effective_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const insert_seen { "notices/mark_seen",
    "INSERT INTO notices.seen (subject_id, notice_id, first_at) VALUES ($1, $2, $3) ON CONFLICT (subject_id, notice_id) DO NOTHING" };
db::PersonalQuery<Seen, SubjectId> const all_seen { "notices/seen",
    "SELECT notice_id, first_at FROM notices.seen WHERE subject_id = $1 ORDER BY first_at DESC LIMIT 200" };
db::PersonalQuery<Unit, SubjectId> const delete_seen { "notices/delete_seen", "DELETE FROM notices.seen WHERE subject_id = $1" };

} // namespace

Result<> lock(db::Tx& tx)
{
    (void)TRY(tx.rows(lock_all, lock_number));
    return {};
}
Result<bool> keep_policy(db::Tx& tx, std::string const& version, std::string const& files, Instant now)
{
    return TRY(tx.run(insert_policy, version, files, now)) > 0;
}
Result<std::vector<PolicyVersion>> policies(db::Tx& tx) { return tx.rows(all_policies); }
Result<std::optional<std::string>> policy_files(db::Tx& tx, std::string const& version)
{
    auto row = TRY(tx.maybe(files_of_policy, version));
    return row ? std::optional(std::move(row->files)) : std::nullopt;
}
Result<std::optional<Edition>> latest(db::Tx& tx, std::string const& service, std::string const& territory) { return tx.maybe(latest_edition, service, territory); }
Result<std::optional<Edition>> find(db::Tx& tx, std::string const& service, std::string const& territory, std::int32_t n) { return tx.maybe(one_edition, service, territory, n); }
Result<std::vector<Edition>> editions(db::Tx& tx, std::string const& service, std::string const& territory) { return tx.rows(all_editions, service, territory); }
Result<std::vector<Edition>> current(db::Tx& tx) { return tx.rows(current_editions); }
Result<std::optional<Edition>> by_id(db::Tx& tx, Uuid id) { return tx.maybe(edition_by_id, id); }
Result<> insert(db::Tx& tx, Edition const& e)
{
    (void)TRY(tx.run(insert_edition, e.id, e.service, e.territory, e.edition, e.policy_version, e.text_hash, e.document, e.effective_at));
    return {};
}
Result<> mark_seen(access::SubjectGrant const& g, Uuid notice, Instant now)
{
    (void)TRY(g.run(insert_seen, notice, now));
    return {};
}
Result<std::vector<Seen>> seen(access::SubjectGrant const& g) { return g.rows(all_seen); }
Result<std::int64_t> erase(access::SubjectGrant const& g) { return g.run(delete_seen); }

} // namespace wellkept::notices::store
