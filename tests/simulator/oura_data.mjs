// What Oura would hold of each person: the recording in the vendor's shape, cut off at "now", and the tests' edits.
import { editsOf, withEdits } from './edits.mjs';
import { makeNight } from './nights.mjs';
import { dailyActivities, dailySleep, heartRates, personalInfo, sleepDocument } from './oura_shapes.mjs';
import { dayNumber, dayText, instant } from './zones.mjs';

/** Data types and the scope each needs. Types without a recording are served empty, unless a test adds documents. @type {Record<string, string>} */
export const ouraTypes = {
    daily_activity: 'daily', sleep: 'daily', daily_sleep: 'daily', daily_readiness: 'daily', sleep_time: 'daily',
    heartrate: 'heartrate', workout: 'workout', session: 'session', tag: 'tag', enhanced_tag: 'tag', daily_spo2: 'spo2',
    daily_stress: 'daily', daily_resilience: 'daily', vO2_max: 'heart_health', daily_cardiovascular_age: 'heart_health',
    ring_configuration: 'personal', rest_mode_period: 'daily',
};

export class OuraData {
    /** @param {Map<string, import('./recordings.mjs').Record_>} records @param {import('./store.mjs').Store} store @param {import('./clock.mjs').Clock} clock */
    constructor(records, store, clock) {
        this.records = records;
        this.store = store;
        this.clock = clock;
        /** @type {Map<string, any[]>} */
        this.made = new Map();
    }

    /** @param {string} person */
    record(person) {
        return /** @type {import('./recordings.mjs').Record_} */ (this.records.get(person));
    }

    /** @param {string} person @param {string} type @returns {any[]} as if the recording were over */
    recorded(person, type) {
        const key = `${person}/${type}`;
        const known = this.made.get(key);
        if (known) return known;
        const record = this.record(person);
        const nights = () => record.sleeps.map((s) => makeNight(record, s));
        const made = type === 'daily_activity' ? dailyActivities(record)
            : type === 'sleep' ? nights().map((n) => sleepDocument(record, n))
                : type === 'daily_sleep' ? nights().map((n) => dailySleep(record, n))
                    : type === 'heartrate' ? heartRates(record) : [];
        this.made.set(key, made);
        return made;
    }

    /** @param {string} person @param {string} type @returns {any[]} oldest first */
    list(person, type) {
        const limit = this.clock.dataLimit();
        const shown = this.recorded(person, type).filter((doc) => began(doc) <= limit);
        if (type === 'daily_activity' && limit !== Infinity && shown.length > 0) {
            const last = shown.length - 1;
            if (instant(this.record(person).person.zone, dayNumber(shown[last].day) + 1, 4 * 3600) > limit) {
                shown[last] = this.partOfDay(person, shown[last], limit);
            }
        }
        const edits = editsOf(this.store.vendor('oura').edits, person, type);
        if (edits.length === 0) return shown;
        return withEdits(shown, edits, (doc) => doc.id ?? doc.timestamp).sort((a, b) => orderOf(a) - orderOf(b));
    }

    /** A day that is not over holds what has been counted. @param {string} person @param {any} doc @param {number} limit */
    partOfDay(person, doc, limit) {
        const record = this.record(person);
        const day = dayNumber(doc.day);
        const minute = Math.max(0, Math.floor((limit - instant(record.person.zone, day, 0)) / 60));
        const counted = (record.steps.get(day) ?? new Uint16Array()).slice(0, minute).reduce((a, b) => a + b, 0);
        const share = doc.steps > 0 ? Math.min(1, counted / doc.steps) : 0;
        const part = { ...doc, steps: Math.min(doc.steps, counted) };
        for (const key of Object.keys(doc)) {
            if (/(_time|_minutes|_calories|_distance)$/.test(key) && !key.startsWith('target') && typeof doc[key] === 'number') part[key] = Math.round(doc[key] * share);
        }
        const minutes = Math.max(0, Math.floor((limit - Date.parse(doc.met.timestamp) / 1000) / 60));
        part.met = { ...doc.met, items: doc.met.items.slice(0, minutes) };
        part.class_5_min = doc.class_5_min.slice(0, Math.ceil(minutes / 5));
        return part;
    }

    /** @param {string} person @param {string} type @param {string} id */
    one(person, type, id) {
        return this.list(person, type).find((doc) => doc.id === id);
    }

    /** @param {string} person */
    info(person) {
        return personalInfo(this.record(person));
    }

    /** Today in UTC, for the default range. */
    today() {
        const limit = this.clock.dataLimit();
        return dayText(Math.floor((limit === Infinity ? this.clock.now() : limit) / 86400));
    }
}

/** @param {any} doc */
function orderOf(doc) {
    return Date.parse(doc.bedtime_start ?? doc.start_datetime ?? doc.timestamp ?? `${doc.day}T00:00:00Z`);
}

/** When a document first exists, epoch seconds: a night at its end, a day at its beginning. @param {any} doc */
function began(doc) {
    return Date.parse(doc.bedtime_end ?? doc.timestamp ?? `${doc.day}T00:00:00Z`) / 1000;
}
