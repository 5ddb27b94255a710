#include "connect/programs/file_time.h"
#include <algorithm>

namespace wellkept::programs {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Up to `most` digits, at least `least`; -1 if there are fewer.
int number(std::string_view& s, std::size_t least, std::size_t most)
{
    int out = 0;
    std::size_t n = 0;
    for (; n < most && n < s.size() && digit(s[n]); ++n) out = out * 10 + (s[n] - '0');
    if (n < least) return -1;
    s.remove_prefix(n);
    return out;
}

// Blank, no-break space (C2 A0) or the narrow one (E2 80 AF) that newer systems put before AM.
bool blank(std::string_view& s)
{
    for (std::string_view const b :
        { std::string_view(" "), std::string_view("\xc2\xa0"), std::string_view("\xe2\x80\xaf") })
        if (s.starts_with(b)) {
            s.remove_prefix(b.size());
            return true;
        }
    return false;
}

// AM, pm, a.m. and the like: 0 or 12 hours to add, -1 if it is neither.
int half(std::string_view& s)
{
    if (s.empty()) return -1;
    char const c = char(s[0] | 0x20);
    if (c != 'a' && c != 'p') return -1;
    s.remove_prefix(1);
    bool const dotted = s.starts_with(".");
    if (dotted) {
        s.remove_prefix(1);
        blank(s);
    }
    if (s.empty() || char(s[0] | 0x20) != 'm') return -1;
    s.remove_prefix(1);
    if (dotted && s.starts_with(".")) s.remove_prefix(1);
    return c == 'a' ? 0 : 12;
}

std::optional<TimeText> read_form(std::string_view tokens, std::string_view s)
{
    TimeText out;
    int hour = 0, minute = 0, second = 0, add = -1, named = 0;
    bool twelve = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        bool const zero = s.starts_with("0") && s.size() > 1 && digit(s[1]);
        auto const before = s.size();
        switch (char const t = tokens[i]) {
        case 'Y': {
            auto const y = number(s, 4, 4);
            if (y < 0) return std::nullopt;
            out.year = std::int16_t(y);
            break;
        }
        case 'N': {
            auto const n = number(s, 1, 2);
            if (n < 1 || n > 31) return std::nullopt;
            (named == 0 ? out.first : out.second) = std::uint8_t(n);
            using Digits = TimeText::Digits;
            (named == 0 ? out.first_digits : out.second_digits) = zero ? Digits::zero_and_one
                : before - s.size() == 1                               ? Digits::one
                                                                       : Digits::two;
            ++named;
            out.leading_zero |= zero;
            break;
        }
        case 'H':
        case 'h':
            hour = number(s, 1, 2);
            twelve = t == 'h';
            if (hour < 0 || hour > 23 || (twelve && (hour < 1 || hour > 12))) return std::nullopt;
            out.leading_zero |= zero;
            break;
        case 'm':
        case 's':
            ++i; // they stand twice
            (t == 'm' ? minute : second) = number(s, 2, 2);
            if (minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
            break;
        case 'a':
            add = half(s);
            if (add < 0) return std::nullopt;
            break;
        case ' ':
            if (!blank(s)) return std::nullopt;
            while (blank(s)) { }
            break;
        default:
            if (s.empty() || s.front() != t) return std::nullopt;
            s.remove_prefix(1);
        }
    }
    if (!s.empty()) return std::nullopt;
    if (twelve) hour = hour % 12 + add;
    out.second_of_day = hour * 3600 + minute * 60 + second;
    return out;
}

bool well_formed(std::string_view p)
{
    auto const count = [&](char c) { return std::count(p.begin(), p.end(), c); };
    bool const pairs = (count('m') == 0 || (count('m') == 2 && p.find("mm") != std::string_view::npos))
        && (count('s') == 0 || (count('s') == 2 && p.find("ss") != std::string_view::npos));
    return count('Y') == 1 && count('M') == 1 && count('D') == 1 && count('H') + count('h') <= 1
        && count('h') == count('a') && (count('m') == 0) == (count('H') + count('h') == 0) && pairs
        && p.find_first_of("0123456789") == std::string_view::npos;
}

DayOrder order_of(std::string_view p)
{
    if (p.find('Y') < p.find('M') && p.find('Y') < p.find('D')) return DayOrder::year_first;
    return p.find('M') < p.find('D') ? DayOrder::month_first : DayOrder::day_first;
}

std::string tokens_of(std::string_view p)
{
    std::string out(p);
    std::replace(out.begin(), out.end(), 'M', 'N');
    std::replace(out.begin(), out.end(), 'D', 'N');
    return out;
}

} // namespace

std::optional<std::chrono::sys_days> TimeText::day(DayOrder order) const
{
    if ((order == DayOrder::year_first && !may_year_first) || (order == DayOrder::month_first && !may_month_first)
        || (order == DayOrder::day_first && !may_day_first))
        return std::nullopt;
    auto const month = order == DayOrder::day_first ? second : first;
    auto const day = order == DayOrder::day_first ? first : second;
    std::chrono::year_month_day const date { std::chrono::year(year), std::chrono::month(month),
        std::chrono::day(day) };
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

Result<TimePatterns> TimePatterns::compile(std::vector<std::string> const& patterns)
{
    TimePatterns out;
    for (auto const& p : patterns) {
        if (!well_formed(p) || (order_of(p) == DayOrder::year_first && p.find('D') < p.find('M')))
            return bad_input("'" + p + "' is no time pattern; write one as in D/M/Y H:mm:ss or M/D/Y h:mm a");
        auto const tokens = tokens_of(p);
        auto form =
            std::find_if(out.m_forms.begin(), out.m_forms.end(), [&](auto const& f) { return f.tokens == tokens; });
        if (form == out.m_forms.end()) form = out.m_forms.insert(form, { tokens });
        auto const order = order_of(p);
        (order == DayOrder::year_first           ? form->year_first
                : order == DayOrder::month_first ? form->month_first
                                                 : form->day_first) = true;
    }
    if (out.m_forms.empty() || out.m_forms.size() > time_forms_max)
        return bad_input("write 1 to " + std::to_string(time_forms_max) + " time patterns");
    return out;
}

std::optional<TimeText> TimePatterns::read(std::string_view cell) const
{
    if (cell.size() > 64) return std::nullopt;
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        auto const& form = m_forms[i];
        if (auto text = read_form(form.tokens, cell)) {
            text->form = std::uint8_t(i);
            text->may_year_first = form.year_first;
            text->may_month_first = form.month_first;
            text->may_day_first = form.day_first;
            return text;
        }
    }
    return std::nullopt;
}

std::optional<TimePatterns::Known> TimePatterns::find(std::string_view pattern) const
{
    for (std::size_t i = 0; i < m_forms.size(); ++i)
        if (m_forms[i].tokens == tokens_of(pattern)) return Known { std::uint8_t(i), order_of(pattern) };
    return std::nullopt;
}

bool TimePatterns::open_order() const
{
    return std::any_of(m_forms.begin(), m_forms.end(), [](auto const& f) { return f.month_first && f.day_first; });
}

} // namespace wellkept::programs
