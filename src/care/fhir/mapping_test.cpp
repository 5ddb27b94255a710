// Each mapping by itself: times with zones, names in any script, and what is missing.
#include "access/tenants.h"
#include "care/fhir/build.h"
#include "platform/crypto/crypto.h"
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::care_fhir {
namespace {

Instant at(char const* text) { return *parse_rfc3339(text); }
SubjectId const who { *Uuid::parse("00000000-0000-4000-8000-00000000000a") };
SubjectId const mary { *Uuid::parse("00000000-0000-4000-8000-00000000000b") };
Uuid const record { *Uuid::parse("00000000-0000-4000-8000-00000000000c") };

// What FHIR's JSON never has: null, empty texts, lists and objects.
void no_gaps(bj::value const& v, std::string const& where)
{
    if (v.is_object()) {
        EXPECT_FALSE(v.as_object().empty()) << where;
        for (auto const& m : v.as_object()) no_gaps(m.value(), where + "." + std::string(m.key()));
    } else if (v.is_array()) {
        EXPECT_FALSE(v.as_array().empty()) << where;
        for (auto const& e : v.as_array()) no_gaps(e, where + "[]");
    } else {
        EXPECT_FALSE(v.is_null()) << where;
        EXPECT_FALSE(v.is_string() && v.as_string().empty()) << where;
    }
}
bj::object const& checked(Resource const& r)
{
    EXPECT_EQ(r.body->at("resourceType").as_string(), r.type);
    EXPECT_EQ(r.body->at("id").as_string(), r.id);
    EXPECT_LE(r.id.size(), 64u);
    if (!r.status.empty()) EXPECT_EQ(std::string(r.body->at("status").as_string()), r.status);
    no_gaps(*r.body, r.type);
    return *r.body;
}
std::string at_path(bj::value const& v, char const* pointer)
{
    boost::system::error_code none;
    auto const* found = v.find_pointer(pointer, none);
    return !found ? "" : found->is_string() ? std::string(found->as_string()) : json::text(*found);
}

intake::Record someone()
{
    intake::Record r { {}, "active", {}, 1, at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z") };
    r.person.contact.name = "Ми́ла Ōkubo-O’Brien 陳";
    r.person.contact.phone = "+353 1 000";
    r.person.contact.email = "m@example.org";
    r.person.contact.address = { "1 Mill Street", "", "Dublin" };
    r.person.territory = "ie";
    return r;
}
cases::File a_case(std::string state = "in_treatment")
{
    return { { record, std::move(state), "eap_counselling", "low", mary, at("2026-03-01T10:00:00Z"), {} }, "Counselling", "Cannot sleep", "Assessed", "en", {}, 6, {}, {}, {}, {} };
}

TEST(Patients, AreReachedOnlyAsTheySay)
{
    auto r = someone();
    auto const none = checked(patient_of(who, r));
    EXPECT_EQ(at_path(none, "/name/0/text"), r.person.contact.name);
    EXPECT_FALSE(none.contains("telecom")) << "no safe channel, no number";
    EXPECT_FALSE(none.contains("address"));
    r.person.safe.channels = { "email", "post" };
    auto const some = checked(patient_of(who, r));
    EXPECT_EQ(some.at("telecom").as_array().size(), 1u);
    EXPECT_EQ(at_path(some, "/telecom/0/value"), "m@example.org");
    EXPECT_EQ(at_path(some, "/address/0/line"), R"(["1 Mill Street","Dublin"])");
    EXPECT_FALSE(some.contains("birthDate"));
    EXPECT_FALSE(some.contains("gender")) << "nobody was asked";
}

TEST(Patients, MayBeDeadOrSomebodyElseByNow)
{
    auto r = someone();
    r.state = "deceased";
    r.person.birth_date = "1980-02-29";
    EXPECT_EQ(at_path(checked(patient_of(who, r)), "/deceasedBoolean"), "true");
    EXPECT_EQ(at_path(checked(patient_of(who, r)), "/active"), "false");
    EXPECT_EQ(at_path(checked(patient_of(who, r)), "/birthDate"), "1980-02-29");
    r.state = "merged";
    r.merged_into = mary;
    EXPECT_EQ(at_path(checked(patient_of(who, r)), "/link/0/other/reference"), "Patient/" + mary.text());
}

TEST(Patients, AreANameAloneOnACaseFile)
{
    auto const p = checked(patient_by_name(who, "Мила"));
    EXPECT_EQ(at_path(p, "/name/0/text"), "Мила");
    EXPECT_EQ(at_path(p, "/meta/tag/0/code"), "SUBSETTED");
    EXPECT_EQ(p.size(), 4u);
    EXPECT_FALSE(checked(patient_by_name(who, "")).contains("name"));
}

TEST(NextOfKin, IsTheirsOrNobody)
{
    auto r = someone();
    EXPECT_FALSE(next_of_kin(who, r));
    r.person.next_of_kin = intake::NextOfKin { "Йордан", "brother", {} };
    auto const kin = checked(*next_of_kin(who, r));
    EXPECT_EQ(at_path(kin, "/patient/reference"), "Patient/" + who.text());
    EXPECT_EQ(at_path(kin, "/relationship/0/text"), "brother");
    EXPECT_FALSE(kin.contains("telecom"));
}

TEST(Coverage, HoldsAsLongAsItsContract)
{
    using namespace std::chrono;
    auto r = someone();
    EXPECT_FALSE(coverage(who, r, {}, at("2026-06-01T00:00:00Z")));
    r.person.organisation = ClientId { record };
    EXPECT_EQ(checked(*coverage(who, r, {}, at("2026-06-01T00:00:00Z"))).at("status").as_string(), "draft");
    organisations::Contract c { ClientId { record }, record, "MS-2026", "active", sys_days(2026y / 1 / 1), sys_days(2026y / 6 / 30), {}, "per_episode", 6, 420, 10, "ie", at("2026-01-01T00:00:00Z") };
    auto const now = checked(*coverage(who, r, c, at("2026-06-30T23:00:00Z")));
    EXPECT_EQ(now.at("status").as_string(), "active");
    EXPECT_EQ(at_path(now, "/period"), R"({"start":"2026-01-01","end":"2026-06-30"})");
    EXPECT_EQ(at_path(now, "/class/0/value"), "MS-2026");
    EXPECT_EQ(checked(*coverage(who, r, c, at("2026-07-01T00:00:00Z"))).at("status").as_string(), "cancelled");
}

TEST(Clinicians, SayWhatTheyCanAndWhen)
{
    clinicians::Record r { mary, "active", { "Mary", { "trauma" }, { "en", "ga" }, {}, {}, 2, "Europe/Dublin", { { 1, "09:00", "12:30" } } },
        { { "registration", at("2030-01-01T00:00:00Z"), "BACP", "" } }, at("2030-01-01T00:00:00Z") };
    auto const p = checked(practitioner_of(r));
    EXPECT_EQ(p.at("communication").as_array().size(), 2u);
    EXPECT_EQ(at_path(p, "/qualification/0/issuer/display"), "BACP");
    auto const role = checked(practitioner_role(r));
    EXPECT_EQ(at_path(role, "/availableTime/0/daysOfWeek/0"), "mon");
    EXPECT_EQ(at_path(role, "/availableTime/0/availableEndTime"), "12:30:00");
    EXPECT_EQ(at_path(role, "/period/end"), "2030-01-01T00:00:00.000Z");
    clinicians::Record const bare { mary, "applied", {}, {}, {} };
    EXPECT_EQ(at_path(checked(practitioner_of(bare)), "/active"), "false");
    EXPECT_FALSE(checked(practitioner_role(bare)).contains("period"));
}

TEST(Cases, AreEpisodesInEachState)
{
    std::vector<std::pair<std::string, std::string>> const as { { "enquiry", "planned" }, { "triage", "planned" }, { "awaiting_allocation", "waitlist" }, { "allocated", "active" },
        { "in_treatment", "active" }, { "on_hold", "onhold" }, { "closing", "active" }, { "closed", "finished" } };
    for (auto const& [ours_, theirs] : as) EXPECT_EQ(checked(episode(who, a_case(ours_))).at("status").as_string(), theirs) << ours_;
    auto f = a_case();
    EXPECT_EQ(at_path(checked(episode(who, f)), "/diagnosis/0/condition/reference"), "Condition/" + issue(who, f)->id);
    f.presenting = " ";
    f.facts.service.clear();
    EXPECT_FALSE(issue(who, f));
    auto const bare = checked(episode(who, f));
    EXPECT_FALSE(bare.contains("diagnosis") || bare.contains("type") || bare.contains("team") || bare.contains("careManager"));
}

TEST(Cases, SayWhyInTheCallersWordsAndHowGrave)
{
    auto f = a_case();
    f.presenting = "不眠";
    auto const c = checked(*issue(who, f));
    EXPECT_EQ(at_path(c, "/code/text"), "不眠");
    EXPECT_EQ(at_path(c, "/verificationStatus/coding/0/code"), "unconfirmed");
    EXPECT_EQ(checked(*risk(who, f)).at("status").as_string(), "active");
    f.facts.state = "closed";
    EXPECT_EQ(checked(*risk(who, f)).at("status").as_string(), "inactive");
    f.facts.risk = "none";
    EXPECT_FALSE(risk(who, f));
}

TEST(Teams, AreWhoTookTheCase)
{
    auto f = a_case();
    EXPECT_FALSE(team(who, f));
    f.holders = { { record, mary, "clinician", "offered", at("2026-03-02T10:00:00Z"), {}, {} } };
    EXPECT_FALSE(team(who, f)) << "an offer is nobody's business";
    f.holders.push_back({ record, who, "manager", "active", at("2026-03-01T11:00:00Z"), {}, {} });
    f.holders.push_back({ record, mary, "clinician", "ended", at("2026-03-02T10:00:00Z"), at("2026-03-02T12:00:00Z"), at("2026-04-01T00:00:00Z") });
    f.holders.push_back({ record, mary, "clinician", "declined", at("2026-03-02T10:00:00Z"), at("2026-03-02T12:00:00Z"), at("2026-03-02T12:00:00Z") });
    auto const t = checked(*team(who, f));
    EXPECT_EQ(t.at("participant").as_array().size(), 2u);
    EXPECT_EQ(at_path(t, "/participant/1/period/end"), "2026-04-01T00:00:00.000Z");
    EXPECT_EQ(at_path(checked(episode(who, f)), "/careManager/reference"), "Practitioner/" + who.text());
}

TEST(Sessions, AreToldInTheirOwnZone)
{
    auto const f = a_case();
    cases::File::Session x { record, mary, at("2026-07-01T08:00:00Z"), "Europe/Dublin", "video", "planned", 50 };
    auto summer = checked(session(who, f, x));
    EXPECT_EQ(at_path(summer, "/period"), R"({"start":"2026-07-01T09:00:00+01:00","end":"2026-07-01T09:50:00+01:00"})");
    EXPECT_EQ(at_path(summer, "/class/code"), "VR");
    EXPECT_FALSE(summer.contains("length")) << "it has not been";
    // The hour in which the clocks go back: the offset changes within the session.
    x.starts_at = at("2026-10-25T00:30:00Z");
    EXPECT_EQ(at_path(checked(session(who, f, x)), "/period"), R"({"start":"2026-10-25T01:30:00+01:00","end":"2026-10-25T01:20:00+00:00"})");
    x.zone = "Nowhere/Here";
    x.mode = "in_person";
    x.attendance = "attended";
    auto const was = checked(session(who, f, x));
    EXPECT_EQ(at_path(was, "/period/start"), "2026-10-25T00:30:00.000Z");
    EXPECT_EQ(at_path(was, "/class/code"), "AMB");
    EXPECT_EQ(at_path(was, "/length/value"), "50");
    for (auto const* gone : { "did_not_attend", "cancelled_late", "cancelled" }) {
        x.attendance = gone;
        EXPECT_EQ(checked(session(who, f, x)).at("status").as_string(), "cancelled");
        EXPECT_EQ(at_path(checked(session(who, f, x)), "/type/0/coding/0/code"), gone);
    }
}

TEST(Notes, AreTheirText)
{
    auto const f = a_case();
    std::string const text = "Schlecht geschlafen. Ночь. 夜\n";
    auto const n = checked(note(who, f, { record, mary, "shared", record, 2, text, at("2026-07-01T10:00:00Z") }));
    EXPECT_EQ(crypto::base64_decode(at_path(n, "/content/0/attachment/data")), text);
    EXPECT_EQ(n.at("docStatus").as_string(), "amended");
    EXPECT_EQ(n.at("context").as_object().at("encounter").as_array().size(), 2u);
    EXPECT_EQ(checked(note(who, f, { record, mary, "plan", {}, 1, "x", at("2026-07-01T10:00:00Z") })).at("context").as_object().at("encounter").as_array().size(), 1u);
}

TEST(Questionnaires, HaveAnswersAndAScore)
{
    cases::File::Response r { record, mary, at("2026-07-01T10:00:00Z"), "phq9", "1", "PHQ-9", "mild", "Mild", { 1, std::nullopt, 0 }, 1 };
    auto const a = checked(answers(who, r));
    ASSERT_EQ(a.at("item").as_array().size(), 3u);
    EXPECT_EQ(at_path(a, "/item/0/answer/0/valueInteger"), "1");
    EXPECT_FALSE(a.at("item").as_array()[1].as_object().contains("answer")) << "left out is not nought";
    EXPECT_EQ(at_path(a, "/item/2/answer/0/valueInteger"), "0");
    auto const o = checked(score(who, r));
    EXPECT_EQ(at_path(o, "/code/coding/1/code"), "44261-6");
    EXPECT_EQ(at_path(o, "/derivedFrom/0/reference"), "QuestionnaireResponse/" + answers(who, r).id);
    r.instrument = "house_own";
    r.band.clear();
    auto const other = checked(score(who, r));
    EXPECT_EQ(other.at("code").as_object().at("coding").as_array().size(), 1u) << "no code is made up";
    EXPECT_FALSE(other.contains("interpretation"));
}

TEST(Referrals, AreReadableWhileConsentHolds)
{
    using S = referrals::State;
    for (auto const s : referrals::states) EXPECT_EQ(readable(s), s == S::accepted || s == S::closed);
    referrals::Referral r { record, ClientId { mary.value }, {}, "manager", "psychological_services", S::accepted, true, {}, { {}, "psychological_services", "", "", true, {} },
        at("2026-02-01T00:00:00Z"), at("2026-02-03T00:00:00Z") };
    auto const bare = checked(referral(who, r));
    EXPECT_EQ(bare.at("status").as_string(), "active");
    EXPECT_FALSE(bare.contains("reasonCode") || bare.contains("note"));
    r.state = S::closed;
    r.text.reason = "Часто отсутствует";
    EXPECT_EQ(at_path(checked(referral(who, r)), "/reasonCode/0/text"), "Часто отсутствует");
    EXPECT_EQ(checked(referral_task(who, r)).at("status").as_string(), "completed");
    EXPECT_EQ(at_path(checked(referral_consent(who, r)), "/provision/data/0/reference/reference"), "ServiceRequest/" + referral(who, r).id);
}

TEST(Reports, AreFinalOnceAgreedTo)
{
    using S = reports::State;
    reports::Report r { record, record, "summary", S::draft, "Text", {}, {}, at("2026-02-01T00:00:00Z"), at("2026-02-03T00:00:00Z") };
    for (auto const s : reports::states) {
        r.state = s;
        auto const d = checked(report(who, r));
        EXPECT_EQ(d.at("docStatus") == "final", s == S::agreed || s == S::released) << reports::name(s);
        EXPECT_EQ(d.at("status") == "current", s != S::recalled && s != S::consent_withdrawn && s != S::superseded) << reports::name(s);
        EXPECT_EQ(at_path(d, "/category/0/coding/0/code"), reports::name(s));
    }
    std::vector<std::pair<S, char const*>> const work { { S::draft, "draft" }, { S::clinically_approved, "ready" }, { S::with_service_user, "requested" }, { S::amendment_requested, "in-progress" },
        { S::revised, "in-progress" }, { S::amendment_declined, "requested" }, { S::agreed, "accepted" }, { S::consent_withdrawn, "cancelled" }, { S::released, "completed" }, { S::recalled, "cancelled" },
        { S::superseded, "cancelled" } };
    EXPECT_EQ(work.size(), std::size(reports::states));
    for (auto const& [state, status] : work) {
        r.state = state;
        auto const t = checked(report_task(who, r));
        EXPECT_EQ(t.at("status").as_string(), status) << reports::name(state);
        EXPECT_EQ(at_path(t, "/businessStatus/coding/0/code"), reports::name(state));
        EXPECT_EQ(at_path(t, "/focus/reference"), "DocumentReference/" + report(who, r).id);
        EXPECT_FALSE(t.contains("note") || t.contains("restriction"));
    }
    r.said = { { "ask_change", "Eight, not six", at("2026-02-02T00:00:00Z") } };
    r.review_until = at("2026-02-20T00:00:00Z");
    EXPECT_EQ(at_path(checked(report_task(who, r)), "/note/0/text"), "Eight, not six");
    EXPECT_EQ(at_path(checked(report_task(who, r)), "/restriction/period/end"), "2026-02-20T00:00:00.000Z");
    r.statement = "Meine Sicht";
    EXPECT_EQ(checked(report(who, r)).at("content").as_array().size(), 2u);
}

TEST(Releases, ConsentWhileTheirFormIsInForce)
{
    using S = releases::State;
    releases::Form f { record, { record, { "gp", "Dr Ní Bhriain", "GP", "1 Mill Street" }, { { "attendance", "" } }, "continuing_care", "", at("2026-12-01T00:00:00Z") }, S::prepared, false, "Shown", "00", 1, {},
        at("2026-02-01T00:00:00Z"), at("2026-02-03T00:00:00Z"), {} };
    auto status = [&](S s, bool in_force) {
        f.state = s;
        f.in_force = in_force;
        (void)checked(release_form(who, f));
        return std::string(checked(release_consent(who, f)).at("status").as_string());
    };
    EXPECT_EQ(status(S::prepared, false), "proposed");
    EXPECT_EQ(status(S::declined, false), "rejected");
    EXPECT_EQ(status(S::withdrawn, false), "entered-in-error");
    f.signature = releases::Signature { "Mila", 1, at("2026-02-03T00:00:00Z"), "00", "", "", at("2026-02-03T00:00:00Z") };
    EXPECT_EQ(status(S::signed_, true), "active");
    EXPECT_EQ(status(S::signed_, false), "inactive");
    EXPECT_EQ(status(S::revoked, false), "inactive");
    auto const c = checked(release_consent(who, f));
    EXPECT_EQ(at_path(c, "/provision/actor/0/reference/display"), "Dr Ní Bhriain, GP");
    EXPECT_EQ(at_path(c, "/provision/period/end"), "2026-12-01T00:00:00.000Z");
}

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

TEST(Calls, AreEncountersWithoutSound)
{
    calls::OneCall c { record, "in", "talking", at("2026-02-01T00:00:00Z"), at("2026-02-01T00:00:10Z"), {}, true, false, { { record, "", at("2026-02-01T00:00:11Z"), false } } };
    auto const e = checked(call(who, c));
    EXPECT_EQ(e.at("status").as_string(), "in-progress");
    EXPECT_FALSE(e.at("period").as_object().contains("end"));
    auto const m = checked(recording(who, c, c.recordings[0]));
    EXPECT_EQ(m.at("status").as_string(), "in-progress");
    EXPECT_FALSE(m.at("content").as_object().contains("data") || m.at("content").as_object().contains("url"));
    EXPECT_EQ(at_path(m, "/encounter/reference"), "Encounter/" + call(who, c).id);
    for (auto const& [state, status] : std::vector<std::pair<std::string, std::string>> { { "ringing", "arrived" }, { "ended", "finished" }, { "missed", "cancelled" } }) {
        c.state = state;
        EXPECT_EQ(checked(call(who, c)).at("status").as_string(), status);
    }
}

// The table of docs/fhir.md is what is registered.
TEST(Documents, HaveEachRow)
{
    std::stringstream text;
    text << std::ifstream(WELLKEPT_SOURCE_DIR "/docs/fhir.md").rdbuf();
    auto const policy = access::Policy::load(WELLKEPT_SOURCE_DIR "/policy");
    ASSERT_TRUE(policy.ok());
    auto const table = fhir::table(types({}), **policy);
    EXPECT_NE(text.str().find(table), std::string::npos) << "docs/fhir.md is out of date; its table is now:\n" << table;
}

} // namespace
} // namespace wellkept::care_fhir
