// The web build, read once at start and served from memory: no path of a request ever reaches the file system.
#pragma once
#include "platform/http/answer.h"

namespace wellkept::http {

struct StaticFile {
    struct Form {
        std::string bytes, etag;
    };
    std::string content_type;
    bool immutable = false; // assets/ with a hash in the name
    Form plain;
    std::optional<Form> brotli, gzip; // from the siblings .br and .gz that the web build wrote
};

class StaticFiles {
public:
    static constexpr std::size_t total_bytes_max = 256 * 1024 * 1024;

    StaticFiles() = default;
    // Regular files only; neither dot files nor what symbolic links point to. Errors: unavailable.
    static Result<StaticFiles> load(std::string const& directory);

    // The file at this decoded path, or the index.html next above it for the addresses the applications make up
    // themselves (/, /app/..., /connect, /console/...). Null: nothing here.
    StaticFile const* find(std::string_view path) const;
    static Answer answer(StaticFile const&, Request const&);

private:
    std::map<std::string, StaticFile, std::less<>> m_files; // by path, with its leading '/'
};

} // namespace wellkept::http
