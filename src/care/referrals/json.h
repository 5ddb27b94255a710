// The referral's JSON, sealed and over HTTP. Private to the room; only for .cpp files.
#pragma once
#include "care/referrals/referrals.h"
#include "platform/json/json.h"

namespace wellkept::referrals {
BOOST_DESCRIBE_STRUCT(Person, (), (name, phone, email, birth_date))
BOOST_DESCRIBE_STRUCT(Text, (), (person, service, reason, questions, informed, author_name))
} // namespace wellkept::referrals
