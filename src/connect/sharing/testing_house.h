// A small house for this room's tests: real databases, policy, keys and Gate, one Client, one Member, and an endpoint.
#pragma once
#include "access/system.h"
#include "connect/clients/clients.h"
#include "connect/connections/connections.h"
#include "connect/members/members.h"
#include "connect/sharing/event.h"
#include "connect/sharing/sharing.h"
#include "keep/consent/consent.h"
#include "keep/keys/keys.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace wellkept::sharing::testing {

// A Client's webhook endpoint on the loopback: keeps what it gets, answers with the status it is told.
class Endpoint {
public:
    Endpoint()
    {
        m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(m_listener, 16), 0);
        socklen_t n = sizeof address;
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &n);
        m_port = ntohs(address.sin_port);
        EXPECT_EQ(pipe(m_stop), 0);
        m_thread = std::thread([this] { run(); });
    }
    ~Endpoint()
    {
        close(m_stop[1]);
        m_thread.join();
        close(m_stop[0]);
        close(m_listener);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/hook"; }
    void answer_with(int status)
    {
        std::lock_guard const lock(m_mutex);
        m_status = status;
    }
    struct Received {
        std::string head, body;
        std::string header(std::string const& name) const
        {
            auto const at = head.find("\r\n" + name + ": ");
            if (at == head.npos) return {};
            auto const from = at + name.size() + 4;
            return head.substr(from, head.find("\r\n", from) - from);
        }
    };
    std::vector<Received> received() const
    {
        std::lock_guard const lock(m_mutex);
        return m_received;
    }

private:
    void run()
    {
        for (;;) {
            pollfd fds[] = { { m_listener, POLLIN, 0 }, { m_stop[0], POLLIN, 0 } };
            if (poll(fds, 2, -1) <= 0 || fds[1].revents) return;
            int const peer = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (peer < 0) continue;
            serve(peer);
            close(peer);
        }
    }
    void serve(int peer)
    {
        std::string all;
        char buffer[16384];
        for (;;) {
            auto const head_end = all.find("\r\n\r\n");
            if (head_end != all.npos) {
                Received got { all.substr(0, head_end + 2), all.substr(head_end + 4) };
                auto length = got.header("Content-Length");
                if (length.empty()) length = got.header("content-length");
                if (got.body.size() >= std::strtoul(length.c_str(), nullptr, 10)) {
                    std::lock_guard const lock(m_mutex);
                    m_received.push_back(std::move(got));
                    auto const text = "HTTP/1.1 " + std::to_string(m_status)
                        + " It\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                    (void)!::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
                    return;
                }
            }
            auto const n = recv(peer, buffer, sizeof buffer, 0);
            if (n <= 0) return;
            all.append(buffer, static_cast<std::size_t>(n));
        }
    }
    mutable std::mutex m_mutex;
    std::vector<Received> m_received;
    int m_status = 200;
    int m_listener = -1;
    int m_stop[2] {};
    std::uint16_t m_port {};
    std::thread m_thread;
};

struct EventState {
    Uuid id;
    std::string type, state, payload;
    std::optional<std::string> reason;
    std::int32_t attempts;
    std::optional<std::int32_t> last_status;
    std::optional<Instant> next_at;
};
struct Queued {
    JobId id;
    std::optional<SubjectId> subject;
    std::string payload;
};
inline db::PlainQuery<Queued> const take_news { "sharing_test/take_news",
    "DELETE FROM jobs.job WHERE kind = 'sharing.announce' RETURNING id, subject_id, payload" };
struct Name {
    std::string name;
};
inline db::PlainQuery<Name> const database_name { "sharing_test/database", "SELECT current_database()::text" };
struct Number {
    std::int64_t n;
};
inline db::PlainQuery<EventState> const all_events { "sharing_test/events",
    "SELECT event_id, type, state, payload, reason, attempts, last_status, next_at FROM sharing.event"
    " ORDER BY created_at, event_id" };
inline db::PlainQuery<Unit, ClientId, std::string> const set_endpoint { "sharing_test/endpoint",
    "UPDATE clients.client SET webhook_url = $2 WHERE client_id = $1" };
// What the sequencer has yet to place: every row appended, as the application's role may count it.
inline db::PlainQuery<Number> const refusals_waiting { "sharing_test/refusals", "SELECT count(*) FROM access.audit_pending" };
inline db::PlainQuery<Number, std::string> const jobs_of { "sharing_test/jobs",
    "SELECT count(*) FROM jobs.job WHERE kind = $1" };

class House : public ::testing::Test {
protected:
    static std::unique_ptr<db::Pool> pool_of(char const* migrations)
    {
        auto const name = db::testing::fresh_database(std::string(WELLKEPT_SOURCE_DIR) + migrations);
        return db::Pool::create({ db::testing::url(name), 6 }).release();
    }

    SystemRng rng;
    TestClock clock;
    std::unique_ptr<db::Pool> pool = pool_of("/schema"), keys_pool = pool_of("/schema/keys");
    keys::KeyStore keys { crypto::Key::fresh(rng).release(), *keys_pool, clock, rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    timeseries::MetricTable metrics =
        timeseries::MetricTable::load(WELLKEPT_SOURCE_DIR "/policy/metrics.yaml").release();
    http::Outgoing outgoing { { "", true, true } };
    Sharing sharing { gate, *pool, outgoing, metrics };
    Endpoint endpoint;
    std::string secret; // the raw bytes
    ClientId client = add_client("Portal", true);
    ConnectionId const connection = ConnectionId::fresh(clock, rng);
    SubjectId member = add_member();

    void command(std::string const& text)
    {
        auto tx = db::Tx::begin(*pool).release();
        auto const c = db::Connection::open(db::testing::url(tx.one(database_name)->name, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const ran = c.value()->command(text, "test");
        ASSERT_TRUE(ran.ok()) << ran.error().detail.text;
    }
    ClientId add_client(std::string name, bool ours)
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::operator_("test"), .purpose = "provide_service" };
        auto const made = clients::add(gate, tx, visit,
            { .name = std::move(name),
                .region = "eu",
                .agreement_reference = "A-1",
                .webhook_url = "https://portal.example/hook" });
        EXPECT_TRUE(made.ok()) << made.error().detail.text;
        EXPECT_TRUE(tx.run(set_endpoint, made->client_id, endpoint.url()).ok());
        EXPECT_TRUE(tx.commit().ok());
        if (ours) secret = crypto::base64_decode(made->webhook_secret.substr(6)).value();
        return made->client_id;
    }
    SubjectId add_member()
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::client(client), .purpose = "provide_service" };
        auto group = gate.decide_group<members::Provision>(tx, visit, client).release();
        auto const fresh = SubjectId::fresh(clock, rng);
        auto const grant = gate.admit(group, visit, fresh).release();
        allow(grant, "self", true, connection); // from which "collect" follows
        EXPECT_TRUE(tx.commit().ok());
        return fresh;
    }
    void allow(access::SubjectGrant const& grant, std::string const& purpose, bool yes, ConnectionId from)
    {
        auto const changed = consent::change(grant, gate, {}, { { from, "heart", purpose, yes } }, "test");
        EXPECT_TRUE(changed.ok()) << changed.error().detail.text;
    }
    void share(bool yes) { share(yes, connection); }
    void share(bool yes, ConnectionId from)
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::member(member, client, {}), .purpose = "provide_service" };
        auto const grant = gate.decide<consent::ChangeConsent>(tx, visit, member).release();
        allow(grant, "share_with_client", yes, from);
        EXPECT_TRUE(tx.commit().ok());
    }
    timeseries::Written write(std::vector<timeseries::Sample> samples, ConnectionId from)
    {
        auto const w = access::as_system<timeseries::WriteSamples>(
            gate, *pool, "ingest_pull", "collect", member, [&](access::Granted<timeseries::WriteSamples>& g) {
                return timeseries::write(g, gate, { from, "withings", metrics.find("heart_rate"), samples });
            });
        EXPECT_TRUE(w.ok()) << w.error().detail.text;
        return w.value();
    }
    static std::vector<timeseries::Sample> beats(int n, double value = 61.5)
    {
        std::vector<timeseries::Sample> out;
        for (int i = 0; i < n; ++i) {
            timeseries::Sample s;
            s.start_ms = s.end_ms = 1'767'225'600'000 + i * 60'000ll;
            s.value = value + i % 7;
            out.push_back(s);
        }
        return out;
    }
    jobs::Job news_of(timeseries::Written const& w)
    {
        connections::News news {
            .type = "samples.changed", .connection = connection, .stream = w.stream, .history = false
        };
        news.created = static_cast<std::int64_t>(w.created);
        news.updated = static_cast<std::int64_t>(w.updated);
        news.deleted = static_cast<std::int64_t>(w.deleted);
        news.first_ms = w.first_ms;
        news.last_ms = w.last_ms;
        return news_job(news);
    }
    // As the rooms below do it, and as the runner then hands it over.
    jobs::Job news_job(connections::News const& news)
    {
        auto tx = db::Tx::begin(*pool).release();
        EXPECT_TRUE(connections::announce(tx, gate, member, news).ok());
        auto const queued = tx.one(take_news).release();
        EXPECT_TRUE(tx.commit().ok());
        return { queued.id, std::string(connections::announce_job), queued.subject, queued.payload, 1 };
    }
    jobs::Outcome announce(jobs::Job const& job)
    {
        auto out = sharing.announce(job);
        EXPECT_TRUE(out.ok()) << out.error().detail.text;
        return out.release();
    }
    jobs::Outcome deliver(Uuid event)
    {
        auto out =
            sharing.deliver({ JobId::fresh(clock, rng), std::string(deliver_job), member, deliver_payload(event), 1 });
        EXPECT_TRUE(out.ok()) << out.error().detail.text;
        return out.release();
    }
    std::vector<EventState> events()
    {
        auto tx = db::Tx::begin(*pool).release();
        return tx.rows(all_events).release();
    }
    std::int64_t jobs_waiting()
    {
        auto tx = db::Tx::begin(*pool).release();
        return tx.one(jobs_of, std::string(deliver_job))->n;
    }
};

} // namespace wellkept::sharing::testing
