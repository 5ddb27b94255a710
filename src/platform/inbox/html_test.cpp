#include "platform/inbox/inbox.h"
#include <gtest/gtest.h>

namespace wellkept::inbox {
namespace {

std::string text(std::string const& html) { return text_of_html(html, true).text; }
std::string repeated(std::string const& s, int n)
{
    std::string out;
    for (int i = 0; i < n; ++i) out += s;
    return out;
}

TEST(Html, BlocksAreLinesAndBlanksAreOne)
{
    EXPECT_EQ(text("<html><head><title>No</title></head><body><p>I   cannot\n sleep.</p><p>Ann</p></body></html>"), "I cannot sleep.\n\nAnn");
    EXPECT_EQ(text("<div>one</div><div>two<br>three<br><br>four</div>"), "one\ntwo\nthree\n\nfour");
    EXPECT_EQ(text("<h1>Head</h1>text<section>a</section><article>b</article>"), "Head\n\ntext\na\nb");
    EXPECT_EQ(text("a<b>b</b><i>c</i> d&nbsp;&nbsp;e &amp; &lt;f&gt; &eacute;&#8364;&apos;"), "abc d e & <f> é€'");
    EXPECT_EQ(text("<pre>a  b\n  c</pre>d"), "a  b\n  c\n\nd");
    EXPECT_EQ(text("<p>yes</p><blockquote>You wrote<blockquote>I wrote</blockquote></blockquote>end"), "yes\n\n> You wrote\n\n> > I wrote\n\nend");
    EXPECT_EQ(text(""), "");
    EXPECT_EQ(text("only words"), "only words");
}

TEST(Html, ListsTablesAndPictures)
{
    EXPECT_EQ(text("<ul><li>a<li>b<ol><li>c</li><li>d</li></ol></li></ul>e"), "- a\n- b\n\n  1. c\n  2. d\n\ne");
    EXPECT_EQ(text("<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>3</td></tr></table>"), "Day | Hours\nMonday | 3");
    EXPECT_EQ(text("<ul><li></li></ul><p>x</p>"), "x");
    EXPECT_EQ(text("before <img src='https://track.example/1.gif' alt='the logo'> after <img src=x>"), "before [the logo] after");
}

TEST(Html, ALinkSaysWhereItLeads)
{
    EXPECT_EQ(text("see <a href='https://mill.example/form'>the form</a>."), "see the form (https://mill.example/form).");
    EXPECT_EQ(text("<a href='https://bank.example/'>bank.example</a> <a href='mailto:ann@example.org'>ann@example.org</a>"), "bank.example ann@example.org");
    EXPECT_EQ(text("<a href='https://thief.example/'>https://bank.example/</a>"), "https://bank.example/ (https://thief.example/)");
    EXPECT_EQ(text("<a href='javascript:alert(1)'>press</a> <a href='#top'>up</a> <a name=x>here</a>"), "press (address left out) up here");
    EXPECT_EQ(text("<a href='https://a.example/\xe2\x80\xae" "gpj.exe'>x</a>"), "x (https://a.example/gpj.exe)") << "no turned letters";
    EXPECT_LT(text("<a href='https://a.example/" + std::string(5'000, 'x') + "'>x</a>").size(), 400u);
    EXPECT_EQ(text("<a href='https://a.example/'><img alt='Our shop'></a>"), "[Our shop] (https://a.example/)");
}

TEST(Html, WhatIsNoTextIsLeftOut)
{
    EXPECT_EQ(text("a<script>var b = '<p>x</p>';</script><style>.c { color: red }</style><!-- d --><!--[if mso]><p>e</p><![endif]--><![if !mso]>f<![endif]><![IF !supportLists]>g<![endif]><template>h</template>"), "afg");
    EXPECT_EQ(text("<style>p { display: none }</style><p>what a style sheet hides is shown</p>"), "what a style sheet hides is shown");
    EXPECT_EQ(text("<object data='file:///etc/passwd'></object><iframe src='http://127.0.0.1/'></iframe><link rel=stylesheet href='http://127.0.0.1/'>x"), "x");
    EXPECT_EQ(text("<?php echo 1 ?>x"), "x");
}

TEST(Html, WhatIsHiddenIsCountedAndNotRead)
{
    for (auto const* style : { "display:none", "DISPLAY : None !important", "visibility:hidden", "font-size:0", "font-size: 0.0px", "font-size:1px", "opacity:0", "max-height:0;overflow:hidden",
             "color:red;width:0px;overflow:hidden" }) {
        auto const page = text_of_html("a<span style='" + std::string(style) + "'>secret <b>words</b></span>b", true);
        EXPECT_EQ(page.text, "ab") << style;
        EXPECT_EQ(page.hidden, 1) << style;
    }
    EXPECT_EQ(text("<body>a<div hidden>x</div>b"), "a\nb");
    for (auto const* style : { "display:block", "font-size:10px", "font-size:0.9em", "opacity:0.5", "max-height:0", "overflow:hidden", "height:10px;overflow:hidden", "visibility:visible", ":;;:" }) {
        auto const page = text_of_html("a<span style='" + std::string(style) + "'>x</span>b", true);
        EXPECT_EQ(page.text, "axb") << style;
        EXPECT_EQ(page.hidden, 0) << style;
    }
    // Layouts begin with no size at all, and what is in them has one; what is gone does not come back.
    auto const layout = text_of_html("<td style='font-size:0px'><div style='font-size:13px'>shown</div><b>not</b></td><p style='display:none'><i style='display:inline;font-size:20px'>gone</i></p>", true);
    EXPECT_EQ(layout.text, "shown");
    EXPECT_EQ(text("<p style='visibility:hidden'>a<b style='visibility:visible'>b</b></p>"), "b");
    EXPECT_EQ(text_of_html("<div style='display:none'> &nbsp;\n</div>x", true).hidden, 0) << "nothing was hidden";
    // What fills the preview of a mail program is no text.
    EXPECT_EQ(text("<div>Offer &zwnj; &nbsp;&zwnj; &#8203;&#847;&shy;&#65279;</div><div>&zwnj;&nbsp;</div>x"), "Offer\nx");
}

TEST(Html, ScriptsOfTheWorld)
{
    EXPECT_EQ(text("<p dir=rtl>مرحبا <b>بالعالم</b></p><p>שלום</p>"), "مرحبا بالعالم\n\nשלום");
    EXPECT_EQ(text("<p>می\xe2\x80\x8cخواهم &#x1F622; 日本語</p>"), "می\xe2\x80\x8cخواهم 😢 日本語") << "a joiner within a word stays";
    // The page's own word for its charset holds only where the mail says none.
    auto const page = std::string("<html><head><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'></head><body>\xf0\xcf\xcd\xcf\xc7\xc9\xd4\xc5</body></html>");
    EXPECT_EQ(text_of_html(page, false).text, "Помогите");
    EXPECT_EQ(text("<meta charset='koi8-r'>café"), "café");
    EXPECT_EQ(text("a\xff\xfe b"), "a\xef\xbf\xbd\xef\xbf\xbd b") << "what is no letter shows as that";
}

TEST(Html, WhatIsBrokenIsReadAsFarAsItGoes)
{
    EXPECT_EQ(text("<p>a<p>b<div>c</p></div></table></b><td>d"), "a\n\nb\n\nc\nd");
    EXPECT_EQ(text("<b><i>x</b>y</i>z"), "xyz");
    EXPECT_EQ(text("before <a href='https://a.example/"), "before (https://a.example/)");
    EXPECT_EQ(text("a < b and c > d & e &unknown; f"), "a < b and c > d & e &unknown; f");
    EXPECT_EQ(text("<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;x</p>").find("aaaa" "aaaa"), std::string::npos) << "no entity grows";
    EXPECT_EQ(text("<html><body>x</body></html><p>and after"), "x\n\nand after");
    for (auto const* s : { "<", "<<<", "</", "<!", "<!--", "<?", "&", "&#", "&#x", "&#99999999999;", "<a href", "<script>", "<style>", "]]>", "<p " }) (void)text(s);
}

TEST(Html, IsReadWithinItsBounds)
{
    auto const deep = text_of_html("before" + repeated("<div>", 10'000) + "within" + repeated("</div>", 10'000) + "after", true);
    EXPECT_EQ(deep.over, "depth");
    EXPECT_EQ(deep.text, "before");
    EXPECT_EQ(text_of_html("<p>a" + repeated("<blockquote>", 300) + "deep, as a long conversation is" + repeated("</blockquote>", 300), true).over, "");
    auto const long_one = text_of_html(repeated("<p>word</p>", 100'000), true, { .text_bytes = 1'000 });
    EXPECT_EQ(long_one.over, "text");
    EXPECT_LE(long_one.text.size(), 1'000u);
    auto const large = text_of_html("<p>a</p>" + std::string(10'000, ' ') + "<p>b</p>", true, { .bytes = 5'000 });
    EXPECT_EQ(large.over, "bytes");
    EXPECT_EQ(large.text, "a");
    EXPECT_EQ(text_of_html("<p>a</p>", true, { .time = std::chrono::milliseconds(-1) }).over, "time");
}

// Each of these costs a parser that looks at all it has for each thing that comes: they end by the clock, not with the bytes.
TEST(Html, NothingThatGrowsKeepsItForLong)
{
    std::string attributes = "<p";
    for (int i = 0; i < 300'000; ++i) attributes += " a" + std::to_string(i);
    auto const begun = std::chrono::steady_clock::now();
    for (auto const& bomb : { attributes + ">x</p>", repeated("<b>", 1'900) + repeated("</i>", 400'000), repeated("<table>", 200'000), repeated("<a href=x>", 190'000), repeated("&amp", 400'000),
             repeated("<!--", 400'000), "<p title=\"" + std::string(1'900'000, 'x'), repeated("<p>", 600'000), repeated("<form>", 300'000), repeated("<ul><li>", 240'000) })
        (void)text_of_html(bomb, true, { .time = std::chrono::milliseconds(500) });
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(100)) << "ten pages of half a second, and much room for a slow machine";
}

} // namespace
} // namespace wellkept::inbox
