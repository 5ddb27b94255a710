#include "access/policy/row.h"
#include "care/safeguarding/safeguarding.h"
#include <algorithm>

namespace wellkept::safeguarding {

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    TRY(access::read_room_file(directory, "safeguarding.yaml", [&](access::Row const& file) {
        file.only({ "reasons", "fields", "recipients", "not_consulted", "ways", "paths", "notice_clock", "outcomes" });
        auto list = [&](char const* key, std::vector<Named>& into, bool emergency = false) {
            for (auto const& r : file.rows(key)) {
                if (emergency) r.only({ "code", "title", "emergency" });
                else r.only({ "code", "title" });
                Named n { r.text("code"), r.text("title"), emergency && r.yes("emergency") };
                if (std::any_of(into.begin(), into.end(), [&](auto const& x) { return x.code == n.code; })) r.fault("there is a second `" + n.code + "`", "keep one of the two");
                into.push_back(std::move(n));
            }
        };
        list("reasons", out.reasons);
        list("fields", out.fields);
        list("not_consulted", out.not_consulted, true);
        list("outcomes", out.outcomes);
        auto known = [](access::Row const& r, char const* key, std::set<std::string> const& words, std::vector<Named> const& all) {
            for (auto const& w : words)
                if (std::none_of(all.begin(), all.end(), [&](auto const& n) { return n.code == w; })) r.fault_at(key, "`" + w + "` is not listed above", "correct it, or add it there");
        };
        for (auto const& r : file.rows("recipients")) {
            r.only({ "code", "title", "register", "reasons", "fields", "organisation" });
            auto const reasons = r.words("reasons"), fields = r.words("fields");
            known(r, "reasons", { reasons.begin(), reasons.end() }, out.reasons);
            known(r, "fields", { fields.begin(), fields.end() }, out.fields);
            RecipientRule x { r.text("code"), r.text("title"), r.text("register"), { reasons.begin(), reasons.end() }, { fields.begin(), fields.end() }, r.has("organisation") && r.yes("organisation") };
            // Whatever else the file says: an employer is told of danger to a workplace alone.
            if (x.organisation && x.reasons != std::set<std::string> { "workplace" }) r.fault_at("reasons", "an employer is told only of danger to a workplace", "give reasons: [workplace]");
            out.recipients.push_back(std::move(x));
        }
        auto const ways = file.words("ways");
        out.ways = { ways.begin(), ways.end() };
        for (auto const& r : file.rows("paths")) {
            r.only({ "code", "second_from", "review_clock" });
            auto const from = r.words("second_from");
            out.paths.push_back({ r.one_of("code", { "ordinary", "emergency" }), { from.begin(), from.end() }, r.text("review_clock") });
        }
        for (auto const* path : { "ordinary", "emergency" })
            if (std::count_if(out.paths.begin(), out.paths.end(), [&](auto const& p) { return p.code == path; }) != 1)
                file.fault_at("paths", std::string("there must be one path `") + path + "`", "add it, or keep one of two");
        out.notice_clock = file.text("notice_clock");
    }));
    return out;
}

} // namespace wellkept::safeguarding
