import type { TFunction } from 'i18next';
import type { Day, Metric, Sample } from '../api/types';
import type { PlotData } from '../chart/plot-data';
import { daysBetween } from '../i18n/days';
import * as format from '../i18n/format';
import { codeText, orderCodes, quantity } from '../i18n/units';
import type { Window } from './source';

type Tick = { at: number; text: string };

/** The codes that occur, in drawing order. */
export function codesIn(days: Day[]): string[] {
    return orderCodes([...new Set(days.flatMap((day) => Object.keys(day.minutes_by_code ?? {})))]);
}

/** A chart of days: a line with the span of each day, bars for sums, stacked bars for time by code. */
export function dailyPlot(t: TFunction, window: Window, days: Day[]): PlotData {
    const { metric, kind } = window;
    const calendar = daysBetween(window.from, window.to);
    const known = new Map(days.map((day) => [day.day, day]));
    const pick = (read: (day: Day) => number | undefined) =>
        calendar.map((day) => {
            const found = known.get(day);
            return found ? (read(found) ?? null) : null;
        });
    const shared = {
        xs: calendar.map((_, at) => at),
        ticks: (width: number) => dayTicks(calendar, kind, width),
        formatAxis: (value: number, step: number) => axisText(metric, value, step),
        increments: axisSteps(metric),
    };
    const heading = (at: number) => format.day(calendar[at] ?? window.from, 'long');

    if (metric.daily === 'time_by_code') {
        const codes = codesIn(days);
        return {
            ...shared,
            kind: 'stack',
            series: codes.map((code) => ({
                label: codeText(t, code),
                values: pick((day) => (day.minutes_by_code ? (day.minutes_by_code[code] ?? 0) : undefined)),
            })),
            describe: (at) => {
                const minutes = known.get(calendar[at] ?? '')?.minutes_by_code ?? {};
                const parts = codes
                    .filter((code) => minutes[code])
                    .map((code) => `${codeText(t, code)} ${format.duration(minutes[code] ?? 0)}`);
                return t('shared:chart.point', { when: heading(at), value: format.list(parts) });
            },
        };
    }
    return {
        ...shared,
        kind: metric.daily === 'sum' ? 'bars' : 'line',
        joined: metric.daily === 'last',
        series: [{ label: metric.title, values: pick((day) => day.value) }],
        band:
            metric.daily === 'mean' ? { min: pick((day) => day.min), max: pick((day) => day.max) } : undefined,
        describe: (at) => {
            const found = known.get(calendar[at] ?? '');
            if (found?.value === undefined) return t('shared:chart.no_value', { when: heading(at) });
            const value = quantity(t, found.value, metric);
            if (metric.daily !== 'mean' || found.min === undefined || found.max === undefined)
                return t('shared:chart.point', { when: heading(at), value });
            return t('shared:chart.point_span', {
                when: heading(at),
                value,
                min: format.number(found.min),
                max: format.number(found.max),
            });
        },
    };
}

/** A chart of one day's samples: a line, or bars by the hour for what adds up. */
export function samplePlot(t: TFunction, window: Window, samples: Sample[]): PlotData {
    return window.metric.daily === 'sum' ? hourlyPlot(t, window, samples) : linePlot(t, window, samples);
}

function linePlot(t: TFunction, window: Window, samples: Sample[]): PlotData {
    const { metric, start, end } = window;
    const valued = samples.filter((sample) => sample.value !== undefined);
    const seconds = (instant: string) => (Date.parse(instant) - start.getTime()) / 1000;
    const breakAfter = gapThatBreaks(valued.map((sample) => seconds(sample.start)));
    const xs: number[] = [];
    const values: (number | null)[] = [];
    const behind: (Sample | undefined)[] = [];
    for (const sample of valued) {
        const x = seconds(sample.start);
        const previous = xs[xs.length - 1];
        if (previous !== undefined && x - previous > breakAfter) {
            xs.push(previous + 1);
            values.push(null);
            behind.push(undefined);
        }
        if (previous === x) continue;
        xs.push(x);
        values.push(sample.value ?? null);
        behind.push(sample);
    }
    return {
        kind: 'line',
        xs,
        series: [{ label: metric.title, values }],
        domain: [0, (end.getTime() - start.getTime()) / 1000],
        ticks: (width) => hourTicks(start, end, width),
        formatAxis: (value, step) => axisText(metric, value, step),
        describe: (at) => {
            const sample = behind[at];
            return sample?.value === undefined
                ? ''
                : t('shared:chart.point', {
                      when: format.timeOnly(sample.start),
                      value: quantity(t, sample.value, metric),
                  });
        },
    };
}

function hourlyPlot(t: TFunction, window: Window, samples: Sample[]): PlotData {
    const { metric, start, end } = window;
    const hours = Math.round((end.getTime() - start.getTime()) / 3_600_000);
    const sums: (number | null)[] = Array.from({ length: hours }, () => null);
    for (const sample of samples) {
        const hour = Math.floor((Date.parse(sample.start) - start.getTime()) / 3_600_000);
        if (sample.value !== undefined && hour >= 0 && hour < hours) sums[hour] = (sums[hour] ?? 0) + sample.value;
    }
    const at = (hour: number) => new Date(start.getTime() + hour * 3_600_000);
    return {
        kind: 'bars',
        xs: sums.map((_, hour) => hour),
        series: [{ label: metric.title, values: sums }],
        ticks: (width) =>
            hourTicks(start, end, width).map((tick) => ({ at: tick.at / 3600 - 0.5, text: tick.text })),
        formatAxis: (value, step) => axisText(metric, value, step),
        describe: (hour) =>
            t('shared:chart.point', {
                when: t('shared:chart.from_to', { from: format.timeOnly(at(hour)), to: format.timeOnly(at(hour + 1)) }),
                value: quantity(t, sums[hour] ?? 0, metric),
            }),
    };
}

/** Seconds without a sample after which a line would claim what nobody measured: 4 usual steps, 15 minutes at least. */
function gapThatBreaks(xs: number[]): number {
    const steps = xs.slice(1).map((x, at) => x - (xs[at] ?? x));
    steps.sort((a, b) => a - b);
    return Math.max(900, 4 * (steps[Math.floor(steps.length / 2)] ?? 0));
}

const inMinutes = (metric: Metric) => metric.unit === 'min' || metric.daily === 'time_by_code';

function axisText(metric: Metric, value: number, step: number): string {
    if (inMinutes(metric)) return format.shortDuration(value);
    // As many decimals as tell two labels apart.
    return format.number(value, step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step))));
}

function axisSteps(metric: Metric): number[] | undefined {
    return inMinutes(metric) ? [5, 15, 30, 60, 120, 180, 360, 720, 1440] : undefined;
}

function hourTicks(start: Date, end: Date, width: number): Tick[] {
    const every = width < 480 ? 6 : 3;
    const ticks: Tick[] = [];
    for (let at = new Date(start); at <= end; at = new Date(at.getTime() + every * 3_600_000))
        ticks.push({ at: (at.getTime() - start.getTime()) / 1000, text: format.timeOnly(at) });
    return ticks;
}

function dayTicks(calendar: string[], kind: Window['kind'], width: number): Tick[] {
    if (kind === 'year')
        return calendar
            .map((day, at) => ({ day, at }))
            .filter(({ day }) => day.endsWith('-01') && (width >= 560 || Number(day.slice(5, 7)) % 3 === 1))
            .map(({ day, at }) => ({ at, text: format.day(day, 'short').replace(/[\d.\s]+/g, ' ').trim() }));
    const every = kind === 'week' ? 1 : width < 480 ? 7 : 4;
    const style = kind !== 'week' ? 'short' : width < 480 ? 'name' : 'weekday';
    return calendar
        .map((day, at) => ({ at, text: format.day(day, style) }))
        .filter(({ at }) => at % every === 0);
}
