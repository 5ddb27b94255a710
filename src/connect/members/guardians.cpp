#include "connect/members/guardians.h"
#include "access/routes.h"
#include "platform/json/json.h"

namespace wellkept::members {
namespace {

struct GuardianLinkIn {
    std::optional<std::string> relationship, evidence;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct GuardianLinkOut {
    std::string token, url;
    Instant expires_at;
};
struct BirthDateIn {
    std::chrono::year_month_day birth_date;
    std::optional<std::string> time_zone;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 64 }; }
};
struct BirthDateOut {
    std::string standing; // grown, young, child
    bool closes;          // what is here contradicts the rules: it is being removed
};
BOOST_DESCRIBE_STRUCT(GuardianLinkIn, (), (relationship, evidence))
BOOST_DESCRIBE_STRUCT(GuardianLinkOut, (), (token, url, expires_at))
BOOST_DESCRIBE_STRUCT(BirthDateIn, (), (birth_date, time_zone))
BOOST_DESCRIBE_STRUCT(BirthDateOut, (), (standing, closes))

Result<http::Response> make_guardian_link(access::Granted<MakeGuardianLink> const& grant, access::Gate const& gate,
    consent::Rules const& rules, std::string const& public_url, http::Request const& request)
{
    auto const in = request.body.empty() ? GuardianLinkIn {} : TRY(json::decode_text<GuardianLinkIn>(request.body));
    auto const now = gate.clock().now();
    auto profile = TRY(people::load(grant));
    if (rules.standing(profile, now) == consent::Standing::grown)
        return Error { Code::conflict, PublicText("This Member is of age, or of unknown age, and decides alone.") };
    if (in.relationship || in.evidence) {
        profile.guardian = TRY(guardian_of(in.relationship.value_or(""), in.evidence.value_or(""), now));
        TRY(people::save(grant, profile, now, true));
        grant.note("guardian", profile.guardian->relationship);
    }
    if (!profile.guardian) return bad_input("Say who the guardian is: relationship, and the reference of the evidence you hold.");
    GuardianLinkOut out { crypto::random_token(gate.rng()), "", now + life(gate, "connect_token") };
    out.url = public_url + "/connect#token=" + out.token;
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "connect_token", .value = out.token, .subject = grant.subject(), .tenant = grant.tenant(),
            .ref = Uuid::v7(gate.clock(), gate.rng()), .sealed = std::string(access::guardian_mark), .expires_at = out.expires_at }));
    return http::Response::json(json::encode_text(out), 201);
}

Result<http::Response> set_birth_date(
    access::Granted<SetBirthDate> const& grant, access::Gate const& gate, consent::Rules const& rules, http::Request const& request)
{
    auto const in = TRY(json::decode_text<BirthDateIn>(request.body));
    auto const now = gate.clock().now();
    auto profile = TRY(people::load(grant));
    profile.birth_date = TRY(birth_text(in.birth_date, now));
    if (in.time_zone) profile.time_zone = in.time_zone;
    auto const standing = rules.standing(profile, now);
    TRY(people::save(grant, profile, now, standing != consent::Standing::grown));
    auto const switches = TRY(consent::switches(grant));
    auto const verdict = consent::judge(rules, profile, now, &switches);
    if (verdict != consent::Verdict::grown) TRY(enqueue_look(grant.tx(), gate, grant.subject()));
    bool const closes = verdict == consent::Verdict::child_without_guardian || verdict == consent::Verdict::decided_alone;
    return http::Response::json(json::encode_text(BirthDateOut { std::string(consent::name(standing)), closes }));
}

} // namespace

Result<std::string> birth_text(std::chrono::year_month_day date, Instant now)
{
    auto const day = std::chrono::sys_days(date);
    if (Instant(day) > now + std::chrono::hours(14)) return bad_input("The birth date is still to come.");
    return rfc3339(Instant(day)).substr(0, 10);
}

Result<people::Guardian> guardian_of(std::string const& relationship, std::string const& evidence, Instant now)
{
    if (relationship != "parent" && relationship != "legal_guardian") return bad_input("The relationship is parent or legal_guardian.");
    if (evidence.empty()) return bad_input("Give the reference of the evidence you hold, such as a document number.");
    return people::Guardian { relationship, evidence, now };
}

void add_guardian_routes(access::Routes& routes, consent::LiveRules const& rules, std::string const& public_url)
{
    auto const& gate = routes.gate();
    routes.guarded<MakeGuardianLink>(
        { .method = http::Method::post, .pattern = "/v1/members/{member}/guardian-links",
            .summary = "A single-use link by which a young Member's guardian comes in and decides; valid for 15 minutes", .audience = "client",
            .purpose = "provide_service", .subject_param = "member", .request_schema = json::schema<GuardianLinkIn>(),
            .response_schema = json::schema<GuardianLinkOut>(), .success_status = 201, .body_bytes_max = 4 * 1024 },
        [&gate, &rules, public_url](access::Granted<MakeGuardianLink>& g, http::Request const& r) { return make_guardian_link(g, gate, *rules.now(), public_url, r); });
    routes.guarded<SetBirthDate>(
        { .method = http::Method::put, .pattern = "/v1/members/{member}/birth-date",
            .summary = "Set a Member's birth date; what then contradicts the age rules is removed and the membership closed", .audience = "client",
            .purpose = "provide_service", .subject_param = "member", .request_schema = json::schema<BirthDateIn>(),
            .response_schema = json::schema<BirthDateOut>(), .body_bytes_max = 4 * 1024 },
        [&gate, &rules](access::Granted<SetBirthDate>& g, http::Request const& r) { return set_birth_date(g, gate, *rules.now(), r); });
}

} // namespace wellkept::members
