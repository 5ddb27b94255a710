// Reads an uploaded export of one person, in two passes over the same bytes and in bounded memory.
//
//   survey: recognises the file, counts the people in it, finds in which order its dates are written;
//   read:   makes samples and says of every row what became of it.
//
// The caller holds the bytes (an encrypted blob readable in chunks) and gives them twice, in pieces of any size. Pure:
// no clock, no files beyond tzdata, no store.
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include "connect/programs/file_format.h"
#include "connect/programs/file_report.h"
#include "connect/timeseries/sample.h"
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::programs {

inline constexpr std::uint64_t file_bytes_max = 512ULL * 1024 * 1024;
inline constexpr std::uint64_t file_rows_max = 10'000'000;
inline constexpr std::size_t file_people_max = 1'000; // counted apart up to here
inline constexpr std::size_t file_batch_samples_max = 4'096;

struct ImportOptions {
    std::string zone; // IANA name: where the person's clock was; these files write local times without a zone
    std::optional<std::string> person; // whose rows to take, as the file names them; needed if it holds several people
    Instant now;
};

// What the survey found. Keep it for the read; the formats it was made with must outlive it.
class FilePlan {
public:
    FilePlan(FilePlan&&) noexcept;
    FilePlan& operator=(FilePlan&&) noexcept;
    ~FilePlan();

    FileLayout const& layout() const;
    std::size_t format() const; // index in the span of formats
    std::uint64_t rows() const;
    std::size_t people() const; // 1 where the format names nobody

    struct Data;

private:
    friend class FileSurvey;
    friend class FileImport;
    explicit FilePlan(std::shared_ptr<Data const>);
    std::shared_ptr<Data const> m;
};

class FileSurvey {
public:
    // `first_bytes`: the first file_sniff_bytes_max of the file, or all of it if it is shorter; they are fed again
    // below. Code::bad_input for a bad zone, an empty file or one that is no text; Code::unsupported for headings
    // nobody knows.
    static Result<FileSurvey> open(
        std::span<FileFormat const* const>, std::string_view first_bytes, ImportOptions const&);
    FileSurvey(FileSurvey&&) noexcept;
    FileSurvey& operator=(FileSurvey&&) noexcept;
    ~FileSurvey();

    Result<> feed(std::string_view bytes); // Code::too_large past a bound
    // Code::bad_input if the file has no rows, or several people and none was chosen, or not the chosen one.
    Result<FilePlan> finish();

private:
    struct Work;
    explicit FileSurvey(std::unique_ptr<Work>);
    std::unique_ptr<Work> m;
};

// Samples of one metric, in the file's order. Answers how many of them it had already. An error ends the import.
using SampleSink = std::function<Result<std::size_t>(std::string_view metric, std::vector<timeseries::Sample>&&)>;

class FileImport {
public:
    static Result<FileImport> open(FilePlan const&, SampleSink);
    FileImport(FileImport&&) noexcept;
    FileImport& operator=(FileImport&&) noexcept;
    ~FileImport();

    Result<> feed(std::string_view bytes);
    // Code::conflict if these were not the bytes of the survey; what was handed over until then should be discarded.
    Result<> finish();
    ImportReport const& report() const; // also while reading, for progress

private:
    struct Work;
    explicit FileImport(std::unique_ptr<Work>);
    std::unique_ptr<Work> m;
};

} // namespace wellkept::programs
