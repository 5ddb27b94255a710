// Makes the recordings and import files of this folder from the full collection.
//
//   node tests/data/cut.mjs FOLDER
//
// FOLDER holds fitbit-fitabase-2016/ and libre-txt-spanish/ as described in LICENSE-NOTE.md. The zstd command line
// tool is needed, because Node 18 cannot read that format. Running it twice gives the same bytes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const source = process.argv[2];
if (!source) {
    console.error('usage: node cut.mjs FOLDER');
    process.exit(2);
}
const fitbit = join(source, 'fitbit-fitabase-2016');
const libre = join(source, 'libre-txt-spanish');
const heartPerson = '8877689391';
// Three people with many different kinds of rows, so that the import files stay small.
const importPeople = ['1503960366', '6962181067', heartPerson];

/** @param {string} path */
function text(path) {
    const bytes = path.endsWith('.zst')
        ? execFileSync('zstd', ['-dcq', path], { maxBuffer: 1 << 27 })
        : readFileSync(path);
    return bytes.toString('utf8');
}

/** The file's rows without its header. @param {string} path */
function rows(path) {
    return text(path).split(/\r?\n/).slice(1).filter(Boolean).map((line) => line.split(','));
}

/** "4/13/2016 1:05:09 PM" to ["2016-04-13", "13:05:09"]. @param {string} stamp */
function monthFirst(stamp) {
    const m = /^(\d+)\/(\d+)\/(\d{4})(?: (\d+):(\d+)(?::(\d+))? ([AP])M)?$/.exec(stamp);
    if (!m) throw new Error(`not a month-first time: ${stamp}`);
    const pad = (/** @type {string|number} */ n) => String(n).padStart(2, '0');
    const hour = m[4] ? (Number(m[4]) % 12) + (m[7] === 'P' ? 12 : 0) : 0;
    return [`${m[3]}-${pad(m[1])}-${pad(m[2])}`, `${pad(hour)}:${pad(m[5] ?? 0)}:${pad(m[6] ?? 0)}`];
}

/** Weight times: the rows the spreadsheet touched are day-first, zero-padded and without seconds. @param {string} stamp @param {string} logId */
function weightTime(stamp, logId) {
    const touched = /^(\d\d)\/(\d\d)\/(\d{4}) (\d+:\d+) ([AP]M)$/.exec(stamp);
    const [day, time] = monthFirst(touched ? `${touched[2]}/${touched[1]}/${touched[3]} ${touched[4]}:00 ${touched[5]}` : stamp);
    // The log id is the time of entry in milliseconds, kept to five digits: an independent check of the date.
    const off = Math.abs(Date.parse(`${day}T${time}Z`) - Number(logId));
    if (off > 36 * 3600e3) throw new Error(`weight ${stamp} does not agree with its log id`);
    return `${day}T${time}`;
}

/** @param {string} name @param {string[]} lines */
function packed(name, lines) {
    const zipped = gzipSync(Buffer.from(lines.join('\n') + '\n'), { level: 9 });
    zipped[9] = 255; // the operating-system byte: the same file from any machine
    writeFileSync(join(here, 'recordings', name), zipped);
    console.log(name, lines.length - 1, 'rows', zipped.length, 'bytes');
}

/** Sixty minutes of an hour on one row. @param {string} from @param {string} to */
function wide(from, to) {
    const out = rows(join(fitbit, 'as-found', from)).map(([id, stamp, ...minutes]) => {
        const [day, time] = monthFirst(stamp);
        return `${id},${day}T${time.slice(0, 2)},${minutes.join(' ')}`;
    });
    packed(to, ['person,hour,minutes', ...out]);
}

mkdirSync(join(here, 'recordings'), { recursive: true });
mkdirSync(join(here, 'imports'), { recursive: true });

wide('minuteStepsWide_merged.csv.zst', 'minute_steps.csv.gz');
wide('minuteIntensitiesWide_merged.csv.zst', 'minute_intensities.csv.gz');
packed('hourly_calories.csv.gz', ['person,hour,kcal',
    ...rows(join(fitbit, 'as-found', 'hourlyCalories_merged.csv.zst')).map(([id, stamp, kcal]) => {
        const [day, time] = monthFirst(stamp);
        return `${id},${day}T${time.slice(0, 2)},${kcal}`;
    })]);
packed('days.csv.gz', ['person,day,steps,km,very_active_min,fairly_active_min,lightly_active_min,sedentary_min,kcal',
    ...rows(join(fitbit, 'repaired', 'dailyActivity_repaired.csv')).map((r) =>
        [r[0], monthFirst(r[1])[0], r[2], r[3], r[10], r[11], r[12], r[13], r[14]].join(','))]);
// Three rows of the source stand twice.
const sleeps = new Set(rows(join(fitbit, 'repaired', 'sleepDay_repaired.csv')).map((r) =>
    [r[0], monthFirst(r[1])[0], r[2], r[3], r[4]].join(',')));
packed('sleep_days.csv.gz', ['person,day,records,asleep_min,in_bed_min', ...sleeps]);
packed('weights.csv.gz', ['person,time,kg,fat_percent,bmi,manual',
    ...rows(join(fitbit, 'as-found', 'weightLogInfo_merged.csv')).map((r) =>
        [r[0], weightTime(r[1], r[7]), Number(r[2]).toFixed(1), r[4], Number(r[5]).toFixed(2), r[6] === 'TRUE' ? 1 : 0].join(','))]);
packed('heart_rate.csv.gz', ['person,time,bpm',
    ...rows(join(fitbit, 'subset', `heartrate_seconds_SUBSET_user${heartPerson}.csv.zst`)).map(([id, stamp, bpm]) =>
        `${id},${monthFirst(stamp).join('T')},${bpm}`)]);

/** Rows of the import people only, each line byte for byte as it was. @param {string} from @param {string} to @param {number} [most] */
function cutImport(from, to, most = Infinity) {
    const all = text(join(fitbit, from)).split(/(?<=\n)/);
    /** @type {Map<string, number>} */
    const seen = new Map();
    const kept = all.slice(1).filter((line) => {
        const id = line.split(',', 1)[0];
        seen.set(id, (seen.get(id) ?? 0) + 1);
        return importPeople.includes(id) && /** @type {number} */ (seen.get(id)) <= most;
    });
    writeFileSync(join(here, 'imports', to), [all[0], ...kept].join(''));
    console.log('imports/' + to, kept.length, 'rows');
}

cutImport('as-found/dailySteps_merged.csv', 'fitbit_dailySteps_damaged.csv');
cutImport('as-found/sleepDay_merged.csv', 'fitbit_sleepDay_damaged.csv');
cutImport('as-found/weightLogInfo_merged.csv', 'fitbit_weightLogInfo_damaged.csv');
cutImport('as-found/hourlySteps_merged.csv.zst', 'fitbit_hourlySteps_damaged.csv', 500);
cutImport('as-found/dailyActivity_merged.csv', 'fitbit_dailyActivity_damaged.csv');
cutImport('repaired/dailyActivity_repaired.csv', 'fitbit_dailyActivity.csv');
cutImport('repaired/sleepDay_repaired.csv', 'fitbit_sleepDay.csv');
cutImport('repaired/hourlySteps_repaired.csv.zst', 'fitbit_hourlySteps.csv', 500);
cutImport('as-found/hourlyCalories_merged.csv.zst', 'fitbit_hourlyCalories.csv', 500);
cutImport('derived/minuteStepsNarrow_from_wide.csv.zst', 'fitbit_minuteSteps.csv', 1440);
cutImport(`subset/heartrate_seconds_SUBSET_user${heartPerson}.csv.zst`, 'fitbit_heartrate_seconds.csv', 1500);
for (const [from, to] of [
    ['freestylelibre_txt_spanish.txt', 'freestylelibre_txt_spanish.txt'],
    ['NOTICE', 'freestylelibre_NOTICE'],
    ['LICENSE.Apache-2.0.md', 'freestylelibre_LICENSE.Apache-2.0.md'],
]) writeFileSync(join(here, 'imports', to), readFileSync(join(libre, from)));
