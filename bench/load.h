// Ours: a Client that sends the samples of many Members over HTTPS.
#pragma once
#include "base/ids.h"
#include "https.h"
#include "samples.h"
#include "timed.h"
#include <boost/json/fwd.hpp>
#include <chrono>
#include <map>
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
    // batch: samples a request, a divisor of batch_samples.
    Result<Timed> run(std::size_t connections, std::chrono::duration<double>, std::size_t batch = batch_samples);

    // Sends until each Member, or the one of this number, has so many batches, in their order.
    Result<> fill(std::size_t batches);
    Result<> fill_one(std::size_t member, std::size_t batches);
    // Reads over so many kept-alive connections until the time is up, each from Member to Member.
    Result<Timed> ask(std::size_t connections, std::chrono::duration<double>,
        std::function<std::string(std::string const& member, std::size_t n)> const& path,
        std::function<Result<>(Answer const&)> const& check) const;

    // The Client asks for everything of a Member to be erased. The token of the receipt.
    Result<std::string> erase(std::size_t member) const;

    std::vector<std::string> const& members() const { return m_members; }
    Result<std::string> token() const; // the Authorization header's line

private:
    Portal(Address a, Credentials c, std::string name)
        : m_address(std::move(a))
        , m_credentials(std::move(c))
        , m_name(std::move(name))
    {
    }
    Result<> send(Https&, std::string const& headers, std::size_t member, std::size_t batches);
    Result<std::string> provision(Https&, std::string const& authorization, std::size_t number) const;
    Address m_address;
    Credentials m_credentials;
    std::string m_name;
    std::vector<std::string> m_members; // ids
    std::vector<std::size_t> m_next, m_part; // the next batch of each, and how much of it was sent
};

// GETs of one path over so many kept-alive connections until the time is up; anything but 200 is an error.
Result<Timed> ask_for(Address const&, std::size_t connections, std::chrono::duration<double>, std::string const& path,
    std::string const& headers);

// The server's answer must be of this status and a JSON object.
Result<boost::json::object> expect(Answer const&, int status, std::string_view doing);
Result<std::string> text_of(boost::json::object const&, std::string_view name);

} // namespace wellkept::bench
