// Keys at the desk: which there are and how old, how far a rotation is, how old the backups; and the start of one.
#include "access/routes.h"
#include "access/tenants.h"
#include "keep/keys/keys.h"
#include "platform/jobs/jobs.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::keys {
namespace {

struct RootOut {
    std::string root; // a one-way mark
    bool held_here, by_kms;
    std::int64_t tenant_keys;
    Instant since;
};
struct VersionOut {
    ClientId client_id;
    bool house; // the operator's own
    std::string purpose, state;
    std::int32_t version;
    Instant made_at, since;
    std::int64_t person_keys;
};
struct BackupsOut {
    bool configured;
    std::int64_t count;
    std::optional<Instant> newest_at, oldest_at;
    std::int32_t kept_days;
};
struct KeysOut {
    std::int64_t tenants, tenant_keys, person_keys, destroyed_keys, left_to_rewrap;
    bool locked_memory;
    std::int32_t retire_days;
    std::vector<RootOut> roots;
    std::vector<VersionOut> versions;
    BackupsOut backups;
};
struct ClientPayload {
    ClientId client;
};
BOOST_DESCRIBE_STRUCT(RootOut, (), (root, held_here, by_kms, tenant_keys, since))
BOOST_DESCRIBE_STRUCT(VersionOut, (), (client_id, house, purpose, state, version, made_at, since, person_keys))
BOOST_DESCRIBE_STRUCT(BackupsOut, (), (configured, count, newest_at, oldest_at, kept_days))
BOOST_DESCRIBE_STRUCT(KeysOut, (),
    (tenants, tenant_keys, person_keys, destroyed_keys, left_to_rewrap, locked_memory, retire_days, roots, versions,
        backups))
BOOST_DESCRIBE_STRUCT(ClientPayload, (), (client))

Result<http::Response> look(KeyStore const& keys, Care const& care)
{
    auto const s = TRY(keys.status());
    KeysOut out { s.tenants, s.tenant_keys, s.person_keys, s.tombstones, s.left_to_rewrap, s.locked_memory,
        care.retire_days, {}, {}, { !care.backup_directory.empty(), 0, {}, {}, care.backup_days } };
    for (auto const& r : s.roots) out.roots.push_back({ r.id, !r.held_in.empty(), r.by_kms, r.tenant_keys, r.since });
    for (auto const& v : s.versions)
        out.versions.push_back({ v.tenant, v.tenant == access::house_tenant, v.purpose, v.state, v.version, v.made,
            v.since, v.person_keys });
    if (out.backups.configured) {
        auto const made = TRY(backups(care.backup_directory));
        out.backups.count = static_cast<std::int64_t>(made.size());
        if (!made.empty()) out.backups.oldest_at = made.front(), out.backups.newest_at = made.back();
    }
    return http::Response::json(json::encode_text(out));
}

} // namespace

Result<ClientId> rotation_of(std::string_view payload) { return TRY(json::decode_text<ClientPayload>(payload)).client; }

void add_routes(access::Routes& routes, KeyStore const& keys, Care care)
{
    auto const& gate = routes.gate();
    routes.guarded_group<ReadKeys>(
        { .pattern = "/staff/keys",
            .summary = "Keys, their versions and ages, how far a rotation is, and the keystore's backups",
            .audience = "staff",
            .purpose = "administer",
            .response_schema = json::schema<KeysOut>() },
        [&keys, care](access::GrantedGroup<ReadKeys>&, http::Request const&) { return look(keys, care); });
    // As a job of the same transaction: no key is renewed without the row that says who wanted it.
    routes.guarded_group<RotateKeys>(
        { .method = http::Method::post,
            .pattern = "/staff/clients/{client}/key-rotation",
            .summary = "Renew a Client's wrapping key; its people's keys are wrapped anew in the background",
            .audience = "staff",
            .purpose = "administer",
            .success_status = 204,
            .tenant_param = "client" },
        [&gate](access::GrantedGroup<RotateKeys>& g, http::Request const&) -> Result<http::Response> {
            (void)TRY(jobs::enqueue(g.tx(), gate.clock(), gate.rng(),
                { .kind = std::string(rotate_job),
                    .payload = json::encode_text(ClientPayload { g.tenant() }),
                    .unique_key = g.tenant().text() }));
            http::Response r;
            r.status = 204;
            return r;
        });
}

} // namespace wellkept::keys
