// For this room only.
#pragma once
#include "keep/audit_log/audit_log.h"
#include <mutex>

namespace wellkept::audit_log {

struct Signer {
    crypto::SigningKey key;
    tlog::Verifier verifier;
};

struct Log::State {
    db::Pool& pool;
    access::KeyRing& keys;
    Clock const& clock;
    Rng& rng;
    LogConfig config;
    std::mutex mutex {};
    std::optional<Signer> signer {};

    Result<Signer> key();
    Result<Step> sequence();
    Result<Step> damaged(db::Tx&&, std::int64_t size, std::string detail);
    Result<> note(std::string kind, std::string ref, std::string detail); // an anomaly, in a transaction of its own
    Result<int> collect(http::Outgoing&, Witness const&);
    Result<> note_disagreement(std::string const& witness, std::int64_t size);
};

// bad_input: the tile is not there or too short
Result<std::string> read_tile(db::Tx&, tlog::TileName const&);

} // namespace wellkept::audit_log
