// Who and why: purposes.yaml, recipients.yaml, access.yaml, territories.yaml.
#include "access/policy/basis.h"
#include "access/policy/reader.h"

namespace wellkept::access {

Basis PolicyReader::basis(Row const& r) const
{
    Basis out;
    auto const b = r.row("basis");
    for (auto const& [law, value] : b.entries()) {
        if (!known_law(law)) {
            value.fault("`" + law + "` is no law known here", "give uk_gdpr or eu_gdpr");
            continue;
        }
        if (!value.node().IsSequence() || value.node().size() == 0) {
            value.fault("`" + law + "` names no article", "list articles in [ ], such as [6-1-a, 9-2-a]");
            continue;
        }
        for (auto const& a : value.node()) {
            auto const code = a.IsScalar() ? a.Scalar() : "";
            if (!known_article(law, code))
                value.fault("`" + code + "` is no lawful basis of " + law, "write Article 6(1)(a) as 6-1-a, Article 9(2)(h) as 9-2-h");
            out[law].push_back(code);
        }
    }
    for (auto const& t : m_policy->m_territories)
        if (!t.law.empty() && !out.contains(t.law))
            b.fault("there is no basis under " + t.law + ", the law of " + t.title, "add `" + t.law + ": [...]`");
    for (auto const& [law, codes] : out)
        if (std::none_of(codes.begin(), codes.end(), [](auto const& c) { return c.starts_with("6-1-"); }))
            b.fault(law + " names no article of Article 6(1)", "every processing needs one; add it");
    return out;
}

void PolicyReader::purposes()
{
    auto const file = open("purposes.yaml");
    file.only({ "purposes" });
    for (auto const& r : file.rows("purposes")) {
        r.only({ "code", "title", "description", "basis", "data", "recipient", "consent", "follows", "retention", "services" });
        Purpose p;
        p.code = r.text("code");
        p.title = r.text("title");
        p.description = r.text("description");
        p.basis = basis(r);
        p.lawful_basis = basis_words(p.basis);
        p.recipient = r.text("recipient");
        p.data = r.words("data");
        p.services = r.words("services");
        p.retention_rule = r.text("retention");
        auto const consent = r.one_of("consent", { "none", "switch", "any_switch", "follows", "asked", "extra", "joined" });
        p.consent = consent == "switch" ? Consent::switch_ : consent == "any_switch" ? Consent::any_switch : consent == "follows" ? Consent::follows : consent == "asked" ? Consent::asked : consent == "extra" ? Consent::extra : consent == "joined" ? Consent::joined : Consent::none;
        p.follows = r.text_or("follows", "");
        auto const* followed = m_policy->purpose(p.follows);
        if ((p.consent == Consent::follows || p.consent == Consent::joined) != (followed && followed->consent == Consent::switch_))
            r.fault_at("follows", "`consent: " + consent + "` and `follows` do not go together", "name a purpose above that has a switch, or leave both out");
        known(r, "services", p.services, [](std::string const& s) { return s == "connect" || s == "care"; }, "service: connect, care");
        known(r, "data", p.data, [&](std::string const& k) { return m_policy->kind(k) != nullptr; }, "kind of categories.yaml");
        known(r, "retention", { p.retention_rule }, [&](std::string const& c) { return m_policy->retention(c) != nullptr; }, "rule of retention.yaml");
        if (auto const* t = m_policy->retention(p.retention_rule)) p.retention = t->text;
        for (auto const& k : p.data)
            if (auto const* kind = m_policy->kind(k)) p.needs_special = p.needs_special || kind->special;
        for (auto const& [law, codes] : p.basis) {
            auto has = [&, c = codes](std::string_view start) {
                return std::any_of(c.begin(), c.end(), [&](auto const& a) { return a.starts_with(start); });
            };
            if (p.needs_special && !has("9-2-"))
                r.fault_at("basis", "`" + p.code + "` uses special-category data and " + law + " names no condition of Article 9(2)",
                    "add one, or take the special kinds out of `data`");
            if (consent == "none" && has("6-1-a"))
                r.fault_at("consent", "`" + p.code + "` rests on consent and nobody is asked", "set `consent` to switch, any_switch or asked, or name another basis");
            if ((p.switched() || consent == "any_switch" || consent == "asked" || consent == "joined") && !has("6-1-a"))
                r.fault_at("basis", "`" + p.code + "` is decided by the person and " + law + " does not name consent (6-1-a)",
                    "add it, or set `consent` to none");
        }
        if (rule(r, "purposes", p.code)) m_policy->m_purposes.push_back(std::move(p));
    }
}

void PolicyReader::recipients()
{
    auto const file = open("recipients.yaml");
    file.only({ "never", "recipients" });
    m_policy->m_never = file.words("never");
    m_policy->m_rules.push_back({ "recipients.never", file.file(), file.line_of("never") });
    // However a register is written, these are no recipients.
    for (auto const* kind : { "advertising", "data_broker" })
        if (!m_policy->m_never.contains(kind))
            file.fault_at("never", std::string("`never` does not name ") + kind, "add it: people are promised that nothing goes to such recipients");
    for (auto const& r : file.rows("recipients")) {
        r.only({ "code", "title", "kind", "role", "safeguard", "basis", "receives", "categories", "territories" });
        Recipient x { r.text("code"), r.text("title"), r.text("kind"), r.one_of("safeguard", { "own_data", "agreement", "law", "signed_form" }),
            r.text_or("role", ""), basis(r), {}, false, {}, r.words("territories") };
        static Codes const kinds { "person", "portal", "program", "processor", "professional", "organisation", "authority", "buyer" };
        if (m_policy->m_never.contains(x.kind))
            r.fault_at("kind", "`" + x.kind + "` is a kind of recipient that is never registered", "remove this recipient");
        else known(r, "kind", { x.kind }, [](std::string const& k) { return kinds.contains(k); }, "kind of recipient: person, portal, program, processor, professional, organisation, authority, buyer");
        if (x.safeguard == "own_data" && x.kind != "person")
            r.fault_at("safeguard", "only the person needs no safeguard for their own data", "give agreement, law or signed_form");
        auto const categories = r.words("categories", true);
        x.every_category = categories.contains("all");
        if (!x.every_category) {
            x.categories = categories;
            known(r, "categories", categories, [&](std::string const& c) { return m_policy->category(c) != nullptr; }, "category of categories.yaml, nor `all`");
        }
        known(r, "territories", x.territories, [&](std::string const& t) { return m_policy->territory(t) != nullptr; }, "territory of territories.yaml");
        auto const receives = r.row("receives");
        for (auto const& [purpose, value] : receives.entries()) {
            if (!m_policy->purpose(purpose)) value.fault("`" + purpose + "` is no purpose of purposes.yaml", "correct or remove it");
            if (!value.node().IsSequence() || value.node().size() == 0) {
                value.fault("`" + purpose + "` names no data", "list kinds of categories.yaml in [ ]");
                continue;
            }
            for (auto const& k : value.node()) {
                auto const kind = k.IsScalar() ? k.Scalar() : "";
                if (!m_policy->kind(kind)) value.fault("`" + kind + "` is no kind of categories.yaml", "correct or remove it");
                else if (auto const* p = m_policy->purpose(purpose); p && !p->data.contains(kind))
                    value.fault("`" + x.code + "` receives " + kind + " for `" + purpose + "`, which does not use it",
                        "remove it, or add it to the purpose's `data`");
                x.receives[purpose].insert(kind);
            }
        }
        if (x.receives.empty()) receives.fault("`" + x.code + "` receives nothing", "say what, by purpose, or remove the recipient");
        if (rule(r, "recipients", x.code)) m_policy->m_recipients.push_back(std::move(x));
    }
    recipients_match_purposes();
}

void PolicyReader::access()
{
    auto const file = open("access.yaml");
    file.only({ "permissions", "roles", "system", "accounts" });
    accounts_have_roles(file);
    for (auto const& [code, value] : file.row("permissions").entries()) {
        if (!value.node().IsScalar() || value.node().Scalar().empty()) {
            value.fault("`" + code + "` has no words", "say in a short sentence what it is: people read it");
            continue;
        }
        m_policy->m_titles[code] = value.node().Scalar();
        m_policy->m_rules.push_back({ "permissions." + code, file.file(), value.line() });
    }
    for (auto const& [section, prefix] : { std::pair("roles", ""), std::pair("system", "system."), std::pair("accounts", "staff.") })
        for (auto const& [role, permissions] : file.row(section).entries())
            for (auto const& [permission, purposes] : permissions.entries()) {
                if (!m_policy->m_titles.contains(permission))
                    purposes.fault("`" + permission + "` is not listed under permissions", "add it there, with words, or correct it");
                if (!purposes.node().IsSequence() || purposes.node().size() == 0) {
                    purposes.fault("`" + permission + "` of " + role + " has no purpose", "list at least one purpose in [ ]");
                    continue;
                }
                for (auto const& p : purposes.node()) {
                    auto const purpose = p.IsScalar() ? p.Scalar() : "";
                    if (!m_policy->purpose(purpose)) purposes.fault("`" + purpose + "` is no purpose of purposes.yaml", "correct it, or add the purpose");
                    m_policy->m_matrix[prefix + role][permission].insert(purpose);
                }
                m_policy->m_rules.push_back({ "access." + std::string(prefix) + role + "/" + permission, file.file(), purposes.line() });
            }
}

Contact PolicyReader::contact(Row const& r, bool with_mail) const
{
    r.only({ "name", "address", "mail", "url", "phone" });
    Contact c { r.text("name"), r.text_or("address", ""), with_mail ? r.text("mail") : r.text_or("mail", ""),
        with_mail ? r.text_or("url", "") : r.text("url"), r.text_or("phone", "") };
    return c;
}

void PolicyReader::territories()
{
    auto const file = open("territories.yaml");
    file.only({ "territories" });
    for (auto const& r : file.rows("territories")) {
        r.only({ "code", "title", "law", "law_title", "regions", "controller", "officer", "regulator", "rights" });
        Territory t { r.text("code"), r.text("title"), r.one_of("law", { "uk_gdpr", "eu_gdpr" }), r.text("law_title"), r.words("regions"),
            contact(r.row("controller"), true), contact(r.row("officer"), true), contact(r.row("regulator"), false), {} };
        auto const rights = r.words("rights");
        static Codes const needed { "15", "16", "17", "18", "20", "21", "77" };
        known(r, "rights", rights, [](std::string const& a) { return needed.contains(a); }, "right that this law gives (15 to 18, 20, 21, 77)");
        for (auto const& a : needed)
            if (!rights.contains(a))
                r.fault_at("rights", "the right of Article " + a + " is missing", "add it: no territory's law leaves it out");
        t.rights.assign(rights.begin(), rights.end());
        if (rule(r, "territories", t.code)) m_policy->m_territories.push_back(std::move(t));
    }
}

} // namespace wellkept::access
