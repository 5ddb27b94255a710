// Whatever bytes come as a page: they are read within their bounds, and what comes out is text that can be kept.
#include "platform/inbox/inbox.h"
#include <algorithm>
#include <cstdlib>
#include <glib.h>

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    using namespace wellkept::inbox;
    if (size == 0) return 0;
    HtmlLimits const limits { .bytes = 32 * 1024, .depth = 100, .text_bytes = 4 * 1024 };
    auto const page = text_of_html({ reinterpret_cast<char const*>(data) + 1, size - 1 }, data[0] % 2 == 0, limits);
    auto must = [](bool held) {
        if (!held) std::abort();
    };
    must(page.text.size() <= limits.text_bytes && page.hidden >= 0);
    must(g_utf8_validate(page.text.data(), static_cast<gssize>(page.text.size()), nullptr));
    must(std::none_of(page.text.begin(), page.text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }));
    return 0;
}
