#include "cli/commands.h"
#include "keep/rights/rights.h"
#include "platform/jobs/jobs.h"
#include "platform/json/json.h"
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace wellkept::cli {
namespace {

struct RootOut {
    std::string root, held_in;
    bool by_kms;
    std::int64_t tenant_keys;
    Instant since;
};
struct VersionOut {
    ClientId client;
    std::string purpose;
    int version;
    std::string state;
    Instant made, since;
    std::int64_t person_keys;
};
struct StatusOut {
    std::int64_t tenants, tenant_keys, person_keys, tombstones, left_to_rewrap;
    bool locked_memory;
    std::vector<RootOut> roots;
    std::vector<VersionOut> versions;
};
struct VerifiedOut {
    std::int64_t open, closed;
    std::vector<std::string> findings;
};
struct RestoredOut {
    std::int64_t tombstones, tenant_keys, person_keys, there_already, kept_out;
};
BOOST_DESCRIBE_STRUCT(RootOut, (), (root, held_in, by_kms, tenant_keys, since))
BOOST_DESCRIBE_STRUCT(VersionOut, (), (client, purpose, version, state, made, since, person_keys))
BOOST_DESCRIBE_STRUCT(StatusOut, (), (tenants, tenant_keys, person_keys, tombstones, left_to_rewrap, locked_memory, roots, versions))
BOOST_DESCRIBE_STRUCT(VerifiedOut, (), (open, closed, findings))
BOOST_DESCRIBE_STRUCT(RestoredOut, (), (tombstones, tenant_keys, person_keys, there_already, kept_out))

// An operator's act on the keystore: its audit row is durable before it begins.
Result<> note(server::Ground& g, std::string_view action, ClientId tenant = {})
{
    access::Visit visit { .actor = access::Actor::operator_("command line"), .purpose = "provide_service", .request = RequestId::fresh(*g.clock, g.rng) };
    g.gate->record(visit, action, tenant.value);
    auto tx = TRY(db::Tx::begin(*g.pool));
    TRY(access::append_audit(tx, visit.rows));
    return tx.commit();
}

std::string days(Duration d) { return std::to_string(std::chrono::duration_cast<std::chrono::hours>(d).count() / 24) + " d"; }

Result<> status(server::Ground& g, bool as_json)
{
    auto const s = TRY(g.keys->status());
    if (as_json) {
        StatusOut out { s.tenants, s.tenant_keys, s.person_keys, s.tombstones, s.left_to_rewrap, s.locked_memory, {}, {} };
        for (auto const& r : s.roots) out.roots.push_back({ r.id, r.held_in, r.by_kms, r.tenant_keys, r.since });
        for (auto const& v : s.versions) out.versions.push_back({ v.tenant, v.purpose, v.version, v.state, v.made, v.since, v.person_keys });
        std::cout << json::encode_text(out) << "\n";
        return {};
    }
    auto const now = g.clock->now();
    std::cout << "tenants       " << s.tenants << "\ntenant keys   " << s.tenant_keys << "\nperson keys   " << s.person_keys << "\ntombstones    " << s.tombstones
              << "\nkey memory    " << (s.locked_memory ? "locked" : "not locked (raise RLIMIT_MEMLOCK)") << "\n";
    for (auto const& r : s.roots)
        std::cout << "root key      " << (r.id.empty() ? "(of before keys had marks)" : r.id) << "  " << r.tenant_keys << " tenant keys, " << days(now - r.since) << ", "
                  << (r.held_in.empty() && !r.id.empty() ? "not held here" : r.held_in) << (r.by_kms ? " (by keys.kms_command)" : "") << "\n";
    std::map<ClientId, std::int64_t> all;
    for (auto const& v : s.versions) all[v.tenant] += v.person_keys;
    for (auto const& v : s.versions) {
        if (v.purpose != "wrap") continue;
        std::cout << "client " << v.tenant.text() << "  version " << v.version << "  " << v.state << " for " << days(now - v.since) << ", made " << days(now - v.made) << " ago";
        if (v.state == "primary" || v.state == "replaced") std::cout << ", " << v.person_keys << " of " << all[v.tenant] << " person keys";
        std::cout << "\n";
    }
    if (s.left_to_rewrap) std::cout << s.left_to_rewrap << " person keys are left to re-wrap\n";
    return {};
}

Result<> verify(server::Ground& g, bool as_json)
{
    VerifiedOut out {};
    auto const v = TRY(g.keys->verify([&](std::string const& what) {
        if (as_json) out.findings.push_back(what);
        else std::cout << what << "\n";
    }));
    out.open = v.open;
    out.closed = v.closed;
    if (as_json) std::cout << json::encode_text(out) << "\n";
    else std::cout << v.open << " keys open, " << v.closed << " do not\n";
    if (v.closed == 0) return {};
    return Error { Code::conflict, PublicText("Keys that do not open are named above. A backup may hold them: `wellkept keys restore FILE`.") };
}

Result<> rotate_root(server::Ground& g, bool bare, bool prepare_only)
{
    TRY(note(g, "keys.rotate"));
    auto const next = TRY(g.keys->prepare_root(bare));
    if (prepare_only) {
        std::cout << "Every Client's key is under the next root key, too: " << next << "\nCopy that file to the same place on every node; running nodes take it from there."
                  << " Then run `wellkept keys rotate root` on each.\n";
        return {};
    }
    TRY(g.keys->promote_root());
    std::cout << "The root key is a new one. Running servers go on. The old one is in " << g.config.keys.root_key_file << ".previous and opens until\n"
              << "`wellkept keys retire root`, which destroys it: run that once every node has the new file.\n";
    return {};
}

Result<> rotate_tenants(server::Ground& g, std::string const& client, bool now)
{
    std::vector<ClientId> tenants;
    if (client.empty()) tenants = TRY(g.keys->tenants());
    else {
        auto const id = ClientId::parse(client);
        if (!id) return bad_input("Give the Client's id as `wellkept client list` shows it.");
        tenants.push_back(*id);
    }
    for (auto const tenant : tenants) {
        TRY(note(g, "keys.rotate", tenant));
        auto const version = g.keys->rotate_tenant(tenant);
        // One that was begun goes on; with --now, here.
        if (!version.ok() && version.error().code == Code::conflict && (now || client.empty())) std::cout << tenant.text() << " is in rotation already\n";
        else std::cout << tenant.text() << " has version " << TRY(std::move(version)) << "\n";
    }
    if (!now) {
        auto tx = TRY(db::Tx::begin(*g.pool));
        TRY(jobs::enqueue(tx, *g.clock, g.rng, { .kind = std::string(keys::tend_job), .unique_key = "schedule" }));
        TRY(tx.commit());
        std::cout << "The server re-wraps the persons' keys in the background; see `wellkept keys status`.\n";
        return {};
    }
    for (bool through = false; !through;) {
        auto const p = TRY(g.keys->rewrap(std::chrono::seconds(2), [](auto const& p) { std::cout << "\r" << p.rewrapped << " re-wrapped" << std::flush; }));
        std::cout << "\r" << p.rewrapped << " re-wrapped\n";
        if (p.closed) std::cout << p.closed << " do not open and stay as they are: see `wellkept keys verify`\n";
        through = p.through;
    }
    return {};
}

Result<> back_up(server::Ground& g, std::string directory)
{
    auto const& c = g.config.keys;
    if (directory.empty()) directory = c.backup_directory;
    if (directory.empty()) return bad_input("Name a folder, or set keys.backup_directory.");
    TRY(note(g, "keys.back_up"));
    auto const key = TRY(keys::open_backup_key(c.backup_key_file, true, g.rng));
    std::cout << TRY(g.keys->back_up(directory, key)) << "\n";
    for (auto const& name : TRY(keys::prune_backups(directory, std::chrono::hours(24) * c.backup_days, *g.clock))) std::cout << "deleted " << name << "\n";
    return {};
}

Result<> restore(server::Ground& g, std::string const& file, bool as_json)
{
    TRY(note(g, "keys.restore"));
    auto const key = TRY(keys::open_backup_key(g.config.keys.backup_key_file, false, g.rng));
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    auto const gone = TRY(rights::destroyed(tx));
    TRY(tx.commit());
    auto const r = TRY(g.keys->restore(file, key, gone));
    if (as_json) std::cout << json::encode_text(RestoredOut { r.tombstones, r.tenant_keys, r.person_keys, r.there_already, r.kept_out }) << "\n";
    else
        std::cout << r.person_keys << " person keys restored, " << r.there_already << " were there, " << r.kept_out << " were destroyed since and stay away\n"
                  << "Keys made after the backup are not in it: `wellkept keys verify` and the log name what cannot be read.\n";
    return {};
}

// A receipt as the Member downloads it: the signed text, the signature, the public key.
Result<> verify_receipt(std::string const& file, std::string const& trusted_key)
{
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    auto const v = TRY(json::parse(text.str()));
    auto member = [&](char const* name) -> Result<std::string> {
        auto const* o = v.if_object();
        auto const* m = o ? o->if_contains(name) : nullptr;
        if (!m || !m->is_string()) return bad_input(std::string("The file has no text member ") + name + ".");
        return std::string(m->get_string());
    };
    auto const signed_text = TRY(member("receipt_text"));
    auto const signature = crypto::base64_decode(TRY(member("signature")));
    auto const key_text = trusted_key.empty() ? TRY(member("public_key")) : trusted_key;
    auto const key = crypto::base64_decode(key_text);
    if (!signature || !key || !crypto::verify(*key, signed_text, *signature))
        return Error { Code::bad_input, PublicText("NOT VALID: the signature does not belong to this text and key.") };
    std::cout << "valid: signed with key " << key_text << (trusted_key.empty() ? " (as the file says; compare it with /.well-known/wellkept.json)" : "") << "\n"
              << signed_text << "\n";
    return {};
}

} // namespace

void add_keys(CLI::App& app, Context& context)
{
    auto* keys_command = app.add_subcommand("keys", "The keystore, and erasure receipts");
    keys_command->require_subcommand(1);
    keys_command->add_subcommand("status", "Which keys there are, their versions and ages, and how far a rotation is")->callback([&context] {
        context.with_ground([&](server::Ground& g) { return status(g, context.json); });
    });
    keys_command->add_subcommand("verify", "Open every key once; names each that does not open")->callback([&context] {
        context.with_ground([&](server::Ground& g) { return verify(g, context.json); });
    });
    struct Words {
        std::string client, place;
        bool now = false, bare = false, prepare = false;
    };
    auto words = std::make_shared<Words>();
    auto* rotate = keys_command->add_subcommand("rotate", "Renew keys that wrap other keys; data and persons' keys stay as they are");
    rotate->require_subcommand(1);
    auto* root = rotate->add_subcommand("root", "A new root key: by keys.kms_command if that is set, else in keys.root_key_file");
    root->add_flag("--bare", words->bare, "In the file itself, though keys.kms_command is set");
    root->add_flag("--prepare", words->prepare, "Only make it and wrap all under it, for an installation of several nodes");
    root->callback([&context, words] { context.with_ground([&](server::Ground& g) { return rotate_root(g, words->bare, words->prepare); }); });
    auto* tenant = rotate->add_subcommand("tenant", "A new wrapping key for a Client, or for all");
    tenant->add_option("--client", words->client, "Only this Client");
    tenant->add_flag("--now", words->now, "Re-wrap here and wait for it, instead of in the background");
    tenant->callback([&context, words] { context.with_ground([&](server::Ground& g) { return rotate_tenants(g, words->client, words->now); }); });
    auto* retire = keys_command->add_subcommand("retire", "Destroy old versions that nothing refers to");
    retire->require_subcommand(1);
    retire->add_subcommand("root", "The old root key, once every node has the new one")->callback([&context] {
        context.with_ground([](server::Ground& g) -> Result<> {
            TRY(note(g, "keys.rotate"));
            std::cout << TRY(g.keys->retire_roots()) << " wrappings under old root keys are gone. Destroy other copies of the old root key, too.\n";
            return {};
        });
    });
    retire->add_subcommand("tenant", "Clients' keys that are disabled, without waiting for keys.retire_days")->callback([&context] {
        context.with_ground([](server::Ground& g) -> Result<> {
            TRY(note(g, "keys.rotate"));
            std::cout << TRY(g.keys->retire_tenant_keys({})) << " versions destroyed\n";
            return {};
        });
    });
    auto* backup = keys_command->add_subcommand("backup", "Write a sealed backup of the keystore, and delete those past keys.backup_days");
    backup->add_option("directory", words->place, "Where; keys.backup_directory if left out");
    backup->callback([&context, words] { context.with_ground([&](server::Ground& g) { return back_up(g, words->place); }); });
    auto* restore_command = keys_command->add_subcommand("restore", "Bring missing keys back from a backup; never one that was destroyed since");
    restore_command->add_option("file", words->place, "The backup")->required()->check(CLI::ExistingFile);
    restore_command->callback([&context, words] { context.with_ground([&](server::Ground& g) { return restore(g, words->place, context.json); }); });
    struct Given {
        std::string file, key;
    };
    auto given = std::make_shared<Given>();
    auto* receipt = keys_command->add_subcommand("verify-receipt", "Check an erasure receipt; needs neither server nor database");
    receipt->add_option("file", given->file, "The receipt as downloaded")->required()->check(CLI::ExistingFile);
    receipt->add_option("--key", given->key, "The installation's public key (base64), if you have it from elsewhere");
    receipt->callback([&context, given] { context.report(verify_receipt(given->file, given->key)); });
}

} // namespace wellkept::cli
