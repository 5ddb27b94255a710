#include "connect/timeseries/merge.h"
#include <algorithm>
#include <bit>
#include <iterator>
#include <numeric>
#include <string_view>
#include <tuple>

namespace wellkept::timeseries {

namespace {

// Sorts, and keeps the last of those in the same slot.
void settle(std::vector<Sample>& samples)
{
    if (!std::is_sorted(samples.begin(), samples.end(), earlier))
        std::stable_sort(samples.begin(), samples.end(), earlier);
    auto kept = samples.begin();
    for (auto it = samples.begin(); it != samples.end(); ++it) {
        auto next = std::next(it);
        if (next != samples.end() && same_slot(*it, *next)) continue;
        if (kept != it) *kept = std::move(*it);
        ++kept;
    }
    samples.erase(kept, samples.end());
}

// Both settled; where they meet in a slot the newer one counts.
std::vector<Sample> merge_two(std::vector<Sample> older, std::vector<Sample> newer)
{
    if (newer.empty()) return older;
    if (older.empty()) return newer;
    // The usual case: deliveries follow one another in time.
    if (earlier(older.back(), newer.front())) {
        older.insert(older.end(), std::make_move_iterator(newer.begin()), std::make_move_iterator(newer.end()));
        return older;
    }
    std::vector<Sample> merged;
    merged.reserve(older.size() + newer.size());
    auto o = older.begin();
    auto n = newer.begin();
    while (o != older.end() && n != newer.end()) {
        if (earlier(*o, *n)) {
            merged.push_back(std::move(*o++));
        } else {
            if (!earlier(*n, *o)) ++o;
            merged.push_back(std::move(*n++));
        }
    }
    std::move(o, older.end(), std::back_inserter(merged));
    std::move(n, newer.end(), std::back_inserter(merged));
    return merged;
}

// What makes a sample the same thing as another, under the given rules.
using Identity = std::tuple<std::string_view, std::int64_t, std::int64_t>;

Identity identity_of(Sample const& s, Records records)
{
    if (s.record.empty()) return { {}, s.start_ms, s.end_ms };
    if (records == Records::single) return { s.record, 0, 0 };
    return { s.record, s.start_ms, 0 };
}

// Indices into a set of samples, by identity; those of the same identity in their original order.
std::vector<std::uint32_t> by_identity(std::span<Sample const> samples, Records records)
{
    std::vector<std::uint32_t> order(samples.size());
    std::iota(order.begin(), order.end(), 0);
    auto before = [&](std::uint32_t a, std::uint32_t b) {
        return identity_of(samples[a], records) < identity_of(samples[b], records);
    };
    if (!std::is_sorted(order.begin(), order.end(), before)) std::stable_sort(order.begin(), order.end(), before);
    return order;
}

bool same_content(Sample const& a, Sample const& b)
{
    if (a.deleted || b.deleted) return a.deleted == b.deleted;
    return std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value)
        && a.offset_min == b.offset_min;
}

Sample tombstone_of(Sample const& s)
{
    return { .start_ms = s.start_ms, .end_ms = s.end_ms, .deleted = true, .record = s.record };
}

using Group = std::span<std::uint32_t const>; // indices of samples of one identity

class Comparison {
public:
    Comparison(std::span<Sample const> known, std::vector<Sample>& incoming, DifferenceRules rules)
        : m_known(known)
        , m_incoming(incoming)
        , m_rules(rules)
    {
    }

    Delta run()
    {
        auto known_order = by_identity(m_known, m_rules.records);
        auto incoming_order = by_identity(m_incoming, m_rules.records);
        Group known(known_order), incoming(incoming_order);
        if (m_rules.whole_records) {
            // By identity is by record first, so this is sorted.
            for (auto i : incoming_order)
                if (auto const& r = m_incoming[i].record; !r.empty() && (m_whole.empty() || m_whole.back() != r))
                    m_whole.push_back(r);
        }
        while (!incoming.empty() || !known.empty()) {
            bool from_known =
                incoming.empty() || (!known.empty() && identity(m_known, known[0]) < identity(m_incoming, incoming[0]));
            if (from_known) {
                absent(take(known, m_known));
                continue;
            }
            Group others;
            if (!known.empty() && identity(m_known, known[0]) == identity(m_incoming, incoming[0]))
                others = take(known, m_known);
            Group group = take(incoming, m_incoming);
            m_delta.already_known += group.size() - 1;
            present(m_incoming[group.back()], others);
        }
        // Only now may the incoming samples be moved from: their records were needed until here.
        for (auto* s : m_taken) m_delta.fresh.push_back(std::move(*s));
        std::sort(m_delta.fresh.begin(), m_delta.fresh.end(), earlier);
        return std::move(m_delta);
    }

private:
    Identity identity(std::span<Sample const> samples, std::uint32_t i) const
    {
        return identity_of(samples[i], m_rules.records);
    }

    // Splits the first group off.
    Group take(Group& rest, std::span<Sample const> samples) const
    {
        std::size_t size = 1;
        while (size < rest.size() && identity(samples, rest[size]) == identity(samples, rest[0])) ++size;
        Group group = rest.first(size);
        rest = rest.subspan(size);
        return group;
    }

    // Known samples that the delivery does not mention.
    void absent(Group group)
    {
        auto const& record = m_known[group[0]].record;
        if (!std::binary_search(m_whole.begin(), m_whole.end(), std::string_view(record))) return;
        for (auto k : group) {
            if (m_known[k].deleted) continue;
            m_delta.fresh.push_back(tombstone_of(m_known[k]));
            ++m_delta.deleted;
        }
    }

    // An incoming sample and the known ones of its identity.
    void present(Sample& s, Group known)
    {
        bool repeated = false, replaces = false, buried_before = false;
        for (auto i : known) {
            auto const& k = m_known[i];
            buried_before |= k.deleted;
            if (same_slot(k, s) && same_content(k, s)) {
                repeated = true;
            } else if (!k.deleted) {
                replaces = true;
                if (s.deleted) ++m_delta.deleted;
                if (s.deleted || !same_slot(k, s)) m_delta.fresh.push_back(tombstone_of(k));
            }
        }
        if (s.deleted) {
            // The withdrawn ones now have their tombstones; one more is wanted only if there was nothing to withdraw.
            if (replaces) return;
            if (buried_before)
                ++m_delta.already_known;
            else
                m_delta.fresh.push_back(tombstone_of(s));
            return;
        }
        if (!repeated) m_taken.push_back(&s);
        ++(replaces ? m_delta.updated : repeated ? m_delta.already_known : m_delta.created);
    }

    std::span<Sample const> m_known;
    std::vector<Sample>& m_incoming;
    DifferenceRules m_rules;
    std::vector<std::string_view> m_whole; // records the delivery replaces, sorted
    std::vector<Sample*> m_taken; // incoming samples to be stored
    Delta m_delta;
};

} // namespace

std::vector<Sample> merge(std::vector<Segment>&& segments, Tombstones tombstones)
{
    std::vector<std::vector<Sample>> runs;
    std::stable_sort(
        segments.begin(), segments.end(), [](Segment const& a, Segment const& b) { return a.sequence < b.sequence; });
    for (auto& segment : segments) {
        settle(segment.samples);
        runs.push_back(std::move(segment.samples));
    }
    // Neighbours two by two, so that no sample is moved more than log2 of the number of segments times.
    while (runs.size() > 1) {
        std::size_t half = 0;
        for (std::size_t i = 0; i + 1 < runs.size(); i += 2)
            runs[half++] = merge_two(std::move(runs[i]), std::move(runs[i + 1]));
        if (runs.size() % 2) {
            auto last = std::move(runs.back());
            runs[half++] = std::move(last);
        }
        runs.resize(half);
    }
    if (runs.empty()) return {};
    if (tombstones == Tombstones::drop) std::erase_if(runs[0], [](Sample const& s) { return s.deleted; });
    return std::move(runs[0]);
}

Delta difference(std::span<Sample const> known, std::vector<Sample> incoming, DifferenceRules rules)
{
    return Comparison(known, incoming, rules).run();
}

} // namespace wellkept::timeseries
