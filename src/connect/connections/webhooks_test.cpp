// Vendors' webhooks from the router to the queue, with a real database, and subscriptions at a vendor on the loopback.
#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/connections/sealed.h"
#include "connect/connections/webhooks.h"
#include "connect/members/members.h"
#include "connect/programs/template.h"
#include "keep/keys/keys.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include "platform/json/json.h"
#include <arpa/inet.h>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace wellkept::connections {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

struct Asked {
    std::string line, body;
};
struct Said {
    int status;
    std::string body;
};

// A vendor's API: one request a connection, answered by a function on its own thread.
class Vendor {
public:
    explicit Vendor(std::function<Said(Asked const&)> answer)
        : m_answer(std::move(answer))
    {
        m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(m_listener, 16), 0);
        socklen_t n = sizeof address;
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &n);
        url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        m_thread = std::thread([this] {
            for (int peer; (peer = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC)) >= 0; close(peer)) serve(peer);
        });
    }
    ~Vendor()
    {
        shutdown(m_listener, SHUT_RDWR); // ends accept
        m_thread.join();
        close(m_listener);
    }
    std::string url;

private:
    void serve(int peer)
    {
        std::string all;
        char buffer[16384];
        for (;;) {
            if (auto const end = all.find("\r\n\r\n"); end != all.npos) {
                auto const at = all.find("Content-Length: ");
                auto const length = at < end ? std::strtoul(all.c_str() + at + 16, nullptr, 10) : 0;
                if (all.size() >= end + 4 + length) {
                    auto const said = m_answer({ all.substr(0, all.find(" HTTP/")), all.substr(end + 4) });
                    auto const text = "HTTP/1.1 " + std::to_string(said.status) + " It\r\nContent-Length: "
                        + std::to_string(said.body.size()) + "\r\nConnection: close\r\n\r\n" + said.body;
                    (void)!::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
                    return;
                }
            }
            auto const n = recv(peer, buffer, sizeof buffer, 0);
            if (n <= 0) return;
            all.append(buffer, static_cast<std::size_t>(n));
        }
    }
    std::function<Said(Asked const&)> m_answer;
    int m_listener = -1;
    std::thread m_thread;
};

struct Text {
    std::string text;
};
struct Number {
    std::int64_t n;
};
struct Held {
    std::string topic, id;
};
db::PlainQuery<Text, std::string> const payloads { "webhooks_test/payloads",
    "SELECT payload FROM jobs.job WHERE kind = $1 ORDER BY payload" };
db::PlainQuery<Held> const held { "webhooks_test/subscriptions",
    "SELECT topic, coalesce(subscription_id, '-') FROM connections.subscription ORDER BY topic" };
// The server's role reads the log by person or tenant only; these are run as the database's owner of all.
db::PlainQuery<Text> const refusals { "webhooks_test/refusals",
    "SELECT reason || ' ' || actor_kind FROM access.audit_event WHERE decision = 'refuse' ORDER BY at, event_id" };
db::PlainQuery<Number> const permits { "webhooks_test/permits",
    "SELECT count(*) FROM access.audit_event WHERE decision = 'permit' AND action = 'connections.notify'" };

class Webhooks : public ::testing::Test {
protected:
    static std::unique_ptr<db::Pool> pool_of(std::string const& name, std::string_view role)
    {
        return db::Pool::create({ db::testing::url(name, role), 6 }).release();
    }

    SystemRng rng;
    TestClock clock;
    std::string const database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = pool_of(database, "wellkept_app"), watcher = pool_of(database, db::superuser_role),
                              keys_pool = pool_of(
                                  db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema/keys"), "wellkept_app");
    keys::KeyStore keys { crypto::Key::fresh(rng).release(), *keys_pool, clock, rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    timeseries::MetricTable metrics =
        timeseries::MetricTable::load(WELLKEPT_SOURCE_DIR "/policy/metrics.yaml").release();

    std::function<Said(Asked const&)> vendor_says = [](Asked const&) { return Said { 500, "" }; };
    Vendor vendor { [this](Asked const& a) { return vendor_says(a); } };
    programs::LiveCatalogue catalogue { programs::Catalogue::load(WELLKEPT_SOURCE_DIR "/programs", metrics,
        { { { "oura.base", vendor.url }, { "withings.base", vendor.url } }, true })
                                            .release() };
    http::Outgoing outgoing { { "", true, true } };
    Vendors vendors { catalogue, outgoing, gate, *pool, "https://keep.example" };
    Subscriptions subscriptions { vendors, gate, *pool };
    access::AuditWriter audit { *pool };
    http::Router router;
    access::Routes routes { router, gate, *pool, audit };
    ClientId client = add_client();
    SubjectId member = add_member();

    void SetUp() override { add_webhook_routes(routes, vendors); }

    ClientId add_client()
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::operator_("test"), .purpose = "provide_service" };
        auto const made =
            clients::add(gate, tx, visit, { .name = "Portal", .region = "eu", .agreement_reference = "A-1" });
        EXPECT_TRUE(made.ok());
        for (auto const* program : { "oura", "withings" })
            EXPECT_TRUE(
                clients::set_vendor_credential(gate, tx, visit, made->client_id, program, { "app", "hush" }).ok());
        EXPECT_TRUE(tx.commit().ok());
        return made->client_id;
    }
    SubjectId add_member()
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::client(client), .purpose = "provide_service" };
        auto group = gate.decide_group<members::Provision>(tx, visit, client).release();
        auto const fresh = SubjectId { Uuid::v4(rng) };
        auto const grant = gate.admit(group, visit, fresh).release();
        EXPECT_TRUE(tx.commit().ok());
        return fresh;
    }
    template <typename Permission, typename F>
    void as_member(F&& work) as_member<consent::ChangeConsent>(
        [&](access::SubjectGrant const& grant) { EXPECT_TRUE(consent::withdraw_all(grant, gate, id, "test").ok()); });
    EXPECT_EQ(ask(oura(event("u-1", "workout"))).status, 200);
    EXPECT_THAT(refused(), ElementsAre("no_consent vendor"));
    EXPECT_THAT(pulls(), SizeIs(1));
}

TEST_F(Webhooks, a_form_names_a_range_that_is_widened_and_bounded)
{
    connect("withings", "77", "body");
    auto const now = std::chrono::floor<std::chrono::seconds>(clock.now());
    auto const body = [&](Instant from, Instant to) {
        auto const s = [](Instant t) { return std::to_string(t.time_since_epoch().count() / 1'000'000); };
        return "userid=77&appli=1&startdate=" + s(from) + "&enddate=" + s(to);
    };
    auto const noon = now - std::chrono::hours(5);
    EXPECT_EQ(ask(withings(body(noon, noon + std::chrono::seconds(1)))).status, 200);
    EXPECT_THAT(pulls(),
        ElementsAre(testing::AllOf(HasSubstr(R"("from":")" + rfc3339(noon - std::chrono::minutes(1))),
            HasSubstr(R"("until":")" + rfc3339(noon + std::chrono::seconds(61))), HasSubstr(R"("only":["getmeas"])"))));
    EXPECT_EQ(ask(withings(body(noon - std::chrono::hours(2), noon))).status, 200);
    EXPECT_THAT(pulls(), SizeIs(2)); // another range is other news
    EXPECT_EQ(ask(withings(body(Instant {}, noon))).status, 200);
    for (auto const& p : pulls()) EXPECT_EQ(p.find("1970"), p.npos);
    EXPECT_EQ(ask(withings("userid=77&userid=78&appli=1")).status, 400);
    EXPECT_EQ(ask(withings("userid=77")).status, 400);
}

TEST_F(Webhooks, an_unsigned_goodbye_is_only_looked_into)
{
    auto const id = connect("withings", "77", "body");
    EXPECT_EQ(ask(withings("userid=77&appli=46&action=unlink")).status, 200);
    EXPECT_EQ(state(id), "connected");
    EXPECT_THAT(pulls(), ElementsAre(HasSubstr(R"("only":["getmeas"])")));
    EXPECT_THAT(texts(payloads, std::string(announce_job)), IsEmpty());
}

TEST_F(Webhooks, a_signed_goodbye_breaks_the_connection_and_is_announced)
{
    auto const directory = db::testing::temporary_directory();
    std::ifstream in(WELLKEPT_SOURCE_DIR "/programs/oura.yaml");
    std::string yaml((std::istreambuf_iterator<char>(in)), {});
    auto const at = yaml.find("delete: delete");
    ASSERT_NE(at, yaml.npos);
    std::ofstream(directory + "/oura.yaml") << yaml.replace(at, 14, "delete: disconnect");
    ASSERT_TRUE(catalogue.reload(directory, metrics, { { { "oura.base", vendor.url } }, true }).ok());
    std::filesystem::remove_all(directory);

    auto const id = connect("oura", "u-1", "sleep");
    EXPECT_EQ(ask(oura(event("u-1", "sleep", "delete"))).status, 200);
    EXPECT_EQ(state(id), "broken");
    EXPECT_THAT(pulls(), IsEmpty());
    EXPECT_THAT(texts(payloads, std::string(announce_job)), ElementsAre(HasSubstr("connection.broken")));
    EXPECT_EQ(ask(oura(event("u-1"))).status, 200);
    EXPECT_THAT(refused(), ElementsAre("unknown_account vendor"));
}

TEST_F(Webhooks, challenges_are_answered_by_style)
{
    http::Request head;
    head.method = http::Method::head;
    head.path = path("withings");
    EXPECT_EQ(ask(head).status, 200);

    auto tx = db::Tx::begin(*pool).release();
    auto const value = verify_value("oura", client, "ours");
    ASSERT_TRUE(
        put(tx, { .kind = verify_handle, .value = value, .expires_at = clock.now() + std::chrono::minutes(10) }));
    ASSERT_TRUE(tx.commit().ok());
    http::Request get;
    get.path = path("oura");
    get.query = { { "verification_token", "ours" }, { "challenge", "abc\"1" } };
    auto const answer = ask(get);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"challenge":"abc\"1"})");
    get.query = { { "verification_token", "theirs" }, { "challenge", "abc" } };
    EXPECT_EQ(ask(get).status, 404);
    get.query = { { "challenge", "abc" } };
    EXPECT_EQ(ask(get).status, 404);
    get.query = { { "verification_token", "ours" } };
    EXPECT_EQ(ask(get).status, 400);
    clock.advance(std::chrono::minutes(11));
    get.query = { { "verification_token", "ours" }, { "challenge", "abc" } };
    EXPECT_EQ(ask(get).status, 404);
}

TEST_F(Webhooks, an_application_subscribes_once_and_its_token_is_known_before_the_vendor_asks)
{
    std::atomic<int> made = 0, challenged = 0, renewed = 0;
    auto const end = [&](int days) { return rfc3339(clock.now() + std::chrono::days(days)); };
    vendor_says = [&](Asked const& a) -> Said {
        if (a.line.starts_with("PUT /v2/webhook/subscription/renew/s-"))
            return ++renewed, Said { 200, R"({"id":"s","expiration_time":")" + end(90) + R"("})" };
        if (a.line != "POST /v2/webhook/subscription") return { 404, "{}" };
        auto const wanted = json::parse(a.body).release().as_object();
        http::Request get;
        get.path = path("oura");
        EXPECT_EQ(wanted.at("callback_url").as_string(), "https://keep.example" + get.path);
        get.query = { { "verification_token", wanted.at("verification_token").as_string().c_str() },
            { "challenge", "q" } };
        if (ask(get).body == R"({"challenge":"q"})") ++challenged;
        auto const n = std::to_string(++made);
        if (wanted.at("event_type").as_string() == "delete") return { 409, "{}" };
        return { 201, R"({"id":"s-)" + n + R"(","expiration_time":")" + end(5) + R"("})" };
    };
    auto const id = connect("oura", "u-1", "workout");
    auto const done = subscriptions.subscribe(job(id));
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_TRUE(std::holds_alternative<jobs::Done>(*done));
    EXPECT_EQ(made, 3);
    EXPECT_EQ(challenged, 3);
    auto rows = subscribed();
    ASSERT_THAT(rows, SizeIs(2)); // what the vendor refuses is left
    EXPECT_EQ(rows[0].topic + " " + rows[1].topic, "workout.create workout.update");
    EXPECT_EQ(rows[0].id, "s-1");

    ASSERT_TRUE(subscriptions.subscribe(job(id)).ok());
    EXPECT_EQ(made, 4); // only the refused one

    ASSERT_TRUE(subscriptions.renew({}).ok());
    EXPECT_EQ(renewed, 2);
    ASSERT_TRUE(subscriptions.renew({}).ok());
    EXPECT_EQ(renewed, 2); // 90 days are long

    clock.advance(std::chrono::days(91)); // and too long without an hourly run
    ASSERT_TRUE(subscriptions.renew({}).ok());
    EXPECT_EQ(renewed, 2);
    EXPECT_EQ(made, 6);
    EXPECT_THAT(subscribed(), SizeIs(2));
}

TEST_F(Webhooks, a_subscription_a_silent_vendor_did_not_make_is_made_later)
{
    auto const id = connect("oura", "u-1", "workout");
    auto const tried = subscriptions.subscribe(job(id));
    ASSERT_TRUE(tried.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Retry>(*tried));
    vendor_says = [&](Asked const&) {
        return Said { 201,
            R"({"id":"s-1","expiration_time":")" + rfc3339(clock.now() + std::chrono::days(90)) + R"("})" };
    };
    ASSERT_TRUE(subscriptions.renew({}).ok());
    auto const rows = subscribed();
    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].id, "s-1");
}

TEST_F(Webhooks, a_person_subscribes_to_what_they_share)
{
    std::vector<std::string> topics;
    vendor_says = [&](Asked const& a) -> Said {
        auto const form = http::form_decode(a.body).release();
        for (auto const& [k, v] : form)
            if (k == "appli") topics.push_back(v);
        EXPECT_THAT(form, testing::Contains(testing::Pair("action", "subscribe")));
        EXPECT_THAT(form, testing::Contains(testing::Pair("callbackurl", "https://keep.example" + path("withings"))));
        return { 200, R"({"status":0,"body":{}})" };
    };
    auto const id = connect("withings", "77", "body");
    auto const done = subscriptions.subscribe(job(id));
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_TRUE(std::holds_alternative<jobs::Done>(*done));
    EXPECT_THAT(topics, UnorderedElementsAre("1", "2", "46"));
    EXPECT_THAT(subscribed(), IsEmpty());

    int ended = 0;
    vendor_says = [&](Asked const& a) {
        EXPECT_THAT(a.body, HasSubstr("action=revoke"));
        return Said { 200, ++ended == 1 ? R"({"status":294,"body":{}})" : R"({"status":0,"body":{}})" };
    };
    end_subscriptions(vendors, client, *vendors.catalogue()->find("withings"), { "withings", "77", {}, "" }, "access");
    EXPECT_EQ(ended, 6);

    vendor_says = [](Asked const&) { return Said { 200, R"({"status":601,"body":{}})" }; };
    auto const later = subscriptions.subscribe(job(id));
    ASSERT_TRUE(later.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Again>(*later));
    vendor_says = [](Asked const&) { return Said { 200, R"({"status":401,"body":{}})" }; };
    auto const refused = subscriptions.subscribe(job(id));
    ASSERT_TRUE(refused.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Retry>(*refused));
}

} // namespace
} // namespace wellkept::connections
