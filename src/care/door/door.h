// The person's own way in: a single-use link, sent only where their record says it is safe, and a second check by another
// way. What they then do stands in the rooms that own it.
#pragma once
#include "access/routes.h"
#include "care/intake/intake.h"
#include "care/notify/notify.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::door {

struct SendLink {
    static constexpr access::PermissionInfo info { .name = "door.send", .writes = true, .about = "service_user", .need = access::Need::desk };
};
struct ListShut {
    static constexpr access::PermissionInfo info { .name = "door.list_shut", .about = "service_user", .need = access::Need::desk };
};
struct Open {
    static constexpr access::PermissionInfo info { .name = "door.open", .writes = true, .about = "service_user" };
};
struct End {
    static constexpr access::PermissionInfo info { .name = "door.end", .writes = true, .about = "service_user" };
};
struct ReadSelf {
    static constexpr access::PermissionInfo info { .name = "door.read_self", .about = "service_user" };
};
// Of the person, in their own pages: a message to the desk.
struct Write {
    static constexpr access::PermissionInfo info { .name = "door.write", .writes = true, .about = "service_user" };
};
// What they wrote there.
struct ReadMessages {
    static constexpr access::PermissionInfo info { .name = "door.read_messages", .about = "service_user" };
};

inline constexpr int tries_max = 5; // wrong answers, then the link is dead and a human calls
inline constexpr std::string_view code_check = "code", birth_date_check = "birth_date";

// Whether a link may go out now, to this record, with that check; conflict or bad_input say what stands against it.
Result<> may_send(intake::ServiceUser const&, std::string_view check, Instant now);

struct Sent {
    Uuid visit;
    Instant expires_at;
    std::optional<std::string> code; // to be told by telephone; shown this once
};
struct Letter {
    notify::Letter out;
    std::string public_url;
};
// Ends every link and session of theirs that was before.
Result<Sent> send_link(access::Granted<SendLink> const&, access::Gate const&, Letter const&, std::string_view check);

struct Question {
    std::string check;
    int tries_left;
};
// How the person of this grant was recognised in the session they act in; for what they sign.
struct Recognised {
    std::string link;  // email
    std::string check; // code, birth_date
    Instant at;
};
Result<Recognised> recognised(access::SubjectGrant const&);

void add_routes(access::Routes&, Letter);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::door
