#include "platform/pdf/pdf.h"
#include <gtest/gtest.h>

namespace wellkept::pdf {
namespace {

Document of(std::string text) { return { "A letter", "en", { { Block::Kind::title, "A letter" }, { Block::Kind::paragraph, std::move(text) } }, "For Dr Byrne only", Instant {} }; }

int pages(std::string const& pdf)
{
    int n = 0;
    for (auto at = pdf.find("/Type /Page %"); at != pdf.npos; at = pdf.find("/Type /Page %", at + 1)) ++n;
    return n;
}

TEST(Pdf, WritesNamesInAnyScript)
{
    for (auto const* name : { "Áine Ní Bhriain", "Ελένη Παπαδοπούλου", "Наталія Шевченко", "فاطمة الزهراء", "דוד לוי", "अनीता शर्मा", "ภาสกร", "张伟", "さくら", "김민준", "Nguyễn Thị Ánh", "ተስፋዬ" }) {
        auto const pdf = render(of(name));
        ASSERT_TRUE(pdf.ok()) << name << ": " << pdf.error().public_text.text;
        EXPECT_TRUE(pdf->starts_with("%PDF-1.5")) << name;
        EXPECT_EQ(pages(*pdf), 1) << name;
    }
}

TEST(Pdf, RefusesWhatItCannotWrite)
{
    EXPECT_FALSE(render(of("\xEE\x80\x80 of a private use area")).ok()) << "no empty box in somebody's name";
    EXPECT_FALSE(render(of("\xff\xfe")).ok());
    EXPECT_FALSE(render(of(std::string(text_bytes_max, 'x'))).ok());
}

TEST(Pdf, BreaksPagesAndIsTheSameTwice)
{
    std::string lines;
    for (int i = 0; i < 120; ++i) lines += "A line that is as long as a line is in a letter to somebody.\n";
    auto const once = render(of(lines)), again = render(of(lines));
    ASSERT_TRUE(once.ok() && again.ok());
    EXPECT_GE(pages(*once), 2);
    EXPECT_EQ(*once, *again);
    auto two = of("First");
    two.blocks.push_back({ Block::Kind::new_page });
    two.blocks.push_back({ Block::Kind::paragraph, "Second" });
    EXPECT_EQ(pages(render(two).release()), 2);
}

} // namespace
} // namespace wellkept::pdf
