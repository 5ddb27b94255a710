#include "access/routes.h"
#include "care/reminders/reminders.h"
#include "platform/json/json.h"

namespace wellkept::reminders {
namespace {

struct ChoiceBody {
    bool wanted;
};
BOOST_DESCRIBE_STRUCT(ChoiceBody, (), (wanted))

access::Spec spec(http::Method method, bool own, std::string summary)
{
    auto const body = json::schema<ChoiceBody>();
    return { .method = method, .pattern = own ? "/care/you/reminders" : "/care/service-users/{person}/reminders", .summary = std::move(summary), .audience = own ? "service_user" : "staff",
        .purpose = "care", .subject_param = own ? "" : "person", .request_schema = method == http::Method::get ? "" : body, .response_schema = method == http::Method::get ? body : "",
        .success_status = method == http::Method::get ? 200 : 204 };
}
Result<http::Response> show(access::SubjectGrant const& g) { return http::Response::json(json::encode_text(ChoiceBody { TRY(wanted(g)) })); }
Result<http::Response> save(access::SubjectGrant const& g, access::Gate const& gate, http::Request const& r)
{
    TRY(choose(g, gate, TRY(json::decode_text<ChoiceBody>(r.body)).wanted));
    http::Response done;
    done.status = 204;
    return done;
}

} // namespace

void add_routes(access::Routes& routes)
{
    using http::Method;
    using http::Request;
    auto const& gate = routes.gate();
    routes.guarded<ReadOwn>(spec(Method::get, true, "Whether I am reminded of what is planned"), [](access::Granted<ReadOwn>& g, Request const&) { return show(g); });
    routes.guarded<Choose>(spec(Method::put, true, "Be reminded of what is planned, or not"), [&gate](access::Granted<Choose>& g, Request const& r) { return save(g, gate, r); });
    routes.guarded<Read>(spec(Method::get, false, "Whether somebody is reminded of what is planned"), [](access::Granted<Read>& g, Request const&) { return show(g); });
    routes.guarded<Note>(spec(Method::put, false, "Write down whether somebody wants to be reminded"), [&gate](access::Granted<Note>& g, Request const& r) { return save(g, gate, r); });
}

} // namespace wellkept::reminders
