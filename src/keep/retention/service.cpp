#include "keep/retention/retention.h"
#include "keep/retention/store.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::retention {
namespace {

struct Details {
    std::string reason, owner;
    std::optional<std::string> released_why;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 1000 }; }
};
BOOST_DESCRIBE_STRUCT(Details, (), (reason, owner, released_why))

access::Place details_place(Uuid hold) { return { "retention.hold", "details", hold }; }

// A hold whose words cannot be read holds all the same, and is shown without them.
Result<Hold> opened(store::HoldRow const& r, Result<std::string> const& text)
{
    if (!text.ok() && text.error().code == Code::unavailable) return text.error();
    auto read = text.ok() ? json::decode_text<Details>(text.value()) : Result<Details>(not_found());
    auto d = read.ok() ? read.release() : Details {};
    return Hold { r.subject, r.pseudonym, r.id, r.kind, r.record_class, r.record, std::move(d.reason),
        std::move(d.owner), r.review_at, r.placed_at, r.released_at, std::move(d.released_why) };
}

Result<Uuid> put_hold(
    access::SubjectGrant const& grant, access::Gate const& gate, std::string const& kind, NewHold const& n)
{
    if (n.reason.empty() || n.reason.size() > 1000) return bad_input("Give the reason, in 1 to 1000 characters.");
    if (n.owner.empty() || n.owner.size() > 200) return bad_input("Say who owns the hold, in 1 to 200 characters.");
    auto const now = gate.clock().now();
    if (n.review_at <= now) return bad_input("Give a review date that is still to come.");
    if (n.record && !n.record_class) return bad_input("Say of which record class the record is.");
    auto const policy = gate.policy_now();
    if (n.record_class && !policy->retention().find(*n.record_class))
        return bad_input("There is no such record class in policy/retention.yaml.");
    if (TRY(store::state(grant)) == "destroying")
        return Error { Code::conflict,
            PublicText("The erasure of this person is past the point where it could be held.") };
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    auto sealed =
        TRY(grant.seal(access::person_scope, details_place(id), json::encode_text(Details { n.reason, n.owner, {} })));
    TRY(store::insert_hold(
        grant, { {}, {}, id, kind, n.record_class, n.record, { std::move(sealed) }, n.review_at, now, {} }));
    grant.note("hold", kind);
    return id;
}

Result<> end_hold(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id, std::string const& kind,
    std::string const& why)
{
    if (why.empty() || why.size() > 1000) return bad_input("Say why the hold ends, in 1 to 1000 characters.");
    for (auto const& row : TRY(store::holds(grant))) {
        if (row.id != id || row.kind != kind) continue;
        if (row.released_at) return Error { Code::conflict, PublicText("This hold is released already.") };
        auto d =
            TRY(json::decode_text<Details>(TRY(grant.open(access::person_scope, details_place(id), row.details.data))));
        d.released_why = why;
        (void)TRY(store::release(grant, id,
            TRY(grant.seal(access::person_scope, details_place(id), json::encode_text(d))), gate.clock().now()));
        // The erasure asks again for itself what is still in its way.
        (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(),
            { .kind = std::string(resume_job), .payload = R"({"subject":")" + grant.subject().text() + R"("})" }));
        return run_soon(grant.tx(), gate);
    }
    return not_found();
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "retention"; }
    std::vector<std::string> personal_tables() const override
    {
        return { "retention.clock", "retention.hold", "retention.review" };
    }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole() || !scope.kept.empty()) return 0; // what is kept still needs its clocks and holds
        return store::erase(grant);
    }
};

} // namespace

Result<> started(
    access::SubjectGrant const& grant, access::Gate const& gate, std::string_view record_class, Uuid record, Instant at)
{
    auto const policy = gate.policy_now();
    auto const* rule = policy->retention().find(record_class);
    if (!rule) return {};
    // While the time of day is behind an earlier run's, a clock started by it would end too early.
    if (auto const mark = TRY(store::high_water(grant.tx())); mark && gate.clock().now() + clock_slack < *mark)
        at = std::max(at, *mark);
    TRY(store::start(grant, rule->code, record, at));
    if (rule->trigger == access::Trigger::last_contact) TRY(store::restart_all(grant, rule->code, at));
    return {};
}

Result<> forget(access::SubjectGrant const& grant, std::string_view record_class, std::vector<Uuid> const& records)
{
    if (records.empty()) return {};
    return store::drop_clocks(grant, std::string(record_class), records);
}

Result<Uuid> protect(
    access::SubjectGrant const& grant, access::Gate const& gate, std::string const& why, Instant review_at)
{
    return put_hold(grant, gate, "request", { .reason = why, .owner = grant.actor().role(), .review_at = review_at });
}
Result<> unprotect(access::SubjectGrant const& grant, access::Gate const& gate, Uuid id)
{
    return end_hold(grant, gate, id, "request", "the request was answered");
}

Result<Uuid> place_hold(access::Granted<PlaceHold> const& grant, access::Gate const& gate, NewHold const& n)
{
    return put_hold(grant, gate, "legal", n);
}
Result<> release_hold(
    access::Granted<ReleaseHold> const& grant, access::Gate const& gate, Uuid id, std::string const& why)
{
    return end_hold(grant, gate, id, "legal", why);
}

Result<std::vector<Hold>> holds(access::SubjectGrant const& grant)
{
    std::vector<Hold> out;
    for (auto const& row : TRY(store::holds(grant)))
        out.push_back(TRY(opened(row, grant.open(access::person_scope, details_place(row.id), row.details.data))));
    return out;
}

Result<std::vector<Hold>> holds_of_client(access::GrantedGroup<ReadRetention>& group)
{
    std::vector<Hold> out;
    for (auto const& row : TRY(group.rows(store::holds_of_client())))
        out.push_back(TRY(opened(
            row, group.open_of(row.subject, access::person_scope, details_place(row.id), row.details.data))));
    return out;
}

Result<std::vector<ReviewItem>> reviews_of_client(access::GrantedGroup<ReadRetention>& group)
{
    return group.rows(store::reviews_of_client());
}

Result<std::vector<Restricted>> restricted_of_client(access::GrantedGroup<ReadRetention>& group)
{
    return group.rows(store::restricted_of_client());
}

Result<PersonState> state_of(access::SubjectGrant const& grant) { return store::person_state(grant); }

Result<> restrict_person(access::Granted<Restrict> const& grant, access::Gate const&)
{
    grant.note("restricted", "yes");
    return store::set_restricted(grant, true);
}

Result<> lift_restriction(access::Granted<Restrict> const& grant, access::Gate const& gate)
{
    TRY(store::set_restricted(grant, false));
    grant.note("restricted", "no");
    (void)TRY(jobs::enqueue(
        grant.tx(), gate.clock(), gate.rng(), { .kind = std::string(lifted_job), .subject = grant.subject() }));
    return {};
}

Result<> run_soon(db::Tx& tx, access::Gate const& gate)
{
    (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(), { .kind = std::string(run_job), .unique_key = "schedule" }));
    return {};
}

Result<> accept_clock(db::Tx& tx, access::Gate const& gate) { return store::set_high_water(tx, gate.clock().now()); }

Result<std::vector<Proof>> proofs(db::Tx& tx, int limit) { return store::proofs(tx, limit); }

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::retention
