#include "platform/tlog/tlog.h"
#include <bit>

namespace wellkept::tlog {
namespace {

// The largest power of two below n, for n > 1.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// The hash over leaves [begin, begin + size), size > 0. begin is a multiple of every power of two that is asked for.
Result<Hash> range(std::uint64_t begin, std::uint64_t size, Nodes const& nodes)
{
    if (std::has_single_bit(size)) {
        int const height = std::countr_zero(size);
        return nodes(height, begin >> height);
    }
    auto const k = split(size);
    return node_hash(TRY(range(begin, k, nodes)), TRY(range(begin + k, size - k, nodes)));
}

Result<> path_of(
    std::uint64_t index, std::uint64_t begin, std::uint64_t size, Nodes const& nodes, std::vector<Hash>& out)
{
    if (size == 1) return {};
    auto const k = split(size);
    if (index < k) {
        TRY(path_of(index, begin, k, nodes, out));
        out.push_back(TRY(range(begin + k, size - k, nodes)));
    } else {
        TRY(path_of(index - k, begin + k, size - k, nodes, out));
        out.push_back(TRY(range(begin, k, nodes)));
    }
    return {};
}

Result<> subproof(
    std::uint64_t old, std::uint64_t begin, std::uint64_t size, bool whole, Nodes const& nodes, std::vector<Hash>& out)
{
    if (old == size) {
        if (!whole) out.push_back(TRY(range(begin, size, nodes)));
        return {};
    }
    auto const k = split(size);
    if (old <= k) {
        TRY(subproof(old, begin, k, whole, nodes, out));
        out.push_back(TRY(range(begin + k, size - k, nodes)));
    } else {
        TRY(subproof(old - k, begin + k, size - k, false, nodes, out));
        out.push_back(TRY(range(begin, k, nodes)));
    }
    return {};
}

} // namespace

Hash leaf_hash(std::string_view entry)
{
    crypto::Sha256 h;
    h.update(std::string_view("\0", 1));
    h.update(entry);
    return h.finish();
}

Hash node_hash(Hash const& left, Hash const& right)
{
    std::string both = "\1";
    both += crypto::view(left);
    both += crypto::view(right);
    return crypto::sha256(both);
}

Hash empty_root() { return crypto::sha256(""); }

void Frontier::add(Hash const& leaf)
{
    m_edge.push_back(leaf);
    for (auto bits = m_size++; bits & 1; bits >>= 1) {
        auto const right = m_edge.back();
        m_edge.pop_back();
        m_edge.back() = node_hash(m_edge.back(), right);
    }
}

Hash Frontier::root() const
{
    if (m_edge.empty()) return empty_root();
    auto out = m_edge.back();
    for (auto it = m_edge.rbegin() + 1; it != m_edge.rend(); ++it) out = node_hash(*it, out);
    return out;
}

Result<Hash> root(std::uint64_t size, Nodes const& nodes)
{
    if (size == 0) return empty_root();
    return range(0, size, nodes);
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, Nodes const& nodes)
{
    if (index >= size) return bad_input("There is no such entry in a tree of this size.");
    std::vector<Hash> out;
    TRY(path_of(index, 0, size, nodes, out));
    return out;
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size, Nodes const& nodes)
{
    if (old_size > size) return bad_input("The older tree is the larger one.");
    std::vector<Hash> out;
    if (old_size == 0 || old_size == size) return out;
    TRY(subproof(old_size, 0, size, true, nodes, out));
    return out;
}

// RFC 9162 section 2.1.3.2
bool verify_inclusion(
    std::uint64_t index, std::uint64_t size, Hash const& leaf, std::vector<Hash> const& proof, Hash const& root)
{
    if (index >= size) return false;
    auto fn = index, sn = size - 1;
    auto r = leaf;
    for (auto const& p : proof) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            r = node_hash(p, r);
            while (fn != 0 && !(fn & 1)) fn >>= 1, sn >>= 1;
        } else
            r = node_hash(r, p);
        fn >>= 1, sn >>= 1;
    }
    return sn == 0 && r == root;
}

// RFC 9162 section 2.1.4.2
bool verify_consistency(
    std::uint64_t old_size, std::uint64_t size, Hash const& old_root, Hash const& root, std::vector<Hash> const& proof)
{
    if (old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    if (old_size == 0) return proof.empty() && old_root == empty_root();
    auto at = proof.begin();
    auto fn = old_size - 1, sn = size - 1;
    while (fn & 1) fn >>= 1, sn >>= 1;
    Hash fr = old_root;
    if (!std::has_single_bit(old_size)) {
        if (at == proof.end()) return false;
        fr = *at++;
    }
    Hash sr = fr;
    for (; at != proof.end(); ++at) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            fr = node_hash(*at, fr);
            sr = node_hash(*at, sr);
            while (fn != 0 && !(fn & 1)) fn >>= 1, sn >>= 1;
        } else
            sr = node_hash(sr, *at);
        fn >>= 1, sn >>= 1;
    }
    return sn == 0 && fr == old_root && sr == root;
}

} // namespace wellkept::tlog
