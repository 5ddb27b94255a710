// What was told in a danger or of misuse, what devices show, and who read what.
#include "access/tenants.h"
#include "care/fhir/testing_fhir.h"

namespace wellkept::care_fhir {
namespace {

TEST(Dangers, AreAFlagAndNoMore)
{
    safeguarding::One o;
    o.id = record;
    o.proposal.reason = "danger_to_life";
    o.proposal.grounds = "secret grounds";
    o.proposal.to = "secret recipient";
    o.state = "proposed";
    o.proposed_at = o.state_at = at("2026-02-01T00:00:00Z");
    o.first = mary;
    auto const f = checked(safeguarding_flag(who, o));
    EXPECT_EQ(json::text(f).find("secret"), std::string::npos);
    EXPECT_EQ(f.at("status").as_string(), "active");
    for (auto const* over : { "not_agreed", "withdrawn", "reviewed" }) {
        o.state = over;
        EXPECT_EQ(checked(safeguarding_flag(who, o)).at("status").as_string(), "inactive");
    }
}

safeguarding::One told_of()
{
    safeguarding::One o;
    o.id = record;
    o.proposal = { record, true, "person", "Tablets at hand", "gp", "Dr Ní Bhriain", true, "", "She agrees", { { "name", "Anna", "So that they know who" }, { "danger", "不眠", "To judge it" } } };
    o.state = "released";
    o.notice = "due";
    o.first = mary;
    o.second = who;
    o.proposed_at = at("2026-02-01T00:00:00Z");
    o.released_at = o.state_at = at("2026-02-01T01:00:00Z");
    return o;
}

TEST(Dangers, AreToldToSomebodyByTwo)
{
    auto o = told_of();
    auto const c = checked(telling(who, o));
    EXPECT_EQ(c.at("status").as_string(), "completed");
    EXPECT_EQ(at_path(c, "/recipient/0/display"), "gp: Dr Ní Bhriain");
    EXPECT_EQ(at_path(c, "/payload/1/contentString"), "danger: 不眠");
    EXPECT_EQ(at_path(c, "/category/1/coding/0/code"), "asked");
    EXPECT_EQ(at_path(c, "/sent"), "2026-02-01T01:00:00.000Z");
    EXPECT_EQ(at_path(c, "/reasonCode/0/text"), "Tablets at hand");
    EXPECT_FALSE(c.contains("statusReason"));
    auto const p = checked(*telling_decision(who, o));
    EXPECT_EQ(at_path(p, "/target/0/reference"), "Communication/" + telling(who, o).id);
    EXPECT_EQ(at_path(p, "/agent/0/who/reference"), "Practitioner/" + mary.text());
    EXPECT_EQ(at_path(p, "/agent/1/type/coding/0/code"), "verifier");
    o.proposal.consulted = false;
    o.proposal.consultation = "unreachable";
    EXPECT_EQ(at_path(checked(telling(who, o)), "/category/1/coding/0/code"), "unreachable");
}

TEST(Dangers, ThatNobodyWasToldOfAreNotSent)
{
    for (auto const& [state, status] : std::vector<std::pair<std::string, std::string>> { { "proposed", "preparation" }, { "agreed", "preparation" }, { "not_agreed", "not-done" }, { "withdrawn", "not-done" } }) {
        auto o = told_of();
        o.state = state;
        o.released_at.reset();
        auto const c = checked(telling(who, o));
        EXPECT_EQ(std::string(c.at("status").as_string()), status) << state;
        EXPECT_EQ(c.contains("statusReason"), status == "not-done") << state;
        EXPECT_FALSE(c.contains("sent")) << state;
        EXPECT_FALSE(telling_notice(who, o)) << state;
        EXPECT_FALSE(telling_decision(who, o)) << state;
    }
}

TEST(Dangers, AreToldToThePersonOrItSaysWhyNot)
{
    auto o = told_of();
    EXPECT_EQ(checked(*telling_notice(who, o)).at("status").as_string(), "preparation");
    o.notice = "deferred";
    o.notice_text = "It would raise the danger";
    auto const put_off = checked(*telling_notice(who, o));
    EXPECT_EQ(put_off.at("status").as_string(), "on-hold");
    EXPECT_EQ(at_path(put_off, "/statusReason/text"), *o.notice_text);
    o.notice = "given";
    o.notice_text = "By telephone";
    auto const given = checked(*telling_notice(who, o));
    EXPECT_EQ(given.at("status").as_string(), "completed");
    EXPECT_FALSE(given.contains("statusReason"));
    EXPECT_EQ(at_path(given, "/about/0/reference"), "Communication/" + telling(who, o).id);
    EXPECT_EQ(at_path(given, "/recipient/0/reference"), "Patient/" + who.text());
}

TEST(Misuse, IsAFlagWhileSomethingIsDone)
{
    EXPECT_FALSE(misuse_flag(who, {}, {}));
    std::vector<misuse::Measure> measures { { record, "plan", mary, "", at("2026-02-10T00:00:00Z") }, { record, "conversation", mary, "", at("2026-02-01T00:00:00Z") } };
    auto status = [&](std::vector<misuse::Notice> const& notices) { return std::string(checked(*misuse_flag(who, measures, notices)).at("status").as_string()); };
    EXPECT_EQ(at_path(checked(*misuse_flag(who, measures, {})), "/period/start"), "2026-02-01T00:00:00.000Z");
    auto notice = [&](std::string state, char const* since) {
        misuse::Notice n;
        n.state = std::move(state);
        n.state_at = at(since);
        return n;
    };
    EXPECT_EQ(status({ notice("proposed", "2026-03-01T00:00:00Z") }), "active");
    EXPECT_EQ(status({ notice("approved", "2026-03-01T00:00:00Z"), notice("refused", "2026-02-20T00:00:00Z") }), "active");
    for (auto const* settled : { "sent", "refused", "withdrawn" }) {
        EXPECT_EQ(status({ notice(settled, "2026-03-01T00:00:00Z") }), "inactive") << settled;
        EXPECT_EQ(status({ notice(settled, "2026-02-05T00:00:00Z") }), "active") << "something was done after that: " << settled;
    }
}

TEST(Misuse, IsToldByALetterAfterTheMeasures)
{
    auto const m = checked(misuse_measure(who, { record, "warning", mary, "Written to her", at("2026-02-01T00:00:00Z") }));
    EXPECT_EQ(at_path(m, "/category/1/coding/0/code"), "warning");
    EXPECT_EQ(at_path(m, "/payload/0/contentString"), "Written to her");
    misuse::Notice n;
    n.id = record;
    n.text = "To Mill Street.";
    n.proposer = mary;
    n.organisation = ClientId { mary.value };
    n.proposed_at = at("2026-02-01T00:00:00Z");
    n.state_at = at("2026-02-03T00:00:00Z");
    for (auto const& [state, status] : std::vector<std::pair<std::string, std::string>> { { "proposed", "preparation" }, { "approved", "preparation" }, { "refused", "not-done" }, { "withdrawn", "not-done" }, { "sent", "completed" } }) {
        n.state = state;
        auto const c = checked(misuse_notice(who, n));
        EXPECT_EQ(std::string(c.at("status").as_string()), status) << state;
        EXPECT_EQ(c.contains("sent"), state == "sent") << state;
        EXPECT_FALSE(c.contains("note"));
    }
    n.told_at = at("2026-02-02T00:00:00Z");
    EXPECT_EQ(at_path(checked(misuse_notice(who, n)), "/note/0/time"), "2026-02-02T00:00:00.000Z");
    EXPECT_EQ(at_path(checked(misuse_notice(who, n)), "/recipient/0/reference"), "Organization/" + mary.text());
}

TEST(Days, AreWhatIsShownAndSayWhichDayTheyAre)
{
    using namespace std::chrono;
    timeseries::Metric const heart { "heart_rate", "Heart rate", "heart", "/min", "8867-4", false, timeseries::Daily::mean, 20, 300, {} };
    auto const o = checked(day(who, record, heart, { "2026-07-01", 61.5, 12, 50, 90, {} }));
    EXPECT_EQ(o.at("effectiveDateTime").as_string(), "2026-07-01");
    EXPECT_EQ(at_path(o, "/code/coding/1/code"), "8867-4");
    EXPECT_EQ(at_path(o, "/valueQuantity/code"), "/min");
    EXPECT_EQ(at_path(o, "/method/coding/0/code"), "average");
    EXPECT_EQ(o.at("component").as_array().size(), 2u);
    auto const id = std::string(o.at("id").as_string());
    EXPECT_EQ(day_of(*fhir::place_of(id)), sys_days(2026y / 7 / 1));
    EXPECT_NE(day(who, mary.value, heart, { "2026-07-01", 61.5, 12, 50, 90, {} }).id, id) << "another case";
    EXPECT_NE(day(who, record, heart, { "2026-07-02", 61.5, 12, 50, 90, {} }).id, id);
    EXPECT_FALSE(day_of(*fhir::place_of(fhir::id_of("session", who, record))));
    EXPECT_FALSE(checked(day(who, record, heart, { "2026-07-01", 61, 1, 61, 61, {} })).contains("component")) << "one value has no least";

    timeseries::Metric const own { "readiness", "Readiness", "sleep", "{score}", "", true, timeseries::Daily::last, 0, 100, {} };
    auto const score = checked(day(who, record, own, { "2026-07-01", 70, 1, 70, 70, {} }));
    EXPECT_EQ(score.at("code").as_object().at("coding").as_array().size(), 1u) << "no code is made up";
    EXPECT_FALSE(score.contains("method"));

    timeseries::Metric const stages { "sleep_stage", "Sleep stages", "sleep", "", "", true, timeseries::Daily::time_by_code, 0, 0, { "awake", "deep" } };
    auto const night = checked(day(who, record, stages, { "2026-07-01", 420, 9, 0, 1, { 20, 400 } }));
    EXPECT_EQ(at_path(night, "/valueQuantity/code"), "min");
    EXPECT_EQ(at_path(night, "/component/1/code/coding/0/code"), "deep");
    EXPECT_EQ(at_path(night, "/component/1/valueQuantity/value"), "400");
}

audit_log::LogRow a_row()
{
    return { record, at("2026-07-01T09:00:00Z"), "staff.clinician", "Clinician", mary.value, "cases.read", "see a case", "care", "permit", {}, who.value, ClientId { record }, mary.value };
}

TEST(LogEntries, AreAuditEventsByPseudonym)
{
    auto r = a_row();
    auto const e = checked(entry(r));
    EXPECT_EQ(e.at("outcome").as_string(), "0");
    EXPECT_EQ(e.at("action").as_string(), "R");
    EXPECT_EQ(at_path(e, "/subtype/0/code"), "cases.read");
    EXPECT_EQ(at_path(e, "/agent/0/who/identifier/value"), mary.text());
    EXPECT_EQ(at_path(e, "/entity/0/what/identifier/value"), who.text());
    EXPECT_EQ(e.at("entity").as_array().size(), 3u);
    EXPECT_EQ(json::text(e).find("reference"), std::string::npos) << "a pseudonym leads to no record";
    r.decision = "refuse";
    r.reason = "no_role";
    r.action = "cases.write";
    r.person.reset();
    r.actor_id.reset();
    auto const no = checked(entry(r));
    EXPECT_EQ(no.at("outcome").as_string(), "4");
    EXPECT_EQ(no.at("action").as_string(), "E");
    EXPECT_EQ(no.at("outcomeDesc").as_string(), "no_role");
    EXPECT_EQ(no.at("entity").as_array().size(), 2u);
    r.role = "system.erase";
    EXPECT_EQ(at_path(checked(entry(r)), "/type/code"), "110100");
}

TEST(EmergencyOpenings, SayWhoWhyAndWhatWasFound)
{
    accounts::OpenedDoor d { record, "break_glass", access::care_tenant, who, "Clara", "Clara", "She did not answer", "clinician", "danger_to_life", "Danger to life", false, at("2026-07-01T09:00:00Z"), at("2026-07-01T10:00:00Z"), {},
        at("2026-07-04T09:00:00Z"), {}, {}, {} };
    auto const open = checked(override_started(d));
    EXPECT_EQ(at_path(open, "/subtype/0/code"), "110127");
    EXPECT_EQ(at_path(open, "/purposeOfEvent/0/coding/0/code"), "BTG");
    EXPECT_EQ(at_path(open, "/entity/0/what/reference"), "Patient/" + who.text());
    EXPECT_EQ(open.at("agent").as_array().size(), 1u);
    EXPECT_EQ(at_path(open, "/period/end"), "2026-07-01T10:00:00.000Z");
    d.client_id = ClientId { record };
    d.used_by = "Tomas";
    d.ended_at = at("2026-07-01T09:10:00Z");
    d.outcome = "justified";
    auto const over = checked(override_started(d));
    EXPECT_FALSE(json::text(over).find("Patient/") != std::string::npos) << "a Client's Member is no Patient here";
    EXPECT_EQ(over.at("agent").as_array().size(), 2u);
    EXPECT_EQ(at_path(over, "/period/end"), "2026-07-01T09:10:00.000Z");
    EXPECT_EQ(at_path(over, "/entity/0/detail/1/valueString"), "justified");
}

} // namespace
} // namespace wellkept::care_fhir
