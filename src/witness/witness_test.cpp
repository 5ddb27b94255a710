// A witness against a log that grows, stands still, is put back, is rewritten, or lies about its tiles.
#include "platform/crypto/crypto.h"
#include "witness/witness.h"
#include <filesystem>
#include <gtest/gtest.h>

namespace wellkept::witness {
namespace {

class Witnessing : public ::testing::Test {
protected:
    struct Served {
        std::vector<tlog::Hash> leaves;
        bool lies = false;
    };
    Fetch fetch(Served& s)
    {
        return [this, &s](std::string const& path) -> Result<std::string> {
            tlog::Frontier f;
            for (auto const& l : s.leaves) f.add(l);
            if (path == "checkpoint") {
                auto const text = tlog::text(tlog::Checkpoint { "example.com/log", s.leaves.size(), f.root() });
                return tlog::text(tlog::Note { text, { tlog::sign(text, "example.com/log", log) } });
            }
            auto const t = tlog::parse_tile_path(path);
            if (!t || t->entries) return not_found();
            std::string out;
            auto const span = std::uint64_t(1) << (8 * t->level);
            for (int i = 0; i < t->width; ++i) {
                tlog::Frontier part;
                auto const from = (t->n * tlog::tile_width + static_cast<std::uint64_t>(i)) * span;
                for (auto l = from; l < from + span; ++l) part.add(s.leaves.at(l));
                out += crypto::view(part.root());
            }
            if (s.lies) out[0] = static_cast<char>(out[0] ^ 1);
            return out;
        };
    }
    void grow(Served& s, int n)
    {
        for (int i = 0; i < n; ++i) s.leaves.push_back(tlog::leaf_hash(std::to_string(s.leaves.size())));
    }
    Result<std::string> look(Served& s, std::string const& seen) { return witness::look(fetch(s), keys, seen, clock); }

    SystemRng rng;
    SystemClock clock;
    crypto::SigningKey log = crypto::SigningKey::generate(rng).release();
    crypto::SigningKey own = crypto::SigningKey::generate(rng).release();
    Keys keys { tlog::Verifier::make("example.com/log", tlog::KeyType::ed25519, log).release(), "example.com/witness",
        own };
    tlog::Verifier verifier = tlog::Verifier::make("example.com/witness", tlog::KeyType::cosignature, own).release();
};

TEST_F(Witnessing, CosignsALogThatGrows)
{
    Served s;
    std::string seen;
    for (int n : { 0, 1, 5, 300, 700 }) {
        grow(s, n);
        auto const next = look(s, seen);
        ASSERT_TRUE(next.ok()) << next.error().public_text.text;
        seen = next.value();
        EXPECT_EQ(tlog::open_checkpoint(seen, keys.log).release().size, s.leaves.size());
        EXPECT_TRUE(tlog::cosigned_at(tlog::parse_note(seen).release(), verifier));
        EXPECT_EQ(look(s, seen).release(), seen) << "nothing new, nothing signed anew";
    }
}

TEST_F(Witnessing, RefusesOneThatWasPutBackRewrittenOrLies)
{
    Served s;
    grow(s, 500);
    auto const seen = look(s, "").release();
    Served back;
    grow(back, 499);
    EXPECT_EQ(look(back, seen).error().code, Code::conflict);
    auto other = s;
    other.leaves[3] = tlog::leaf_hash("x");
    EXPECT_EQ(look(other, seen).error().code, Code::conflict);
    grow(other, 100);
    EXPECT_EQ(look(other, seen).error().code, Code::conflict);
    grow(s, 100);
    s.lies = true;
    EXPECT_EQ(look(s, seen).error().code, Code::conflict);
    s.lies = false;
    EXPECT_TRUE(look(s, seen).ok());
}

TEST_F(Witnessing, TakesNoStateThatItDidNotSign)
{
    Served s;
    grow(s, 2);
    EXPECT_FALSE(look(s, "not a note\n").ok());
    EXPECT_FALSE(look(s, fetch(s)("checkpoint").release()).ok());
    auto const stranger = crypto::SigningKey::generate(rng).release();
    Keys wrong { tlog::Verifier::make("example.com/log", tlog::KeyType::ed25519, stranger).release(), "w", own };
    EXPECT_FALSE(witness::look(fetch(s), wrong, "", clock).ok());
}

TEST_F(Witnessing, KeepsItsStateInAFile)
{
    auto path = (std::filesystem::temp_directory_path() / "wk-witness-XXXXXX").string();
    ASSERT_NE(::mkdtemp(path.data()), nullptr);
    auto const file = path + "/checkpoint";
    EXPECT_EQ(read_state(file).release(), "");
    ASSERT_TRUE(write_state(file, "one\n").ok());
    ASSERT_TRUE(write_state(file, "two\n").ok());
    EXPECT_EQ(read_state(file).release(), "two\n");
    std::filesystem::resize_file(file, 0);
    EXPECT_FALSE(read_state(file).ok());
    EXPECT_FALSE(write_state(path + "/none/checkpoint", "x\n").ok());
    std::filesystem::remove_all(path);
}

} // namespace
} // namespace wellkept::witness
