// FHIR R4 (4.0.1) over HTTP, for rooms that map what they keep: metadata, read and search, Bundles and OperationOutcomes.
// It knows no entity: what can be read is what rooms register, and the Gate decides each read as it does on their own routes.
#pragma once
#include "access/routes.h"
#include <boost/json/fwd.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::fhir {

inline constexpr std::string_view release = "4.0.1", root = "/fhir/R4", media_type = "application/fhir+json";
inline constexpr std::size_t page_default = 50, page_max = 200; // resources of one Bundle

// A Bundle takes no more than page_max of these; a person's whole file may be more.
struct Resource {
    std::string type, id;
    std::string status {};                     // what the parameter `status` is held against
    std::optional<Instant> from {}, until {};  // what `date` is held against; of a moment both are the same
    std::shared_ptr<boost::json::object const> body {};
};

// ---- ids: of FHIR's 64 characters of letters, digits, '-' and '.' ----

// "session-" and 43 characters that are the person and the record: an id says where to look, so none is kept anywhere.
std::string id_of(std::string_view kind, SubjectId, Uuid record);
struct Place {
    std::string kind; // empty: the id is a UUID, a person's or an organisation's own
    SubjectId subject;
    Uuid record {};
};
std::optional<Place> place_of(std::string_view id); // only what id_of made, or a UUID

// ---- what rooms register ----

// What is asked for of a part, or of a ledger.
struct Wanted {
    std::string only {};                     // the id of the one that is asked for, or empty
    std::optional<Instant> from {}, until {}; // the stretch that `date` leaves; until lies outside. A way may read more
    // Of a ledger alone.
    std::map<std::string, std::string> given {}; // its own parameters
    std::string after {};                        // what the leaf before ended with
    std::size_t count = page_default;
};

// One way to the resources of a part: whoever has a role with the door's permission goes by it.
struct Way {
    access::Door door;
    std::function<Result<std::vector<Resource>>(access::Asking&, SubjectId, Wanted const&)> read;
};
// All of them, or the one; not_found: it is not among them, which then stands in the audit log as tried.
Result<std::vector<Resource>> picked(std::vector<Resource>, std::string const& only);
// fn: Result<std::vector<Resource>>(access::Granted<Permission>&), all that there is of the person
template<typename Permission, typename F>
Way way(std::string purpose, F fn)
{
    return { { &Permission::info, purpose }, [purpose, fn](access::Asking& asking, SubjectId subject, Wanted const& wanted) {
                return asking.over<Permission>(purpose, subject, [&](access::Granted<Permission>& g) -> Result<std::vector<Resource>> { return picked(TRY(fn(g)), wanted.only); });
            } };
}
// fn: Result<std::vector<Resource>>(access::Granted<Permission>&, Wanted const&), what there is in the stretch that is asked for
template<typename Permission, typename F>
Way way_within(std::string purpose, F fn)
{
    return { { &Permission::info, purpose }, [purpose, fn](access::Asking& asking, SubjectId subject, Wanted const& wanted) {
                return asking.over<Permission>(purpose, subject, [&](access::Granted<Permission>& g) -> Result<std::vector<Resource>> { return picked(TRY(fn(g, wanted)), wanted.only); });
            } };
}
// fn: Result<std::vector<Resource>>(access::GrantedGroup<Permission>&), over the asking account's own tenant
template<typename Permission, typename F>
Way way_over_all(std::string purpose, F fn)
{
    return { { &Permission::info, purpose }, [purpose, fn](access::Asking& asking, SubjectId, Wanted const& wanted) {
                return asking.over_all<Permission>(purpose, asking.actor().tenant.value_or(ClientId {}),
                    [&](access::GrantedGroup<Permission>& g) -> Result<std::vector<Resource>> { return picked(TRY(fn(g)), wanted.only); });
            } };
}

// ---- a ledger: a list without end, newest first. It is read leaf by leaf, by parameters of its own, and never counted ----

struct Leaf {
    std::vector<Resource> resources; // at most Wanted::count
    std::string next {};             // what Wanted::after is for the next leaf; empty: that was the last
};
struct LedgerWay {
    access::Door door;
    std::function<Result<Leaf>(access::Asking&, Wanted const&)> read;
};
// fn: Result<Leaf>(access::GrantedGroup<Permission>&, Wanted const&), over the asking account's own tenant
template<typename Permission, typename F>
LedgerWay ledger_way(std::string purpose, F fn)
{
    return { { &Permission::info, purpose }, [purpose, fn](access::Asking& asking, Wanted const& wanted) {
                return asking.over_all<Permission>(purpose, asking.actor().tenant.value_or(ClientId {}), [&](access::GrantedGroup<Permission>& g) -> Result<Leaf> {
                    auto leaf = TRY(fn(g, wanted));
                    leaf.resources = TRY(picked(std::move(leaf.resources), wanted.only));
                    return leaf;
                });
            } };
}
struct Parameter {
    std::string name, type, text; // type: of FHIR's search parameters
};
struct Ledger {
    std::string kind, entity, fields; // as of a part
    std::vector<LedgerWay> ways;
    std::string subtype {}; // is what is found where the parameter `subtype` is this; empty: otherwise
};
// One kind of record behind a type of resource.
struct Part {
    std::string kind;   // how its ids begin; empty: they are UUIDs
    std::string entity; // what it is of ours, for people who read docs/fhir.md
    std::string fields; // which elements it fills
    std::vector<Way> ways; // the first that a role of the asker's has
};
struct Type {
    std::string name;
    std::vector<Part> parts;
    Part all {};               // what is found without `patient`; no ways: `patient` or `_id` must be given
    bool of_a_patient = true;  // whether `patient` is a parameter
    bool with_status = false, with_date = false;
    // Instead of parts. The last has no subtype.
    std::vector<Ledger> ledgers {};
    std::vector<Parameter> parameters {}; // of the ledgers
};

// What is wrong, as an OperationOutcome under the status that a problem of RFC 9457 would have.
http::Response problem(Error const&, RequestId);

struct About {
    std::string public_url, software_version;
};
// The CapabilityStatement of what is registered.
std::string metadata(std::vector<Type> const&, About const&, Instant since);
// The rows of docs/fhir.md.
std::string table(std::vector<Type> const&, access::Policy const&);
void add_routes(access::Routes&, std::vector<Type>, About);

} // namespace wellkept::fhir
