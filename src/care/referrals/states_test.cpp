// Random sequences of events against a model that is written another way: as the story of a consent.
#include "care/referrals/states.h"
#include <gtest/gtest.h>
#include <random>

namespace wellkept::referrals {
namespace {

// The model knows no states, only what has happened.
struct Story {
    bool submitted = false, asked = false, yes = false, no = false, taken_on = false, closed = false, taken_back = false;
    bool over() const { return no || taken_back; }
    bool apply(Event e)
    {
        switch (e) {
        case Event::submit: return !submitted && (submitted = true);
        case Event::bind: return submitted && !asked && (asked = true);
        case Event::consent: return asked && !yes && !over() && !closed && (yes = true);
        case Event::decline: return asked && !yes && !over() && !closed && (no = true);
        case Event::accept: return yes && !taken_on && !over() && !closed && (taken_on = true);
        case Event::close: return yes && !over() && !closed && (closed = true);
        case Event::withdraw: return asked && !over() && (taken_back = true);
        }
        return false;
    }
    bool work() const { return yes && taken_on && !closed && !over(); }
};

TEST(States, AnySequenceOfEventsKeepsToTheStory)
{
    for (unsigned seed = 0; seed < 20'000; ++seed) {
        std::mt19937 random(seed);
        State state = State::drafted;
        Story story;
        for (int step = 0; step < 12; ++step) {
            auto const e = events[random() % std::size(events)];
            auto const next = after(state, e);
            ASSERT_EQ(next.has_value(), story.apply(e)) << "seed " << seed << ": " << name(e) << " in " << name(state);
            if (next) state = *next;
            ASSERT_EQ(work_allowed(state), story.work()) << "seed " << seed << " in " << name(state);
            if (sharing_allowed(state)) {
                ASSERT_TRUE(story.yes && !story.over()) << "seed " << seed << ": shared round the person";
            }
        }
    }
}

TEST(States, AfterANoOrAWithdrawalNothingHappensAnyMore)
{
    for (auto const s : { State::declined, State::withdrawn })
        for (auto const e : events) EXPECT_FALSE(after(s, e)) << name(e) << " after " << name(s);
}

TEST(States, WithoutLeaveAnOrganisationHearsReceivedAndNeverMore)
{
    for (auto const s : states) {
        EXPECT_EQ(told(s, false), s == State::submitted ? "received" : "") << name(s);
        EXPECT_EQ(state_of(name(s)), s);
    }
    EXPECT_EQ(told(State::declined, true), "declined");
    EXPECT_EQ(told(State::awaiting_service_user, true), "") << "that they were reached is theirs";
}

} // namespace
} // namespace wellkept::referrals
