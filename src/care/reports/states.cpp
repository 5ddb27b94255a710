#include "care/reports/states.h"

namespace wellkept::reports {

std::string_view name(State s)
{
    switch (s) {
    case State::draft: return "draft";
    case State::clinically_approved: return "clinically_approved";
    case State::with_service_user: return "with_service_user";
    case State::amendment_requested: return "amendment_requested";
    case State::revised: return "revised";
    case State::amendment_declined: return "amendment_declined";
    case State::agreed: return "agreed";
    case State::consent_withdrawn: return "consent_withdrawn";
    case State::released: return "released";
    case State::recalled: return "recalled";
    case State::superseded: return "superseded";
    }
    return "";
}

std::string_view name(Event e)
{
    switch (e) {
    case Event::approve: return "approve";
    case Event::send: return "send";
    case Event::ask_change: return "ask_change";
    case Event::revise: return "revise";
    case Event::decline_change: return "decline_change";
    case Event::agree: return "agree";
    case Event::attach: return "attach";
    case Event::withdraw: return "withdraw";
    case Event::release: return "release";
    case Event::recall: return "recall";
    case Event::supersede: return "supersede";
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
    using enum State;
    switch (e) {
    case Event::approve: return when(s == draft || s == revised, clinically_approved);
    case Event::send: return when(s == clinically_approved || s == with_service_user, with_service_user);
    case Event::ask_change: return when(s == with_service_user, amendment_requested);
    case Event::revise: return when(s == amendment_requested, revised);
    case Event::decline_change: return when(s == amendment_requested, amendment_declined);
    case Event::agree: return when(s == with_service_user || s == amendment_declined, agreed);
    case Event::attach: return when(s == amendment_declined, agreed);
    case Event::withdraw:
        if (s == released) return recalled;
        return when(s == with_service_user || s == amendment_requested || s == revised || s == amendment_declined || s == agreed, consent_withdrawn);
    case Event::release: return when(s == agreed, released);
    case Event::recall: return when(s == released, recalled);
    case Event::supersede: return when(s == agreed || s == released || s == recalled || s == consent_withdrawn, superseded);
    }
    return std::nullopt;
}

bool shown(State s) { return s != State::draft && s != State::clinically_approved && s != State::revised; }

} // namespace wellkept::reports
