#include "connect/timeseries/merge.h"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <tuple>

namespace wellkept::timeseries {

// What a failing test prints.
void PrintTo(Sample const& s, std::ostream* out)
{
    *out << "[" << s.start_ms << "," << s.end_ms << ") " << s.record << (s.deleted ? " deleted" : " = ")
         << (s.deleted ? 0 : s.value) << " @" << s.offset_min;
}

namespace {

Sample at(std::int64_t t, double value, std::string record = {})
{
    return { t, t, value, 60, false, std::move(record) };
}
Sample gone(std::int64_t t, std::string record = {})
{
    return { .start_ms = t, .end_ms = t, .deleted = true, .record = std::move(record) };
}
using Samples = std::vector<Sample>;

TEST(Merge, TakesTheNewestOfASlotWhateverTheOrderOfSegments)
{
    std::vector<Segment> segments { { 3, { at(1, 30), at(9, 9) } }, { 1, { at(1, 10), at(2, 20) } },
        { 2, { at(1, 11) } } };
    EXPECT_EQ(merge(std::move(segments), Tombstones::keep), (Samples { at(1, 30), at(2, 20), at(9, 9) }));
}

TEST(Merge, OfNothingIsNothing)
{
    EXPECT_TRUE(merge({}, Tombstones::keep).empty());
    EXPECT_TRUE(merge({ { 1, {} }, { 2, {} } }, Tombstones::drop).empty());
}

TEST(Merge, WithinASegmentSortsAndLetsTheLaterCount)
{
    EXPECT_EQ(merge({ { 1, { at(5, 1), at(2, 2), at(5, 3) } } }, Tombstones::keep), (Samples { at(2, 2), at(5, 3) }));
}

TEST(Merge, SlotsDifferByEndAndByRecord)
{
    Sample longer { 1, 4, 2, 60 };
    EXPECT_EQ(merge({ { 1, { at(1, 1), longer } }, { 2, { at(1, 3, "a"), at(1, 4, "b") } } }, Tombstones::keep),
        (Samples { at(1, 1), at(1, 3, "a"), at(1, 4, "b"), longer }));
}

TEST(Merge, TombstonesRemoveWhatIsOlderButNotWhatIsNewer)
{
    std::vector<Segment> segments { { 1, { at(1, 1), at(2, 2) } }, { 2, { gone(1), gone(2), gone(3) } },
        { 3, { at(2, 5) } } };
    auto copy = segments;
    EXPECT_EQ(merge(std::move(segments), Tombstones::drop), Samples { at(2, 5) });
    EXPECT_EQ(merge(std::move(copy), Tombstones::keep), (Samples { gone(1), at(2, 5), gone(3) }));
}

TEST(Difference, KeepsNewDropsRepeatsAndReplacesChanged)
{
    Samples known { at(1, 1), at(2, 2), at(3, 3) };
    auto other_offset = at(3, 3);
    other_offset.offset_min = 120;
    auto delta = difference(known, { at(4, 4), at(1, 1), at(2, 2.5), other_offset });
    EXPECT_EQ(delta.fresh, (Samples { at(2, 2.5), other_offset, at(4, 4) }));
    EXPECT_EQ(delta.created, 1u);
    EXPECT_EQ(delta.already_known, 1u);
    EXPECT_EQ(delta.updated, 2u);
    EXPECT_EQ(delta.deleted, 0u);
}

TEST(Difference, ComparesValuesBitByBit)
{
    auto nan = std::numeric_limits<double>::quiet_NaN();
    auto delta = difference(Samples { at(1, nan), at(2, 0.0) }, { at(1, nan), at(2, -0.0) });
    EXPECT_EQ(delta.already_known, 1u);
    ASSERT_EQ(delta.fresh.size(), 1u);
    EXPECT_TRUE(std::signbit(delta.fresh[0].value));
}

TEST(Difference, WithinADeliveryTheLaterCounts)
{
    auto delta = difference({}, { at(1, 1), at(1, 2), at(5, 5, "a"), at(5, 6, "a") });
    EXPECT_EQ(delta.fresh, (Samples { at(1, 2), at(5, 6, "a") }));
    EXPECT_EQ(delta.already_known, 2u);
    // A single record that moves within one delivery is known only at its last place.
    auto single = difference({}, { at(1, 1, "a"), at(2, 2, "a") }, { .records = Records::single });
    EXPECT_EQ(single.fresh, Samples { at(2, 2, "a") });
}

TEST(Difference, ASingleRecordThatMovedLeavesATombstone)
{
    Samples known { at(1, 70, "w1") };
    auto delta = difference(known, { at(5, 70, "w1") }, { .records = Records::single });
    EXPECT_EQ(delta.fresh, (Samples { gone(1, "w1"), at(5, 70, "w1") }));
    EXPECT_EQ(delta.updated, 1u);
    EXPECT_EQ(delta.deleted, 0u);
    // When the id may stand for many, the same delivery is one more sample.
    auto shared = difference(known, { at(5, 70, "w1") }, { .records = Records::shared });
    EXPECT_EQ(shared.fresh, Samples { at(5, 70, "w1") });
    EXPECT_EQ(shared.updated, 0u);
}

TEST(Difference, AStageThatGrewLongerReplacesTheShorter)
{
    Sample shorter { 10, 20, 1, 60, false, "night" }, longer { 10, 25, 1, 60, false, "night" };
    auto delta = difference(Samples { shorter }, { longer });
    Sample tombstone { .start_ms = 10, .end_ms = 20, .deleted = true, .record = "night" };
    EXPECT_EQ(delta.fresh, (Samples { tombstone, longer }));
    EXPECT_EQ(delta.updated, 1u);
}

TEST(Difference, TombstonesCarryNothingOfWhatWasWithdrawn)
{
    auto withdrawn = at(1, 123.25, "a");
    withdrawn.deleted = true;
    auto delta = difference(Samples { at(1, 123.25, "a") }, { withdrawn });
    ASSERT_EQ(delta.fresh, Samples { gone(1, "a") });
    EXPECT_EQ(delta.deleted, 1u);
    auto unknown = difference({}, { withdrawn });
    EXPECT_EQ(unknown.fresh, Samples { gone(1, "a") });
    EXPECT_EQ(unknown.deleted, 0u);
}

TEST(Difference, AWithdrawalByIdFindsTheSampleWhereverItIs)
{
    auto delta = difference(Samples { at(7, 1, "a") }, { gone(0, "a") }, { .records = Records::single });
    EXPECT_EQ(delta.fresh, Samples { gone(7, "a") });
    EXPECT_EQ(delta.deleted, 1u);
    auto again = difference(Samples { gone(7, "a") }, { gone(0, "a") }, { .records = Records::single });
    EXPECT_TRUE(again.fresh.empty());
    EXPECT_EQ(again.already_known, 1u);
}

TEST(Difference, WhatWasWithdrawnMayComeBack)
{
    auto delta = difference(Samples { gone(1, "a") }, { at(1, 5, "a") }, { .records = Records::single });
    EXPECT_EQ(delta.fresh, Samples { at(1, 5, "a") });
    EXPECT_EQ(delta.created, 1u);
    EXPECT_EQ(delta.updated + delta.already_known + delta.deleted, 0u);
}

TEST(Difference, AWholeRecordWithdrawsItsOtherSamplesOnlyWhenAsked)
{
    Samples known { at(1, 0, "night"), at(2, 1, "night"), at(2, 1, "other"), at(3, 2, "night"), at(4, 9) };
    Samples incoming { at(1, 0, "night"), at(3, 5, "night") };
    auto part = difference(known, incoming);
    EXPECT_EQ(part.fresh, Samples { at(3, 5, "night") });
    auto whole = difference(known, incoming, { .whole_records = true });
    EXPECT_EQ(whole.fresh, (Samples { gone(2, "night"), at(3, 5, "night") }));
    EXPECT_EQ(whole.deleted, 1u);
    EXPECT_EQ(whole.updated, 1u);
    EXPECT_EQ(whole.already_known, 1u);
    // A document withdrawn as a whole, by one tombstone.
    auto withdrawn = difference(known, { gone(1, "night") }, { .whole_records = true });
    EXPECT_EQ(withdrawn.fresh, (Samples { gone(1, "night"), gone(2, "night"), gone(3, "night") }));
    EXPECT_EQ(withdrawn.deleted, 3u);
}

TEST(Difference, OfALongRecordIdTouchesNoMovedFromText)
{
    // Longer than the small-string buffer: a moved-from id would read as empty.
    std::string id(100, 'x');
    auto delta =
        difference(Samples { at(1, 1, id), at(2, 2, id) }, { at(1, 5, id), at(3, 3, id) }, { .whole_records = true });
    EXPECT_EQ(delta.fresh, (Samples { at(1, 5, id), gone(2, id), at(3, 3, id) }));
}

// The rules said a second time, as slowly and plainly as possible: what a stream holds is a map from identity to
// sample.
class Model {
public:
    explicit Model(DifferenceRules rules)
        : m_rules(rules)
    {
    }

    void deliver(Samples const& incoming)
    {
        if (m_rules.whole_records) {
            std::set<std::string> records;
            std::set<Key> mentioned;
            for (auto const& s : incoming) {
                if (!s.record.empty()) records.insert(s.record);
                mentioned.insert(key(s));
            }
            std::erase_if(m_living, [&](auto const& entry) {
                return records.contains(entry.second.record) && !mentioned.contains(entry.first);
            });
        }
        for (auto const& s : incoming) {
            if (s.deleted)
                m_living.erase(key(s));
            else
                m_living[key(s)] = s;
        }
    }

    Samples living() const
    {
        Samples out;
        for (auto const& [key, s] : m_living) out.push_back(s);
        std::sort(out.begin(), out.end(), earlier);
        return out;
    }

private:
    using Key = std::tuple<std::string, std::int64_t, std::int64_t>;
    Key key(Sample const& s) const
    {
        if (s.record.empty()) return { "", s.start_ms, s.end_ms };
        if (m_rules.records == Records::single) return { s.record, 0, 0 };
        return { s.record, s.start_ms, 0 };
    }

    DifferenceRules m_rules;
    std::map<Key, Sample> m_living;
};

Samples any_delivery(std::mt19937_64& rng)
{
    Samples delivery(rng() % 12);
    for (auto& s : delivery) {
        s.start_ms = static_cast<std::int64_t>(rng() % 12);
        s.end_ms = s.start_ms + static_cast<std::int64_t>(rng() % 3);
        s.value = static_cast<double>(rng() % 3);
        s.offset_min = rng() % 2 ? 60 : offset_unknown;
        s.deleted = rng() % 5 == 0;
        if (rng() % 2) s.record = "r" + std::to_string(rng() % 5);
    }
    return delivery;
}

void live_through(std::uint64_t seed, DifferenceRules rules, Tombstones tombstones)
{
    std::mt19937_64 rng(seed);
    Model model(rules);
    std::vector<Segment> stored;
    for (std::uint64_t step = 1; step <= 25; ++step) {
        auto delivery = any_delivery(rng);
        auto copy = stored;
        auto known = merge(std::move(copy), tombstones);
        auto delta = difference(known, delivery, rules);
        auto living_before = model.living().size();
        model.deliver(delivery);

        ASSERT_TRUE(std::is_sorted(delta.fresh.begin(), delta.fresh.end(), earlier));
        ASSERT_EQ(std::adjacent_find(delta.fresh.begin(), delta.fresh.end(), same_slot), delta.fresh.end());
        ASSERT_LE(delta.created + delta.already_known + delta.updated, delivery.size());
        ASSERT_EQ(model.living().size(), living_before + delta.created - delta.deleted) << "step " << step;

        // No more than the slots and the records of the delivery need be looked up.
        Samples looked_up;
        for (auto const& k : known)
            if (std::any_of(delivery.begin(), delivery.end(),
                    [&](Sample const& s) { return same_slot(s, k) || (!k.record.empty() && k.record == s.record); }))
                looked_up.push_back(k);
        ASSERT_EQ(difference(looked_up, delivery, rules).fresh, delta.fresh) << "step " << step;

        stored.push_back({ step, delta.fresh });
        copy = stored;
        ASSERT_EQ(merge(std::move(copy), Tombstones::drop), model.living()) << "step " << step;

        // Delivered again, nothing changes; tombstones are remembered only as long as they are kept.
        copy = stored;
        auto again = difference(merge(std::move(copy), Tombstones::keep), delivery, rules);
        ASSERT_TRUE(again.fresh.empty()) << "step " << step;
        ASSERT_EQ(again.already_known, delivery.size());
        ASSERT_EQ(again.created + again.updated + again.deleted, 0u);

        // Compaction: neighbouring segments become one. Tombstones may go only with the oldest segment.
        if (rng() % 4 == 0) {
            std::size_t from = rng() % stored.size(), to = from + 1 + rng() % (stored.size() - from);
            auto begin = stored.begin() + static_cast<std::ptrdiff_t>(from),
                 end = stored.begin() + static_cast<std::ptrdiff_t>(to);
            std::vector<Segment> taken(begin, end);
            auto sequence = taken.back().sequence;
            Segment compacted { sequence, merge(std::move(taken), from == 0 ? tombstones : Tombstones::keep) };
            stored.insert(stored.erase(begin, end), std::move(compacted));
        }
    }
}

TEST(Difference, TogetherWithMergeKeepsWhatAPlainMapWouldKeep)
{
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        for (auto records : { Records::single, Records::shared }) {
            for (bool whole : { false, true }) {
                for (auto tombstones : { Tombstones::keep, Tombstones::drop }) {
                    SCOPED_TRACE(testing::Message()
                        << "seed " << seed << ", single " << (records == Records::single) << ", whole " << whole
                        << ", drop " << (tombstones == Tombstones::drop));
                    ASSERT_NO_FATAL_FAILURE(live_through(seed, { records, whole }, tombstones));
                }
            }
        }
    }
}

} // namespace
} // namespace wellkept::timeseries
