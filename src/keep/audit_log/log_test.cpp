// The sequencer: one tree whatever happens, and what it notices.
#include "keep/audit_log/testing_log.h"
#include <gmock/gmock.h>
#include <thread>

namespace wellkept::audit_log {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class Sequencer : public LogTest {
protected:
    int retire()
    {
        auto const n = retire_partitions(*owner, "P6Y", clock);
        EXPECT_TRUE(n.ok()) << n.error().detail.text;
        return n.ok() ? n.value() : -1;
    }
};

TEST_F(Sequencer, GivesPlacesAndSignsARootThatProofsLeadTo)
{
    EXPECT_EQ(sequence().size, 0);
    auto const events = append(700); // over several batches and tiles
    EXPECT_EQ(sequence().added, 700);
    auto const verifier = log.verifier().release();
    EXPECT_EQ(verifier.name, "example.com/tlog");
    auto const c = tlog::open_checkpoint(latest_note(), verifier);
    ASSERT_TRUE(c.ok());
    EXPECT_EQ(c->size, 700u);
    auto tx = db::Tx::begin(*pool).release();
    tlog::Frontier f;
    for (auto const& e : store::entries(tx, 0, 700).release()) {
        EXPECT_EQ(e.event_id, events[f.size()]);
        f.add(tlog::leaf_hash(e.commitment.data));
    }
    EXPECT_EQ(f.root(), c->root);
    // Another node opens the same key, and does not make one.
    Log other(*pool, keys, clock, rng, { .origin = "elsewhere.example/tlog" });
    EXPECT_EQ(other.verifier().release().text(), verifier.text());
}

TEST_F(Sequencer, TwoAtOnceMakeOneTree)
{
    for (int round = 0; round < 5; ++round) {
        append(400, round * 400);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                Log one(*pool, keys, clock, rng, { .origin = "example.com/tlog", .batch_max = 50 });
                for (int i = 0; i < 10; ++i) EXPECT_TRUE(one.sequence().ok());
            });
        for (auto& t : threads) t.join();
        sequence();
    }
    auto const v = verdict();
    EXPECT_EQ(kinds(v), Findings {});
    EXPECT_EQ(v.rows, 2000);
}

TEST_F(Sequencer, NoticesAClockSetBackAndARowThatVanishedBeforeItHadItsPlace)
{
    append(5, 60);
    sequence();
    append(1, 0); // an hour before what is there
    auto const lost = append(1, 61);
    tamper("DELETE FROM access.audit_event WHERE event_id = " + id(lost[0]));
    sequence();
    auto const v = verdict();
    EXPECT_EQ(kinds(v), Findings { "truncation 6" });
    EXPECT_THAT(v.notices, Contains(HasSubstr("clock_set_back")));
    EXPECT_THAT(v.notices, Contains(HasSubstr("vanished")));
    append(1, 1);
    sequence();
    EXPECT_EQ(verdict().notices.size(), 2u) << "the same jump is noted once";
}

TEST_F(Sequencer, RefusesToSignOverADamagedTree)
{
    append(10);
    sequence();
    tamper("UPDATE audit_log.tile SET hashes = overlay(hashes placing '\\x00' from 40 for 1)");
    append(1, 20);
    EXPECT_FALSE(log.sequence().ok());
    EXPECT_THAT(verdict().notices, Contains(HasSubstr("damaged")));
    auto tx = db::Tx::begin(*pool).release();
    EXPECT_EQ(store::latest_checkpoint(tx).release()->size, 10);
}

TEST_F(Sequencer, CommitsToRowsOlderThanTheLog)
{
    auto const events = append(3);
    tamper("UPDATE access.audit_event SET salt = NULL, commitment = NULL; UPDATE access.audit_pending SET commitment = "
           "NULL");
    append(1, 10);
    EXPECT_EQ(sequence().added, 4);
    EXPECT_EQ(verdict().rows, 4);
    tamper("UPDATE access.audit_event SET reason = 'x' WHERE event_id = " + id(events[1]));
    EXPECT_EQ(found(), Findings { "edit 1" });
}

TEST_F(Sequencer, ProofsOutliveThePersonsKeysAndRetirementOfTheRows)
{
    tamper("SELECT access.make_audit_partitions('2026-03-01', 1); ALTER TABLE access.audit_event_2026_03 OWNER TO "
           "wellkept_owner");
    auto const person = SubjectId { Uuid::v4(rng) };
    auto sealed = row(at(1));
    auto const key = keys.find_or_make(ClientId {}, person, access::person_scope).release();
    sealed.payload = crypto::seal(*key, "glimpsed", "place", rng).release();
    append({ row(at(0)), sealed, row(at(2)) });
    sequence();
    ASSERT_TRUE(keys.destroy_person(person).ok());
    EXPECT_EQ(verdict().rows, 3);

    auto tx = db::Tx::begin(*pool).release();
    ASSERT_TRUE(access::open_whole_log(tx).ok());
    auto const record = access::audit_rows(tx, { at(1) }, { sealed.event_id }).release().at(0);
    auto const hashes =
        tlog::inclusion_proof(1, 3, tlog::nodes_of(3, [&](tlog::TileName const& t) -> Result<std::string> {
            return store::tile(tx, t.level, static_cast<std::int64_t>(t.n)).release()->hashes.data;
        })).release();
    ASSERT_TRUE(tx.commit().ok());
    auto const text = tlog::text(
        tlog::Proof { proof_extra(access::canonical_text(record.row()), record.salt->data), 1, hashes, latest_note() });
    auto const verifier = log.verifier().release();
    EXPECT_EQ(check_proof(text, verifier, {}).release().row, access::canonical_text(record.row()));

    // Nobody retires it before its time, and afterwards the rule does.
    EXPECT_EQ(retire(), 0);
    clock.advance(std::chrono::hours(24 * 365 * 6 + 24 * 60));
    EXPECT_EQ(retire(), 1);
    auto const v = verdict();
    EXPECT_EQ(kinds(v), Findings {});
    EXPECT_EQ(v.retired_rows, 3);
    EXPECT_TRUE(check_proof(text, verifier, {}).ok());
    auto changed = tlog::parse_proof(text).release();
    changed.extra = proof_extra(access::canonical_text(row(at(1))), record.salt->data);
    EXPECT_FALSE(check_proof(tlog::text(changed), verifier, {}).ok());
}

TEST_F(Sequencer, RowsWithoutAPlaceAreNotRetired)
{
    tamper("SELECT access.make_audit_partitions('2026-03-01', 1); ALTER TABLE access.audit_event_2026_03 OWNER TO "
           "wellkept_owner");
    append(3);
    clock.advance(std::chrono::hours(24 * 365 * 7));
    EXPECT_EQ(retire(), 0);
    sequence();
    EXPECT_EQ(retire(), 1);
}

TEST(Retention, ThePeriodIsThePolicys) { EXPECT_EQ(retention_period(WELLKEPT_SOURCE_DIR "/policy").release(), "P6Y"); }

TEST(CanonicalText, TellsRowsApart)
{
    access::AuditRow a {}, b {};
    a.actor_label = "x\",\"action\":\"y";
    b.actor_label = "x";
    b.action = "y";
    EXPECT_NE(access::canonical_text(a), access::canonical_text(b));
    a = b;
    b.payload = std::string("\0", 1);
    EXPECT_NE(access::canonical_text(a), access::canonical_text(b));
    EXPECT_EQ(access::canonical_text(access::AuditRow {}),
        R"({"v":1,"event_id":"00000000-0000-0000-0000-000000000000","at_us":0,"pseudonym":null,"tenant_id":null,"actor_kind":"","actor_id":null,)"
        R"("actor_label":"","action":"","purpose":"","decision":"","reason":"","request_id":"00000000-0000-0000-0000-000000000000","payload":null})");
}

} // namespace
} // namespace wellkept::audit_log
