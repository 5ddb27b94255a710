// SQL of this room.
#pragma once
#include "care/releases/releases.h"

namespace wellkept::releases::store {

struct Row {
    Uuid id, case_id, prepared_by;
    std::string state;
    db::Bytes body, shown_hash;
    std::string recipient_tag;
    std::vector<std::string> content_tags;
    std::optional<db::Bytes> signature;
    Instant expires_at, prepared_at, state_at;
};
struct LetterRow {
    Uuid id, form;
    std::string recipient_tag;
    Uuid made_by;
    std::string state;
    std::optional<std::string> way;
    db::Bytes body;
    Instant made_at, state_at;
};

Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<bool> move(access::SubjectGrant const&, Row const&, std::string_view from); // false: it was moved meanwhile
// false: there is no form in force for exactly this recipient and these contents. Then nothing was written.
Result<bool> insert_letter(access::SubjectGrant const&, LetterRow const&, std::vector<std::string> const& content_tags, Instant now);
// false: its form is not in force, or it is not in that state. Then it has not moved.
Result<bool> move_letter(access::SubjectGrant const&, Uuid, std::string_view from, std::string_view to, std::string_view way, Instant now);
Result<std::int64_t> stop_letters(access::SubjectGrant const&, Uuid form, Instant now); // those that have not left
Result<std::optional<LetterRow>> letter(access::SubjectGrant const&, Uuid);
Result<std::vector<LetterRow>> letters(access::SubjectGrant const&);
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const& forms);

} // namespace wellkept::releases::store
