// Reads the policy's files into a Policy, one function a file, and notes every fault.
#pragma once
#include "access/policy/policy.h"
#include "access/policy/row.h"
#include <functional>

namespace wellkept::access {

class PolicyReader {
public:
    explicit PolicyReader(std::filesystem::path directory) : m_directory(std::move(directory)) {}
    explicit PolicyReader(std::map<std::string, std::string> files) { m_policy->m_files = std::move(files); }
    Checked read();

private:
    Row open(std::string const& file); // an empty row, noted, if there is no such file
    void files();
    void categories();
    void retention();
    void territories();
    void purposes();
    void recipients();
    void access();
    void clocks();
    void ages();
    void credentials();
    void statistics();
    void statistics_table(Row const&);
    void cookies();
    void staff();
    void measures();
    void metrics();
    // What no file alone shows.
    void across();
    void recipients_match_purposes();
    void access_uses_what_there_is();
    void places_of_people();
    void accounts_have_roles(Row const& access) const;

    // Notes the place of a rule; a second one of the same id is a fault.
    bool rule(Row const&, std::string const& section, std::string const& code);
    Basis basis(Row const&) const;
    Contact contact(Row const&, bool with_officer) const;
    // Notes each word that is not known, with what is.
    void known(Row const&, char const* key, Codes const& words, std::function<bool(std::string const&)> const& is, std::string const& where) const;
    Finding at(std::string const& rule_id, std::string what, std::string mend, bool warning = false) const;

    std::filesystem::path m_directory;
    std::shared_ptr<Policy> m_policy = std::make_shared<Policy>();
    std::map<std::string, YAML::Node> m_open;
    struct MetricNote {
        std::string category;
        bool coded = false;
    };
    std::map<std::string, MetricNote> m_metrics;
    std::vector<Finding> m_findings;
};

} // namespace wellkept::access
