#include "keep/keys/kms.h"
#include "keep/keys/wrapping.h"
#include "platform/log/log.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <tuple>

namespace wellkept::keys {

namespace fs = std::filesystem;

namespace {

// A file that begins so holds what the KMS program printed; any other is the key itself.
constexpr std::string_view kms_mark = "wellkept root key, wrapped by keys.kms_command\n";

Result<std::optional<std::string>> wrapped_text(std::string const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string head(kms_mark.size(), '\0');
    in.read(head.data(), std::streamsize(head.size()));
    if (!in || head != kms_mark) return std::optional<std::string> {};
    std::stringstream rest;
    rest << in.rdbuf();
    return std::optional(rest.str());
}

Result<Roots::Held> held_from(crypto::Key key, std::string file, bool by_kms)
{
    auto id = root_id_of(key);
    return Roots::Held { std::move(id), std::make_shared<crypto::Key const>(std::move(key)), std::move(file), by_kms };
}

// not_found: there is no such file
Result<Roots::Held> load(RootConfig const& config, std::string const& file)
{
    auto const wrapped = TRY(wrapped_text(file));
    if (!wrapped) return held_from(TRY(crypto::Key::load(file)), file, false);
    if (config.kms_command.empty())
        return Error { Code::conflict,
            PublicText(
                "The root key is wrapped by a key service, and keys.kms_command is not set. Set it to the program "
                "that wrapped it."),
            Detail(file) };
    auto text = TRY(run_kms(config, "unwrap", *wrapped));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    auto bytes = crypto::hex_decode(text);
    crypto::wipe(text);
    if (!bytes || bytes->size() != crypto::Key::size)
        return unavailable(
            "The program of keys.kms_command printed no key. It must print the 64 hexadecimal digits that "
            "it was given to wrap.",
            file);
    auto key = crypto::Key::from_bytes(*bytes);
    crypto::wipe(*bytes);
    return held_from(TRY(std::move(key)), file, true);
}

Result<> save(RootConfig const& config, crypto::Key const& key, std::string const& file, bool by_kms)
{
    if (!by_kms) return key.save(file);
    auto digits = crypto::hex(key.bytes()) + "\n";
    auto wrapped = run_kms(config, "wrap", digits);
    crypto::wipe(digits);
    auto const text = TRY(std::move(wrapped));
    if (text.empty()) return unavailable("The program of keys.kms_command printed nothing for `wrap`.", file);
    // What cannot be unwrapped again must not become the root of anything.
    auto const again = fs::path(file).string() + ".new";
    std::error_code ignored;
    fs::remove(again, ignored);
    TRY(write_new_file(again, std::string(kms_mark) + text));
    auto const back = TRY(load(config, again));
    if (back.id != root_id_of(key))
        return unavailable("The program of keys.kms_command unwraps another key than it wrapped.", file);
    return rename_durably(again, file);
}

} // namespace

std::string tenant_aad(ClientId t, std::string_view purpose, int version)
{
    return "tenant_key|" + t.text() + "|" + std::string(purpose) + "|" + std::to_string(version);
}
std::string person_aad(SubjectId s, KeyId k) { return "person_key|" + s.text() + "|" + k.text(); }
std::string root_id_of(crypto::Key const& key)
{
    return crypto::hex(crypto::view(crypto::hmac_sha256(key, "which root key")).substr(0, 8));
}

Result<crypto::Key> unwrap_with(std::vector<Roots::Held> const& roots, store::Wrapping const& w)
{
    auto const aad = tenant_aad(w.tenant, w.purpose, w.version);
    for (auto const& root : roots) {
        if (!w.root_id.empty() && w.root_id != root.id) continue;
        auto key = crypto::unwrap(*root.key, w.wrapped.data, aad);
        if (key.ok() || !w.root_id.empty()) return key;
    }
    return bug("no root key held here opens the wrapping");
}

Result<store::Wrapping> wrap_for(
    Roots::Held const& root, store::ListedTenantKey const& k, crypto::Key const& key, Instant now, Rng& rng)
{
    auto wrapped = TRY(crypto::wrap(*root.key, key, tenant_aad(k.tenant, k.purpose, k.version), rng));
    return store::Wrapping { k.tenant, k.purpose, k.version, root.id, { std::move(wrapped) }, now };
}

struct Roots::State {
    RootConfig config;
    mutable std::mutex mutex;
    std::vector<Held> held;
    std::mutex reading;
    std::map<std::string, Held> unwrapped; // by what the key service made

    std::string beside(std::string_view suffix) const { return config.file + std::string(suffix); }
};

Roots::Roots(std::unique_ptr<State> s)
    : m_state(std::move(s))
{
}
Roots::~Roots() = default;
RootConfig const& Roots::config() const { return m_state->config; }

std::unique_ptr<Roots> Roots::of(crypto::Key key)
{
    auto state = std::make_unique<State>();
    auto id = root_id_of(key);
    state->held.push_back({ std::move(id), std::make_shared<crypto::Key const>(std::move(key)), "", false });
    return std::unique_ptr<Roots>(new Roots(std::move(state)));
}

std::vector<Roots::Held> Roots::held() const
{
    std::lock_guard const lock(m_state->mutex);
    return m_state->held;
}

Result<> Roots::reload()
{
    auto& s = *m_state;
    if (s.config.file.empty()) return {};
    std::vector<Held> found;
    std::lock_guard const one_at_a_time(s.reading);
    for (auto const* suffix : { "", ".next", ".previous" }) {
        auto const file = s.beside(suffix);
        // The key service is asked once for each text, however often a key that does not open brings us here.
        auto const wrapped = TRY(wrapped_text(file));
        auto const known = wrapped ? s.unwrapped.find(*wrapped) : s.unwrapped.end();
        auto one = known == s.unwrapped.end() ? load(s.config, file) : Result<Held>(known->second);
        if (one.ok() && wrapped) {
            one->file = file;
            s.unwrapped.insert_or_assign(*wrapped, one.value());
        }
        if (one.ok())
            found.push_back(one.release());
        else if (one.error().code != Code::not_found)
            return one.release_error();
    }
    if (found.empty())
        return Error { Code::not_found, PublicText("The root key file is missing."), Detail(s.config.file) };
    std::erase_if(s.unwrapped, [&](auto const& u) {
        return std::none_of(found.begin(), found.end(), [&](Held const& h) { return h.id == u.second.id; });
    });
    std::lock_guard const lock(s.mutex);
    s.held = std::move(found);
    return {};
}

Result<std::unique_ptr<Roots>> Roots::open(RootConfig config, db::Pool& keys_database, bool may_make, Rng& rng)
{
    auto state = std::make_unique<State>();
    state->config = std::move(config);
    std::unique_ptr<Roots> roots(new Roots(std::move(state)));
    auto const& c = roots->config();

    auto tx = TRY(db::Tx::begin(keys_database, db::Tx::Mode::read_only));
    auto const wrappings = TRY(store::list_wrappings(tx));
    TRY(tx.commit());
    auto loaded = roots->reload();
    if (!loaded.ok()) {
        if (loaded.error().code != Code::not_found || !may_make) return loaded.release_error();
        if (!wrappings.empty())
            return Error { Code::conflict,
                PublicText(
                    "The root key file is missing, and this installation has keys under it. Put the file back; a "
                    "new one would open nothing."),
                Detail(c.file) };
        TRY(save(c, TRY(crypto::Key::fresh(rng)), c.file, !c.kms_command.empty()));
        TRY(roots->reload());
    }
    auto const held = roots->held();
    if (!c.kms_command.empty() && !held.front().by_kms)
        log::warn("root_key_not_by_kms",
            { { "detail",
                std::string("keys.kms_command is set, and the root key is bare in "
                            "its file: `wellkept keys rotate root` moves it") } });
    // A version opens if any of its wrappings does.
    auto const of = [](store::Wrapping const& w) { return std::tie(w.tenant, w.purpose, w.version); };
    for (std::size_t i = 0; i < wrappings.size();) {
        bool opened = false;
        auto const first = i;
        for (; i < wrappings.size() && of(wrappings[i]) == of(wrappings[first]); ++i)
            opened = opened || unwrap_with(held, wrappings[i]).ok();
        if (!opened)
            return Error { Code::conflict,
                PublicText(
                    "The root key file is not the one this installation's keys are under. Put the right one back."),
                Detail(c.file + ": does not open tenant key " + wrappings[first].tenant.text() + " "
                    + wrappings[first].purpose + " " + std::to_string(wrappings[first].version)) };
    }
    return roots;
}

Result<Roots::Held> Roots::prepare(bool bare, Rng& rng)
{
    auto& s = *m_state;
    if (s.config.file.empty()) return bug("a root key of no file cannot be rotated");
    auto const next = s.beside(".next");
    if (fs::exists(s.beside(".previous")) && !fs::exists(next))
        return Error { Code::conflict,
            PublicText("The last rotation of the root key is not finished: run `wellkept keys retire root` first."),
            Detail(s.config.file) };
    if (!fs::exists(next))
        TRY(save(s.config, TRY(crypto::Key::fresh(rng)), next, !bare && !s.config.kms_command.empty()));
    TRY(reload());
    for (auto const& h : held())
        if (h.file == next) return h;
    return bug("the next root key is not held");
}

Result<> Roots::promote()
{
    auto& s = *m_state;
    // A crash between the two leaves no file of the plain name; both neighbours are held, and this goes on from there.
    if (fs::exists(s.config.file)) TRY(rename_durably(s.config.file, s.beside(".previous")));
    TRY(rename_durably(s.beside(".next"), s.config.file));
    return reload();
}

Result<> Roots::forget_previous()
{
    std::error_code ec;
    fs::remove(m_state->beside(".previous"), ec);
    if (ec) return unavailable("The old root key's file cannot be removed.", ec.message());
    return reload();
}

} // namespace wellkept::keys
