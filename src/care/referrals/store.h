// SQL of this room.
#pragma once
#include "care/referrals/referrals.h"

namespace wellkept::referrals::store {

struct Draft {
    Uuid id, author;
    Instant written_at;
    db::Bytes body;
};
struct Handed { // a row of the inbox
    Uuid id;
    ClientId organisation;
    Uuid author;
    Instant written_at;
    db::Bytes body;
    bool taken_back = false;
    bool form = false; // uploaded: its words are in a file
};
struct Line { // of what an organisation is told
    Uuid referral;
    std::string state;
    Instant at;
};
struct Row {
    Uuid id;
    ClientId organisation;
    Uuid author;
    std::string source, service, state;
    bool tells;
    std::optional<Uuid> case_id;
    db::Bytes body;
    Instant written_at, state_at;
};
struct Listed {
    SubjectId subject;
    Uuid pseudonym;
    Uuid referral;
    std::string state, service;
    ClientId organisation;
    Instant state_at;
    bool taken_back;
};
struct Happened {
    Uuid id;
    std::string event, by_role;
    Instant at;
    std::optional<std::int32_t> wording;
    std::optional<db::Bytes> wording_hash, note;
};

Result<> insert_draft(db::Tx&, ClientId, Draft const&);
Result<std::optional<Draft>> draft(db::Tx&, ClientId, Uuid);
Result<bool> delete_draft(db::Tx&, ClientId, Uuid);
Result<bool> change_draft(db::Tx&, ClientId, Draft const&); // false: it is not that author's, or gone
Result<std::vector<Draft>> drafts_of(db::Tx&, ClientId, Uuid author);
Result<> hand_over(db::Tx&, Handed const&);
Result<std::vector<Handed>> inbox(db::Tx&); // the eldest 100
Result<std::optional<Handed>> handed(db::Tx&, Uuid);
Result<bool> take_out(db::Tx&, Uuid); // false: it is gone
Result<> tell(db::Tx&, ClientId organisation, Uuid referral, Uuid told, Uuid author, std::string_view state, Instant);
Result<std::vector<Line>> told(db::Tx&, ClientId organisation, Uuid author); // the latest of each
Result<> take_back(db::Tx&, Uuid, Instant);
Result<bool> taken_back(db::Tx&, Uuid);

Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<bool> move(access::SubjectGrant const&, Row const&, std::string_view from); // false: it was moved meanwhile
Result<> add(access::SubjectGrant const&, Uuid referral, Happened const&);
Result<std::vector<Happened>> events(access::SubjectGrant const&, Uuid referral);
Result<std::int64_t> end_assignments(access::SubjectGrant const&, Uuid ref, Instant);
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);
db::PersonalQuery<Listed, ClientId, std::string> const& listed();

} // namespace wellkept::referrals::store
