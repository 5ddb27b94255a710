// A disclosure because somebody is in danger: only what is strictly necessary, by two clinicians, looked at again afterwards.
#pragma once
#include "access/routes.h"
#include "access/room_contract.h"
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wellkept::safeguarding {

using access::PermissionInfo;
// Whoever is assigned.
struct Propose {
    static constexpr PermissionInfo info { .name = "safeguarding.propose", .writes = true, .about = "service_user" };
};
struct Read {
    static constexpr PermissionInfo info { .name = "safeguarding.read", .about = "service_user" };
};
struct Release {
    static constexpr PermissionInfo info { .name = "safeguarding.release", .writes = true, .exclusive = true, .about = "service_user" };
};
struct Notify {
    static constexpr PermissionInfo info { .name = "safeguarding.notify", .writes = true, .about = "service_user" };
};
// The second clinician need not know the person.
struct ListWaiting {
    static constexpr PermissionInfo info { .name = "safeguarding.waiting", .about = "service_user", .need = access::Need::desk };
};
struct Weigh {
    static constexpr PermissionInfo info { .name = "safeguarding.weigh", .about = "service_user", .need = access::Need::desk };
};
struct Second {
    static constexpr PermissionInfo info { .name = "safeguarding.second", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
// Governance.
struct ListReviews {
    static constexpr PermissionInfo info { .name = "safeguarding.reviews", .about = "service_user", .need = access::Need::desk };
};
struct LookBack {
    static constexpr PermissionInfo info { .name = "safeguarding.look_back", .about = "service_user", .need = access::Need::desk };
};
struct Review {
    static constexpr PermissionInfo info { .name = "safeguarding.review", .writes = true, .about = "service_user", .need = access::Need::desk };
};

// ---- policy/safeguarding.yaml ----
struct Named {
    std::string code, title;
    bool emergency = false; // of not_consulted: only where it could not wait
};
struct RecipientRule {
    std::string code, title, registered;
    std::set<std::string> reasons, fields;
    bool organisation = false; // the person's own employer
};
struct Path {
    std::string code;
    std::set<std::string> second_from;
    std::string review_clock;
};
struct Rules {
    std::vector<Named> reasons, fields, not_consulted, outcomes;
    std::vector<RecipientRule> recipients;
    std::set<std::string> ways;
    std::vector<Path> paths;
    std::string notice_clock;
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
};

struct Field {
    std::string code, value, why;
};
struct Proposal {
    Uuid case_id;
    bool emergency = false;
    std::string reason, grounds; // code, and what happened
    std::string recipient, to;   // code, and who exactly
    bool consulted = false;
    std::string consultation;    // what the person said, or the code of not_consulted
    std::string consultation_note; // in words; of not_consulted, what was tried
    std::vector<Field> fields;
};
struct One {
    Uuid id;
    Proposal proposal;
    std::string path, state, hash; // hash: of the extract, hex
    SubjectId first;
    std::optional<SubjectId> second, reviewer;
    std::optional<std::string> decision, outcome, review;
    std::string notice;
    std::optional<std::string> notice_text;
    std::optional<Instant> notice_until, released_at, review_due;
    Instant proposed_at, state_at;
};

// bad_input: what the policy does not have, or a field without its why.
Result<Uuid> propose(access::Granted<Propose> const&, access::Gate const&, Rules const&, Proposal const&);
Result<> withdraw(access::Granted<Propose> const&, access::Gate const&, Uuid);
// forbidden: the first clinician's own, or a second without standing on this path. hash: of what they read.
Result<> second(access::Granted<Second> const&, access::Gate const&, Rules const&, Uuid, bool agree, std::string const& hash, std::string const& words);
// conflict: no second clinician agreed to this very extract.
Result<> release(access::Granted<Release> const&, access::Gate const&, Rules const&, Uuid, std::string const& way);
// Told, and how; or put off until a day, and why. conflict: longer than the policy's clock.
Result<> notice(access::Granted<Notify> const&, access::Gate const&, Rules const&, Uuid, std::optional<Instant> put_off_until, std::string const& words);
Result<> review(access::Granted<Review> const&, access::Gate const&, Rules const&, Uuid, std::string const& outcome, std::string const& words);
Result<std::vector<One>> all(access::SubjectGrant const&); // the latest first
Result<One> one(access::SubjectGrant const&, Uuid);        // not_found

inline constexpr std::string_view record_class = "safeguarding";
void add_routes(access::Routes&, Rules);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::safeguarding
