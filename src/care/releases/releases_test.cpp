// From the form to exactly its recipient, on a real database, and every way round the signed form, tried.
#include "care/cases/cases.h"
#include "care/intake/testing_care.h"
#include "care/releases/letter.h"
#include "care/releases/store.h"
#include "keep/disclosures/disclosures.h"
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

namespace wellkept::releases {
namespace {

using std::chrono::hours;

class ReleasesTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        account(clinician, "clinician", access::house_tenant);
        command("INSERT INTO access.vetting VALUES (" + quoted(clinician) + ", " + Care::now() + " + interval '3000 days')");
        person = add(somebody("Anna Líndová"));
        case_id = with<cases::OpenCase>(person, [&](auto& g) { return cases::open_case(g, gate, { "", "Cannot sleep.", "helpline" }); }).release();
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(clinician) + ", 'assigned', '" + case_id.text() + "', " + Care::now() + " - interval '1 hour', NULL)");
        // She came in by a link and a code.
        command("INSERT INTO door.visit VALUES (" + quoted(person) + ", '" + session.text() + "', '" + access::care_tenant.text() + "', 'opened', 'code', 'x', 1, " + Care::now() + ", " + Care::now() + ")");
        root = std::filesystem::temp_directory_path() / ("wellkept-releases-" + Uuid::v4(rng).text());
        blobs = blob::files(root.string()).release();
    }
    void TearDown() override { std::filesystem::remove_all(root); }
    template<typename P, typename F>
    auto by(access::Actor actor, F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, std::move(actor), "third_party_release", person, std::forward<F>(fn));
    }
    access::Actor staff() const { return access::Actor::staff(clinician, access::house_tenant, session); }
    access::Actor self() const { return access::Actor::service_user(person, access::care_tenant, session); }

    Wanted wanted() const
    {
        return { case_id, { "gp", "Dr Áine Byrne", "GP at Mill Street Surgery", "1 Mill Street\nCork", "byrne@surgery.example" },
            { { "attendance", "" }, { "summary", "Anna came for six sessions. 睡眠 is better." } }, "continuing_care", "", clock.now() + hours(24 * 30) };
    }
    std::vector<Item> parts() const { return { { "attendance", "From March to May." }, wanted().items[1] }; }
    Result<Uuid> prepares(Wanted const& w)
    {
        return by<Prepare>(staff(), [&](auto& g) { return prepare(g, gate, rules, w); });
    }
    Uuid prepared() { return prepares(wanted()).release(); }
    Form form(Uuid id)
    {
        for (auto& f : by<ReadOwn>(self(), [&](auto& g) { return releases::all(g, gate); }).release())
            if (f.id == id) return f;
        ADD_FAILURE() << "no such form";
        std::abort();
    }
    bool signs(Uuid id, std::string const& hash = {}, std::string const& name = "A. Líndová")
    {
        return by<Answer>(self(), [&](auto& g) -> Result<Unit> { return sign(g, gate, rules, id, hash.empty() ? form(id).hash : hash, name); }).ok();
    }
    bool revokes(Uuid id)
    {
        return by<Answer>(self(), [&](auto& g) -> Result<Unit> { return revoke(g, gate, id); }).ok();
    }
    Result<Uuid> writes(Uuid id, Recipient const& to, std::vector<Item> const& what)
    {
        return by<Release>(staff(), [&](auto& g) { return write_letter(g, gate, rules, *blobs, id, to, what); });
    }
    Result<Uuid> writes(Uuid id) { return writes(id, wanted().recipient, parts()); }
    bool posts(Uuid letter)
    {
        return by<Release>(staff(), [&](auto& g) -> Result<Unit> { return posted(g, gate, rules, letter); }).ok();
    }
    bool prints(Uuid letter)
    {
        return by<Read>(staff(), [&](auto& g) { return pdf(g, gate, *blobs, letter); }).ok();
    }
    std::optional<handover::Offered> offers(Uuid letter)
    {
        auto const out = by<Release>(staff(), [&](auto& g) { return offer(g, gate, rules, post, letter); });
        return out.ok() ? std::optional(*out) : std::nullopt;
    }
    // As the named recipient, past link and code.
    Result<std::string> opens(Uuid letter)
    {
        auto actor = self();
        actor.label = "named_recipient";
        return by<Open>(actor, [&](auto& g) { return opened(g, gate, rules, *blobs, letter); });
    }
    std::vector<disclosures::Recorded> accounted()
    {
        return access::as_actor<disclosures::ReadOwn>(gate, *pool, self(), "accountability", person, [&](auto& g) { return disclosures::all(g); }).release();
    }

    SubjectId const clinician = SubjectId::fresh(clock, rng);
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    SubjectId person;
    Uuid case_id;
    std::filesystem::path root;
    std::unique_ptr<blob::Store> blobs;
    std::vector<std::string> sent;
    mail::Mailer mailer { mail::Config { "", { "care@example.org", "" } },
        mail::Seal { [this](std::string_view, std::string_view plain) -> Result<std::string> { sent.emplace_back(plain); return std::string(plain); },
            [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } },
        *pool, clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    handover::Post const post { mailer, *templates, "https://care.example" };
};

TEST_F(ReleasesTest, LeavesBySignatureToExactlyItsRecipientAndIsAccountedForOnce)
{
    auto const id = prepared();
    ASSERT_TRUE(signs(id));
    auto const f = form(id);
    ASSERT_TRUE(f.signature);
    EXPECT_EQ(f.signature->name, "A. Líndová");
    EXPECT_EQ(f.signature->check, "code");
    EXPECT_EQ(f.signature->shown_hash, f.hash);
    for (auto const* there : { "Anna Líndová", "Dr Áine Byrne", "睡眠 is better", "That you came to us", "need not sign" }) EXPECT_NE(f.shown.find(there), f.shown.npos) << there;
    auto const letter = writes(id);
    ASSERT_TRUE(letter.ok()) << letter.error().public_text.text << letter.error().detail.text;
    EXPECT_TRUE(prints(*letter));
    EXPECT_TRUE(accounted().empty()) << "it lies ready, and has not left";
    ASSERT_TRUE(posts(*letter));
    EXPECT_FALSE(posts(*letter)) << "once";
    auto const all = accounted();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].disclosure.to, "Dr Áine Byrne, GP at Mill Street Surgery");
    EXPECT_NE(all[0].disclosure.what.find("A summary of your care"), std::string::npos);
    EXPECT_TRUE(prints(*letter)) << "our own copy";
}

TEST_F(ReleasesTest, ALetterIsStampedOnEachPageAndEndsWithTheSignedForm)
{
    Body const body { wanted().recipient, kept(wanted().items), "continuing_care", "", "planted form", 1 };
    auto const d = letter_document(rules, "Anna", body, { "A. L.", 1, clock.now(), "abc", "email", "code", clock.now() }, parts(), Uuid::v4(rng), clock.now());
    EXPECT_NE(d.stamp.find("Dr Áine Byrne, GP at Mill Street Surgery"), d.stamp.npos);
    EXPECT_NE(d.stamp.find(day(clock.now())), d.stamp.npos);
    std::string all;
    for (auto const& b : d.blocks) all += (b.kind == pdf::Block::Kind::new_page ? "[page]" : b.text) + "\n";
    auto const page = all.find("[page]"), form = all.find("planted form");
    EXPECT_LT(all.find("睡眠 is better"), page);
    EXPECT_LT(page, form);
    EXPECT_LT(form, all.find("typing the name: A. L."));
    EXPECT_LT(form, all.find("a code told by telephone"));
}

TEST_F(ReleasesTest, ALinkLeavesWhenItIsOpenedAndDiesWithTheForm)
{
    auto const id = prepared();
    ASSERT_TRUE(signs(id));
    auto const letter = writes(id).release();
    ASSERT_FALSE(opens(letter).ok()) << "nobody was offered it";
    ASSERT_TRUE(offers(letter));
    ASSERT_EQ(sent.size(), 1u);
    for (auto const* word : { "Anna", "L\xC3\xADndov", "session", "letter.pdf" }) EXPECT_EQ(sent[0].find(word), std::string::npos) << word;
    EXPECT_TRUE(accounted().empty());
    auto const file = opens(letter);
    ASSERT_TRUE(file.ok()) << file.error().public_text.text;
    EXPECT_TRUE(file->starts_with("%PDF"));
    EXPECT_TRUE(opens(letter).ok()) << "again, while the form holds";
    EXPECT_EQ(accounted().size(), 1u);
    ASSERT_TRUE(revokes(id));
    EXPECT_FALSE(opens(letter).ok());
    EXPECT_EQ(accounted().size(), 1u) << "that it left stays in the accounting";
}

TEST_F(ReleasesTest, NoFormNoRelease)
{
    auto const unsigned_ = prepared();
    EXPECT_FALSE(writes(unsigned_).ok());
    EXPECT_FALSE(writes(Uuid::v4(rng)).ok());
    EXPECT_FALSE(signs(unsigned_, std::string(64, 'f'))) << "not what was shown";
    EXPECT_FALSE(signs(unsigned_, {}, " x ")) << "no name";
    ASSERT_TRUE(signs(unsigned_));
    EXPECT_FALSE(signs(unsigned_)) << "once";
    auto const id = unsigned_;
    auto other = wanted().recipient;
    other.address += " 2";
    EXPECT_FALSE(writes(id, other, parts()).ok()) << "another recipient";
    EXPECT_FALSE(writes(id, wanted().recipient, { { "summary", "Anna came for seven sessions." } }).ok()) << "other words";
    EXPECT_FALSE(writes(id, wanted().recipient, { { "risk", "Some." } }).ok()) << "another content";
    EXPECT_FALSE(writes(id, wanted().recipient, { { "everything", "All." } }).ok());
    EXPECT_FALSE(writes(id, wanted().recipient, {}).ok());
    auto const letter = writes(id).release(), second = writes(id).release();
    ASSERT_TRUE(offers(second));
    ASSERT_TRUE(revokes(id));
    EXPECT_FALSE(writes(id).ok());
    for (auto const l : { letter, second }) {
        EXPECT_FALSE(posts(l)) << "what has not left stays";
        EXPECT_FALSE(prints(l));
        EXPECT_FALSE(offers(l));
        EXPECT_FALSE(opens(l).ok());
    }
    EXPECT_FALSE(signs(id)) << "revoked is revoked";
    EXPECT_TRUE(accounted().empty());
}

TEST_F(ReleasesTest, AnExpiredFormHoldsNothing)
{
    auto const id = prepared(), late = prepared();
    ASSERT_TRUE(signs(id));
    auto const letter = writes(id).release();
    ASSERT_TRUE(offers(letter));
    clock.advance(hours(24 * 30));
    EXPECT_FALSE(writes(id).ok());
    EXPECT_FALSE(posts(letter));
    EXPECT_FALSE(prints(letter));
    EXPECT_FALSE(opens(letter).ok());
    EXPECT_FALSE(signs(late)) << "nor is it signed afterwards";
    EXPECT_TRUE(accounted().empty());
}

// Round the service: the statements themselves and the schema refuse.
TEST_F(ReleasesTest, TheDataLayerRefusesToo)
{
    auto const id = prepared();
    ASSERT_TRUE(signs(id));
    auto const row = by<Release>(staff(), [&](auto& g) { return store::find(g, id); }).release().value();
    store::LetterRow const good { Uuid::v4(rng), id, row.recipient_tag, Uuid::v4(rng), "ready", {}, { "x" }, clock.now(), clock.now() };
    auto inserts = [&](store::LetterRow l, std::vector<std::string> const& tags) {
        l.id = Uuid::v4(rng);
        return by<Release>(staff(), [&](auto& g) { return store::insert_letter(g, l, tags, clock.now()); }).release();
    };
    EXPECT_TRUE(inserts(good, row.content_tags));
    auto other = good;
    other.recipient_tag = "another";
    EXPECT_FALSE(inserts(other, row.content_tags));
    EXPECT_FALSE(inserts(good, { "another" }));
    EXPECT_FALSE(inserts(good, {}));
    for (auto const* state : { "revoked", "signed" }) {
        command("UPDATE releases.form SET state = '" + std::string(state) + "', expires_at = " + (std::string(state) == "signed" ? Care::now() : "expires_at"));
        EXPECT_FALSE(inserts(good, row.content_tags)) << state;
        EXPECT_FALSE(by<Release>(staff(), [&](auto& g) { return store::move_letter(g, good.id, "ready", "left", "posted", clock.now()); }).release()) << state;
    }
    auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
    EXPECT_FALSE(c->command("INSERT INTO releases.letter SELECT subject_id, gen_random_uuid(), form_id, 'another', gen_random_uuid(), 'ready', NULL, 'x', now(), now() FROM releases.form", "test").ok());
}

TEST_F(ReleasesTest, OnlyWhatThePolicyKnowsCanBePrepared)
{
    for (auto const& spoil : std::vector<std::function<void(Wanted&)>> { [](Wanted& w) { w.recipient.kind = "employer"; }, [](Wanted& w) { w.purpose = "curiosity"; },
             [](Wanted& w) { w.items = { { "everything", "" } }; }, [](Wanted& w) { w.items.clear(); }, [](Wanted& w) { w.items[1].text.clear(); }, [](Wanted& w) { w.items[0].text = "x"; },
             [&](Wanted& w) { w.expires_at = clock.now(); }, [&](Wanted& w) { w.expires_at = clock.now() + hours(24 * 400); }, [&](Wanted& w) { w.case_id = Uuid::v4(rng); },
             [](Wanted& w) { w.recipient.email = "no address"; }, [](Wanted& w) { w.recipient.name = "\xEE\x80\x80"; }, [](Wanted& w) { w.items.push_back(w.items[0]); } }) {
        auto w = wanted();
        spoil(w);
        EXPECT_FALSE(prepares(w).ok());
    }
    auto const id = prepared();
    EXPECT_TRUE(by<Prepare>(staff(), [&](auto& g) -> Result<Unit> { return withdraw(g, gate, id); }).ok());
    EXPECT_FALSE(signs(id));
}

// Random lives of two forms against a model that knows only what happened.
TEST_F(ReleasesTest, NothingEverLeavesWithoutAFormInForce)
{
    std::mt19937 dice(17);
    struct Life {
        Uuid id;
        Instant ends;
        bool signed_ = false, over = false;
        std::vector<std::pair<Uuid, bool>> letters {}; // left?
    };
    std::vector<Life> lives;
    std::size_t left = 0;
    for (int step = 0; step < 150; ++step) {
        auto const now = clock.now();
        while (lives.size() < 2 || dice() % 25 == 0) lives.push_back({ prepared(), clock.now() + hours(24 * 30) });
        auto& l = lives[lives.size() - 1 - dice() % 2];
        bool const force = l.signed_ && !l.over && now < l.ends;
        switch (dice() % 10) {
        case 0:
        case 1: {
            bool const may = !l.signed_ && !l.over && now < l.ends;
            ASSERT_EQ(signs(l.id), may) << step;
            l.signed_ = l.signed_ || may;
            break;
        }
        case 2:
            if (dice() % 4 != 0) break;
            ASSERT_EQ(revokes(l.id), l.signed_ && !l.over) << step;
            l.over = l.over || l.signed_;
            break;
        case 3:
            if (dice() % 3 == 0) clock.advance(hours(24 * 11));
            break;
        case 4:
        case 5:
        case 6: {
            auto const made = writes(l.id);
            ASSERT_EQ(made.ok(), force) << step;
            if (made.ok()) l.letters.emplace_back(*made, false);
            break;
        }
        default:
            if (l.letters.empty()) break;
            auto& [letter, out] = l.letters[dice() % l.letters.size()];
            ASSERT_EQ(posts(letter), force && !out) << step;
            if (force && !out) {
                out = true;
                ++left;
            }
        }
    }
    EXPECT_GT(left, 3u) << "or this proves nothing";
    EXPECT_EQ(accounted().size(), left) << "each that left, once, and nothing else";
}

TEST(ReleaseRules, RefuseWhatTheyDoNotKnow)
{
    ASSERT_TRUE(Rules::load(WELLKEPT_SOURCE_DIR "/policy").ok());
    auto const at = std::filesystem::temp_directory_path() / "wellkept-release-rules";
    std::filesystem::create_directories(at);
    std::ifstream in(WELLKEPT_SOURCE_DIR "/policy/releases.yaml");
    std::string const good { std::istreambuf_iterator<char>(in), {} };
    for (auto const& [what, with] : std::vector<std::pair<std::string, std::string>> { { "lasts_max: P6M", "lasts_max: long" }, { "words: exact", "words: some" }, { "version: 1", "version: 2" },
             { "ways: [posted, link]", "ways: [fax]" }, { "lasts_max", "longest" }, { "register: named_third_party", "registered: x" } }) {
        auto text = good;
        text.replace(text.find(what, text.find("\nstatement")), what.size(), with);
        std::ofstream(at / "releases.yaml") << text;
        EXPECT_FALSE(Rules::load(at).ok()) << with;
    }
    std::filesystem::remove_all(at);
}

} // namespace
} // namespace wellkept::releases
