#include "platform/scan/scan.h"
#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace wellkept::scan {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024, answer_bytes_max = 1024;

Error down(std::string_view why) { return unavailable("The file could not be checked yet. It stays closed until it is.", why); }

class Socket {
public:
    explicit Socket(int fd) : m_fd(fd) {}
    Socket(Socket const&) = delete;
    ~Socket()
    {
        if (m_fd >= 0) ::close(m_fd);
    }
    int fd() const { return m_fd; }
    bool send(void const* data, std::size_t size) const
    {
        auto const* at = static_cast<char const*>(data);
        while (size > 0) {
            auto const n = ::send(m_fd, at, size, MSG_NOSIGNAL);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return false;
            at += n;
            size -= static_cast<std::size_t>(n);
        }
        return true;
    }

private:
    int m_fd;
};

class Clamd final : public Scanner {
public:
    explicit Clamd(ClamdConfig c) : m_config(std::move(c)) {}

    Result<Verdict> look(std::string_view bytes) const override
    {
        if (bytes.size() > m_config.bytes_max) return Error { Code::too_large, PublicText("The file is larger than what can be checked."), Detail("scan") };
        Socket const s(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        if (s.fd() < 0 || m_config.socket.size() >= sizeof(address.sun_path)) return down("scan: no socket");
        m_config.socket.copy(address.sun_path, sizeof(address.sun_path) - 1);
        auto const us = std::chrono::duration_cast<std::chrono::microseconds>(m_config.timeout).count();
        timeval const limit { us / 1'000'000, us % 1'000'000 };
        (void)::setsockopt(s.fd(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        (void)::setsockopt(s.fd(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        if (::connect(s.fd(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) return down("scan: clamd does not listen");
        // A daemon that hangs up early has said why: its answer is read all the same.
        if (tell(s, bytes) || errno == EPIPE || errno == ECONNRESET) return judge(answer(s));
        return down("scan: clamd does not take the bytes");
    }

private:
    static bool tell(Socket const& s, std::string_view bytes)
    {
        constexpr char command[] = "zINSTREAM"; // with its closing zero
        if (!s.send(command, sizeof command)) return false;
        while (!bytes.empty()) {
            auto const piece = bytes.substr(0, piece_bytes);
            auto const size = htonl(static_cast<std::uint32_t>(piece.size()));
            if (!s.send(&size, sizeof size) || !s.send(piece.data(), piece.size())) return false;
            bytes.remove_prefix(piece.size());
        }
        std::uint32_t const end = 0;
        return s.send(&end, sizeof end);
    }
    static std::string answer(Socket const& s)
    {
        std::string out;
        char piece[256];
        while (out.size() < answer_bytes_max) {
            auto const n = ::recv(s.fd(), piece, sizeof piece, 0);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) break;
            out.append(piece, static_cast<std::size_t>(n));
            if (auto const end = out.find('\0'); end != out.npos) {
                out.resize(end);
                return out;
            }
        }
        return {}; // cut off: no answer
    }
    static Result<Verdict> judge(std::string const& said)
    {
        constexpr std::string_view before = "stream: ", after = " FOUND";
        if (said == "stream: OK") return Verdict {};
        if (said.starts_with(before) && said.ends_with(after) && said.size() > before.size() + after.size())
            return Verdict { true, said.substr(before.size(), said.size() - before.size() - after.size()) };
        return down(said.empty() ? "scan: clamd gave no answer" : "scan: clamd answered something else");
    }

    ClamdConfig m_config;
};

} // namespace

std::unique_ptr<Scanner> clamd(ClamdConfig config) { return std::make_unique<Clamd>(std::move(config)); }

} // namespace wellkept::scan
