#include "connect/programs/document.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace wellkept::programs {

namespace js = boost::json;

js::value const* look_up(js::value const& in, std::string_view pointer)
{
    js::error_code failed;
    auto const* found = in.find_pointer(js::string_view(pointer.data(), pointer.size()), failed);
    return !failed && found && !found->is_null() ? found : nullptr;
}

js::value const* look_up(Frames const& frames, Path const& path)
{
    if (path.level >= frames.size() || path.key) return nullptr;
    auto const& in = *frames[path.level].value;
    if (path.pointer.empty()) return in.is_null() ? nullptr : &in;
    return look_up(in, path.pointer);
}

std::string number_text(double v)
{
    std::array<char, 32> out {};
    auto const end = std::to_chars(out.data(), out.data() + out.size(), v).ptr;
    return { out.data(), end };
}

std::optional<std::string> text_of(js::value const& v)
{
    switch (v.kind()) {
    case js::kind::string:
        return std::string(v.get_string());
    case js::kind::int64:
        return std::to_string(v.get_int64());
    case js::kind::uint64:
        return std::to_string(v.get_uint64());
    case js::kind::bool_:
        return v.get_bool() ? "true" : "false";
    case js::kind::double_:
        return number_text(v.get_double());
    default:
        return std::nullopt;
    }
}

std::optional<std::string> text_at(Frames const& frames, Path const& path)
{
    if (path.key) {
        auto const& frame = frames[path.level];
        return frame.key.empty() ? std::to_string(frame.index) : std::string(frame.key);
    }
    auto const* v = look_up(frames, path);
    return v ? text_of(*v) : std::nullopt;
}

std::optional<double> number_in(std::string_view text)
{
    double out {};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(out)) return std::nullopt;
    return out;
}

Number number_of(js::value const* v, bool from_text)
{
    if (!v || v->is_null()) return { 0, NumberFault::absent };
    double out {};
    switch (v->kind()) {
    case js::kind::int64:
        out = double(v->get_int64());
        break;
    case js::kind::uint64:
        out = double(v->get_uint64());
        break;
    case js::kind::double_:
        out = v->get_double();
        break;
    case js::kind::string:
        if (from_text)
            if (auto const n = number_in(v->get_string())) return { *n, std::nullopt };
        return { 0, NumberFault::not_a_number };
    default:
        return { 0, NumberFault::not_a_number };
    }
    if (!std::isfinite(out)) return { 0, NumberFault::not_finite }; // 1e999 reads as infinity
    return { out, std::nullopt };
}

Number number_at(Frames const& frames, Path const& path, bool from_text)
{
    if (!path.key) return number_of(look_up(frames, path), from_text);
    auto const text = text_at(frames, path);
    auto const n = text ? number_in(*text) : std::nullopt;
    return n ? Number { *n, std::nullopt } : Number { 0, NumberFault::not_a_number };
}

bool holds(Frames const& frames, std::vector<Condition> const& conditions)
{
    return std::all_of(conditions.begin(), conditions.end(), [&](Condition const& c) {
        using Is = Condition::Is;
        if (c.is == Is::present || c.is == Is::absent)
            return (c.at.key || look_up(frames, c.at) != nullptr) == (c.is == Is::present);
        auto const text = text_at(frames, c.at);
        bool const found = text && std::find(c.values.begin(), c.values.end(), *text) != c.values.end();
        return found == (c.is == Is::one_of);
    });
}

} // namespace wellkept::programs
