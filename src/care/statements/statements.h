// Statements: what an affiliate is paid for the sessions of a month. Whoever pays sees dates, services and fees, and nothing of
// whom they were with.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::statements {

using access::PermissionInfo;
// The affiliate's own.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "statements.read_own", .about = "account" };
};
struct Submit {
    static constexpr PermissionInfo info { .name = "statements.submit", .writes = true, .exclusive = true, .about = "account" };
};
// Of whoever approves and pays.
struct List {
    static constexpr PermissionInfo info { .name = "statements.list", .about = "account" };
};
struct Read {
    static constexpr PermissionInfo info { .name = "statements.read", .about = "account" };
};
struct Decide {
    static constexpr PermissionInfo info { .name = "statements.decide", .writes = true, .exclusive = true, .about = "account" };
};
struct Pay {
    static constexpr PermissionInfo info { .name = "statements.pay", .writes = true, .exclusive = true, .about = "account" };
};
struct ReadRates {
    static constexpr PermissionInfo info { .name = "statements.read_rates", .about = "account" };
};
struct SetRate {
    static constexpr PermissionInfo info { .name = "statements.set_rate", .writes = true, .about = "account" };
};

// ---- policy/care.yaml, statements ----

struct Rules {
    std::map<std::string, int> charge; // attendance -> per cent of the rate; what is not here is not charged
    std::map<std::string, int> currencies; // ISO 4217 -> its decimals
    int late_days = 0;
    std::map<std::string, std::string> services; // code -> title
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
};

// ---- pure ----

using Month = std::chrono::year_month;
std::optional<Month> month_of(std::string_view); // YYYY-MM
std::string text(Month);
bool may_become(std::string_view from, std::string_view to); // draft, submitted, approved, returned, paid
// In minor units, half a unit upwards.
std::int64_t share(std::int64_t rate_minor, int per_cent);
std::string amount(std::int64_t minor, int decimals); // 123.45

struct Rate {
    std::string service;
    std::chrono::sys_days valid_from;
    std::int64_t minor; // a session
    std::string currency;
};
Rate const* rate_on(std::vector<Rate> const&, std::string_view service, std::chrono::sys_days);

// ---- service ----

struct Line {
    std::string reference; // random; empty in a draft
    std::string date, time; // by the affiliate's clock; time: of a draft alone, for whoever held the session
    std::int32_t minutes;
    std::string service;
    std::optional<std::int64_t> minor; // empty: there is no rate yet
    bool late = false; // of an earlier month, whose statement had left
};
struct Statement {
    SubjectId account;
    std::string name, state, currency;
    Month month;
    std::int64_t total = 0;
    std::int32_t count = 0;
    std::vector<Line> lines {};
    std::optional<std::string> reason {}, payment {};
    std::optional<Instant> submitted_at {}, changed_at {};
    bool over = false; // the month is, so that it can be submitted
};
struct Context {
    db::Pool& pool;
    access::Gate const& gate;
    Rules rules;
};
// A draft is made anew from the sessions of that moment. not_found: no record as a clinician.
Result<Statement> own(access::SubjectGrant const& account, Context const&, Month);
// Those that were submitted, without their lines; the latest month first.
Result<std::vector<Statement>> submitted(access::SubjectGrant const& account);
// total and count: what they saw. conflict: it is another by now, the month is not over, a rate is missing, or it has left.
Result<> submit(access::Granted<Submit> const&, Context const&, Month, std::int64_t total, std::int32_t count);

Result<std::vector<Statement>> list(access::GrantedGroup<List>&); // without their lines
Result<Statement> read(access::SubjectGrant const& account, Month); // not_found: it has not been submitted
Result<> decide(access::Granted<Decide> const&, Context const&, Month, bool approve, std::optional<std::string> const& reason);
Result<> pay(access::Granted<Pay> const&, Context const&, Month, std::string const& payment);

Result<std::vector<Rate>> rates(access::SubjectGrant const& account); // by service, the latest first
Result<> set_rate(access::Granted<SetRate> const&, Context const&, Rate const&);

std::string csv(Statement const&, Rules const&);

inline constexpr std::string_view record_class = "affiliate_statement", purpose = "affiliate_pay";
void add_routes(access::Routes&, Context const&); // the context must outlive the routes
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::statements
