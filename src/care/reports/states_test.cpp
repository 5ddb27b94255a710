// Random sequences of events against a model that knows no states, only what has happened.
#include "care/reports/states.h"
#include <gtest/gtest.h>
#include <random>

namespace wellkept::reports {
namespace {

struct Story {
    bool approved = false, read = false, asked = false, declined = false, yes = false, out = false, no = false, back = false, replaced = false;
    bool live() const { return !no && !back && !replaced; }
    bool apply(Event e)
    {
        bool const with_person = read && !asked && !declined && !yes;
        switch (e) {
        case Event::approve:
            if (!live() || approved) return false;
            return approved = true;
        case Event::send:
            if (!live() || !approved || asked || declined || yes) return false;
            return read = true;
        case Event::ask_change:
            if (!live() || !with_person) return false;
            return asked = true;
        case Event::revise: // a new text: approved and read anew
            if (!live() || !asked) return false;
            approved = read = asked = false;
            m_revised = true;
            return true;
        case Event::decline_change:
            if (!live() || !asked) return false;
            asked = false;
            return declined = true;
        case Event::agree:
            if (!live() || yes || !(with_person || declined)) return false;
            return yes = true;
        case Event::attach:
            if (!live() || yes || !declined) return false;
            return yes = true;
        case Event::withdraw:
            if (!live()) return false;
            if (out) return back = true;
            // What is being written, or lies approved and unsent, is not theirs to answer yet.
            if (!(read || (m_revised && !approved))) return false;
            return no = true;
        case Event::release:
            if (!live() || !yes || out) return false;
            return out = true;
        case Event::recall:
            if (!live() || !out) return false;
            return back = true;
        case Event::supersede:
            if (replaced || !(yes || no || back)) return false;
            return replaced = true;
        }
        return false;
    }
    bool m_revised = false;
};

TEST(ReportStates, AnySequenceKeepsToTheStoryAndNothingIsReleasedRoundThePerson)
{
    int released = 0;
    for (unsigned seed = 0; seed < 40'000; ++seed) {
        std::mt19937 random(seed);
        State state = State::draft;
        Story story;
        for (int step = 0; step < 24; ++step) {
            auto const e = events[random() % std::size(events)];
            auto const next = after(state, e);
            ASSERT_EQ(next.has_value(), story.apply(e)) << "seed " << seed << ": " << name(e) << " in " << name(state);
            if (!next) continue;
            state = *next;
            if (state == State::released) {
                ++released;
                ASSERT_TRUE(story.read && story.yes && story.live()) << "seed " << seed;
            }
        }
    }
    EXPECT_GT(released, 100) << "the sequences must reach what they are about";
}

TEST(ReportStates, WhereAChangeIsDeclinedThreeWaysAreOpenAndNoOther)
{
    for (auto const e : events) {
        bool const open = e == Event::withdraw || e == Event::attach || e == Event::agree;
        EXPECT_EQ(after(State::amendment_declined, e).has_value(), open) << name(e);
    }
}

TEST(ReportStates, OnlyWhatIsAgreedIsReleased)
{
    for (auto const s : states) {
        EXPECT_EQ(after(s, Event::release).has_value(), s == State::agreed) << name(s);
        EXPECT_EQ(state_of(name(s)), s);
    }
}

} // namespace
} // namespace wellkept::reports
