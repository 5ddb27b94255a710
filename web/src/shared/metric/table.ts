import type { TFunction } from 'i18next';
import type { Day, Metric, Sample } from '../api/types';
import * as format from '../i18n/format';
import { bareQuantity, codeText, unitText } from '../i18n/units';
import { codesIn } from './shapes';
import type { Window } from './source';

/** One table, shown and exported alike. `shown` is for people, `raw` for machines. */
export interface Sheetful {
    columns: string[];
    rows: { shown: string[]; raw: string[] }[];
}

const withUnit = (t: TFunction, name: string, metric: Metric) =>
    t('shared:table.with_unit', { name, unit: unitText(t, metric) });
const plain = (value: number | undefined) => (value === undefined ? '' : String(value));

export function dailyTable(t: TFunction, window: Window, days: Day[]): Sheetful {
    const { metric } = window;
    const sorted = [...days].sort((a, b) => a.day.localeCompare(b.day));
    if (metric.daily === 'time_by_code') {
        const codes = codesIn(sorted);
        return {
            columns: [t('shared:table.day'), ...codes.map((code) => codeText(t, code))],
            rows: sorted.map((day) => ({
                shown: [
                    format.day(day.day),
                    ...codes.map((code) => format.duration(day.minutes_by_code?.[code] ?? 0)),
                ],
                raw: [day.day, ...codes.map((code) => plain(day.minutes_by_code?.[code] ?? 0))],
            })),
        };
    }
    const spans = metric.daily === 'mean';
    const value = t(`shared:table.daily_${metric.daily}`);
    return {
        columns: [
            t('shared:table.day'),
            withUnit(t, value, metric),
            ...(spans ? [t('shared:table.min'), t('shared:table.max')] : []),
            t('shared:table.count'),
        ],
        rows: sorted.map((day) => ({
            shown: [
                format.day(day.day),
                day.value === undefined ? '' : bareQuantity(day.value, metric),
                ...(spans ? [day.min, day.max].map((edge) => (edge === undefined ? '' : bareQuantity(edge, metric))) : []),
                format.number(day.count, 0),
            ],
            raw: [day.day, plain(day.value), ...(spans ? [plain(day.min), plain(day.max)] : []), plain(day.count)],
        })),
    };
}

export function sampleTable(t: TFunction, window: Window, samples: Sample[], programTitle: (id: string) => string): Sheetful {
    const { metric } = window;
    const ends = samples.some((sample) => sample.end);
    // Shown only where the person was in another zone than the one the page is read in.
    const moved = samples.some(
        (sample) => sample.offset_minutes !== undefined && sample.offset_minutes !== hereOffset(sample.start),
    );
    const value = metric.daily === 'time_by_code' ? t('shared:table.what') : t('shared:table.value');
    return {
        columns: [
            t('shared:table.time'),
            ...(ends ? [t('shared:table.until')] : []),
            ...(moved ? [t('shared:table.time_there')] : []),
            metric.daily === 'time_by_code' ? value : withUnit(t, value, metric),
            t('shared:table.source'),
        ],
        rows: samples.map((sample) => {
            const source = programTitle(sample.source.connection_id);
            const there =
                sample.offset_minutes === undefined ? '' : format.timeAtOffset(sample.start, sample.offset_minutes);
            const shownValue =
                sample.value !== undefined
                    ? bareQuantity(sample.value, metric)
                    : sample.code
                      ? codeText(t, sample.code)
                      : '';
            return {
                shown: [
                    format.timeWithSeconds(sample.start),
                    ...(ends ? [sample.end ? format.timeWithSeconds(sample.end) : ''] : []),
                    ...(moved ? [there] : []),
                    shownValue,
                    source,
                ],
                raw: [
                    sample.start,
                    ...(ends ? [sample.end ?? ''] : []),
                    ...(moved ? [there] : []),
                    sample.value !== undefined ? plain(sample.value) : (sample.code ?? ''),
                    source,
                ],
            };
        }),
    };
}

function hereOffset(instant: string): number {
    return -new Date(instant).getTimezoneOffset();
}

/** The table as RFC 4180 text; a cell that a spreadsheet would run as a formula is quoted off with an apostrophe. */
export function csvOf(table: Sheetful): string {
    const cell = (text: string) => {
        const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
        return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return [table.columns, ...table.rows.map((row) => row.raw)]
        .map((cells) => cells.map(cell).join(','))
        .join('\r\n')
        .concat('\r\n');
}
