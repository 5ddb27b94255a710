#include "access/handles.h"
#include "access/system.h"
#include "care/devices/store.h"
#include "connect/members/members.h"
#include "platform/json/json.h"
#include <algorithm>
#include <set>

namespace wellkept::devices {
namespace {

struct LinkBody {
    SubjectId member;
};
struct ShareBody {
    std::vector<std::string> metrics;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 64, .items_max = metrics_max }; }
};
BOOST_DESCRIBE_STRUCT(LinkBody, (), (member))
BOOST_DESCRIBE_STRUCT(ShareBody, (), (metrics))

access::Place link_place(Uuid id) { return { "devices.link", "body", id }; }
access::Place share_place(Uuid id) { return { "devices.share", "body", id }; }
std::chrono::sys_days day_of(Instant t) { return std::chrono::floor<std::chrono::days>(t); }

Result<std::optional<cases::Facts>> case_of(access::SubjectGrant const& grant, Uuid id)
{
    for (auto const& c : TRY(cases::episodes(grant)))
        if (c.id == id) return std::optional(c);
    return std::optional<cases::Facts> {};
}

// Every switch of a share as one change, on or off.
Result<> turn(access::SubjectGrant const& grant, Context const& context, Uuid share, std::vector<std::string> const& metrics, std::optional<Instant> until)
{
    std::set<std::string> categories;
    for (auto const& code : metrics)
        if (auto const* m = context.metrics.find(code)) categories.insert(m->category);
    std::vector<consent::Change> changes;
    for (auto const& c : categories) changes.push_back({ ConnectionId { share }, c, std::string(purpose), until.has_value(), until });
    (void)TRY(consent::change(grant, context.gate, *context.ages.now(), changes, "you"));
    return {};
}

Result<> end(access::SubjectGrant const& grant, Context const& context, Share const& s, std::string const& state)
{
    TRY(turn(grant, context, s.id, s.metrics, {}));
    return store::set_state(grant, s.id, state, context.gate.clock().now());
}

Error not_shown() { return { Code::forbidden, PublicText("The person shows nothing of their devices in this case."), Detail("no share") }; }

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "devices"; }
    std::vector<std::string> personal_tables() const override { return { "devices.link", "devices.share" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<std::vector<Link>> links(access::SubjectGrant const& grant)
{
    std::vector<Link> out;
    for (auto const& r : TRY(store::links(grant)))
        out.push_back({ r.id, TRY(json::decode_text<LinkBody>(TRY(grant.open(access::person_scope, link_place(r.id), r.body.data)))).member, r.joined_at });
    return out;
}

Result<std::vector<Share>> shares(access::SubjectGrant const& grant)
{
    std::vector<Share> out;
    for (auto const& r : TRY(store::shares(grant)))
        out.push_back({ r.id, r.link, r.case_id, r.state, TRY(json::decode_text<ShareBody>(TRY(grant.open(access::person_scope, share_place(r.id), r.body.data)))).metrics, r.since,
            r.until, r.state_at });
    return out;
}

Result<Uuid> join(access::Granted<Choose> const& grant, Context const& context, std::string_view code)
{
    auto const known = TRY(links(grant));
    if (known.size() >= links_max) return Error { Code::conflict, PublicText("You have joined as many as there can be. Part one of them first.") };
    // Nothing on the Member's side says that the code was used: another is there whenever their page is opened.
    auto const found = TRY(access::Handles(context.gate).use_once(grant.tx(), members::code_handle, members::plain_code(code)));
    if (!found || !found->subject)
        return Error { Code::conflict, PublicText("This is not a code that can be used: it may have run out, or was used. Open your data's page again for another."), Detail("device_code") };
    if (std::any_of(known.begin(), known.end(), [&](auto const& l) { return l.member == *found->subject; }))
        return Error { Code::conflict, PublicText("You have joined these already.") };
    store::LinkRow row { Uuid::v4(context.gate.rng()), {}, context.gate.clock().now() };
    row.body = db::Bytes { TRY(grant.seal(access::person_scope, link_place(row.id), json::encode_text(LinkBody { *found->subject }))) };
    TRY(store::insert(grant, row));
    grant.note("done", "joined");
    return row.id;
}

Result<Uuid> choose(access::Granted<Choose> const& grant, Context const& context, Choice const& choice)
{
    auto const now = context.gate.clock().now();
    std::set<std::string> const wanted(choice.metrics.begin(), choice.metrics.end());
    if (wanted.empty()) return bad_input("Choose at least one measurement.");
    for (auto const& code : wanted)
        if (!context.metrics.find(code)) return bad_input("There is no metric of this name.");
    auto const today = day_of(now);
    auto const latest = std::chrono::year_month_day(today) + months_max;
    if (choice.last < today || choice.last > (latest.ok() ? std::chrono::sys_days(latest) : std::chrono::sys_days(latest.year() / latest.month() / std::chrono::last)))
        return bad_input("until is a day from today on, and at most a year away.");
    auto const all = TRY(links(grant));
    if (std::none_of(all.begin(), all.end(), [&](auto const& l) { return l.id == choice.link; })) return not_found();
    auto const c = TRY(case_of(grant, choice.case_id));
    if (!c) return not_found();
    if (c->state == "closed") return Error { Code::conflict, PublicText("This case is closed.") };
    for (auto const& s : TRY(shares(grant)))
        if (s.state == "live" && s.link == choice.link && s.case_id == choice.case_id) TRY(end(grant, context, s, "replaced"));
    auto const id = Uuid::v4(context.gate.rng());
    std::vector<std::string> const metrics(wanted.begin(), wanted.end());
    Instant const until = choice.last + std::chrono::days(1);
    auto body = TRY(grant.seal(access::person_scope, share_place(id), json::encode_text(ShareBody { metrics })));
    TRY(store::insert(grant, { id, choice.link, choice.case_id, "live", db::Bytes { std::move(body) }, now, until, now }));
    TRY(turn(grant, context, id, metrics, until));
    grant.note("until", rfc3339(until));
    return id;
}

Result<> withdraw(access::Granted<Choose> const& grant, Context const& context, Uuid share)
{
    for (auto const& s : TRY(shares(grant))) {
        if (s.id != share) continue;
        if (s.state == "live") TRY(end(grant, context, s, "withdrawn"));
        return {};
    }
    return not_found();
}

Result<> part(access::Granted<Choose> const& grant, Context const& context, Uuid link)
{
    for (auto const& s : TRY(shares(grant)))
        if (s.link == link && s.state == "live") TRY(end(grant, context, s, "withdrawn"));
    if (!TRY(store::drop(grant, link))) return not_found();
    grant.note("done", "parted");
    return {};
}

Result<std::optional<std::vector<Offered>>> offered(access::SubjectGrant const&, Context const& context, SubjectId member)
{
    using Out = std::vector<Offered>;
    auto found = access::as_system<timeseries::ReadSamples>(context.gate, context.pool, reader, purpose, member,
        [&](access::Granted<timeseries::ReadSamples>& g) -> Result<Out> {
            std::map<std::string, std::int64_t> last;
            for (auto const& s : TRY(timeseries::streams(g)))
                if (s.samples > 0) last[s.metric] = std::max(s.last_ms, last.contains(s.metric) ? last[s.metric] : s.last_ms);
            Out out;
            for (auto const& m : context.metrics.all()) // in the order of the policy
                if (auto const it = last.find(m.code); it != last.end()) out.push_back({ m.code, Instant(std::chrono::milliseconds(it->second)) });
            g.note("count", std::to_string(out.size()));
            return out;
        });
    if (found.ok()) return std::optional(found.release());
    if (found.error().code == Code::not_found) return std::optional<Out> {};
    return found.release_error();
}

Result<Shown> shown(access::Granted<ReadShown> const& grant, Context const& context, Uuid case_id, Window const& window)
{
    auto const now = context.gate.clock().now();
    auto const c = TRY(case_of(grant, case_id));
    // Whose case it is not gets the answer of a case that is not there: the person chose one, and its clinician.
    if (!c || c->state == "closed" || c->clinician != SubjectId { grant.actor().id }) return not_found();
    Shown out;
    out.earliest = day_of(c->opened_at) - days_before_case;
    out.to = std::min(window.to.value_or(day_of(now)), day_of(now));
    out.from = std::max(window.from.value_or(out.to - std::chrono::days(89)), out.earliest);
    if (out.to - out.from > days_asked_max) return bad_input("Ask for at most a year at once.");
    std::map<Uuid, SubjectId> members;
    for (auto const& l : TRY(links(grant))) members[l.id] = l.member;
    bool any = false, gone = false;
    std::set<std::string> seen;
    for (auto const& s : TRY(shares(grant))) {
        if (s.state != "live" || s.case_id != case_id || s.until <= now) continue;
        std::vector<timeseries::Metric const*> metrics;
        for (auto const& code : s.metrics)
            if (auto const* m = context.metrics.find(code); m && grant.consented(ConnectionId { s.id }, m->category) && !seen.contains(code)) metrics.push_back(m);
        if (metrics.empty()) continue;
        auto read = access::as_system<timeseries::ReadSamples>(context.gate, context.pool, reader, purpose, members[s.link],
            [&](access::Granted<timeseries::ReadSamples>& g) -> Result<std::vector<ShownMetric>> {
                using std::chrono::days;
                auto const ms = [](std::chrono::sys_days d) { return std::chrono::duration_cast<std::chrono::milliseconds>(d.time_since_epoch()).count(); };
                auto const first = rfc3339(Instant(out.from)).substr(0, 10), last = rfc3339(Instant(out.to)).substr(0, 10);
                std::vector<ShownMetric> values;
                std::string names;
                std::size_t count = 0;
                for (auto const* m : metrics) {
                    // A day's samples may lie up to 14 hours east or west of its UTC day.
                    auto page = TRY(timeseries::daily(g, *m, ms(out.from - days(1)), ms(out.to + days(2)), 0));
                    std::erase_if(page.days, [&](auto const& d) { return d.day < first || d.day > last; });
                    count += page.days.size();
                    names += (names.empty() ? "" : ", ") + m->code;
                    values.push_back({ m, std::move(page.days) });
                }
                for (auto const& [key, value] : { std::pair<std::string, std::string> { "metric", names }, { "from", first }, { "to", last }, { "count", std::to_string(count) } }) {
                    g.note(key, value);
                    grant.note(key, value);
                }
                return values;
            });
        if (!read.ok()) {
            if (read.error().code != Code::not_found) return read.release_error();
            gone = true;
            continue;
        }
        for (auto& v : read.value()) {
            seen.insert(v.metric->code);
            out.metrics.push_back(std::move(v));
        }
        out.since = any ? std::min(out.since, s.since) : s.since;
        out.until = any ? std::max(out.until, s.until) : s.until;
        any = true;
    }
    if (!any && gone) return Error { Code::conflict, PublicText("What the person showed is not there any more."), Detail("member gone") };
    if (!any) return not_shown();
    grant.note("case", case_id.text());
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::devices
