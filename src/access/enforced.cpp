#include "access/enforced.h"
#include <algorithm>
#include <tuple>

namespace wellkept::access {
namespace {

std::vector<Enforcement>& registered()
{
    static std::vector<Enforcement> all; // made at first use: others' constants come before ours
    return all;
}

} // namespace

Enforces::Enforces(std::string_view rule, std::string_view engine, std::string_view proof)
{
    registered().push_back({ std::string(rule), std::string(engine), std::string(proof) });
}

std::vector<Enforcement> enforcements()
{
    auto out = registered();
    std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return std::tie(a.rule, a.engine) < std::tie(b.rule, b.engine); });
    return out;
}

Enforcement const* enforcing(std::vector<Enforcement> const& all, std::string_view rule)
{
    auto const it = std::find_if(all.begin(), all.end(), [&](auto const& e) { return e.rule == rule || (e.rule.ends_with('.') && rule.starts_with(e.rule)); });
    return it == all.end() ? nullptr : &*it;
}

} // namespace wellkept::access
