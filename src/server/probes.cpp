#include "server/probes.h"
#include "access/tenants.h"
#include "connect/members/members.h"
#include "keep/accounts/accounts.h"
#include "keep/audit_log/audit_log.h"
#include "keep/audit_log/verify.h"
#include "keep/notices/notices.h"
#include "keep/retention/retention.h"
#include "keep/rights/rights.h"
#include "keep/statistics/statistics.h"
#include "platform/http/outgoing.h"
#include "platform/http/tls_probe.h"
#include "platform/json/json.h"
#include "server/app.h"
#include "server/canary.h"
#include "server/store_probes.h"
#include <algorithm>
#include <charconv>
#include <openssl/ssl.h>

namespace wellkept::server {
namespace {

using namespace std::chrono_literals;
using promises::broken;
using promises::cannot_look;
using promises::kept;
using promises::Observation;

struct HostPort {
    std::string host;
    std::uint16_t port = 443;
};
// As config::load has checked it: https://host[:port], no path.
HostPort host_of(std::string url)
{
    url.erase(0, url.find("//") + 2);
    HostPort out { url.substr(0, url.find('/')), 443 };
    auto const colon = out.host.rfind(':');
    if (colon != out.host.npos && out.host.find(']', colon) == out.host.npos) {
        std::from_chars(out.host.data() + colon + 1, out.host.data() + out.host.size(), out.port);
        out.host.erase(colon);
    }
    return out;
}

std::string count(std::int64_t n, std::string_view one, std::string_view many)
{
    return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

Result<Observation> tls(config::Config const& c)
{
    auto const [host, port] = host_of(c.server.public_url);
    auto const best = TRY(http::shake_hands(host, port, {}));
    if (!best.agreed) return cannot_look("No handshake was agreed at all.");
    if (best.key_bits != 256) return broken("A handshake agreed on " + best.cipher + ".");
    struct Weak {
        http::Offer offer;
        char const* what;
    };
    Weak const weak[] = {
        { { .version_max = TLS1_1_VERSION }, "TLS 1.1" },
        { { .version_max = TLS1_2_VERSION, .ciphers = "AES128:@SECLEVEL=0" }, "AES-128 in TLS 1.2" },
        { { .version_max = TLS1_2_VERSION, .ciphers = "CHACHA20:CAMELLIA:ARIA:aNULL:@SECLEVEL=0" }, "another cipher in TLS 1.2" },
        { { .ciphers = "AES128:@SECLEVEL=0", .suites = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256" }, "another cipher than AES-256 in TLS 1.3" },
    };
    for (auto const& [offer, what] : weak)
        if (TRY(http::shake_hands(host, port, offer)).agreed) return broken(std::string("A handshake with ") + what + " was agreed.");
    return kept("Agreed on " + best.version + " with " + best.cipher + "; four kinds of weaker handshakes were refused.");
}

// What a browser is told about a page, and whether the page asks for anything from elsewhere.
Result<Observation> page(config::Config const& c)
{
    http::Outgoing outgoing({ c.outgoing.ca_file, true, false });
    auto const answer = TRY(outgoing.send({ .url = c.server.public_url + "/", .timeout_ms = 10'000 }));
    auto header = [&](char const* name) {
        auto const h = answer.headers.find(name);
        return h == answer.headers.end() ? std::string() : h->second;
    };
    if (header("strict-transport-security").empty()) return broken("The page comes without Strict-Transport-Security.");
    auto const policy = header("content-security-policy");
    if (policy.find("default-src 'none'") == policy.npos || policy.find("http") != policy.npos || policy.find('*') != policy.npos)
        return broken("The page's Content-Security-Policy would let it ask others for something.");
    for (auto const* elsewhere : { "src=\"http", "src=\"//", "href=\"http", "href=\"//", "url(http" })
        if (answer.body.find(elsewhere) != answer.body.npos) return broken("The page asks another host for something.");
    if (!header("set-cookie").empty()) return broken("The page sets a cookie before anybody chose anything.");
    return kept("The page sets no cookie, asks no other host for anything, and the browser is told to refuse it if one did.");
}

Result<Observation> every_key(Ground& g)
{
    auto const seen = TRY(g.keys->verify());
    if (seen.closed) return broken(count(seen.closed, "key does", "keys do") + " not open, or came back after their destruction.");
    return kept(count(seen.open, "key was", "keys were") + " opened, each wrapped by the one above it.");
}

// Ids, codes and times of opened doors, its texts sealed: read across Clients by whoever reviews (schema/0012).
constexpr std::string_view a_register = "access.exceptional_access";

Result<Observation> row_security(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    if (TRY(store::may_bypass(tx))) return broken("The application's database role may pass by row security.");
    std::int64_t n = 0;
    for (auto const& room : room_contracts())
        for (auto const& table : room->personal_tables()) {
            if (table == a_register) continue;
            if (!TRY(store::is_guarded(tx, table))) return broken("Row security is not forced on " + table + ".");
            ++n;
        }
    return kept("Row security is forced on all " + count(n, "table", "tables") + " with personal data, and the application owns none of them.");
}

Result<Observation> erasures(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    auto const late = TRY(rights::open_erasures(tx, g.clock->now() - 1h));
    if (late) return broken(count(late, "erasure has", "erasures have") + " been under way for more than an hour.");
    return kept("No erasure has been under way for more than an hour.");
}

// The whole log, each row against its place in the tree, and the tree against what was signed.
Result<Observation> audit_log(Ground& g)
{
    auto const period = TRY(audit_log::retention_period(g.config.policy.directory));
    auto const verdict = TRY(audit_log::verify(audit_log::from_database(*g.pool, *g.clock, period), {}));
    if (!verdict.findings.empty())
        return broken(count(static_cast<std::int64_t>(verdict.findings.size()), "place", "places") + " of the audit log do not hold; `wellkept audit verify` names them.");
    if (verdict.signed_size == 0 && verdict.waiting > 0) return broken("The audit log has rows, and none is signed.");
    auto words = count(verdict.signed_size, "row", "rows") + " of the audit log are as they were signed.";
    words += verdict.witnesses.empty() ? " No witness co-signs them." : " Witnesses that co-sign: " + std::to_string(verdict.witnesses.size()) + ".";
    return kept(words);
}

Result<Observation> overdue(Ground& g)
{
    std::int64_t late = 0;
    auto const rooms = room_contracts();
    // What fell due within the last day has its turn in the daily run.
    for (auto const& line : TRY(retention::Engine::calendar(*g.gate, *g.pool, rooms, g.clock->now() - 24h)))
        if (line.action == "destroy" || line.action == "anonymise") late += line.records;
    if (late) return broken(count(late, "record is", "records are") + " kept longer than the policy says.");
    return kept("Nothing is kept longer than the policy says.");
}

Result<Observation> doors(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    auto const late = TRY(accounts::reviews_late(tx, g.clock->now()));
    if (late) return broken(count(late, "emergency access", "emergency accesses") + " should have been reviewed by now.");
    return kept("Every emergency access was reviewed in time, or its time is not over.");
}

Result<Observation> published_policy(Ground& g)
{
    auto const checked = access::Policy::check(g.config.policy.directory);
    if (!checked.ok()) return broken("The policy on disk does not check; the one in force stays as it was.");
    auto const in_force = g.policy->get()->version();
    if (checked.policy->version() != in_force) return broken("The policy on disk is not the one in force.");
    return kept("The policy in force is version " + in_force + ", the one on disk, and it has no gap.");
}

Result<Observation> region(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    auto const n = TRY(access::tenants_elsewhere(tx, g.config.region.name));
    if (n) return broken(count(n, "Client of another region is", "Clients of other regions are") + " kept here.");
    return kept("Every Client kept here is of the region " + g.config.region.name + ".");
}

// The rule in force, asked: what it refuses, and that it is no wall to a good one.
Result<Observation> passwords(Ground& g)
{
    auto const fails = TRY(accounts::password_rule_fails(g.config.policy.directory + "/common_passwords.txt"));
    if (!fails.empty()) return broken("The rule for passwords fails at one that is " + fails + ".");
    return kept("Six passwords that break the rule were refused, each for another reason, and a good one taken.");
}

Result<Observation> sessions(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    if (!TRY(store::cannot_be_empty(tx, "access.account_session", "second_factor_at")))
        return broken("A session of staff could be stored without a second factor.");
    http::Outgoing outgoing({ g.config.outgoing.ca_file, true, false });
    for (auto const* path : { "/staff/me", "/staff/sessions", "/me", "/v1/members" })
        if (TRY(outgoing.send({ .url = g.config.server.public_url + path, .timeout_ms = 10'000 })).status != 401)
            return broken(std::string("Somebody who did not sign in was answered at ") + path + ".");
    return kept("No session of staff can be stored without its second factor, and whoever has no session is answered nothing.");
}

Result<Observation> children(Ground& g)
{
    consent::LiveRules const rules(TRY(consent::Rules::load(g.config.policy.directory, g.config.region.name)));
    auto const found = TRY(members::Minors(*g.gate, *g.pool, rules, nullptr).find(false));
    auto const n = std::count_if(found.begin(), found.end(), [](auto const& f) { return f.verdict == consent::Verdict::child_without_guardian; });
    if (n) return broken(count(n, "child is", "children are") + " here without a guardian's consent.");
    return kept("No child is here without a guardian's consent.");
}

Result<Observation> notices_now(Ground& g)
{
    auto const in_force = g.policy->get()->version();
    http::Outgoing outgoing({ g.config.outgoing.ca_file, true, false });
    auto const answer = TRY(outgoing.send({ .url = g.config.server.public_url + "/v1/notices", .timeout_ms = 10'000 }));
    auto const parsed = TRY(json::parse(answer.body));
    auto const* o = parsed.if_object();
    auto const* all = o ? o->if_contains("notices") : nullptr;
    if (!all || !all->is_array() || all->get_array().empty()) return broken("No notice is published.");
    for (auto const& n : all->get_array())
        if (!n.is_object() || !n.get_object().contains("updated")) return broken("A notice is published without the day of its last change.");
    auto const stale = TRY(notices::stale(*g.pool, *g.policy->get()));
    if (stale) return broken(count(stale, "notice does", "notices do") + " not say what the policy in force says.");
    return kept(count(static_cast<std::int64_t>(all->get_array().size()), "notice says", "notices say") + " what policy " + in_force + " says, each with the day of its last change.");
}

Result<Observation> agreements(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    auto const now = g.clock->now();
    std::int64_t lapsed = 0, served = 0;
    for (auto const& t : TRY(access::all_tenants(tx))) {
        if (t.status != "active" || t.kind == "house" || t.kind == "care") continue;
        ++((t.agreement_reference && (!t.agreement_until || *t.agreement_until > now)) ? served : lapsed);
    }
    auto words = count(served, "Client has", "Clients have") + " an agreement on file.";
    if (lapsed) words += " " + count(lapsed, "has", "have") + " none that holds, and " + (lapsed == 1 ? "is" : "are") + " refused everything.";
    return kept(words);
}

Result<Observation> published_totals(Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    if (auto const n = TRY(statistics::personal_columns(tx))) return broken(count(n, "column", "columns") + " beside the published totals could lead to a person.");
    auto const all = TRY(statistics::published(tx));
    for (auto const& p : all)
        if (auto const words = statistics::fault(p); !words.empty()) return broken("A published total breaks its rule: " + words);
    return kept(count(static_cast<std::int64_t>(all.size()), "total is", "totals are") + " published, each within its rule, and no column beside them leads to a person.");
}

} // namespace

std::vector<promises::Probe> probes(Ground& g)
{
    return {
        { "tls", "TLS handshakes with this server", { "S1" }, [&g] { return tls(g.config); } },
        { "page", "What the start page asks for", { "D16", "D6", "D7", "C28", "S1" }, [&g] { return page(g.config); } },
        { "canary", "A made-up member's whole life", { "S6", "D15", "D13", "D9", "D2", "S4" }, [&g] { return canary_life(g); }, 24h },
        { "keys", "Every wrapped key opened once", { "S6" }, [&g] { return every_key(g); }, 24h },
        { "row_security", "The database's own lock on personal tables", { "D13", "C21" }, [&g] { return row_security(g); } },
        { "erasures", "Erasures that take too long", { "D15" }, [&g] { return erasures(g); } },
        { "audit_log", "The audit log against its signatures", { "S15", "C1" }, [&g] { return audit_log(g); }, 24h },
        { "overdue", "Records that should be gone", { "S11", "C12" }, [&g] { return overdue(g); } },
        { "doors", "Emergency accesses and their reviews", { "C21", "S5" }, [&g] { return doors(g); } },
        { "policy", "The policy in force", { "C1", "C5", "D19" }, [&g] { return published_policy(g); } },
        { "notices", "The published notices", { "D19", "C37" }, [&g] { return notices_now(g); } },
        { "passwords", "The rule for passwords", { "S3" }, [&g] { return passwords(g); } },
        { "sessions", "Sessions without a second factor", { "S2", "S4" }, [&g] { return sessions(g); } },
        { "children", "Children without a guardian", { "D17" }, [&g] { return children(g); }, 24h },
        { "agreements", "Agreements on file", { "S20" }, [&g] { return agreements(g); } },
        { "statistics", "Published totals and their rule", { "D8", "S13" }, [&g] { return published_totals(g); } },
        { "region", "Clients of other regions", { "S21" }, [&g] { return region(g); } },
    };
}

} // namespace wellkept::server
