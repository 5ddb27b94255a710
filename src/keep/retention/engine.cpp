#include "access/system.h"
#include "access/tenants.h"
#include "keep/retention/calendar.h"
#include "keep/retention/retention.h"
#include "keep/retention/store.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <algorithm>

namespace wellkept::retention {
namespace {

constexpr int page_records = 200; // looked at between two hand-overs of the job
constexpr int sweep_rows = 5'000; // in one transaction

// Where a run stands. What it counted and did not do travels here, what it did is counted where it was done.
struct Progress {
    std::optional<Uuid> run;
    std::optional<ClientId> client;
    std::optional<SubjectId> subject;
    std::optional<std::string> record_class;
    std::optional<Uuid> record;
    std::optional<bool> swept;
    std::optional<std::map<std::string, std::int64_t>> left; // "class outcome" -> records
};
struct ClientPayload {
    ClientId client;
};
struct RuleOut {
    std::string trigger, period, action, basis;
};
struct LineOut {
    std::string record_class, outcome;
    std::int64_t records, rows;
    std::optional<RuleOut> rule;
};
// The proof is this text, byte for byte; the signature is over it.
struct RecordOut {
    std::string type;
    Uuid run_id;
    Instant started_at, finished_at;
    std::string policy_version, region, key_id;
    std::vector<LineOut> lines;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (run, client, subject, record_class, record, swept, left))
BOOST_DESCRIBE_STRUCT(ClientPayload, (), (client))
BOOST_DESCRIBE_STRUCT(RuleOut, (), (trigger, period, action, basis))
BOOST_DESCRIBE_STRUCT(LineOut, (), (record_class, outcome, records, rows, rule))
BOOST_DESCRIBE_STRUCT(RecordOut, (), (type, run_id, started_at, finished_at, policy_version, region, key_id, lines))

bool clocked(access::RecordClass const& c)
{
    using access::Trigger;
    return c.bound()
        && (c.trigger == Trigger::created || c.trigger == Trigger::event || c.trigger == Trigger::last_contact);
}

access::RoomContract const* keeper(Rooms const& rooms, std::string_view record_class)
{
    for (auto const& room : rooms)
        for (auto const& c : room->record_classes())
            if (c == record_class) return room.get();
    return nullptr;
}

bool covers(store::HoldRow const& h, store::ClockRow const& record)
{
    return !h.released_at
        && (!h.record_class || (*h.record_class == record.record_class && (!h.record || *h.record == record.record)));
}

access::Actor system_actor() { return access::Actor::system("retention"); }

} // namespace

struct Engine::State {
    access::Gate const& gate;
    db::Pool& pool;
    blob::Store& blobs;
    crypto::SigningKey key;
    Rooms const& rooms;

    // The Client's due records after the position; the page ends with a whole person's records at the latest at its
    // limit.
    Result<std::vector<store::DueRow>> page(ClientId client, Progress const& p,
        std::vector<access::RecordClass> const& classes, Instant now, std::string const& zone) const
    {
        std::vector<std::string> codes;
        std::vector<Instant> before;
        for (auto const& c : classes) {
            codes.push_back(c.code);
            before.push_back(started_before(now, c.period, zone));
        }
        return access::over_client<ReadRetention>(
            gate, pool, system_actor(), "retention", client, [&](access::GrantedGroup<ReadRetention>& group) {
                return group.rows(store::due_page(), codes, before, p.subject.value_or(SubjectId {}),
                    p.record_class.value_or(""), p.record.value_or(Uuid {}), page_records);
            });
    }

    // Everything due of one person. Asked again under the grant: a contact or a hold may have come since the list was
    // made.
    Result<std::vector<store::Line>> destroy(
        Uuid run, SubjectId subject, access::Policy const& policy, Instant now) const
    {
        auto const& rules = policy.retention();
        auto const zone = rules.zone(gate.region());
        return access::as_system<DestroyDue>(gate, pool, "retention", "retention", subject,
            [&](access::Granted<DestroyDue>& grant) -> Result<std::vector<store::Line>> {
                std::vector<store::Line> left;
                std::map<std::string, std::vector<Uuid>> gone;
                auto const held = TRY(store::holds(grant));
                for (auto const& clock : TRY(store::clocks(grant))) {
                    auto const* rule = rules.find(clock.record_class);
                    if (!rule || !clocked(*rule)) continue;
                    Standing s { .due = end_of(clock.trigger_at, rule->period, zone) <= now };
                    for (auto const& h : held)
                        if (covers(h, clock)) (h.kind == "legal" ? s.legal_hold : s.open_request) = true;
                    switch (decide(s)) {
                    case Decision::hold:
                    case Decision::request:
                        left.push_back({ rule->code, "held", 1, 0 });
                        break;
                    case Decision::expire:
                        if (rule->action == access::RetentionAction::review) {
                            TRY(store::open_review(grant, rule->code, clock.record, now));
                            left.push_back({ rule->code, "review", 1, 0 });
                        } else
                            gone[rule->code].push_back(clock.record);
                        break;
                    default:
                        break;
                    }
                }
                for (auto const& [code, records] : gone) TRY(take(grant, run, *rules.find(code), records));
                return left;
            });
    }

    Result<> take(access::SubjectGrant const& grant, Uuid run, access::RecordClass const& rule,
        std::vector<Uuid> const& records) const
    {
        auto const* room = keeper(rooms, rule.code);
        if (!room) return bug("no room keeps " + rule.code);
        bool const anonymise = rule.action == access::RetentionAction::anonymise;
        // Files first: if we break off here, the rows still say that there was something, and the next run ends it.
        for (auto const& prefix : TRY(room->blobs_of(grant, rule.code, records))) (void)TRY(blobs.remove_all(prefix));
        auto const rows =
            anonymise ? TRY(room->anonymise(grant, rule.code, records)) : TRY(room->destroy(grant, rule.code, records));
        TRY(store::drop_clocks(grant, rule.code, records));
        grant.note(rule.code, std::to_string(records.size()));
        return store::count(grant.tx(), run,
            { rule.code, anonymise ? "anonymised" : "destroyed", static_cast<std::int64_t>(records.size()), rows });
    }

    // One page of one Client. True: there may be more.
    Result<bool> client_page(Progress& p, store::Run const& run, access::Policy const& policy) const
    {
        std::vector<access::RecordClass> classes;
        for (auto const& c : policy.retention().classes())
            if (clocked(c)) classes.push_back(c);
        auto const rows = TRY(page(*p.client, p, classes, run.started_at, policy.retention().zone(gate.region())));
        auto& left = p.left.emplace(p.left.value_or(std::map<std::string, std::int64_t> {}));
        SubjectId done {};
        for (auto const& r : rows) {
            p.subject = r.subject, p.record_class = r.record_class, p.record = r.record;
            if (r.state != "active" || r.restricted) {
                ++left[r.record_class + " " + (r.state != "active" ? "erasing" : "restricted")];
                continue;
            }
            if (r.subject == done) continue;
            done = r.subject;
            auto const result = destroy(run.id, r.subject, policy, run.started_at);
            if (!result.ok()) {
                // One person's fault must not keep all others' data; the next run tries again, and the record says so.
                if (result.error().code == Code::unavailable) return result.error();
                log::error(
                    "retention_failed", { { "class", r.record_class }, { "detail", result.error().detail.text } });
                ++left[r.record_class + " failed"];
                continue;
            }
            for (auto const& l : result.value()) left[l.record_class + " " + l.outcome] += l.records;
        }
        return rows.size() == static_cast<std::size_t>(page_records);
    }

    Result<std::vector<SubjectId>> spared(std::vector<access::Tenant> const& tenants) const
    {
        std::vector<SubjectId> out;
        for (auto const& t : tenants) {
            auto const rows = TRY(access::over_client<ReadRetention>(gate, pool, system_actor(), "retention", t.id,
                [&](access::GrantedGroup<ReadRetention>& group) { return group.rows(store::people_under_hold()); }));
            for (auto const& r : rows) out.insert(out.end(), r.subjects.begin(), r.subjects.end());
        }
        return out;
    }

    // Rows that name nobody, or outlive whom they named. False: some are left for the next piece.
    Result<bool> sweep(
        store::Run const& run, access::Policy const& policy, std::vector<access::Tenant> const& tenants) const
    {
        auto const zone = policy.retention().zone(gate.region());
        std::optional<std::vector<SubjectId>> spare;
        for (auto const& room : rooms)
            for (auto const& code : room->record_classes()) {
                auto const* rule = policy.retention().find(code);
                if (!rule || !clocked(*rule)) continue;
                auto const before = started_before(run.started_at, rule->period, zone);
                auto const there = [&]() -> Result<bool> {
                    auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
                    return !TRY(room->due(tx, code, before)).empty();
                }();
                if (!TRY(Result<bool>(there))) continue;
                if (!spare) spare = TRY(spared(tenants));
                auto tx = TRY(db::Tx::begin(pool));
                auto const n = TRY(room->sweep(tx, code, before, sweep_rows, *spare));
                if (n > 0) TRY(store::count(tx, run.id, { code, "destroyed", n, n }));
                TRY(tx.commit());
                if (n >= sweep_rows) return false;
            }
        return true;
    }

    // Clients whose contract has ended, and erasures that waited: keep/rights does both.
    Result<> hand_on(access::Policy const& policy, std::vector<access::Tenant> const& tenants, Instant now) const
    {
        auto tx = TRY(db::Tx::begin(pool));
        auto const* rule = policy.retention().find(end_of_use_class);
        auto const zone = policy.retention().zone(gate.region());
        for (auto const& t : tenants) {
            if (!rule || !t.ended_at) continue;
            // The period is the latest moment here: the work begins early enough to be done by then.
            auto const until_the_end = end_of(now, rule->begin_before, zone);
            if (end_of(*t.ended_at, rule->period, zone) > until_the_end) continue;
            (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(),
                { .kind = std::string(end_of_use_job),
                    .payload = json::encode_text(ClientPayload { t.id }),
                    .attempts_max = 50,
                    .unique_key = t.id.text() }));
        }
        (void)TRY(
            jobs::enqueue(tx, gate.clock(), gate.rng(), { .kind = std::string(resume_job), .unique_key = "all" }));
        return tx.commit();
    }

    Result<> finish(Progress const& p, store::Run const& run, access::Policy const& policy) const
    {
        auto tx = TRY(db::Tx::begin(pool));
        for (auto const& [what, n] : p.left.value_or(std::map<std::string, std::int64_t> {})) {
            auto const blank = what.find(' ');
            TRY(store::count(tx, run.id, { what.substr(0, blank), what.substr(blank + 1), n, 0 }));
        }
        auto const now = std::max(gate.clock().now(), run.started_at);
        if (!TRY(store::finish_run(tx, run.id, now))) return {};
        RecordOut out { "wellkept-destruction-record-v1", run.id, run.started_at, now, run.policy_version,
            gate.region(), key.key_id(), {} };
        std::int64_t destroyed = 0;
        for (auto& l : TRY(store::lines(tx, run.id))) {
            if (l.outcome == "destroyed") destroyed += l.rows;
            std::optional<RuleOut> rule;
            if (auto const* r = policy.retention().find(l.record_class))
                rule = RuleOut { std::string(access::name(r->trigger)), r->period.words(),
                    std::string(access::name(r->action)), r->basis };
            out.lines.push_back(
                { std::move(l.record_class), std::move(l.outcome), l.records, l.rows, std::move(rule) });
        }
        auto const text = json::encode_text(out);
        auto const signature = key.sign(text);
        TRY(store::add_proof(tx,
            { run.id, now, text, { std::string(reinterpret_cast<char const*>(signature.data()), signature.size()) } }));
        // It measured by its start. The schedule's call that came meanwhile folded into it: what fell due goes on now.
        if (now - run.started_at >= run_every) TRY(run_soon(tx, gate));
        TRY(tx.commit());
        log::info("retention_run_done", { { "run", run.id.text() }, { "rows", destroyed } });
        return {};
    }

    // The run that is open, or a new one. Nothing if the clock was set back.
    Result<std::optional<store::Run>> current(access::Policy const& policy) const
    {
        auto tx = TRY(db::Tx::begin(pool));
        auto const now = gate.clock().now();
        auto const mark = TRY(store::high_water(tx));
        if (mark && now + clock_slack < *mark) return std::optional<store::Run> {};
        auto open = TRY(store::open_run(tx));
        if (open) return open;
        store::Run const fresh { Uuid::v7(gate.clock(), gate.rng()), now, policy.version() };
        if (!TRY(store::begin_run(tx, fresh))) return unavailable("Another run is just beginning.", "retention.run");
        if (!mark || *mark < now) TRY(store::set_high_water(tx, now));
        TRY(tx.commit());
        return std::optional(fresh);
    }
};

Engine::Engine(access::Gate const& gate, db::Pool& pool, blob::Store& blobs, crypto::SigningKey key, Rooms const& rooms)
    : m_state(new State { gate, pool, blobs, std::move(key), rooms })
{
}
Engine::~Engine() = default;

Result<> Engine::check(access::RetentionRules const& rules, Rooms const& rooms, std::set<std::string> const& elsewhere)
{
    auto refused = [](std::string const& what) {
        return Error { Code::conflict, PublicText("policy/retention.yaml does not fit the rooms: " + what) };
    };
    for (auto const& room : rooms)
        for (auto const& code : room->record_classes()) {
            auto const* rule = rules.find(code);
            if (!rule)
                return refused("there is no rule for `" + code + "`, which " + std::string(room->room()) + " keeps.");
            if (rule->room != room->room())
                return refused("`" + code + "` is kept by " + std::string(room->room()) + ".");
        }
    for (auto const& rule : rules.classes())
        if (rule.bound() && !elsewhere.contains(rule.room) && !keeper(rooms, rule.code))
            return refused("no room keeps `" + rule.code + "`; write `room: none` until one does.");
    return {};
}

Result<jobs::Outcome> Engine::run(jobs::Job const& job) const
{
    auto const& s = *m_state;
    auto const policy = s.gate.policy_now();
    auto p = TRY(json::decode_text<Progress>(job.payload));
    auto const run = TRY(s.current(*policy));
    if (!run) {
        log::error("retention_clock_back", {});
        return jobs::Outcome(jobs::Dead { "clock_back" });
    }
    if (p.run && *p.run != run->id) return jobs::Outcome(jobs::Done {}); // that run was finished by another
    p.run = run->id;
    auto again = [&]() { return jobs::Outcome(jobs::Again { s.gate.clock().now(), json::encode_text(p) }); };
    auto const tenants = [&]() -> Result<std::vector<access::Tenant>> {
        auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only));
        auto all = TRY(access::all_tenants(tx));
        std::erase_if(all, [&](auto const& t) { return t.region != s.gate.region(); });
        return all;
    }();
    if (!tenants.ok()) return tenants.error();
    if (!p.swept.value_or(false)) {
        // Clients in the order of their ids; a page of one, then the job hands itself on.
        auto const next = std::find_if(
            tenants->begin(), tenants->end(), [&](auto const& t) { return !p.client || !(t.id < *p.client); });
        for (auto it = next; it != tenants->end(); ++it) {
            if (!p.client || *p.client != it->id) p.client = it->id, p.subject = {}, p.record_class = {}, p.record = {};
            if (TRY(s.client_page(p, *run, *policy))) return again();
        }
        if (!TRY(s.sweep(*run, *policy, tenants.value()))) return again();
        p.swept = true;
        return again();
    }
    TRY(s.hand_on(*policy, tenants.value(), run->started_at));
    TRY(s.finish(p, *run, *policy));
    return jobs::Outcome(jobs::Done {});
}

Result<> Engine::destroy_reviewed(
    access::Granted<Review> const& grant, std::string const& record_class, Uuid record) const
{
    auto const& s = *m_state;
    auto const policy = s.gate.policy_now();
    auto const* rule = policy->retention().find(record_class);
    if (!rule || !TRY(store::close_review(grant, record_class, record))) return not_found();
    for (auto const& h : TRY(store::holds(grant)))
        if (covers(h, { record_class, record, {} }))
            return Error { Code::conflict, PublicText("A hold keeps this record.") };
    auto const run = TRY(s.current(*policy));
    if (!run)
        return Error { Code::conflict,
            PublicText("The server's clock is behind an earlier run: nothing is destroyed by it.") };
    auto destroying = *rule;
    destroying.action = access::RetentionAction::destroy;
    TRY(s.take(grant, run->id, destroying, { record }));
    return run_soon(grant.tx(), s.gate);
}

Result<> Engine::keep_reviewed(access::Granted<Review> const& grant, std::string const& record_class, Uuid record) const
{
    if (!TRY(store::close_review(grant, record_class, record))) return not_found();
    auto const now = m_state->gate.clock().now();
    TRY(store::drop_clocks(grant, record_class, { record }));
    TRY(store::start(grant, record_class, record, now));
    grant.note(record_class, "kept after review");
    return {};
}

Result<std::vector<CalendarLine>> Engine::calendar(
    access::Gate const& gate, db::Pool& pool, Rooms const& rooms, Instant until)
{
    auto const policy = gate.policy_now();
    auto const& rules = policy->retention();
    auto const zone = rules.zone(gate.region());
    auto const now = gate.clock().now();
    std::map<std::tuple<std::string, ClientId, std::string>, std::int64_t> sum;
    auto add = [&](Instant start, ClientId client, access::RecordClass const& rule, std::int64_t n) {
        auto const end = end_of(start, rule.period, zone);
        if (end > until) return;
        sum[{ end <= now ? "overdue" : month_of(end - Duration(1), zone), client, rule.code }] += n;
    };
    auto const tenants = [&]() -> Result<std::vector<access::Tenant>> {
        auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
        for (auto const& room : rooms)
            for (auto const& code : room->record_classes())
                if (auto const* rule = rules.find(code); rule && clocked(*rule))
                    for (auto const& day : TRY(room->due(tx, code, started_before(until, rule->period, zone))))
                        add(day.day, {}, *rule, day.rows);
        return access::all_tenants(tx);
    }();
    if (!tenants.ok()) return tenants.error();
    for (auto const& t : tenants.value()) {
        if (t.region != gate.region()) continue;
        auto const counts = TRY(access::over_client<ReadRetention>(gate, pool, system_actor(), "retention", t.id,
            [&](access::GrantedGroup<ReadRetention>& group) { return group.rows(store::clock_counts()); }));
        for (auto const& row : counts)
            for (std::size_t i = 0; i < row.record_class.size(); ++i)
                if (auto const* rule = rules.find(row.record_class[i])) add(row.hour[i], t.id, *rule, row.records[i]);
        if (auto const* rule = rules.find(end_of_use_class); rule && t.ended_at) add(*t.ended_at, t.id, *rule, 1);
    }
    std::vector<CalendarLine> out;
    for (auto const& [where, n] : sum) {
        auto const& [month, client, code] = where;
        out.push_back({ month, client, code, std::string(access::name(rules.find(code)->action)), n });
    }
    return out;
}

} // namespace wellkept::retention
