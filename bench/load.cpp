#include "load.h"
#include "samples.h"
#include <boost/json.hpp>
#include <mutex>
#include <optional>
#include <thread>

namespace wellkept::bench {
namespace {

using Clock = std::chrono::steady_clock;

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
    auto const user = boost::json::serialize(boost::json::object { { "user_key", "bench-" + std::to_string(number) } });
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

Result<Portal> Portal::set_up(Address address, Credentials credentials, std::size_t members)
{
    Portal p(std::move(address), std::move(credentials));
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

    Timed total;
    std::mutex mutex;
    std::optional<Error> failure;
    auto const began = Clock::now();
    auto const until = began + std::chrono::duration_cast<Clock::duration>(length);
    auto serve = [&](std::size_t mine) -> Result<> {
        std::string body;
        std::vector<double> answer_ms;
        for (auto member = mine; Clock::now() < until;
             member = member + connections < m_members.size() ? member + connections : mine) {
            write_json(make_batch(member, m_next[member]++), body);
            auto const asked = Clock::now();
            TRY(check_written(
                TRY(open[mine].ask("POST", "/v1/members/" + m_members[member] + "/samples", headers, body))));
            answer_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
        }
        std::lock_guard const lock(mutex);
        total.samples += answer_ms.size() * batch_samples;
        total.answer_ms.insert(total.answer_ms.end(), answer_ms.begin(), answer_ms.end());
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min(connections, m_members.size()); ++i)
            threads.emplace_back([&, i] {
                if (auto done = serve(i); !done.ok()) {
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                }
            });
    }
    total.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (failure) return std::move(*failure);
    return total;
}

} // namespace wellkept::bench
