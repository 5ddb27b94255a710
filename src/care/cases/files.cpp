// Case files for rooms above: what whoever is assigned reads, but for private notes.
#include "care/cases/case_file.h"

namespace wellkept::cases {
namespace {

constexpr int entries_max = 2000;

Result<> put(access::SubjectGrant const& grant, File& file, store::Entry const& e)
{
    if (!e.sealed) return {};
    auto const id = file.facts.id;
    auto open = [&](access::Place place) { return grant.open(case_scope(id), place, e.sealed->data); };
    if (e.kind == "session") {
        auto const d = TRY(parse_session(TRY(open(session_place(e.id)))));
        file.timetable.push_back({ e.id, e.account, e.at, d.zone, d.mode, d.attendance, d.minutes });
    } else if (e.kind == "note" && e.detail != "private") {
        file.notes.push_back({ e.id, e.account, e.detail, e.session, e.version, TRY(open({ "cases.note_version", "body", e.id })), e.at });
    } else if (e.kind == "response") {
        auto r = TRY(parse_answered(TRY(open(response_place(e.id)))));
        file.responses.push_back({ e.id, e.account, e.at, r.instrument, r.version, r.title, r.band, r.band_title, r.answers, r.sum });
    }
    return {};
}

} // namespace

Result<std::vector<File>> files(access::Granted<ReadCase> const& grant, Context const& context)
{
    std::vector<File> out;
    for (auto const& f : TRY(episodes(grant))) {
        auto const c = load_own(grant, f.id);
        if (!c.ok() && c.error().code == Code::not_found) continue;
        if (!c.ok()) return c.error();
        auto const& d = c->details;
        auto const* rule = context.rules.service(d.service);
        File file { f, rule ? rule->title : d.service, d.presenting, d.summary, d.language, d.closure_reason, d.sessions, {}, {}, {}, {} };
        for (auto const& a : c->assignments) file.holders.push_back({ a.id, a.account, a.part, a.held, a.offered_at, a.answered_at, a.ended_at });
        // Asked for nobody: so that nobody's private notes leave the store.
        for (auto const& e : TRY(store::timeline(grant, f.id, SubjectId {}, entries_max))) TRY(put(grant, file, e));
        out.push_back(std::move(file));
    }
    return out;
}

} // namespace wellkept::cases
