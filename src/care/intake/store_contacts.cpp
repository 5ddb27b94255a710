#include "care/intake/store.h"

namespace wellkept::intake {
namespace {

struct At {
    std::optional<Instant> at;
};

db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, std::string, std::string, std::string, Instant, db::Bytes, std::optional<SubjectId>,
    std::optional<std::string>> const
    insert_a_contact { "intake/insert_contact",
        "INSERT INTO intake.contact (subject_id, contact_id, tenant_id, channel, direction, state, at, body, moved_from, about)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" };
db::PersonalQuery<store::ContactRow, SubjectId> const contacts_of { "intake/contacts",
    "SELECT contact_id, channel, direction, state, at, body, moved_from, about FROM intake.contact WHERE subject_id = $1"
    " ORDER BY at DESC, contact_id DESC" };
db::PersonalQuery<Unit, SubjectId, Uuid> const close_a_contact { "intake/close_contact",
    "UPDATE intake.contact SET state = 'done' WHERE subject_id = $1 AND contact_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_a_contact { "intake/drop_contact",
    "DELETE FROM intake.contact WHERE subject_id = $1 AND contact_id = $2" };
db::PersonalQuery<Waiting, ClientId, std::int32_t> const open_contacts { "intake/waiting",
    "SELECT c.subject_id, s.pseudonym, c.contact_id, c.channel, c.at, u.record, c.about FROM intake.contact c"
    "  JOIN intake.service_user u ON u.subject_id = c.subject_id JOIN access.subject s ON s.subject_id = c.subject_id"
    " WHERE c.tenant_id = $1 AND c.state = 'open' AND s.state = 'active' AND NOT s.restricted ORDER BY c.at LIMIT $2" };
db::PersonalQuery<RecordOf, ClientId, std::vector<SubjectId>> const some_records { "intake/records_of",
    "SELECT u.subject_id, s.pseudonym, u.record FROM intake.service_user u JOIN access.subject s ON s.subject_id = u.subject_id"
    " WHERE u.tenant_id = $1 AND u.subject_id = ANY ($2) AND s.state = 'active' AND NOT s.restricted" };
db::PersonalQuery<Unit, SubjectId, std::optional<SubjectId>, std::optional<Instant>> const set_merge { "intake/set_merged",
    "UPDATE intake.service_user SET merged_into = $2, merged_at = $3, version = version + 1,"
    " state = CASE WHEN $2 IS NULL THEN 'active' ELSE 'merged' END WHERE subject_id = $1" };
db::PersonalQuery<At, SubjectId> const find_merged_at { "intake/merged_at", "SELECT merged_at FROM intake.service_user WHERE subject_id = $1" };
db::PersonalQuery<store::AnswerRow, SubjectId> const answers_of { "intake/answers",
    "SELECT request_id, state FROM intake.usage_answer WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, std::string, Instant> const put_an_answer { "intake/put_answer",
    "INSERT INTO intake.usage_answer (subject_id, request_id, organisation_id, state, asked_at, answered_at)"
    " VALUES ($1, $2, $3, $4, $5, CASE WHEN $4 <> 'asked' THEN $5 END)"
    " ON CONFLICT (subject_id, request_id) DO UPDATE SET state = excluded.state, answered_at = excluded.answered_at"
    " WHERE intake.usage_answer.state = 'asked'" };

} // namespace

db::PersonalQuery<Waiting, ClientId, std::int32_t> const& waiting_page() { return open_contacts; }
db::PersonalQuery<RecordOf, ClientId, std::vector<SubjectId>> const& records_of() { return some_records; }

namespace store {

Result<> insert_contact(access::SubjectGrant const& g, ContactRow const& c)
{
    (void)TRY(g.run(insert_a_contact, c.id, g.tenant(), c.channel, c.direction, c.state, c.at, c.body, c.moved_from, c.about));
    return {};
}
Result<std::vector<ContactRow>> contacts(access::SubjectGrant const& g) { return g.rows(contacts_of); }
Result<bool> close_contact(access::SubjectGrant const& g, Uuid id) { return TRY(g.run(close_a_contact, id)) == 1; }
Result<> drop_contact(access::SubjectGrant const& g, Uuid id)
{
    (void)TRY(g.run(delete_a_contact, id));
    return {};
}
Result<> set_merged(access::SubjectGrant const& g, std::optional<SubjectId> into, std::optional<Instant> at)
{
    (void)TRY(g.run(set_merge, into, at));
    return {};
}
Result<std::optional<Instant>> merged_at(access::SubjectGrant const& g)
{
    auto const row = TRY(g.maybe(find_merged_at));
    return row ? row->at : std::nullopt;
}
Result<std::vector<AnswerRow>> answers(access::SubjectGrant const& g) { return g.rows(answers_of); }
Result<bool> put_answer(access::SubjectGrant const& g, Uuid request, ClientId organisation, std::string const& state, Instant now)
{
    return TRY(g.run(put_an_answer, request, organisation, state, now)) == 1;
}

} // namespace store
} // namespace wellkept::intake
