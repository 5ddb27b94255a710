// Contacts, merges, what a partner may learn, and six years.
#include "care/intake/testing_care.h"
#include "keep/retention/retention.h"
#include <filesystem>

namespace wellkept::intake {
namespace {

using namespace testing;
using std::chrono::hours;
constexpr auto day = hours(24);

struct State {
    std::string state;
};
db::PlainQuery<State> const records_left { "intake_test/left",
    "SELECT state FROM intake.service_user UNION ALL SELECT kind FROM intake.lookup UNION ALL SELECT channel FROM intake.contact" };

class ContactsTest : public Care {
protected:
    Result<Uuid> note(SubjectId who, std::string const& text, std::string const& channel = "telephone", bool open = false)
    {
        return with<Note>(who, [&](auto& g) { return add_contact(g, gate, { .channel = channel, .text = text, .open = open }); });
    }
    std::vector<std::string> texts(SubjectId who)
    {
        std::vector<std::string> out;
        auto const all = with<Read>(who, [&](auto& g) { return contacts(g); });
        EXPECT_TRUE(all.ok());
        if (all.ok())
            for (auto const& c : *all) out.push_back(c.text);
        return out;
    }
    std::int64_t left()
    {
        auto tx = db::Tx::begin(*all).release();
        return static_cast<std::int64_t>(tx.rows(records_left)->size());
    }
    // A day of the engine, over the house's own policy.
    void retention_day()
    {
        retention::Rooms rooms;
        rooms.push_back(intake::contract());
        rooms.push_back(retention::contract());
        auto const directory = db::testing::temporary_directory();
        auto const blobs = blob::files(directory).release();
        retention::Engine const engine(gate, *pool, *blobs, crypto::SigningKey::generate(rng).release(), rooms);
        for (int i = 0; i < 20; ++i) {
            auto const done = engine.run({ JobId::fresh(clock, rng), std::string(retention::run_job), {}, payload, 1 });
            ASSERT_TRUE(done.ok()) << done.error().detail.text;
            auto const* again = std::get_if<jobs::Again>(&*done);
            payload = again ? again->payload : "{}";
            if (!again) break;
        }
        std::filesystem::remove_all(directory);
    }
    std::string payload = "{}";
    template <typename P, typename F> auto as_employer(F&& fn) -> decltype(fn(std::declval<access::GrantedGroup<P>&>()))
    {
        auto actor = access::Actor::client(employer);
        actor.label = "organisation";
        return access::over_client<P>(gate, *pool, actor, "eligibility", employer, std::forward<F>(fn));
    }
};

TEST_F(ContactsTest, EachKeepsItsChannelAndWaitsUntilSeenTo)
{
    auto const ann = add(somebody("Ann Lake"));
    for (auto const* channel : { "telephone", "email", "web_form", "hub", "api" }) EXPECT_TRUE(note(ann, channel, channel, true).ok());
    EXPECT_FALSE(note(ann, "x", "pigeon").ok());
    auto waiting = [&] {
        return at_desk<Search>([&](access::GrantedGroup<Search>& g) { return g.rows(waiting_page(), 100); }).release();
    };
    ASSERT_EQ(waiting().size(), 5u);
    auto const first = waiting()[0].contact;
    EXPECT_TRUE(with<Note>(ann, [&](auto& g) { return close_contact(g, first); }).ok());
    EXPECT_EQ(waiting().size(), 4u);
    EXPECT_EQ(texts(ann).size(), 5u);
    EXPECT_FALSE(with<Note>(ann, [&](auto& g) { return close_contact(g, Uuid::v4(rng)); }).ok());
}

TEST_F(ContactsTest, AMergeMovesContactsAndCanBeUndoneForThirtyDays)
{
    auto const ann = add(somebody("Ann Lake")), anne = add(somebody("Anne Lake"));
    ASSERT_TRUE(note(ann, "first call").ok());
    ASSERT_TRUE(note(anne, "by form", "web_form").ok());
    auto join = [&](SubjectId into, SubjectId from) { return with<Merge>(into, [&](auto& g) { return merge(g, gate, from); }); };
    auto undo = [&](SubjectId from) { return with<Merge>(from, [&](auto& g) { return undo_merge(g, gate); }); };
    EXPECT_FALSE(join(ann, ann).ok());
    EXPECT_FALSE(undo(anne).ok());
    ASSERT_TRUE(join(ann, anne).ok());
    EXPECT_EQ(texts(ann).size(), 2u);
    EXPECT_TRUE(texts(anne).empty());
    auto const merged = with<Read>(anne, [&](auto& g) { return load(g); }).release();
    EXPECT_EQ(merged.state, "merged");
    EXPECT_EQ(merged.merged_into, ann);
    EXPECT_FALSE(join(ann, anne).ok()) << "once";
    EXPECT_FALSE(join(anne, ann).ok()) << "not into one that went elsewhere";
    ASSERT_TRUE(note(ann, "after the merge").ok());
    clock.advance(day * 29);
    ASSERT_TRUE(undo(anne).ok());
    EXPECT_EQ(texts(anne), (std::vector<std::string> { "by form" }));
    EXPECT_EQ(texts(ann).size(), 2u) << "what came later stays";
    ASSERT_TRUE(join(ann, anne).ok());
    clock.advance(day * 30);
    EXPECT_FALSE(undo(anne).ok());
}

TEST_F(ContactsTest, ARecordIsDestroyedSixYearsAfterTheLastContactAndNotADayBefore)
{
    auto const ann = add(somebody("Ann Lake"));
    clock.advance(day * 365 * 5);
    ASSERT_TRUE(note(ann, "again").ok());
    clock.advance(day * (365 * 6 + 1)); // six years by the calendar have one or two days more
    retention_day();
    EXPECT_TRUE(with<Read>(ann, [&](auto& g) { return load(g); }).ok());
    clock.advance(day * 2);
    retention_day();
    EXPECT_FALSE(with<Read>(ann, [&](auto& g) { return load(g); }).ok());
    EXPECT_EQ(left(), 0);
}

TEST_F(ContactsTest, AConfirmationWaitsForConsentAndSaysNothingElse)
{
    auto ann = somebody("Ann Lake");
    ann.organisation = employer;
    ann.contract = contract;
    ann.number = "AB 12-34";
    auto const id = add(ann);
    auto ask = [&](std::string const& reference, std::string const& number) {
        return as_employer<organisations::AskUsage>([&](auto& g) { return organisations::ask_usage(g, gate, reference, number); }).release();
    };
    auto seen = [&] {
        std::map<std::string, bool> out;
        for (auto const& s : as_employer<organisations::ReadOwn>([&](auto& g) { return organisations::usage_states(g, gate); }).release())
            out[s.reference] = s.confirmed_on.has_value();
        return out;
    };
    auto const of_ann = ask("claim 7", "ab1234"), declined = ask("claim 8", "AB1234");
    ask("claim 9", "no such number");
    EXPECT_EQ(seen(), (std::map<std::string, bool> { { "claim 7", false }, { "claim 8", false }, { "claim 9", false } }));
    EXPECT_EQ(with<Read>(id, [&](auto& g) { return usage_questions(g, gate); })->size(), 2u);
    auto answer = [&](Uuid request, std::string const& state) { return with<Change>(id, [&](auto& g) { return answer_usage(g, gate, request, state); }); };
    EXPECT_FALSE(answer(of_ann, "consented").ok()) << "nobody consents who was not asked";
    ASSERT_TRUE(answer(of_ann, "asked").ok());
    EXPECT_FALSE(seen().at("claim 7"));
    ASSERT_TRUE(answer(declined, "asked").ok());
    ASSERT_TRUE(answer(declined, "declined").ok());
    EXPECT_FALSE(answer(declined, "consented").ok()) << "an answer stays";
    ASSERT_TRUE(answer(of_ann, "consented").ok());
    EXPECT_EQ(seen(), (std::map<std::string, bool> { { "claim 7", true }, { "claim 8", false }, { "claim 9", false } }))
        << "a refusal looks like a number that nobody has";
    EXPECT_FALSE(answer(Uuid::v4(rng), "asked").ok());
}

TEST_F(ContactsTest, AnotherOrganisationSeesNothingOfIt)
{
    auto tx = db::Tx::begin(*all).release();
    auto const other = organisations::add(gate, tx, { "Other", "insurer", "uk", "MA-2" }).release();
    ASSERT_TRUE(tx.commit().ok());
    ASSERT_TRUE(as_employer<organisations::AskUsage>([&](auto& g) { return organisations::ask_usage(g, gate, "r", "123456"); }).ok());
    auto actor = access::Actor::client(other);
    actor.label = "organisation";
    auto const theirs = access::over_client<organisations::ReadOwn>(gate, *pool, actor, "eligibility", other,
        [&](auto& g) { return organisations::usage_states(g, gate); });
    ASSERT_TRUE(theirs.ok());
    EXPECT_TRUE(theirs->empty());
    EXPECT_FALSE(access::as_actor<Read>(gate, *pool, actor, "care", add(somebody("Ann Lake")), [&](auto& g) { return load(g); }).ok())
        << "no grant over a service user";
}

} // namespace
} // namespace wellkept::intake
