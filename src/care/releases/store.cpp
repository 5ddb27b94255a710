#include "care/releases/store.h"

namespace wellkept::releases::store {
namespace {

#define FORM "form_id, case_id, prepared_by, state, body, shown_hash, recipient_tag, content_tags, signature, expires_at, prepared_at, state_at"
#define LETTER "letter_id, form_id, recipient_tag, made_by, state, way, body, made_at, state_at"

using Tags = std::vector<std::string>;
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, Uuid, std::string, db::Bytes, db::Bytes, std::string, Tags, Instant, Instant> const insert_form { "releases/insert",
    "INSERT INTO releases.form (subject_id, form_id, case_id, prepared_by, state, body, shown_hash, recipient_tag, content_tags, expires_at, prepared_at, state_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)" };
db::PersonalQuery<Row, SubjectId, Uuid> const find_form { "releases/find", "SELECT " FORM " FROM releases.form WHERE subject_id = $1 AND form_id = $2" };
db::PersonalQuery<Row, SubjectId> const all_forms { "releases/all", "SELECT " FORM " FROM releases.form WHERE subject_id = $1 ORDER BY prepared_at DESC, form_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::optional<db::Bytes>, Instant> const move_form { "releases/move",
    "UPDATE releases.form SET state = $4, signature = $5, state_at = $6 WHERE subject_id = $1 AND form_id = $2 AND state = $3" };
// The form is asked here too, so that no way through the service gets round it.
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, std::string, Uuid, db::Bytes, Instant, Tags> const insert_one { "releases/letter",
    "INSERT INTO releases.letter (subject_id, letter_id, form_id, recipient_tag, made_by, state, body, made_at, state_at)"
    " SELECT f.subject_id, $2, f.form_id, f.recipient_tag, $5, 'ready', $6, $7, $7 FROM releases.form f"
    "  WHERE f.subject_id = $1 AND f.form_id = $3 AND f.recipient_tag = $4 AND f.state = 'signed' AND f.expires_at > $7"
    "    AND cardinality($8::text[]) > 0 AND $8::text[] <@ f.content_tags" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::string, Instant> const move_one { "releases/move_letter",
    "UPDATE releases.letter l SET state = $4, way = $5, state_at = $6 FROM releases.form f"
    " WHERE l.subject_id = $1 AND l.letter_id = $2 AND l.state = $3"
    "   AND f.subject_id = $1 AND f.form_id = l.form_id AND f.state = 'signed' AND f.expires_at > $6" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const stop { "releases/stop",
    "UPDATE releases.letter SET state = 'stopped', state_at = $3 WHERE subject_id = $1 AND form_id = $2 AND state IN ('ready', 'offered')" };
db::PersonalQuery<LetterRow, SubjectId, Uuid> const find_letter { "releases/find_letter", "SELECT " LETTER " FROM releases.letter WHERE subject_id = $1 AND letter_id = $2" };
db::PersonalQuery<LetterRow, SubjectId> const all_letters { "releases/letters", "SELECT " LETTER " FROM releases.letter WHERE subject_id = $1 ORDER BY made_at DESC, letter_id" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop_letters { "releases/drop_letters", "DELETE FROM releases.letter WHERE subject_id = $1 AND form_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop_forms { "releases/drop_forms", "DELETE FROM releases.form WHERE subject_id = $1 AND form_id = ANY($2)" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_form, r.id, r.case_id, r.prepared_by, r.state, r.body, r.shown_hash, r.recipient_tag, r.content_tags, r.expires_at, r.prepared_at));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_form, id); }
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_forms); }
Result<bool> move(access::SubjectGrant const& g, Row const& r, std::string_view from)
{
    return TRY(g.run(move_form, r.id, std::string(from), r.state, r.signature, r.state_at)) == 1;
}
Result<bool> insert_letter(access::SubjectGrant const& g, LetterRow const& l, Tags const& tags, Instant now)
{
    return TRY(g.run(insert_one, l.id, l.form, l.recipient_tag, l.made_by, l.body, now, tags)) == 1;
}
Result<bool> move_letter(access::SubjectGrant const& g, Uuid id, std::string_view from, std::string_view to, std::string_view way, Instant now)
{
    return TRY(g.run(move_one, id, std::string(from), std::string(to), std::string(way), now)) == 1;
}
Result<std::int64_t> stop_letters(access::SubjectGrant const& g, Uuid form, Instant now) { return g.run(stop, form, now); }
Result<std::optional<LetterRow>> letter(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_letter, id); }
Result<std::vector<LetterRow>> letters(access::SubjectGrant const& g) { return g.rows(all_letters); }
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& forms) { return TRY(g.run(drop_letters, forms)) + TRY(g.run(drop_forms, forms)); }

} // namespace wellkept::releases::store
