// The cluster of the server under measure, as its superuser: for the yardstick's table, checkpoints and the job queue.
#pragma once
#include "base/result.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

typedef struct pg_conn PGconn;

namespace wellkept::bench {

class Database {
public:
    // url: any of the cluster's as data/urls.json has them; only its host and port count.
    static Result<Database> open(std::string const& url, std::string const& role, std::string const& database);

    Result<> run(std::string const& sql);
    Result<std::string> value(std::string const& sql); // first column of the first row
    // Makes this the statement that execute() runs.
    Result<> prepare(std::string const& sql);
    Result<std::string> execute(std::vector<std::string> const& parameters); // first column of the first row
    Result<> change(std::vector<std::string> const& parameters); // the prepared statement, of which no row is wanted
    Result<> copy_text(std::string const& sql, std::string_view rows); // one COPY ... FROM STDIN in text form
    // COPY ... TO STDOUT; each piece as it comes. How many bytes.
    Result<std::uint64_t> copy_out(std::string const& sql);
    // One COPY ... FROM STDIN (FORMAT binary), which is one transaction. rows: without header and trailer.
    Result<> copy(std::string const& sql, std::string_view rows);

private:
    explicit Database(std::shared_ptr<PGconn> c)
        : m_connection(std::move(c))
    {
    }
    Result<> copy_pieces(std::string const& sql, std::vector<std::string_view> const& pieces);
    Error failed(std::string_view doing) const;
    std::shared_ptr<PGconn> m_connection;
};

} // namespace wellkept::bench
