// What each set of rules says, in values for a clause. Nothing here knows a sentence that does not follow from a rule.
#include "keep/notices/frame.h"
#include <algorithm>

namespace wellkept::notices {
namespace {

std::string listed(std::vector<std::string> const& words)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
}

std::string lower(std::string s)
{
    if (!s.empty()) s[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(s[0])));
    return s;
}

template<typename Codes>
std::string kind_titles(access::Policy const& p, Codes const& codes)
{
    std::vector<std::string> out;
    for (auto const& c : codes) {
        auto const* k = p.kind(c);
        out.push_back(lower(k ? k->title : c));
    }
    return listed(out);
}

std::string safeguard(std::string const& word)
{
    if (word == "own_data") return "nothing, for the data are your own";
    if (word == "agreement") return "a data processing agreement on file";
    if (word == "law") return "the law";
    return "a form that you signed";
}

std::string choice(access::Policy const& p, access::Purpose const& purpose)
{
    using access::Consent;
    switch (purpose.consent) {
    case Consent::switch_: return "You switch this on and off yourself, for each kind of data.";
    case Consent::any_switch: return "It ends for a kind of data when you have switched off all uses of that kind.";
    case Consent::follows: {
        auto const* followed = p.purpose(purpose.follows);
        return "It goes by your switch for \"" + (followed ? followed->title : purpose.follows) + "\".";
    }
    case Consent::extra: return "You are asked apart from everything else. It is off until you switch it on, for each kind of data, and nothing depends on it.";
    case Consent::joined: {
        auto const* followed = p.purpose(purpose.follows);
        return "You are asked in the pages of your care, for each kind of data, and say until when; there you can take it back at any moment. It also needs your switch for \""
            + (followed ? followed->title : purpose.follows) + "\".";
    }
    case Consent::asked: return "You are asked about each one, and can take your yes back.";
    case Consent::none: break;
    }
    return {};
}

std::string right(std::string const& article)
{
    static std::map<std::string, std::string> const rights { { "15", "To see your data and get a copy" }, { "16", "To have wrong data put right" },
        { "17", "To have your data erased" }, { "18", "To have the use of your data restricted" }, { "20", "To take your data with you in a form that machines read" },
        { "21", "To object to a use of your data" }, { "77", "To complain to the regulator" } };
    auto const it = rights.find(article);
    return it == rights.end() ? "" : it->second;
}

} // namespace

std::vector<std::string> const& rule_sets()
{
    static std::vector<std::string> const sets { "controller", "categories", "purposes", "recipients", "never", "retention", "regions", "measures", "sessions", "rights",
        "regulator", "cookies", "third_parties" };
    return sets;
}

std::vector<Said> rules_of(access::Policy const& p, std::string_view set, std::string_view service, access::Territory const& t)
{
    std::vector<Said> out;
    auto const place = "territories." + t.code;
    auto of_service = [&](access::Purpose const& x) { return x.services.contains(service); };
    if (set == "controller")
        out.push_back({ place, { { "name", t.controller.name }, { "address", t.controller.address }, { "mail", t.controller.mail }, { "title", t.title }, { "law", t.law_title },
                                   { "officer_mail", t.officer.mail }, { "officer_address", t.officer.address } } });
    if (set == "regulator") out.push_back({ place, { { "name", t.regulator.name }, { "url", t.regulator.url }, { "phone", t.regulator.phone } } });
    if (set == "regions") out.push_back({ place, { { "title", t.title }, { "regions", listed({ t.regions.begin(), t.regions.end() }) } } });
    if (set == "rights")
        for (auto const& a : t.rights) out.push_back({ place, { { "right", right(a) }, { "article", "Article " + a }, { "law", t.law == "uk_gdpr" ? "UK GDPR" : "EU GDPR" } } });
    if (set == "categories" && service == "connect")
        for (auto const& c : p.categories()) out.push_back({ "categories." + c.code, { { "title", c.title }, { "description", c.description } } });
    if (set == "purposes")
        for (auto const& x : p.purposes())
            if (of_service(x))
                out.push_back({ "purposes." + x.code, { { "title", x.title }, { "description", x.description }, { "basis", access::basis_words(x.basis, t.law) },
                                                          { "data", kind_titles(p, x.data) }, { "choice", choice(p, x) } } });
    if (set == "recipients")
        for (auto const& r : p.recipients()) {
            if (!r.territories.contains(t.code)) continue;
            // Whoever receives for no purpose of this service alone is a recipient of another: a portal has nothing of somebody's care.
            if (std::none_of(p.purposes().begin(), p.purposes().end(), [&](auto const& x) { return of_service(x) && x.services.size() == 1 && r.receives.contains(x.code); })) continue;
            std::vector<std::string> purposes;
            std::string received;
            for (auto const& x : p.purposes())
                if (auto const it = r.receives.find(x.code); it != r.receives.end() && of_service(x)) {
                    purposes.push_back("\"" + x.title + "\"");
                    received += (received.empty() ? "" : " ") + std::string("For \"") + x.title + "\": " + kind_titles(p, it->second) + ".";
                }
            if (purposes.empty()) continue;
            out.push_back({ "recipients." + r.code, { { "title", r.title }, { "purposes", listed(purposes) }, { "received", received }, { "safeguard", safeguard(r.safeguard) },
                                                        { "basis", access::basis_words(r.basis, t.law) } } });
        }
    if (set == "never") {
        std::vector<std::string> kinds;
        for (auto k : p.never()) {
            std::replace(k.begin(), k.end(), '_', ' ');
            kinds.push_back(k);
        }
        out.push_back({ "recipients.never", { { "statement", "Recipients of these kinds cannot be registered, and get nothing: " + listed(kinds) + "." } } });
    }
    auto used = [&](std::string const& kind) {
        return std::any_of(p.purposes().begin(), p.purposes().end(), [&](auto const& x) { return of_service(x) && x.data.contains(kind); });
    };
    if (set == "retention")
        for (auto const& r : p.retentions()) {
            std::vector<std::string> what;
            for (auto const& k : p.kinds())
                if (k.kept(service) == r.code && used(k.code)) what.push_back(what.empty() ? k.title : lower(k.title));
            if (!what.empty()) out.push_back({ "retention." + r.code, { { "what", listed(what) }, { "text", r.text } } });
        }
    if (set == "measures")
        for (auto const& m : p.measures()) out.push_back({ "measures." + m.code, { { "title", m.title }, { "text", m.text } } });
    if (set == "third_parties")
        for (auto const& m : p.measures())
            if (m.code == "no_third_party_requests") out.push_back({ "measures." + m.code, { { "title", m.title }, { "text", m.text } } });
    if (set == "sessions")
        for (auto const* code : { "connect_token", "member" })
            if (auto const* s = p.session(code); s && service == "connect") out.push_back({ std::string("sessions.") + code, { { "title", s->title }, { "life", s->life.words() } } });
    if (set == "cookies")
        for (auto const& c : p.cookies()) {
            auto const* s = p.session(c.session);
            auto const* purpose = p.purpose(c.purpose);
            auto const need = c.need == "necessary" ? "necessary for the service to work" : "set when you agree to it";
            out.push_back({ "cookies." + c.code, { { "name", c.code }, { "title", c.title }, { "need", need }, { "life", s ? s->life.words() : "" }, { "purpose", purpose ? purpose->title : "" } } });
        }
    return out;
}

} // namespace wellkept::notices
