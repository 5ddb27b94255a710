// How something leaves to somebody named outside: a link to one address, and a code told by telephone. What it opens, and
// whether it may be opened at all, is each room's own.
#pragma once
#include "access/room_contract.h"
#include "access/routes.h"
#include "platform/mail/mail.h"
#include <memory>
#include <optional>
#include <string>

namespace wellkept::handover {

inline constexpr int tries_max = 5; // wrong codes, then the link is dead

struct Post {
    mail::Mailer const& mailer;
    mail::Templates const& templates;
    std::string public_url;
};
struct Offer {
    std::string kind; // of the room: letter, complaint; the page's too
    Uuid ref;         // what it opens
    std::string email;
    Instant until;
};
struct Offered {
    Uuid link;
    std::string code; // to be told by telephone; shown this once
};
// Ends those of the same thing that were before.
Result<Offered> offer(access::SubjectGrant const&, access::Gate const&, Post const&, Offer const&);
Result<> end(access::SubjectGrant const&, Uuid ref);

struct Said {
    std::string token, code;
};
Result<Said> said(http::Request const&);
std::string said_schema();
// Whose link it is; the visit's actor is then somebody of that role.
Result<access::Handle> presented(access::OpenCall&, std::string_view role, std::string_view action, std::string const& token);
struct Tried {
    bool right;
    Uuid ref {};
    std::optional<Error> refused {}; // unless right
};
Result<Tried> try_code(access::SubjectGrant const&, access::Gate const&, std::string_view kind, Uuid link, std::string const& code);

// What an open route of a room does: fn(Granted<Permission>&, ref) answers whoever has link and code.
template<typename Permission, typename F>
Result<http::Response> open(access::OpenCall& call, std::string_view kind, std::string_view role, F&& fn)
{
    auto const in = TRY(said(call.request));
    auto const link = TRY(presented(call, role, Permission::info.name, in.token));
    auto grant = TRY(call.gate.decide<Permission>(call.tx, call.visit, *link.subject));
    auto const tried = TRY(try_code(grant, call.gate, kind, link.ref, in.code));
    if (!tried.right) {
        // A wrong code is counted: so this answers with a problem, but not with an error, which would undo the count.
        (void)call.gate.refuse(call.visit, Permission::info.name, "wrong_code", *tried.refused, grant.tenant().value);
        call.visit.rows.back().pseudonym = grant.pseudonym();
        return http::Response::problem(*tried.refused, call.request.id);
    }
    Result<http::Response> answer = fn(grant, tried.ref);
    if (!answer.ok()) return call.gate.decline(grant, call.visit, Permission::info.name, answer.release_error());
    TRY(call.gate.finish(grant, call.visit));
    return answer;
}

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::handover
