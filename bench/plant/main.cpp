// Plants service users for the bench `care` beside a running server: rows by COPY, but sealed and hashed by the very code
// that the server reads them with. Prints what their desks sign in with. Linked into nothing else.
#include "../database.h"
#include "../people.h"
#include "access/handles.h"
#include "care/intake/json.h"
#include "care/intake/words.h"
#include "keep/keys/wrapping.h"
#include "platform/log/log.h"
#include "server/store_open.h"
#include <boost/json.hpp>
#include <iostream>
#include <mutex>
#include <thread>

namespace wellkept::bench {
namespace {

constexpr std::size_t desks = 20, chunk = 5'000;

std::string bytea(std::string_view bytes) { return "\\\\x" + crypto::hex(bytes); }
std::string line(std::initializer_list<std::string_view> fields)
{
    std::string out;
    for (auto const f : fields) (out += out.empty() ? "" : "\t").append(f);
    return out + "\n";
}

// Keys of the care tenant, opened as the server opens them.
struct Keys {
    crypto::Key wrap, index;
    int version;
};
Result<Keys> keys_of(server::Ground& g, config::Config const& config)
{
    (void)TRY(g.keys->find_or_make(access::care_tenant, SubjectId { Uuid::v4(g.rng) }, access::person_scope)); // made at first use
    (void)TRY(g.keys->blind(access::care_tenant, "x", "x"));
    auto const roots = TRY(keys::Roots::open({ .file = config.keys.root_key_file, .kms_command = {} }, *g.keys_pool, false, g.rng));
    auto tx = TRY(db::Tx::begin(*g.keys_pool, db::Tx::Mode::read_only));
    int version = 0;
    auto opened = [&](std::string const& purpose) -> Result<crypto::Key> {
        for (auto const& k : TRY(keys::store::find_tenant_keys(tx, access::care_tenant, purpose))) {
            if (k.state != "primary") continue;
            version = k.version;
            return keys::unwrap_with(roots->held(), { access::care_tenant, purpose, k.version, k.root_id, k.wrapped, {} });
        }
        return bug("no tenant key");
    };
    auto index = TRY(opened("index"));
    auto wrap = TRY(opened("wrap"));
    return Keys { std::move(wrap), std::move(index), version };
}

struct Rows {
    std::string subjects, users, lookups, keys, plain;
};

Result<> append_person(Rows& out, server::Ground& g, Keys const& k, std::string const& scope, std::size_t n, std::string const& now)
{
    auto const p = made_up(n);
    auto const subject = SubjectId::fresh(*g.clock, g.rng);
    auto const key = TRY(crypto::Key::fresh(g.rng));
    auto const key_id = KeyId::fresh(*g.clock, g.rng);
    intake::ServiceUser u;
    u.contact.name = p.name();
    u.contact.email = p.email;
    u.contact.phone = p.phone;
    u.postcode = p.postcode;
    u.birth_date = p.birth_date;
    u.safe.channels = { "phone" };
    u.territory = g.gate->policy_now()->territory_of_region(g.gate->region())->code;
    auto const id = subject.text(), tenant = access::care_tenant.text(), json = json::encode_text(u);
    // As access/grant.cpp binds a value to its place.
    auto const record = TRY(crypto::seal(key, json, tenant + "|" + id + "|intake.service_user|record|" + id + "|1", g.rng));
    auto const wrapped = TRY(crypto::wrap(k.wrap, key, keys::person_aad(subject, key_id), g.rng));
    out.subjects += line({ id, tenant, Uuid::v4(g.rng).text(), "active", now, "service_user" });
    out.users += line({ id, tenant, "active", u.territory, bytea(record), "1", now, now });
    out.keys += line({ id, bytea(scope), key_id.text(), std::to_string(k.version), bytea(wrapped), now, tenant });
    auto look = [&](std::string const& kind, std::string const& value) -> Result<> {
        auto const blind = TRY(g.keys->blind(access::care_tenant, "intake." + kind, value)).substr(0, 16);
        out.lookups += line({ id, kind, bytea(blind), tenant });
        return {};
    };
    for (auto const& w : intake::words_to_store(p.name())) TRY(look("name", w));
    TRY(look("birth_date", p.birth_date));
    TRY(look("phone", *intake::phone_key(p.phone)));
    TRY(look("postcode", *intake::postcode_key(p.postcode)));
    TRY(look("email", *intake::email_key(p.email)));
    out.plain += line({ id, p.first, p.last, p.birth_date, *intake::phone_key(p.phone), p.postcode, p.email, now, json });
    return {};
}

Result<> plant(server::Ground& g, Keys const& k, std::string const& url, std::size_t from, std::size_t to)
{
    auto const scope = std::string(crypto::view(crypto::hmac_sha256(k.index, "scope|" + access::person_scope)).substr(0, 16));
    auto const now = rfc3339(g.clock->now());
    std::atomic<std::size_t> next = from;
    std::mutex mutex;
    std::optional<Error> failure;
    auto work = [&]() -> Result<> {
        auto data = TRY(Database::open(url, "wellkept_root", "wellkept"));
        auto keystore = TRY(Database::open(url, "wellkept_root", "wellkept_keys"));
        auto plain = TRY(Database::open(url, "wellkept_root", "bench_plain"));
        for (std::size_t at; (at = next.fetch_add(chunk)) < to;) {
            Rows rows;
            for (auto n = at; n < std::min(to, at + chunk); ++n) TRY(append_person(rows, g, k, scope, n, now));
            TRY(keystore.copy_text("COPY keys.person_key (subject_id, scope, key_id, tenant_version, wrapped, created_at, tenant_id) FROM STDIN", rows.keys));
            TRY(data.copy_text("COPY access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) FROM STDIN", rows.subjects));
            TRY(data.copy_text("COPY intake.service_user (subject_id, tenant_id, state, territory, record, version, registered_at, last_contact_at) FROM STDIN", rows.users));
            TRY(data.copy_text("COPY intake.lookup (subject_id, kind, blind, tenant_id) FROM STDIN", rows.lookups));
            TRY(plain.copy_text("COPY person FROM STDIN", rows.plain));
        }
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(2u, std::thread::hardware_concurrency()); ++i)
            threads.emplace_back([&] {
                if (auto done = work(); !done.ok()) {
                    next = to;
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                }
            });
    }
    if (failure) return std::move(*failure);
    return {};
}

// Accounts of our own staff with a session open, trained for what they do.
Result<boost::json::array> sign_in(server::Ground& g, Database& data, std::string const& role, std::size_t count)
{
    boost::json::array out;
    for (std::size_t i = 0; i < count; ++i) {
        auto const id = SubjectId::fresh(*g.clock, g.rng);
        auto const session = Uuid::v4(g.rng);
        auto const q = "'" + id.text() + "'", house = "'" + access::house_tenant.text() + "'";
        TRY(data.run("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES (" + q + ", " + house + ", gen_random_uuid(), 'active', now(), 'account')"));
        TRY(data.run("INSERT INTO access.account VALUES (" + q + ", " + house + ", 'active', ARRAY['" + role + "'], '{}', '{}', now() - interval '1 day', NULL, now())"));
        TRY(data.run("INSERT INTO access.account_session VALUES (" + q + ", '" + session.text() + "', now(), 'totp', now() + interval '1 day', now() + interval '1 day', '', now())"));
        for (auto const& course : g.gate->policy_now()->required_courses())
            TRY(data.run("INSERT INTO access.training VALUES (" + q + ", gen_random_uuid(), " + house + ", '" + course + "', '2000-01-01', now() + interval '900 days', " + q + ", now())"));
        auto const token = crypto::random_token(g.rng);
        auto tx = TRY(db::Tx::begin(*g.pool));
        TRY(access::Handles(*g.gate).put(tx, { .kind = "staff_session", .value = token, .subject = id, .tenant = access::house_tenant, .ref = session,
            .expires_at = g.clock->now() + std::chrono::hours(24) }));
        TRY(tx.commit());
        out.push_back(boost::json::string("__Host-wellkept_staff=" + token));
    }
    return out;
}

Result<> run(std::string const& file, std::string const& url, std::size_t from, std::size_t to)
{
    auto const config = TRY(config::load(file));
    log::start(log::Level::warn, "");
    auto ground = TRY(server::Ground::open(config, server::Ground::As::command));
    auto& g = *ground;
    auto data = TRY(Database::open(url, "wellkept_root", "wellkept"));
    {
        auto tx = TRY(db::Tx::begin(*g.pool));
        for (auto const& [id, kind] : { std::pair(access::house_tenant, "house"), { access::care_tenant, "care" } })
            if (!TRY(access::find_tenant(tx, id)))
                TRY(access::save_tenant(tx, { id, g.gate->region(), "active", "BENCH", {}, {}, kind }, g.clock->now()));
        TRY(tx.commit());
    }
    auto const keys = TRY(keys_of(g, config));
    if (from == 0) {
        auto cluster = TRY(Database::open(url, "wellkept_root", "postgres"));
        TRY(cluster.run("CREATE DATABASE bench_plain TEMPLATE template0"));
        auto plain = TRY(Database::open(url, "wellkept_root", "bench_plain"));
        TRY(plain.run("CREATE TABLE person (id uuid PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, birth_date date, phone text, postcode text,"
                      " email text, last_contact_at timestamptz NOT NULL, record jsonb NOT NULL)"));
        for (auto const* on : { "lower(last_name), lower(first_name)", "birth_date", "phone", "postcode", "lower(email)" })
            TRY(plain.run(std::string("CREATE INDEX ON person (") + on + ")"));
    }
    TRY(plant(g, keys, url, from, to));
    for (auto const* name : { "wellkept", "bench_plain" }) TRY(TRY(Database::open(url, "wellkept_root", name)).run("VACUUM ANALYZE"));
    boost::json::object out;
    out["desks"] = TRY(sign_in(g, data, "helpline", desks));
    out["managers"] = TRY(sign_in(g, data, "case_manager", 1));
    std::cout << boost::json::serialize(out) << "\n";
    return {};
}

} // namespace
} // namespace wellkept::bench

int main(int argc, char** argv)
{
    if (argc != 5) return 2;
    if (auto const done = wellkept::bench::run(argv[1], argv[2], std::stoul(argv[3]), std::stoul(argv[4])); !done.ok()) {
        std::cerr << done.error().public_text.text << " (" << done.error().detail.text << ")\n";
        return 1;
    }
    return 0;
}
