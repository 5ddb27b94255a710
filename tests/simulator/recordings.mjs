// The recorded people, read once. Everything here is as recorded: days and times are local, moved by whole days at most.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { makePeople } from './people.mjs';
import { dayNumber } from './zones.mjs';

const defaultFolder = fileURLToPath(new URL('../data/recordings/', import.meta.url));
export const lastRecordedDay = dayNumber('2016-05-12');

/**
 * @typedef {object} DaySummary
 * @property {number} steps
 * @property {number} km
 * @property {number} veryActive minutes
 * @property {number} fairlyActive minutes
 * @property {number} lightlyActive minutes
 * @property {number} sedentary minutes
 * @property {number} kcal
 *
 * @typedef {{day: number, records: number, asleep: number, inBed: number}} SleepDay minutes
 * @typedef {{day: number, second: number, kg: number, fat: number|null, manual: boolean}} Weight
 * @typedef {{day: number, second: number, bpm: number}} Beat
 *
 * @typedef {object} Record_
 * @property {import('./people.mjs').Person} person
 * @property {Map<number, DaySummary>} days
 * @property {Map<number, Uint16Array>} steps 1440 a day
 * @property {Map<number, Uint8Array>} intensities 1440 a day, 0 to 3
 * @property {Map<number, boolean[]>} hours which hours of the day have minutes
 * @property {Map<number, Float64Array>} kcal 24 a day
 * @property {SleepDay[]} sleeps
 * @property {Weight[]} weights
 * @property {Beat[]} beats
 */

/** @param {string} folder @param {string} name @returns {string[][]} */
function rows(folder, name) {
    const text = gunzipSync(readFileSync(folder + name)).toString('utf8');
    return text.split('\n').slice(1).filter(Boolean).map((line) => line.split(','));
}

/** @param {string} time "hh:mm:ss" */
function secondOf(time) {
    const [h, m, s] = time.split(':').map(Number);
    return h * 3600 + m * 60 + s;
}

/** @type {Map<string, Map<string, Record_>>} */
const loaded = new Map();

/**
 * Read once in a process; nobody changes what comes out.
 * @param {{shiftDays?: number, seed?: number, folder?: string}} [options] shiftDays moves every day, so that a demo shows the past weeks
 * @returns {Map<string, Record_>} by the recording's person number
 */
export function loadRecordings({ shiftDays = 0, seed = 0, folder = defaultFolder } = {}) {
    const key = `${folder}\n${shiftDays}\n${seed}`;
    const known = loaded.get(key);
    if (known) return known;
    const dayRows = rows(folder, 'days.csv.gz');
    const ids = [...new Set(dayRows.map((r) => r[0]))].sort();
    /** @type {Map<string, Record_>} */
    const all = new Map(makePeople(ids, seed).map((person) => [person.id, {
        person, days: new Map(), steps: new Map(), intensities: new Map(), hours: new Map(), kcal: new Map(),
        sleeps: [], weights: [], beats: [],
    }]));
    const of = (/** @type {string} */ id) => /** @type {Record_} */ (all.get(id));
    const at = (/** @type {string} */ day) => dayNumber(day) + shiftDays;
    for (const [id, day, steps, km, very, fairly, lightly, sedentary, kcal] of dayRows) {
        of(id).days.set(at(day), {
            steps: +steps, km: +km, veryActive: +very, fairlyActive: +fairly, lightlyActive: +lightly,
            sedentary: +sedentary, kcal: +kcal,
        });
    }
    /** @template T @param {string} name @param {(r: Record_) => Map<number, T>} pick @param {() => T} make @param {(into: T, hour: number, cell: string, r: Record_, day: number) => void} put */
    const hourly = (name, pick, make, put) => {
        for (const [id, stamp, cell] of rows(folder, name)) {
            const [day, hour] = stamp.split('T');
            const record = of(id);
            const map = pick(record);
            let into = map.get(at(day));
            if (!into) map.set(at(day), into = make());
            put(into, Number(hour), cell, record, at(day));
        }
    };
    hourly('minute_steps.csv.gz', (r) => r.steps, () => new Uint16Array(1440), (into, hour, cell, record, day) => {
        into.set(cell.split(' ').map(Number), hour * 60);
        let known = record.hours.get(day);
        if (!known) record.hours.set(day, known = Array(24).fill(false));
        known[hour] = true;
    });
    hourly('minute_intensities.csv.gz', (r) => r.intensities, () => new Uint8Array(1440), (into, hour, cell) => {
        into.set(cell.split(' ').map(Number), hour * 60);
    });
    hourly('hourly_calories.csv.gz', (r) => r.kcal, () => new Float64Array(24), (into, hour, cell) => {
        into[hour] = Number(cell);
    });
    for (const [id, day, records, asleep, inBed] of rows(folder, 'sleep_days.csv.gz')) {
        of(id).sleeps.push({ day: at(day), records: +records, asleep: +asleep, inBed: +inBed });
    }
    for (const [id, stamp, kg, fat, , manual] of rows(folder, 'weights.csv.gz')) {
        const [day, time] = stamp.split('T');
        of(id).weights.push({ day: at(day), second: secondOf(time), kg: +kg, fat: fat ? +fat : null, manual: manual === '1' });
    }
    for (const [id, stamp, bpm] of rows(folder, 'heart_rate.csv.gz')) {
        const [day, time] = stamp.split('T');
        of(id).beats.push({ day: at(day), second: secondOf(time), bpm: +bpm });
    }
    loaded.set(key, all);
    return all;
}
