#include "access/system.h"
#include "connect/ingest/shape.h"
#include "connect/ingest/store.h"
#include "connect/ingest/store_batch.h"
#include "connect/programs/file_import.h"
#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace wellkept::ingest {
namespace {

struct ImportJob {
    Uuid import;
};
BOOST_DESCRIBE_STRUCT(ImportJob, (), (import))

std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }
Instant instant(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }

shape::ReportOut report_of(programs::ImportReport const& r, Totals const& t, timeseries::MetricTable const& metrics)
{
    shape::ReportOut out { r.title, number(r.rows), t.created, t.known, t.updated, t.not_allowed, {}, {}, {}, {}, {}, {} };
    for (auto const& [what, rows] : r.ignored) out.rows_ignored.push_back({ "other_kind", what, number(rows), {} });
    if (r.rows_of_others) out.rows_ignored.push_back({ "other_person", "Rows of other people in the file", number(r.rows_of_others), {} });
    for (auto const& [reason, refusal] : r.refused) {
        shape::ImportRows row { std::string(programs::code_of(reason)), std::string(programs::sentence_of(reason)), number(refusal.rows + refusal.values), std::vector<std::int64_t> {} };
        for (auto const line : refusal.lines) row.first_lines->push_back(number(line));
        out.rows_refused.push_back(std::move(row));
    }
    for (auto const& [code, count] : r.metrics) {
        auto const* metric = metrics.find(code);
        out.metrics.push_back({ code, metric ? metric->title : code, number(count.samples) });
    }
    if (r.first_ms) out.first = instant(*r.first_ms);
    if (r.last_ms) out.last = instant(*r.last_ms);
    if (r.unterminated) out.note = "The last line has no end: the file may have been cut short.";
    return out;
}

} // namespace

Result<FilePrograms> FilePrograms::load(std::string const& directory, timeseries::MetricTable const& metrics)
{
    FilePrograms out;
    std::vector<std::filesystem::path> files;
    std::error_code ec;
    for (auto const& entry : std::filesystem::directory_iterator(directory, ec))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    if (ec) return bad_input("The folder of Programs cannot be read.", ec.message());
    std::sort(files.begin(), files.end());
    for (auto const& file : files) {
        try {
            auto const node = YAML::LoadFile(file.string());
            if (!node["kind"] || node["kind"].as<std::string>() != "file") continue;
            out.formats.push_back(TRY(programs::parse_file_section(node["file"], file.filename().string(), metrics)));
            out.codes.push_back(node["code"].as<std::string>());
        } catch (YAML::Exception const& e) {
            return bad_input("A Program's file is not YAML.", file.filename().string() + ": " + e.what());
        }
    }
    return out;
}

Result<jobs::Outcome> Ingest::import(jobs::Job const& job)
{
    auto const id = TRY(json::decode_text<ImportJob>(job.payload)).import;
    if (!job.subject) return jobs::Outcome(jobs::Dead { "no_subject" });
    auto const subject = *job.subject;
    using Grant = access::Granted<RunImport>;
    auto run = [&](auto&& fn) { return access::as_system<RunImport>(m.gate, m.pool, "ingest_import", "collect", subject, fn); };

    shape::Details details;
    store::Upload upload;
    auto const begun = run([&](Grant& g) -> Result<bool> {
        auto const found = TRY(store::find(g, id));
        if (!found || found->state == "done" || found->state == "refused") return false;
        upload = *found;
        details = TRY(json::decode_text<shape::Details>(TRY(g.open(access::scope_of(upload.connection), shape::details_place(id), upload.details.data))));
        upload.state = "reading";
        TRY(store::save(g, upload));
        return true;
    });
    if (!begun.ok() && begun.error().code == Code::not_found) return jobs::Outcome(jobs::Done {}); // erased
    if (!TRY(Result<bool>(begun))) return jobs::Outcome(jobs::Done {});

    auto piece = [&](int n) -> Result<std::string> {
        auto const sealed = TRY(m.blobs.get(shape::blob_key(subject, upload.connection, id, n)));
        auto const column = "piece/" + std::to_string(n);
        return run([&](Grant& g) { return g.open(access::scope_of(upload.connection), { "ingest.upload", column, id }, sealed); });
    };
    Totals totals;
    std::optional<programs::ImportReport> report;
    auto read = [&]() -> Result<> {
        auto const which = std::find(m.files.codes.begin(), m.files.codes.end(), details.program);
        if (which == m.files.codes.end()) return bad_input("There is no such file Program any more.");
        programs::FileFormat const* const format = &m.files.formats[static_cast<std::size_t>(which - m.files.codes.begin())];
        auto const first = TRY(piece(0));
        auto survey = TRY(programs::FileSurvey::open({ &format, 1 }, std::string_view(first).substr(0, programs::file_sniff_bytes_max),
            { details.zone, details.person, m.gate.clock().now() }));
        for (int n = 0; n < upload.pieces; ++n) TRY(survey.feed(n == 0 ? first : TRY(piece(n))));
        auto const plan = TRY(survey.finish());
        auto sink = [&](std::string_view metric, std::vector<timeseries::Sample>&& samples) -> Result<std::size_t> {
            std::map<std::string, std::vector<timeseries::Sample>> batch;
            batch[std::string(metric)] = std::move(samples);
            auto const t = TRY(access::as_system<timeseries::WriteSamples>(m.gate, m.pool, "ingest_import", "collect", subject,
                [&](access::Granted<timeseries::WriteSamples>& g) { return store_all(g, m, { upload.connection, details.program, true, {} }, batch); }));
            totals.add(t);
            return static_cast<std::size_t>(t.known);
        };
        auto import = TRY(programs::FileImport::open(plan, sink));
        for (int n = 0; n < upload.pieces; ++n) {
            TRY(import.feed(n == 0 ? first : TRY(piece(n))));
            upload.percent = std::min(99, 100 * (n + 1) / upload.pieces);
            TRY(run([&](Grant& g) { return store::save(g, upload); }));
        }
        TRY(import.finish());
        report = import.report();
        return {};
    };
    auto outcome = read();
    // What the file itself is at fault for is told to the person; all else is tried again.
    bool const at_fault = !outcome.ok() && outcome.error().code != Code::unavailable && outcome.error().code != Code::bug;
    if (!outcome.ok() && !at_fault) return outcome.release_error();
    TRY(run([&](Grant& g) -> Result<> {
        upload.percent = 100;
        if (report) {
            upload.state = "done";
            upload.report = db::Bytes { TRY(g.seal(access::scope_of(upload.connection), shape::report_place(id), json::encode_text(report_of(*report, totals, m.metrics)))) };
            connections::note_progress(g, upload.connection, { .history_samples_more = totals.created, .data_arrived = totals.created > 0 }, m.gate.clock().now());
        } else {
            upload.state = "refused";
            upload.problem = outcome.error().public_text.text;
        }
        return store::save(g, upload);
    }));
    (void)TRY(m.blobs.remove_all(shape::blob_prefix(subject, upload.connection) + "/" + id.text()));
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::ingest
