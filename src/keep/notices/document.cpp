#include "keep/notices/document.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::notices {
BOOST_DESCRIBE_STRUCT(Clause, (), (rule, enforced, text, short_text))
BOOST_DESCRIBE_STRUCT(Section, (), (heading, lead, clauses))
BOOST_DESCRIBE_STRUCT(Document, (), (title, sections))

namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (char const c : text) switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    return out;
}

std::string address_of(std::string const& service, std::string const& territory)
{
    return service == cookies_service ? "/cookies" : "/privacy/" + service + "/" + territory;
}

std::string history_of(store::Edition const& e) { return e.service == cookies_service ? "/cookies/history" : address_of(e.service, e.territory) + "/history"; }

std::string day(Instant at) { return rfc3339(at).substr(0, 10); }

std::string page(std::string const& title, std::string const& main)
{
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(title)
        + "</title>\n<style>\n:root{color-scheme:light dark}\nbody{font:1.0625rem/1.6 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem}\n"
          "h1{font-size:1.75rem;line-height:1.25}\nh2{font-size:1.25rem;margin-top:2rem}\nli{margin:.35rem 0}\na{color:LinkText}\n:focus-visible{outline:3px solid Highlight;outline-offset:2px}\n"
          ".skip{position:absolute;left:-99rem}.skip:focus{position:static}\nins{text-decoration:none}del{text-decoration:none}\n</style>\n</head>\n<body>\n"
          "<a class=\"skip\" href=\"#main\">To the text</a>\n<header><nav aria-label=\"Notices\"><a href=\"/privacy\">All notices</a> · <a href=\"/cookies\">Cookies</a></nav></header>\n<main id=\"main\">\n<h1>"
        + escaped(title) + "</h1>\n" + main + "</main>\n</body>\n</html>\n";
}

std::string updated(Instant at) { return "<time datetime=\"" + day(at) + "\">" + day(at) + "</time>"; }

} // namespace

std::string to_json(Document const& d) { return json::encode_text(d); }
Result<Document> from_json(std::string_view text)
{
    // Our own words, longer than what strangers may send.
    auto const v = TRY(json::parse(text));
    Document out;
    auto word = [](boost::json::object const& o, char const* key) {
        auto const* m = o.if_contains(key);
        return m && m->is_string() ? std::string(m->get_string()) : std::string();
    };
    auto const* root = v.if_object();
    if (!root) return bug("notices: no document");
    out.title = word(*root, "title");
    auto const* sections = root->if_contains("sections");
    if (!sections || !sections->is_array()) return bug("notices: no sections");
    for (auto const& s : sections->get_array()) {
        if (!s.is_object()) continue;
        Section section { word(s.get_object(), "heading"), word(s.get_object(), "lead"), {} };
        if (auto const* clauses = s.get_object().if_contains("clauses"); clauses && clauses->is_array())
            for (auto const& c : clauses->get_array())
                if (auto const* o = c.if_object()) section.clauses.push_back({ word(*o, "rule"), word(*o, "enforced"), word(*o, "text"), word(*o, "short_text") });
        out.sections.push_back(std::move(section));
    }
    return out;
}

Difference difference(Document const& from, Document const& to)
{
    auto texts = [](Document const& d) {
        std::vector<std::string> out;
        for (auto const& s : d.sections)
            for (auto const& c : s.clauses) out.push_back(s.heading + ": " + c.text);
        return out;
    };
    auto const a = texts(from), b = texts(to);
    Difference out;
    for (auto const& x : a)
        if (std::find(b.begin(), b.end(), x) == b.end()) out.gone.push_back(x);
    for (auto const& x : b)
        if (std::find(a.begin(), a.end(), x) == a.end()) out.come.push_back(x);
    return out;
}

std::string index_page(std::vector<store::Edition> const& all)
{
    std::string main = "<ul>\n";
    for (auto const& e : all) {
        auto const d = from_json(e.document);
        main += "<li><a href=\"" + address_of(e.service, e.territory) + "\">" + escaped(d.ok() ? d->title : e.service) + "</a>, updated " + updated(e.effective_at) + "</li>\n";
    }
    return page("Notices", main + "</ul>\n");
}

std::string notice_page(store::Edition const& e, Document const& d, bool newest)
{
    auto const here = address_of(e.service, e.territory);
    std::string main = "<p>Updated: " + updated(e.effective_at) + ". Edition " + std::to_string(e.edition) + ". <a href=\"" + history_of(e) + "\">Earlier editions and what changed</a>.</p>\n";
    if (!newest) main += "<p role=\"note\">This is an earlier edition. <a href=\"" + here + "\">The one that holds now</a>.</p>\n";
    main += "<section aria-labelledby=\"short\">\n<h2 id=\"short\">In short</h2>\n<dl>\n";
    int n = 0;
    for (auto const& s : d.sections) {
        ++n;
        std::string words;
        for (auto const& c : s.clauses)
            if (!c.short_text.empty()) words += (words.empty() ? "" : " · ") + escaped(c.short_text);
        if (!words.empty()) main += "<dt><a href=\"#s" + std::to_string(n) + "\">" + escaped(s.heading) + "</a></dt>\n<dd>" + words + "</dd>\n";
    }
    main += "</dl>\n</section>\n";
    n = 0;
    for (auto const& s : d.sections) {
        main += "<section>\n<h2 id=\"s" + std::to_string(++n) + "\">" + escaped(s.heading) + "</h2>\n" + (s.lead.empty() ? "" : "<p>" + escaped(s.lead) + ":</p>\n") + "<ul>\n";
        for (auto const& c : s.clauses) main += "<li data-rule=\"" + escaped(c.rule) + "\" data-enforced=\"" + escaped(c.enforced) + "\">" + escaped(c.text) + "</li>\n";
        main += "</ul>\n</section>\n";
    }
    return page(d.title, main);
}

std::string history_page(std::vector<store::Edition> const& all, std::vector<Document> const& documents)
{
    std::string main;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& e = all[i];
        main += "<section>\n<h2>Edition " + std::to_string(e.edition) + ", " + updated(e.effective_at) + "</h2>\n<p><a href=\"" + address_of(e.service, e.territory) + "?edition="
            + std::to_string(e.edition) + "\">Read it</a></p>\n";
        if (i + 1 < all.size()) {
            auto const change = difference(documents[i + 1], documents[i]);
            main += "<ul>\n";
            for (auto const& text : change.come) main += "<li>New: <ins>" + escaped(text) + "</ins></li>\n";
            for (auto const& text : change.gone) main += "<li>Gone: <del>" + escaped(text) + "</del></li>\n";
            main += "</ul>\n";
        } else main += "<p>The first.</p>\n";
        main += "</section>\n";
    }
    return page((documents.empty() ? std::string("Notice") : documents.front().title) + ": history", main);
}

} // namespace wellkept::notices
