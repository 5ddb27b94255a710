// Which sample counts when several speak of the same thing. Pure rules, used on ingestion (difference) and on reading
// (merge). README.md defines slot, identity, segment and tombstone.
#pragma once
#include "connect/timeseries/chunk.h"
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wellkept::timeseries {

// One delivery, as stored. Sequences grow with time within a stream and are unique in it.
struct Segment {
    std::uint64_t sequence {};
    std::vector<Sample> samples; // in any order; of two in the same slot the later one counts
};

// A tombstone may be dropped only when every older segment that could hold its slot takes part in the merge.
enum class Tombstones { keep, drop };

// One sample a slot (start, end, record), from the newest segment that speaks of it, in the order of `earlier`.
std::vector<Sample> merge(std::vector<Segment>&&, Tombstones);

// How many samples of a stream one vendor record id stands for.
enum class Records {
    single, // one, like a weighing: the id alone is its identity, and it may move in time
    shared, // many, like the stages of one sleep document: the id and the start are
};

struct DifferenceRules {
    Records records = Records::shared;
    // The incoming samples of a record id are all there are: known ones of that record not among them are withdrawn.
    bool whole_records = false;
};

// What a delivery changes.
struct Delta {
    // To be stored as the next segment: new samples, corrected ones, tombstones; one a slot, in the order of `earlier`.
    std::vector<Sample> fresh;
    std::size_t created = 0; // incoming living samples of an identity that was not living before
    std::size_t already_known = 0; // incoming samples that brought nothing: repeats, or overtaken within the delivery
    std::size_t updated = 0; // incoming samples that replace known living ones: other value, offset or time
    std::size_t deleted = 0; // known living samples withdrawn without a successor
};

// Compares a delivery with what is stored. `known` must hold the merged samples (tombstones may be left in) of every
// slot and every record id in `incoming`: whoever calls looks up by time AND, for samples with a record id, by that id,
// for a correction may have moved. More than that does no harm. Of two incoming samples of one identity the later
// counts. Tombstones in `fresh` carry no value and no offset, so that what was withdrawn is not stored again. A
// withdrawal of something unknown is kept as a tombstone, in case `known` was wrong.
Delta difference(std::span<Sample const> known, std::vector<Sample> incoming, DifferenceRules = {});

} // namespace wellkept::timeseries
