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

} // namespace

// Problems carry no personal data, so they are shown.
Result<boost::json::object> expect(Answer const& a, int status, std::string_view doing)
{
    boost::system::error_code error;
    auto value = boost::json::parse(a.body, error);
    if (a.status != status || error || !value.is_object())
        return unavailable("The server did not do what was asked.",
            std::string(doing) + ": " + std::to_string(a.status) + " " + a.body.substr(0, 300));
    return std::move(value.as_object());
}

Result<std::string> text_of(boost::json::object const& o, std::string_view name)
{
    auto const* value = o.if_contains(name);
    if (!value || !value->is_string()) return unavailable("The server's answer lacks a member.", name);
    return std::string(value->as_string());
}

namespace {

Result<> check_written(Answer const& a, std::size_t samples = batch_samples)
{
    auto const o = TRY(expect(a, 200, "samples"));
    auto const* accepted = o.if_contains("accepted");
    if (!accepted || !accepted->is_int64() || accepted->as_int64() != std::int64_t(samples))
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
    return "Authorization: Bearer " + TRY(text_of(TRY(expect(answer, 200, "token")), "access_token")) + "\r\n";
}

Result<std::string> Portal::provision(Https& https, std::string const& authorization, std::size_t number) const
{
    auto const headers = authorization + std::string(json_type);
    auto const user = boost::json::serialize(boost::json::object { { "user_key", m_name + "-" + std::to_string(number) } });
    auto const member =
        TRY(text_of(TRY(expect(TRY(https.ask("POST", "/v1/members", headers, user)), 201, "member")), "member_id"));
    auto const link = TRY(expect(
        TRY(https.ask("POST", "/v1/members/" + member + "/connect-tokens", authorization, "")), 201, "connect token"));
    auto const token = boost::json::serialize(boost::json::object { { "token", TRY(text_of(link, "token")) } });
    auto const session = TRY(https.ask("POST", "/connect/session", json_type, token));
    (void)TRY(expect(session, 201, "session"));
    auto const own = "Cookie: " + session.cookie + "\r\nX-Wellkept: 1\r\n" + std::string(json_type);
    constexpr std::string_view wish =
        R"({"program":"direct","grants":[{"category":"heart","purpose":"share_with_client"},{"category":"activity","purpose":"share_with_client"}]})";
    (void)TRY(expect(TRY(https.ask("POST", "/me/connections", own, wish)), 201, "connection"));
    return member;
}

namespace {

// work(connection, n) for each n below `count`, over some connections at once. The first error is returned.
Result<> in_parallel(Address const& address, std::size_t count, std::function<Result<>(Https&, std::size_t)> const& work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::optional<Error> failure;
    auto run = [&]() -> Result<> {
        auto https = TRY(Https::open(address));
        for (std::size_t n; (n = next++) < count;) TRY(work(https, n));
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min<std::size_t>(8, count); ++i)
            threads.emplace_back([&] {
                if (auto done = run(); !done.ok()) {
                    next = count;
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                }
            });
    }
    if (failure) return std::move(*failure);
    return {};
}

} // namespace

Result<Portal> Portal::set_up(Address address, Credentials credentials, std::string name, std::size_t members)
{
    Portal p(std::move(address), std::move(credentials), std::move(name));
    auto const authorization = TRY(p.token());
    p.m_members.resize(members);
    p.m_next.assign(members, 0);
    p.m_part.assign(members, 0);
    TRY(in_parallel(p.m_address, members, [&](Https& https, std::size_t i) -> Result<> {
        p.m_members[i] = TRY(p.provision(https, authorization, i));
        return {};
    }));
    return p;
}

Result<Timed> Portal::run(std::size_t connections, std::chrono::duration<double> length, std::size_t batch)
{
    auto const headers = TRY(token()) + std::string(json_type);
    std::vector<Https> open; // before the clock starts: handshakes are not what is measured
    for (std::size_t i = 0; i < connections; ++i) open.push_back(TRY(Https::open(m_address)));

    auto const workers = std::min(connections, m_members.size());
    std::vector<std::string> bodies(workers);
    std::vector<std::size_t> member(workers);
    for (std::size_t i = 0; i < m_members.size(); ++i)
        if (m_part[i] % batch) m_part[i] = 0, ++m_next[i];
    for (std::size_t i = 0; i < workers; ++i) member[i] = i;
    return side_by_side(workers, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
        auto& m = member[mine];
        write_json(make_batch(m, m_next[m]), m_part[m], batch, bodies[mine]);
        if ((m_part[m] += batch) >= batch_samples) m_part[m] = 0, ++m_next[m];
        TRY(check_written(TRY(open[mine].ask("POST", "/v1/members/" + m_members[m] + "/samples", headers, bodies[mine])), batch));
        m = m + connections < m_members.size() ? m + connections : mine;
        return batch;
    });
}

Result<> Portal::fill(std::size_t batches)
{
    auto const headers = TRY(token()) + std::string(json_type);
    return in_parallel(m_address, m_members.size(), [&](Https& https, std::size_t n) { return send(https, headers, n, batches); });
}

Result<> Portal::fill_one(std::size_t member, std::size_t batches)
{
    auto https = TRY(Https::open(m_address));
    return send(https, TRY(token()) + std::string(json_type), member, batches);
}

Result<> Portal::send(Https& https, std::string const& headers, std::size_t member, std::size_t batches)
{
    std::string body;
    while (m_next[member] < batches) {
        write_json(make_batch(member, m_next[member]++), body);
        TRY(check_written(TRY(https.ask("POST", "/v1/members/" + m_members[member] + "/samples", headers, body))));
    }
    return {};
}

Result<std::string> Portal::erase(std::size_t member) const
{
    auto https = TRY(Https::open(m_address));
    auto const answer = TRY(https.ask("DELETE", "/v1/members/" + m_members[member], TRY(token()), ""));
    return text_of(TRY(expect(answer, 202, "erasure")), "receipt_token");
}

Result<Timed> ask_for(Address const& address, std::size_t connections, std::chrono::duration<double> length, std::string const& path,
    std::string const& headers)
{
    std::vector<Https> open;
    for (std::size_t i = 0; i < connections; ++i) open.push_back(TRY(Https::open(address)));
    return side_by_side(connections, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
        auto const answer = TRY(open[mine].ask("GET", path, headers, ""));
        if (answer.status != 200) return unavailable("Not 200.", path + ": " + std::to_string(answer.status) + " " + answer.body.substr(0, 300));
        return 1;
    });
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
