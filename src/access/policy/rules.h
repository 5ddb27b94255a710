// The rules, one struct each, as policy/*.yaml states them. Other rooms read their section through these.
#pragma once
#include "access/policy/period.h"
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::access {

// What is wrong or missing in the policy, where, and how to mend it. A warning lets the policy pass.
struct Finding {
    std::string file;
    int line = 0;
    std::string what, mend;
    bool warning = false;
    std::string text() const { return file + ":" + std::to_string(line) + ": " + what + "; " + mend; }
};

// Every rule has an id, section and code ("purposes.self"): notices cite it, engines declare it (enforced.h).
struct RulePlace {
    std::string id, file;
    int line = 0;
};

// law ("uk_gdpr", "eu_gdpr") -> articles, written 6-1-a for Article 6(1)(a)
using Basis = std::map<std::string, std::vector<std::string>, std::less<>>;
using Codes = std::set<std::string, std::less<>>;

struct Category { // of device data, the unit of consent
    std::string code, title, description;
    bool special = true; // GDPR Art. 9
    std::string retention {}; // code of its retention rule
};
struct Kind { // of whatever is kept: what a column's comment names
    std::string code, title;
    bool special = false;
    std::string retention;
    std::string in_care; // the rule for what is kept of service users; where none is given, the same
    std::string const& kept(std::string_view service) const { return service == "care" ? in_care : retention; }
};

enum class Consent {
    none,       // rests on another basis
    switch_,    // the person switches it, per connection and category
    any_switch, // follows from any switch of that category being on
    asked,      // the person is asked about each one; their yes is kept with it, and the room that keeps it asks for it
    follows,    // follows the switch of another purpose
    joined,     // of somebody's care and of the Member they are besides: see policy/purposes.yaml
    extra,      // a switch asked apart from the others, off until then: it goes when the last other switch of that category goes
};
struct Purpose {
    std::string code, title, description;
    std::string lawful_basis; // in words, made from basis
    std::string recipient;    // code in recipients.yaml; "none": it stays here
    Consent consent = Consent::none;
    std::string retention;    // in words, from the retention rule of the same name
    std::string retention_rule {};
    Basis basis {};
    Codes data {};     // kinds it uses
    Codes services {}; // connect, care
    bool needs_special = false; // uses a special kind
    std::string follows {};     // with Consent::follows or joined: the purpose whose switch decides
    bool switched() const { return consent == Consent::switch_ || consent == Consent::extra; }
};

struct Recipient {
    std::string code, title, kind, safeguard;
    std::string role; // of access.yaml: who acts as this recipient; empty if nobody signs in as it
    Basis basis;
    std::map<std::string, Codes, std::less<>> receives; // purpose -> kinds
    bool every_category = false;
    Codes categories; // of device data, unless every_category
    Codes territories;
    bool may_have(std::string_view category) const { return every_category || categories.contains(category); }
};

struct Contact {
    std::string name, address, mail, url, phone;
};
struct Territory {
    std::string code, title, law, law_title;
    Codes regions; // where its people's data may be kept and served
    Contact controller, officer, regulator;
    std::vector<std::string> rights; // by article: 15, 16, ... 77
};

struct Retention {
    std::string code, text, trigger, action; // action: destroy unless the file says otherwise
    Period period;
};
struct ClockRule {
    std::string code, title, starts, basis_text;
    Period period;
    bool working_day = false; // a due date on a day off moves to the next working day
};
struct AgeRule { // one a territory; years
    std::string territory;
    int directed_from = 18;   // not directed to anybody younger
    int guardian_below = 18;  // nothing from anybody younger without a guardian's consent
};

struct PasswordRule {
    int length_min = 0, length_max = 0;
    bool digit = false, lower = false, upper = false, special = false, refuse_common = false;
};
struct LockoutRule {
    int attempts = 0;
    Period within, lasts;
};
struct SecondFactorRule {
    Codes roles, methods;
    int recovery_codes = 0;
    Period step_up; // how long a proof of the second factor serves for a dangerous act
};
struct SessionRule {
    std::string code, title;
    Period life;
    Period idle;
};
struct Credentials {
    PasswordRule password;
    LockoutRule lockout;
    SecondFactorRule second_factor;
    std::map<std::string, SessionRule, std::less<>> sessions;
};

// policy/staff.yaml: what accounts can be, what they must have learnt, and how closed doors are opened.
struct AccountRole {
    std::string code, title;
    std::string side; // house, client, organisation
    bool limited = false; // has an end date, purposes and categories of data, and nothing beyond them
    bool vetted = false;  // works only while registration, insurance, checks and review hold
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

struct StatisticsTable { // totals that are published, once a period
    std::string code, title, unit;
    std::string source;           // the room that has the data
    std::string metric, category; // of metrics.yaml
    std::string purpose;          // whose switch lets somebody be counted
    std::string dimension;        // none, program
    int clip_min = 0, clip_max = 0; // within these one person counts: their mean a day over the period
    int mean_step = 1;            // every published mean is a multiple of it
};
struct StatisticsRule { // what leaves as numbers; people, not records
    int cell_min = 0;       // a smaller cell is not shown
    int round_to = 0;       // every shown count is a multiple of it
    int population_min = 0; // no statistics over a smaller group
    int mean_min = 0;       // no mean over fewer
    int settle_days = 0;    // after a period's end, until it is published
    int epsilon_milli = 0;  // of the noise of one release, in thousandths; 0: no noise
    std::vector<StatisticsTable> tables {};
    StatisticsTable const* table(std::string_view code) const
    {
        for (auto const& t : tables)
            if (t.code == code) return &t;
        return nullptr;
    }
};
struct CookieRule {
    std::string code, title, need, session; // need: necessary, preference, statistics; session: rule that bounds its life
    std::string purpose;
};
struct Measure { // what guards data, as engines do it
    std::string code, title, text;
};

// What a change of the policy means for people, in plain words.
struct PolicyChange {
    enum class Needs {
        nothing, // people gain, or nothing of theirs changes
        notice,  // the notice must be published anew before it holds
        consent, // people must be asked: what they agreed to is not this
    };
    std::string rule; // id
    std::string words;
    Needs needs = Needs::nothing;
};
std::string_view name(PolicyChange::Needs);

} // namespace wellkept::access
