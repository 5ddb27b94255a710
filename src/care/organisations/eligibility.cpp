#include "care/organisations/store.h"
#include "platform/crypto/crypto.h"
#include <algorithm>
#include <csv.h>
#include <set>

namespace wellkept::organisations {
namespace {

constexpr int misses_an_hour = 30;
constexpr std::size_t rows_max = 1'000'000, rows_a_statement = 5'000, refused_shown = 100;

// As it is said on the telephone: without case, blanks and hyphens. Empty: it holds something else, or too little or much.
std::string plain(std::string_view given, std::size_t min)
{
    std::string out;
    for (unsigned char const c : given) {
        if (c == ' ' || c == '-' || c == '/' || c == '.') continue;
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c | 0x20);
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(c);
        else return {};
    }
    return out.size() < min || out.size() > 40 ? std::string() : out;
}

Result<std::string> code_blind(access::Gate const& gate, std::string const& code)
{
    return gate.keys().blind(access::care_tenant, "organisations.code", code);
}
Result<std::string> number_blind(access::Gate const& gate, ClientId organisation, std::string const& number)
{
    return TRY(gate.keys().blind(access::care_tenant, "organisations.number", organisation.text() + "/" + number)).substr(0, 16);
}

Date today(access::Gate const& gate) { return std::chrono::floor<std::chrono::days>(gate.clock().now()); }

Result<std::optional<Eligibility>> eligible(access::Gate const& gate, db::Tx& tx, std::optional<store::Fit> const& fit, std::string by)
{
    if (!fit) return std::optional<Eligibility> {};
    auto const c = TRY(contract(tx, fit->contract));
    auto const o = TRY(find(tx, fit->organisation));
    auto const tenant = TRY(access::find_tenant(tx, fit->organisation));
    if (!c || !o || !tenant || tenant->status != "active" || !c->in_force(today(gate))) return std::optional<Eligibility> {};
    return std::optional<Eligibility>({ o->id, o->name, c->id, c->territory, c->services, std::move(by) });
}

std::optional<Date> day_of(std::string_view s)
{
    if (s.size() != 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
    auto number = [&](std::size_t at, std::size_t n) -> int {
        int out = 0;
        for (auto const c : s.substr(at, n)) {
            if (c < '0' || c > '9') return -1;
            out = out * 10 + (c - '0');
        }
        return out;
    };
    auto const y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    std::chrono::year_month_day const day { std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)), std::chrono::day(static_cast<unsigned>(d)) };
    if (!day.ok()) return std::nullopt;
    return Date(day);
}

// The rows of a list as they come out of libcsv.
struct Reader {
    std::vector<std::string> header, cells;
    std::int64_t line = 0;
    bool strange_header = false, too_many = false;
    std::vector<std::pair<std::string, std::optional<Date>>> good;
    std::set<std::string> seen;
    ListReport report;

    void refuse(std::string why)
    {
        ++report.refused;
        if (report.rows.size() < refused_shown) report.rows.push_back({ line, std::move(why) });
    }
    std::string cell(std::string_view name) const
    {
        for (std::size_t i = 0; i < header.size() && i < cells.size(); ++i)
            if (header[i] == name) return cells[i];
        return {};
    }
    void row()
    {
        ++line;
        if (line == 1) {
            if (!cells.empty() && cells[0].starts_with("\xef\xbb\xbf")) cells[0].erase(0, 3);
            header = std::move(cells);
            cells.clear();
            for (auto const& h : header) strange_header = strange_header || (h != "number" && h != "until");
            strange_header = strange_header || std::find(header.begin(), header.end(), "number") == header.end();
            return;
        }
        auto done = [&] { cells.clear(); };
        if (cells.size() != header.size()) {
            refuse("has another number of cells than the heading");
            return done();
        }
        auto const number = plain(cell("number"), 3);
        auto const until = cell("until");
        auto const day = day_of(until);
        if (number.empty()) refuse("number is not of 3 to 40 letters and digits");
        else if (!until.empty() && !day) refuse("until is no date, YYYY-MM-DD");
        else if (!seen.insert(number).second) refuse("stands in an earlier row too");
        else if (good.size() >= rows_max) too_many = true;
        else good.emplace_back(number, day);
        done();
    }
};

} // namespace

Result<std::string> add_access_code(access::Gate const& gate, db::Tx& tx, ClientId organisation, Uuid contract_id, std::string code, std::optional<Instant> until)
{
    auto const c = TRY(contract(tx, contract_id));
    if (!c || c->organisation != organisation) return not_found();
    if (code.empty()) code = crypto::random_token(gate.rng()).substr(0, 12);
    std::erase_if(code, [](char ch) { return ch == '_' || ch == '-'; });
    auto const normal = plain(code, 6);
    if (normal.empty()) return bad_input("A code is of 6 to 40 letters and digits.");
    if (until && *until <= gate.clock().now()) return bad_input("Give an end that is still to come.");
    if (!TRY(store::insert_code(tx, TRY(code_blind(gate, normal)), organisation, contract_id, gate.clock().now(), until)))
        return Error { Code::conflict, PublicText("Choose another code.") };
    return code;
}

Result<std::optional<Eligibility>> eligible_by_code(access::Gate const& gate, db::Tx& tx, std::string_view code)
{
    // The keyed hash is what is compared, by the index: how long it takes says nothing of how much of a code was right.
    auto const normal = plain(code, 6);
    return eligible(gate, tx, TRY(store::code(tx, TRY(code_blind(gate, normal)), gate.clock().now())), "access_code");
}

Result<std::optional<Eligibility>> eligible_by_number(access::Gate const& gate, db::Tx& tx, ClientId organisation, std::string_view number)
{
    auto const normal = plain(number, 3);
    return eligible(gate, tx, TRY(store::listed(tx, organisation, TRY(number_blind(gate, organisation, normal)), today(gate))), "list");
}

Result<> may_try(access::Gate const& gate, db::Tx& tx, Uuid account)
{
    if (TRY(store::misses(tx, account, gate.clock().now() - std::chrono::hours(1))) < misses_an_hour) return {};
    return Error { Code::too_many, PublicText("Too many codes and numbers did not fit. Try again in an hour.") };
}

Result<> missed(access::Gate const& gate, db::Tx& tx, Uuid account)
{
    return store::insert_miss(tx, account, Uuid::v7(gate.clock(), gate.rng()), gate.clock().now());
}

Result<ListReport> take_list(access::GrantedGroup<SendList>& group, access::Gate const& gate, Uuid contract_id, std::string_view text, std::string const& source)
{
    auto& tx = group.tx();
    auto const c = TRY(contract(tx, contract_id));
    if (!c || c->organisation != group.tenant()) return not_found();
    Reader reader;
    csv_parser csv {};
    if (csv_init(&csv, CSV_APPEND_NULL) != 0) return bug("csv_init failed");
    auto const cell = [](void* s, std::size_t n, void* r) { static_cast<Reader*>(r)->cells.emplace_back(static_cast<char const*>(s), n); };
    auto const row = [](int, void* r) { static_cast<Reader*>(r)->row(); };
    bool const read = csv_parse(&csv, text.data(), text.size(), cell, row, &reader) == text.size();
    csv_fini(&csv, cell, row, &reader);
    csv_free(&csv);
    if (!read) return bad_input("This is no CSV file.");
    if (reader.strange_header)
        return bad_input("The heading is `number`, or `number,until`. Send nothing else about anybody: other columns are not taken.");
    if (reader.too_many) return Error { Code::too_large, PublicText("A list has at most a million rows.") };
    if (reader.good.empty()) return bad_input("No row of this list can be used, so that the earlier one stays.");
    auto& report = reader.report;
    report.list_id = Uuid::v7(gate.clock(), gate.rng());
    report.accepted = static_cast<std::int32_t>(reader.good.size());
    TRY(store::insert_list(tx, group.tenant(), report.list_id, contract_id, source, gate.clock().now(), report.accepted, report.refused));
    std::vector<db::Bytes> blinds;
    std::vector<Date> until;
    for (std::size_t i = 0; i < reader.good.size(); ++i) {
        blinds.push_back({ TRY(number_blind(gate, group.tenant(), reader.good[i].first)) });
        until.push_back(reader.good[i].second.value_or(store::no_end));
        if (blinds.size() < rows_a_statement && i + 1 < reader.good.size()) continue;
        TRY(store::put_listed(tx, group.tenant(), blinds, until, contract_id, report.list_id));
        blinds.clear();
        until.clear();
    }
    report.ended = static_cast<std::int32_t>(TRY(store::drop_other_lists(tx, group.tenant(), contract_id, report.list_id)));
    return std::move(report);
}

Result<Uuid> ask_usage(access::GrantedGroup<AskUsage>& group, access::Gate const& gate, std::string const& reference, std::string_view number)
{
    auto const normal = plain(number, 3);
    if (normal.empty()) return bad_input("A number is of 3 to 40 letters and digits.");
    if (reference.empty() || reference.size() > 64) return bad_input("Give your reference, of 1 to 64 characters.");
    auto const id = Uuid::v4(gate.rng());
    auto const sealed = TRY(gate.keys().seal_for_tenant(group.tenant(), "organisations.usage_request/" + id.text(), reference));
    TRY(store::insert_request(group.tx(), group.tenant(), id, sealed, TRY(number_blind(gate, group.tenant(), normal)), gate.clock().now()));
    return id;
}

Result<std::vector<UsageRequest>> usage_requests(access::Gate const& gate, db::Tx& tx, ClientId organisation, std::string_view number)
{
    auto const normal = plain(number, 3);
    if (normal.empty()) return std::vector<UsageRequest> {};
    return store::requests(tx, organisation, TRY(number_blind(gate, organisation, normal)));
}

Result<> confirm_usage(db::Tx& tx, UsageRequest const& r, Date day) { return store::insert_confirmation(tx, r, day); }

Result<std::vector<UsageState>> usage_states(access::GrantedGroup<ReadOwn>& group, access::Gate const& gate)
{
    std::vector<UsageState> out;
    for (auto const& r : TRY(store::asked(group.tx(), group.tenant())))
        out.push_back({ r.id, TRY(gate.keys().open_for_tenant(group.tenant(), "organisations.usage_request/" + r.id.text(), r.reference.data)),
            r.asked_at, r.confirmed_on });
    return out;
}

} // namespace wellkept::organisations
