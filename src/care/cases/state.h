// What may become of a case and of who works on it: pure, so that a test can drive it at random. An episode that was closed
// stays closed; whoever comes back gets a new one, and with it a new assignment.
#pragma once
#include "base/ids.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::cases {

enum class State { enquiry, triage, awaiting_allocation, allocated, in_treatment, on_hold, closing, closed };
// manager: coordinates, and takes a case by hand. clinician: is offered it, and answers.
enum class Part { manager, clinician };
enum class Held { offered, accepted, active, ended, declined };

std::string_view name(State);
std::string_view name(Part);
std::string_view name(Held);
std::optional<State> state_of(std::string_view);
std::optional<Part> part_of(std::string_view);
std::optional<Held> held_of(std::string_view);

struct Assignment {
    Uuid id;
    SubjectId account;
    Part part = Part::clinician;
    Held held = Held::offered;

    bool open() const { return held == Held::accepted || held == Held::active; } // the case is theirs
};
struct Standing {
    State state = State::enquiry;
    std::vector<Assignment> assignments {};

    Assignment const* find(Uuid assignment) const;
    Assignment const* clinician() const; // whose the treatment is at this moment
};

enum class What { assess, take, offer, withdraw_offer, accept, decline, begin_treatment, hold, resume, hand_back, begin_closing, close };
struct Event {
    What what;
    Uuid assignment {};   // take, offer: of the new one; withdraw_offer, accept, decline, hand_back: which
    SubjectId account {}; // take, offer: whose; accept, decline: who answers
};

// Where it leads; empty: not from here.
std::optional<Standing> apply(Standing, Event const&);
// Whether the case is open to the account. Nothing else opens it, but for a broken glass.
bool reaches(Standing const&, SubjectId account);

} // namespace wellkept::cases
