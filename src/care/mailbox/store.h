// SQL of this room. None of it is personal: numbers and keyed hashes.
#pragma once
#include "care/mailbox/mailbox.h"

namespace wellkept::mailbox::store {

struct Known {
    std::int64_t uid;
    std::string state;
    std::optional<std::string> reason;
    Instant at;
};
struct Message {
    std::string mailbox;
    std::int64_t uid_validity, uid;
    std::string state;
    std::optional<std::string> reason;
    std::optional<db::Bytes> fingerprint;
    Instant at;
};
struct State {
    Instant tried_at;
    std::optional<Instant> read_at;
    std::optional<std::string> problem;
    std::optional<Instant> problem_since;
};
struct Count {
    std::string state;
    std::optional<std::string> reason;
    std::int64_t messages;
};

Result<std::vector<Known>> known(db::Tx&, std::string const& mailbox, std::int64_t validity, std::vector<std::int64_t> const& uids);
// False: another run was quicker. One that was held may be noted anew.
Result<bool> note(db::Tx&, Message const&);
Result<bool> stored_before(db::Tx&, db::Bytes const& fingerprint);
struct Sender {
    std::int32_t messages; // this one counted
    bool answered;
};
Result<Sender> count_sender(db::Tx&, db::Bytes const& sender, Instant);
Result<> answered(db::Tx&, db::Bytes const& sender, Instant);
Result<> sweep(db::Tx&, Instant); // what nobody needs any more
Result<> tried(db::Tx&, std::string const& mailbox, Instant, std::optional<std::string> const& problem);
Result<std::optional<State>> state(db::Tx&, std::string const& mailbox);
Result<std::vector<Count>> counts(db::Tx&, std::string const& mailbox, Instant since);

} // namespace wellkept::mailbox::store
