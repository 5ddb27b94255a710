// base <- platform <- access <- keep <- connect, care <- server: src/CMakeLists.txt says which room stands on which,
// and here the includes and the SQL are held against it.
#include "sources.h"
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace tidy {
namespace {

struct Rooms {
    std::map<std::string, std::string> by_folder; // "connect/ingest" -> "ingest"
    std::map<std::string, std::set<std::string>> stands_on; // by room, transitively
};

Rooms parse_rooms(std::string const& cmake)
{
    Rooms rooms;
    std::map<std::string, std::string> folder;
    std::regex const room(R"(\broom\((\w+) ([\w/]+)([^)]*)\))");
    std::map<std::string, std::vector<std::string>> depends;
    for (std::sregex_iterator it(cmake.begin(), cmake.end(), room), end; it != end; ++it) {
        auto const name = (*it)[1].str();
        rooms.by_folder[(*it)[2]] = name;
        std::istringstream words((*it)[3].str());
        std::string word;
        bool on = false;
        while (words >> word) {
            if (word == "DEPENDS" || word == "LINKS")
                on = word == "DEPENDS";
            else if (on)
                depends[name].push_back(word);
        }
        // Rooms stand in order, so what is below is known already.
        auto& all = rooms.stands_on[name];
        for (auto const& below : depends[name]) {
            all.insert(below);
            all.insert(rooms.stands_on[below].begin(), rooms.stands_on[below].end());
        }
        all.insert("base");
    }
    return rooms;
}

Rooms const& rooms()
{
    static auto const parsed = [] {
        for (auto const& f : repository())
            if (f.path == "src/CMakeLists.txt") return parse_rooms(f.text);
        return Rooms {};
    }();
    return parsed;
}

std::string folder_of(std::string const& path) { return path.substr(0, path.rfind('/')); }

// Headers that other rooms may include besides <room>.h. Shrink it, or say in the room's README why it grows.
std::set<std::string> const public_extras {
    "access/policy/period.h",
    "access/policy/retention.h",
    "access/policy/row.h", // for the policy files that rooms read themselves
    "keep/retention/calendar.h", // days that rooms reckon with by the law's calendar
    "keep/retention/records.h", // the contract that rooms of records derive theirs from
    "platform/crypto/secret_file.h", // passwords of servers that others run
    "platform/db/testing.h",
    "platform/db/embedded_files.h",
    "platform/db/connection.h",
    "platform/http/outgoing.h",
    "platform/http/types.h",
    "platform/http/tls_probe.h",
    "care/cases/local_time.h", // a session's time at its place, of whichever room
    "connect/timeseries/metric.h",
    "connect/timeseries/sample.h",
    "connect/timeseries/merge.h",
    "connect/timeseries/daily.h",
    "connect/timeseries/chunk.h",
    "connect/timeseries/samples_json.h",
    "connect/connections/webhooks.h", "connect/programs/catalogue.h",
    "connect/programs/manifest.h",
    "connect/programs/mapping.h",
    "connect/programs/grant.h",
    "connect/programs/signing.h",
    "connect/programs/template.h",
    "connect/programs/document.h",
    "connect/programs/envelope.h",
    "connect/programs/describe.h",
    "connect/programs/webhook_event.h",
    "connect/programs/zone.h",
    "connect/programs/units.h",
    "connect/programs/file_format.h",
    "connect/programs/file_import.h",
    "connect/programs/file_report.h",
    "keep/audit_log/verify.h", "keep/audit_log/own_log.h",
    "server/app.h",
    "server/documents.h",
    "server/probes.h",
    "server/store_open.h",
};

std::vector<std::string> includes_follow_the_direction(File const& f, Rooms const& rooms)
{
    std::vector<std::string> out;
    auto const own_folder = folder_of(f.path).substr(4);
    auto const own = rooms.by_folder.find(own_folder);
    std::regex const include(R"re((^|\n)#include "([^"]+)")re");
    for (std::sregex_iterator it(f.text.begin(), f.text.end(), include), end; it != end; ++it) {
        auto const header = (*it)[2].str();
        auto const where = place(f, static_cast<std::size_t>(it->position(2))) + " includes " + header;
        if (header.find('/') == header.npos) {
            out.push_back(where + ": write the path from src/");
            continue;
        }
        auto const folder = folder_of(header);
        if (folder == own_folder) continue;
        bool const top = own_folder == "server" || own_folder == "cli" || own_folder == "witness/main";
        auto const room = rooms.by_folder.find(folder);
        if (room == rooms.by_folder.end()) {
            if (!(top && (folder == "server" || folder == "cli"))) out.push_back(where + ": no room stands there");
            continue;
        }
        if (!top && (own == rooms.by_folder.end() || !rooms.stands_on.at(own->second).contains(room->second)))
            out.push_back(where + ": " + own_folder + " does not stand on " + room->second + " (src/CMakeLists.txt)");
        auto const stem = header.substr(folder.size() + 1);
        bool const open_room = folder == "base" || folder == "access";
        if (!open_room && stem != folder.substr(folder.rfind('/') + 1) + ".h" && !public_extras.contains(header)
            && !(is_test(header) && is_test(f.path)))
            out.push_back(where + ": private to its room; its public header is " + folder + "/"
                + folder.substr(folder.rfind('/') + 1) + ".h");
    }
    return out;
}

void expect_none(std::vector<std::string> const& all)
{
    for (auto const& f : all) ADD_FAILURE() << f;
}

TEST(Direction, RoomsAreReadFromCMake)
{
    auto const r = parse_rooms("room(base base)\nroom(db platform/db DEPENDS base LINKS x::y)\nroom(access access "
                               "DEPENDS db)\nroom(a connect/a DEPENDS access\n LINKS q)");
    EXPECT_EQ(r.by_folder.at("connect/a"), "a");
    EXPECT_EQ(r.stands_on.at("a"), (std::set<std::string> { "access", "base", "db" }));
    EXPECT_GE(rooms().by_folder.size(), 18u);
}

TEST(Direction, IncludesFollowIt)
{
    auto const r = parse_rooms(
        "room(base base)\nroom(db platform/db DEPENDS base)\nroom(a connect/a DEPENDS db)\nroom(b care/b DEPENDS db)");
    auto bad = [&](char const* path, char const* text) {
        return !includes_follow_the_direction(cpp(path, text), r).empty();
    };
    EXPECT_TRUE(bad("src/platform/db/x.cpp", "#include \"connect/a/a.h\"\n"));
    EXPECT_TRUE(bad("src/connect/a/x.cpp", "#include \"care/b/b.h\"\n"));
    EXPECT_TRUE(bad("src/care/b/x.h", "\n#include \"connect/a/a.h\"\n"));
    EXPECT_TRUE(bad("src/connect/a/x.cpp", "#include \"platform/db/store.h\"\n"));
    EXPECT_TRUE(bad("src/connect/a/x.cpp", "#include \"store.h\"\n"));
    EXPECT_FALSE(bad("src/connect/a/x.cpp",
        "#include \"platform/db/db.h\"\n#include \"base/result.h\"\n#include \"connect/a/store.h\"\n#include <map>\n"));
    expect_none(findings([](File const& f) { return includes_follow_the_direction(f, rooms()); }, sources(true)));
}

// ---- the platform knows no word of health ----

std::vector<std::string> domain_words(File const& f)
{
    static char const* const words =
        R"(\b(heart_?rate|glucose|patients?|clinicians?|diagnos\w*|consents?|health_?data|portal|webhook_event|measurements?)\b)";
    return matches(f, f.code, words, "the platform knows no word of health: name what it is technically");
}

TEST(Direction, ThePlatformKnowsNoDomainWord)
{
    EXPECT_FALSE(domain_words(cpp("src/platform/db/x.cpp", "int glucose;")).empty());
    EXPECT_TRUE(domain_words(cpp("src/platform/db/x.cpp", "int rows; // of a member")).empty());
    for (auto const& f : sources())
        if ((f.path.starts_with("src/platform/") || f.path.starts_with("src/base/"))
            && f.path.find("describe") == f.path.npos)
            expect_none(domain_words(f));
}

// ---- SQL ----

char const* const statement =
    R"(\b(SELECT\s[^\n]*\sFROM\s|INSERT\s+INTO\s|UPDATE\s+[a-z_]+\.[a-z_]+\s|DELETE\s+FROM\s)";

std::vector<std::string> sql_outside_the_store(File const& f)
{
    static std::regex const sql(std::string(statement) + ")", std::regex::icase);
    if (!std::regex_search(f.literals, sql)) return {};
    return { f.path + " holds SQL: it belongs into the room's store.cpp as a named, typed constant" };
}

// Where SQL stands besides store*.cpp and access/*.cpp. It may only shrink.
std::set<std::string> const sql_elsewhere {
    "src/keep/consent/service.cpp",
    "src/keep/people/service.cpp",
    "src/platform/db/embedded.cpp",
    "src/platform/db/migrate.cpp",
    "src/platform/jobs/queue.cpp",
};

bool may_hold_sql(std::string const& path)
{
    auto const name = path.substr(path.rfind('/') + 1);
    return (name.ends_with(".cpp") && (name.starts_with("store") || name.ends_with("_store.cpp")))
        || (path.starts_with("src/access/") && name.ends_with(".cpp"));
}

TEST(Direction, SqlStandsInStores)
{
    EXPECT_FALSE(sql_outside_the_store(cpp("src/a/b/service.cpp", "auto q = \"SELECT a\"\n \" FROM b.c\";")).empty());
    EXPECT_TRUE(
        sql_outside_the_store(cpp("src/a/b/service.cpp", "auto q = \"Select the best\"; // SELECT a FROM b")).empty());
    std::set<std::string> there;
    for (auto const& f : sources())
        if (!may_hold_sql(f.path))
            for (auto const& finding : sql_outside_the_store(f)) {
                there.insert(f.path);
                if (!sql_elsewhere.contains(f.path)) ADD_FAILURE() << finding;
            }
    for (auto const& path : sql_elsewhere)
        if (!there.contains(path)) ADD_FAILURE() << path << " holds no SQL any more: take it off the list";
}

// Rooms that touch the tables of access: they keep its contract, or join for a list. folder -> schemas besides its own.
std::map<std::string, std::set<std::string>> const other_schemas {
    { "keep/consent", { "access" } }, // keeps the contract for consent_event, handle and subject
    { "keep/accounts", { "access" } }, // writes what the Gate reads of accounts, and its registers
    { "keep/people", { "access" } }, // a Client's list of people
    { "keep/retention", { "access" } }, // restricts the subject, and joins for a list
    { "keep/rights", { "access" } }, // marks the subject, ends sessions
    { "care/cases", { "access" } }, // lists over all that name each person
    { "care/clinicians", { "access" } }, // the house's list of clinicians
    { "connect/members", { "access" } }, // the person's own view of the audit log
    { "connect/sharing", { "access" } }, // the Client's
    { "care/door", { "access" } }, // joins for a list
    { "care/referrals", { "access" } }, // joins for a list, ends a case's assignments
    { "care/reports", { "access" } }, // joins for a list
    { "care/safeguarding", { "access" } }, // joins for a list
    { "care/misuse", { "access" } }, // joins for a list
    { "care/statements", { "access" } }, // joins for a list
    { "care/supervision", { "access" } }, // joins for a list
    { "care/requests", { "access" } }, // joins for a list
    { "care/intake", { "access" } }, // a desk's list of people
    { "care/calls", { "access" } }, // lists of calls and call-backs, that name each person
    { "care/quarantine", { "access" } }, // joins for a list
    { "server", { "access" } }, // audit partitions, by the owner
};

std::vector<std::string> foreign_schemas(File const& f)
{
    static std::regex const table(R"(\b(FROM|JOIN|INTO|UPDATE|ONLY)\s+([a-z_]+)\.[a-z_]+)", std::regex::icase);
    auto const folder = folder_of(f.path).substr(4);
    auto const own = folder.substr(folder.rfind('/') + 1);
    std::vector<std::string> out;
    for (std::sregex_iterator it(f.literals.begin(), f.literals.end(), table), end; it != end; ++it) {
        auto const schema = (*it)[2].str();
        if (schema == own || (other_schemas.contains(folder) && other_schemas.at(folder).contains(schema))) continue;
        out.push_back(f.path + " names the schema " + schema + " (" + it->str() + "): ask the room that owns it");
    }
    return out;
}

TEST(Direction, SqlNamesItsOwnSchema)
{
    EXPECT_FALSE(foreign_schemas(cpp("src/connect/a/store.cpp", "q { \"SELECT x FROM b.c\" };")).empty());
    EXPECT_FALSE(
        foreign_schemas(cpp("src/connect/a/store.cpp", "q { \"SELECT x FROM a.c JOIN people.person p\" };")).empty());
    EXPECT_TRUE(foreign_schemas(cpp("src/connect/a/store.cpp", "q { \"SELECT x FROM a.c\" };")).empty());
    for (auto const& f : sources())
        if (!f.path.starts_with("src/platform/db/")) expect_none(foreign_schemas(f));
}

} // namespace
} // namespace tidy
