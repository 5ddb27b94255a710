// What somebody lets us tell a third party, such as their GP: by a form that they signed, and by nothing else.
#pragma once
#include "access/policy/period.h"
#include "access/routes.h"
#include "care/handover/handover.h"
#include "care/releases/states.h"
#include "platform/blob/blob.h"
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::releases {

using access::PermissionInfo;
// Whoever is assigned.
struct Prepare {
    static constexpr PermissionInfo info { .name = "releases.prepare", .writes = true, .about = "service_user" };
};
struct Read {
    static constexpr PermissionInfo info { .name = "releases.read", .about = "service_user" };
};
// Exclusive: what was revoked is not overtaken by a letter.
struct Release {
    static constexpr PermissionInfo info { .name = "releases.release", .writes = true, .exclusive = true, .about = "service_user" };
};
// The person's own.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "releases.read_own", .about = "service_user" };
};
struct Answer {
    static constexpr PermissionInfo info { .name = "releases.answer", .writes = true, .exclusive = true, .about = "service_user" };
};
// The named recipient, by link and code.
struct Open {
    static constexpr PermissionInfo info { .name = "releases.open", .writes = true, .exclusive = true, .about = "service_user" };
};

// ---- policy/releases.yaml ----
struct Kind {
    std::string code, title, more; // more: of a recipient, what it is registered under; of a content, exact, described or report
};
struct Rules {
    std::vector<std::string> statement; // by version, from 1
    std::vector<Kind> recipients, contents, purposes;
    std::vector<std::string> ways;
    access::Period lasts_max, link_lasts;

    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
    int version() const { return static_cast<int>(statement.size()); }
};
Kind const* find(std::vector<Kind> const&, std::string_view code);

struct Recipient {
    std::string kind; // of Rules::recipients
    std::string name, role, address; // role: "GP at Mill Street Surgery"
    std::optional<std::string> email {}; // where a link may go
    friend bool operator==(Recipient const&, Recipient const&) = default;
};
struct Item {
    std::string content; // of Rules::contents
    std::string text; // of an exact one: the very words; of a report: its words, as they were agreed to; else empty
    std::optional<Uuid> report {}; // which report, of a content that is one
};
struct Wanted {
    Uuid case_id;
    Recipient recipient;
    std::vector<Item> items;
    std::string purpose; // of Rules::purposes
    std::string note; // in the clinician's words, for the person; may be empty
    Instant expires_at;
};
struct Signature {
    std::string name; // as typed
    int statement; // version
    Instant at;
    std::string shown_hash; // hex
    std::string link, check; // how they were recognised (door::Recognised)
    Instant recognised_at;
};
struct Letter {
    Uuid id;
    std::string state; // ready, offered, left, stopped
    std::optional<std::string> way;
    std::vector<std::string> contents; // titles
    std::string pdf_hash;
    Instant made_at, state_at;
};
struct Form {
    Uuid id;
    Wanted wanted;
    State state;
    bool in_force;
    std::string shown, hash; // the text, and its SHA-256 in hex
    int statement;
    std::optional<Signature> signature;
    Instant prepared_at, state_at;
    std::vector<Letter> letters;
};

// ---- staff ----
// What of reports can be named in a form now: agreed to by the person, and the consent of its referral holds.
struct Attachable {
    Uuid report;
    std::string kind, words;
    Instant since;
};
Result<std::vector<Attachable>> attachable(access::SubjectGrant const&);
// Refused where the policy knows no such recipient, content or purpose, or the end lies too far.
Result<Uuid> prepare(access::Granted<Prepare> const&, access::Gate const&, Rules const&, Wanted);
Result<> withdraw(access::Granted<Prepare> const&, access::Gate const&, Uuid form);
// The letter, sealed in storage. conflict: no form in force for exactly this; then there is no letter.
Result<Uuid> write_letter(access::Granted<Release> const&, access::Gate const&, Rules const&, blob::Store&, Uuid form, Recipient const&, std::vector<Item>);
// It has gone by post. conflict: the form is no longer in force.
Result<> posted(access::Granted<Release> const&, access::Gate const&, Rules const&, Uuid letter);
// A link to the recipient's address; the code is for the telephone. It leaves when it is opened.
Result<handover::Offered> offer(access::Granted<Release> const&, access::Gate const&, Rules const&, handover::Post const&, Uuid letter);
// To print it, as long as it may leave; afterwards as our own copy. conflict: it was stopped.
Result<std::string> pdf(access::SubjectGrant const&, access::Gate const&, blob::Store&, Uuid letter);

// ---- the person ----
// hash: of the text they read. name: as they type it.
Result<> sign(access::Granted<Answer> const&, access::Gate const&, Rules const&, Uuid form, std::string const& hash, std::string const& name);
Result<> decline(access::Granted<Answer> const&, access::Gate const&, Uuid form);
Result<> revoke(access::Granted<Answer> const&, access::Gate const&, Uuid form);

// ---- the recipient ----
Result<std::string> opened(access::Granted<Open> const&, access::Gate const&, Rules const&, blob::Store&, Uuid letter);

Result<std::vector<Form>> all(access::SubjectGrant const&, access::Gate const&); // the latest first

inline constexpr std::string_view record_class = "release", link_kind = "letter";
struct Parts {
    Rules rules;
    blob::Store& blobs;
    handover::Post post;
};
void add_routes(access::Routes&, Parts);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::releases
