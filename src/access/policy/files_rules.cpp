// By when, from what age, how one signs in, what may be counted, what a browser keeps, and what guards it all.
#include "access/policy/reader.h"

namespace wellkept::access {

void PolicyReader::clocks()
{
    auto const file = open("clocks.yaml");
    file.only({ "clocks" });
    for (auto const& r : file.rows("clocks")) {
        r.only({ "code", "title", "starts", "period", "basis", "due" });
        ClockRule c { r.text("code"), r.text("title"), r.text("starts"), r.text("basis"), r.period("period"),
            r.one_of("due", { "that_day", "working_day" }) == "working_day" };
        if (r.has("period") && c.period.none()) r.fault_at("period", "a clock of no time is always missed", "give it a length");
        if (rule(r, "clocks", c.code)) m_policy->m_clocks.push_back(std::move(c));
    }
}

void PolicyReader::ages()
{
    auto const file = open("ages.yaml");
    file.only({ "ages" });
    auto const rows = file.rows("ages");
    for (auto const& r : rows) {
        r.only({ "territory", "directed_from", "guardian_below" });
        AgeRule a { r.text("territory"), r.whole("directed_from", 13, 100), r.whole("guardian_below", 13, 18) };
        known(r, "territory", { a.territory }, [&](std::string const& t) { return m_policy->territory(t) != nullptr; }, "territory of territories.yaml");
        if (rule(r, "ages", a.territory)) m_policy->m_ages.push_back(std::move(a));
    }
    for (auto const& t : m_policy->m_territories)
        if (!m_policy->age(t.code)) file.fault("there is no age rule for " + t.title, "add a row with `territory: " + t.code + "`");
}

void PolicyReader::credentials()
{
    auto const file = open("credentials.yaml");
    file.only({ "password", "lockout", "second_factor", "sessions" });
    auto& c = m_policy->m_credentials;
    auto const p = file.row("password");
    p.only({ "length_min", "length_max", "digit", "lower", "upper", "special", "refuse_common" });
    // 12: below it the promise about passwords (S3) would be broken by a number in a file.
    c.password = { p.whole("length_min", 12, 128), p.whole("length_max", 64, 1024), p.yes("digit"), p.yes("lower"), p.yes("upper"), p.yes("special"),
        p.yes("refuse_common") };
    m_policy->m_rules.push_back({ "credentials.password", file.file(), p.line() });
    auto const l = file.row("lockout");
    l.only({ "attempts", "within", "lasts" });
    c.lockout = { l.whole("attempts", 3, 100), l.period("within"), l.period("lasts") };
    m_policy->m_rules.push_back({ "credentials.lockout", file.file(), l.line() });
    auto const f = file.row("second_factor");
    f.only({ "roles", "methods", "recovery_codes", "step_up" });
    c.second_factor = { f.words("roles"), f.words("methods"), f.whole("recovery_codes", 0, 50), f.period("step_up") };
    known(f, "methods", c.second_factor.methods, [](std::string const& m) { return m == "totp" || m == "passkey"; }, "second factor: totp, passkey");
    m_policy->m_rules.push_back({ "credentials.second_factor", file.file(), f.line() });
    for (auto const& r : file.rows("sessions")) {
        r.only({ "code", "title", "life", "idle" });
        SessionRule s { r.text("code"), r.text("title"), r.period("life"), r.period("idle") };
        if (r.has("life") && (s.life.none() || s.life.about() > std::chrono::hours(24 * 366)))
            r.fault_at("life", "a session lives between a minute and a year", "give it such a length");
        if (rule(r, "sessions", s.code)) c.sessions.emplace(s.code, s);
    }
    for (auto const* needed : { "member", "connect_token", "client_token", "staff" })
        if (!m_policy->session(needed))
            file.fault_at("sessions", std::string("there is no rule for ") + needed, "add a row with its `life`: without one nobody can sign in");
}

void PolicyReader::statistics()
{
    auto const file = open("statistics.yaml");
    file.only({ "thresholds", "publication", "tables" });
    auto const r = file.row("thresholds");
    r.only({ "cell_min", "round_to", "population_min", "mean_min" });
    auto& s = m_policy->m_statistics;
    s = { r.whole("cell_min", 5, 1000), r.whole("round_to", 1, 100), r.whole("population_min", 10, 100'000), r.whole("mean_min", 5, 1000) };
    if (s.round_to > s.cell_min) r.fault_at("round_to", "`round_to` is greater than `cell_min`", "lower it: a count that is shown would become nothing");
    m_policy->m_rules.push_back({ "statistics.thresholds", file.file(), r.line() });
    auto const p = file.row("publication");
    p.only({ "settle_days", "epsilon_milli" });
    s.settle_days = p.whole("settle_days", 1, 60);
    s.epsilon_milli = p.whole("epsilon_milli", 0, 10'000);
    m_policy->m_rules.push_back({ "statistics.publication", file.file(), p.line() });
    for (auto const& row : file.rows("tables")) statistics_table(row);
}

void PolicyReader::statistics_table(Row const& r)
{
    r.only({ "code", "title", "unit", "source", "metric", "purpose", "period", "dimension", "clip", "mean_step" });
    StatisticsTable t { r.text("code"), r.text("title"), r.text("unit"), r.one_of("source", { "timeseries" }), r.text("metric"), {}, r.text("purpose"),
        r.one_of("dimension", { "none", "program" }) };
    (void)r.one_of("period", { "month" });
    auto const clip = r.row("clip");
    clip.only({ "min", "max" });
    t.clip_min = clip.whole("min", -1'000'000, 1'000'000);
    t.clip_max = clip.whole("max", -1'000'000, 1'000'000);
    if (t.clip_min >= t.clip_max) clip.fault("`clip` leaves no room between `min` and `max`", "give a lowest and a higher highest value");
    t.mean_step = r.whole("mean_step", 1, 1'000'000);
    if (auto const m = m_metrics.find(t.metric); m == m_metrics.end())
        r.fault_at("metric", "`" + t.metric + "` is no metric of metrics.yaml", "correct it, or add it there");
    else if (m->second.coded)
        r.fault_at("metric", "`" + t.metric + "` has codes and no mean", "choose a metric with a unit");
    else t.category = m->second.category;
    auto const* purpose = m_policy->purpose(t.purpose);
    if (!purpose) r.fault_at("purpose", "`" + t.purpose + "` is no purpose of purposes.yaml", "correct it, or add it there");
    else if (!purpose->switched())
        r.fault_at("purpose", "nobody is asked whether they want to be counted for `" + t.purpose + "`", "give a purpose with a switch of its own (consent: extra)");
    else if (!purpose->data.contains("measurement") || !purpose->data.contains("measurement_time"))
        r.fault_at("purpose", "`" + t.purpose + "` has no basis for " + t.category + " data: it does not use measurements and their times",
            "add `measurement` and `measurement_time` to its `data` in purposes.yaml, with a condition of Article 9(2)");
    if (rule(r, "statistics", t.code)) m_policy->m_statistics.tables.push_back(std::move(t));
}

void PolicyReader::cookies()
{
    auto const file = open("cookies.yaml");
    file.only({ "cookies" });
    for (auto const& r : file.rows("cookies")) {
        r.only({ "code", "title", "need", "session", "purpose" });
        CookieRule c { r.text("code"), r.text("title"), r.one_of("need", { "necessary", "preference", "statistics" }), r.text("session"), r.text("purpose") };
        known(r, "session", { c.session }, [&](std::string const& s) { return m_policy->session(s) != nullptr; }, "session of credentials.yaml");
        known(r, "purpose", { c.purpose }, [&](std::string const& p) { return m_policy->purpose(p) != nullptr; }, "purpose of purposes.yaml");
        if (rule(r, "cookies", c.code)) m_policy->m_cookies.push_back(std::move(c));
    }
}

void PolicyReader::measures()
{
    auto const file = open("measures.yaml");
    file.only({ "measures" });
    for (auto const& r : file.rows("measures")) {
        r.only({ "code", "title", "text" });
        Measure m { r.text("code"), r.text("title"), r.text("text") };
        if (rule(r, "measures", m.code)) m_policy->m_measures.push_back(std::move(m));
    }
}

} // namespace wellkept::access
