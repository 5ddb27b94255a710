// A recording's bytes as sealed pieces, so that any part of it can be heard without opening the rest, and none can be
// left out, added, moved or taken from another recording unnoticed. Each piece is AES-256-GCM under the recording's own
// key with a random nonce; its associated data bind recording, place and whether it is the last (the STREAM construction
// of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, with the place in the associated data instead of the nonce).
#pragma once
#include "base/ids.h"
#include "platform/blob/blob.h"
#include "platform/crypto/crypto.h"

namespace wellkept::calls {

inline constexpr std::int64_t piece_bytes = 1024 * 1024; // of plaintext

class Tape {
public:
    // All given must outlive it. At most one piece and what append is given are in memory.
    Tape(blob::Store& blobs, crypto::Key const& key, Rng& rng, Uuid recording) : m_blobs(blobs), m_key(key), m_rng(rng), m_recording(recording) {}

    // bytes belong at `offset` of `total`; what lies there and beyond is replaced. Nothing of it counts before the caller
    // has noted the new length: breaking off half-way, and doing it again, is harmless.
    Result<> append(std::int64_t offset, std::string_view bytes, std::int64_t total) const;
    // [from, until) of a whole recording, 0 <= from < until <= total. bug "tag": it is not what was put there.
    Result<std::string> read(std::int64_t from, std::int64_t until, std::int64_t total) const;

private:
    Result<std::string> piece(std::int64_t index, bool last) const;
    blob::Store& m_blobs;
    crypto::Key const& m_key;
    Rng& m_rng;
    Uuid m_recording;
};

std::string folder_of(Uuid recording); // prefix of its pieces in the blob store

} // namespace wellkept::calls
