// The record classes of policy/retention.yaml: what starts each one's clock, how long it runs, what happens then.
#pragma once
#include "access/policy/period.h"
#include "base/result.h"
#include <filesystem>
#include <map>
#include <vector>

namespace wellkept::access {

enum class Trigger { created, event, last_contact, contract_end, permission_withdrawn };
enum class RetentionAction { destroy, anonymise, review };
std::string_view name(Trigger);
std::string_view name(RetentionAction);

struct RecordClass {
    std::string code, title;
    Trigger trigger = Trigger::created;
    Period period;
    Period begin_before {}; // the work begins this long before the end
    RetentionAction action = RetentionAction::destroy;
    bool statutory = false; // an erasure waits for the end
    std::string basis; // why so long, in words
    std::string room; // who keeps such records; "none": nobody yet
    bool bound() const { return room != "none"; }
};

class RetentionRules {
public:
    // Refused whole: file, line and mend stand in the detail.
    static Result<RetentionRules> load(std::filesystem::path const& file);
    static Result<RetentionRules> read(std::string const& yaml); // the text of retention.yaml
    std::vector<RecordClass> const& classes() const { return m_classes; }
    RecordClass const* find(std::string_view code) const;
    // IANA name of the zone whose calendar counts in a region; UTC if none is given
    std::string zone(std::string_view region) const;

private:
    std::vector<RecordClass> m_classes;
    std::map<std::string, std::string, std::less<>> m_zones;
};

} // namespace wellkept::access
