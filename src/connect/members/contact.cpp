// How a Member is called and reached, and the payment provider's token: sealed with the rest of the profile (D3).
#include "access/enforced.h"
#include "access/routes.h"
#include "connect/members/contact.h"
#include "keep/people/people.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::members {
namespace {

access::Enforces const no_card_numbers { "measures.no_card_numbers", "connect/members", "D3" };

struct PaymentIn {
    std::string provider, token;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct ContactIn {
    std::optional<std::string> name, email, phone;
    std::optional<std::vector<std::string>> address;
    std::optional<PaymentIn> payment;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        if (m == "address") return { .length_min = 1, .length_max = 200, .items_max = 8 };
        return { .length_min = 1, .length_max = m == "phone" ? 40u : m == "email" ? 254u : 200u };
    }
};
BOOST_DESCRIBE_STRUCT(PaymentIn, (), (provider, token))
BOOST_DESCRIBE_STRUCT(ContactIn, (), (name, email, phone, address, payment))

Result<> check(ContactIn const& in)
{
    std::vector<std::string> texts;
    for (auto const* part : { &in.name, &in.email, &in.phone })
        if (*part) texts.push_back(**part);
    if (in.address) texts.insert(texts.end(), in.address->begin(), in.address->end());
    if (in.payment) texts.insert(texts.end(), { in.payment->provider, in.payment->token });
    if (std::any_of(texts.begin(), texts.end(), [](auto const& t) { return holds_card_number(t); }))
        return bad_input("This holds what looks like a card number. Never send one: the payment provider keeps it, and gives you a token to send. Nothing was stored.");
    if (in.email && (in.email->find('@') == std::string::npos || in.email->find_first_of(" \r\n\t") != std::string::npos))
        return bad_input("Give the e-mail address as name@example.org.");
    return {};
}

Result<http::Response> read_contact(access::Granted<ReadContact> const& grant)
{
    auto const profile = TRY(people::load(grant));
    ContactIn out;
    if (profile.contact) {
        if (!profile.contact->name.empty()) out.name = profile.contact->name;
        out.email = profile.contact->email;
        out.phone = profile.contact->phone;
        if (!profile.contact->address.empty()) out.address = profile.contact->address;
    }
    if (profile.payment) out.payment = PaymentIn { profile.payment->provider, profile.payment->token };
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> change_contact(access::Granted<ChangeContact> const& grant, access::Gate const& gate, consent::Rules const& rules, http::Request const& request)
{
    auto const in = TRY(json::decode_text<ContactIn>(request.body));
    TRY(check(in));
    auto const now = gate.clock().now();
    auto profile = TRY(people::load(grant));
    profile.contact.reset();
    profile.payment.reset();
    if (in.name || in.email || in.phone || in.address)
        profile.contact = people::Contact { in.name.value_or(""), in.email, in.phone, in.address.value_or(std::vector<std::string> {}) };
    if (in.payment) profile.payment = people::Payment { in.payment->provider, in.payment->token };
    TRY(people::save(grant, profile, now, rules.standing(profile, now) != consent::Standing::grown));
    return http::Response::json(json::encode_text(in));
}

} // namespace

bool holds_card_number(std::string_view text)
{
    // 13 to 19 digits, blanks and hyphens between them, whose Luhn sum (ISO/IEC 7812-1 annex B) is a multiple of ten.
    std::vector<int> digits;
    auto is_card = [&] {
        if (digits.size() < 13 || digits.size() > 19) return false;
        int sum = 0;
        for (std::size_t i = 0; i < digits.size(); ++i) {
            int d = digits[digits.size() - 1 - i];
            if (i % 2 == 1 && (d *= 2) > 9) d -= 9;
            sum += d;
        }
        return sum % 10 == 0;
    };
    for (char const c : text) {
        if (c >= '0' && c <= '9') {
            digits.push_back(c - '0');
        } else if (c != ' ' && c != '-') {
            if (is_card()) return true;
            digits.clear();
        }
    }
    return is_card();
}

void add_contact_routes(access::Routes& routes, consent::LiveRules const& rules)
{
    auto const& gate = routes.gate();
    struct Door {
        std::string prefix, audience, subject;
    };
    for (auto const& door : { Door { "/me", "member", "" }, Door { "/v1/members/{member}", "client", "member" } }) {
        access::Spec spec { .pattern = door.prefix + "/contact", .summary = "Name, address, e-mail and telephone, and the payment provider's token",
            .audience = door.audience, .purpose = "provide_service", .subject_param = door.subject, .response_schema = json::schema<ContactIn>() };
        routes.guarded<ReadContact>(spec, [](access::Granted<ReadContact>& g, http::Request const&) { return read_contact(g); });
        spec.method = http::Method::put;
        spec.summary = "Set them; what is left out is removed. A card number is refused";
        spec.request_schema = json::schema<ContactIn>();
        routes.guarded<ChangeContact>(spec, [&gate, &rules](access::Granted<ChangeContact>& g, http::Request const& r) {
            return change_contact(g, gate, *rules.now(), r);
        });
    }
}

} // namespace wellkept::members
