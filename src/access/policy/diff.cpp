#include "access/policy/policy.h"
#include <algorithm>
#include <array>

namespace wellkept::access {
namespace {

using Needs = PolicyChange::Needs;

Codes less(Codes const& a, Codes const& b)
{
    Codes out;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
    return out;
}

std::string lower(std::string s)
{
    if (!s.empty()) s[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(s[0])));
    return s;
}

std::string listed(std::vector<std::string> const& words)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
}

// "2 years longer", or both lengths where they are not of one unit
std::string difference(Period const& from, Period const& to)
{
    bool const longer = to.about() > from.about();
    auto const& big = longer ? to : from;
    auto const& small = longer ? from : to;
    Period const d { big.years - small.years, big.months - small.months, big.days - small.days, big.time - small.time };
    if (d.years < 0 || d.months < 0 || d.days < 0 || d.time.count() < 0) return to.words() + " instead of " + from.words();
    return d.words() + (longer ? " longer" : " less long");
}

class Diff {
public:
    Diff(Policy const& from, Policy const& to) : m_from(from), m_to(to) {}

    std::vector<PolicyChange> all()
    {
        categories();
        retention();
        purposes();
        recipients();
        access();
        territories();
        rest();
        return std::move(m_out);
    }

private:
    void say(std::string rule, Needs needs, std::string words) { m_out.push_back({ std::move(rule), std::move(words), needs }); }

    std::string kind_titles(Codes const& codes) const
    {
        std::vector<std::string> out;
        for (auto const& c : codes) {
            auto const* k = m_to.kind(c) ? m_to.kind(c) : m_from.kind(c);
            out.push_back("\"" + (k ? k->title : c) + "\"");
        }
        return listed(out);
    }
    std::string category_title(std::string const& code) const
    {
        auto const* c = m_to.category(code) ? m_to.category(code) : m_from.category(code);
        return c ? lower(c->title) : code;
    }

    // Calls gone, come or both for each of two lists of rules with codes.
    template<typename T, typename Gone, typename Come, typename Both>
    void each(std::vector<T> const& from, std::vector<T> const& to, Gone&& gone, Come&& come, Both&& both)
    {
        auto find = [](std::vector<T> const& in, std::string const& code) {
            return std::find_if(in.begin(), in.end(), [&](T const& x) { return x.code == code; });
        };
        for (auto const& a : from)
            if (find(to, a.code) == to.end()) gone(a);
        for (auto const& b : to) {
            auto const a = find(from, b.code);
            if (a == from.end()) come(b);
            else both(*a, b);
        }
    }

    void categories()
    {
        each(m_from.categories(), m_to.categories(),
            [&](Category const& c) { say("categories." + c.code, Needs::notice, "People's " + lower(c.title) + " data will no longer be collected."); },
            [&](Category const& c) {
                say("categories." + c.code, Needs::consent, "A new kind of data, " + lower(c.title) + ", can be collected from those who allow it.");
            },
            [&](Category const& a, Category const& b) {
                auto const id = "categories." + b.code;
                if (a.title != b.title || a.description != b.description)
                    say(id, Needs::consent, "What people agree to when they allow " + lower(a.title) + " data is described in other words.");
                if (a.special != b.special)
                    say(id, Needs::notice, "People's " + lower(b.title) + " data will " + (b.special ? "now" : "no longer") + " be treated as health data.");
                if (a.retention != b.retention) kept(id, "People's " + lower(b.title) + " data", a.retention, b.retention);
            });
        each(m_from.kinds(), m_to.kinds(), [&](Kind const&) {}, [&](Kind const&) {},
            [&](Kind const& a, Kind const& b) {
                if (a.retention != b.retention) kept("kinds." + b.code, "\"" + b.title + "\"", a.retention, b.retention);
                if (a.special && !b.special) say("kinds." + b.code, Needs::notice, "\"" + b.title + "\" will no longer be treated as health data.");
            });
    }

    void kept(std::string const& id, std::string const& what, std::string const& from, std::string const& to)
    {
        auto const *a = m_from.retention(from), *b = m_to.retention(to);
        say(id, Needs::notice, what + " will be kept by another rule. Now: " + (a ? a->text : from) + " Then: " + (b ? b->text : to));
    }

    void retention()
    {
        each(m_from.retentions(), m_to.retentions(), [&](Retention const& r) { say("retention." + r.code, Needs::notice, "This no longer holds: " + r.text); },
            [&](Retention const& r) { say("retention." + r.code, Needs::notice, "A new rule on keeping: " + r.text); },
            [&](Retention const& a, Retention const& b) {
                auto const id = "retention." + b.code;
                if (a.period != b.period)
                    say(id, Needs::notice, "What is kept by the rule `" + b.code + "` will be kept " + difference(a.period, b.period) + ". Then: " + b.text);
                else if (a.trigger != b.trigger || a.action != b.action || a.text != b.text)
                    say(id, Needs::notice, "A rule on keeping changes. Now: " + a.text + " Then: " + b.text);
            });
    }

    void purposes()
    {
        each(m_from.purposes(), m_to.purposes(),
            [&](Purpose const& p) { say("purposes." + p.code, Needs::notice, "People's data will no longer be used for \"" + p.title + "\"."); },
            [&](Purpose const& p) {
                bool const asked = p.consent != Consent::none;
                say("purposes." + p.code, asked ? Needs::consent : Needs::notice,
                    "People's data will also be used for \"" + p.title + "\". The reason in law: " + p.lawful_basis + "."
                        + (asked ? " Nobody's are until they allow it." : " Nobody is asked."));
            },
            [&](Purpose const& a, Purpose const& b) { purpose(a, b); });
    }

    void purpose(Purpose const& a, Purpose const& b)
    {
        auto const id = "purposes." + b.code;
        auto const name = "\"" + b.title + "\"";
        bool const consent = b.consent != Consent::none;
        if (auto const more = less(b.data, a.data); !more.empty())
            say(id, consent ? Needs::consent : Needs::notice, "For " + name + " people's data of these kinds will now also be used: " + kind_titles(more) + ".");
        if (auto const fewer = less(a.data, b.data); !fewer.empty())
            say(id, Needs::notice, "For " + name + " people's data of these kinds will no longer be used: " + kind_titles(fewer) + ".");
        if (a.basis != b.basis)
            say(id, consent || a.consent != Consent::none ? Needs::consent : Needs::notice,
                "The reason in law for " + name + " changes. Now: " + a.lawful_basis + ". Then: " + b.lawful_basis + ".");
        if (a.consent != Consent::none && b.consent == Consent::none) say(id, Needs::notice, "People will no longer be asked whether their data may be used for " + name + ".");
        if (a.consent == Consent::none && b.consent != Consent::none) say(id, Needs::consent, "People will be asked whether their data may be used for " + name + ".");
        if (a.consent != Consent::none && b.consent != Consent::none && a.consent != b.consent)
            say(id, Needs::consent, "People will be asked in another way whether their data may be used for " + name + ".");
        if (a.recipient != b.recipient)
            say(id, consent ? Needs::consent : Needs::notice, "For " + name + " people's data will go to " + who(m_to, b.recipient) + " instead of " + who(m_from, a.recipient) + ".");
        if (a.retention_rule != b.retention_rule) kept(id, "What is used for " + name, a.retention_rule, b.retention_rule);
        if (a.title != b.title || a.description != b.description)
            say(id, consent ? Needs::consent : Needs::notice, "\"" + a.title + "\" is described in other words: \"" + b.title + ": " + b.description + "\"");
        if (a.services != b.services) say(id, Needs::notice, "Other services than before will use data for " + name + ".");
    }

    static std::string who(Policy const& p, std::string const& code)
    {
        if (code == "none") return "nobody outside";
        auto const* r = p.recipient(code);
        return r ? lower(r->title) : code;
    }

    void recipients()
    {
        each(m_from.recipients(), m_to.recipients(),
            [&](Recipient const& r) { say("recipients." + r.code, Needs::notice, "Nothing will go to " + lower(r.title) + " any more."); },
            [&](Recipient const& r) {
                Codes kinds;
                for (auto const& [purpose, k] : r.receives) kinds.insert(k.begin(), k.end());
                say("recipients." + r.code, by_consent(r) ? Needs::consent : Needs::notice,
                    "People's data will now also be shared with " + lower(r.title) + ": " + kind_titles(kinds) + ". The reason in law: " + basis_words(r.basis) + ".");
            },
            [&](Recipient const& a, Recipient const& b) { recipient(a, b); });
        for (auto const& n : less(m_from.never(), m_to.never()))
            say("recipients.never", Needs::notice, "It will no longer be ruled out that recipients of the kind `" + n + "` are registered.");
        for (auto const& n : less(m_to.never(), m_from.never())) say("recipients.never", Needs::nothing, "Recipients of the kind `" + n + "` are now ruled out.");
    }

    static bool by_consent(Recipient const& r)
    {
        return std::any_of(r.basis.begin(), r.basis.end(), [](auto const& b) { return std::find(b.second.begin(), b.second.end(), "6-1-a") != b.second.end(); });
    }

    void recipient(Recipient const& a, Recipient const& b)
    {
        auto const id = "recipients." + b.code;
        auto const name = lower(b.title);
        auto const needs = by_consent(b) ? Needs::consent : Needs::notice;
        auto share = [&](std::string const& what) { say(id, needs, "People's " + what + " data will now also be shared with " + name + "."); };
        auto stop = [&](std::string const& what) { say(id, Needs::notice, "People's " + what + " data will no longer be shared with " + name + "."); };
        for (auto const& c : m_to.categories()) {
            bool const was = m_from.category(c.code) && a.may_have(c.code);
            if (!was && b.may_have(c.code)) share(category_title(c.code));
        }
        for (auto const& c : m_from.categories())
            if (a.may_have(c.code) && !(m_to.category(c.code) && b.may_have(c.code))) stop(category_title(c.code));
        for (auto const& [purpose, kinds] : b.receives) {
            auto const before = a.receives.find(purpose);
            auto const* p = m_to.purpose(purpose);
            auto const more = before == a.receives.end() ? kinds : less(kinds, before->second);
            if (!more.empty()) say(id, needs, "For \"" + (p ? p->title : purpose) + "\" these will now also go to " + name + ": " + kind_titles(more) + ".");
        }
        for (auto const& [purpose, kinds] : a.receives) {
            auto const after = b.receives.find(purpose);
            auto const* p = m_from.purpose(purpose);
            auto const fewer = after == b.receives.end() ? kinds : less(kinds, after->second);
            if (!fewer.empty()) say(id, Needs::notice, "For \"" + (p ? p->title : purpose) + "\" these will no longer go to " + name + ": " + kind_titles(fewer) + ".");
        }
        if (a.basis != b.basis) say(id, needs, "The reason in law for sharing with " + name + " changes. Now: " + basis_words(a.basis) + ". Then: " + basis_words(b.basis) + ".");
        if (a.safeguard != b.safeguard) say(id, Needs::notice, "What binds " + name + " changes from " + a.safeguard + " to " + b.safeguard + ".");
        if (a.title != b.title || a.kind != b.kind) say(id, needs, "A recipient is described in other words: " + b.title + " (" + b.kind + ") instead of " + a.title + " (" + a.kind + ").");
        if (a.territories != b.territories) say(id, Needs::notice, "Data will go to " + name + " from other territories than before.");
    }

    void access()
    {
        static Codes const outside { "client", "vendor", "nobody" };
        auto lines = [](Policy const& p) {
            std::set<std::array<std::string, 3>> out;
            for (auto const& [role, row] : p.matrix())
                for (auto const& [permission, purposes] : row)
                    for (auto const& purpose : purposes) out.insert({ role, permission, purpose });
            return out;
        };
        auto const a = lines(m_from), b = lines(m_to);
        auto tell = [&](auto const& line, Policy const& in, bool now) {
            auto const* p = in.purpose(line[2]);
            say("access." + line[0] + "/" + line[1], now && outside.contains(line[0]) ? Needs::notice : Needs::nothing,
                "The role `" + line[0] + "` may " + (now ? "now also " : "no longer ") + in.title(line[1]) + ", for \"" + (p ? p->title : line[2]) + "\".");
        };
        for (auto const& line : a)
            if (!b.contains(line)) tell(line, m_from, false);
        for (auto const& line : b)
            if (!a.contains(line)) tell(line, m_to, true);
    }

    void territories()
    {
        each(m_from.territories(), m_to.territories(),
            [&](Territory const& t) { say("territories." + t.code, Needs::notice, "People in " + t.title + " will no longer be served."); },
            [&](Territory const& t) { say("territories." + t.code, Needs::notice, "People in " + t.title + " will be served too. Who answers for their data: " + t.controller.name + "."); },
            [&](Territory const& a, Territory const& b) {
                auto const id = "territories." + b.code;
                auto const in = "For people in " + b.title + " ";
                if (a.controller.name != b.controller.name) say(id, Needs::notice, in + b.controller.name + " will answer for the data instead of " + a.controller.name + ".");
                if (a.regulator.name != b.regulator.name) say(id, Needs::notice, in + "the regulator will be " + b.regulator.name + " instead of " + a.regulator.name + ".");
                if (a.law != b.law) say(id, Needs::notice, in + "another law holds: " + b.law_title + ".");
                for (auto const& r : less(b.regions, a.regions)) say(id, Needs::notice, in + "data may now also be kept in the region `" + r + "`.");
                for (auto const& r : less(a.regions, b.regions)) say(id, Needs::notice, in + "data may no longer be kept in the region `" + r + "`.");
                auto const differs = [](Contact const& x, Contact const& y) { return x.address != y.address || x.mail != y.mail || x.url != y.url || x.phone != y.phone; };
                if (differs(a.controller, b.controller) || differs(a.officer, b.officer) || a.officer.name != b.officer.name || differs(a.regulator, b.regulator))
                    say(id, Needs::notice, in + "there are new addresses to turn to.");
            });
    }

    void rest()
    {
        each(m_from.clocks(), m_to.clocks(), [&](ClockRule const& c) { say("clocks." + c.code, Needs::notice, c.title + " no longer has a time limit."); },
            [&](ClockRule const& c) { say("clocks." + c.code, Needs::nothing, c.title + " now has a time limit: " + c.period.words() + "."); },
            [&](ClockRule const& a, ClockRule const& b) {
                if (a.period != b.period) say("clocks." + b.code, Needs::notice, b.title + " will be due " + difference(a.period, b.period) + " after " + b.starts + ".");
            });
        for (auto const& b : m_to.ages())
            if (auto const* a = m_from.age(b.territory)) {
                if (a->guardian_below != b.guardian_below)
                    say("ages." + b.territory, Needs::notice, "A guardian will be asked for those under " + std::to_string(b.guardian_below) + " instead of " + std::to_string(a->guardian_below) + " (" + b.territory + ").");
                if (a->directed_from != b.directed_from)
                    say("ages." + b.territory, Needs::notice, "The service will be meant for people from " + std::to_string(b.directed_from) + " instead of " + std::to_string(a->directed_from) + " years on (" + b.territory + ").");
            }
        for (auto const& [code, b] : m_to.credentials().sessions)
            if (auto const* a = m_from.session(code); a && a->life != b.life)
                say("sessions." + code, Needs::nothing, b.title + " will last " + b.life.words() + " instead of " + a->life.words() + ".");
        auto const &s = m_from.statistics(), &t = m_to.statistics();
        if (t.cell_min < s.cell_min || t.population_min < s.population_min || t.round_to < s.round_to || t.mean_min < s.mean_min)
            say("statistics.thresholds", Needs::notice, "Statistics will be shown over fewer people, or more exactly, than before.");
        totals(s, t);
        each(m_from.cookies(), m_to.cookies(), [&](CookieRule const& c) { say("cookies." + c.code, Needs::nothing, "The cookie " + c.code + " will no longer be set."); },
            [&](CookieRule const& c) {
                say("cookies." + c.code, c.need == "necessary" ? Needs::notice : Needs::consent, "A new cookie, " + c.code + ": " + lower(c.title) + ".");
            },
            [&](CookieRule const& a, CookieRule const& b) {
                if (a.need != b.need || a.title != b.title || a.session != b.session)
                    say("cookies." + b.code, b.need == "necessary" ? Needs::notice : Needs::consent, "The cookie " + b.code + " changes: " + lower(b.title) + " (" + b.need + ").");
            });
        each(m_from.measures(), m_to.measures(), [&](Measure const& m) { say("measures." + m.code, Needs::notice, "This is no longer said: " + m.text); },
            [&](Measure const& m) { say("measures." + m.code, Needs::nothing, "This is now said too: " + m.text); },
            [&](Measure const& a, Measure const& b) {
                if (a.text != b.text) say("measures." + b.code, Needs::notice, "Now said: " + a.text + " Then: " + b.text);
            });
    }

    // What is published about many people. Whoever allowed a purpose allowed what its description says, so that a new
    // table for it is told, not asked.
    void totals(StatisticsRule const& s, StatisticsRule const& t)
    {
        auto budget = [](StatisticsRule const& x) { return x.epsilon_milli; };
        if (budget(s) != 0 && budget(t) == 0) say("statistics.publication", Needs::notice, "Published totals will no longer be blurred by noise.");
        else if (budget(s) == 0 && budget(t) != 0) say("statistics.publication", Needs::nothing, "Published totals will be blurred by noise.");
        else if (budget(s) < budget(t)) say("statistics.publication", Needs::notice, "Published totals will be blurred by less noise than before.");
        else if (budget(s) > budget(t)) say("statistics.publication", Needs::nothing, "Published totals will be blurred by more noise than before.");
        if (s.settle_days != t.settle_days)
            say("statistics.publication", Needs::nothing, "Totals of a month will be published " + std::to_string(t.settle_days) + " instead of " + std::to_string(s.settle_days) + " days after its end.");
        each(s.tables, t.tables, [&](StatisticsTable const& x) { say("statistics." + x.code, Needs::nothing, "\"" + x.title + "\" will no longer be published; what was stays."); },
            [&](StatisticsTable const& x) {
                say("statistics." + x.code, Needs::notice, "\"" + x.title + "\" will be published each month, from the " + category_title(x.category)
                    + " data of people who let themselves be counted" + (x.dimension == "none" ? "." : ", by " + x.dimension + "."));
            },
            [&](StatisticsTable const& a, StatisticsTable const& b) {
                auto const id = "statistics." + b.code;
                auto const name = "\"" + b.title + "\"";
                if (a.metric != b.metric || a.source != b.source) say(id, Needs::notice, name + " will be made from other data: " + b.metric + " instead of " + a.metric + ".");
                if (a.purpose != b.purpose) say(id, Needs::consent, "Other people will be counted in " + name + ": those who allow \"" + b.purpose + "\" instead of \"" + a.purpose + "\".");
                if (a.dimension != b.dimension) say(id, Needs::notice, name + " will be published " + (b.dimension == "none" ? "as one total." : "by " + b.dimension + "."));
                if (b.clip_min < a.clip_min || b.clip_max > a.clip_max) say(id, Needs::notice, "One person can weigh more in " + name + " than before.");
                else if (b.clip_min > a.clip_min || b.clip_max < a.clip_max) say(id, Needs::nothing, "One person weighs less in " + name + " than before.");
                if (b.mean_step < a.mean_step) say(id, Needs::notice, "Means in " + name + " will be shown more exactly than before.");
                if (a.title != b.title || a.unit != b.unit) say(id, Needs::nothing, "\"" + a.title + "\" will be called " + name + ", in " + b.unit + ".");
            });
    }

    Policy const& m_from;
    Policy const& m_to;
    std::vector<PolicyChange> m_out;
};

} // namespace

std::string_view name(PolicyChange::Needs n)
{
    switch (n) {
    case Needs::nothing: return "nothing";
    case Needs::notice: return "notice";
    case Needs::consent: return "consent";
    }
    return "";
}

std::vector<PolicyChange> changes(Policy const& from, Policy const& to) { return Diff(from, to).all(); }

} // namespace wellkept::access
