#include "access/enforced.h"
#include "care/intake/json.h"
#include "care/intake/store.h"
#include "care/intake/words.h"
#include "keep/retention/retention.h"
#include "platform/jobs/jobs.h"
#include <algorithm>
#include <cctz/time_zone.h>
#include <tuple>

namespace wellkept::intake {
namespace {

access::Enforces const six_years { "retention.service_user_record", "care/intake", "C12" };

template <typename... T> bool one_of(std::string_view s, T const&... t) { return ((s == t) || ...); }

bool hour_and_minute(std::string_view s)
{
    auto digit = [&](std::size_t i) { return s[i] >= '0' && s[i] <= '9'; };
    return s.size() == 5 && s[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) && s.substr(0, 2) < "24" && s[3] < '6';
}

// By the decoder of dates that all of HTTP goes through.
struct Day {
    std::chrono::year_month_day day;
};
BOOST_DESCRIBE_STRUCT(Day, (), (day))
bool date(std::string_view s)
{
    boost::json::object o;
    o["day"] = s;
    return json::decode<Day>(o).ok();
}

// 16 bytes tell a million people's values apart, and halve the index.
Result<db::Bytes> blind(access::GrantCore const& g, std::string_view kind, std::string_view value)
{
    return db::Bytes { TRY(g.blind("intake." + std::string(kind), value)).substr(0, 16) };
}

Result<std::vector<store::Lookup>> lookups(access::GrantCore const& g, ServiceUser const& u)
{
    std::vector<store::Lookup> out;
    auto add = [&](std::string_view kind, std::optional<std::string> const& value) -> Result<> {
        if (value) out.push_back({ std::string(kind), TRY(blind(g, kind, *value)) });
        return {};
    };
    auto names = words_to_store(u.contact.name);
    if (u.known_as)
        for (auto& w : words_to_store(*u.known_as)) names.push_back(std::move(w));
    for (auto const& w : names) TRY(add("name", w));
    TRY(add("birth_date", u.birth_date));
    if (u.contact.phone) TRY(add("phone", phone_key(*u.contact.phone)));
    for (auto const& p : u.other_phones) TRY(add("phone", phone_key(p)));
    if (u.postcode) TRY(add("postcode", postcode_key(*u.postcode)));
    if (u.contact.email) TRY(add("email", email_key(*u.contact.email)));
    return out;
}

Result<std::string> sealed(access::SubjectGrant const& g, ServiceUser const& u)
{
    return g.seal(access::person_scope, record_place(g.subject()), json::encode_text(u));
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "intake"; }
    std::vector<std::string> personal_tables() const override { return { "intake.service_user", "intake.lookup", "intake.contact", "intake.usage_answer" }; }
    std::vector<std::string> record_classes() const override { return { std::string(record_class) }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole() || scope.keeps(record_class)) return 0;
        return store::erase(grant);
    }
    Result<std::int64_t> destroy(access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const&) const override
    {
        if (auto const row = TRY(store::find(grant))) TRY(people::save(grant, {}, row->last_contact_at)); // what they are called goes with it
        return TRY(store::erase(grant)) + TRY(quarantine::erase(grant)); // one record a person
    }
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const&, access::ErasureScope const& scope) const override
    {
        return scope.keeps(record_class) ? std::vector<access::Scope> { access::person_scope } : std::vector<access::Scope> {};
    }
};

} // namespace

Result<> check(ServiceUser const& u, access::Gate const& gate)
{
    if (words_of(u.contact.name).empty() || u.contact.name.size() > 400) return bad_input("Give a name to call the person by.");
    for (auto const* text : { &u.known_as, &u.number, &u.accessibility, &u.contact.email, &u.contact.phone, &u.safe.ask_for, &u.safe.note })
        if (*text && (*text)->size() > 1000) return bad_input("A text is longer than 1000 characters.");
    if (u.contact.address.size() > 8 || u.other_phones.size() > 8) return bad_input("At most 8 lines of address and 8 more telephone numbers.");
    if (u.contact.email && !email_key(*u.contact.email)) return bad_input("contact.email is no e-mail address.");
    if (u.contact.phone && !phone_key(*u.contact.phone)) return bad_input("contact.phone is no telephone number.");
    for (auto const& p : u.other_phones)
        if (!phone_key(p)) return bad_input("other_phones holds what is no telephone number.");
    if (u.postcode && !postcode_key(*u.postcode)) return bad_input("postcode is none.");
    if (u.birth_date && !date(*u.birth_date)) return bad_input("birth_date is YYYY-MM-DD.");
    for (auto const& c : u.safe.channels)
        if (!one_of(c, "phone", "sms", "email", "post")) return bad_input("safe.channels are phone, sms, email and post.");
    for (auto const* t : { &u.safe.from, &u.safe.until })
        if (*t && !hour_and_minute(**t)) return bad_input("safe.from and safe.until are HH:MM.");
    cctz::time_zone unused;
    if (u.safe.zone && !cctz::load_time_zone(*u.safe.zone, &unused)) return bad_input("safe.zone is a time zone, such as Europe/Dublin.");
    auto const* territory = gate.policy_now()->territory_of_region(gate.region());
    if (!territory || territory->code != u.territory) return bad_input("This installation does not serve that territory.");
    if (u.contract && !u.organisation) return bad_input("A contract is an organisation's: name it too.");
    if (!one_of(u.eligible_by, "unchecked", "access_code", "policy_number", "membership_number", "list", "organisation"))
        return bad_input("eligible_by is unchecked, access_code, policy_number, membership_number, list or organisation.");
    if (!one_of(u.source, "helpline", "email", "web_form", "hub", "api", "referral", "organisation"))
        return bad_input("source is helpline, email, web_form, hub, api, referral or organisation.");
    return {};
}

Result<Keys> keys_of(access::GrantCore const& g, Criteria const& c)
{
    Keys out;
    auto add = [&](std::vector<db::Bytes>& to, std::string_view kind, std::optional<std::string> const& value) -> Result<> {
        if (!value) return bad_input(std::string(kind) + " holds nothing to search by.");
        auto key = TRY(blind(g, kind, *value));
        if (std::find(to.begin(), to.end(), key) == to.end()) to.push_back(std::move(key));
        return {};
    };
    if (c.email) TRY(add(out.telling, "email", email_key(*c.email)));
    if (c.phone) TRY(add(out.telling, "phone", phone_key(*c.phone)));
    if (c.birth_date) TRY(add(out.telling, "birth_date", date(*c.birth_date) ? c.birth_date : std::nullopt));
    if (c.postcode) TRY(add(out.telling, "postcode", postcode_key(*c.postcode)));
    if (c.name) {
        for (auto const& w : words_of(*c.name)) TRY(add(out.names, "name", w));
    }
    if (out.telling.empty() && out.names.empty()) return bad_input("Give a name, a date of birth, a telephone number, a postcode or an e-mail address.");
    return out;
}

Result<ServiceUser> parse(std::string_view text) { return json::decode<ServiceUser>(TRY(json::parse(text))); }

// What they are called, for those who are assigned and may not read the record.
static Result<> called(access::SubjectGrant const& grant, ServiceUser const& person, Instant now)
{
    people::Profile profile;
    profile.contact = people::Contact { person.known_as.value_or(person.contact.name), {}, {}, {} };
    return people::save(grant, profile, now);
}

Result<> save_new(access::SubjectGrant const& grant, access::Gate const& gate, ServiceUser const& person)
{
    auto const now = gate.clock().now();
    TRY(store::insert(grant, person, TRY(sealed(grant, person)), now));
    TRY(store::replace_lookups(grant, TRY(lookups(grant, person))));
    TRY(called(grant, person, now));
    return retention::started(grant, gate, record_class, {}, now);
}

Result<Record> load(access::SubjectGrant const& grant)
{
    auto const row = TRY(store::find(grant));
    if (!row) return not_found();
    return Record { TRY(parse(TRY(grant.open(access::person_scope, record_place(grant.subject()), row->record.data)))),
        row->restricted ? "restricted" : row->state, row->merged_into, row->version, row->registered_at, row->last_contact_at };
}

Result<> change(access::SubjectGrant const& grant, access::Gate const& gate, ServiceUser const& person, std::int32_t version)
{
    TRY(check(person, gate));
    auto const before = TRY(load(grant)).person;
    if (!TRY(store::update(grant, person, TRY(sealed(grant, person)), version)))
        return Error { Code::conflict, PublicText("Somebody else changed this record meanwhile. Look at it again, then make your change.") };
    TRY(called(grant, person, gate.clock().now()));
    auto const reached_by = [](ServiceUser const& u) { return std::tie(u.safe.channels, u.safe.from, u.safe.until, u.safe.zone, u.contact.email, u.territory); };
    if (reached_by(before) != reached_by(person)) TRY(reached_otherwise(grant, gate));
    return store::replace_lookups(grant, TRY(lookups(grant, person)));
}

Result<> reached_otherwise(access::SubjectGrant const& grant, access::Gate const& gate)
{
    (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(), { .kind = std::string(changed_job), .subject = grant.subject(), .unique_key = grant.subject().text() }));
    return {};
}

Result<> contacted(access::SubjectGrant const& grant, access::Gate const& gate, Instant when)
{
    TRY(store::touch(grant, when));
    return retention::started(grant, gate, record_class, {}, when);
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::intake
