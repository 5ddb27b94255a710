// What the parts of this room share.
#pragma once
#include "keep/retention/retention.h"
#include "keep/rights/rights.h"

namespace wellkept::rights {

// What this run of an erasure may take.
struct Plan {
    std::vector<retention::Kept> kept;
    access::ErasureScope scope;
    std::vector<access::Scope> keys_kept;
    // A hold on everything, or on something of a part: then nothing goes.
    bool nothing_goes() const { return !kept.empty() && (!scope.whole() || kept.front().record_class.empty()); }
};

struct Eraser::State {
    access::Gate const& gate;
    db::Pool& pool;
    blob::Store& blobs;
    crypto::SigningKey key;
    std::vector<std::unique_ptr<access::RoomContract>> contracts;
    Hooks hooks;

    Result<> step(std::string_view name) const { return hooks.at_step ? hooks.at_step(name) : Result<> {}; }
    Result<> save(Erasure const&) const;
    Result<> note(Erasure&) const;
    Result<bool> sever(Erasure&, int attempt) const; // false: a vendor deserves another try
    Result<Plan> plan(Erasure const&) const;
    Result<> destroy_keys(Erasure&, Plan const&) const;
    Result<> erase_rows(Erasure&, Plan const&) const;
    Result<> hold(Erasure&, Plan const&) const;
    Result<> finish(Erasure&, std::optional<Uuid> covered_by) const;
    Result<jobs::Outcome> carry_out(Erasure, int attempt) const;
    Result<> enqueue(db::Tx&, Uuid erasure) const;
    // The time of a step: never before the wish, whatever became of the clock.
    Instant now(Erasure const& e) const { return std::max(gate.clock().now(), e.requested_at); }
    // Signs the receipt of how things stand and keeps it for good.
    Result<> sign(Erasure&, std::optional<Uuid> covered_by, bool done) const;
};

std::string kept_text(std::vector<retention::Kept> const&); // JSON; empty for nothing
std::string parts_text(std::optional<std::string> const& before, std::map<std::string, std::int64_t> const& more);
std::string vendors_text(std::vector<Severed> const&);
bool nobody_there(Error const&); // the Gate does not know the person

} // namespace wellkept::rights
