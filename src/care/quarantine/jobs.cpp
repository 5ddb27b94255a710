// The scanner's side: reads what nobody else may, says what it is, and never hands it on.
#include "access/enforced.h"
#include "access/system.h"
#include "care/quarantine/details.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include "platform/log/log.h"

namespace wellkept::quarantine {
BOOST_DESCRIBE_STRUCT(Details, (), (name, type, key))
BOOST_DESCRIBE_STRUCT(Look, (), (file, tries))

namespace {

constexpr auto first_wait = std::chrono::seconds(15);
constexpr int doublings_max = 7; // to 32 minutes

// What a look came to. again: nobody knows yet.
struct Finding {
    std::string state;
    std::optional<std::string> reason;
    bool again = false;
};
Finding judge(Result<scan::Verdict> const& v)
{
    if (!v.ok()) {
        if (v.error().code == Code::too_large) return { "held", "too_large" };
        return { "held", std::string(scanner_down), true };
    }
    if (!v->infected) return { "clean", {} };
    // clamd says of an archive that is too deep, too large or locked that it has looked no further: nobody knows what is in it.
    if (v->signature.starts_with("Heuristics.Limits.Exceeded")) return { "held", "limit" };
    if (v->signature.starts_with("Heuristics.Encrypted")) return { "held", "encrypted" };
    return { "infected", v->signature.substr(0, 200) };
}

bool settled(store::Row const& r) { return r.state == "clean" || r.state == "infected" || (r.state == "held" && r.reason != scanner_down); }

// Its row, and what the scanner is given; nothing if somebody has said already what it is, or it is gone.
struct Subject {
    store::Row row;
    Details details;
};

Duration wait_after(std::int32_t tries) { return first_wait * (1 << std::min(tries, doublings_max)); }

} // namespace

std::string details_json(Details const& d) { return json::encode_text(d); }
Result<Details> parse_details(std::string_view text) { return json::decode_text<Details>(text); }
std::string look_json(Look const& l) { return json::encode_text(l); }
Result<Look> parse_look(std::string_view text) { return json::decode_text<Look>(text); }

Result<std::string> unsealed(Details const& d, Uuid file, std::string const& sealed)
{
    auto secret = crypto::base64_decode(d.key);
    if (!secret) return bug("quarantine: no key");
    auto const key = TRY(crypto::Key::from_bytes(*secret));
    crypto::wipe(*secret);
    return crypto::open(key, sealed, blob_key(file));
}

Checks::Checks(access::Gate const& gate, db::Pool& pool, blob::Store& blobs, scan::Scanner const& scanner) : m_gate(gate), m_pool(pool), m_blobs(blobs), m_scanner(scanner) {}

Result<jobs::Outcome> Checks::look(jobs::Job const& job) const
{
    auto const what = TRY(parse_look(job.payload));
    auto const found = [&]() -> Result<std::optional<Subject>> {
        auto of = [](std::optional<store::Row> row, auto&& details) -> Result<std::optional<Subject>> {
            if (!row || settled(*row)) return std::optional<Subject> {};
            auto d = TRY(details(*row));
            return std::optional(Subject { std::move(*row), std::move(d) });
        };
        if (job.subject)
            return access::as_system<Check>(m_gate, m_pool, "quarantine", "care", *job.subject, [&](access::Granted<Check>& g) -> Result<std::optional<Subject>> {
                return of(TRY(store::find(g, what.file)), [&](store::Row const& r) { return details_of(g, r); });
            });
        return access::as_system_group<Check>(m_gate, m_pool, "quarantine", "care", access::care_tenant, [&](access::GrantedGroup<Check>& g) -> Result<std::optional<Subject>> {
            return of(TRY(store::find_unbound(g.tx(), what.file)), [&](store::Row const& r) { return details_of(m_gate, r); });
        });
    }();
    auto const later = [&](Duration wait) { return jobs::Outcome(jobs::Again { m_gate.clock().now() + wait, look_json({ what.file, what.tries + 1 }) }); };
    if (!found.ok()) {
        // Restricted: it stays as it is until that is lifted. Of somebody who was erased there is no job.
        if (found.error().code == Code::not_found) return later(std::chrono::hours(1));
        return found.error();
    }
    if (!found.value()) return jobs::Outcome(jobs::Done {});
    auto [row, details] = *found.value();

    // No transaction stands open while the scanner looks.
    auto const finding = judge(m_scanner.look(TRY(unsealed(details, row.id, TRY(m_blobs.get(blob_key(row.id)))))));
    bool const news = finding.state != row.state || finding.reason != row.reason;
    row.state = finding.state;
    row.reason = finding.reason;
    row.state_at = m_gate.clock().now();
    if (row.state == "infected") details.key.clear();
    auto settle = [&](db::Tx& tx, auto&& write) -> Result<Unit> {
        if (!TRY(write()) || !news) return Unit {};
        TRY(store::count(tx, row.state_at, row.state));
        if (row.state == "infected") TRY(store::note_gone(tx, row.id));
        return Unit {};
    };
    if (job.subject)
        TRY(access::as_system<Check>(m_gate, m_pool, "quarantine", "care", *job.subject, [&](access::Granted<Check>& g) -> Result<Unit> {
            g.note("file", row.state);
            row.details = TRY(seal_details(g, row.id, details));
            return settle(g.tx(), [&] { return store::settle(g, row); });
        }));
    else
        TRY(access::as_system_group<Check>(m_gate, m_pool, "quarantine", "care", access::care_tenant, [&](access::GrantedGroup<Check>& g) -> Result<Unit> {
            row.details = TRY(seal_details(m_gate, row.id, details));
            return settle(g.tx(), [&] { return store::settle_unbound(g.tx(), row); });
        }));
    if (news && row.state != "clean") log::warn("file_" + row.state, { { "file", row.id.text() }, { "reason", row.reason.value_or("") } });
    return finding.again ? later(wait_after(what.tries)) : jobs::Outcome(jobs::Done {});
}

Result<jobs::Outcome> Checks::sweep(jobs::Job const&) const
{
    auto tx = TRY(db::Tx::begin(m_pool));
    for (auto const id : TRY(store::gone(tx))) {
        TRY(m_blobs.remove(blob_key(id)));
        TRY(store::forget(tx, id));
    }
    TRY(tx.commit());
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::quarantine
