import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { loadRecordings } from './recordings.mjs';
import { makeNight } from './nights.mjs';
import { Application, heartPerson, startApplication } from './testing.mjs';
import { startSimulator } from './server.mjs';
import { dayNumber, dayText, instant, offsetText } from './zones.mjs';

/** @type {Awaited<ReturnType<typeof startApplication>>} */
let running;
/** @type {Application} */
let application;
before(async () => {
    running = await startApplication();
    application = running.application;
});
after(() => running.close());
beforeEach(() => application.control('reset', {}));

test('the control side is closed unless asked for', async () => {
    const closed = await startSimulator();
    assert.equal((await fetch(`${closed.url}/control/state`)).status, 404);
    await closed.close();
});

test('faults strike the named endpoint and person, as often as said', async () => {
    const token = (await application.connect('oura', heartPerson)).access_token;
    const ask = () => fetch(`${application.url}/oura/v2/usercollection/personal_info`, { headers: { authorization: `Bearer ${token}` } });
    await application.control('faults', { vendor: 'oura', kind: '429', endpoint: 'personal_info', times: 1, retry_after: 7 });
    const limited = await ask();
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
    assert.equal((await ask()).status, 200);
    await application.control('faults', { vendor: 'oura', kind: '500', person: '1503960366' });
    assert.equal((await ask()).status, 200, 'another person\'s fault');
    await application.control('faults', { vendor: 'oura', kind: 'garbage', person: heartPerson, times: 1 });
    await assert.rejects((await ask()).json());
    await application.control('faults', { vendor: 'oura', kind: 'truncated', times: 1 });
    await assert.rejects((await ask()).json());
    await application.control('faults', { vendor: 'oura', kind: 'hang', times: 1 });
    await assert.rejects(fetch(`${application.url}/oura/v2/usercollection/personal_info`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(100) }));
    assert.equal((await ask()).status, 200);
    await assert.rejects(application.control('faults', { vendor: 'oura', kind: 'boredom' }), /kind/);
});

test('a lost answer of the token endpoint has still spent the refresh token', async () => {
    const first = await application.connect('oura', heartPerson);
    await application.control('faults', { vendor: 'oura', kind: 'truncated', endpoint: 'token', times: 1 });
    await assert.rejects(application.refresh('oura', first.refresh_token));
    assert.equal((await application.refresh('oura', first.refresh_token)).status, 400);
    const other = await application.connect('withings', heartPerson);
    await application.control('faults', { vendor: 'withings', kind: 'truncated', endpoint: 'token', times: 1 });
    await assert.rejects(application.refresh('withings', other.refresh_token));
    assert.equal((await application.refresh('withings', other.refresh_token)).json.status, 0, 'Withings lets one try again');
});

test('never_refresh refuses every refresh but lets the access token live', async () => {
    for (const vendor of /** @type {const} */ (['withings', 'oura'])) {
        const token = await application.connect(vendor, heartPerson);
        await application.control('faults', { vendor, kind: 'never_refresh', person: heartPerson });
        const { json } = await application.refresh(vendor, token.refresh_token);
        assert.ok(vendor === 'oura' ? json.error === 'invalid_grant' : json.status === 503);
    }
});

test('tokens can be let expire; a refresh then helps', async () => {
    const token = await application.connect('oura', heartPerson);
    await application.control('expire', { vendor: 'oura', person: heartPerson, what: 'access' });
    assert.equal((await application.oura('personal_info', token.access_token)).status, 401);
    const fresh = (await application.refresh('oura', token.refresh_token)).json;
    assert.equal((await application.oura('personal_info', fresh.access_token)).status, 200);
});

test('the log names who asked for what and holds no token', async () => {
    const token = await application.connect('withings', heartPerson);
    await application.withings('/measure', { action: 'getmeas' }, token.access_token);
    const log = await application.control('log?vendor=withings&endpoint=getmeas');
    assert.equal(log.length, 1);
    assert.deepEqual([log[0].person, log[0].status, log[0].vendor_status], [heartPerson, 200, 0]);
    const all = JSON.stringify(await application.control('log'));
    assert.ok(!all.includes(token.access_token) && !all.includes(token.refresh_token));
});

test('grants survive a restart with a state file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const stateFile = join(folder, 'state.json');
    try {
        const first = await startApplication({ stateFile });
        const token = await first.application.connect('oura', heartPerson);
        await first.close();
        const second = await startApplication({ stateFile });
        assert.equal((await second.application.oura('personal_info', token.access_token)).status, 200);
        assert.equal((await second.application.refresh('oura', token.refresh_token)).status, 200);
        await second.close();
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test('re-based data move by whole days and keep their local times', () => {
    const shift = dayNumber('2026-11-22') - dayNumber('2016-05-12');
    const before = loadRecordings().get(heartPerson);
    const after = loadRecordings({ shiftDays: shift }).get(heartPerson);
    assert.equal(dayText(Math.max(.../** @type {any} */ (after).days.keys())), '2026-11-22');
    assert.deepEqual(after?.beats[0], { .../** @type {any} */ (before).beats[0], day: /** @type {any} */ (before).beats[0].day + shift });
});

test('re-based to now, tomorrow is not told today', async () => {
    const today = await startApplication({ rebaseTo: 'now' });
    const { access_token } = await today.application.connect('withings', heartPerson);
    const now = Math.floor(Date.now() / 1000);
    const { body } = await today.application.withings('/v2/measure', { action: 'getintradayactivity', startdate: String(now - 3600), enddate: String(now + 80000) }, access_token);
    assert.ok(Object.keys(body.series).every((at) => Number(at) <= now));
    const days = await today.application.withings('/v2/measure', { action: 'getactivity', lastupdate: '0' }, access_token);
    assert.ok(days.body.activities.length > 0);
    await today.close();
});

test('zones: offsets, half hours and the days on which clocks change', () => {
    assert.equal(offsetText('Asia/Kolkata', 0), '1970-01-01T05:30:00.000+05:30');
    assert.equal(offsetText('America/St_Johns', instant('America/St_Johns', dayNumber('2016-05-01'), 0)), '2016-05-01T00:00:00.000-02:30');
    const spring = dayNumber('2026-03-29');
    assert.equal(instant('Europe/Zurich', spring + 1, 0) - instant('Europe/Zurich', spring, 0), 23 * 3600);
    const autumn = dayNumber('2026-10-25');
    assert.equal(instant('Europe/Zurich', autumn + 1, 0) - instant('Europe/Zurich', autumn, 0), 25 * 3600);
});

test('every night keeps its recorded minutes asleep and in bed, and a seed changes only what is constructed', () => {
    const [one, two] = [0, 1].map((seed) => loadRecordings({ seed }));
    let nights = 0;
    let different = 0;
    for (const [id, record] of one) {
        for (const [index, sleep] of record.sleeps.entries()) {
            const night = makeNight(record, sleep);
            const other = makeNight(/** @type {any} */ (two.get(id)), /** @type {any} */ (two.get(id)).sleeps[index]);
            assert.equal(night.minutes.length, sleep.inBed);
            assert.equal(night.minutes.filter((s) => s !== 'awake').length, sleep.asleep);
            assert.equal(night.end - night.start, sleep.inBed * 60);
            assert.equal(night.start, other.start);
            if (JSON.stringify(night.hrv) !== JSON.stringify(other.hrv)) different++;
            nights++;
        }
    }
    assert.equal(nights, 410);
    assert.ok(different > 400);
});
