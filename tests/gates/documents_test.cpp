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
    same("openapi.json", server::openapi(app.router().routes()) + "\n");
    same("routes.md", server::route_list(app.router().routes()));
    same("access-matrix.md", server::access_matrix(*app.ground().policy->get()));
    same("configuration.yaml", config::documented_defaults());
}

} // namespace
} // namespace wellkept::gates
