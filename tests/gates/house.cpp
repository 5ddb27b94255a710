#include "house.h"
#include "access/system.h"
#include "access/tenants.h"
#include "connect/clients/clients.h"
#include "keep/accounts/accounts.h"
#include "keep/accounts/testing_authenticator.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include "platform/log/log.h"
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <liboath/oath.h>
#include <libpq-fe.h>
#include <sstream>
#include <thread>

namespace wellkept::gates {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void give_up(std::string_view what, Error const& e)
{
    ADD_FAILURE() << what << ": " << e.public_text.text << " " << e.detail.text;
    std::exit(1);
}

template <typename T> T must(Result<T> r, std::string_view what)
{
    if (!r.ok()) give_up(what, r.error());
    return r.release();
}

} // namespace

Rows sql(std::string const& url, std::string const& statement)
{
    std::unique_ptr<PGconn, void (*)(PGconn*)> const connection(PQconnectdb(url.c_str()), &PQfinish);
    std::unique_ptr<PGresult, void (*)(PGresult*)> const result(PQexec(connection.get(), statement.c_str()), &PQclear);
    Rows out;
    auto const status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        auto const* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        return { { "error", state ? state : PQerrorMessage(connection.get()) } };
    }
    for (int r = 0; r < PQntuples(result.get()); ++r) {
        out.emplace_back();
        for (int c = 0; c < PQnfields(result.get()); ++c) out.back().emplace_back(PQgetvalue(result.get(), r, c));
    }
    return out;
}

std::string text_at(std::string const& json, std::string const& member)
{
    boost::system::error_code ec;
    auto const v = boost::json::parse(json, ec);
    if (ec || !v.is_object()) return {};
    auto const* m = v.get_object().if_contains(member);
    return m && m->is_string() ? std::string(m->get_string()) : std::string();
}

House& House::the()
{
    static House house;
    return house;
}

House::House()
    : m_directory(db::testing::temporary_directory())
{
    auto const file = m_directory + "/wellkept.yaml";
    auto const make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost"
                      " -addext subjectAltName=DNS:localhost -keyout "
        + m_directory + "/key.pem -out " + m_directory + "/certificate.pem 2> /dev/null";
    if (std::system(make.c_str()) != 0) give_up("openssl", unavailable("no certificate"));
    std::string const source = WELLKEPT_SOURCE_DIR;
    auto config = must(config::parse("server:\n  certificate_file: certificate.pem\n  key_file: key.pem\n"
                                     "  static_directory: \"\"\n  public_url: https://localhost:8443\n"
                                     "policy:\n  directory: "
                               + source + "/policy\nprograms:\n  directory: " + source
                               + "/programs\npromises:\n  directory: " + source
                               + "/promises\n  observe_minutes: 0\ntest:\n  mode: true\n  clock: true\n"
                                 "outgoing:\n  allow_private_addresses: true\n  ca_file: certificate.pem\n"
                                 "accounts:\n  argon2_memory_kib: 19456\n  argon2_passes: 1\n  tries_per_address: 100000\n",
                           file, {}),
        "configuration");
    config.server.port = 0; // any that is free
    log::start(log::Level::debug, m_directory + "/log");
    m_app = must(server::App::create(must(server::Ground::open(config, server::Ground::As::server), "ground")), "app");
    must(m_app->start(), "start");
    m_client = std::make_unique<http::Outgoing>(http::OutgoingConfig { m_directory + "/certificate.pem", true, false });
}

House::~House()
{
    m_client.reset();
    m_app.reset();
    std::error_code ignored;
    fs::remove_all(m_directory, ignored);
}

std::string House::url(std::string_view database, std::string_view role) const
{
    return m_app->ground().embedded->url(database, role);
}

Rows House::data(std::string const& statement) const { return sql(url("wellkept", db::superuser_role), statement); }

Portal House::add_portal(std::string const& name)
{
    auto& g = m_app->ground();
    access::Visit visit { .actor = access::Actor::operator_("gates"),
        .purpose = "provide_service",
        .request = RequestId::fresh(*g.clock, g.rng) };
    auto tx = must(db::Tx::begin(*g.pool), "begin");
    auto const made = must(clients::add(*g.gate, tx, visit,
                               { .name = name,
                                   .region = "eu",
                                   .agreement_reference = "DPA-1",
                                   .webhook_url = "https://localhost:9/hook" }),
        "client");
    must(access::append_audit(tx, visit.rows), "audit");
    must(tx.commit(), "commit");
    Portal p { made.client_id, name, made.client_secret, "" };
    auto const answer = call("POST", "/oauth/token", {},
        "grant_type=client_credentials&client_id=" + p.id.text() + "&client_secret=" + p.secret,
        "application/x-www-form-urlencoded");
    p.token = text_at(answer.body, "access_token");
    EXPECT_FALSE(p.token.empty()) << answer.body;
    plant(p.secret);
    plant(made.webhook_secret);
    plant(p.token);
    return p;
}

void House::set_status(Portal const& p, std::string const& status)
{
    auto& g = m_app->ground();
    access::Visit visit { .actor = access::Actor::operator_("gates"),
        .purpose = "provide_service",
        .request = RequestId::fresh(*g.clock, g.rng) };
    auto tx = must(db::Tx::begin(*g.pool), "begin");
    must(clients::set_status(*g.gate, tx, visit, p.id, status), "status");
    must(access::append_audit(tx, visit.rows), "audit");
    must(tx.commit(), "commit");
}

Person House::add_person(Portal const& portal, bool with_upload, bool young)
{
    Person p;
    p.user_key = "planted-user-key-" + std::to_string(++m_people) + "@example.org";
    plant(p.user_key);
    plant(std::string(planted_value));
    plant("1961-03-17");
    plant("planted-record-id");
    plant("planted-evidence-77");
    auto const birth = young ? rfc3339(m_app->ground().clock->now() - std::chrono::hours(24 * 365 * 10)).substr(0, 10) : "1961-03-17";
    auto const made = as_portal(portal, "POST", "/v1/members",
        R"({"user_key":")" + p.user_key + R"(","birth_date":")" + birth + "\""
            + (young ? R"(,"guardian":{"relationship":"parent","evidence":"planted-evidence-77"}})" : "}"));
    p.id = text_at(made.body, "member_id");
    EXPECT_EQ(made.status, 201) << made.body;
    auto const link = as_portal(portal, "POST", "/v1/members/" + p.id + (young ? "/guardian-links" : "/connect-tokens"));
    auto const token = text_at(link.body, "token");
    plant(token);
    auto const session = call("POST", "/connect/session", {}, R"({"token":")" + token + R"("})");
    EXPECT_EQ(session.status, 201) << session.body;
    p.cookie = session.cookie.substr(0, session.cookie.find(';'));
    plant(p.cookie.substr(p.cookie.find('=') + 1));
    auto const notice = as_person(p, "GET", "/me/notice");
    EXPECT_EQ(as_person(p, "POST", "/me/notice/seen", "{" + notice.body.substr(notice.body.find("\"notice_id\""), 50) + "}").status, 204)
        << notice.body;
    std::string const both =
        R"(,"grants":[{"category":"heart","purpose":"self"},{"category":"heart","purpose":"share_with_client"}]})";
    auto const begun = as_person(p, "POST", "/me/connections", R"({"program":"direct")" + both);
    p.connection = text_at(begun.body, "connection_id");
    EXPECT_EQ(begun.status, 201) << begun.body;
    auto const stored = as_portal(portal, "POST", "/v1/members/" + p.id + "/samples",
        R"({"samples":[{"metric":"heart_rate","start":"2026-01-05T08:00:00Z","record":"planted-record-id","value":)"
            + std::string(planted_value) + "}]}");
    EXPECT_EQ(stored.status, 200) << stored.body;
    if (!young) {
        auto const chosen = as_person(p, "PUT", "/me/preferences", R"({"choices":{"newsletters":true},"method":"save"})");
        EXPECT_EQ(chosen.status, 200) << chosen.body;
    }
    if (with_upload) {
        auto const file = as_person(p, "POST", "/me/connections", R"({"program":"fitbit_export")" + both);
        EXPECT_EQ(file.status, 201) << file.body;
        auto const upload = as_person(p, "POST", "/me/imports?program=fitbit_export&zone=Europe%2FDublin",
            "Id,Time,Value\n1,4/12/2016 7:21:00 AM,97\n", "text/csv");
        p.import = text_at(upload.body, "import_id");
        EXPECT_EQ(upload.status, 202) << upload.body;
    }
    must(m_app->audit_log().sequence_all(), "sequence");
    auto const entry = data("SELECT a.event_id FROM access.audit_event a JOIN access.subject s USING (pseudonym)"
                            " JOIN audit_log.entry USING (event_id) WHERE s.subject_id = '"
        + p.id + "' LIMIT 1");
    EXPECT_EQ(entry.size(), 1u);
    if (!entry.empty()) p.entry = entry[0][0];
    return p;
}

Answer House::call(std::string const& method, std::string const& target,
    std::vector<std::pair<std::string, std::string>> headers, std::string body, std::string const& content_type)
{
    if (method == "POST" || method == "PUT") headers.emplace_back("Content-Type", content_type);
    auto const answer = m_client->send({ .method = method,
        .url = "https://localhost:" + std::to_string(m_app->port()) + target,
        .headers = std::move(headers),
        .body = std::move(body) });
    if (!answer.ok()) {
        ADD_FAILURE() << method << " " << target << ": " << answer.error().detail.text;
        return {};
    }
    auto header = [&](std::string_view name) {
        auto const it = answer->headers.find(name);
        return it == answer->headers.end() ? std::string() : it->second;
    };
    return { answer->status, answer->body, header("location"), header("set-cookie"), header("x-request-id"), header("x-next-cursor") };
}

std::string House::invite(std::string const& email, std::vector<std::string> roles, Portal const* client,
    std::vector<std::string> purposes, std::vector<std::string> categories, std::optional<Instant> until)
{
    auto& g = m_app->ground();
    auto const tenant = client ? client->id : access::house_tenant;
    accounts::NewAccount const account { "Planted Name", email, std::move(roles), {}, until, std::move(purposes), std::move(categories) };
    auto const url = must(access::as_operator<accounts::Invite>(*g.gate, *g.pool, "administer", tenant,
                              [&](auto& grant) { return accounts::invite(grant, *g.gate, g.config.server.public_url, account); }),
        "invite")
                         .url;
    auto const token = url.substr(url.find('=') + 1);
    plant(token);
    plant(email);
    plant("Planted Name");
    return token;
}

void House::train(Colleague const& c, std::optional<Instant> until)
{
    auto& g = m_app->ground();
    auto const account = *SubjectId::parse(c.id);
    auto const tenant = *ClientId::parse(data("SELECT tenant_id FROM access.account WHERE subject_id = '" + c.id + "'").at(0).at(0));
    auto const day = std::chrono::floor<std::chrono::days>(g.clock->now()) - std::chrono::days(1);
    must(access::as_operator<accounts::RecordTraining>(*g.gate, *g.pool, "administer", tenant, account,
             [&](auto& grant) { return accounts::record_training(grant, *g.gate, { "health_privacy", day, until }); }),
        "training");
}

void House::add_passkey(Colleague const& c)
{
    accounts::testing::Authenticator key;
    auto const asked = as_staff(c, "POST", "/staff/passkeys/challenge");
    EXPECT_EQ(asked.status, 200) << asked.body;
    auto const added = as_staff(c, "POST", "/staff/passkeys", R"({"label":"key","passkey":)" + key.create(text_at(asked.body, "challenge")) + "}");
    EXPECT_EQ(added.status, 201) << added.body;
}

std::string House::code_of(Colleague const& c) const
{
    auto& g = m_app->ground();
    g.test_clock->advance(std::chrono::seconds(30)); // each code works once
    char code[8] = {};
    auto const now = std::chrono::duration_cast<std::chrono::seconds>(g.clock->now().time_since_epoch()).count();
    EXPECT_EQ(oath_totp_generate(c.secret.data(), c.secret.size(), now, 30, 0, 6, code), OATH_OK);
    return code;
}

Colleague House::add_colleague(std::vector<std::string> roles, bool trained, Portal const* client,
    std::vector<std::string> purposes, std::vector<std::string> categories, std::optional<Instant> until)
{
    Colleague c;
    c.email = "planted-colleague-" + std::to_string(++m_people) + "@example.org";
    c.password = "Grey-walnut-kite-" + std::to_string(m_people) + "-Lantern";
    plant(c.password);
    auto const token = invite(c.email, std::move(roles), client, std::move(purposes), std::move(categories), until);
    auto const offered = call("POST", "/staff/invitation", {}, R"({"token":")" + token + R"("})");
    EXPECT_EQ(offered.status, 200) << offered.body;
    auto const secret = text_at(boost::json::serialize(boost::json::parse(offered.body).at("totp")), "secret");
    plant(secret);
    char* raw = nullptr;
    std::size_t length = 0;
    EXPECT_EQ(oath_base32_decode(secret.data(), secret.size(), &raw, &length), OATH_OK);
    c.secret.assign(raw, length);
    std::free(raw);
    auto const joined = call("POST", "/staff/invitation/acceptance", {},
        R"({"token":")" + token + R"(","password":")" + c.password + R"(","totp_code":")" + code_of(c) + R"("})");
    EXPECT_EQ(joined.status, 201) << joined.body;
    if (joined.status != 201) return c;
    auto const body = boost::json::parse(joined.body);
    c.id = body.at("session").at("account_id").as_string();
    for (auto const& code : body.at("recovery_codes").as_array()) {
        c.recovery_codes.emplace_back(code.as_string());
        plant(c.recovery_codes.back());
    }
    c.cookie = joined.cookie.substr(0, joined.cookie.find(';'));
    plant(c.cookie.substr(c.cookie.find('=') + 1));
    if (trained) train(c);
    return c;
}

Answer House::as_staff(Colleague const& c, std::string const& method, std::string const& target, std::string body,
    std::vector<std::pair<std::string, std::string>> more)
{
    more.emplace_back("Cookie", c.cookie);
    more.emplace_back("X-Wellkept", "1");
    return call(method, target, std::move(more), std::move(body));
}

Answer House::as_portal(Portal const& p, std::string const& method, std::string const& target, std::string body,
    std::string const& content_type)
{
    return call(method, target, { { "Authorization", "Bearer " + p.token } }, std::move(body), content_type);
}

Answer House::as_person(Person const& p, std::string const& method, std::string const& target, std::string body,
    std::string const& content_type)
{
    return call(method, target, { { "Cookie", p.cookie }, { "X-Wellkept", "1" } }, std::move(body), content_type);
}

int House::audit_rows(Answer const& a, std::string const& decision) const
{
    auto const rows = data("SELECT count(*) FROM access.audit_event WHERE request_id::text = '" + a.request
        + "' AND decision = '" + decision + "'");
    return rows.empty() || rows[0].size() != 1 ? -1 : std::atoi(rows[0][0].c_str());
}

bool House::wait_for(std::string const& statement, std::string const& wanted) const
{
    for (int i = 0; i < 200; ++i) {
        auto const rows = data(statement);
        if (!rows.empty() && !rows[0].empty() && rows[0][0] == wanted) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
}

std::string House::log_text() const
{
    std::stringstream text;
    text << std::ifstream(m_directory + "/log").rdbuf();
    return text.str();
}

} // namespace wellkept::gates
