// Random sequences of events against a model that was written apart: a table of what leads where, and a count of who holds
// the case. No sequence reaches an illegal state, and nobody reaches a case after their assignment ended.
#include "care/cases/state.h"
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

namespace wellkept::cases {
namespace {

Uuid uuid(int n)
{
    Uuid u;
    u.bytes[15] = static_cast<std::uint8_t>(n);
    u.bytes[14] = static_cast<std::uint8_t>(n >> 8);
    return u;
}
SubjectId account(int n) { return { uuid(10'000 + n) }; }

// The model knows assignments by what happened to them, not by the machine's own words.
struct Model {
    std::string state = "enquiry";
    struct One {
        SubjectId who;
        bool clinician;
        bool answered_yes = false, treats = false, over = false;
    };
    std::map<Uuid, One> all;

    int offers() const { return count([](One const& o) { return o.clinician && !o.answered_yes && !o.over; }); }
    int treating() const { return count([](One const& o) { return o.clinician && o.answered_yes && !o.over; }); }
    std::set<SubjectId> inside() const
    {
        std::set<SubjectId> out;
        for (auto const& [id, o] : all)
            if (!o.over && (o.answered_yes || !o.clinician)) out.insert(o.who);
        return out;
    }
    template<typename F>
    int count(F f) const
    {
        int n = 0;
        for (auto const& [id, o] : all) n += f(o);
        return n;
    }
};

// What the event does in the model; false: it must be refused.
bool step(Model& m, Event const& e)
{
    auto const it = m.all.find(e.assignment);
    bool const known = it != m.all.end();
    auto in = [&](std::initializer_list<char const*> states) { return std::any_of(states.begin(), states.end(), [&](auto* s) { return m.state == s; }); };
    bool const offered = known && it->second.clinician && !it->second.answered_yes && !it->second.over;
    bool const held = known && !it->second.over && (it->second.answered_yes || !it->second.clinician);
    switch (e.what) {
    case What::assess:
        if (!in({ "enquiry", "triage", "awaiting_allocation" })) return false;
        m.state = "awaiting_allocation";
        return true;
    case What::take:
        if (m.state == "closed" || known || m.inside().contains(e.account)) return false;
        m.all[e.assignment] = { e.account, false };
        if (m.state == "enquiry") m.state = "triage";
        return true;
    case What::offer:
        if (m.state != "awaiting_allocation" || known || m.offers() > 0 || m.inside().contains(e.account)) return false;
        m.all[e.assignment] = { e.account, true };
        return true;
    case What::withdraw_offer:
        if (!offered) return false;
        it->second.over = true;
        return true;
    case What::accept:
        if (!offered || it->second.who != e.account || m.state != "awaiting_allocation") return false;
        it->second.answered_yes = true;
        m.state = "allocated";
        return true;
    case What::decline:
        if (!offered || it->second.who != e.account || m.state != "awaiting_allocation") return false;
        it->second.over = true;
        return true;
    case What::begin_treatment:
        if (m.state != "allocated") return false;
        for (auto& [id, o] : m.all)
            if (o.clinician && o.answered_yes && !o.over) o.treats = true;
        m.state = "in_treatment";
        return true;
    case What::hold:
        if (!in({ "allocated", "in_treatment" })) return false;
        m.state = "on_hold";
        return true;
    case What::resume:
        if (m.state != "on_hold") return false;
        m.state = m.treating() == 0 ? "awaiting_allocation" : "allocated";
        for (auto const& [id, o] : m.all)
            if (o.treats && !o.over) m.state = "in_treatment";
        return true;
    case What::hand_back:
        if (!held) return false;
        it->second.over = true;
        if (it->second.clinician && in({ "allocated", "in_treatment" })) m.state = "awaiting_allocation";
        return true;
    case What::begin_closing:
        if (!in({ "allocated", "in_treatment", "on_hold" })) return false;
        m.state = "closing";
        return true;
    case What::close:
        if (!in({ "enquiry", "triage", "awaiting_allocation", "closing" })) return false;
        m.state = "closed";
        for (auto& [id, o] : m.all) o.over = true;
        return true;
    }
    return false;
}

TEST(CaseState, RandomSequencesNeverLeaveTheModel)
{
    std::map<std::string, int> seen;
    int taken = 0, refused = 0;
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        std::mt19937 rng(seed);
        auto pick = [&](int n) { return static_cast<int>(rng() % static_cast<unsigned>(n)); };
        Standing s;
        Model m;
        int fresh = 0;
        for (int i = 0; i < 60; ++i) {
            Event e { static_cast<What>(pick(12)) };
            if (e.what == What::close && pick(5) > 0) e.what = static_cast<What>(pick(8)); // so that cases live a while
            bool const begins = e.what == What::take || e.what == What::offer;
            e.assignment = begins && pick(10) > 0 ? uuid(++fresh) : uuid(1 + pick(std::max(fresh, 1)));
            e.account = account(pick(4));
            if (!begins && pick(2) == 0)
                if (auto const* a = s.find(e.assignment)) e.account = a->account;
            auto const before = m;
            auto const next = apply(s, e);
            bool const allowed = step(m, e);
            ASSERT_EQ(next.has_value(), allowed) << "seed " << seed << " step " << i << " event " << int(e.what) << " in " << before.state;
            if (!next) {
                m = before;
                ++refused;
                continue;
            }
            ++taken;
            s = *next;
            ASSERT_EQ(name(s.state), m.state) << "seed " << seed << " step " << i << " event " << int(e.what);
            ++seen[m.state];
            for (int who = 0; who < 4; ++who)
                ASSERT_EQ(reaches(s, account(who)), m.inside().contains(account(who))) << "seed " << seed << " step " << i;
            // What must hold of every state, whatever led there.
            ASSERT_TRUE(s.state != State::closed || m.inside().empty());
            ASSERT_TRUE((s.state != State::allocated && s.state != State::in_treatment) || m.treating() == 1);
            ASSERT_LE(m.treating(), 1);
            ASSERT_LE(m.offers(), 1);
        }
    }
    EXPECT_EQ(seen.size(), 7u) << "each state that an event leads to was reached";
    EXPECT_GT(taken, 20'000);
    EXPECT_GT(refused, 20'000);
}

TEST(CaseState, AClosedCaseTakesNothingMore)
{
    Standing s;
    s = *apply(s, { What::take, uuid(1), account(1) });
    s = *apply(s, { What::close });
    EXPECT_FALSE(reaches(s, account(1)));
    for (int what = 0; what < 12; ++what)
        for (int id = 1; id < 3; ++id) EXPECT_FALSE(apply(s, { static_cast<What>(what), uuid(id), account(1) })) << what;
}

TEST(CaseState, NamesGoBothWays)
{
    for (int i = 0; i < 8; ++i) EXPECT_EQ(state_of(name(static_cast<State>(i))), static_cast<State>(i));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(held_of(name(static_cast<Held>(i))), static_cast<Held>(i));
    EXPECT_FALSE(state_of("released"));
    EXPECT_FALSE(part_of(""));
}

} // namespace
} // namespace wellkept::cases
