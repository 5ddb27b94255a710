#include "access/system.h"
#include "care/mailbox/store.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include <algorithm>

namespace wellkept::mailbox {
namespace {

constexpr std::size_t beginning_bytes = 64 * 1024; // of a message that is too large to be read
constexpr auto held_waits = std::chrono::hours(24); // then it is tried again, but for what is too large
constexpr char const* not_stored = "not_stored";

std::string lower(std::string s)
{
    for (auto& c : s)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return s;
}

// The same message again, whatever number it has and by whichever way it came: the same Message-ID over the same body.
Result<db::Bytes> fingerprint(access::Gate const& gate, inbox::Message const& m, std::string_view raw)
{
    auto const body = raw.substr(std::min({ raw.find("\r\n\r\n"), raw.find("\n\n"), raw.size() }));
    auto const content = m.message_id + "\n" + m.from_address + "\n" + std::string(crypto::view(crypto::sha256(body)));
    return db::Bytes { TRY(gate.keys().blind(access::care_tenant, "mailbox.message", content)) };
}

// Whoever wrote, as far as their mail says who they are. Nothing of it is believed: the desk asks.
intake::ServiceUser sender_of(inbox::Message const& m, access::Gate const& gate)
{
    intake::ServiceUser u;
    auto const* territory = gate.policy_now()->territory_of_region(gate.region());
    u.territory = territory ? territory->code : "";
    if (m.from_address.find('@') != std::string::npos) u.contact.email = m.from_address;
    for (auto const& name : { m.from_name, m.from_address, std::string("Somebody who wrote") }) {
        u.contact.name = name.substr(0, 400);
        if (intake::check(u, gate).ok()) return u;
    }
    u.contact.email.reset();
    return u;
}

std::vector<quarantine::Incoming> files_of(inbox::Message& m, std::string const& raw)
{
    std::vector<quarantine::Incoming> out;
    // Over a limit it is kept whole, and closed: nobody has taken it apart, so nobody can say what is in it.
    if (!m.over.empty()) out.push_back({ "message.eml", "message/rfc822", raw.substr(0, quarantine::bytes_max), m.over == "bytes" ? "too_large" : "limit" });
    for (auto& a : m.attachments)
        if (!a.bytes.empty()) out.push_back({ std::move(a.name), std::move(a.type), std::move(a.bytes) });
    return out;
}

} // namespace

std::string name_of(inbox::Config const& c) { return crypto::hex(crypto::view(crypto::sha256(c.url + "\n" + c.user + "\n" + c.folder))).substr(0, 16); }

Reader::Reader(access::Gate const& gate, db::Pool& pool, blob::Store& blobs, notify::Letter letter, Settings settings, Open open)
    : m_gate(gate), m_pool(pool), m_blobs(blobs), m_letter(letter), m_settings(std::move(settings)), m_open(std::move(open))
{
}

Result<jobs::Outcome> Reader::read(jobs::Job const&) const
{
    auto const done = read_some();
    if (!done.ok()) {
        log::warn("mailbox_not_read", { { "reason", done.error().detail.text } });
        auto const code = done.error().code == Code::unavailable ? done.error().detail.text : std::string(not_stored);
        TRY(note(code.substr(0, 60)));
        return jobs::Outcome(jobs::Done {}); // the schedule comes again
    }
    TRY(note({}));
    if (done.value()) return jobs::Outcome(jobs::Again { m_gate.clock().now(), "{}" });
    return jobs::Outcome(jobs::Done {});
}

Result<> Reader::note(std::string const& problem) const
{
    auto tx = TRY(db::Tx::begin(m_pool));
    auto const now = m_gate.clock().now();
    TRY(store::tried(tx, m_settings.name, now, problem.empty() ? std::nullopt : std::optional(problem)));
    TRY(store::sweep(tx, now));
    return tx.commit();
}

Result<bool> Reader::read_some() const
{
    auto const box = TRY(m_open());
    auto const now = m_gate.clock().now();
    std::vector<std::int64_t> uids;
    for (auto const uid : TRY(box->unread())) uids.push_back(uid);
    std::vector<std::uint32_t> fresh, stored;
    {
        auto tx = TRY(db::Tx::begin(m_pool));
        auto const known = TRY(store::known(tx, m_settings.name, box->uid_validity(), uids));
        TRY(tx.commit());
        for (auto const uid : uids) {
            auto const it = std::find_if(known.begin(), known.end(), [&](auto const& k) { return k.uid == uid; });
            if (it == known.end() || (it->state == "held" && it->reason != "too_large" && it->at + held_waits <= now)) fresh.push_back(static_cast<std::uint32_t>(uid));
            else if (it->state != "held") stored.push_back(static_cast<std::uint32_t>(uid));
        }
    }
    // A process that ended between the two: it is stored, so it need only be marked.
    for (auto const uid : stored) TRY(box->mark_read(uid));
    bool const more = fresh.size() > static_cast<std::size_t>(m_settings.a_run);
    if (more) fresh.resize(static_cast<std::size_t>(m_settings.a_run));
    for (auto const& one : TRY(box->look(fresh))) {
        auto taken = take(*box, one);
        if (!taken.ok() && taken.error().code != Code::unavailable) taken = set_aside(*box, one, taken.error());
        if (TRY(Result<Taken>(taken)) != Taken::held) TRY(box->mark_read(one.uid));
    }
    return more;
}

// One message that cannot be stored must not keep back those behind it.
Result<Reader::Taken> Reader::set_aside(inbox::Mailbox& box, inbox::Unread const& one, Error const& why) const
{
    log::error("mail_not_stored", { { "uid", std::int64_t { one.uid } }, { "detail", why.detail.text } });
    auto tx = TRY(db::Tx::begin(m_pool));
    (void)TRY(store::note(tx, { m_settings.name, box.uid_validity(), one.uid, "held", not_stored, {}, m_gate.clock().now() }));
    TRY(tx.commit());
    return Taken::held;
}

Result<Reader::Taken> Reader::take(inbox::Mailbox& box, inbox::Unread const& one) const
{
    bool const too_large = one.bytes > m_settings.limits.bytes;
    auto const raw = too_large ? TRY(box.fetch_beginning(one.uid, beginning_bytes)) : TRY(box.fetch(one.uid, m_settings.limits.bytes));
    auto message = inbox::parse(raw, m_settings.limits);
    if (too_large) {
        message.over = "bytes";
        message.text.clear();
        message.attachments.clear();
    }
    auto const now = m_gate.clock().now();
    store::Message row { m_settings.name, box.uid_validity(), one.uid, too_large ? "held" : "stored", {}, {}, now };
    if (too_large) row.reason = "too_large";
    auto const print = TRY(fingerprint(m_gate, message, raw));
    auto const address = lower(message.from_address);
    auto const sender = db::Bytes { TRY(m_gate.keys().blind(access::care_tenant, "mailbox.sender", address)) };
    return access::as_system_group<intake::Register>(m_gate, m_pool, "intake", "care", access::care_tenant, [&](access::GrantedGroup<intake::Register>& g) -> Result<Taken> {
        auto& tx = g.tx();
        if (TRY(store::stored_before(tx, print))) {
            row.state = "repeated";
            row.reason.reset();
            (void)TRY(store::note(tx, row));
            return Taken::repeated;
        }
        auto const count = TRY(store::count_sender(tx, sender, now));
        if (count.messages > m_settings.a_sender_a_day) {
            row.state = "held";
            row.reason = "sender_limit";
            (void)TRY(store::note(tx, row));
            return Taken::held;
        }
        if (!too_large) row.fingerprint = print;
        if (!TRY(store::note(tx, row))) return Taken::repeated;
        bool const referral = !m_settings.referral_address.empty()
            && std::find(message.recipients.begin(), message.recipients.end(), lower(m_settings.referral_address)) != message.recipients.end();
        intake::Arrived arrived { sender_of(message, m_gate), { .channel = "email", .text = message.text }, files_of(message, raw) };
        if (!message.subject.empty()) arrived.contact.subject = message.subject;
        if (!message.from_address.empty()) arrived.contact.from = message.from_address;
        if (referral) arrived.contact.about = "referral";
        TRY(intake::take_in(g, m_gate, &m_blobs, std::move(arrived)));
        if (!message.automatic && !count.answered && address != lower(m_settings.own_address) && mail::parse_address(message.from_address).ok()) {
            TRY(notify::acknowledge(tx, m_letter, message.from_address));
            TRY(store::answered(tx, sender, now));
        }
        return too_large ? Taken::held : Taken::stored;
    });
}

} // namespace wellkept::mailbox
