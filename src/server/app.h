// The whole server, put together: the list of rooms, their routes and their jobs. Nothing clever.
#pragma once
#include "care/cases/cases.h"
#include "care/reminders/reminders.h"
#include "care/statements/statements.h"
#include "care/supervision/supervision.h"
#include "connect/connections/connections.h"
#include "connect/connections/webhooks.h"
#include "connect/ingest/ingest.h"
#include "connect/sharing/sharing.h"
#include "keep/audit_log/audit_log.h"
#include "connect/members/members.h"
#include "keep/analytics/analytics.h"
#include "keep/statistics/statistics.h"
#include "keep/promises/promises.h"
#include "keep/retention/retention.h"
#include "keep/accounts/accounts.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "server/store_open.h"
#include <mutex>

namespace wellkept::scan {
class Scanner;
}
namespace wellkept::quarantine {
class Checks;
}
namespace wellkept::mailbox {
class Reader;
}
namespace wellkept::devices {
struct Context;
}

namespace wellkept::server {

class App {
public:
    static Result<std::unique_ptr<App>> create(std::unique_ptr<Ground>);
    ~App();
    rights::Eraser const& eraser() const { return *m_eraser; }
    retention::Engine const& retention() const { return *m_retention; }
    // Carries out again what a restore undid, then starts listening and working.
    Result<> start();
    std::uint16_t port() const;
    // Stops accepting, lets running requests and jobs end.
    void drain();
    http::Router const& router() const { return *m_router; }
    http::Router& router() { return *m_router; } // for what stands beside the rooms: a bench's own route
    Ground& ground() { return *m_ground; }
    audit_log::Log& audit_log() { return *m_log; }
    // Reads policy and Programs again; what does not check leaves the present ones in force.
    Result<> reload();

private:
    App() = default;
    Result<std::shared_ptr<access::Policy const>> load_policy() const;
    void add_routes();
    Result<> add_care_routes();
    void add_jobs();
    std::vector<std::unique_ptr<statistics::Contributor>> contributors() const;
    Result<> open_mailbox();
    void add_care_jobs();
    Result<jobs::Outcome> tend_keys();
    Result<jobs::Outcome> back_up_keys();
    std::unique_ptr<Ground> m_ground;
    std::mutex m_reloading;
    timeseries::MetricTable m_metrics;
    programs::Overrides m_overrides;
    std::unique_ptr<programs::LiveCatalogue> m_catalogue;
    ingest::FilePrograms m_files;
    std::unique_ptr<http::Outgoing> m_outgoing;
    std::unique_ptr<blob::Store> m_blobs;
    std::unique_ptr<access::AuditWriter> m_audit;
    std::unique_ptr<connections::Vendors> m_vendors;
    std::unique_ptr<connections::Subscriptions> m_subscriptions;
    std::unique_ptr<ingest::Ingest> m_ingest;
    std::unique_ptr<sharing::Sharing> m_sharing;
    std::unique_ptr<audit_log::Log> m_log;
    std::unique_ptr<rights::Eraser> m_eraser;
    std::unique_ptr<promises::Watch> m_watch;
    std::unique_ptr<retention::Engine> m_retention;
    std::unique_ptr<mail::Mailer> m_mailer;
    std::shared_ptr<mail::Templates const> m_mail_templates;
    std::unique_ptr<accounts::Accounts> m_accounts;
    std::unique_ptr<consent::LiveRules> m_rules;
    std::unique_ptr<members::Minors> m_minors;
    std::unique_ptr<preferences::Preferences> m_preferences;
    std::unique_ptr<analytics::Analytics> m_analytics;
    std::unique_ptr<statistics::Statistics> m_statistics;
    std::unique_ptr<cases::Context> m_cases;
    std::unique_ptr<devices::Context> m_devices;
    std::unique_ptr<statements::Context> m_statements;
    std::unique_ptr<supervision::Context> m_supervision;
    std::unique_ptr<reminders::Reminders> m_reminders;
    std::unique_ptr<scan::Scanner> m_scanner;
    std::unique_ptr<quarantine::Checks> m_checks;
    std::unique_ptr<mailbox::Reader> m_mailbox; // none is configured: none
    std::unique_ptr<jobs::Runner> m_runner;
    std::shared_ptr<http::Router> m_router;
    std::unique_ptr<access::Routes> m_routes;
    std::unique_ptr<db::Listener> m_listener;
    std::unique_ptr<http::Server> m_server;
};

// Every room's contract, from the ground up.
std::vector<std::unique_ptr<access::RoomContract>> room_contracts();

// NOTIFY on this channel of the keys database makes every node read policy and Programs again.
inline constexpr std::string_view reload_channel = "wellkept_reload";

std::string_view version();

} // namespace wellkept::server
