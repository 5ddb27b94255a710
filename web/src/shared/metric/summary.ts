import type { TFunction } from 'i18next';
import type { Day, Sample } from '../api/types';
import { duration } from '../i18n/format';
import { codeText, orderCodes, quantity } from '../i18n/units';
import { codesIn } from './shapes';
import type { Window } from './source';

type Row = [string, string];

/** Lowest, highest and mean of what is shown; of sums the mean of a day; of codes the mean time. */
export function dailySummary(t: TFunction, window: Window, days: Day[]): Row[] {
    const { metric } = window;
    if (metric.daily === 'time_by_code')
        return codesIn(days).map((code): Row => {
            const minutes = days.map((day) => day.minutes_by_code?.[code] ?? 0);
            return [t('shared:summary.mean_of', { what: codeText(t, code) }), duration(mean(minutes))];
        });
    const valued = days.filter((day): day is Day & { value: number } => day.value !== undefined);
    if (valued.length === 0) return [];
    const values = valued.map((day) => day.value);
    const show = (value: number) => quantity(t, value, metric);
    if (metric.daily === 'sum')
        return [
            [t('shared:summary.mean_day'), show(mean(values))],
            [t('shared:summary.highest_day'), show(Math.max(...values))],
            [t('shared:summary.total'), show(values.reduce((sum, value) => sum + value, 0))],
        ];
    const samples = valued.reduce((sum, day) => sum + Math.max(1, day.count), 0);
    const weighted = valued.reduce((sum, day) => sum + day.value * Math.max(1, day.count), 0) / samples;
    return [
        [t('shared:summary.mean'), show(metric.daily === 'mean' ? weighted : mean(values))],
        [t('shared:summary.lowest'), show(Math.min(...valued.map((day) => day.min ?? day.value)))],
        [t('shared:summary.highest'), show(Math.max(...valued.map((day) => day.max ?? day.value)))],
    ];
}

export function sampleSummary(t: TFunction, window: Window, samples: Sample[]): Row[] {
    const { metric } = window;
    if (metric.daily === 'time_by_code') {
        const minutes = new Map<string, number>();
        for (const sample of samples)
            if (sample.code && sample.end)
                minutes.set(
                    sample.code,
                    (minutes.get(sample.code) ?? 0) + (Date.parse(sample.end) - Date.parse(sample.start)) / 60_000,
                );
        return orderCodes([...minutes.keys()]).map((code): Row => [codeText(t, code), duration(minutes.get(code) ?? 0)]);
    }
    const values = samples.flatMap((sample) => (sample.value === undefined ? [] : [sample.value]));
    if (values.length === 0) return [];
    const show = (value: number) => quantity(t, value, metric);
    if (metric.daily === 'sum')
        return [[t('shared:summary.total'), show(values.reduce((sum, value) => sum + value, 0))]];
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
    }
    return [
        [t('shared:summary.mean'), show(mean(values))],
        [t('shared:summary.lowest'), show(low)],
        [t('shared:summary.highest'), show(high)],
    ];
}

function mean(values: number[]): number {
    return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
