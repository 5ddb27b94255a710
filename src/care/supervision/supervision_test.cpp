// Supervision: who may ask whom, that no name and no case goes with it, and what becomes of it.
#include "care/supervision/supervision.h"
#include "care/cases/testing_house.h"

namespace wellkept::supervision {
namespace {

class Supervision : public cases::testing::House {
protected:
    Result<> appointed(SubjectId by, SubjectId whom, SubjectId supervisor, std::optional<Instant> until = {})
    {
        return as<Appoint>(by, whom, std::string(purpose), [&](auto& g) { return appoint(g, gate, supervisor, until); });
    }
    Result<Uuid> asked(SubjectId who, Uuid id, std::string const& text = "The grief after a move; I feel stuck.")
    {
        return as<Ask>(who, [&](auto& g) { return ask(g, parts, id, {}, text); });
    }
    Result<std::vector<Question>> waiting(SubjectId who)
    {
        return listing<ListMine>(who, access::care_tenant, std::string(purpose), [&](auto& g) { return questions(g, parts); });
    }
    Result<int> done(SubjectId who, Uuid item, int days_from_now = 0)
    {
        return listing<Discuss>(who, access::care_tenant, std::string(purpose), [&](auto& g) -> Result<int> {
            TRY(discuss(g, parts, item, std::chrono::floor<std::chrono::days>(clock.now()) + std::chrono::days(days_from_now), "Slow down; look at the ending."));
            return 1;
        });
    }
    Result<std::vector<Overdue>> late(SubjectId who)
    {
        return listing<Govern>(who, access::care_tenant, std::string(purpose), [&](auto& g) { return overdue(g, parts); });
    }
    Context const parts { *pool, gate, Rules::load(WELLKEPT_SOURCE_DIR "/policy").release() };
};

TEST_F(Supervision, GoesToTheSupervisorWithoutTheCaseOpening)
{
    auto const id = allocated_to(omar);
    EXPECT_EQ(asked(omar, id).error().code, Code::conflict) << "nobody supervises him";
    auto const yes = appointed(lead, omar, mary);
    ASSERT_TRUE(yes.ok()) << yes.error().public_text.text << yes.error().detail.text;
    auto const item = asked(omar, id);
    ASSERT_TRUE(item.ok()) << item.error().public_text.text << item.error().detail.text;
    auto const list = waiting(mary);
    ASSERT_TRUE(list.ok()) << list.error().public_text.text << list.error().detail.text;
    ASSERT_EQ(list->size(), 1u);
    EXPECT_EQ(list->at(0).question, "The grief after a move; I feel stuck.");
    EXPECT_EQ(list->at(0).account, omar);
    EXPECT_FALSE(reads(mary, id)) << "to hear of a case is not to hold it";
    EXPECT_EQ(asked(mary, id).error().code, Code::not_found);
    EXPECT_TRUE(waiting(lead)->empty()) << "whoever appoints does not read along";
    EXPECT_FALSE(waiting(omar).ok());
    EXPECT_FALSE(waiting(manager).ok());
    auto const came = done(mary, *item);
    ASSERT_TRUE(came.ok()) << came.error().public_text.text << came.error().detail.text;
    EXPECT_EQ(done(mary, *item).error().code, Code::not_found) << "it does not wait any more";
    auto const known = as<ReadOfCase>(omar, [&](auto& g) { return of_case(g, id); });
    ASSERT_TRUE(known.ok());
    ASSERT_EQ(known->size(), 1u);
    EXPECT_EQ(known->at(0).state, "discussed");
    EXPECT_EQ(known->at(0).outcome, "Slow down; look at the ending.");
    EXPECT_EQ(known->at(0).discussed_with, mary);
}

TEST_F(Supervision, LastsAsLongAsTheLink)
{
    auto const id = allocated_to(omar);
    ASSERT_TRUE(appointed(lead, omar, mary, clock.now() + std::chrono::hours(48)).ok());
    auto const item = asked(omar, id);
    ASSERT_TRUE(item.ok());
    clock.advance(std::chrono::hours(49));
    EXPECT_TRUE(waiting(mary)->empty());
    EXPECT_EQ(done(mary, *item).error().code, Code::not_found);
    ASSERT_TRUE(appointed(director, omar, lead).ok());
    EXPECT_EQ(waiting(lead)->size(), 1u) << "it waits for whoever comes next";
    ASSERT_TRUE(appointed(director, omar, mary).ok()) << "one at a time";
    EXPECT_TRUE(waiting(lead)->empty());
    ASSERT_TRUE((as<Appoint>(lead, omar, std::string(purpose), [&](auto& g) { return end_link(g, gate); }).ok()));
    EXPECT_TRUE(waiting(mary)->empty());
    EXPECT_EQ((as<Appoint>(lead, omar, std::string(purpose), [&](auto& g) { return end_link(g, gate); }).error().code), Code::not_found);
}

TEST_F(Supervision, IsAppointedByWhoeverGovernsAndByNobodyOverThemself)
{
    EXPECT_FALSE(appointed(manager, omar, mary).ok());
    EXPECT_FALSE(appointed(omar, omar, mary).ok());
    EXPECT_EQ(appointed(lead, mary, mary).error().code, Code::bad_input);
    EXPECT_EQ(appointed(lead, omar, manager).error().code, Code::conflict) << "who is not vetted supervises nobody";
    EXPECT_EQ(appointed(lead, omar, mary, clock.now() - std::chrono::hours(1)).error().code, Code::bad_input);
}

TEST_F(Supervision, AWallStandsBeforeTheSupervisorToo)
{
    auto const id = allocated_to(omar);
    ASSERT_TRUE(appointed(lead, omar, mary).ok());
    auto const item = asked(omar, id);
    ASSERT_TRUE((as<cases::WallOff>(lead, [&](auto& g) { return cases::wall(g, gate, mary, "a neighbour"); }).ok()));
    EXPECT_TRUE(waiting(mary)->empty());
    EXPECT_FALSE(done(mary, *item).ok());
}

TEST_F(Supervision, WhatWaitsTooLongShowsToGovernanceAndNamesNoPerson)
{
    auto const id = allocated_to(omar);
    ASSERT_TRUE(appointed(lead, omar, mary).ok());
    auto const item = asked(omar, id);
    EXPECT_TRUE(late(lead)->empty());
    clock.advance(std::chrono::hours(24 * parts.rules.due_days));
    auto const all = late(lead);
    ASSERT_TRUE(all.ok()) << all.error().detail.text;
    ASSERT_EQ(all->size(), 1u);
    EXPECT_EQ(all->at(0).account, omar);
    EXPECT_FALSE(all->at(0).supervisor_name.empty());
    EXPECT_FALSE(late(mary).ok());
    EXPECT_EQ(done(mary, *item, 2).error().code, Code::bad_input) << "a day to come";
    EXPECT_EQ(done(mary, *item, -20).error().code, Code::bad_input) << "before it was asked";
    ASSERT_TRUE(done(mary, *item).ok());
    EXPECT_TRUE(late(lead)->empty());
}

TEST_F(Supervision, IsErasedWithThePersonUnlessHeld)
{
    auto const id = allocated_to(omar);
    ASSERT_TRUE(appointed(lead, omar, mary).ok());
    auto const item = asked(omar, id);
    auto const room = contract();
    ASSERT_TRUE(as<Ask>(omar, [&](auto& g) -> Result<> {
        access::ErasureScope held;
        held.kept[std::string(record_class)] = { *item };
        EXPECT_EQ(TRY(room->erase(g, held)), 0);
        EXPECT_EQ(TRY(room->erase(g, {})), 1);
        EXPECT_EQ(TRY(room->erase(g, {})), 0);
        return {};
    }).ok());
}

} // namespace
} // namespace wellkept::supervision
