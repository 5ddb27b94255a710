#include "care/releases/letter.h"

namespace wellkept::releases {

std::string day(Instant at) { return rfc3339(at).substr(0, 10); }

std::string form_text(Rules const& rules, Wanted const& w, std::string const& person, int statement)
{
    auto title = [](std::vector<Kind> const& all, std::string const& code) {
        auto const* k = find(all, code);
        return k ? k->title : code;
    };
    std::string out = "Release of information\n\n";
    out += "About: " + person + "\n\nTo: " + w.recipient.name + "\n" + w.recipient.role + " (" + title(rules.recipients, w.recipient.kind) + ")\n" + w.recipient.address + "\n";
    if (w.recipient.email) out += w.recipient.email.value() + "\n";
    out += "\nWhat for: " + title(rules.purposes, w.purpose) + "\n";
    if (!w.note.empty()) out += w.note + "\n";
    out += "\nWhat is given:\n";
    for (auto const& i : w.items) {
        out += "- " + title(rules.contents, i.content);
        if (!i.text.empty()) out += ", in these words:\n" + i.text;
        out += "\n";
    }
    out += "\nUntil: " + day(w.expires_at) + "\n\n";
    return out + rules.statement[static_cast<std::size_t>(statement - 1)] + "\n";
}

pdf::Document letter_document(Rules const& rules, std::string const& person, Body const& form, Signature const& signature, std::vector<Item> const& parts, Uuid letter, Instant at)
{
    using K = pdf::Block::Kind;
    auto const& to = form.recipient;
    pdf::Document d;
    d.title = "Letter of " + day(at);
    d.language = "en";
    d.made_at = at;
    d.stamp = "Only for " + to.name + ", " + to.role + "  ·  " + day(at) + "  ·  " + letter.text().substr(0, 8);
    d.blocks = { { K::paragraph, to.name + "\n" + to.role + "\n" + to.address }, { K::paragraph, day(at) }, { K::title, "About " + person },
        { K::paragraph, person + " has asked us, by the signed form at the end of this letter, to give you what follows." } };
    for (auto const& p : parts) {
        auto const* content = find(rules.contents, p.content);
        d.blocks.push_back({ K::heading, content ? content->title : p.content });
        d.blocks.push_back({ K::paragraph, p.text });
    }
    d.blocks.push_back({ K::small, "This is for you alone, for the purpose that the form names. Please do not pass it on." });
    d.blocks.push_back({ K::new_page });
    d.blocks.push_back({ K::title, "The signed form" });
    d.blocks.push_back({ K::paragraph, form.shown });
    d.blocks.push_back({ K::heading, "Signature" });
    d.blocks.push_back({ K::paragraph, "Signed electronically by typing the name: " + signature.name + "\nOn: " + rfc3339(signature.at) + "\nStatement: version " + std::to_string(signature.statement)
            + "\nRecognised by: a link sent to their address, and " + (signature.check == "code" ? "a code told by telephone" : "their date of birth") + ", on " + rfc3339(signature.recognised_at) });
    d.blocks.push_back({ K::small, "SHA-256 of the form as it was shown: " + signature.shown_hash });
    return d;
}

} // namespace wellkept::releases
