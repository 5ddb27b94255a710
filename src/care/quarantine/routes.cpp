#include "access/routes.h"
#include "care/quarantine/details.h"
#include "platform/http/outgoing.h"
#include "platform/json/json.h"

namespace wellkept::quarantine {
namespace {

constexpr auto shown_for = std::chrono::hours(24 * 30);

struct ClosedOut {
    SubjectId service_user_id;
    Uuid file_id;
    std::string name, state;
    std::optional<std::string> reason;
    Instant since;
};
struct ListOut {
    std::int64_t clean, infected, held;
    std::vector<ClosedOut> closed;
};
BOOST_DESCRIBE_STRUCT(ClosedOut, (), (service_user_id, file_id, name, state, reason, since))
BOOST_DESCRIBE_STRUCT(ListOut, (), (clean, infected, held, closed))

Result<http::Response> list(access::GrantedGroup<List>& g, access::Gate const& gate)
{
    ListOut out {};
    auto const since = gate.clock().now() - shown_for;
    for (auto const& c : TRY(store::counts(g.tx(), since))) (c.outcome == "clean" ? out.clean : c.outcome == "infected" ? out.infected : out.held) = c.files;
    for (auto const& c : TRY(g.rows(store::closed(), since))) {
        auto const d = TRY(parse_details(TRY(g.open_of(c.subject, access::person_scope, details_place(c.id), c.details.data))));
        out.closed.push_back({ c.subject, c.id, d.name, c.state, c.reason, c.state_at });
    }
    return http::Response::json(json::encode_text(out));
}

} // namespace

http::Response download(Opened const& file)
{
    http::Response r;
    r.body = file.bytes;
    // Whatever the sender calls it, a browser only saves it: it neither shows nor runs it.
    r.headers = { { "content-type", "application/octet-stream" }, { "content-disposition", "attachment; filename*=UTF-8''" + http::url_encode(file.name.empty() ? "file" : file.name) } };
    return r;
}

void add_routes(access::Routes& routes, blob::Store& blobs)
{
    auto const& gate = routes.gate();
    routes.guarded<OpenFile>({ .pattern = "/care/service-users/{person}/files/{file}", .summary = "The bytes of a file that was found clean", .audience = "staff", .purpose = "care",
                                 .subject_param = "person" },
        [&blobs](access::Granted<OpenFile>& g, http::Request const& r) -> Result<http::Response> {
            auto const id = Uuid::parse(r.param("file"));
            if (!id) return not_found();
            return download(TRY(open(g, blobs, *id)));
        });
    routes.guarded_group<List>({ .pattern = "/care/quarantine", .summary = "Files of the last 30 days that were found infected or could not be checked, and how many were checked", .audience = "staff",
                                   .purpose = "care", .response_schema = json::schema<ListOut>(), .tenant = access::care_tenant },
        [&gate](access::GrantedGroup<List>& g, http::Request const&) { return list(g, gate); });
}

} // namespace wellkept::quarantine
