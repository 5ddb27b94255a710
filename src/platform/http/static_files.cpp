#include "platform/http/static_files.h"
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <openssl/evp.h>

namespace wellkept::http {
namespace {

// Addresses that the one page answers: alone, and with all that lies under them.
constexpr std::array<std::string_view, 7> pages { "/", "/connect", "/trust", "/trends", "/you", "/feedback", "/handed-over" };
constexpr std::array<std::string_view, 4> applications { "/app", "/console", "/organisation", "/desk" };

namespace fs = std::filesystem;

struct Type {
    std::string_view extension, content_type;
};
constexpr Type types[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".mjs", "text/javascript; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".json", "application/json" },
    { ".map", "application/json" },
    { ".webmanifest", "application/manifest+json" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".jpg", "image/jpeg" },
    { ".webp", "image/webp" },
    { ".ico", "image/x-icon" },
    { ".woff2", "font/woff2" },
    { ".woff", "font/woff" },
    { ".wasm", "application/wasm" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".pdf", "application/pdf" },
};

std::string_view type_of(std::string_view path)
{
    for (auto const& [extension, content_type] : types)
        if (path.ends_with(extension)) return content_type;
    return "application/octet-stream";
}

// Bundlers write name-HASH.ext or name.HASH.ext, the hash of eight characters or more.
bool has_hashed_name(std::string_view path)
{
    if (!path.starts_with("/assets/")) return false;
    auto const file = path.substr(path.rfind('/') + 1);
    auto const extension = file.rfind('.');
    if (extension == std::string_view::npos) return false;
    auto const stem = file.substr(0, extension);
    return stem.size() > 9 && stem.substr(1, stem.size() - 9).find_first_of("-.") != std::string_view::npos;
}

std::string etag_of(std::string const& bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest {};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) return {};
    static constexpr char digits[] = "0123456789abcdef";
    std::string out = "\"";
    for (unsigned i = 0; i < size; ++i) (out += digits[digest[i] >> 4]) += digits[digest[i] & 15];
    return out += '"';
}

Error cannot_read(std::string_view detail)
{
    return unavailable("The web application's files cannot be read.", detail);
}

std::string_view trim(std::string_view s)
{
    auto const first = s.find_first_not_of(" \t"), last = s.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view {} : s.substr(first, last - first + 1);
}

template <typename F> bool any_item(std::string_view list, F f)
{
    for (;;) {
        auto const comma = list.find(',');
        if (f(trim(list.substr(0, comma)))) return true;
        if (comma == std::string_view::npos) return false;
        list.remove_prefix(comma + 1);
    }
}

// RFC 9110 section 12.5.3; a quality counts only as zero or not.
bool accepts(Request const& request, std::string_view coding)
{
    auto const header = request.header("accept-encoding");
    return header && any_item(*header, [&](std::string_view item) {
        auto const semicolon = item.find(';');
        if (trim(item.substr(0, semicolon)) != coding) return false;
        if (semicolon == std::string_view::npos) return true;
        auto const quality = trim(item.substr(semicolon + 1));
        return quality.starts_with("q=") && quality.find_first_of("123456789") != std::string_view::npos;
    });
}

// RFC 9110 section 13.1.2: the weak comparison.
bool none_match_fails(Request const& request, std::string_view etag)
{
    auto const header = request.header("if-none-match");
    return header && any_item(*header, [&](std::string_view item) {
        if (item.starts_with("W/")) item.remove_prefix(2);
        return item == "*" || item == etag;
    });
}

} // namespace

Result<StaticFiles> StaticFiles::load(std::string const& directory)
{
    StaticFiles out;
    std::map<std::string, StaticFile::Form> forms;
    std::size_t total = 0;
    try {
        auto it = fs::recursive_directory_iterator(directory);
        for (; it != fs::recursive_directory_iterator(); ++it) {
            auto const file_name = it->path().filename().string();
            if (file_name.starts_with('.')) {
                if (it->is_directory()) it.disable_recursion_pending();
                continue;
            }
            if (it->is_symlink() || !it->is_regular_file()) continue;
            total += it->file_size();
            if (total > total_bytes_max) return cannot_read("static files over the size limit");
            std::ifstream in(it->path(), std::ios::binary);
            std::string bytes(std::istreambuf_iterator<char>(in), {});
            if (!in || bytes.size() != it->file_size()) return cannot_read("a static file is not readable");
            auto etag = etag_of(bytes);
            if (etag.empty()) return cannot_read("digest");
            forms["/" + fs::relative(it->path(), directory).generic_string()] = { std::move(bytes), std::move(etag) };
        }
    } catch (fs::filesystem_error const& e) {
        return cannot_read(e.code().message());
    }
    for (auto& [path, form] : forms) {
        bool const is_sibling = (path.ends_with(".br") && forms.contains(path.substr(0, path.size() - 3)))
            || (path.ends_with(".gz") && forms.contains(path.substr(0, path.size() - 3)));
        if (is_sibling) continue;
        StaticFile file { std::string(type_of(path)), has_hashed_name(path), {}, {}, {} };
        if (auto const br = forms.find(path + ".br"); br != forms.end()) file.brotli = std::move(br->second);
        if (auto const gz = forms.find(path + ".gz"); gz != forms.end()) file.gzip = std::move(gz->second);
        file.plain = std::move(form);
        out.m_files.emplace(path, std::move(file));
    }
    return out;
}

StaticFile const* StaticFiles::find(std::string_view path) const
{
    if (auto const it = m_files.find(path); it != m_files.end()) return &it->second;
    auto const ours = [&](std::string_view page) { return path == page; };
    auto const within = [&](std::string_view application) {
        return path.starts_with(application) && (path.size() == application.size() || path[application.size()] == '/');
    };
    bool const made_up = std::ranges::any_of(pages, ours) || std::ranges::any_of(applications, within);
    if (!made_up) return nullptr;
    for (std::string above(path);;) {
        if (!above.ends_with('/')) above += '/';
        if (auto const it = m_files.find(above + "index.html"); it != m_files.end()) return &it->second;
        if (above.size() == 1) return nullptr;
        above.pop_back();
        above.erase(above.rfind('/') + 1);
    }
}

Answer StaticFiles::answer(StaticFile const& file, Request const& request)
{
    Answer out;
    auto& headers = out.response.headers;
    auto const* form = &file.plain;
    if (file.brotli && accepts(request, "br")) {
        form = &*file.brotli;
        headers.emplace_back("Content-Encoding", "br");
    } else if (file.gzip && accepts(request, "gzip")) {
        form = &*file.gzip;
        headers.emplace_back("Content-Encoding", "gzip");
    }
    headers.emplace_back("Content-Type", file.content_type);
    headers.emplace_back("ETag", form->etag);
    headers.emplace_back("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.brotli || file.gzip) headers.emplace_back("Vary", "Accept-Encoding");
    if (none_match_fails(request, form->etag))
        out.response.status = 304;
    else
        out.shared_body = form->bytes;
    return out;
}

} // namespace wellkept::http
