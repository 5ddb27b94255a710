// Transparency logs: Merkle trees (RFC 6962), their tiles, signed checkpoints, co-signatures and proofs in the C2SP
// formats signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature (Ed25519) and tlog-proof. No storage, no network.
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include "platform/crypto/crypto.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::tlog {

using Hash = crypto::Digest;

// ---- the tree (RFC 6962 section 2.1) ----

Hash leaf_hash(std::string_view entry);
Hash node_hash(Hash const& left, Hash const& right);
Hash empty_root();

// A growing tree's right edge: all that adding a leaf and telling the root need.
class Frontier {
public:
    void add(Hash const& leaf);
    std::uint64_t size() const { return m_size; }
    Hash root() const;

private:
    std::uint64_t m_size = 0;
    std::vector<Hash> m_edge; // perfect subtrees from the largest to the smallest: one a set bit of the size
};

// The hash over leaves [index << height, (index + 1) << height).
using Nodes = std::function<Result<Hash>(int height, std::uint64_t index)>;
Result<Hash> root(std::uint64_t size, Nodes const&);
// bad_input unless index < size
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, Nodes const&);
// bad_input unless old_size <= size; empty for 0 and for equal sizes
Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size, Nodes const&);

bool verify_inclusion(
    std::uint64_t index, std::uint64_t size, Hash const& leaf, std::vector<Hash> const& proof, Hash const& root);
bool verify_consistency(
    std::uint64_t old_size, std::uint64_t size, Hash const& old_root, Hash const& root, std::vector<Hash> const& proof);

// ---- tiles ----

inline constexpr int tile_width = 256;
inline constexpr std::size_t hash_size = 32; // bytes

// Hashes (or, with entries, the entries themselves) number n * 256 to n * 256 + width - 1 of a level.
struct TileName {
    bool entries = false;
    int level = 0; // 0 to 7; 0 for entries
    std::uint64_t n = 0;
    int width = tile_width; // less: a partial tile
    bool operator==(TileName const&) const = default;
};
std::string path(TileName const&); // "tile/0/x001/067.p/12"
std::optional<TileName> parse_tile_path(std::string_view);

using ReadTile = std::function<Result<std::string>(TileName const&)>; // width hashes, joined
// Nodes of a tree of that size by its tiles, each read at most once. Not for other threads.
Nodes nodes_of(std::uint64_t size, ReadTile);

// big-endian uint16 length before each entry; an entry has at most 65,535 bytes
std::string entry_bundle(std::vector<std::string> const& entries);
std::optional<std::vector<std::string>> parse_entry_bundle(std::string_view);

// ---- signed notes ----

enum class KeyType : std::uint8_t { ed25519 = 1, cosignature = 4 };

// A public key with its name: "example.com/log+530d903a+Ae..."
struct Verifier {
    std::string name;
    KeyType type = KeyType::ed25519;
    std::string public_key; // 32 bytes

    std::uint32_t id() const;
    std::string text() const;
    static Result<Verifier> make(
        std::string name, KeyType, crypto::SigningKey const&); // bad_input: a name with blanks or +
    static Result<Verifier> parse(std::string_view);
};

struct Signature {
    std::string name;
    std::uint32_t key_id = 0;
    std::string bytes;
    bool operator==(Signature const&) const = default;
};
std::string line(Signature const&); // with its newline

struct Note {
    std::string text; // ends with a newline
    std::vector<Signature> signatures;
};
inline constexpr std::size_t note_bytes_max = 64 * 1024;
inline constexpr std::size_t note_signatures_max = 32;
Result<Note> parse_note(std::string_view);
std::string text(Note const&);

enum class Signed { yes, no, forged }; // no: no signature by that key; forged: one that does not verify
Signed signed_by(Note const&, Verifier const&);
Signature sign(std::string_view note_text, std::string name, crypto::SigningKey const&);
Signature cosign(std::string_view note_text, std::string name, crypto::SigningKey const&, Instant);
// When the key co-signed it; none unless a co-signature by it verifies.
std::optional<Instant> cosigned_at(Note const&, Verifier const&);

// ---- checkpoints ----

struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Hash root {};
};
std::string text(Checkpoint const&); // a note's text
Result<Checkpoint> parse_checkpoint(std::string_view note_text); // extension lines are passed over
// A checkpoint whose origin is the key's name and which that key signed.
Result<Checkpoint> open_checkpoint(std::string_view note, Verifier const& log);

// ---- proofs ----

struct Proof {
    std::string extra; // opaque, not authenticated by itself
    std::uint64_t index = 0;
    std::vector<Hash> hashes;
    std::string checkpoint; // a signed note
};
std::string text(Proof const&);
Result<Proof> parse_proof(std::string_view);

} // namespace wellkept::tlog
