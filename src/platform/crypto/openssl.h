// Shared by this room's .cpp files only.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace wellkept::crypto {

inline std::uint8_t const* data(std::string_view s) { return reinterpret_cast<std::uint8_t const*>(s.data()); }

// The newest of OpenSSL's errors on this thread, which are all dropped. Library words only, never data.
std::string openssl_error();

// Ends the process, naming what OpenSSL could not give: without it no promise about data can be kept.
[[noreturn]] void give_up(char const* what);
inline void need(bool ok, char const* what)
{
    if (!ok) give_up(what);
}
template <typename T> T* need(T* p, char const* what)
{
    if (!p) give_up(what);
    return p;
}

} // namespace wellkept::crypto
