// The yardstick: the same samples as rows with a primary key, by COPY BINARY over two libpq connections.
#pragma once
#include "base/ids.h"
#include "database.h"
#include "timed.h"
#include <chrono>
#include <vector>

namespace wellkept::bench {

class RowTable {
public:
    // A database of its own in the cluster that `url` leads to, so with the same settings.
    static Result<RowTable> make(
        std::string const& url, std::string const& client, std::vector<std::string> const& members);

    // Copies until the time is up; each COPY is a transaction of that many rows, a multiple of a batch's.
    Result<Timed> run(std::size_t rows_a_transaction, std::chrono::duration<double>);

    Database& any_connection() { return m_connections.front(); }

private:
    RowTable() = default;
    std::vector<Database> m_connections;
    std::string m_client; // 16 bytes, as are the members'
    std::vector<std::string> m_members;
    std::vector<std::size_t> m_next;
};

} // namespace wellkept::bench
