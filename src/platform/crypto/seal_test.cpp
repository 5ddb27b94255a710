#include "platform/crypto/crypto.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <thread>

using namespace wellkept;
using namespace wellkept::crypto;

namespace {

std::string bytes(std::string_view hex_text) { return hex_decode(hex_text).value(); }

// Gives the nonce of a published vector.
class ScriptedRng final : public Rng {
public:
    explicit ScriptedRng(std::string_view hex_text)
        : m_bytes(bytes(hex_text))
    {
    }
    void fill(std::span<std::uint8_t> out) override
    {
        ASSERT_EQ(out.size(), m_bytes.size());
        std::copy(m_bytes.begin(), m_bytes.end(), out.begin());
    }

private:
    std::string m_bytes;
};

struct Vector {
    char const *name, *key, *nonce, *plaintext, *aad, *ciphertext, *tag;
};

// McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, cases 13 to 16: NIST's own reference.
constexpr Vector vectors[] = {
    { "13", "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "", "",
        "530f8afbc74536b9a963b4f1c4cb738b" },
    { "14", "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
        "00000000000000000000000000000000", "", "cea7403d4d606b6e074ec5d3baf39d18",
        "d0d1c8a799996bf0265b98b5d48ab919" },
    { "15", "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
        "b16aedf5aa0de657ba637b391aafd255",
        "",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
        "c5f61e6393ba7a0abcc9f662898015ad",
        "b094dac5d93471bdec1a502270e3cc6c" },
    { "16", "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
        "b16aedf5aa0de657ba637b39",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
        "c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b" },
};

TEST(Seal, MatchesPublishedVectors)
{
    for (auto const& v : vectors) {
        SCOPED_TRACE(v.name);
        Key const key = Key::from_bytes(bytes(v.key)).release();
        ScriptedRng rng(v.nonce);
        auto const sealed = seal(key, bytes(v.plaintext), bytes(v.aad), rng);
        ASSERT_TRUE(sealed.ok());
        EXPECT_EQ(hex(*sealed), std::string("01") + v.nonce + v.ciphertext + v.tag);
        auto const opened = open(key, *sealed, bytes(v.aad));
        ASSERT_TRUE(opened.ok());
        EXPECT_EQ(hex(*opened), v.plaintext);
    }
}

TEST(Seal, EverySizeAroundTheBlockComesBack)
{
    SeededRng rng(1);
    Key const key = Key::fresh(rng).release();
    for (std::size_t n : { 0, 1, 15, 16, 17, 31, 32, 33, 4096, 65536, 1000003 }) {
        std::string text(n, '\0');
        rng.fill({ reinterpret_cast<std::uint8_t*>(text.data()), n });
        auto const sealed = seal(key, text, "row 7", rng);
        ASSERT_TRUE(sealed.ok());
        EXPECT_EQ(sealed.value().size(), n + seal_overhead);
        EXPECT_EQ(open(key, *sealed, "row 7").value(), text);
    }
}

TEST(Seal, AnyFlippedBitIsRefused)
{
    SeededRng rng(2);
    Key const key = Key::fresh(rng).release();
    std::string const sealed = seal(key, "resting heart rate 58", "tenant|subject|table|column", rng).release();
    ASSERT_TRUE(open(key, sealed, "tenant|subject|table|column").ok());
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            auto tampered = sealed;
            tampered[i] = static_cast<char>(tampered[i] ^ (1 << bit));
            auto const opened = open(key, tampered, "tenant|subject|table|column");
            ASSERT_FALSE(opened.ok()) << "byte " << i << " bit " << bit;
            EXPECT_EQ(opened.error().code, Code::bug);
            EXPECT_EQ(opened.error().detail.text, i == 0 ? "sealed form" : "tag");
        }
    }
}

TEST(Seal, AnyOtherLengthIsRefused)
{
    SeededRng rng(3);
    Key const key = Key::fresh(rng).release();
    std::string const sealed = seal(key, "x", "", rng).release();
    for (std::size_t n = 0; n < sealed.size(); ++n) EXPECT_FALSE(open(key, sealed.substr(0, n), "").ok()) << n;
    EXPECT_FALSE(open(key, sealed + '\0', "").ok());
}

TEST(Seal, AnotherKeyOrOtherAssociatedDataAreRefused)
{
    SeededRng rng(4);
    Key const key = Key::fresh(rng).release();
    Key const other = Key::fresh(rng).release();
    std::string const sealed = seal(key, "value", "row 1", rng).release();
    for (auto const* aad : { "", "row 2", "row 1 ", "row" }) {
        auto const opened = open(key, sealed, aad);
        ASSERT_FALSE(opened.ok()) << aad;
        EXPECT_EQ(opened.error().detail.text, "tag");
    }
    EXPECT_EQ(open(other, sealed, "row 1").error().detail.text, "tag");
    // and the thread's context is none the worse for it
    EXPECT_EQ(open(key, sealed, "row 1").value(), "value");
}

TEST(Seal, EmptyPlaintextIsStillAuthenticated)
{
    SeededRng rng(5);
    Key const key = Key::fresh(rng).release();
    std::string const sealed = seal(key, "", "row", rng).release();
    EXPECT_EQ(sealed.size(), seal_overhead);
    EXPECT_EQ(open(key, sealed, "row").value(), "");
    EXPECT_FALSE(open(key, sealed, "other row").ok());
}

TEST(Seal, NoncesDoNotRepeat)
{
    SystemRng rng;
    Key const key = Key::fresh(rng).release();
    std::set<std::string> nonces;
    for (int i = 0; i < 2000; ++i) nonces.insert(seal(key, "same", "same", rng)->substr(1, 12));
    EXPECT_EQ(nonces.size(), 2000u);
}

TEST(Seal, ThreadsDoNotDisturbEachOther)
{
    SystemRng rng;
    Key const a = Key::fresh(rng).release();
    Key const b = Key::fresh(rng).release();
    auto work = [&](Key const& mine, Key const& theirs, int* wrong) {
        for (int i = 0; i < 2000; ++i) {
            auto const text = std::to_string(i);
            auto const sealed = seal(mine, text, "aad", rng).release();
            if (open(mine, sealed, "aad").value() != text || open(theirs, sealed, "aad").ok()) ++*wrong;
        }
    };
    int wrong[3] = {};
    std::thread one(work, std::cref(a), std::cref(b), &wrong[0]), two(work, std::cref(b), std::cref(a), &wrong[1]);
    work(a, b, &wrong[2]);
    one.join();
    two.join();
    EXPECT_EQ(wrong[0] + wrong[1] + wrong[2], 0);
}

TEST(Wrap, AKeyComesBackUnderItsWrappingKeyOnly)
{
    SeededRng rng(6);
    Key const outer = Key::fresh(rng).release();
    Key const inner = Key::fresh(rng).release();
    std::string const wrapped = wrap(outer, inner, "key 12", rng).release();
    EXPECT_EQ(wrapped.size(), Key::size + seal_overhead);
    EXPECT_EQ(unwrap(outer, wrapped, "key 12")->bytes(), inner.bytes());
    EXPECT_EQ(unwrap(outer, wrapped, "key 13").error().detail.text, "tag");
    EXPECT_EQ(unwrap(inner, wrapped, "key 12").error().detail.text, "tag");
    // a sealed value of another size is no key, even when authentic
    EXPECT_EQ(
        unwrap(outer, seal(outer, "short", "key 12", rng).release(), "key 12").error().detail.text, "sealed form");
}

} // namespace
