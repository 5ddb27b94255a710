// Connections: a Member's consented link to a Program. OAuth at the vendor, tokens, permissions, and the way out.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "connect/programs/catalogue.h"
#include "connect/programs/grant.h"
#include "keep/consent/consent.h"
#include "keep/rights/rights.h"
#include "platform/http/outgoing.h"
#include "platform/jobs/jobs.h"

namespace wellkept::access {
class Routes;
}

namespace wellkept::connections {

struct BeginConnection { static constexpr access::PermissionInfo info { .name = "connections.begin", .writes = true, .exclusive = true }; };
struct FinishConnection { static constexpr access::PermissionInfo info { .name = "connections.finish", .writes = true }; };
struct ReadConnections { static constexpr access::PermissionInfo info { .name = "connections.read" }; };
struct UseConnection { static constexpr access::PermissionInfo info { .name = "connections.use", .writes = true, .needs_consent = true }; };
struct NotifyConnection { static constexpr access::PermissionInfo info { .name = "connections.notify", .writes = true, .needs_consent = true }; };
struct RevokeConnection { static constexpr access::PermissionInfo info { .name = "connections.revoke", .writes = true, .exclusive = true }; };

// What is sealed of a connection.
struct Profile {
    std::string program;
    std::string vendor_user;                         // empty until the vendor told it
    std::optional<std::vector<std::string>> scopes;  // what the vendor granted, if it says
    std::string zone;                                // the person's own, IANA; may be empty
};
struct Tokens {
    std::string access_token, refresh_token;
};
struct Connection {
    ConnectionId id;
    std::string state; // authorising, connected, broken, revoking, revoked
    std::optional<std::string> problem;
    Profile profile;
    std::optional<Instant> token_expires_at;
    Instant created_at;
    std::optional<Instant> connected_at, last_data_at;
    std::string history_state; // none, waiting, running, done, failed
    std::int32_t history_percent {};
    std::optional<Instant> history_from;
    std::int64_t history_samples {}, live_samples {};
};

Result<std::vector<Connection>> list(access::SubjectGrant const&);
Result<std::optional<Connection>> find(access::SubjectGrant const&, ConnectionId);

struct Progress {
    std::string history_state;
    int history_percent {};
    std::int64_t history_samples_more {}, live_samples_more {};
    bool data_arrived = false;
};
void note_progress(access::SubjectGrant const&, ConnectionId, Progress const&, Instant now);
Result<> mark_broken(access::SubjectGrant const&, ConnectionId, std::string const& problem);

// A vendor's API on behalf of one Client: fills a manifest's calls, signs, sends. Keeps to the vendor's rate limits.
class Vendors {
public:
    Vendors(programs::LiveCatalogue const&, http::Outgoing&, access::Gate const&, db::Pool&, std::string public_url);
    ~Vendors();

    struct Answer {
        programs::Outcome outcome {};
        int status {};
        std::string body;
        Instant retry_at {}; // for retry and rate_limited
    };
    // vars: beyond the endpoints and the Client's credentials. access_token: for bearer calls.
    Result<Answer> send(ClientId, programs::Manifest const&, programs::Request const&, programs::Vars vars, std::string const& access_token);
    // A call to the token endpoint; vars as programs::exchange_call or refresh_call wants them, without the credentials.
    enum class TokenCall { exchange, refresh };
    Result<Answer> token(ClientId, programs::Manifest const&, programs::Vars vars, TokenCall);
    Result<programs::Vars> credentials(ClientId, std::string const& program);
    std::string redirect_uri() const;
    std::string webhook_url(std::string const& program, ClientId) const;
    std::shared_ptr<programs::Catalogue const> catalogue() const;

    // A live access token, refreshed under the connection's one lock if it is about to end. unauthenticated: the vendor
    // ended it, and the connection is now broken.
    struct Session {
        ClientId tenant;
        Connection connection;
        std::string access_token;
        std::set<std::string> categories; // consented at this moment
    };
    Result<Session> session(SubjectId, ConnectionId);
    // The token was refused though it should live: the next session() refreshes it.
    Result<> spoil(SubjectId, ConnectionId);

    // For the erasure: ends our access at the vendor, as far as it offers that.
    Result<std::vector<rights::Severed>> sever(SubjectId, access::ErasureScope const&);

private:
    struct State;
    std::unique_ptr<State> m_state;
    friend void add_routes(access::Routes&, Vendors&, rights::Eraser const&, consent::LiveRules const&, std::string const&);
};

// Kind and payload of the job that fetches history, and later what is new; the room ingest runs it.
inline constexpr std::string_view pull_job = "ingest.pull";
inline constexpr std::string_view subscribe_job = "connections.subscribe"; // the same payload
std::string pull_payload(ConnectionId, bool history);

// News for the Client: an outbox job, written in the same transaction; the room sharing delivers it.
inline constexpr std::string_view announce_job = "sharing.announce";
struct News {
    std::string type; // connection.connected, connection.history_completed, connection.broken, connection.revoked,
                      // permission.changed, samples.changed
    std::optional<ConnectionId> connection {};
    std::optional<StreamId> stream {};
    std::optional<bool> history {};
    std::optional<std::int64_t> created {}, updated {}, deleted {}, first_ms {}, last_ms {};
};
Result<> announce(db::Tx&, access::Gate const&, SubjectId, News const&);
Result<News> parse_news(std::string_view payload);

// /me/programs, /me/connections, /me/permissions, /me/consents, the OAuth callback, and the Client's view.
void add_routes(access::Routes&, Vendors&, rights::Eraser const&, consent::LiveRules const&, std::string const& public_url);

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::connections
