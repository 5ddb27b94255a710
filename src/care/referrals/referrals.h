// Referrals by a manager or by HR: nothing is done on them before the person has said yes, and nothing after they said no.
#pragma once
#include "access/routes.h"
#include "care/intake/intake.h"
#include "care/referrals/states.h"
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::referrals {

using access::PermissionInfo;
// The organisation's, over its own tenant.
struct Write {
    static constexpr PermissionInfo info { .name = "referrals.write", .writes = true, .about = "account" };
};
struct Track {
    static constexpr PermissionInfo info { .name = "referrals.track", .about = "account" };
};
// The desk's, over the care tenant.
struct Inbox {
    static constexpr PermissionInfo info { .name = "referrals.inbox", .about = "service_user", .need = access::Need::desk };
};
struct Take {
    static constexpr PermissionInfo info { .name = "referrals.take", .writes = true, .about = "service_user", .need = access::Need::desk };
};
struct Record {
    static constexpr PermissionInfo info { .name = "referrals.record", .writes = true, .about = "service_user", .need = access::Need::desk };
};
struct List {
    static constexpr PermissionInfo info { .name = "referrals.list", .about = "service_user", .need = access::Need::desk };
};
// Exclusive: a withdrawal that was answered is not overtaken.
struct Accept {
    static constexpr PermissionInfo info { .name = "referrals.accept", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
struct Close {
    static constexpr PermissionInfo info { .name = "referrals.close", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
// Whoever is assigned.
struct Read {
    static constexpr PermissionInfo info { .name = "referrals.read", .about = "service_user" };
};
// The person's own.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "referrals.read_own", .about = "service_user" };
};
struct Answer {
    static constexpr PermissionInfo info { .name = "referrals.answer", .writes = true, .exclusive = true, .about = "service_user" };
};

// What a referrer writes. The person reads it word for word.
struct Person {
    std::string name;
    std::optional<std::string> phone {}, email {}, birth_date {};
};
struct Text {
    Person person;
    std::string service; // of organisations::services
    std::string reason, questions; // why, and what they hope to learn
    bool informed = false; // whether they told the person that they refer them
    std::optional<std::string> author_name {}; // how the writer signs
};

struct Wording {
    int version;
    std::string text;
};
struct Rules {
    std::vector<Wording> consent; // by version; the last is asked now
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
    Wording const& now() const { return consent.back(); }
};

struct Referral {
    Uuid id;
    ClientId organisation;
    Uuid author; // pseudonym of the account; nil: on paper
    std::string source, service;
    State state;
    bool tells;
    std::optional<Uuid> case_id;
    Text text;
    Instant written_at, state_at;
    bool taken_back = false; // by whoever wrote it: no work begins, no report goes out
};

// ---- the organisation ----
// A draft may have gaps; what is submitted may not.
Result<Uuid> write_draft(access::GrantedGroup<Write>&, access::Gate const&, Text const&);
// The account's own alone.
Result<> change_draft(access::GrantedGroup<Write>&, access::Gate const&, Uuid, Text const&);
Result<> drop_draft(access::GrantedGroup<Write>&, access::Gate const&, Uuid);
Result<Text> read_draft(access::GrantedGroup<Track>&, access::Gate const&, Uuid);
// Gone from the organisation's reach when this returns.
Result<> submit(access::GrantedGroup<Write>&, access::Gate const&, Uuid);
// By whoever wrote it, at any moment; the answer is the same whatever has come of it, and they are told nothing after it.
// Work that has begun is the person's and goes on.
Result<> take_back(access::GrantedGroup<Write>&, access::Gate const&, Uuid);
// A filled form, handed over as it is uploaded. It is closed until the scanner has looked; then the desk reads it.
Result<Uuid> submit_form(access::GrantedGroup<Write>&, access::Gate const&, blob::Store&, std::string const& service, quarantine::Incoming const&);
struct Told {
    Uuid referral;
    std::string state; // drafted, taken_back, or what the person lets them know
    Instant since;
};
Result<std::vector<Told>> track(access::GrantedGroup<Track>&, access::Gate const&); // the account's own

// ---- the desk ----
struct Waiting {
    Uuid referral;
    ClientId organisation;
    Instant written_at;
    Text text;
    bool taken_back;
    std::optional<quarantine::File> form {}; // then the text is empty but for the service
};
Result<std::vector<Waiting>> inbox(access::GrantedGroup<Inbox>&, access::Gate const&);
// person: whom the desk found; none: registered from what the referral says. conflict: somebody else was quicker.
// read: of a form, what the desk has read in it; the form itself goes to the person with it.
Result<SubjectId> take(access::GrantedGroup<Take>&, access::Gate const&, Uuid referral, std::optional<SubjectId> person, std::optional<Text> const& read = {});
// One that was taken back before anybody took it up: it is gone then. conflict: it was not taken back.
Result<> put_away(access::GrantedGroup<Take>&, access::Gate const&, Uuid);
// One that came on paper or by mail. from: the contact that brought it; its files become the referral's, and it is seen to.
struct Brought {
    SubjectId person;
    Uuid contact;
};
Result<Uuid> record(access::Granted<Record> const&, access::Gate const&, ClientId organisation, std::string const& source, Text const&, std::optional<Brought> const& from = {});
Result<> accept(access::Granted<Accept> const&, access::Gate const&, Uuid, std::optional<Uuid> case_id);
Result<> close(access::Granted<Close> const&, access::Gate const&, Uuid);

// ---- the person ----
struct Answered {
    bool yes = false;
    int wording = 0;
    bool tells = false; // whether the organisation may know the state
    std::optional<std::string> statement {};
};
Result<> answer(access::Granted<Answer> const&, access::Gate const&, Rules const&, Uuid, Answered const&);
// The work stops: whoever is assigned by its case is no longer, from this moment on.
// stopped: what rooms above do about it, in the same transaction.
using Stopped = std::function<Result<>(access::SubjectGrant const&, Uuid)>;
Result<> withdraw(access::Granted<Answer> const&, access::Gate const&, Uuid, Stopped const& stopped = {});

// ---- for rooms above ----
Result<std::optional<Referral>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Referral>> all(access::SubjectGrant const&); // the latest first

inline constexpr std::string_view record_class = "referral";
void add_routes(access::Routes&, Rules, Stopped, blob::Store&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::referrals
