// One libpq connection: binary parameters and results, prepared statements by query name, pipelines. Used through Tx.
// Not thread-safe. libpq itself stays out of the headers.
#pragma once
#include "base/result.h"
#include "platform/db/query.h"
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct pg_result;

namespace wellkept::db {

// Borrowed values of one execution, in binary.
struct ParameterView {
    char const* const* values; // a null pointer is SQL NULL
    int const* lengths;
    std::size_t count;
    bool too_large = false; // a value is over PostgreSQL's 1 GB
};

class ResultSet {
public:
    ResultSet() = default;
    explicit ResultSet(pg_result* r)
        : m_result(r, &clear)
    {
    }
    int rows() const;
    int columns() const;
    TypeOid type(int column) const;
    bool null(int row, int column) const;
    std::string_view value(int row, int column) const; // lives as long as the set
    std::int64_t affected() const;
    pg_result* get() const { return m_result.get(); }

private:
    static void clear(pg_result*);
    std::unique_ptr<pg_result, void (*)(pg_result*)> m_result { nullptr, &clear };
};

struct SessionConfig {
    std::string role {};
    int statement_timeout_ms = 30'000;
    int lock_timeout_ms = 10'000;
    int idle_in_transaction_ms = 60'000;
    int connect_timeout_s = 5;
    std::string application_name = "wellkept";
};

class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(std::string const& url, SessionConfig const& = {});
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    // One statement of the simple protocol without a result: BEGIN, SET, LISTEN, a migration file. what: for the log.
    Result<> command(std::string const& sql, std::string_view what);
    // One round trip, also where the statement must be prepared first.
    Result<ResultSet> execute(QueryBase const&, ParameterView);

    // A pipeline: push any number, then read all. The first error ends it; the later ones then did not run.
    Result<> enter_pipeline();
    Result<> push_command(std::string const& sql);
    Result<> push(QueryBase const&, ParameterView);
    bool pipelining() const { return m_pipelining; }
    // The results of push() in order; what push_command() answered is dropped, but for its error.
    Result<std::vector<ResultSet>> finish_pipeline();
    bool committed() const { return m_committed; } // a COMMIT of the last pipeline was done, whatever came after it

    // Sends the COMMIT of a transaction that only read and does not wait for it; its answer is read before or with the next.
    Result<> end_reading();

    // COPY ... FROM STDIN, outside a pipeline. table_query: the CopyText's select, against which the types are checked.
    Result<> copy_begin(QueryBase const& table_query, std::string const& copy_sql);
    Result<> copy_put(std::string_view);
    Result<std::int64_t> copy_end(std::string_view what);
    void copy_abort();

    bool healthy() const; // as far as libpq has noticed
    bool usable(); // healthy, and not closed by the server while it was idle
    bool in_transaction() const;
    bool reset(); // rolls back what is open; false if the connection is of no more use
    int backend_pid() const;
    pg_conn* get() const { return m_connection; }

private:
    struct Statement {
        std::string server_name;
        std::string text;
        QueryShape shape;
        bool prepared = false, checked = false;
    };
    struct Expected { // one reply of a running pipeline
        Statement* statement; // null for a command
        std::string name;
        bool is_prepare;
    };

    explicit Connection(pg_conn* c)
        : m_connection(c)
    {
    }
    Result<Statement*> statement(QueryBase const&);
    Result<> check_columns(Statement&, std::string_view name, pg_result*);
    Result<> settle(); // reads what end_reading() left to be read
    Result<> read_answers(std::vector<Expected> const&, std::vector<ResultSet>&);
    Error failure(pg_result*, std::string_view what, Statement* = nullptr);
    Error lost(std::string_view what) const;

    pg_conn* m_connection;
    struct NameHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view> {}(s); }
    };

    std::unordered_map<std::string, std::unique_ptr<Statement>, NameHash, std::equal_to<>> m_statements;
    std::vector<Expected> m_expected, m_ending; // m_ending: of end_reading(), before those of the running pipeline
    std::uint64_t m_next_statement = 0;
    bool m_pipelining = false;
    bool m_broken = false;
    bool m_committed = false;
};

// Whether what the server sends as `actual` can be read as `expected`: the same, or one of text's binary twins.
bool column_accepts(TypeOid expected, TypeOid actual);
// The highest $n of a statement.
std::size_t highest_parameter(std::string_view sql);

// SQLSTATE to Error. primary: the server's first line, kept only where it cannot hold a value (class 42).
Error sql_error(
    std::string_view sqlstate, std::string_view what, std::string_view constraint = {}, std::string_view primary = {});

} // namespace wellkept::db
