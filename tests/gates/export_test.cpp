// The export of all samples, over HTTPS.
#include "house.h"
#include <boost/json.hpp>
#include <map>
#include <set>
#include <sstream>

namespace wellkept::gates {
namespace {

// Page by page, and each person's own switch decides.
TEST(Export, HasEverySampleOfWhoeverLetsTheClientHaveThem)
{
    auto& house = House::the();
    auto const portal = house.add_portal("Exporting Portal"), other = house.add_portal("Another Portal");
    std::vector<Person> people;
    for (int i = 0; i < 4; ++i) people.push_back(house.add_person(portal));
    house.add_person(other);
    std::string many = R"({"samples":[)";
    for (int i = 0; i < 50; ++i)
        many += std::string(i ? "," : "") + R"({"metric":"heart_rate","start":"2026-01-07T08:)" + (i < 10 ? "0" : "") + std::to_string(i) + R"(:00Z","value":61})";
    ASSERT_EQ(house.as_portal(portal, "POST", "/v1/members/" + people[1].id + "/samples", many + "]}").status, 200);
    ASSERT_EQ(house.as_person(people[2], "DELETE", "/me/connections/" + people[2].connection).status, 202);

    std::map<std::string, std::set<std::string>> seen;
    int pages = 0;
    for (std::string cursor; pages < 200; ++pages) {
        auto const a = house.as_portal(portal, "GET", "/v1/samples?limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor));
        ASSERT_EQ(a.status, 200) << a.body;
        EXPECT_LT(a.body.size(), 3'000u);
        std::set<std::string> here;
        std::istringstream lines(a.body);
        for (std::string line; std::getline(lines, line);) {
            auto const o = boost::json::parse(line).as_object();
            here.insert(std::string(o.at("member_id").as_string()));
            EXPECT_TRUE(seen[std::string(o.at("member_id").as_string())].insert(line).second) << "given twice: " << line;
        }
        for (auto const& id : here)
            EXPECT_EQ(house.data("SELECT count(*) FROM access.audit_event a JOIN access.subject s USING (pseudonym) WHERE a.request_id = '" + a.request
                          + "' AND s.subject_id = '" + id + "' AND a.action = 'timeseries.read' AND a.decision = 'permit'").at(0).at(0), "1");
        if (a.next.empty()) break;
        cursor = a.next;
    }
    EXPECT_GT(pages, 3);
    EXPECT_EQ(seen.size(), 3u) << "whoever withdrew is not in it, nor another Client's";
    EXPECT_FALSE(seen.contains(people[2].id));
    for (int const i : { 0, 1, 3 })
        EXPECT_EQ(std::to_string(seen[people[std::size_t(i)].id].size()),
            house.data("SELECT coalesce(sum(samples), 0) FROM timeseries.stream WHERE subject_id = '" + people[std::size_t(i)].id + "'").at(0).at(0));
    for (auto const* wrong : { "cursor=x", "cursor=1.2.3.4", "limit=0", "limit=5000", "limit=x" })
        EXPECT_EQ(house.as_portal(portal, "GET", std::string("/v1/samples?") + wrong).status, 400) << wrong;
}

} // namespace
} // namespace wellkept::gates
