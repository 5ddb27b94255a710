// A recorded person in Oura's shapes. Times are RFC 3339 with the wearer's offset; heart rate alone is in UTC.
import { stableId, stableNumber } from './people.mjs';
import { makeNight } from './nights.mjs';
import { dayText, instant, offsetText } from './zones.mjs';

/** @typedef {import('./recordings.mjs').Record_} Record_ */

// The recording has four intensities; these are middling MET values for each.
const mets = [0.9, 1.8, 4.1, 7.2];
const notWorn = 0.1; // what the vendor writes for minutes off the finger
const dayBegins = 4 * 3600; // the vendor's activity day runs from four to four

/** @param {...(string|number)} parts @param {number} from @param {number} to */
const score = (from, to, ...parts) => Math.round(from + stableNumber(...parts) * (to - from));

/** Days that have minutes; the others cannot carry their MET series. @param {Record_} record */
export function dailyActivities(record) {
    const { person } = record;
    const nights = record.sleeps.map((s) => makeNight(record, s));
    return [...record.days].sort(([a], [b]) => a - b).map(([day, d]) => {
        const today = record.intensities.get(day);
        const tomorrow = record.intensities.get(day + 1);
        const minutes = Array.from({ length: 1440 }, (_, m) => {
            const at = m + dayBegins / 60;
            return at < 1440 ? today?.[at] : tomorrow?.[at - 1440];
        });
        // The series ends where the recording does.
        while (minutes.length > 0 && minutes.at(-1) === undefined) minutes.pop();
        const items = minutes.map((level) => (level === undefined ? notWorn : mets[level]));
        const begin = instant(person.zone, day, dayBegins);
        const fives = Array.from({ length: Math.ceil(minutes.length / 5) }, (_, i) => {
            const five = minutes.slice(i * 5, i * 5 + 5);
            if (five.every((v) => v === undefined)) return '0';
            const most = Math.max(...five.map((v) => v ?? 0));
            const at = begin + i * 300;
            // 0 not worn, 1 resting, 2 inactive, 3 to 5 low to high
            return most === 0 && nights.some((n) => n.start <= at && at < n.end) ? '1' : String(most + 2);
        });
        const metMinutes = (/** @type {number} */ level) => Math.round(minutes.filter((v) => v === level).length * mets[level]);
        const contributor = (/** @type {string} */ name) => score(55, 100, person.salt, day, name);
        const start = offsetText(person.zone, begin);
        return {
            id: stableId('daily_activity', person.id, dayText(day)),
            class_5_min: fives.join(''), score: score(50, 98, person.salt, day, 'activity'),
            active_calories: Math.max(0, Math.round(d.kcal * 0.25)),
            average_met_minutes: items.length ? Math.round((items.reduce((a, b) => a + b, 0) / items.length) * 10000) / 10000 : 0,
            contributors: {
                meet_daily_targets: contributor('targets'), move_every_hour: contributor('hour'),
                recovery_time: contributor('recovery'), stay_active: contributor('active'),
                training_frequency: contributor('frequency'), training_volume: contributor('volume'),
            },
            equivalent_walking_distance: Math.round(d.km * 1000),
            high_activity_met_minutes: metMinutes(3), high_activity_time: d.veryActive * 60, inactivity_alerts: 0,
            low_activity_met_minutes: metMinutes(1), low_activity_time: d.lightlyActive * 60,
            medium_activity_met_minutes: metMinutes(2), medium_activity_time: d.fairlyActive * 60,
            met: { interval: 60, items, timestamp: start },
            meters_to_target: Math.max(0, 8000 - Math.round(d.km * 1000)), non_wear_time: items.filter((v) => v === notWorn).length * 60,
            resting_time: fives.filter((v) => v === '1').length * 300,
            sedentary_met_minutes: metMinutes(0), sedentary_time: d.sedentary * 60,
            steps: d.steps, target_calories: 400, target_meters: 8000, total_calories: d.kcal,
            day: dayText(day), timestamp: start,
        };
    });
}

const stageDigits = { deep: '1', light: '2', rem: '3', awake: '4' };

/** @param {import('./nights.mjs').Stage[]} five */
function commonest(five) {
    return /** @type {import('./nights.mjs').Stage} */ ([...new Set(five)]
        .sort((a, b) => five.filter((s) => s === b).length - five.filter((s) => s === a).length)[0]);
}

/** @param {Record_} record @param {import('./nights.mjs').Night} night */
export function sleepDocument(record, night) {
    const { person } = record;
    const mean = (/** @type {(number|null)[]} */ list) => {
        const known = /** @type {number[]} */ (list.filter((v) => v !== null));
        return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
    };
    const start = offsetText(person.zone, night.start);
    const pulse = night.pulse.filter((v) => v !== null);
    const inBed = night.minutes.length * 60;
    const asleep = inBed - night.total.awake * 60;
    const round1 = (/** @type {number|null} */ v) => (v === null ? null : Math.round(v * 100) / 100);
    const hrv = mean(night.hrv);
    const fives = [];
    for (let i = 0; i < night.minutes.length; i += 5) fives.push(stageDigits[commonest(night.minutes.slice(i, i + 5))]);
    return {
        id: stableId('sleep', person.id, dayText(night.day)),
        average_breath: night.breath, average_heart_rate: round1(mean(night.pulse)),
        average_hrv: hrv === null ? null : Math.round(hrv),
        awake_time: night.total.awake * 60, bedtime_end: offsetText(person.zone, night.end), bedtime_start: start,
        day: dayText(night.day), deep_sleep_duration: night.total.deep * 60,
        efficiency: Math.round((asleep / inBed) * 100),
        heart_rate: { interval: 300, items: night.pulse, timestamp: start },
        hrv: { interval: 300, items: night.hrv, timestamp: start },
        latency: night.latency * 60, light_sleep_duration: night.total.light * 60, low_battery_alert: false,
        lowest_heart_rate: pulse.length ? Math.min(...pulse) : null, period: 0, readiness: null,
        readiness_score_delta: null, rem_sleep_duration: night.total.rem * 60, restless_periods: night.wakes,
        sleep_algorithm_version: 'v2', sleep_phase_5_min: fives.join(''), sleep_score_delta: null,
        time_in_bed: inBed, total_sleep_duration: asleep, type: asleep < 3 * 3600 ? 'sleep' : 'long_sleep',
    };
}

/** @param {Record_} record @param {import('./nights.mjs').Night} night */
export function dailySleep(record, night) {
    const { person } = record;
    const contributor = (/** @type {string} */ name) => score(45, 100, person.salt, night.day, name);
    return {
        id: stableId('daily_sleep', person.id, dayText(night.day)),
        contributors: {
            deep_sleep: contributor('deep'), efficiency: contributor('efficiency'), latency: contributor('latency'),
            rem_sleep: contributor('rem'), restfulness: contributor('restfulness'), timing: contributor('timing'),
            total_sleep: contributor('total'),
        },
        day: dayText(night.day), score: score(50, 97, person.salt, night.day, 'sleep'),
        timestamp: `${dayText(night.day)}T00:00:00+00:00`,
    };
}

/** Every recorded beat, about one in five seconds. @param {Record_} record */
export function heartRates(record) {
    const { person } = record;
    return record.beats.map((beat) => {
        const level = record.intensities.get(beat.day)?.[Math.floor(beat.second / 60)] ?? 0;
        const at = new Date(instant(person.zone, beat.day, beat.second) * 1000).toISOString();
        return { bpm: beat.bpm, source: ['rest', 'awake', 'awake', 'workout'][level], timestamp: at.replace('.000Z', '+00:00') };
    });
}

/** @param {Record_} record */
export function personalInfo(record) {
    const kg = record.weights.at(-1)?.kg ?? null;
    return { id: record.person.oura, age: null, weight: kg, height: null, biological_sex: null, email: null };
}
