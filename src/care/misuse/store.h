// SQL of this room.
#pragma once
#include "care/misuse/misuse.h"

namespace wellkept::misuse::store {

struct MeasureRow {
    Uuid id;
    std::string kind;
    SubjectId author;
    db::Bytes body;
    Instant taken_at, written_at;
};
struct NoticeRow {
    Uuid id;
    std::string state;
    SubjectId proposer;
    std::optional<SubjectId> decider;
    ClientId organisation;
    std::int32_t version;
    db::Bytes body;
    std::optional<Instant> told_at;
    std::optional<db::Bytes> told;
    Instant proposed_at, state_at;
};
struct Listed {
    SubjectId subject;
    Uuid pseudonym, id;
    std::string state;
    std::optional<Instant> told_at;
    Instant at;
};
Result<> insert(access::SubjectGrant const&, MeasureRow const&);
Result<std::vector<MeasureRow>> measures(access::SubjectGrant const&);
Result<> insert(access::SubjectGrant const&, NoticeRow const&);
Result<std::vector<NoticeRow>> notices(access::SubjectGrant const&);
Result<bool> save(access::SubjectGrant const&, NoticeRow const&, std::string_view from); // false: it was moved meanwhile
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);
db::PersonalQuery<Listed, ClientId> const& waiting();

} // namespace wellkept::misuse::store
