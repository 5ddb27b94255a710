#include "keep/accounts/password.h"
#include "keep/accounts/accounts.h"
#include "platform/crypto/crypto.h"
#include <algorithm>
#include <argon2.h>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <zxcvbn.h>

namespace wellkept::accounts {
namespace {

constexpr std::size_t salt_bytes = 16, hash_bytes = 32;
// Guesses as bits of entropy: 33 is 10^10 guesses, "safely unguessable" online and moderately so against a stolen hash.
constexpr double entropy_bits_min = 40;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view s)
{
    std::string out(s);
    for (char& c : out)
        if (is_upper(c)) c = static_cast<char>(c + 32);
    return out;
}

std::string without_swaps(std::string s)
{
    static constexpr std::pair<char, char> swaps[] = { { '@', 'a' }, { '4', 'a' }, { '3', 'e' }, { '1', 'i' }, { '!', 'i' },
        { '0', 'o' }, { '$', 's' }, { '5', 's' }, { '7', 't' } };
    for (char& c : s)
        for (auto const& [from, to] : swaps)
            if (c == from) c = to;
    return s;
}

std::string trimmed(std::string_view s)
{
    auto const first = std::find_if(s.begin(), s.end(), is_lower);
    auto const last = std::find_if(s.rbegin(), s.rend(), is_lower).base();
    return first < last ? std::string(first, last) : std::string();
}

std::size_t characters(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

} // namespace

Result<CommonPasswords> CommonPasswords::load(std::string const& file)
{
    CommonPasswords out;
    if (file.empty()) return out;
    std::ifstream in(file);
    if (!in) return unavailable("The list of common passwords cannot be read.", file);
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) out.m_words.insert(line);
    return out;
}

bool CommonPasswords::contains(std::string_view password) const
{
    auto const plain = lower(password);
    auto const core = trimmed(plain);
    return m_words.contains(plain) || m_words.contains(core) || m_words.contains(trimmed(without_swaps(plain)))
        || m_words.contains(without_swaps(core));
}

Result<> check_new_password(std::string_view p, std::vector<std::string> const& personal, CommonPasswords const& common)
{
    if (characters(p) < password_length_min) return bad_input("Choose a password of at least 12 characters.");
    if (p.size() > password_length_max) return bad_input("Choose a password of at most 200 characters.");
    if (p.find('\0') != p.npos) return bad_input("A password is text without control characters.");
    bool const digit = std::any_of(p.begin(), p.end(), is_digit), small = std::any_of(p.begin(), p.end(), is_lower),
               large = std::any_of(p.begin(), p.end(), is_upper);
    bool const special = std::any_of(p.begin(), p.end(), [](char c) { return !is_digit(c) && !is_lower(c) && !is_upper(c); });
    if (!digit || !small || !large || !special)
        return bad_input("Put at least one digit, one small letter, one capital letter and one special character into the password.");
    if (common.contains(p)) return bad_input("This password, or the word in it, is among those that are guessed first. Choose another.");
    std::vector<std::string> words { "wellkept" };
    for (auto const& text : personal) {
        std::string word;
        for (char const c : lower(text) + " ") {
            if (is_lower(c) || is_digit(c)) word += c;
            else if (word.size() >= 4) words.push_back(std::exchange(word, {}));
            else word.clear();
        }
    }
    std::vector<char const*> dictionary;
    for (auto const& w : words) dictionary.push_back(w.c_str());
    dictionary.push_back(nullptr);
    std::string copy(p);
    double const bits = ZxcvbnMatch(copy.c_str(), dictionary.data(), nullptr);
    crypto::wipe(copy);
    if (bits < entropy_bits_min)
        return bad_input("This password is easily guessed. Take several words that do not belong together, or let your password manager choose.");
    return {};
}

struct PasswordHasher::State {
    Rng& rng;
    std::uint32_t memory, passes;
    std::size_t queue_max;
    std::mutex mutex;
    std::condition_variable more;
    std::deque<std::function<void()>> queue;
    bool stopping = false;
    std::vector<std::thread> threads;
    std::string dummy;

    void loop()
    {
        std::unique_lock lock(mutex);
        while (true) {
            more.wait(lock, [&] { return stopping || !queue.empty(); });
            if (queue.empty()) return;
            auto work = std::move(queue.front());
            queue.pop_front();
            lock.unlock();
            work();
            lock.lock();
        }
    }
    template<typename T>
    Result<T> run(std::function<Result<T>()> work)
    {
        auto task = std::make_shared<std::packaged_task<Result<T>()>>(std::move(work));
        auto done = task->get_future();
        {
            std::lock_guard const lock(mutex);
            if (queue.size() >= queue_max) return unavailable("Many people are signing in just now. Please try again in a moment.", "argon2 queue");
            queue.push_back([task] { (*task)(); });
        }
        more.notify_one();
        return done.get();
    }
    std::string prefix() const
    {
        return "$argon2id$v=19$m=" + std::to_string(memory) + ",t=" + std::to_string(passes) + ",p=1$";
    }
    Result<std::string> hash(std::string_view password) const
    {
        std::string salt(salt_bytes, '\0');
        rng.fill({ reinterpret_cast<std::uint8_t*>(salt.data()), salt.size() });
        std::string out(argon2_encodedlen(passes, memory, 1, salt_bytes, hash_bytes, Argon2_id), '\0');
        int const status = argon2id_hash_encoded(
            passes, memory, 1, password.data(), password.size(), salt.data(), salt.size(), hash_bytes, out.data(), out.size());
        if (status != ARGON2_OK) return unavailable("Please try again in a moment.", argon2_error_message(status));
        out.resize(out.find('\0'));
        return out;
    }
};

PasswordHasher::PasswordHasher(Rng& rng, int memory_kib, int passes, int threads, int queue_max)
    : m_state(new State { rng, static_cast<std::uint32_t>(memory_kib), static_cast<std::uint32_t>(passes),
        static_cast<std::size_t>(queue_max), {}, {}, {}, false, {}, {} })
{
    for (int i = 0; i < threads; ++i) m_state->threads.emplace_back([s = m_state.get()] { s->loop(); });
    auto made = hash("nobody's password");
    m_state->dummy = made.ok() ? made.release() : m_state->prefix();
}

PasswordHasher::~PasswordHasher()
{
    {
        std::lock_guard const lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->more.notify_all();
    for (auto& t : m_state->threads) t.join();
}

Result<std::string> PasswordHasher::hash(std::string_view password)
{
    return m_state->run<std::string>([s = m_state.get(), password] { return s->hash(password); });
}

Result<bool> PasswordHasher::verify(std::string_view encoded, std::string_view password)
{
    return m_state->run<bool>([encoded = std::string(encoded), password]() -> Result<bool> {
        int const status = argon2id_verify(encoded.c_str(), password.data(), password.size());
        if (status == ARGON2_OK) return true;
        if (status == ARGON2_VERIFY_MISMATCH) return false;
        return unavailable("Please try again in a moment.", argon2_error_message(status));
    });
}

Result<> PasswordHasher::pretend(std::string_view password)
{
    (void)TRY(verify(m_state->dummy, password));
    return {};
}

bool PasswordHasher::outdated(std::string_view encoded) const { return !encoded.starts_with(m_state->prefix()); }

Result<std::string> password_rule_fails(std::string const& common_passwords_file)
{
    auto const common = TRY(CommonPasswords::load(common_passwords_file));
    for (auto const& [kind, word] : { std::pair("short", "Short-1a"), { "without a capital letter", "no-capital-letter-1" },
             { "without a small letter", "NO-SMALL-LETTER-1" }, { "without a digit", "No-digit-at-all!" },
             { "without a special character", "NoSpecialSign12" }, { "common", "Password123!" } })
        if (check_new_password(word, {}, common).ok()) return std::string(kind);
    return std::string(check_new_password("Quiet-Harbour7-lamp", {}, common).ok() ? "" : "good, and refused");
}

} // namespace wellkept::accounts
