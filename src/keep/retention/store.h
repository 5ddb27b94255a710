// SQL of the retention schema, and of access.subject's restriction and state.
#pragma once
#include "keep/retention/retention.h"

namespace wellkept::retention {
inline constexpr auto clock_slack = std::chrono::minutes(10); // a node's clock may be mended by so much
}

namespace wellkept::retention::store {

// ---- one person ----
struct ClockRow {
    std::string record_class;
    Uuid record;
    Instant trigger_at;
};
Result<> start(access::SubjectGrant const&, std::string const& record_class, Uuid record, Instant at);
Result<> restart_all(access::SubjectGrant const&, std::string const& record_class, Instant at);
Result<std::vector<ClockRow>> clocks(access::SubjectGrant const&);
Result<> drop_clocks(access::SubjectGrant const&, std::string const& record_class, std::vector<Uuid> const&);

struct HoldRow {
    SubjectId subject;
    Uuid pseudonym, id;
    std::string kind;
    std::optional<std::string> record_class;
    std::optional<Uuid> record;
    db::Bytes details;
    Instant review_at, placed_at;
    std::optional<Instant> released_at;
};
Result<> insert_hold(access::SubjectGrant const&, HoldRow const&);
Result<std::vector<HoldRow>> holds(access::SubjectGrant const&);
Result<bool> release(access::SubjectGrant const&, Uuid hold, std::string const& details, Instant);
db::PersonalQuery<HoldRow, ClientId> const& holds_of_client();

Result<> set_restricted(access::SubjectGrant const&, bool);
Result<PersonState> person_state(access::SubjectGrant const&);
db::PersonalQuery<Restricted, ClientId> const& restricted_of_client();
Result<std::string> state(access::SubjectGrant const&);
Result<> set_destroying(access::SubjectGrant const&);
Result<std::int64_t> erase(access::SubjectGrant const&);

Result<> open_review(access::SubjectGrant const&, std::string const& record_class, Uuid record, Instant);
Result<bool> close_review(access::SubjectGrant const&, std::string const& record_class, Uuid record);
db::PersonalQuery<ReviewItem, ClientId> const& reviews_of_client();

// ---- a Client's people ----
struct DueRow {
    SubjectId subject;
    Uuid pseudonym;
    std::string state;
    bool restricted;
    std::string record_class;
    Uuid record;
};
// Records of the given classes whose clocks started before the moment given for each; after (subject, class, record).
db::PersonalQuery<DueRow, ClientId, std::vector<std::string>, std::vector<Instant>, SubjectId, std::string, Uuid,
    std::int32_t> const&
due_page();
struct ClockCounts { // one row, so that it names nobody
    SubjectId subject;
    Uuid pseudonym;
    std::vector<std::string> record_class;
    std::vector<Instant> hour;
    std::vector<std::int64_t> records;
};
db::PersonalQuery<ClockCounts, ClientId> const& clock_counts();
struct Spared {
    SubjectId subject;
    Uuid pseudonym;
    std::vector<SubjectId> subjects;
};
db::PersonalQuery<Spared, ClientId> const& people_under_hold();

// ---- runs ----
struct Run {
    Uuid id;
    Instant started_at;
    std::string policy_version;
};
struct Line {
    std::string record_class, outcome;
    std::int64_t records, rows;
};
Result<std::optional<Run>> open_run(db::Tx&);
Result<bool> begin_run(db::Tx&, Run const&); // false: one is open
Result<> count(db::Tx&, Uuid run, Line const&);
Result<std::vector<Line>> lines(db::Tx&, Uuid run);
Result<bool> finish_run(db::Tx&, Uuid run, Instant); // false: it was finished already
Result<> add_proof(db::Tx&, Proof const&);
Result<std::vector<Proof>> proofs(db::Tx&, int limit);
// When the latest run began. A clock behind it by more than the slack was set back.
Result<std::optional<Instant>> high_water(db::Tx&);
Result<> set_high_water(db::Tx&, Instant);

} // namespace wellkept::retention::store
