#include "care/intake/testing_care.h"
#include "care/intake/words.h"
#include "keep/retention/retention.h"

namespace wellkept::intake {
namespace {

using namespace testing;
using Names = std::vector<std::string>;

TEST(Words, AreTheSameHoweverANameIsWritten)
{
    EXPECT_EQ(words_of("  Zoë  O'Brien-SMYTHE "), (Names { "zoe", "obrien", "smythe" }));
    EXPECT_EQ(words_of("Zoe\xcc\x88 O\xe2\x80\x99" "Brien"), (Names { "zoe", "obrien" })) << "composed or not, any apostrophe";
    EXPECT_EQ(words_of("Straße"), words_of("STRASSE"));
    EXPECT_EQ(words_of("Ｊｏｈｎ"), (Names { "john" }));
    EXPECT_TRUE(words_of(" -- ").empty());
    EXPECT_EQ(words_to_store("Иванов"), (Names { "иванов", "ivanov" }));
    EXPECT_EQ(words_to_store("Søren"), (Names { "søren", "soren" }));
    EXPECT_EQ(words_of("박지성"), (Names { "박지성" })) << "syllables stay whole";
    EXPECT_EQ(words_of("\xff\xfe"), words_of("\xff\xfe")) << "no text at all does no harm";
    EXPECT_EQ(phone_key("+44 7700 900123"), phone_key("(07700) 900-123"));
    EXPECT_FALSE(phone_key("12345"));
    EXPECT_EQ(postcode_key("sw1a 2aa"), postcode_key("SW1A2AA"));
    EXPECT_EQ(email_key(" Ann@Example.ORG "), email_key("ann@example.org"));
    EXPECT_FALSE(email_key("ann"));
}

using IntakeTest = Care;

TEST_F(IntakeTest, APersonIsFoundByAnyPartAndByAllTogether)
{
    auto ann = somebody("Anna Smith");
    ann.known_as = "Annie";
    ann.birth_date = "1984-03-09";
    ann.contact.phone = "07700 900123";
    ann.other_phones = { "020 7946 0018" };
    ann.postcode = "SW1A 2AA";
    add(ann);
    auto other = somebody("Anna Ивановa Müller");
    other.birth_date = "1984-03-09";
    add(other);
    EXPECT_EQ(found({ .name = "smith, ANNA" }), (Names { "Anna Smith" }));
    EXPECT_EQ(found({ .name = "annie" }), (Names { "Anna Smith" }));
    EXPECT_EQ(found({ .name = "anna" }).size(), 2u);
    EXPECT_EQ(found({ .birth_date = "1984-03-09" }).size(), 2u);
    EXPECT_EQ(found({ .name = "muller", .birth_date = "1984-03-09" }).size(), 1u);
    EXPECT_EQ(found({ .name = "smith smith anna", .birth_date = "1984-03-09" }).size(), 1u) << "a word twice is one word";
    EXPECT_EQ(found({ .name = "anna", .birth_date = "1984-03-09", .postcode = "sw1a2aa" }).size(), 1u);
    EXPECT_TRUE(found({ .name = "muller", .birth_date = "1984-03-09", .postcode = "sw1a2aa" }).empty()) << "all of them";
    EXPECT_EQ(found({ .name = "nobody smith", .birth_date = "1984-03-09", .likely = true }).size(), 1u) << "two of them, to propose";
    EXPECT_EQ(found({ .phone = "+44 20 7946 0018" }), (Names { "Anna Smith" }));
    EXPECT_EQ(found({ .postcode = "sw1a2aa" }), (Names { "Anna Smith" }));
    EXPECT_TRUE(found({ .name = "anna", .postcode = "EH1 1AA" }).empty()) << "each part must fit";
    EXPECT_FALSE(at_desk<Search>([&](access::GrantedGroup<Search>& g) { return search(g, {}); }).ok());
    EXPECT_FALSE(at_desk<Search>([&](access::GrantedGroup<Search>& g) { return search(g, { .birth_date = "1984" }); }).ok());
}

TEST_F(IntakeTest, TheAuditNamesEachPersonASearchReturned)
{
    auto const a = add(somebody("Pat Reed")), b = add(somebody("Pat Stone"));
    EXPECT_EQ(rows.size(), 1u) << "the new person";
    found({ .name = "pat" });
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_NE(rows[0].pseudonym, rows[1].pseudonym);
    EXPECT_FALSE(rows[0].pseudonym.is_nil());
    found({ .name = "nobody" });
    ASSERT_EQ(rows.size(), 1u) << "a search that found nobody is on record too";
    EXPECT_TRUE(rows[0].pseudonym.is_nil());
    EXPECT_NE(a, b);
}

TEST_F(IntakeTest, NothingOfAValueStandsInTheDatabase)
{
    auto u = somebody("Quentin Planted");
    u.birth_date = "1961-02-03";
    u.contact.phone = "07700900456";
    u.contact.email = "planted@example.org";
    add(u);
    // bytea shows as hexadecimal, so both forms are looked for; the first statement shows that the look can find.
    auto look = [](std::string const& table, std::string const& word) {
        return "DO $$ BEGIN IF EXISTS (SELECT 1 FROM " + table + " t WHERE t::text ILIKE '%" + word + "%' OR t::text ILIKE '%"
            + "' || encode('" + word + "', 'hex') || '%') THEN RAISE EXCEPTION 'found'; END IF; END $$";
    };
    auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
    command("CREATE TABLE public.plain AS SELECT 'a planted word'::bytea AS b");
    EXPECT_FALSE(c->command(look("public.plain", "planted"), "test").ok());
    for (auto const* table : { "intake.service_user", "intake.lookup", "access.audit_event" })
        for (auto const* word : { "planted", "Quentin", "1961-02-03", "900456" }) command(look(table, word));
}

TEST_F(IntakeTest, AChangeSeesThatAnotherCameBetween)
{
    auto const id = add(somebody("Sam Hill"));
    auto const before = with<Read>(id, [](auto& g) { return load(g); }).release();
    EXPECT_EQ(before.version, 1);
    auto u = before.person;
    u.contact.name = "Sam Dale";
    EXPECT_TRUE(with<Change>(id, [&](auto& g) { return change(g, gate, u, 1); }).ok());
    auto const late = with<Change>(id, [&](auto& g) { return change(g, gate, u, 1); });
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, Code::conflict);
    EXPECT_TRUE(found({ .name = "hill" }).empty());
    EXPECT_EQ(found({ .name = "dale" }), (Names { "Sam Dale" }));
}

TEST_F(IntakeTest, WhatIsWrongIsSaidWithoutItsValue)
{
    auto refused = [&](auto&& change) {
        auto u = somebody("Lee Ash");
        change(u);
        auto const r = check(u, gate);
        EXPECT_FALSE(r.ok());
        return r.ok() ? "" : r.error().public_text.text;
    };
    EXPECT_EQ(refused([](auto& u) { u.birth_date = "1984-02-30"; }).find("1984"), std::string::npos);
    refused([](auto& u) { u.contact.name = " "; });
    refused([](auto& u) { u.contact.phone = "none"; });
    refused([](auto& u) { u.safe.channels = { "pigeon" }; });
    refused([](auto& u) { u.safe.from = "25:00"; });
    refused([](auto& u) { u.safe.from = "6 pm"; });
    refused([](auto& u) { u.territory = "ie"; });
    refused([](auto& u) { u.territory = ""; });
    refused([](auto& u) { u.eligible_by = "luck"; });
}

} // namespace
} // namespace wellkept::intake
