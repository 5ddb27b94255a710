#include "connect/ingest/sample_parser.h"
#include "connect/ingest/shape.h"
#include "connect/ingest/store.h"
#include "connect/ingest/store_batch.h"
#include "connect/programs/zone.h"
#include "keep/retention/retention.h"
#include <algorithm>

namespace wellkept::ingest {
namespace {

struct ImportJob {
    Uuid import;
};
BOOST_DESCRIBE_STRUCT(ImportJob, (), (import))

constexpr std::string_view direct_program = "direct"; // programs/direct.yaml: what a portal sends itself

Result<std::optional<connections::Connection>> connected(access::SubjectGrant const& grant, std::string_view program)
{
    for (auto& c : TRY(connections::list(grant)))
        if (c.profile.program == program && c.state == "connected") return std::optional(std::move(c));
    return std::optional<connections::Connection> {};
}

Result<http::Response> take_samples(access::Granted<timeseries::WriteSamples> const& grant, Parts const& m, http::Request const& request)
{
    auto const connection = TRY(connected(grant, direct_program));
    if (!connection) return Error { Code::forbidden, PublicText("The member has not allowed your portal to send measurements here.") };
    auto body = request.body;
    auto parsed = TRY(parse_samples(body, m.metrics,
        std::chrono::floor<std::chrono::milliseconds>(m.gate.clock().now()).time_since_epoch().count()));
    auto const t = TRY(store_all(grant, m, { connection->id, std::string(direct_program), false, {} }, std::move(parsed.by_metric)));
    if (t.created + t.updated > 0)
        connections::note_progress(grant, connection->id, { .live_samples_more = t.created + t.updated, .data_arrived = true }, m.gate.clock().now());
    shape::SamplesWritten out { t.created, t.known, t.updated, t.not_allowed, static_cast<std::int64_t>(parsed.refused_total), {} };
    for (auto& r : parsed.refused) out.refused.push_back({ static_cast<std::int64_t>(r.index), std::move(r.reason) });
    grant.note("count", std::to_string(parsed.total));
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> take_file(access::Granted<UploadFile> const& grant, Parts const& m, http::Request const& request)
{
    auto text = [&](std::string_view name) { return std::string(request.query_value(name).value_or("")); };
    shape::Details details { text("program"), text("zone"), {}, {} };
    if (auto const p = request.query_value("person"); p && !p->empty()) details.person = std::string(*p);
    if (auto const n = request.query_value("name"); n && !n->empty()) details.name = std::string(*n);
    for (auto const* field : { &details.program, &details.zone })
        if (field->size() > 64) return bad_input("A query parameter is too long.");
    if (details.person.value_or("").size() > 64 || details.name.value_or("").size() > 200) return bad_input("A query parameter is too long.");
    if (std::find(m.files.codes.begin(), m.files.codes.end(), details.program) == m.files.codes.end())
        return bad_input("Give program: one of the Programs that read files.");
    if (!programs::Zone::find(details.zone)) return bad_input("Give zone: the time zone of the device, such as Europe/Dublin.");
    if (request.body.empty()) return bad_input("The file is empty.");
    auto const connection = TRY(connected(grant, details.program));
    bool const allowed = connection
        && std::any_of(grant.consented().begin(), grant.consented().end(), [&](auto const& c) { return c.connection == connection->id; });
    if (!allowed) return Error { Code::conflict, PublicText("Choose first what this file may be used for.") };

    auto const id = Uuid::v7(m.gate.clock(), m.gate.rng());
    int pieces = 0;
    for (std::size_t at = 0; at < request.body.size(); at += shape::piece_bytes, ++pieces) {
        auto const column = "piece/" + std::to_string(pieces);
        auto const sealed = TRY(grant.seal(access::scope_of(connection->id), { "ingest.upload", column, id },
            std::string_view(request.body).substr(at, shape::piece_bytes)));
        TRY(m.blobs.put(shape::blob_key(grant.subject(), connection->id, id, pieces), sealed));
    }
    auto sealed = TRY(grant.seal(access::scope_of(connection->id), shape::details_place(id), json::encode_text(details)));
    TRY(store::insert(grant, { id, connection->id, "waiting", 0, {}, { std::move(sealed) }, {}, pieces, static_cast<std::int64_t>(request.body.size()), m.gate.clock().now() }));
    TRY(retention::started(grant, m.gate, "upload", id, m.gate.clock().now()));
    (void)TRY(jobs::enqueue(grant.tx(), m.gate.clock(), m.gate.rng(),
        { .kind = std::string(import_job), .subject = grant.subject(), .payload = json::encode_text(ImportJob { id }) }));
    grant.note("program", details.program);
    return http::Response::json(json::encode_text(shape::ImportAccepted { id }), 202);
}

Result<shape::ImportOut> import_out(access::SubjectGrant const& grant, store::Upload const& u)
{
    auto const scope = access::scope_of(u.connection);
    auto const details = TRY(json::decode_text<shape::Details>(TRY(grant.open(scope, shape::details_place(u.id), u.details.data))));
    shape::ImportOut out { u.id, details.program, u.state, u.created_at, u.percent, details.name, {}, {} };
    if (u.problem) {
        auto const several = u.problem->find("several people") != std::string::npos || u.problem->find("people") != std::string::npos;
        out.problem = shape::ImportProblem { several ? "several_people" : "file_refused", *u.problem };
    }
    if (u.report) out.report = TRY(json::decode_text<shape::ReportOut>(TRY(grant.open(scope, shape::report_place(u.id), u.report->data))));
    return out;
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "ingest"; }
    std::vector<std::string> personal_tables() const override { return { "ingest.upload" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.category.empty()) return 0;
        std::vector<Uuid> gone;
        for (auto const& u : TRY(store::ids(grant)))
            if (scope.whole() ? !retention::kept(scope, "upload", u.id) : u.connection == *scope.connection) gone.push_back(u.id);
        return destroy(grant, "upload", gone);
    }
    std::vector<std::string> blobs(SubjectId subject, access::ErasureScope const& scope) const override
    {
        if (scope.whole()) return { "uploads/" + subject.text() };
        if (!scope.category.empty()) return {};
        return { shape::blob_prefix(subject, *scope.connection) };
    }
    std::vector<std::string> record_classes() const override { return { "upload" }; } // a record is the import's id
    Result<std::int64_t> destroy(access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const& records) const override
    {
        TRY(retention::forget(grant, "upload", records));
        return store::erase(grant, records);
    }
    Result<std::vector<std::string>> blobs_of(access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const& records) const override
    {
        std::vector<std::string> out;
        for (auto const& u : TRY(store::ids(grant)))
            if (std::find(records.begin(), records.end(), u.id) != records.end())
                out.push_back(shape::blob_prefix(grant.subject(), u.connection) + "/" + u.id.text());
        return out;
    }
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        std::vector<access::Scope> out;
        for (auto const& u : TRY(store::ids(grant)))
            if (retention::kept(scope, "upload", u.id)) out.push_back(access::scope_of(u.connection));
        return out;
    }
};

} // namespace

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

void Ingest::add_routes(access::Routes& routes)
{
    using http::Method;
    routes.guarded<timeseries::WriteSamples>(
        { .method = Method::post, .pattern = "/v1/members/{member}/samples", .summary = "Store samples the portal has itself; repeating changes nothing", .audience = "client",
            .purpose = "collect", .subject_param = "member", .request_schema = json::schema<shape::SamplesIn>(), .response_schema = json::schema<shape::SamplesWritten>(),
            .body_bytes_max = 4 * 1024 * 1024 },
        [this](access::Granted<timeseries::WriteSamples>& g, http::Request const& r) { return take_samples(g, m, r); });
    routes.guarded<UploadFile>({ .method = Method::post, .pattern = "/me/imports", .summary = "Upload an export file; it is read in the background", .audience = "member", .purpose = "collect",
                                   .response_schema = json::schema<shape::ImportAccepted>(),
                                   .query_parameters = { "program: string; a Program that reads files", "zone: string; IANA time zone of the device", "person: string; whose rows, if the file holds several people",
                                       "name: string; the file's name, for you" },
                                   .success_status = 202, .body_bytes_max = limits::http_upload_bytes_max,
                                   .content_types = { "application/octet-stream", "text/csv", "text/plain", "text/tab-separated-values" } },
        [this](access::Granted<UploadFile>& g, http::Request const& r) { return take_file(g, m, r); });
    routes.guarded<ReadImports>({ .pattern = "/me/imports", .summary = "My uploads and their reports", .audience = "member", .purpose = "collect", .response_schema = json::schema<shape::ImportsOut>() },
        [](access::Granted<ReadImports>& g, http::Request const&) -> Result<http::Response> {
            shape::ImportsOut out;
            for (auto const& u : TRY(store::list(g)))
                if (auto one = import_out(g, u); one.ok()) out.imports.push_back(one.release());
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<ReadImports>({ .pattern = "/me/imports/{import}", .summary = "One upload, its progress and report", .audience = "member", .purpose = "collect", .response_schema = json::schema<shape::ImportOut>() },
        [](access::Granted<ReadImports>& g, http::Request const& r) -> Result<http::Response> {
            auto const id = Uuid::parse(r.param("import"));
            auto const u = id ? TRY(store::find(g, *id)) : std::nullopt;
            if (!u) return not_found();
            return http::Response::json(json::encode_text(TRY(import_out(g, *u))));
        });
}

} // namespace wellkept::ingest
