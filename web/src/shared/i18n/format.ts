import i18next from 'i18next';

// The page's language with the person's region: English words with a German reader's order of the date.
function locale(): string {
    const language = i18next.language || 'en';
    const own = navigator.languages?.find((tag) => tag.toLowerCase().startsWith(language.toLowerCase()));
    if (own) return own;
    try {
        const region = new Intl.Locale(navigator.language).region;
        return region ? `${language}-${region}` : language;
    } catch {
        return language;
    }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(value: Date, options: Intl.DateTimeFormatOptions): string {
    const name = locale() + JSON.stringify(options);
    let format = formats.get(name);
    if (!format) formats.set(name, (format = new Intl.DateTimeFormat(locale(), options)));
    return format.format(value);
}

/** The zone of this browser, an IANA name. */
export function browserZone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

export function dateTime(instant: string | Date): string {
    return formatted(new Date(instant), { dateStyle: 'medium', timeStyle: 'short' });
}

export function dateOnly(instant: string | Date): string {
    return formatted(new Date(instant), { dateStyle: 'medium' });
}

export function timeOnly(instant: string | Date): string {
    return formatted(new Date(instant), { timeStyle: 'short' });
}

export function timeWithSeconds(instant: string | Date): string {
    return formatted(new Date(instant), { timeStyle: 'medium' });
}

/** Wall time at an offset east of UTC, in minutes: as it was where the sample was taken. */
export function timeAtOffset(instant: string, offsetMinutes: number): string {
    const shifted = new Date(Date.parse(instant) + offsetMinutes * 60_000);
    return formatted(shifted, { timeStyle: 'short', timeZone: 'UTC' });
}

/** A calendar day `YYYY-MM-DD`, which belongs to no zone. */
export function day(value: string, style: 'long' | 'medium' | 'short' | 'weekday' | 'name' = 'medium'): string {
    const noon = new Date(`${value}T12:00:00Z`);
    if (style === 'weekday') return formatted(noon, { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
    if (style === 'name') return formatted(noon, { weekday: 'short', timeZone: 'UTC' });
    if (style === 'short') return formatted(noon, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    if (style === 'long')
        return formatted(noon, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    return formatted(noon, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** The local day of an instant as a heading: "Thursday 20 November 2026". */
export function dayHeading(instant: string): string {
    return formatted(new Date(instant), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

export function number(value: number, decimals?: number): string {
    return new Intl.NumberFormat(locale(), {
        maximumFractionDigits: decimals ?? (Math.abs(value) >= 100 ? 0 : 1),
    }).format(value);
}

export function percent(value: number): string {
    return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(value / 100);
}

/** "a, b and c". */
export function list(items: string[]): string {
    return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(items);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
];

/** "3 hours ago"; past a month the date instead. By a clock that is slow by less than an hour, what has just been is "this minute". */
export function ago(instant: string, now = Date.now()): string {
    const apart = (Date.parse(instant) - now) / 1000;
    const seconds = apart > 0 && apart < 3600 ? 0 : apart;
    if (Math.abs(seconds) > 30 * 86_400) return dateOnly(instant);
    const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
    for (const [unit, size] of steps)
        if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
    return format.format(0, 'minute');
}

/** Minutes as hours and minutes: "6 hr 20 min". */
export function duration(minutes: number): string {
    const whole = Math.round(minutes);
    const unit = (value: number, name: 'hour' | 'minute') =>
        new Intl.NumberFormat(locale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
    const hours = Math.floor(whole / 60);
    const rest = whole % 60;
    if (hours === 0) return unit(rest, 'minute');
    return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** Minutes in the least room: "6h", "30m". */
export function shortDuration(minutes: number): string {
    const whole = minutes % 60 === 0 && minutes !== 0;
    return new Intl.NumberFormat(locale(), {
        style: 'unit',
        unit: whole ? 'hour' : 'minute',
        unitDisplay: 'narrow',
        maximumFractionDigits: 0,
    }).format(whole ? minutes / 60 : minutes);
}

/** The size of a file: "12.4 MB". */
export function fileSize(bytes: number): string {
    const [unit, size] =
        bytes >= 1e6 ? (['megabyte', 1e6] as const) : bytes >= 1000 ? (['kilobyte', 1000] as const) : (['byte', 1] as const);
    return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
        bytes / size,
    );
}

/** "November 2026" of any day in it. */
export function month(value: string): string {
    return formatted(new Date(`${value}T12:00:00Z`), { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** Two calendar days as a range: "16–22 Nov 2026". */
export function dayRange(from: string, to: string): string {
    const format = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' });
    return format.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`));
}

/** An amount in a currency's smallest units. */
export function money(minor: number, currency: string, decimals: number): string {
    return new Intl.NumberFormat(locale(), { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(minor / 10 ** decimals);
}
