// FHIR R4 (4.0.1) over HTTP, for rooms that map what they keep: metadata, read and search, Bundles and OperationOutcomes.
// It knows no entity: what can be read is what rooms register, and the Gate decides each read as it does on their own routes.
#pragma once
#include "access/routes.h"
#include <boost/json/fwd.hpp>
#include <functional>
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

// One way to the resources of a part: whoever has a role with the door's permission goes by it. only: the id of the one
// that is asked for, or empty.
struct Way {
    access::Door door;
    std::function<Result<std::vector<Resource>>(access::Asking&, SubjectId, std::string const& only)> read;
};
// All of them, or the one; not_found: it is not among them, which then stands in the audit log as tried.
Result<std::vector<Resource>> picked(std::vector<Resource>, std::string const& only);
// fn: Result<std::vector<Resource>>(access::Granted<Permission>&), all that there is of the person
template<typename Permission, typename F>
Way way(std::string purpose, F fn)
{
    return { { &Permission::info, purpose }, [purpose, fn](access::Asking& asking, SubjectId subject, std::string const& only) {
                return asking.over<Permission>(purpose, subject, [&](access::Granted<Permission>& g) -> Result<std::vector<Resource>> { return picked(TRY(fn(g)), only); });
            } };
}
// fn: Result<std::vector<Resource>>(access::GrantedGroup<Permission>&), over the asking account's own tenant
template<typename Permission, typename F>
Way way_over_all(std::string purpose, F fn)
{
    return { { &Permission::info, purpose }, [purpose, fn](access::Asking& asking, SubjectId, std::string const& only) {
                return asking.over_all<Permission>(purpose, asking.actor().tenant.value_or(ClientId {}),
                    [&](access::GrantedGroup<Permission>& g) -> Result<std::vector<Resource>> { return picked(TRY(fn(g)), only); });
            } };
}
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
