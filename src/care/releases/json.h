// What is sealed. Private to the room; only for .cpp files.
#pragma once
#include "care/releases/releases.h"
#include "platform/json/json.h"

namespace wellkept::releases {
BOOST_DESCRIBE_STRUCT(Recipient, (), (kind, name, role, address, email))

struct Kept { // an item: its words may be long
    std::string content, text;
    std::optional<Uuid> report {};
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 200'000 }; }
};
BOOST_DESCRIBE_STRUCT(Kept, (), (content, text, report))
inline std::vector<Kept> kept(std::vector<Item> const& all)
{
    std::vector<Kept> out;
    for (auto const& i : all) out.push_back({ i.content, i.text, i.report });
    return out;
}
inline std::vector<Item> items_of(std::vector<Kept> const& all)
{
    std::vector<Item> out;
    for (auto const& i : all) out.push_back({ i.content, i.text, i.report });
    return out;
}


struct Body { // of a form; shown: the very text, as it was rendered then
    Recipient recipient;
    std::vector<Kept> items;
    std::string purpose, note, shown;
    std::int32_t statement;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 400'000 }; }
};
BOOST_DESCRIBE_STRUCT(Body, (), (recipient, items, purpose, note, shown, statement))
BOOST_DESCRIBE_STRUCT(Signature, (), (name, statement, at, shown_hash, link, check, recognised_at))

struct LetterBody {
    std::vector<std::string> contents; // titles
    std::string pdf_hash;
    std::optional<std::vector<Kept>> reports {}; // which it holds, and in which words
};
BOOST_DESCRIBE_STRUCT(LetterBody, (), (contents, pdf_hash, reports))
} // namespace wellkept::releases
