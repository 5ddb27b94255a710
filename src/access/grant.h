// The proof that the Gate said yes. It cannot be forged or copied, names one person (or one tenant), and lives inside one
// transaction. Personal queries and decryption go through it alone, and the subject comes out of it: "checked A, read B"
// cannot be written.
#pragma once
#include "access/actor.h"
#include "access/keyring.h"
#include "platform/db/db.h"
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace wellkept::access {

class Gate;
class GrantCore;
class Ungated; // of bench/server alone: what is measured against
struct ConsentCount;
struct Letting;

class PassIssuer {
    friend class SubjectGrant;
    template<typename>
    friend class GrantedGroup;
    friend class Gate;
    friend class Handles;
    friend Result<std::int64_t> drop_handles_of(GrantCore const&, std::string_view, Uuid);
    friend Result<std::int64_t> sweep_handles(db::Tx&, Instant);
    friend Result<std::vector<std::pair<Instant, std::int64_t>>> expired_handles(db::Tx&, Instant);
    friend Result<std::vector<ConsentCount>> count_consents(GrantCore const&, std::int64_t&);
    friend Result<Letting> people_who_let(GrantCore const&, std::string_view, SubjectId, bool, std::int32_t);
    static db::PersonalPass pass() { return {}; }
};

// One switch the person has on: data of a category, from a connection, for a purpose.
struct ConsentedScope {
    ConnectionId connection;
    std::string category;
    auto operator<=>(ConsentedScope const&) const = default;
};

// Where a sealed value lies. Bound into it as associated data, so that it cannot be moved.
struct Place {
    std::string_view table, column;
    Uuid row {};
};

// Everything of a grant that does not depend on the permission.
class GrantCore {
public:
    GrantCore(GrantCore const&) = delete;
    GrantCore(GrantCore&&) noexcept = default;
    SubjectId subject() const { return m_subject; }
    Uuid pseudonym() const { return m_pseudonym; } // stands for the person in the audit log
    ClientId tenant() const { return m_tenant; }
    std::string const& kind() const { return m_kind; } // of the person: member, account
    Actor const& actor() const { return m_actor; }
    std::string const& purpose() const { return m_purpose; }
    RequestId request() const { return m_request; }
    // With PermissionInfo::needs_consent: what the person lets this purpose and recipient have, at this moment.
    std::set<ConsentedScope> const& consented() const { return m_consented; }
    bool consented(ConnectionId c, std::string_view category) const { return m_consented.contains({ c, std::string(category) }); }
    db::Tx& tx() const { return *m_tx; } // for plain queries and jobs
    // A limited account is held to some categories of data. What lies beyond is not in consented(); whoever asks for it by
    // name is refused, where others would find nothing.
    bool limited() const { return m_limited; }
    Result<> within_limits(std::string_view category) const;

    Result<std::string> seal(Scope const&, Place, std::string_view plaintext) const; // makes the key at first use
    Result<std::string> open(Scope const&, Place, std::string_view sealed) const;
    Result<std::string> blind(std::string_view kind, std::string_view value) const;
    // 16 bytes that stand for a value within one person and scope: an index that shows nothing.
    Result<std::string> tag(Scope const&, std::string_view value) const;

    // What the audit row's payload says, as JSON members' values: "metric" -> "heart_rate". Sealed under the person's key.
    void note(std::string_view key, std::string value) const { m_notes->emplace_back(key, std::move(value)); }

private:
    friend class Gate;
    friend class Ungated;
    friend class SubjectGrant;
    template<typename>
    friend class GrantedGroup;
    GrantCore() = default;
    std::string aad(Place) const;
    Result<std::string> open_listed(SubjectId, Scope const&, Place, std::string_view sealed) const;
    db::Tx* m_tx {};
    KeyRing* m_keys {};
    Rng* m_rng {};
    SubjectId m_subject {};
    Uuid m_pseudonym {};
    std::string m_kind;
    ClientId m_tenant {};
    Actor m_actor {};
    std::string m_purpose;
    RequestId m_request {};
    std::set<ConsentedScope> m_consented;
    bool m_limited = false;
    std::vector<std::string> m_categories; // if limited
    std::optional<std::set<SubjectId>> m_only; // a group of Care: those the account is assigned to
    std::set<SubjectId> m_never; // a group of Care: those who are walled off from the account
    std::unique_ptr<std::vector<std::pair<std::string, std::string>>> m_notes
        = std::make_unique<std::vector<std::pair<std::string, std::string>>>();
};

// A grant over one person. $1 of each query is that person, always. A room's store takes this, its service Granted<P>.
class SubjectGrant : public GrantCore {
public:
    template<typename Row, typename... P>
    Result<std::vector<Row>> rows(db::PersonalQuery<Row, SubjectId, P...> const& q, std::type_identity_t<P> const&... p) const
    {
        return m_tx->rows(PassIssuer::pass(), q, m_subject, p...);
    }
    template<typename Row, typename... P>
    Result<std::optional<Row>> maybe(db::PersonalQuery<Row, SubjectId, P...> const& q, std::type_identity_t<P> const&... p) const
    {
        return m_tx->maybe(PassIssuer::pass(), q, m_subject, p...);
    }
    template<typename Row, typename... P>
    Result<std::int64_t> run(db::PersonalQuery<Row, SubjectId, P...> const& q, std::type_identity_t<P> const&... p) const
    {
        return m_tx->run(PassIssuer::pass(), q, m_subject, p...);
    }
    // A write whose count nobody asks for: it travels with the next statement, or with COMMIT, and so does its error.
    template<typename... P>
    void later(db::PersonalQuery<Unit, SubjectId, P...> const& q, std::type_identity_t<P> const&... p) const
    {
        m_tx->batch().add(PassIssuer::pass(), q, m_subject, p...);
    }

private:
    friend class Gate;
    template<typename>
    friend class Granted;
    explicit SubjectGrant(GrantCore&& core) : GrantCore(std::move(core)) {}
};

template<typename Permission>
class [[nodiscard]] Granted : public SubjectGrant {
private:
    friend class Gate;
    friend class Ungated;
    explicit Granted(GrantCore&& core) : SubjectGrant(std::move(core)) {}
};

// What a list over many people must return first, so that the audit names each of them.
template<typename Row>
concept NamesPeople = requires(Row r) {
    { r.subject } -> std::convertible_to<SubjectId>;
    { r.pseudonym } -> std::convertible_to<Uuid>;
};

template<typename Permission>
class [[nodiscard]] GrantedGroup : public GrantCore {
public:
    template<NamesPeople Row, typename... P>
    Result<std::vector<Row>> rows(db::PersonalQuery<Row, ClientId, P...> const& q, std::type_identity_t<P> const&... p)
    {
        auto out = TRY(m_tx->rows(PassIssuer::pass(), q, m_tenant, p...));
        if (m_only) std::erase_if(out, [&](Row const& r) { return !m_only->contains(r.subject); });
        if (!m_never.empty()) std::erase_if(out, [&](Row const& r) { return m_never.contains(r.subject); });
        for (auto const& r : out) m_people.emplace_back(r.subject, r.pseudonym);
        return out;
    }
    // Names somebody the Gate admitted under this grant, so that the audit row is theirs.
    void admitted(Granted<Permission> const& person) { m_people.emplace_back(person.subject(), person.pseudonym()); }
    // Opens a value of somebody this grant has listed, and so has named in the audit.
    Result<std::string> open_of(SubjectId subject, Scope const& scope, Place place, std::string_view sealed) const
    {
        for (auto const& [listed, pseudonym] : m_people)
            if (listed == subject) return open_listed(subject, scope, place, sealed);
        return bug("a group grant opens only what it has listed");
    }

private:
    friend class Gate;
    explicit GrantedGroup(GrantCore&& core) : GrantCore(std::move(core)) {}
    std::vector<std::pair<SubjectId, Uuid>> m_people;
};

} // namespace wellkept::access
