// FHIR R4, 3.1.1 Search: parameters, dates and Bundles.
#include "keep/fhir/search.h"
#include "platform/http/outgoing.h"
#include "platform/json/json.h"
#include <algorithm>
#include <charconv>

namespace wellkept::fhir {
namespace {

namespace bj = boost::json;

std::vector<std::string> parts_of(std::string_view value)
{
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= value.size();) {
        auto const end = std::min(value.find(',', at), value.size());
        if (end > at) out.emplace_back(value.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

Result<std::size_t> number(std::string_view name, std::string_view value)
{
    std::size_t n = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc() || end != value.data() + value.size() || n > 1'000'000) return bad_input(std::string(name) + " is a whole number.");
    return n;
}

// 3.1.1.4.7: a day without a time is that whole day, here in UTC; a time without a fraction is that whole second.
Result<Bound> bound_of(std::string_view value)
{
    Bound b { "eq", {}, {} };
    if (value.size() > 2 && value[0] >= 'a' && value[0] <= 'z') {
        b.prefix = value.substr(0, 2);
        value.remove_prefix(2);
    }
    auto const no = bad_input("Give date as a day or a moment with its zone, such as ge2026-11-22 or lt2026-11-22T09:00:00Z; eq, ge, gt, le or lt may go before it.");
    if (b.prefix != "eq" && b.prefix != "ge" && b.prefix != "gt" && b.prefix != "le" && b.prefix != "lt") return no;
    bool const day = value.size() == 10;
    auto const at = parse_rfc3339(day ? std::string(value) + "T00:00:00Z" : std::string(value));
    if (!at) return no;
    b.from = *at;
    b.until = *at + (day ? Duration(std::chrono::hours(24)) : value.find('.') == value.npos ? Duration(std::chrono::seconds(1)) : Duration(1));
    return b;
}

// 3.1.1.4.7: of two stretches of time. A resource without a date fits none.
bool within(Bound const& b, Resource const& r)
{
    if (!r.from) return false;
    auto const from = *r.from, until = r.until.value_or(from);
    if (b.prefix == "eq") return from >= b.from && until < b.until;
    if (b.prefix == "ge") return until >= b.from;
    if (b.prefix == "gt") return until >= b.until;
    if (b.prefix == "le") return from < b.until;
    return from < b.from;
}

Result<SubjectId> patient_of(std::string_view value)
{
    if (value.starts_with("Patient/")) value.remove_prefix(8);
    auto const id = SubjectId::parse(value);
    if (!id) return bad_input("Give patient as Patient/ and an id.");
    return *id;
}

std::string link(Query const& q, Type const& type, About const& about, std::string_view from_name, std::string const& from)
{
    std::string out = about.public_url + std::string(root) + "/" + type.name;
    char between = '?';
    auto add = [&](std::string_view name, std::string_view value) {
        out += between + std::string(name) + "=" + http::url_encode(value);
        between = '&';
    };
    for (auto const& [name, value] : q.understood) add(name, value);
    if (!from.empty()) add(from_name, from);
    return out;
}
std::string link(Query const& q, Type const& type, About const& about, std::size_t offset)
{
    return link(q, type, about, "_offset", offset > 0 ? std::to_string(offset) : "");
}

bj::object entry_of(Resource const& r, About const& about)
{
    return { { "fullUrl", about.public_url + std::string(root) + "/" + r.type + "/" + r.id }, { "resource", *r.body }, { "search", bj::object { { "mode", "match" } } } };
}

bool is_parameter(Type const& type, std::string_view name)
{
    return std::any_of(type.parameters.begin(), type.parameters.end(), [&](auto const& p) { return p.name == name; });
}

bool strict(http::Request const& r) { return r.header("prefer").value_or("").find("handling=strict") != std::string_view::npos; }

} // namespace

Result<> check_format(http::Request const& r)
{
    auto const wanted = r.query_value("_format").value_or("json");
    for (auto const* ours : { "json", "application/json", "application/fhir+json", "application/fhir json" }) // a plus in a query is a blank
        if (wanted == ours) return {};
    return Error { Code::unsupported, PublicText("Resources are written as application/fhir+json alone.") };
}

Result<Query> query_of(http::Request const& request, Type const& type)
{
    TRY(check_format(request));
    Query q;
    for (auto const& [name, value] : request.query) {
        auto const base = name.substr(0, name.find(':'));
        bool const ledger = !type.ledgers.empty(), own = is_parameter(type, base);
        bool const known = own || base == (ledger ? "_cursor" : "_id") || (base == "_offset" && !ledger) || base == "_count" || base == "_summary" || base == "_format" || base == "_pretty"
            || (base == "patient" && type.of_a_patient) || (base == "status" && type.with_status) || (base == "date" && type.with_date);
        // 3.1.1.3.1: unknown ones are left aside, unless the client wants to hear of them; of known ones nothing is.
        if (!known && strict(request)) return bad_input("A parameter is not known here. /fhir/R4/metadata has those that are.");
        if (!known || value.empty()) continue;
        if (base != name) return bad_input(base + " takes no modifier here.");
        if (base == "_format" || base == "_pretty") continue;
        if (base == "_count") {
            q.count = std::min(TRY(number(base, value)), page_max);
            q.only_count = q.only_count || q.count == 0;
        } else if (base == "_offset") {
            q.offset = TRY(number(base, value));
            continue;
        } else if (base == "_summary") {
            if (value != "count" && value != "false") {
                if (strict(request)) return bad_input("_summary is count or false here.");
                continue;
            }
            q.only_count = q.only_count || value == "count";
        } else if (base == "patient") {
            auto const one = TRY(patient_of(value));
            if (q.patient && *q.patient != one) return bad_input("Give one patient.");
            q.patient = one;
        } else if (own) {
            // Several of one would have to fit together; no entry has two.
            if (!q.given.emplace(base, value).second) return bad_input("Give " + base + " once.");
        } else if (base == "_cursor") {
            q.after = value;
            continue;
        } else if (base == "_id") {
            q.ids = parts_of(value);
            if (q.ids.size() > page_max) return bad_input("Give at most " + std::to_string(page_max) + " ids.");
        } else if (base == "status") {
            q.statuses = parts_of(value);
        } else {
            q.dates.push_back(TRY(bound_of(value)));
        }
        q.understood.emplace_back(name, value);
    }
    return q;
}

bool fits(Query const& q, Resource const& r)
{
    auto among = [](std::vector<std::string> const& wanted, std::string const& one) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), one) != wanted.end();
    };
    return among(q.ids, r.id) && among(q.statuses, r.status) && std::all_of(q.dates.begin(), q.dates.end(), [&](auto const& b) { return within(b, r); });
}

std::string bundle(Query const& q, Type const& type, std::vector<Resource> const& fitting, About const& about, Instant now)
{
    bj::object out { { "resourceType", "Bundle" }, { "meta", bj::object { { "lastUpdated", rfc3339(now) } } }, { "type", "searchset" }, { "total", fitting.size() } };
    bj::array links { bj::object { { "relation", "self" }, { "url", link(q, type, about, q.offset) } } };
    bj::array entries;
    if (!q.only_count) {
        auto const end = std::min(fitting.size(), q.offset + q.count);
        for (auto i = q.offset; i < end; ++i) entries.push_back(entry_of(fitting[i], about));
        if (end < fitting.size() && end > q.offset) links.push_back(bj::object { { "relation", "next" }, { "url", link(q, type, about, end) } });
    }
    out["link"] = std::move(links);
    if (!entries.empty()) out["entry"] = std::move(entries); // no list is empty in FHIR
    return json::text(out);
}

Wanted wanted_of(Query const& q)
{
    Wanted out { .given = q.given, .after = q.after, .count = q.count };
    for (auto const& b : q.dates) {
        if (b.prefix == "eq" || b.prefix == "ge" || b.prefix == "gt") {
            auto const from = b.prefix == "gt" ? b.until : b.from;
            out.from = out.from ? std::max(*out.from, from) : from;
        }
        if (b.prefix == "eq" || b.prefix == "le" || b.prefix == "lt") {
            auto const until = b.prefix == "lt" ? b.from : b.until;
            out.until = out.until ? std::min(*out.until, until) : until;
        }
    }
    return out;
}

Ledger const& ledger_of(Type const& type, Query const& q)
{
    auto const it = q.given.find("subtype");
    auto const code = it == q.given.end() ? std::string() : it->second.substr(it->second.find('|') + 1); // with its system, or without
    for (auto const& l : type.ledgers)
        if (!l.subtype.empty() && l.subtype == code) return l;
    return type.ledgers.back();
}

std::string leaf_bundle(Query const& q, Type const& type, Leaf const& leaf, About const& about, Instant now)
{
    bj::array links { bj::object { { "relation", "self" }, { "url", link(q, type, about, "_cursor", q.after) } } }, entries;
    for (auto const& r : leaf.resources) entries.push_back(entry_of(r, about));
    if (!leaf.next.empty()) links.push_back(bj::object { { "relation", "next" }, { "url", link(q, type, about, "_cursor", leaf.next) } });
    bj::object out { { "resourceType", "Bundle" }, { "meta", bj::object { { "lastUpdated", rfc3339(now) } } }, { "type", "searchset" }, { "link", std::move(links) } };
    if (!entries.empty()) out["entry"] = std::move(entries);
    return json::text(out);
}

std::string json_of(Resource const& r) { return json::text(*r.body); }

http::Response answer(std::string body)
{
    auto out = http::Response::json(std::move(body));
    for (auto& [name, value] : out.headers)
        if (name == "Content-Type") value = std::string(media_type) + "; charset=utf-8";
    return out;
}

} // namespace wellkept::fhir
