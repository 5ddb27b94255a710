#include "server/store_probes.h"

namespace wellkept::server::store {
namespace {

struct Yes {
    bool yes;
};
db::PlainQuery<Yes, std::string> const guarded { "server/table_guarded",
    "SELECT relrowsecurity AND relforcerowsecurity AND pg_get_userbyid(relowner) <> current_user"
    " FROM pg_class WHERE oid = to_regclass($1)" };
db::PlainQuery<Yes> const bypass { "server/may_bypass",
    "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user" };

db::PlainQuery<Yes, std::string, std::string> const not_null { "server/not_null",
    "SELECT attnotnull FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2" };

} // namespace

Result<bool> cannot_be_empty(db::Tx& tx, std::string const& table, std::string const& column)
{
    auto const row = TRY(tx.maybe(not_null, table, column));
    return row && row->yes;
}
Result<bool> is_guarded(db::Tx& tx, std::string const& table)
{
    auto const row = TRY(tx.maybe(guarded, table));
    return row && row->yes;
}
Result<bool> may_bypass(db::Tx& tx) { return TRY(tx.one(bypass)).yes; }

} // namespace wellkept::server::store
