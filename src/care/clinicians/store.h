// Rows of this room. No decisions.
#pragma once
#include "care/clinicians/clinicians.h"

namespace wellkept::clinicians::store {

struct RecordRow {
    std::string state;
    db::Bytes details;
};
struct CredentialRow {
    std::string kind;
    Instant valid_until;
    db::Bytes words;
};
struct ListRow {
    SubjectId subject;
    Uuid pseudonym;
    std::string state;
    db::Bytes details;
    std::vector<std::string> kinds;
    std::vector<Instant> until;
};

using Grant = access::SubjectGrant;
Result<std::optional<RecordRow>> record(Grant const&);
Result<std::vector<CredentialRow>> credentials(Grant const&);
Result<> upsert(Grant const&, std::string const& details, Instant now); // a new one is `applied`
Result<> set_state(Grant const&, std::string const& state, Instant now);
Result<> put_credential(Grant const&, std::string const& kind, Instant until, std::string const& words, Uuid by, Instant now);
db::PersonalQuery<ListRow, ClientId> const& everybody();
Result<std::int64_t> erase(Grant const&);

struct TakenRow {
    db::Bytes account;
    Instant starts_at, ends_at;
};
Result<> take(db::Tx&, db::Bytes const& mark, db::Bytes const& account, Span const&);
Result<> give_back(db::Tx&, db::Bytes const& mark);
Result<> sweep_taken(db::Tx&, Instant before);
Result<std::vector<TakenRow>> taken(db::Tx&, Instant from, Instant until); // by their beginnings

} // namespace wellkept::clinicians::store
