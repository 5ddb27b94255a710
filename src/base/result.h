// Result, Error and TRY: how every fallible function reports. Nothing is dropped: both types are [[nodiscard]].
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace wellkept {

// What went wrong, in the terms a caller can act on. docs/status-codes.md maps each to HTTP.
enum class Code {
    bad_input,       // 400 the request is malformed or breaks a rule
    unauthenticated, // 401 we do not know who asks
    forbidden,       // 403 we know who asks, and they may know that this exists
    step_up,         // 403 the second factor was shown too long ago for this; show it again, then repeat
    not_found,       // 404 it does not exist, or the asker may not know that it does
    conflict,        // 409 the state does not allow it now
    too_large,       // 413 over a limit
    unsupported,     // 415 a media type we do not take
    too_many,        // 429 over a rate
    unavailable,     // 503 try again later
    bug,             // 500 our fault
};

// Text that may reach whoever asked. Never personal data, never internals: write it as a literal or from our own words.
struct PublicText {
    std::string text;
    explicit PublicText(std::string t) : text(std::move(t)) {}
    explicit PublicText(std::string_view t) : text(t) {}
    explicit PublicText(char const* t) : text(t) {}
};

// Text for the operator's log only. Ids and library messages, never personal values.
struct Detail {
    std::string text;
    Detail() = default;
    explicit Detail(std::string t) : text(std::move(t)) {}
    explicit Detail(std::string_view t) : text(t) {}
    explicit Detail(char const* t) : text(t) {}
};

struct [[nodiscard]] Error {
    Code code;
    PublicText public_text;
    Detail detail {};

    Error(Code c, PublicText p, Detail d = {}) : code(c), public_text(std::move(p)), detail(std::move(d)) {}
    // Names what was being done, outermost first, for the log.
    Error context(std::string_view doing) &&
    {
        detail.text = detail.text.empty() ? std::string(doing) : std::string(doing) + ": " + detail.text;
        return std::move(*this);
    }
};

inline Error bad_input(std::string_view text, std::string_view detail = {})
{
    return { Code::bad_input, PublicText(text), Detail(detail) };
}
inline Error not_found() { return { Code::not_found, PublicText("There is nothing here, or it is not yours to see.") }; }
// Our fault: the asker learns only that, the log learns why.
inline Error bug(std::string_view detail)
{
    return { Code::bug, PublicText("Something went wrong on our side. It has been logged."), Detail(detail) };
}
inline Error unavailable(std::string_view text, std::string_view detail = {})
{
    return { Code::unavailable, PublicText(text), Detail(detail) };
}

struct Unit {}; // the value of a Result that carries none

template<typename T = Unit>
class [[nodiscard]] Result {
public:
    using Value = T;
    Result()
        requires std::is_same_v<T, Unit>
        : m(Unit {})
    {
    }
    Result(T v) : m(std::move(v)) {}
    Result(Error e) : m(std::move(e)) {}

    bool ok() const { return m.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() { return std::get<0>(m); }
    T const& value() const { return std::get<0>(m); }
    T* operator->() { return &value(); }
    T const* operator->() const { return &value(); }
    T& operator*() { return value(); }
    T const& operator*() const { return value(); }
    Error const& error() const { return std::get<1>(m); }
    T release() { return std::move(std::get<0>(m)); }
    Error release_error() { return std::move(std::get<1>(m)); }
    Result context(std::string_view doing) &&
    {
        if (ok()) return std::move(*this);
        return std::move(std::get<1>(m)).context(doing);
    }

private:
    std::variant<T, Error> m;
};

} // namespace wellkept

// Yields the value or returns the error to our caller. A GCC and Clang statement expression.
#define TRY(expr)                                                     \
    ({                                                                \
        auto try_result_ = (expr);                                    \
        if (!try_result_.ok()) return try_result_.release_error();    \
        try_result_.release();                                        \
    })
