// SQL of this room.
#pragma once
#include "care/reports/reports.h"

namespace wellkept::reports::store {

struct Row {
    Uuid id, referral;
    std::string kind;
    Uuid writer;
    std::optional<Uuid> approver;
    std::string state;
    db::Bytes body;
    std::optional<db::Bytes> statement;
    std::optional<Instant> review_until;
    std::optional<db::Bytes> agreed_hash;
    Instant created_at, state_at;
};
struct Happened {
    Uuid id;
    std::string event, by_role;
    Instant at;
    std::optional<db::Bytes> note;
};
struct Queued {
    SubjectId subject;
    Uuid pseudonym;
    Uuid report;
    std::string kind, state;
    Instant state_at;
};
struct Delivered {
    SubjectId subject;
    Uuid pseudonym;
    Uuid report, referral;
    db::Bytes body;
    Instant at;
};

Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<bool> save(access::SubjectGrant const&, Row const&, std::string_view from); // false: it was moved meanwhile
Result<> add(access::SubjectGrant const&, Uuid report, Happened const&);
Result<std::vector<Happened>> events(access::SubjectGrant const&, Uuid report);
Result<> deliver(access::SubjectGrant const&, Uuid report, ClientId organisation, Uuid recipient, Uuid referral, std::string body, Instant);
Result<std::int64_t> take_back(access::SubjectGrant const&, Uuid report);
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);
db::PersonalQuery<Queued, ClientId> const& to_approve();
db::PersonalQuery<Delivered, ClientId, Uuid> const& delivered_to();

} // namespace wellkept::reports::store
