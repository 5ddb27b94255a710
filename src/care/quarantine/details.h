// What lies sealed in a file's row, and its key among it. Private to the room.
#pragma once
#include "care/quarantine/store.h"

namespace wellkept::quarantine {

struct Details {
    std::string name, type;
    std::string key; // base64 of the key of its bytes; empty: destroyed
};
std::string details_json(Details const&);
Result<Details> parse_details(std::string_view);
Result<Details> details_of(access::SubjectGrant const&, store::Row const&);
Result<Details> details_of(access::Gate const&, store::Row const&); // of one that is unbound
Result<db::Bytes> seal_details(access::SubjectGrant const&, Uuid file, Details const&);
Result<db::Bytes> seal_details(access::Gate const&, Uuid file, Details const&);
access::Place details_place(Uuid file);

inline std::string blob_key(Uuid file) { return "quarantine/" + file.text(); }
Result<std::string> unsealed(Details const&, Uuid file, std::string const& sealed);

inline constexpr std::string_view scanner_down = "scanner_down";
struct Look {
    Uuid file;
    std::int32_t tries;
};
std::string look_json(Look const&);
Result<Look> parse_look(std::string_view);

} // namespace wellkept::quarantine
