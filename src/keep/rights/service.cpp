#include "access/enforced.h"
#include "access/handles.h"
#include "access/system.h"
#include "keep/rights/state.h"
#include "keep/rights/store.h"
#include "platform/json/json.h"
#include "platform/log/log.h"

namespace wellkept::rights {
namespace {

access::Enforces const revoked { "retention.until_revoked", "keep/rights", "D15" };
access::Enforces const keys_first { "measures.keys_destroyed", "keep/rights", "D15" };

constexpr auto receipt_life = std::chrono::hours(24 * 90);
constexpr auto stuck_after = std::chrono::hours(24);
constexpr int sever_attempts_max = 3;
constexpr int resumed_at_once_max = 10'000;

struct EraseJob {
    Uuid erasure;
};
struct ResumeJob {
    std::optional<SubjectId> subject;
};
BOOST_DESCRIBE_STRUCT(EraseJob, (), (erasure))
BOOST_DESCRIBE_STRUCT(ResumeJob, (), (subject))

} // namespace

bool nobody_there(Error const& e) { return e.code == Code::not_found && e.detail.text.find("unknown_subject") != std::string::npos; }

Eraser::Eraser(access::Gate const& gate, db::Pool& pool, blob::Store& blobs, crypto::SigningKey key,
    std::vector<std::unique_ptr<access::RoomContract>> contracts, Hooks hooks)
    : m_state(new State { gate, pool, blobs, std::move(key), std::move(contracts), std::move(hooks) })
{
}
Eraser::~Eraser() = default;

std::vector<std::unique_ptr<access::RoomContract>> const& Eraser::contracts() const { return m_state->contracts; }

Result<std::string> Eraser::begin(access::SubjectGrant const& grant, access::ErasureScope const& scope) const
{
    auto const& gate = m_state->gate;
    Erasure e {};
    e.id = Uuid::v7(gate.clock(), gate.rng());
    e.subject = grant.subject();
    e.tenant = grant.tenant();
    e.connection = scope.connection;
    if (!scope.category.empty()) e.category = scope.category;
    e.kind = grant.kind();
    e.requested_by = grant.actor().role();
    e.requested_at = gate.clock().now();
    if (scope.whole()) {
        TRY(store::mark_erasing(grant));
        TRY(store::drop_ways_in(grant));
    }
    TRY(store::insert(grant.tx(), e));
    auto const token = crypto::random_token(gate.rng());
    // No subject in the handle: it outlives the person.
    TRY(access::Handles(gate).put(grant.tx(), { .kind = "receipt", .value = token, .ref = e.id, .expires_at = gate.clock().now() + receipt_life }));
    TRY(m_state->enqueue(grant.tx(), e.id));
    return token;
}

Result<jobs::Outcome> Eraser::run(jobs::Job const& job) const
{
    auto const id = TRY(json::decode_text<EraseJob>(job.payload)).erasure;
    auto found = [&]() -> Result<std::optional<Erasure>> {
        auto tx = TRY(db::Tx::begin(m_state->pool, db::Tx::Mode::read_only));
        return store::find(tx, id);
    }();
    if (!found.ok()) return found.release_error();
    if (!found.value()) return jobs::Outcome(jobs::Dead { "unknown_erasure" });
    return m_state->carry_out(std::move(**found), job.attempt);
}

Result<jobs::Outcome> Eraser::resume(jobs::Job const& job) const
{
    auto const& s = *m_state;
    auto const subject = TRY(json::decode_text<ResumeJob>(job.payload)).subject;
    auto tx = TRY(db::Tx::begin(s.pool));
    for (auto const& e : TRY(store::open(tx, subject, resumed_at_once_max)))
        if (!e.kept.value_or("").empty() || e.requested_at + stuck_after < s.gate.clock().now()) TRY(s.enqueue(tx, e.id));
    TRY(tx.commit());
    return jobs::Outcome(jobs::Done {});
}

// The job names no subject, or erasing would drop its own job.
Result<> Eraser::State::enqueue(db::Tx& tx, Uuid erasure) const
{
    (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(),
        { .kind = std::string(erase_job), .payload = json::encode_text(EraseJob { erasure }), .attempts_max = 50, .unique_key = erasure.text() }));
    return {};
}

Result<jobs::Outcome> Eraser::State::carry_out(Erasure e, int attempt) const
{
    if (e.done_at) return jobs::Outcome(jobs::Done {});
    if (!e.noted_at) TRY(note(e));
    if (!e.severed_at || !e.rows_at) {
        auto const done = [&]() -> Result<std::optional<jobs::Outcome>> {
            if (!e.severed_at && !TRY(sever(e, attempt)))
                return std::optional(jobs::Outcome(jobs::Retry { gate.clock().now() + std::chrono::seconds(3), "vendor_unreachable" }));
            if (e.rows_at) return std::optional<jobs::Outcome> {};
            auto const what = TRY(plan(e));
            if (what.nothing_goes()) {
                TRY(hold(e, what));
                return std::optional(jobs::Outcome(jobs::Done {})); // resumed when the hold is released
            }
            TRY(destroy_keys(e, what));
            TRY(erase_rows(e, what));
            if (what.kept.empty()) return std::optional<jobs::Outcome> {};
            TRY(hold(e, what));
            return std::optional(jobs::Outcome(jobs::Done {}));
        }();
        if (!done.ok()) {
            if (!nobody_there(done.error())) return done.error();
            // Nobody of this number is here, and we have not erased them: that is no success, unless another erasure took
            // the whole person meanwhile.
            auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
            auto const other = TRY(store::whole_done(tx, e.subject));
            if (!other) return jobs::Outcome(jobs::Dead { "subject_not_found" });
            if (*other == e.id) return jobs::Outcome(jobs::Done {}); // another run of this one was quicker
            TRY(finish(e, *other));
            return jobs::Outcome(jobs::Done {});
        }
        if (done.value()) return *done.value();
    }
    if (!e.blobs_at) {
        TRY(step("blobs"));
        for (auto const& contract : contracts)
            for (auto const& prefix : contract->blobs(e.subject, e.scope())) (void)TRY(blobs.remove_all(prefix));
        TRY(step("blobs done"));
        e.blobs_at = now(e);
        TRY(save(e));
    }
    TRY(finish(e, {}));
    return jobs::Outcome(jobs::Done {});
}

Result<> Eraser::State::save(Erasure const& e) const
{
    auto tx = TRY(db::Tx::begin(pool));
    TRY(store::save(tx, e));
    return tx.commit();
}

// Before anything is destroyed the wish stands where no restore of the data reaches.
Result<> Eraser::State::note(Erasure& e) const
{
    TRY(step("note"));
    if (hooks.ledger) TRY(hooks.ledger->note({ e.id, e.subject, e.tenant, e.connection, e.category, e.requested_by, e.requested_at }));
    TRY(step("note done"));
    e.noted_at = now(e);
    return save(e);
}

Result<bool> Eraser::State::sever(Erasure& e, int attempt) const
{
    TRY(step("vendors"));
    std::vector<Severed> vendors;
    bool again = false;
    if (hooks.sever) vendors = TRY(hooks.sever(e.subject, e.scope()));
    for (auto const& v : vendors) again = again || v.again;
    // A vendor that does not answer must not hold up what we can do ourselves.
    if (again && attempt < sever_attempts_max) return false;
    TRY(step("vendors done"));
    e.vendors = vendors_text(vendors);
    e.severed_at = now(e);
    TRY(save(e));
    return true;
}

// Asked at each run: a hold may have come or gone. Once nothing is in the way a hold comes too late.
Result<Plan> Eraser::State::plan(Erasure const& e) const
{
    TRY(step("plan"));
    auto out = TRY(access::as_system<EraseData>(gate, pool, "erase", "rights", e.subject, [&](access::Granted<EraseData>& grant) -> Result<Plan> {
        Plan p { TRY(retention::in_the_way(grant, gate, contracts)), e.scope(), {} };
        // A law that keeps a class says nothing of what came by one connection.
        if (!p.scope.whole()) std::erase_if(p.kept, [](auto const& k) { return k.until.has_value(); });
        if (p.kept.empty()) {
            if (p.scope.whole()) TRY(retention::past_the_point(grant));
            return p;
        }
        if (p.nothing_goes()) return p;
        for (auto const& k : p.kept) p.scope.kept[k.record_class].insert(k.records.begin(), k.records.end());
        p.keys_kept.push_back(access::person_scope);
        for (auto const& contract : contracts)
            for (auto& scope : TRY(contract->scopes_kept(grant, p.scope))) p.keys_kept.push_back(std::move(scope));
        return p;
    }));
    TRY(step("plan done"));
    return out;
}

Result<> Eraser::State::destroy_keys(Erasure& e, Plan const& p) const
{
    // A part that was kept before may go now, so after a hold the keys are looked at again.
    if (e.keys_at && !e.held_at) return {};
    TRY(step("keys"));
    auto& keys = gate.keys();
    if (!p.scope.whole()) {
        auto const& c = *p.scope.connection;
        e.keys_destroyed += TRY(keys.destroy_scope(e.subject, p.scope.category.empty() ? access::scope_of(c) : access::scope_of(c, p.scope.category), e.tenant));
    } else if (p.kept.empty()) e.keys_destroyed += TRY(keys.destroy_person(e.subject));
    else e.keys_destroyed += TRY(keys.destroy_others(e.subject, p.keys_kept, e.tenant));
    TRY(step("keys done"));
    e.keys_at = now(e);
    return save(e);
}

// The grant lives as long as the rows do: of a whole person this is its last use.
Result<> Eraser::State::erase_rows(Erasure& e, Plan const& p) const
{
    TRY(step("rows"));
    return access::as_system<EraseData>(gate, pool, "erase", "rights", e.subject, [&](access::Granted<EraseData>& grant) -> Result<> {
        std::map<std::string, std::int64_t> parts;
        if (p.scope.whole()) parts["jobs"] = TRY(jobs::drop_for_subject(grant.tx(), e.subject));
        // Rooms are listed from the ground up; what stands on top goes first.
        for (auto it = contracts.rbegin(); it != contracts.rend(); ++it) parts[std::string((*it)->room())] += TRY((*it)->erase(grant, p.scope));
        for (auto const& [room, n] : parts) e.rows_erased += n;
        e.parts = parts_text(e.parts, parts);
        if (p.kept.empty()) {
            e.rows_at = now(e);
            e.kept = "";
        }
        TRY(store::save(grant.tx(), e));
        if (hooks.announce && p.kept.empty()) TRY(hooks.announce(grant.tx(), e));
        return step("rows done");
    });
}

// What stays is said in a receipt of its own; said once, as long as nothing changes.
Result<> Eraser::State::hold(Erasure& e, Plan const& p) const
{
    auto const kept = kept_text(p.kept);
    if (e.kept == kept) return {};
    TRY(step("hold"));
    e.kept = kept;
    if (!e.held_at) e.held_at = now(e);
    return sign(e, {}, false);
}

Result<> Eraser::State::finish(Erasure& e, std::optional<Uuid> covered_by) const
{
    TRY(step("receipt"));
    e.done_at = now(e);
    TRY(sign(e, covered_by, true));
    log::info("erasure_done", { { "erasure", e.id.text() }, { "keys", std::int64_t(e.keys_destroyed) }, { "rows", e.rows_erased } });
    return step("receipt done");
}

Result<std::vector<keys::Destroyed>> destroyed(db::Tx& tx) { return store::destroyed(tx); }

} // namespace wellkept::rights
