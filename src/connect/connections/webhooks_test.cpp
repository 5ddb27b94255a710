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
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>

namespace wellkept::connections {
namespace {

namespace beast = boost::beast;
using boost::asio::ip::tcp;
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
    }
    ~Vendor()
    {
        shutdown(m_acceptor.native_handle(), SHUT_RDWR); // ends accept
        m_thread.join();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_acceptor.local_endpoint().port()); }

private:
    void serve(tcp::socket peer)
    {
        beast::error_code failed;
        beast::flat_buffer buffer;
        beast::http::request<beast::http::string_body> in;
        beast::http::read(peer, buffer, in, failed);
        if (failed) return;
        auto const said = m_answer({ std::string(in.method_string()) + " " + std::string(in.target()), in.body() });
        beast::http::response<beast::http::string_body> out(beast::http::int_to_status(said.status), 11, said.body);
        out.keep_alive(false);
        out.prepare_payload();
        beast::http::write(peer, out, failed);
    }
    std::function<Said(Asked const&)> m_answer;
    boost::asio::io_context m_io;
    tcp::acceptor m_acceptor { m_io, { boost::asio::ip::address_v4::loopback(), 0 } };
    std::thread m_thread { [this] {
        for (beast::error_code failed; !failed;)
            if (auto peer = m_acceptor.accept(failed); !failed) serve(std::move(peer));
    } };
};

struct Text {
    std::string text;
};
db::PlainQuery<Text, std::string> const payloads { "webhooks_test/payloads",
    "SELECT payload FROM jobs.job WHERE kind = $1 ORDER BY payload" };
db::PlainQuery<Text> const held { "webhooks_test/subscriptions",
    "SELECT topic || ' ' || coalesce(subscription_id, '-') FROM connections.subscription ORDER BY topic" };
// The server's own role reads the log by person or tenant only; this is asked as the database's superuser.
db::PlainQuery<Text> const refusals { "webhooks_test/refusals",
    "SELECT reason || ' ' || actor_kind FROM access.audit_event WHERE decision = 'refuse' ORDER BY at, event_id" };
db::PlainQuery<Text> const permits { "webhooks_test/permits",
    "SELECT action FROM access.audit_event WHERE decision = 'permit' AND action = 'connections.notify'" };

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
        { { { "oura.base", vendor.url() }, { "withings.base", vendor.url() } }, true })
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
    template <typename Permission, typename F> void as_member(F&& work)
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::member(member, client, {}), .purpose = "provide_service" };
        work(gate.decide<Permission>(tx, visit, member).release());
        EXPECT_TRUE(tx.commit().ok());
    }
    bool put(db::Tx& tx, access::NewHandle handle)
    {
        handle.tenant = client;
        return access::Handles(gate).put(tx, handle).ok();
    }
    ConnectionId connect(std::string const& program, std::string const& vendor_user, std::string const& category)
    {
        auto const id = ConnectionId::fresh(clock, rng);
        as_member<BeginConnection>([&](access::SubjectGrant const& grant) {
            auto const now = clock.now(), end = now + std::chrono::hours(3);
            auto const profile = *seal_profile(grant, id, { program, vendor_user, {}, "" });
            auto const tokens = *seal_tokens(grant, id, { "access", "refresh" });
            EXPECT_TRUE(store::insert(grant, id, "authorising", profile, now).ok());
            EXPECT_TRUE(store::connected(grant, id, profile, tokens, end, "done", {}, now).ok());
            EXPECT_TRUE(consent::change(grant, gate, {}, { { id, category, "self", true } }, "test").ok());
            auto const account = program + "/" + vendor_user;
            EXPECT_TRUE(put(grant.tx(), { "vendor_account", account, client, member, {}, id.value }));
        });
        return id;
    }

    http::Response ask(http::Request request)
    {
        request.id = RequestId::fresh(clock, rng);
        auto const match = router.match(request.method, request.path);
        auto const* found = std::get_if<http::Router::Match>(&match);
        if (!found) return { 405, {}, "" };
        request.params = found->params;
        std::promise<http::Response> promise;
        (*found->handler)(request, http::Responder([&](http::Response r) { promise.set_value(std::move(r)); }));
        return promise.get_future().get();
    }
    std::string path(std::string const& program) const { return "/webhooks/" + program + "/" + client.text(); }
    http::Request post(std::string const& program, std::string const& body, std::string const& type)
    {
        http::Request r;
        r.method = http::Method::post;
        r.path = path(program);
        r.body = body;
        r.headers = { { "content-type", type } };
        return r;
    }
    http::Request oura(std::string const& body, std::string const& secret = "hush", std::chrono::seconds late = {})
    {
        auto r = post("oura", body, "application/json");
        auto const sent = std::chrono::floor<std::chrono::seconds>(clock.now() - late);
        r.headers.emplace_back("x-oura-timestamp", std::to_string(sent.time_since_epoch().count()));
        r.headers.emplace_back(
            "x-oura-signature", *programs::hmac_text("sha256", secret, r.headers.back().second + body, "HEX"));
        return r;
    }
    http::Request withings(std::string const& body)
    {
        return post("withings", body, "application/x-www-form-urlencoded");
    }
    static std::string event(
        std::string const& user, std::string const& type = "sleep", std::string const& what = "update")
    {
        return R"({"event_type":")" + what + R"(","data_type":")" + type + R"(","object_id":"o-1","user_id":")" + user
            + R"("})";
    }
    std::vector<std::string> texts(auto const& query, auto const&... p)
    {
        auto tx = db::Tx::begin(*watcher).release();
        auto const rows = tx.rows(query, p...);
        EXPECT_TRUE(rows.ok()) << rows.error().detail.text;
        std::vector<std::string> out;
        for (auto const& r : rows.value()) out.push_back(r.text);
        return out;
    }
    std::vector<std::string> pulls() { return texts(payloads, std::string(pull_job)); }
    std::vector<std::string> refused() { return texts(refusals); }
    std::size_t permitted() { return texts(permits).size(); }
    std::string state(ConnectionId id)
    {
        std::string out;
        as_member<ReadConnections>([&](access::SubjectGrant const& g) { out = (*find(g, id))->state; });
        return out;
    }
    std::vector<std::string> subscribed() { return texts(held); }
    Result<jobs::Outcome> subscribe(ConnectionId id)
    {
        return subscriptions.subscribe(
            { JobId::fresh(clock, rng), std::string(subscribe_job), member, pull_payload(id, false), 1 });
    }
};

TEST_F(Webhooks, a_signed_event_makes_one_waiting_job_however_often_it_comes)
{
    auto const id = connect("oura", "u-1", "sleep");
    EXPECT_EQ(ask(oura(event("u-1"))).status, 200);
    EXPECT_EQ(ask(oura(event("u-1", "sleep", "create"))).status, 200);
    EXPECT_THAT(pulls(), ElementsAre(R"({"connection":")" + id.text() + R"(","history":false,"only":["sleep"]})"));
    EXPECT_EQ(permitted(), 2);
    EXPECT_THAT(refused(), IsEmpty());
}

TEST_F(Webhooks, what_is_not_signed_as_it_must_be_has_no_effect_and_is_on_record)
{
    connect("oura", "u-1", "sleep");
    EXPECT_EQ(ask(oura(event("u-1"), "guess")).status, 401);
    EXPECT_EQ(ask(oura(event("u-1"), "hush", std::chrono::seconds(400))).status, 401);
    auto changed = oura(event("u-1"));
    changed.body += " ";
    EXPECT_EQ(ask(changed).status, 401);
    auto bare = oura(event("u-1"));
    bare.headers.pop_back();
    EXPECT_EQ(ask(bare).status, 401);
    EXPECT_THAT(pulls(), IsEmpty());
    EXPECT_THAT(refused(),
        ElementsAre("bad_signature nobody", "bad_signature nobody", "bad_signature nobody", "bad_signature nobody"));
}

TEST_F(Webhooks, a_replay_is_answered_and_does_nothing)
{
    connect("oura", "u-1", "sleep");
    auto const first = oura(event("u-1"));
    EXPECT_EQ(ask(first).status, 200);
    EXPECT_EQ(ask(first).status, 200);
    EXPECT_EQ(permitted(), 1);
    EXPECT_THAT(refused(), ElementsAre("replayed vendor"));
    clock.advance(std::chrono::minutes(6));
    EXPECT_EQ(ask(first).status, 401);
}

TEST_F(Webhooks, a_delivery_that_failed_may_come_again)
{
    connect("oura", "u-1", "sleep");
    auto const broken = oura(R"({"event_type":"update"})");
    EXPECT_EQ(ask(broken).status, 400);
    EXPECT_EQ(ask(broken).status, 400);
    EXPECT_THAT(refused(), ElementsAre("malformed vendor", "malformed vendor"));
}

TEST_F(Webhooks, accounts_programs_and_clients_that_are_not_ours)
{
    connect("oura", "u-1", "sleep");
    EXPECT_EQ(ask(oura(event("u-2"))).status, 200); // the vendor learns nothing
    auto elsewhere = oura(event("u-1"));
    elsewhere.path = "/webhooks/nobody/" + client.text();
    EXPECT_EQ(ask(elsewhere).status, 404);
    elsewhere.path = "/webhooks/direct/" + client.text();
    EXPECT_EQ(ask(elsewhere).status, 404);
    elsewhere.path = "/webhooks/oura/" + ClientId::fresh(clock, rng).text();
    EXPECT_EQ(ask(elsewhere).status, 404);
    elsewhere.path = "/webhooks/oura/x";
    EXPECT_EQ(ask(elsewhere).status, 404);
    EXPECT_THAT(pulls(), IsEmpty());
    EXPECT_THAT(refused(),
        ElementsAre("unknown_account vendor", "unknown_program nobody", "unknown_program nobody",
            "unknown_client nobody", "unknown_client nobody"));
}

TEST_F(Webhooks, only_what_the_person_consents_to_is_fetched)
{
    auto const id = connect("oura", "u-1", "workout");
    EXPECT_EQ(ask(oura(event("u-1", "daily_activity"))).status, 200);
    EXPECT_EQ(ask(oura(event("u-1", "no_such_type"))).status, 200);
    EXPECT_THAT(pulls(), IsEmpty());
    EXPECT_EQ(ask(oura(event("u-1", "workout", "delete"))).status, 200);
    EXPECT_THAT(pulls(), SizeIs(1));
    as_member<consent::ChangeConsent>(
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
    ASSERT_TRUE(catalogue.reload(directory, metrics, { { { "oura.base", vendor.url() } }, true }).ok());
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
    auto const done = subscribe(id);
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_TRUE(std::holds_alternative<jobs::Done>(*done));
    EXPECT_EQ(made, 3);
    EXPECT_EQ(challenged, 3);
    // what the vendor refuses is left
    EXPECT_THAT(subscribed(), ElementsAre("workout.create s-1", "workout.update s-2"));

    ASSERT_TRUE(subscribe(id).ok());
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
    auto const tried = subscribe(id);
    ASSERT_TRUE(tried.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Retry>(*tried));
    vendor_says = [&](Asked const&) {
        return Said { 201,
            R"({"id":"s-1","expiration_time":")" + rfc3339(clock.now() + std::chrono::days(90)) + R"("})" };
    };
    ASSERT_TRUE(subscriptions.renew({}).ok());
    EXPECT_THAT(subscribed(), ElementsAre("workout.create s-1"));
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
    auto const done = subscribe(id);
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
    auto const later = subscribe(id);
    ASSERT_TRUE(later.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Again>(*later));
    vendor_says = [](Asked const&) { return Said { 200, R"({"status":401,"body":{}})" }; };
    auto const refused = subscribe(id);
    ASSERT_TRUE(refused.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Retry>(*refused));
}

} // namespace
} // namespace wellkept::connections
