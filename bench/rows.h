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

    // Copies until each member has so many batches.
    Result<> fill(std::size_t batches);
    // One prepared statement whose answer is one text, over so many connections, until the time is up.
    Result<Timed> ask(std::size_t readers, std::chrono::duration<double>, std::string const& sql,
        std::function<std::vector<std::string>(std::string const& member, std::size_t n)> const& parameters,
        std::function<Result<>(std::string const&)> const& check);

    // Single rows, each its own transaction, over so many connections, until the time is up.
    Result<Timed> insert(std::size_t writers, std::chrono::duration<double>);
    // A prepared connection of each of so many; for benches that ask in their own way.
    Result<std::vector<Database>*> connections_to(std::size_t count);
    std::string member_bytes(std::size_t n) const { return m_members[n]; }
    Database& any_connection() { return m_connections.front(); }

private:
    RowTable() = default;
    std::vector<Database> m_connections;
    std::string m_client; // 16 bytes, as are the members'
    std::vector<std::string> m_members, m_names; // as bytes, as text
    std::string m_url;
    std::vector<std::size_t> m_next, m_part;
};

} // namespace wellkept::bench
