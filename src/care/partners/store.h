// SQL of this room.
#pragma once
#include "care/partners/partners.h"

namespace wellkept::partners::store {

struct SignRow {
    Uuid id, case_id;
    SubjectId author;
    db::Bytes body;
    Instant at;
};
struct ComplaintRow {
    Uuid id, case_id;
    SubjectId author;
    db::Bytes body;
    std::optional<Instant> read_at;
    Instant opened_at, ends_at;
    std::optional<Instant> ended_at;
};
Result<std::vector<Partner>> all(db::Tx&);
Result<> save(db::Tx&, Partner const&, Instant);
Result<> insert(access::SubjectGrant const&, SignRow const&);
Result<std::vector<SignRow>> signs(access::SubjectGrant const&);
Result<> insert(access::SubjectGrant const&, ComplaintRow const&);
Result<std::vector<ComplaintRow>> complaints(access::SubjectGrant const&);
Result<bool> mark_read(access::SubjectGrant const&, Uuid, Instant now); // false: it is over
Result<bool> end(access::SubjectGrant const&, Uuid, Instant now);
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);

} // namespace wellkept::partners::store
