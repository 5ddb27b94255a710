// The enforced policy: policy/*.yaml, checked as a whole. What is not configured is refused.
#pragma once
#include "access/policy/retention.h"
#include "access/policy/rules.h"
#include "base/result.h"
#include <filesystem>
#include <memory>
#include <optional>

namespace wellkept::access {

class Policy;

// What a policy is held against besides itself.
struct ColumnUse { // a column of the schema and the comment it has
    std::string table, column, comment, file;
    int line = 0;
};
struct RouteUse {
    std::string method, pattern, audience, permission, purpose, open_reason;
};
struct Checked {
    std::shared_ptr<Policy const> policy; // empty if there is an error among the findings
    std::vector<Finding> findings;        // errors first, by file and line
    bool ok() const { return policy != nullptr; }
};

class Policy {
public:
    // Reads and checks a directory. Refused whole: every finding's file, line and mend stand in the detail.
    static Result<std::shared_ptr<Policy const>> load(std::filesystem::path const& directory);
    // The same with all findings, warnings too.
    static Checked check(std::filesystem::path const& directory);
    // One that was kept whole: files() of then.
    static Checked check(std::map<std::string, std::string> files);

    bool allows(std::string_view role, std::string_view permission, std::string_view purpose) const;
    // Whether a recipient is registered for a purpose; and for a category of device data under it.
    bool may_receive(std::string_view recipient, std::string_view purpose) const;
    bool may_receive(std::string_view recipient, std::string_view purpose, std::string_view category) const;

    Category const* category(std::string_view code) const;
    Purpose const* purpose(std::string_view code) const;
    Kind const* kind(std::string_view code) const;
    Recipient const* recipient(std::string_view code) const;
    Recipient const* recipient_of_role(std::string_view role) const;
    Territory const* territory(std::string_view code) const;
    Territory const* territory_of_region(std::string_view region) const; // the first that keeps data there
    Retention const* retention(std::string_view code) const;
    RetentionRules const& retention() const { return m_record_classes; } // what the engine follows
    ClockRule const* clock(std::string_view code) const;
    AgeRule const* age(std::string_view territory) const;
    SessionRule const* session(std::string_view code) const;
    CookieRule const* cookie(std::string_view name) const;

    std::vector<Category> const& categories() const { return m_categories; }
    std::vector<Kind> const& kinds() const { return m_kinds; }
    std::vector<Purpose> const& purposes() const { return m_purposes; }
    std::vector<Recipient> const& recipients() const { return m_recipients; }
    Codes const& never() const { return m_never; } // kinds of recipient that cannot be registered
    std::vector<Territory> const& territories() const { return m_territories; }
    std::vector<Retention> const& retentions() const { return m_retentions; }
    std::vector<ClockRule> const& clocks() const { return m_clocks; }
    std::vector<AgeRule> const& ages() const { return m_ages; }
    Credentials const& credentials() const { return m_credentials; }
    StatisticsRule const& statistics() const { return m_statistics; }
    std::vector<CookieRule> const& cookies() const { return m_cookies; }
    std::vector<Measure> const& measures() const { return m_measures; }

    std::vector<AccountRole> const& account_roles() const { return m_account_roles; }
    std::vector<Course> const& courses() const { return m_courses; }
    std::vector<std::string> const& required_courses() const { return m_required_courses; }
    AccountRole const* account_role(std::string_view code) const;
    Exceptional const* exceptional(std::string_view kind) const;
    // The role by which an account of this side may: "staff" is what each may about itself (own), then "staff.<role>"
    // in the order given. Empty: none.
    std::string allowing_role(std::vector<std::string> const& roles, std::string_view side, bool own,
        std::string_view permission, std::string_view purpose) const;

    std::string const& version() const { return m_version; } // first 16 hex digits of the SHA-256 over all files
    // name -> text of every file below the directory that the version covers
    std::map<std::string, std::string> const& files() const { return m_files; }
    std::vector<RulePlace> const& rules() const { return m_rules; }
    RulePlace const* rule(std::string_view id) const;

    // role -> permission -> purposes, for docs/access-matrix.md and the coverage gates
    using Matrix = std::map<std::string, std::map<std::string, Codes, std::less<>>, std::less<>>;
    Matrix const& matrix() const { return m_matrix; }
    // permission -> what it is, in a short sentence for people ("read your measurements")
    std::string title(std::string_view permission) const;
    std::map<std::string, std::string, std::less<>> const& titles() const { return m_titles; }

private:
    friend class PolicyReader;
    std::vector<Category> m_categories;
    std::vector<Kind> m_kinds;
    std::vector<Purpose> m_purposes;
    std::vector<Recipient> m_recipients;
    Codes m_never;
    std::vector<Territory> m_territories;
    std::vector<Retention> m_retentions;
    RetentionRules m_record_classes;
    std::vector<ClockRule> m_clocks;
    std::vector<AgeRule> m_ages;
    Credentials m_credentials;
    StatisticsRule m_statistics;
    std::vector<CookieRule> m_cookies;
    std::vector<Measure> m_measures;
    std::map<std::string, std::string, std::less<>> m_titles;
    Matrix m_matrix;
    std::vector<AccountRole> m_account_roles;
    std::vector<Course> m_courses;
    std::vector<std::string> m_required_courses;
    std::vector<Exceptional> m_exceptional;
    std::map<std::string, std::string> m_files;
    std::vector<RulePlace> m_rules;
    std::string m_version;
};

// Columns without a category, or with one that categories.yaml does not have.
std::vector<Finding> check_columns(Policy const&, std::vector<ColumnUse> const&);
// Every column that schema/*.sql below a directory makes, with its comment.
std::vector<ColumnUse> schema_columns(std::filesystem::path const& schema_directory);
// Routes without a purpose, and (as warnings) routes that the policy refuses to everybody.
std::vector<Finding> check_routes(Policy const&, std::vector<RouteUse> const&);

// In the order of the files; empty if nothing that people could notice differs.
std::vector<PolicyChange> changes(Policy const& from, Policy const& to);

// Article 6(1)(a) for 6-1-a
std::string article(std::string_view code);
// The basis in words under one law, or of all laws where they agree: "Your explicit consent (GDPR Article ...)".
std::string basis_words(Basis const&, std::string_view law = {});

} // namespace wellkept::access
