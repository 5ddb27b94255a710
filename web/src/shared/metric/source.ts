import type { Daily, Metric, Sample, SamplePage } from '../api/types';
import { addDays, boundsOf, rangeAround, type CalendarDay, type RangeKind } from '../i18n/days';

/** Where a metric's values are read: the Member's own doors, or a Client's. */
export interface MetricSource {
    /** Tells apart the cached answers of different people. */
    key: string;
    samples(query: SampleQuery, signal: AbortSignal): Promise<SamplePage>;
    daily(query: { metric: string; from: CalendarDay; to: CalendarDay }, signal: AbortSignal): Promise<Daily>;
}

export interface SampleQuery {
    metric: string;
    from: string;
    to: string;
    cursor?: string;
    limit: number;
}

export interface Window {
    metric: Metric;
    kind: RangeKind;
    from: CalendarDay;
    to: CalendarDay;
    /** Of a day's samples: the instants asked for. */
    start: Date;
    end: Date;
}

export type Values = { kind: 'samples'; samples: Sample[]; more: boolean } | { kind: 'daily'; daily: Daily };

const pageSize = 5000;
// A second-by-second day has 86,400 samples; what lies past this is said to be left out.
const pagesAtMost = 20;

export function windowOf(metric: Metric, kind: RangeKind, day: CalendarDay): Window {
    const { from, to } = rangeAround(kind, day);
    const bounds = boundsOf(from);
    if (kind === 'day' && metric.category === 'sleep') {
        // A night belongs to the day it ends on: noon to noon.
        const noon = (value: CalendarDay) => new Date(boundsOf(value).from.getTime() + 12 * 3_600_000);
        return { metric, kind, from, to, start: noon(addDays(day, -1)), end: noon(day) };
    }
    return { metric, kind, from, to, start: bounds.from, end: boundsOf(to).to };
}

export async function valuesIn(source: MetricSource, window: Window, signal: AbortSignal): Promise<Values> {
    const metric = window.metric.metric;
    if (window.kind !== 'day')
        return { kind: 'daily', daily: await source.daily({ metric, from: window.from, to: window.to }, signal) };
    const samples: Sample[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < pagesAtMost; page++) {
        const answer = await source.samples(
            { metric, from: window.start.toISOString(), to: window.end.toISOString(), cursor, limit: pageSize },
            signal,
        );
        samples.push(...answer.samples);
        cursor = answer.next_cursor;
        if (!cursor) break;
    }
    samples.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
    return { kind: 'samples', samples, more: cursor !== undefined };
}
