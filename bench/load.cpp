#include "load.h"
#include "samples.h"
#include <boost/json.hpp>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace wellkept::bench {
namespace {

constexpr std::string_view json_type = "Content-Type: application/json\r\n";

// The server's answer must be of this status and a JSON object. Problems carry no personal data, so they are shown.
Result<boost::json::object> expect(Answer const& a, int status, std::string_view doing)
{
    boost::system::error_code error;
    auto value = boost::json::parse(a.body, error);
    if (a.status != status || error || !value.is_object())
        return unavailable("The server did not do what was asked.",
            std::string(doing) + ": " + std::to_string(a.status) + " " + a.body.substr(0, 300));
    return std::move(value.as_object());
}

Result<std::string> text(boost::json::object const& o, std::string_view name)
{
    auto const* value = o.if_contains(name);
    if (!value || !value->is_string()) return unavailable("The server's answer lacks a member.", name);
    return std::string(value->as_string());
}

Result<> check_written(Answer const& a)
{
    auto const o = TRY(expect(a, 200, "samples"));
    auto const* accepted = o.if_contains("accepted");
    if (!accepted || !accepted->is_int64() || accepted->as_int64() != std::int64_t(batch_samples))
        return unavailable("The server did not take every sample.", a.body.substr(0, 300));
    return {};
}

} // namespace

Result<std::string> Portal::token() const
{
    auto https = TRY(Https::open(m_address));
    auto const form = "grant_type=client_credentials&client_id=" + m_credentials.client_id
        + "&client_secret=" + m_credentials.client_secret;
    auto const answer =
        TRY(https.ask("POST", "/oauth/token", "Content-Type: application/x-www-form-urlencoded\r\n", form));
    return "Authorization: Bearer " + TRY(text(TRY(expect(answer, 200, "token")), "access_token")) + "\r\n";
}

Result<std::string> Portal::provision(Https& https, std::string const& authorization, std::size_t number) const
{
    auto const headers = authorization + std::string(json_type);
    auto const user = boost::json::serialize(boost::json::object { { "user_key", m_name + "-" + std::to_string(number) } });
    auto const member =
        TRY(text(TRY(expect(TRY(https.ask("POST", "/v1/members", headers, user)), 201, "member")), "member_id"));
    auto const link = TRY(expect(
        TRY(https.ask("POST", "/v1/members/" + member + "/connect-tokens", authorization, "")), 201, "connect token"));
    auto const token = boost::json::serialize(boost::json::object { { "token", TRY(text(link, "token")) } });
    auto const session = TRY(https.ask("POST", "/connect/session", json_type, token));
    (void)TRY(expect(session, 201, "session"));
    auto const own = "Cookie: " + session.cookie + "\r\nX-Wellkept: 1\r\n" + std::string(json_type);
    constexpr std::string_view wish =
        R"({"program":"direct","grants":[{"category":"heart","purpose":"share_with_client"}]})";
    (void)TRY(expect(TRY(https.ask("POST", "/me/connections", own, wish)), 201, "connection"));
    return member;
}

Result<Portal> Portal::set_up(Address address, Credentials credentials, std::string name, std::size_t members)
{
    Portal p(std::move(address), std::move(credentials), std::move(name));
    auto const authorization = TRY(p.token());
    auto https = TRY(Https::open(p.m_address));
    for (std::size_t i = 0; i < members; ++i) p.m_members.push_back(TRY(p.provision(https, authorization, i)));
    p.m_next.assign(members, 0);
    return p;
}

Result<Timed> Portal::run(std::size_t connections, std::chrono::duration<double> length)
{
    auto const headers = TRY(token()) + std::string(json_type);
    std::vector<Https> open; // before the clock starts: handshakes are not what is measured
    for (std::size_t i = 0; i < connections; ++i) open.push_back(TRY(Https::open(m_address)));

    auto const workers = std::min(connections, m_members.size());
    std::vector<std::string> bodies(workers);
    std::vector<std::size_t> member(workers);
    for (std::size_t i = 0; i < workers; ++i) member[i] = i;
    return side_by_side(workers, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
        auto& m = member[mine];
        write_json(make_batch(m, m_next[m]++), bodies[mine]);
        TRY(check_written(TRY(open[mine].ask("POST", "/v1/members/" + m_members[m] + "/samples", headers, bodies[mine]))));
        m = m + connections < m_members.size() ? m + connections : mine;
        return batch_samples;
    });
}

Result<> Portal::fill(std::size_t batches)
{
    auto const headers = TRY(token()) + std::string(json_type);
    constexpr std::size_t workers = 8;
    std::vector<Https> open;
    for (std::size_t i = 0; i < workers; ++i) open.push_back(TRY(Https::open(m_address)));
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::optional<Error> failure;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < workers; ++i)
        threads.emplace_back([&, i] {
            std::string body;
            for (std::size_t n; (n = next++) < m_members.size();)
                while (m_next[n] < batches) {
                    write_json(make_batch(n, m_next[n]++), body);
                    auto answer = open[i].ask("POST", "/v1/members/" + m_members[n] + "/samples", headers, body);
                    auto done = answer.ok() ? check_written(*answer) : Result<>(answer.release_error());
                    if (done.ok()) continue;
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                    return;
                }
        });
    threads.clear();
    if (failure) return std::move(*failure);
    return {};
}

Result<Timed> Portal::ask(std::size_t connections, std::chrono::duration<double> length,
    std::function<std::string(std::string const& member, std::size_t n)> const& path,
    std::function<Result<>(Answer const&)> const& check) const
{
    auto const headers = TRY(token());
    std::vector<Https> open;
    for (std::size_t i = 0; i < connections; ++i) open.push_back(TRY(Https::open(m_address)));
    return side_by_side(connections, length, [&](std::size_t mine, std::size_t n) -> Result<std::uint64_t> {
        TRY(check(TRY(open[mine].ask("GET", path(m_members[(mine + n) % m_members.size()], n), headers, ""))));
        return 1;
    });
}

} // namespace wellkept::bench
