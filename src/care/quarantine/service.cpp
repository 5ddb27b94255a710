#include "care/quarantine/details.h"
#include "care/quarantine/store.h"
#include "platform/crypto/crypto.h"
#include <algorithm>

namespace wellkept::quarantine {
namespace {

constexpr std::size_t text_bytes_max = 200;

access::Place place(Uuid file) { return { "quarantine.file", "details", file }; }
std::string loose_place(Uuid file) { return "quarantine.unbound/" + file.text(); }

Error closed(std::string const& state)
{
    return { Code::conflict, PublicText(state == "infected" ? "This file was found infected. Nobody can open it." : "This file has not been checked yet. It stays closed until it is.") };
}

Result<Opened> bytes_of(Details const& d, store::Row const& row, blob::Store& blobs)
{
    if (row.state != "clean") return closed(row.state);
    return Opened { d.name, TRY(unsealed(d, row.id, TRY(blobs.get(blob_key(row.id))))) };
}

File shown(store::Row const& r, Details d) { return { r.id, r.ref, std::move(d.name), std::move(d.type), r.state, r.reason, r.bytes, r.at }; }

// The row of a new file, its details still in the open; its bytes lie sealed when this returns.
struct Kept {
    store::Row row;
    std::string details;
};
Result<Kept> sealed(access::Gate const& gate, blob::Store& blobs, Uuid ref, Incoming const& in)
{
    if (in.bytes.empty()) return bad_input("The file is empty.");
    if (in.bytes.size() > bytes_max) return Error { Code::too_large, PublicText("A file has at most 25 MB.") };
    auto const now = gate.clock().now();
    auto const id = Uuid::v4(gate.rng());
    auto const key = TRY(crypto::Key::fresh(gate.rng()));
    Details const d { in.name.substr(0, text_bytes_max), in.type.substr(0, text_bytes_max), crypto::base64(key.bytes()) };
    TRY(blobs.put(blob_key(id), TRY(crypto::seal(key, in.bytes, blob_key(id), gate.rng()))));
    return Kept { { id, ref, in.held ? "held" : "waiting", in.held, static_cast<std::int64_t>(in.bytes.size()), {}, now, now }, details_json(d) };
}

Result<> ask_scanner(db::Tx& tx, access::Gate const& gate, Uuid file, std::optional<SubjectId> subject)
{
    (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(), { .kind = std::string(look_job), .subject = subject, .payload = look_json({ file, 0 }) }));
    return {};
}
bool to_be_looked_at(std::string const& state, std::optional<std::string> const& reason)
{
    return state == "waiting" || (state == "held" && reason == scanner_down);
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "quarantine"; }
    std::vector<std::string> personal_tables() const override { return { "quarantine.file" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        // Files are part of the record they came with: kept, and destroyed, with it (care/intake).
        if (!scope.whole() || scope.keeps("service_user_record")) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<Uuid> keep(access::SubjectGrant const& grant, access::Gate const& gate, blob::Store& blobs, Uuid ref, Incoming const& in)
{
    auto kept = TRY(sealed(gate, blobs, ref, in));
    kept.row.details = { TRY(grant.seal(access::person_scope, place(kept.row.id), kept.details)) };
    TRY(store::insert(grant, kept.row));
    if (kept.row.state == "waiting") TRY(ask_scanner(grant.tx(), gate, kept.row.id, grant.subject()));
    else TRY(store::count(grant.tx(), kept.row.at, "held"));
    return kept.row.id;
}

Result<std::vector<File>> files(access::SubjectGrant const& grant, std::optional<Uuid> ref)
{
    std::vector<File> out;
    for (auto const& r : TRY(store::all(grant)))
        if (!ref || r.ref == *ref) out.push_back(shown(r, TRY(details_of(grant, r))));
    return out;
}

Result<Details> details_of(access::SubjectGrant const& grant, store::Row const& r)
{
    return parse_details(TRY(grant.open(access::person_scope, place(r.id), r.details.data)));
}
Result<Details> details_of(access::Gate const& gate, store::Row const& r)
{
    return parse_details(TRY(gate.keys().open_for_tenant(access::care_tenant, loose_place(r.id), r.details.data)));
}
Result<db::Bytes> seal_details(access::SubjectGrant const& grant, Uuid file, Details const& d)
{
    return db::Bytes { TRY(grant.seal(access::person_scope, place(file), details_json(d))) };
}
Result<db::Bytes> seal_details(access::Gate const& gate, Uuid file, Details const& d)
{
    return db::Bytes { TRY(gate.keys().seal_for_tenant(access::care_tenant, loose_place(file), details_json(d))) };
}
access::Place details_place(Uuid file) { return place(file); }

Result<Opened> open(access::SubjectGrant const& grant, blob::Store& blobs, Uuid file, std::optional<Uuid> ref)
{
    auto const row = TRY(store::find(grant, file));
    if (!row || (ref && row->ref != *ref)) return not_found();
    grant.note("file", row->state);
    return bytes_of(TRY(details_of(grant, *row)), *row, blobs);
}

Result<Uuid> keep_unbound(db::Tx& tx, access::Gate const& gate, blob::Store& blobs, Uuid ref, Incoming const& in)
{
    auto kept = TRY(sealed(gate, blobs, ref, in));
    kept.row.details = { TRY(gate.keys().seal_for_tenant(access::care_tenant, loose_place(kept.row.id), kept.details)) };
    TRY(store::insert_unbound(tx, kept.row));
    TRY(ask_scanner(tx, gate, kept.row.id, {}));
    return kept.row.id;
}

Result<std::vector<File>> unbound(access::GrantCore const& grant, access::Gate const& gate, Uuid ref)
{
    std::vector<File> out;
    for (auto const& r : TRY(store::unbound_of(grant.tx(), ref))) out.push_back(shown(r, TRY(details_of(gate, r))));
    return out;
}

Result<Opened> open_unbound(access::GrantCore const& grant, access::Gate const& gate, blob::Store& blobs, Uuid ref)
{
    auto const rows = TRY(store::unbound_of(grant.tx(), ref));
    if (rows.empty()) return not_found();
    return bytes_of(TRY(details_of(gate, rows.front())), rows.front(), blobs);
}

Result<std::vector<Moving>> take_out(access::SubjectGrant const& grant, std::vector<Uuid> const& refs)
{
    std::vector<Moving> out;
    for (auto const& r : TRY(store::all(grant))) {
        if (std::find(refs.begin(), refs.end(), r.ref) == refs.end()) continue;
        out.push_back({ r.id, r.ref, r.state, r.reason, r.bytes, r.at, r.state_at, details_json(TRY(details_of(grant, r))) });
        TRY(store::drop(grant, r.id));
    }
    return out;
}

Result<std::vector<Moving>> take_unbound(access::GrantCore const& grant, access::Gate const& gate, Uuid ref)
{
    std::vector<Moving> out;
    for (auto const& r : TRY(store::unbound_of(grant.tx(), ref))) {
        out.push_back({ r.id, r.ref, r.state, r.reason, r.bytes, r.at, r.state_at, details_json(TRY(details_of(gate, r))) });
        TRY(store::drop_unbound(grant.tx(), r.id));
    }
    return out;
}

Result<> put_in(access::SubjectGrant const& grant, access::Gate const& gate, std::vector<Moving> const& moving, std::optional<Uuid> ref)
{
    for (auto const& m : moving) {
        TRY(store::insert(grant, { m.id, ref.value_or(m.ref), m.state, m.reason, m.bytes, { TRY(grant.seal(access::person_scope, place(m.id), m.details)) }, m.at, m.state_at }));
        if (to_be_looked_at(m.state, m.reason)) TRY(ask_scanner(grant.tx(), gate, m.id, grant.subject()));
    }
    return {};
}

Result<std::int64_t> erase(access::SubjectGrant const& grant) { return store::erase(grant); }

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::quarantine
