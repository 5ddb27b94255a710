// Typed identifiers. All are UUIDs (RFC 9562); new ones are version 7, so that they sort by time of making.
#pragma once
#include "base/clock.h"
#include "base/rng.h"
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wellkept {

struct Uuid {
    std::array<std::uint8_t, 16> bytes {};

    auto operator<=>(Uuid const&) const = default;
    bool is_nil() const { return *this == Uuid {}; }
    std::string text() const; // 36 characters, lower case
    static std::optional<Uuid> parse(std::string_view); // only the 36-character form
    static Uuid v7(Clock const&, Rng&); // RFC 9562 section 5.7
    static Uuid v4(Rng&); // where the time of making must not show
};

template<typename Tag>
struct Id {
    Uuid value;

    auto operator<=>(Id const&) const = default;
    std::string text() const { return value.text(); }
    static Id fresh(Clock const& c, Rng& r) { return { Uuid::v7(c, r) }; }
    static std::optional<Id> parse(std::string_view s)
    {
        auto u = Uuid::parse(s);
        if (!u) return std::nullopt;
        return Id { *u };
    }
};

using SubjectId = Id<struct SubjectTag>;       // a person; a Member of Connect is a subject of one Client
using ClientId = Id<struct ClientTag>;         // a healthcare portal
using ConnectionId = Id<struct ConnectionTag>; // a Member's link to one Program
using RequestId = Id<struct RequestTag>;       // one HTTP request or one run of a job
using JobId = Id<struct JobTag>;
using KeyId = Id<struct KeyTag>;
using StreamId = Id<struct StreamTag>; // one person's one metric from one source

} // namespace wellkept

template<>
struct std::hash<wellkept::Uuid> {
    std::size_t operator()(wellkept::Uuid const& u) const noexcept;
};
template<typename Tag>
struct std::hash<wellkept::Id<Tag>> {
    std::size_t operator()(wellkept::Id<Tag> const& i) const noexcept { return std::hash<wellkept::Uuid> {}(i.value); }
};
