// Members: a Client's end users. Provisioning by User Key, sign-in links, sessions. Members have no password (S4).
#pragma once
#include "access/gate.h"
#include "keep/consent/consent.h"
#include "keep/rights/rights.h"
#include "platform/jobs/jobs.h"

namespace wellkept::access {
class Routes;
}

namespace wellkept::members {

struct Provision { static constexpr access::PermissionInfo info { .name = "members.provision", .writes = true }; };
struct ListMembers { static constexpr access::PermissionInfo info { .name = "members.list" }; };
struct ReadMember { static constexpr access::PermissionInfo info { .name = "members.read" }; };
struct MakeLink { static constexpr access::PermissionInfo info { .name = "members.make_link", .writes = true }; };
struct OpenSession { static constexpr access::PermissionInfo info { .name = "members.open_session", .writes = true }; };
struct EndSession { static constexpr access::PermissionInfo info { .name = "members.end_session", .writes = true, .while_erasing = true }; };
struct ReadSelf { static constexpr access::PermissionInfo info { .name = "members.read_self", .while_erasing = true }; };
struct EraseMember { static constexpr access::PermissionInfo info { .name = "members.erase", .writes = true, .exclusive = true }; };
// Grown Members alone: whoever needs a guardian's yes joins nothing that the guardian would learn of.
struct ShowCode { static constexpr access::PermissionInfo info { .name = "members.show_code", .writes = true }; };
struct ReadOwnLog { static constexpr access::PermissionInfo info { .name = "audit.read_own" }; };

struct MakeGuardianLink { static constexpr access::PermissionInfo info { .name = "members.make_guardian_link", .writes = true }; };
struct SetBirthDate { static constexpr access::PermissionInfo info { .name = "members.set_birth_date", .writes = true, .exclusive = true }; };
struct FindMinors { static constexpr access::PermissionInfo info { .name = "members.find_minors" }; };
struct LookAtMinor { static constexpr access::PermissionInfo info { .name = "members.look_at_minor", .writes = true, .exclusive = true }; };


// A Member's own code, by which care/devices finds them; one letter or figure is one of 32.
inline constexpr std::string_view code_handle = "device_code";
inline constexpr std::size_t code_length = 12;
// As it is kept, however somebody typed it: without blanks and dashes, I and L as 1, O as 0.
std::string plain_code(std::string_view typed);
// For what is done on a Member's data in their care, of which nobody who comes in here by a link sees anything.
inline constexpr std::string_view care_purpose = "care_device_data";

// How long it lasts by policy/credentials.yaml. A rule that is missing gives nothing that lasts.
std::chrono::minutes life(access::Gate const&, std::string_view session);

// POST/GET/DELETE /v1/members..., /connect/session, /me, /me/access-log, /me/revocation.
// public_url: where people reach this server, without a trailing slash. The rules must outlive the routes.
void add_routes(access::Routes&, rights::Eraser const&, consent::LiveRules const&, std::string public_url);

// The procedure that finds Members whose data contradict the age rules, and closes them by the one erasure path.
class Minors {
public:
    Minors(access::Gate const& gate, db::Pool& pool, consent::LiveRules const& rules, rights::Eraser const* eraser)
        : m_gate(gate), m_pool(pool), m_rules(rules), m_eraser(eraser)
    {
    }
    struct Found {
        ClientId client;
        SubjectId member;
        consent::Standing standing;
        consent::Verdict verdict; // never fine
    };
    // Members of active Clients. everybody: each birth date is opened, as after a change of the ages; else only those
    // known to be young. What a young person decided alone shows only to the look at one of them.
    Result<std::vector<Found>> find(bool everybody) const;
    // Kind minors_job. With a member in its payload that one; without, all who are young.
    Result<jobs::Outcome> run(jobs::Job const&) const;

private:
    Result<> look(SubjectId) const;
    access::Gate const& m_gate;
    db::Pool& m_pool;
    consent::LiveRules const& m_rules;
    rights::Eraser const* m_eraser; // none: only find()
};
inline constexpr std::string_view minors_job = "members.minors";
Result<> enqueue_look(db::Tx&, access::Gate const&, SubjectId);

} // namespace wellkept::members
