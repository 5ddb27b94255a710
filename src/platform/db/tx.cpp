#include "platform/db/db.h"
#include "platform/log/log.h"
#include <algorithm>
#include <libpq-fe.h>

namespace wellkept::db {
namespace {

PlainQuery<Unit, std::string, std::string> const notify { "db/notify", "select pg_notify($1, $2)" };

bool setting_name(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

// What goes out with the next statement: a command, or a statement with its own copy of its values.
struct Pending {
    std::string command {};
    Tx::Batch const* batch = nullptr;     // whose finish() wants to know of it
    std::shared_ptr<std::optional<ResultSet>> answer {}; // where what it answers is wanted
    QueryBase const* query = nullptr;
    std::string bytes {};
    std::vector<int> lengths {}; // -1: NULL

    void take(QueryBase const& q, ParameterView p)
    {
        query = &q;
        for (std::size_t i = 0; i < p.count; ++i) {
            lengths.push_back(p.values[i] ? p.lengths[i] : -1);
            if (p.values[i]) bytes.append(p.values[i], static_cast<std::size_t>(p.lengths[i]));
        }
    }

    Result<> push(Connection& c) const
    {
        if (!query) return c.push_command(command);
        std::vector<char const*> values;
        std::size_t at = 0;
        for (int const n : lengths) {
            values.push_back(n < 0 ? nullptr : bytes.data() + at);
            at += n < 0 ? 0 : static_cast<std::size_t>(n);
        }
        auto sizes = lengths;
        for (auto& n : sizes) n = std::max(n, 0);
        return c.push(*query, { values.data(), sizes.data(), values.size() });
    }
};

} // namespace

struct Tx::State {
    std::optional<Pool::Lease> lease;
    std::vector<Pending> pending; // BEGIN, SET LOCAL, batches' statements and questions asked ahead, in order
    bool reads_only = false;
    bool begun = false; // BEGIN was sent
    bool failed = false, finished = false, busy = false; // busy: a batch or COPY is open
    std::vector<std::function<void()>> hooks;
    std::vector<std::pair<std::string, std::string>> notifications;

    Connection& connection() { return lease->connection(); }
    Result<> ready(std::string_view what) const
    {
        if (finished) return bug(std::string(what) + ": the transaction has ended");
        if (busy) return bug(std::string(what) + ": a batch or COPY is open");
        if (failed) return bug(std::string(what) + ": an earlier statement of the transaction failed");
        return {};
    }
    // Sends what is pending and then what `more` pushes, in one round trip. The answers of `batch` and of what was pushed.
    template <typename F> Result<std::vector<ResultSet>> travel(Batch const* batch, F&& more)
    {
        TRY(connection().enter_pipeline());
        auto const went = std::exchange(pending, {});
        begun = true;
        auto const pushed = [&]() -> Result<> {
            for (auto const& p : went) TRY(p.push(connection()));
            return more(connection());
        }();
        auto results = TRY(either(pushed, connection().finish_pipeline()));
        std::vector<ResultSet> wanted;
        std::size_t i = 0;
        for (auto const& p : went) {
            if (!p.query) continue;
            auto& result = results[i++];
            if (p.answer) *p.answer = std::move(result);
            else if (batch && p.batch == batch) wanted.push_back(std::move(result));
        }
        for (; i < results.size(); ++i) wanted.push_back(std::move(results[i]));
        return wanted;
    }
    // The server's word goes before ours, but for what never reached it.
    static Result<std::vector<ResultSet>> either(Result<> const& pushed, Result<std::vector<ResultSet>> finished)
    {
        if (finished.ok() && !pushed.ok()) return pushed.error();
        return finished;
    }
    bool has_deferred() const
    {
        return std::any_of(pending.begin(), pending.end(), [](auto const& p) { return p.query != nullptr; });
    }
    template <typename T> Result<T> note(Result<T> r)
    {
        if (!r.ok()) failed = true;
        return r;
    }
};

Tx::Tx(std::unique_ptr<State> s)
    : m_state(std::move(s))
{
}
Tx::Tx(Tx&&) noexcept = default;
Tx& Tx::operator=(Tx&&) noexcept = default;
Tx::~Tx() = default; // the lease rolls back

Result<Tx> Tx::begin(Pool& pool, Mode mode, Isolation isolation)
{
    auto state = std::make_unique<State>();
    state->lease.emplace(TRY(pool.lease()));
    state->reads_only = mode == Mode::read_only;
    std::string begin = "BEGIN";
    if (isolation == Isolation::repeatable_read) begin += " ISOLATION LEVEL REPEATABLE READ";
    if (mode == Mode::read_only) begin += " READ ONLY";
    state->pending.push_back({ .command = std::move(begin) });
    return Tx(std::move(state));
}

Connection& Tx::connection() { return m_state->connection(); }
void Tx::after_commit(std::function<void()> f) { m_state->hooks.push_back(std::move(f)); }

void Tx::notify_after_commit(std::string channel, std::string payload)
{
    auto entry = std::pair(std::move(channel), std::move(payload));
    if (std::ranges::find(m_state->notifications, entry) == m_state->notifications.end()) {
        m_state->notifications.push_back(std::move(entry));
    }
}

Result<> Tx::set_local(std::string_view name, std::string_view value)
{
    TRY(m_state->ready(name));
    if (!setting_name(name)) return bug("set_local: not a setting's name");
    if (value.find('\0') != value.npos) return bad_input("The text holds a character that cannot be stored.", name);
    auto* quoted = PQescapeLiteral(connection().get(), value.data(), value.size());
    if (!quoted) return m_state->note(Result<>(bad_input("The text holds a character that cannot be stored.", name)));
    m_state->pending.push_back({ .command = "SET LOCAL " + std::string(name) + " = " + quoted });
    PQfreemem(quoted);
    return {};
}

Result<ResultSet> Tx::execute(QueryBase const& q, ParameterView p)
{
    auto& s = *m_state;
    TRY(s.ready(q.name));
    if (s.pending.empty()) return s.note(s.connection().execute(q, p));
    return std::move(TRY(s.note(s.travel(nullptr, [&](Connection& c) { return c.push(q, p); }))).back());
}

struct Tx::Answer {
    State* tx; // null: the question was none, and so is the answer
    std::string_view name;
    std::shared_ptr<std::optional<ResultSet>> result = std::make_shared<std::optional<ResultSet>>();
    std::optional<Error> error {};
};

std::shared_ptr<Tx::Answer> Tx::ask(QueryBase const& q, ParameterView p)
{
    auto& s = *m_state;
    auto out = std::make_shared<Answer>(Answer { .tx = &s, .name = q.name });
    auto const ready = p.too_large ? Result<>(bug(std::string(q.name) + ": too large to be asked ahead")) : s.ready(q.name);
    if (!ready) {
        out->error = s.note(Result<>(ready)).error();
        return out;
    }
    Pending question { .answer = out->result };
    question.take(q, p);
    s.pending.push_back(std::move(question));
    return out;
}

Result<ResultSet const*> Tx::answer(Answer& a)
{
    if (a.error) return *a.error;
    if (!*a.result) {
        TRY(a.tx->ready(a.name));
        (void)TRY(a.tx->note(a.tx->travel(nullptr, [](Connection&) { return Result<> {}; })));
    }
    if (!*a.result) return bug(std::string(a.name) + ": asked ahead, and never answered");
    return &**a.result;
}

void Tx::spoil() { m_state->failed = true; }

Result<> Tx::commit()
{
    auto& s = *m_state;
    if (s.failed && !s.finished && !s.busy) {
        s.finished = true;
        s.lease.reset();
        return bug("commit: an earlier statement of the transaction failed");
    }
    TRY(s.ready("commit"));
    s.finished = true;
    auto const done = [&]() -> Result<> {
        auto& c = s.connection();
        bool const deferred = s.has_deferred();
        if (s.notifications.empty() && !deferred) {
            if (!s.begun) return {};
            return s.reads_only ? c.end_reading() : c.command("COMMIT", "commit");
        }
        if (!deferred) s.pending.clear(); // settings that nothing follows
        bool const begun = s.begun || deferred;
        auto finished = s.travel(nullptr, [&](Connection& to) -> Result<> {
            if (begun) TRY(to.push_command("COMMIT"));
            for (auto const& [channel, payload] : s.notifications) TRY(to.push(notify, Parameters<2>(channel, payload).view()));
            return {};
        });
        if (begun && c.committed()) { // a wake-up that was lost is no reason to say that nothing was stored
            if (!finished) log::warn("notify_failed", { { "detail", finished.error().detail.text } });
            return {};
        }
        if (!finished) return finished.release_error();
        return {};
    }();
    s.lease.reset();
    if (!done) return done;
    for (auto const& hook : s.hooks) hook();
    return {};
}

Tx::Batch Tx::batch() { return Batch(*this); }

void Tx::Batch::push(QueryBase const& q, ParameterView p)
{
    auto& s = *m_tx.m_state;
    if (m_error) return;
    auto const attempt = [&]() -> Result<> {
        if (m_finished) return bug(std::string(q.name) + ": the batch is finished");
        if (!m_open) {
            TRY(s.ready(q.name));
            m_open = s.busy = true;
        }
        if (p.too_large)
            return Error(Code::too_large, PublicText("This is more than can be stored in one piece."), Detail(q.name));
        Pending out { .batch = this };
        out.take(q, p);
        s.pending.push_back(std::move(out));
        return {};
    };
    auto pushed = attempt();
    if (!pushed) m_error = pushed.release_error();
}

Result<std::vector<std::int64_t>> Tx::Batch::finish()
{
    auto& s = *m_tx.m_state;
    if (m_finished) return bug("the batch is finished");
    m_finished = true;
    std::vector<std::int64_t> affected;
    if (m_open) {
        s.busy = false;
        if (!m_error) {
            auto results = s.travel(this, [](Connection&) { return Result<> {}; });
            if (!results) m_error = results.release_error();
            else
                for (auto const& r : *results) affected.push_back(r.affected());
        }
    }
    if (m_error) {
        s.failed = true;
        return std::move(*m_error);
    }
    return affected;
}

// Not finished: nobody asks how many rows, so it travels with what comes next.
Tx::Batch::~Batch()
{
    if (!m_open || m_finished) {
        if (m_error) m_tx.m_state->failed = true;
        return;
    }
    auto& s = *m_tx.m_state;
    s.busy = false;
    if (m_error) s.failed = true;
    for (auto& p : s.pending)
        if (p.batch == this) p.batch = nullptr;
}

Result<> Tx::copy_begin(QueryBase const& q, std::string const& copy_sql)
{
    auto& s = *m_state;
    TRY(s.ready(q.name));
    if (!s.pending.empty()) (void)TRY(s.note(s.travel(nullptr, [](Connection&) { return Result<> {}; }))); // COPY cannot join a pipeline
    TRY(s.note(s.connection().copy_begin(q, copy_sql)));
    s.busy = true;
    return {};
}

Result<> Tx::copy_put(std::string_view data) { return m_state->note(m_state->connection().copy_put(data)); }

Result<std::int64_t> Tx::copy_end(std::string_view name)
{
    m_state->busy = false;
    return m_state->note(m_state->connection().copy_end(name));
}

void Tx::copy_abort() noexcept
{
    m_state->busy = false;
    m_state->failed = true;
    m_state->connection().copy_abort();
}

} // namespace wellkept::db
