// Lawful bases: which articles there are under which law, and the words for them.
#include "access/policy/basis.h"
#include "access/policy/policy.h"
#include <algorithm>

namespace wellkept::access {
namespace {

struct Words {
    char const* code;
    char const* words;
    bool uk_only = false;
};
// UK GDPR Article 6(1)(ea) was added by the Data (Use and Access) Act 2025; the rest is the same in both.
Words const articles[] = {
    { "6-1-a", "your consent" },
    { "6-1-b", "what you asked us for, by contract" },
    { "6-1-c", "a legal obligation" },
    { "6-1-d", "somebody's vital interests" },
    { "6-1-e", "a task in the public interest" },
    { "6-1-ea", "a legitimate interest that the law recognises", true },
    { "6-1-f", "legitimate interests" },
    { "9-2-a", "your explicit consent" },
    { "9-2-b", "employment and social protection law" },
    { "9-2-c", "somebody's vital interests" },
    { "9-2-f", "legal claims and the exercise of legal rights" },
    { "9-2-g", "a substantial public interest laid down by law" },
    { "9-2-h", "health or social care" },
    { "9-2-i", "public health" },
    { "9-2-j", "research or statistics" },
};

Words const* find(std::string_view code)
{
    auto const* it = std::find_if(std::begin(articles), std::end(articles), [&](auto const& a) { return code == a.code; });
    return it == std::end(articles) ? nullptr : it;
}

std::string words_of(std::vector<std::string> const& codes, std::string const& law)
{
    std::string general, special, general_articles, special_articles;
    bool consent = false, explicit_consent = false;
    for (auto const& c : codes) {
        auto const* a = find(c);
        if (!a) continue;
        consent = consent || c == "6-1-a";
        explicit_consent = explicit_consent || c == "9-2-a";
        auto& words = c.starts_with("9") ? special : general;
        auto& numbers = c.starts_with("9") ? special_articles : general_articles;
        words += (words.empty() ? "" : ", and ") + std::string(a->words);
        numbers += (numbers.empty() ? "" : ", ") + article(c).substr(numbers.empty() ? 0 : 8);
    }
    auto upper = [](std::string s) {
        if (!s.empty()) s[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(s[0])));
        return s;
    };
    if (special.empty()) return upper(general) + " (" + law + " " + general_articles + ")";
    if (consent && explicit_consent && codes.size() == 2)
        return "Your explicit consent (" + law + " " + general_articles + " and " + special_articles.substr(8) + ")";
    return upper(general) + "; for health data, " + special + " (" + law + " " + general_articles + " and " + special_articles.substr(8) + ")";
}

} // namespace

bool known_law(std::string_view law) { return law == "uk_gdpr" || law == "eu_gdpr"; }

bool known_article(std::string_view law, std::string_view code)
{
    auto const* a = find(code);
    return a && (!a->uk_only || law == "uk_gdpr");
}

std::string article(std::string_view code)
{
    std::string out = "Article ";
    std::size_t part = 0;
    for (std::size_t from = 0; from <= code.size(); ++part) {
        auto const to = std::min(code.find('-', from), code.size());
        auto const piece = std::string(code.substr(from, to - from));
        out += part == 0 ? piece : "(" + piece + ")";
        from = to + 1;
    }
    return out;
}

std::string basis_words(Basis const& basis, std::string_view law)
{
    if (basis.empty()) return {};
    if (!law.empty()) {
        auto const it = basis.find(law);
        return it == basis.end() ? "" : words_of(it->second, law == "uk_gdpr" ? "UK GDPR" : "EU GDPR");
    }
    auto const& first = basis.begin()->second;
    if (std::all_of(basis.begin(), basis.end(), [&](auto const& b) { return b.second == first; })) return words_of(first, "GDPR");
    std::string out;
    for (auto const& [l, codes] : basis) out += (out.empty() ? "" : ". ") + basis_words(basis, l);
    return out;
}

} // namespace wellkept::access
