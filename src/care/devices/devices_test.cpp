#include "care/devices/devices.h"
#include "access/handles.h"
#include "care/cases/testing_house.h"
#include "connect/members/members.h"

namespace wellkept::devices {
namespace {

using cases::ReadCase;
using timeseries::Sample;
using timeseries::WriteSamples;

class DevicesTest : public cases::testing::House {
protected:
    void SetUp() override
    {
        cases::testing::House::SetUp();
        auto tx = db::Tx::begin(*all).release();
        ASSERT_TRUE(access::save_tenant(tx, { client, "eu", "active", "A", {}, {}, "client" }, clock.now()).ok());
        ASSERT_TRUE(tx.commit().ok());
        subject(member, client, "member");
        for (auto const* category : { "heart", "activity" }) allow(category, "self", true);
        auto const now_ms = ms(clock.now());
        for (auto const* metric : { "heart_rate", "steps" }) {
            std::vector<Sample> samples;
            for (int day = 0; day < 60; ++day) {
                Sample s;
                s.start_ms = now_ms - day * 86'400'000LL;
                s.end_ms = std::string_view(metric) == "steps" ? s.start_ms + 60'000 : s.start_ms;
                s.value = 60 + day;
                samples.push_back(s);
            }
            auto const w = access::as_system<WriteSamples>(gate, *pool, "ingest_pull", "collect", member,
                [&](access::Granted<WriteSamples>& g) { return timeseries::write(g, gate, { connection, "test", metrics.find(metric), std::move(samples), false }); });
            ASSERT_TRUE(w.ok()) << w.error().public_text.text << w.error().detail.text;
        }
    }
    static std::int64_t ms(Instant t) { return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count(); }
    std::chrono::sys_days today() const { return std::chrono::floor<std::chrono::days>(clock.now()); }
    void allow(std::string const& category, std::string const& why, bool yes)
    {
        command("INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient, decision, wording_version, language, channel, captured_by, at) VALUES ("
            + quoted(member) + ", gen_random_uuid(), '" + connection.text() + "', '" + category + "', '" + why + "', 'self', '" + (yes ? "granted" : "withdrawn") + "', '1', 'en', 'test', 'member', now())");
    }
    template<typename P, typename F>
    auto you(SubjectId who, F&& fn)
    {
        return access::as_actor<P>(gate, *pool, access::Actor::service_user(who, access::care_tenant, session), purpose, who, std::forward<F>(fn));
    }
    std::string code_of(SubjectId whom, std::chrono::minutes life = std::chrono::minutes(15))
    {
        auto const code = "7KQX92MF" + std::to_string(1000 + m_codes++);
        auto tx = db::Tx::begin(*pool).release();
        EXPECT_TRUE(access::Handles(gate).put(tx,
            { .kind = members::code_handle, .value = code, .subject = whom, .tenant = client, .ref = whom.value, .expires_at = clock.now() + life }).ok());
        EXPECT_TRUE(tx.commit().ok());
        return code;
    }
    Result<Uuid> joins(std::string const& code) { return you<Choose>(ann, [&](auto& g) { return join(g, context_, code); }); }
    Result<Uuid> shows(Uuid link, Uuid id, std::vector<std::string> const& chosen = { "heart_rate" }, int days = 30)
    {
        return you<Choose>(ann, [&](auto& g) { return choose(g, context_, { link, id, chosen, today() + std::chrono::days(days) }); });
    }
    Result<Shown> looks(SubjectId who, Uuid id)
    {
        return access::as_actor<ReadShown>(gate, *pool, access::Actor::staff(who, access::house_tenant, session), purpose, ann,
            [&](access::Granted<ReadShown>& g) { return shown(g, context_, id, {}); });
    }
    // "ok", or what kept them out.
    std::string outcome(SubjectId who, Uuid id)
    {
        auto const r = looks(who, id);
        if (r.ok()) return std::all_of(r->metrics.begin(), r->metrics.end(), [](auto const& m) { return m.days.empty(); }) ? "nothing" : "ok";
        return r.error().code == Code::not_found ? "not_found" : r.error().code == Code::forbidden ? "forbidden" : r.error().code == Code::conflict ? "conflict" : "?";
    }
    struct Count {
        std::int64_t n;
    };
    std::int64_t count(std::string const& statement)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
        command("CREATE TABLE IF NOT EXISTS public.counted (n bigint); TRUNCATE public.counted; INSERT INTO public.counted " + statement);
        static db::PlainQuery<Count> const read { "devices_test/count", "SELECT n FROM public.counted" };
        auto tx = db::Tx::begin(*all).release();
        return tx.one(read).release().n;
    }
    // Ann's case in Mary's hands, joined, her heart rate shown for 30 days.
    struct Scene {
        Uuid id, link, share;
    };
    Scene scene()
    {
        Scene s { allocated_to(mary), {}, {} };
        auto const link = joins(code_of(member));
        EXPECT_TRUE(link.ok()) << link.error().public_text.text << link.error().detail.text;
        s.link = *link;
        auto const share = shows(s.link, s.id);
        EXPECT_TRUE(share.ok()) << share.error().public_text.text << share.error().detail.text;
        s.share = *share;
        return s;
    }

    ClientId const client = ClientId::fresh(clock, rng);
    SubjectId const member = SubjectId::fresh(clock, rng);
    ConnectionId const connection { Uuid::v4(rng) };
    timeseries::MetricTable metrics = timeseries::MetricTable::load(WELLKEPT_SOURCE_DIR "/policy/metrics.yaml").release();
    consent::LiveRules ages { consent::Rules::load(WELLKEPT_SOURCE_DIR "/policy", "eu").release() };
    Context context_ { *pool, gate, context, ages, metrics };
    int m_codes = 0;
};

TEST_F(DevicesTest, ACodeJoinsOnceAndForAShortTime)
{
    auto const code = code_of(member);
    auto const late = code_of(member, std::chrono::minutes(1));
    clock.advance(std::chrono::minutes(2));
    EXPECT_EQ(joins(late).error().code, Code::conflict) << "it has run out";
    EXPECT_EQ(joins("NOBODYHASIT0").error().code, Code::conflict);
    std::string typed;
    for (char const c : code) typed += std::string(1, static_cast<char>(std::tolower(c))) + (typed.size() % 5 == 3 ? "-" : "");
    ASSERT_TRUE(joins(typed).ok()) << "however it is typed";
    EXPECT_EQ(joins(code).error().code, Code::conflict) << "once";
    EXPECT_EQ(joins(code_of(member)).error().code, Code::conflict) << "joined already";
}

TEST_F(DevicesTest, TheClinicianOfTheCaseSeesWhatWasChosenAndNothingElse)
{
    auto const s = scene();
    auto const r = looks(mary, s.id);
    ASSERT_TRUE(r.ok()) << r.error().public_text.text << r.error().detail.text;
    ASSERT_EQ(r->metrics.size(), 1u);
    EXPECT_EQ(r->metrics[0].metric->code, "heart_rate");
    EXPECT_EQ(r->earliest, today() - days_before_case);
    EXPECT_EQ(r->metrics[0].days.size(), 29u) << "what was usual before the case, and no more";
    // Chosen anew, the new choice takes the place of the old.
    ASSERT_TRUE(shows(s.link, s.id, { "steps" }).ok());
    auto const anew = looks(mary, s.id);
    ASSERT_TRUE(anew.ok());
    ASSERT_EQ(anew->metrics.size(), 1u);
    EXPECT_EQ(anew->metrics[0].metric->code, "steps");
}

TEST_F(DevicesTest, NobodyElseIsLetIn)
{
    auto const s = scene();
    for (auto const who : { manager, lead, omar, helpline, director }) {
        EXPECT_NE(outcome(who, s.id), "ok");
        EXPECT_NE(outcome(who, s.id), "nothing");
    }
    auto const other = as<cases::OpenCase>(helpline, [&](auto& g) { return cases::open_case(g, gate, { "", "Something else.", "helpline" }); });
    ASSERT_TRUE(other.ok());
    EXPECT_EQ(outcome(mary, *other), "not_found") << "another case of the same person";
}

TEST_F(DevicesTest, AWithdrawalHoldsFromTheNextReadingOn)
{
    auto const s = scene();
    EXPECT_EQ(outcome(mary, s.id), "ok");
    ASSERT_TRUE(you<Choose>(ann, [&](auto& g) { return withdraw(g, context_, s.share); }).ok());
    EXPECT_EQ(outcome(mary, s.id), "forbidden");
    ASSERT_TRUE(shows(s.link, s.id).ok());
    EXPECT_EQ(outcome(mary, s.id), "ok");
    ASSERT_TRUE(you<Choose>(ann, [&](auto& g) { return part(g, context_, s.link); }).ok());
    EXPECT_EQ(outcome(mary, s.id), "forbidden");
    EXPECT_EQ(count("SELECT count(*) FROM devices.link") + count("SELECT count(*) FROM devices.share"), 0) << "which Member it was is forgotten";
}

TEST_F(DevicesTest, TheGateItselfLetsNobodyInAfterTheDay)
{
    auto const s = scene();
    clock.advance(std::chrono::hours(24 * 31));
    EXPECT_EQ(outcome(mary, s.id), "forbidden");
    EXPECT_EQ(count("SELECT count(*) FROM access.audit_event WHERE decision = 'refuse' AND reason = 'no_consent'"), 1);
    EXPECT_FALSE(shows(s.link, s.id, { "heart_rate" }, -1).ok());
    EXPECT_FALSE(shows(s.link, s.id, { "heart_rate" }, 367).ok());
    EXPECT_TRUE(shows(s.link, s.id, { "heart_rate" }, 365).ok());
    EXPECT_FALSE(shows(s.link, s.id, { "no_such_metric" }).ok());
    EXPECT_FALSE(shows(s.link, s.id, {}).ok());
}

TEST_F(DevicesTest, AClosedCaseAndALostAssignmentShut)
{
    auto const s = scene();
    ASSERT_TRUE(as<cases::WriteCase>(mary, [&](auto& g) { return cases::progress(g, gate, s.id, { "hand_back", {}, {} }); }).ok());
    EXPECT_EQ(outcome(mary, s.id), "not_found");
}

TEST_F(DevicesTest, TheMembersOwnSwitchAndItsEndShutToo)
{
    auto const s = scene();
    allow("heart", "self", false);
    EXPECT_EQ(outcome(mary, s.id), "nothing") << "another kind is still on, and this one is not";
    allow("activity", "self", false);
    EXPECT_EQ(outcome(mary, s.id), "conflict");
    allow("heart", "self", true);
    EXPECT_EQ(outcome(mary, s.id), "ok");
    command("UPDATE access.subject SET state = 'erasing' WHERE subject_id = " + quoted(member));
    EXPECT_EQ(outcome(mary, s.id), "conflict");
}

TEST_F(DevicesTest, BothRecordsSayWhoReadAndTheClientsLogHoldsNothingOfIt)
{
    auto const s = scene();
    ASSERT_EQ(outcome(mary, s.id), "ok");
    auto const of = [&](SubjectId whom, std::string const& what) {
        return count("SELECT count(*) FROM access.audit_event a JOIN access.subject s USING (pseudonym) WHERE s.subject_id = " + quoted(whom) + " AND a.purpose = 'care_device_data' AND " + what);
    };
    EXPECT_EQ(of(ann, "a.action = 'devices.read' AND a.actor_kind = 'staff' AND a.decision = 'permit'"), 1);
    EXPECT_EQ(of(member, "a.action = 'timeseries.read' AND a.actor_label = 'care_devices'"), 1);
    // What a Client is shown of the log: any refusal under its tenant, and what clients and accounts did (connect/sharing).
    EXPECT_EQ(count("SELECT count(*) FROM access.audit_event WHERE tenant_id = '" + client.text() + "' AND (decision = 'refuse' OR actor_kind IN ('client', 'staff'))"), 0);
    command("UPDATE access.subject SET state = 'erasing' WHERE subject_id = " + quoted(member));
    ASSERT_EQ(outcome(mary, s.id), "conflict");
    EXPECT_EQ(count("SELECT count(*) FROM access.audit_event WHERE tenant_id = '" + client.text() + "' AND (decision = 'refuse' OR actor_kind IN ('client', 'staff'))"), 0);
    // And nothing of the join or the choice stands with the Member.
    EXPECT_EQ(count("SELECT count(*) FROM access.consent_event WHERE subject_id = " + quoted(member) + " AND purpose = 'care_device_data'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM access.consent_event WHERE subject_id = " + quoted(ann) + " AND purpose = 'care_device_data' AND until IS NOT NULL"), 1);
}

TEST_F(DevicesTest, AMemberCannotSwitchItWithThePortalsLink)
{
    auto const tried = access::as_actor<timeseries::ReadSamples>(gate, *pool, access::Actor::member(member, client, session), "self", member,
        [&](auto& g) { return consent::change(g, gate, *ages.now(), { { connection, "heart", std::string(purpose), true, {} } }, "test"); });
    ASSERT_FALSE(tried.ok());
    EXPECT_EQ(tried.error().code, Code::bad_input);
}

} // namespace
} // namespace wellkept::devices
