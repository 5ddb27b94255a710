// Notices made from the enforced policy: privacy notice by service and territory, cookie notice, record of processing
// activities, map of personal data. Each clause comes from one rule, and only from a rule that an engine enforces.
#pragma once
#include "access/enforced.h"
#include "access/gate.h"
#include "access/room_contract.h"
#include "platform/http/http.h"
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::notices {

struct ReadOwn { static constexpr access::PermissionInfo info { .name = "privacy.read_own" }; };
struct MarkSeen { static constexpr access::PermissionInfo info { .name = "privacy.mark_seen", .writes = true }; };

struct ReadPolicy { static constexpr access::PermissionInfo info { .name = "policy.read", .about = "account" }; };

struct Clause {
    std::string rule;     // the id it is made from
    std::string enforced; // by which room
    std::string text;
    std::string short_text; // of the first layer; empty: not there
};
struct Section {
    std::string heading, lead;
    std::vector<Clause> clauses;
};
struct Document {
    std::string title;
    std::vector<Section> sections;
};

inline constexpr std::string_view cookies_service = "cookies"; // its territory is "all"

// What is wrong with the words of a policy: a template's sentence that could claim something without a rule, a value that
// its rules do not have, a description that promises. None for words in order.
std::vector<access::Finding> check_templates(access::Policy const&);
// bad_input for a service, territory or template that there is not.
Result<Document> render(
    access::Policy const&, std::vector<access::Enforcement> const&, std::string const& service, std::string const& territory);
// service, territory: every notice that the policy makes
std::vector<std::pair<std::string, std::string>> kinds_of_notice(access::Policy const&);
// Rules that would stand in a notice if something enforced them.
std::vector<std::string> unclaimed(access::Policy const&, std::vector<access::Enforcement> const&);

// For docs/: without dates, so that they change only with what they say.
std::string markdown(Document const&);
std::string record_of_processing(access::Policy const&, std::vector<access::Enforcement> const&); // GDPR Article 30
struct DataTable {
    std::string name, room; // "schema.table"; the room whose contract names it, or empty
};
std::string data_map(access::Policy const&, std::vector<access::ColumnUse> const&, std::vector<DataTable> const& personal);

// A policy comes into force: it is kept whole, each notice whose words differ gets a new edition, and the audit log says
// so. how: start, reload. One node at a time; the same policy again writes the audit row alone.
Result<> in_force(access::Gate const&, db::Pool&, access::Policy const&, std::string_view how);
// How many notices do not say what this policy says: their newest edition is older than its words.
Result<std::int64_t> stale(db::Pool&, access::Policy const&);
// A policy that did not check was not taken: the audit log says so.
Result<> refused(access::Gate const&, db::Pool&, std::string_view why);

// GET /privacy..., /cookies, /v1/notices..., GET /me/notice, POST /me/notice/seen.
void add_routes(access::Routes&);
void add_policy_routes(access::Routes&); // GET /staff/policy...
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::notices
