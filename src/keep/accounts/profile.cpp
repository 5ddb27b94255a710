#include "keep/accounts/state.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::accounts {
BOOST_DESCRIBE_STRUCT(Profile, (), (name, email))

namespace {
constexpr auto invitation_life = std::chrono::hours(72);
}

std::string profile_json(Profile const& p) { return json::encode_text(p); }
Result<Profile> parse_profile(std::string_view text) { return json::decode<Profile>(TRY(json::parse(text))); }

Result<Profile> profile_of(access::SubjectGrant const& grant)
{
    auto const row = TRY(store::credential(grant));
    if (!row) return not_found();
    return parse_profile(TRY(grant.open(access::person_scope, profile_place, row->profile.data)));
}

Result<std::string> normal_email(std::string_view given)
{
    std::string out(given);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    auto const at = out.find('@');
    bool const plain = std::all_of(out.begin(), out.end(), [](char c) { return c > ' ' && c != 0x7f && c != '"' && c != '<' && c != '>' && c != ','; });
    if (!plain || out.size() > 254 || at == out.npos || at == 0 || at + 1 == out.size() || out.find('@', at + 1) != out.npos)
        return bad_input("Give an e-mail address such as name@example.org.");
    return out;
}

Result<Invitation> make_invitation(access::SubjectGrant const& grant, access::Gate const& gate, std::string const& public_url)
{
    TRY(store::drop_handles(grant, { "staff_invitation" }));
    auto const token = crypto::random_token(gate.rng());
    // In the fragment it reaches no server log and no Referer.
    Invitation out { grant.subject(), public_url + "/desk/join#token=" + token, gate.clock().now() + invitation_life };
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "staff_invitation", .value = token, .subject = grant.subject(), .tenant = grant.tenant(),
            .ref = Uuid::v7(gate.clock(), gate.rng()), .expires_at = out.expires_at }));
    return out;
}

Result<> close_all_ways(access::SubjectGrant const& grant)
{
    TRY(store::end_other_sessions(grant, {}));
    return store::drop_handles(grant, { "staff_session", "staff_pending", "staff_invitation", "staff_device", "staff_challenge" });
}

} // namespace wellkept::accounts
