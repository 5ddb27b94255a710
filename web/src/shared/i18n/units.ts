import type { TFunction } from 'i18next';
import { duration, number } from './format';

// UCUM as people write it; the key of the text for each unit that is a word.
const signs: Record<string, string> = {
    '%': '%',
    'mm[Hg]': 'mmHg',
    Cel: '°C',
    'kg/m2': 'kg/m²',
    'mL/min/kg': 'mL/min/kg',
};
const words: Record<string, string> = {
    '/min': 'per_minute',
    '{steps}': 'steps',
    '{flights}': 'flights',
    '{pushes}': 'pushes',
    '{score}': 'score',
    min: 'minutes',
    'kcal/d': 'kcal_a_day',
    '{steps}/d': 'steps_a_day',
};

/** What a value is of: enough of a metric to write its unit. */
export interface Measured {
    unit: string;
    category: string;
}

/** How a UCUM unit reads: "/min" is "bpm" of a heart and "per minute" of anything else. */
export function unitText(t: TFunction, { unit: ucum, category }: Measured): string {
    const word = ucum === '/min' && category === 'heart' ? 'beats' : words[ucum];
    if (word) return t(`shared:unit.${word}`);
    return signs[ucum] ?? ucum.replace(/\{(.*?)\}/g, '$1');
}

/** A value with its unit; minutes as hours and minutes. */
export function quantity(t: TFunction, value: number, metric: Measured): string {
    return metric.unit === 'min' ? duration(value) : `${bareQuantity(value, metric)} ${unitText(t, metric)}`;
}

/** A value where its unit stands elsewhere; minutes say theirs all the same. */
export function bareQuantity(value: number, { unit }: Measured): string {
    if (unit === 'min') return duration(value);
    // Nobody has half a step, and half a heartbeat a minute is no news.
    return number(value, unit === '/min' || unit.startsWith('{') ? 0 : undefined);
}

const codeOrder = ['deep', 'light', 'rem', 'asleep', 'awake', 'in_bed'];

/** A code of a coded metric in words. */
export function codeText(t: TFunction, code: string): string {
    const spelled = code.replaceAll('_', ' ');
    return t(`shared:code.${code}`, { defaultValue: spelled.charAt(0).toUpperCase() + spelled.slice(1) });
}

/** Codes in the order they are drawn and listed; time in bed contains the others and is left out beside them. */
export function orderCodes(codes: string[]): string[] {
    const beside = codes.length > 1 ? codes.filter((code) => code !== 'in_bed') : [...codes];
    const rank = (code: string) => (codeOrder.includes(code) ? codeOrder.indexOf(code) : 0);
    return beside.sort((a, b) => rank(a) - rank(b));
}
