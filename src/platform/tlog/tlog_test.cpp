// Against the published vectors: the eight leaves that RFC 6962's implementations share, the examples of the C2SP
// formats.
#include "platform/tlog/tlog.h"
#include <gtest/gtest.h>

namespace wellkept::tlog {
namespace {

std::string unhex(std::string_view s) { return crypto::hex_decode(s).value(); }
std::string hex(Hash const& h) { return crypto::hex(crypto::view(h)); }

std::vector<std::string> const inputs { "", unhex("00"), unhex("10"), unhex("2021"), unhex("3031"), unhex("40414243"),
    unhex("5051525354555657"), unhex("606162636465666768696a6b6c6d6e6f") };
std::vector<std::string> const roots { "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" };

// A tree kept as tiles, as a log keeps it.
struct Tree {
    std::vector<Hash> leaves;
    Nodes nodes(std::uint64_t size) const
    {
        return nodes_of(size, [this](TileName const& t) -> Result<std::string> {
            std::string out;
            auto const span = std::uint64_t(1) << (8 * t.level);
            for (int i = 0; i < t.width; ++i) {
                Frontier f;
                auto const from = (t.n * tile_width + static_cast<std::uint64_t>(i)) * span;
                for (auto l = from; l < from + span; ++l) f.add(leaves.at(l));
                out += crypto::view(f.root());
            }
            return out;
        });
    }
    Hash root_at(std::uint64_t size) const
    {
        Frontier f;
        for (std::uint64_t i = 0; i < size; ++i) f.add(leaves[i]);
        return f.root();
    }
    explicit Tree(int n)
    {
        for (int i = 0; i < n; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
    }
};

TEST(Merkle, RootsAreThePublishedOnes)
{
    Frontier f;
    for (std::size_t n = 0;; ++n) {
        EXPECT_EQ(hex(f.root()), roots[n]) << n;
        if (n == inputs.size()) break;
        f.add(leaf_hash(inputs[n]));
    }
}

TEST(Merkle, ProofsAreThePublishedOnes)
{
    Tree t(0);
    for (auto const& i : inputs) t.leaves.push_back(leaf_hash(i));
    // The path of leaf 5 in a tree of 8, and from 6 to 8, by the hashes that the implementations publish.
    auto const path = inclusion_proof(5, 8, t.nodes(8)).release();
    ASSERT_EQ(path.size(), 3u);
    EXPECT_EQ(hex(path[0]), "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    EXPECT_EQ(hex(path[1]), "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0");
    EXPECT_EQ(hex(path[2]), "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    auto const between = consistency_proof(6, 8, t.nodes(8)).release();
    ASSERT_EQ(between.size(), 3u);
    EXPECT_EQ(hex(between[0]), "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a");
    EXPECT_EQ(hex(between[1]), "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0");
    EXPECT_EQ(hex(between[2]), "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
}

TEST(Merkle, EveryProofVerifiesAndNoOtherDoes)
{
    Tree const t(70);
    for (std::uint64_t size = 1; size <= 70; size += size < 20 ? 1 : 7) {
        auto const r = t.root_at(size);
        EXPECT_EQ(root(size, t.nodes(size)).release(), r);
        for (std::uint64_t i = 0; i < size; ++i) {
            auto p = inclusion_proof(i, size, t.nodes(size)).release();
            EXPECT_TRUE(verify_inclusion(i, size, t.leaves[i], p, r));
            EXPECT_FALSE(verify_inclusion(i, size, leaf_hash("x"), p, r));
            EXPECT_FALSE(verify_inclusion((i + 1) % size, size, t.leaves[i], p, r) && size > 1);
            EXPECT_FALSE(verify_inclusion(size, size, t.leaves[i], p, r));
            p.push_back(r);
            EXPECT_FALSE(verify_inclusion(i, size, t.leaves[i], p, r));
        }
        for (std::uint64_t old = 0; old <= size; ++old) {
            auto p = consistency_proof(old, size, t.nodes(size)).release();
            EXPECT_TRUE(verify_consistency(old, size, t.root_at(old), r, p)) << old << " " << size;
            EXPECT_FALSE(verify_consistency(old, size, t.root_at(old), leaf_hash("x"), p) && old > 0);
            EXPECT_FALSE(verify_consistency(old, size, leaf_hash("x"), r, p)) << old << " " << size;
            if (!p.empty()) {
                p[p.size() / 2] = leaf_hash("x");
                EXPECT_FALSE(verify_consistency(old, size, t.root_at(old), r, p));
                p.clear();
                EXPECT_FALSE(verify_consistency(old, size, t.root_at(old), r, p));
            }
        }
        EXPECT_FALSE(inclusion_proof(size, size, t.nodes(size)).ok());
        EXPECT_FALSE(consistency_proof(size + 1, size, t.nodes(size)).ok());
    }
}

TEST(Merkle, ATreeOverSeveralLevelsOfTiles)
{
    Tree const t(70'000);
    auto const r = t.root_at(70'000);
    auto const nodes = t.nodes(70'000);
    EXPECT_EQ(root(70'000, nodes).release(), r);
    for (std::uint64_t i : { 0u, 255u, 256u, 65'535u, 65'536u, 69'999u })
        EXPECT_TRUE(verify_inclusion(i, 70'000, t.leaves[i], inclusion_proof(i, 70'000, nodes).release(), r));
    EXPECT_TRUE(
        verify_consistency(65'537, 70'000, t.root_at(65'537), r, consistency_proof(65'537, 70'000, nodes).release()));
}

TEST(Tiles, HaveOneNameEach)
{
    EXPECT_EQ(path({ false, 0, 1'234'067, 256 }), "tile/0/x001/x234/067");
    EXPECT_EQ(path({ true, 0, 273, 112 }), "tile/entries/273.p/112");
    EXPECT_EQ(path({ false, 2, 0, 1 }), "tile/2/000.p/1");
    for (TileName const t :
        { TileName { false, 3, 1'234'067, 256 }, TileName { true, 0, 999'999, 255 }, TileName { false, 0, 1000, 1 } })
        EXPECT_EQ(parse_tile_path(path(t)), t);
    for (auto const* bad : { "tile/0/1", "tile/0/0001", "tile/00/001", "tile/0/x000/001", "tile/64/001",
             "tile/0/001.p/0", "tile/0/001.p/256", "tile/0/001.p/01", "tile/0/001/002", "tile/0/", "tile/entries/",
             "tile/x/001", "tile/0/x001", "tile/0/-01", "" })
        EXPECT_FALSE(parse_tile_path(bad)) << bad;
    EXPECT_EQ(entry_bundle({ "ab", "" }), std::string("\0\2ab\0\0", 6));
    EXPECT_EQ(parse_entry_bundle(std::string_view("\0\2ab\0\0", 6)), (std::vector<std::string> { "ab", "" }));
    EXPECT_FALSE(parse_entry_bundle(std::string_view("\0\3ab", 4)));
}

TEST(Notes, ThePublishedExampleVerifies)
{
    auto const v = Verifier::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").release();
    std::string const published =
        "This is an example message.\n\n\xE2\x80\x94 example.com/foo "
        "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    auto note = parse_note(published).release();
    EXPECT_EQ(signed_by(note, v), Signed::yes);
    EXPECT_EQ(text(note), published);
    note.text += "more\n";
    EXPECT_EQ(signed_by(note, v), Signed::forged);
    note.signatures[0].name = "example.com/bar";
    EXPECT_EQ(signed_by(note, v), Signed::no);
    EXPECT_FALSE(Verifier::parse("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").ok());
    for (std::string const bad :
        { "", "x", "text\n", "text\n\n", "text\n\n- a AAAAAAA=\n", "te\1xt\n\n\xE2\x80\x94 a AAAAAAA=\n",
            "\xff\n\n\xE2\x80\x94 a AAAAAAA=\n", "t\n\n\xE2\x80\x94 a AAAA\n", "t\n\n\xE2\x80\x94 a+b AAAAAAA=\n" })
        EXPECT_FALSE(parse_note(bad).ok()) << bad;
}

TEST(Checkpoints, AreSignedCosignedAndProved)
{
    SystemRng rng;
    auto const key = crypto::SigningKey::generate(rng).release(), witness = crypto::SigningKey::generate(rng).release();
    auto const log = Verifier::make("example.com/log", KeyType::ed25519, key).release();
    auto const other = Verifier::make("example.com/log", KeyType::ed25519, witness).release();
    auto const w = Verifier::make("example.com/w", KeyType::cosignature, witness).release();
    Tree const t(300);
    Checkpoint const c { "example.com/log", 300, t.root_at(300) };
    Note note { text(c), { sign(text(c), "example.com/log", key) } };
    EXPECT_FALSE(cosigned_at(note, w));
    auto const at = Instant(std::chrono::seconds(1'679'315'147));
    note.signatures.push_back(cosign(note.text, "example.com/w", witness, at));
    EXPECT_EQ(cosigned_at(note, w), at);
    EXPECT_EQ(signed_by(note, w), Signed::yes);
    auto const opened = open_checkpoint(text(note), log);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->size, 300u);
    EXPECT_FALSE(open_checkpoint(text(note), other).ok());
    auto late = note;
    late.signatures[1].bytes[7] ^= 1; // the time is under the signature
    EXPECT_FALSE(cosigned_at(late, w));
    EXPECT_EQ(signed_by(late, w), Signed::forged);

    Proof const p { "why", 299, inclusion_proof(299, 300, t.nodes(300)).release(), text(note) };
    auto const read = parse_proof(text(p)).release();
    EXPECT_EQ(read.extra, "why");
    EXPECT_TRUE(verify_inclusion(read.index, opened->size, t.leaves[299], read.hashes, opened->root));
    EXPECT_FALSE(parse_proof(text(p).substr(0, text(p).size() - 1)).ok());
    EXPECT_FALSE(parse_proof("c2sp.org/tlog-proof@v2\nindex 0\n\n" + text(note)).ok());
    EXPECT_FALSE(parse_checkpoint("o\n01\n" + crypto::base64(crypto::view(c.root)) + "\n").ok());
    EXPECT_FALSE(parse_checkpoint("o\n1\nAAAA\n").ok());
}

} // namespace
} // namespace wellkept::tlog
