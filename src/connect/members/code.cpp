// A Member's own code: whoever is in the care service too joins the two there by it. It stands on their page for everybody, so
// that neither looking at it nor using it tells anybody anything; what becomes of it is known on the side of care alone.
#include "access/enforced.h"
#include "access/handles.h"
#include "access/routes.h"
#include "connect/members/members.h"
#include "keep/people/people.h"
#include "platform/json/json.h"

namespace wellkept::members {
namespace {

access::Enforces const code_life { "sessions.device_code", "connect/members", "src/care/devices/devices_test.cpp" };

struct CodeOut {
    std::string code; // in groups of four
    Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(CodeOut, (), (code, expires_at))

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: none is taken for another

Result<http::Response> show_code(access::Granted<ShowCode> const& grant, access::Gate const& gate, consent::Rules const& rules)
{
    auto const now = gate.clock().now();
    auto const profile = people::load(grant);
    if (!profile.ok() && profile.error().code != Code::not_found) return profile.error();
    if (profile.ok() && rules.standing(*profile, now) != consent::Standing::grown)
        return Error { Code::forbidden, PublicText("There is a code for those alone who decide without a guardian."), Detail("young") };
    std::string code;
    std::array<std::uint8_t, code_length> random {};
    gate.rng().fill(random);
    for (auto const b : random) code += letters[b % letters.size()];
    auto const until = now + life(gate, "device_code");
    (void)TRY(access::drop_handles_of(grant, code_handle, grant.subject().value));
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = code_handle, .value = code, .subject = grant.subject(), .tenant = grant.tenant(), .ref = grant.subject().value, .expires_at = until }));
    for (std::size_t at = code.size() - 4; at > 0; at -= 4) code.insert(at, "-");
    return http::Response::json(json::encode_text(CodeOut { code, until }), 201);
}

} // namespace

std::string plain_code(std::string_view typed)
{
    std::string out;
    for (char const c : typed) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        auto const up = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        out += up == 'O' ? '0' : up == 'I' || up == 'L' ? '1' : up;
    }
    return out;
}

void add_code_routes(access::Routes& routes, consent::LiveRules const& rules)
{
    auto const& gate = routes.gate();
    routes.guarded<ShowCode>({ .method = http::Method::post, .pattern = "/me/code", .summary = "My own code, for joining my data to my care there; the one before ends", .audience = "member",
                                 .purpose = "provide_service", .response_schema = json::schema<CodeOut>(), .success_status = 201, .body_bytes_max = 1024 },
        [&gate, &rules](access::Granted<ShowCode>& g, http::Request const&) { return show_code(g, gate, *rules.now()); });
}

} // namespace wellkept::members
