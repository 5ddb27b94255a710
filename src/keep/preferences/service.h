// The rules over one set of events, whoever they are of. Private to the room.
#pragma once
#include "keep/preferences/preferences.h"
#include "keep/preferences/store.h"

namespace wellkept::preferences {

// The keyed hash by which a browser's rows are found.
Result<std::string> browser_key(access::Gate const&, std::string_view value);
bool speaks_gpc(http::Request const&);
// What holds of each choice: a yes to another wording is none, and GPC turns into a no what it refuses.
Preferences::States states(Catalogue const&, std::vector<store::Event> const&, bool gpc);

struct Wish {
    std::map<std::string, bool> choices;
    std::string method; // accept_all, reject_all, save
    std::string language = "en";
};
// The events that a wish adds to the latest ones. GPC goes before the wish. bad_input for a choice nobody offered.
Result<std::vector<store::NewEvent>> events_of(access::Gate const&, Catalogue const&,
    std::vector<store::Event> const& latest, Wish const&, bool gpc, bool Choice::*who);

} // namespace wellkept::preferences
