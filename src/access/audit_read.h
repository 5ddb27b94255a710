// The audit log's reading side: a row's canonical text and commitment, and what the verifiable log and its verification
// need of the rows. Whoever reads the whole log changes nothing of it.
#pragma once
#include "access/audit.h"
#include "access/grant.h"

namespace wellkept::access {

// All columns but salt and commitment as one JSON object, members in this order: v (1), event_id, at_us (microseconds
// since 1970), pseudonym, tenant_id, actor_kind, actor_id, actor_label, action, purpose, decision, reason, request_id,
// payload (base64). What is empty is null. No two rows share a text.
std::string canonical_text(AuditRow const&);
// SHA-256 over the salt's 32 bytes and the text.
crypto::Digest audit_commitment(std::string_view salt, std::string_view canonical_text);
inline constexpr std::size_t audit_salt_size = 32;

// A row as it is stored.
struct AuditRecord {
    Instant at;
    Uuid event_id;
    std::optional<Uuid> pseudonym, tenant;
    std::string actor_kind;
    std::optional<Uuid> actor_id;
    std::string actor_label, action, purpose, decision, reason;
    Uuid request;
    std::optional<db::Bytes> payload, salt, commitment;

    AuditRow row() const;
};

struct PendingAudit {
    Instant at;
    Uuid event_id;
    std::optional<db::Bytes> commitment; // none: a row older than the log
    bool there; // whether the row itself still is
};

// From here to the end of its transaction, the functions below see all rows.
Result<> open_whole_log(db::Tx&);
Result<std::vector<PendingAudit>> pending_audit(db::Tx&, int limit); // by time
Result<std::int64_t> count_pending(db::Tx&);
Result<> drop_pending(db::Tx&, std::vector<Instant> const&, std::vector<Uuid> const&);
Result<std::vector<AuditRecord>> audit_rows(db::Tx&, std::vector<Instant> const&, std::vector<Uuid> const&);
// Rows that do not wait, after (at, event_id), by time: keys only.
struct AuditKey {
    Instant at;
    Uuid event_id;
};
Result<std::vector<AuditKey>> audit_keys(db::Tx&, AuditKey after, int limit);
// Names of the partitions there are: audit_event_2026_11.
Result<std::vector<std::string>> audit_partitions(db::Tx&);

// One row about the granted person.
Result<std::optional<AuditRecord>> own_audit_row(SubjectGrant const&, Uuid event);

// The granted person's own log, newest first, those before (at, event_id); without some purposes, and without the permissions of some rooms.
struct OwnAudit {
    Uuid event_id;
    Instant at;
    std::string actor_kind, actor_label, action, purpose, decision;
    std::optional<db::Bytes> payload;
};
struct Withheld {
    std::vector<std::string> purposes {}, rooms {};
};
Result<std::vector<OwnAudit>> own_audit(SubjectGrant const&, AuditKey before, Withheld const&, int limit);

// For those who may search the log: newest first, those before (at, event_id). Over the house it is the whole log, or a
// Client's where one is named; over a Client its own.
struct AuditSearch {
    AuditKey before;
    std::optional<std::string> action {}, actor_kind {}, actor_label {}, decision {}, purpose {};
    std::optional<Uuid> request {}, tenant {};
    std::optional<Instant> from {};
    int limit = 100;
};
Result<std::vector<AuditRecord>> search_audit(GrantCore const&, AuditSearch const&);
// When each account of the granted tenant was last let do something, since a moment; by its pseudonym.
struct LastAct {
    Uuid actor;
    Instant at;
};
Result<std::vector<LastAct>> last_acts(GrantCore const&, Instant since);

} // namespace wellkept::access
