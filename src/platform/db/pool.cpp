#include "platform/db/db.h"
#include <condition_variable>
#include <mutex>

namespace wellkept::db {

struct Pool::State {
    PoolConfig config;
    SessionConfig session;
    std::mutex mutex;
    std::condition_variable freed;
    std::vector<std::unique_ptr<Connection>> idle; // the last used is taken first: its statements are prepared
    int out = 0; // leased, or being made

    void give_back(std::unique_ptr<Connection> c)
    {
        bool const good = c && c->reset();
        if (!good) c.reset();
        {
            std::lock_guard const lock(mutex);
            --out;
            if (good) idle.push_back(std::move(c));
        }
        freed.notify_one();
    }
};

Pool::Pool(std::unique_ptr<State> s)
    : m_state(std::move(s))
{
}
Pool::~Pool() = default;
PoolConfig const& Pool::config() const { return m_state->config; }

Result<std::unique_ptr<Pool>> Pool::create(PoolConfig config)
{
    if (config.connections < 1) return bug("a pool needs at least one connection");
    auto state = std::make_unique<State>();
    state->session = { config.role, config.statement_timeout_ms, config.lock_timeout_ms, config.idle_in_transaction_ms,
        config.connect_timeout_s, config.application_name };
    state->config = std::move(config);
    return std::unique_ptr<Pool>(new Pool(std::move(state)));
}

Result<Pool::Lease> Pool::lease(Duration wait)
{
    auto& s = *m_state;
    std::unique_ptr<Connection> connection;
    {
        std::unique_lock lock(s.mutex);
        auto const free = [&] { return s.out < s.config.connections; };
        if (!s.freed.wait_for(lock, wait, free)) {
            return unavailable(
                "We are very busy just now. Please try again in a moment.", "pool: all connections are in use");
        }
        ++s.out;
    }
    while (!connection) {
        {
            std::lock_guard const lock(s.mutex);
            if (s.idle.empty()) break;
            connection = std::move(s.idle.back());
            s.idle.pop_back();
        }
        if (!connection->usable()) connection.reset(); // looked at, and closed, outside the lock
    }
    if (!connection) {
        auto made = Connection::open(s.config.url, s.session);
        if (!made) {
            s.give_back(nullptr);
            return made.release_error();
        }
        connection = made.release();
    }
    return Lease(&s, std::move(connection));
}

Pool::Lease::Lease(State* pool, std::unique_ptr<Connection> c)
    : m_pool(pool)
    , m_connection(std::move(c))
{
}
Pool::Lease::Lease(Lease&& o) noexcept
    : m_pool(std::exchange(o.m_pool, nullptr))
    , m_connection(std::move(o.m_connection))
{
}
Pool::Lease& Pool::Lease::operator=(Lease&& o) noexcept
{
    if (this != &o) {
        if (m_pool) m_pool->give_back(std::move(m_connection));
        m_pool = std::exchange(o.m_pool, nullptr);
        m_connection = std::move(o.m_connection);
    }
    return *this;
}
Pool::Lease::~Lease()
{
    if (m_pool) m_pool->give_back(std::move(m_connection));
}

} // namespace wellkept::db
