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

} // namespace

namespace {

// What goes out with the next statement: a command, or a batch's statement with its own copy of its values.
struct Pending {
    std::string command {};
    Tx::Batch const* batch = nullptr; // whose finish() wants to know of it
    QueryBase const* query = nullptr;
    std::string bytes {};
    std::vector<int> lengths {}; // -1: NULL

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
    std::vector<Pending> pending; // BEGIN, SET LOCAL and batches' statements, in order
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
    // Of each statement that went, whether it is of this batch.
    Result<std::vector<bool>> push_pending(Batch const* batch = nullptr)
    {
        std::vector<bool> own;
        for (auto const& p : pending) {
            TRY(p.push(connection()));
            if (p.query) own.push_back(batch && p.batch == batch);
        }
        pending.clear();
        begun = true;
        return own;
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
    TRY(s.note(s.connection().enter_pipeline()));
    auto const pushed = [&]() -> Result<> {
        (void)TRY(s.push_pending());
        return s.connection().push(q, p);
    }();
    auto results = s.connection().finish_pipeline();
    if (!pushed) return s.note(Result<ResultSet>(pushed.error()));
    return std::move(TRY(s.note(std::move(results))).back());
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
        if (s.notifications.empty() && !deferred) return s.begun ? c.command("COMMIT", "commit") : Result<> {};
        TRY(c.enter_pipeline());
        Result<> pushed;
        if (deferred)
            if (auto before = s.push_pending(); !before) pushed = before.release_error();
        if (s.begun && pushed) pushed = c.push_command("COMMIT");
        for (auto const& [channel, payload] : s.notifications) {
            if (pushed) pushed = c.push(notify, Parameters<2>(channel, payload).view());
        }
        auto finished = c.finish_pipeline();
        if (s.begun && c.committed()) { // a wake-up that was lost is no reason to say that nothing was stored
            if (!finished) log::warn("notify_failed", { { "detail", finished.error().detail.text } });
            return {};
        }
        if (!finished) return finished.release_error();
        return pushed;
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
        Pending out { .batch = this, .query = &q };
        for (std::size_t i = 0; i < p.count; ++i) {
            out.lengths.push_back(p.values[i] ? p.lengths[i] : -1);
            if (p.values[i]) out.bytes.append(p.values[i], static_cast<std::size_t>(p.lengths[i]));
        }
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
        if (auto const ready = s.connection().enter_pipeline(); !ready && !m_error) m_error = ready.error();
        if (!m_error) {
            auto const own = s.push_pending(this);
            auto results = s.connection().finish_pipeline();
            if (!results) m_error = results.release_error();
            else if (!own) m_error = own.error();
            for (std::size_t i = 0; !m_error && i < results->size(); ++i)
                if ((*own)[i]) affected.push_back((*results)[i].affected());
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
    if (!s.pending.empty()) { // COPY cannot join a pipeline
        TRY(s.note(s.connection().enter_pipeline()));
        auto const pushed = s.push_pending();
        auto const done = s.connection().finish_pipeline();
        if (!pushed) return s.note(Result<>(pushed.error()));
        if (!done) return s.note(Result<>(done.error()));
    }
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
