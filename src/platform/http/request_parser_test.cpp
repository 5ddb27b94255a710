#include "platform/http/request_parser.h"
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::http;
using Step = RequestParser::Step;

namespace {

constexpr std::size_t header_max = 1024;

struct Outcome {
    int status = 0; // 0: read to its end
    std::string body, rest;
    bool finished = false;
};

// Gives the parser the bytes in steps of a size, what it left with what is next, as a connection does.
Outcome read(std::string_view wire, std::size_t step, std::size_t body_max = 1000)
{
    auto const parser = RequestParser::make(header_max);
    Outcome out;
    std::string pending;
    for (std::size_t at = 0; at < wire.size() && !out.finished && !out.status; at += step) {
        pending += wire.substr(at, step);
        std::string_view in = pending;
        for (bool more = true; more;) {
            switch (parser->put(in)) {
            case Step::header:
                parser->set_body_bytes_max(body_max);
                if (parser->failure().kind) out.status = parser->failure().kind->status, more = false;
                break;
            case Step::done:
                out.finished = true, more = false;
                break;
            case Step::failed:
                out.status = parser->failure().kind->status, more = false;
                break;
            case Step::need_more:
                more = false;
                break;
            }
        }
        pending = std::string(in);
    }
    out.body = parser->request().body;
    out.rest = pending;
    return out;
}

// However the bytes are cut, the outcome is the same.
Outcome read_any_way(std::string_view wire, std::size_t body_max = 1000)
{
    auto const whole = read(wire, wire.size(), body_max);
    for (std::size_t const step : { 1, 2, 3, 4, 5, 6, 7, 11, 64 }) {
        auto const cut = read(wire, step, body_max);
        EXPECT_EQ(cut.status, whole.status) << step << ": " << wire;
        EXPECT_EQ(cut.finished, whole.finished) << step << ": " << wire;
        EXPECT_TRUE(!whole.finished || cut.body == whole.body) << step;
    }
    return whole;
}

std::string post(std::string const& headers, std::string const& body)
{
    return "POST /x HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

TEST(RequestParser, reads_bodies_of_both_framings)
{
    EXPECT_EQ(read_any_way(post("Content-Length: 5\r\n", "hello")).body, "hello");
    EXPECT_EQ(
        read_any_way(post("Transfer-Encoding: chunked\r\n", "3\r\nhel\r\n2;x=\"y\"\r\nlo\r\n0\r\n\r\n")).body, "hello");
    EXPECT_EQ(
        read_any_way(post("Transfer-Encoding: Chunked\r\n", "1\r\na\r\n0\r\nTrailer: ignored\r\n\r\n")).body, "a");
    EXPECT_TRUE(read_any_way(post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n")).finished);
    EXPECT_TRUE(read_any_way("GET / HTTP/1.1\r\nHost: h\r\n\r\n").finished);
    EXPECT_EQ(read(post("Content-Length: 2\r\n", "okNEXT"), 1000).rest, "NEXT");
}

TEST(RequestParser, refuses_what_smuggling_needs)
{
    for (std::string const headers : {
             "Content-Length: 5\r\nContent-Length: 5\r\n",
             "Content-Length: 5\r\nContent-Length: 6\r\n",
             "Content-Length: 5, 5\r\n",
             "Content-Length: 5,\r\n",
             "Content-Length: +5\r\n",
             "Content-Length: -5\r\n",
             "Content-Length: 0x5\r\n",
             "Content-Length: 5 5\r\n",
             "Content-Length:\r\n",
             "Content-Length: 99999999999999999999999\r\n",
             "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: chunked, identity\r\n",
             "Transfer-Encoding: gzip, chunked\r\n",
             "Transfer-Encoding: xchunked\r\n",
             "Transfer-Encoding: \"chunked\"\r\n",
             "Transfer-Encoding\r\n: chunked\r\n",
             "Transfer-Encoding : chunked\r\n",
             "Transfer-Encoding:\r\n chunked\r\n",
             " Transfer-Encoding: chunked\r\n",
             "X: a\r\n Transfer-Encoding: chunked\r\n",
             "X: a\r\n\tb\r\n",
             "X: a\nTransfer-Encoding: chunked\r\n",
             "X: a\rb\r\n",
             "X: a\r\r\n",
             "Host: other\r\n",
             "Authorization: a\r\nAuthorization: b\r\n",
             "Content-Type: a/b\r\nContent-Type: c/d\r\n",
             ": x\r\n",
             "X Y: z\r\n",
         })
        EXPECT_EQ(read_any_way(post(headers, "0\r\n\r\n")).status, 400) << headers;
    EXPECT_EQ(read_any_way(post(std::string("X: a\0b\r\n", 8), "")).status, 400);
    EXPECT_EQ(read_any_way("POST /x HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status, 400);
}

TEST(RequestParser, refuses_malformed_lines_and_hosts)
{
    for (auto const* wire : { "GET / HTTP/2.0\r\nHost: h\r\n\r\n", "GET / HTTP/1.2\r\nHost: h\r\n\r\n",
             "GET / http/1.1\r\nHost: h\r\n\r\n", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
             "GET / a HTTP/1.1\r\nHost: h\r\n\r\n", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n",
             "GET / HTTP/1.1\nHost: h\n\n\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
             "GET / HTTP/1.1\r\nHost:\r\n\r\n", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n" })
        EXPECT_EQ(read_any_way(wire).status, 400) << wire;
}

TEST(RequestParser, refuses_malformed_chunks)
{
    for (auto const* body : { "g\r\nx\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "-1\r\n\r\n0\r\n\r\n",
             "3 x\r\nabc\r\n0\r\n\r\n", "3;=\r\nabc\r\n0\r\n\r\n", "0\r\nContent-Length: 5\r\n\r\n",
             "0\r\nTransfer-Encoding: chunked\r\n\r\n", "0\r\nX y\r\n\r\n", "ffffffffffffffffff\r\n", "\r\n\r\n\r\n" })
        EXPECT_EQ(read_any_way(post("Transfer-Encoding: chunked\r\n", body)).status, 400) << body;
}

TEST(RequestParser, header_is_bounded_however_it_comes)
{
    std::string lines;
    for (int i = 0; i < 60; ++i) lines += "X-" + std::to_string(i) + ": 0123456789012345\r\n";
    EXPECT_EQ(read_any_way(post(lines, "")).status, 431);
    EXPECT_EQ(read_any_way(post("X: " + std::string(header_max, 'a') + "\r\n", "")).status, 431);
    EXPECT_EQ(read_any_way("GET /" + std::string(header_max, 'a')).status, 431);
    EXPECT_EQ(read_any_way(std::string(header_max + 10, 'G')).status, 431);
    std::string many;
    for (int i = 0; i < 101; ++i) many += "a:\r\n";
    EXPECT_EQ(read_any_way(post(many, "")).status, 431);
}

TEST(RequestParser, body_is_bounded_before_it_is_read)
{
    auto const parser = RequestParser::make(header_max);
    auto const wire = post("Content-Length: 1001\r\n", "");
    std::string_view in = wire;
    ASSERT_EQ(parser->put(in), Step::header);
    parser->set_body_bytes_max(1000);
    ASSERT_NE(parser->failure().kind, nullptr);
    EXPECT_EQ(parser->failure().kind->status, 413);

    EXPECT_EQ(read_any_way(post("Content-Length: 18446744073709551615\r\n", "")).status, 413);
    EXPECT_EQ(read_any_way(post("Transfer-Encoding: chunked\r\n", "3e9\r\n")).status, 413);
    EXPECT_EQ(read_any_way(post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\n")).status, 413);
    EXPECT_EQ(read_any_way(post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n3\r\nabc\r\n"), 5).status, 413);
    EXPECT_EQ(read_any_way(post("Transfer-Encoding: chunked\r\n", "1;" + std::string(2000, 'x'))).status, 431);
    EXPECT_EQ(read_any_way(post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + std::string(2000, 'x'))).status, 431);
}

TEST(RequestParser, names_and_media_types_are_in_lower_case_and_values_as_sent)
{
    auto const parser = RequestParser::make(header_max);
    auto const wire = post(
        "Content-TYPE: Application/JSON; Charset=UTF-8\r\nX-Thing:  A b \r\nCookie: a=B\r\nExpect: 100-Continue\r\n",
        "");
    std::string_view in = wire;
    ASSERT_EQ(parser->put(in), Step::header);
    auto const& r = parser->request();
    EXPECT_EQ(r.content_type(), "application/json");
    EXPECT_EQ(r.header("x-thing"), "A b");
    EXPECT_EQ(r.cookie("a"), "B");
    EXPECT_TRUE(parser->expects_continue());
    EXPECT_TRUE(parser->keep_alive());
    EXPECT_FALSE(parser->has_body());
}

} // namespace
