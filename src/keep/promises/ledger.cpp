#include "keep/promises/promises.h"
#include "platform/json/json.h"
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wellkept::promises {
namespace {

struct LedgerIn {
    std::vector<Promise> promises;
    static constexpr json::Bounds bounds(std::string_view) { return { .items_max = 1'000 }; }
};
struct ProofsIn {
    Instant at;
    std::string version;
    std::vector<std::string> proven, failing;
};
BOOST_DESCRIBE_STRUCT(LedgerIn, (), (promises))
BOOST_DESCRIBE_STRUCT(ProofsIn, (), (at, version, proven, failing))

std::optional<std::string> text_of(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

BOOST_DESCRIBE_STRUCT(Promise, (), (id, title, text, in_work, scenarios))

Result<std::vector<Promise>> load_ledger(std::string const& directory)
{
    auto const file = std::filesystem::path(directory) / "ledger.json";
    auto const text = text_of(file);
    if (!text) return bad_input("There is no promises/ledger.json. Set promises.directory.", file.string());
    return TRY(json::decode_text<LedgerIn>(*text)).promises;
}

Result<std::optional<Proofs>> load_proofs(std::string const& file)
{
    if (file.empty()) return std::optional<Proofs> {};
    auto const text = text_of(file);
    if (!text) return std::optional<Proofs> {};
    auto in = TRY(json::decode_text<ProofsIn>(*text));
    return std::optional(Proofs { in.at, std::move(in.version), std::move(in.proven), std::move(in.failing) });
}

} // namespace wellkept::promises
