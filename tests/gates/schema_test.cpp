// The schema keeps the house's rules: data categories, row security, keys that begin with the person, nothing owned by
// the application.
#include "house.h"
#include "platform/db/embedded_files.h"
#include <algorithm>

namespace wellkept::gates {
namespace {

constexpr char const* ours =
    "('jobs','access','people','timeseries','clients','rights','connections','ingest','sharing','promises','keys','audit_log','retention','mail','accounts','notices',"
    "'preferences','analytics','clinicians','cases','organisations','intake','calls','critical','door','referrals','reports','disclosures','handover','releases','safeguarding','misuse','partners','statistics','quarantine','mailbox','devices','statements','supervision','reminders','requests')";
// Keyed by what is presented, before the person is known: docs/decisions/0002.
std::set<std::string> const keyed_otherwise { "access.handle" };
// A subject_id without row security, and why that is right.
std::map<std::string, std::string> const open_tables {
    { "jobs.job", "ids only; taken by runners before any grant; erasure drops it by subject" },
    { "access.exceptional_access", "the register of opened doors, which outlives account and person; texts sealed" },
    { "rights.erasure", "the ledger that outlives the person" },
    { "sharing.event", "the outbox: ids only; erased by its contract" },
    { "keys.person_key", "the keys database: wrapped bytes" },
    { "keys.erasure", "the keys database: the ledger that outlives the person" },
    { "keys.tombstone", "the keys database: what was destroyed" },
};

class Schema : public ::testing::Test {
protected:
    House& house = House::the();
    std::vector<std::pair<std::string, std::string>> databases { { "wellkept",
                                                                     house.url("wellkept", db::superuser_role) },
        { "wellkept_keys", house.url("wellkept_keys", db::superuser_role) } };
    std::vector<std::string> personal() const
    {
        std::vector<std::string> out;
        for (auto const& room : server::room_contracts())
            for (auto const& table : room->personal_tables()) out.push_back(table);
        return out;
    }
    std::string one(std::string const& statement) const
    {
        auto const rows = house.data(statement);
        return rows.empty() || rows[0].empty() ? "" : rows[0][0];
    }
};

TEST_F(Schema, HasNoSchemaThatThisTestDoesNotKnow)
{
    for (auto const& [name, url] : databases)
        for (auto const& row : sql(url,
                 std::string("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN"
                             " ('public', 'information_schema') AND nspname NOT IN ")
                     + ours))
            ADD_FAILURE() << name << " has a schema " << row[0] << ": add it to this test's list";
}

TEST_F(Schema, EachColumnSaysItsDataCategory)
{
    int columns = 0;
    auto const policy = house.app().ground().policy->get();
    auto const scanned = access::schema_columns(WELLKEPT_SOURCE_DIR "/schema");
    std::map<std::string, std::string> by_name;
    for (auto const& c : scanned) by_name[c.table + "." + c.column] = c.comment;
    for (auto const& [name, url] : databases) {
        for (auto const& row : sql(url,
                 std::string("SELECT n.nspname || '.' || c.relname || '.' || a.attname, "
                             "coalesce(col_description(c.oid, a.attnum), '')"
                             " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid "
                             "= c.relnamespace"
                             " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT "
                             "a.attisdropped AND n.nspname IN ")
                     + ours)) {
            ++columns;
            auto const& comment = row[1];
            auto const word = comment.starts_with("category=")
                ? comment.substr(9, comment.find(';') == comment.npos ? comment.npos : comment.find(';') - 9)
                : "";
            EXPECT_NE(policy->kind(word), nullptr)
                << row[0] << " must have a comment `category=<kind of policy/categories.yaml>`, has: " << comment;
            // What `policy check` reads without a database is what is there.
            auto const it = by_name.find(row[0]);
            if (it == by_name.end()) ADD_FAILURE() << "schema_columns() does not find " << row[0];
            else
                EXPECT_EQ(it->second.substr(0, 9 + std::string(word).size()), "category=" + std::string(word)) << row[0];
            by_name.erase(row[0]);
        }
    }
    EXPECT_GT(columns, 100);
    for (auto const& [column, comment] : by_name) ADD_FAILURE() << column << " is found in the files and not in a database";
}

TEST_F(Schema, PersonalTablesKeepTheRules)
{
    ASSERT_GE(personal().size(), 8u);
    for (auto const& table : personal()) {
        auto const oid = "'" + table + "'::regclass";
        EXPECT_EQ(one("SELECT count(*) FROM pg_class WHERE oid = to_regclass('" + table + "')"), "1")
            << table << " does not exist";
        if (open_tables.contains(table)) continue;
        EXPECT_EQ(one("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = " + oid), "t")
            << table << " needs FORCE ROW LEVEL SECURITY";
        EXPECT_EQ(one("SELECT count(*) > 0 FROM pg_policy WHERE polrelid = " + oid), "t") << table << " has no policy";
        EXPECT_EQ(one("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = " + oid), "0")
            << table << " has a trigger";
        EXPECT_EQ(one("SELECT count(*) FROM pg_policy WHERE polrelid = " + oid
                      + " AND (pg_get_expr(polqual, polrelid) ~* '\\mselect\\M'"
                        " OR coalesce(pg_get_expr(polwithcheck, polrelid), '') ~* '\\mselect\\M')"),
            "0")
            << table << ": a policy with a subquery";
        if (keyed_otherwise.contains(table)) continue;
        auto const keys = house.data(
            "SELECT conname, (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1])"
            " FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid = "
            + oid
            + " UNION SELECT indexrelid::regclass::text, (SELECT attname FROM pg_attribute WHERE attrelid = indrelid "
              "AND attnum = indkey[0])"
              " FROM pg_index WHERE indisunique AND indrelid = "
            + oid);
        EXPECT_FALSE(keys.empty()) << table << " has no primary key";
        for (auto const& key : keys)
            EXPECT_EQ(key[1], "subject_id") << table << ": " << key[0] << " must begin with subject_id";
    }
}

TEST_F(Schema, EveryTableThatSpeaksOfAPersonIsInAContract)
{
    auto const known = personal();
    for (auto const& [name, url] : databases)
        for (auto const& row : sql(url,
                 std::string("SELECT n.nspname || '.' || c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM "
                             "pg_class c JOIN pg_namespace n"
                             " ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = "
                             "'subject_id' AND NOT a.attisdropped"
                             " WHERE c.relkind IN ('r', 'p') AND n.nspname IN ")
                     + ours)) {
            if (open_tables.contains(row[0])) continue;
            EXPECT_EQ(row[1], "t") << row[0] << " has a subject_id and no forced row security";
            EXPECT_NE(std::find(known.begin(), known.end(), row[0]), known.end())
                << row[0] << " has a subject_id and is in no RoomContract";
        }
    for (auto const& [table, why] : open_tables) {
        if (table.starts_with("keys.")) continue;
        EXPECT_EQ(one("SELECT count(*) FROM pg_class WHERE oid = to_regclass('" + table + "')"), "1")
            << "take " << table << " off the list";
    }
}

TEST_F(Schema, TheApplicationOwnsNothingAndOnlyAppendsToTheAuditLog)
{
    for (auto const& [name, url] : databases) {
        auto const rows = sql(url,
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = 'wellkept_app'");
        EXPECT_EQ(rows, (Rows { { "0" } })) << name;
        EXPECT_EQ(sql(url,
                      "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = "
                      "'wellkept_app'"),
            (Rows { { "f" } }));
        EXPECT_EQ(sql(url,
                      "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = "
                      "'wellkept_app'"),
            (Rows { { "0" } }));
        EXPECT_EQ(sql(url,
                      "SELECT count(*) FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE r.rolname = "
                      "'wellkept_app'"),
            (Rows { { "0" } }));
        EXPECT_EQ(
            sql(url,
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN "
                    + std::string(ours)
                    + " AND has_table_privilege('wellkept_app', c.oid, 'TRUNCATE') AND c.relkind IN ('r', 'p')"),
            (Rows { { "0" } }));
    }
    auto const app = house.url("wellkept", "wellkept_app");
    Rows const denied { { "error", "42501" } };
    EXPECT_EQ(sql(app, "UPDATE access.audit_event SET reason = 'x'"), denied);
    EXPECT_EQ(sql(app, "DELETE FROM access.audit_event"), denied);
    EXPECT_EQ(sql(app, "TRUNCATE access.audit_event"), denied);
    EXPECT_EQ(sql(app, "ALTER TABLE access.subject NO FORCE ROW LEVEL SECURITY"), denied);
    EXPECT_EQ(sql(app, "UPDATE access.consent_event SET decision = 'granted'"), denied);
    // What proves a destruction can be added to, not altered.
    for (auto const* table : { "retention.destruction", "rights.receipt" }) {
        EXPECT_EQ(sql(app, std::string("DELETE FROM ") + table), denied) << table;
        EXPECT_EQ(sql(app, std::string("UPDATE ") + table + " SET signature = ''"), denied) << table;
    }
    EXPECT_EQ(sql(house.url("wellkept_keys", "wellkept_app"), "DELETE FROM keys.erasure"), denied);
    EXPECT_EQ(sql(app, "SELECT access.make_audit_partitions('2030-01-01', 1)"), denied);
    // A partition is reached through its parent alone.
    for (auto const& row :
        house.data("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access.audit_event'::regclass"))
        for (auto const* what : { "SELECT", "INSERT", "UPDATE", "DELETE" })
            EXPECT_EQ(one("SELECT has_table_privilege('wellkept_app', '" + row[0] + "', '" + what + "')"), "f")
                << row[0] << " " << what;
}

TEST_F(Schema, WithoutAGrantTheApplicationSeesNobody)
{
    auto const portal = house.add_portal("Row security");
    auto const person = house.add_person(portal, true);
    house.data("INSERT INTO retention.hold (subject_id, hold_id, tenant_id, kind, details, review_at, placed_at) VALUES ('" + person.id
        + "', gen_random_uuid(), '" + portal.id.text() + "', 'legal', 'x', now(), now())");
    house.data("INSERT INTO retention.review VALUES ('" + person.id + "', 'upload', gen_random_uuid(), '" + portal.id.text() + "', now())");
    // What Care keeps of its people: rows of anybody's will do.
    house.data("INSERT INTO intake.service_user VALUES ('" + person.id + "', '" + portal.id.text() + "', 'active', 'uk', NULL, NULL, NULL, 'x', 1, now(), now())");
    house.data("INSERT INTO intake.lookup VALUES ('" + person.id + "', 'name', 'x', '" + portal.id.text() + "')");
    house.data("INSERT INTO intake.contact VALUES ('" + person.id + "', gen_random_uuid(), '" + portal.id.text() + "', 'email', 'in', 'open', now(), 'x')");
    house.data("INSERT INTO quarantine.file VALUES ('" + person.id + "', gen_random_uuid(), '" + portal.id.text() + "', gen_random_uuid(), 'clean', NULL, 1, 'x', now(), now())");
    house.data("INSERT INTO intake.usage_answer VALUES ('" + person.id + "', gen_random_uuid(), '" + portal.id.text() + "', 'asked', now())");
    auto const owner = "('" + person.id + "', gen_random_uuid(), ", tenant = "'" + portal.id.text() + "', ", any = std::string("gen_random_uuid(), ");
    house.data("INSERT INTO door.visit VALUES " + owner + tenant + "'sent', 'birth_date', NULL, 0, now(), now())");
    house.data("INSERT INTO referrals.referral VALUES " + owner + tenant + any + any + "'form', 'eap_counselling', 'submitted', false, NULL, 'x', now(), now())");
    house.data("INSERT INTO referrals.event VALUES " + owner + any + "'bind', 'x', now(), NULL, NULL, NULL)");
    house.data("INSERT INTO reports.report VALUES " + owner + tenant + any + "'attendance', " + any + "NULL, 'draft', 'x', NULL, NULL, NULL, now(), now())");
    house.data("INSERT INTO reports.event VALUES " + owner + any + "'approve', 'x', now(), NULL)");
    house.data("INSERT INTO reports.delivered VALUES " + owner + tenant + any + any + any + "'x', now())");
    house.data("INSERT INTO calls.call VALUES " + owner + tenant + "'in', now(), NULL, NULL, NULL, NULL, 'x')");
    house.data("INSERT INTO calls.event VALUES " + owner + "'m', 'call.started', now())");
    house.data("INSERT INTO calls.recording VALUES " + owner + tenant + any + "'stored', 'audio/wav', 1, 1, 'x', now(), now())");
    house.data("INSERT INTO calls.playback VALUES " + owner + any + any + "'x', now(), now())");
    house.data("INSERT INTO calls.callback VALUES " + owner + tenant + any + "'open', now(), 0, 'x', now())");
    house.data("INSERT INTO calls.attempt VALUES " + owner + any + tenant + "'busy', NULL, now())");
    house.data("INSERT INTO critical.individual VALUES " + owner + tenant + "'offered', NULL, NULL, NULL, now(), now())");
    house.data("INSERT INTO disclosures.disclosure VALUES " + owner + "'referring_organisation', 'report_release', '{}', 'x', now(), NULL)");
    house.data("INSERT INTO handover.link VALUES " + owner + "'letter', " + any + "'sent', 'x', 0, now(), now())");
    house.data("INSERT INTO releases.form VALUES " + owner + any + any + "'prepared', 'x', 'x', 'tag', '{a}', NULL, now(), now(), now())");
    house.data("INSERT INTO releases.letter SELECT subject_id, gen_random_uuid(), form_id, recipient_tag, gen_random_uuid(), 'ready', NULL, 'x', now(), now() FROM releases.form");
    house.data("INSERT INTO safeguarding.disclosure (subject_id, disclosure_id, tenant_id, case_id, path, state, first_by, body, proposed_at, notice, state_at) VALUES " + owner + tenant + any
        + "'ordinary', 'proposed', " + any + "'x', now(), 'due', now())");
    house.data("INSERT INTO misuse.measure VALUES " + owner + "'plan', " + any + "'x', now(), now())");
    house.data("INSERT INTO misuse.notice VALUES " + owner + tenant + "'proposed', " + any + "NULL, " + any + "1, 'x', NULL, NULL, now(), now())");
    house.data("INSERT INTO partners.signpost VALUES " + owner + any + any + "'x', now())");
    house.data("INSERT INTO statements.rate VALUES ('" + person.id + "', 'eap_counselling', current_date, " + tenant + "'x', gen_random_uuid(), now())");
    house.data("INSERT INTO statements.statement VALUES " + owner + "current_date, " + tenant + "'submitted', 'x', now(), now())");
    house.data("INSERT INTO statements.line VALUES " + owner + any + "'x', 'x')");
    house.data("INSERT INTO supervision.link VALUES " + owner + tenant + any + "now(), NULL, 'x', gen_random_uuid())");
    house.data("INSERT INTO supervision.item VALUES " + owner + tenant + any + "NULL, " + any + "'waiting', now(), now(), NULL, NULL, 'x', NULL)");
    house.data("INSERT INTO requests.request VALUES " + owner + tenant + "'access', 'own_page', 'passed_on', current_date, current_date, NULL, now(), 'x', NULL, NULL, NULL, NULL, NULL, now())");
    house.data("INSERT INTO reminders.reminded VALUES " + owner + "now(), 1, now())");
    house.data("INSERT INTO reminders.opted_out VALUES ('" + person.id + "', now())");
    house.data("INSERT INTO partners.complaint VALUES " + owner + any + any + "'x', NULL, now(), now(), NULL)");
    house.data("INSERT INTO devices.link VALUES " + owner + "'x', now())");
    house.data("INSERT INTO devices.share SELECT subject_id, gen_random_uuid(), link_id, gen_random_uuid(), 'live', 'x', now(), now() + interval '1 day', now() FROM devices.link");
    auto const colleague = house.add_colleague({ "support" });
    house.add_passkey(colleague);
    auto const of = [](std::string text, std::string const& person, std::string const& account) {
        for (auto const& [what, with] : { std::pair { "{person}", person }, { "{account}", account } })
            for (auto at = text.find(what); at != text.npos; at = text.find(what)) text.replace(at, std::string(what).size(), with);
        return text;
    };
    for (auto const* row : { "access.assignment VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), 'assigned', gen_random_uuid(), now(), NULL)",
             "access.vetting VALUES ('{account}', now())", "clinicians.record VALUES ('{account}', gen_random_uuid(), 'applied', 'x', now())",
             "clinicians.credential VALUES ('{account}', 'review', gen_random_uuid(), now(), 'x', gen_random_uuid(), now())",
             "cases.episode VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), 'enquiry', NULL, 'x', 1, now(), now(), NULL)",
             "cases.assignment VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{account}', 'manager', 'active', now(), now(), NULL)",
             "cases.session VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{account}', now(), 'x', 1)",
             "cases.note VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), NULL, 'shared', '{account}', 1, now())",
             "cases.note_version VALUES ('{person}', gen_random_uuid(), 1, '{account}', 'x', now())",
             "cases.draft VALUES ('{person}', gen_random_uuid(), '{account}', 1, 'x', now())",
             "cases.task VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), '{account}', NULL, NULL, 'x', now())",
             "cases.response VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), '{account}', now(), 'x')",
             "cases.named_feedback VALUES ('{person}', gen_random_uuid(), gen_random_uuid(), 'x', now())",
             "cases.wall VALUES ('{person}', gen_random_uuid(), now(), NULL, 'x')" })
        house.data("INSERT INTO " + of(row, person.id, colleague.id));
    auto const app = house.url("wellkept", "wellkept_app");
    for (auto const& table : personal()) {
        if (open_tables.contains(table)) continue;
        EXPECT_NE(one("SELECT count(*) FROM " + table), "0")
            << table << ": there is nothing to hide, this test proves nothing";
        EXPECT_EQ(sql(app, "SELECT count(*) FROM " + table), (Rows { { "0" } })) << table;
        EXPECT_EQ(sql(app, "WITH gone AS (DELETE FROM " + table + " RETURNING 1) SELECT count(*) FROM gone"),
            (Rows { { "0" } }))
            << table;
        // One person's setting shows that person alone.
        bool const of_accounts = table.starts_with("accounts.") || table.starts_with("access.account") || table == "access.training" || table == "access.vetting"
            || table.starts_with("clinicians.");
        auto const& who = of_accounts ? colleague.id : person.id;
        auto const seen = sql(app,
            "BEGIN; SET LOCAL wellkept.subject = '" + who
                + "'; SELECT count(*), count(*) FILTER (WHERE subject_id = '" + who + "') FROM " + table);
        ASSERT_EQ(seen.size(), 1u) << table;
        EXPECT_EQ(seen[0][0], seen[0][1]) << table << " shows others' rows";
        EXPECT_NE(seen[0][0], "0") << table;
    }
    EXPECT_EQ(sql(app, "SELECT count(*) FROM access.audit_event"), (Rows { { "0" } }));
}

TEST_F(Schema, EveryQueryFitsIt)
{
    int data = 0, keys = 0;
    for (auto const& [name, url] : databases) {
        auto const wrong = db::check_queries(url);
        ASSERT_TRUE(wrong.ok()) << wrong.error().detail.text;
        for (auto const& line : wrong.value()) {
            // The other database's statements cannot fit this one; each is held against its own.
            bool const of_keys = line.starts_with("keys/");
            if (of_keys == (name == "wellkept_keys")) ADD_FAILURE() << name << ": " << line;
        }
    }
    for (auto const& q : db::registered_queries()) (q.name.starts_with("keys/") ? keys : data)++;
    EXPECT_GT(data, 40);
    EXPECT_GE(keys, 9);
}

} // namespace
} // namespace wellkept::gates
