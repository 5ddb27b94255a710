// The record's JSON, sealed and over HTTP. Private to the room; only for .cpp files.
#pragma once
#include "care/intake/intake.h"
#include "platform/json/json.h"

namespace wellkept::people {
BOOST_DESCRIBE_STRUCT(Contact, (), (name, email, phone, address))
}

namespace wellkept::intake {
BOOST_DESCRIBE_STRUCT(SafeContact, (), (channels, voicemail, from, until, ask_for, note, zone))
BOOST_DESCRIBE_STRUCT(NextOfKin, (), (name, relationship, phone))
BOOST_DESCRIBE_STRUCT(ServiceUser, (),
    (contact, known_as, postcode, other_phones, birth_date, safe, language, accessibility, next_of_kin, territory, organisation,
        contract, number, eligible_by, source))
} // namespace wellkept::intake
