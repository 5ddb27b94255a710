// Randomness comes in by reference: the kernel's in production, a seeded stream in simulations.
#pragma once
#include <cstdint>
#include <mutex>
#include <random>
#include <span>

namespace wellkept {

class Rng {
public:
    virtual ~Rng() = default;
    virtual void fill(std::span<std::uint8_t>) = 0; // thread-safe
};

// getrandom(2). Ends the process if the kernel refuses: there is no safe way on.
class SystemRng final : public Rng {
public:
    void fill(std::span<std::uint8_t>) override;
};

// Repeatable, for tests only.
class SeededRng final : public Rng {
public:
    explicit SeededRng(std::uint64_t seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t>) override;

private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

} // namespace wellkept
