#include "care/referrals/states.h"

namespace wellkept::referrals {

std::string_view name(State s)
{
    switch (s) {
    case State::drafted: return "drafted";
    case State::submitted: return "submitted";
    case State::awaiting_service_user: return "awaiting_service_user";
    case State::consented: return "consented";
    case State::declined: return "declined";
    case State::accepted: return "accepted";
    case State::closed: return "closed";
    case State::withdrawn: return "withdrawn";
    }
    return "";
}

std::string_view name(Event e)
{
    switch (e) {
    case Event::submit: return "submit";
    case Event::bind: return "bind";
    case Event::consent: return "consent";
    case Event::decline: return "decline";
    case Event::accept: return "accept";
    case Event::close: return "close";
    case Event::withdraw: return "withdraw";
    }
    return "";
}

std::optional<State> state_of(std::string_view text)
{
    for (auto const s : states)
        if (name(s) == text) return s;
    return std::nullopt;
}

std::optional<State> after(State s, Event e)
{
    auto when = [&](bool fits, State next) { return fits ? std::optional(next) : std::nullopt; };
    switch (e) {
    case Event::submit: return when(s == State::drafted, State::submitted);
    case Event::bind: return when(s == State::submitted, State::awaiting_service_user);
    case Event::consent: return when(s == State::awaiting_service_user, State::consented);
    case Event::decline: return when(s == State::awaiting_service_user, State::declined);
    case Event::accept: return when(s == State::consented, State::accepted);
    // Only after a consent: what is closed may still be shared. One that is never answered waits, and nothing comes of it.
    case Event::close: return when(s == State::consented || s == State::accepted, State::closed);
    // A closed one too: what came of it is shared no longer. Whoever was never asked has nothing to withdraw.
    case Event::withdraw:
        return when(s == State::awaiting_service_user || s == State::consented || s == State::accepted || s == State::closed, State::withdrawn);
    }
    return std::nullopt;
}

std::string_view told(State s, bool tells)
{
    if (s == State::submitted) return "received";
    if (!tells || s == State::drafted || s == State::awaiting_service_user) return "";
    return name(s);
}

} // namespace wellkept::referrals
