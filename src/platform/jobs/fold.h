// Jobs that many transactions ask for and one run answers.
#pragma once
#include "platform/jobs/jobs.h"

namespace wellkept::jobs {

// The unique_key of a job whose payloads add up: while one waits, a second enqueue folds its payload into it. Numbers named
// first_... keep the least, last_... the greatest, other numbers add up, all else is the newer's.
inline std::string folding_key(std::string_view key) { return "+" + std::string(key); }

// As enqueue(), without the id and within the round trip of the next statement or the commit. It wakes nobody: runners find
// it when they look next (RunnerConfig::poll). For what may wait that long, and gains by being folded meanwhile.
Result<> enqueue_quietly(db::Tx& tx, Clock const&, Rng&, NewJob const&);

} // namespace wellkept::jobs
