#include "access/policy/row.h"
#include "care/releases/releases.h"
#include <algorithm>

namespace wellkept::releases {

Kind const* find(std::vector<Kind> const& all, std::string_view code)
{
    auto const it = std::find_if(all.begin(), all.end(), [&](Kind const& k) { return k.code == code; });
    return it == all.end() ? nullptr : &*it;
}

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    auto list = [](access::Row const& file, char const* key, std::vector<Kind>& into, auto&& more) {
        for (auto const& r : file.rows(key)) {
            Kind k { r.text("code"), r.text("title"), more(r) };
            if (find(into, k.code)) r.fault("there is a second `" + k.code + "`", "keep one of the two");
            into.push_back(std::move(k));
        }
    };
    TRY(access::read_room_file(directory, "releases.yaml", [&](access::Row const& file) {
        file.only({ "statement", "recipients", "contents", "purposes", "ways", "lasts_max", "link_lasts" });
        for (auto const& r : file.rows("statement")) {
            r.only({ "version", "text" });
            if (r.whole("version", 1, 10'000) != out.version() + 1) r.fault_at("version", "versions do not follow one another", "write 1, 2, 3 ... in order");
            out.statement.push_back(r.text("text"));
        }
        list(file, "recipients", out.recipients, [](access::Row const& r) {
            r.only({ "code", "title", "register" });
            return r.text("register");
        });
        list(file, "contents", out.contents, [](access::Row const& r) {
            r.only({ "code", "title", "words" });
            return r.one_of("words", { "exact", "described", "report" });
        });
        list(file, "purposes", out.purposes, [](access::Row const& r) {
            r.only({ "code", "title" });
            return std::string();
        });
        for (auto const& w : file.words("ways")) {
            if (w != "posted" && w != "link") file.fault_at("ways", "`" + w + "` is no way in which a letter can leave", "give posted or link");
            out.ways.push_back(w);
        }
        out.lasts_max = file.period("lasts_max");
        out.link_lasts = file.period("link_lasts");
        if (out.lasts_max.none()) file.fault_at("lasts_max", "a form would never hold", "give a duration such as P6M");
        if (out.link_lasts.none()) file.fault_at("link_lasts", "a link would never open", "give a duration such as P7D");
    }));
    return out;
}

} // namespace wellkept::releases
