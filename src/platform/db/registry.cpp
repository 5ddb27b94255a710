// The list of all query constants. Constant-initialised, so that it exists before any of them.
#include "platform/db/db.h"
#include <algorithm>
#include <mutex>

namespace wellkept::db {

struct Registry {
    static inline constinit std::mutex mutex {};
    static inline constinit QueryBase* first = nullptr;

    static void join(QueryBase* q)
    {
        std::lock_guard const lock(mutex);
        q->m_next = first;
        first = q;
    }
    static void leave(QueryBase* q)
    {
        std::lock_guard const lock(mutex);
        for (QueryBase** at = &first; *at; at = &(*at)->m_next) {
            if (*at == q) {
                *at = q->m_next;
                return;
            }
        }
    }
    static std::vector<RegisteredQuery> snapshot()
    {
        std::lock_guard const lock(mutex);
        std::vector<RegisteredQuery> all;
        for (auto const* q = first; q; q = q->m_next) all.push_back({ q->name, q->text, q->personal, q->shape });
        std::ranges::sort(all, {}, &RegisteredQuery::name);
        return all;
    }
};

QueryBase::QueryBase(std::string_view n, std::string_view t, bool p, QueryShape s)
    : name(n)
    , text(t)
    , personal(p)
    , shape(s)
{
    Registry::join(this);
}

QueryBase::~QueryBase() { Registry::leave(this); }

CopyText::CopyText(std::string_view table, std::string_view columns)
    : select("select " + std::string(columns) + " from " + std::string(table))
    , copy("copy " + std::string(table) + " (" + std::string(columns) + ") from stdin (format binary)")
{
}

std::vector<RegisteredQuery> registered_queries() { return Registry::snapshot(); }

} // namespace wellkept::db
