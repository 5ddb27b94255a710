// What a manifest may say, and what is refused with file, line and mend.
#include "connect/programs/catalogue.h"
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wellkept::programs {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr char const* acme = R"(code: acme
title: Acme
description: A vendor for tests.
kind: oauth
endpoints:
  base: https://api.acme.test
collects:
  body: { says: Your weight., scopes: [read] }
  heart: { says: Your pulse., scopes: [read] }
  sleep: { says: Your sleep., scopes: [read] }
history: { days: 30, poll_minutes: 60 }
envelope:
  body: /body
  status: /status
  ok: [0]
  errors: { token_invalid: [401] }
signing:
  - { name: plain, message: "{param.action},{client_id}", into: signature }
oauth:
  authorize: { url: "{base}/authorize" }
  pkce: S256
  token: { method: POST, url: "{base}/token" }
  refresh: { rotation: single_use }
  reply: { user: /user }
  revoke: { method: POST, url: "{base}/revoke", params: { action: revoke }, sign: plain }
rate_limits:
  - { per: app, requests: 100, seconds: 60 }
requests:
  - name: weights
    title: Weights
    scopes: [read]
    window_days: 30
    paging: { kind: next_token, cursor: /next }
    call: { url: "{base}/weights", params: { from: "{from_epoch}", next: "{cursor}" } }
    by_object: { url: "{base}/weights/{object_id}" }
    map:
      - rule: weights
        each: [ { item: body/items } ]
        record: "{item/id}"
        time: { start: item/at, as: epoch_s }
        value: item/value
        emit:
          - { metric: weight, unit: kg }
          - { metric: heart_rate, value: item/bpm, unit: /min }
          - metric: sleep_stage
            digits: { items: item/stages, step: 300 s }
            codes: { 1: deep }
webhook:
  format: json
  per: app
  signature:
    kind: hmac
    over: [ header X-Time, body ]
    signature: header x-signature
    timestamp: header x-time
  topics:
    - { name: weights, values: { type: weights }, categories: [body] }
  subscribe: { method: POST, url: "{base}/hooks", params: { type: "{topic.type}" } }
  event: { user: /user, type: /type, object: /id }
  run:
    - { type: weights, requests: [weights], by_object: yes }
)";

std::string replaced(std::string_view from, std::string_view to)
{
    std::string text = acme;
    auto const at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    EXPECT_EQ(text.find(from, at + 1), std::string::npos) << "not unique: " << from;
    return text.replace(at, from.size(), to);
}

struct Manifests : testing::Test {
    static void SetUpTestSuite()
    {
        auto table = timeseries::MetricTable::load(fs::path(WELLKEPT_SOURCE_DIR) / "policy/metrics.yaml");
        ASSERT_TRUE(table.ok()) << table.error().public_text.text;
        s_metrics = table.release();
    }
    static Result<Manifest> parse(std::string const& text, Overrides const& overrides = {})
    {
        return parse_manifest(text, "acme.yaml", s_metrics, overrides);
    }
    static inline timeseries::MetricTable s_metrics;
};

TEST_F(Manifests, TheGoodOneLoads)
{
    auto m = parse(acme);
    ASSERT_TRUE(m.ok()) << m.error().public_text.text;
    EXPECT_EQ(m->code, "acme");
    EXPECT_TRUE(m->oauth->pkce);
    EXPECT_EQ(m->requests[0].categories, (std::set<std::string> { "body", "heart", "sleep" }));
    EXPECT_EQ(m->webhook->signature.over[0].name, "x-time") << "header names compare without case";
    EXPECT_EQ(m->scopes_for({ "body", "heart" }), (std::vector<std::string> { "read" }));
    EXPECT_TRUE(m->scopes_for({}).empty());
}

struct Bad {
    char const *what, *from, *to, *says;
};

class BadManifest : public Manifests, public testing::WithParamInterface<Bad> { };

TEST_P(BadManifest, IsRefusedWithItsMend)
{
    auto const& bad = GetParam();
    auto const m = parse(replaced(bad.from, bad.to));
    ASSERT_FALSE(m.ok()) << bad.what;
    EXPECT_EQ(m.error().code, Code::bad_input);
    EXPECT_THAT(m.error().public_text.text, HasSubstr("acme.yaml line "));
    EXPECT_THAT(m.error().public_text.text, HasSubstr(bad.says));
}

INSTANTIATE_TEST_SUITE_P(All, BadManifest,
    testing::Values(Bad { "unknown_key", "title: Acme", "title: Acme\ntitel: Acme", "unknown key 'titel'" },
        Bad { "double_key", "title: Acme", "title: Acme\ntitle: Acme", "stands twice" },
        Bad { "missing_key", "title: Acme\n", "", "'title' is missing" },
        Bad { "code_form", "code: acme", "code: Acme!", "small letters" },
        Bad { "kind_unknown", "kind: oauth", "kind: magic", "is not one of oauth, direct, file" },
        Bad { "plain_http", "base: https://", "base: http://", "must be https://" },
        Bad { "host_with_user", "https://api.acme.test", "https://me@api.acme.test", "must be https://" },
        Bad { "category_unknown", "  heart: {", "  hart: {", "no metric has the category 'hart'" },
        Bad { "category_uncollected", "  heart: { says: Your pulse., scopes: [read] }\n", "", "not under collects" },
        Bad { "category_unmapped", "          - { metric: heart_rate, value: item/bpm, unit: /min }\n", "",
            "nothing maps to 'heart'" },
        Bad { "metric_unknown", "metric: weight,", "metric: wieght,", "'wieght' is not in policy/metrics.yaml" },
        Bad { "unit_missing", ", unit: kg", "", "unit is missing" },
        Bad { "unit_unknown", "unit: kg", "unit: furlong", "no exact way from 'furlong'" },
        Bad { "code_unknown", "1: deep", "1: dreaming", "'dreaming' is no code" },
        Bad { "level_unknown", "value: item/value", "value: thing/value", "does not begin with a level" },
        Bad { "pointer_bad", "value: item/value", "value: item/a~b", "is no place" },
        Bad { "level_twice", "each: [ { item: body/items } ]", "each: [ { item: body/items }, { item: item/x } ]",
            "stands twice" },
        Bad { "interval_for_instant", "as: epoch_s }", "as: epoch_s, duration: 60 s }", "belongs to an instant" },
        Bad { "interval_missing", "- { metric: weight, unit: kg }", "- { metric: steps, unit: '{steps}' }",
            "belongs to an interval" },
        Bad { "time_form", "as: epoch_s }", "as: sundial }", "is not one of epoch_s" },
        Bad { "span_form", "step: 300 s", "step: 300", "write a number or a place" },
        Bad { "digits_of_numbers",
            "metric: sleep_stage\n            digits: { items: item/stages, step: 300 s }\n            codes: { 1: "
            "deep }",
            "metric: hrv_rmssd\n            digits: { items: item/stages, step: 300 s }\n            unit: ms",
            "only a coded metric" },
        Bad { "record_constant", "record: \"{item/id}\"", "record: same", "every record has the same id" },
        Bad { "record_open_brace", "record: \"{item/id}\"", "record: \"{item/id\"", "close each {" },
        Bad { "condition_empty", "value: item/value", "value: item/value\n        when: { item/a: [] }",
            "write a value" },
        Bad { "address_elsewhere", "url: \"{base}/weights\"", "url: \"https://evil.test/weights\"",
            "begin the address with an endpoint" },
        Bad { "address_glued", "url: \"{base}/weights\"", "url: \"{base}.evil.test/weights\"",
            "begin the address with an endpoint" },
        Bad { "address_query", "url: \"{base}/weights\"", "url: \"{base}/weights?x=1\"", "no query" },
        Bad {
            "placeholder_unknown", "from: \"{from_epoch}\"", "from: \"{yesterday}\"", "{yesterday} has no value here" },
        Bad { "secret_in_data", "from: \"{from_epoch}\"", "from: \"{client_secret}\"",
            "{client_secret} has no value here" },
        Bad { "secret_in_address", "\"{base}/hooks\"", "\"{base}/hooks/{client_secret}\"", "gets logged" },
        Bad { "get_with_body", "call: { url: \"{base}/weights\"", "call: { encoding: form, url: \"{base}/weights\"",
            "in the query" },
        Bad { "cursor_unused", ", next: \"{cursor}\"", "", "paging and the placeholder {cursor}" },
        Bad { "select_unused", "    window_days: 30\n", "    window_days: 30\n    select: { body: [w] }\n",
            "select and the placeholder" },
        Bad { "scope_unasked", "    scopes: [read]\n", "    scopes: [write]\n", "no category under collects asks" },
        Bad { "signing_unknown", "sign: plain", "sign: fancy", "no scheme 'fancy'" },
        Bad { "status_without_ok", "  ok: [0]\n", "", "status and ok need each other" },
        Bad { "status_twice", "token_invalid: [401]", "token_invalid: [401], refused: [401]", "stands twice" },
        Bad { "no_user_id", "reply: { user: /user }", "reply: { scope: /scope }",
            "where the vendor's user id comes from" },
        Bad { "token_by_get", "token: { method: POST, ", "token: { ", "asked for by POST" },
        Bad { "rate_of_none", "requests: 100", "requests: 0", "would stop the Program" },
        Bad { "number_range", "seconds: 60", "seconds: -1", "whole number" },
        Bad { "body_unsigned", "over: [ header X-Time, body ]", "over: [ header X-Time ]", "add body" },
        Bad { "time_unsigned", "over: [ header X-Time, body ]", "over: [ body ]", "stops no replay" },
        Bad {
            "topic_value", "values: { type: weights }", "values: { kind: weights }", "has no value for {topic.type}" },
        Bad { "topic_category", "categories: [body] }", "categories: [soul] }", "'soul' is not under collects" },
        Bad { "run_unknown", "requests: [weights]", "requests: [heights]", "no data request 'heights'" },
        Bad { "run_without_object", ", object: /id", "", "where the id stands" },
        Bad { "poll_too_often", "poll_minutes: 60", "poll_minutes: 1", "no vendor bears that" },
        Bad { "not_yaml", "title: Acme", "title: [Acme", "this is not YAML" }),
    [](auto const& info) { return std::string(info.param.what); });

TEST_F(Manifests, AllFaultsComeAtOnce)
{
    auto text = replaced("title: Acme", "titel: Acme");
    text.replace(text.find("unit: kg"), 8, "unit: xx");
    auto const m = parse(text);
    ASSERT_FALSE(m.ok());
    EXPECT_THAT(m.error().public_text.text, HasSubstr("'title' is missing"));
    EXPECT_THAT(m.error().public_text.text, HasSubstr("unknown key 'titel'"));
    EXPECT_THAT(m.error().public_text.text, HasSubstr("'xx'"));
}

TEST_F(Manifests, EndpointsAreOverriddenByConfiguration)
{
    auto m = parse(acme, { { { "acme.base", "https://localhost:9443/acme" } }, false });
    ASSERT_TRUE(m.ok());
    EXPECT_EQ(m->endpoints.at("base"), "https://localhost:9443/acme");
    EXPECT_FALSE(parse(acme, { { { "acme.base", "http://localhost:9080" } }, false }).ok());
    EXPECT_TRUE(parse(acme, { { { "acme.base", "http://localhost:9080" } }, true }).ok());
    EXPECT_FALSE(parse(replaced("https://api", "http://api"), { {}, true }).ok()) << "the flag is for overrides only";
    EXPECT_FALSE(parse(acme, { { { "acme.base", "http://localhost:9080/?x=" } }, true }).ok());
}

TEST_F(Manifests, DamagedTextNeverThrows)
{
    std::string const whole = acme;
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) (void)parse(whole.substr(0, cut)).ok();
    for (std::size_t at = 0; at < whole.size(); at += 5) {
        auto text = whole;
        text[at] = '{';
        (void)parse(text).ok();
    }
    EXPECT_FALSE(parse("").ok());
    EXPECT_FALSE(parse("- a\n- b\n").ok());
    EXPECT_FALSE(parse(std::string("\0\xff", 2)).ok());
}

struct Catalogues : Manifests {
    void SetUp() override
    {
        auto name = (fs::temp_directory_path() / "wellkept_programs_XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        dir = name;
    }
    void TearDown() override { fs::remove_all(dir); }
    void write(std::string const& name, std::string const& text) const { std::ofstream(dir / name) << text; }
    fs::path dir;
};

TEST_F(Catalogues, TheShippedOnesLoad)
{
    auto all = Catalogue::load(fs::path(WELLKEPT_SOURCE_DIR) / "programs", s_metrics);
    ASSERT_TRUE(all.ok()) << all.error().public_text.text;
    for (auto const* code : { "withings", "oura", "direct" }) ASSERT_NE(all->find(code), nullptr) << code;
    EXPECT_EQ(all->find("direct")->kind, Kind::direct);
    EXPECT_EQ(all->find("oura")->oauth->rotation, Rotation::single_use);
    EXPECT_EQ(all->find("oura")->webhook->topics.size(), 18U); // six types, three events each
    EXPECT_EQ(all->find("withings")->requests.size(), 6U);
    EXPECT_EQ(all->find("nobody"), nullptr);
}

TEST_F(Catalogues, AReloadWithOneFaultChangesNothing)
{
    write("acme.yaml", acme);
    write("notes.txt", "not a manifest");
    auto first = Catalogue::load(dir, s_metrics);
    ASSERT_TRUE(first.ok()) << first.error().public_text.text;
    LiveCatalogue live(first.release());
    auto const held = live.current();
    write("acme.yaml", replaced("title: Acme", "title: Acme Two"));
    write("other.yaml", "code: other\n");
    EXPECT_FALSE(live.reload(dir, s_metrics).ok());
    EXPECT_EQ(live.current()->find("acme")->title, "Acme");
    fs::remove(dir / "other.yaml");
    ASSERT_TRUE(live.reload(dir, s_metrics).ok());
    EXPECT_EQ(live.current()->find("acme")->title, "Acme Two");
    EXPECT_EQ(held->find("acme")->title, "Acme") << "who works with the old one keeps it";
}

TEST_F(Catalogues, RefusesWrongNamesAndFolders)
{
    write("wrong.yaml", acme);
    EXPECT_FALSE(Catalogue::load(dir, s_metrics).ok());
    fs::rename(dir / "wrong.yaml", dir / "acme.yaml");
    EXPECT_TRUE(Catalogue::load(dir, s_metrics).ok());
    EXPECT_FALSE(Catalogue::load(dir, s_metrics, { { { "acme.typo", "https://x.test" } }, false }).ok());
    EXPECT_FALSE(Catalogue::load(dir, s_metrics, { { { "nobody.base", "https://x.test" } }, false }).ok());
    EXPECT_FALSE(Catalogue::load(dir / "absent", s_metrics).ok());
}

} // namespace
} // namespace wellkept::programs
