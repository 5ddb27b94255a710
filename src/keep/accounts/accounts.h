// Accounts: how our own staff, a Client's users and Developers come in, and what they must show before they may.
// Members have none of it (S4).
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "keep/rights/rights.h"
#include "platform/jobs/jobs.h"
#include <functional>
#include <memory>

namespace wellkept::access {
class Routes;
}
namespace wellkept::mail {
class Mailer;
class Templates;
}

namespace wellkept::accounts {

inline constexpr int step_up_minutes = 10;

#define WELLKEPT_ACCOUNT_PERMISSION(type, ...)                                                                         \
    struct type {                                                                                                      \
        static constexpr access::PermissionInfo info { __VA_ARGS__ };                                                  \
    }
// About oneself.
WELLKEPT_ACCOUNT_PERMISSION(Join, .name = "staff.join", .writes = true, .about = "account", .signing_in = true);
WELLKEPT_ACCOUNT_PERMISSION(SignIn, .name = "staff.sign_in", .writes = true, .about = "account", .signing_in = true);
WELLKEPT_ACCOUNT_PERMISSION(ReadSelf, .name = "staff.read_self", .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(EndSession, .name = "staff.end_session", .writes = true, .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(RenewSession, .name = "staff.renew_session", .writes = true, .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(StepUp, .name = "staff.step_up", .writes = true, .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(ChangePassword, .name = "staff.change_password", .writes = true, .about = "account",
    .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(ManageFactors, .name = "staff.manage_factors", .writes = true, .about = "account",
    .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(Vocabulary, .name = "staff.vocabulary", .about = "account");
// About others of one's own tenant.
WELLKEPT_ACCOUNT_PERMISSION(List, .name = "staff.list", .about = "account");
// Names and roles alone, to choose somebody by.
WELLKEPT_ACCOUNT_PERMISSION(SeeColleagues, .name = "staff.colleagues", .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(Read, .name = "staff.read", .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(
    Invite, .name = "staff.invite", .writes = true, .about = "account", .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(
    ChangeAccount, .name = "staff.change", .writes = true, .about = "account", .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(
    Reset, .name = "staff.reset", .writes = true, .about = "account", .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(
    EndAccount, .name = "staff.end", .writes = true, .about = "account", .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(EraseAccount, .name = "staff.erase", .writes = true, .exclusive = true,
    .about = "account", .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(ReadTraining, .name = "training.read", .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(RecordTraining, .name = "training.record", .writes = true, .about = "account");
// About the house.
WELLKEPT_ACCOUNT_PERMISSION(ReadAgreements, .name = "agreements.read", .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(RecordAgreement, .name = "agreements.record", .writes = true, .about = "account",
    .step_up_minutes = step_up_minutes);
WELLKEPT_ACCOUNT_PERMISSION(ReadNotices, .name = "notices.read", .writes = true, .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(ReadOpened, .name = "support_access.read", .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(EndOpened, .name = "support_access.end", .writes = true, .about = "account");
WELLKEPT_ACCOUNT_PERMISSION(Review, .name = "exceptional.review", .writes = true, .about = "account",
    .step_up_minutes = step_up_minutes);
// About a Client's people.
WELLKEPT_ACCOUNT_PERMISSION(OpenSupport, .name = "support_access.open", .writes = true,
    .step_up_minutes = step_up_minutes, .opens_access = true);
WELLKEPT_ACCOUNT_PERMISSION(BreakGlass, .name = "break_glass.open", .writes = true,
    .step_up_minutes = step_up_minutes, .opens_access = true);
WELLKEPT_ACCOUNT_PERMISSION(BreakGlassCase, .name = "break_glass.open_case", .writes = true, .about = "service_user",
    .step_up_minutes = step_up_minutes, .opens_access = true);
WELLKEPT_ACCOUNT_PERMISSION(ReadOwnSupport, .name = "support_access.read_own");
#undef WELLKEPT_ACCOUNT_PERMISSION

struct Settings {
    std::string public_url;        // origin of the pages; its host is the relying party of passkeys
    std::string common_passwords;  // a file, one a line; empty: none are known
    int session_minutes = 600, idle_minutes = 30;
    int tries_per_account = 10, tries_per_address = 100; // within 15 minutes
    int argon2_memory_kib = 65'536, argon2_passes = 3, argon2_threads = 2, argon2_queue_max = 64;
};

struct NewAccount {
    std::string name, email;
    std::vector<std::string> roles {};      // none unless given
    std::optional<Instant> starts_at {}, ends_at {};
    std::vector<std::string> purposes {}, categories {}; // of a limited role
};
struct Invitation { // shown once
    SubjectId account_id;
    std::string url;
    Instant expires_at;
};
struct Listed {
    SubjectId account_id;
    std::string name, email, status; // invited, active, ended
    std::vector<std::string> roles, purposes, categories;
    Instant starts_at;
    std::optional<Instant> ends_at, trained_until;
};
struct Change { // what is left out stays
    std::optional<std::vector<std::string>> roles {}, purposes {}, categories {};
    std::optional<Instant> ends_at {};
};
struct NewTraining {
    std::string course;
    std::chrono::year_month_day completed_on;
    std::optional<Instant> valid_until {}; // as long as the course holds, if left out
};

class Accounts {
public:
    static Result<std::unique_ptr<Accounts>> create(access::Gate const&, db::Pool&, Settings);
    ~Accounts();
    void add_routes(access::Routes&, rights::Eraser const&) const;
    Result<jobs::Outcome> sweep(jobs::Job const&) const; // kind accounts.sweep, now and then
    // Kind accounts.tell: mails whoever holds the roles named in it. A run that broke off may tell somebody twice.
    Result<jobs::Outcome> tell(jobs::Job const&, mail::Mailer const&, mail::Templates const&) const;

    struct State;

private:
    explicit Accounts(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};
// What colleagues are told of at once, by a notice at the desk and a mail: codes and a day, and nobody's name.
struct StaffNotice {
    std::vector<std::string> roles; // whoever of our own staff holds one of them
    std::string kind;               // of the notice; web/ has a text for each
    Uuid ref;                       // what it is about
    std::string text;               // a template of mail/<language>/, with {link} and {by}
    std::string page;               // of the desk, where the link leads
    Instant by;                     // until when somebody must have seen to it
};
Result<> tell_staff(access::GrantCore const&, access::Gate const&, StaffNotice const&); // with the caller's transaction
inline constexpr std::string_view sweep_job = "accounts.sweep", tell_job = "accounts.tell";

// A word of each kind that the rule for passwords forbids and that it takes all the same; empty: the rule holds. Or a good
// one that it refuses.
Result<std::string> password_rule_fails(std::string const& common_passwords_file);

// The desk, for the routes and for the operator's commands. The house is made a tenant at first use.
// Emergency accesses whose review is overdue.
Result<std::int64_t> reviews_late(db::Tx&, Instant now);
Result<> ensure_house(access::Gate const&, db::Pool&);
Result<Invitation> invite(access::GrantedGroup<Invite>&, access::Gate const&, std::string const& public_url, NewAccount const&);
Result<std::vector<Listed>> list(access::GrantedGroup<List>&, access::Gate const&, SubjectId after, int limit);
Result<std::vector<Listed>> colleagues(access::GrantedGroup<SeeColleagues>&, access::Gate const&); // whose account has not ended
Result<> change(access::Granted<ChangeAccount> const&, access::Gate const&, Change const&);
Result<Invitation> reset(access::Granted<Reset> const&, access::Gate const&, std::string const& public_url);
Result<> end(access::Granted<EndAccount> const&, access::Gate const&);
Result<> record_training(access::Granted<RecordTraining> const&, access::Gate const&, NewTraining const&);

// A door that is or was opened: support access to a Client's data, or a broken glass. Names and words are there as long as their key is.
struct OpenedDoor {
    Uuid access_id;
    std::string kind; // support, break_glass
    ClientId client_id;
    std::optional<SubjectId> member_id; // over whom, of a broken glass
    std::optional<std::string> opened_by, used_by, text;
    std::string role, reason, reason_title;
    bool mine;
    Instant opened_at, expires_at;
    std::optional<Instant> ended_at, review_by, reviewed_at;
    std::optional<std::string> outcome, review;
};
// Those that wait for a review first; at most 500. A clinical lead's are those of Care.
Result<std::vector<OpenedDoor>> opened(access::GrantedGroup<ReadOpened> const&, access::Gate const&);

struct Found {
    SubjectId account;
    ClientId tenant;
};
Result<std::optional<Found>> find(db::Tx&, access::Gate const&, std::string const& email);

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::accounts
