// The whole server, started for the gates: real databases, real HTTPS, two Clients and as many Members as a test wants.
#pragma once
#include "platform/http/outgoing.h"
#include "server/app.h"
#include <gtest/gtest.h>
#include <set>

namespace wellkept::gates {

using Rows = std::vector<std::vector<std::string>>; // SQL NULL is an empty text

// A statement as the cluster's superuser (who sees past row security) or as another role. A failure is the row
// {"error", SQLSTATE}.
Rows sql(std::string const& url, std::string const& statement);

struct Portal {
    ClientId id;
    std::string name, secret, token;
};
struct Person {
    std::string id, user_key, cookie, connection, import, entry; // entry: one of their audit log
};
struct Colleague { // an account, joined by HTTP
    std::string id, email, password, secret, cookie; // secret: of the one-time codes, raw
    std::vector<std::string> recovery_codes;
};
struct Answer {
    int status = 0;
    std::string body, location, cookie, request, next; // next: X-Next-Cursor; request: the id by which the audit knows it; cookie: the session's
};

class House {
public:
    static House& the(); // made at first use
    ~House();

    std::string url(std::string_view database, std::string_view role) const;
    Rows data(std::string const& statement) const; // the data database, past row security
    Portal add_portal(std::string const& name);
    void set_status(Portal const&, std::string const& status);
    // A Member who lets the Client send and everybody concerned read heart data, with samples and, if asked, an upload.
    Person add_person(Portal const&, bool with_upload = false, bool young = false);

    Answer call(std::string const& method, std::string const& target,
        std::vector<std::pair<std::string, std::string>> headers, std::string body = {},
        std::string const& content_type = "application/json");
    Answer as_portal(Portal const&, std::string const& method, std::string const& target, std::string body = {},
        std::string const& content_type = "application/json");
    Answer as_person(Person const&, std::string const& method, std::string const& target, std::string body = {},
        std::string const& content_type = "application/json");
    // Somebody of the house (or of a Client), invited from the command line and joined with password and one-time code.
    Colleague add_colleague(std::vector<std::string> roles, bool trained = true, Portal const* client = nullptr,
        std::vector<std::string> purposes = {}, std::vector<std::string> categories = {}, std::optional<Instant> until = {});
    std::string invite(std::string const& email, std::vector<std::string> roles, Portal const* client = nullptr,
        std::vector<std::string> purposes = {}, std::vector<std::string> categories = {}, std::optional<Instant> until = {}); // the token
    void train(Colleague const&, std::optional<Instant> until = {});
    void add_passkey(Colleague const&);
    std::string code_of(Colleague const&) const; // the one-time code of this moment; the clock goes on by one step
    Answer as_staff(Colleague const&, std::string const& method, std::string const& target, std::string body = {},
        std::vector<std::pair<std::string, std::string>> more = {});
    // Rows of the audit log under one request.
    int audit_rows(Answer const&, std::string const& decision) const;
    // Waits, at most 20 seconds, until the statement's first value is `wanted`.
    bool wait_for(std::string const& statement, std::string const& wanted) const;

    server::App& app() { return *m_app; }
    std::string log_text() const;
    void plant(std::string const& secret) { m_planted.insert(secret); }
    std::set<std::string> const& planted() const { return m_planted; }

private:
    House();
    std::string m_directory;
    std::unique_ptr<server::App> m_app;
    std::unique_ptr<http::Outgoing> m_client;
    std::set<std::string> m_planted; // what no log may hold
    int m_people = 0;
};

// Routes of cases and clinicians, which cases_test.cpp calls: they need a case in somebody's hands.
bool of_cases(std::string const& pattern);

// FHIR: in fhir_test.cpp. Its addresses have several doors, whose permissions are other rooms'.
inline bool of_fhir(http::RouteInfo const& r) { return r.pattern.starts_with("/fhir/"); }
// Routes of Care's intake and organisations, which care_test.cpp calls.
// What a person of Care and a referring organisation do: in referrals_test.cpp.
inline bool of_referrals(http::RouteInfo const& r)
{
    if (of_fhir(r)) return false;
    for (auto const* room : { "door.", "referrals.", "reports.", "disclosures.", "reminders." })
        if (r.permission.starts_with(room)) return true;
    return false;
}
// Calls and critical incidents: in calls_test.cpp.
inline bool of_calls(http::RouteInfo const& r) { return !of_fhir(r) && (r.permission.starts_with("calls.") || r.permission.starts_with("critical.")); }
// Device data in care, and a person's own log there: in devices_test.cpp.
inline bool of_devices(http::RouteInfo const& r)
{
    return r.permission.starts_with("devices.") || (r.permission == "audit.read_own" && r.audience == "service_user");
}
// What leaves to somebody else, and what people ask of their data: in releases_test.cpp.
inline bool of_releases(http::RouteInfo const& r)
{
    if (of_fhir(r)) return false;
    for (auto const* room : { "releases.", "safeguarding.", "misuse.", "partners.", "requests." })
        if (r.permission.starts_with(room)) return true;
    return false;
}
inline bool of_care(http::RouteInfo const& r) { return !of_fhir(r) && (r.permission.starts_with("intake.") || r.permission.starts_with("quarantine.") || r.permission.starts_with("mailbox.") || r.permission.starts_with("organisations.")); }
std::string text_at(std::string const& json, std::string const& member); // empty if it is not there

// A value that stands in no other text, so that finding it in a log means that it was logged.
inline constexpr std::string_view planted_value = "87.40625";

} // namespace wellkept::gates
