// Whether, where, when and with what words a service user may be told something: the one way out of Care. What their safe
// contact does not allow, nobody sends.
#pragma once
#include "care/intake/intake.h"
#include "platform/mail/mail.h"
#include <optional>
#include <string>

namespace wellkept::notify {

enum class Way { email, phone, sms, post };

struct Answer {
    bool now = false;
    std::optional<Instant> from {}; // else: when it may be, if ever by this way
    std::string why {};             // else: what stands against it, for the desk
};
// phone: an attempt to reach them; whether a message may be left is may_leave_message.
Answer may_tell(intake::ServiceUser const&, Way, Instant now);
bool may_leave_message(intake::ServiceUser const&);
// By the clock on the person's wall: HH:MM; "Monday 6 April"; how many days of their calendar lie between.
std::string time_there(intake::ServiceUser const&, Instant);
std::string day_there(intake::ServiceUser const&, Instant);
// The moment at which it is that hour (HH:MM) there, on the day of another one or some days beside it; when the clocks leave it
// out, when they have gone forward.
Instant at_there(intake::ServiceUser const&, Instant day_of, int days, std::string const& hour);
int days_until(intake::ServiceUser const&, Instant from, Instant until);
// What whoever rings says to somebody else who answers: the name to ask for, and no word of who is calling.
std::string ask_for(intake::ServiceUser const&);

struct Letter { // what leaves: nothing in it says what it is about, or from whom
    mail::Mailer const& mailer;
    mail::Templates const& templates;
};
struct Notice {
    std::string text; // a template of mail/<language>/; one of notices()
    std::map<std::string, std::string> values {};
};
// Every text that may go to a service user. A test reads each for words that would tell.
std::vector<std::string> const& notices();

// By mail, with the transaction. conflict says what stands against it, of this person at this moment.
Result<> tell(access::SubjectGrant const&, access::Gate const&, Letter const&, intake::ServiceUser const&, Notice const&);
// To whoever has just written, at the address they wrote from: that it arrived, and nothing else.
Result<> acknowledge(db::Tx&, Letter const&, std::string const& address);

} // namespace wellkept::notify
