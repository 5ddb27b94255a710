// For this room's tests: a telephone system, a desk and a blob store on a real database, spoken to by their routes.
#pragma once
#include "access/handles.h"
#include "care/calls/file.h"
#include "care/intake/testing_care.h"
#include "keep/retention/retention.h"
#include <filesystem>
#include <future>

namespace wellkept::calls::testing {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using http::Method;
using Headers = std::vector<std::pair<std::string, std::string>>;

class Line : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        for (auto const& [who, role] : { std::pair { manager, "case_manager" }, std::pair { clara, "clinician" }, std::pair { dora, "clinician" } }) account(who, role, access::house_tenant);
        for (auto const who : { clara, dora }) command("INSERT INTO access.vetting VALUES (" + quoted(who) + ", " + now() + " + interval '9000 days')");
        auto tx = db::Tx::begin(*pool).release();
        auto connected = connect_system(gate, tx, "Exchange");
        ASSERT_TRUE(connected.ok()) << connected.error().detail.text;
        system = connected.release();
        for (auto const who : { adviser, manager, clara, dora })
            ASSERT_TRUE(access::Handles(gate).put(tx, { .kind = "staff_session", .value = who.text(), .subject = who, .tenant = access::house_tenant, .ref = session, .expires_at = clock.now() + 9000 * 24h }).ok());
        ASSERT_TRUE(tx.commit().ok());
    }
    void TearDown() override { fs::remove_all(folder); }

    http::Response call(Method method, std::string const& path, Headers headers, std::string body = {})
    {
        http::Request request;
        request.method = method;
        request.path = path;
        request.id = RequestId::fresh(clock, rng);
        request.headers = std::move(headers);
        request.body = std::move(body);
        auto const found = router.match(method, path);
        if (!std::holds_alternative<http::Router::Match>(found)) {
            ADD_FAILURE() << "no route " << path;
            return {};
        }
        auto const& match = std::get<http::Router::Match>(found);
        request.params = match.params;
        std::promise<http::Response> answer;
        auto future = answer.get_future();
        (*match.handler)(request, http::Responder([&](http::Response r) { answer.set_value(std::move(r)); }));
        return future.get();
    }
    http::Response staff(SubjectId who, Method m, std::string const& path, std::string body = {}, Headers more = {})
    {
        more.emplace_back("cookie", "__Host-wellkept_staff=" + who.text());
        more.emplace_back("x-wellkept", "1");
        return call(m, path, std::move(more), std::move(body));
    }
    Headers signed_(std::string const& id, std::string const& body, Instant at) const
    {
        auto const seconds = std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
        auto const raw = crypto::base64_decode(system.webhook_secret.substr(6)).value();
        auto const digest = crypto::hmac_sha256(raw, id + "." + seconds + "." + body);
        return { { "webhook-id", id }, { "webhook-timestamp", seconds }, { "webhook-signature", "v1,AAAA v1," + crypto::base64(crypto::view(digest)) } };
    }
    std::string event(std::string const& type, std::string const& more = "") const
    {
        return R"({"type":")" + type + R"(","call":"c-1","at":")" + rfc3339(clock.now()) + '"' + more + '}';
    }
    int tell(std::string const& type, std::string const& more = "")
    {
        auto const body = event(type, more);
        auto const r = call(Method::post, "/care/telephone/" + system.id.text() + "/events", signed_("m-" + std::to_string(++messages), body, clock.now()), body);
        if (r.status >= 500) ADD_FAILURE() << r.body;
        return r.status;
    }
    // A call that is under way, its caller told that it is recorded.
    void ring()
    {
        ASSERT_EQ(tell("call.started", R"(,"from":"+44 7700 900123","queue":"en")"), 204);
        ASSERT_EQ(tell("call.answered"), 204);
        ASSERT_EQ(tell("notice.played"), 204);
    }
    SubjectId caller()
    {
        auto const listed = at_desk<List>([&](access::GrantedGroup<List>& g) { return g.rows(store::latest(), 1); });
        return listed.ok() && !listed->empty() ? listed->front().subject : SubjectId {};
    }
    Uuid the_call()
    {
        auto const listed = at_desk<List>([&](access::GrantedGroup<List>& g) { return g.rows(store::latest(), 1); });
        return listed.ok() && !listed->empty() ? listed->front().call : Uuid {};
    }

    // ---- recordings ----
    static std::string wav(std::size_t size)
    {
        // RIFF header of plain 8 kHz sound, then a sound that is nowhere the same.
        std::string s("RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00""data\x00\x00\x00\x00", 44);
        std::uint32_t x = 7;
        while (s.size() < size) s += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
        return s;
    }
    Headers tus(Headers more = {}) const
    {
        more.emplace_back("authorization", "Bearer " + system.token);
        more.emplace_back("tus-resumable", "1.0.0");
        return more;
    }
    http::Response announce(std::size_t size, std::string const& type = "audio/wav", std::string const& call_name = "c-1")
    {
        return call(Method::post, "/care/telephone/calls/" + call_name + "/recordings", tus({ { "upload-length", std::to_string(size) }, { "upload-metadata", "filetype " + crypto::base64(type) } }));
    }
    static std::string header(http::Response const& r, std::string_view name)
    {
        for (auto const& [n, v] : r.headers)
            if (n == name) return v;
        return {};
    }
    http::Response more(std::string const& at, std::size_t offset, std::string bytes, std::string const& checksum_of = "")
    {
        Headers h { { "content-type", "application/offset+octet-stream" }, { "upload-offset", std::to_string(offset) } };
        auto const sum = crypto::sha256(checksum_of.empty() ? bytes : checksum_of);
        h.emplace_back("upload-checksum", "sha256 " + crypto::base64(crypto::view(sum)));
        return call(Method::patch, at, tus(std::move(h)), std::move(bytes));
    }
    std::string offset_of(std::string const& at) { return header(call(Method::head, at, tus()), "Upload-Offset"); }
    // Announced and sent whole, in requests of `step` bytes.
    std::string record(std::string const& sound, std::size_t step)
    {
        auto const made = announce(sound.size());
        EXPECT_EQ(made.status, 201) << made.body;
        auto const at = header(made, "Location");
        for (std::size_t o = 0; o < sound.size(); o += step) EXPECT_EQ(more(at, o, sound.substr(o, step)).status, 204) << o;
        return at.substr(at.rfind('/') + 1);
    }
    // A whole run of the retention engine.
    void pass_on()
    {
        retention::Rooms rooms;
        rooms.push_back(calls::contract());
        rooms.push_back(intake::contract());
        retention::Engine const engine(gate, *pool, *blobs, crypto::SigningKey::generate(rng).release(), rooms);
        jobs::Job job { JobId::fresh(clock, rng), std::string(retention::run_job), {}, "{}", 1 };
        for (int pieces = 0; pieces < 50; ++pieces) {
            auto const out = engine.run(job);
            ASSERT_TRUE(out.ok()) << out.error().detail.text;
            if (!std::holds_alternative<jobs::Again>(out.value())) return;
            job.payload = std::get<jobs::Again>(out.value()).payload;
        }
        ADD_FAILURE() << "a run without an end";
    }
    std::size_t files() const
    {
        std::size_t n = 0;
        std::error_code ec;
        for (auto const& e : fs::recursive_directory_iterator(folder, ec)) n += e.path().extension() == ".blob";
        return n;
    }
    struct Counted {
        std::int64_t n;
    };
    std::string count(std::string const& what)
    {
        auto const name = "calls_test/" + std::to_string(++counted), text = "SELECT count(*) FROM " + what;
        db::PlainQuery<Counted> const query { name, text };
        auto tx = db::Tx::begin(*all).release();
        auto const row = tx.one(query);
        return row.ok() ? std::to_string(row->n) : row.error().detail.text;
    }

    Uuid const nobody = Uuid::v4(rng);
    SubjectId const manager = SubjectId::fresh(clock, rng), clara = SubjectId::fresh(clock, rng), dora = SubjectId::fresh(clock, rng);
    fs::path folder = fs::temp_directory_path() / ("wellkept_calls_" + Uuid::v4(rng).text());
    std::unique_ptr<blob::Store> blobs = blob::files(folder.string()).release();
    access::AuditWriter audit { *pool };
    http::Router router;
    access::Routes routes { router, gate, *pool, audit };
    bool const added = (add_routes(routes, *pool, *blobs), true);
    System system {};
    int messages = 0, counted = 0;
};

} // namespace wellkept::calls::testing
