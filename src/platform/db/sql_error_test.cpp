#include "platform/db/db.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wellkept::db {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(SqlError, maps_every_class)
{
    struct Case {
        char const* state;
        Code code;
    };
    for (auto const& [state, code] :
        { Case { "23505", Code::conflict }, { "23503", Code::conflict }, { "23P01", Code::conflict },
            { "23502", Code::bug }, { "23514", Code::bug }, { "40001", Code::unavailable },
            { "40P01", Code::unavailable }, { "57014", Code::unavailable }, { "53100", Code::unavailable },
            { "53200", Code::unavailable }, { "53300", Code::unavailable }, { "55P03", Code::unavailable },
            { "57P01", Code::unavailable }, { "57P03", Code::unavailable }, { "08006", Code::unavailable },
            { "08P01", Code::bug }, { "42501", Code::bug }, { "42P01", Code::bug }, { "22021", Code::bad_input },
            { "22003", Code::bug }, { "58030", Code::unavailable }, { "XX000", Code::bug }, { "", Code::bug } }) {
        auto const e = sql_error(state, "room/query");
        EXPECT_EQ(e.code, code) << state;
        EXPECT_THAT(e.detail.text, HasSubstr("room/query: SQLSTATE " + std::string(state)));
    }
    EXPECT_THAT(sql_error("53100", "q").public_text.text, HasSubstr("cannot store anything just now"));
    EXPECT_TRUE(is_serialization_failure(sql_error("40P01", "q").context("outer")));
    EXPECT_FALSE(is_serialization_failure(sql_error("57014", "q")));
    EXPECT_THAT(sql_error("22P02", "q", {}, "invalid input: \"Zaphod\"").detail.text, Not(HasSubstr("Zaphod")));
    EXPECT_THAT(sql_error("42703", "q", {}, "column \"x\" does not exist").detail.text, HasSubstr("does not exist"));
}

TEST(Parameters, are_counted_in_the_text)
{
    EXPECT_EQ(highest_parameter("select 1"), 0u);
    EXPECT_EQ(highest_parameter("select $1, $12, $2$"), 12u);
    EXPECT_EQ(highest_parameter("$"), 0u);
}

// Bytes from a server are checked like any others.
template <typename T> bool reads(std::string_view bytes)
{
    T value {};
    return Codec<T>::decode(bytes, value);
}

TEST(Codec, refuses_bytes_of_another_length)
{
    for (std::size_t n : { 0, 3, 9, 17 }) {
        std::string const bytes(n, '\1');
        EXPECT_FALSE(reads<bool>(bytes));
        EXPECT_FALSE(reads<std::int16_t>(bytes));
        EXPECT_FALSE(reads<std::int32_t>(bytes));
        EXPECT_FALSE(reads<std::int64_t>(bytes));
        EXPECT_FALSE(reads<double>(bytes));
        EXPECT_FALSE(reads<Uuid>(bytes));
        EXPECT_FALSE(reads<Instant>(bytes));
        EXPECT_FALSE(reads<std::chrono::sys_days>(bytes));
    }
}

TEST(Codec, refuses_broken_arrays)
{
    std::string good;
    Codec<std::vector<std::int32_t>>::append(good, { 1, 2, 3 });
    EXPECT_TRUE(reads<std::vector<std::int32_t>>(good));
    for (std::size_t n = 0; n < good.size(); ++n)
        EXPECT_FALSE(reads<std::vector<std::int32_t>>(good.substr(0, n))) << n;
    EXPECT_FALSE(reads<std::vector<std::int32_t>>(good + "x"));
    auto const with = [&](std::size_t at, std::int32_t v) {
        std::string number, copy = good;
        wire::append(number, v);
        return copy.replace(at, 4, number);
    };
    EXPECT_FALSE(reads<std::vector<std::int32_t>>(with(0, 2))); // dimensions
    EXPECT_FALSE(reads<std::vector<std::int32_t>>(with(12, -1))); // count
    EXPECT_FALSE(reads<std::vector<std::int32_t>>(with(12, 2147483647))); // more than there is
    EXPECT_FALSE(reads<std::vector<std::int32_t>>(with(20, -1))); // a NULL element
    EXPECT_FALSE(reads<std::vector<std::int32_t>>(with(20, 5)));
}

TEST(Codec, an_instant_before_every_calendar_is_no_infinity)
{
    std::string bytes;
    Codec<Instant>::append(bytes, Instant::min());
    Instant back;
    ASSERT_TRUE(Codec<Instant>::decode(bytes, back)); // PostgreSQL refuses it as out of range
    EXPECT_NE(bytes, std::string("\x80\0\0\0\0\0\0\0", 8));
}

} // namespace
} // namespace wellkept::db
