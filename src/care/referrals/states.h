// What may happen to a referral, and after what. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wellkept::referrals {

enum class State { drafted, submitted, awaiting_service_user, consented, declined, accepted, closed, withdrawn };
enum class Event {
    submit,   // the organisation hands it over
    bind,     // the desk has found or registered the person
    consent,  // the person
    decline,  // the person
    accept,   // a case manager takes the work on
    close,    // the work is done, or comes to nothing after a consent
    withdraw, // the person, at any moment after they were asked
};
inline constexpr State states[] = { State::drafted, State::submitted, State::awaiting_service_user, State::consented, State::declined,
    State::accepted, State::closed, State::withdrawn };
inline constexpr Event events[] = { Event::submit, Event::bind, Event::consent, Event::decline, Event::accept, Event::close, Event::withdraw };

std::string_view name(State);
std::string_view name(Event);
std::optional<State> state_of(std::string_view);

// None: that cannot happen now.
std::optional<State> after(State, Event);
// Whether anybody may work on it, and whether anything that came of it may go to the organisation. Both rest on a consent that holds.
constexpr bool work_allowed(State s) { return s == State::accepted; }
constexpr bool sharing_allowed(State s) { return s == State::accepted || s == State::closed; }
// What the organisation is told when the person lets it know the state; empty: nothing new. Without their leave it hears
// "received", and never more: not even that there was an answer.
std::string_view told(State, bool tells);

} // namespace wellkept::referrals
