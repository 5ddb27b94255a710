// Whatever bytes come as a mail: they are read within their bounds, and what comes out is text that can be kept.
#include "platform/inbox/inbox.h"
#include <cstdlib>
#include <glib.h>

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    using namespace wellkept::inbox;
    Limits const limits { .bytes = 64 * 1024, .header_bytes = 4 * 1024, .parts = 20, .depth = 5, .decoded_bytes = 64 * 1024, .text_characters = 500 };
    auto const m = parse({ reinterpret_cast<char const*>(data), size }, limits);
    auto must = [](bool held) {
        if (!held) std::abort();
    };
    auto text = [&](std::string const& s, std::size_t most) { must(s.size() <= most && s.find('\0') == s.npos && g_utf8_validate(s.data(), static_cast<gssize>(s.size()), nullptr)); };
    for (auto const* s : { &m.from_address, &m.from_name, &m.subject, &m.message_id, &m.text }) text(*s, 4'000);
    for (auto const& r : m.recipients) text(r, 254);
    must(m.attachments.size() <= limits.parts + 1);
    std::size_t all = 0;
    for (auto const& a : m.attachments) {
        text(a.name, 200);
        text(a.type, 100);
        all += a.bytes.size();
    }
    must(all <= limits.decoded_bytes);
    if (!m.over.empty()) must(m.attachments.empty() && m.text.empty());
    return 0;
}
