#include "cli/commands.h"
#include "connect/clients/clients.h"
#include "keep/rights/rights.h"
#include "platform/json/json.h"
#include <fstream>
#include <iostream>

namespace wellkept::cli {
namespace {

struct AddedOut {
    ClientId client_id;
    std::string client_secret, webhook_secret;
};
struct ClientRow {
    ClientId client_id;
    std::string name;
    std::optional<std::string> webhook_url;
    Instant created_at;
};
struct EndReceiptOut {
    std::string state, receipt_text, signature, public_key;
};
BOOST_DESCRIBE_STRUCT(EndReceiptOut, (), (state, receipt_text, signature, public_key))
BOOST_DESCRIBE_STRUCT(AddedOut, (), (client_id, client_secret, webhook_secret))
BOOST_DESCRIBE_STRUCT(ClientRow, (), (client_id, name, webhook_url, created_at))

// An operator's act: one transaction, its audit row inside.
template<typename F>
auto act(server::Ground& g, F&& work) -> decltype(work(std::declval<db::Tx&>(), std::declval<access::Visit&>()))
{
    access::Visit visit { .actor = access::Actor::operator_("command line"), .purpose = "provide_service", .request = RequestId::fresh(*g.clock, g.rng) };
    auto tx = TRY(db::Tx::begin(*g.pool));
    auto value = TRY(work(tx, visit));
    TRY(access::append_audit(tx, visit.rows));
    TRY(tx.commit());
    return value;
}

struct Given {
    clients::NewClient client;
    std::string return_url, webhook_url, until, id, program, vendor_id, vendor_secret, secret_file, status;
};

} // namespace

void add_client(CLI::App& app, Context& context)
{
    auto* client = app.add_subcommand("client", "The healthcare portals whose members connect their devices");
    client->require_subcommand(1);
    auto given = std::make_shared<Given>();

    auto* add = client->add_subcommand("add", "Register a Client; prints its credentials, once");
    add->add_option("--name", given->client.name, "Its name, as members read it")->required();
    add->add_option("--agreement", given->client.agreement_reference, "Reference of the data processing agreement on file")->required();
    add->add_option("--agreement-until", given->until, "When the agreement ends, such as 2027-12-31T00:00:00Z");
    add->add_option("--region", given->client.region, "Where its data live; this server's own region if left out");
    add->add_option("--webhook-url", given->webhook_url, "https address that receives its webhooks");
    add->add_option("--return-url", given->return_url, "Where members go back to");
    add->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto n = given->client;
            if (n.region.empty()) n.region = g.config.region.name;
            if (!given->webhook_url.empty()) n.webhook_url = given->webhook_url;
            if (!given->return_url.empty()) n.return_url = given->return_url;
            if (!given->until.empty()) {
                n.agreement_until = parse_rfc3339(given->until);
                if (!n.agreement_until) return bad_input("Give --agreement-until as a date and time such as 2027-12-31T00:00:00Z.");
            }
            auto const c = TRY(act(g, [&](db::Tx& tx, access::Visit& v) { return clients::add(*g.gate, tx, v, n); }));
            if (context.json) std::cout << json::encode_text(AddedOut { c.client_id, c.client_secret, c.webhook_secret }) << "\n";
            else
                std::cout << "Client added. These are shown this once:\n  client id       " << c.client_id.text() << "\n  client secret   " << c.client_secret
                          << "\n  webhook secret  " << c.webhook_secret << "\n";
            return {};
        });
    });

    auto* list = client->add_subcommand("list", "All Clients");
    list->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
            boost::json::array out;
            for (auto const& c : TRY(clients::list(tx))) {
                if (context.json) out.push_back(json::encode(ClientRow { c.id, c.name, c.webhook_url, c.created_at }));
                else std::cout << c.id.text() << "  " << rfc3339(c.created_at).substr(0, 10) << "  " << c.name << "\n";
            }
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        });
    });

    auto* status = client->add_subcommand("status", "Suspend, end or reactivate a Client; it holds from the next request on");
    status->add_option("client", given->id, "Client id")->required();
    status->add_option("status", given->status, "active, suspended or ended")->required();
    status->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const id = ClientId::parse(given->id);
            if (!id) return bad_input("Give the client id as `wellkept client list` shows it.");
            return act(g, [&](db::Tx& tx, access::Visit& v) { return clients::set_status(*g.gate, tx, v, *id, given->status); });
        });
    });

    auto* end = client->add_subcommand("end", "The contract has ended: nothing is read or written from now on, and within 60 days all its Members are erased");
    end->add_option("client", given->id, "Client id")->required();
    end->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const id = ClientId::parse(given->id);
            if (!id) return bad_input("Give the client id as `wellkept client list` shows it.");
            TRY(act(g, [&](db::Tx& tx, access::Visit& v) { return clients::set_status(*g.gate, tx, v, *id, "ended"); }));
            if (!context.json) std::cout << "Ended. `wellkept client receipt` shows the proof once its Members are erased; `client status active` before then stops it.\n";
            return {};
        });
    });
    auto* receipt = client->add_subcommand("receipt", "The signed receipt for the end of a Client's use, as `keys verify-receipt` reads it");
    receipt->add_option("client", given->id, "Client id")->required();
    receipt->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const id = ClientId::parse(given->id);
            if (!id) return bad_input("Give the client id as `wellkept client list` shows it.");
            auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
            auto const r = TRY(rights::client_receipt(tx, *id));
            if (!r || !r->receipt || !r->signature || !g.receipt_key)
                return Error { Code::not_found, PublicText("There is no receipt yet: its Members are not erased.") };
            auto const raw = g.receipt_key->public_key_raw();
            std::cout << json::encode_text(EndReceiptOut { r->done_at ? "done" : "kept", *r->receipt, crypto::base64(r->signature->data),
                crypto::base64({ reinterpret_cast<char const*>(raw.data()), raw.size() }) }) << "\n";
            return {};
        });
    });

    auto* vendor = client->add_subcommand("vendor", "Keep a Client's own credentials at a vendor");
    vendor->add_option("client", given->id, "Client id")->required();
    vendor->add_option("program", given->program, "The Program's code, such as withings")->required();
    vendor->add_option("--id", given->vendor_id, "The client id that the vendor gave")->required();
    vendor->add_option("--secret-file", given->secret_file, "A file with the secret that the vendor gave; - for standard input")->required();
    vendor->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const id = ClientId::parse(given->id);
            if (!id) return bad_input("Give the client id as `wellkept client list` shows it.");
            std::string secret;
            if (given->secret_file == "-") std::getline(std::cin, secret);
            else {
                std::ifstream in(given->secret_file);
                std::getline(in, secret);
            }
            if (secret.empty()) return bad_input("The secret is empty.");
            return act(g, [&](db::Tx& tx, access::Visit& v) {
                return clients::set_vendor_credential(*g.gate, tx, v, *id, given->program, { given->vendor_id, secret });
            });
        });
    });
}

} // namespace wellkept::cli
