#include "care/notify/notify.h"
#include <algorithm>
#include <cctz/time_zone.h>
#include <map>

namespace wellkept::notify {
namespace {

using Seconds = cctz::time_point<cctz::seconds>;

// Where the person lives; their record may say another.
cctz::time_zone zone_of(intake::ServiceUser const& u)
{
    static std::map<std::string, char const*> const zones { { "uk", "Europe/London" }, { "ie", "Europe/Dublin" } };
    cctz::time_zone zone = cctz::utc_time_zone();
    auto const it = zones.find(u.territory);
    if (u.safe.zone && cctz::load_time_zone(*u.safe.zone, &zone)) return zone;
    if (it != zones.end()) (void)cctz::load_time_zone(it->second, &zone);
    return zone;
}

int minutes_of(std::string const& hhmm) { return std::stoi(hhmm.substr(0, 2)) * 60 + std::stoi(hhmm.substr(3, 2)); }

// The minutes of the day in which they may be reached; a span may go over midnight. Empty: at any time.
struct Span {
    int from, until;
    bool holds(int minute) const { return from <= until ? from <= minute && minute < until : from <= minute || minute < until; }
};
std::optional<Span> span_of(intake::SafeContact const& s)
{
    if (!s.from && !s.until) return std::nullopt;
    return Span { s.from ? minutes_of(*s.from) : 0, s.until ? minutes_of(*s.until) : 24 * 60 };
}

bool within(Span const& span, Seconds at, cctz::time_zone const& zone)
{
    auto const t = cctz::convert(at, zone);
    return span.holds(t.hour() * 60 + t.minute());
}

// An hour that the clocks leave out begins when they have gone forward, one that comes twice the first time.
Seconds minute_of(cctz::civil_day day, int minute, cctz::time_zone const& zone)
{
    auto const found = zone.lookup(cctz::civil_second(day.year(), day.month(), day.day(), minute / 60, minute % 60, 0));
    return found.kind == cctz::time_zone::civil_lookup::SKIPPED ? found.trans : found.pre;
}

// The next beginning of the span, by the clock on their wall.
Instant next_beginning(Span const& span, Seconds now, cctz::time_zone const& zone)
{
    auto const today = cctz::civil_day(cctz::convert(now, zone));
    for (int ahead = 0; ahead <= 2; ++ahead)
        if (auto const at = minute_of(today + ahead, span.from, zone); at > now) return at;
    return now + std::chrono::hours(24);
}

char const* code(Way w) { return w == Way::email ? "email" : w == Way::phone ? "phone" : w == Way::sms ? "sms" : "post"; }

} // namespace

Answer may_tell(intake::ServiceUser const& u, Way way, Instant now)
{
    auto const& ways = u.safe.channels;
    if (std::find(ways.begin(), ways.end(), code(way)) == ways.end()) {
        static std::map<Way, char const*> const words { { Way::email, "mail" }, { Way::phone, "the telephone" }, { Way::sms, "a text message" }, { Way::post, "the post" } };
        return { .why = std::string("Their record does not say that ") + words.at(way) + " is safe. Reach them as it says." };
    }
    bool const there = way == Way::email ? u.contact.email.has_value() : way == Way::post ? !u.contact.address.empty() : u.contact.phone.has_value() || !u.other_phones.empty();
    if (!there) {
        if (way == Way::email) return { .why = "Their record holds no e-mail address." };
        return { .why = way == Way::post ? "Their record holds no address." : "Their record holds no telephone number." };
    }
    auto const span = span_of(u.safe);
    auto const at = std::chrono::time_point_cast<std::chrono::seconds>(now);
    auto const zone = zone_of(u);
    // A letter is read when it is read.
    if (!span || way == Way::post || within(*span, at, zone)) return { .now = true };
    return { .from = next_beginning(*span, at, zone), .why = "It is not a time of day at which they want to be reached. Their record says when." };
}

std::string time_there(intake::ServiceUser const& u, Instant at) { return cctz::format("%H:%M", std::chrono::time_point_cast<std::chrono::seconds>(at), zone_of(u)); }
std::string day_there(intake::ServiceUser const& u, Instant at)
{
    auto const zone = zone_of(u);
    auto const seconds = std::chrono::time_point_cast<std::chrono::seconds>(at);
    return cctz::format("%A ", seconds, zone) + std::to_string(cctz::convert(seconds, zone).day()) + cctz::format(" %B", seconds, zone);
}
int days_until(intake::ServiceUser const& u, Instant from, Instant until)
{
    auto day = [zone = zone_of(u)](Instant t) { return cctz::civil_day(cctz::convert(std::chrono::time_point_cast<std::chrono::seconds>(t), zone)); };
    return static_cast<int>(day(until) - day(from));
}
Instant at_there(intake::ServiceUser const& u, Instant day_of, int days, std::string const& hour)
{
    auto const zone = zone_of(u);
    auto const day = cctz::civil_day(cctz::convert(std::chrono::time_point_cast<std::chrono::seconds>(day_of), zone));
    return minute_of(day + days, minutes_of(hour), zone);
}
bool may_leave_message(intake::ServiceUser const& u) { return u.safe.voicemail; }
std::string ask_for(intake::ServiceUser const& u) { return u.safe.ask_for.value_or(u.known_as.value_or(u.contact.name)); }

std::vector<std::string> const& notices()
{
    static std::vector<std::string> const all { "door", "received", "planned" };
    return all;
}

Result<> tell(access::SubjectGrant const& grant, access::Gate const& gate, Letter const& letter, intake::ServiceUser const& u, Notice const& notice)
{
    if (std::find(notices().begin(), notices().end(), notice.text) == notices().end()) return bug("notify: a text that is not listed");
    auto const may = may_tell(u, Way::email, gate.clock().now());
    if (!may.now) return Error { Code::conflict, PublicText(may.why) };
    auto message = TRY(letter.templates.render(notice.text, u.language, notice.values));
    message.to = { *u.contact.email, {} };
    message.kind = notice.text;
    message.nameless = true;
    (void)TRY(letter.mailer.queue(grant.tx(), message));
    return {};
}

Result<> acknowledge(db::Tx& tx, Letter const& letter, std::string const& address)
{
    auto message = TRY(letter.templates.render("received", "en", {}));
    message.to = TRY(mail::parse_address(address));
    message.kind = "received";
    message.nameless = true;
    (void)TRY(letter.mailer.queue(tx, message));
    return {};
}

} // namespace wellkept::notify
