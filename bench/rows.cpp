#include "rows.h"
#include "samples.h"

namespace wellkept::bench {
namespace {

constexpr std::size_t connections = 2;
constexpr char const* database = "bench_rows";
constexpr char const* role = "wellkept_root";
constexpr char const* copy_rows = "COPY sample FROM STDIN (FORMAT binary)";

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
    t.m_names = members;
    t.m_url = url;
    t.m_next.assign(members.size(), 0);
    t.m_part.assign(members.size(), 0);
    {
        auto cluster = TRY(Database::open(url, role, "postgres"));
        TRY(cluster.run(std::string("DROP DATABASE IF EXISTS ") + database + " WITH (FORCE)"));
        TRY(cluster.run(std::string("CREATE DATABASE ") + database + " TEMPLATE template0"));
    }
    for (std::size_t i = 0; i < connections; ++i) t.m_connections.push_back(TRY(Database::open(url, role, database)));
    TRY(t.m_connections[0].run("CREATE TABLE sample (client uuid NOT NULL, member uuid NOT NULL, metric int NOT NULL,"
                               " t timestamptz NOT NULL, value float8 NOT NULL, PRIMARY KEY (member, metric, t))"));
    return t;
}

Result<Timed> RowTable::run(std::size_t rows_a_transaction, std::chrono::duration<double> length)
{
    std::vector<std::string> rows(connections);
    std::vector<std::size_t> member(connections);
    for (std::size_t i = 0; i < connections; ++i) member[i] = i;
    return side_by_side(connections, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
        auto& m = member[mine];
        rows[mine].clear();
        for (std::size_t n = 0; n < rows_a_transaction; n += batch_samples) {
            append_rows(make_batch(m, m_next[m]++), m_client, m_members[m], rows[mine]);
            m = m + connections < m_members.size() ? m + connections : mine;
        }
        TRY(m_connections[mine].copy(copy_rows, rows[mine]));
        return rows_a_transaction;
    });
}

Result<> RowTable::fill(std::size_t batches)
{
    std::string rows;
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        rows.clear();
        for (std::size_t n = m_next[member]; n < batches; ++n) append_rows(make_batch(member, n), m_client, m_members[member], rows);
        m_next[member] = batches;
        TRY(m_connections[0].copy(copy_rows, rows));
    }
    return m_connections[0].run("VACUUM ANALYZE sample");
}

Result<std::vector<Database>*> RowTable::connections_to(std::size_t wanted)
{
    while (m_connections.size() < wanted) m_connections.push_back(TRY(Database::open(m_url, role, database)));
    return &m_connections;
}

Result<Timed> RowTable::insert(std::size_t writers, std::chrono::duration<double> length)
{
    TRY(connections_to(writers));
    for (std::size_t i = 0; i < writers; ++i)
        TRY(m_connections[i].prepare("INSERT INTO sample VALUES ('" + m_names[0] + "', $1::uuid, 1, $2::timestamptz, $3::float8)"));
    return side_by_side(writers, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
        auto const m = mine % m_names.size();
        auto const b = make_batch(m, m_next[m]);
        auto const i = m_part[m];
        if (++m_part[m] == batch_samples) m_part[m] = 0, ++m_next[m];
        TRY(m_connections[mine].change({ m_names[m], minute_text(b.first_minute + std::int64_t(i)), std::to_string(int(b.beats[i])) }));
        return 1;
    });
}

Result<Timed> RowTable::ask(std::size_t readers, std::chrono::duration<double> length, std::string const& sql,
    std::function<std::vector<std::string>(std::string const& member, std::size_t n)> const& parameters,
    std::function<Result<>(std::string const&)> const& check)
{
    TRY(connections_to(readers));
    for (std::size_t i = 0; i < readers; ++i) TRY(m_connections[i].prepare(sql));
    return side_by_side(readers, length, [&](std::size_t mine, std::size_t n) -> Result<std::uint64_t> {
        TRY(check(TRY(m_connections[mine].execute(parameters(m_names[(mine + n) % m_names.size()], n)))));
        return 1;
    });
}

} // namespace wellkept::bench
