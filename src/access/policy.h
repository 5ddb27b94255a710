// The enforced policy: policy/*.yaml, checked as a whole. What is not configured is refused.
#pragma once
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
    follows,    // follows the switch of another purpose
};
struct Purpose {
    std::string code, title, description;
    std::string lawful_basis; // the article it rests on, in words
    std::string recipient;    // self, client, none
    Consent consent = Consent::none;
    std::string retention;    // in words, from the retention rule of the same name
    std::string follows {};   // with Consent::follows: the purpose whose switch decides
};

// policy/staff.yaml: what accounts can be, what they must have learnt, and how closed doors are opened.
struct AccountRole {
    std::string code, title;
    std::string side; // house, client
    bool limited = false; // has an end date, purposes and categories of data, and nothing beyond them
};
struct Course {
    std::string code, title;
    int months = 12;       // how long it holds
    bool required = false; // without it no data of a person are opened by our own staff
};
struct Reason {
    std::string code, title;
};
struct Exceptional { // support or break_glass
    std::string kind;
    int minutes_max = 60;
    int review_days = 0; // somebody else must look at it within; 0: need not
    std::vector<Reason> reasons;
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
    std::string const& version() const { return m_version; } // first 16 hex digits of the SHA-256 over all files
    // role -> permission -> purposes, for docs/access-matrix.md and the coverage gates
    using Matrix = std::map<std::string, std::map<std::string, std::set<std::string>>>;
    Matrix const& matrix() const { return m_matrix; }
    std::vector<AccountRole> const& account_roles() const { return m_account_roles; }
    std::vector<Course> const& courses() const { return m_courses; }
    std::vector<std::string> const& required_courses() const { return m_required_courses; }
    AccountRole const* account_role(std::string_view code) const;
    Exceptional const* exceptional(std::string_view kind) const;
    // The role by which an account of this side may: "staff" is what each may about itself (own), then "staff.<role>"
    // in the order given. Empty: none.
    std::string allowing_role(std::vector<std::string> const& roles, std::string_view side, bool own,
        std::string_view permission, std::string_view purpose) const;
    // permission -> what it is, in a short sentence for people ("read your measurements")
    std::string title(std::string_view permission) const;

private:
    friend struct StaffReader;
    std::vector<Category> m_categories;
    std::vector<Purpose> m_purposes;
    std::map<std::string, std::string, std::less<>> m_titles;
    Matrix m_matrix;
    std::vector<AccountRole> m_account_roles;
    std::vector<Course> m_courses;
    std::vector<std::string> m_required_courses;
    std::vector<Exceptional> m_exceptional;
    std::string m_version;
};

} // namespace wellkept::access
