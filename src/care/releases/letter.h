// The texts: of a form as the person reads it, and of a letter. Private to the room; only for .cpp files.
#pragma once
#include "care/releases/json.h"
#include "platform/pdf/pdf.h"

namespace wellkept::releases {

std::string day(Instant); // YYYY-MM-DD
// The same for the same: its hash is what is signed.
std::string form_text(Rules const&, Wanted const&, std::string const& person, int statement);
// Stamped with recipient and date, and the signed form at its end.
pdf::Document letter_document(Rules const&, std::string const& person, Body const& form, Signature const&, std::vector<Item> const& parts, Uuid letter, Instant at);

} // namespace wellkept::releases
