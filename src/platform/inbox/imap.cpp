#include "platform/crypto/crypto.h"
#include "platform/crypto/secret_file.h"
#include "platform/inbox/inbox.h"
#include <algorithm>
#include <charconv>
#include <curl/curl.h>
#include <map>
#include <optional>

namespace wellkept::inbox {
namespace {

constexpr long connect_ms_max = 10'000;
constexpr long line_bytes_max = 512 * 1024; // of one reply: the list of what is unread
constexpr std::size_t answer_bytes_max = 4 * 1024 * 1024;

std::string reason_of(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return "host_not_found";
    case CURLE_COULDNT_CONNECT: return "not_reached";
    case CURLE_OPERATION_TIMEDOUT: return "timed_out";
    case CURLE_USE_SSL_FAILED: return "no_tls_offered";
    case CURLE_PEER_FAILED_VERIFICATION: return "certificate_not_trusted";
    case CURLE_SSL_CONNECT_ERROR: return "tls_failed";
    case CURLE_LOGIN_DENIED: return "login_denied";
    case CURLE_QUOTE_ERROR: return "refused";
    default: return "curl_" + std::to_string(int(code));
    }
}

struct Sink {
    std::string bytes;
    std::size_t most;
    bool full = false;
};
std::size_t take(char* data, std::size_t size, std::size_t count, void* to)
{
    auto& sink = *static_cast<Sink*>(to);
    sink.full = sink.full || sink.bytes.size() + size * count > sink.most;
    if (sink.full) return 0;
    sink.bytes.append(data, size * count);
    return size * count;
}

std::optional<std::uint64_t> number_at(std::string_view text)
{
    std::uint64_t out = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), out);
    if (read.ec != std::errc()) return std::nullopt;
    return out;
}
// The number that follows a word of a reply line, such as "UID 5" of "* 2 FETCH (UID 5 RFC822.SIZE 99)".
std::optional<std::uint64_t> number_after(std::string_view line, std::string_view word)
{
    auto const at = line.find(word);
    return at == line.npos ? std::nullopt : number_at(line.substr(at + word.size()));
}
template <typename F> void each_line(std::string_view text, F&& fn)
{
    while (!text.empty()) {
        auto const end = text.find('\n');
        fn(text.substr(0, end));
        if (end == text.npos) return;
        text.remove_prefix(end + 1);
    }
}

class Imap final : public Mailbox {
public:
    std::uint32_t uid_validity() const override { return validity; }
    Result<std::vector<std::uint32_t>> unread() override;
    Result<std::vector<Unread>> look(std::vector<std::uint32_t> const& uids) override;
    Result<std::string> fetch(std::uint32_t uid, std::size_t bytes_max) override;
    Result<std::string> fetch_beginning(std::uint32_t uid, std::size_t bytes) override;
    Result<> mark_read(std::uint32_t uid) override;

    Config config;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle { curl_easy_init(), &curl_easy_cleanup };
    std::string base;
    std::uint32_t validity = 0;
    bool reading_only = false;

    Result<std::string> ask(std::string const& path, std::string const& command, std::size_t most = answer_bytes_max)
    {
        Sink sink { {}, most };
        auto set = [&](CURLoption option, auto value) { return curl_easy_setopt(handle.get(), option, value) == CURLE_OK; };
        auto const url = base + path;
        if (!set(CURLOPT_URL, url.c_str()) || !set(CURLOPT_CUSTOMREQUEST, command.empty() ? nullptr : command.c_str()) || !set(CURLOPT_WRITEDATA, &sink))
            return bug("inbox: libcurl does not take an option");
        auto const code = curl_easy_perform(handle.get());
        if (code != CURLE_OK) reading_only = false; // the next step may stand on a new connection
        if (sink.full) return Error { Code::too_large, PublicText("The message is larger than what is read."), Detail("inbox") };
        if (code != CURLE_OK) return unavailable("The mailbox cannot be read now.", reason_of(code));
        return std::move(sink.bytes);
    }
    // A connection that libcurl had to make anew has the folder open for writing: then it is opened for reading again.
    Result<bool> same_connection()
    {
        long made = 0;
        curl_easy_getinfo(handle.get(), CURLINFO_NUM_CONNECTS, &made);
        return made == 0;
    }
    Result<> examine()
    {
        auto const said = TRY(ask("", "EXAMINE " + folder()));
        auto const now = number_after(said, "UIDVALIDITY ");
        if (!now || *now == 0 || *now > UINT32_MAX) return unavailable("The mailbox cannot be read now.", "no_uidvalidity");
        validity = static_cast<std::uint32_t>(*now);
        reading_only = true;
        return {};
    }
    std::string folder() const { return "\"" + config.folder + "\""; }
};

Result<std::vector<std::uint32_t>> Imap::unread()
{
    auto const said = TRY(ask("", "UID SEARCH UNSEEN"));
    std::vector<std::uint32_t> out;
    each_line(said, [&](std::string_view line) {
        constexpr std::string_view before = "* SEARCH";
        if (!line.starts_with(before)) return;
        line.remove_prefix(before.size());
        while (!line.empty()) {
            auto const digit = line.find_first_of("0123456789");
            if (digit == line.npos) break;
            line.remove_prefix(digit);
            if (auto const n = number_at(line); n && *n > 0 && *n <= UINT32_MAX) out.push_back(static_cast<std::uint32_t>(*n));
            line.remove_prefix(std::min(line.find_first_not_of("0123456789"), line.size()));
        }
    });
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::vector<Unread>> Imap::look(std::vector<std::uint32_t> const& uids)
{
    std::vector<Unread> out;
    if (uids.empty()) return out;
    std::string set;
    for (auto const uid : uids) set += (set.empty() ? "" : ",") + std::to_string(uid);
    auto const said = TRY(ask("", "UID FETCH " + set + " (UID FLAGS RFC822.SIZE)"));
    each_line(said, [&](std::string_view line) {
        auto const uid = number_after(line, "UID "), size = number_after(line, "RFC822.SIZE ");
        if (!uid || !size || line.find("\\Seen") != line.npos) return;
        auto const known = std::find(uids.begin(), uids.end(), static_cast<std::uint32_t>(*uid));
        if (known != uids.end()) out.push_back({ *known, static_cast<std::size_t>(*size) });
    });
    return out;
}

Result<std::string> Imap::fetch(std::uint32_t uid, std::size_t bytes_max)
{
    if (!reading_only) TRY(examine());
    auto raw = ask("/;UID=" + std::to_string(uid), {}, bytes_max);
    if (!raw.ok()) return raw;
    // On a new connection the fetch has marked it read: that is taken back, and the next is fetched for reading only.
    if (!TRY(same_connection())) {
        (void)TRY(ask("", "UID STORE " + std::to_string(uid) + " -FLAGS.SILENT (\\Seen)"));
        TRY(examine());
    }
    return raw;
}

Result<std::string> Imap::fetch_beginning(std::uint32_t uid, std::size_t bytes)
{
    if (!reading_only) TRY(examine());
    return ask("/;UID=" + std::to_string(uid) + "/;PARTIAL=0." + std::to_string(bytes), {}, bytes + 1024);
}

Result<> Imap::mark_read(std::uint32_t uid)
{
    reading_only = false;
    auto const said = TRY(ask("", "SELECT " + folder()));
    // Another folder by the same name: this number means another message.
    if (number_after(said, "UIDVALIDITY ") != std::optional<std::uint64_t>(validity)) return unavailable("The mailbox cannot be read now.", "uidvalidity_changed");
    (void)TRY(ask("", "UID STORE " + std::to_string(uid) + " +FLAGS.SILENT (\\Seen)"));
    return examine();
}

} // namespace

Result<std::unique_ptr<Mailbox>> open(Config const& c)
{
    static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started);
    auto state = std::make_unique<Imap>();
    state->config = c;
    auto* const h = state->handle.get();
    if (!h) return unavailable("The service is busy. Please try again shortly.", "out_of_memory");
    for (char const ch : c.folder)
        if (ch < ' ' || ch > '~' || ch == '"' || ch == '\\' || ch == '*' || ch == '%') return bad_input("mailbox.folder is letters, digits, blanks and . / - _");
    std::unique_ptr<char, decltype(&curl_free)> const folder(curl_easy_escape(h, c.folder.data(), static_cast<int>(c.folder.size())), &curl_free);
    if (!folder) return bug("inbox: no folder");
    state->base = c.url + "/" + folder.get();
    auto secret = TRY(crypto::secret_line(c.password_file, "mailbox.password_file"));
    auto set = [&](CURLoption option, auto value) { return curl_easy_setopt(h, option, value) == CURLE_OK; };
    bool good = set(CURLOPT_PROTOCOLS_STR, "imap,imaps") && set(CURLOPT_PROXY, "") && set(CURLOPT_NETRC, long(CURL_NETRC_IGNORED))
        && set(CURLOPT_NOSIGNAL, 1L) && set(CURLOPT_USE_SSL, long(CURLUSESSL_ALL)) && set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2))
        && set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) && set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max)
        && set(CURLOPT_TIMEOUT_MS, long(c.timeout_ms)) && set(CURLOPT_SERVER_RESPONSE_TIMEOUT, long(c.timeout_ms / 1000 + 1))
        && set(CURLOPT_BUFFERSIZE, line_bytes_max) && set(CURLOPT_WRITEFUNCTION, &take) && set(CURLOPT_MAXCONNECTS, 1L)
        && set(CURLOPT_USERNAME, c.user.c_str()) && set(CURLOPT_PASSWORD, secret.c_str());
    crypto::wipe(secret);
    if (!c.ca_file.empty()) {
        good = good && set(CURLOPT_CAINFO, c.ca_file.c_str());
        if (auto const* const built = curl_version_info(CURLVERSION_NOW); built->capath) good = good && set(CURLOPT_CAPATH, built->capath);
    }
    if (!good) return bug("inbox: libcurl does not take an option");
    (void)TRY(state->ask("", "NOOP")); // libcurl opens the folder for this; EXAMINE then opens it for reading
    TRY(state->examine());
    return std::unique_ptr<Mailbox>(std::move(state));
}

} // namespace wellkept::inbox
