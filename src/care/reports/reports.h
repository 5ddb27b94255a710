// Session reports and their like: the person reads them first, may ask for changes, and nothing is released that they have
// not agreed to, to nobody but the one recipient that the policy and the person name.
#pragma once
#include "access/routes.h"
#include "care/referrals/referrals.h"
#include "care/reports/states.h"
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::reports {

using access::PermissionInfo;
// Whoever is assigned.
struct Write {
    static constexpr PermissionInfo info { .name = "reports.write", .writes = true, .about = "service_user" };
};
struct Read {
    static constexpr PermissionInfo info { .name = "reports.read", .about = "service_user" };
};
struct Release {
    static constexpr PermissionInfo info { .name = "reports.release", .writes = true, .exclusive = true, .about = "service_user" };
};
// Clinical governance, over any report.
struct Approve {
    static constexpr PermissionInfo info { .name = "reports.approve", .writes = true, .about = "service_user", .need = access::Need::desk };
};
// What one approves, one reads: while it waits for approval, and no other.
struct Review {
    static constexpr PermissionInfo info { .name = "reports.review", .about = "service_user", .need = access::Need::desk };
};
struct Recall {
    static constexpr PermissionInfo info { .name = "reports.recall", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
struct Queue {
    static constexpr PermissionInfo info { .name = "reports.queue", .about = "service_user", .need = access::Need::desk };
};
// The person's own.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "reports.read_own", .about = "service_user" };
};
struct Answer {
    static constexpr PermissionInfo info { .name = "reports.answer", .writes = true, .exclusive = true, .about = "service_user" };
};
// The organisation's named recipient, over its own tenant.
struct Receive {
    static constexpr PermissionInfo info { .name = "reports.receive", .about = "account" };
};

struct Rule {
    std::string service, kind, to;
};
struct Rules {
    std::vector<Rule> all;
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
    bool allows(std::string_view service, std::string_view kind) const;
};

struct Report {
    Uuid id, referral;
    std::string kind;
    State state;
    std::string text;
    std::optional<std::string> statement;
    std::optional<Instant> review_until;
    Instant created_at, state_at;
    struct Said {
        std::string event, text; // ask_change, decline_change or recall, and in whose words
        Instant at;
    };
    std::vector<Said> said {}; // the earliest first
};

// ---- staff ----
// Refused unless the referral's consent holds and the policy has this report for its service.
Result<Uuid> draft(access::Granted<Write> const&, access::Gate const&, Rules const&, Uuid referral, std::string const& kind, std::string const& text);
// A draft, or after a change was asked for.
Result<> rewrite(access::Granted<Write> const&, access::Gate const&, Uuid, std::string const& text);
Result<> decline_change(access::Granted<Write> const&, access::Gate const&, Uuid, std::string const& why);
Result<> approve(access::Granted<Approve> const&, access::Gate const&, Uuid); // forbidden for whoever wrote it
Result<> send(access::Granted<Write> const&, access::Gate const&, Uuid);      // the time to ask for changes begins
Result<> release(access::Granted<Release> const&, access::Gate const&, Rules const&, Uuid);
Result<> recall(access::Granted<Recall> const&, access::Gate const&, Uuid, std::string const& why);

// ---- the person ----
// hash: of the text they read, hex; so that nobody agrees to what they did not see.
Result<> agree(access::Granted<Answer> const&, access::Gate const&, Uuid, std::string const& hash);
Result<> ask_change(access::Granted<Answer> const&, access::Gate const&, Uuid, std::string const& what); // conflict: the time is over
Result<> attach(access::Granted<Answer> const&, access::Gate const&, Uuid, std::string const& hash, std::string const& statement);
Result<> withdraw(access::Granted<Answer> const&, access::Gate const&, Uuid);

// A report as the person agreed to it, for what else they let us do with it: the very text, and their views if they attached some.
struct Agreed {
    Uuid id;
    std::string kind, text;
    std::optional<std::string> statement;
    Instant since; // it is agreed to, or released
};
// Those to whose text their yes still stands, and the consent to the referral too.
Result<std::vector<Agreed>> agreed(access::SubjectGrant const&);
Result<std::vector<Report>> all(access::SubjectGrant const&);
Result<Report> review(access::Granted<Review> const&, Uuid); // not_found: it does not wait for approval
std::string hash_of(std::string_view text); // SHA-256, hex
// A referral's consent was withdrawn: whatever rests on it stops, and what was delivered is taken back.
Result<> stop(access::SubjectGrant const&, access::Gate const&, Uuid referral);

inline constexpr std::string_view record_class = "report";
void add_routes(access::Routes&, Rules);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::reports
