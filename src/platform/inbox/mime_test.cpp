#include "platform/inbox/inbox.h"
#include <chrono>
#include <gtest/gtest.h>

namespace wellkept::inbox {
namespace {

std::string const from_ann = "From: Ann Smith <ann@example.org>\r\nSubject: Help\r\nMessage-ID: <1@example.org>\r\n";

std::string repeated(std::string const& s, int n)
{
    std::string out;
    for (int i = 0; i < n; ++i) out += s;
    return out;
}

TEST(Mime, APlainMessage)
{
    auto const m = parse(from_ann + "To: help@care.example, Desk <DESK@care.example>\r\nDelivered-To: intake@care.example\r\n\r\nI cannot sleep.\r\nAnn\r\n");
    EXPECT_EQ(m.from_address, "ann@example.org");
    EXPECT_EQ(m.from_name, "Ann Smith");
    EXPECT_EQ(m.subject, "Help");
    EXPECT_EQ(m.message_id, "1@example.org");
    EXPECT_EQ(m.text, "I cannot sleep.\nAnn\n");
    EXPECT_EQ(m.recipients, (std::vector<std::string> { "help@care.example", "desk@care.example", "intake@care.example" }));
    EXPECT_TRUE(m.attachments.empty());
    EXPECT_FALSE(m.automatic);
    EXPECT_TRUE(m.over.empty());
}

TEST(Mime, TextInAnyCharsetAndScript)
{
    auto body = [](std::string const& charset, std::string const& bytes) { return parse(from_ann + "Content-Type: text/plain; charset=" + charset + "\r\n\r\n" + bytes).text; };
    EXPECT_EQ(body("iso-8859-1", "caf\xe9"), "café");
    EXPECT_EQ(body("koi8-r", "\xf0\xcf\xcd\xcf\xc7\xc9\xd4\xc5"), "Помогите");
    EXPECT_EQ(body("iso-2022-jp", "\x1b$B=u$1$F\x1b(B"), "助けて");
    EXPECT_EQ(body("utf-8", "مرحبا \xf0\x9f\x98\xa2"), "مرحبا 😢");
    EXPECT_NE(body("nobody-knows-it", "still readable").find("still readable"), std::string::npos);
    EXPECT_EQ(body("utf-8", std::string("a\0b\x07" "c", 5)), body("utf-8", std::string("a\0b\x07" "c", 5)));
    EXPECT_EQ(body("utf-8", std::string("a\0b", 3)).find('\0'), std::string::npos);
    // RFC 2047 words, broken over lines, and bare 8-bit bytes (RFC 6532 and before).
    auto const m = parse("From: =?utf-8?B?U8O4cmVu?= =?iso-8859-1?Q?_=C5s?= <s@example.org>\r\nSubject: =?utf-8?Q?Hj=C3=A6lp?=\r\n =?utf-8?Q?_mig?=\r\n\r\nx");
    EXPECT_EQ(m.from_name, "Søren Ås");
    EXPECT_EQ(m.subject, "Hjælp mig");
    EXPECT_EQ(parse("From: a@b.c\r\nSubject: Fran\xe7ois\r\n\r\nx").subject, "François");
    EXPECT_EQ(parse("From: a@b.c\r\nSubject: François\r\n\r\nx").subject, "François");
}

TEST(Mime, FilesAndTheirNames)
{
    auto const m = parse(from_ann + "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
                                    "--c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSee =C3=A4=\r\nbove\r\n"
                                    "--c\r\nContent-Type: text/html\r\n\r\n<b>See</b>\r\n--c--\r\n"
                                    "--b\r\nContent-Type: application/pdf; name*=UTF-8''r%C3%A9sum%C3%A9.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n"
                                    "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*0=long; filename*1=-name.txt\r\n\r\nplain bytes\r\n"
                                    "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=\"../../etc/passwd\r\n x\"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!not base64!!AAAA\r\n"
                                    "--b--\r\nepilogue");
    EXPECT_EQ(m.text, "See äbove");
    ASSERT_EQ(m.attachments.size(), 4u);
    EXPECT_EQ(m.attachments[0].name, "message.html");
    EXPECT_EQ(m.attachments[1].name, "résumé.pdf");
    EXPECT_EQ(m.attachments[1].type, "application/pdf");
    EXPECT_EQ(m.attachments[1].bytes, "%PDF-");
    EXPECT_EQ(m.attachments[2].name, "long-name.txt");
    EXPECT_EQ(m.attachments[2].bytes, "plain bytes");
    EXPECT_EQ(m.attachments[3].name.find('\n'), std::string::npos);
    EXPECT_EQ(m.attachments[3].type, "image/png") << "what does not decode is kept as far as it does";
}

TEST(Mime, WordsThatAreHtmlAloneAreReadAndThePageStaysAFile)
{
    auto html = [](std::string const& type, std::string const& body) { return parse(from_ann + "Content-Type: " + type + "\r\n\r\n" + body); };
    auto const m = html("text/html; charset=utf-8", "<p>I cannot <b>sleep</b>.</p><p>Ann</p>");
    EXPECT_EQ(m.text, "I cannot sleep.\n\nAnn");
    ASSERT_EQ(m.attachments.size(), 1u);
    EXPECT_EQ(m.attachments[0].name, "message.html");
    EXPECT_EQ(m.attachments[0].bytes, "<p>I cannot <b>sleep</b>.</p><p>Ann</p>");
    // The part's charset goes before the page's; without one the page's holds, and without that UTF-8.
    EXPECT_EQ(html("text/html; charset=koi8-r", "<meta charset=utf-8>\xf0\xcf\xcd\xcf\xc7\xc9\xd4\xc5").text, "Помогите");
    EXPECT_EQ(html("text/html", "<meta charset=koi8-r>\xf0\xcf\xcd\xcf\xc7\xc9\xd4\xc5").text, "Помогите");
    EXPECT_EQ(html("text/html", "<p>مرحبا</p>").text, "مرحبا");
    EXPECT_EQ(html("text/html; charset=iso-2022-jp", "<p>\x1b$B=u$1$F\x1b(B</p>").text, "助けて");
    EXPECT_EQ(html("text/html", "<p>caf\xe9</p>").text, "café");
    EXPECT_NE(html("text/html; charset=nobody-knows-it", "<p>still readable</p>").text.find("still readable"), std::string::npos);
    // What the page hides is said; what is long is cut, and the page holds all of it.
    EXPECT_EQ(html("text/html; charset=utf-8", "<div style='display:none'>preview</div>Hello").text, "Hello\n\n[Left out: what the mail itself hides. It is in message.html.]");
    auto const long_one = html("text/html; charset=utf-8", "<p>" + repeated("ä ", 20'000));
    EXPECT_TRUE(long_one.text.ends_with(" [...]"));
    EXPECT_EQ(long_one.attachments.size(), 1u);
    EXPECT_TRUE(html("text/html; charset=utf-8", "Hello" + repeated("<div>", 10'000) + "x").text == "Hello [...]");
}

TEST(Mime, HtmlIsTheWordsOnlyWhereNoOthersAre)
{
    auto two = [](std::string const& plain, std::string const& disposition = {}) {
        return parse(from_ann + "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + plain + "\r\n--c\r\nContent-Type: text/html\r\n" + disposition
            + "\r\n<p>See page</p>\r\n--c--\r\n");
    };
    EXPECT_EQ(two("See plain").text, "See plain");
    EXPECT_EQ(two(" \r\n").text, "See page") << "a plain part without a word";
    EXPECT_EQ(two("", "Content-Disposition: attachment; filename=page.html\r\n").text.find("See page"), std::string::npos) << "a file is none of the words";
    // HTML first, plain after it, as some programs write.
    EXPECT_EQ(parse(from_ann + "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n--c\r\nContent-Type: text/plain\r\n\r\nplain\r\n--c--\r\n").text, "plain");
}

TEST(Mime, AMessageWithinAMessageStaysWhole)
{
    auto const m = parse(from_ann + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nForwarded.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                                    "From: boss@mill.example\r\nSubject: Inner\r\n\r\nwords of another\r\n--b--\r\n");
    EXPECT_EQ(m.text, "Forwarded.");
    ASSERT_EQ(m.attachments.size(), 1u);
    EXPECT_EQ(m.attachments[0].name, "Inner.eml");
    EXPECT_EQ(m.attachments[0].type, "message/rfc822");
    EXPECT_NE(m.attachments[0].bytes.find("words of another"), std::string::npos);
}

TEST(Mime, WhatIsBrokenIsReadAsFarAsItGoes)
{
    // The boundary never comes; there is none; the base64 is none.
    auto const missing = parse(from_ann + "Content-Type: multipart/mixed; boundary=never\r\n\r\nI wrote this anyway\r\n");
    EXPECT_EQ(missing.from_address, "ann@example.org");
    EXPECT_EQ(parse(from_ann + "Content-Type: multipart/mixed\r\n\r\nwords\r\n").from_address, "ann@example.org");
    EXPECT_EQ(parse(from_ann + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%").subject, "Help");
    for (auto const& nothing : { std::string(), std::string("\r\n\r\n"), std::string("no header at all"), std::string(1, '\0'), std::string("From:"), std::string("From: <<>>,;:\r\n\r\n") }) {
        auto const m = parse(nothing);
        EXPECT_TRUE(m.automatic) << "nobody can be answered: " << nothing;
    }
}

TEST(Mime, OverALimitNothingIsTakenApartAndTheSenderIsStillKnown)
{
    auto part = std::string("--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n");
    auto const many = parse(from_ann + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + repeated(part, 10'000) + "--b--\r\n");
    EXPECT_EQ(many.over, "parts");
    EXPECT_TRUE(many.attachments.empty());
    EXPECT_EQ(many.from_address, "ann@example.org");

    std::string deep = from_ann;
    for (int i = 0; i < 50; ++i) deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
    EXPECT_EQ(parse(deep + "\r\nwords").over, "depth");
    std::string deeper = from_ann;
    for (int i = 0; i < 5'000; ++i) deeper += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
    EXPECT_EQ(parse(deeper).over, "parts");
    auto const letters = parse(from_ann + repeated("Content-Type: message/rfc822\r\n\r\n", 50'000) + "x"); // a letter in a letter in a letter
    EXPECT_EQ(letters.from_address, "ann@example.org");

    auto const header = parse(from_ann + "X-Long: " + std::string(1'000'000, 'x') + "\r\n\r\nwords");
    EXPECT_EQ(header.over, "header");
    EXPECT_EQ(header.from_address, "ann@example.org");
    EXPECT_EQ(parse(from_ann + "\r\n" + std::string(2'000, 'x'), { .bytes = 1'000 }).over, "bytes");
    EXPECT_EQ(parse(from_ann + "Content-Disposition: attachment\r\n\r\n" + std::string(2'000, 'x'), { .decoded_bytes = 1'000 }).over, "decoded_bytes");
    // A long letter is no bomb: its beginning is shown, and all of it is a file.
    auto const letter = parse(from_ann + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + repeated("ä", 20'000));
    EXPECT_TRUE(letter.over.empty());
    EXPECT_LT(letter.text.size(), 40'000u);
    ASSERT_EQ(letter.attachments.size(), 1u);
    EXPECT_EQ(letter.attachments[0].name, "message.txt");
}

TEST(Mime, KnowsWhatAMachineWrote)
{
    auto automatic = [](std::string const& more, std::string const& from = "ann@example.org") { return parse("From: " + from + "\r\n" + more + "\r\nx").automatic; };
    EXPECT_FALSE(automatic(""));
    EXPECT_FALSE(automatic("Auto-Submitted: no\r\n"));
    for (auto const* header : { "Auto-Submitted: auto-replied\r\n", "Auto-Submitted: auto-generated; x=y\r\n", "List-Id: <l.example.org>\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n",
             "List-Unsubscribe: <mailto:x@y>\r\n", "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n" })
        EXPECT_TRUE(automatic(header)) << header;
    for (auto const* from : { "MAILER-DAEMON@example.org", "postmaster@example.org", "no-reply@example.org", "" }) EXPECT_TRUE(automatic("", from)) << from;
}

} // namespace
} // namespace wellkept::inbox
