import type { Trust } from '../shared/api/types';
import type { IconName } from '../shared/parts/Icon';
import type { Tone } from '../shared/parts/small';

export type PromiseRow = Trust['promises'][number];
export type Observation = PromiseRow['observed'][number];

/** How a promise can stand, what holds first; what the server may add one day reads as unproven. */
export const standings = ['kept', 'proven', 'unproven', 'in_work', 'failing', 'broken'] as const;
export type Standing = (typeof standings)[number];

export function standingOf(promise: Pick<PromiseRow, 'standing'>): Standing {
    return standings.find((one) => one === promise.standing) ?? 'unproven';
}

interface Look {
    tone: Tone;
    icon: IconName;
}
/** Only "kept" has the tone of what is well: it alone was tested and is seen here. */
export const looks: Record<Standing, Look> = {
    kept: { tone: 'ok', icon: 'check' },
    proven: { tone: 'plain', icon: 'half' },
    unproven: { tone: 'plain', icon: 'empty' },
    in_work: { tone: 'plain', icon: 'clock' },
    failing: { tone: 'warn', icon: 'cross' },
    broken: { tone: 'warn', icon: 'alert' },
};

export const parts = ['D', 'S', 'C'] as const;
export type Part = (typeof parts)[number];

export function partOf(promise: Pick<PromiseRow, 'id'>): Part | undefined {
    return parts.find((one) => promise.id.startsWith(one));
}

export function countByStanding(promises: PromiseRow[]): Record<Standing, number> {
    const counts = Object.fromEntries(standings.map((one) => [one, 0])) as Record<Standing, number>;
    for (const promise of promises) counts[standingOf(promise)]++;
    return counts;
}

export interface Filter {
    standing: Standing | undefined;
    part: Part | undefined;
    text: string;
}

/** The promises a reader asks for; every word typed must stand somewhere in one. */
export function chosen(promises: PromiseRow[], filter: Filter): PromiseRow[] {
    const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return promises.filter((promise) => {
        if (filter.standing && standingOf(promise) !== filter.standing) return false;
        if (filter.part && partOf(promise) !== filter.part) return false;
        const all = [promise.id, promise.title, promise.text, ...promise.scenarios].join(' ').toLocaleLowerCase();
        return words.every((word) => all.includes(word));
    });
}

const rank: Record<string, number> = { broken: 0, cannot_look: 1, kept: 2, not_yet: 3 };

/** The observation a line has room for: the worst, and of equals the one whose look is oldest. */
export function foremost(observed: Observation[]): Observation | undefined {
    const order = (one: Observation) => rank[one.outcome] ?? 1;
    return [...observed].sort(
        (a, b) => order(a) - order(b) || (a.last_seen ?? '').localeCompare(b.last_seen ?? ''),
    )[0];
}

const freshFor = 48 * 3_600_000;

/** Probes look at least once a day; what was seen longer ago says little of today. */
export function isStale(observation: Observation, now: number): boolean {
    return observation.last_seen !== undefined && now - Date.parse(observation.last_seen) > freshFor;
}
