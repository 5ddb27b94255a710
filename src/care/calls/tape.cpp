#include "care/calls/tape.h"
#include <algorithm>

namespace wellkept::calls {
namespace {

std::string key_of(Uuid recording, std::int64_t index) { return folder_of(recording) + "/" + std::to_string(index); }

std::string bound(Uuid recording, std::int64_t index, bool last)
{
    return "wellkept call recording 1|" + recording.text() + "|" + std::to_string(index) + (last ? "|last" : "|more");
}

} // namespace

std::string folder_of(Uuid recording) { return "calls/" + recording.text(); }

Result<std::string> Tape::piece(std::int64_t index, bool last) const
{
    auto const sealed = TRY(m_blobs.get(key_of(m_recording, index)));
    return crypto::open(m_key, sealed, bound(m_recording, index, last));
}

Result<> Tape::append(std::int64_t offset, std::string_view bytes, std::int64_t total) const
{
    auto index = offset / piece_bytes;
    std::string open;
    if (auto const begun = offset % piece_bytes; begun > 0) {
        // A try that broke off may have closed the recording here, without its end being noted.
        auto before = piece(index, false);
        if (!before.ok()) before = piece(index, true);
        open = TRY(Result<std::string>(std::move(before)));
        if (static_cast<std::int64_t>(open.size()) < begun) return bug("a piece is shorter than what was noted");
        open.resize(static_cast<std::size_t>(begun));
    }
    auto at = offset;
    while (!bytes.empty()) {
        auto const take = std::min(bytes.size(), static_cast<std::size_t>(piece_bytes) - open.size());
        open.append(bytes.substr(0, take));
        bytes.remove_prefix(take);
        at += static_cast<std::int64_t>(take);
        TRY(m_blobs.put(key_of(m_recording, index), TRY(crypto::seal(m_key, open, bound(m_recording, index, at == total), m_rng))));
        if (static_cast<std::int64_t>(open.size()) == piece_bytes) {
            open.clear();
            ++index;
        }
    }
    return {};
}

Result<std::string> Tape::read(std::int64_t from, std::int64_t until, std::int64_t total) const
{
    std::string out;
    out.reserve(static_cast<std::size_t>(until - from));
    auto const last = (total - 1) / piece_bytes;
    for (auto index = from / piece_bytes; index * piece_bytes < until; ++index) {
        auto const whole = TRY(piece(index, index == last));
        auto const begins = index * piece_bytes, ends = std::min(begins + piece_bytes, total);
        // An earlier, shorter state of a piece opens as well as the present one.
        if (static_cast<std::int64_t>(whole.size()) != ends - begins) return bug("a piece is not as long as it must be");
        auto const a = std::max(from, begins) - begins, b = std::min(until, ends) - begins;
        out.append(whole, static_cast<std::size_t>(a), static_cast<std::size_t>(b - a));
    }
    return out;
}

} // namespace wellkept::calls
