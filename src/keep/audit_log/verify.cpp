#include "keep/audit_log/verify.h"
#include "access/audit_read.h"
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace wellkept::audit_log {
namespace {

constexpr std::int64_t places_max = 1'000'000'000'000;

using Month = std::chrono::year_month;

Month month_of(Instant at)
{
    std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(at));
    return day.year() / day.month();
}
std::string partition_of(Month m)
{
    auto const text = rfc3339(Instant(std::chrono::sys_days(m / 1)));
    return "audit_event_" + text.substr(0, 4) + "_" + text.substr(5, 2);
}

// When rows of `until` may go, by a period of years, months or days; none if the period is written otherwise.
std::optional<Instant> may_go(Instant until, std::string_view period)
{
    int n = 0;
    if (period.size() < 3 || period[0] != 'P') return {};
    auto const [end, error] = std::from_chars(period.data() + 1, period.data() + period.size() - 1, n);
    if (error != std::errc() || end != period.data() + period.size() - 1 || n < 0 || n > 1000) return {};
    auto const day = std::chrono::floor<std::chrono::days>(until);
    std::chrono::year_month_day const date(day);
    if (period.back() == 'D') return until + std::chrono::days(n);
    auto const moved = period.back() == 'Y' ? date + std::chrono::years(n)
        : period.back() == 'M'              ? date + std::chrono::months(n)
                                            : std::chrono::year_month_day {};
    if (period.back() != 'Y' && period.back() != 'M') return {};
    return Instant(std::chrono::sys_days(moved.ok() ? moved : moved.year() / moved.month() / std::chrono::last))
        + (until - day);
}

std::string bytes(tlog::Hash const& h) { return std::string(crypto::view(h)); }
std::string place(std::int64_t i) { return "place " + std::to_string(i); }
std::string places(std::int64_t a, std::int64_t b)
{
    return a == b ? place(a) : "places " + std::to_string(a) + " to " + std::to_string(b);
}

struct Missing {
    std::int64_t idx;
    Instant at;
    Uuid event;
};
struct Bad { // a place whose entry or row is not what the tree has there
    std::int64_t idx;
    Uuid event;
    Instant at;
    std::string truth, entry, row; // leaf hashes; row empty if it is as it should be
    bool tile_at_fault = false;
};

class Run {
public:
    Run(Expect const& expect)
        : m_expect(expect)
    {
    }

    Result<> take(Item const& item)
    {
        if (auto const* h = std::get_if<Header>(&item)) return begin(*h);
        if (!m_begun) return bad_input("The export does not begin with its header.");
        auto const outside = [](std::int64_t i) { return i < 0 || i > places_max; };
        if (auto const* e = std::get_if<Entry>(&item); e && (outside(e->idx) || e->idx < m_next))
            return bad_input("The export's entries are not in order.");
        if (auto const* t = std::get_if<TileOfLeaves>(&item); t && outside(t->n))
            return bad_input("The export speaks of an impossible place.");
        if (auto const* s = std::get_if<SignedSize>(&item))
            signed_size(*s);
        else if (auto const* t = std::get_if<TileOfLeaves>(&item)) {
            fill(t->n * tlog::tile_width);
            m_tile = *t;
        } else if (auto const* e = std::get_if<Entry>(&item)) {
            fill(e->idx);
            put(e);
        } else if (auto const* u = std::get_if<Unlisted>(&item))
            m_unlisted.push_back(*u);
        else if (auto const* n = std::get_if<Noted>(&item))
            m_verdict.notices.push_back(rfc3339(n->found_at) + " the log itself noted " + n->kind + ": " + n->detail);
        return {};
    }

    Verdict end()
    {
        fill(std::max(m_header.size, m_largest_due));
        m_verdict.entries = m_entries;
        bad_places();
        missing_rows();
        runs(m_gaps, Kind::gap, "no entry is there, though the tree has its hash");
        for (auto const& [first, last] : m_holes) {
            bool const tail = last == m_next - 1;
            find(tail ? Kind::truncation : Kind::gap, first, last,
                places(first, last) + ": neither entry nor hash is there" + signed_with(tail));
        }
        if (m_entries > 0 && m_verdict.signed_size < m_entries)
            find(Kind::truncation, m_verdict.signed_size, m_next - 1,
                places(m_verdict.signed_size, m_next - 1)
                    + " are under no signed checkpoint: checkpoints were removed");
        for (auto const& u : m_unlisted)
            find(Kind::insertion, -1, -1,
                "the row " + u.event_id.text() + " of " + rfc3339(u.at)
                    + " has no place in the log and does not wait for one");
        if (m_verdict.waiting > 0)
            m_verdict.notices.push_back(std::to_string(m_verdict.waiting) + " rows wait for their place");
        std::stable_sort(m_verdict.findings.begin(), m_verdict.findings.end(),
            [](Finding const& a, Finding const& b) { return a.first < b.first; });
        return std::move(m_verdict);
    }
    std::int64_t done() const { return m_next; }

private:
    void find(Kind kind, std::int64_t first, std::int64_t last, std::string where)
    {
        m_verdict.findings.push_back({ kind, first, last, std::move(where) });
    }

    Result<> begin(Header const& h)
    {
        if (m_begun || h.size < 0 || h.size > places_max) return bad_input("The export's header makes no sense.");
        m_header = h;
        m_begun = true;
        m_verdict.waiting = h.waiting;
        m_verdict.log_key = h.log_key;
        if (m_expect.log) {
            m_key = m_expect.log;
            if (!h.log_key.empty() && h.log_key != m_expect.log->text())
                find(Kind::forged_checkpoint, -1, -1, "the log's key is another one than the one you gave");
        } else if (auto v = tlog::Verifier::parse(h.log_key); v.ok())
            m_key = v.release();
        for (auto const& text : m_expect.checkpoints) {
            if (!m_key) return bad_input("There is no key to check the checkpoint with. Give it.");
            auto const c = TRY(tlog::open_checkpoint(text, *m_key));
            due(static_cast<std::int64_t>(c.size), c.root, true);
            witnesses(text, static_cast<std::int64_t>(c.size));
        }
        for (auto const& r : h.retired) {
            auto const earliest = may_go(r.to, h.period);
            if (earliest && *earliest <= r.retired_at && r.retired_at <= h.made_at)
                m_retired.push_back(r);
            else
                find(Kind::missing_partition, -1, -1,
                    r.partition + " is said to have been retired on " + rfc3339(r.retired_at)
                        + ", but its rows were to be kept for " + h.period);
        }
        check_due();
        return {};
    }

    void due(std::int64_t size, tlog::Hash const& root, bool outside)
    {
        m_due.emplace(size, std::pair(root, outside));
        m_largest_due = std::max(m_largest_due, size);
    }

    void witnesses(std::string const& text, std::int64_t size)
    {
        auto const note = tlog::parse_note(text);
        if (!note.ok()) return;
        for (auto const& w : m_expect.witnesses) {
            auto const how = tlog::signed_by(note.value(), w);
            if (how == tlog::Signed::forged)
                find(Kind::forged_checkpoint, size, size,
                    "the checkpoint of " + std::to_string(size) + " entries bears a false co-signature of " + w.name);
            if (how != tlog::Signed::yes) continue;
            m_verdict.cosigned_size = std::max(m_verdict.cosigned_size, size);
            if (std::find(m_verdict.witnesses.begin(), m_verdict.witnesses.end(), w.name) == m_verdict.witnesses.end())
                m_verdict.witnesses.push_back(w.name);
        }
    }

    void signed_size(SignedSize const& s)
    {
        auto const c = m_key ? tlog::open_checkpoint(s.note, *m_key) : Result<tlog::Checkpoint>(bad_input("no key"));
        if (!c.ok() || static_cast<std::int64_t>(c->size) != s.size) {
            find(Kind::forged_checkpoint, s.size, s.size,
                "the checkpoint of " + std::to_string(s.size) + " entries is not signed by the log's key");
            return;
        }
        m_verdict.signed_size = std::max(m_verdict.signed_size, s.size);
        due(s.size, c->root, false);
        witnesses(s.note, s.size);
        if (s.size == m_next) check_due();
    }

    void check_due()
    {
        for (auto it = m_due.begin(); it != m_due.end() && it->first <= m_next; it = m_due.erase(it)) {
            if (it->first < m_next || m_broken) continue;
            auto const& [root, outside] = it->second;
            if (m_by_tiles.root() == root)
                m_by_entries = m_by_tiles;
            else if (m_by_entries.root() == root) {
                m_by_tiles = m_by_entries;
                for (auto& b : m_bad)
                    if (b.idx >= m_good) b.tile_at_fault = true;
            } else if (outside) {
                // What is inside may agree with itself all the same.
                find(Kind::rewritten, m_good_outside, it->first - 1,
                    "the log does not lead to the checkpoint of " + std::to_string(it->first)
                        + " entries that you gave: entries, tree and checkpoints were rewritten together");
                continue;
            } else {
                find(Kind::rewritten, m_good, it->first - 1,
                    (m_good == 0 ? "the " : "after the first " + std::to_string(m_good) + " entries the ")
                        + std::string("log does not lead to the checkpoint of ") + std::to_string(it->first)
                        + " entries that was signed: entries and tree were rewritten together");
                m_broken = true;
                continue;
            }
            m_good = it->first;
            if (outside) m_good_outside = it->first;
        }
    }

    // Places up to `until` of which no entry came.
    void fill(std::int64_t until)
    {
        while (m_next < until) {
            if (tile_leaf(m_next))
                put(nullptr);
            else {
                // No tile came for the rest, or it would have been filled up to there.
                m_holes.emplace_back(m_next, until - 1);
                m_broken = true;
                m_next = until;
            }
        }
    }

    std::optional<tlog::Hash> tile_leaf(std::int64_t i) const
    {
        auto const from = static_cast<std::size_t>(i % tlog::tile_width) * tlog::hash_size;
        if (m_tile.n != i / tlog::tile_width || m_tile.hashes.size() < from + tlog::hash_size) return {};
        tlog::Hash h;
        std::copy_n(m_tile.hashes.begin() + static_cast<std::ptrdiff_t>(from), tlog::hash_size, h.begin());
        return h;
    }

    void put(Entry const* e)
    {
        auto const i = m_next++;
        auto const tile = tile_leaf(i);
        if (!e) {
            m_gaps.push_back(i);
            m_by_tiles.add(*tile);
            m_by_entries.add(*tile);
            check_due();
            return;
        }
        ++m_entries;
        auto const entry = tlog::leaf_hash(e->commitment);
        auto const truth = tile.value_or(entry);
        if (!tile) m_no_tile.push_back(i);
        m_by_tiles.add(truth);
        m_by_entries.add(entry);
        row(*e, i, entry, truth);
        check_due();
    }

    bool lawfully_gone(Instant at) const
    {
        return std::any_of(
            m_retired.begin(), m_retired.end(), [&](Retired const& r) { return at >= r.from && at < r.to; });
    }

    void row(Entry const& e, std::int64_t i, tlog::Hash const& entry, tlog::Hash const& truth)
    {
        Bad bad { i, e.event_id, e.at, bytes(truth), bytes(entry), "" };
        if (!e.row) {
            if (lawfully_gone(e.at))
                ++m_verdict.retired_rows;
            else {
                m_missing.push_back({ i, e.at, e.event_id });
                ++m_months[month_of(e.at)].second;
            }
        } else {
            auto const made = access::audit_commitment(e.salt, *e.row);
            auto const leaf = tlog::leaf_hash(crypto::view(made));
            if (leaf == truth && (e.row_commitment.empty() || e.row_commitment == crypto::view(made)))
                ++m_verdict.rows;
            else
                bad.row = bytes(leaf);
        }
        ++m_months[month_of(e.at)].first;
        if (entry != truth || !bad.row.empty()) m_bad.push_back(std::move(bad));
    }

    void bad_places()
    {
        std::map<std::string, std::int64_t> belongs;
        for (auto const& b : m_bad) belongs[b.truth] = b.idx;
        for (auto const& b : m_bad) {
            auto elsewhere = belongs.find(b.entry);
            if (elsewhere == belongs.end() || elsewhere->second == b.idx) elsewhere = belongs.find(b.row);
            auto const what = "the row " + b.event.text() + " of " + rfc3339(b.at);
            if (b.tile_at_fault && b.entry != b.truth)
                find(Kind::edit, b.idx, b.idx,
                    place(b.idx) + ": the tree's stored hash was changed; the entry is as it was signed");
            else if (elsewhere != belongs.end() && elsewhere->second != b.idx)
                find(Kind::reorder, b.idx, b.idx,
                    place(b.idx) + ": " + what + " stands here; the signed log has it at " + place(elsewhere->second));
            else if (!b.row.empty())
                find(Kind::edit, b.idx, b.idx, place(b.idx) + ": " + what + " was changed after it was recorded");
            else
                find(Kind::edit, b.idx, b.idx,
                    place(b.idx) + ": the commitment kept with the entry was changed; the row is as it was signed");
        }
        runs(m_no_tile, Kind::gap, "the tree's hash is missing");
    }

    void missing_rows()
    {
        // A row whose time was changed is missing at its old time and unlisted at its new one.
        for (auto it = m_unlisted.begin(); it != m_unlisted.end();) {
            auto const m = std::find_if(
                m_missing.begin(), m_missing.end(), [&](Missing const& x) { return x.event == it->event_id; });
            if (m == m_missing.end()) {
                ++it;
                continue;
            }
            find(Kind::edit, m->idx, m->idx,
                place(m->idx) + ": the time of the row " + m->event.text() + " was changed from " + rfc3339(m->at)
                    + " to " + rfc3339(it->at));
            --m_months[month_of(m->at)].second;
            m_missing.erase(m);
            it = m_unlisted.erase(it);
        }
        std::set<Month> whole;
        for (auto const& [month, n] : m_months) {
            auto const& [entries, missing] = n;
            if (missing == 0 || missing < entries) continue;
            std::vector<std::int64_t> all;
            for (auto const& m : m_missing)
                if (month_of(m.at) == month) all.push_back(m.idx);
            if (entries == 1 && m_months.size() > 1 && all.front() != m_next - 1)
                continue; // one row of a quiet month: a deletion
            whole.insert(month);
            auto const name = partition_of(month);
            bool const there =
                std::find(m_header.partitions.begin(), m_header.partitions.end(), name) != m_header.partitions.end();
            find(there ? Kind::truncation : Kind::missing_partition, all.front(), all.back(),
                places(all.front(), all.back()) + ": all " + std::to_string(missing) + " rows of partition " + name
                    + (there ? " are gone; it was emptied" : " are gone with it, and it was not retired by the rule"));
        }
        for (std::size_t i = 0; i < m_missing.size();) {
            if (whole.contains(month_of(m_missing[i].at))) {
                ++i;
                continue;
            }
            auto j = i;
            while (j + 1 < m_missing.size() && m_missing[j + 1].idx == m_missing[j].idx + 1
                && !whole.contains(month_of(m_missing[j + 1].at)))
                ++j;
            auto const &a = m_missing[i], &b = m_missing[j];
            bool const tail = b.idx == m_next - 1;
            find(tail ? Kind::truncation : Kind::deletion, a.idx, b.idx,
                places(a.idx, b.idx) + ": "
                    + (a.idx == b.idx ? "the row " + a.event.text() + " of " + rfc3339(a.at) + " is gone"
                                      : "rows from " + rfc3339(a.at) + " to " + rfc3339(b.at) + " are gone")
                    + (tail ? ", up to the end of the log" : ""));
            i = j + 1;
        }
    }

    std::string signed_with(bool tail) const
    {
        return tail ? "; the log once had " + std::to_string(m_next) + " entries" : "";
    }

    // Runs of neighbouring places as one finding each; one that reaches the end is a truncation.
    void runs(std::vector<std::int64_t> const& list, Kind kind, std::string const& what)
    {
        for (std::size_t i = 0; i < list.size();) {
            auto j = i;
            while (j + 1 < list.size() && list[j + 1] == list[j] + 1) ++j;
            bool const tail = list[j] == m_next - 1;
            find(tail ? Kind::truncation : kind, list[i], list[j],
                places(list[i], list[j]) + ": " + what + signed_with(tail));
            i = j + 1;
        }
    }

    Expect const& m_expect;
    Verdict m_verdict;
    Header m_header;
    bool m_begun = false, m_broken = false;
    std::optional<tlog::Verifier> m_key;
    std::vector<Retired> m_retired;
    std::multimap<std::int64_t, std::pair<tlog::Hash, bool>> m_due; // roots to be met, by size
    std::int64_t m_largest_due = 0, m_next = 0, m_entries = 0, m_good = 0, m_good_outside = 0;
    TileOfLeaves m_tile { -1, "" };
    tlog::Frontier m_by_tiles, m_by_entries;
    std::vector<std::int64_t> m_gaps, m_no_tile;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_holes; // inclusive
    std::vector<Bad> m_bad;
    std::vector<Missing> m_missing;
    std::vector<Unlisted> m_unlisted;
    std::map<Month, std::pair<std::int64_t, std::int64_t>> m_months; // entries, missing rows
};

} // namespace

std::string_view name(Kind k)
{
    switch (k) {
    case Kind::deletion:
        return "deletion";
    case Kind::edit:
        return "edit";
    case Kind::reorder:
        return "reorder";
    case Kind::truncation:
        return "truncation";
    case Kind::gap:
        return "gap";
    case Kind::missing_partition:
        return "missing partition";
    case Kind::insertion:
        return "insertion";
    case Kind::forged_checkpoint:
        return "forged checkpoint";
    case Kind::rewritten:
        return "rewritten";
    }
    return "";
}

Result<Verdict> verify(Source const& source, Expect const& expect, std::function<void(std::int64_t)> const& progress)
{
    Run run(expect);
    std::int64_t told = 0;
    while (auto const item = TRY(source())) {
        TRY(run.take(*item));
        if (progress && run.done() >= told + 10'000) progress(told = run.done());
    }
    return run.end();
}

} // namespace wellkept::audit_log
