// What Withings would hold of each person: the recording in the vendor's shape, today's part of it, and the tests' edits.
import { editsOf, withEdits } from './edits.mjs';
import { makeNight } from './nights.mjs';
import { activities, devices, intraday, measureGroups, sleepStates, sleepSummary } from './withings_shapes.mjs';
import { dayAt, dayNumber, instant } from './zones.mjs';

/** Which notification a kind of data belongs to. */
export const appliOf = { measure: 1, temperature: 2, pressure: 4, activity: 16, intraday: 16, workout: 16, sleep: 44, user: 46 };

/** Measure groups of three categories live in one list. */
const measureTypes = ['measure', 'temperature', 'pressure'];

export class WithingsData {
    /** @param {Map<string, import('./recordings.mjs').Record_>} records @param {import('./store.mjs').Store} store @param {import('./clock.mjs').Clock} clock */
    constructor(records, store, clock) {
        this.records = records;
        this.store = store;
        this.clock = clock;
        /** @type {Map<string, import('./nights.mjs').Night[]>} */
        this.nightsOf = new Map();
    }

    get edits() {
        return this.store.vendor('withings').edits;
    }

    /** @param {string} person */
    record(person) {
        return /** @type {import('./recordings.mjs').Record_} */ (this.records.get(person));
    }

    /** @param {string} person */
    nights(person) {
        const known = this.nightsOf.get(person);
        if (known) return known;
        const record = this.record(person);
        const made = record.sleeps.map((s) => makeNight(record, s));
        this.nightsOf.set(person, made);
        return made;
    }

    /** @param {string} person */
    measures(person) {
        const limit = this.clock.dataLimit();
        const all = withEdits(measureGroups(this.record(person)), measureTypes.flatMap((t) => editsOf(this.edits, person, t)), (g) => String(g.grpid));
        return all.filter((g) => g.date <= limit).sort((a, b) => b.date - a.date);
    }

    /** @param {string} person */
    activities(person) {
        const record = this.record(person);
        const limit = this.clock.dataLimit();
        const today = limit === Infinity ? Infinity : dayAt(record.person.zone, limit);
        const shown = activities(record).filter((a) => dayNumber(a.date) <= today)
            .map((a) => (dayNumber(a.date) === today ? this.partOfDay(record, a, limit) : a));
        return withEdits(shown, editsOf(this.edits, person, 'activity'), (a) => a.date);
    }

    /** A day that is not over holds what has been counted. @param {import('./recordings.mjs').Record_} record @param {any} day @param {number} limit */
    partOfDay(record, day, limit) {
        const number = dayNumber(day.date);
        const minute = Math.floor((limit - instant(record.person.zone, number, 0)) / 60);
        const steps = (record.steps.get(number) ?? new Uint16Array()).slice(0, minute).reduce((a, b) => a + b, 0);
        const share = day.steps > 0 ? steps / day.steps : 0;
        const part = { ...day, steps, modified: limit };
        for (const key of ['distance', 'soft', 'moderate', 'intense', 'active', 'calories', 'totalcalories']) part[key] = Math.round(day[key] * share);
        return part;
    }

    /** @param {string} person @param {number} from @param {number} to */
    intraday(person, from, to) {
        const series = intraday(this.record(person), from, Math.min(to, this.clock.dataLimit()));
        for (const edit of editsOf(this.edits, person, 'intraday')) {
            if (Number(edit.id) < from || Number(edit.id) >= to) continue;
            if (edit.change === 'delete') delete series[edit.id];
            else series[edit.id] = { ...(edit.change === 'update' ? series[edit.id] : {}), ...edit.document };
        }
        return series;
    }

    /** @param {string} person */
    sleeps(person) {
        const limit = this.clock.dataLimit();
        const all = this.nights(person).filter((n) => n.end <= limit).map((n) => sleepSummary(this.record(person), n));
        return withEdits(all, editsOf(this.edits, person, 'sleep'), (s) => String(s.id));
    }

    /** Nobody recorded workouts: only what tests add. @param {string} person */
    workouts(person) {
        return withEdits(/** @type {any[]} */ ([]), editsOf(this.edits, person, 'workout'), (w) => String(w.id));
    }

    /** @param {string} person @param {number} from @param {number} to */
    sleepStates(person, from, to) {
        const limit = this.clock.dataLimit();
        return this.nights(person).filter((n) => n.end <= limit && n.end > from && n.start < to)
            .flatMap((n) => sleepStates(this.record(person), n));
    }

    /** A record by the id that edits use. @param {string} person @param {string} type @param {string} id @returns {any} */
    find(person, type, id) {
        if (measureTypes.includes(type)) return this.measures(person).find((g) => String(g.grpid) === id);
        if (type === 'activity') return this.activities(person).find((a) => a.date === id);
        if (type === 'sleep') return this.sleeps(person).find((s) => String(s.id) === id);
        return this.workouts(person).find((w) => String(w.id) === id);
    }

    /** @param {string} person */
    devices(person) {
        return devices(this.record(person));
    }
}
