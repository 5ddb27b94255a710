// A case as it lies in its rows, and the one way by which it changes.
#include "access/assignments.h"
#include "access/enforced.h"
#include "care/cases/case_file.h"
#include "care/clinicians/clinicians.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::cases {
BOOST_DESCRIBE_STRUCT(Details, (),
    (service, risk, presenting, channel, summary, language, place, mode, skills, sessions, risk_reasons, closure_reason, closure_summary))

namespace {

access::Enforces const last_contact { "retention.service_user_record", "care/cases", "src/care/cases/cases_test.cpp" };

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is the case's id

private:
    std::string_view room() const override { return "cases"; }
    std::vector<std::string> personal_tables() const override
    {
        return { "cases.episode", "cases.assignment", "cases.session", "cases.note", "cases.note_version", "cases.draft", "cases.task", "cases.response",
            "cases.named_feedback", "cases.wall" };
    }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return store::ids(grant); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override
    {
        for (auto const id : records) {
            std::vector<Uuid> sessions;
            for (auto const& s : TRY(store::sessions(grant, id))) sessions.push_back(s.id);
            TRY(clinicians::give_time_back(grant, sessions));
        }
        return store::erase(grant, records);
    }
    Result<std::int64_t> drop_rest(access::SubjectGrant const& grant) const override { return store::erase_walls(grant); }
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        std::vector<access::Scope> out;
        for (auto const id : TRY(store::ids(grant))) {
            if (!retention::kept(scope, record_class, id)) continue;
            out.push_back(case_scope(id));
            for (auto const& a : TRY(store::assignments(grant, id))) out.push_back(private_scope(id, a.account));
        }
        return out;
    }
};

Error meanwhile() { return { Code::conflict, PublicText("Somebody changed this case meanwhile. Look at it again, then repeat.") }; }

Result<Loaded> open_row(access::SubjectGrant const& grant, store::Episode row)
{
    Loaded out { std::move(row), {}, {}, {} };
    out.details = TRY(parse_details(TRY(grant.open(case_scope(out.row.id), details_place(out.row.id), out.row.details.data))));
    out.assignments = TRY(store::assignments(grant, out.row.id));
    auto const state = state_of(out.row.state);
    if (!state) return bug("a case in no known state");
    out.standing.state = *state;
    for (auto const& a : out.assignments) {
        auto const part = part_of(a.part);
        auto const held = held_of(a.held);
        if (!part || !held) return bug("an assignment of no known kind");
        out.standing.assignments.push_back({ a.id, a.account, *part, *held });
    }
    return out;
}

} // namespace

int risk_rank(std::string_view risk)
{
    static constexpr std::string_view ranks[] = { "none", "low", "moderate", "high", "immediate" };
    auto const* it = std::find(std::begin(ranks), std::end(ranks), risk);
    return it == std::end(ranks) ? -1 : static_cast<int>(it - std::begin(ranks));
}

std::string details_json(Details const& d) { return json::encode_text(d); }
Result<Details> parse_details(std::string_view text) { return json::decode<Details>(TRY(json::parse(text))); }

Result<Loaded> load(access::SubjectGrant const& grant, Uuid id)
{
    auto row = TRY(store::episode(grant, id));
    if (!row) return not_found();
    return open_row(grant, std::move(*row));
}

Result<Loaded> load_own(access::SubjectGrant const& grant, Uuid id)
{
    auto out = TRY(load(grant, id));
    // The Gate answers for the person; which of their cases it is, is answered here.
    if (grant.purpose() != "break_glass" && !reaches(out.standing, actor_of(grant))) return not_found();
    return out;
}

Result<> save(access::SubjectGrant const& grant, access::Gate const& gate, Loaded& c)
{
    auto const before = c.row.version;
    c.row.details = { TRY(grant.seal(case_scope(c.row.id), details_place(c.row.id), details_json(c.details))) };
    c.row.changed_at = gate.clock().now();
    if (!TRY(store::update_episode(grant, c.row, before))) return meanwhile();
    ++c.row.version;
    return {};
}

Result<> move(access::SubjectGrant const& grant, access::Gate const& gate, Loaded& c, Event const& event)
{
    auto next = apply(c.standing, event);
    if (!next) return Error { Code::conflict, PublicText("As this case stands, that cannot be done now.") };
    auto const now = gate.clock().now();
    for (auto const& after : next->assignments) {
        auto const* before = c.standing.find(after.id);
        if (before && before->held == after.held) continue;
        if (!before) {
            std::optional<Instant> answered;
            if (after.open()) answered = now;
            store::Assignment const fresh { after.id, c.row.id, after.account, std::string(name(after.part)), std::string(name(after.held)), now, answered, {} };
            TRY(store::insert_assignment(grant, fresh));
            c.assignments.push_back(fresh);
        } else {
            auto const row = std::find_if(c.assignments.begin(), c.assignments.end(), [&](auto const& a) { return a.id == after.id; });
            row->held = name(after.held);
            if (after.held == Held::accepted || after.held == Held::declined) row->answered_at = now;
            if (after.held == Held::ended) row->ended_at = now;
            TRY(store::update_assignment(grant, *row));
        }
        // Who is let in follows at once, in the same transaction.
        bool const was = before && before->open();
        if (!was && after.open()) TRY(access::assign(grant, after.id, after.account, c.row.id, now));
        if (was && !after.open()) (void)TRY(access::end_assignments(grant, c.row.id, after.account, now));
    }
    auto const holder = [](Standing const& s) { return s.clinician() ? s.clinician()->account : SubjectId {}; };
    bool const left = holder(c.standing) != SubjectId {} && holder(c.standing) != holder(*next);
    c.standing = std::move(*next);
    c.row.state = name(c.standing.state);
    if (c.standing.state == State::closed) c.row.closed_at = now;
    TRY(save(grant, gate, c));
    if (left) TRY(give_sessions_back(grant, gate, c.row.id));
    grant.note("case", c.row.id.text());
    grant.note("state", c.row.state);
    return retention::started(grant, gate, record_class, c.row.id, now);
}

Result<Uuid> open_case(access::SubjectGrant const& grant, access::Gate const& gate, NewCase const& n)
{
    if (n.presenting.empty()) return bad_input("Say in a few words what the person comes with.");
    auto const now = gate.clock().now();
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    Details d;
    d.service = n.service;
    d.presenting = n.presenting;
    d.channel = n.channel;
    if (n.reopens) {
        auto const before = TRY(load(grant, *n.reopens));
        if (before.standing.state != State::closed) return Error { Code::conflict, PublicText("That case is still open: go on with it.") };
        // What is known of the person's wishes stays; risk and entitlement are assessed anew.
        d.language = before.details.language;
        d.place = before.details.place;
        d.mode = before.details.mode;
        if (d.service.empty()) d.service = before.details.service;
    }
    auto sealed = TRY(grant.seal(case_scope(id), details_place(id), details_json(d)));
    TRY(store::insert_episode(grant, { id, "enquiry", n.reopens, { std::move(sealed) }, 1, now, now, {} }));
    grant.note("case", id.text());
    TRY(retention::started(grant, gate, record_class, id, now));
    return id;
}

Result<std::vector<Facts>> episodes(access::SubjectGrant const& grant)
{
    std::vector<Facts> out;
    for (auto& row : TRY(store::episodes(grant))) {
        auto const c = TRY(open_row(grant, std::move(row)));
        Facts f { c.row.id, c.row.state, c.details.service, c.details.risk, {}, c.row.opened_at, c.row.closed_at };
        if (auto const* a = c.standing.clinician()) f.clinician = a->account;
        out.push_back(std::move(f));
    }
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request, std::string response, int status)
{
    std::string const subject = pattern.find("{person}") == pattern.npos ? "" : "person";
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care", .subject_param = subject,
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 256 * 1024 };
}

Result<Uuid> param(http::Request const& request, std::string_view name)
{
    auto const id = Uuid::parse(request.param(name));
    if (!id) return not_found();
    return *id;
}

void add_routes(access::Routes& routes, Context const& context)
{
    add_desk_routes(routes, context);
    add_file_routes(routes, context);
    add_feedback_routes(routes, context);
}

} // namespace wellkept::cases
