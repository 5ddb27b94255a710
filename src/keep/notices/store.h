// SQL of the notices schema.
#pragma once
#include "keep/notices/notices.h"

namespace wellkept::notices::store {

struct Edition {
    Uuid id;
    std::string service, territory;
    std::int32_t edition;
    std::string policy_version, text_hash, document;
    Instant effective_at;
};
struct Seen {
    Uuid notice;
    Instant first_at;
};

Result<> lock(db::Tx&); // one node at a time, until the transaction ends
Result<bool> keep_policy(db::Tx&, std::string const& version, std::string const& files, Instant); // false: it is there
struct PolicyVersion {
    std::string version;
    Instant first_at;
};
Result<std::vector<PolicyVersion>> policies(db::Tx&); // newest first
Result<std::optional<std::string>> policy_files(db::Tx&, std::string const& version); // JSON: name to text
Result<std::optional<Edition>> latest(db::Tx&, std::string const& service, std::string const& territory);
Result<std::optional<Edition>> find(db::Tx&, std::string const& service, std::string const& territory, std::int32_t edition);
Result<std::vector<Edition>> editions(db::Tx&, std::string const& service, std::string const& territory); // newest first
Result<std::vector<Edition>> current(db::Tx&); // of every notice
Result<std::optional<Edition>> by_id(db::Tx&, Uuid);
Result<> insert(db::Tx&, Edition const&);

Result<> mark_seen(access::SubjectGrant const&, Uuid notice, Instant);
Result<std::vector<Seen>> seen(access::SubjectGrant const&); // newest first
Result<std::int64_t> erase(access::SubjectGrant const&);

} // namespace wellkept::notices::store
