// For rooms' tests: keys in memory. What the real keystore does with keys is its own test.
#pragma once
#include "access/keyring.h"
#include <algorithm>
#include <map>
#include <mutex>
#include <set>

namespace wellkept::access::testing {

class MemoryKeys final : public KeyRing {
public:
    explicit MemoryKeys(Rng& rng)
        : m_rng(rng)
    {
    }
    Result<Key> find(ClientId, SubjectId s, Scope const& scope) override
    {
        std::lock_guard const lock(m_mutex);
        auto const it = m_keys.find({ s, scope });
        if (it == m_keys.end()) return not_found();
        return it->second;
    }
    Result<Key> find_or_make(ClientId, SubjectId s, Scope const& scope) override
    {
        std::lock_guard const lock(m_mutex);
        if (m_gone.contains(s)) return not_found();
        auto& key = m_keys[{ s, scope }];
        if (!key) key = std::make_shared<crypto::Key const>(crypto::Key::fresh(m_rng).release());
        return key;
    }
    Result<std::string> blind(ClientId t, std::string_view kind, std::string_view value) override
    {
        auto const digest =
            crypto::hmac_sha256("index key of tests", t.text() + "|" + std::string(kind) + "|" + std::string(value));
        return std::string(crypto::view(digest));
    }
    Result<std::string> seal_for_tenant(ClientId t, std::string_view place, std::string_view text) override
    {
        return crypto::seal(m_tenant, text, t.text() + "|" + std::string(place), m_rng);
    }
    Result<std::string> open_for_tenant(ClientId t, std::string_view place, std::string_view sealed) override
    {
        return crypto::open(m_tenant, sealed, t.text() + "|" + std::string(place));
    }
    Result<int> destroy_scope(SubjectId s, Scope const& scope, ClientId) override
    {
        std::lock_guard const lock(m_mutex);
        return static_cast<int>(std::erase_if(m_keys, [&](auto const& k) {
            return k.first.first == s && (k.first.second == scope || k.first.second.starts_with(scope + "/"));
        }));
    }
    Result<int> destroy_others(SubjectId s, std::vector<Scope> const& kept, ClientId) override
    {
        std::lock_guard const lock(m_mutex);
        return static_cast<int>(std::erase_if(m_keys, [&](auto const& k) {
            return k.first.first == s && std::find(kept.begin(), kept.end(), k.first.second) == kept.end();
        }));
    }
    Result<int> destroy_person(SubjectId s) override
    {
        std::lock_guard const lock(m_mutex);
        m_gone.insert(s);
        return static_cast<int>(std::erase_if(m_keys, [&](auto const& k) { return k.first.first == s; }));
    }

private:
    Rng& m_rng;
    crypto::Key m_tenant = crypto::Key::fresh(m_rng).release();
    std::mutex m_mutex;
    std::map<std::pair<SubjectId, Scope>, Key> m_keys;
    std::set<SubjectId> m_gone;
};

} // namespace wellkept::access::testing
