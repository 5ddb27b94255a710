// What may happen to a report, and after what. After the way of the Access to Medical Reports Act 1988: the person reads it
// first, may ask for changes within 21 days, and where a change is declined may withdraw, attach their views or agree. Pure.
#pragma once
#include <optional>
#include <string_view>

namespace wellkept::reports {

enum class State {
    draft,
    clinically_approved,
    with_service_user,
    amendment_requested,
    revised,
    amendment_declined,
    agreed,
    consent_withdrawn,
    released,
    recalled,
    superseded,
};
enum class Event {
    approve,        // another clinician than the writer
    send,           // to the person; again, if the time to ask for changes should begin anew
    ask_change,     // the person, while the time runs
    revise,         // the writer; then it is approved again
    decline_change, // the writer
    agree,          // the person, to this very text
    attach,         // the person: unchanged, but with their views attached, which go with it
    withdraw,       // the person
    release,
    recall,
    supersede,      // another report takes its place
};
inline constexpr State states[] = { State::draft, State::clinically_approved, State::with_service_user, State::amendment_requested, State::revised,
    State::amendment_declined, State::agreed, State::consent_withdrawn, State::released, State::recalled, State::superseded };
inline constexpr Event events[] = { Event::approve, Event::send, Event::ask_change, Event::revise, Event::decline_change, Event::agree, Event::attach,
    Event::withdraw, Event::release, Event::recall, Event::supersede };

std::string_view name(State);
std::string_view name(Event);
std::optional<State> state_of(std::string_view);
std::optional<State> after(State, Event); // none: that cannot happen now
// Whether the person sees it: not before it was sent to them.
bool shown(State);

} // namespace wellkept::reports
