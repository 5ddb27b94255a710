// The few headers a mail of ours has. libcurl makes the body; for headers it takes finished lines.
#pragma once
#include "platform/mail/mail.h"

namespace wellkept::mail {

// Nothing that could end a header's line or a mail's envelope. bad_input names what is wrong, not the value.
Result<> check(Message const&);
Result<> check(Address const&);
// RFC 2047 section 2: plain ASCII as it is, anything else in encoded words of at most 75 characters.
std::string encoded(std::string_view utf8);
std::string mailbox(Address const&); // RFC 5322 section 3.4: "Name" <user@example.org>
std::string date(Instant); // RFC 5322 section 3.3, in UTC
// Finished lines: From, To, Subject, Date, Message-ID and what keeps automatic answers away.
std::vector<std::string> headers(Address const& from, Message const&, Uuid id, Instant at);

} // namespace wellkept::mail
