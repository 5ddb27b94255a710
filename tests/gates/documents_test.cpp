// What is generated and committed cannot drift from what runs.
#include "house.h"
#include "server/documents.h"
#include <fstream>
#include <sstream>

namespace wellkept::gates {
namespace {

std::string committed(std::string const& name)
{
    std::stringstream text;
    text << std::ifstream(WELLKEPT_SOURCE_DIR "/docs/" + name).rdbuf();
    return text.str();
}

void same(std::string const& name, std::string const& made)
{
    auto const there = committed(name);
    if (there == made) return;
    std::istringstream a(there), b(made);
    std::string x, y;
    int line = 1;
    for (; std::getline(a, x) && std::getline(b, y) && x == y; ++line) { }
    ADD_FAILURE() << "docs/" << name << " is out of date, from line " << line << " on. Run `wellkept docs`.";
}

TEST(Documents, AreWhatTheServerWouldWriteNow)
{
    auto& app = House::the().app();
    for (auto const& [name, text] : server::documents(app.router().routes(), *app.ground().policy->get())) same(name, text);
}

TEST(Documents, TheRouteListIsReadBackAsItIs)
{
    auto const& app = House::the().app();
    std::map<std::string, access::RouteUse> listed;
    for (auto const& r : server::listed_routes(committed("routes.md"))) listed[r.method + " " + r.pattern] = r;
    for (auto const& r : server::uses(app.router().routes())) {
        if (r.pattern.starts_with("/test/")) continue;
        auto const& l = listed[r.method + " " + r.pattern];
        EXPECT_EQ(std::tie(l.audience, l.permission, l.purpose, l.open_reason), std::tie(r.audience, r.permission, r.purpose, r.open_reason)) << r.pattern;
    }
}

TEST(Documents, ThePolicyCoversTheSchemaAndEveryRoute)
{
    auto& app = House::the().app();
    for (auto const& f : server::check_coverage(*app.ground().policy->get(), app.router().routes())) ADD_FAILURE() << f.text();
}

} // namespace
} // namespace wellkept::gates
