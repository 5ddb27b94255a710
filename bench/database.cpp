#include "database.h"
#include <libpq-fe.h>

namespace wellkept::bench {
namespace {

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr std::string_view binary_header { "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19 };
constexpr std::string_view binary_trailer { "\377\377", 2 };

} // namespace

Error Database::failed(std::string_view doing) const
{
    return unavailable("The database refused.", std::string(doing) + ": " + PQerrorMessage(m_connection.get()));
}

Result<Database> Database::open(std::string const& url, std::string const& role, std::string const& database)
{
    // Only the first dbname may be a URL; what follows goes before its parts.
    char const* const names[] = { "dbname", "user", "dbname", nullptr };
    char const* const values[] = { url.c_str(), role.c_str(), database.c_str(), nullptr };
    Database d({ PQconnectdbParams(names, values, 1), PQfinish });
    if (PQstatus(d.m_connection.get()) != CONNECTION_OK) return d.failed("connect");
    PQsetNoticeReceiver(d.m_connection.get(), [](void*, pg_result const*) {}, nullptr);
    return d;
}

Result<> Database::run(std::string const& sql)
{
    Answer const r(PQexec(m_connection.get(), sql.c_str()), PQclear);
    auto const status = PQresultStatus(r.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failed(sql.substr(0, 40));
    return {};
}

Result<std::string> Database::value(std::string const& sql)
{
    Answer const r(PQexec(m_connection.get(), sql.c_str()), PQclear);
    if (PQresultStatus(r.get()) != PGRES_TUPLES_OK || PQntuples(r.get()) < 1) return failed(sql.substr(0, 40));
    return std::string(PQgetvalue(r.get(), 0, 0));
}

Result<> Database::prepare(std::string const& sql)
{
    TRY(run("DEALLOCATE ALL"));
    Answer const r(PQprepare(m_connection.get(), "bench", sql.c_str(), 0, nullptr), PQclear);
    if (PQresultStatus(r.get()) != PGRES_COMMAND_OK) return failed("prepare");
    return {};
}

Result<std::string> Database::execute(std::vector<std::string> const& parameters)
{
    std::vector<char const*> values;
    for (auto const& p : parameters) values.push_back(p.c_str());
    Answer const r(PQexecPrepared(m_connection.get(), "bench", static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0), PQclear);
    if (PQresultStatus(r.get()) != PGRES_TUPLES_OK || PQntuples(r.get()) < 1) return failed("execute");
    return std::string(PQgetvalue(r.get(), 0, 0), static_cast<std::size_t>(PQgetlength(r.get(), 0, 0)));
}

Result<> Database::change(std::vector<std::string> const& parameters)
{
    std::vector<char const*> values;
    for (auto const& p : parameters) values.push_back(p.c_str());
    Answer const r(PQexecPrepared(m_connection.get(), "bench", static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0), PQclear);
    if (PQresultStatus(r.get()) != PGRES_COMMAND_OK) return failed("execute");
    return {};
}

Result<std::uint64_t> Database::copy_out(std::string const& sql)
{
    auto* const c = m_connection.get();
    {
        Answer const r(PQexec(c, sql.c_str()), PQclear);
        if (PQresultStatus(r.get()) != PGRES_COPY_OUT) return failed("copy");
    }
    std::uint64_t bytes = 0;
    char* piece = nullptr;
    int n = 0;
    for (; (n = PQgetCopyData(c, &piece, 0)) > 0; PQfreemem(piece)) bytes += static_cast<std::uint64_t>(n);
    bool good = n == -1;
    while (auto* raw = PQgetResult(c)) {
        Answer const r(raw, PQclear);
        good = good && PQresultStatus(raw) == PGRES_COMMAND_OK;
    }
    if (!good) return failed("copy");
    return bytes;
}

Result<> Database::copy(std::string const& sql, std::string_view rows) { return copy_pieces(sql, { binary_header, rows, binary_trailer }); }
Result<> Database::copy_text(std::string const& sql, std::string_view rows) { return copy_pieces(sql, { rows }); }

Result<> Database::copy_pieces(std::string const& sql, std::vector<std::string_view> const& pieces)
{
    auto* const c = m_connection.get();
    {
        Answer const r(PQexec(c, sql.c_str()), PQclear);
        if (PQresultStatus(r.get()) != PGRES_COPY_IN) return failed("copy");
    }
    for (auto const& p : pieces)
        if (PQputCopyData(c, p.data(), static_cast<int>(p.size())) != 1) return failed("copy");
    if (PQputCopyEnd(c, nullptr) != 1) return failed("copy");
    bool good = true;
    while (auto* raw = PQgetResult(c)) {
        Answer const r(raw, PQclear);
        good = good && PQresultStatus(raw) == PGRES_COMMAND_OK;
    }
    if (!good) return failed("copy");
    return {};
}

} // namespace wellkept::bench
