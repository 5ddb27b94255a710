#include "care/releases/json.h"
#include "care/releases/releases.h"

namespace wellkept::releases {
namespace {

struct ItemIn {
    std::string content;
    std::optional<std::string> text;
    std::optional<Uuid> report_id; // of a content that is a report: its words are those the person agreed to
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 40'000 }; }
};
struct RecipientIn {
    std::string kind, name, role, address;
    std::optional<std::string> email;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 1000 }; }
};
struct PrepareIn {
    Uuid case_id;
    RecipientIn recipient;
    std::vector<ItemIn> items;
    std::string purpose;
    std::optional<std::string> note;
    Instant expires_at;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 4000, .items_max = 20 }; }
};
struct IdOut {
    Uuid id;
};
struct LetterIn {
    RecipientIn recipient;
    std::vector<ItemIn> parts;
    static constexpr json::Bounds bounds(std::string_view) { return { .items_max = 20 }; }
};
struct OfferedOut {
    std::string code;
};
struct SignedOut {
    std::string name, check;
    std::int32_t statement;
    Instant at;
};
struct LetterOut {
    Uuid letter_id;
    std::string state;
    std::optional<std::string> way;
    std::vector<std::string> contents;
    Instant made_at, since;
};
struct FormOut {
    Uuid form_id, case_id;
    std::string state;
    bool in_force;
    RecipientIn recipient;
    std::vector<ItemIn> items;
    std::string purpose, note, text, hash;
    std::int32_t statement;
    std::optional<SignedOut> signature;
    Instant expires_at, prepared_at, since;
    std::vector<LetterOut> letters;
};
struct FormsOut {
    std::vector<FormOut> forms;
};
struct KindOut {
    std::string code, title;
    bool exact;  // of a content: its very words stand in the form
    bool report; // of a content: it is a report that the person agreed to
};
struct ReportOut {
    Uuid report_id;
    std::string kind;
    Instant since;
};
struct WordsOut {
    std::vector<KindOut> recipients, contents, purposes;
    std::vector<std::string> ways;
    std::int64_t days_max;
    std::vector<ReportOut> reports; // that can be named now: both consents hold
};
struct AnswerIn {
    std::string answer; // sign, decline, revoke
    std::optional<std::string> hash, name;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 200 }; }
};
BOOST_DESCRIBE_STRUCT(ItemIn, (), (content, text, report_id))
BOOST_DESCRIBE_STRUCT(RecipientIn, (), (kind, name, role, address, email))
BOOST_DESCRIBE_STRUCT(PrepareIn, (), (case_id, recipient, items, purpose, note, expires_at))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(LetterIn, (), (recipient, parts))
BOOST_DESCRIBE_STRUCT(OfferedOut, (), (code))
BOOST_DESCRIBE_STRUCT(SignedOut, (), (name, check, statement, at))
BOOST_DESCRIBE_STRUCT(LetterOut, (), (letter_id, state, way, contents, made_at, since))
BOOST_DESCRIBE_STRUCT(FormOut, (), (form_id, case_id, state, in_force, recipient, items, purpose, note, text, hash, statement, signature, expires_at, prepared_at, since, letters))
BOOST_DESCRIBE_STRUCT(FormsOut, (), (forms))
BOOST_DESCRIBE_STRUCT(KindOut, (), (code, title, exact, report))
BOOST_DESCRIBE_STRUCT(ReportOut, (), (report_id, kind, since))
BOOST_DESCRIBE_STRUCT(WordsOut, (), (recipients, contents, purposes, ways, days_max, reports))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (answer, hash, name))

Recipient of(RecipientIn const& r) { return { r.kind, r.name, r.role, r.address, r.email }; }
std::vector<Item> of(std::vector<ItemIn> const& all)
{
    std::vector<Item> out;
    for (auto const& i : all) out.push_back({ i.content, i.text.value_or(""), i.report_id });
    return out;
}

Result<Uuid> id_of(http::Request const& r, char const* what)
{
    auto const id = Uuid::parse(r.param(what));
    if (!id) return not_found();
    return *id;
}

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

http::Response file_of(std::string bytes)
{
    http::Response r;
    r.headers = { { "content-type", "application/pdf" }, { "content-disposition", "attachment; filename=\"letter.pdf\"" }, { "cache-control", "no-store" } };
    r.body = std::move(bytes);
    return r;
}

FormOut out_of(Form const& f)
{
    auto const& r = f.wanted.recipient;
    FormOut out { f.id, f.wanted.case_id, std::string(name(f.state)), f.in_force, { r.kind, r.name, r.role, r.address, r.email }, {}, f.wanted.purpose, f.wanted.note, f.shown, f.hash, f.statement, {},
        f.wanted.expires_at, f.prepared_at, f.state_at, {} };
    for (auto const& i : f.wanted.items) out.items.push_back({ i.content, i.text.empty() ? std::optional<std::string> {} : i.text, i.report });
    if (f.signature) out.signature = SignedOut { f.signature->name, f.signature->check, f.signature->statement, f.signature->at };
    for (auto const& l : f.letters) out.letters.push_back({ l.id, l.state, l.way, l.contents, l.made_at, l.state_at });
    return out;
}

WordsOut words_of(Rules const& rules)
{
    WordsOut out;
    auto list = [](std::vector<Kind> const& from, std::vector<KindOut>& into) {
        for (auto const& k : from) into.push_back({ k.code, k.title, k.more == "exact", k.more == "report" });
    };
    list(rules.recipients, out.recipients);
    list(rules.contents, out.contents);
    list(rules.purposes, out.purposes);
    out.ways = rules.ways;
    out.days_max = std::chrono::floor<std::chrono::days>(rules.lasts_max.about()).count();
    return out;
}

Result<FormsOut> forms_of(access::SubjectGrant const& g, access::Gate const& gate, bool own)
{
    FormsOut out;
    for (auto const& f : TRY(all(g, gate)))
        // What was withdrawn before they answered was never theirs to read.
        if (!own || f.state != State::withdrawn) out.forms.push_back(out_of(f));
    return out;
}

} // namespace

void add_routes(access::Routes& routes, Parts given)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    auto const parts = std::make_shared<Parts const>(std::move(given));
    auto const forms = std::string("/care/service-users/{person}/release-forms"), letters = std::string("/care/service-users/{person}/release-letters/{letter}");
    auto act = [&](Method method, std::string pattern, std::string summary) {
        return access::Spec { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "third_party_release", .subject_param = "person",
            .success_status = method == Method::get ? 200 : 204, .body_bytes_max = 256 * 1024 };
    };

    auto preparing = act(Method::post, forms, "Prepare a form by which a person lets something be told to somebody, for them to read and sign");
    preparing.request_schema = json::schema<PrepareIn>();
    preparing.response_schema = json::schema<IdOut>();
    preparing.success_status = 201;
    routes.guarded<Prepare>(preparing, [&gate, parts](access::Granted<Prepare>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<PrepareIn>(r.body));
        return http::Response::json(json::encode_text(IdOut { TRY(prepare(g, gate, parts->rules, { in.case_id, of(in.recipient), of(in.items), in.purpose, in.note.value_or(""), in.expires_at })) }), 201);
    });
    auto reading = act(Method::get, forms, "The forms a person was asked to sign, and the letters that rest on them");
    reading.response_schema = json::schema<FormsOut>();
    routes.guarded<Read>(reading, [&gate](access::Granted<Read>& g, Request const&) -> Out { return http::Response::json(json::encode_text(TRY(forms_of(g, gate, false)))); });
    auto words = act(Method::get, "/care/service-users/{person}/release-words", "Who can be named in a form, what it can let out, and what for");
    words.response_schema = json::schema<WordsOut>();
    routes.guarded<Read>(words, [parts](access::Granted<Read>& g, Request const&) -> Out {
        auto out = words_of(parts->rules);
        for (auto const& a : TRY(attachable(g))) out.reports.push_back({ a.report, a.kind, a.since });
        return http::Response::json(json::encode_text(out));
    });
    routes.guarded<Prepare>(act(Method::post, forms + "/{form}/withdrawal", "Take a form back that nobody has answered yet"), [&gate](access::Granted<Prepare>& g, Request const& r) -> Out {
        TRY(withdraw(g, gate, TRY(id_of(r, "form"))));
        return no_content();
    });
    auto writing = act(Method::post, forms + "/{form}/letters", "Make the letter: to exactly the recipient of a form in force, with nothing but its contents");
    writing.request_schema = json::schema<LetterIn>();
    writing.response_schema = json::schema<IdOut>();
    writing.success_status = 201;
    routes.guarded<Release>(writing, [&gate, parts](access::Granted<Release>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<LetterIn>(r.body));
        return http::Response::json(json::encode_text(IdOut { TRY(write_letter(g, gate, parts->rules, parts->blobs, TRY(id_of(r, "form")), of(in.recipient), of(in.parts))) }), 201);
    });
    auto reading_file = act(Method::get, letters, "The letter as PDF: to print it while it may leave, and as our own copy afterwards");
    routes.guarded<Read>(reading_file, [&gate, parts](access::Granted<Read>& g, Request const& r) -> Out { return file_of(TRY(pdf(g, gate, parts->blobs, TRY(id_of(r, "letter"))))); });
    routes.guarded<Release>(act(Method::post, letters + "/posting", "Mark a letter as posted to its recipient"), [&gate, parts](access::Granted<Release>& g, Request const& r) -> Out {
        TRY(posted(g, gate, parts->rules, TRY(id_of(r, "letter"))));
        return no_content();
    });
    auto offering = act(Method::post, letters + "/offer", "Send the recipient a link to a letter; the code is for the telephone");
    offering.response_schema = json::schema<OfferedOut>();
    offering.success_status = 201;
    routes.guarded<Release>(offering, [&gate, parts](access::Granted<Release>& g, Request const& r) -> Out {
        return http::Response::json(json::encode_text(OfferedOut { TRY(offer(g, gate, parts->rules, parts->post, TRY(id_of(r, "letter")))).code }), 201);
    });

    routes.guarded<ReadOwn>({ .pattern = "/care/you/release-forms", .summary = "The forms a person is asked to sign, and those they signed", .audience = "service_user", .purpose = "third_party_release",
                                .response_schema = json::schema<FormsOut>() },
        [&gate](access::Granted<ReadOwn>& g, Request const&) -> Out { return http::Response::json(json::encode_text(TRY(forms_of(g, gate, true)))); });
    routes.guarded<Answer>({ .method = Method::post, .pattern = "/care/you/release-forms/{form}/answer", .summary = "Sign a form as it was read, decline it, or revoke it", .audience = "service_user",
                               .purpose = "third_party_release", .request_schema = json::schema<AnswerIn>(), .success_status = 204, .body_bytes_max = 4 * 1024 },
        [&gate, parts](access::Granted<Answer>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<AnswerIn>(r.body));
            auto const form = TRY(id_of(r, "form"));
            if (in.answer == "sign") TRY(sign(g, gate, parts->rules, form, in.hash.value_or(""), in.name.value_or("")));
            else if (in.answer == "decline") TRY(decline(g, gate, form));
            else if (in.answer == "revoke") TRY(revoke(g, gate, form));
            else return bad_input("answer is sign, decline or revoke.");
            return no_content();
        });

    routes.open({ .method = Method::post, .pattern = "/care/handed-over/letter", .summary = "A letter as PDF, for whoever has its link and the code told by telephone", .audience = "named_recipient",
                    .purpose = "third_party_release", .request_schema = handover::said_schema(), .body_bytes_max = 4 * 1024 },
        "the token in the body and the code told by telephone are the credential", [&gate, parts](access::OpenCall& call) {
            return handover::open<Open>(call, link_kind, "named_recipient",
                [&](access::Granted<Open> const& g, Uuid letter) -> Out { return file_of(TRY(opened(g, gate, parts->rules, parts->blobs, letter))); });
        });
}

} // namespace wellkept::releases
