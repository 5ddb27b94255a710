// The words of an HTML mail, without its page: libxml2 tells what begins and ends, nothing of it is kept but text.
#include "platform/inbox/inbox.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <glib.h>
#include <libxml/HTMLparser.h>
#include <optional>

namespace wellkept::inbox {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t address_bytes_max = 300, image_bytes_max = 200;
constexpr int quotes_max = 10, lists_max = 10;

template <std::size_t n> bool among(std::string_view what, std::array<std::string_view, n> const& list) { return std::find(list.begin(), list.end(), what) != list.end(); }
constexpr auto left_out = std::to_array<std::string_view>({ "script", "style", "title", "template" });
constexpr auto apart = std::to_array<std::string_view>({ "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "hr", "form", "fieldset" });
constexpr auto lines = std::to_array<std::string_view>({ "address", "article", "aside", "body", "caption", "center", "dd", "details", "dir", "div", "dt", "figcaption", "figure", "footer",
    "header", "legend", "li", "main", "menu", "nav", "option", "section", "summary", "table", "tbody", "tfoot", "thead", "tr" });

std::string lower(std::string_view s)
{
    std::string out(s);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}
std::string_view trim(std::string_view s)
{
    constexpr std::string_view blank = " \t\r\n\f";
    auto const from = s.find_first_not_of(blank);
    return from == s.npos ? std::string_view() : s.substr(from, s.find_last_not_of(blank) - from + 1);
}

// ---- what is hidden, as far as an element says so itself ----

struct Seen {
    bool gone = false;   // with all that is in it
    bool unseen = false; // but for what says of itself that it is seen
    bool tiny = false;   // but for what has a size of its own: layouts set the outermost to 0
    bool hidden() const { return gone || unseen || tiny; }
};
struct Size {
    double number;
    std::string_view unit;
};
std::optional<Size> size_of(std::string_view value)
{
    Size out {};
    auto const [end, problem] = std::from_chars(value.data(), value.data() + value.size(), out.number);
    if (problem != std::errc()) return std::nullopt;
    out.unit = value.substr(static_cast<std::size_t>(end - value.data()));
    return out;
}
bool nothing(std::string_view value)
{
    auto const size = size_of(value);
    return size && size->number == 0;
}
void font_size(Seen& seen, std::string_view value)
{
    auto const size = size_of(value);
    if (size && (size->number == 0 || (size->number <= 1 && (size->unit == "px" || size->unit == "pt")))) seen.tiny = true;
    else if (size ? size->unit != "%" && size->unit != "em" : value != "inherit" && value != "smaller" && value != "larger") seen.tiny = false;
}
void look_at_style(Seen& seen, std::string_view style)
{
    auto const all = lower(style);
    bool none_high = false, cut_off = false;
    for (std::size_t at = 0; at < all.size();) {
        auto const end = std::min(all.find(';', at), all.size());
        auto const one = std::string_view(all).substr(at, end - at);
        at = end + 1;
        auto const colon = one.find(':');
        if (colon == one.npos) continue;
        auto const name = trim(one.substr(0, colon));
        auto value = one.substr(colon + 1);
        value = trim(value.substr(0, value.find('!')));
        if (name == "display" && value == "none") seen.gone = true;
        else if (name == "opacity" && nothing(value)) seen.gone = true;
        else if (name == "visibility" && value != "inherit") seen.unseen = value == "hidden" || value == "collapse";
        else if (name == "font-size") font_size(seen, value);
        else if (name == "overflow") cut_off = value == "hidden";
        else if (name == "height" || name == "max-height" || name == "width" || name == "max-width") none_high = none_high || nothing(value);
    }
    if (none_high && cut_off) seen.gone = true;
}

// ---- the text as it grows ----

enum class Kind { letter, blank, joiner, filler };
// A filler is no letter, or only fills the preview of a mail program.
Kind kind_of(gunichar c)
{
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xa0) return Kind::blank;
    if (c == 0x200c || c == 0x200d) return Kind::joiner;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x34f || c == 0x200b || c == 0xfeff) return Kind::filler;
    return Kind::letter;
}
struct Letter {
    std::string_view bytes;
    gunichar code;
};
Letter letter_at(std::string_view text, std::size_t at)
{
    auto const c = g_utf8_get_char_validated(text.data() + at, static_cast<gssize>(text.size() - at));
    if (c == static_cast<gunichar>(-1) || c == static_cast<gunichar>(-2)) return { text.substr(at, 1), 0xfffd };
    return { text.substr(at, static_cast<std::size_t>(g_utf8_skip[static_cast<unsigned char>(text[at])])), c };
}
bool says_something(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        auto const l = letter_at(text, at);
        if (kind_of(l.code) == Kind::letter) return true;
        at += l.bytes.size();
    }
    return false;
}

class Words {
public:
    Words(std::size_t bytes_max) : m_most(bytes_max) {}
    bool full() const { return m_full; }
    std::size_t size() const { return m_out.size(); }
    std::string_view from(std::size_t at) const { return std::string_view(m_out).substr(std::min(at, m_out.size())); }
    std::string take()
    {
        while (!m_out.empty() && (m_out.back() == ' ' || m_out.back() == '\n')) m_out.pop_back();
        return std::move(m_out);
    }

    void line(int n)
    {
        m_breaks = std::max(m_breaks, n);
        m_space = m_cell = false;
    }
    void another_line() { line(std::min(m_breaks + 1, 2)); }
    void cell() { m_cell = m_breaks == 0; }
    void lead(std::string what) { m_lead = std::move(what); }
    void quote(int by) { m_quotes += by; }

    void put(std::string_view text, bool kept = false)
    {
        for (std::size_t at = 0; at < text.size() && !m_full;) {
            auto const l = letter_at(text, at);
            at += l.bytes.size();
            switch (kind_of(l.code)) {
            case Kind::letter: write(l.code == 0xfffd ? std::string_view("\xef\xbf\xbd") : l.bytes); break;
            case Kind::joiner: // where it joins something
                if (!m_space && m_breaks == 0 && !m_out.empty()) write(l.bytes);
                break;
            case Kind::blank:
                if (kept && l.code == '\n') another_line();
                else if (kept) write(" ");
                else m_space = true;
                break;
            case Kind::filler: break;
            }
        }
    }

private:
    void write(std::string_view letter)
    {
        std::string before;
        if (m_out.empty() || m_breaks > 0) {
            if (!m_out.empty()) before.assign(static_cast<std::size_t>(m_breaks), '\n');
            for (int i = 0; i < std::min(m_quotes, quotes_max); ++i) before += "> ";
        } else if (m_cell) before = " | ";
        else if (m_space && m_out.back() != ' ') before = " ";
        before += m_lead;
        if (m_out.size() + before.size() + letter.size() > m_most) {
            m_full = true;
            return;
        }
        m_out.append(before).append(letter);
        m_lead.clear();
        m_breaks = 0;
        m_space = m_cell = false;
    }
    std::size_t m_most;
    std::string m_out, m_lead;
    int m_breaks = 0, m_quotes = 0;
    bool m_space = false, m_cell = false, m_full = false;
};

// ---- the walk ----

// What Outlook writes around lists and pictures, <![if !mso]> and <![endif]>, is a comment to a browser and text to libxml2 2.9.
std::string without_conditions(std::string_view html)
{
    constexpr std::size_t condition_bytes_max = 100;
    std::string out;
    out.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        auto const found = std::min(html.find("<![", at), html.size());
        out.append(html, at, found - at);
        at = found;
        if (found == html.size()) break;
        auto const ahead = lower(html.substr(found + 3, condition_bytes_max));
        auto const end = ahead.find('>');
        bool const condition = end != ahead.npos && end > 0 && ahead[end - 1] == ']' && (ahead.starts_with("if ") || ahead.starts_with("endif"));
        if (!condition) out += html[at++];
        else at += 3 + end + 1;
    }
    return out;
}

struct Element {
    std::string name;
    Seen seen;
    bool left_out, kept; // kept: blanks and lines as they stand
    int number = 0;      // of the items of a list
    std::string address; // of a link
    std::size_t text_from = 0;
};

class Page {
public:
    Page(std::string_view html, HtmlLimits const& limits) : m_html(without_conditions(html.substr(0, limits.bytes))), m_limits(limits), m_words(limits.text_bytes), m_deadline(Clock::now() + limits.time)
    {
        if (html.size() > limits.bytes) m_result.over = "bytes";
    }
    HtmlText read(bool utf8);

    // Called by the parser as it moves on: where nothing else is called for long, the page ends here. (To stop the parser would
    // take away what it is reading into.)
    int next(char* to, int most)
    {
        if (late()) return 0;
        auto const n = std::min(static_cast<std::size_t>(std::max(most, 0)), m_html.size() - m_read);
        std::memcpy(to, m_html.data() + m_read, n);
        m_read += n;
        return static_cast<int>(n);
    }
    bool late()
    {
        if (m_stopped || Clock::now() < m_deadline) return m_stopped;
        m_result.over = "time";
        return m_stopped = true;
    }
    void begins(std::string name, xmlChar const** attributes);
    void ends(std::string_view name);
    void text(std::string_view words)
    {
        if (late()) return xmlStopParser(m_parser);
        if (!m_open.empty() && m_open.back().left_out) return;
        if (!m_open.empty() && m_open.back().seen.hidden()) {
            bool const one = says_something(words);
            if (one && !m_passing) ++m_result.hidden;
            m_passing = m_passing || one;
            return;
        }
        if (says_something(words)) m_passing = false;
        m_words.put(words, !m_open.empty() && m_open.back().kept);
        if (m_words.full()) stop("text");
    }

private:
    void stop(char const* why)
    {
        m_result.over = why;
        m_stopped = true;
        xmlStopParser(m_parser);
    }
    void shape(std::string_view name, bool begin);
    void close_link(Element const&);
    std::string m_html;
    std::size_t m_read = 0;
    HtmlLimits const& m_limits;
    Words m_words;
    Clock::time_point m_deadline;
    std::vector<Element> m_open;
    HtmlText m_result;
    int m_lists = 0;
    bool m_stopped = false, m_passing = false;
    htmlParserCtxtPtr m_parser = nullptr;
};

void Page::shape(std::string_view name, bool begin)
{
    if (among(name, apart)) m_words.line(2);
    else if (among(name, lines)) m_words.line(1);
    if (name == "blockquote") m_words.quote(begin ? 1 : -1);
    if (name == "ul" || name == "ol") m_lists += begin ? 1 : -1;
    if (!begin) {
        if (name == "li") m_words.lead({});
        return;
    }
    if (name == "br") m_words.another_line();
    else if (name == "td" || name == "th") m_words.cell();
    else if (name == "li") {
        auto const list = std::find_if(m_open.rbegin(), m_open.rend(), [](auto const& e) { return e.name == "ul" || e.name == "ol"; });
        auto const deep = static_cast<std::size_t>(std::clamp(m_lists - 1, 0, lists_max));
        auto const mark = list != m_open.rend() && list->name == "ol" ? std::to_string(++list->number) + ". " : std::string("- ");
        m_words.lead(std::string(2 * deep, ' ') + mark);
    }
}

void Page::begins(std::string name, xmlChar const** attributes)
{
    if (late()) return xmlStopParser(m_parser);
    if (m_open.size() >= m_limits.depth) return stop("depth");
    Element e { name, {}, among(name, left_out), name == "pre" };
    if (!m_open.empty()) {
        e.seen = m_open.back().seen;
        e.left_out = e.left_out || m_open.back().left_out;
        e.kept = e.kept || m_open.back().kept;
    }
    std::string picture;
    for (auto const* a = attributes; a && a[0]; a += 2) {
        std::string_view const key(reinterpret_cast<char const*>(a[0]));
        std::string_view const value(a[1] ? reinterpret_cast<char const*>(a[1]) : "");
        if (key == "style") look_at_style(e.seen, value);
        else if (key == "hidden") e.seen.gone = true;
        else if (key == "href" && name == "a") e.address = trim(value);
        else if (key == "alt" && name == "img") picture = trim(value).substr(0, image_bytes_max);
    }
    bool const shown = !e.left_out && !e.seen.hidden();
    if (shown || !e.left_out) shape(name, true); // hidden or not, what stands around it stays apart
    if (shown && !e.address.empty()) e.text_from = m_words.size();
    m_open.push_back(std::move(e));
    if (!picture.empty()) text("[" + picture + "]");
}

// What the eye would not see: where the link leads. Nothing but what can be written to or looked up.
void Page::close_link(Element const& e)
{
    if (e.address.empty() || e.left_out || e.seen.hidden() || m_stopped) return;
    auto plain = [](std::string_view s) {
        auto out = lower(trim(s));
        for (std::string_view const scheme : { "https://", "http://", "mailto:", "tel:" })
            if (out.starts_with(scheme)) out.erase(0, scheme.size());
        while (!out.empty() && out.back() == '/') out.pop_back();
        return out;
    };
    auto const start = lower(std::string_view(e.address).substr(0, 40));
    if (start.starts_with("#") || start.find(':') == start.npos) return; // within the mail
    if (!start.starts_with("http:") && !start.starts_with("https:") && !start.starts_with("mailto:") && !start.starts_with("tel:")) return m_words.put(" (address left out)");
    if (plain(m_words.from(e.text_from)) == plain(e.address)) return;
    std::string address;
    for (char const c : e.address)
        if (static_cast<unsigned char>(c) > 0x20) address += c;
    if (address.size() > address_bytes_max) {
        auto most = address_bytes_max;
        while (most > 0 && (static_cast<unsigned char>(address[most]) & 0xc0) == 0x80) --most;
        address.resize(most);
        address += "...";
    }
    // What turns the direction of letters would make another address of it to the eye.
    for (std::string_view const turn : { "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9" })
        for (auto at = address.find(turn); at != address.npos; at = address.find(turn, at)) address.erase(at, turn.size());
    m_words.put(" (" + address + ")");
}

void Page::ends(std::string_view name)
{
    if (m_stopped) return;
    if (std::none_of(m_open.begin(), m_open.end(), [&](auto const& e) { return e.name == name; })) return;
    for (bool last = false; !last;) {
        auto const e = std::move(m_open.back());
        m_open.pop_back();
        last = e.name == name;
        close_link(e);
        if (!e.left_out) shape(e.name, false);
    }
}

HtmlText Page::read(bool utf8)
{
    static bool const begun = (xmlInitParser(), true);
    static_cast<void>(begun);
    std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> const parser(htmlNewParserCtxt(), htmlFreeParserCtxt);
    if (!parser) return { {}, 0, "memory" };
    m_parser = parser.get();
    auto& on = *parser->sax;
    std::memset(&on, 0, sizeof on); // no tree: what is not asked for is not kept
    on.initialized = XML_SAX2_MAGIC;
    on.startElement = [](void* p, xmlChar const* name, xmlChar const** attributes) { static_cast<Page*>(p)->begins(lower(reinterpret_cast<char const*>(name)), attributes); };
    on.endElement = [](void* p, xmlChar const* name) { static_cast<Page*>(p)->ends(lower(reinterpret_cast<char const*>(name))); };
    on.characters = [](void* p, xmlChar const* text, int n) { static_cast<Page*>(p)->text({ reinterpret_cast<char const*>(text), static_cast<std::size_t>(n) }); };
    on.ignorableWhitespace = on.characters;
    on.cdataBlock = [](void*, xmlChar const*, int) {}; // scripts and styles
    on.serror = [](void*, auto*) {}; // much is wrong with most pages
    parser->userData = this;
    // The caller gives the charset, or else the page says it itself.
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT;
    auto* const tree = htmlCtxtReadIO(parser.get(), [](void* p, char* to, int most) { return static_cast<Page*>(p)->next(to, most); }, [](void*) { return 0; }, this, nullptr,
        utf8 ? "UTF-8" : nullptr, utf8 ? options | HTML_PARSE_IGNORE_ENC : options);
    if (tree) xmlFreeDoc(tree);
    m_result.text = m_words.take();
    return std::move(m_result);
}

} // namespace

HtmlText text_of_html(std::string_view html, bool utf8, HtmlLimits const& limits) { return Page(html, limits).read(utf8); }

} // namespace wellkept::inbox
