// Everything here that reads a stranger's bytes: the wire, the target, the host, cookies and conditional headers.
#include "platform/http/request_parser.h"
#include "platform/http/static_files.h"
#include "platform/http/target.h"
#include <cstdint>
#include <cstdlib>

using namespace wellkept;
using namespace wellkept::http;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

constexpr std::size_t header_max = 512, body_max = 512;

// What a parser makes of the wire when it comes in pieces: its body, or its refusal.
std::pair<bool, std::string> read(std::string_view wire, std::size_t step)
{
    auto const parser = RequestParser::make(header_max);
    std::string pending;
    for (std::size_t at = 0; at < wire.size(); at += step) {
        pending += wire.substr(at, step);
        std::string_view in = pending;
        for (;;) {
            auto const result = parser->put(in);
            if (result == RequestParser::Step::header) parser->set_body_bytes_max(body_max);
            if (result == RequestParser::Step::failed || parser->failure().kind) return { false, {} };
            if (result == RequestParser::Step::done) {
                require(parser->request().body.size() <= body_max);
                return { true, parser->request().body };
            }
            if (result == RequestParser::Step::need_more) break;
        }
        require(in.size() <= pending.size());
        pending = std::string(in);
        require(pending.size() <= header_max + step);
    }
    return { false, {} };
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    if (auto target = parse_target(text); target.ok()) {
        require(target->path.starts_with('/'));
        require(target->path.find('\0') == std::string::npos && target->path.find('\\') == std::string::npos);
        require((target->path + "/").find("/../") == std::string::npos);
    }
    if (is_valid_host(text)) require(text.find_first_of("\r\n \t/@,") == std::string_view::npos);

    Request request;
    request.headers = { { "cookie", std::string(text) }, { "accept-encoding", std::string(text) },
        { "if-none-match", std::string(text) }, { "content-type", std::string(text) } };
    if (auto const cookie = request.cookie("session"))
        require(cookie->size() <= size && cookie->find(';') == std::string_view::npos);
    (void)request.content_type();
    StaticFile file;
    file.brotli = file.gzip = file.plain = { "bytes", "\"tag\"" };
    (void)StaticFiles::answer(file, request);

    // However the bytes are cut, they are read alike.
    auto const whole = read(text, std::max<std::size_t>(size, 1));
    require(read(text, 1) == whole);
    require(read(text, 7) == whole);
    return 0;
}
