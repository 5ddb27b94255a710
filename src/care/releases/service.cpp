#include "care/cases/cases.h"
#include "care/door/door.h"
#include "care/releases/letter.h"
#include "care/releases/store.h"
#include "care/reports/reports.h"
#include "keep/disclosures/disclosures.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/crypto/crypto.h"
#include <algorithm>

namespace wellkept::releases {
namespace {

constexpr std::string_view purpose_code = "third_party_release";

access::Place body_place(Uuid id) { return { "releases.form", "body", id }; }
access::Place signature_place(Uuid id) { return { "releases.form", "signature", id }; }
access::Place letter_place(Uuid id) { return { "releases.letter", "body", id }; }
access::Place file_place(Uuid id) { return { "releases.letter", "file", id }; }
std::string blob_prefix(SubjectId s) { return "releases/" + s.text(); }
std::string blob_prefix(SubjectId s, Uuid form) { return blob_prefix(s) + "/" + form.text(); }
std::string blob_key(SubjectId s, Uuid form, Uuid letter) { return blob_prefix(s, form) + "/" + letter.text(); }

Error conflict(std::string_view why, std::string_view reason) { return { Code::conflict, PublicText(why), Detail(reason) }; }
Error moved() { return conflict("That cannot be done with this form now.", "state"); }
Error no_form() { return conflict("There is no signed form in force for exactly this recipient and this content. Nothing was sent.", "no_form"); }

Result<store::Row> row_of(access::SubjectGrant const& grant, Uuid id)
{
    auto row = TRY(store::find(grant, id));
    if (!row) return not_found();
    return std::move(*row);
}
Result<store::LetterRow> letter_of(access::SubjectGrant const& grant, Uuid id)
{
    auto row = TRY(store::letter(grant, id));
    if (!row) return not_found();
    return std::move(*row);
}
Result<Body> body_of(access::SubjectGrant const& grant, store::Row const& row)
{
    return json::decode_text<Body>(TRY(grant.open(access::person_scope, body_place(row.id), row.body.data)));
}
Result<Signature> signature_of(access::SubjectGrant const& grant, store::Row const& row)
{
    if (!row.signature) return bug("a form without its signature");
    return json::decode_text<Signature>(TRY(grant.open(access::person_scope, signature_place(row.id), row.signature->data)));
}

Result<std::string> tag(access::SubjectGrant const& grant, std::string const& value) { return crypto::hex(TRY(grant.tag(access::person_scope, value))); }
Result<std::string> tag_of(access::SubjectGrant const& grant, Recipient const& r) { return tag(grant, "recipient " + json::encode_text(r)); }
Result<std::string> tag_of(access::SubjectGrant const& grant, Rules const& rules, Item const& i)
{
    auto const* content = find(rules.contents, i.content);
    if (!content) return bad_input("A letter cannot hold such a content.");
    if (content->more == "report") return tag(grant, "report " + i.content + " " + i.report.value_or(Uuid {}).text() + " " + i.text);
    return tag(grant, content->more == "exact" ? "exact " + i.content + " " + i.text : "described " + i.content);
}

// A report goes by two consents: the signed form, and the person's yes to this very text with the referral's consent under it.
Error no_report() { return conflict("The person's consent to this report does not hold, or not to these words. It does not leave.", "no_report"); }
// The item with the report's words, as they are agreed to now.
Result<Item> resolved(access::SubjectGrant const& grant, Rules const& rules, Item i)
{
    auto const* content = find(rules.contents, i.content);
    if (!content || content->more != "report") {
        if (i.report) return bad_input("Only a report is named by its id.");
        return i;
    }
    if (!i.report || !i.text.empty()) return bad_input("Say which report; its words are those that the person agreed to.");
    for (auto const& a : TRY(attachable(grant)))
        if (a.report == *i.report) {
            i.text = a.words;
            return i;
        }
    return no_report();
}
// Whether each report in a letter may still leave in the words in which it stands there.
Result<> still_agreed(access::SubjectGrant const& grant, store::LetterRow const& letter)
{
    auto const held = TRY(json::decode_text<LetterBody>(TRY(grant.open(access::person_scope, letter_place(letter.id), letter.body.data))));
    if (!held.reports || held.reports->empty()) return {};
    auto const now = TRY(attachable(grant));
    for (auto const& i : *held.reports)
        if (std::none_of(now.begin(), now.end(), [&](auto const& a) { return a.report == i.report && a.words == i.text; })) return no_report();
    return {};
}

Result<> moves(access::SubjectGrant const& grant, access::Gate const& gate, store::Row& row, Event event)
{
    auto const from = state_of(row.state);
    auto const to = from ? after(*from, event) : std::nullopt;
    if (!to) return moved();
    auto const before = row.state;
    row.state = name(*to);
    row.state_at = gate.clock().now();
    if (!TRY(store::move(grant, row, before))) return moved();
    grant.note("form", row.state);
    return retention::started(grant, gate, record_class, row.id, row.state_at);
}

Result<std::string> name_of(access::SubjectGrant const& grant) { return TRY(intake::load(grant)).person.contact.name; }

Result<> bounded(std::string const& text, std::size_t max, std::string_view what)
{
    if (text.empty() || text.size() > max) return bad_input(what);
    return {};
}

// Once, when it leaves.
Result<> account_for(access::SubjectGrant const& grant, access::Gate const& gate, Rules const& rules, store::LetterRow const& letter, std::string_view way)
{
    auto const row = TRY(row_of(grant, letter.form));
    auto const body = TRY(body_of(grant, row));
    auto const held = TRY(json::decode_text<LetterBody>(TRY(grant.open(access::person_scope, letter_place(letter.id), letter.body.data))));
    auto const* kind = find(rules.recipients, body.recipient.kind);
    if (!kind) return no_form();
    std::string what;
    for (auto const& c : held.contents) what += (what.empty() ? "" : "; ") + c;
    return disclosures::record(grant, gate,
        { kind->more, std::string(purpose_code), { "contact", "care_record" }, body.recipient.name + ", " + body.recipient.role, what + (way == "posted" ? ". By post" : ". By a link and a code"),
            "The form that you signed on " + day(TRY(signature_of(grant, row)).at) });
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is the form's id

private:
    std::string_view room() const override { return "releases"; }
    std::vector<std::string> personal_tables() const override { return { "releases.form", "releases.letter" }; }
    std::vector<std::string> blobs(SubjectId s, access::ErasureScope const& scope) const override
    {
        // Letters are copies of what left: what is kept is the form, and that it left.
        return scope.whole() ? std::vector { blob_prefix(s) } : std::vector<std::string> {};
    }
    Result<std::vector<std::string>> blobs_of(access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const& records) const override
    {
        std::vector<std::string> out;
        for (auto const id : records) out.push_back(blob_prefix(grant.subject(), id));
        return out;
    }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override { return retention::ids_of(TRY(store::all(grant))); }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

Result<std::vector<Attachable>> attachable(access::SubjectGrant const& grant)
{
    std::vector<Attachable> out;
    for (auto& r : TRY(reports::agreed(grant)))
        out.push_back({ r.id, r.kind, r.statement ? r.text + "\n\nWhat the person says of it:\n" + *r.statement : r.text, r.since });
    return out;
}

Result<Uuid> prepare(access::Granted<Prepare> const& grant, access::Gate const& gate, Rules const& rules, Wanted w)
{
    auto const now = gate.clock().now();
    auto const episodes = TRY(cases::episodes(grant));
    if (std::none_of(episodes.begin(), episodes.end(), [&](auto const& e) { return e.id == w.case_id; })) return not_found();
    if (!find(rules.recipients, w.recipient.kind)) return bad_input("The policy has no such kind of recipient.");
    if (!find(rules.purposes, w.purpose)) return bad_input("The policy has no such purpose.");
    TRY(bounded(w.recipient.name, 200, "Give the recipient's name."));
    TRY(bounded(w.recipient.role, 200, "Say who the recipient is: GP at which surgery."));
    TRY(bounded(w.recipient.address, 1000, "Give the recipient's address."));
    if (w.recipient.email) (void)TRY(mail::parse_address(*w.recipient.email));
    if (w.note.size() > 4000) return bad_input("Your note to the person: at most 4000 characters.");
    if (w.expires_at <= now || w.expires_at > now + rules.lasts_max.about()) return bad_input("Give an end that is still to come, and within " + rules.lasts_max.words() + ".");
    if (w.items.empty()) return bad_input("Say what may be given.");
    store::Row row;
    row.id = Uuid::v7(gate.clock(), gate.rng());
    for (auto& i : w.items) {
        auto const* content = find(rules.contents, i.content);
        if (!content) return bad_input("The policy has no such content.");
        i = TRY(resolved(grant, rules, std::move(i)));
        if ((content->more != "described") != !i.text.empty()) return bad_input(content->more == "exact" ? "Write the very words that are to be given: the person signs those." : "This content is described by its title alone.");
        if (!i.report && i.text.size() > 40'000) return bad_input("A content has at most 40000 characters.");
        row.content_tags.push_back(TRY(tag_of(grant, rules, i)));
    }
    std::sort(row.content_tags.begin(), row.content_tags.end());
    if (std::adjacent_find(row.content_tags.begin(), row.content_tags.end()) != row.content_tags.end()) return bad_input("A content stands there twice.");
    Body body { w.recipient, kept(w.items), w.purpose, w.note, form_text(rules, w, TRY(name_of(grant)), rules.version()), rules.version() };
    // What cannot be printed is better known now than when it is to leave.
    (void)TRY(pdf::render({ "form", "en", { { pdf::Block::Kind::paragraph, body.shown } }, "", now }));
    row.case_id = w.case_id;
    row.prepared_by = grant.actor().pseudonym;
    row.state = name(State::prepared);
    row.body.data = TRY(grant.seal(access::person_scope, body_place(row.id), json::encode_text(body)));
    row.shown_hash.data = std::string(crypto::view(crypto::sha256(body.shown)));
    row.recipient_tag = TRY(tag_of(grant, w.recipient));
    row.expires_at = w.expires_at;
    row.prepared_at = now;
    TRY(store::insert(grant, row));
    grant.note("form", row.state);
    TRY(retention::started(grant, gate, record_class, row.id, now));
    return row.id;
}

Result<> withdraw(access::Granted<Prepare> const& grant, access::Gate const& gate, Uuid form)
{
    auto row = TRY(row_of(grant, form));
    return moves(grant, gate, row, Event::withdraw);
}

Result<> sign(access::Granted<Answer> const& grant, access::Gate const& gate, Rules const& rules, Uuid form, std::string const& hash, std::string const& name)
{
    auto row = TRY(row_of(grant, form));
    auto const now = gate.clock().now();
    auto const typed = std::count_if(name.begin(), name.end(), [](char c) { return c != ' '; });
    if (typed < 2 || name.size() > 200) return bad_input("Type your name, as you sign.");
    auto const body = TRY(body_of(grant, row));
    if (hash != crypto::hex(row.shown_hash.data) || hash != crypto::hex(crypto::view(crypto::sha256(body.shown)))) return conflict("This is not the text that is shown. Please read it again.", "other_text");
    if (body.statement != rules.version()) return conflict("What people sign has changed meanwhile. Ask for a new form.", "old_statement");
    if (now >= row.expires_at) return conflict("The time of this form is over. Ask for a new one.", "expired");
    auto const by = TRY(door::recognised(grant));
    Signature const s { name, body.statement, now, hash, by.link, by.check, by.at };
    row.signature = db::Bytes { TRY(grant.seal(access::person_scope, signature_place(row.id), json::encode_text(s))) };
    return moves(grant, gate, row, Event::sign);
}

Result<> decline(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid form)
{
    auto row = TRY(row_of(grant, form));
    return moves(grant, gate, row, Event::decline);
}

Result<> revoke(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid form)
{
    auto row = TRY(row_of(grant, form));
    TRY(moves(grant, gate, row, Event::revoke));
    for (auto const& l : TRY(store::letters(grant)))
        if (l.form == form) TRY(handover::end(grant, l.id));
    (void)TRY(store::stop_letters(grant, form, row.state_at));
    return {};
}

Result<Uuid> write_letter(access::Granted<Release> const& grant, access::Gate const& gate, Rules const& rules, blob::Store& blobs, Uuid form, Recipient const& to, std::vector<Item> parts)
{
    auto const row = TRY(row_of(grant, form));
    auto const now = gate.clock().now();
    if (!in_force(state_of(row.state).value_or(State::declined), row.expires_at, now)) return no_form();
    auto const body = TRY(body_of(grant, row));
    if (!(to == body.recipient)) return no_form();
    std::vector<std::string> tags;
    LetterBody held;
    for (auto& p : parts) {
        p = TRY(resolved(grant, rules, std::move(p)));
        if (p.report) {
            if (!held.reports) held.reports.emplace();
            held.reports->push_back({ p.content, p.text, p.report });
        } else
            TRY(bounded(p.text, 40'000, "Each part of the letter needs its words, at most 40000 characters."));
        tags.push_back(TRY(tag_of(grant, rules, p)));
        held.contents.push_back(find(rules.contents, p.content)->title);
    }
    store::LetterRow letter { Uuid::v7(gate.clock(), gate.rng()), form, TRY(tag_of(grant, to)), grant.actor().pseudonym, "ready", {}, {}, now, now };
    auto const file = TRY(pdf::render(letter_document(rules, TRY(name_of(grant)), body, TRY(signature_of(grant, row)), parts, letter.id, now)));
    held.pdf_hash = crypto::hex(crypto::view(crypto::sha256(file)));
    letter.body.data = TRY(grant.seal(access::person_scope, letter_place(letter.id), json::encode_text(held)));
    if (!TRY(store::insert_letter(grant, letter, tags, now))) return no_form();
    // Sealed under the person's key: were this transaction undone, a file that nobody can reach would be left until they are erased.
    TRY(blobs.put(blob_key(grant.subject(), form, letter.id), TRY(grant.seal(access::person_scope, file_place(letter.id), file))));
    grant.note("letter", "ready");
    TRY(retention::started(grant, gate, record_class, form, now));
    return letter.id;
}

Result<> posted(access::Granted<Release> const& grant, access::Gate const& gate, Rules const& rules, Uuid id)
{
    auto const letter = TRY(letter_of(grant, id));
    if (std::find(rules.ways.begin(), rules.ways.end(), "posted") == rules.ways.end()) return conflict("Letters do not leave by post.", "way");
    TRY(still_agreed(grant, letter));
    auto const now = gate.clock().now();
    if (!TRY(store::move_letter(grant, id, "ready", "left", "posted", now))) return no_form();
    TRY(account_for(grant, gate, rules, letter, "posted"));
    return retention::started(grant, gate, record_class, letter.form, now);
}

Result<handover::Offered> offer(access::Granted<Release> const& grant, access::Gate const& gate, Rules const& rules, handover::Post const& post, Uuid id)
{
    auto const letter = TRY(letter_of(grant, id));
    if (std::find(rules.ways.begin(), rules.ways.end(), "link") == rules.ways.end()) return conflict("Letters do not leave by a link.", "way");
    auto const row = TRY(row_of(grant, letter.form));
    auto const to = TRY(body_of(grant, row)).recipient;
    TRY(still_agreed(grant, letter));
    if (!to.email) return conflict("The form names no e-mail address of the recipient.", "no_address");
    auto const now = gate.clock().now();
    if (!TRY(store::move_letter(grant, id, letter.state == "offered" ? "offered" : "ready", "offered", "link", now))) return no_form();
    grant.note("letter", "offered");
    // No link outlives the form.
    return handover::offer(grant, gate, post, { std::string(link_kind), id, *to.email, std::min<Instant>(now + rules.link_lasts.about(), row.expires_at) });
}

Result<std::string> pdf(access::SubjectGrant const& grant, access::Gate const& gate, blob::Store& blobs, Uuid id)
{
    auto const letter = TRY(letter_of(grant, id));
    auto const row = TRY(row_of(grant, letter.form));
    if (letter.state == "stopped") return conflict("This letter was stopped: the form ended before it left.", "stopped");
    if (letter.state != "left" && !in_force(state_of(row.state).value_or(State::declined), row.expires_at, gate.clock().now())) return no_form();
    if (letter.state != "left") TRY(still_agreed(grant, letter));
    auto const file = TRY(grant.open(access::person_scope, file_place(id), TRY(blobs.get(blob_key(grant.subject(), letter.form, id)))));
    auto const held = TRY(json::decode_text<LetterBody>(TRY(grant.open(access::person_scope, letter_place(id), letter.body.data))));
    if (held.pdf_hash != crypto::hex(crypto::view(crypto::sha256(file)))) return bug("a letter's file is not the one that was made");
    grant.note("letter", "read");
    return file;
}

Result<std::string> opened(access::Granted<Open> const& grant, access::Gate const& gate, Rules const& rules, blob::Store& blobs, Uuid id)
{
    auto const letter = TRY(letter_of(grant, id));
    TRY(still_agreed(grant, letter)); // the second time too
    if (letter.state == "offered") {
        if (!TRY(store::move_letter(grant, id, "offered", "left", "link", gate.clock().now()))) return no_form();
        TRY(account_for(grant, gate, rules, letter, "link"));
    } else {
        // What they have they may open again, while the form holds.
        auto const row = TRY(row_of(grant, letter.form));
        if (letter.state != "left" || !in_force(state_of(row.state).value_or(State::declined), row.expires_at, gate.clock().now())) return no_form();
    }
    return pdf(grant, gate, blobs, id);
}

Result<std::vector<Form>> all(access::SubjectGrant const& grant, access::Gate const& gate)
{
    std::vector<Form> out;
    auto const letters = TRY(store::letters(grant));
    for (auto const& r : TRY(store::all(grant))) {
        auto const body = TRY(body_of(grant, r));
        auto const state = state_of(r.state).value_or(State::declined);
        Form f { r.id, { r.case_id, body.recipient, items_of(body.items), body.purpose, body.note, r.expires_at }, state, in_force(state, r.expires_at, gate.clock().now()), body.shown, crypto::hex(r.shown_hash.data),
            body.statement, {}, r.prepared_at, r.state_at, {} };
        if (r.signature) f.signature = TRY(signature_of(grant, r));
        for (auto const& l : letters) {
            if (l.form != r.id) continue;
            auto const held = TRY(json::decode_text<LetterBody>(TRY(grant.open(access::person_scope, letter_place(l.id), l.body.data))));
            f.letters.push_back({ l.id, l.state, l.way, held.contents, held.pdf_hash, l.made_at, l.state_at });
        }
        out.push_back(std::move(f));
    }
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::releases
