// Verification: the log as a stream of items, out of the database or an exported file, and what is wrong with it.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "platform/db/db.h"
#include "platform/tlog/tlog.h"
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace wellkept::audit_log {

// ---- the stream: Header, then every 256 entries their Checkpoints, the Tile and the Entries, then Unlisted and Noted
// ----

struct Retired {
    std::string partition;
    Instant from, to, retired_at;
};
struct Header {
    std::string log_key; // the log's verifier key, as the database has it
    std::string period; // for which rows are kept, ISO 8601
    Instant made_at;
    std::int64_t waiting = 0; // rows without a place yet
    std::int64_t size = 0; // places to be expected: the most that anything in the database speaks of
    std::vector<std::string> partitions;
    std::vector<Retired> retired;
};
struct SignedSize {
    std::int64_t size = 0;
    std::string note; // with co-signatures
};
struct TileOfLeaves {
    std::int64_t n = 0;
    std::string hashes; // of up to 256 leaves, joined
};
struct Entry {
    std::int64_t idx = 0;
    Uuid event_id;
    Instant at;
    std::string commitment;
    std::string salt; // the row's own, or the entry's; empty if there is none
    std::optional<std::string> row; // canonical text; none if the row is not there
    std::string row_commitment; // as the row has it; empty on rows older than the log
};
struct Unlisted { // a row that stands in no place and does not wait
    Uuid event_id;
    Instant at;
};
struct Noted { // what the sequencer noticed
    std::string kind, detail;
    Instant found_at;
};
using Item = std::variant<Header, SignedSize, TileOfLeaves, Entry, Unlisted, Noted>;
using Source = std::function<Result<std::optional<Item>>()>; // none at the end

Source from_database(db::Pool&, Clock const&, std::string retention_period);
Source from_file(std::istream&); // what write_export wrote
// One JSON object a line. How many entries.
Result<std::int64_t> write_export(Source const&, std::ostream&, std::function<void(std::int64_t)> const& progress = {});

// ---- the verdict ----

enum class Kind {
    deletion,
    edit,
    reorder,
    truncation,
    gap,
    missing_partition,
    insertion,
    forged_checkpoint,
    rewritten
};
std::string_view name(Kind);

struct Finding {
    Kind kind;
    std::int64_t first = -1, last = -1; // places, inclusive; -1: none
    std::string where; // in plain words: which row, when
};
struct Verdict {
    std::vector<Finding> findings;
    std::vector<std::string> notices; // worth knowing, no proof of tampering
    std::int64_t entries = 0, rows = 0, retired_rows = 0, waiting = 0, signed_size = 0, cosigned_size = 0;
    std::vector<std::string> witnesses; // that co-signed
    std::string log_key;
    bool sound() const { return findings.empty(); }
};
struct Expect {
    std::optional<tlog::Verifier> log; // from elsewhere; empty: the one in the log itself
    std::vector<tlog::Verifier> witnesses {};
    std::vector<std::string> checkpoints {}; // notes kept elsewhere, a witness's above all
};
// bad_input: the stream is not readable, or an expected checkpoint is not of this log.
Result<Verdict> verify(Source const&, Expect const&, std::function<void(std::int64_t)> const& progress = {});

} // namespace wellkept::audit_log
