// GMime over what strangers send. The bounds that hold before it begins are looked for in the bytes themselves.
#include "platform/inbox/inbox.h"
#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <gmime/gmime.h>
#include <optional>

namespace wellkept::inbox {
namespace {

constexpr char const* page_name = "message.html";
constexpr char const* cut_here = " [...]";
constexpr std::size_t name_bytes_max = 200, line_bytes_max = 2'000, recipients_max = 100;

struct Drop {
    void operator()(void* object) const { g_object_unref(object); }
    void operator()(GMimeParserOptions* o) const { g_mime_parser_options_free(o); }
    void operator()(char* text) const { g_free(text); }
};
template <typename T> using Owned = std::unique_ptr<T, Drop>;

// Valid UTF-8 without control characters: JSON and pages take it as it is.
std::string clean(char const* text, std::size_t bytes, bool lines)
{
    if (!text) return {};
    Owned<char> const valid(g_utf8_make_valid(text, static_cast<gssize>(bytes)));
    std::string out;
    for (char const* p = valid.get(); *p; ++p) {
        auto const c = static_cast<unsigned char>(*p);
        if (c == '\r') continue;
        if (c >= 0x20 && c != 0x7f) out += *p;
        else if (lines && (c == '\n' || c == '\t')) out += *p;
        else if (c == '\n' || c == '\t') out += ' ';
    }
    return out;
}
std::string line_of(char const* text, std::size_t most = line_bytes_max)
{
    if (!text) return {};
    auto out = clean(text, std::strlen(text), false);
    if (out.size() > most) {
        while (most > 0 && (static_cast<unsigned char>(out[most]) & 0xc0) == 0x80) --most;
        out.resize(most);
    }
    return out;
}
std::string lower(std::string s)
{
    for (auto& c : s) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return s;
}

struct Walk {
    Limits const& limits;
    Message& out;
    std::size_t parts = 0, decoded = 0;
    bool have_text = false;
    std::optional<HtmlText> page {};

    bool over(char const* code)
    {
        if (out.over.empty()) out.over = code;
        return true;
    }
    static std::string bytes_of(GMimeObject* object)
    {
        Owned<GMimeStream> const sink(g_mime_stream_mem_new());
        if (GMIME_IS_PART(object)) {
            if (auto* const content = g_mime_part_get_content(GMIME_PART(object))) g_mime_data_wrapper_write_to_stream(content, sink.get());
        } else
            g_mime_object_write_to_stream(object, nullptr, sink.get());
        auto const* const all = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(sink.get()));
        return { reinterpret_cast<char const*>(all->data), all->len };
    }
    void attach(GMimeObject* object, std::string name)
    {
        auto* const type = g_mime_object_get_content_type(object);
        Owned<char> const mime(type ? g_mime_content_type_get_mime_type(type) : nullptr);
        auto bytes = bytes_of(object);
        decoded += bytes.size();
        if (decoded > limits.decoded_bytes) {
            over("decoded_bytes");
            return;
        }
        out.attachments.push_back({ std::move(name), mime ? lower(line_of(mime.get(), 100)) : "application/octet-stream", std::move(bytes) });
    }
    // The first plain text is the body's words, or else the first HTML; whatever else there is goes into files.
    void look(GMimeObject* object, std::size_t depth)
    {
        if (!object || !out.over.empty()) return;
        if (++parts > limits.parts) return (void)over("parts");
        if (depth > limits.depth) return (void)over("depth");
        if (GMIME_IS_MULTIPART(object)) {
            auto* const all = GMIME_MULTIPART(object);
            for (int i = 0, n = g_mime_multipart_get_count(all); i < n && out.over.empty(); ++i) look(g_mime_multipart_get_part(all, i), depth + 1);
            return;
        }
        // A message within a message stays whole: the scanner looks inside it.
        if (GMIME_IS_MESSAGE_PART(object)) return attach_message(object);
        if (!GMIME_IS_PART(object)) return;
        auto* const part = GMIME_PART(object);
        auto name = line_of(g_mime_part_get_filename(part), name_bytes_max);
        auto* const disposition = g_mime_object_get_content_disposition(object);
        bool const file = !name.empty() || (disposition && g_mime_content_disposition_is_attachment(disposition));
        if (!file && GMIME_IS_TEXT_PART(object)) {
            auto* const type = g_mime_object_get_content_type(object);
            if (!have_text && g_mime_content_type_is_type(type, "text", "plain")) return words(object);
            bool const html = g_mime_content_type_is_type(type, "text", "html");
            if (html && !page && !written()) page = read_page(object);
            name = html ? page_name : "text.txt";
        }
        attach(object, std::move(name));
    }
    void attach_message(GMimeObject* object)
    {
        auto* const inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (!inner) return;
        auto subject = line_of(g_mime_message_get_subject(inner), name_bytes_max - 4);
        attach(GMIME_OBJECT(inner), (subject.empty() ? "message" : subject) + ".eml");
        if (out.over.empty()) out.attachments.back().type = "message/rfc822";
    }
    void words(GMimeObject* object)
    {
        Owned<char> const text(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
        have_text = true;
        if (!text) return;
        out.text = clean(text.get(), std::strlen(text.get()), true);
        if (!cut()) return;
        attach(object, "message.txt"); // whole
        out.text += cut_here;
    }
    bool cut()
    {
        std::size_t characters = 0, at = 0;
        for (; at < out.text.size(); ++at)
            if ((static_cast<unsigned char>(out.text[at]) & 0xc0) != 0x80 && ++characters > limits.text_characters) break;
        if (at == out.text.size()) return false;
        out.text.resize(at);
        return true;
    }
    bool written() const { return out.text.find_first_not_of(" \t\n") != out.text.npos; }
    // By the part's charset; without one the page's own holds, and without that UTF-8, if it is.
    static HtmlText read_page(GMimeObject* object)
    {
        if (g_mime_object_get_content_type_parameter(object, "charset")) {
            Owned<char> const text(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
            return text ? text_of_html(text.get(), true) : HtmlText {};
        }
        auto const bytes = bytes_of(object);
        bool const names_one = lower(bytes.substr(0, 4'096)).find("charset") != bytes.npos;
        return text_of_html(bytes, !names_one && g_utf8_validate(bytes.data(), static_cast<gssize>(bytes.size()), nullptr));
    }
    // Many write a plain part without a word in it beside their HTML.
    void words_of_page()
    {
        if (!page || written()) return;
        out.text = page->text;
        if (cut() || !page->over.empty()) out.text += cut_here;
        if (page->hidden > 0) out.text += std::string(out.text.empty() ? "" : "\n\n") + "[Left out: what the mail itself hides. It is in " + page_name + ".]";
    }
};

std::size_t end_of_header(std::string_view raw)
{
    auto const crlf = raw.find("\r\n\r\n"), lf = raw.find("\n\n");
    return std::min({ crlf, lf, raw.size() });
}

// Every boundary is held against every line, so a message may not announce many.
bool too_many_boundaries(std::string_view raw, std::size_t most)
{
    constexpr std::string_view word = "boundary";
    std::size_t found = 0;
    auto const same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    for (auto it = raw.begin(); (it = std::search(it, raw.end(), word.begin(), word.end(), same)) != raw.end(); it += static_cast<std::ptrdiff_t>(word.size()))
        if (++found > most) return true;
    return false;
}

// RFC 3834 section 2, RFC 2919, RFC 3464; and what machines are called.
bool wrote_a_machine(GMimeMessage* message, std::string const& from)
{
    auto* const object = GMIME_OBJECT(message);
    auto header = [&](char const* name) { return lower(line_of(g_mime_object_get_header(object, name))); };
    auto const submitted = header("Auto-Submitted"), precedence = header("Precedence");
    if (!submitted.empty() && !submitted.starts_with("no")) return true;
    for (auto const* p : { "bulk", "junk", "list", "auto_reply" })
        if (precedence == p) return true;
    for (auto const* name : { "List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID", "X-Auto-Response-Suppress", "X-Autoreply", "X-Failed-Recipients" })
        if (g_mime_object_get_header(object, name)) return true;
    if (auto const path = header("Return-Path"); path.find("<>") != path.npos) return true;
    auto* const body = g_mime_message_get_mime_part(message);
    auto* const type = body ? g_mime_object_get_content_type(body) : nullptr;
    if (type && g_mime_content_type_is_type(type, "multipart", "report")) return true;
    auto const local = lower(from.substr(0, from.find('@')));
    for (auto const* machine : { "mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces" })
        if (local == machine) return true;
    return local.empty();
}

void addresses(InternetAddressList* list, std::vector<std::string>& to)
{
    if (!list) return;
    for (int i = 0, n = internet_address_list_length(list); i < n && to.size() < recipients_max; ++i)
        if (auto* const one = internet_address_list_get_address(list, i); INTERNET_ADDRESS_IS_MAILBOX(one))
            to.push_back(lower(line_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)), 254)));
}

void read_header(GMimeMessage* message, Message& out)
{
    auto* const object = GMIME_OBJECT(message);
    out.subject = line_of(g_mime_message_get_subject(message));
    out.message_id = line_of(g_mime_message_get_message_id(message));
    if (auto* const from = g_mime_message_get_from(message); from && internet_address_list_length(from) > 0) {
        auto* const first = internet_address_list_get_address(from, 0);
        out.from_name = line_of(internet_address_get_name(first), 400);
        if (INTERNET_ADDRESS_IS_MAILBOX(first)) out.from_address = line_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)), 254);
    }
    addresses(g_mime_message_get_to(message), out.recipients);
    addresses(g_mime_message_get_cc(message), out.recipients);
    for (auto const* name : { "Delivered-To", "X-Original-To", "Envelope-To" })
        if (auto const* const to = g_mime_object_get_header(object, name)) out.recipients.push_back(lower(line_of(to, 254)));
    out.automatic = wrote_a_machine(message, out.from_address);
}

} // namespace

Message parse(std::string_view raw, Limits const& limits)
{
    static bool const begun = (g_mime_init(), true);
    static_cast<void>(begun);
    Message out;
    auto const header = end_of_header(raw);
    if (header > limits.header_bytes) out.over = "header";
    else if (raw.size() > limits.bytes) out.over = "bytes";
    else if (too_many_boundaries(raw, limits.parts)) out.over = "parts";
    // Over a limit, its first lines alone are read: enough to see who wrote.
    auto const read = out.over.empty() ? raw : raw.substr(0, std::min(header, limits.header_bytes));
    Owned<GMimeStream> const stream(g_mime_stream_mem_new_with_buffer(read.data(), read.size()));
    Owned<GMimeParser> const parser(g_mime_parser_new_with_stream(stream.get()));
    Owned<GMimeParserOptions> const options(g_mime_parser_options_new());
    // Bare 8-bit bytes in a header: UTF-8 if they are, else what old programs of this part of the world write.
    std::array<char const*, 3> charsets { "utf-8", "windows-1252", nullptr };
    g_mime_parser_options_set_fallback_charsets(options.get(), charsets.data());
    g_mime_parser_options_set_allow_addresses_without_domain(options.get(), TRUE);
    Owned<GMimeMessage> const message(g_mime_parser_construct_message(parser.get(), options.get()));
    if (!message) {
        if (out.over.empty()) out.text = clean(raw.data(), std::min(raw.size(), limits.text_characters), true);
        out.automatic = true;
        return out;
    }
    read_header(message.get(), out);
    if (!out.over.empty()) return out;
    Walk walk { limits, out };
    walk.look(g_mime_message_get_mime_part(message.get()), 0);
    walk.words_of_page();
    if (!out.over.empty()) {
        out.attachments.clear();
        out.text.clear();
    }
    return out;
}

} // namespace wellkept::inbox
