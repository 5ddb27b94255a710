#include "keep/preferences/preferences.h"
#include <set>
#include <yaml-cpp/yaml.h>

namespace wellkept::preferences {
namespace {

Error refused(YAML::Node const& at, std::string const& mend)
{
    return bad_input("preferences.yaml line " + std::to_string(at.Mark().line + 1) + ": " + mend);
}

Result<Choice> read_choice(YAML::Node const& row)
{
    static std::set<std::string> const known { "code", "title", "description", "who", "gpc", "notice" };
    if (!row.IsMap()) return refused(row, "write each choice as `key: value` lines");
    for (auto const& pair : row)
        if (!known.contains(pair.first.Scalar()))
            return refused(pair.first, "remove the unknown key `" + pair.first.Scalar() + "`");
    for (auto const& key : known)
        if (!row[key]) return refused(row, "give `" + key + "`");
    Choice c { row["code"].Scalar(), row["title"].Scalar(), row["description"].Scalar(), false, false, false, 0 };
    for (auto const& who : row["who"]) {
        if (who.Scalar() == "visitor")
            c.visitor = true;
        else if (who.Scalar() == "person")
            c.person = true;
        else
            return refused(who, "`who` lists visitor, person or both");
    }
    auto const gpc = row["gpc"].Scalar();
    if (gpc != "refuses" && gpc != "silent") return refused(row["gpc"], "`gpc` is refuses or silent");
    c.gpc_refuses = gpc == "refuses";
    c.notice = row["notice"].as<int>();
    return c;
}

} // namespace

Result<Catalogue> Catalogue::load(std::filesystem::path const& file)
{
    try {
        auto const root = YAML::LoadFile(file.string());
        Catalogue out;
        for (auto const& row : root["choices"]) {
            auto choice = TRY(read_choice(row));
            if (out.find(choice.code)) return refused(row, "this code stands here twice");
            out.choices.push_back(std::move(choice));
        }
        out.browser_days = root["browser_days"].as<int>();
        if (out.choices.empty() || out.browser_days < 1) return refused(root, "give `choices` and `browser_days`");
        return out;
    } catch (YAML::Exception const& e) {
        return bad_input(
            "preferences.yaml line " + std::to_string(e.mark.line + 1) + " cannot be read; correct it.", e.msg);
    }
}

Choice const* Catalogue::find(std::string_view code) const
{
    for (auto const& c : choices)
        if (c.code == code) return &c;
    return nullptr;
}

} // namespace wellkept::preferences
