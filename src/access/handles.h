// Handles: what somebody presents (a token, a user key, a vendor's account number) and whom it stands for. Only a keyed
// hash of it is stored; see schema/0002. Looking one up is not yet access: it tells whom the Gate is to be asked about.
#pragma once
#include "access/gate.h"

namespace wellkept::access {

// Stands where other handles have a sealed value; it is no secret.
inline constexpr std::string_view guardian_mark = "guardian";

struct Handle {
    std::optional<SubjectId> subject;
    std::optional<ClientId> tenant;
    Uuid ref;
    std::optional<db::Bytes> sealed;
    Instant created_at;
    std::optional<Instant> expires_at;
    std::optional<Instant> used_at;

    bool guardian() const { return sealed && sealed->data == guardian_mark; } // a link or session of a Member's guardian
    bool expired(Instant now) const { return expires_at && *expires_at <= now; }
};

struct NewHandle {
    std::string_view kind;               // user_key, connect_token, session, client_token, oauth_state, vendor_account, receipt, device_code
    std::string_view value;              // never stored
    std::optional<ClientId> index {};    // whose index key; empty: the platform's
    std::optional<SubjectId> subject {};
    std::optional<ClientId> tenant {};
    Uuid ref {};
    std::string sealed {};
    std::optional<Instant> expires_at {};
};

class Handles {
public:
    explicit Handles(Gate const& gate) : m_gate(gate) {}
    Result<std::optional<Handle>> find(
        db::Tx&, std::string_view kind, std::string_view value, std::optional<ClientId> index = {}) const;
    // Marks it used, if it is there, unused and not expired; otherwise none. Two at once: one wins.
    Result<std::optional<Handle>> use_once(
        db::Tx&, std::string_view kind, std::string_view value, std::optional<ClientId> index = {}) const;
    Result<> put(db::Tx&, NewHandle const&) const; // conflict if it is there already
    Result<bool> remove(db::Tx&, std::string_view kind, std::string_view value, std::optional<ClientId> index = {}) const;

private:
    Result<db::Bytes> present(db::Tx&, std::string_view kind, std::string_view value, std::optional<ClientId>) const;
    Gate const& m_gate;
};

// Those of a kind and ref of the granted person, such as all sessions or one connection's account.
Result<std::int64_t> drop_handles_of(GrantCore const&, std::string_view kind, Uuid ref);

// Deletes handles that expired more than a day ago: until then an expired link still gets its clear answer.
Result<std::int64_t> sweep_handles(db::Pool&, Clock const&);
// Those that expired before a moment, in the caller's transaction; and how many there are, by day.
Result<std::int64_t> sweep_handles(db::Tx&, Instant before);
Result<std::vector<std::pair<Instant, std::int64_t>>> expired_handles(db::Tx&, Instant before);

} // namespace wellkept::access
