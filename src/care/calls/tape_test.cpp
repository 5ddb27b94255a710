#include "care/calls/tape.h"
#include <filesystem>
#include <gtest/gtest.h>

namespace wellkept::calls {
namespace {

namespace fs = std::filesystem;

class TapeTest : public ::testing::Test {
protected:
    void TearDown() override { fs::remove_all(folder); }
    Tape tape(Uuid id) const { return { *blobs, key, rng, id }; }
    static std::string sound(std::size_t n)
    {
        std::string s;
        std::uint32_t x = 3;
        while (s.size() < n) s += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
        return s;
    }
    void put(Uuid id, std::string const& s, std::size_t step) const
    {
        for (std::size_t at = 0; at < s.size(); at += step)
            ASSERT_TRUE(tape(id).append(static_cast<std::int64_t>(at), std::string_view(s).substr(at, step), static_cast<std::int64_t>(s.size())).ok());
    }
    fs::path piece(Uuid id, int n) const { return folder / (folder_of(id) + "/" + std::to_string(n) + ".blob"); }
    bool reads(Uuid id, std::int64_t total) const { return tape(id).read(0, total, total).ok(); }

    mutable SystemRng rng;
    Uuid const a = Uuid::v4(rng), b = Uuid::v4(rng);
    fs::path folder = fs::temp_directory_path() / ("wellkept_tape_" + a.text());
    std::unique_ptr<blob::Store> blobs = blob::files(folder.string()).release();
    crypto::Key key = crypto::Key::fresh(rng).release();
};

TEST_F(TapeTest, AnyPartComesBackHoweverItWasCut)
{
    auto const s = sound(2 * piece_bytes + 777);
    auto const total = static_cast<std::int64_t>(s.size());
    put(a, s, 300'001);
    for (auto const& [from, until] : { std::pair<std::int64_t, std::int64_t> { 0, total }, { 5, 6 }, { piece_bytes - 1, piece_bytes + 1 }, { total - 1, total }, { piece_bytes, 2 * piece_bytes } }) {
        auto const part = tape(a).read(from, until, total);
        ASSERT_TRUE(part.ok()) << part.error().detail.text;
        EXPECT_EQ(*part, s.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(until - from)));
    }
}

TEST_F(TapeTest, WhatBrokeOffIsDoneAgain)
{
    auto const s = sound(piece_bytes + 5000);
    auto const total = static_cast<std::int64_t>(s.size());
    // The last piece was written as the last, and then nobody noted it: it goes on where it was known to be.
    ASSERT_TRUE(tape(a).append(0, std::string_view(s).substr(0, piece_bytes + 100), total).ok());
    ASSERT_TRUE(tape(a).append(piece_bytes + 100, std::string_view(s).substr(piece_bytes + 100), total).ok());
    ASSERT_TRUE(tape(a).append(piece_bytes + 100, std::string_view(s).substr(piece_bytes + 100), total).ok());
    ASSERT_TRUE(tape(a).append(100, std::string_view(s).substr(100), total).ok());
    auto const back = tape(a).read(0, total, total);
    ASSERT_TRUE(back.ok()) << back.error().detail.text;
    EXPECT_EQ(*back, s);
}

TEST_F(TapeTest, APieceThatIsMovedSwappedShortenedOrForeignIsNotHeard)
{
    auto const s = sound(3 * piece_bytes);
    auto const total = static_cast<std::int64_t>(s.size());
    put(a, s, piece_bytes);
    put(b, s, piece_bytes);
    ASSERT_TRUE(reads(a, total));
    auto const keep = folder / "keep";
    fs::copy_file(piece(a, 1), keep);
    auto with = [&](fs::path const& other) {
        fs::copy_file(other, piece(a, 1), fs::copy_options::overwrite_existing);
        bool const ok = reads(a, total);
        fs::copy_file(keep, piece(a, 1), fs::copy_options::overwrite_existing);
        return ok;
    };
    EXPECT_TRUE(with(keep));
    EXPECT_FALSE(with(piece(a, 0))) << "another place";
    EXPECT_FALSE(with(piece(b, 1))) << "another recording, though under the same key";
    // The end cut away, also where whoever did it corrected the length that is noted.
    EXPECT_FALSE(reads(a, 2 * piece_bytes));
    EXPECT_FALSE(reads(a, total - 10));
    fs::remove(piece(a, 2));
    EXPECT_FALSE(reads(a, total));
    fs::copy_file(piece(b, 2), piece(a, 2));
    EXPECT_FALSE(reads(a, total));
}

TEST_F(TapeTest, AnEarlierShorterPieceIsNotThePresentOne)
{
    auto const s = sound(piece_bytes + 10);
    auto const total = static_cast<std::int64_t>(s.size());
    ASSERT_TRUE(tape(a).append(0, std::string_view(s).substr(0, 500), total).ok());
    fs::copy_file(piece(a, 0), folder / "early");
    ASSERT_TRUE(tape(a).append(500, std::string_view(s).substr(500), total).ok());
    ASSERT_TRUE(reads(a, total));
    fs::copy_file(folder / "early", piece(a, 0), fs::copy_options::overwrite_existing);
    EXPECT_FALSE(reads(a, total));
}

} // namespace
} // namespace wellkept::calls
