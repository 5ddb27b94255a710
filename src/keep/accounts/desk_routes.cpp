// The desk over HTTP: accounts of one's own tenant, their training, and their erasure.
#include "keep/accounts/wire.h"

namespace wellkept::accounts {
namespace {

struct AccountsOut {
    std::vector<Listed> accounts;
    std::optional<std::string> next_cursor;
};
struct InviteIn {
    std::string name, email;
    std::vector<std::string> roles;
    std::optional<Instant> starts_at, ends_at;
    std::optional<std::vector<std::string>> purposes, categories;
};
struct AccountOut {
    SubjectId account_id;
    std::string name, email, status;
    std::vector<std::string> roles, purposes, categories;
    Instant starts_at;
    std::optional<Instant> ends_at;
};
struct ChangeIn {
    std::optional<std::vector<std::string>> roles, purposes, categories;
    std::optional<Instant> ends_at;
};
struct ReceiptOut {
    std::string receipt_token;
};
struct TrainingIn {
    std::string course;
    std::chrono::year_month_day completed_on;
    std::optional<Instant> valid_until;
};
struct TrainingRow {
    Uuid training_id;
    std::string course;
    std::chrono::year_month_day completed_on;
    Instant valid_until, recorded_at;
};
struct TrainingsOut {
    std::vector<TrainingRow> trainings;
};
struct ColleagueOut {
    SubjectId account_id;
    std::string name;
    std::vector<std::string> roles;
};
struct ColleaguesOut {
    std::vector<ColleagueOut> colleagues;
};
BOOST_DESCRIBE_STRUCT(ColleagueOut, (), (account_id, name, roles))
BOOST_DESCRIBE_STRUCT(ColleaguesOut, (), (colleagues))
BOOST_DESCRIBE_STRUCT(AccountsOut, (), (accounts, next_cursor))
BOOST_DESCRIBE_STRUCT(InviteIn, (), (name, email, roles, starts_at, ends_at, purposes, categories))
BOOST_DESCRIBE_STRUCT(AccountOut, (), (account_id, name, email, status, roles, purposes, categories, starts_at, ends_at))
BOOST_DESCRIBE_STRUCT(ChangeIn, (), (roles, purposes, categories, ends_at))
BOOST_DESCRIBE_STRUCT(ReceiptOut, (), (receipt_token))
BOOST_DESCRIBE_STRUCT(TrainingIn, (), (course, completed_on, valid_until))
BOOST_DESCRIBE_STRUCT(TrainingRow, (), (training_id, course, completed_on, valid_until, recorded_at))
BOOST_DESCRIBE_STRUCT(TrainingsOut, (), (trainings))

constexpr int page_size = 100;

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    std::string const subject = pattern.find("{account}") == pattern.npos ? "" : "account";
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "administer",
        .subject_param = subject, .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 64 * 1024 };
}

Result<http::Response> list_accounts(access::GrantedGroup<List>& group, access::Gate const& gate, http::Request const& request)
{
    SubjectId after {};
    if (auto const cursor = request.query_value("cursor")) {
        auto const parsed = SubjectId::parse(*cursor);
        if (!parsed) return bad_input("This cursor is not one of ours. Begin again without it.");
        after = *parsed;
    }
    AccountsOut out { TRY(list(group, gate, after, page_size)), {} };
    if (out.accounts.size() == page_size) out.next_cursor = out.accounts.back().account_id.text();
    return json_of(out);
}

Result<http::Response> read_account(access::Granted<Read> const& grant, access::Gate const& gate)
{
    auto const a = TRY(store::account(grant));
    if (!a) return not_found();
    auto const profile = TRY(profile_of(grant));
    bool const over = a->ends_at && *a->ends_at <= gate.clock().now();
    return json_of(AccountOut { grant.subject(), profile.name, profile.email, over ? "ended" : a->status, a->roles, a->purposes, a->categories, a->starts_at, a->ends_at });
}

Result<http::Response> invite_account(access::GrantedGroup<Invite>& group, Accounts::State const& s, http::Request const& request)
{
    auto const in = TRY(json::decode_text<InviteIn>(request.body));
    NewAccount const account { in.name, in.email, in.roles, in.starts_at, in.ends_at, in.purposes.value_or(std::vector<std::string> {}),
        in.categories.value_or(std::vector<std::string> {}) };
    return json_of(TRY(invite(group, s.gate, s.settings.public_url, account)), 201);
}

Result<http::Response> erase_account(access::Granted<EraseAccount> const& grant, access::Gate const& gate, rights::Eraser const& eraser)
{
    auto const a = TRY(store::account(grant));
    if (!a) return not_found();
    if (a->status != "ended" && !(a->ends_at && *a->ends_at <= gate.clock().now()))
        return Error { Code::conflict, PublicText("End the account first; then it can be erased.") };
    TRY(close_all_ways(grant));
    return json_of(ReceiptOut { TRY(eraser.begin(grant, {})) }, 202);
}

} // namespace

void add_desk_routes(access::Routes& routes, Accounts::State const& s, rights::Eraser const& eraser)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = s.gate;
    auto listing = spec(Method::get, "/staff/accounts", "The accounts of my house, or of my Client", {}, json::schema<AccountsOut>());
    listing.query_parameters = { "cursor: string; next_cursor of the page before" };
    routes.guarded_group<List>(std::move(listing), [&gate](access::GrantedGroup<List>& g, Request const& r) { return list_accounts(g, gate, r); });
    routes.guarded_group<SeeColleagues>(spec(Method::get, "/staff/colleagues", "Who works here, by name and role, to choose somebody by", {}, json::schema<ColleaguesOut>()),
        [&gate](access::GrantedGroup<SeeColleagues>& g, Request const&) -> Out {
            ColleaguesOut out;
            for (auto& one : TRY(colleagues(g, gate))) out.colleagues.push_back({ one.account_id, one.name, one.roles });
            return json_of(out);
        });
    routes.guarded_group<Invite>(spec(Method::post, "/staff/accounts", "Invite somebody; the link is shown this once", json::schema<InviteIn>(), json::schema<Invitation>(), 201),
        [&s](access::GrantedGroup<Invite>& g, Request const& r) { return invite_account(g, s, r); });
    auto for_client = spec(Method::post, "/staff/clients/{client}/accounts", "Invite a Client's user, under an open support access to it", json::schema<InviteIn>(), json::schema<Invitation>(), 201);
    for_client.tenant_param = "client";
    routes.guarded_group<Invite>(std::move(for_client), [&s](access::GrantedGroup<Invite>& g, Request const& r) { return invite_account(g, s, r); });
    routes.guarded<Read>(spec(Method::get, "/staff/accounts/{account}", "One account", {}, json::schema<AccountOut>()),
        [&gate](access::Granted<Read>& g, Request const&) { return read_account(g, gate); });
    routes.guarded<ChangeAccount>(spec(Method::put, "/staff/accounts/{account}", "Change roles, limits or end; it holds from the next request on", json::schema<ChangeIn>(), {}, 204),
        [&gate](access::Granted<ChangeAccount>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<ChangeIn>(r.body));
            TRY(change(g, gate, { in.roles, in.purposes, in.categories, in.ends_at }));
            return no_content();
        });
    routes.guarded<Reset>(spec(Method::post, "/staff/accounts/{account}/invitation", "A new way in: password and second factors begin anew, all sessions end", {}, json::schema<Invitation>(), 201),
        [&s](access::Granted<Reset>& g, Request const&) -> Out { return json_of(TRY(reset(g, s.gate, s.settings.public_url)), 201); });
    routes.guarded<EndAccount>(spec(Method::post, "/staff/accounts/{account}/end", "End an account and all its sessions at once", {}, {}, 204),
        [&gate](access::Granted<EndAccount>& g, Request const&) -> Out {
            TRY(end(g, gate));
            return no_content();
        });
    auto erasing = spec(Method::del, "/staff/accounts/{account}", "Erase an ended account", {}, json::schema<ReceiptOut>(), 202);
    erasing.purpose = "rights";
    routes.guarded<EraseAccount>(std::move(erasing), [&gate, &eraser](access::Granted<EraseAccount>& g, Request const&) { return erase_account(g, gate, eraser); });
    routes.guarded<ReadTraining>(spec(Method::get, "/staff/accounts/{account}/training", "What somebody was trained in", {}, json::schema<TrainingsOut>()),
        [](access::Granted<ReadTraining>& g, Request const&) -> Out {
            TrainingsOut out;
            for (auto const& t : TRY(store::trainings(g))) out.trainings.push_back({ t.id, t.course, t.completed_on, t.valid_until, t.recorded_at });
            return json_of(out);
        });
    routes.guarded<RecordTraining>(spec(Method::post, "/staff/accounts/{account}/training", "Record that somebody was trained", json::schema<TrainingIn>(), {}, 204),
        [&gate](access::Granted<RecordTraining>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<TrainingIn>(r.body));
            TRY(record_training(g, gate, { in.course, in.completed_on, in.valid_until }));
            return no_content();
        });
}

} // namespace wellkept::accounts
