#include "connect/connections/connections.h"
#include "connect/connections/sealed.h"
#include "connect/connections/store.h"
#include "platform/json/json.h"

namespace wellkept::connections {
BOOST_DESCRIBE_STRUCT(Profile, (), (program, vendor_user, scopes, zone))
BOOST_DESCRIBE_STRUCT(Tokens, (), (access_token, refresh_token))
BOOST_DESCRIBE_STRUCT(News, (), (type, connection, stream, history, created, updated, deleted, first_ms, last_ms))

namespace {

struct PullJob {
    ConnectionId connection;
    bool history;
};
BOOST_DESCRIBE_STRUCT(PullJob, (), (connection, history))

access::Place profile_place(ConnectionId c) { return { "connections.connection", "profile", c.value }; }
access::Place tokens_place(ConnectionId c) { return { "connections.connection", "tokens", c.value }; }

Result<Connection> open(access::SubjectGrant const& grant, store::Row const& r)
{
    auto const text = TRY(grant.open(access::scope_of(r.id), profile_place(r.id), r.profile.data));
    return Connection { r.id, r.state, r.problem, TRY(json::decode_text<Profile>(text)), r.token_expires_at, r.created_at,
        r.connected_at, r.last_data_at, r.history_state, r.history_percent, r.history_from, r.history_samples, r.live_samples };
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "connections"; }
    std::vector<std::string> personal_tables() const override { return { "connections.connection" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (scope.whole() && scope.keeps("connection")) return erase_but(grant, scope.kept.at("connection"));
        if (scope.whole()) return store::erase_all(grant);
        if (!scope.category.empty()) return 0;
        (void)TRY(access::drop_handles_of(grant, "vendor_account", scope.connection->value));
        return store::erase_one(grant, *scope.connection);
    }
    std::vector<std::string> record_classes() const override { return { "connection" }; } // a record is its connection's id
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        std::vector<access::Scope> out;
        if (!scope.keeps("connection")) return out;
        for (auto const& row : TRY(store::list(grant)))
            if (kept_here(scope.kept.at("connection"), row.id)) out.push_back(access::scope_of(row.id));
        return out;
    }

private:
    static bool kept_here(std::set<Uuid> const& records, ConnectionId id) { return records.contains(Uuid {}) || records.contains(id.value); }
    static Result<std::int64_t> erase_but(access::SubjectGrant const& grant, std::set<Uuid> const& kept)
    {
        std::int64_t n = 0;
        for (auto const& row : TRY(store::list(grant)))
            if (!kept_here(kept, row.id)) n += TRY(store::erase_one(grant, row.id));
        return n;
    }
};

} // namespace

Result<std::string> seal_profile(access::SubjectGrant const& grant, ConnectionId c, Profile const& p)
{
    return grant.seal(access::scope_of(c), profile_place(c), json::encode_text(p));
}
Result<std::string> seal_tokens(access::SubjectGrant const& grant, ConnectionId c, Tokens const& t)
{
    return grant.seal(access::scope_of(c), tokens_place(c), json::encode_text(t));
}
Result<Tokens> open_tokens(access::SubjectGrant const& grant, ConnectionId c, std::string const& sealed)
{
    return json::decode_text<Tokens>(TRY(grant.open(access::scope_of(c), tokens_place(c), sealed)));
}
Result<Connection> open_row(access::SubjectGrant const& grant, store::Row const& r) { return open(grant, r); }

std::string pull_payload(ConnectionId c, bool history) { return json::encode_text(PullJob { c, history }); }

Result<std::vector<Connection>> list(access::SubjectGrant const& grant)
{
    std::vector<Connection> out;
    for (auto const& row : TRY(store::list(grant))) {
        auto c = open(grant, row);
        if (c.ok()) out.push_back(c.release());
        else if (c.error().code != Code::not_found) return c.release_error(); // its key is gone: it is being erased
    }
    return out;
}

Result<std::optional<Connection>> find(access::SubjectGrant const& grant, ConnectionId id)
{
    auto const row = TRY(store::find(grant, id));
    if (!row) return std::optional<Connection> {};
    return std::optional(TRY(open(grant, *row)));
}

void note_progress(access::SubjectGrant const& grant, ConnectionId id, Progress const& p, Instant now)
{
    store::progress(grant, id, p.history_state, p.history_percent, p.history_samples_more, p.live_samples_more,
        p.data_arrived ? std::optional(now) : std::nullopt);
}

Result<> mark_broken(access::SubjectGrant const& grant, ConnectionId id, std::string const& problem)
{
    return store::set_state(grant, id, "broken", problem);
}

Result<> announce(db::Tx& tx, access::Gate const& gate, SubjectId subject, News const& news)
{
    jobs::NewJob job { .kind = std::string(announce_job), .subject = subject, .payload = json::encode_text(news), .attempts_max = 20 };
    // Of samples the news of one stream are told together.
    if (news.type == "samples.changed" && news.stream) {
        job.unique_key = jobs::folding_key(news.stream->text() + (news.history.value_or(false) ? "/history" : ""));
        return jobs::enqueue_quietly(tx, gate.clock(), gate.rng(), job);
    }
    (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(), job));
    return {};
}

Result<News> parse_news(std::string_view payload) { return json::decode_text<News>(payload); }

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::connections
