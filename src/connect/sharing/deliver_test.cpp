// From news to the Client's endpoint, over real databases.
#include "connect/sharing/event.h"
#include "connect/sharing/standard_webhooks.h"
#include "connect/sharing/testing_house.h"
#include "connect/timeseries/samples_json.h"
#include "platform/json/json.h"
#include <gmock/gmock.h>

namespace wellkept::sharing::testing {

namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;
using Deliver = House;

bool done(jobs::Outcome const& o) { return std::holds_alternative<jobs::Done>(o); }

boost::json::object data_of(Endpoint::Received const& r) { return json::parse(r.body)->at("data").as_object(); }

TEST_F(Deliver, SamplesArriveSignedAndAsRestGivesThem)
{
    share(true);
    auto const written = write(beats(3), connection);
    auto const job = news_of(written);
    EXPECT_TRUE(done(announce(job)));
    EXPECT_TRUE(done(announce(job))); // at least once
    ASSERT_EQ(events().size(), 1u);
    EXPECT_EQ(events()[0].id, job.id.value);
    EXPECT_EQ(jobs_waiting(), 1);
    EXPECT_EQ(events()[0].payload.find("61.5"), std::string::npos);

    EXPECT_TRUE(done(deliver(job.id.value)));
    auto const got = endpoint.received();
    ASSERT_EQ(got.size(), 1u);
    EXPECT_EQ(got[0].header("webhook-id"), job.id.text());
    auto const at = std::stoll(got[0].header("webhook-timestamp"));
    EXPECT_EQ(got[0].header("webhook-signature"), signature(secret, job.id.text(), at, got[0].body));
    EXPECT_EQ(json::parse(got[0].body)->at("type").as_string(), "samples.created");
    auto const data = data_of(got[0]);
    EXPECT_EQ(data.at("member_id").as_string(), member.text());
    EXPECT_EQ(data.at("connection_id").as_string(), connection.text());
    EXPECT_EQ(data.at("program").as_string(), "withings");
    EXPECT_EQ(data.at("metric").as_string(), "heart_rate");
    EXPECT_EQ(data.at("category").as_string(), "heart");
    EXPECT_EQ(data.at("history").as_bool(), false);
    EXPECT_EQ(data.at("from").as_string(), "2026-01-01T00:00:00.000Z");
    EXPECT_EQ(data.at("to").as_string(), "2026-01-01T00:02:00.001Z"); // exclusive, as REST takes it
    EXPECT_EQ(data.at("count").as_int64(), 3);
    EXPECT_EQ(data.at("more").as_bool(), false);
    auto const rest = access::as_system<timeseries::ReadSamples>(gate, *pool, "webhook_deliver", "share_with_client",
        member, [&](access::Granted<timeseries::ReadSamples>& g) -> Result<std::string> {
            auto const page =
                TRY(timeseries::read(g, { "heart_rate", written.first_ms, written.last_ms + 1, 1000, "" }));
            return timeseries::samples_json(page, *metrics.find("heart_rate"));
        });
    EXPECT_EQ(data.at("samples"), json::parse(*rest)->at("samples"));
    EXPECT_EQ(data.at("samples").as_array().size(), 3u);

    auto const after = events()[0];
    EXPECT_EQ(after.state, "delivered");
    EXPECT_EQ(after.last_status, 200);
    EXPECT_EQ(after.payload, "{}");
    EXPECT_TRUE(done(deliver(job.id.value))); // a second run sends nothing
    EXPECT_EQ(endpoint.received().size(), 1u);
}

TEST_F(Deliver, WhatIsNotSharedStaysAndLeavesNoTrace)
{
    auto const never = news_of(write(beats(2), connection));
    announce(never);
    EXPECT_TRUE(done(deliver(never.id.value)));
    EXPECT_EQ(events()[0].state, "dropped");
    EXPECT_EQ(events()[0].reason, "no_consent");
    EXPECT_EQ(events()[0].payload, "{}");

    share(true);
    endpoint.answer_with(503);
    auto const later = news_of(write(beats(4), connection));
    announce(later);
    auto const outcome = deliver(later.id.value);
    ASSERT_TRUE(std::holds_alternative<jobs::Retry>(outcome));
    EXPECT_EQ(endpoint.received().size(), 1u);
    share(false); // withdrawn between two attempts
    endpoint.answer_with(200);
    EXPECT_TRUE(done(deliver(later.id.value)));
    EXPECT_EQ(endpoint.received().size(), 1u);
    EXPECT_EQ(events()[1].state, "dropped");
}

// The trigger makes a withdrawal that commits in the same moment as the decision to send.
TEST_F(Deliver, AWithdrawalAfterTheDecisionStillKeepsItFromLeaving)
{
    share(true);
    announce(news_of(write(beats(2), connection)));
    command("CREATE FUNCTION withdraw() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN"
            " IF NEW.action = 'sharing.push' AND NEW.decision = 'permit' THEN"
            "  INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient,"
            "    decision, wording_version, language, channel, captured_by, at)"
            "  SELECT subject_id, gen_random_uuid(), connection_id, category, purpose, recipient, 'withdrawn',"
            "    wording_version, language, channel, captured_by, at FROM access.consent_event"
            "   WHERE purpose = 'share_with_client';"
            " END IF; RETURN NULL; END $$;"
            "CREATE TRIGGER race AFTER INSERT ON access.audit_event FOR EACH ROW EXECUTE FUNCTION withdraw()");
    EXPECT_TRUE(done(deliver(events().at(0).id)));
    EXPECT_THAT(endpoint.received(), IsEmpty());
    EXPECT_EQ(events()[0].state, "dropped");
    EXPECT_EQ(events()[0].reason, "no_consent");
}

TEST_F(Deliver, WhatTheLastLookKeepsBackIsOnRecord)
{
    auto const held = access::hold_permitted<PushSamples>(gate, *pool, "webhook_deliver", "share_with_client", member,
        [](access::Granted<PushSamples>&) -> Result<> { return not_found(); });
    EXPECT_FALSE(held.ok()) << "nothing is shared yet";
    share(true);
    auto const kept_back = access::hold_permitted<PushSamples>(gate, *pool, "webhook_deliver", "share_with_client",
        member, [](access::Granted<PushSamples>&) -> Result<> { return not_found(); });
    EXPECT_FALSE(kept_back.ok());
    auto tx = db::Tx::begin(*pool).release();
    EXPECT_EQ(tx.one(refusals_waiting)->n, 2) << "a no to what was permitted a moment ago leaves its row too";
}

TEST_F(Deliver, OnlyTheSourceThatHasNewsIsInTheMessage)
{
    auto const other = ConnectionId::fresh(clock, rng);
    share(true);
    share(true, other);
    auto shifted = beats(3);
    for (auto& s : shifted) s.end_ms = s.start_ms += 30'000;
    write(shifted, other);
    announce(news_of(write(beats(3), connection)));
    EXPECT_TRUE(done(deliver(events().at(0).id)));
    auto const data = data_of(endpoint.received().at(0));
    auto const samples = data.at("samples").as_array();
    ASSERT_EQ(samples.size(), 3u);
    for (auto const& s : samples) EXPECT_EQ(s.at("source").at("connection_id").as_string(), connection.text());
}

TEST_F(Deliver, WhatThePersonSharesOfOneSourceOpensNoOther)
{
    share(true, ConnectionId::fresh(clock, rng)); // so that the Gate's first answer is yes
    announce(news_of(write(beats(3), connection)));
    EXPECT_TRUE(done(deliver(events().at(0).id)));
    EXPECT_THAT(endpoint.received(), IsEmpty());
    EXPECT_EQ(events()[0].state, "dropped");
    EXPECT_EQ(events()[0].reason, "not_shared");
}

TEST_F(Deliver, BeyondAThousandSamplesTheMessageSaysWhereTheRestIs)
{
    share(true);
    auto const job = news_of(write(beats(1005), connection));
    announce(job);
    EXPECT_TRUE(done(deliver(job.id.value)));
    auto const got = endpoint.received();
    ASSERT_EQ(got.size(), 1u);
    auto const data = data_of(got[0]);
    EXPECT_EQ(data.at("count").as_int64(), 1005);
    EXPECT_EQ(data.at("samples").as_array().size(), 1000u);
    EXPECT_TRUE(data.at("more").as_bool());
    std::string const query(data.at("query").as_string());
    EXPECT_TRUE(query.starts_with("/v1/members/" + member.text() + "/samples?metric=heart_rate&from=")) << query;
    EXPECT_NE(query.find("&cursor="), query.npos) << query;
}

TEST_F(Deliver, CorrectionsAreToldApartFromNewSamples)
{
    share(true);
    write(beats(2), connection);
    auto samples = beats(3);
    samples[0].value = 99;
    auto const written = write(samples, connection);
    ASSERT_EQ(written.created, 1u);
    ASSERT_EQ(written.updated, 1u);
    announce(news_of(written));
    auto const made = events();
    ASSERT_EQ(made.size(), 2u);
    for (auto const& e : made) deliver(e.id);
    std::set<std::string> types;
    for (auto const& r : endpoint.received()) types.insert(std::string(json::parse(r.body)->at("type").as_string()));
    EXPECT_EQ(types, (std::set<std::string> { "samples.created", "samples.updated" }));
}

TEST_F(Deliver, DeletionsCarryNoSamplesButWhereToLook)
{
    share(true);
    auto const written = write(beats(2), connection);
    connections::News news { .type = "samples.changed", .connection = connection, .stream = written.stream };
    news.deleted = 2;
    news.first_ms = written.first_ms;
    news.last_ms = written.last_ms;
    auto const job = news_job(news);
    announce(job);
    deliver(events().at(0).id);
    auto const data = data_of(endpoint.received().at(0));
    EXPECT_FALSE(data.contains("samples"));
    EXPECT_EQ(data.at("count").as_int64(), 2);
    EXPECT_TRUE(data.contains("query"));
}

TEST_F(Deliver, FailuresAreTriedAgainUnderTheSameIdUntilTheyFailForGood)
{
    auto const job = news_job({ .type = "connection.connected", .connection = connection });
    announce(job);
    endpoint.answer_with(500);
    for (int attempt = 1; attempt <= attempts_max; ++attempt) {
        auto const outcome = deliver(job.id.value);
        EXPECT_EQ(std::holds_alternative<jobs::Retry>(outcome), attempt < attempts_max) << attempt;
        EXPECT_EQ(events()[0].attempts, attempt);
        EXPECT_EQ(events()[0].last_status, 500);
    }
    EXPECT_EQ(events()[0].state, "failed");
    std::set<std::string> ids;
    for (auto const& r : endpoint.received()) ids.insert(r.header("webhook-id"));
    EXPECT_EQ(ids, std::set<std::string> { job.id.text() });
    EXPECT_EQ(endpoint.received().size(), 8u);

    auto const gone = news_job({ .type = "connection.broken", .connection = connection });
    announce(gone);
    endpoint.answer_with(410);
    EXPECT_TRUE(done(deliver(gone.id.value)));
    EXPECT_EQ(events()[1].state, "failed");
    EXPECT_EQ(events()[1].reason, "endpoint_gone");
}

TEST_F(Deliver, AClientWithoutEndpointOrAgreementIsToldNothing)
{
    auto const job = news_job({ .type = "connection.connected", .connection = connection });
    announce(job);
    auto tx = db::Tx::begin(*pool).release();
    access::Visit visit { .actor = access::Actor::operator_("test"), .purpose = "provide_service" };
    ASSERT_TRUE(clients::set_status(gate, tx, visit, client, "suspended").ok());
    ASSERT_TRUE(tx.commit().ok());
    EXPECT_TRUE(done(deliver(job.id.value)));
    EXPECT_EQ(events()[0].reason, "client_not_served");
    EXPECT_TRUE(done(announce(news_job({ .type = "connection.broken", .connection = connection }))));
    EXPECT_EQ(events().size(), 1u);
    EXPECT_THAT(endpoint.received(), IsEmpty());
}

TEST_F(Deliver, ErasureForgetsAllElseAndIsToldEvenToASuspendedClient)
{
    share(true);
    announce(news_of(write(beats(2), connection)));
    announce(news_job({ .type = "connection.connected", .connection = connection }));
    ASSERT_EQ(events().size(), 2u);
    rights::Erasure e {};
    e.id = Uuid::v7(clock, rng);
    e.subject = member;
    e.tenant = client;
    auto announce_it = [&] {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { .actor = access::Actor::operator_("test"), .purpose = "provide_service" };
        EXPECT_TRUE(announce_erased(tx, gate, e).ok());
        EXPECT_TRUE(clients::set_status(gate, tx, visit, client, "suspended").ok());
        EXPECT_TRUE(tx.commit().ok());
    };
    e.connection = connection;
    announce_it();
    ASSERT_EQ(events().size(), 2u); // the samples' event went
    EXPECT_EQ(events()[1].type, "connection.erased");
    e.connection.reset();
    e.id = Uuid::v7(clock, rng);
    announce_it();
    announce_it();
    ASSERT_EQ(events().size(), 1u);
    EXPECT_EQ(events()[0].type, "member.erased");
    auto tx = db::Tx::begin(*pool).release();
    ASSERT_TRUE(jobs::drop_for_subject(tx, member).ok());
    ASSERT_TRUE(tx.commit().ok());
    EXPECT_GE(jobs_waiting(), 1); // its own job is not the person's
    EXPECT_TRUE(done(deliver(e.id)));
    ASSERT_EQ(endpoint.received().size(), 1u);
    EXPECT_EQ(data_of(endpoint.received()[0]), (boost::json::object { { "member_id", member.text() } }));
}

TEST_F(Deliver, JobsThatMakeNoSenseDieVisibly)
{
    auto dead = [](Result<jobs::Outcome> const& r) { return r.ok() && std::holds_alternative<jobs::Dead>(*r); };
    EXPECT_TRUE(dead(sharing.announce({ JobId::fresh(clock, rng), "", member, "{", 1 })));
    EXPECT_TRUE(dead(sharing.announce({ JobId::fresh(clock, rng), "", member, R"({"type":"x"})", 1 })));
    EXPECT_TRUE(dead(sharing.announce({ JobId::fresh(clock, rng), "", {}, R"({"type":"connection.broken"})", 1 })));
    EXPECT_TRUE(dead(sharing.deliver({ JobId::fresh(clock, rng), "", {}, "{}", 1 })));
    EXPECT_TRUE(done(deliver(Uuid::v7(clock, rng)))); // an event that was erased meanwhile
    auto stranger = news_job({ .type = "connection.broken", .connection = connection });
    stranger.subject = SubjectId::fresh(clock, rng);
    EXPECT_TRUE(done(announce(stranger)));
    EXPECT_THAT(events(), IsEmpty());
}

} // namespace
} // namespace wellkept::sharing::testing
