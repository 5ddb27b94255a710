// What is sealed. Private to the room; only for .cpp files.
#pragma once
#include "care/releases/releases.h"
#include "platform/json/json.h"

namespace wellkept::releases {
BOOST_DESCRIBE_STRUCT(Recipient, (), (kind, name, role, address, email))
BOOST_DESCRIBE_STRUCT(Item, (), (content, text))

struct Body { // of a form; shown: the very text, as it was rendered then
    Recipient recipient;
    std::vector<Item> items;
    std::string purpose, note, shown;
    std::int32_t statement;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 400'000 }; }
};
BOOST_DESCRIBE_STRUCT(Body, (), (recipient, items, purpose, note, shown, statement))
BOOST_DESCRIBE_STRUCT(Signature, (), (name, statement, at, shown_hash, link, check, recognised_at))

struct LetterBody {
    std::vector<std::string> contents; // titles
    std::string pdf_hash;
};
BOOST_DESCRIBE_STRUCT(LetterBody, (), (contents, pdf_hash))
} // namespace wellkept::releases
