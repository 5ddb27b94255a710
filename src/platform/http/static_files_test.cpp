#include "platform/http/static_files.h"
#include "platform/http/test_client.h"
#include <fstream>

using namespace wellkept;
using namespace wellkept::http;
using namespace wellkept::http::test;

namespace {

class StaticTest : public ServerTest {
protected:
    void SetUp() override
    {
        ServerTest::SetUp();
        root = directory.path() / "web";
        write("index.html", "<main>");
        write("console/index.html", "<console>");
        write("assets/index-BwX12abc.js", "plain script");
        write("assets/index-BwX12abc.js.br", "brotli script");
        write("assets/index-BwX12abc.js.gz", "gzip script");
        write("assets/logo.svg", "<svg/>");
        write("manifest.webmanifest", "{}");
        write("empty.txt", "");
        write(".env", "secret");
        write(".git/config", "secret");
        std::ofstream(directory.path() / "outside.txt") << "secret";
        std::filesystem::create_symlink(directory.path() / "outside.txt", root / "link.txt");
        config.static_directory = root.string();
        route(Method::get, "/v1/x", [](Request&, Responder r) { std::move(r).send(Response::text("route")); });
        start();
    }

    void write(std::string const& name, std::string const& bytes)
    {
        std::filesystem::create_directories((root / name).parent_path());
        std::ofstream(root / name, std::ios::binary) << bytes;
    }

    std::filesystem::path root;
};

TEST_F(StaticTest, files_are_served_with_type_tag_and_caching)
{
    Client client(port());
    auto const asset = client.get("/assets/index-BwX12abc.js");
    EXPECT_EQ(asset.status, 200);
    EXPECT_EQ(asset.body, "plain script");
    EXPECT_EQ(asset.header("content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(asset.header("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(asset.header("etag").size(), 66u);
    EXPECT_EQ(asset.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(client.get("/assets/logo.svg").header("cache-control"), "no-cache");
    EXPECT_EQ(client.get("/index.html").header("cache-control"), "no-cache");
    EXPECT_EQ(client.get("/manifest.webmanifest").header("content-type"), "application/manifest+json");
    EXPECT_EQ(client.get("/empty.txt").header("content-length"), "0");
    EXPECT_EQ(client.get("/v1/x").body, "route");
}

TEST_F(StaticTest, compressed_siblings_are_preferred_where_accepted)
{
    Client client(port());
    auto get = [&](std::string const& accepted) {
        return client.get("/assets/index-BwX12abc.js", "Accept-Encoding: " + accepted + "\r\n");
    };
    auto const br = get("gzip, deflate, br");
    EXPECT_EQ(br.body, "brotli script");
    EXPECT_EQ(br.header("content-encoding"), "br");
    EXPECT_EQ(br.header("vary"), "Accept-Encoding");
    EXPECT_EQ(br.header("content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(get("gzip;q=0.5").body, "gzip script");
    EXPECT_EQ(get("br;q=0, gzip;q=0.0").body, "plain script");
    EXPECT_EQ(get("brx").body, "plain script");
    EXPECT_NE(br.header("etag"), get("gzip").header("etag"));
}

TEST_F(StaticTest, unchanged_files_are_304_and_head_has_no_content)
{
    Client client(port());
    auto const tag = client.get("/index.html").header("etag");
    for (auto const& sent : { tag, "W/" + tag, "\"other\", " + tag, std::string("*") }) {
        auto const r = client.get("/index.html", "If-None-Match: " + sent + "\r\n");
        EXPECT_EQ(r.status, 304) << sent;
        EXPECT_EQ(r.header("etag"), tag);
        EXPECT_FALSE(r.headers.contains("content-length"));
    }
    EXPECT_EQ(client.get("/index.html", "If-None-Match: \"other\"\r\n").status, 200);
    auto const head = client.ask("HEAD /index.html HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(head.header("content-length"), "6");
    EXPECT_EQ(client.get("/index.html").body, "<main>");
}

TEST_F(StaticTest, the_applications_addresses_fall_back_to_their_page)
{
    Client client(port());
    for (auto const* path : { "/", "/app", "/app/", "/app/programs/7", "/connect", "/trust", "/trends", "/you", "/handed-over", "/organisation", "/organisation/reports" })
        EXPECT_EQ(client.get(path).body, "<main>") << path;
    for (auto const* path : { "/console", "/console/", "/console/members/7" })
        EXPECT_EQ(client.get(path).body, "<console>") << path;
    for (auto const* path : { "/application", "/connect/token", "/v1/missing", "/assets/missing.js", "/consoles", "/trust/more" })
        EXPECT_EQ(client.get(path).status, 404) << path;
}

TEST_F(StaticTest, nothing_outside_the_directory_and_no_dot_file_is_reachable)
{
    for (auto const* path : { "/../outside.txt", "/assets/../../outside.txt", "/%2e%2e/outside.txt",
             "/..%2foutside.txt", "/%2e%2e%2foutside.txt", "/..%5coutside.txt", "/assets/%2e%2e/%2e%2e/outside.txt",
             "/.env", "/.git/config", "/link.txt", "//outside.txt", "/./.env", "/app/../.env", "/app/%2e%2e/.env",
             "/index.html%00.js", "/etc/passwd", "//etc/passwd" }) {
        auto const r = Client(port()).get(path);
        EXPECT_TRUE(r.status == 400 || r.status == 404) << path << " " << r.status;
        EXPECT_EQ(r.body.find("secret"), std::string::npos) << path;
    }
}

TEST_F(StaticTest, files_take_only_get_and_head)
{
    Client client(port());
    auto const r = client.ask("DELETE /index.html HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(r.status, 405);
    EXPECT_EQ(r.header("allow"), "GET, HEAD");
}

} // namespace
