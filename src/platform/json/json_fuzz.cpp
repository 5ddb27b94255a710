// Whatever is taken must read back the same after encoding, and nothing may crash.
#include "platform/json/json.h"
#include <cstdlib>

namespace json_fuzz {

using namespace wellkept;

enum class Kind { one, two };
BOOST_DESCRIBE_ENUM(Kind, one, two)

struct Inner {
    std::optional<Instant> t;
    std::optional<double> d;
    std::optional<std::int32_t> i;
    std::optional<Kind> k;
    std::optional<std::chrono::year_month_day> day;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (t, d, i, k, day))

struct Outer {
    std::optional<Uuid> u;
    std::optional<std::vector<Inner>> v;
    std::optional<std::map<std::string, std::string>> m;
    std::optional<boost::json::value> any;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (u, v, m, any))

} // namespace json_fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace wellkept;
    auto const value = json::parse({ reinterpret_cast<char const*>(data), size });
    if (!value.ok()) return 0;
    auto const text_once = json::text(value.value());
    auto const again = json::parse(text_once);
    if (!again.ok() || json::text(again.value()) != text_once) std::abort();
    auto const decoded = json::decode<json_fuzz::Outer>(value.value());
    if (!decoded.ok()) return 0;
    auto const text = json::encode_text(decoded.value());
    auto const twice = json::decode_text<json_fuzz::Outer>(text);
    if (!twice.ok() || json::encode_text(twice.value()) != text) std::abort();
    return 0;
}
