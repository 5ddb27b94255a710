// A notice says what the policy says and an engine enforces, and cannot say anything else.
#include "keep/notices/document.h"
#include "keep/notices/frame.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::notices {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
std::string const committed = WELLKEPT_SOURCE_DIR "/policy";

std::shared_ptr<access::Policy const> changed(std::string const& file = {}, std::string const& from = {}, std::string const& to = {})
{
    if (file.empty()) return access::Policy::load(committed).release();
    char name[] = "/tmp/wellkept-notices-XXXXXX";
    fs::path const path = ::mkdtemp(name);
    fs::copy(committed, path, fs::copy_options::recursive);
    std::stringstream text;
    text << std::ifstream(path / file).rdbuf();
    auto t = text.str();
    auto const at = t.find(from);
    EXPECT_NE(at, t.npos) << file << " has no " << from;
    if (at != t.npos) std::ofstream(path / file) << t.replace(at, from.size(), to);
    auto p = access::Policy::load(path);
    EXPECT_TRUE(p.ok()) << p.error().detail.text;
    fs::remove_all(path);
    return p.ok() ? p.release() : nullptr;
}

// As if every rule were enforced.
std::vector<access::Enforcement> everything()
{
    std::vector<access::Enforcement> out;
    for (auto const* s : { "purposes.", "categories.", "recipients.", "territories.", "retention.", "sessions.", "cookies.", "measures." })
        out.push_back({ s, "test", "test" });
    return out;
}

std::string text_of(Document const& d)
{
    std::string out = d.title + "\n";
    for (auto const& s : d.sections) {
        out += s.heading + "\n" + s.lead + "\n";
        for (auto const& c : s.clauses) out += c.text + "\n" + c.short_text + "\n";
    }
    return out;
}

std::string notice(access::Policy const& p, std::string const& service = "connect", std::string const& territory = "uk")
{
    auto const d = render(p, everything(), service, territory);
    EXPECT_TRUE(d.ok());
    return d.ok() ? text_of(*d) : "";
}

TEST(Notices, SayWhatThePolicySaysForTheTerritory)
{
    auto const p = changed();
    auto const uk = notice(*p), ie = notice(*p, "connect", "ie");
    for (auto const* words : { "the Information Commissioner's Office", "Wellkept UK Ltd", "UK GDPR Article 6(1)(a) and 9(2)(a)", "Blood sugar: Glucose readings", "Article 77 of UK GDPR" })
        EXPECT_THAT(uk, HasSubstr(words));
    EXPECT_THAT(ie, HasSubstr("the Data Protection Commission"));
    EXPECT_THAT(ie, HasSubstr("EU GDPR Article 6(1)(a)"));
    EXPECT_THAT(ie, Not(HasSubstr("Information Commissioner")));
    EXPECT_FALSE(render(*p, everything(), "connect", "fr").ok());
    EXPECT_THAT(notice(*p, "care", "uk"), AllOf(HasSubstr("Give you care"), HasSubstr("9(2)(h)"), Not(HasSubstr("Blood sugar"))));
    EXPECT_THAT(notice(*p, "cookies", "all"), HasSubstr("__Host-wellkept_member"));
}

TEST(Notices, EachClauseHasARuleThatIsThereAndAnEngine)
{
    auto const p = changed();
    int clauses = 0;
    for (auto const& [service, territory] : kinds_of_notice(*p)) {
        auto const d = render(*p, everything(), service, territory).release();
        EXPECT_FALSE(d.sections.empty());
        for (auto const& s : d.sections)
            for (auto const& c : s.clauses) {
                ++clauses;
                EXPECT_NE(p->rule(c.rule), nullptr) << c.text;
                EXPECT_FALSE(c.enforced.empty()) << c.text;
                EXPECT_FALSE(c.text.empty()) << c.rule;
                EXPECT_THAT(c.text, Not(HasSubstr("{"))) << c.rule;
            }
    }
    EXPECT_GT(clauses, 60);
}

TEST(Notices, OfCareNameNoRecipientOfThePortals)
{
    auto const p = changed();
    for (auto const& t : p->territories()) {
        EXPECT_TRUE(p->purpose("rights")->services.contains("care"));
        auto const d = render(*p, everything(), "care", t.code).release();
        for (auto const& s : d.sections)
            for (auto const& c : s.clauses) EXPECT_NE(c.rule, "recipients.client") << c.text;
    }
}

TEST(Notices, WhatNoEngineEnforcesIsNotClaimed)
{
    auto const p = changed();
    // Nothing enforced: nothing said.
    EXPECT_TRUE(render(*p, {}, "connect", "uk")->sections.empty());
    // Each section of rules goes with its engine, and only that one.
    for (auto const& without : everything()) {
        auto rest = everything();
        std::erase_if(rest, [&](auto const& e) { return e.rule == without.rule; });
        for (auto const& [service, territory] : kinds_of_notice(*p)) {
            auto const d = render(*p, rest, service, territory).release();
            for (auto const& s : d.sections)
                for (auto const& c : s.clauses) EXPECT_FALSE(c.rule.starts_with(without.rule)) << c.text;
        }
    }
    // One rule alone.
    auto const one = render(*p, { { "retention.until_revoked", "keep/rights", "D15" } }, "connect", "uk").release();
    ASSERT_EQ(one.sections.size(), 1u);
    EXPECT_EQ(one.sections[0].clauses.size(), 1u);
    EXPECT_THAT(unclaimed(*p, {}), testing::Contains("retention.audit_log"));
    EXPECT_THAT(unclaimed(*p, everything()), Not(testing::Contains("retention.audit_log")));
    EXPECT_THAT(unclaimed(*p, everything()), testing::Contains("clocks.breach_regulator"));
}

struct Change {
    char const *name, *file, *from, *to, *gone, *come;
};
class NoticeFollows : public testing::TestWithParam<Change> { };

TEST_P(NoticeFollows, ThePolicy)
{
    auto const& c = GetParam();
    auto all = [](access::Policy const& p) { return notice(p) + notice(p, "cookies", "all"); };
    auto const before = all(*changed()), after = all(*changed(c.file, c.from, c.to));
    EXPECT_THAT(before, HasSubstr(c.gone));
    EXPECT_THAT(after, Not(HasSubstr(c.gone)));
    EXPECT_THAT(after, HasSubstr(c.come));
}
Change const follows[] = {
    { "basis", "purposes.yaml", "uk_gdpr: [6-1-c, 9-2-f]", "uk_gdpr: [6-1-f, 9-2-f]", "ask for it. The reason in law: A legal obligation", "ask for it. The reason in law: Legitimate interests" },
    { "regulator", "territories.yaml", "name: the Information Commissioner's Office", "name: the Other Office", "Information Commissioner", "the Other Office" },
    { "session", "credentials.yaml", "title: Your session, life: PT60M, idle: PT60M", "title: Your session, life: PT30M, idle: PT30M", "lasts at most 1 hour", "Your session lasts at most 30 minutes" },
    { "never", "recipients.yaml", "never: [advertising, marketing, data_broker]", "never: [advertising, data_broker]", "advertising, data broker and marketing", "get nothing: advertising and data broker" },
    { "region", "territories.yaml", "regions: [uk]", "regions: [jersey]", "these regions: uk.", "these regions: jersey." },
    { "category", "categories.yaml", "title: Blood sugar", "title: Glucose", "Blood sugar:", "Glucose:" },
    { "cookie", "cookies.yaml", "need: necessary", "need: preference", "while your session lasts. It is necessary", "set when you agree to it" },
    { "safeguard", "recipients.yaml", "safeguard: agreement", "safeguard: signed_form", "a data processing agreement on file", "a form that you signed" },
};
INSTANTIATE_TEST_SUITE_P(Each, NoticeFollows, testing::ValuesIn(follows), [](auto const& i) { return std::string(i.param.name); });

// ---- templates ----

std::string faults(std::string const& from, std::string const& to)
{
    std::string out;
    for (auto const& f : check_templates(*changed("notices/privacy.en.yaml", from, to))) out += f.text() + "\n";
    return out;
}

TEST(Templates, AsCommittedClaimNothingOfTheirOwn) { EXPECT_TRUE(check_templates(*changed()).empty()); }

TEST(Templates, ASentenceWithoutARuleIsRefused)
{
    EXPECT_THAT(faults("You reach it at {mail}.\"", "You reach it at {mail}. We take your privacy seriously.\""), HasSubstr("privacy.en.yaml:8: the sentence \"We take your privacy seriously\" holds nothing of a rule"));
    EXPECT_THAT(faults("short: \"{title}\"", "short: \"Data are kept in a vault; {title}\""), HasSubstr("Data are kept in a vault"));
    EXPECT_THAT(faults("clause: \"{title} lasts at most {life}.\"", "clause: \"{title} lasts at most {life} and is always secure.\""), HasSubstr("promises something (`always`)"));
    EXPECT_THAT(faults("heading: Complaints", "heading: Nothing is ever shared without consent"), HasSubstr("promises something (`without`)"));
    EXPECT_THAT(faults("heading: Complaints", "heading: We answer complaints. Quickly"), HasSubstr("is a sentence of its own"));
    EXPECT_THAT(faults("lead: Each use with its reason in law", "lead: We keep data for 3 days"), HasSubstr("promises something (`3`)"));
    EXPECT_THAT(faults("lead: Each use with its reason in law", "note: We sell nothing"), HasSubstr("unknown key `note`"));
    EXPECT_THAT(faults("title: \"Privacy", "footer: We sell nothing\ntitle: \"Privacy"), HasSubstr("unknown key `footer`"));
    EXPECT_THAT(faults("each: sessions", "each: wishes"), HasSubstr("`wishes` is no set of rules"));
    EXPECT_THAT(faults("{life}", "{lifetime}"), HasSubstr("have no {lifetime}"));
    EXPECT_THAT(faults("sections:", "sections: ["), HasSubstr("not a template"));
}

TEST(Templates, ADescriptionThatPromisesIsRefused)
{
    auto const p = changed("purposes.yaml", "what you allowed, and keeping it.", "what you allowed, and keeping it safe for ever.");
    auto const found = check_templates(*p);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_THAT(found[0].text(), HasSubstr("the words of `purposes.collect` promise something (`safe`)"));
    EXPECT_EQ(found[0].file, "purposes.yaml");
}

// A template in disorder makes no notice, so that nobody can read the part that is wrong.
TEST(Templates, InDisorderMakeNoNotice)
{
    auto const p = changed("notices/privacy.en.yaml", "heading: Complaints", "heading: Never any trouble");
    EXPECT_FALSE(render(*p, everything(), "connect", "uk").ok());
    EXPECT_TRUE(render(*p, everything(), "cookies", "all").ok());
}

// ---- documents and pages ----

TEST(Documents, ComeBackFromJsonAsTheyWere)
{
    auto const d = render(*changed(), everything(), "connect", "ie").release();
    EXPECT_EQ(text_of(from_json(to_json(d)).release()), text_of(d));
    EXPECT_FALSE(from_json("[]").ok());
    EXPECT_FALSE(from_json("{").ok());
}

TEST(Documents, DifferencesAreClauses)
{
    auto const a = render(*changed(), everything(), "connect", "uk").release();
    auto const b = render(*changed("territories.yaml", "regions: [uk]", "regions: [jersey]"), everything(), "connect", "uk").release();
    auto const d = difference(a, b);
    ASSERT_EQ(d.gone.size(), 1u);
    ASSERT_EQ(d.come.size(), 1u);
    EXPECT_THAT(d.come[0], HasSubstr("jersey"));
    EXPECT_TRUE(difference(a, a).come.empty());
}

TEST(Documents, ThePageIsSafeAndReadable)
{
    Document const d { "A <b>title</b>", { { "H & H", "", { { "a.b", "room", "<script>alert(1)</script>", "short" } } } } };
    store::Edition const e { {}, "connect", "uk", 2, "v", "h", "", parse_rfc3339("2026-03-04T05:06:07Z").value() };
    auto const page = notice_page(e, d, false);
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(page, HasSubstr("<h1>A &lt;b&gt;title"));
    EXPECT_THAT(page, HasSubstr("Updated: <time datetime=\"2026-03-04\">2026-03-04</time>"));
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(page, HasSubstr("This is an earlier edition"));
    EXPECT_THAT(page, Not(HasSubstr("http"))) << "it asks nothing of anybody";
}

TEST(Records, TellWhatIsNotEnforcedYet)
{
    auto const p = changed();
    auto const some = record_of_processing(*p, { { "retention.until_revoked", "keep/rights", "D15" } });
    EXPECT_THAT(some, HasSubstr("Not enforced by an engine yet: The record of who looked"));
    EXPECT_THAT(some, HasSubstr("- Time limit: Until you withdraw your permission"));
    EXPECT_THAT(some, HasSubstr("Wellkept Ireland Ltd"));
    EXPECT_THAT(some, HasSubstr("`clocks.breach_regulator`"));
    auto const map = data_map(*p, { { "a.b", "c", "category=contact; a name", "", 1 }, { "x.y", "z", "category=operational", "", 1 } }, { { "a.b", "people" } });
    EXPECT_THAT(map, HasSubstr("### a.b (people)"));
    EXPECT_THAT(map, HasSubstr("| `c` | contact | a name |"));
    EXPECT_THAT(map, HasSubstr("### x.y"));
}

} // namespace
} // namespace wellkept::notices
