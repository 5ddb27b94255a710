// Each way to tamper, done by SQL past all row security, and what verification says of it: out of the database and out
// of an exported file alike.
#include "keep/audit_log/testing_log.h"
#include <gmock/gmock.h>

namespace wellkept::audit_log {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Tamper : public LogTest {
protected:
    void SetUp() override
    {
        tamper("SELECT access.make_audit_partitions('2026-02-01', 4)");
        events = append(20);
        EXPECT_EQ(sequence().added, 20);
        more = append(600, 30 * 24 * 60); // into April
        EXPECT_EQ(sequence().size, 620);
        ASSERT_EQ(found(), Findings {});
    }
    std::vector<Uuid> events, more;
};

TEST_F(Tamper, NothingIsFoundWhereNothingWasDone)
{
    auto const v = verdict();
    EXPECT_EQ(v.rows, 620);
    EXPECT_EQ(v.signed_size, 620);
    EXPECT_EQ(v.waiting, 0);
    append(3, 100'000);
    EXPECT_EQ(verdict().waiting, 3);
}

TEST_F(Tamper, Deletion)
{
    tamper("DELETE FROM access.audit_event WHERE event_id = " + id(events[7]));
    tamper("DELETE FROM access.audit_event WHERE event_id IN (" + id(events[11]) + "," + id(events[12]) + ")");
    auto const v = verdict();
    EXPECT_THAT(kinds(v), ElementsAre("deletion 7", "deletion 11-12"));
    EXPECT_THAT(v.findings[0].where, HasSubstr(events[7].text()));
}

TEST_F(Tamper, EditOfEveryColumn)
{
    for (auto const* change : { "pseudonym = gen_random_uuid()", "pseudonym = NULL", "tenant_id = gen_random_uuid()",
             "actor_kind = 'member'", "actor_id = NULL", "actor_label = 'x'", "action = 'x'", "purpose = 'x'",
             "decision = 'refuse'", "reason = 'x'", "request_id = gen_random_uuid()", "payload = '\\x00'",
             "payload = NULL", "salt = '\\x00'", "salt = NULL", "commitment = '\\x00'" }) {
        tamper("CREATE TABLE before AS SELECT * FROM access.audit_event WHERE event_id = " + id(events[5]));
        tamper(std::string("UPDATE access.audit_event SET ") + change + " WHERE event_id = " + id(events[5]));
        EXPECT_EQ(found(), Findings { "edit 5" }) << change;
        tamper("DELETE FROM access.audit_event WHERE event_id = " + id(events[5]));
        tamper("INSERT INTO access.audit_event SELECT * FROM before; DROP TABLE before");
    }
    EXPECT_EQ(found(), Findings {});
    tamper("UPDATE access.audit_event SET at = at + interval '1 microsecond' WHERE event_id = " + id(events[5]));
    EXPECT_EQ(found(), Findings { "edit 5" });
    tamper("UPDATE access.audit_event SET at = at - interval '1 microsecond' WHERE event_id = " + id(events[5]));
    tamper("UPDATE access.audit_event SET event_id = gen_random_uuid() WHERE event_id = " + id(events[5]));
    EXPECT_THAT(found(), ElementsAre("insertion", "deletion 5"));
}

TEST_F(Tamper, EditWithItsCommitmentsMadeToFit)
{
    access::AuditRecord changed;
    {
        auto tx = db::Tx::begin(*pool).release();
        ASSERT_TRUE(access::open_whole_log(tx).ok());
        changed = access::audit_rows(tx, { at(5) }, { events[5] }).release().at(0);
    }
    changed.action = "nothing.happened";
    auto const commitment =
        crypto::hex(crypto::view(access::audit_commitment(changed.salt->data, access::canonical_text(changed.row()))));
    tamper("UPDATE access.audit_event SET action = 'nothing.happened', commitment = '\\x" + commitment
        + "' WHERE event_id = " + id(events[5]));
    EXPECT_EQ(found(), Findings { "edit 5" });
    tamper("UPDATE audit_log.entry SET commitment = '\\x" + commitment + "' WHERE idx = 5");
    EXPECT_EQ(found(), Findings { "edit 5" });
    // With the tree's leaf too, nothing is left but the signed root.
    auto const leaf = crypto::hex(crypto::view(tlog::leaf_hash(*crypto::hex_decode(commitment))));
    tamper("UPDATE audit_log.tile SET hashes = overlay(hashes placing '\\x" + leaf
        + "'::bytea from 161 for 32) WHERE level = 0 AND n = 0");
    EXPECT_EQ(found(), Findings { "rewritten 0-19" });
}

TEST_F(Tamper, Reorder)
{
    tamper("UPDATE audit_log.entry SET idx = 1000 WHERE idx = 3; UPDATE audit_log.entry SET idx = 3 WHERE idx = 9; "
           "UPDATE audit_log.entry SET idx = 9 WHERE idx = 1000");
    auto const v = verdict();
    EXPECT_THAT(kinds(v), ElementsAre("reorder 3", "reorder 9"));
    EXPECT_THAT(v.findings[0].where, HasSubstr("the signed log has it at place 9"));
}

TEST_F(Tamper, ReorderWithTheTreeMadeToFit)
{
    tamper("UPDATE audit_log.entry SET idx = 1000 WHERE idx = 3; UPDATE audit_log.entry SET idx = 3 WHERE idx = 9; "
           "UPDATE audit_log.entry SET idx = 9 WHERE idx = 1000");
    tamper("UPDATE audit_log.tile SET hashes = overlay(overlay(hashes placing substring(hashes from 289 for 32) from "
           "97 for 32)"
           " placing substring(hashes from 97 for 32) from 289 for 32) WHERE level = 0 AND n = 0");
    EXPECT_EQ(found(), Findings { "rewritten 0-19" });
}

TEST_F(Tamper, TruncationOfTheLastRows)
{
    tamper("DELETE FROM access.audit_event WHERE event_id IN (" + id(more[598]) + "," + id(more[599]) + ")");
    EXPECT_EQ(found(), Findings { "truncation 618-619" });
    // ... with their entries ...
    tamper("DELETE FROM audit_log.entry WHERE idx >= 618");
    EXPECT_EQ(found(), Findings { "truncation 618-619" });
    // ... and their hashes.
    tamper("UPDATE audit_log.tile SET hashes = substring(hashes for 32 * (618 - 512)) WHERE level = 0 AND n = 2");
    EXPECT_EQ(found(), Findings { "truncation 618-619" });
    EXPECT_FALSE(log.sequence().ok()) << "it must not sign over what is damaged";
}

TEST_F(Tamper, ALogPutBackAsAWholeShowsOnlyAgainstAKeptCheckpoint)
{
    auto const kept = latest_note();
    tamper("DELETE FROM access.audit_event WHERE at >= '2026-04-01'; DELETE FROM audit_log.entry WHERE idx >= 20; "
           "DELETE FROM audit_log.checkpoint WHERE size > 20;"
           "DELETE FROM audit_log.tile WHERE level > 0 OR n > 0; UPDATE audit_log.tile SET hashes = substring(hashes "
           "for 32 * 20)");
    EXPECT_EQ(found(), Findings {}) << "from the inside nothing can be seen";
    EXPECT_EQ(found({ .checkpoints = { kept } }), Findings { "truncation 20-619" });
    append(600, 500);
    sequence();
    EXPECT_EQ(found({ .checkpoints = { kept } }), Findings { "rewritten 0-619" });
}

TEST_F(Tamper, Gap)
{
    tamper("DELETE FROM audit_log.entry WHERE idx BETWEEN 300 AND 310");
    EXPECT_EQ(kinds(verdict()).front(), "insertion"); // the rows are there and have no place
    EXPECT_EQ(kinds(verdict()).back(), "gap 300-310");
}

TEST_F(Tamper, RemovedCheckpoint)
{
    tamper("DELETE FROM audit_log.checkpoint WHERE size > 20");
    EXPECT_EQ(found(), Findings { "truncation 20-619" });
}

TEST_F(Tamper, ARemovedCheckpointWhoseCosignatureStayed)
{
    tamper("INSERT INTO audit_log.cosignature VALUES (620, 'w', 'line', now()); DELETE FROM audit_log.checkpoint WHERE "
           "size > 20; DELETE FROM audit_log.entry WHERE idx >= 20;"
           "DELETE FROM audit_log.tile WHERE level > 0 OR n > 0; UPDATE audit_log.tile SET hashes = substring(hashes "
           "for 640); DELETE FROM access.audit_event WHERE at >= '2026-04-01'");
    EXPECT_EQ(found(), Findings { "truncation 20-619" });
}

TEST_F(Tamper, MissingHashes)
{
    tamper("DELETE FROM audit_log.tile WHERE level = 0 AND n = 1");
    EXPECT_EQ(found(), Findings { "gap 256-511" });
}

TEST_F(Tamper, AChangedHashOfTheTree)
{
    tamper("UPDATE audit_log.tile SET hashes = overlay(hashes placing '\\x00' from 1 for 1) WHERE level = 0 AND n = 1");
    auto const v = verdict();
    EXPECT_EQ(kinds(v), Findings { "edit 256" });
    EXPECT_THAT(v.findings[0].where, HasSubstr("the tree's stored hash"));
}

TEST_F(Tamper, AnEmptiedAndAMissingPartition)
{
    tamper("TRUNCATE access.audit_event_2026_03");
    EXPECT_EQ(found(), Findings { "truncation 0-19" });
    tamper("DROP TABLE access.audit_event_2026_03");
    auto const v = verdict();
    EXPECT_EQ(kinds(v), Findings { "missing partition 0-19" });
    EXPECT_THAT(v.findings[0].where, HasSubstr("audit_event_2026_03"));
    // To call it retired does not help: it would have had to be kept.
    tamper("INSERT INTO audit_log.retired VALUES ('audit_event_2026_03', '2026-03-01', '2026-04-01', 20, now())");
    EXPECT_THAT(found(), ElementsAre("missing partition", "missing partition 0-19"));
}

TEST_F(Tamper, ARowThatNobodyWroteAndAForgedCheckpoint)
{
    tamper("INSERT INTO access.audit_event SELECT at, gen_random_uuid(), pseudonym, tenant_id, actor_kind, actor_id, "
           "actor_label, action, purpose, decision,"
           " reason, request_id, payload, salt, commitment FROM access.audit_event WHERE event_id = "
        + id(events[1]));
    EXPECT_EQ(found(), Findings { "insertion" });
    tamper("UPDATE audit_log.checkpoint SET note = replace(note, E'\\n20\\n', E'\\n19\\n') WHERE size = 20");
    EXPECT_THAT(found(), ElementsAre("insertion", "forged checkpoint 20"));
}

TEST_F(Tamper, AnotherKey)
{
    auto const ours = log.verifier().release();
    EXPECT_EQ(found({ .log = ours }), Findings {});
    auto other = ours;
    other.public_key[0] = static_cast<char>(other.public_key[0] ^ 1);
    EXPECT_FALSE(found({ .log = other }).empty());
}

TEST(Export, IsReadWithSuspicion)
{
    for (std::string const bad : { "x", "{}", R"({"tile":0,"hashes":"00"})", R"({"header":{"format":"y"}})" }) {
        std::istringstream in(bad + "\n");
        EXPECT_FALSE(verify(from_file(in), {}).ok()) << bad;
    }
}

} // namespace
} // namespace wellkept::audit_log
