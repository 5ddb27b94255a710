// A notice as JSON, as it is kept, and as a page.
#pragma once
#include "keep/notices/store.h"

namespace wellkept::notices {

std::string to_json(Document const&);
Result<Document> from_json(std::string_view);

// What one edition says that another does not: clauses by rule and words.
struct Difference {
    std::vector<std::string> gone, come;
};
Difference difference(Document const& from, Document const& to);

// Whole HTML pages: readable without script or style, one h1, landmarks, headings in order.
std::string index_page(std::vector<store::Edition> const&);
std::string notice_page(store::Edition const&, Document const&, bool newest);
std::string history_page(std::vector<store::Edition> const& newest_first, std::vector<Document> const&);

} // namespace wellkept::notices
