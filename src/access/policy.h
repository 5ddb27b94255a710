// The enforced policy: policy/*.yaml, checked as a whole. What is not configured is refused.
#pragma once
#include "access/policy/retention.h"
#include "base/result.h"
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::access {

struct Category {
    std::string code, title, description;
    bool special = true; // GDPR Art. 9
};
enum class Consent {
    none,       // rests on another basis
    switch_,    // the person switches it, per connection and category
    any_switch, // follows from any switch of that category being on
};
struct Purpose {
    std::string code, title, description;
    std::string lawful_basis; // the article it rests on, in words
    std::string recipient;    // self, client, none
    Consent consent = Consent::none;
    std::string retention;    // in words, from the retention rule of the same name
};

class Policy {
public:
    // Reads categories, purposes, access and retention of a directory. Refused whole: file, line and mend are named.
    static Result<std::shared_ptr<Policy const>> load(std::filesystem::path const& directory);

    bool allows(std::string_view role, std::string_view permission, std::string_view purpose) const;
    Category const* category(std::string_view code) const;
    Purpose const* purpose(std::string_view code) const;
    std::vector<Category> const& categories() const { return m_categories; }
    std::vector<Purpose> const& purposes() const { return m_purposes; }
    RetentionRules const& retention() const { return m_retention; } // record classes
    std::string const& version() const { return m_version; } // first 16 hex digits of the SHA-256 over all files
    // role -> permission -> purposes, for docs/access-matrix.md and the coverage gates
    using Matrix = std::map<std::string, std::map<std::string, std::set<std::string>>>;
    Matrix const& matrix() const { return m_matrix; }
    // permission -> what it is, in a short sentence for people ("read your measurements")
    std::string title(std::string_view permission) const;

private:
    std::vector<Category> m_categories;
    std::vector<Purpose> m_purposes;
    std::map<std::string, std::string, std::less<>> m_titles;
    Matrix m_matrix;
    RetentionRules m_retention;
    std::string m_version;
};

} // namespace wellkept::access
