#include "platform/tlog/text.h"
#include "platform/tlog/tlog.h"

namespace wellkept::tlog {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::size_t hashes_max = 63;
constexpr std::size_t bytes_max = 256 * 1024;

Error malformed(char const* why) { return bad_input("This is no proof of a log (c2sp.org/tlog-proof@v1).", why); }

} // namespace

std::string text(Proof const& p)
{
    auto out = std::string(first_line) + "\n";
    if (!p.extra.empty()) out += "extra " + crypto::base64(p.extra) + "\n";
    out += "index " + std::to_string(p.index) + "\n";
    for (auto const& h : p.hashes) out += crypto::base64(crypto::view(h)) + "\n";
    return out + "\n" + p.checkpoint;
}

Result<Proof> parse_proof(std::string_view in)
{
    if (in.size() > bytes_max) return malformed("too long");
    Proof p;
    if (take_line(in) != first_line) return malformed("first line");
    auto l = take_line(in);
    if (l && l->starts_with("extra ")) {
        auto extra = crypto::base64_decode(l->substr(6));
        if (!extra || extra->empty()) return malformed("extra");
        p.extra = std::move(*extra);
        l = take_line(in);
    }
    if (!l || !l->starts_with("index ")) return malformed("index");
    auto const index = decimal(l->substr(6));
    if (!index) return malformed("index");
    p.index = *index;
    while (true) {
        l = take_line(in);
        if (!l) return malformed("no blank line");
        if (l->empty()) break;
        auto const h = hash_from_base64(*l);
        if (!h || p.hashes.size() == hashes_max) return malformed("hash");
        p.hashes.push_back(*h);
    }
    (void)TRY(parse_note(in));
    p.checkpoint = std::string(in);
    return p;
}

} // namespace wellkept::tlog
