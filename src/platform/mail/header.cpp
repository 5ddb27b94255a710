#include "platform/mail/header.h"
#include "platform/crypto/crypto.h"
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace wellkept::mail {

static constexpr std::size_t address_bytes_max = 254; // RFC 5321 section 4.5.3.1.3, less its brackets
static constexpr std::size_t line_bytes_max = 300;
static constexpr std::size_t text_bytes_max = 256 * 1024;

namespace {

bool is_one_line(std::string_view s)
{
    return std::none_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// RFC 5321's Dot-string at a host's name: quoted local parts are valid, and nobody's.
bool is_address(std::string_view s)
{
    auto const at = s.find('@');
    if (at == s.npos || at == 0 || at > 64 || s.size() > address_bytes_max || s.find('@', at + 1) != s.npos)
        return false;
    auto dotted = [](std::string_view part, auto allowed) {
        return !part.empty() && part.front() != '.' && part.back() != '.' && part.find("..") == part.npos
            && std::all_of(part.begin(), part.end(), [&](char c) {
                   return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                       || allowed.find(c) != allowed.npos;
               });
    };
    return dotted(s.substr(0, at), std::string_view("!#$%&'*+-/=?^_`{|}~."))
        && dotted(s.substr(at + 1), std::string_view("-.")) && s[at + 1] != '-';
}

} // namespace

Result<> check(Address const& a)
{
    if (!is_address(a.address)) return bad_input("This is not an e-mail address that mail can be sent to.");
    if (!is_one_line(a.name) || a.name.size() > line_bytes_max)
        return bad_input("The name beside an e-mail address must be one short line.");
    return {};
}

Result<> check(Message const& m)
{
    TRY(check(m.to));
    if (m.subject.empty() || !is_one_line(m.subject) || m.subject.size() > line_bytes_max)
        return bad_input("A mail's subject must be one short line.");
    if (m.text.empty() || m.text.size() > text_bytes_max || m.html.size() > text_bytes_max
        || m.text.find('\0') != std::string::npos || m.html.find('\0') != std::string::npos)
        return bad_input("A mail needs a text, of at most 256 KiB.");
    return {};
}

Result<Address> parse_address(std::string_view text)
{
    Address out;
    if (auto const open = text.find('<'); open != text.npos && text.ends_with('>')) {
        out.address = text.substr(open + 1, text.size() - open - 2);
        auto name = text.substr(0, open);
        while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
        out.name = name;
    } else
        out.address = text;
    TRY(check(out));
    return out;
}

std::string encoded(std::string_view utf8)
{
    bool const plain = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    if (plain && utf8.find("=?") == utf8.npos) return std::string(utf8);
    std::string out;
    while (!utf8.empty()) {
        auto n = std::min<std::size_t>(utf8.size(), 45); // 60 characters of base64, 12 of frame
        while (n > 1 && n < utf8.size() && (static_cast<unsigned char>(utf8[n]) & 0xc0) == 0x80)
            --n; // whole characters
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + crypto::base64(utf8.substr(0, n)) + "?=";
        utf8.remove_prefix(n);
    }
    return out;
}

std::string mailbox(Address const& a)
{
    if (a.name.empty()) return a.address;
    auto name = encoded(a.name);
    if (name == a.name) { // RFC 5322 section 3.2.4
        std::string quoted = "\"";
        for (char const c : a.name) {
            if (c == '"' || c == '\\') quoted += '\\';
            quoted += c;
        }
        name = quoted + "\"";
    }
    return name + " <" + a.address + ">";
}

std::string date(Instant at)
{
    using namespace std::chrono;
    static constexpr std::array days { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static constexpr std::array months { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
        "Dec" };
    auto const day = floor<std::chrono::days>(at);
    year_month_day const d(day);
    hh_mm_ss const t(floor<seconds>(at - day));
    char out[64];
    std::snprintf(out, sizeof out, "%s, %02u %s %d %02d:%02d:%02d +0000", days[weekday(day).c_encoding()],
        unsigned(d.day()), months[unsigned(d.month()) - 1], int(d.year()), int(t.hours().count()),
        int(t.minutes().count()), int(t.seconds().count()));
    return out;
}

std::vector<std::string> headers(Address const& from, Message const& m, Uuid id, Instant at)
{
    auto const domain = from.address.substr(from.address.find('@') + 1);
    return { "From: " + (m.nameless ? from.address : mailbox(from)), "To: " + mailbox(m.to), "Subject: " + encoded(m.subject), "Date: " + date(at),
        // The same at each try, so that a receiver can tell a repeated mail.
        "Message-ID: <" + id.text() + "@" + domain + ">",
        // RFC 3834: no holiday replies to a machine.
        "Auto-Submitted: auto-generated" };
}

} // namespace wellkept::mail
