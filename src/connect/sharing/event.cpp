#include "connect/sharing/event.h"
#include "platform/json/json.h"
#include <algorithm>
#include <array>

namespace wellkept::sharing {
BOOST_DESCRIBE_STRUCT(Details, (), (stream, history, count, first_ms, last_ms, part))

namespace {

struct Deliver {
    Uuid event_id;
};
BOOST_DESCRIBE_STRUCT(Deliver, (), (event_id))

constexpr std::array<std::string_view, 5> plain_types { "connection.connected", "connection.history_completed",
    "connection.broken", "connection.revoked", "permission.changed" };

// Another id of the same time; a job's last bits are random, so it meets no other job's.
Uuid sibling(Uuid id, std::uint8_t number)
{
    id.bytes[15] ^= number;
    return id;
}

} // namespace

std::string details_text(Details const& d) { return json::encode_text(d); }
Result<Details> parse_details(std::string_view text) { return json::decode_text<Details>(text); }

Result<std::vector<NewEvent>> events_of(connections::News const& news, JobId job)
{
    std::vector<NewEvent> out;
    if (std::find(plain_types.begin(), plain_types.end(), news.type) != plain_types.end()) {
        out.push_back({ job.value, news.type, news.connection, {} });
        return out;
    }
    if (news.type != "samples.changed") return bad_input("Unknown type of news.", "news of an unknown type");
    if (!news.stream || !news.connection || !news.first_ms || !news.last_ms || *news.first_ms > *news.last_ms)
        return bad_input("Incomplete news of samples.", "news of samples without stream, connection or times");
    Details details { news.stream, news.history.value_or(false), {}, news.first_ms, news.last_ms, {} };
    std::uint8_t number = 0;
    for (auto const& [type, count] : { std::pair("samples.created", news.created), { "samples.updated", news.updated },
             { "samples.deleted", news.deleted } }) {
        auto const id = sibling(job.value, number++);
        if (count.value_or(0) <= 0) continue;
        details.count = count;
        out.push_back({ id, type, news.connection, details });
    }
    return out;
}

bool is_samples(std::string_view type) { return type.starts_with("samples."); }
bool is_erasure(std::string_view type) { return type == "member.erased" || type == "connection.erased"; }

std::string deliver_payload(Uuid event) { return json::encode_text(Deliver { event }); }
Result<Uuid> parse_deliver(std::string_view payload) { return TRY(json::decode_text<Deliver>(payload)).event_id; }

} // namespace wellkept::sharing
