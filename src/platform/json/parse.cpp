#include "base/limits.h"
#include "platform/json/json.h"
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <new>

namespace wellkept::json {

namespace bj = boost::json;

namespace {

using View = bj::string_view;
using Code_ = bj::error_code;

// What boost::json::parser's own handler does, and the strictness it lacks.
struct Handler {
    static constexpr std::size_t max_object_size = 20'000;
    static constexpr std::size_t max_array_size = bj::array::max_size();
    static constexpr std::size_t max_key_size = bj::string::max_size();
    static constexpr std::size_t max_string_size = bj::string::max_size();

    bj::value_stack stack;
    std::size_t members = 0; // seen in all objects together
    bool nul = false, huge = false;

    explicit Handler(bj::storage_ptr storage) { stack.reset(std::move(storage)); }

    bool on_document_begin(Code_&) { return true; }
    bool on_document_end(Code_&) { return true; }
    bool on_object_begin(Code_&) { return true; }
    bool on_object_end(std::size_t n, Code_&)
    {
        members += n;
        stack.push_object(n);
        return true;
    }
    bool on_array_begin(Code_&) { return true; }
    bool on_array_end(std::size_t n, Code_&)
    {
        stack.push_array(n);
        return true;
    }
    bool on_key_part(View s, std::size_t, Code_& ec) { return take_chars(s, ec); }
    bool on_key(View s, std::size_t, Code_& ec)
    {
        if (!no_nul(s, ec)) return false;
        stack.push_key(s);
        return true;
    }
    bool on_string_part(View s, std::size_t, Code_& ec) { return take_chars(s, ec); }
    bool on_string(View s, std::size_t, Code_& ec)
    {
        if (!no_nul(s, ec)) return false;
        stack.push_string(s);
        return true;
    }
    bool on_number_part(View, Code_&) { return true; }
    bool on_int64(std::int64_t i, View, Code_&)
    {
        stack.push_int64(i);
        return true;
    }
    bool on_uint64(std::uint64_t u, View, Code_&)
    {
        stack.push_uint64(u);
        return true;
    }
    // Boost.JSON 1.81 does not round correctly; the whole document is one buffer, so that `s` is the whole number.
    bool on_double(double, View s, Code_& ec)
    {
        double exact = 0;
        auto const [end, error] = std::from_chars(s.data(), s.data() + s.size(), exact);
        if (error != std::errc {} || end != s.data() + s.size() || !std::isfinite(exact)) {
            huge = true;
            ec = bj::error::exponent_overflow;
            return false;
        }
        stack.push_double(exact);
        return true;
    }
    bool on_bool(bool b, Code_&)
    {
        stack.push_bool(b);
        return true;
    }
    bool on_null(Code_&)
    {
        stack.push_null();
        return true;
    }
    bool on_comment_part(View, Code_&) { return true; }
    bool on_comment(View, Code_&) { return true; }

private:
    bool no_nul(View s, Code_& ec)
    {
        if (s.find('\0') == View::npos) return true;
        nul = true;
        ec = bj::error::syntax;
        return false;
    }
    bool take_chars(View s, Code_& ec)
    {
        if (!no_nul(s, ec)) return false;
        stack.push_chars(s);
        return true;
    }
};

std::size_t count_members(bj::value const& v)
{
    std::size_t n = 0;
    if (auto const* const array = v.if_array()) {
        for (auto const& item : *array)
            if (item.is_structured()) n += count_members(item);
    } else if (auto const* const object = v.if_object()) {
        n = object->size();
        for (auto const& member : *object)
            if (member.value().is_structured()) n += count_members(member.value());
    }
    return n;
}

} // namespace

Result<bj::value> parse(std::string_view text)
{
    try {
        bj::parse_options options;
        options.max_depth = limits::json_depth_max;
        bj::basic_parser<Handler> parser(options, bj::make_shared_resource<bj::monotonic_resource>());
        Code_ ec;
        auto const used = parser.write_some(false, text.data(), text.size(), ec);
        auto const& handler = parser.handler();
        if (handler.nul) return bad_input("The JSON has a NUL character in a string.");
        if (handler.huge) return bad_input("The JSON has a number that is out of range.");
        if (ec == bj::error::too_deep) return bad_input("The JSON is nested too deep.");
        if (ec == bj::error::object_too_large || ec == bj::error::array_too_large)
            return bad_input("The JSON has an object or array with too many members.");
        if (ec) return bad_input("This is not well-formed JSON (at byte " + std::to_string(used) + ").", ec.message());
        if (used != text.size())
            return bad_input("Something follows the JSON's end (at byte " + std::to_string(used) + ").");
        auto const members = handler.members;
        auto value = parser.handler().stack.release();
        // Of two members with one name the value keeps the last: then there are fewer than were read.
        if (count_members(value) != members) return bad_input("The JSON names a member twice in one object.");
        return value;
    } catch (std::bad_alloc const&) {
        return unavailable("The service is busy. Please try again shortly.", "json: out of memory");
    } catch (std::exception const& e) {
        return bug(std::string("json: ") + e.what());
    }
}

} // namespace wellkept::json
