#include "platform/db/connection.h"
#include "platform/db/db.h"
#include <algorithm>
#include <libpq-fe.h>
#include <poll.h>

namespace wellkept::db {
namespace {

constexpr std::string_view no_database = "We cannot reach our records just now. Please try again in a moment.";

// libpq's own messages name hosts, roles and databases, never values; only the first line is kept.
std::string first_line(char const* message)
{
    std::string_view const m = message ? message : "";
    return std::string(m.substr(0, m.find('\n')));
}

std::string_view field(pg_result* r, int code)
{
    char const* v = r ? PQresultErrorField(r, code) : nullptr;
    return v ? std::string_view(v) : std::string_view {};
}

int const* binary(std::size_t n) // one format a parameter
{
    thread_local std::vector<int> formats;
    if (formats.size() < n) formats.resize(n, 1);
    return formats.data();
}

// Those of every transaction are prepared like any other, which spares their parsing. Their answers are not the caller's.
PlainQuery<Unit> const begin { "db/begin", "BEGIN" };
PlainQuery<Unit> const begin_read_only { "db/begin_read_only", "BEGIN READ ONLY" };
PlainQuery<Unit> const commit { "db/commit", "COMMIT" };

void ignore_notice(void*, pg_result const*) { } // a NOTICE may hold values

} // namespace

int ResultSet::rows() const { return PQntuples(m_result.get()); }
int ResultSet::columns() const { return PQnfields(m_result.get()); }
TypeOid ResultSet::type(int column) const { return PQftype(m_result.get(), column); }
bool ResultSet::null(int row, int column) const { return PQgetisnull(m_result.get(), row, column) != 0; }
std::string_view ResultSet::value(int row, int column) const
{
    return { PQgetvalue(m_result.get(), row, column),
        static_cast<std::size_t>(PQgetlength(m_result.get(), row, column)) };
}
std::int64_t ResultSet::affected() const { return std::strtoll(PQcmdTuples(m_result.get()), nullptr, 10); }
void ResultSet::clear(pg_result* r) { PQclear(r); }

Result<std::unique_ptr<Connection>> Connection::open(std::string const& url, SessionConfig const& session)
{
    char* why = nullptr;
    auto* parsed = PQconninfoParse(url.c_str(), &why);
    if (!parsed) {
        PQfreemem(why); // it quotes the string, which may hold a password
        return bug("database url: not a libpq connection string");
    }
    std::string options;
    for (auto const* o = parsed; o->keyword; ++o) {
        if (o->val && std::string_view(o->keyword) == "options") options = std::string(o->val) + " ";
    }
    PQconninfoFree(parsed);
    if (!session.role.empty()) options += "-c role=" + session.role + " ";
    options += "-c statement_timeout=" + std::to_string(session.statement_timeout_ms)
        + " -c lock_timeout=" + std::to_string(session.lock_timeout_ms)
        + " -c idle_in_transaction_session_timeout=" + std::to_string(session.idle_in_transaction_ms)
        + " -c client_min_messages=error -c datestyle=ISO -c timezone=UTC";
    auto const timeout = std::to_string(session.connect_timeout_s);
    // Later words win over the url. The tcp settings notice a dead peer, which no statement_timeout does.
    char const* const words[] = { "dbname", "options", "application_name", "connect_timeout", "client_encoding",
        "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", nullptr };
    char const* const values[] = { url.c_str(), options.c_str(), session.application_name.c_str(), timeout.c_str(),
        "UTF8", "10", "5", "3", "30000", nullptr };
    auto* c = PQconnectdbParams(words, values, 1);
    if (!c || PQstatus(c) != CONNECTION_OK) {
        Error e = unavailable(no_database, "connect: " + first_line(c ? PQerrorMessage(c) : "out of memory"));
        PQfinish(c);
        return e;
    }
    PQsetNoticeReceiver(c, &ignore_notice, nullptr);
    return std::unique_ptr<Connection>(new Connection(c));
}

Connection::~Connection() { PQfinish(m_connection); }

bool Connection::healthy() const { return !m_broken && PQstatus(m_connection) == CONNECTION_OK; }
bool Connection::in_transaction() const { return PQtransactionStatus(m_connection) != PQTRANS_IDLE; }
int Connection::backend_pid() const { return PQbackendPID(m_connection); }

bool Connection::usable()
{
    if (!healthy()) return false;
    if (!m_ending.empty()) {
        if (PQconsumeInput(m_connection) != 1) return false;
        if (PQisBusy(m_connection)) return true; // just left: its answer is on its way
        if (!settle()) return false;
    }
    // Nothing to read: an idle connection that has something was closed by the server.
    pollfd p { PQsocket(m_connection), POLLIN, 0 };
    return p.fd >= 0 && ::poll(&p, 1, 0) == 0;
}

bool Connection::reset()
{
    if (!healthy() || m_pipelining) return false;
    if (!m_ending.empty()) return true;
    auto const status = PQtransactionStatus(m_connection);
    if (status == PQTRANS_IDLE) return true;
    if (status != PQTRANS_INTRANS && status != PQTRANS_INERROR) return false;
    return command("ROLLBACK", "rollback").ok() && PQtransactionStatus(m_connection) == PQTRANS_IDLE;
}

Error Connection::lost(std::string_view what) const
{
    return unavailable(no_database, std::string(what) + ": connection: " + first_line(PQerrorMessage(m_connection)));
}

Error Connection::failure(pg_result* r, std::string_view what, Statement* s)
{
    auto const sqlstate = field(r, PG_DIAG_SQLSTATE);
    auto const primary = field(r, PG_DIAG_MESSAGE_PRIMARY);
    // After a migration, or a pooler's DISCARD ALL, the statement must be prepared anew.
    if (s && (sqlstate == "26000" || (sqlstate == "0A000" && primary.find("cached plan") != primary.npos))) {
        s->prepared = s->checked = false;
    }
    if (sqlstate.empty() || PQstatus(m_connection) != CONNECTION_OK) {
        m_broken = m_broken || PQstatus(m_connection) != CONNECTION_OK;
        if (sqlstate.empty()) return lost(what);
    }
    return sql_error(sqlstate, what, field(r, PG_DIAG_CONSTRAINT_NAME), primary);
}

Result<> Connection::command(std::string const& sql, std::string_view what)
{
    if (m_pipelining) return bug(std::string(what) + ": command inside a pipeline");
    TRY(settle());
    ResultSet const r(PQexec(m_connection, sql.c_str()));
    auto const status = PQresultStatus(r.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failure(r.get(), what);
    // COMMIT of a failed transaction is answered with ROLLBACK and no error.
    if (sql == "COMMIT" && std::string_view(PQcmdStatus(r.get())) != "COMMIT")
        return bug(std::string(what) + ": rolled back");
    return {};
}

Result<Connection::Statement*> Connection::statement(QueryBase const& q)
{
    auto const same = [](TypeOid const* a, std::size_t n, TypeOid const* b, std::size_t m) {
        return std::equal(a, a + n, b, b + m);
    };
    if (auto const found = m_statements.find(q.name); found != m_statements.end()) {
        auto& s = *found->second;
        if (s.text != q.text
            || !same(s.shape.parameters, s.shape.parameter_count, q.shape.parameters, q.shape.parameter_count)
            || !same(s.shape.columns, s.shape.column_count, q.shape.columns, q.shape.column_count)) {
            return bug("two queries are called " + std::string(q.name));
        }
        return &s;
    }
    if (highest_parameter(q.text) != q.shape.parameter_count) {
        return bug(std::string(q.name) + ": the text uses $1 to $" + std::to_string(highest_parameter(q.text))
            + ", the type has " + std::to_string(q.shape.parameter_count) + " parameters");
    }
    auto made = std::make_unique<Statement>();
    made->text = q.text;
    made->shape = q.shape;
    return m_statements.emplace(std::string(q.name), std::move(made)).first->second.get();
}

Result<> Connection::check_columns(Statement& s, std::string_view name, pg_result* r)
{
    if (s.checked) return {};
    auto const count = static_cast<std::size_t>(PQnfields(r));
    bool const nothing = s.shape.column_count == 0 && (count == 0 || (count == 1 && PQftype(r, 0) == void_oid));
    if (!nothing && count != s.shape.column_count) {
        return bug(std::string(name) + ": the Row has " + std::to_string(s.shape.column_count)
            + " members, the statement " + std::to_string(count) + " columns");
    }
    for (std::size_t i = 0; i < s.shape.column_count; ++i) {
        auto const actual = PQftype(r, static_cast<int>(i));
        if (!column_accepts(s.shape.columns[i], actual)) {
            return bug(std::string(name) + ": column " + std::to_string(i + 1) + " has type " + std::to_string(actual)
                + ", the Row's member reads " + std::to_string(s.shape.columns[i]));
        }
    }
    s.checked = true;
    return {};
}

Result<ResultSet> Connection::execute(QueryBase const& q, ParameterView p)
{
    if (m_pipelining) return bug(std::string(q.name) + ": a batch is open");
    auto* s = TRY(statement(q));
    if (!s->prepared) {
        TRY(enter_pipeline());
        auto pushed = push(q, p);
        auto results = finish_pipeline(); // also after a failed push, to leave the pipeline
        if (!pushed) return pushed.release_error();
        return std::move(TRY(std::move(results)).front());
    }
    if (p.too_large)
        return Error(Code::too_large, PublicText("This is more than can be stored in one piece."), Detail(q.name));
    TRY(settle());
    ResultSet r(PQexecPrepared(
        m_connection, s->server_name.c_str(), static_cast<int>(p.count), p.values, p.lengths, binary(p.count), 1));
    auto const status = PQresultStatus(r.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failure(r.get(), q.name, s);
    TRY(check_columns(*s, q.name, r.get()));
    return r;
}

Result<> Connection::enter_pipeline()
{
    if (m_pipelining) return bug("a pipeline is open already");
    if (!healthy() || (m_ending.empty() && PQenterPipelineMode(m_connection) != 1)) return lost("pipeline");
    m_pipelining = true;
    m_committed = false;
    m_expected.clear();
    return {};
}

Result<> Connection::push_command(std::string const& sql)
{
    for (QueryBase const* q : { static_cast<QueryBase const*>(&begin), static_cast<QueryBase const*>(&begin_read_only) })
        if (sql == q->text) return push(*q, { nullptr, nullptr, 0 });
    if (PQsendQueryParams(m_connection, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1) != 1) {
        m_broken = true;
        return lost("pipeline");
    }
    m_expected.push_back({ nullptr, sql.substr(0, sql.find(' ')), false });
    return {};
}

Result<> Connection::push(QueryBase const& q, ParameterView p)
{
    auto* s = TRY(statement(q));
    if (p.too_large)
        return Error(Code::too_large, PublicText("This is more than can be stored in one piece."), Detail(q.name));
    if (!s->prepared) {
        s->server_name = "w" + std::to_string(++m_next_statement);
        if (PQsendPrepare(m_connection, s->server_name.c_str(), s->text.c_str(),
                static_cast<int>(s->shape.parameter_count), s->shape.parameters)
            != 1) {
            m_broken = true;
            return lost(q.name);
        }
        s->prepared = true; // taken back should the server refuse
        m_expected.push_back({ s, std::string(q.name), true });
    }
    if (PQsendQueryPrepared(
            m_connection, s->server_name.c_str(), static_cast<int>(p.count), p.values, p.lengths, binary(p.count), 1)
        != 1) {
        m_broken = true;
        return lost(q.name);
    }
    m_expected.push_back({ s, std::string(q.name), false });
    return {};
}

Result<> Connection::read_answers(std::vector<Expected> const& all, std::vector<ResultSet>& results)
{
    std::optional<Error> error;
    auto const give_up = [&](std::string_view what) {
        m_broken = true;
        return error ? std::move(*error) : lost(what);
    };
    for (auto const& expected : all) {
        ResultSet r(PQgetResult(m_connection));
        if (!r.get()) return give_up(expected.name);
        auto const status = PQresultStatus(r.get());
        bool const good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (expected.is_prepare && !good) expected.statement->prepared = false;
        if (status == PGRES_FATAL_ERROR) {
            if (!error) error = failure(r.get(), expected.name, expected.statement);
            if (PQstatus(m_connection) != CONNECTION_OK) return give_up(expected.name);
        } else if (status != PGRES_PIPELINE_ABORTED && !good) {
            return give_up(expected.name);
        }
        if (good && expected.statement && !expected.is_prepare) {
            auto checked = check_columns(*expected.statement, expected.name, r.get());
            if (!checked && !error) error = checked.release_error();
            if (expected.name != begin.name && expected.name != begin_read_only.name) results.push_back(std::move(r));
        } else if (good && expected.name == "COMMIT") {
            m_committed = std::string_view(PQcmdStatus(r.get())) == "COMMIT";
            if (!m_committed && !error) error = bug("commit: rolled back");
        }
        ResultSet const end(PQgetResult(m_connection)); // each statement's results end with a null
        if (end.get()) return give_up(expected.name);
    }
    ResultSet const sync(PQgetResult(m_connection));
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) return give_up("pipeline");
    if (error) return std::move(*error);
    return {};
}

Result<std::vector<ResultSet>> Connection::finish_pipeline()
{
    std::vector<ResultSet> results;
    if (m_broken || PQpipelineSync(m_connection) != 1) {
        m_broken = true;
        return lost("pipeline");
    }
    if (!m_ending.empty()) {
        auto const ended = read_answers(std::exchange(m_ending, {}), results);
        m_broken = m_broken || !ended;
        if (!ended) return ended.error();
        results.clear();
    }
    auto const done = read_answers(std::exchange(m_expected, {}), results);
    if (!m_broken && PQexitPipelineMode(m_connection) != 1) m_broken = true;
    if (m_broken) return done.ok() ? lost("pipeline") : done.error();
    m_pipelining = false;
    if (!done) return done.error();
    return results;
}

Result<> Connection::end_reading()
{
    TRY(enter_pipeline());
    auto const pushed = push(commit, { nullptr, nullptr, 0 });
    if (!pushed || PQpipelineSync(m_connection) != 1) {
        m_broken = true;
        return lost(commit.name);
    }
    m_ending = std::exchange(m_expected, {});
    m_pipelining = false;
    return {};
}

Result<> Connection::settle()
{
    if (m_ending.empty()) return {};
    std::vector<ResultSet> none;
    auto const ended = read_answers(std::exchange(m_ending, {}), none);
    m_broken = m_broken || !ended || PQexitPipelineMode(m_connection) != 1;
    if (!ended) return ended.error();
    if (m_broken) return lost(commit.name);
    return {};
}

Result<> Connection::copy_begin(QueryBase const& q, std::string const& copy_sql)
{
    if (m_pipelining) return bug(std::string(q.name) + ": a batch is open");
    TRY(settle());
    auto* s = TRY(statement(q));
    if (!s->checked) {
        ResultSet const prepared(PQprepare(m_connection, "", s->text.c_str(), 0, nullptr));
        if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) return failure(prepared.get(), q.name);
        ResultSet const described(PQdescribePrepared(m_connection, ""));
        if (PQresultStatus(described.get()) != PGRES_COMMAND_OK) return failure(described.get(), q.name);
        TRY(check_columns(*s, q.name, described.get()));
    }
    ResultSet const r(PQexec(m_connection, copy_sql.c_str()));
    if (PQresultStatus(r.get()) != PGRES_COPY_IN) return failure(r.get(), q.name);
    return {};
}

Result<> Connection::copy_put(std::string_view data)
{
    constexpr std::size_t piece = 1 << 20;
    for (std::size_t at = 0; at < data.size(); at += piece) {
        auto const part = data.substr(at, piece);
        if (PQputCopyData(m_connection, part.data(), static_cast<int>(part.size())) != 1) {
            m_broken = true;
            return lost("copy");
        }
    }
    return {};
}

Result<std::int64_t> Connection::copy_end(std::string_view what)
{
    if (PQputCopyEnd(m_connection, nullptr) != 1) {
        m_broken = true;
        return lost(what);
    }
    std::int64_t rows = 0;
    std::optional<Error> error;
    while (auto* raw = PQgetResult(m_connection)) {
        ResultSet const r(raw);
        if (PQresultStatus(raw) == PGRES_COMMAND_OK)
            rows = r.affected();
        else if (!error)
            error = failure(raw, what);
    }
    if (error) return std::move(*error);
    return rows;
}

void Connection::copy_abort()
{
    if (PQputCopyEnd(m_connection, "given up") != 1) m_broken = true;
    while (auto* raw = PQgetResult(m_connection)) PQclear(raw);
}

bool column_accepts(TypeOid expected, TypeOid actual)
{
    if (expected == actual) return true;
    constexpr TypeOid text = 25, varchar = 1043, bpchar = 1042, name = 19, json = 114, text_array = 1009,
                      varchar_array = 1015;
    if (expected == text) return actual == varchar || actual == bpchar || actual == name || actual == json;
    return expected == text_array && actual == varchar_array;
}

std::size_t highest_parameter(std::string_view sql)
{
    std::size_t highest = 0;
    for (std::size_t i = 0; i + 1 < sql.size(); ++i) {
        if (sql[i] != '$') continue;
        std::size_t n = 0;
        for (auto j = i + 1; j < sql.size() && sql[j] >= '0' && sql[j] <= '9' && n < 100'000; ++j)
            n = n * 10 + static_cast<std::size_t>(sql[j] - '0');
        highest = std::max(highest, n);
    }
    return highest;
}

} // namespace wellkept::db
