// Bytes too large for a row, by key. What goes in is already encrypted: this room sees no plaintext.
#pragma once
#include "base/result.h"
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace wellkept::blob {

class Store {
public:
    virtual ~Store() = default;
    // key: [a-z0-9/-]{1,200}, no "..", no leading slash. Durable (fsync of file and folder) and atomic: all or nothing.
    virtual Result<> put(std::string_view key, std::string_view bytes) = 0;
    virtual Result<std::string> get(std::string_view key) = 0; // not_found
    virtual Result<> remove(std::string_view key) = 0; // absent is fine
    // every key below "prefix/": removed; returns how many
    virtual Result<std::size_t> remove_all(std::string_view prefix) = 0;
};

// Files below a directory, 0600; directories 0700.
Result<std::unique_ptr<Store>> files(std::string directory);

} // namespace wellkept::blob
