// Misuse of the service: what was tried, and, after all else, a notice to the organisation that says nothing of care.
#pragma once
#include "access/policy/period.h"
#include "access/room_contract.h"
#include "access/routes.h"
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wellkept::misuse {

using access::PermissionInfo;
// Whoever is assigned.
struct Read {
    static constexpr PermissionInfo info { .name = "misuse.read", .about = "service_user" };
};
struct Record {
    static constexpr PermissionInfo info { .name = "misuse.record", .writes = true, .about = "service_user" };
};
struct Propose {
    static constexpr PermissionInfo info { .name = "misuse.propose", .writes = true, .about = "service_user" };
};
// Whoever decides need not know the person, and learns nothing of their care.
struct ListWaiting {
    static constexpr PermissionInfo info { .name = "misuse.waiting", .about = "service_user", .need = access::Need::desk };
};
struct Weigh {
    static constexpr PermissionInfo info { .name = "misuse.weigh", .about = "service_user", .need = access::Need::desk };
};
struct Approve {
    static constexpr PermissionInfo info { .name = "misuse.approve", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
struct Send {
    static constexpr PermissionInfo info { .name = "misuse.send", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};

// ---- policy/misuse.yaml ----
struct MeasureRule {
    std::string code, title;
    access::Period after; // how long after the one before
};
struct Rules {
    std::vector<MeasureRule> measures; // in their order
    std::string told_clock;
    std::set<std::string> approvers; // roles
    int version = 0;
    std::string text;
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
};

struct Measure {
    Uuid id;
    std::string kind;
    SubjectId author;
    std::string text; // empty for whoever decides
    Instant taken_at;
};
struct Notice {
    Uuid id;
    std::string state, text;
    SubjectId proposer;
    std::optional<SubjectId> decider;
    ClientId organisation;
    std::optional<Instant> told_at;
    std::optional<Instant> may_be_sent_from; // once the person was told
    Instant proposed_at, state_at;
};

// Whether all that the policy asks for is there; else the code of the first measure that is missing.
std::optional<std::string> missing(Rules const&, std::vector<Measure> const&);

Result<Uuid> record(access::Granted<Record> const&, access::Gate const&, Rules const&, std::string const& kind, Instant taken_at, std::string const& text);
Result<Uuid> propose(access::Granted<Propose> const&, access::Gate const&, Rules const&); // conflict: a measure is missing
Result<> withdraw(access::Granted<Propose> const&, access::Gate const&, Uuid);
Result<> tell(access::Granted<Record> const&, access::Gate const&, Uuid, std::string const& how); // the person, first
Result<> approve(access::Granted<Approve> const&, access::Gate const&, Rules const&, Uuid, bool yes);
Result<> send(access::Granted<Send> const&, access::Gate const&, Rules const&, Uuid, std::string const& to_whom);
Result<std::vector<Measure>> measures(access::SubjectGrant const&, bool with_text); // the oldest first
Result<std::vector<Notice>> notices(access::SubjectGrant const&); // without may_be_sent_from
Result<std::vector<Notice>> notices(access::SubjectGrant const&, access::Gate const&, Rules const&);

inline constexpr std::string_view record_class = "misuse";
void add_routes(access::Routes&, Rules);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::misuse
