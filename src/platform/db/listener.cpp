#include "platform/db/db.h"
#include "platform/log/log.h"
#include <algorithm>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace wellkept::db {

using namespace std::chrono_literals;

struct Listener::State {
    std::string url;
    std::vector<std::string> channels;
    std::function<void(std::string_view, std::string_view)> callback;
    std::unique_ptr<Connection> connection;
    int stop = -1;
    std::thread thread;

    ~State()
    {
        if (thread.joinable()) {
            std::uint64_t const one = 1;
            (void)!::write(stop, &one, sizeof one);
            thread.join();
        }
        if (stop >= 0) ::close(stop);
    }

    Result<> connect()
    {
        SessionConfig session;
        session.statement_timeout_ms = 10'000;
        session.application_name = "wellkept-listen";
        auto c = TRY(Connection::open(url, session));
        for (auto const& channel : channels) {
            auto* quoted = PQescapeIdentifier(c->get(), channel.data(), channel.size());
            if (!quoted) return bug("listen: not a channel's name");
            auto const sql = std::string("LISTEN ") + quoted;
            PQfreemem(quoted);
            TRY(c->command(sql, "listen"));
        }
        connection = std::move(c);
        return {};
    }

    // False: we are to stop. Waits for the connection, or only for time if there is none.
    bool wait(std::chrono::milliseconds limit) const
    {
        pollfd p[2] { { stop, POLLIN, 0 }, { connection ? PQsocket(connection->get()) : -1, POLLIN, 0 } };
        ::poll(p, 2, static_cast<int>(limit.count()));
        return (p[0].revents & POLLIN) == 0;
    }

    bool receive()
    {
        if (PQconsumeInput(connection->get()) != 1) return false;
        while (auto* n = PQnotifies(connection->get())) {
            callback(n->relname, n->extra);
            PQfreemem(n);
        }
        return PQstatus(connection->get()) == CONNECTION_OK;
    }

    void run()
    {
        constexpr auto back_off_most = 5'000ms;
        auto back_off = 50ms;
        for (;;) {
            if (connection) {
                if (!wait(60s)) return;
                if (receive()) continue;
                connection.reset();
                log::warn("listener_lost");
            }
            if (!wait(back_off)) return;
            back_off = std::min<std::chrono::milliseconds>(back_off * 2, back_off_most);
            if (!connect()) continue;
            back_off = 50ms;
            for (auto const& c : channels) callback(c, {}); // something may have been missed meanwhile
        }
    }
};

Listener::Listener(std::unique_ptr<State> s)
    : m_state(std::move(s))
{
}
Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::start(std::string url, std::vector<std::string> channels,
    std::function<void(std::string_view, std::string_view)> callback)
{
    auto state = std::make_unique<State>();
    state->url = std::move(url);
    state->channels = std::move(channels);
    state->callback = std::move(callback);
    state->stop = ::eventfd(0, EFD_CLOEXEC);
    if (state->stop < 0) return unavailable("The service is busy. Please try again in a moment.", "listen: eventfd");
    TRY(state->connect());
    state->thread = std::thread([s = state.get()] { s->run(); });
    return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

} // namespace wellkept::db
