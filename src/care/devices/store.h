// SQL of this room.
#pragma once
#include "care/devices/devices.h"

namespace wellkept::devices::store {

struct LinkRow {
    Uuid id;
    db::Bytes body;
    Instant joined_at;
};
struct ShareRow {
    Uuid id, link, case_id;
    std::string state;
    db::Bytes body;
    Instant since, until, state_at;
};
Result<> insert(access::SubjectGrant const&, LinkRow const&);
Result<std::vector<LinkRow>> links(access::SubjectGrant const&);
Result<bool> drop(access::SubjectGrant const&, Uuid link);
Result<> insert(access::SubjectGrant const&, ShareRow const&);
Result<std::vector<ShareRow>> shares(access::SubjectGrant const&);
Result<> set_state(access::SubjectGrant const&, Uuid share, std::string const& state, Instant);
Result<std::int64_t> erase(access::SubjectGrant const&);

} // namespace wellkept::devices::store
