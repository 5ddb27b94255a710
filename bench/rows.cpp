#include "rows.h"
#include "samples.h"
#include <mutex>
#include <optional>
#include <thread>

namespace wellkept::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t connections = 2;
constexpr char const* database = "bench_rows";
constexpr char const* role = "wellkept_root";

Result<std::string> id_bytes(std::string const& text)
{
    auto const id = Uuid::parse(text);
    if (!id) return bug("an id that is none");
    return std::string(id->bytes.begin(), id->bytes.end());
}

} // namespace

Result<RowTable> RowTable::make(
    std::string const& url, std::string const& client, std::vector<std::string> const& members)
{
    RowTable t;
    t.m_client = TRY(id_bytes(client));
    for (auto const& m : members) t.m_members.push_back(TRY(id_bytes(m)));
    t.m_next.assign(members.size(), 0);
    {
        auto cluster = TRY(Database::open(url, role, "postgres"));
        TRY(cluster.run(std::string("CREATE DATABASE ") + database + " TEMPLATE template0"));
    }
    for (std::size_t i = 0; i < connections; ++i) t.m_connections.push_back(TRY(Database::open(url, role, database)));
    TRY(t.m_connections[0].run("CREATE TABLE sample (client uuid NOT NULL, member uuid NOT NULL, metric int NOT NULL,"
                               " t timestamptz NOT NULL, value float8 NOT NULL, PRIMARY KEY (member, metric, t))"));
    return t;
}

Result<Timed> RowTable::run(std::size_t rows_a_transaction, std::chrono::duration<double> length)
{
    Timed total;
    std::mutex mutex;
    std::optional<Error> failure;
    auto const began = Clock::now();
    auto const until = began + std::chrono::duration_cast<Clock::duration>(length);
    auto copy = [&](std::size_t mine) -> Result<> {
        std::string rows;
        std::vector<double> answer_ms;
        for (auto member = mine; Clock::now() < until;) {
            rows.clear();
            for (std::size_t n = 0; n < rows_a_transaction; n += batch_samples) {
                append_rows(make_batch(member, m_next[member]++), m_client, m_members[member], rows);
                member = member + connections < m_members.size() ? member + connections : mine;
            }
            auto const asked = Clock::now();
            TRY(m_connections[mine].copy("COPY sample FROM STDIN (FORMAT binary)", rows));
            answer_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
        }
        std::lock_guard const lock(mutex);
        total.samples += answer_ms.size() * rows_a_transaction;
        total.answer_ms.insert(total.answer_ms.end(), answer_ms.begin(), answer_ms.end());
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < connections; ++i)
            threads.emplace_back([&, i] {
                if (auto done = copy(i); !done.ok()) {
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                }
            });
    }
    total.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (failure) return std::move(*failure);
    return total;
}

} // namespace wellkept::bench
