// What may happen to a form, and when it holds. Pure.
#pragma once
#include "base/clock.h"
#include <optional>
#include <string_view>

namespace wellkept::releases {

enum class State { prepared, signed_, declined, revoked, withdrawn };
enum class Event {
    sign,     // the person, to the text that was shown, before its end
    decline,  // the person
    revoke,   // the person, at any time
    withdraw, // whoever prepares: it was a mistake
};
inline constexpr State states[] = { State::prepared, State::signed_, State::declined, State::revoked, State::withdrawn };
inline constexpr Event events[] = { Event::sign, Event::decline, Event::revoke, Event::withdraw };

std::string_view name(State);
std::optional<State> state_of(std::string_view);
std::optional<State> after(State, Event); // none: that cannot happen now
inline bool in_force(State s, Instant ends, Instant now) { return s == State::signed_ && now < ends; }

} // namespace wellkept::releases
