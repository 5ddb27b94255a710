#include "platform/crypto/crypto.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace wellkept;
using namespace wellkept::crypto;

namespace {

class KeyFile : public testing::Test {
protected:
    std::string directory = [] {
        std::string pattern = testing::TempDir() + "keyXXXXXX";
        return std::string(mkdtemp(pattern.data()));
    }();
    std::string path = directory + "/root.key";
    SeededRng rng { 8 };
    ~KeyFile() override { std::filesystem::remove_all(directory); }

    static unsigned mode(std::string const& of)
    {
        struct stat about { };
        EXPECT_EQ(stat(of.c_str(), &about), 0);
        return about.st_mode & 07777;
    }
    void write(std::string_view text, mode_t m)
    {
        std::ofstream(path) << text;
        ASSERT_EQ(chmod(path.c_str(), m), 0);
    }
};

TEST(Key, LiesInTheSecureHeapAndIsWiped)
{
    SeededRng rng(7);
    char const* place = nullptr;
    std::string secret;
    {
        Key const key = Key::fresh(rng).release();
        place = key.bytes().data();
        secret = key.bytes();
        EXPECT_EQ(CRYPTO_secure_allocated(place), 1);
    }
    // The heap keeps its free list in the first half of a freed block; nothing of the key may remain in either.
    EXPECT_EQ(std::string_view(place + 16, 16), std::string(16, '\0'));
    for (int i = 0; i < 32; i += 8) EXPECT_NE(std::string_view(place + i, 8), std::string_view(secret).substr(i, 8));
}

TEST(Key, MovingTakesTheSecretAlong)
{
    SeededRng rng(9);
    Key a = Key::fresh(rng).release();
    std::string const secret(a.bytes());
    Key b = std::move(a);
    EXPECT_EQ(b.bytes(), secret);
    Key c = Key::fresh(rng).release();
    c = std::move(b);
    EXPECT_EQ(c.bytes(), secret);
    static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);
}

TEST(Key, TakesExactlyThirtyTwoBytes)
{
    EXPECT_TRUE(Key::from_bytes(std::string(32, 'k')).ok());
    for (std::size_t n : { 0, 16, 31, 33, 64 })
        EXPECT_EQ(Key::from_bytes(std::string(n, 'k')).error().code, Code::bad_input) << n;
}

TEST(Key, RunsOutWithAnErrorAndRecovers)
{
    SeededRng rng(10);
    std::vector<Key> many;
    Code refused {};
    for (int i = 0; i < 200'000; ++i) {
        auto key = Key::fresh(rng);
        if (!key.ok()) {
            refused = key.error().code;
            break;
        }
        many.push_back(key.release());
    }
    EXPECT_EQ(refused, Code::unavailable);
    EXPECT_GT(many.size(), 100'000u);
    many.clear();
    EXPECT_TRUE(Key::fresh(rng).ok());
}

TEST_F(KeyFile, RoundTripsAndIsPrivate)
{
    Key const key = Key::fresh(rng).release();
    ASSERT_TRUE(key.save(path).ok());
    EXPECT_EQ(mode(path), 0600u);
    EXPECT_EQ(Key::load(path)->bytes(), key.bytes());
    // never over an existing one: that would orphan everything sealed under it
    EXPECT_EQ(Key::fresh(rng)->save(path).error().code, Code::conflict);
    EXPECT_EQ(Key::load(path)->bytes(), key.bytes());
}

TEST_F(KeyFile, WhatOthersCanReadIsRefused)
{
    std::string const good(64, 'a');
    for (mode_t m : { 0640, 0604, 0620, 0602, 0610, 0644, 0666 }) {
        write(good, m);
        auto const key = Key::load(path);
        ASSERT_FALSE(key.ok()) << std::oct << m;
        EXPECT_EQ(key.error().detail.text.find(good), std::string::npos);
    }
    write(good, 0600);
    EXPECT_TRUE(Key::load(path).ok());
    write(good, 0400);
    EXPECT_TRUE(Key::load(path).ok());
}

TEST_F(KeyFile, WhatIsNoKeyFileIsRefused)
{
    EXPECT_EQ(Key::load(path).error().code, Code::not_found);
    for (auto const& text : { std::string(), std::string(63, 'a'), std::string(66, 'a'), std::string(64, 'g'),
             "\n" + std::string(64, 'a'), std::string(70'000, 'a') }) {
        write(text, 0600);
        EXPECT_EQ(Key::load(path).error().code, Code::bug) << text.size();
    }
    write(std::string(64, 'a') + "\r\n", 0600); // an editor's line end is no reason to lose the keys
    EXPECT_TRUE(Key::load(path).ok());
    auto const link = directory + "/link";
    ASSERT_EQ(symlink(path.c_str(), link.c_str()), 0);
    EXPECT_FALSE(Key::load(link).ok());
    auto const pipe = directory + "/pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_FALSE(Key::load(pipe).ok()); // and does not hang
    EXPECT_FALSE(Key::load(directory).ok());
    EXPECT_FALSE(Key::fresh(rng)->save(directory + "/absent/root.key").ok());
}

} // namespace
