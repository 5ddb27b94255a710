// For this room's tests: that a resource is one, and what stands where in it.
#pragma once
#include "care/fhir/build.h"
#include <gtest/gtest.h>

namespace wellkept::care_fhir {

inline Instant at(char const* text) { return *parse_rfc3339(text); }
inline SubjectId const who { *Uuid::parse("00000000-0000-4000-8000-00000000000a") };
inline SubjectId const mary { *Uuid::parse("00000000-0000-4000-8000-00000000000b") };
inline Uuid const record { *Uuid::parse("00000000-0000-4000-8000-00000000000c") };

// What FHIR's JSON never has: null, empty texts, lists and objects.
inline void no_gaps(bj::value const& v, std::string const& where)
{
    if (v.is_object()) {
        EXPECT_FALSE(v.as_object().empty()) << where;
        for (auto const& m : v.as_object()) no_gaps(m.value(), where + "." + std::string(m.key()));
    } else if (v.is_array()) {
        EXPECT_FALSE(v.as_array().empty()) << where;
        for (auto const& e : v.as_array()) no_gaps(e, where + "[]");
    } else {
        EXPECT_FALSE(v.is_null()) << where;
        EXPECT_FALSE(v.is_string() && v.as_string().empty()) << where;
    }
}
inline bj::object const& checked(Resource const& r)
{
    EXPECT_EQ(r.body->at("resourceType").as_string(), r.type);
    EXPECT_EQ(r.body->at("id").as_string(), r.id);
    EXPECT_LE(r.id.size(), 64u);
    if (!r.status.empty()) {
        EXPECT_EQ(std::string(r.body->at("status").as_string()), r.status);
    }
    no_gaps(*r.body, r.type);
    return *r.body;
}
inline std::string at_path(bj::value const& v, char const* pointer)
{
    boost::system::error_code none;
    auto const* found = v.find_pointer(pointer, none);
    return !found ? "" : found->is_string() ? std::string(found->as_string()) : json::text(*found);
}

} // namespace wellkept::care_fhir
