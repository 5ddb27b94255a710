// The case file over HTTP.
#include "care/cases/case_file.h"
#include "keep/people/people.h"
#include "platform/json/json.h"

namespace wellkept::cases {
namespace {

struct HeldRow {
    Uuid assignment_id;
    SubjectId account_id;
    std::string part, held;
    Instant offered_at;
    std::optional<Instant> answered_at, ended_at;
};
struct EpisodeRow {
    Uuid case_id;
    std::string state, service;
    Instant opened_at;
    std::optional<Instant> closed_at;
};
struct SessionOut {
    Instant starts_at;
    std::string local, zone, mode, attendance;
    std::int32_t minutes;
    bool supervision;
};
struct ResponseOut {
    std::string instrument, version, title, licence;
    std::vector<std::optional<std::int32_t>> answers;
    std::int32_t sum;
    std::string band, band_title;
    bool caseness;
    std::vector<std::int32_t> risk_items;
};
struct EntryOut {
    std::string kind; // session, note, task, response
    Uuid id;
    Instant at;
    SubjectId account_id;
    std::int32_t version;
    std::optional<std::string> text, note_kind; // of a note or task
    std::optional<Uuid> session_id;
    std::optional<bool> done;
    std::optional<std::chrono::year_month_day> due_on;
    std::optional<SessionOut> session;
    std::optional<ResponseOut> response;
};
struct FileOut {
    Uuid case_id;
    std::string name, state, service, service_title, risk;
    std::vector<std::string> risk_reasons;
    std::string presenting, summary, language, place, mode;
    std::vector<std::string> skills;
    std::int32_t sessions, used;
    Instant opened_at;
    std::optional<Instant> closed_at;
    std::optional<std::string> closure_reason, closure_summary;
    bool mine; // false: the glass was broken, and nothing can be written
    std::vector<HeldRow> assignments;
    std::vector<EpisodeRow> episodes;
    std::vector<EntryOut> timeline; // the newest first, at most 2000
};
struct SessionIn {
    std::string local, zone, mode;
    std::optional<std::string> attendance;
    std::optional<bool> later, supervision;
    std::optional<std::int32_t> minutes; // left out: as long as the policy says of the service
    std::optional<std::int32_t> version; // of a change: the one that was looked at
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 64 }; }
};
struct SessionId {
    Uuid session_id;
};
struct NoteIn {
    std::string kind, body;
    std::optional<Uuid> session_id;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = 1, .length_max = m == "body" ? 50'000u : 16u }; }
};
struct NoteId {
    Uuid note_id;
};
struct NoteChange {
    std::int32_t base_version;
    std::string body;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 50'000 }; }
};
struct NoteVersionId {
    std::int32_t version;
};
struct VersionOut {
    std::int32_t version;
    SubjectId author_id;
    std::string body;
    Instant at;
};
struct NoteOut {
    Uuid note_id;
    std::string kind;
    std::optional<Uuid> session_id;
    std::int32_t version;
    std::vector<VersionOut> versions;
    std::optional<VersionOut> draft;
};
struct TaskIn {
    std::string text;
    std::optional<std::chrono::year_month_day> due_on;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 1'000 }; }
};
struct TaskId {
    Uuid task_id;
};
struct TaskDone {
    bool done;
};
struct ResponseIn {
    std::string instrument;
    std::optional<std::string> version;
    std::vector<std::optional<std::int32_t>> answers;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 64, .items_max = 200, .min = 0, .max = 100 }; }
};
struct ProgressIn {
    std::string what;
    std::optional<std::string> reason, summary;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = 1, .length_max = m == "summary" ? 20'000u : 64u }; }
};
struct ProgressOut {
    std::optional<std::string> feedback_url; // of a close: for the person, works once
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (assignment_id, account_id, part, held, offered_at, answered_at, ended_at))
BOOST_DESCRIBE_STRUCT(EpisodeRow, (), (case_id, state, service, opened_at, closed_at))
BOOST_DESCRIBE_STRUCT(SessionOut, (), (starts_at, local, zone, mode, attendance, minutes, supervision))
BOOST_DESCRIBE_STRUCT(ResponseOut, (), (instrument, version, title, licence, answers, sum, band, band_title, caseness, risk_items))
BOOST_DESCRIBE_STRUCT(EntryOut, (), (kind, id, at, account_id, version, text, note_kind, session_id, done, due_on, session, response))
BOOST_DESCRIBE_STRUCT(FileOut, (),
    (case_id, name, state, service, service_title, risk, risk_reasons, presenting, summary, language, place, mode, skills, sessions, used, opened_at, closed_at,
        closure_reason, closure_summary, mine, assignments, episodes, timeline))
BOOST_DESCRIBE_STRUCT(SessionIn, (), (local, zone, mode, attendance, later, supervision, minutes, version))
BOOST_DESCRIBE_STRUCT(SessionId, (), (session_id))
BOOST_DESCRIBE_STRUCT(NoteIn, (), (kind, body, session_id))
BOOST_DESCRIBE_STRUCT(NoteId, (), (note_id))
BOOST_DESCRIBE_STRUCT(NoteChange, (), (base_version, body))
BOOST_DESCRIBE_STRUCT(NoteVersionId, (), (version))
BOOST_DESCRIBE_STRUCT(VersionOut, (), (version, author_id, body, at))
BOOST_DESCRIBE_STRUCT(NoteOut, (), (note_id, kind, session_id, version, versions, draft))
BOOST_DESCRIBE_STRUCT(TaskIn, (), (text, due_on))
BOOST_DESCRIBE_STRUCT(TaskId, (), (task_id))
BOOST_DESCRIBE_STRUCT(TaskDone, (), (done))
BOOST_DESCRIBE_STRUCT(ResponseIn, (), (instrument, version, answers))
BOOST_DESCRIBE_STRUCT(ProgressIn, (), (what, reason, summary))
BOOST_DESCRIBE_STRUCT(ProgressOut, (), (feedback_url))

constexpr int entries_max = 2000;

template<typename T>
http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }

Result<EntryOut> entry_of(access::SubjectGrant const& grant, Uuid case_id, store::Entry const& e)
{
    EntryOut out { e.kind, e.id, e.at, e.account, e.version, {}, {}, e.session, {}, {}, {}, {} };
    if (!e.sealed) return out;
    auto open = [&](access::Scope const& scope, access::Place place) { return grant.open(scope, place, e.sealed->data); };
    if (e.kind == "session") {
        auto const d = TRY(parse_session(TRY(open(case_scope(case_id), session_place(e.id)))));
        out.session = SessionOut { e.at, local_of(e.at, d.zone), d.zone, d.mode, d.attendance, d.minutes, d.supervision };
    } else if (e.kind == "note") {
        auto const scope = e.detail == "private" ? private_scope(case_id, actor_of(grant)) : case_scope(case_id);
        out.text = TRY(open(scope, { "cases.note_version", "body", e.id }));
        out.note_kind = e.detail;
    } else if (e.kind == "task") {
        out.text = TRY(open(case_scope(case_id), { "cases.task", "details", e.id }));
        out.done = e.detail == "done";
        if (e.due_on) out.due_on = std::chrono::year_month_day(*e.due_on);
    } else {
        auto const r = TRY(parse_answered(TRY(open(case_scope(case_id), response_place(e.id)))));
        out.response = ResponseOut { r.instrument, r.version, r.title, r.licence, r.answers, r.sum, r.band, r.band_title, r.caseness, r.risk_items };
    }
    return out;
}

Result<http::Response> read_file(access::Granted<ReadCase> const& grant, Context const& context, Uuid id)
{
    auto const c = TRY(load_own(grant, id));
    auto const& d = c.details;
    auto const* rule = context.rules.service(d.service);
    auto const profile = people::load(grant);
    FileOut out { id, profile.ok() && profile->contact ? profile->contact->name : "", c.row.state, d.service, rule ? rule->title : d.service, d.risk, d.risk_reasons, d.presenting,
        d.summary, d.language, d.place, d.mode, d.skills, d.sessions, 0, c.row.opened_at, c.row.closed_at, d.closure_reason, d.closure_summary,
        reaches(c.standing, actor_of(grant)), {}, {}, {} };
    for (auto const& a : c.assignments) out.assignments.push_back({ a.id, a.account, a.part, a.held, a.offered_at, a.answered_at, a.ended_at });
    for (auto const& e : TRY(episodes(grant))) out.episodes.push_back({ e.id, e.state, e.service, e.opened_at, e.closed_at });
    for (auto const& e : TRY(store::timeline(grant, id, actor_of(grant), entries_max))) {
        auto entry = TRY(entry_of(grant, id, e));
        if (entry.session && rule && std::find(rule->used_by.begin(), rule->used_by.end(), entry.session->attendance) != rule->used_by.end()) ++out.used;
        out.timeline.push_back(std::move(entry));
    }
    grant.note("case", id.text());
    return json_of(out);
}

PlannedSession planned(SessionIn const& in)
{
    return { { in.local, in.zone, in.later.value_or(false) }, { in.zone, in.mode, in.attendance.value_or("planned"), in.minutes.value_or(0), in.supervision.value_or(false) } };
}

VersionOut out_of(NoteText::Version const& v) { return { v.version, v.author, v.body, v.at }; }

} // namespace

void add_file_routes(access::Routes& routes, Context const& context)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = context.gate;
    std::string const one = "/care/people/{person}/cases/{case}";
    routes.guarded<ReadCase>(spec(Method::get, one, "The case file, in one answer", {}, json::schema<FileOut>()),
        [&context](access::Granted<ReadCase>& g, Request const& r) -> Out { return read_file(g, context, TRY(param(r, "case"))); });
    routes.guarded<WriteCase>(spec(Method::post, one + "/progress", "Pause, go on, hand back, or close with a summary", json::schema<ProgressIn>(), json::schema<ProgressOut>()),
        [&context](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<ProgressIn>(r.body));
            ProgressOut out;
            // In the fragment it reaches no server log and no Referer.
            if (auto const secret = TRY(progress(g, context.gate, TRY(param(r, "case")), { in.what, in.reason, in.summary })))
                out.feedback_url = context.public_url + "/feedback#token=" + *secret;
            return json_of(out);
        });
    routes.guarded<WriteCase>(spec(Method::post, one + "/sessions", "Plan a session, or record one that was", json::schema<SessionIn>(), json::schema<SessionId>(), 201),
        [&context](access::Granted<WriteCase>& g, Request const& r) -> Out {
            return json_of(SessionId { TRY(plan_session(g, context, TRY(param(r, "case")), planned(TRY(json::decode_text<SessionIn>(r.body))))) }, 201);
        });
    routes.guarded<WriteCase>(spec(Method::put, one + "/sessions/{session}", "Who came, when and how; whether to talk it over in supervision", json::schema<SessionIn>(), {}, 204),
        [&context](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<SessionIn>(r.body));
            if (!in.version) return bad_input("Give the version that you looked at.");
            TRY(record_session(g, context, TRY(param(r, "case")), TRY(param(r, "session")), *in.version, planned(in)));
            return no_content();
        });
    routes.guarded<WriteCase>(spec(Method::post, one + "/notes", "Write a note: shared, private to me, or the care plan", json::schema<NoteIn>(), json::schema<NoteId>(), 201),
        [&gate](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<NoteIn>(r.body));
            return json_of(NoteId { TRY(write_note(g, gate, TRY(param(r, "case")), { in.kind, in.body, in.session_id })) }, 201);
        });
    routes.guarded<ReadCase>(spec(Method::get, one + "/notes/{note}", "A note with all its versions, and my draft of it", {}, json::schema<NoteOut>()),
        [](access::Granted<ReadCase>& g, Request const& r) -> Out {
            auto const n = TRY(read_note(g, TRY(param(r, "case")), TRY(param(r, "note"))));
            NoteOut out { n.note.id, n.note.kind, n.note.session, n.note.version, {}, {} };
            for (auto const& v : n.versions) out.versions.push_back(out_of(v));
            if (n.draft) out.draft = out_of(*n.draft);
            return json_of(out);
        });
    routes.guarded<WriteCase>(spec(Method::put, one + "/notes/{note}", "A new version of a note; refused if somebody else wrote one meanwhile", json::schema<NoteChange>(), json::schema<NoteVersionId>()),
        [&gate](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<NoteChange>(r.body));
            return json_of(NoteVersionId { TRY(change_note(g, gate, TRY(param(r, "case")), TRY(param(r, "note")), in.base_version, in.body)) });
        });
    routes.guarded<WriteCase>(spec(Method::put, one + "/notes/{note}/draft", "Keep what I am writing, for me alone", json::schema<NoteChange>(), {}, 204),
        [&gate](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<NoteChange>(r.body));
            TRY(save_draft(g, gate, TRY(param(r, "case")), TRY(param(r, "note")), in.base_version, in.body));
            return no_content();
        });
    routes.guarded<WriteCase>(spec(Method::post, one + "/tasks", "Something to be done", json::schema<TaskIn>(), json::schema<TaskId>(), 201),
        [&gate](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<TaskIn>(r.body));
            std::optional<std::chrono::sys_days> due;
            if (in.due_on) due = std::chrono::sys_days(*in.due_on);
            return json_of(TaskId { TRY(add_task(g, gate, TRY(param(r, "case")), in.text, due)) }, 201);
        });
    routes.guarded<WriteCase>(spec(Method::put, one + "/tasks/{task}", "Mark a task as done, or not", json::schema<TaskDone>(), {}, 204),
        [&gate](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<TaskDone>(r.body));
            auto const id = TRY(param(r, "case"));
            TRY(load_own(g, id));
            std::optional<Instant> at;
            if (in.done) at = gate.clock().now();
            if (!TRY(store::finish_task(g, id, TRY(param(r, "task")), at))) return not_found();
            return no_content();
        });
    routes.guarded<WriteCase>(spec(Method::post, one + "/responses", "Answers to a questionnaire; scored here", json::schema<ResponseIn>(), json::schema<ResponseOut>(), 201),
        [&context](access::Granted<WriteCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<ResponseIn>(r.body));
            std::vector<std::optional<int>> const answers(in.answers.begin(), in.answers.end());
            auto const a = TRY(answer_questionnaire(g, context, TRY(param(r, "case")), in.instrument, in.version.value_or(""), answers));
            return json_of(ResponseOut { a.instrument, a.version, a.title, a.licence, a.answers, a.sum, a.band, a.band_title, a.caseness, a.risk_items }, 201);
        });
}

} // namespace wellkept::cases
