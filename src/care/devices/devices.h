// Device data in care: a service user joins the Member they are besides, and shows the clinician of one case the metrics that
// they choose, until a day. Nothing of it stands on the Member's side but the audit rows that each reading owes.
#pragma once
#include "access/routes.h"
#include "access/room_contract.h"
#include "care/cases/cases.h"
#include "connect/timeseries/timeseries.h"
#include "keep/consent/consent.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::devices {

struct ReadOwn { static constexpr access::PermissionInfo info { .name = "devices.read_own", .about = "service_user" }; };
// Exclusive: once a withdrawal answers, nothing decided on the old state is still to land.
struct Choose { static constexpr access::PermissionInfo info { .name = "devices.choose", .writes = true, .exclusive = true, .about = "service_user" }; };
struct ReadShown { static constexpr access::PermissionInfo info { .name = "devices.read", .needs_consent = true, .about = "service_user" }; };

inline constexpr std::string_view purpose = "care_device_data";
inline constexpr std::string_view reader = "care_devices"; // the system's task of policy/access.yaml
inline constexpr std::size_t links_max = 5, metrics_max = 40;
inline constexpr auto months_default = std::chrono::months(3);
inline constexpr auto months_max = std::chrono::months(12);
// How much before the case began is shown: what was usual for them before.
inline constexpr auto days_before_case = std::chrono::days(28);
inline constexpr auto days_asked_max = std::chrono::days(366);

struct Context {
    db::Pool& pool;
    access::Gate const& gate;
    cases::Context const& cases;
    consent::LiveRules const& ages;
    timeseries::MetricTable const& metrics;
};

struct Link {
    Uuid id;
    SubjectId member;
    Instant joined_at;
};
struct Share {
    Uuid id, link, case_id;
    std::string state; // live, withdrawn, replaced
    std::vector<std::string> metrics;
    Instant since, until, state_at;
};
Result<std::vector<Link>> links(access::SubjectGrant const&);   // oldest first
Result<std::vector<Share>> shares(access::SubjectGrant const&); // newest first

// By the code that the Member was shown. not_found: it is none, was used, or has run out. conflict: joined already, or too many.
Result<Uuid> join(access::Granted<Choose> const&, Context const&, std::string_view code);
struct Choice {
    Uuid link, case_id;
    std::vector<std::string> metrics;
    std::chrono::sys_days last; // the last day (UTC) on which they are shown
};
// Takes the place of what was shown from there in that case. bad_input: no such metric, or a day out of bounds; conflict: the
// case is closed; not_found.
Result<Uuid> choose(access::Granted<Choose> const&, Context const&, Choice const&);
Result<> withdraw(access::Granted<Choose> const&, Context const&, Uuid share); // not_found
// Withdraws whatever is shown from there, and forgets which Member it was.
Result<> part(access::Granted<Choose> const&, Context const&, Uuid link);

struct Offered {
    std::string metric;
    Instant last;
};
// What the Member has, decided on and recorded there. Empty: the Member is gone, or sees nothing of it themself.
Result<std::optional<std::vector<Offered>>> offered(access::SubjectGrant const&, Context const&, SubjectId member);

struct ShownMetric {
    timeseries::Metric const* metric;
    std::vector<timeseries::DayValue> days;
};
struct Shown {
    Instant since, until;
    std::chrono::sys_days earliest, from, to;
    std::vector<ShownMetric> metrics;
};
struct Window {
    std::optional<std::chrono::sys_days> from, to; // else the last 90 days
};
// For the clinician of an open case. not_found: it is not theirs; forbidden: nothing is shown in it; conflict: the Member is gone.
Result<Shown> shown(access::Granted<ReadShown> const&, Context const&, Uuid case_id, Window const&);

// The context must outlive the routes.
void add_routes(access::Routes&, Context const&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::devices
