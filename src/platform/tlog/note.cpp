#include "platform/tlog/text.h"
#include "platform/tlog/tlog.h"
#include <algorithm>

namespace wellkept::tlog {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 "; // em dash, blank

std::string big_endian(std::uint64_t v, int bytes)
{
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(v >> (8 * i) & 255);
    return out;
}

std::uint64_t from_big_endian(std::string_view s)
{
    std::uint64_t v = 0;
    for (char const c : s) v = v << 8 | static_cast<unsigned char>(c);
    return v;
}

std::string raw(crypto::SigningKey const& key)
{
    auto const k = key.public_key_raw();
    return { reinterpret_cast<char const*>(k.data()), k.size() };
}

std::string bytes_of(std::array<std::uint8_t, 64> const& s)
{
    return { reinterpret_cast<char const*>(s.data()), s.size() };
}

std::string cosigned_message(std::uint64_t time, std::string_view note_text)
{
    return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(note_text);
}

bool holds(Signature const& s, std::string_view note_text, Verifier const& v)
{
    if (v.type == KeyType::ed25519) return crypto::verify(v.public_key, note_text, s.bytes);
    if (s.bytes.size() != 8 + 64) return false;
    auto const time = from_big_endian(std::string_view(s.bytes).substr(0, 8));
    return time < std::uint64_t(1) << 63
        && crypto::verify(v.public_key, cosigned_message(time, note_text), std::string_view(s.bytes).substr(8));
}

Error malformed(char const* why) { return bad_input("This is no signed note.", why); }

} // namespace

bool valid_text(std::string_view s)
{
    for (std::size_t i = 0; i < s.size();) {
        auto const c = static_cast<unsigned char>(s[i]);
        if (c < 0x80) {
            if (c < 0x20 && c != '\n') return false;
            ++i;
            continue;
        }
        std::size_t const n = c >= 0xC2 && c <= 0xDF ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
        if (n == 0 || i + n > s.size()) return false;
        std::uint32_t point = c & (0x7F >> n);
        for (std::size_t k = 1; k < n; ++k) {
            auto const next = static_cast<unsigned char>(s[i + k]);
            if ((next & 0xC0) != 0x80) return false;
            point = point << 6 | (next & 0x3F);
        }
        if ((n == 3 && point < 0x800) || (n == 4 && point < 0x10000) || point > 0x10FFFF
            || (point >= 0xD800 && point <= 0xDFFF))
            return false;
        i += n;
    }
    return true;
}

// Stricter than the format, which forbids blanks of all scripts: visible ASCII without plus.
bool valid_name(std::string_view s)
{
    return !s.empty() && s.size() <= 255
        && std::all_of(s.begin(), s.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '+'; });
}

std::uint32_t Verifier::id() const
{
    std::string in = name + "\n";
    in += static_cast<char>(type);
    in += public_key;
    return static_cast<std::uint32_t>(from_big_endian(crypto::view(crypto::sha256(in)).substr(0, 4)));
}

std::string Verifier::text() const
{
    return name + "+" + crypto::hex(big_endian(id(), 4)) + "+" + crypto::base64(static_cast<char>(type) + public_key);
}

Result<Verifier> Verifier::make(std::string name, KeyType type, crypto::SigningKey const& key)
{
    if (!valid_name(name)) return bad_input("A key's name has no blanks, no + and at most 255 characters.");
    return Verifier { std::move(name), type, raw(key) };
}

Result<Verifier> Verifier::parse(std::string_view s)
{
    auto no = [](char const* why) { return bad_input("This is no verifier key (name+id+key).", why); };
    auto const one = s.find('+'), two = one == s.npos ? s.npos : s.find('+', one + 1);
    if (two == s.npos) return no("parts");
    auto const key = crypto::base64_decode(s.substr(two + 1));
    if (!valid_name(s.substr(0, one)) || !key || key->size() != 33) return no("key");
    auto const type = static_cast<KeyType>((*key)[0]);
    if (type != KeyType::ed25519 && type != KeyType::cosignature) return no("type");
    Verifier v { std::string(s.substr(0, one)), type, key->substr(1) };
    if (v.text() != s) return no("id");
    return v;
}

std::string line(Signature const& s)
{
    return std::string(dash) + s.name + " " + crypto::base64(big_endian(s.key_id, 4) + s.bytes) + "\n";
}

Result<Note> parse_note(std::string_view in)
{
    if (in.size() > note_bytes_max) return malformed("too long");
    if (!valid_text(in) || !in.ends_with('\n')) return malformed("text");
    auto const blank = in.rfind("\n\n");
    if (blank == in.npos) return malformed("no blank line");
    Note note { std::string(in.substr(0, blank + 1)), {} };
    in.remove_prefix(blank + 2);
    while (!in.empty()) {
        auto l = *take_line(in);
        if (!l.starts_with(dash)) return malformed("no dash");
        l.remove_prefix(dash.size());
        auto const space = l.find(' ');
        if (space == l.npos || space == 0 || l.substr(0, space).find('+') != l.npos) return malformed("name");
        auto const bytes = crypto::base64_decode(l.substr(space + 1));
        if (!bytes || bytes->size() < 5) return malformed("signature");
        if (note.signatures.size() == note_signatures_max) return malformed("too many signatures");
        note.signatures.push_back({ std::string(l.substr(0, space)),
            static_cast<std::uint32_t>(from_big_endian(bytes->substr(0, 4))), bytes->substr(4) });
    }
    if (note.signatures.empty()) return malformed("not signed");
    return note;
}

std::string text(Note const& n)
{
    auto out = n.text + "\n";
    for (auto const& s : n.signatures) out += line(s);
    return out;
}

Signed signed_by(Note const& note, Verifier const& v)
{
    auto out = Signed::no;
    for (auto const& s : note.signatures) {
        if (s.name != v.name || s.key_id != v.id()) continue;
        if (!holds(s, note.text, v)) return Signed::forged;
        out = Signed::yes;
    }
    return out;
}

Signature sign(std::string_view note_text, std::string name, crypto::SigningKey const& key)
{
    Verifier const v { name, KeyType::ed25519, raw(key) };
    return { std::move(name), v.id(), bytes_of(key.sign(note_text)) };
}

Signature cosign(std::string_view note_text, std::string name, crypto::SigningKey const& key, Instant at)
{
    Verifier const v { name, KeyType::cosignature, raw(key) };
    auto const time =
        static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
    return { std::move(name), v.id(), big_endian(time, 8) + bytes_of(key.sign(cosigned_message(time, note_text))) };
}

std::optional<Instant> cosigned_at(Note const& note, Verifier const& v)
{
    if (v.type != KeyType::cosignature) return {};
    for (auto const& s : note.signatures) {
        if (s.name != v.name || s.key_id != v.id() || !holds(s, note.text, v)) continue;
        auto const time = from_big_endian(std::string_view(s.bytes).substr(0, 8));
        if (time > 253'402'300'799) return {}; // past the year 9999 our clock type would overflow
        return Instant(std::chrono::seconds(time));
    }
    return {};
}

std::string text(Checkpoint const& c)
{
    return c.origin + "\n" + std::to_string(c.size) + "\n" + crypto::base64(crypto::view(c.root)) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view in)
{
    auto no = [](char const* why) { return bad_input("This is no checkpoint.", why); };
    auto const origin = take_line(in), size = take_line(in), root = take_line(in);
    if (!origin || origin->empty() || !size || !root) return no("lines");
    auto const n = decimal(*size);
    auto const hash = hash_from_base64(*root);
    if (!n || !hash) return no("size or root");
    while (!in.empty()) {
        auto const extension = take_line(in);
        if (!extension || extension->empty()) return no("extension");
    }
    return Checkpoint { std::string(*origin), *n, *hash };
}

Result<Checkpoint> open_checkpoint(std::string_view in, Verifier const& log)
{
    auto const note = TRY(parse_note(in));
    if (signed_by(note, log) != Signed::yes) return bad_input("The checkpoint is not signed by the log's key.");
    auto c = TRY(parse_checkpoint(note.text));
    if (c.origin != log.name) return bad_input("The checkpoint is of another log.");
    return c;
}

} // namespace wellkept::tlog
