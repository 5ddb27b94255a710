// SQL of the erasure ledger.
#pragma once
#include "keep/rights/rights.h"

namespace wellkept::rights::store {

Result<std::vector<keys::Destroyed>> destroyed(db::Tx&);
Result<> insert(db::Tx&, Erasure const&); // one of this id already: nothing changes
Result<std::optional<Erasure>> find(db::Tx&, Uuid erasure);
Result<> save(db::Tx&, Erasure const&);
Result<> add_receipt(db::Tx&, Erasure const&, Instant);
Result<std::vector<Erasure>> open(db::Tx&, std::optional<SubjectId>, int limit); // not done; of all people if no one is named
Result<std::vector<Erasure>> page(db::Tx&, Uuid after, int limit); // by id
Result<std::optional<Uuid>> whole_done(db::Tx&, SubjectId); // the erasure that took all of this person

Result<> mark_erasing(access::SubjectGrant const&);
Result<> drop_ways_in(access::SubjectGrant const&);

// ---- a Client's people ----
struct People { // one row, so that it names nobody
    SubjectId subject;
    Uuid pseudonym;
    std::vector<SubjectId> subjects;
};
db::PersonalQuery<People, ClientId, std::vector<SubjectId>> const& present_among(); // whoever of these is in the data
struct Member {
    SubjectId subject;
    Uuid pseudonym;
    std::string state;
};
db::PersonalQuery<Member, ClientId, SubjectId, std::int32_t> const& members_page();

// ---- the end of a Client's use ----
Result<> begin_end(db::Tx&, ClientId, Instant ended_at, Instant now); // once
Result<std::optional<ClientReceipt>> find_end(db::Tx&, ClientId);
Result<> count_member(db::Tx&, ClientId);
Result<> finish_end(db::Tx&, ClientId, ClientReceipt const&);
struct Tally {
    std::int64_t erased, kept, working;
};
Result<Tally> tally(db::Tx&, ClientId, Instant since); // of erasures of whole persons; erased ones asked for since then

} // namespace wellkept::rights::store
