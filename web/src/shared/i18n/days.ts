/** Calendar days as `YYYY-MM-DD`, counted in the browser's zone and free of clock changes. */
export type CalendarDay = string;

export function dayOf(instant: Date): CalendarDay {
    const two = (value: number) => String(value).padStart(2, '0');
    return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

export function today(): CalendarDay {
    return dayOf(new Date());
}

export function addDays(value: CalendarDay, days: number): CalendarDay {
    const shifted = new Date(`${value}T12:00:00Z`);
    shifted.setUTCDate(shifted.getUTCDate() + days);
    return shifted.toISOString().slice(0, 10);
}

export function addMonths(value: CalendarDay, months: number): CalendarDay {
    const first = new Date(`${value.slice(0, 7)}-01T12:00:00Z`);
    first.setUTCMonth(first.getUTCMonth() + months);
    return first.toISOString().slice(0, 10);
}

/** The days from one to the other, both included. */
export function daysBetween(from: CalendarDay, to: CalendarDay): CalendarDay[] {
    const days: CalendarDay[] = [];
    for (let value = from; value <= to && days.length < 400; value = addDays(value, 1)) days.push(value);
    return days;
}

/** The instants at which a local day starts and ends; 23 to 25 hours apart. */
export function boundsOf(value: CalendarDay): { from: Date; to: Date } {
    const start = (text: string) => {
        const [year, month, date] = text.split('-').map(Number);
        return new Date(year ?? 1970, (month ?? 1) - 1, date ?? 1);
    };
    return { from: start(value), to: start(addDays(value, 1)) };
}

export type RangeKind = 'day' | 'week' | 'month' | 'year';

/** The calendar range of a kind that holds a day: weeks start on Monday. */
export function rangeAround(kind: RangeKind, value: CalendarDay): { from: CalendarDay; to: CalendarDay } {
    if (kind === 'day') return { from: value, to: value };
    if (kind === 'week') {
        const weekday = (new Date(`${value}T12:00:00Z`).getUTCDay() + 6) % 7;
        const from = addDays(value, -weekday);
        return { from, to: addDays(from, 6) };
    }
    if (kind === 'month') {
        const from = `${value.slice(0, 7)}-01`;
        return { from, to: addDays(addMonths(from, 1), -1) };
    }
    return { from: `${value.slice(0, 4)}-01-01`, to: `${value.slice(0, 4)}-12-31` };
}

/** A day in the range before (-1) or after (+1). */
export function stepRange(kind: RangeKind, value: CalendarDay, direction: -1 | 1): CalendarDay {
    const { from, to } = rangeAround(kind, value);
    return direction < 0 ? addDays(from, -1) : addDays(to, 1);
}
