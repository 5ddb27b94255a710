#include "platform/http/http.h"
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::http;

namespace {

void add(Router& router, Method method, std::string pattern)
{
    RouteInfo info;
    info.method = method;
    info.pattern = std::move(pattern);
    router.add(std::move(info), [](Request&, Responder) {});
}

std::string found(Router const& router, Method method, std::string_view path)
{
    auto const m = router.match(method, path);
    if (auto const* match = std::get_if<Router::Match>(&m)) {
        auto out = match->info->pattern;
        for (auto const& [key, value] : match->params) out += " " + key + "=" + value;
        return out;
    }
    std::string out = "none";
    for (auto const allowed : std::get<Router::NoMatch>(m).allowed) (out += " ") += name(allowed);
    return out;
}

TEST(Router, literals_win_over_captures_and_captures_take_one_segment)
{
    Router r;
    add(r, Method::get, "/v1/members");
    add(r, Method::get, "/v1/members/{member}");
    add(r, Method::del, "/v1/members/{who}");
    add(r, Method::get, "/v1/members/{member}/samples/{metric}");
    add(r, Method::get, "/v1/members/self");
    EXPECT_EQ(found(r, Method::get, "/v1/members"), "/v1/members");
    EXPECT_EQ(found(r, Method::get, "/v1/members/7"), "/v1/members/{member} member=7");
    EXPECT_EQ(found(r, Method::del, "/v1/members/7"), "/v1/members/{who} who=7");
    EXPECT_EQ(found(r, Method::get, "/v1/members/self"), "/v1/members/self");
    EXPECT_EQ(found(r, Method::get, "/v1/members/self/samples/hr"),
        "/v1/members/{member}/samples/{metric} member=self metric=hr");
    EXPECT_EQ(found(r, Method::get, "/v1/members/"), "none");
    EXPECT_EQ(found(r, Method::get, "/v1/members/7/"), "none");
    EXPECT_EQ(found(r, Method::get, "/v1/members/7/8"), "none");
    EXPECT_EQ(found(r, Method::get, "//v1/members"), "none");
    EXPECT_EQ(found(r, Method::get, ""), "none");
    EXPECT_EQ(found(r, Method::get, "v1"), "none");
}

TEST(Router, head_falls_to_get_and_other_methods_are_named)
{
    Router r;
    add(r, Method::get, "/a");
    add(r, Method::post, "/a");
    add(r, Method::post, "/b");
    EXPECT_EQ(found(r, Method::head, "/a"), "/a");
    EXPECT_EQ(found(r, Method::put, "/a"), "none GET HEAD POST");
    EXPECT_EQ(found(r, Method::head, "/b"), "none POST");
}

TEST(Router, the_most_literal_shape_decides_whatever_its_methods)
{
    Router r;
    add(r, Method::get, "/x/{id}");
    add(r, Method::post, "/x/search");
    EXPECT_EQ(found(r, Method::get, "/x/search"), "none POST");
}

TEST(Router, depth_is_bounded)
{
    Router r;
    std::string pattern, deeper;
    for (int i = 0; i < 64; ++i) pattern += "/{a" + std::to_string(i) + "}", deeper += "/x";
    add(r, Method::get, pattern);
    EXPECT_NE(found(r, Method::get, deeper), "none");
    EXPECT_EQ(found(r, Method::get, deeper + "/x"), "none");
}

TEST(Router, routes_come_sorted)
{
    Router r;
    add(r, Method::post, "/b");
    add(r, Method::get, "/b");
    add(r, Method::get, "/a");
    std::string all;
    for (auto const& info : r.routes()) (all += name(info.method)) += info.pattern + " ";
    EXPECT_EQ(all, "GET/a GET/b POST/b ");
}

TEST(RouterDeathTest, a_second_route_of_one_shape_ends_the_process)
{
    Router r;
    add(r, Method::get, "/a/{x}");
    EXPECT_DEATH(add(r, Method::get, "/a/{y}"), "two of one shape");
    EXPECT_DEATH(add(r, Method::get, "a"), "pattern");
    EXPECT_DEATH(add(r, Method::get, "/a{x}"), "pattern");
    EXPECT_DEATH(add(r, Method::get, "/{x}/{x}"), "a name twice");
}

} // namespace
