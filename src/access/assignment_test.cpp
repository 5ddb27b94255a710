// Who of our own staff reaches a service user of Care: by assignment, by the desk they sit at, not past a wall, and only
// while they are vetted. The roles here are the test's own, so that the policy may change without it.
#include "access/gate.h"
#include "access/testing.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::access {
namespace {

namespace fs = std::filesystem;

struct ReadFile {
    static constexpr PermissionInfo info { .name = "test.read", .about = "service_user" };
};
struct Search {
    static constexpr PermissionInfo info { .name = "test.search", .about = "service_user", .need = Need::desk };
};
struct Caseload {
    static constexpr PermissionInfo info { .name = "test.caseload", .about = "service_user" };
};

struct Named {
    SubjectId subject;
    Uuid pseudonym;
};
db::PersonalQuery<Named, ClientId> const everybody { "assignment_test/everybody",
    "SELECT subject_id, pseudonym FROM access.subject WHERE tenant_id = $1 AND kind = 'service_user' ORDER BY 1" };

void after_line(fs::path const& file, std::string const& line, std::string const& more)
{
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    auto s = text.str();
    auto const at = s.find("\n" + line + "\n");
    ASSERT_NE(at, s.npos) << file << " has no line " << line;
    s.insert(at + line.size() + 2, more);
    std::ofstream(file) << s;
}

std::shared_ptr<Policy const> policy_with_test_roles()
{
    auto const path = fs::temp_directory_path() / ("assignment_test." + std::to_string(::getpid()));
    fs::copy(WELLKEPT_SOURCE_DIR "/policy", path, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    after_line(path / "staff.yaml", "roles:",
        "  - { code: t_clinician, title: Clinician, side: house, vetted: yes }\n  - { code: t_helpline, title: Helpline, side: house }\n");
    after_line(path / "access.yaml", "permissions:", "  test.read: look\n  test.search: search\n  test.caseload: list\n");
    after_line(path / "access.yaml", "accounts:",
        "  t_clinician:\n    test.read: [care]\n    test.caseload: [care]\n"
        "  t_helpline:\n    test.search: [care]\n    test.read: [care]\n");
    auto out = Policy::load(path);
    fs::remove_all(path);
    EXPECT_TRUE(out.ok()) << out.error().detail.text;
    return out.release();
}

class AssignmentTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto tx = db::Tx::begin(*all).release();
        ASSERT_TRUE(save_tenant(tx, { house_tenant, "eu", "active", "A", {}, {}, "house" }, clock.now()).ok());
        ASSERT_TRUE(save_tenant(tx, { care_tenant, "eu", "active", "A", {}, {}, "care" }, clock.now()).ok());
        ASSERT_TRUE(save_tenant(tx, { employer, "eu", "active", "A", {}, {}, "organisation" }, clock.now()).ok());
        ASSERT_TRUE(tx.commit().ok());
        for (auto const s : { ann, ben }) subject(s, care_tenant, "service_user");
        account(clinician, "t_clinician", house_tenant);
        account(helpline, "t_helpline", house_tenant);
        account(manager, "t_helpline", employer);
        vetted(clinician, "365 days");
    }
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    static std::string quoted(SubjectId s) { return "'" + s.text() + "'"; }
    std::string now() const { return "to_timestamp(" + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count()) + ")"; }
    void subject(SubjectId s, ClientId t, std::string const& kind)
    {
        command("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES (" + quoted(s) + ", '" + t.text()
            + "', gen_random_uuid(), 'active', " + now() + ", '" + kind + "')");
    }
    void account(SubjectId s, std::string const& role, ClientId tenant)
    {
        subject(s, tenant, "account");
        command("INSERT INTO access.account VALUES (" + quoted(s) + ", '" + tenant.text() + "', 'active', ARRAY['" + role + "'], '{}', '{}', " + now() + ", NULL, " + now() + ")");
        command("INSERT INTO access.account_session VALUES (" + quoted(s) + ", '" + session.text() + "', " + now() + ", 'totp', " + now()
            + " + interval '900 days', " + now() + " + interval '900 days', '', " + now() + ")");
        command("INSERT INTO access.training VALUES (" + quoted(s) + ", gen_random_uuid(), '" + tenant.text() + "', 'health_privacy', '2000-01-01', "
            + now() + " + interval '900 days', '" + s.text() + "', " + now() + ")");
    }
    void vetted(SubjectId s, std::string const& how_long)
    {
        command("INSERT INTO access.vetting VALUES (" + quoted(s) + ", " + now() + " + interval '" + how_long + "')"
            " ON CONFLICT (subject_id) DO UPDATE SET valid_until = excluded.valid_until");
    }
    void relate(SubjectId person, std::string const& account_id, std::string const& relation, std::string const& until = "NULL")
    {
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), '" + account_id + "', '" + relation
            + "', gen_random_uuid(), " + now() + ", " + until + ")");
    }
    Visit visit(SubjectId who, ClientId tenant) { return { Actor::staff(who, tenant, session), "care", RequestId::fresh(clock, rng) }; }
    template<typename P>
    std::string reason(SubjectId who, SubjectId person, ClientId tenant = house_tenant)
    {
        auto tx = db::Tx::begin(*pool).release();
        auto v = visit(who, tenant);
        if (gate.decide<P>(tx, v, person).ok()) return "";
        EXPECT_EQ(v.rows.size(), 1u) << "a refusal is a row";
        return v.rows.empty() ? "?" : v.rows[0].reason;
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = db::Pool::create({ .url = db::testing::url(database), .connections = 2 }).release();
    std::unique_ptr<db::Pool> all = db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    testing::MemoryKeys keys { rng };
    PolicyHolder policy { policy_with_test_roles() };
    Gate gate { policy, keys, clock, rng, "eu" };
    Uuid const session = Uuid::v4(rng);
    ClientId const employer = ClientId::fresh(clock, rng);
    SubjectId const ann = SubjectId::fresh(clock, rng), ben = SubjectId::fresh(clock, rng), clinician = SubjectId::fresh(clock, rng),
                    helpline = SubjectId::fresh(clock, rng), manager = SubjectId::fresh(clock, rng);
};

TEST_F(AssignmentTest, ACaseIsOpenToWhoeverIsAssignedAndOnlySoLong)
{
    EXPECT_EQ(reason<ReadFile>(clinician, ann), "not_assigned");
    EXPECT_EQ(reason<ReadFile>(helpline, ann), "not_assigned") << "the role alone is not enough";
    relate(ann, clinician.text(), "assigned", now() + " + interval '10 days'");
    EXPECT_EQ(reason<ReadFile>(clinician, ann), "");
    EXPECT_EQ(reason<ReadFile>(clinician, ben), "not_assigned") << "this person, and nobody else";
    clock.advance(std::chrono::hours(24 * 10));
    EXPECT_EQ(reason<ReadFile>(clinician, ann), "not_assigned") << "from the very moment it ends";
}

TEST_F(AssignmentTest, TheDeskReachesEverybodyButThoseBehindAWall)
{
    EXPECT_EQ(reason<Search>(helpline, ann), "");
    EXPECT_EQ(reason<Search>(clinician, ann), "role");
    relate(ann, helpline.text(), "walled");
    EXPECT_EQ(reason<Search>(helpline, ann), "walled_off");
    EXPECT_EQ(reason<Search>(helpline, ben), "");
    relate(ben, Uuid {}.text(), "walled"); // to whoever is not assigned
    EXPECT_EQ(reason<Search>(helpline, ben), "walled_off");
    relate(ben, clinician.text(), "assigned");
    EXPECT_EQ(reason<ReadFile>(clinician, ben), "");
    command("INSERT INTO access.exceptional_access (access_id, kind, tenant_id, account_id, actor_pseudonym, opener_pseudonym, role, subject_id, reason,"
            " opened_at, expires_at, review_by) SELECT gen_random_uuid(), 'break_glass', '" + care_tenant.text() + "', subject_id, pseudonym, pseudonym,"
            " 't_helpline', " + quoted(ann) + ", 'danger_to_life', " + now() + ", " + now() + " + interval '1 hour', " + now()
        + " + interval '3 days' FROM access.subject WHERE subject_id = " + quoted(helpline));
    EXPECT_EQ(reason<ReadFile>(helpline, ann), "walled_off") << "no emergency opens a colleague's file to a colleague";
}

TEST_F(AssignmentTest, AVettingThatRanOutClosesEveryCase)
{
    relate(ann, clinician.text(), "assigned");
    EXPECT_EQ(reason<ReadFile>(clinician, ann), "");
    vetted(clinician, "1 day");
    clock.advance(std::chrono::hours(24));
    EXPECT_EQ(reason<ReadFile>(clinician, ann), "vetting_expired");
    command("DELETE FROM access.vetting");
    EXPECT_EQ(reason<ReadFile>(clinician, ann), "vetting_expired") << "never vetted";
}

TEST_F(AssignmentTest, AnOrganisationReachesNobody)
{
    relate(ann, manager.text(), "assigned"); // even so
    EXPECT_EQ(reason<Search>(manager, ann, employer), "foreign_tenant");
    EXPECT_EQ(reason<ReadFile>(manager, ann, employer), "foreign_tenant");
    auto tx = db::Tx::begin(*pool).release();
    auto v = visit(manager, employer);
    EXPECT_FALSE(gate.decide_group<Search>(tx, v, care_tenant).ok());
}

TEST_F(AssignmentTest, ACaseloadListsTheAssignedAlone)
{
    relate(ann, clinician.text(), "assigned");
    auto listed = [&]<typename P>(SubjectId who) {
        auto tx = db::Tx::begin(*pool).release();
        auto v = visit(who, house_tenant);
        auto g = gate.decide_group<P>(tx, v, care_tenant).release();
        auto out = g.rows(everybody).release();
        EXPECT_TRUE(gate.finish(g, v).ok());
        EXPECT_EQ(v.rows.size(), out.empty() ? 1u : out.size());
        return out;
    };
    auto const mine = listed.operator()<Caseload>(clinician);
    ASSERT_EQ(mine.size(), 1u) << "the query asks for everybody";
    EXPECT_EQ(mine[0].subject, ann);
    EXPECT_EQ(listed.operator()<Search>(helpline).size(), 2u);
    relate(ben, Uuid {}.text(), "walled");
    relate(ann, helpline.text(), "walled");
    EXPECT_TRUE(listed.operator()<Search>(helpline).empty()) << "a wall holds in a list too";
}

} // namespace
} // namespace wellkept::access
