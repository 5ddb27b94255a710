// Writes tests/data/vendors: answers of this simulator, one file each, for tests that read vendor answers without it.
//   node record.mjs
// What differs from run to run (tokens, the time of the answer, page tokens) is replaced, so that the files stay the same.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { form, heartPerson, sleepPerson, startApplication, startReceiver } from './testing.mjs';

const folder = fileURLToPath(new URL('../data/vendors/', import.meta.url));
const manualPerson = '1503960366'; // weights entered by hand, one with a fat percentage
const replaced = {
    access_token: 'an-access-token', refresh_token: 'a-refresh-token', csrf_token: 'a-csrf-token', updatetime: 1463140800,
    wait_seconds: 41, next_token: 'bmV4dA',
};

/** @param {string} name @param {unknown} json */
function write(name, json) {
    const text = JSON.stringify(json, (key, value) => (key in replaced && value ? replaced[/** @type {'updatetime'} */ (key)] : value), 1);
    writeFileSync(folder + name, `${text}\n`);
}

/** @param {import('./testing.mjs').Application} application @param {Awaited<ReturnType<typeof startReceiver>>} receiver */
async function recordWithings(application, receiver) {
    const connected = await application.token('withings', {
        grant_type: 'authorization_code', redirect_uri: 'https://localhost:8443/connect/oauth/callback',
        code: (await application.authorize('withings', heartPerson)).searchParams.get('code') ?? '',
    });
    const { access_token: heart } = connected.json.body;
    const { access_token: sleep } = await application.connect('withings', sleepPerson);
    const { access_token: manual } = await application.connect('withings', manualPerson);
    const { access_token: narrow } = await application.connect('withings', heartPerson, { scopes: ['user.info'] });
    const get = async (/** @type {string} */ name, /** @type {string} */ path, /** @type {Record<string, string>} */ fields, token = heart) => {
        const json = await application.withings(path, fields, token);
        write(`withings/${name}.json`, json);
        return json;
    };
    write('withings/token.json', connected.json);
    await get('getmeas', '/measure', { action: 'getmeas' });
    await get('getmeas_last_page', '/measure', { action: 'getmeas', offset: '20' });
    await get('getmeas_manual_with_fat', '/measure', { action: 'getmeas' }, manual);
    await get('getactivity', '/v2/measure', { action: 'getactivity', startdateymd: '2016-04-12', enddateymd: '2016-05-12' });
    await get('getactivity_last_page', '/v2/measure', { action: 'getactivity', startdateymd: '2016-05-08', enddateymd: '2016-05-12' });
    await get('getintradayactivity', '/v2/measure', { action: 'getintradayactivity', startdate: '1462875000', enddate: '1462880000' });
    await get('getintradayactivity_empty', '/v2/measure', { action: 'getintradayactivity', startdate: '1000000000' });
    const nights = await get('sleep_getsummary', '/v2/sleep', { action: 'getsummary', startdateymd: '2016-04-12', enddateymd: '2016-04-14' }, sleep);
    const [{ startdate, enddate }] = nights.body.series;
    const night = { action: 'get', startdate: String(startdate), enddate: String(enddate) };
    await get('sleep_get', '/v2/sleep', night, sleep);
    await get('sleep_get_with_pulse', '/v2/sleep', { ...night, data_fields: 'state,hr,rr' }, sleep);
    await get('getdevice', '/v2/user', { action: 'getdevice' });
    await get('error_invalid_token', '/measure', { action: 'getmeas' }, 'nonsense');
    await get('error_insufficient_scope', '/measure', { action: 'getmeas' }, narrow);
    write('withings/error_invalid_params.json', (await application.token('withings', { grant_type: 'authorization_code', code: 'nonsense' })).json);
    write('withings/error_invalid_refresh_token.json', (await application.refresh('withings', 'nonsense')).json);

    // What nobody recorded, put in by hand: a blood pressure, a temperature and a workout.
    const push = (/** @type {string} */ type, /** @type {any} */ id, /** @type {object} */ document) => application.control('data', { vendor: 'withings', person: heartPerson, type, change: 'create', id, notify: false, document: { modified: 1463054460, ...document } });
    const device = { deviceid: '01'.repeat(20), hash_deviceid: '01'.repeat(20), modelid: 44, model: 'BPM Core', comment: null };
    await push('pressure', 3900000001, { date: 1463054400, ...device, measures: [{ value: 79, type: 9, unit: 0, algo: 0, fm: 3 }, { value: 121, type: 10, unit: 0, algo: 0, fm: 3 }, { value: 66, type: 11, unit: 0, algo: 0, fm: 3 }] });
    await push('pressure', 3900000002, { date: 1463054300, attrib: 1, ...device, measures: [{ value: 95, type: 9, unit: 0, algo: 0, fm: 3 }, { value: 160, type: 10, unit: 0, algo: 0, fm: 3 }] });
    await push('temperature', 3900000003, { date: 1463054200, deviceid: null, hash_deviceid: null, modelid: null, model: null, comment: null, attrib: 2, measures: [{ value: 36650, type: 71, unit: -3, algo: 0, fm: 0 }] });
    await get('getmeas_pressure', '/measure', { action: 'getmeas', meastypes: '9,10,11,71', startdate: '1463054000', enddate: '1463055000' });
    await push('workout', 3900000004, {
        category: 2, timezone: 'America/New_York', model: 93, attrib: 0, startdate: 1462998600, enddate: 1463001000, date: '2016-05-11',
        deviceid: '02'.repeat(20), data: { calories: 410, intensity: 60, steps: 6400, distance: 7200, elevation: 12, hr_average: 131, hr_min: 88, hr_max: 164 },
    });
    await get('getworkouts', '/v2/measure', { action: 'getworkouts', startdateymd: '2016-05-11', enddateymd: '2016-05-11' });

    await application.withings('/notify', { action: 'subscribe', callbackurl: receiver.url, appli: '1' }, heart);
    receiver.got.length = 0;
    await application.control('webhooks', { vendor: 'withings', person: heartPerson, type: 'measure', startdate: 1460458020, enddate: 1460458021 });
    writeFileSync(`${folder}withings/notify.txt`, receiver.got[0].body);

    await application.control('faults', { vendor: 'withings', kind: 'garbage', times: 1 });
    writeFileSync(`${folder}withings/garbage.txt`, await (await fetch(`${application.url}/withings/measure`, form({ action: 'getmeas' }))).text());
    await application.control('faults', { vendor: 'withings', kind: 'truncated', times: 1 });
    const days = { ...form({ action: 'getactivity', startdateymd: '2016-05-11', enddateymd: '2016-05-12' }), headers: { authorization: `Bearer ${heart}` } };
    writeFileSync(`${folder}withings/truncated.txt`, await (await fetch(`${application.url}/withings/v2/measure`, days)).text());
    await application.control('faults', { vendor: 'withings', kind: '429', times: 1 });
    await get('error_too_many_requests', '/measure', { action: 'getmeas' });
}

/** @param {import('./testing.mjs').Application} application @param {Awaited<ReturnType<typeof startReceiver>>} receiver */
async function recordOura(application, receiver) {
    const scope = 'personal daily heartrate workout';
    const connected = await application.connect('oura', sleepPerson, { scope });
    const { access_token: sleep } = connected;
    const { access_token: heart } = await application.connect('oura', heartPerson, { scope });
    const { access_token: narrow } = await application.connect('oura', heartPerson, { scopes: ['personal'] });
    const get = async (/** @type {string} */ name, /** @type {string} */ path, token = sleep) => {
        const { json } = await application.oura(path, token);
        write(`oura/${name}.json`, json);
        return json;
    };
    write('oura/token.json', connected);
    const days = await get('daily_activity', 'daily_activity?start_date=2016-04-13&end_date=2016-05-12');
    await get('daily_activity_last_page', 'daily_activity?start_date=2016-05-12&end_date=2016-05-12');
    await get('one_daily_activity', `daily_activity/${days.data[0].id}`);
    application.simulator.parts.vendors.oura.parts.pageSize.documents = 10;
    await get('sleep', 'sleep?start_date=2016-04-12&end_date=2016-04-14');
    await get('daily_sleep', 'daily_sleep?start_date=2016-04-12&end_date=2016-04-14');
    await get('heartrate', 'heartrate?start_datetime=2016-05-10T00:00:00-04:00&end_datetime=2016-05-13T00:00:00-04:00', heart);
    await get('personal_info', 'personal_info');
    await get('daily_readiness_empty', 'daily_readiness?start_date=2016-04-12&end_date=2016-04-14');
    await get('error_unauthorized', 'personal_info', 'nonsense');
    await get('error_forbidden', 'sleep', narrow);
    write('oura/error_invalid_grant.json', (await application.refresh('oura', 'nonsense')).json);

    const push = (/** @type {string} */ type, /** @type {object} */ document) => application.control('data', { vendor: 'oura', person: sleepPerson, type, change: 'create', notify: false, document });
    await push('workout', {
        id: '0b8c7a52-6d1e-4f7e-9a51-3c2f6f0f7d10', activity: 'running', calories: 410, day: '2016-05-11', distance: 7200, intensity: 'moderate', label: null,
        source: 'manual', start_datetime: '2016-05-11T18:00:00.000+05:30', end_datetime: '2016-05-11T18:40:00.000+05:30',
    });
    await get('workout', 'workout?start_date=2016-05-11&end_date=2016-05-11');

    const subscription = await application.subscription('POST', '', { callback_url: receiver.url, verification_token: receiver.token, event_type: 'create', data_type: 'daily_activity' });
    write('oura/subscription.json', {
        ...subscription.json, id: '5d0c2a8e-8a53-4c53-9b0b-0f6a6a1f2f11', callback_url: 'https://hub.example/hook', expiration_time: '2016-08-15T08:00:00+00:00',
    });
    receiver.got.length = 0;
    await application.control('webhooks', { vendor: 'oura', person: sleepPerson, type: 'daily_activity', event: 'create', id: days.data[1].id });
    write('oura/webhook_create.json', { ...JSON.parse(receiver.got[0].body), event_time: '2016-04-15T08:00:00.000Z' });

    const raw = async () => (await fetch(`${application.url}/oura/v2/usercollection/personal_info`, { headers: { authorization: `Bearer ${sleep}` } })).text();
    await application.control('faults', { vendor: 'oura', kind: 'garbage', times: 1 });
    writeFileSync(`${folder}oura/garbage.txt`, await raw());
    await application.control('faults', { vendor: 'oura', kind: '429', times: 1 });
    await get('error_too_many_requests', 'personal_info');
}

for (const vendor of ['withings', 'oura']) mkdirSync(folder + vendor, { recursive: true });
const { application, close } = await startApplication({ limits: { withingsPage: 10, ouraDocuments: 2, ouraSamples: 200 } });
const receiver = await startReceiver();
try {
    await recordWithings(application, receiver);
    await recordOura(application, receiver);
} finally {
    await receiver.close();
    await close();
}
