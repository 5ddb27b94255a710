#include "access/handles.h"
#include "care/door/store.h"
#include "platform/crypto/crypto.h"
#include <algorithm>

namespace wellkept::door {
namespace {

constexpr int code_digits = 6;

std::string fresh_code(Rng& rng)
{
    // 2^64 is so much more than a million that no digit is the likelier one by anything that counts.
    std::uint64_t n = 0;
    for (auto const b : Uuid::v4(rng).bytes) n = n * 257 + b;
    auto text = std::to_string(n % 1'000'000);
    return std::string(code_digits - text.size(), '0') + text;
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "door"; }
    std::vector<std::string> personal_tables() const override { return { "door.visit" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<> may_send(intake::ServiceUser const& u, std::string_view check, Instant now)
{
    auto conflict = [](std::string_view why) { return Error { Code::conflict, PublicText(why) }; };
    auto safe = [&](std::string_view channel) { return std::find(u.safe.channels.begin(), u.safe.channels.end(), channel) != u.safe.channels.end(); };
    if (check != code_check && check != birth_date_check) return bad_input("check is code or birth_date.");
    if (check == code_check && !safe("phone")) return conflict("A code is told by telephone, which their record does not say is safe. Use the date of birth.");
    if (check == birth_date_check && !u.birth_date) return conflict("Their record holds no date of birth. Use a code told by telephone.");
    if (auto const may = notify::may_tell(u, notify::Way::email, now); !may.now) return conflict(may.why);
    return {};
}

Result<Sent> send_link(access::Granted<SendLink> const& grant, access::Gate const& gate, Letter const& letter, std::string_view check)
{
    auto const record = TRY(intake::load(grant));
    if (record.state != "active") return Error { Code::conflict, PublicText("This record is not active.") };
    auto const now = gate.clock().now();
    TRY(may_send(record.person, check, now));
    for (auto const& old : TRY(store::live(grant))) {
        (void)TRY(access::drop_handles_of(grant, "care_link", old.id));
        (void)TRY(access::drop_handles_of(grant, "care_session", old.id));
        TRY(store::set_state(grant, old.id, "replaced", now));
    }
    auto const* rule = gate.policy_now()->session("care_link");
    if (!rule) return bug("no rule for care_link");
    Sent out { Uuid::v4(gate.rng()), now + rule->life.about(), {} };
    store::Visit visit { out.visit, "sent", std::string(check), {}, 0, now, now };
    if (check == code_check) {
        out.code = fresh_code(gate.rng());
        visit.code = db::Bytes { TRY(grant.seal(access::person_scope, { "door.visit", "code", out.visit }, *out.code)) };
    }
    TRY(store::insert(grant, visit));
    auto const token = crypto::random_token(gate.rng());
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "care_link", .value = token, .subject = grant.subject(), .tenant = grant.tenant(), .ref = out.visit, .expires_at = out.expires_at }));
    // In the fragment it reaches no server log and no Referer.
    TRY(notify::tell(grant, gate, letter.out, record.person, { "door", { { "link", letter.public_url + "/you#token=" + token } } }));
    grant.note("check", std::string(check));
    return out;
}

Result<Recognised> recognised(access::SubjectGrant const& grant)
{
    auto const visit = TRY(store::find(grant, grant.actor().session));
    if (!visit || visit->state != "opened") return Error { Code::unauthenticated, PublicText("Please come in by a new link.") };
    return Recognised { "email", visit->check, visit->state_at };
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::door
