// Ours: a Client that sends the samples of many Members over HTTPS.
#pragma once
#include "base/ids.h"
#include "https.h"
#include "timed.h"
#include <chrono>
#include <vector>

namespace wellkept::bench {

struct Credentials {
    std::string client_id, client_secret;
};

class Portal {
public:
    // Registers the Members; each connects the Program `direct` and allows heart data to be collected and shared.
    // name: of the bench, so that no two have Members in common.
    static Result<Portal> set_up(Address, Credentials, std::string name, std::size_t members);

    // Sends batches over so many kept-alive connections until the time is up, and waits for the last answers. Each
    // connection serves Members of its own. An answer other than 200 with every sample accepted is an error: a rate
    // with refusals in it says nothing.
    Result<Timed> run(std::size_t connections, std::chrono::duration<double>);

    // Sends until each Member has so many batches, in their order.
    Result<> fill(std::size_t batches);
    // Reads over so many kept-alive connections until the time is up, each from Member to Member.
    Result<Timed> ask(std::size_t connections, std::chrono::duration<double>,
        std::function<std::string(std::string const& member, std::size_t n)> const& path,
        std::function<Result<>(Answer const&)> const& check) const;

    std::vector<std::string> const& members() const { return m_members; }

private:
    Portal(Address a, Credentials c, std::string name)
        : m_address(std::move(a))
        , m_credentials(std::move(c))
        , m_name(std::move(name))
    {
    }
    Result<std::string> token() const; // the Authorization header's line
    Result<std::string> provision(Https&, std::string const& authorization, std::size_t number) const;
    Address m_address;
    Credentials m_credentials;
    std::string m_name;
    std::vector<std::string> m_members; // ids
    std::vector<std::size_t> m_next; // the next batch of each
};

} // namespace wellkept::bench
