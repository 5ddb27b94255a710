#include "access/system.h"
#include "access/tenants.h"
#include "cli/commands.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include "server/app.h"
#include <iomanip>
#include <iostream>

namespace wellkept::cli {
namespace {

struct DueOut {
    std::string month;
    std::optional<ClientId> client_id;
    std::string record_class, action;
    std::int64_t records;
};
struct HoldOut {
    SubjectId member_id;
    Uuid hold_id;
    std::string kind;
    std::optional<std::string> record_class;
    std::optional<Uuid> record_id;
    std::string reason, owner;
    Instant review_at, placed_at;
};
struct ReviewOut {
    SubjectId member_id;
    std::string record_class;
    Uuid record_id;
    Instant opened_at;
};
struct ProofOut { // as `wellkept keys verify-receipt` reads it
    Uuid run_id;
    Instant finished_at;
    std::string receipt_text, signature, public_key;
};
struct AddedOut {
    Uuid hold_id;
};
BOOST_DESCRIBE_STRUCT(DueOut, (), (month, client_id, record_class, action, records))
BOOST_DESCRIBE_STRUCT(HoldOut, (), (member_id, hold_id, kind, record_class, record_id, reason, owner, review_at, placed_at))
BOOST_DESCRIBE_STRUCT(ReviewOut, (), (member_id, record_class, record_id, opened_at))
BOOST_DESCRIBE_STRUCT(ProofOut, (), (run_id, finished_at, receipt_text, signature, public_key))
BOOST_DESCRIBE_STRUCT(AddedOut, (), (hold_id))

struct Given {
    std::string until, member, client, record_class, record, reason, owner, review, hold, why;
    bool clock_is_right = false;
};

access::Actor operator_actor() { return access::Actor::operator_("command line"); }

Result<Instant> day(std::string const& option, std::string const& text)
{
    auto const t = parse_rfc3339(text.size() == 10 ? text + "T00:00:00Z" : text);
    if (!t) return bad_input("Give " + option + " as a date such as 2027-12-31.");
    return *t;
}

Result<SubjectId> member_of(std::string const& text)
{
    auto const id = SubjectId::parse(text);
    if (!id) return bad_input("Give the member id as the Client's list shows it.");
    return *id;
}

template<typename Permission, typename F>
auto over_member(server::Ground& g, Given const& given, std::string_view purpose, F&& work)
    -> decltype(work(std::declval<access::Granted<Permission>&>()))
{
    return access::as_actor<Permission>(*g.gate, *g.pool, operator_actor(), purpose, TRY(member_of(given.member)), std::forward<F>(work));
}

template<typename F>
Result<> each_client(server::Ground& g, Given const& given, F&& work)
{
    auto const tenants = [&]() -> Result<std::vector<access::Tenant>> {
        auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
        return access::all_tenants(tx);
    }();
    for (auto const& t : TRY(Result<std::vector<access::Tenant>>(tenants))) {
        if (!given.client.empty() && t.id.text() != given.client) continue;
        TRY(access::over_client<retention::ReadRetention>(*g.gate, *g.pool, operator_actor(), "rights", t.id,
            [&](access::GrantedGroup<retention::ReadRetention>& group) -> Result<> { return work(group); }));
    }
    return {};
}

void add_reading(CLI::App& command, Context& context, std::shared_ptr<Given> given)
{
    auto* due = command.add_subcommand("due", "A dry run: what falls due, by month, Client and record class");
    due->add_option("--until", given->until, "Up to this day, such as 2027-12-31; a year from now if left out");
    due->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const until = given->until.empty() ? g.clock->now() + std::chrono::hours(24 * 366) : TRY(day("--until", given->until));
            auto const rooms = server::room_contracts();
            boost::json::array out;
            for (auto const& l : TRY(retention::Engine::calendar(*g.gate, *g.pool, rooms, until))) {
                auto const client = l.client == ClientId {} ? std::optional<ClientId> {} : std::optional(l.client);
                if (context.json) out.push_back(json::encode(DueOut { l.month, client, l.record_class, l.action, l.records }));
                else
                    std::cout << std::left << std::setw(9) << l.month << std::setw(20) << l.record_class << std::setw(11) << l.action << std::right
                              << std::setw(9) << l.records << "  " << (client ? client->text() : "all Clients") << "\n";
            }
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        });
    });
    command.add_subcommand("records", "The signed records of the latest runs")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
            boost::json::array out;
            auto const raw = g.receipt_key ? g.receipt_key->public_key_raw() : std::array<std::uint8_t, 32> {};
            for (auto const& p : TRY(retention::proofs(tx, 100))) {
                if (context.json)
                    out.push_back(json::encode(ProofOut { p.run, p.finished_at, p.record, crypto::base64(p.signature.data),
                        crypto::base64({ reinterpret_cast<char const*>(raw.data()), raw.size() }) }));
                else std::cout << rfc3339(p.finished_at) << "  " << p.record << "\n";
            }
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        });
    });
}

void add_holds(CLI::App& command, Context& context, std::shared_ptr<Given> given)
{
    auto* hold = command.add_subcommand("hold", "Legal holds: what may not be destroyed for now");
    hold->require_subcommand(1);
    auto* add = hold->add_subcommand("add", "Hold back everything of a Member, or one class or record");
    add->add_option("member", given->member, "Member id")->required();
    add->add_option("--reason", given->reason, "Why; sealed under the Member's key")->required();
    add->add_option("--owner", given->owner, "Who answers for it")->required();
    add->add_option("--review", given->review, "When it must be looked at again, such as 2027-06-30")->required();
    add->add_option("--class", given->record_class, "Only this record class");
    add->add_option("--record", given->record, "Only this record of the class");
    add->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            retention::NewHold n { .reason = given->reason, .owner = given->owner, .review_at = TRY(day("--review", given->review)) };
            if (!given->record_class.empty()) n.record_class = given->record_class;
            if (!given->record.empty()) {
                n.record = Uuid::parse(given->record);
                if (!n.record) return bad_input("Give --record as an id.");
            }
            auto const id = TRY(over_member<retention::PlaceHold>(g, *given, "legal_claims",
                [&](access::Granted<retention::PlaceHold>& grant) { return retention::place_hold(grant, *g.gate, n); }));
            if (context.json) std::cout << json::encode_text(AddedOut { id }) << "\n";
            else std::cout << "Held: " << id.text() << "\n";
            return {};
        });
    });
    auto* list = hold->add_subcommand("list", "Holds in force, those to be reviewed first in front");
    list->add_option("--client", given->client, "Of one Client's Members");
    list->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            boost::json::array out;
            TRY(each_client(g, *given, [&](access::GrantedGroup<retention::ReadRetention>& group) -> Result<> {
                for (auto const& h : TRY(retention::holds_of_client(group))) {
                    if (context.json)
                        out.push_back(json::encode(HoldOut { h.subject, h.id, h.kind, h.record_class, h.record, h.reason, h.owner, h.review_at, h.placed_at }));
                    else
                        std::cout << h.id.text() << "  member " << h.subject.text() << "  " << h.kind << " on " << h.record_class.value_or("everything")
                                  << (h.record ? " " + h.record->text() : "") << ", review " << rfc3339(h.review_at).substr(0, 10)
                                  << (h.review_at <= g.clock->now() ? " (overdue)" : "") << ", owner " << h.owner << "\n    " << h.reason << "\n";
                }
                return {};
            }));
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        });
    });
    auto* release = hold->add_subcommand("release", "End a hold; what it blocked goes on by itself");
    release->add_option("member", given->member, "Member id")->required();
    release->add_option("hold", given->hold, "Hold id")->required();
    release->add_option("--why", given->why, "Why it ends")->required();
    release->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const id = Uuid::parse(given->hold);
            if (!id) return bad_input("Give the hold id as `wellkept retention hold list` shows it.");
            TRY(over_member<retention::ReleaseHold>(g, *given, "legal_claims",
                [&](access::Granted<retention::ReleaseHold>& grant) { return retention::release_hold(grant, *g.gate, *id, given->why); }));
            if (!context.json) std::cout << "Released.\n";
            return {};
        });
    });
}

void add_restriction(CLI::App& command, Context& context, std::shared_ptr<Given> given)
{
    for (bool const on : { true, false }) {
        auto* sub = command.add_subcommand(on ? "restrict" : "lift",
            on ? "Restrict a Member's data to storage, rights and legal claims (GDPR Article 18)" : "End a restriction");
        sub->add_option("member", given->member, "Member id")->required();
        sub->callback([&context, given, on] {
            context.with_ground([&](server::Ground& g) -> Result<> {
                TRY(over_member<retention::Restrict>(g, *given, "rights", [&](access::Granted<retention::Restrict>& grant) {
                    return on ? retention::restrict_person(grant, *g.gate) : retention::lift_restriction(grant, *g.gate);
                }));
                if (!context.json) std::cout << (on ? "Restricted.\n" : "Lifted.\n");
                return {};
            });
        });
    }
}

void add_reviews(CLI::App& command, Context& context, std::shared_ptr<Given> given)
{
    auto* review = command.add_subcommand("review", "Records whose time is up and whose end somebody decides");
    review->require_subcommand(1);
    auto* list = review->add_subcommand("list", "What waits");
    list->add_option("--client", given->client, "Of one Client's Members");
    list->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            boost::json::array out;
            TRY(each_client(g, *given, [&](access::GrantedGroup<retention::ReadRetention>& group) -> Result<> {
                for (auto const& r : TRY(retention::reviews_of_client(group))) {
                    if (context.json) out.push_back(json::encode(ReviewOut { r.subject, r.record_class, r.record, r.opened_at }));
                    else std::cout << r.record_class << "  " << r.record.text() << "  member " << r.subject.text() << ", since " << rfc3339(r.opened_at).substr(0, 10) << "\n";
                }
                return {};
            }));
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        });
    });
    for (bool const keep : { true, false }) {
        auto* sub = review->add_subcommand(keep ? "keep" : "destroy", keep ? "Keep it for another period" : "Destroy it now");
        sub->add_option("member", given->member, "Member id")->required();
        sub->add_option("class", given->record_class, "Record class")->required();
        sub->add_option("record", given->record, "Record id")->required();
        sub->callback([&context, given, keep] {
            context.report([&]() -> Result<> {
                auto const record = Uuid::parse(given->record);
                if (!record) return bad_input("Give the record's id as `wellkept retention review list` shows it.");
                auto app = TRY(server::App::create(TRY(server::Ground::open(TRY(config::load(context.config_file)), server::Ground::As::command))));
                auto& engine = app->retention();
                return over_member<retention::Review>(app->ground(), *given, "retention", [&](access::Granted<retention::Review>& grant) {
                    return keep ? engine.keep_reviewed(grant, given->record_class, *record) : engine.destroy_reviewed(grant, given->record_class, *record);
                });
            }());
        });
    }
}

} // namespace

void add_retention(CLI::App& app, Context& context)
{
    auto* command = app.add_subcommand("retention", "How long what is kept, what is held, and the proofs of destruction");
    command->require_subcommand(1);
    auto given = std::make_shared<Given>();
    add_reading(*command, context, given);
    auto* run = command->add_subcommand("run", "Have the server destroy what is due now; it does so each day by itself");
    run->add_flag("--clock-is-right", given->clock_is_right, "The clock was looked at: go by it, although an earlier run had a later time");
    run->callback([&context, given] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            access::Visit visit { .actor = operator_actor(), .purpose = "retention", .request = RequestId::fresh(*g.clock, g.rng) };
            auto tx = TRY(db::Tx::begin(*g.pool));
            if (given->clock_is_right) {
                TRY(retention::accept_clock(tx, *g.gate));
                g.gate->record(visit, "retention.accept_clock", {});
            }
            g.gate->record(visit, "retention.run", {});
            TRY(retention::run_soon(tx, *g.gate));
            TRY(access::append_audit(tx, visit.rows));
            TRY(tx.commit());
            if (!context.json) std::cout << "Begun; `wellkept retention records` shows what came of it.\n";
            return {};
        });
    });
    add_holds(*command, context, given);
    add_restriction(*command, context, given);
    add_reviews(*command, context, given);
}

} // namespace wellkept::cli
