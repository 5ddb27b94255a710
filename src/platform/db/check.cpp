// Prepares every registered query against a real schema, so that a misspelt column fails a test and not a person.
#include "platform/db/db.h"
#include <libpq-fe.h>
#include <map>

namespace wellkept::db {
namespace {

std::string numbers(TypeOid const* oids, std::size_t n)
{
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += (i ? " " : "") + std::to_string(oids[i]);
    return out;
}

std::string mismatch(pg_conn* c, RegisteredQuery const& q)
{
    if (highest_parameter(q.text) != q.shape.parameter_count) {
        return "uses $1 to $" + std::to_string(highest_parameter(q.text)) + ", the type has "
            + std::to_string(q.shape.parameter_count) + " parameters";
    }
    ResultSet const prepared(
        PQprepare(c, "", std::string(q.text).c_str(), static_cast<int>(q.shape.parameter_count), q.shape.parameters));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) {
        char const* why = PQresultErrorField(prepared.get(), PG_DIAG_MESSAGE_PRIMARY);
        return why ? why : "could not be prepared";
    }
    ResultSet const described(PQdescribePrepared(c, ""));
    std::vector<TypeOid> actual;
    for (int i = 0; i < PQnfields(described.get()); ++i) actual.push_back(PQftype(described.get(), i));
    bool const nothing = q.shape.column_count == 0 && actual.size() == 1 && actual[0] == void_oid;
    if (nothing
        || std::equal(actual.begin(), actual.end(), q.shape.columns, q.shape.columns + q.shape.column_count,
            [](TypeOid a, TypeOid e) { return column_accepts(e, a); })) {
        return {};
    }
    return "has columns of types " + numbers(actual.data(), actual.size()) + ", the Row reads "
        + numbers(q.shape.columns, q.shape.column_count);
}

} // namespace

Result<std::vector<std::string>> check_queries(std::string const& url)
{
    auto const c = TRY(Connection::open(url));
    std::vector<std::string> wrong;
    std::map<std::string_view, int> seen;
    for (auto const& q : registered_queries()) {
        if (++seen[q.name] == 2) wrong.push_back(std::string(q.name) + " is the name of two queries");
        if (auto const why = mismatch(c->get(), q); !why.empty()) wrong.push_back(std::string(q.name) + " " + why);
        if (!c->healthy()) return unavailable("The database went away.", "check_queries");
    }
    return wrong;
}

} // namespace wellkept::db
