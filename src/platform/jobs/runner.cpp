#include "platform/jobs/store.h"
#include "platform/log/log.h"
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace wellkept::jobs {

namespace {

template <typename... F> struct Match : F... {
    using F::operator()...;
};
template <typename... F> Match(F...) -> Match<F...>; // clang 14 does not deduce it

// A result that cannot be stored is tried again for a while; after that the lease lapses and the job runs once more.
template <typename F> Result<bool> stubbornly(F store)
{
    for (int i = 1;; ++i) {
        auto r = store();
        if (r.ok() || i == 5) return r;
        std::this_thread::sleep_for(std::chrono::milliseconds(50 << i));
    }
}

} // namespace

struct Runner::State {
    db::Pool& pool;
    Clock const& clock;
    Rng& rng;
    RunnerConfig const config;
    Store store { pool };
    Uuid const token = Uuid::v4(rng);

    std::map<std::string, JobHandler> handlers;
    std::vector<std::string> kinds;
    std::vector<Schedule> schedules;

    mutable std::mutex mutex;
    std::condition_variable work, look, renewal;
    std::deque<Claimed> ready;
    std::vector<JobId> in_hand; // claimed by us and not finished
    bool claiming = false, woken = false, stopping = false, started = false;

    std::unique_ptr<db::Listener> listener;
    std::vector<std::thread> threads;

    State(db::Pool& p, Clock const& c, Rng& r, RunnerConfig f)
        : pool(p)
        , clock(c)
        , rng(r)
        , config(f)
    {
    }

    std::size_t free_slots() const // with the mutex held
    {
        auto const all = static_cast<std::size_t>(std::max(config.threads, 1));
        return in_hand.size() < all ? all - in_hand.size() : 0;
    }

    void take(std::vector<Claimed> claimed)
    {
        {
            std::lock_guard const lock(mutex);
            if (!stopping) {
                for (auto& c : claimed) {
                    in_hand.push_back(c.id);
                    ready.push_back(std::move(c));
                }
                claimed.clear();
            }
        }
        work.notify_all();
        for (auto const& c : claimed) put_back(c); // the workers may have left already
    }

    // Claims for every free thread. Whether there may be more.
    Result<bool> claim(std::size_t slots, std::vector<JobId> const& own, bool also_lapsed)
    {
        auto const now = clock.now();
        auto claimed = TRY(store.claim(now, now + config.lease, token, kinds, static_cast<std::int64_t>(slots)));
        bool const full = claimed.size() == slots;
        auto const left = slots - claimed.size();
        take(std::move(claimed));
        if (!also_lapsed || left == 0) return full;
        take(TRY(store.claim_lapsed(now, now + config.lease, token, kinds, own, static_cast<std::int64_t>(left))));
        return full;
    }

    // Schedules, lapsed leases and the listener are looked after once a poll, also while every thread is busy.
    void dispatch()
    {
        using SteadyClock = std::chrono::steady_clock;
        bool more = false; // the last claim was full: the next waits for nothing but a free thread
        for (auto next_round = SteadyClock::now();;) {
            std::size_t slots = 0;
            std::vector<JobId> own;
            {
                std::unique_lock lock(mutex);
                look.wait_until(lock, next_round, [&] { return stopping || ((more || woken) && free_slots() > 0); });
                if (stopping) return;
                slots = free_slots();
                if (slots > 0) woken = false;
                own = in_hand;
                claiming = true;
            }
            bool const round = SteadyClock::now() >= next_round;
            if (round) next_round = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(config.poll);
            auto const looked = [&]() -> Result<bool> {
                if (round && !schedules.empty()) TRY(store.run_schedules(clock, rng, schedules));
                if (round && !listener) listen();
                if (slots == 0) return more;
                return claim(slots, own, round);
            }();
            more = looked.ok() && looked.value();
            if (!looked.ok()) log::warn("jobs_not_claimed", { { "detail", looked.error().detail.text } });
            std::lock_guard const lock(mutex);
            claiming = false;
        }
    }

    void listen()
    {
        auto made = db::Listener::start(pool.config().url, { wake_channel }, [this](auto, auto) { wake(); });
        if (made)
            listener = made.release();
        else
            log::warn("jobs_not_listening", { { "detail", made.error().detail.text } });
    }

    void wake()
    {
        std::lock_guard const lock(mutex);
        woken = true;
        look.notify_all();
    }

    void worker()
    {
        for (;;) {
            std::optional<Claimed> job;
            {
                std::unique_lock lock(mutex);
                work.wait(lock, [&] { return stopping || !ready.empty(); });
                if (ready.empty()) return;
                job = std::move(ready.front());
                ready.pop_front();
                if (stopping) { // it was claimed and never begun
                    lock.unlock();
                    put_back(*job);
                    lock.lock();
                    std::erase(in_hand, job->id);
                    continue;
                }
            }
            run(*job);
            std::lock_guard const lock(mutex);
            std::erase(in_hand, job->id);
            look.notify_all();
        }
    }

    Result<Outcome> call(Claimed const& c) const
    {
        try {
            return handlers.at(c.kind)({ c.id, c.kind, c.subject, c.payload, c.attempt });
        } catch (...) { // what an exception says may hold values
            return bug("the handler threw");
        }
    }

    void run(Claimed const& c)
    {
        auto const began = std::chrono::steady_clock::now();
        auto outcome = call(c);
        Holding const h { c.id, token, c.attempt };
        auto const stored =
            stubbornly([&] { return outcome.ok() ? finish(h, c, *outcome) : fail(h, c, outcome.error()); });
        auto const ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
        if (!stored) {
            log::error("job_result_lost", { { "job", c.id.text() }, { "detail", stored.error().detail.text } });
        } else if (!stored.value()) {
            log::info("job_was_dropped_or_taken", { { "job", c.id.text() }, { "kind", c.kind } });
        } else {
            log::debug("job_run", { { "job", c.id.text() }, { "kind", c.kind }, { "ms", ms } });
        }
    }

    Result<bool> finish(Holding const& h, Claimed const& c, Outcome const& outcome)
    {
        return std::visit(Match {
                              [&](Done const&) { return store.done(h); },
                              [&](Again const& a) {
                                  return store.wait_again(h, c, clock.now(), { a.at, 0, a.payload, std::nullopt });
                              },
                              [&](Retry const& r) { return try_again(h, c, r.at, r.reason_code); },
                              [&](Dead const& d) { return bury(h, c, d.reason_code); },
                          },
            outcome);
    }

    Result<bool> fail(Holding const& h, Claimed const& c, Error const& e)
    {
        log::warn("job_failed",
            { { "job", c.id.text() }, { "kind", c.kind }, { "attempt", std::int64_t { c.attempt } },
                { "code", std::string(code_name(e.code)) }, { "detail", e.detail.text } });
        return try_again(h, c, clock.now() + back_off(c.attempt, rng), std::string(code_name(e.code)));
    }

    Result<bool> try_again(Holding const& h, Claimed const& c, Instant at, std::string const& reason)
    {
        if (c.attempt >= c.attempts_max) return bury(h, c, reason);
        return store.wait_again(h, c, clock.now(), { at, c.attempt, std::nullopt, reason });
    }

    Result<bool> bury(Holding const& h, Claimed const& c, std::string const& reason)
    {
        auto const mine = TRY(store.dead(h, clock.now(), reason));
        if (mine)
            log::error("job_dead", { { "job", c.id.text() }, { "kind", c.kind }, { "reason", clean_reason(reason) } });
        return mine;
    }

    void put_back(Claimed const& c)
    {
        auto const now = clock.now();
        auto const r =
            store.wait_again({ c.id, token, c.attempt }, c, now, { now, c.attempt - 1, std::nullopt, std::nullopt });
        if (!r) log::warn("job_not_put_back", { { "job", c.id.text() }, { "detail", r.error().detail.text } });
    }

    void renew()
    {
        auto const every = std::chrono::duration_cast<std::chrono::steady_clock::duration>(config.lease / 3);
        std::unique_lock lock(mutex);
        // Until the last handler has ended: stop() waits for it, and its lease must not lapse meanwhile.
        while (!renewal.wait_for(lock, every, [&] { return stopping && in_hand.empty(); })) {
            if (in_hand.empty()) continue;
            auto const ids = in_hand;
            lock.unlock();
            auto const renewed = store.renew(clock.now() + config.lease, token, ids);
            if (!renewed) log::warn("jobs_not_renewed", { { "detail", renewed.error().detail.text } });
            lock.lock();
        }
    }
};

Runner::Runner(db::Pool& pool, Clock const& clock, Rng& rng, RunnerConfig config)
    : m_state(std::make_unique<State>(pool, clock, rng, config))
{
}

Runner::~Runner() { stop(); }

void Runner::handle(std::string kind, JobHandler handler)
{
    m_state->kinds.push_back(kind);
    m_state->handlers.insert_or_assign(std::move(kind), std::move(handler));
}

void Runner::schedule(Schedule s) { m_state->schedules.push_back(std::move(s)); }

void Runner::start()
{
    auto& s = *m_state;
    if (std::exchange(s.started, true)) return;
    s.threads.emplace_back([&s] { s.dispatch(); });
    s.threads.emplace_back([&s] { s.renew(); });
    for (int i = 0; i < std::max(s.config.threads, 1); ++i) s.threads.emplace_back([&s] { s.worker(); });
}

void Runner::stop()
{
    auto& s = *m_state;
    {
        std::lock_guard const lock(s.mutex);
        s.stopping = true;
    }
    s.look.notify_all();
    s.work.notify_all();
    for (std::size_t i = 0; i < s.threads.size(); ++i) {
        if (i == 1) continue; // renewal goes on until the handlers have ended
        s.threads[i].join();
    }
    s.renewal.notify_all();
    if (s.threads.size() > 1) s.threads[1].join();
    s.threads.clear();
    s.listener.reset();
}

void Runner::wake() { m_state->wake(); }

bool Runner::idle() const
{
    std::lock_guard const lock(m_state->mutex);
    return m_state->in_hand.empty() && !m_state->claiming;
}

} // namespace wellkept::jobs
