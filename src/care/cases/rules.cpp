// policy/care.yaml and the questionnaires, read and judged: what is wrong is told by file and line.
#include "care/cases/cases.h"
#include <algorithm>
#include <set>
#include <yaml-cpp/yaml.h>

namespace wellkept::cases {
namespace {

struct Wrong {
    int line;
    std::string mend;
};

[[noreturn]] void refuse(YAML::Node const& at, std::string mend) { throw Wrong { at.Mark().line + 1, std::move(mend) }; }

void only(YAML::Node const& row, std::set<std::string> const& needed, std::set<std::string> const& may = {})
{
    if (!row.IsMap()) refuse(row, "write `key: value`");
    for (auto const& pair : row)
        if (auto const key = pair.first.Scalar(); !needed.contains(key) && !may.contains(key)) refuse(pair.first, "remove the unknown key `" + key + "`");
    for (auto const& key : needed)
        if (!row[key]) refuse(row, "give `" + key + "`");
}

std::vector<std::string> words(YAML::Node const& list, std::set<std::string> const& known)
{
    std::vector<std::string> out;
    for (auto const& w : list) {
        if (!known.empty() && !known.contains(w.Scalar())) refuse(w, "`" + w.Scalar() + "` is not known here");
        out.push_back(w.Scalar());
    }
    return out;
}

ServiceRule service_rule(YAML::Node const& row)
{
    only(row, { "code", "title", "sessions", "sessions_max", "minutes", "used_by", "modes", "reports" });
    ServiceRule s { row["code"].Scalar(), row["title"].Scalar(), row["sessions"].as<int>(), row["sessions_max"].as<int>(),
        words(row["used_by"], { "attended", "did_not_attend", "cancelled_late", "cancelled" }), words(row["modes"], { "in_person", "phone", "video" }), {} };
    if (s.sessions < 1 || s.sessions_max < s.sessions) refuse(row["sessions"], "`sessions` is from 1 to `sessions_max`");
    s.minutes = row["minutes"].as<int>();
    if (s.minutes < 5 || s.minutes > 480) refuse(row["minutes"], "a session takes 5 to 480 `minutes`");
    if (s.modes.empty() || s.used_by.empty()) refuse(row, "`modes` and `used_by` name at least one each");
    for (auto const& r : row["reports"]) {
        only(r, { "code", "title", "to", "needs" });
        ReportRule const rule { r["code"].Scalar(), r["title"].Scalar(), r["to"].Scalar(), r["needs"].Scalar() };
        if (rule.to != "person" && rule.to != "organisation" && rule.to != "third_party") refuse(r["to"], "`to` is person, organisation or third_party");
        if (rule.needs != "person_agreed" && rule.needs != "release_form" && rule.needs != "none") refuse(r["needs"], "`needs` is person_agreed, release_form or none");
        // C15, C17: what leaves the house never leaves it around the person.
        if (rule.to == "organisation" && rule.needs != "person_agreed") refuse(r["needs"], "what goes to an organisation needs person_agreed");
        if (rule.to == "third_party" && rule.needs != "release_form") refuse(r["needs"], "what goes to a third party needs release_form");
        s.reports.push_back(rule);
    }
    return s;
}

Instrument instrument_of(YAML::Node const& root)
{
    only(root, { "code", "version", "title", "licence", "answers", "items", "bands" },
        { "intro", "caseness", "reliable_change", "multiply", "missing_max", "lower_is_worse" });
    Instrument i;
    i.code = root["code"].Scalar();
    i.version = root["version"].Scalar();
    i.title = root["title"].Scalar();
    i.licence = root["licence"].Scalar();
    i.answers = words(root["answers"], {});
    if (i.licence.empty()) refuse(root["licence"], "say under what licence it may be used");
    if (i.answers.size() < 2) refuse(root["answers"], "there are two answers at least");
    if (auto const n = root["intro"]) i.intro = n.Scalar();
    if (auto const n = root["caseness"]) i.caseness = n.as<int>();
    if (auto const n = root["reliable_change"]) i.reliable_change = n.as<int>();
    if (auto const n = root["multiply"]) i.multiply = n.as<int>();
    if (auto const n = root["missing_max"]) i.missing_max = n.as<int>();
    if (auto const n = root["lower_is_worse"]) i.lower_is_worse = n.as<bool>();
    for (auto const& row : root["items"]) {
        only(row, { "text" }, { "reversed", "risk_from" });
        Item item { row["text"].Scalar(), row["reversed"] && row["reversed"].as<bool>(), {} };
        if (auto const n = row["risk_from"]) {
            item.risk_from = n.as<int>();
            if (*item.risk_from < 1 || *item.risk_from >= static_cast<int>(i.answers.size())) refuse(n, "`risk_from` is one of the answers, but not the first");
        }
        i.items.push_back(std::move(item));
    }
    if (i.items.empty()) refuse(root["items"], "there is one item at least");
    for (auto const& row : root["bands"]) {
        only(row, { "from", "code", "title" });
        i.bands.push_back({ row["from"].as<int>(), row["code"].Scalar(), row["title"].Scalar() });
        auto const n = i.bands.size();
        if (n == 1 ? i.bands[0].from != 0 : i.bands[n - 1].from <= i.bands[n - 2].from) refuse(row, "bands begin at 0 and rise");
    }
    if (i.bands.empty()) refuse(root["bands"], "there is one band at least");
    return i;
}

// Exceptions of the YAML library end here.
template<typename F>
auto reading(std::filesystem::path const& file, F&& f) -> Result<decltype(f(YAML::Node {}))>
{
    auto wrong = [&](int line, std::string const& mend) { return bad_input(file.filename().string() + " line " + std::to_string(line) + ": " + mend); };
    try {
        return f(YAML::LoadFile(file.string()));
    } catch (Wrong const& w) {
        return wrong(w.line, w.mend);
    } catch (YAML::Exception const& e) {
        return wrong(e.mark.line + 1, "cannot be read; correct it");
    }
}

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& file)
{
    return reading(file, [](YAML::Node const& root) {
        only(root, { "services", "feedback", "feedback_shown_from" }, { "statements", "supervision", "reminders" }); // these other rooms read
        Rules out;
        for (auto const& row : root["services"]) {
            out.services.push_back(service_rule(row));
            auto const& code = out.services.back().code;
            if (std::count_if(out.services.begin(), out.services.end(), [&](auto const& s) { return s.code == code; }) > 1) refuse(row, "this service stands here twice");
        }
        for (auto const& row : root["feedback"]) {
            only(row, { "code", "title" });
            out.feedback.push_back({ row["code"].Scalar(), row["title"].Scalar() });
        }
        out.feedback_shown_from = root["feedback_shown_from"].as<int>();
        if (out.services.empty() || out.feedback.empty()) refuse(root, "give `services` and `feedback`");
        if (out.feedback_shown_from < 3) refuse(root["feedback_shown_from"], "fewer than 3 answers would show who gave them");
        return out;
    });
}

ServiceRule const* Rules::service(std::string_view code) const
{
    auto const it = std::find_if(services.begin(), services.end(), [&](auto const& s) { return s.code == code; });
    return it == services.end() ? nullptr : &*it;
}

Result<Instruments> Instruments::load(std::vector<std::filesystem::path> const& folders)
{
    namespace fs = std::filesystem;
    Instruments out;
    for (auto const& folder : folders) {
        std::vector<fs::path> files;
        std::error_code none;
        for (fs::directory_iterator it(folder, none), end; !none && it != end; it.increment(none))
            if (it->path().extension() == ".yaml") files.push_back(it->path());
        std::sort(files.begin(), files.end());
        for (auto const& file : files) {
            auto i = TRY(reading(file, instrument_of));
            if (std::any_of(out.m_all.begin(), out.m_all.end(), [&](auto const& o) { return o.code == i.code && o.version == i.version; }))
                return bad_input(file.filename().string() + ": " + i.code + " " + i.version + " is there twice");
            out.m_all.push_back(std::move(i));
        }
    }
    return out;
}

Instrument const* Instruments::find(std::string_view code, std::string_view version) const
{
    Instrument const* best = nullptr;
    for (auto const& i : m_all)
        if (i.code == code && (version.empty() ? !best || i.version > best->version : i.version == version)) best = &i;
    return best;
}

Result<Score> score(Instrument const& i, std::vector<std::optional<int>> const& answers)
{
    if (answers.size() != i.items.size()) return bad_input("This questionnaire has " + std::to_string(i.items.size()) + " questions.");
    int const top = static_cast<int>(i.answers.size()) - 1;
    int sum = 0, answered = 0;
    Score out { 0, {}, false, {} };
    for (std::size_t n = 0; n < answers.size(); ++n) {
        if (!answers[n]) continue;
        if (*answers[n] < 0 || *answers[n] > top) return bad_input("An answer is 0 to " + std::to_string(top) + ".");
        ++answered;
        sum += i.items[n].reversed ? top - *answers[n] : *answers[n];
        if (i.items[n].risk_from && *answers[n] >= *i.items[n].risk_from) out.risk_items.push_back(static_cast<int>(n) + 1);
    }
    int const count = static_cast<int>(i.items.size());
    if (answered == 0 || count - answered > i.missing_max) return bad_input("Too many questions are left out for it to be scored.");
    // Those left out count as the mean of the others, rounded half up.
    out.sum = (2 * sum * count + answered) / (2 * answered) * i.multiply;
    for (auto const& b : i.bands)
        if (out.sum >= b.from) out.band = b.code;
    out.caseness = i.caseness > 0 && (i.lower_is_worse ? out.sum <= i.caseness : out.sum >= i.caseness);
    return out;
}

} // namespace wellkept::cases
