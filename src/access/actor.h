// Who asks, and for what.
#pragma once
#include "base/ids.h"
#include <optional>
#include <string>
#include <string_view>

namespace wellkept::access {

enum class ActorKind { nobody, client, member, vendor, system, operator_, staff };
std::string_view name(ActorKind);

struct Actor {
    ActorKind kind = ActorKind::nobody;
    Uuid id {};                         // client id, subject id; nil for the others
    std::optional<ClientId> tenant {};  // the Client an actor belongs to
    std::string label {};               // program code of a vendor, task of the system, name of an operator, an account's role that the Gate went by
    Uuid session {};                    // of a member or an account: the handle's ref, so that it can be ended
    Uuid pseudonym {};                  // of an account: how it stands in the audit log; the Gate fills it in

    static Actor client(ClientId c) { return { ActorKind::client, c.value, c, {}, {}, {} }; }
    // A service user of Care, who came by a link of their own.
    static Actor service_user(SubjectId s, ClientId c, Uuid session) { return { ActorKind::member, s.value, c, "service_user", session, {} }; }
    // guardian: who acts is the Member's guardian, and the label says so.
    static Actor member(SubjectId s, ClientId c, Uuid session, bool guardian = false)
    {
        return { ActorKind::member, s.value, c, guardian ? "guardian" : "", session, {} };
    }
    static Actor system(std::string_view task) { return { ActorKind::system, {}, {}, std::string(task), {}, {} }; }
    static Actor vendor(std::string_view program) { return { ActorKind::vendor, {}, {}, std::string(program), {}, {} }; }
    static Actor operator_(std::string_view who) { return { ActorKind::operator_, {}, {}, std::string(who), {}, {} }; }
    // An account: one of our own staff, of a Client's users or of the Developers. Its roles are read at each decision.
    static Actor staff(SubjectId account, ClientId tenant, Uuid session) { return { ActorKind::staff, account.value, tenant, {}, session, {} }; }
    bool guardian() const { return kind == ActorKind::member && label == "guardian"; }
    // The role policy/access.yaml knows them by: client, member, guardian, vendor, operator, system.<task>, staff.<role>, nobody.
    std::string role() const;
};

// By what our own staff reach a service user: by an assignment to them, or by the desk they sit at (a helpline's search
// and intake), which opens every service user, but for one who is walled off.
enum class Need { assignment, desk };

// A permission is a type: struct ReadSamples { static constexpr PermissionInfo info { "timeseries.read_samples" }; };
struct PermissionInfo {
    std::string_view name;        // "room.verb", as in policy/access.yaml
    bool writes = false;          // a write's permit is part of its own transaction
    bool needs_consent = false;   // the grant carries the consented categories, and there must be at least one
    bool exclusive = false;       // waits for writes under way on this person, and holds new ones back, until it commits
    bool while_erasing = false;   // still allowed once erasure has begun (the erasure itself, its receipt)
    std::string_view about = "member"; // the kind of person it is over (access.subject.kind); empty: any
    int step_up_minutes = 0;      // of an account: how long ago the second factor may have been shown; 0: any time in the session
    bool signing_in = false;      // of an account: on the way to a session, so none is asked
    Need need = Need::assignment; // of an account, over service users
    bool opens_access = false;    // of an account: begins an exceptional access, so none is asked
    bool duty = false;            // of an account: owed by the operator about a Client's people (holds, restriction) and shows none of their values, so no opened access is asked
};

} // namespace wellkept::access
