#include "platform/http/answer.h"
#include "platform/http/problem.h"
#include <fstream>
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::http;

namespace {

std::string header(Response const& r, std::string_view name)
{
    for (auto const& [key, value] : r.headers)
        if (key == name) return value;
    return "";
}

TEST(Problem, says_what_happened_and_nothing_of_the_detail)
{
    Uuid uuid;
    uuid.bytes[0] = 0xab;
    auto const r = Response::problem(
        { Code::bad_input, PublicText("A \"quoted\"\nreason"), Detail("secret") }, RequestId { uuid });
    EXPECT_EQ(r.status, 400);
    EXPECT_EQ(header(r, "Content-Type"), "application/problem+json");
    EXPECT_NE(r.body.find(R"("type":"urn:wellkept:problem:bad_input")"), std::string::npos) << r.body;
    EXPECT_NE(r.body.find(R"("detail":"A \"quoted\"\nreason")"), std::string::npos) << r.body;
    EXPECT_NE(r.body.find(R"("request_id":"ab000000-0000-0000-0000-000000000000")"), std::string::npos) << r.body;
    EXPECT_NE(r.body.find(R"("status":400)"), std::string::npos);
    EXPECT_EQ(r.body.find("secret"), std::string::npos);
}

TEST(Problem, asks_for_credentials_and_says_when_to_come_again)
{
    EXPECT_EQ(header(Response::problem({ Code::unauthenticated, PublicText("") }, {}), "WWW-Authenticate"), "Bearer");
    EXPECT_NE(header(Response::problem({ Code::too_many, PublicText("") }, {}), "Retry-After"), "");
    EXPECT_NE(header(Response::problem({ Code::unavailable, PublicText("") }, {}), "Retry-After"), "");
    EXPECT_EQ(header(Response::problem({ Code::conflict, PublicText("") }, {}), "Retry-After"), "");
}

TEST(Problem, every_kind_stands_in_the_document_with_its_status)
{
    std::ifstream in(WELLKEPT_SOURCE_DIR "/docs/status-codes.md");
    std::string const document(std::istreambuf_iterator<char>(in), {});
    for (auto const* kind : all_problem_kinds()) {
        auto const row = "| `" + std::string(kind->code) + "` | " + std::to_string(kind->status) + " |";
        EXPECT_NE(document.find(row), std::string::npos) << row;
    }
    std::size_t rows = 0;
    for (std::size_t at = 0; (at = document.find("\n| `", at)) != std::string::npos; ++at) ++rows;
    EXPECT_EQ(rows, all_problem_kinds().size());
}

TEST(Problem, statuses_are_those_the_codes_promise)
{
    EXPECT_EQ(status_of(Code::unauthenticated), 401);
    EXPECT_EQ(status_of(Code::not_found), 404);
    EXPECT_EQ(status_of(Code::too_large), 413);
    EXPECT_EQ(status_of(Code::bug), 500);
}

TEST(Request, finds_cookies_among_several_and_takes_none_by_its_tail)
{
    Request r;
    r.headers = { { "cookie", "a=1; bb=2;c=\"three\" ; empty=; =x; novalue" }, { "cookie", "d=4=5" } };
    EXPECT_EQ(r.cookie("a"), "1");
    EXPECT_EQ(r.cookie("b"), std::nullopt);
    EXPECT_EQ(r.cookie("bb"), "2");
    EXPECT_EQ(r.cookie("c"), "three");
    EXPECT_EQ(r.cookie("empty"), "");
    EXPECT_EQ(r.cookie("novalue"), std::nullopt);
    EXPECT_EQ(r.cookie("d"), "4=5");
    EXPECT_EQ(r.cookie("missing"), std::nullopt);
}

TEST(Request, media_type_is_without_its_parameters)
{
    Request r;
    EXPECT_EQ(r.content_type(), "");
    r.headers = { { "content-type", "application/json ; charset=utf-8" } };
    EXPECT_EQ(r.content_type(), "application/json");
}

TEST(Responder, answers_once_and_500_when_dropped)
{
    std::vector<int> sent;
    {
        Responder r([&](Response x) { sent.push_back(x.status); });
        std::move(r).send(Response::text("", 204));
    }
    {
        Responder r([&](Response x) { sent.push_back(x.status); });
        Responder moved(std::move(r));
    }
    EXPECT_EQ(sent, (std::vector { 204, 500 }));
}

TEST(Answer, header_injection_is_not_sendable)
{
    auto with = [](std::string name, std::string value) {
        return is_sendable({ 200, { { std::move(name), std::move(value) } }, {} });
    };
    EXPECT_TRUE(with("X-Good", "fine\tand tabbed"));
    EXPECT_FALSE(with("X-Bad", "a\r\nSet-Cookie: x=1"));
    EXPECT_FALSE(with("X-Bad", "a\nb"));
    EXPECT_FALSE(with("X-Bad", "a\rb"));
    EXPECT_FALSE(with("X-Bad", std::string("a\0b", 3)));
    EXPECT_FALSE(with("X Bad", "a"));
    EXPECT_FALSE(with("X-Bad: y\r\nZ", "a"));
    EXPECT_FALSE(with("", "a"));
    EXPECT_FALSE(with("Content-Length", "3"));
    EXPECT_FALSE(with("transfer-encoding", "chunked"));
    EXPECT_FALSE(is_sendable({ 100, {}, {} }));
    EXPECT_FALSE(is_sendable({ 999, {}, {} }));
}

TEST(Answer, a_handlers_own_header_replaces_ours)
{
    Answer answer { Response::text("x"), {} };
    answer.response.headers.emplace_back("cache-control", "max-age=5");
    answer.response.headers.emplace_back("x-frame-options", "SAMEORIGIN");
    std::string out;
    append_head(out, answer, { .request_id = "i", .date = "d", .content_security_policy = "p" });
    EXPECT_EQ(out.find("no-store"), std::string::npos);
    EXPECT_EQ(out.find("DENY"), std::string::npos);
    EXPECT_NE(out.find("Content-Security-Policy: p\r\n"), std::string::npos);
    EXPECT_EQ(out.find("Server:"), std::string::npos);
}

TEST(Answer, dates_are_imf_fixdate)
{
    EXPECT_EQ(imf_fixdate(*parse_rfc3339("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
}

} // namespace
