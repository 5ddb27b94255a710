// What each SQLSTATE means to a caller (PostgreSQL 15, appendix A).
#include "platform/db/connection.h"
#include "platform/db/db.h"

namespace wellkept::db {
namespace {

constexpr std::string_view come_back = "The service is busy or restarting. Please try again in a moment.";

} // namespace

Error sql_error(std::string_view sqlstate, std::string_view what, std::string_view constraint, std::string_view primary)
{
    std::string detail = std::string(what) + ": SQLSTATE " + std::string(sqlstate);
    if (!constraint.empty()) (detail += " constraint ") += constraint;

    auto const is_class = [&](std::string_view c) { return sqlstate.substr(0, 2) == c; };
    if (sqlstate == "23505" || sqlstate == "23503" || sqlstate == "23P01") {
        return { Code::conflict, PublicText("This was changed by somebody else meanwhile, or exists already."),
            Detail(std::move(detail)) };
    }
    // 22021: bytes that are no UTF-8, or U+0000, which PostgreSQL's text cannot hold.
    if (sqlstate == "22021" || sqlstate == "22P05") {
        return bad_input("The text holds a character that cannot be stored.", detail);
    }
    if (is_class("53")) return unavailable("We cannot store anything just now. Please try again later.", detail);
    if (sqlstate == "25006") { // a write that reached a standby, or a write in a read-only transaction
        return bug(detail);
    }
    if (is_class("40") || is_class("08") || is_class("58") || sqlstate == "57014" || sqlstate == "57P01"
        || sqlstate == "57P02" || sqlstate == "57P03" || sqlstate == "57P05" || sqlstate == "55P03"
        || sqlstate == "25P03" || sqlstate == "0A000" || sqlstate == "26000") {
        if (sqlstate == "08P01") return bug(detail);
        if (sqlstate == "0A000" && primary.find("cached plan") == primary.npos) return bug(detail);
        return unavailable(come_back, detail);
    }
    if (is_class("42") && !primary.empty()) (detail += " ") += primary;
    return bug(detail);
}

bool is_serialization_failure(Error const& e)
{
    return e.code == Code::unavailable
        && (e.detail.text.find("SQLSTATE 40001") != std::string::npos
            || e.detail.text.find("SQLSTATE 40P01") != std::string::npos);
}

} // namespace wellkept::db
