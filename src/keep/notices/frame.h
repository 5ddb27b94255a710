// A notice's template, and the rules' values that it may speak of.
#pragma once
#include "keep/notices/notices.h"
#include <map>

namespace wellkept::notices {

// One rule as values for a clause.
struct Said {
    std::string rule;
    std::map<std::string, std::string, std::less<>> values;
};
struct FrameSection {
    std::string heading, lead, each, clause, short_clause;
    int line = 0;
};
struct Frame {
    std::string file, title;
    std::vector<FrameSection> sections;
};

// The sets of rules a section can name with `each`.
std::vector<std::string> const& rule_sets();
// All rules of a set, for a service and territory, whether enforced or not.
std::vector<Said> rules_of(access::Policy const&, std::string_view set, std::string_view service, access::Territory const&);

Frame read_frame(access::Policy const&, std::string const& file, std::vector<access::Finding>&);
std::string filled(std::string const& clause, std::map<std::string, std::string, std::less<>> const& values);
// The sentences of a clause that hold no value of its rule.
std::vector<std::string> bare_sentences(std::string const& clause);
// A word by which connective text would promise something; empty if there is none.
std::string promising_word(std::string const& text);

} // namespace wellkept::notices
