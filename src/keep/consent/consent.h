// Consent as data: append-only events per (connection, category, purpose), evaluated by the Gate at each use.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include <memory>

namespace wellkept::consent {

struct ReadConsent { static constexpr access::PermissionInfo info { .name = "consent.read" }; };
// Exclusive: once it answers, no write or read decided on the old state is still to land.
struct ChangeConsent { static constexpr access::PermissionInfo info { .name = "consent.change", .writes = true, .exclusive = true }; };

struct Switch {
    ConnectionId connection;
    std::string category;
    std::string purpose;
    bool granted {};
    Instant since;
};
struct Event {
    Instant at;
    ConnectionId connection;
    std::string category, purpose, recipient, decision, wording_version, channel;
};

// The latest state of every switch ever set, and the whole history, newest first.
Result<std::vector<Switch>> switches(access::SubjectGrant const&);
Result<std::vector<Event>> history(access::SubjectGrant const&);

struct Change {
    ConnectionId connection;
    std::string category;
    std::string purpose;
    bool granted {};
};
// Appends what differs from the present state. A purpose that is no switch, or an unknown category, is refused.
// Returns the categories of which no purpose is left on: their data are to be erased.
Result<std::vector<std::string>> change(
    access::SubjectGrant const&, access::Gate const&, std::vector<Change> const&, std::string_view channel);
// Every switch of a connection goes off.
Result<> withdraw_all(access::SubjectGrant const&, access::Gate const&, ConnectionId, std::string_view channel);

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::consent
