#include "connect/programs/file_dates.h"
#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <numeric>

namespace wellkept::programs {
namespace {

constexpr int no_day = INT_MIN;
// Half of a file's cells turned at random all show the same order to that many neighbours once in 250 files.
constexpr std::uint32_t witnesses_min = 8;
constexpr std::chrono::year first_year { 1990 }; // older dates are a device's unset clock

std::optional<std::chrono::sys_days> plausible(std::optional<std::chrono::sys_days> day, std::chrono::sys_days last)
{
    if (!day || *day > last || *day < std::chrono::sys_days(first_year / 1 / 1)) return std::nullopt;
    return day;
}

} // namespace

DateRuns::Step DateRuns::step(std::uint32_t sequence, TimeText const& t)
{
    auto const key = std::uint32_t(std::uint16_t(t.year)) << 16 | std::uint32_t(t.first) << 8 | t.second;
    auto const written = std::uint16_t(t.written());
    auto const [at, first] = m_last.try_emplace(sequence, Last { key, written, m_next });
    auto& last = at->second;
    if (!first && last.key == key && last.written == written) return { last.run, false };
    last = { key, written, m_next };
    return { m_next++, true };
}

DateDecisions::Answer DateDecisions::day(std::size_t run, TimeText const& t) const
{
    auto const verdict = run < m_verdicts.size() ? m_verdicts[run] : Verdict::open;
    if (verdict == Verdict::out_of_order) return { {}, Why::out_of_order };
    auto const year_first = plausible(t.day(DayOrder::year_first), m_last_day);
    auto const month_first = plausible(t.day(DayOrder::month_first), m_last_day);
    auto const day_first = plausible(t.day(DayOrder::day_first), m_last_day);
    if (year_first) return { *year_first };
    if (!month_first && !day_first) return { {}, Why::implausible };
    if (!month_first || !day_first || month_first == day_first) return { month_first ? *month_first : *day_first };
    if (verdict == Verdict::month_first) return { *month_first };
    if (verdict == Verdict::day_first) return { *day_first };
    return { {}, Why::undecided };
}

void DateEvidence::add(std::uint32_t sequence, TimeText const& t)
{
    auto const step = m_runs.step(sequence, t);
    if (t.leading_zero) m_leading_zero[t.form] = true;
    auto& clock = m_clock[sequence];
    if (!step.fresh && t.second_of_day > clock) ++m_clock_forward;
    if (!step.fresh && t.second_of_day < clock) ++m_clock_backward;
    clock = t.second_of_day;
    if (step.fresh && m_all.size() < date_runs_max) m_all.push_back({ sequence, t });
}

// One inference over the runs. Days are counted from 1970.
struct DateInference {
    enum Reading : std::uint8_t { open, month_first, day_first };

    struct Item {
        int month_first = no_day, day_first = no_day;
        int day = no_day; // settled
        std::uint16_t written {};
        bool two_ways {}; // both readings exist and differ
        bool refused {}; // no reading fits its neighbours
        bool year_first {};
        Reading reading = open;
    };
    struct Votes {
        std::uint32_t month_first {}, day_first {}, by_neighbours {}, open {}, refused {};
    };

    DateRules const& rules;
    std::vector<Item> items;
    std::vector<std::uint32_t> order; // indexes of items, sequence by sequence
    std::vector<std::uint32_t> sequence; // of items
    std::uint64_t forward {}, backward {};
    bool regular = false; // nearly every day has its rows

    DateInference(DateEvidence const& e, DateRules const& r)
        : rules(r)
        , items(e.m_all.size())
        , order(e.m_all.size())
    {
        sequence.reserve(items.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto const& run = e.m_all[i];
            sequence.push_back(run.sequence);
            settle_alone(items[i], run.text);
        }
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return sequence[a] < sequence[b]; });
    }

    void settle_alone(Item& item, TimeText const& t) const
    {
        auto const number = [&](DayOrder o) {
            auto const d = plausible(t.day(o), rules.last_day);
            return d ? int(d->time_since_epoch().count()) : no_day;
        };
        item.written = std::uint16_t(t.written());
        if (t.may_year_first) {
            item.year_first = true;
            item.day = number(DayOrder::year_first);
            return;
        }
        item.month_first = number(DayOrder::month_first);
        item.day_first = number(DayOrder::day_first);
        item.two_ways = item.month_first != no_day && item.day_first != no_day && item.month_first != item.day_first;
        if (item.two_ways) return;
        item.day = item.month_first != no_day ? item.month_first : item.day_first;
        // A vote only where both orders were possible patterns and one of them gave no date.
        if (t.open_order() && item.month_first != item.day_first)
            item.reading = item.month_first != no_day ? month_first : day_first;
    }

    template <typename Visit> void each_pair(Visit visit)
    {
        for (std::size_t i = 1; i < order.size(); ++i)
            if (sequence[order[i]] == sequence[order[i - 1]]) visit(items[order[i - 1]], items[order[i]]);
    }

    void measure()
    {
        forward = backward = 0;
        std::uint64_t next_day = 0;
        Item const* last = nullptr;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i > 0 && sequence[order[i]] != sequence[order[i - 1]]) last = nullptr;
            auto const& item = items[order[i]];
            if (item.day == no_day) continue;
            if (last) {
                forward += item.day > last->day;
                backward += item.day < last->day;
                next_day += std::abs(item.day - last->day) == 1 && i > 0 && &items[order[i - 1]] == last;
            }
            last = &item;
        }
        // Gaps bridged by open dates count against regularity only where both neighbours are settled.
        std::uint64_t neighbours = 0;
        each_pair([&](Item const& a, Item const& b) { neighbours += a.day != no_day && b.day != no_day; });
        regular = rules.daily && neighbours >= 5 && next_day * 10 >= neighbours * 8;
    }

    int direction() const // 1 forward, -1 backward, 0 unknown
    {
        if (forward >= 3 && backward == 0) return 1;
        if (backward >= 3 && forward == 0) return -1;
        return 0;
    }

    // One date that steps out of the row, while those before and after it keep the order.
    void refuse_strays()
    {
        auto const way = backward * 10 <= forward ? 1 : forward * 10 <= backward ? -1 : 0;
        if (way == 0 || forward + backward < 10) return;
        std::vector<std::uint32_t> settled; // one sequence
        auto const judge = [&] {
            auto const later = [&](std::size_t a, std::size_t b) {
                return (items[settled[a]].day - items[settled[b]].day) * way > 0;
            };
            auto const n = settled.size();
            std::vector<std::size_t> strays;
            for (std::size_t i = 0; n >= 3 && i < n; ++i) {
                bool const out = i == 0 ? later(0, 1) && !later(1, 2)
                    : i + 1 == n        ? later(n - 2, n - 1) && !later(n - 3, n - 2)
                                        : !later(i - 1, i + 1) && (later(i - 1, i) || later(i, i + 1));
                if (out && !items[settled[i]].year_first) strays.push_back(i);
            }
            for (auto const i : strays) {
                items[settled[i]].refused = true;
                items[settled[i]].day = no_day;
            }
            settled.clear();
        };
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i > 0 && sequence[order[i]] != sequence[order[i - 1]]) judge();
            if (items[order[i]].day != no_day) settled.push_back(order[i]);
        }
        judge();
    }

    static void settle(Item& item, Reading reading)
    {
        item.reading = reading;
        item.day = reading == month_first ? item.month_first : item.day_first;
    }

    // Between the settled days around it, does only one reading fit?
    bool pass_neighbours(int way, std::vector<int>& before, std::vector<int>& after)
    {
        for (std::size_t i = 0; i < order.size(); ++i) {
            bool const first = i == 0 || sequence[order[i]] != sequence[order[i - 1]];
            if (first)
                before[i] = no_day;
            else
                before[i] = items[order[i - 1]].day != no_day ? items[order[i - 1]].day : before[i - 1];
        }
        for (std::size_t i = order.size(); i-- > 0;) {
            bool const last = i + 1 == order.size() || sequence[order[i]] != sequence[order[i + 1]];
            if (last)
                after[i] = no_day;
            else
                after[i] = items[order[i + 1]].day != no_day ? items[order[i + 1]].day : after[i + 1];
        }
        bool changed = false;
        for (std::size_t i = 0; i < order.size(); ++i) {
            auto& item = items[order[i]];
            if (!item.two_ways || item.day != no_day || item.refused) continue;
            auto const fits = [&](int day) {
                return (before[i] == no_day || (day - before[i]) * way >= 0)
                    && (after[i] == no_day || (after[i] - day) * way >= 0);
            };
            bool const m = fits(item.month_first), d = fits(item.day_first);
            if (m == d && m) continue;
            if (m == d)
                item.refused = true;
            else
                settle(item, m ? month_first : day_first);
            changed = true;
        }
        return changed;
    }

    // Beside a settled day, is only one reading the next or the previous day?
    bool pass_spacing(int way)
    {
        bool changed = false;
        auto const beside = [&](Item& item, int day, int step) {
            if (!item.two_ways || item.day != no_day || item.refused || day == no_day) return;
            auto const next = [&](int reading) {
                return way == 0 ? std::abs(reading - day) == 1 : reading - day == step * way;
            };
            bool const m = next(item.month_first), d = next(item.day_first);
            if (m == d) return;
            settle(item, m ? month_first : day_first);
            changed = true;
        };
        each_pair([&](Item& a, Item& b) { beside(b, a.day, 1); });
        for (std::size_t i = order.size(); i-- > 1;)
            if (sequence[order[i]] == sequence[order[i - 1]]) beside(items[order[i - 1]], items[order[i]].day, -1);
        return changed;
    }

    // Where nothing is settled around them: two lines a day apart in one reading are a month apart in the other, which
    // in a file with a line for every day is no reading.
    void settle_days_in_a_row()
    {
        std::vector<std::pair<Item*, Reading>> found;
        each_pair([&](Item& a, Item& b) {
            if (a.day != no_day || b.day != no_day || !a.two_ways || !b.two_ways) return;
            bool const m = std::abs(b.month_first - a.month_first) == 1, d = std::abs(b.day_first - a.day_first) == 1;
            if (m == d) return;
            found.emplace_back(&a, m ? month_first : day_first);
            found.emplace_back(&b, m ? month_first : day_first);
        });
        for (auto const& [item, reading] : found) {
            if (item->day == no_day)
                settle(*item, reading);
            else if (item->reading != reading)
                item->refused = true;
        }
        for (auto const& [item, reading] : found)
            if (item->refused) item->day = no_day, item->reading = open;
    }

    // Cells written alike follow those that are settled, if these are many enough and the whole form is of one mind:
    // else two hands wrote in this form, and which of them wrote a cell cannot be seen.
    void settle_by_writing(DateEvidence const& e)
    {
        std::vector<Votes> ways(written_ways_max), forms(time_forms_max);
        for (auto const& item : items) {
            auto& way = ways[item.written];
            auto& form = forms[item.written / 9];
            form.month_first += item.reading == month_first;
            form.day_first += item.reading == day_first;
            way.by_neighbours += item.two_ways && item.reading != open;
            form.by_neighbours += item.two_ways && item.reading != open;
            way.open += item.two_ways && item.day == no_day;
            form.refused += item.refused && item.two_ways;
        }
        for (auto& item : items) {
            if (!item.two_ways || item.day != no_day || item.refused) continue;
            auto const& way = ways[item.written];
            auto const& form = forms[item.written / 9];
            if (form.refused > 0 || (form.month_first > 0 && form.day_first > 0)) continue;
            bool const vendors =
                rules.vendor && rules.vendor->form == item.written / 9 && !e.m_leading_zero[item.written / 9];
            // A number above 12 alone proves nothing about the others: a spreadsheet turns just those it can.
            if (form.by_neighbours >= witnesses_min && way.by_neighbours >= 2 && way.by_neighbours * 4 >= way.open)
                settle(item, form.month_first > 0 ? month_first : day_first);
            else if (vendors && rules.vendor->order == DayOrder::month_first && form.day_first == 0)
                settle(item, month_first);
            else if (vendors && rules.vendor->order == DayOrder::day_first && form.month_first == 0)
                settle(item, day_first);
        }
    }

    // What the writing settled must keep the order of time too.
    void refuse_what_steps_back(int way)
    {
        if (way == 0) return;
        int last = no_day;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i > 0 && sequence[order[i]] != sequence[order[i - 1]]) last = no_day;
            auto& item = items[order[i]];
            if (item.day == no_day) continue;
            if (last != no_day && (item.day - last) * way < 0 && item.two_ways) {
                item.day = no_day;
                item.refused = true;
                continue;
            }
            last = item.day;
        }
    }

    void run(DateEvidence const& e)
    {
        measure();
        refuse_strays();
        measure();
        auto const way = direction();
        std::vector<int> before(order.size(), no_day), after(order.size(), no_day);
        for (int pass = 0; pass < 64; ++pass) {
            bool changed = way != 0 && pass_neighbours(way, before, after);
            if (regular) changed |= pass_spacing(way);
            if (!changed) break;
        }
        if (rules.daily) settle_days_in_a_row();
        settle_by_writing(e);
        refuse_what_steps_back(way);
    }
};

DateDecisions DateEvidence::decide(DateRules const& rules) const
{
    DateInference inference(*this, rules);
    inference.run(*this);
    DateDecisions out;
    out.m_last_day = rules.last_day;
    out.m_verdicts.reserve(m_all.size());
    using Verdict = DateDecisions::Verdict;
    for (auto const& item : inference.items)
        out.m_verdicts.push_back(item.refused                ? Verdict::out_of_order
                : !item.two_ways                             ? Verdict::open
                : item.reading == DateInference::month_first ? Verdict::month_first
                : item.reading == DateInference::day_first   ? Verdict::day_first
                                                             : Verdict::open);
    auto const forward = inference.forward + m_clock_forward, backward = inference.backward + m_clock_backward;
    // Some steps back are a clock set anew or the end of summer time.
    if (forward >= 3 && backward * 3 <= forward) out.m_direction = TimeDirection::forward;
    if (backward >= 3 && forward * 3 <= backward) out.m_direction = TimeDirection::backward;
    return out;
}

} // namespace wellkept::programs
