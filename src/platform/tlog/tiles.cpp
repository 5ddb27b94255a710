#include "platform/tlog/text.h"
#include "platform/tlog/tlog.h"
#include <algorithm>
#include <map>
#include <memory>

namespace wellkept::tlog {
namespace {

std::string three(std::uint64_t n)
{
    auto s = std::to_string(n);
    return std::string(3 - s.size(), '0') + s;
}

constexpr std::uint64_t tiles_max = 1'000'000'000'000; // four path elements; more leaves than any log will have

} // namespace

std::string path(TileName const& t)
{
    std::string number = three(t.n % 1000);
    for (auto n = t.n / 1000; n; n /= 1000) number = "x" + three(n % 1000) + "/" + number;
    auto out = "tile/" + (t.entries ? "entries" : std::to_string(t.level)) + "/" + number;
    if (t.width < tile_width) out += ".p/" + std::to_string(t.width);
    return out;
}

std::optional<TileName> parse_tile_path(std::string_view text)
{
    TileName t;
    auto const given = text;
    if (!text.starts_with("tile/")) return {};
    text.remove_prefix(5);
    auto const slash = text.find('/');
    if (slash == text.npos) return {};
    if (text.substr(0, slash) == "entries")
        t.entries = true;
    else {
        auto const level = decimal(text.substr(0, slash));
        if (!level || *level > 63) return {};
        t.level = static_cast<int>(*level);
    }
    text.remove_prefix(slash + 1);
    if (auto const partial = text.find(".p/"); partial != text.npos) {
        auto const width = decimal(text.substr(partial + 3));
        if (!width || *width < 1 || *width >= tile_width) return {};
        t.width = static_cast<int>(*width);
        text = text.substr(0, partial);
    }
    while (true) {
        bool const last = text.find('/') == text.npos;
        auto element = text.substr(0, text.find('/'));
        if (!last) {
            if (!element.starts_with('x')) return {};
            element.remove_prefix(1);
        }
        if (element.size() != 3
            || !std::all_of(element.begin(), element.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return {};
        t.n = t.n * 1000
            + static_cast<std::uint64_t>((element[0] - '0') * 100 + (element[1] - '0') * 10 + (element[2] - '0'));
        if (t.n >= tiles_max) return {};
        if (last) break;
        text.remove_prefix(text.find('/') + 1);
    }
    if (path(t) != given) return {}; // one name a tile: no empty path elements in front
    return t;
}

Nodes nodes_of(std::uint64_t size, ReadTile read)
{
    auto known = std::make_shared<std::map<std::pair<int, std::uint64_t>, std::string>>();
    return [size, read = std::move(read), known](int height, std::uint64_t index) -> Result<Hash> {
        int const level = height / 8, above = height % 8;
        auto const first = index << above; // among the level's hashes
        auto const n = first / tile_width;
        auto& tile = (*known)[{ level, n }];
        if (tile.empty()) {
            auto const hashes = level < 8 ? size >> (8 * level) : 0; // at this level
            if (n * tile_width >= hashes) return bug("a tile outside the tree");
            TileName const name { false, level, n,
                static_cast<int>(std::min<std::uint64_t>(tile_width, hashes - n * tile_width)) };
            tile = TRY(read(name));
            if (tile.size() != name.width * hash_size) {
                tile.clear();
                return bad_input("A tile of the log has not the length that its name says.", path(name));
            }
        }
        auto const count = std::uint64_t(1) << above, from = first % tile_width;
        if ((from + count) * hash_size > tile.size()) return bug("hashes outside the tree");
        Frontier f;
        for (auto i = from; i < from + count; ++i) {
            Hash h;
            std::copy_n(tile.begin() + static_cast<std::ptrdiff_t>(i * hash_size), hash_size, h.begin());
            f.add(h);
        }
        return f.root();
    };
}

std::string entry_bundle(std::vector<std::string> const& entries)
{
    std::string out;
    for (auto const& e : entries) {
        out += static_cast<char>(e.size() >> 8);
        out += static_cast<char>(e.size() & 255);
        out += e;
    }
    return out;
}

std::optional<std::vector<std::string>> parse_entry_bundle(std::string_view in)
{
    std::vector<std::string> out;
    while (!in.empty()) {
        if (in.size() < 2 || out.size() == tile_width) return {};
        auto const n =
            static_cast<std::size_t>(static_cast<unsigned char>(in[0]) << 8 | static_cast<unsigned char>(in[1]));
        in.remove_prefix(2);
        if (in.size() < n) return {};
        out.emplace_back(in.substr(0, n));
        in.remove_prefix(n);
    }
    return out;
}

} // namespace wellkept::tlog
