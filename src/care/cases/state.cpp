#include "care/cases/state.h"
#include <algorithm>
#include <array>

namespace wellkept::cases {
namespace {

constexpr std::array<std::string_view, 8> states { "enquiry", "triage", "awaiting_allocation", "allocated", "in_treatment", "on_hold", "closing", "closed" };
constexpr std::array<std::string_view, 2> parts { "manager", "clinician" };
constexpr std::array<std::string_view, 5> helds { "offered", "accepted", "active", "ended", "declined" };

template<typename E, std::size_t N>
std::optional<E> find_in(std::array<std::string_view, N> const& names, std::string_view s)
{
    auto const it = std::find(names.begin(), names.end(), s);
    if (it == names.end()) return std::nullopt;
    return static_cast<E>(it - names.begin());
}

Assignment* of(Standing& s, Uuid id)
{
    for (auto& a : s.assignments)
        if (a.id == id) return &a;
    return nullptr;
}

bool open(State s) { return s != State::closed; }
bool with_clinician(State s) { return s == State::allocated || s == State::in_treatment; }

} // namespace

std::string_view name(State s) { return states.at(static_cast<std::size_t>(s)); }
std::string_view name(Part p) { return parts.at(static_cast<std::size_t>(p)); }
std::string_view name(Held h) { return helds.at(static_cast<std::size_t>(h)); }
std::optional<State> state_of(std::string_view s) { return find_in<State>(states, s); }
std::optional<Part> part_of(std::string_view s) { return find_in<Part>(parts, s); }
std::optional<Held> held_of(std::string_view s) { return find_in<Held>(helds, s); }

Assignment const* Standing::find(Uuid assignment) const
{
    for (auto const& a : assignments)
        if (a.id == assignment) return &a;
    return nullptr;
}
Assignment const* Standing::clinician() const
{
    for (auto const& a : assignments)
        if (a.part == Part::clinician && a.open()) return &a;
    return nullptr;
}

std::optional<Standing> apply(Standing s, Event const& e)
{
    switch (e.what) {
    case What::assess: // again and again, as long as nobody treats
        if (s.state != State::enquiry && s.state != State::triage && s.state != State::awaiting_allocation) return {};
        s.state = State::awaiting_allocation;
        return s;
    case What::take:
        if (!open(s.state) || s.find(e.assignment) || reaches(s, e.account)) return {};
        s.assignments.push_back({ e.assignment, e.account, Part::manager, Held::active });
        if (s.state == State::enquiry) s.state = State::triage;
        return s;
    case What::offer:
        // One open offer at a time: nobody else hears of the person meanwhile.
        if (s.state != State::awaiting_allocation || s.find(e.assignment) || reaches(s, e.account)) return {};
        for (auto const& a : s.assignments)
            if (a.held == Held::offered) return {};
        s.assignments.push_back({ e.assignment, e.account, Part::clinician, Held::offered });
        return s;
    case What::withdraw_offer:
        if (auto* a = of(s, e.assignment); a && a->held == Held::offered) {
            a->held = Held::ended;
            return s;
        }
        return {};
    case What::accept:
    case What::decline:
        if (auto* a = of(s, e.assignment); a && a->held == Held::offered && a->account == e.account && s.state == State::awaiting_allocation) {
            a->held = e.what == What::accept ? Held::accepted : Held::declined;
            if (e.what == What::accept) s.state = State::allocated;
            return s;
        }
        return {};
    case What::begin_treatment:
        if (s.state != State::allocated || !s.clinician()) return {};
        s.state = State::in_treatment;
        of(s, s.clinician()->id)->held = Held::active;
        return s;
    case What::hold:
        if (!with_clinician(s.state)) return {};
        s.state = State::on_hold;
        return s;
    case What::resume:
        if (s.state != State::on_hold) return {};
        s.state = !s.clinician() ? State::awaiting_allocation : s.clinician()->held == Held::active ? State::in_treatment : State::allocated;
        return s;
    case What::hand_back:
        if (auto* a = of(s, e.assignment); a && a->open()) {
            a->held = Held::ended;
            // On hold it stays so; while it is being closed the closing goes on.
            if (a->part == Part::clinician && with_clinician(s.state)) s.state = State::awaiting_allocation;
            return s;
        }
        return {};
    case What::begin_closing:
        if (!with_clinician(s.state) && s.state != State::on_hold) return {};
        s.state = State::closing;
        return s;
    case What::close:
        if (!open(s.state) || with_clinician(s.state) || s.state == State::on_hold) return {}; // these close by way of closing
        s.state = State::closed;
        for (auto& a : s.assignments)
            if (a.open() || a.held == Held::offered) a.held = Held::ended;
        return s;
    }
    return {};
}

bool reaches(Standing const& s, SubjectId account)
{
    return std::any_of(s.assignments.begin(), s.assignments.end(), [&](auto const& a) { return a.account == account && a.open(); });
}

} // namespace wellkept::cases
