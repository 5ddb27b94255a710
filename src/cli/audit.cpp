#include "access/audit_read.h"
#include "cli/commands.h"
#include "keep/audit_log/audit_log.h"
#include "keep/audit_log/verify.h"
#include "platform/json/json.h"
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace wellkept::cli {
namespace {

struct FindingOut {
    std::string kind;
    std::optional<std::int64_t> first, last;
    std::string where;
};
struct VerdictOut {
    bool sound;
    std::int64_t entries, rows, retired_rows, waiting, signed_size, cosigned_size;
    std::vector<std::string> witnesses;
    std::string log_key;
    std::vector<FindingOut> findings;
    std::vector<std::string> notices;
};
struct ProofOut {
    std::int64_t index, size;
    std::string row;
    std::vector<std::string> witnesses;
};
BOOST_DESCRIBE_STRUCT(FindingOut, (), (kind, first, last, where))
BOOST_DESCRIBE_STRUCT(VerdictOut, (),
    (sound, entries, rows, retired_rows, waiting, signed_size, cosigned_size, witnesses, log_key, findings, notices))
BOOST_DESCRIBE_STRUCT(ProofOut, (), (index, size, row, witnesses))

struct Given {
    std::string file, key;
    std::vector<std::string> witnesses, checkpoints;
};

Result<std::string> read_file(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return bad_input("This file cannot be read.", path);
    return text.str();
}

Result<audit_log::Expect> expected(Given const& given)
{
    audit_log::Expect e;
    if (!given.key.empty()) e.log = TRY(tlog::Verifier::parse(given.key));
    for (auto const& w : given.witnesses) e.witnesses.push_back(TRY(tlog::Verifier::parse(w)));
    for (auto const& file : given.checkpoints) e.checkpoints.push_back(TRY(read_file(file)));
    return e;
}

// On a terminal only, so that a script's log stays clean.
std::function<void(std::int64_t)> progress(std::string word)
{
    if (!::isatty(STDERR_FILENO)) return {};
    return
        [word = std::move(word)](std::int64_t n) { std::cerr << "\r" << word << " " << n << " entries" << std::flush; };
}

void print(audit_log::Verdict const& v)
{
    if (::isatty(STDERR_FILENO)) std::cerr << "\r\x1b[K";
    for (auto const& f : v.findings) std::cout << "FOUND " << audit_log::name(f.kind) << ": " << f.where << "\n";
    for (auto const& n : v.notices) std::cout << "note: " << n << "\n";
    std::cout << v.entries << " entries, " << v.rows << " rows as they were recorded";
    if (v.retired_rows) std::cout << ", " << v.retired_rows << " retired by the rule";
    std::cout << "; signed up to " << v.signed_size << " entries with " << (v.log_key.empty() ? "no key" : v.log_key)
              << "\n";
    if (!v.witnesses.empty()) {
        std::cout << "co-signed up to " << v.cosigned_size << " entries by";
        for (auto const& w : v.witnesses) std::cout << " " << w;
        std::cout << "\n";
    } else
        std::cout << "no witness that you trust has co-signed: give --checkpoint what a witness holds, or the whole "
                     "log could have been put back\n";
    std::cout << (v.sound() ? "The log is whole and unchanged." : "THE LOG WAS TAMPERED WITH.") << "\n";
}

Result<> tell(Context& context, audit_log::Verdict const& v)
{
    if (!v.sound()) context.exit_code = 1;
    if (!context.json) {
        print(v);
        return {};
    }
    VerdictOut out { v.sound(), v.entries, v.rows, v.retired_rows, v.waiting, v.signed_size, v.cosigned_size,
        v.witnesses, v.log_key, {}, v.notices };
    for (auto const& f : v.findings)
        out.findings.push_back(
            { std::string(audit_log::name(f.kind)), f.first < 0 ? std::optional<std::int64_t> {} : f.first,
                f.last < 0 ? std::optional<std::int64_t> {} : f.last, f.where });
    std::cout << json::encode_text(out) << "\n";
    return {};
}

Result<> verify_database(Context& context, server::Ground& g, Given const& given)
{
    auto e = TRY(expected(given));
    for (auto& w : TRY(audit_log::read_witnesses(g.config.audit.witness_file))) e.witnesses.push_back(std::move(w.key));
    auto const period = TRY(audit_log::retention_period(g.config.policy.directory));
    return tell(
        context, TRY(audit_log::verify(audit_log::from_database(*g.pool, *g.clock, period), e, progress("checked"))));
}

Result<> verify_export(Context& context, Given const& given)
{
    std::ifstream in(given.file, std::ios::binary);
    if (!in) return bad_input("The export cannot be read.", given.file);
    return tell(context, TRY(audit_log::verify(audit_log::from_file(in), TRY(expected(given)), progress("checked"))));
}

Result<> export_log(server::Ground& g, std::string const& file)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!out) return bad_input("The file cannot be written.", file);
    auto const period = TRY(audit_log::retention_period(g.config.policy.directory));
    auto const n =
        TRY(audit_log::write_export(audit_log::from_database(*g.pool, *g.clock, period), out, progress("written")));
    out.close();
    if (!out) return unavailable("The export cannot be written. Is the disk full?", file);
    std::cout << n << " entries written to " << file << "\n";
    return {};
}

Result<> check_proof(Context const& context, Given const& given)
{
    auto const e = TRY(expected(given));
    auto const checked = TRY(audit_log::check_proof(TRY(read_file(given.file)), *e.log, e.witnesses));
    if (context.json) {
        std::cout << json::encode_text(ProofOut { static_cast<std::int64_t>(checked.index),
            static_cast<std::int64_t>(checked.size), checked.row, checked.witnesses })
                  << "\n";
        return {};
    }
    std::cout << "valid: place " << checked.index << " of the log that " << e.log->name << " signed with "
              << checked.size << " entries\n"
              << checked.row << "\n";
    for (auto const& w : checked.witnesses) std::cout << "co-signed by " << w << "\n";
    return {};
}

} // namespace

void add_audit(CLI::App& app, Context& context)
{
    auto* audit = app.add_subcommand("audit", "The audit log: check it, export it, see how far it is signed");
    audit->require_subcommand(1);
    audit->add_subcommand("status", "How far the log is signed, what waits, what it noticed")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            audit_log::Log log(
                *g.pool, *g.keys, *g.clock, g.rng, { .origin = audit_log::origin_of(g.config.server.public_url) });
            auto const s = TRY(log.status());
            if (context.json) {
                std::cout << json::text(boost::json::object { { "log_key", s.log_key }, { "entries", s.entries },
                    { "waiting", s.waiting }, { "cosigned", s.cosigned },
                    { "signed_at", s.signed_at ? boost::json::value(rfc3339(*s.signed_at)) : boost::json::value() },
                    { "anomalies", s.anomalies } })
                          << "\n";
                return {};
            }
            std::cout << "log key    " << s.log_key << "\nentries    " << s.entries << "\nsigned     "
                      << (s.signed_at ? rfc3339(*s.signed_at) : "never") << "\nco-signed  " << s.cosigned
                      << " entries\nwaiting    " << s.waiting << "\nnoticed    " << s.anomalies
                      << (s.anomalies ? " (see `wellkept audit verify`)" : "") << "\n";
            return {};
        });
    });
    audit->add_subcommand("sequence", "Give waiting rows their places and sign, now")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            audit_log::Log log(
                *g.pool, *g.keys, *g.clock, g.rng, { .origin = audit_log::origin_of(g.config.server.public_url) });
            auto const step = TRY(log.sequence_all());
            std::cout << step.added << " rows got their places; the log has " << step.size
                      << (step.busy ? " (another sequencer is at it)" : "") << "\n";
            return {};
        });
    });
    auto exported = std::make_shared<Given>();
    auto* export_command =
        audit->add_subcommand("export", "Write the whole log to a file that can be checked without a database");
    export_command->add_option("file", exported->file, "Where to")->required();
    export_command->callback([&context, exported] {
        context.with_ground([&](server::Ground& g) { return export_log(g, exported->file); });
    });

    auto verified = std::make_shared<Given>();
    auto* verify_command = audit->add_subcommand("verify",
        "Check the log: recomputes everything and says what was deleted, edited, reordered or cut off. Ends with 1 if "
        "anything was");
    verify_command->add_option("--export", verified->file, "An exported log, checked without a database")
        ->check(CLI::ExistingFile);
    verify_command
        ->add_option("--checkpoint", verified->checkpoints, "A checkpoint kept elsewhere, a witness's above all")
        ->check(CLI::ExistingFile);
    verify_command->add_option("--key", verified->key, "The log's verifier key, if you have it from elsewhere");
    verify_command->add_option("--witness", verified->witnesses, "A witness's verifier key");
    verify_command->callback([&context, verified] {
        if (verified->file.empty())
            context.with_ground([&](server::Ground& g) { return verify_database(context, g, *verified); });
        else
            context.report(verify_export(context, *verified));
    });

    auto proof = std::make_shared<Given>();
    auto* proof_command = audit->add_subcommand(
        "check-proof", "Check a proof that somebody downloaded; needs neither server nor database");
    proof_command->add_option("file", proof->file, "The proof as downloaded")->required()->check(CLI::ExistingFile);
    proof_command->add_option("--key", proof->key, "The log's verifier key, as /.well-known/wellkept.json has it")
        ->required();
    proof_command->add_option("--witness", proof->witnesses, "A witness's verifier key");
    proof_command->callback([&context, proof] { context.report(check_proof(context, *proof)); });
}

} // namespace wellkept::cli
