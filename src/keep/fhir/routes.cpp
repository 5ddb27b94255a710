#include "keep/fhir/search.h"
#include <algorithm>

namespace wellkept::fhir {
namespace {

using Out = Result<http::Response>;
using Found = Result<std::vector<Resource>>;

bool denied(Error const& e) { return e.code == Code::not_found || e.code == Code::forbidden; }

// None: no role of the asker's leads there.
Result<Way const*> way_of(access::Asking& asking, Part const& part)
{
    for (auto const& w : part.ways)
        if (TRY(asking.has_role(w.door))) return &w;
    return static_cast<Way const*>(nullptr);
}

// Whoever has no way is still refused by the Gate itself, by the first, so that it stands in the log like any refusal.
Found read_part(access::Asking& asking, Part const& part, SubjectId whom, Wanted const& wanted)
{
    auto const* way = TRY(way_of(asking, part));
    return (way ? way : &part.ways.front())->read(asking, whom, wanted);
}

Part const& first_part(Type const& t) { return t.parts.empty() ? t.all : t.parts.front(); }

// Of each part what is open to the asker; refused is who may have none of them.
Found read_parts(access::Asking& asking, Type const& type, SubjectId whom, Wanted const& wanted)
{
    std::vector<Resource> out;
    std::optional<Error> refused;
    bool any_way = false, any = false;
    for (auto const& part : type.parts) {
        auto const* way = TRY(way_of(asking, part));
        if (!way) continue;
        any_way = true;
        auto found = way->read(asking, whom, wanted);
        if (!found.ok()) {
            if (!denied(found.error())) return found;
            if (!refused) refused = found.release_error();
            continue;
        }
        any = true;
        for (auto& r : *found) out.push_back(std::move(r));
    }
    if (!any_way) return first_part(type).ways.front().read(asking, whom, wanted);
    if (!any && refused) return *refused;
    return out;
}

Out read_one(access::Asking& asking, Type const& type)
{
    TRY(check_format(asking.request()));
    std::string const id(asking.request().param("id"));
    auto const place = place_of(id);
    Part const* part = type.parts.empty() ? &type.all : nullptr;
    for (auto const& p : type.parts)
        if (place && p.kind == place->kind) part = &p;
    // An id that cannot be ours is refused as one that is nobody's.
    auto const whom = part && place ? place->subject : SubjectId {};
    auto found = TRY(read_part(asking, part ? *part : first_part(type), whom, { .only = id }));
    if (found.size() != 1) return bug("more than one resource of an id");
    return answer(json_of(found.front()));
}

Out search(access::Asking& asking, Type const& type, About const& about, access::Gate const& gate)
{
    auto const q = TRY(query_of(asking.request(), type));
    auto whom = q.patient;
    if (!whom && !type.parts.empty())
        for (auto const& id : q.ids) {
            auto const place = place_of(id);
            auto const subject = place ? place->subject : SubjectId {};
            if (whom && *whom != subject) return bad_input("Give ids of one person at a time.");
            whom = subject;
        }
    if (!whom && type.all.ways.empty()) return bad_input(type.of_a_patient ? "Say whose: patient=Patient/ and an id." : "Give _id.");
    auto found = TRY(whom && !type.parts.empty() ? read_parts(asking, type, *whom, wanted_of(q)) : read_part(asking, type.all, {}, wanted_of(q)));
    std::erase_if(found, [&](Resource const& r) { return !fits(q, r); });
    std::stable_sort(found.begin(), found.end(), [](Resource const& a, Resource const& b) {
        return a.from != b.from ? a.from > b.from : a.id < b.id; // the newest first, those without a date last
    });
    return answer(bundle(q, type, found, about, gate.clock().now()));
}

Result<Leaf> read_leaf(access::Asking& asking, Ledger const& ledger, Wanted const& wanted)
{
    for (auto const& w : ledger.ways)
        if (TRY(asking.has_role(w.door))) return w.read(asking, wanted);
    return ledger.ways.front().read(asking, wanted);
}

Out read_entry(access::Asking& asking, Type const& type)
{
    TRY(check_format(asking.request()));
    std::string const id(asking.request().param("id"));
    auto const place = place_of(id);
    auto const* ledger = &type.ledgers.back();
    for (auto const& l : type.ledgers)
        if (place && l.kind == place->kind) ledger = &l;
    auto const leaf = TRY(read_leaf(asking, *ledger, { .only = id, .count = 1 }));
    if (leaf.resources.size() != 1) return bug("more than one resource of an id");
    return answer(json_of(leaf.resources.front()));
}

Out search_ledger(access::Asking& asking, Type const& type, About const& about, access::Gate const& gate)
{
    auto const q = TRY(query_of(asking.request(), type));
    if (q.only_count) return bad_input("This list is not counted.");
    return answer(leaf_bundle(q, type, TRY(read_leaf(asking, ledger_of(type, q), wanted_of(q))), about, gate.clock().now()));
}

void add_door(std::vector<access::Door>& to, access::Door const& door)
{
    auto const there = std::any_of(to.begin(), to.end(), [&](auto const& d) { return d.permission == door.permission && d.purpose == door.purpose; });
    if (!there) to.push_back(door);
}

std::vector<access::Door> doors_of(std::vector<Part const*> const& parts)
{
    std::vector<access::Door> out;
    for (auto const* p : parts)
        for (auto const& w : p->ways) add_door(out, w.door);
    return out;
}

std::vector<access::Door> doors_of(std::vector<Ledger> const& ledgers)
{
    std::vector<access::Door> out;
    for (auto const& l : ledgers)
        for (auto const& w : l.ways) add_door(out, w.door);
    return out;
}

std::string schema_of(std::string_view type)
{
    return R"({"type":"object","required":["resourceType"],"properties":{"resourceType":{"type":"string","const":")" + std::string(type) + R"("}}})";
}

} // namespace

Result<std::vector<Resource>> picked(std::vector<Resource> all, std::string const& only)
{
    if (only.empty()) return all;
    std::erase_if(all, [&](Resource const& r) { return r.id != only; });
    if (all.empty()) return not_found();
    return all;
}

void add_routes(access::Routes& routes, std::vector<Type> given, About about)
{
    auto const types = std::make_shared<std::vector<Type> const>(std::move(given));
    auto const said = std::make_shared<About const>(std::move(about));
    auto const& gate = routes.gate();
    std::string const base(root);
    auto spec = [&](std::string path, std::string summary, std::string schema) {
        access::Spec s { .pattern = base + path, .summary = std::move(summary), .audience = "staff", .purpose = {}, .response_schema = std::move(schema) };
        s.problem = &problem;
        return s;
    };
    auto open = [&](std::string path, std::string summary, std::string schema = {}) {
        auto s = spec(std::move(path), std::move(summary), std::move(schema));
        s.audience = "public";
        return s;
    };
    routes.open(open("/metadata", "What can be read as FHIR R4: the CapabilityStatement", schema_of("CapabilityStatement")), "says nothing of anybody",
        // It changes with what is registered, and so with a start alone.
        [types, said, since = gate.clock().now()](access::OpenCall& call) -> Out {
            TRY(check_format(call.request));
            return answer(metadata(*types, *said, since));
        });
    auto const no_such = [](access::OpenCall&) -> Out { return Error { Code::not_found, PublicText("There is no such type of resource here. /fhir/R4/metadata has those that are.") }; };
    routes.open(open("/{type}", "Says which types of resource there are not"), "says nothing of anybody", no_such);
    routes.open(open("/{type}/{id}", "Says which types of resource there are not"), "says nothing of anybody", no_such);
    for (auto const& t : *types) {
        auto const* type = &t;
        if (!t.ledgers.empty()) {
            auto one = spec("/" + t.name + "/{id}", "FHIR R4: one " + t.name, schema_of(t.name));
            routes.guarded_each(std::move(one), doors_of(t.ledgers), [types, type](access::Asking& asking) { return read_entry(asking, *type); });
            auto all = spec("/" + t.name, "FHIR R4: a searchset of " + t.name + ", newest first", schema_of("Bundle"));
            for (auto const& p : t.parameters) all.query_parameters.push_back(p.name + ": string; " + p.text);
            all.query_parameters.push_back("date: string; a day or a moment, with eq, ge, gt, le or lt before it");
            all.query_parameters.push_back("_count: integer; at most " + std::to_string(page_max));
            routes.guarded_each(std::move(all), doors_of(t.ledgers), [types, type, said, &gate](access::Asking& asking) { return search_ledger(asking, *type, *said, gate); });
            continue;
        }
        std::vector<Part const*> parts;
        for (auto const& p : t.parts) parts.push_back(&p);
        if (parts.empty()) parts.push_back(&t.all);
        routes.guarded_each(spec("/" + t.name + "/{id}", "FHIR R4: one " + t.name, schema_of(t.name)), doors_of(parts),
            [types, type](access::Asking& asking) { return read_one(asking, *type); });
        if (!t.parts.empty()) parts.push_back(&t.all);
        auto all = spec("/" + t.name, "FHIR R4: a searchset of " + t.name, schema_of("Bundle"));
        if (t.of_a_patient) all.query_parameters.push_back("patient: string; Patient/ and an id");
        all.query_parameters.push_back("_id: string; by comma");
        if (t.with_status) all.query_parameters.push_back("status: string; by comma");
        if (t.with_date) all.query_parameters.push_back("date: string; a day or a moment, with eq, ge, gt, le or lt before it");
        all.query_parameters.push_back("_count: integer; at most " + std::to_string(page_max));
        routes.guarded_each(std::move(all), doors_of(parts), [types, type, said, &gate](access::Asking& asking) { return search(asking, *type, *said, gate); });
    }
}

} // namespace wellkept::fhir
