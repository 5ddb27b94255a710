// Support partners (law, debt, wellbeing): people are pointed to them; they receive nothing, but for a complaint.
#pragma once
#include "access/policy/period.h"
#include "care/handover/handover.h"
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::partners {

using access::PermissionInfo;
struct List {
    static constexpr PermissionInfo info { .name = "partners.list", .about = "account" };
};
struct Manage {
    static constexpr PermissionInfo info { .name = "partners.manage", .writes = true, .about = "account" };
};
// Whoever is assigned.
struct Read {
    static constexpr PermissionInfo info { .name = "partners.read", .about = "service_user" };
};
struct Signpost {
    static constexpr PermissionInfo info { .name = "partners.signpost", .writes = true, .about = "service_user" };
};
struct Complain {
    static constexpr PermissionInfo info { .name = "partners.complain", .writes = true, .exclusive = true, .about = "service_user" };
};
// The partner, by link and code.
struct ReadComplaint {
    static constexpr PermissionInfo info { .name = "partners.read_complaint", .writes = true, .exclusive = true, .about = "service_user" };
};

struct Named {
    std::string code, title;
};
struct Rules {
    std::vector<Named> kinds, fields;
    access::Period lasts_max;
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
};

struct Partner {
    Uuid id;
    std::string kind, name, telephone;
    std::optional<std::string> web, hours;
    std::vector<std::string> languages; // BCP 47
    std::string about; // what they help with
    std::optional<std::string> agreement_reference, complaints_email;
    bool active = true;
};
struct Pointed {
    Uuid id, case_id;
    std::string partner; // as it was called then
    SubjectId author;
    Instant at;
};
struct Field {
    std::string code, value;
};
struct NewComplaint {
    Uuid case_id, partner;
    std::vector<Field> fields;
    Instant ends_at;
};
struct Complaint {
    Uuid id, case_id;
    std::string partner;
    std::vector<Field> fields;
    Instant opened_at, ends_at;
    std::optional<Instant> read_at, ended_at;
    bool open;
};

Result<std::vector<Partner>> all(db::Tx&);
Result<Uuid> save(access::GrantedGroup<Manage> const&, access::Gate const&, Rules const&, Partner); // a nil id: a new one

Result<Uuid> signpost(access::Granted<Signpost> const&, access::Gate const&, Uuid case_id, Uuid partner);
Result<> unsignpost(access::Granted<Signpost> const&, access::Gate const&, Uuid); // it was a mistake; on the same day
struct Opened {
    Uuid complaint;
    std::string code; // to be told by telephone; shown this once
};
Result<Opened> complain(access::Granted<Complain> const&, access::Gate const&, Rules const&, handover::Post const&, NewComplaint const&);
Result<> end_complaint(access::Granted<Complain> const&, access::Gate const&, Uuid);
// conflict: it has ended.
Result<Complaint> read_complaint(access::Granted<ReadComplaint> const&, access::Gate const&, Rules const&, Uuid);
Result<std::vector<Pointed>> pointed(access::SubjectGrant const&);
Result<std::vector<Complaint>> complaints(access::SubjectGrant const&, access::Gate const&);

inline constexpr std::string_view record_class = "signposting", link_kind = "complaint";
struct Parts {
    Rules rules;
    handover::Post post;
};
void add_routes(access::Routes&, Parts);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::partners
