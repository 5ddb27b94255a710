#include "care/releases/states.h"

namespace wellkept::releases {

std::string_view name(State s)
{
    switch (s) {
    case State::prepared: return "prepared";
    case State::signed_: return "signed";
    case State::declined: return "declined";
    case State::revoked: return "revoked";
    case State::withdrawn: return "withdrawn";
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
    auto when = [&](State from, State to) { return s == from ? std::optional(to) : std::nullopt; };
    switch (e) {
    case Event::sign: return when(State::prepared, State::signed_);
    case Event::decline: return when(State::prepared, State::declined);
    case Event::withdraw: return when(State::prepared, State::withdrawn);
    case Event::revoke: return when(State::signed_, State::revoked);
    }
    return std::nullopt;
}

} // namespace wellkept::releases
