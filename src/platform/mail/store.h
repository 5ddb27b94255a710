// SQL of the outbox.
#pragma once
#include "platform/mail/mail.h"

namespace wellkept::mail::store {

struct Row {
    std::string kind, state;
    std::optional<db::Bytes> sealed;
    std::int32_t attempt;
    Instant created_at;
};
struct Settled {
    std::string state; // waiting, sent, dead; sent forgets the content
    std::optional<std::int32_t> reply_code;
    std::optional<std::string> reason;
};
Result<> insert(db::Tx&, Uuid, std::string const& kind, std::string const& sealed, Instant);
Result<std::optional<Row>> find(db::Tx&, Uuid);
Result<> settle(db::Tx&, Uuid, Settled const&, Instant);
Result<std::int64_t> sweep(db::Tx&, Instant before);
Result<Mailer::State> count(db::Tx&);

} // namespace wellkept::mail::store
