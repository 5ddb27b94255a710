// A recorded person in Withings' shapes. Times are epoch seconds; days carry the zone's IANA name.
import { createHash } from 'node:crypto';
import { stableNumber } from './people.mjs';
import { dayText, instant } from './zones.mjs';

/** @typedef {import('./recordings.mjs').Record_} Record_ */

const watch = { model: 'ScanWatch', model_id: 93 };
const scale = { model: 'Body+', modelid: 5 };

/** A device id as the vendor writes it: forty hex digits. @param {string} person @param {string} kind */
export function deviceId(person, kind) {
    return createHash('sha1').update(`${person}/${kind}`).digest('hex');
}

/** A positive integer id that is the same in every run. @param {...(string|number)} parts @returns {number} */
function numericId(...parts) {
    return 1000000000 + Math.floor(stableNumber(...parts) * 3000000000);
}

/** @param {number} date @param {string|number} key @param {{measures: {value: number, type: number, unit: number}[], [field: string]: unknown}} rest */
function group(date, key, rest) {
    return { grpid: numericId('grp', key, date), attrib: 0, date, created: date + 60, modified: date + 60, category: 1, ...rest };
}

/**
 * Weights as measure groups, newest first, as the vendor sorts them. Among them stand two groups no reader may take for
 * a measurement of this person: a goal (category 2) and one the scale could not assign to one user (attrib 1).
 * @param {Record_} record
 */
export function measureGroups(record) {
    const { person, weights } = record;
    const scaleId = deviceId(person.id, 'scale');
    const groups = weights.map((w, index) => {
        const date = instant(person.zone, w.day, w.second);
        // The vendor uses several exponents for one quantity; so do we, with the same value.
        const exponent = [-3, -2, -1][index % 3];
        const value = Math.round(w.kg * 10 ** -exponent);
        const measures = [{ value, type: 1, unit: exponent, algo: 0, fm: 131 }];
        if (w.fat !== null) measures.push({ value: Math.round(w.fat * 100), type: 6, unit: -2, algo: 0, fm: 131 });
        return group(date, person.id, w.manual
            ? { attrib: 2, deviceid: null, hash_deviceid: null, measures, modelid: null, model: null, comment: null }
            : { deviceid: scaleId, hash_deviceid: scaleId, measures, ...scale, comment: null });
    });
    if (weights.length > 0) {
        const first = weights[0];
        const goal = instant(person.zone, first.day, 9 * 3600);
        groups.push(group(goal, `${person.id}/goal`, {
            attrib: 2, category: 2, deviceid: null, hash_deviceid: null, modelid: null, model: null, comment: null,
            measures: [{ value: Math.round((first.kg - 5) * 1000), type: 1, unit: -3, algo: 0, fm: 0 }],
        }));
        const guest = instant(person.zone, first.day + 1, 20 * 3600);
        groups.push(group(guest, `${person.id}/guest`, {
            attrib: 1, deviceid: scaleId, hash_deviceid: scaleId, ...scale, comment: null,
            measures: [{ value: Math.round((first.kg + 11) * 1000), type: 1, unit: -3, algo: 0, fm: 131 }],
        }));
    }
    return groups.sort((a, b) => b.date - a.date);
}

/** Days with their totals. @param {Record_} record */
export function activities(record) {
    const { person } = record;
    const beats = groupByDay(record.beats);
    return [...record.days].sort(([a], [b]) => a - b).map(([day, d]) => {
        const pulse = beats.get(day)?.map((b) => b.bpm);
        // The least hour of a day is an hour at rest; hours that were not recorded stand as zero.
        const hours = [...(record.kcal.get(day) ?? [])].filter((v) => v > 0);
        const resting = hours.length > 0 ? Math.min(...hours) * 24 : d.kcal;
        return {
            date: dayText(day), timezone: person.zone,
            deviceid: deviceId(person.id, 'watch'), hash_deviceid: deviceId(person.id, 'watch'), ...watch,
            brand: 1, is_tracker: true,
            steps: d.steps, distance: Math.round(d.km * 1000), elevation: 0,
            soft: d.lightlyActive * 60, moderate: d.fairlyActive * 60, intense: d.veryActive * 60,
            active: (d.fairlyActive + d.veryActive) * 60,
            calories: Math.max(0, Math.round(d.kcal - resting)), totalcalories: d.kcal,
            ...(pulse && {
                hr_average: Math.round(pulse.reduce((a, b) => a + b, 0) / pulse.length),
                hr_min: Math.min(...pulse), hr_max: Math.max(...pulse),
            }),
            modified: instant(person.zone, day, 86400 + 300),
        };
    });
}

/** @template {{day: number}} T @param {T[]} items @returns {Map<number, T[]>} */
function groupByDay(items) {
    /** @type {Map<number, T[]>} */
    const out = new Map();
    for (const item of items) {
        const list = out.get(item.day);
        if (list) list.push(item);
        else out.set(item.day, [item]);
    }
    return out;
}

/**
 * Minutes with steps and seconds with heart rate, keyed by their epoch second. A key can hold the one, the other or both.
 * @param {Record_} record @param {number} from epoch seconds, inclusive @param {number} to exclusive
 */
export function intraday(record, from, to) {
    const { person } = record;
    /** @type {Record<string, Record<string, unknown>>} */
    const series = {};
    const device = { deviceid: deviceId(person.id, 'watch'), hash_deviceid: deviceId(person.id, 'watch'), ...watch };
    const put = (/** @type {number} */ at, /** @type {object} */ what) => {
        series[at] = { ...(series[at] ?? device), ...what };
    };
    for (const [day, minutes] of record.steps) {
        const begin = instant(person.zone, day, 0);
        if (begin > to || begin + 90000 < from) continue;
        const total = record.days.get(day);
        const metres = total && total.steps > 0 ? (total.km * 1000) / total.steps : 0.7;
        minutes.forEach((steps, minute) => {
            const at = instant(person.zone, day, minute * 60);
            if (steps === 0 || at < from || at >= to) return;
            const kcal = (record.kcal.get(day)?.[Math.floor(minute / 60)] ?? 60) / 60;
            put(at, {
                duration: 60, steps, distance: Math.round(steps * metres * 100) / 100,
                calories: Math.round(kcal * 100) / 100, elevation: 0,
            });
        });
    }
    for (const beat of record.beats) {
        const at = instant(person.zone, beat.day, beat.second);
        if (at >= from && at < to) put(at, { heart_rate: beat.bpm });
    }
    return series;
}

/** @param {Record_} record @param {import('./nights.mjs').Night} night */
export function sleepSummary(record, night) {
    const { person } = record;
    const pulse = night.pulse.filter((v) => v !== null);
    const seconds = (/** @type {number} */ minutes) => minutes * 60;
    const asleep = night.minutes.length - night.total.awake;
    return {
        id: numericId('sleep', person.id, night.day), timezone: person.zone, model: 32, model_id: 93,
        hash_deviceid: deviceId(person.id, 'watch'), startdate: night.start, enddate: night.end,
        date: dayText(night.day), completed: true, created: night.end + 120, modified: night.end + 120,
        data: {
            total_timeinbed: seconds(night.minutes.length), total_sleep_time: seconds(asleep),
            wakeupduration: seconds(night.total.awake), wakeupcount: night.wakes,
            waso: seconds(night.total.awake - night.latency),
            lightsleepduration: seconds(night.total.light), deepsleepduration: seconds(night.total.deep),
            remsleepduration: seconds(night.total.rem), durationtosleep: seconds(night.latency), sleep_latency: seconds(night.latency),
            sleep_efficiency: Math.round((asleep / night.minutes.length) * 100) / 100,
            ...(pulse.length > 0 && {
                hr_average: Math.round(pulse.reduce((a, b) => a + b, 0) / pulse.length),
                hr_min: Math.min(...pulse), hr_max: Math.max(...pulse),
            }),
            rr_average: Math.round(night.breath),
            sleep_score: Math.round((asleep / night.minutes.length) * 100),
        },
    };
}

const states = { awake: 0, light: 1, deep: 2, rem: 3 };

/** The night as runs of one state, each with the pulse and breath that fall into it. @param {Record_} record @param {import('./nights.mjs').Night} night */
export function sleepStates(record, night) {
    /** @type {{startdate: number, enddate: number, state: number, hr: Record<string, number>, rr: Record<string, number>}[]} */
    const runs = [];
    const device = { model: watch.model, model_id: watch.model_id, hash_deviceid: deviceId(record.person.id, 'watch') };
    night.minutes.forEach((stage, minute) => {
        const at = night.start + minute * 60;
        const last = runs.at(-1);
        if (last && last.state === states[stage]) last.enddate = at + 60;
        else runs.push({ startdate: at, enddate: at + 60, state: states[stage], ...device, hr: {}, rr: {} });
        const pulse = night.pulse[minute / 5];
        const run = /** @type {typeof runs[0]} */ (runs.at(-1));
        if (pulse) {
            run.hr[at] = pulse;
            run.rr[at] = Math.round(night.breath);
        }
    });
    return runs;
}

/** @param {Record_} record */
export function devices(record) {
    const { person, weights } = record;
    const entry = (/** @type {string} */ type, /** @type {string} */ model, /** @type {number} */ model_id, /** @type {string} */ kind) => ({
        type, model, model_id, battery: 'high', timezone: person.zone, deviceid: deviceId(person.id, kind),
        hash_deviceid: deviceId(person.id, kind), first_session_date: null, last_session_date: null,
    });
    return [entry('Activity Tracker', watch.model, watch.model_id, 'watch'),
        ...(weights.length > 0 ? [entry('Scale', scale.model, scale.modelid, 'scale')] : [])];
}
