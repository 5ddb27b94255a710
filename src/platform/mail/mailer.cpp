#include "platform/json/json.h"
#include "platform/log/log.h"
#include "platform/mail/header.h"
#include "platform/mail/store.h"
#include <algorithm>

namespace wellkept::mail {
namespace {

struct Letter {
    std::string address, name, subject, text, html;
    std::optional<bool> nameless;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 300'000 }; }
};
BOOST_DESCRIBE_STRUCT(Letter, (), (address, name, subject, text, html, nameless))
struct Payload {
    Uuid message;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (message))

std::string place(Uuid id) { return "mail.message|" + id.text(); }

// 30 s, doubled to an hour: with 12 tries a mail server may be away for five hours.
Duration wait_after(int attempt)
{
    constexpr Duration first = std::chrono::seconds(30), most = std::chrono::hours(1);
    return attempt > 7 ? most : std::min<Duration>(first * (std::int64_t { 1 } << std::max(attempt - 1, 0)), most);
}

} // namespace

Mailer::Mailer(Config config, Seal seal, db::Pool& pool, Clock const& clock, Rng& rng)
    : m_smtp(std::move(config))
    , m_seal(std::move(seal))
    , m_pool(pool)
    , m_clock(clock)
    , m_rng(rng)
{
}

Result<Uuid> Mailer::queue(db::Tx& tx, Message const& m) const
{
    TRY(check(m));
    auto const id = Uuid::v7(m_clock, m_rng);
    auto const sealed =
        TRY(m_seal.seal(place(id), json::encode_text(Letter { m.to.address, m.to.name, m.subject, m.text, m.html, m.nameless })));
    TRY(store::insert(tx, id, m.kind, sealed, m_clock.now()));
    (void)TRY(jobs::enqueue(tx, m_clock, m_rng,
        { .kind = std::string(send_job),
            .payload = json::encode_text(Payload { id }),
            .attempts_max = m_smtp.config().attempts_max,
            .unique_key = id.text() }));
    return id;
}

Result<jobs::Outcome> Mailer::send(jobs::Job const& job) const
{
    auto const payload = json::decode_text<Payload>(job.payload);
    if (!payload.ok()) return jobs::Outcome(jobs::Dead { "unreadable" });
    auto const id = payload->message;
    auto const row = [&]() -> Result<std::optional<store::Row>> {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        return store::find(tx, id);
    }();
    if (!row.ok()) return row.error();
    if (!row.value() || row.value()->state == "sent" || !row.value()->sealed) return jobs::Outcome(jobs::Done {});
    // Without a mail server a mail is early, not failed.
    if (m_smtp.config().url.empty())
        return jobs::Outcome(jobs::Again { m_clock.now() + std::chrono::minutes(10), job.payload });

    auto settle = [&](store::Settled const& s) -> Result<> {
        auto tx = TRY(db::Tx::begin(m_pool));
        TRY(store::settle(tx, id, s, m_clock.now()));
        return tx.commit();
    };
    auto const letter = json::decode_text<Letter>(TRY(m_seal.open(place(id), row.value()->sealed->data)));
    if (!letter.ok()) {
        TRY(settle({ "dead", {}, "unreadable" }));
        return jobs::Outcome(jobs::Dead { "unreadable" });
    }
    Message const m { { letter->address, letter->name }, letter->subject, letter->text, letter->html,
        row.value()->kind, letter->nameless.value_or(false) };
    auto sent = m_smtp.send(m, id, row.value()->created_at);
    if (!sent.ok() && sent.error().code == Code::bad_input)
        sent = Outcome { Outcome::What::refused, 0, "not_well_formed" };
    if (!sent.ok()) {
        log::warn("mail_not_sent", { { "message", id.text() }, { "detail", sent.error().detail.text } });
        sent = Outcome { Outcome::What::later, 0, "not_configured" };
    }
    std::optional<std::int32_t> reply;
    if (sent->reply_code) reply = sent->reply_code;
    if (sent->what == Outcome::What::sent) {
        TRY(settle({ "sent", reply, {} }));
        return jobs::Outcome(jobs::Done {});
    }
    bool const last = sent->what == Outcome::What::refused || job.attempt >= m_smtp.config().attempts_max;
    TRY(settle({ last ? "dead" : "waiting", reply, sent->reason }));
    if (last) log::error("mail_dead", { { "message", id.text() }, { "kind", m.kind }, { "reason", sent->reason } });
    if (last) return jobs::Outcome(jobs::Dead { sent->reason });
    return jobs::Outcome(jobs::Retry { m_clock.now() + wait_after(job.attempt), sent->reason });
}

Result<std::int64_t> Mailer::sweep(Duration settled_for) const
{
    auto tx = TRY(db::Tx::begin(m_pool));
    auto const n = TRY(store::sweep(tx, m_clock.now() - settled_for));
    TRY(tx.commit());
    return n;
}

Result<Mailer::State> Mailer::state(db::Tx& tx) const { return store::count(tx); }

} // namespace wellkept::mail
