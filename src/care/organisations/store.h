// SQL of this room.
#pragma once
#include "care/organisations/organisations.h"

namespace wellkept::organisations::store {

Result<> insert(db::Tx&, Organisation const&);
Result<> save(db::Tx&, Contract const&); // new, or changed

struct Fit {
    ClientId organisation;
    Uuid contract;
};
Result<bool> insert_code(db::Tx&, std::string const& blind, ClientId, Uuid contract, Instant now, std::optional<Instant> until);
Result<std::optional<Fit>> code(db::Tx&, std::string const& blind, Instant now);
Result<> insert_list(db::Tx&, ClientId, Uuid list, Uuid contract, std::string const& source, Instant, std::int32_t accepted, std::int32_t refused);
// An array has no empty elements here: this day stands for none.
inline constexpr Date no_end { std::chrono::year(9999) / 12 / 31 };
// Numbers that another contract of the organisation lists go over to this one.
Result<> put_listed(db::Tx&, ClientId, std::vector<db::Bytes> const&, std::vector<Date> const&, Uuid contract, Uuid list);
Result<std::int64_t> drop_other_lists(db::Tx&, ClientId, Uuid contract, Uuid list);
Result<std::optional<Fit>> listed(db::Tx&, ClientId, std::string const& blind, Date today);

struct Asked {
    Uuid id;
    db::Bytes reference;
    Instant asked_at;
    std::optional<Date> confirmed_on;
};
Result<> insert_request(db::Tx&, ClientId, Uuid id, std::string const& reference, std::string const& blind, Instant);
Result<std::vector<UsageRequest>> requests(db::Tx&, ClientId, std::string const& blind);
Result<> insert_confirmation(db::Tx&, UsageRequest const&, Date);
Result<std::vector<Asked>> asked(db::Tx&, ClientId);

Result<std::int64_t> misses(db::Tx&, Uuid account, Instant since);
Result<> insert_miss(db::Tx&, Uuid account, Uuid id, Instant);

} // namespace wellkept::organisations::store
