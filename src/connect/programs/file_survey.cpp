#include "connect/programs/file_front.h"
#include <algorithm>
#include <set>

namespace wellkept::programs {

FilePlan::FilePlan(std::shared_ptr<Data const> data)
    : m(std::move(data))
{
}
FilePlan::FilePlan(FilePlan&&) noexcept = default;
FilePlan& FilePlan::operator=(FilePlan&&) noexcept = default;
FilePlan::~FilePlan() = default;

FileLayout const& FilePlan::layout() const { return *m->file.layout; }
std::size_t FilePlan::format() const { return m->file.format; }
std::uint64_t FilePlan::rows() const { return m->rows; }
std::size_t FilePlan::people() const { return m->people; }

struct FileSurvey::Work {
    RecognisedFile file;
    LocalZone zone;
    ImportOptions options;
    FileFront front { file };
    DateEvidence dates;
    std::set<std::string, std::less<>> people;
    bool chosen_seen {};

    Work(RecognisedFile f, LocalZone z, ImportOptions o)
        : file(std::move(f))
        , zone(z)
        , options(std::move(o))
    {
    }

    Result<> take(FrontRow const& row)
    {
        if (row.shape != FrontRow::Shape::good) return {};
        if (file.layout->person) {
            if (!people.contains(row.person) && people.size() <= file_people_max) people.emplace(row.person);
            chosen_seen |= options.person && row.person == *options.person;
        }
        // Other people's rows were written by the same hand: their dates are evidence too.
        if (row.time) dates.add(row.sequence, *row.time);
        return {};
    }
};

FileSurvey::FileSurvey(std::unique_ptr<Work> w)
    : m(std::move(w))
{
}
FileSurvey::FileSurvey(FileSurvey&&) noexcept = default;
FileSurvey& FileSurvey::operator=(FileSurvey&&) noexcept = default;
FileSurvey::~FileSurvey() = default;

Result<FileSurvey> FileSurvey::open(
    std::span<FileFormat const* const> formats, std::string_view first_bytes, ImportOptions const& options)
{
    auto zone = TRY(LocalZone::open(options.zone));
    auto file = TRY(recognise_file(formats, first_bytes));
    auto work = std::make_unique<Work>(std::move(file), zone, options);
    TRY(work->front.open([w = work.get()](FrontRow const& row) { return w->take(row); }));
    return FileSurvey(std::move(work));
}

Result<> FileSurvey::feed(std::string_view bytes) { return m->front.feed(bytes); }

Result<FilePlan> FileSurvey::finish()
{
    auto& w = *m;
    TRY(w.front.finish());
    if (w.front.rows() == 0)
        return bad_input("The file has a heading but no data below it. Choose a time with data and export again.");
    bool const many = w.people.size() > 1;
    if (many && !w.options.person) {
        auto const count = w.people.size() > file_people_max ? "more than " + std::to_string(file_people_max)
                                                             : std::to_string(w.people.size());
        return bad_input(
            "This file holds the data of " + count + " people. Say which of them is you, by the number in the file.");
    }
    if (w.file.layout->person && w.options.person && !w.chosen_seen)
        return bad_input("The person you chose is not in this file. Check the number.");
    // A device's clock may be ahead of ours, and days differ around the earth.
    auto const last_day = std::chrono::floor<std::chrono::days>(w.options.now + std::chrono::days(1));
    DateRules const rules { last_day, w.file.layout->daily, w.file.layout->vendor };
    return FilePlan(
        std::make_shared<FilePlan::Data const>(FilePlan::Data { w.file, w.zone, w.options.person, w.dates.decide(rules),
            std::max<std::size_t>(1, w.people.size()), w.front.rows(), w.front.bytes(), w.front.checksum() }));
}

} // namespace wellkept::programs
