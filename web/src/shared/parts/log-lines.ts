import type { TFunction } from 'i18next';
import type { AccessEntry, ClientLogEntry } from '../api/types';
import { dateTime, number } from '../i18n/format';

/** One line of a record of accesses, as people read it. */
export interface LogLine {
    key: string;
    at: string;
    kind: string;
    who: string;
    action: string;
    purpose: string;
    permitted: boolean;
    /** What it was about: kinds of data, counts, times, ids. */
    facts: string[];
    /** The person looking at their own data: of little interest one by one. */
    ownLook?: boolean;
}

export interface Titles {
    category: (code: string) => string;
    program: (code: string) => string;
}

export function memberLine(t: TFunction, titles: Titles, entry: AccessEntry): LogLine {
    const { kind, name } = entry.who;
    const who =
        kind === 'member'
            ? t('shared:access.you')
            : kind === 'system'
              ? t('shared:access.wellkept')
              : kind === 'vendor'
                ? titles.program(name)
                : name;
    return {
        key: entry.id,
        at: entry.at,
        kind,
        who: who || t('shared:access.nobody'),
        action: capital(entry.action_title),
        purpose: entry.purpose_title,
        permitted: entry.decision === 'permit',
        facts: factsOf(t, titles, entry.details),
        ownLook: kind === 'member' && entry.decision === 'permit' && /\.read(_|$)/.test(entry.action),
    };
}

/** Neighbouring looks at one's own data as one group; everything else by itself. */
export function grouped(lines: LogLine[]): LogLine[][] {
    const groups: LogLine[][] = [];
    for (const line of lines) {
        const last = groups.at(-1);
        if (line.ownLook && last?.[0]?.ownLook) last.push(line);
        else groups.push([line]);
    }
    return groups;
}

export function clientLine(t: TFunction, entry: ClientLogEntry, at: number): LogLine {
    return {
        key: `${entry.request_id}/${at}`,
        at: entry.at,
        kind: entry.actor_kind,
        who: entry.action,
        action: '',
        purpose: entry.purpose,
        permitted: entry.decision === 'permit',
        facts: [
            ...(entry.reason ? [t('shared:access.fact.reason', { reason: entry.reason })] : []),
            t('shared:access.fact.request', { id: entry.request_id }),
        ],
    };
}

function factsOf(t: TFunction, titles: Titles, details: Record<string, string>): string[] {
    const { program, category, metric, count, from, to, ...others } = details;
    const facts: string[] = [];
    if (program) facts.push(titles.program(program));
    if (category) facts.push(...category.split(',').map((one) => titles.category(one.trim())));
    if (metric) facts.push(spelled(metric));
    if (from && to) facts.push(t('shared:access.fact.from_to', { from: time(from), to: time(to) }));
    if (count && Number.isFinite(Number(count)))
        facts.push(t('shared:access.records', { count: Number(count), shown: number(Number(count), 0) }));
    for (const [name, value] of Object.entries(others)) facts.push(`${spelled(name)}: ${value}`);
    return facts;
}

function time(text: string): string {
    return Number.isNaN(Date.parse(text)) ? text : dateTime(text);
}

/** A code as words: `heart_rate` is "Heart rate". */
export function spelled(code: string): string {
    return capital(code.replaceAll('_', ' '));
}

function capital(text: string): string {
    return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
