// SQL of the connections schema.
#pragma once
#include "access/grant.h"

namespace wellkept::connections::store {

struct Row {
    ConnectionId id;
    std::string state;
    std::optional<std::string> problem;
    db::Bytes profile;
    std::optional<db::Bytes> tokens;
    std::optional<Instant> token_expires_at;
    Instant created_at;
    std::optional<Instant> connected_at, last_data_at;
    std::string history_state;
    std::int32_t history_percent;
    std::optional<Instant> history_from;
    std::int64_t history_samples, live_samples;
};

Result<std::vector<Row>> list(access::SubjectGrant const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, ConnectionId);
Result<std::optional<Row>> lock(access::SubjectGrant const&, ConnectionId);
Result<> insert(access::SubjectGrant const&, ConnectionId, std::string const& state, std::string const& profile, Instant now);
Result<> connected(access::SubjectGrant const&, ConnectionId, std::string const& profile, std::optional<std::string> const& tokens,
    std::optional<Instant> expires, std::string const& history_state, std::optional<Instant> history_from, Instant now);
Result<> save_tokens(access::SubjectGrant const&, ConnectionId, std::string const& tokens, std::optional<Instant> expires);
Result<> set_state(access::SubjectGrant const&, ConnectionId, std::string const& state, std::optional<std::string> const& problem);
Result<> expire_token(access::SubjectGrant const&, ConnectionId, Instant at);
void progress(access::SubjectGrant const&, ConnectionId, std::string const& state, int percent, std::int64_t history,
    std::int64_t live, std::optional<Instant> data_at);
Result<std::int64_t> erase_all(access::SubjectGrant const&);

Result<std::int64_t> erase_one(access::SubjectGrant const&, ConnectionId);

} // namespace wellkept::connections::store
