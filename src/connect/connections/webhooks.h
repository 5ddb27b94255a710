// Webhooks of vendors: what they may tell us at /webhooks/{program}/{client}, and the subscriptions that make them
// tell.
#pragma once
#include "connect/connections/connections.h"

namespace wellkept::connections {

// POST takes deliveries, GET and HEAD answer a vendor's challenge. A delivery never brings data: it makes a job fetch
// them.
void add_webhook_routes(access::Routes&, Vendors&);

inline constexpr std::string_view renew_job = "connections.renew"; // no subject, no payload; every hour
inline constexpr std::string_view verify_handle = "webhook_verify"; // our token in a challenge; a few minutes long
inline constexpr std::string_view seen_handle = "webhook_seen"; // a signature that was taken once
std::string verify_value(std::string const& program, ClientId, std::string_view token);

class Subscriptions {
public:
    Subscriptions(Vendors&, access::Gate const&, db::Pool&); // all three must outlive it
    // For jobs of subscribe_job: what the person consents to is worth being told of. Repeating it changes nothing.
    // A vendor that refuses is logged and left: polling finds the data later.
    Result<jobs::Outcome> subscribe(jobs::Job const&);
    // For jobs of renew_job: those of applications that end within a week.
    Result<jobs::Outcome> renew(jobs::Job const&);

private:
    Vendors& m_vendors;
    access::Gate const& m_gate;
    db::Pool& m_pool;
};

// For the erasure: ends one person's own subscriptions, as far as the vendor lets us. Before the access is revoked,
// since it takes the person's token. Nothing is reported: without access the vendor has nothing more to tell.
void end_subscriptions(Vendors&, ClientId, programs::Manifest const&, Profile const&, std::string const& access_token);

} // namespace wellkept::connections
