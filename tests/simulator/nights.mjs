// A recorded night is only "minutes asleep, minutes in bed". The vendors serve a night with a beginning and stages.
// Where the minutes of the night are recorded, the beginning is found in them: the stretch of the right length with the
// least movement. Waking minutes are the recorded movement. Which sleeping minute is deep, light or REM was not
// recorded: those stages follow a plain 90-minute cycle and are constructed, and so are heart-rate variability and breath.
import { stableNumber } from './people.mjs';
import { instant } from './zones.mjs';

/** @typedef {'awake'|'light'|'deep'|'rem'} Stage */
/**
 * @typedef {object} Night
 * @property {number} day the civil day of waking
 * @property {number} start epoch seconds
 * @property {number} end epoch seconds
 * @property {Stage[]} minutes one stage a minute
 * @property {Record<Stage, number>} total minutes
 * @property {number} latency minutes before the first sleep
 * @property {number} wakes how often sleep was broken
 * @property {(number|null)[]} hrv RMSSD in ms, one per five minutes, holes where the sensor lost contact
 * @property {(number|null)[]} pulse 1/min, one per five minutes
 * @property {number} breath 1/min
 */

/** Beginning of the stillest stretch, in minutes from midnight of the waking day; may be negative. @param {import('./recordings.mjs').Record_} record @param {number} day @param {number} length minutes */
function stillest(record, day, length) {
    const before = record.intensities.get(day - 1);
    const today = record.intensities.get(day);
    const from = -240; // 20:00 the evening before
    const to = Math.min(720, 1440 - length); // in bed until noon at the latest, or longer for the long nights
    if (!before || !today) return Math.min(-30, to);
    const at = (/** @type {number} */ m) => (m < 0 ? before[1440 + m] : today[m]);
    let sum = 0;
    for (let m = from; m < from + length; m++) sum += at(m);
    let best = from;
    let least = sum;
    for (let start = from + 1; start + length <= Math.max(to + length, from + length + 1) && start + length <= 1440; start++) {
        sum += at(start + length - 1) - at(start - 1);
        if (sum < least) [least, best] = [sum, start];
    }
    return best;
}

/** Deep first, then light, then REM, longer REM towards morning. @param {number} minute of sleep @returns {Stage} */
function cycleStage(minute) {
    const cycle = Math.floor(minute / 90);
    const within = minute % 90;
    const deep = Math.max(8, 32 - cycle * 7);
    const rem = Math.min(30, 8 + cycle * 6);
    if (within >= 15 && within < 15 + deep) return 'deep';
    return within >= 90 - rem ? 'rem' : 'light';
}

/** @param {import('./recordings.mjs').Record_} record @param {import('./recordings.mjs').SleepDay} sleep @returns {Night} */
export function makeNight(record, sleep) {
    const { person } = record;
    const length = sleep.inBed;
    const begin = stillest(record, sleep.day, length);
    const moved = (/** @type {number} */ m) => {
        const day = sleep.day + Math.floor(m / 1440);
        return record.intensities.get(day)?.[((m % 1440) + 1440) % 1440] ?? 0;
    };
    const awakeWanted = length - sleep.asleep;
    const latency = Math.min(awakeWanted, 4 + Math.floor(stableNumber(person.salt, sleep.day, 'latency') * 10));
    const awake = new Set(Array.from({ length: latency }, (_, m) => m));
    // Recorded movement is waking, strongest first; what is still wanted is lying awake before getting up.
    const restless = Array.from({ length: length - latency }, (_, m) => m + latency)
        .filter((m) => moved(begin + m) > 0)
        .sort((a, b) => moved(begin + b) - moved(begin + a) || a - b);
    for (const m of restless) if (awake.size < awakeWanted) awake.add(m);
    for (let m = length - 1; awake.size < awakeWanted; m--) awake.add(m);

    /** @type {Stage[]} */
    const minutes = [];
    const total = { awake: 0, light: 0, deep: 0, rem: 0 };
    let slept = 0;
    let wakes = 0;
    for (let m = 0; m < length; m++) {
        const stage = awake.has(m) ? 'awake' : cycleStage(slept++);
        if (stage === 'awake' && m > 0 && minutes[m - 1] !== 'awake') wakes++;
        minutes.push(stage);
        total[stage]++;
    }
    const slots = Math.ceil(length / 5);
    const beat = recordedPulse(record, sleep.day, begin, slots);
    const hole = (/** @type {number} */ i) => i === 0 || stableNumber(person.salt, sleep.day, 'hole', i) < 0.06;
    const base = 30 + Math.floor(stableNumber(person.salt, 'hrv') * 40);
    const rest = 50 + Math.floor(stableNumber(person.salt, 'rest') * 15);
    const wave = (/** @type {number} */ i, /** @type {string} */ what) => stableNumber(person.salt, sleep.day, what, i) - 0.5;
    return {
        day: sleep.day,
        start: instant(person.zone, sleep.day, begin * 60),
        end: instant(person.zone, sleep.day, (begin + length) * 60),
        minutes, total, latency, wakes,
        hrv: Array.from({ length: slots }, (_, i) => (hole(i) ? null : Math.round(base + wave(i, 'h') * 24))),
        pulse: Array.from({ length: slots }, (_, i) => beat[i] ?? (hole(i) ? null : Math.round(rest + wave(i, 'p') * 8))),
        breath: Math.round((13 + stableNumber(person.salt, sleep.day, 'breath') * 4) * 8) / 8,
    };
}

/** Mean recorded heart rate per five minutes of the night. @param {import('./recordings.mjs').Record_} record @param {number} day @param {number} begin @param {number} slots @returns {(number|null)[]} */
function recordedPulse(record, day, begin, slots) {
    const sums = Array.from({ length: slots }, () => [0, 0]);
    for (const b of record.beats) {
        const slot = Math.floor(((b.day - day) * 86400 + b.second - begin * 60) / 300);
        if (slot < 0 || slot >= slots) continue;
        sums[slot][0] += b.bpm;
        sums[slot][1]++;
    }
    return sums.map(([sum, n]) => (n ? Math.round(sum / n) : null));
}
