// What a search asks for. Private to the room.
#pragma once
#include "keep/fhir/fhir.h"

namespace wellkept::fhir {

struct Bound { // a date as FHIR searches for it: the stretch of time it names, and how it is compared
    std::string prefix; // eq, ge, gt, le, lt
    Instant from, until; // until lies outside
};
struct Query {
    std::optional<SubjectId> patient;
    std::vector<std::string> ids, statuses;
    std::vector<Bound> dates;
    std::size_t count = page_default, offset = 0;
    bool only_count = false;
    std::vector<std::pair<std::string, std::string>> understood; // for the self link
    std::map<std::string, std::string> given; // parameters of a ledger
    std::string after;
};
// bad_input: a parameter that cannot be read, one that narrows in a way unknown here (a modifier), or with
// `Prefer: handling=strict` one that is not known at all.
Result<Query> query_of(http::Request const&, Type const&);
bool fits(Query const&, Resource const&);
Wanted wanted_of(Query const&); // the stretch that its dates leave together
// What there is of a ledger without the parameter `subtype`, or with it.
Ledger const& ledger_of(Type const&, Query const&);
std::string leaf_bundle(Query const&, Type const&, Leaf const&, About const&, Instant now);
std::string bundle(Query const&, Type const&, std::vector<Resource> const& fitting, About const&, Instant now);
// unsupported: nothing but JSON is written.
Result<> check_format(http::Request const&);
std::string json_of(Resource const&);
http::Response answer(std::string body);

} // namespace wellkept::fhir
