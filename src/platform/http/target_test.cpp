#include "platform/http/target.h"
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::http;

namespace {

std::string path(std::string_view raw)
{
    auto t = parse_target(raw);
    return t.ok() ? t->path : "refused";
}

TEST(Target, decodes_each_segment)
{
    EXPECT_EQ(path("/"), "/");
    EXPECT_EQ(path("/v1/members/a%20b%C3%A9"), "/v1/members/a bé");
    EXPECT_EQ(path("/a+b"), "/a+b");
    EXPECT_EQ(path("/a/"), "/a/");
    EXPECT_EQ(path("//a"), "//a");
    EXPECT_EQ(path("https://host.example/v1?x=1"), "/v1");
    EXPECT_EQ(path("http://host.example"), "/");
}

TEST(Target, refuses_what_two_readers_could_read_differently)
{
    for (auto const* raw : { "", "*", "a", "host:443", "/a%2Fb", "/a%2fb", "/a%5Cb", "/%2e%2e/x", "/../x", "/a/..",
             "/./a", "/a/.", "/%2E", "/a%00", "/a%0d%0aX", "/a%7f", "/a%", "/a%2", "/a%zz", "/a#b", "/a\x80", "/%ff",
             "/%c0%af", "/%ed%a0%80", "/%f4%90%80%80", "/%e2%82", "ftp://x/a" })
        EXPECT_EQ(path(raw), "refused") << raw;
}

TEST(Target, query_is_decoded_in_order_with_repeats)
{
    auto t = parse_target("/a?x=1&y=a+b%26c&x=2&flag&=v&&z=%E2%82%AC");
    ASSERT_TRUE(t.ok());
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(
        t->query, (Pairs { { "x", "1" }, { "y", "a b&c" }, { "x", "2" }, { "flag", "" }, { "", "v" }, { "z", "€" } }));
    EXPECT_TRUE(parse_target("/a?")->query.empty());
    EXPECT_EQ(parse_target("/a?b=/../%2F")->query.front().second, "/..//");
}

TEST(Target, query_refuses_broken_encoding_and_too_many_pairs)
{
    for (auto const* raw : { "/a?x=%", "/a?x=%0", "/a?%zz=1", "/a?x=%00", "/a?x=%ff", "/a?x=%0a" })
        EXPECT_EQ(path(raw), "refused") << raw;
    std::string many = "/a?";
    for (std::size_t i = 0; i < query_pairs_max; ++i) many += "x&";
    EXPECT_EQ(path(many), "/a");
    EXPECT_EQ(path(many + "x"), "refused");
}

TEST(Host, is_a_name_or_an_address_with_an_optional_port)
{
    for (auto const* good : { "localhost", "example.org", "example.org:8443", "10.0.0.1:1", "[::1]", "[fe80::1]:8443" })
        EXPECT_TRUE(is_valid_host(good)) << good;
    for (auto const* bad : { "", "a b", "a/b", "a@b", "a:", "a:b", "a:123456", ":80", "[::1", "[]", "[::1]x", "[g::]",
             "a\r\nb", "a\tb", "example.org,evil.org", "a:1:2" })
        EXPECT_FALSE(is_valid_host(bad)) << bad;
}

} // namespace
