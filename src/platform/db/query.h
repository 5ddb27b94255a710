// SQL as named, typed constants. They stand in each room's store.cpp; a test PREPAREs every one against the schema.
#pragma once
#include "platform/db/types.h"
#include <string>
#include <string_view>

namespace wellkept::access {
class PassIssuer;
}

namespace wellkept::db {

class QueryBase {
public:
    std::string_view name; // "timeseries/list_segments", unique
    std::string_view text; // one statement, $1..$n
    bool personal;
    QueryShape shape;

    QueryBase(QueryBase const&) = delete;
    QueryBase& operator=(QueryBase const&) = delete;

protected:
    QueryBase(std::string_view n, std::string_view t, bool personal, QueryShape); // joins the registry
    ~QueryBase(); // leaves it

private:
    friend struct Registry;
    QueryBase* m_next = nullptr;
};

// Row: Unit for none, else an aggregate whose members, in order, are the columns. P: the parameters, in order.
// Types: bool, int16/32/64, double, std::string (text), Bytes (bytea), Uuid and Id<T> (uuid), Instant (timestamptz),
// std::chrono::sys_days (date), std::optional<T> (nullable), std::vector<T> (one-dimensional array).

// Touches no personal table. Anything that holds a Tx may run it.
template <typename Row, typename... P> class PlainQuery final : public QueryBase {
public:
    PlainQuery(std::string_view n, std::string_view t)
        : QueryBase(n, t, false, shape_of<Row, P...>())
    {
    }
};

// Touches a personal table: only a grant can run it, and the grant supplies $1 (the subject, or the group).
template <typename Row, typename... P> class PersonalQuery final : public QueryBase {
public:
    PersonalQuery(std::string_view n, std::string_view t)
        : QueryBase(n, t, true, shape_of<Row, P...>())
    {
    }
};

// COPY table (columns) FROM STDIN BINARY. PostgreSQL refuses COPY FROM into a table whose row security applies to the
// role: there, INSERT ... SELECT FROM unnest($1, $2) with array parameters.
struct CopyText {
    std::string select, copy;
    CopyText(std::string_view table, std::string_view columns);
};

template <typename Row> class PlainCopy final : public CopyText, public QueryBase {
public:
    PlainCopy(std::string_view n, std::string_view table, std::string_view columns)
        : CopyText(table, columns)
        , QueryBase(n, CopyText::select, false, shape_of<Row>())
    {
    }
};

template <typename Row> class PersonalCopy final : public CopyText, public QueryBase {
public:
    PersonalCopy(std::string_view n, std::string_view table, std::string_view columns)
        : CopyText(table, columns)
        , QueryBase(n, CopyText::select, true, shape_of<Row>())
    {
    }
};

// Held by access alone: the key to Tx's personal half.
class PersonalPass {
    friend class ::wellkept::access::PassIssuer;
    PersonalPass() = default;
};

} // namespace wellkept::db
