// Rows of this room. No decisions.
#pragma once
#include "access/grant.h"

namespace wellkept::supervision::store {

using Grant = access::SubjectGrant;
struct LinkRow {
    Uuid id;
    SubjectId supervisor;
    Instant starts_at;
    std::optional<Instant> ends_at;
    db::Bytes details;
};
struct ListedLink {
    SubjectId subject;
    Uuid pseudonym;
    Uuid id;
    SubjectId supervisor;
    Instant starts_at;
    std::optional<Instant> ends_at;
    db::Bytes details;
};
struct ItemRow {
    Uuid id, case_id;
    std::optional<Uuid> session;
    SubjectId account;
    std::string state;
    Instant asked_at, due_at;
    std::optional<std::chrono::sys_days> discussed_on;
    std::optional<SubjectId> discussed_with;
    db::Bytes question;
    std::optional<db::Bytes> outcome;
};
struct ListedItem {
    SubjectId subject;
    Uuid pseudonym;
    Uuid id;
    SubjectId account;
    std::string state;
    Instant asked_at, due_at;
    std::optional<std::chrono::sys_days> discussed_on;
    db::Bytes question;
    std::optional<db::Bytes> outcome;
};
Result<> insert(Grant const&, LinkRow const&, Uuid by);
Result<std::int64_t> end_links(Grant const&, Instant now);
Result<std::vector<LinkRow>> links(Grant const&); // the latest first
db::PersonalQuery<ListedLink, ClientId, Instant> const& holding();

Result<> insert(Grant const&, ItemRow const&);
Result<std::vector<ItemRow>> items(Grant const&); // the newest first
Result<bool> finish(Grant const&, Uuid item, std::chrono::sys_days on, SubjectId with, std::string outcome); // false: it does not wait
db::PersonalQuery<ListedItem, ClientId, std::vector<Uuid>, Instant> const& asked_by(); // of these accounts: waiting, or asked since
db::PersonalQuery<ListedItem, ClientId, Instant> const& overdue();
Result<std::int64_t> drop_links(Grant const&);
Result<std::int64_t> drop_items(Grant const&, std::vector<Uuid> const&);

} // namespace wellkept::supervision::store
