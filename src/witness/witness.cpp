#include "witness/witness.h"
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace wellkept::witness {
namespace {

Error not_consistent(std::string_view what, std::uint64_t was, std::uint64_t is)
{
    return { Code::conflict, PublicText(what),
        Detail("was " + std::to_string(was) + " entries, is " + std::to_string(is)) };
}

} // namespace

Result<std::string> look(Fetch const& fetch, Keys const& keys, std::string const& seen, Clock const& clock)
{
    auto const text = TRY(fetch("checkpoint"));
    auto const now = TRY(tlog::open_checkpoint(text, keys.log));
    if (!seen.empty()) {
        auto const own = tlog::Verifier { keys.name, tlog::KeyType::cosignature,
            TRY(tlog::Verifier::make(keys.name, tlog::KeyType::cosignature, keys.own)).public_key };
        auto const before_note = TRY(tlog::parse_note(seen));
        if (!tlog::cosigned_at(before_note, own))
            return bad_input("The state file does not hold a checkpoint that this key co-signed.");
        auto const before = TRY(tlog::open_checkpoint(seen, keys.log));
        if (now.size < before.size)
            return not_consistent("The log has fewer entries than it had. It was put back.", before.size, now.size);
        auto const proof = TRY(tlog::consistency_proof(before.size, now.size,
            tlog::nodes_of(now.size, [&](tlog::TileName const& t) { return fetch(tlog::path(t)); })));
        if (!tlog::verify_consistency(before.size, now.size, before.root, now.root, proof))
            return not_consistent(
                "The log does not grow out of the one that was co-signed. It was rewritten.", before.size, now.size);
        if (now.size == before.size) return seen;
    }
    auto const published = TRY(tlog::parse_note(text));
    tlog::Note out { published.text, {} };
    for (auto const& s : published.signatures)
        if (s.name == keys.log.name && s.key_id == keys.log.id()) out.signatures.push_back(s);
    out.signatures.push_back(tlog::cosign(out.text, keys.name, keys.own, clock.now()));
    return tlog::text(out);
}

Result<std::string> read_state(std::string const& file)
{
    if (!std::filesystem::exists(file)) return std::string();
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in || text.str().empty())
        return bad_input("The state file cannot be read. Without it the witness would forget what it saw.", file);
    return text.str();
}

Result<> write_state(std::string const& file, std::string const& note)
{
    auto const fresh = file + ".new";
    int const fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return unavailable("The state file cannot be written.", fresh);
    bool good = true;
    for (std::size_t at = 0; good && at < note.size();) {
        auto const n = ::write(fd, note.data() + at, note.size() - at);
        if (n > 0)
            at += static_cast<std::size_t>(n);
        else if (errno != EINTR)
            good = false;
    }
    good = ::fsync(fd) == 0 && good;
    good = ::close(fd) == 0 && good;
    std::error_code ec;
    if (good) std::filesystem::rename(fresh, file, ec);
    if (!good || ec) return unavailable("The state file cannot be written.", file);
    return {};
}

} // namespace wellkept::witness
