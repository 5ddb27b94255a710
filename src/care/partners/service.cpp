#include "access/policy/row.h"
#include "care/cases/cases.h"
#include "care/partners/store.h"
#include "keep/disclosures/disclosures.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::partners {
BOOST_DESCRIBE_STRUCT(Field, (), (code, value))

namespace {

struct SignBody {
    Uuid partner;
    std::string name;
};
struct ComplaintBody {
    Uuid partner;
    std::string name;
    std::vector<Field> fields;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 10'000 }; }
};
BOOST_DESCRIBE_STRUCT(SignBody, (), (partner, name))
BOOST_DESCRIBE_STRUCT(ComplaintBody, (), (partner, name, fields))

access::Place sign_place(Uuid id) { return { "partners.signpost", "body", id }; }
access::Place complaint_place(Uuid id) { return { "partners.complaint", "body", id }; }
SubjectId actor_of(access::GrantCore const& g) { return { g.actor().id }; }
Error conflict(std::string_view why, std::string_view reason) { return { Code::conflict, PublicText(why), Detail(reason) }; }

template<typename T>
T const* find_in(std::vector<T> const& all, std::string_view code)
{
    auto const it = std::find_if(all.begin(), all.end(), [&](T const& x) { return x.code == code; });
    return it == all.end() ? nullptr : &*it;
}

Result<Partner> partner_of(db::Tx& tx, Uuid id)
{
    for (auto& p : TRY(store::all(tx)))
        if (p.id == id) return std::move(p);
    return not_found();
}
Result<> own_case(access::SubjectGrant const& grant, Uuid id)
{
    auto const episodes = TRY(cases::episodes(grant));
    if (std::none_of(episodes.begin(), episodes.end(), [&](auto const& e) { return e.id == id; })) return not_found();
    return {};
}

Result<Complaint> opened(access::SubjectGrant const& grant, access::Gate const& gate, store::ComplaintRow const& r)
{
    auto const body = TRY(json::decode_text<ComplaintBody>(TRY(grant.open(access::person_scope, complaint_place(r.id), r.body.data))));
    return Complaint { r.id, r.case_id, body.name, body.fields, r.opened_at, r.ends_at, r.read_at, r.ended_at, !r.ended_at && gate.clock().now() < r.ends_at };
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is a signpost's or a complaint's id

private:
    std::string_view room() const override { return "partners"; }
    std::vector<std::string> personal_tables() const override { return { "partners.signpost", "partners.complaint" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override
    {
        auto out = retention::ids_of(TRY(store::signs(grant)));
        for (auto const& c : TRY(store::complaints(grant))) out.push_back(c.id);
        return out;
    }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::destroy(grant, records); }
};

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    TRY(access::read_room_file(directory, "partners.yaml", [&](access::Row const& file) {
        file.only({ "kinds", "complaint" });
        auto list = [](access::Row const& in, char const* key, std::vector<Named>& into) {
            for (auto const& r : in.rows(key)) {
                r.only({ "code", "title" });
                Named n { r.text("code"), r.text("title") };
                if (find_in(into, n.code)) r.fault("there is a second `" + n.code + "`", "keep one of the two");
                into.push_back(std::move(n));
            }
        };
        list(file, "kinds", out.kinds);
        auto const complaint = file.row("complaint");
        complaint.only({ "fields", "lasts_max" });
        list(complaint, "fields", out.fields);
        out.lasts_max = complaint.period("lasts_max");
        if (out.lasts_max.none()) complaint.fault_at("lasts_max", "a complaint would never be open", "give a duration such as P30D");
    }));
    return out;
}

Result<std::vector<Partner>> all(db::Tx& tx) { return store::all(tx); }

Result<Uuid> save(access::GrantedGroup<Manage> const& group, access::Gate const& gate, Rules const& rules, Partner p)
{
    if (!find_in(rules.kinds, p.kind)) return bad_input("The policy has no such kind of partner.");
    if (p.name.empty() || p.telephone.empty() || p.about.empty()) return bad_input("Give a name, a telephone number and what they help with.");
    if (p.complaints_email) (void)TRY(mail::parse_address(*p.complaints_email));
    if (p.id.is_nil()) p.id = Uuid::v7(gate.clock(), gate.rng());
    else (void)TRY(partner_of(group.tx(), p.id));
    TRY(store::save(group.tx(), p, gate.clock().now()));
    return p.id;
}

Result<Uuid> signpost(access::Granted<Signpost> const& grant, access::Gate const& gate, Uuid case_id, Uuid partner)
{
    TRY(own_case(grant, case_id));
    auto const p = TRY(partner_of(grant.tx(), partner));
    if (!p.active) return conflict("This partner is not on the list any more.", "inactive");
    auto const now = gate.clock().now();
    store::SignRow row { Uuid::v7(gate.clock(), gate.rng()), case_id, actor_of(grant), {}, now };
    row.body.data = TRY(grant.seal(access::person_scope, sign_place(row.id), json::encode_text(SignBody { p.id, p.name })));
    TRY(store::insert(grant, row));
    TRY(retention::started(grant, gate, record_class, row.id, now));
    return row.id;
}

Result<> unsignpost(access::Granted<Signpost> const& grant, access::Gate const& gate, Uuid id)
{
    for (auto const& s : TRY(store::signs(grant))) {
        if (s.id != id) continue;
        if (s.author != actor_of(grant) || gate.clock().now() > s.at + std::chrono::hours(24)) return conflict("Only who wrote it takes it back, within a day.", "late");
        TRY(retention::forget(grant, record_class, { id }));
        (void)TRY(store::destroy(grant, { id }));
        return {};
    }
    return not_found();
}

Result<Opened> complain(access::Granted<Complain> const& grant, access::Gate const& gate, Rules const& rules, handover::Post const& post, NewComplaint const& c)
{
    TRY(own_case(grant, c.case_id));
    auto const p = TRY(partner_of(grant.tx(), c.partner));
    auto const now = gate.clock().now();
    if (!p.agreement_reference) return conflict("There is no agreement on file with this partner: it is told nothing.", "no_agreement");
    if (!p.complaints_email) return conflict("The register has no address of this partner for complaints.", "no_address");
    if (c.ends_at <= now || c.ends_at > now + rules.lasts_max.about()) return bad_input("Give an end that is still to come, and within " + rules.lasts_max.words() + ".");
    if (c.fields.empty()) return bad_input("Say what the partner may read, field by field.");
    for (auto const& f : c.fields) {
        if (!find_in(rules.fields, f.code)) return bad_input("A partner is not told such a field.");
        if (f.value.empty() || f.value.size() > 4000) return bad_input("Each field needs its content, at most 4000 characters.");
        if (std::count_if(c.fields.begin(), c.fields.end(), [&](auto const& x) { return x.code == f.code; }) != 1) return bad_input("A field stands there twice.");
    }
    store::ComplaintRow row { Uuid::v7(gate.clock(), gate.rng()), c.case_id, actor_of(grant), {}, {}, now, c.ends_at, {} };
    row.body.data = TRY(grant.seal(access::person_scope, complaint_place(row.id), json::encode_text(ComplaintBody { p.id, p.name, c.fields })));
    TRY(store::insert(grant, row));
    TRY(retention::started(grant, gate, record_class, row.id, now));
    auto const offered = TRY(handover::offer(grant, gate, post, { std::string(link_kind), row.id, *p.complaints_email, c.ends_at }));
    return Opened { row.id, offered.code };
}

Result<> end_complaint(access::Granted<Complain> const& grant, access::Gate const& gate, Uuid id)
{
    auto const now = gate.clock().now();
    if (!TRY(store::end(grant, id, now))) return conflict("This complaint is not open.", "ended");
    TRY(handover::end(grant, id));
    return retention::started(grant, gate, record_class, id, now);
}

Result<Complaint> read_complaint(access::Granted<ReadComplaint> const& grant, access::Gate const& gate, Rules const& rules, Uuid id)
{
    auto const now = gate.clock().now();
    for (auto const& r : TRY(store::complaints(grant))) {
        if (r.id != id) continue;
        if (!TRY(store::mark_read(grant, id, now))) return conflict("This complaint is closed, and with it what could be read.", "ended");
        auto out = TRY(opened(grant, gate, r));
        if (!r.read_at) {
            std::string what;
            for (auto const& f : out.fields) {
                auto const* field = find_in(rules.fields, f.code);
                what += (what.empty() ? "" : "; ") + (field ? field->title : f.code);
            }
            TRY(disclosures::record(grant, gate, { "support_partner", "partner_complaint", { "contact", "care_record" }, out.partner, what, "Your complaint about them; until it is closed" }));
        }
        return out;
    }
    return not_found();
}

Result<std::vector<Pointed>> pointed(access::SubjectGrant const& grant)
{
    std::vector<Pointed> out;
    for (auto const& s : TRY(store::signs(grant)))
        out.push_back({ s.id, s.case_id, TRY(json::decode_text<SignBody>(TRY(grant.open(access::person_scope, sign_place(s.id), s.body.data)))).name, s.author, s.at });
    return out;
}

Result<std::vector<Complaint>> complaints(access::SubjectGrant const& grant, access::Gate const& gate)
{
    std::vector<Complaint> out;
    for (auto const& r : TRY(store::complaints(grant))) out.push_back(TRY(opened(grant, gate, r)));
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::partners
