// Any bytes into the importer, whole and in small pieces: it may refuse, never crash, and its report must add up.
// Seeds: tests/data/imports.
#include "connect/programs/file_testing.h"
#include <cstdlib>

using namespace wellkept;
using namespace wellkept::programs;
using namespace wellkept::programs::testing;

namespace {

void must(bool holds)
{
    if (!holds) std::abort();
}

void check(Imported const& i)
{
    auto const& r = i.report;
    must(r.rows == r.rows_used + r.rows_refused + r.rows_ignored() + r.rows_of_others);
    std::size_t samples = 0;
    for (auto const& [code, all] : i.samples) {
        auto const* metric = metrics().find(code);
        must(metric != nullptr);
        samples += all.size();
        for (auto const& s : all) {
            must(metric->interval ? s.end_ms > s.start_ms : s.end_ms == s.start_ms);
            must(metric->codes.empty() ? s.value >= metric->min && s.value <= metric->max
                                       : s.value >= 0 && s.value < double(metric->codes.size()));
            must(s.start_ms >= *r.first_ms && s.start_ms <= *r.last_ms);
            must(s.start_ms > parse_rfc3339("1989-12-31T00:00:00Z")->time_since_epoch().count() / 1000);
            must(s.start_ms < parse_rfc3339("2026-11-25T00:00:00Z")->time_since_epoch().count() / 1000);
            must(std::abs(s.offset_min) <= 18 * 60);
        }
    }
    must(samples == r.samples());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    static std::optional<std::string> const people[] = { std::nullopt, "7", "1503960366", "8877689391" };
    static char const* const zones[] = { "UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe" };
    auto const pick = size == 0 ? 0U : data[size - 1];
    How how { .zone = zones[pick % 4], .person = people[pick / 4 % 4], .piece = 1 + size };
    auto const whole = import(bytes, how);
    how.piece = 1 + pick / 16;
    auto const pieces = import(bytes, how);
    must(whole.ok() == pieces.ok());
    if (!whole.ok()) {
        must(whole.error().public_text.text == pieces.error().public_text.text);
        must(whole.error().code != Code::bug);
        return 0;
    }
    check(*whole);
    must(whole->samples == pieces->samples);
    return 0;
}
