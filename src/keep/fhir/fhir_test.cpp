#include "keep/fhir/search.h"
#include "platform/json/json.h"
#include <gtest/gtest.h>

namespace wellkept::fhir {
namespace {

namespace bj = boost::json;

Instant at(char const* text) { return *parse_rfc3339(text); }
Type const type { "Encounter", {}, {}, true, true, true };
About const about { "https://care.example", "1" };

http::Request asked(std::vector<std::pair<std::string, std::string>> query, bool strict = false)
{
    http::Request r;
    r.query = std::move(query);
    if (strict) r.headers = { { "prefer", "return=minimal; handling=strict" } };
    return r;
}

Resource one(std::string id, char const* from, char const* until = nullptr, std::string status = "finished")
{
    return { "Encounter", id, status, at(from), at(until ? until : from), std::make_shared<bj::object const>(bj::object { { "resourceType", "Encounter" }, { "id", id } }) };
}

bool dated(std::string const& date, Resource const& r)
{
    auto const q = query_of(asked({ { "date", date } }), type);
    EXPECT_TRUE(q.ok()) << date;
    return q.ok() && fits(*q, r);
}

TEST(Ids, SayWhoAndWhatAndAreFhirs)
{
    SystemRng rng;
    for (int i = 0; i < 200; ++i) {
        SubjectId const s { Uuid::v4(rng) };
        auto const record = Uuid::v4(rng);
        auto const id = id_of("session", s, record);
        EXPECT_LE(id.size(), 64u);
        EXPECT_EQ(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."), id.npos) << id;
        auto const back = place_of(id);
        ASSERT_TRUE(back) << id;
        EXPECT_EQ(std::tie(back->kind, back->subject, back->record), std::tuple("session", s, record));
    }
    auto const plain = Uuid::v4(rng);
    EXPECT_EQ(place_of(plain.text())->subject.value, plain);
    EXPECT_EQ(place_of(plain.text())->kind, "");
}

TEST(Ids, HaveOneSpellingAndNothingElseIsOne)
{
    auto const id = id_of("case", { Uuid::parse("00112233-4455-4677-8899-aabbccddeeff").value() }, *Uuid::parse("ffffffff-ffff-4fff-bfff-ffffffffffff"));
    ASSERT_TRUE(place_of(id));
    auto last = id;
    last.back() = last.back() == '9' ? '8' : '9'; // spare bits of base64 that are not nought
    EXPECT_FALSE(place_of(last) && id_of(place_of(last)->kind, place_of(last)->subject, place_of(last)->record) != last);
    for (std::string const& no : { std::string(), std::string("case"), std::string("case-"), id.substr(1 + id.find('-')), id + "A", std::string(64, '-'), std::string(44, '.'), "x" + std::string(70, 'A') })
        EXPECT_FALSE(place_of(no)) << no;
}

TEST(Search, KnowsItsParametersAndLeavesOthersAside)
{
    auto const q = query_of(asked({ { "patient", "Patient/00000000-0000-4000-8000-00000000000a" }, { "status", "planned,finished" }, { "_count", "3" }, { "colour", "red" }, { "_sort", "date" } }), type);
    ASSERT_TRUE(q.ok());
    EXPECT_EQ(q->patient->text(), "00000000-0000-4000-8000-00000000000a");
    EXPECT_EQ(q->statuses, (std::vector<std::string> { "planned", "finished" }));
    EXPECT_EQ(q->count, 3u);
    auto const refused = query_of(asked({ { "colour", "red" } }, true), type);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::bad_input);
    EXPECT_EQ(refused.error().public_text.text.find("colour"), std::string::npos) << "what somebody typed is not said back";
    EXPECT_EQ(query_of(asked({ { "_count", "100000" } }), type)->count, page_max);
    EXPECT_TRUE(query_of(asked({ { "_count", "0" } }), type)->only_count);
    EXPECT_TRUE(query_of(asked({ { "_summary", "count" } }), type)->only_count);
    for (auto const& bad : std::vector<std::pair<std::string, std::string>> { { "patient", "Patient/x" }, { "patient:identifier", "x" }, { "status:not", "planned" }, { "_count", "many" }, { "_count", "-1" },
             { "date", "yesterday" }, { "date", "ge2026" }, { "date", "xx2026-01-01" }, { "date", "2026-02-30" }, { "date", "2026-01-01T10:00:00" } })
        EXPECT_FALSE(query_of(asked({ bad }), type).ok()) << bad.first << "=" << bad.second;
    EXPECT_EQ(query_of(asked({ { "_format", "xml" } }), type).error().code, Code::unsupported);
    EXPECT_TRUE(query_of(asked({ { "_format", "application/fhir json" } }), type).ok());
}

TEST(Search, ComparesStretchesOfTime)
{
    auto const r = one("a", "2026-07-01T23:30:00Z", "2026-07-02T00:20:00Z"); // over midnight
    EXPECT_FALSE(dated("2026-07-01", r));
    EXPECT_TRUE(dated("ge2026-07-01", r));
    EXPECT_TRUE(dated("ge2026-07-02", r));
    EXPECT_FALSE(dated("ge2026-07-03", r));
    EXPECT_TRUE(dated("gt2026-07-01", r));
    EXPECT_FALSE(dated("gt2026-07-02", r));
    EXPECT_TRUE(dated("lt2026-07-02", r));
    EXPECT_FALSE(dated("lt2026-07-01", r));
    EXPECT_TRUE(dated("le2026-07-01", r));
    EXPECT_TRUE(dated("ge2026-07-02T01:20:00+01:00", r));
    EXPECT_FALSE(dated("ge2026-07-02T01:20:01+01:00", r));
    EXPECT_TRUE(dated("2026-07-01", one("b", "2026-07-01T00:00:00Z")));
    EXPECT_FALSE(dated("2026-07-01", one("c", "2026-07-02T00:00:00Z")));
    Resource undated = one("d", "2026-07-01T00:00:00Z");
    undated.from.reset();
    EXPECT_FALSE(dated("ge1990-01-01", undated));
    auto const both = query_of(asked({ { "date", "ge2026-07-01" }, { "date", "lt2026-07-02" } }), type);
    EXPECT_TRUE(fits(*both, one("e", "2026-07-01T12:00:00Z")));
    EXPECT_FALSE(fits(*both, one("f", "2026-07-02T12:00:00Z")));
}

TEST(Bundles, HaveWhatFitsByPagesThatLeadOn)
{
    std::vector<Resource> all;
    for (int i = 0; i < 5; ++i) all.push_back(one("r" + std::to_string(i), "2026-07-01T00:00:00Z"));
    std::vector<std::string> seen;
    std::string offset = "0";
    for (int page = 0; page < 4 && !offset.empty(); ++page) {
        auto const q = query_of(asked({ { "date", "ge2026-07-01T00:00:00+01:00" }, { "_count", "2" }, { "_offset", offset } }), type);
        ASSERT_TRUE(q.ok());
        auto const b = bj::parse(bundle(*q, type, all, about, at("2026-08-01T00:00:00Z"))).as_object();
        EXPECT_EQ(b.at("total").to_number<int>(), 5);
        EXPECT_EQ(b.at("type"), "searchset");
        for (auto const& e : b.at("entry").as_array()) {
            seen.emplace_back(e.as_object().at("resource").as_object().at("id").as_string());
            EXPECT_EQ(e.as_object().at("fullUrl").as_string(), "https://care.example/fhir/R4/Encounter/" + seen.back());
        }
        offset.clear();
        for (auto const& l : b.at("link").as_array()) {
            std::string const url(l.as_object().at("url").as_string());
            EXPECT_TRUE(url.starts_with("https://care.example/fhir/R4/Encounter?date=ge2026-07-01T00%3A00%3A00%2B01%3A00&_count=2")) << url;
            if (l.as_object().at("relation") == "next") offset = url.substr(url.find("_offset=") + 8);
        }
    }
    EXPECT_EQ(seen, (std::vector<std::string> { "r0", "r1", "r2", "r3", "r4" }));
    auto const counted = bj::parse(bundle(*query_of(asked({ { "_summary", "count" } }), type), type, all, about, at("2026-08-01T00:00:00Z"))).as_object();
    EXPECT_EQ(counted.at("total").to_number<int>(), 5);
    EXPECT_FALSE(counted.contains("entry"));
    EXPECT_FALSE(bj::parse(bundle(*query_of(asked({}), type), type, {}, about, at("2026-08-01T00:00:00Z"))).as_object().contains("entry")) << "FHIR has no empty lists";
}

Type log_type()
{
    Type t { "AuditEvent", {}, {}, false, false, true };
    t.ledgers = { { "override", "", "", {}, "110127" }, { "entry", "", "", {}, "" } };
    t.parameters = { { "subtype", "token", "" }, { "outcome", "token", "" } };
    return t;
}

TEST(Ledgers, AreAskedByTheirOwnParametersAndDates)
{
    auto const t = log_type();
    auto const q = query_of(asked({ { "subtype", "cases.read" }, { "outcome", "4" }, { "date", "ge2026-07-01" }, { "date", "lt2026-07-03" }, { "date", "gt2026-07-01T10:00:00Z" }, { "_count", "7" }, { "_cursor", "entry-x" },
                                    { "patient", "x" }, { "_id", "y" } }), t);
    ASSERT_TRUE(q.ok());
    auto const w = wanted_of(*q);
    EXPECT_EQ(w.given, (std::map<std::string, std::string> { { "subtype", "cases.read" }, { "outcome", "4" } }));
    EXPECT_EQ(w.from, at("2026-07-01T10:00:01Z")) << "the later of two beginnings";
    EXPECT_EQ(w.until, at("2026-07-03T00:00:00Z"));
    EXPECT_EQ(std::tie(w.after, w.count, w.only), std::tuple("entry-x", 7u, ""));
    EXPECT_FALSE(q->patient) << "nobody's log by patient";
    auto const day = wanted_of(*query_of(asked({ { "date", "2026-07-01" }, { "date", "le2026-07-01T12:00:00Z" } }), t));
    EXPECT_EQ(day.from, at("2026-07-01T00:00:00Z"));
    EXPECT_EQ(day.until, at("2026-07-01T12:00:01Z"));
    EXPECT_FALSE(query_of(asked({ { "outcome", "0" }, { "outcome", "4" } }), t).ok());
    EXPECT_FALSE(query_of(asked({ { "subtype:not", "cases.read" } }), t).ok());
    EXPECT_FALSE(query_of(asked({ { "patient", "x" } }, true), t).ok()) << "strict";
    EXPECT_FALSE(query_of(asked({ { "_cursor", "x" } }, true), type).ok()) << "elsewhere it is no parameter";
}

TEST(Ledgers, AreChosenBySubtype)
{
    auto const t = log_type();
    auto of = [&](std::vector<std::pair<std::string, std::string>> given) { return ledger_of(t, *query_of(asked(std::move(given)), t)).kind; };
    EXPECT_EQ(of({}), "entry");
    EXPECT_EQ(of({ { "subtype", "cases.read" } }), "entry");
    EXPECT_EQ(of({ { "subtype", "110127" } }), "override");
    EXPECT_EQ(of({ { "subtype", "http://dicom.nema.org/resources/ontology/DCM|110127" } }), "override");
}

TEST(Ledgers, LeadOnLeafByLeafAndAreNotCounted)
{
    auto const t = log_type();
    auto const q = query_of(asked({ { "outcome", "4" }, { "_cursor", "entry-a" } }), t);
    Leaf leaf { { one("entry-b", "2026-07-01T00:00:00Z") }, "entry-b" };
    auto const b = bj::parse(leaf_bundle(*q, t, leaf, about, at("2026-08-01T00:00:00Z"))).as_object();
    EXPECT_FALSE(b.contains("total"));
    auto const& links = b.at("link").as_array();
    ASSERT_EQ(links.size(), 2u);
    EXPECT_EQ(links[0].at("url"), "https://care.example/fhir/R4/AuditEvent?outcome=4&_cursor=entry-a");
    EXPECT_EQ(links[1].at("url"), "https://care.example/fhir/R4/AuditEvent?outcome=4&_cursor=entry-b");
    auto const end = bj::parse(leaf_bundle(*q, t, {}, about, at("2026-08-01T00:00:00Z"))).as_object();
    EXPECT_EQ(end.at("link").as_array().size(), 1u);
    EXPECT_FALSE(end.contains("entry"));
}

TEST(Problems, AreOutcomesUnderTheSameStatus)
{
    RequestId const id { *Uuid::parse("00000000-0000-4000-8000-00000000000b") };
    for (auto const code : { Code::bad_input, Code::unauthenticated, Code::forbidden, Code::step_up, Code::not_found, Code::conflict, Code::too_large, Code::unsupported, Code::too_many,
             Code::unavailable, Code::bug }) {
        Error const e { code, PublicText("Say it again."), Detail("internal") };
        auto const ours = problem(e, id), rfc = http::Response::problem(e, id);
        EXPECT_EQ(ours.status, rfc.status);
        auto const o = bj::parse(ours.body).as_object();
        EXPECT_EQ(o.at("resourceType"), "OperationOutcome");
        auto const& issue = o.at("issue").as_array().at(0).as_object();
        EXPECT_EQ(issue.at("severity"), "error");
        EXPECT_EQ(issue.at("details").as_object().at("text"), "Say it again.");
        EXPECT_EQ(issue.at("details").as_object().at("coding").as_array().at(0).as_object().at("code"), bj::parse(rfc.body).as_object().at("code"));
        EXPECT_EQ(ours.body.find("internal"), std::string::npos);
        EXPECT_EQ(ours.headers.size(), rfc.headers.size()) << "Retry-After and WWW-Authenticate stay";
        EXPECT_TRUE(ours.headers.at(0).second.starts_with(media_type));
    }
}

TEST(Metadata, SaysWhatIsRegistered)
{
    auto const m = bj::parse(metadata({ type, { "Organization", {}, {}, false }, log_type() }, about, at("2026-08-01T00:00:00Z"))).as_object();
    EXPECT_EQ(m.at("fhirVersion"), "4.0.1");
    auto const& resources = m.at("rest").as_array().at(0).as_object().at("resource").as_array();
    ASSERT_EQ(resources.size(), 3u);
    EXPECT_EQ(resources[0].as_object().at("type"), "Encounter");
    EXPECT_EQ(resources[0].as_object().at("searchParam").as_array().size(), 4u);
    EXPECT_EQ(resources[1].as_object().at("searchParam").as_array().size(), 1u);
    EXPECT_EQ(resources[2].as_object().at("searchParam").as_array().size(), 3u);
}

} // namespace
} // namespace wellkept::fhir
