#include "access/enforced.h"
#include "access/system.h"
#include "access/tenants.h"
#include "care/cases/cases.h"
#include "care/clinicians/clinicians.h"
#include "care/statements/statements.h"
#include "care/statements/store.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include <algorithm>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <set>

namespace wellkept::statements {
namespace {

using std::chrono::sys_days;

struct Words {
    std::string name, currency;
    std::int64_t total;
    std::int32_t count;
    std::optional<std::string> reason, payment;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 2'000 }; }
};
struct LineWords {
    std::string reference, date, service;
    std::int32_t minutes;
    std::int64_t minor;
    bool late;
};
struct RateWords {
    std::int64_t minor;
    std::string currency;
};
BOOST_DESCRIBE_STRUCT(Words, (), (name, currency, total, count, reason, payment))
BOOST_DESCRIBE_STRUCT(LineWords, (), (reference, date, service, minutes, minor, late))
BOOST_DESCRIBE_STRUCT(RateWords, (), (minor, currency))

constexpr access::Place rate_place { "statements.rate", "details" };
access::Place words_place(Uuid id) { return { "statements.statement", "details", id }; }
access::Place line_place(Uuid id) { return { "statements.line", "details", id }; }
Error conflict(std::string_view why) { return { Code::conflict, PublicText(why) }; }
sys_days first_of(Month m) { return sys_days(m / std::chrono::day(1)); }
Month month_at(sys_days d)
{
    std::chrono::year_month_day const ymd(d);
    return ymd.year() / ymd.month();
}

Instant beginning(Month m, cctz::time_zone const& zone)
{
    cctz::civil_month const civil(static_cast<int>(m.year()), static_cast<int>(static_cast<unsigned>(m.month())));
    return std::chrono::time_point_cast<Duration>(cctz::convert(cctz::civil_second(civil), zone));
}

Statement bare(SubjectId account, store::StatementRow const& row, Words const& w)
{
    return { account, w.name, row.state, w.currency, month_at(row.month), w.total, w.count, {}, w.reason, w.payment, row.submitted_at, row.changed_at, true };
}

Result<Words> words_of(access::SubjectGrant const& grant, store::StatementRow const& row)
{
    return json::decode_text<Words>(TRY(grant.open(access::person_scope, words_place(row.id), row.details.data)));
}
Result<LineWords> words_of(access::SubjectGrant const& grant, store::LineRow const& row)
{
    return json::decode_text<LineWords>(TRY(grant.open(access::person_scope, line_place(row.id), row.details.data)));
}

Result<std::optional<store::StatementRow>> row_of(access::SubjectGrant const& grant, Month month)
{
    for (auto& s : TRY(store::statements(grant)))
        if (s.month == first_of(month)) return std::optional(std::move(s));
    return std::optional<store::StatementRow> {};
}

struct Draft {
    Statement shown;
    std::vector<std::string> marks; // of each line
};

// From the sessions of this moment. Whom they were with is read by the engine and told to nobody.
Result<Draft> draft(access::SubjectGrant const& grant, Context const& c, Month month, std::string const& state)
{
    auto const record = TRY(clinicians::record(grant));
    if (!record) return not_found();
    auto const now = c.gate.clock().now();
    cctz::time_zone zone = cctz::utc_time_zone();
    (void)cctz::load_time_zone(record->profile.zone, &zone);
    auto const end = beginning(month + std::chrono::months(1), zone);
    Draft out { { grant.subject(), record->profile.name, state, {}, month, 0, 0, {}, {}, {}, {}, {}, end <= now }, {} };

    std::map<Uuid, sys_days> left; // statements that have left, by their month
    std::set<sys_days> months_left;
    for (auto const& s : TRY(store::statements(grant)))
        if (s.state != "returned") {
            left[s.id] = s.month;
            months_left.insert(s.month);
        }
    std::set<std::string> billed; // elsewhere
    std::map<std::string, std::string> references; // of this one, when it had left before
    for (auto const& l : TRY(store::lines(grant))) {
        if (left.contains(l.statement)) billed.insert(l.mark.data);
        else references[l.mark.data] = TRY(words_of(grant, l)).reference;
    }
    auto const all_rates = TRY(rates(grant));
    for (auto const& r : all_rates) out.shown.currency = r.currency;
    auto const from = beginning(month, zone) - std::chrono::hours(24) * c.rules.late_days;
    auto const held = TRY(access::as_system_group<cases::CountSessions>(c.gate, c.pool, "statements", purpose, access::care_tenant,
        [&](access::GrantedGroup<cases::CountSessions>& g) { return cases::sessions_held(g, grant.subject(), from, std::min(end, now)); }));
    for (auto const& h : held) {
        auto const rule = c.rules.charge.find(h.attendance);
        if (rule == c.rules.charge.end()) continue;
        auto const mark = TRY(grant.tag(access::person_scope, h.session.text()));
        if (billed.contains(mark)) continue;
        auto const at = std::chrono::time_point_cast<cctz::seconds>(h.starts_at);
        auto const civil = cctz::civil_day(cctz::convert(at, zone));
        sys_days const day(std::chrono::year(static_cast<int>(civil.year())) / civil.month() / civil.day());
        bool const late = month_at(day) != month;
        // What was written down after its month's statement had left comes with a later one.
        if (late && !months_left.contains(first_of(month_at(day)))) continue;
        auto const* rate = rate_on(all_rates, h.service, day);
        Line line { references.contains(mark) ? references.at(mark) : "", cctz::format("%Y-%m-%d", at, zone), cctz::format("%H:%M", at, zone), h.minutes, h.service, {}, late };
        if (rate) line.minor = share(rate->minor, rule->second);
        out.shown.total += line.minor.value_or(0);
        out.shown.lines.push_back(std::move(line));
        out.marks.push_back(mark);
    }
    out.shown.count = static_cast<std::int32_t>(out.shown.lines.size());
    return out;
}

Result<store::StatementRow> standing(access::SubjectGrant const& grant, Month month, std::string_view to)
{
    auto row = TRY(row_of(grant, month));
    if (!row) return not_found();
    if (!may_become(row->state, to)) return conflict("As this statement stands, that cannot be done now.");
    return std::move(*row);
}

Result<> change(access::SubjectGrant const& grant, Context const& c, store::StatementRow row, Words const& words, std::string const& to)
{
    auto const from = row.state;
    auto const now = c.gate.clock().now();
    row.state = to;
    row.details = { TRY(grant.seal(access::person_scope, words_place(row.id), json::encode_text(words))) };
    row.changed_at = now;
    if (to == "submitted") row.submitted_at = now;
    if (!TRY(store::update(grant, row, from))) return conflict("Somebody changed this statement meanwhile. Look at it again, then repeat.");
    grant.note("month", text(month_at(row.month)));
    grant.note("state", to);
    return retention::started(grant, c.gate, record_class, row.id, now);
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is the statement's id

private:
    std::string_view room() const override { return "statements"; }
    std::vector<std::string> personal_tables() const override { return { "statements.rate", "statements.statement", "statements.line" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::statements(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::drop(grant, records); }
    Result<std::int64_t> drop_rest(access::SubjectGrant const& grant) const override { return store::drop_rates(grant); }
};

} // namespace

Result<std::vector<Rate>> rates(access::SubjectGrant const& grant)
{
    std::vector<Rate> out;
    for (auto const& row : TRY(store::rates(grant))) {
        auto const w = TRY(json::decode_text<RateWords>(TRY(grant.open(access::person_scope, rate_place, row.details.data))));
        out.push_back({ row.service, row.valid_from, w.minor, w.currency });
    }
    return out;
}

Result<> set_rate(access::Granted<SetRate> const& grant, Context const& c, Rate const& rate)
{
    if (!c.rules.services.contains(rate.service)) return bad_input("There is no such service: policy/care.yaml lists them.");
    if (!c.rules.currencies.contains(rate.currency)) return bad_input("The policy has no such currency.");
    if (rate.minor < 1 || rate.minor > 10'000'000) return bad_input("A rate is 1 to 10,000,000 of the currency's smallest units.");
    for (auto const& r : TRY(rates(grant)))
        if (r.currency != rate.currency) return conflict("All rates of one affiliate are in one currency.");
    grant.note("service", rate.service);
    auto sealed = TRY(grant.seal(access::person_scope, rate_place, json::encode_text(RateWords { rate.minor, rate.currency })));
    return store::put_rate(grant, { rate.service, rate.valid_from, { std::move(sealed) } }, grant.actor().pseudonym, c.gate.clock().now());
}

Result<std::vector<Statement>> submitted(access::SubjectGrant const& grant)
{
    std::vector<Statement> out;
    for (auto const& row : TRY(store::statements(grant))) out.push_back(bare(grant.subject(), row, TRY(words_of(grant, row))));
    return out;
}

Result<Statement> read(access::SubjectGrant const& grant, Month month)
{
    auto const row = TRY(row_of(grant, month));
    if (!row) return not_found();
    auto out = bare(grant.subject(), *row, TRY(words_of(grant, *row)));
    for (auto const& l : TRY(store::lines(grant))) {
        if (l.statement != row->id) continue;
        auto const w = TRY(words_of(grant, l));
        out.lines.push_back({ w.reference, w.date, {}, w.minutes, w.service, w.minor, w.late });
    }
    std::sort(out.lines.begin(), out.lines.end(), [](Line const& a, Line const& b) { return std::tie(a.date, a.reference) < std::tie(b.date, b.reference); });
    return out;
}

Result<Statement> own(access::SubjectGrant const& grant, Context const& c, Month month)
{
    auto const row = TRY(row_of(grant, month));
    if (row && row->state != "returned") return read(grant, month);
    auto out = TRY(draft(grant, c, month, row ? "returned" : "draft")).shown;
    if (row) {
        out.reason = TRY(words_of(grant, *row)).reason;
        out.changed_at = row->changed_at;
    }
    return out;
}

Result<> submit(access::Granted<Submit> const& grant, Context const& c, Month month, std::int64_t total, std::int32_t count)
{
    auto const before = TRY(row_of(grant, month));
    if (!may_become(before ? before->state : "draft", "submitted")) return conflict("This statement has left already.");
    auto const d = TRY(draft(grant, c, month, "draft"));
    auto const& s = d.shown;
    if (!s.over) return conflict("This month is not over yet.");
    if (s.lines.empty()) return conflict("There is nothing to be paid in this month.");
    if (std::any_of(s.lines.begin(), s.lines.end(), [](auto const& l) { return !l.minor; }))
        return conflict("There is no rate yet for one of these services. Ask whoever governs the clinicians.");
    if (s.total != total || s.count != count) return conflict("The sessions have changed since you looked. Look at them again, then confirm.");
    auto const now = c.gate.clock().now();
    Words const words { s.name, s.currency, s.total, s.count, {}, {} };
    auto id = Uuid::v4(c.gate.rng());
    if (before) {
        id = before->id;
        (void)TRY(store::drop_lines(grant, { id }));
        TRY(change(grant, c, *before, words, "submitted"));
    } else {
        TRY(store::insert(grant, { id, first_of(month), "submitted", { TRY(grant.seal(access::person_scope, words_place(id), json::encode_text(words))) }, now, now }));
        grant.note("month", text(month));
        grant.note("state", "submitted");
        TRY(retention::started(grant, c.gate, record_class, id, now));
    }
    for (std::size_t i = 0; i < s.lines.size(); ++i) {
        auto const& l = s.lines[i];
        auto const line = Uuid::v4(c.gate.rng());
        // Random, so that it says nothing of the person, and leads to nobody who has no part in it.
        auto const reference = l.reference.empty() ? "S-" + Uuid::v4(c.gate.rng()).text().substr(0, 8) : l.reference;
        auto sealed = TRY(grant.seal(access::person_scope, line_place(line), json::encode_text(LineWords { reference, l.date, l.service, l.minutes, *l.minor, l.late })));
        if (!TRY(store::insert(grant, { line, id, { d.marks[i] }, { std::move(sealed) } }))) return conflict("One of these sessions stands in another statement.");
    }
    return {};
}

Result<std::vector<Statement>> list(access::GrantedGroup<List>& group)
{
    std::vector<Statement> out;
    for (auto const& row : TRY(group.rows(store::everybody()))) {
        auto const w = TRY(json::decode_text<Words>(TRY(group.open_of(row.subject, access::person_scope, words_place(row.id), row.details.data))));
        out.push_back(bare(row.subject, { row.id, row.month, row.state, {}, row.submitted_at, row.changed_at }, w));
    }
    return out;
}

Result<> decide(access::Granted<Decide> const& grant, Context const& c, Month month, bool approve, std::optional<std::string> const& reason)
{
    std::string const to = approve ? "approved" : "returned";
    auto const row = TRY(standing(grant, month, to));
    if (!approve && (!reason || reason->empty())) return bad_input("Say why it goes back.");
    auto words = TRY(words_of(grant, row));
    words.reason = approve ? std::nullopt : reason;
    return change(grant, c, row, words, to);
}

Result<> pay(access::Granted<Pay> const& grant, Context const& c, Month month, std::string const& payment)
{
    auto const row = TRY(standing(grant, month, "paid"));
    auto words = TRY(words_of(grant, row));
    words.payment = payment;
    return change(grant, c, row, words, "paid");
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::statements
