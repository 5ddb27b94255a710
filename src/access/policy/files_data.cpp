// What is kept: categories.yaml, retention.yaml, metrics.yaml.
#include "access/policy/reader.h"

namespace wellkept::access {

void PolicyReader::categories()
{
    auto const file = open("categories.yaml");
    file.only({ "categories", "kinds" });
    for (auto const& r : file.rows("categories")) {
        r.only({ "code", "title", "description", "sensitivity", "retention" });
        Category c { r.text("code"), r.text("title"), r.text("description"),
            r.one_of("sensitivity", { "special", "ordinary" }) != "ordinary", r.text("retention") };
        if (rule(r, "categories", c.code)) m_policy->m_categories.push_back(std::move(c));
    }
    for (auto const& r : file.rows("kinds")) {
        r.only({ "code", "title", "sensitivity", "retention", "in_care" });
        Kind k { r.text("code"), r.text("title"), r.one_of("sensitivity", { "special", "ordinary" }) != "ordinary", r.text("retention"), r.text_or("in_care", r.has("retention") ? r.text("retention") : "") };
        if (rule(r, "kinds", k.code)) m_policy->m_kinds.push_back(std::move(k));
    }
    auto is = [&](std::string const& code) { return m_policy->retention(code) != nullptr; };
    for (auto const* list : { "categories", "kinds" })
        for (auto const& r : file.has(list) ? file.rows(list) : std::vector<Row> {})
            for (auto const* key : { "retention", "in_care" })
                if (r.has(key)) known(r, key, { r.text(key) }, is, "rule of retention.yaml");
}

void PolicyReader::retention()
{
    auto const file = open("retention.yaml");
    // Its engine's own keys are that engine's to judge.
    for (auto const& r : file.rows("rules")) {
        Retention t { r.text("code"), r.text("text"), r.text("trigger"), r.text_or("action", "destroy"), r.period("period") };
        auto const says = t.period.none() ? "at once" : t.period.words();
        if (r.has("text") && r.has("period") && t.text.find(says) == t.text.npos)
            r.fault_at("text", "`text` does not say \"" + says + "\", which is what the period means",
                "write it into the text, or correct the period");
        if (rule(r, "retention", t.code)) m_policy->m_retentions.push_back(std::move(t));
    }
    auto classes = RetentionRules::read(m_policy->m_files["retention.yaml"]);
    if (classes.ok()) {
        m_policy->m_record_classes = classes.release();
        return;
    }
    auto const& text = classes.error().detail.text; // retention.yaml:12: how to mend it
    auto const line = text.find(':') == text.npos ? 1 : std::atoi(text.c_str() + text.find(':') + 1);
    auto const mend = text.find(": ");
    m_findings.push_back({ "retention.yaml", line, "the record classes cannot be followed as they are written", mend == text.npos ? text : text.substr(mend + 2) });
}

void PolicyReader::metrics()
{
    auto const file = open("metrics.yaml");
    Codes used;
    for (auto const& r : file.rows("metrics")) {
        auto const category = r.text("category");
        used.insert(category);
        m_metrics[r.text("code")] = { category, r.has("codes") };
        known(r, "category", { category }, [&](std::string const& c) { return m_policy->category(c) != nullptr; }, "category of categories.yaml");
    }
    for (auto const& c : m_policy->m_categories)
        if (!used.contains(c.code))
            m_findings.push_back(at("categories." + c.code, "no metric of metrics.yaml is in the category `" + c.code + "`",
                "give it a metric or remove it: nobody can be asked about data that cannot come"));
}

} // namespace wellkept::access
