// PostgreSQL: connections, transactions, typed queries, COPY. The platform's only header for it beside query.h.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "platform/db/query.h"
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace wellkept::db {

class Connection; // one libpq connection, its prepared statements and their state (connection.h)
class ResultSet;
struct ParameterView;

struct PoolConfig {
    std::string url; // libpq connection string
    int connections = 8;
    std::string role {}; // SET ROLE after connecting, empty for none
    int statement_timeout_ms = 30'000;
    int connect_timeout_s = 5;
    int lock_timeout_ms = 10'000;
    int idle_in_transaction_ms = 60'000;
    std::string application_name = "wellkept";
};

// Thread-safe. Connections are made on first use, checked when leased, and made again after a failure.
class Pool {
public:
    static Result<std::unique_ptr<Pool>> create(PoolConfig);
    ~Pool();
    // Waits up to the given time, then Code::unavailable.
    class Lease;
    Result<Lease> lease(Duration wait = std::chrono::seconds(5));
    PoolConfig const& config() const;
    struct State;

private:
    explicit Pool(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

class Pool::Lease {
public:
    Lease(Lease&&) noexcept;
    Lease& operator=(Lease&&) noexcept;
    ~Lease(); // gives the connection back; one in a broken or open transaction is reset or dropped
    Connection& connection() const { return *m_connection; }

private:
    friend class Pool;
    Lease(Pool::State*, std::unique_ptr<Connection>);
    Pool::State* m_pool;
    std::unique_ptr<Connection> m_connection;
};

// A transaction. Rolls back unless commit() succeeded. Not thread-safe, not movable across threads while in use.
// BEGIN travels with the first statement (one round trip less). After a failed statement every later one, and commit(),
// is refused: the first error is the one to report. The Pool must outlive it.
class Tx {
public:
    enum class Mode { read_write, read_only };
    enum class Isolation { read_committed, repeatable_read };
    static Result<Tx> begin(Pool&, Mode = Mode::read_write, Isolation = Isolation::read_committed);
    Tx(Tx&&) noexcept;
    Tx& operator=(Tx&&) noexcept;
    ~Tx();

    template <typename Row, typename... P>
    Result<std::vector<Row>> rows(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    // none or one row; more than one is a bug
    template <typename Row, typename... P>
    Result<std::optional<Row>> maybe(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    // exactly one row; anything else is a bug
    template <typename Row, typename... P>
    Result<Row> one(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    // the number of rows affected
    template <typename Row, typename... P>
    Result<std::int64_t> run(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);

    // The personal half: for access::Granted only.
    template <typename Row, typename... P>
    Result<std::vector<Row>> rows(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    template <typename Row, typename... P>
    Result<std::optional<Row>> maybe(
        PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    template <typename Row, typename... P>
    Result<Row> one(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    template <typename Row, typename... P>
    Result<std::int64_t> run(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);

    // SET LOCAL name = value, for row security. Travels with the next statement; a bad name is a bug now.
    // (SET and not set_config(): only SET LOCAL reaches Citus workers.)
    Result<> set_local(std::string_view name, std::string_view value);

    // A question whose answer is wanted only later: it travels with what goes out next, so that questions that do not wait for
    // each other cost one round trip. Settings made before it hold for it, those made after it do not.
    template <typename Row> class Ahead;
    template <typename Row, typename... P>
    Ahead<Row> ahead(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    template <typename Row, typename... P>
    Ahead<Row> ahead(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);

    // Several writes in one round trip. Dropped without finish() they go with the next statement, or with COMMIT.
    class Batch;
    Batch batch();

    // COPY BINARY. copy_in() writes row by row; copy() takes them all. Both give the number of rows stored.
    template <typename Row> class CopyIn;
    template <typename Row> Result<CopyIn<Row>> copy_in(PlainCopy<Row> const&);
    template <typename Row> Result<CopyIn<Row>> copy_in(PersonalPass, PersonalCopy<Row> const&);
    template <typename Row>
    Result<std::int64_t> copy(PlainCopy<Row> const&, std::type_identity_t<std::span<Row const>>);
    template <typename Row>
    Result<std::int64_t> copy(PersonalPass, PersonalCopy<Row> const&, std::type_identity_t<std::span<Row const>>);

    // A reading transaction's end is sent and not waited for: it has nothing to tell.
    // On success the connection goes back to the pool before the hooks run. If the connection is lost meanwhile the
    // error is unavailable and the outcome unknown: writes that are tried again must be idempotent.
    Result<> commit();
    // Runs after a successful commit, in order; never after a rollback. For caches and wake-ups.
    void after_commit(std::function<void()>);
    // NOTIFY right after the commit, in its round trip but outside the transaction (a NOTIFY inside one makes all such
    // commits queue behind each other's disk flush). Best effort: a lost connection may lose it. Equal ones are sent
    // once.
    void notify_after_commit(std::string channel, std::string payload = {});
    Connection& connection();

private:
    struct State;
    struct Answer; // of a question asked ahead
    explicit Tx(std::unique_ptr<State>);
    Result<ResultSet> execute(QueryBase const&, ParameterView);
    std::shared_ptr<Answer> ask(QueryBase const&, ParameterView);
    static Result<ResultSet const*> answer(Answer&); // goes and fetches it, if nothing else went meanwhile
    template <typename Row> Result<std::vector<Row>> read(QueryBase const&, ParameterView);
    template <typename T> Result<T> spoil_unless_ok(Result<T>);
    void spoil();
    Result<> copy_begin(QueryBase const&, std::string const& copy_sql);
    Result<> copy_put(std::string_view);
    Result<std::int64_t> copy_end(std::string_view name);
    void copy_abort() noexcept;
    std::unique_ptr<State> m_state;
};

// Belongs to its transaction and ends with it.
template <typename Row> class Tx::Ahead {
public:
    Result<std::vector<Row>> rows() const;
    Result<std::optional<Row>> maybe() const; // none or one row; more than one is a bug
    Result<Row> one() const;

private:
    friend class Tx;
    Ahead(std::shared_ptr<Answer> a, std::string_view name)
        : m_answer(std::move(a))
        , m_name(name)
    {
    }
    std::shared_ptr<Answer> m_answer;
    std::string_view m_name;
};

class Tx::Batch {
public:
    Batch(Batch const&) = delete;
    Batch& operator=(Batch const&) = delete;
    ~Batch(); // without finish(): an error of theirs is the next statement's, or that of commit()

    template <typename Row, typename... P>
    Batch& add(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    template <typename Row, typename... P>
    Batch& add(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p);
    // The rows affected, one number a statement. The first error is returned, and the statements after it did not run.
    Result<std::vector<std::int64_t>> finish();

private:
    friend class Tx;
    explicit Batch(Tx& tx)
        : m_tx(tx)
    {
    }
    void push(QueryBase const&, ParameterView);
    Tx& m_tx;
    std::optional<Error> m_error;
    bool m_open = false, m_finished = false;
};

// Whether the whole transaction may simply be tried again (SQLSTATE 40001, 40P01).
bool is_serialization_failure(Error const&);
// Calls fn, which makes and commits its own transaction, up to `attempts` times while it fails so.
template <typename F> auto retry_serialization(int attempts, F&& fn) -> decltype(fn());

// A query, its parameter types and column types, as the registry knows them. Filled by static initialisation.
struct RegisteredQuery {
    std::string_view name, text;
    bool personal;
    QueryShape shape;
};
std::vector<RegisteredQuery> registered_queries(); // by name
// Prepares every registered query and compares parameters and columns. One line a mismatch: name and what is wrong.
Result<std::vector<std::string>> check_queries(std::string const& url);

// ---- schema ----
// Applies schema/NNNN_*.sql in order, each in its own transaction, under an advisory lock; records name and SHA-256 in
// public.schema_migration. A changed or missing applied file is refused. Returns the names applied now.
Result<std::vector<std::string>> migrate(std::string const& owner_url, std::string const& directory);

// ---- waking up ----
// LISTEN on a dedicated connection in a thread of its own; reconnects. The callback gets the payload, in that thread,
// and must not throw. After a reconnect it is called once a channel with an empty payload: something may have been
// missed.
class Listener {
public:
    static Result<std::unique_ptr<Listener>> start(std::string url, std::vector<std::string> channels,
        std::function<void(std::string_view channel, std::string_view payload)>);
    ~Listener();

private:
    struct State;
    explicit Listener(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

// ---- embedded server ----
struct EmbeddedConfig {
    std::string directory; // made 0700; holds the cluster, its socket and its log
    std::string bin_directory = "/usr/lib/postgresql/15/bin";
    std::string system_user = "postgres"; // dropped to when we run as root
    std::vector<std::pair<std::string, std::string>> settings {}; // postgresql.conf overrides
};

// A private PostgreSQL 15 cluster, supervised: initdb on first start, Unix socket only, peer authentication mapped for
// our own user, fast shutdown in the destructor, PR_SET_PDEATHSIG so that kill -9 of us leaves no orphan; a cluster
// left by a killed predecessor (stale postmaster.pid, still-running postmaster) is taken over cleanly.
class Embedded {
public:
    static Result<std::unique_ptr<Embedded>> start(EmbeddedConfig);
    ~Embedded();
    // libpq URL of a database as a role; both exist: databases wellkept and wellkept_keys, roles wellkept_owner and
    // wellkept_app (no superuser, owns nothing), wellkept_backup.
    std::string url(std::string_view database, std::string_view role) const;
    bool running() const;

private:
    struct State;
    explicit Embedded(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

} // namespace wellkept::db

#include "platform/db/typed.h" // the templates
