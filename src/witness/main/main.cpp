// wellkept-witness: for whoever watches over an audit log that is not theirs.
#include "platform/http/outgoing.h"
#include "witness/witness.h"
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <thread>

using namespace wellkept;

namespace {

struct Given {
    std::string name, key_file, log_url, log_key, state, ca_file;
    int every = 0;
    bool private_addresses = false;
};

Result<crypto::SigningKey> own_key(std::string const& file, bool may_make)
{
    auto key = crypto::SigningKey::load(file);
    if (key.ok() || !may_make || key.error().code != Code::not_found) return key;
    SystemRng rng;
    auto fresh = TRY(crypto::SigningKey::generate(rng));
    TRY(fresh.save(file));
    return fresh;
}

Result<> print_key(Given const& g)
{
    auto const key = TRY(own_key(g.key_file, true));
    std::cout << TRY(tlog::Verifier::make(g.name, tlog::KeyType::cosignature, key)).text() << "\n";
    return {};
}

Result<> look_once(Given const& g, http::Outgoing& outgoing, witness::Keys const& keys)
{
    SystemClock const clock;
    auto const fetch = [&](std::string const& path) -> Result<std::string> {
        auto answer = TRY(outgoing.send({ .url = g.log_url + "/" + path, .response_bytes_max = 256 * 1024 }));
        if (answer.status != 200)
            return unavailable("The log does not answer.", path + ": status " + std::to_string(answer.status));
        return std::move(answer.body);
    };
    auto const seen = TRY(witness::read_state(g.state));
    auto const next = TRY(witness::look(fetch, keys, seen, clock));
    if (next != seen) TRY(witness::write_state(g.state, next));
    std::cout << next << std::flush;
    return {};
}

void print_error(Error const& e)
{
    std::cerr << e.public_text.text << (e.detail.text.empty() ? "" : " (" + e.detail.text + ")") << std::endl;
}

// Ends with 2 when the log is not the one it was, with 1 when it could not be asked.
int run(Given const& g)
{
    auto set_up = [&]() -> Result<witness::Keys> {
        return witness::Keys { TRY(tlog::Verifier::parse(g.log_key)), g.name, TRY(own_key(g.key_file, false)) };
    }();
    if (!set_up.ok()) {
        print_error(set_up.error());
        return 1;
    }
    http::Outgoing outgoing({ g.ca_file, g.private_addresses, false });
    while (true) {
        auto const done = look_once(g, outgoing, set_up.value());
        if (!done.ok()) {
            print_error(done.error());
            // What it saw stays as it is: evidence, and nothing newer is co-signed until somebody has looked.
            if (done.error().code == Code::conflict) return 2;
            if (g.every == 0) return 1;
        }
        if (g.every == 0) return 0;
        std::this_thread::sleep_for(std::chrono::seconds(g.every));
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app { "wellkept-witness: looks at an audit log, checks that it only grew, and co-signs its checkpoint." };
    app.require_subcommand(1);
    Given g;
    auto both = [&](CLI::App* c) {
        c->add_option("--name", g.name, "The witness's name: an address of yours, without https://")->required();
        c->add_option("--key-file", g.key_file, "The witness's private key; `key` makes it")->required();
    };
    auto* key =
        app.add_subcommand("key", "Print the witness's verifier key, for the log's operator and for those who verify");
    both(key);
    auto* look = app.add_subcommand("run",
        "Look at the log, co-sign, print the co-signed checkpoint and keep it. Ends with 2 if the log was put back or "
        "rewritten");
    both(look);
    look->add_option("--log-url", g.log_url, "Where the log is: https://.../tlog")->required();
    look->add_option("--log-key", g.log_key, "The log's verifier key, as /.well-known/wellkept.json has it")
        ->required();
    look->add_option("--state", g.state,
            "The co-signed checkpoint; let a web server publish this file, and the log's operator fetches it")
        ->required();
    look->add_option("--every", g.every, "Look again every so many seconds; without it, once")
        ->check(CLI::Range(1, 86'400));
    look->add_option("--ca-file", g.ca_file, "Certificates to trust besides the system's");
    look->add_flag("--allow-private-addresses", g.private_addresses, "For tests: the log may be on this machine");
    int status = 0;
    key->callback([&] {
        if (auto const done = print_key(g); !done.ok()) {
            print_error(done.error());
            status = 1;
        }
    });
    look->callback([&] { status = run(g); });
    CLI11_PARSE(app, argc, argv);
    return status;
}
