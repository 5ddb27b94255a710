#include "cli/commands.h"
#include "platform/json/json.h"
#include <fstream>
#include <iostream>
#include <sstream>

namespace wellkept::cli {
namespace {

struct StatusOut {
    std::int64_t tenants, tenant_keys, person_keys, tombstones;
    bool locked_memory;
};
BOOST_DESCRIBE_STRUCT(StatusOut, (), (tenants, tenant_keys, person_keys, tombstones, locked_memory))

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
    keys_command->add_subcommand("status", "How many keys there are, of which kind")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const s = TRY(g.keys->status());
            if (context.json) std::cout << json::encode_text(StatusOut { s.tenants, s.tenant_keys, s.person_keys, s.tombstones, s.locked_memory }) << "\n";
            else
                std::cout << "tenants       " << s.tenants << "\ntenant keys   " << s.tenant_keys << "\nperson keys   " << s.person_keys << "\ntombstones    " << s.tombstones
                          << "\nkey memory    " << (s.locked_memory ? "locked" : "not locked (raise RLIMIT_MEMLOCK)") << "\n";
            return {};
        });
    });
    keys_command->add_subcommand("verify", "Open every key once; fails on the first that does not open")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            std::cout << TRY(g.keys->verify()) << " keys open\n";
            return {};
        });
    });
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
