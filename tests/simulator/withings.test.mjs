import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { app, callback, form, heartPerson, sleepPerson, startApplication, startReceiver } from './testing.mjs';

/** @type {Awaited<ReturnType<typeof startApplication>>} */
let running;
/** @type {import('./testing.mjs').Application} */
let application;
before(async () => {
    running = await startApplication({ limits: { withingsPage: 7 } });
    application = running.application;
});
after(() => running.close());
beforeEach(() => application.control('reset', {}));

const meas = (/** @type {string} */ token, fields = {}) => application.withings('/measure', { action: 'getmeas', ...fields }, token);

test('the browser flow ends with code and state, and the code gives wrapped tokens with commas between scopes', async () => {
    const back = await application.authorize('withings', heartPerson);
    assert.equal(back.origin + back.pathname, callback);
    assert.equal(back.searchParams.get('state'), 'the-state');
    assert.equal(back.searchParams.has('iss'), false);
    const { json } = await application.token('withings', { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: callback });
    assert.equal(json.status, 0);
    assert.equal(json.body.userid, '27689391');
    assert.equal(json.body.expires_in, 10800);
    assert.equal(json.body.scope, 'user.info,user.metrics,user.activity');
});

test('a denied consent comes back as access_denied', async () => {
    const back = await application.authorize('withings', heartPerson, { deny: true });
    assert.equal(back.searchParams.get('error'), 'access_denied');
    assert.equal(back.searchParams.get('state'), 'the-state');
});

test('an unregistered redirect address is refused on the vendor\'s page', async () => {
    await assert.rejects(application.authorize('withings', heartPerson, { redirect: 'https://localhost:8443/elsewhere' }), /400/);
    await assert.rejects(application.authorize('withings', heartPerson, { redirect: 'https://localhost.evil.example:8443/connect/oauth/callback' }), /400/);
});

test('a code works once and for thirty seconds', async () => {
    const first = await application.authorize('withings', heartPerson);
    const exchange = (/** @type {URL} */ back) => application.token('withings', { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: callback });
    assert.equal((await exchange(first)).json.status, 0);
    const again = await exchange(first);
    assert.deepEqual([again.status, again.json.status], [200, 503]);
    const late = await application.authorize('withings', heartPerson);
    await application.control('clock', { advance_s: 31 });
    assert.equal((await exchange(late)).json.status, 503);
});

test('PKCE is honoured when used', async () => {
    const verifier = 'v'.repeat(64);
    const exchange = async (/** @type {string} */ code_verifier) => {
        const back = await application.authorize('withings', heartPerson, { verifier });
        return (await application.token('withings', { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: callback, code_verifier })).json.status;
    };
    assert.equal(await exchange(verifier), 0);
    assert.equal(await exchange('w'.repeat(64)), 503);
});

test('an old refresh token lives until the new access token is first used', async () => {
    const first = await application.connect('withings', heartPerson);
    const second = (await application.refresh('withings', first.refresh_token)).json.body;
    assert.notEqual(second.refresh_token, first.refresh_token);
    const third = (await application.refresh('withings', first.refresh_token)).json;
    assert.equal(third.status, 0, 'the answer to a refresh may be lost: the old token still works');
    assert.equal((await meas(third.body.access_token)).status, 0);
    const dead = await application.refresh('withings', first.refresh_token);
    assert.deepEqual([dead.status, dead.json.status], [200, 503]);
    assert.equal((await application.refresh('withings', third.body.refresh_token)).json.status, 0);
});

test('an old refresh token dies eight hours later even when the new access token is never used', async () => {
    const first = await application.connect('withings', heartPerson);
    await application.refresh('withings', first.refresh_token);
    await application.control('clock', { advance_s: 8 * 3600 + 1 });
    assert.equal((await application.refresh('withings', first.refresh_token)).json.status, 503);
});

test('errors come with HTTP 200 and a status in the body', async () => {
    assert.equal((await meas('nonsense')).status, 401);
    assert.equal((await application.withings('/measure', { action: 'getmeas' })).status, 401);
    const token = await application.connect('withings', heartPerson, { scopes: ['user.activity'] });
    assert.equal(token.scope, 'user.activity');
    assert.equal((await meas(token.access_token)).status, 403);
    assert.equal((await application.withings('/v2/measure', { action: 'getactivity' }, token.access_token)).status, 503);
    assert.equal((await application.withings('/v2/measure', { action: 'dance' }, token.access_token)).status, 2554);
    await application.control('clock', { advance_s: 10801 });
    assert.equal((await application.withings('/v2/measure', { action: 'getintradayactivity' }, token.access_token)).status, 401);
});

test('paging shows every weight once, and marks goals and ambiguous ones', async () => {
    const { access_token } = await application.connect('withings', heartPerson);
    const groups = [];
    let offset = 0;
    for (let page = 0; ; page++) {
        const { body } = await meas(access_token, offset ? { offset: String(offset) } : {});
        groups.push(...body.measuregrps);
        assert.equal(typeof body.more, 'number');
        if (!body.more) break;
        offset = body.offset;
        assert.ok(page < 10);
    }
    assert.equal(new Set(groups.map((g) => g.grpid)).size, groups.length);
    assert.equal(groups.length, 24 + 2);
    assert.equal(groups.filter((g) => g.category === 2).length, 1);
    assert.equal(groups.filter((g) => g.attrib === 1).length, 1);
    const kilos = groups.filter((g) => g.category === 1 && g.attrib === 0).map((g) => g.measures[0].value * 10 ** g.measures[0].unit);
    assert.ok(kilos.every((kg) => kg > 83.9 && kg < 85.9));
    assert.ok(new Set(groups.map((g) => g.measures[0].unit)).size > 1, 'exponents differ');
});

test('days carry the recorded totals and an IANA zone', async () => {
    const { access_token } = await application.connect('withings', heartPerson);
    const { body } = await application.withings('/v2/measure', { action: 'getactivity', startdateymd: '2016-05-11', enddateymd: '2016-05-11' }, access_token);
    const [day] = body.activities;
    assert.deepEqual([day.date, day.timezone, day.steps, day.distance, day.totalcalories], ['2016-05-11', 'America/New_York', 21420, 19560, 3832]);
    assert.equal(body.more, false);
});

test('minutes of steps and seconds of heart rate are complete, and one day is the most', async () => {
    const { access_token } = await application.connect('withings', heartPerson);
    const midnight = Date.parse('2016-05-11T00:00:00-04:00') / 1000;
    const { body } = await application.withings('/v2/measure', { action: 'getintradayactivity', startdate: String(midnight), enddate: String(midnight + 5 * 86400) }, access_token);
    const items = Object.values(body.series);
    // The recording's own minutes of that day; its day total says 21420.
    assert.equal(items.reduce((sum, i) => sum + (i.steps ?? 0), 0), 21391);
    assert.equal(items.filter((i) => i.heart_rate).length, 7913, 'and no more than one day is given');
    const empty = await application.withings('/v2/measure', { action: 'getintradayactivity', startdate: '1000000000' }, access_token);
    assert.deepEqual(empty.body.series, [], 'an empty map is an empty list');
});

test('nights keep their recorded lengths', async () => {
    const { access_token } = await application.connect('withings', sleepPerson);
    const { body } = await application.withings('/v2/sleep', { action: 'getsummary', startdateymd: '2016-04-15', enddateymd: '2016-04-15' }, access_token);
    const [night] = body.series;
    assert.equal(night.enddate - night.startdate, 386 * 60);
    assert.equal(night.data.total_sleep_time, 370 * 60);
    const states = await application.withings('/v2/sleep', { action: 'get', startdate: String(night.startdate), enddate: String(night.enddate) }, access_token);
    assert.ok(!('hr' in states.body.series[0]));
    const asleep = states.body.series.filter((s) => s.state !== 0).reduce((sum, s) => sum + s.enddate - s.startdate, 0);
    assert.equal(asleep, 370 * 60);
    const pulse = await application.withings('/v2/sleep', { action: 'get', startdate: String(night.startdate), enddate: String(night.enddate), data_fields: 'hr,rr' }, access_token);
    assert.ok(pulse.body.series.flatMap((s) => Object.values(s.hr)).every((bpm) => bpm > 40 && bpm < 90));
});

test('a blood pressure that arrives later is one group of two measures', async () => {
    const { access_token } = await application.connect('withings', heartPerson);
    const measures = [{ value: 121, type: 10, unit: 0 }, { value: 79, type: 9, unit: 0 }, { value: 66, type: 11, unit: 0 }];
    await application.control('data', { vendor: 'withings', person: heartPerson, type: 'pressure', change: 'create', id: 77, document: { date: 1463054400, measures } });
    const { body } = await meas(access_token, { meastypes: '9,10' });
    assert.deepEqual(body.measuregrps.map((g) => [g.grpid, g.category, g.measures.map((m) => m.type)]), [[77, 1, [10, 9]]]);
});

test('the 121st request of a minute is told to wait, still with HTTP 200', async () => {
    const { access_token } = await application.connect('withings', heartPerson);
    /** @type {any} */
    let last;
    for (let i = 0; i < 120; i++) last = await meas(access_token, { category: '2' });
    assert.equal(last.status, 601);
    assert.ok(last.body.wait_seconds > 0);
    await application.control('clock', { advance_s: 61 });
    assert.equal((await meas(access_token, { category: '2' })).status, 0);
});

test('giving up a user must be signed with a fresh nonce, and ends their tokens', async () => {
    const { access_token, refresh_token, userid } = await application.connect('withings', heartPerson);
    const call = await application.signed({ action: 'revoke', userid });
    assert.equal((await application.withings('/v2/oauth2', { ...call, signature: call.signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) })).status, 503);
    assert.equal((await application.withings('/v2/oauth2', call)).status, 0);
    assert.equal((await application.withings('/v2/oauth2', call)).status, 503, 'a nonce serves once');
    assert.equal((await meas(access_token)).status, 401);
    assert.equal((await application.refresh('withings', refresh_token)).json.status, 503);
    const revocations = await application.control('revocations?vendor=withings');
    assert.deepEqual(revocations.map((r) => [r.by, r.person]), [['application', heartPerson]]);
});

test('a stale nonce is refused', async () => {
    const { userid } = await application.connect('withings', heartPerson);
    const call = await application.signed({ action: 'revoke', userid });
    await application.control('clock', { advance_s: 1801 });
    assert.equal((await application.withings('/v2/oauth2', call)).status, 503);
});

test('a signature can stand in for the secret', async () => {
    const back = await application.authorize('withings', heartPerson);
    const call = await application.signed({ action: 'requesttoken', grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: callback });
    assert.equal((await application.withings('/v2/oauth2', call)).status, 0);
});

test('notifications are bare forms, twice when the receiver fails, and end with the subscription', async () => {
    const receiver = await startReceiver();
    try {
        const { access_token } = await application.connect('withings', heartPerson);
        const notify = (/** @type {Record<string, string>} */ fields) => application.withings('/notify', { callbackurl: receiver.url, appli: '1', ...fields }, access_token);
        assert.equal((await notify({ action: 'subscribe', callbackurl: 'nowhere' })).status, 293);
        assert.equal((await notify({ action: 'subscribe' })).status, 0);
        assert.equal((await notify({ action: 'list' })).body.profiles.length, 1);
        const before = (await meas(access_token)).body.measuregrps[0];
        const changed = await application.control('data', {
            vendor: 'withings', person: heartPerson, type: 'measure', change: 'update', id: before.grpid,
            document: { measures: [{ value: 80100, type: 1, unit: -3, algo: 0, fm: 131 }] },
        });
        assert.deepEqual(changed.statuses, [200]);
        const [probe, hook] = receiver.got;
        assert.equal(probe.method, 'HEAD', 'the address was tried first');
        assert.equal(hook.headers['content-type'], 'application/x-www-form-urlencoded');
        assert.deepEqual(Object.fromEntries(new URLSearchParams(hook.body)), { userid: '27689391', appli: '1', startdate: String(before.date), enddate: String(before.date + 1) });
        assert.ok(!Object.keys(hook.headers).some((h) => h.includes('signature')));
        const again = await meas(access_token, { lastupdate: String(before.modified + 1000) });
        assert.deepEqual(again.body.measuregrps.map((g) => [g.grpid, g.measures[0].value]), [[before.grpid, 80100]], 'a correction keeps its id');

        receiver.control.status = 500;
        receiver.got.length = 0;
        await application.control('webhooks', { vendor: 'withings', person: heartPerson, type: 'measure' });
        assert.equal(receiver.got.length, 2);
        assert.equal((await notify({ action: 'revoke' })).status, 0);
        assert.equal((await notify({ action: 'revoke' })).status, 294);
        await application.control('webhooks', { vendor: 'withings', person: heartPerson, type: 'measure' });
        assert.equal(receiver.got.length, 2);
    } finally {
        await receiver.close();
    }
});

test('a person who unlinks the application ends its tokens and it is told', async () => {
    const receiver = await startReceiver();
    try {
        const { access_token } = await application.connect('withings', heartPerson);
        await application.withings('/notify', { action: 'subscribe', callbackurl: receiver.url, appli: '46' }, access_token);
        await application.control('unlink', { vendor: 'withings', person: heartPerson });
        assert.equal(new URLSearchParams(receiver.got[1].body).get('action'), 'unlink');
        assert.equal((await meas(access_token)).status, 401);
    } finally {
        await receiver.close();
    }
});

test('tokens of a wrong secret are never given', async () => {
    const back = await application.authorize('withings', heartPerson);
    const response = await fetch(`${application.url}/withings/v2/oauth2`, form({
        action: 'requesttoken', grant_type: 'authorization_code', client_id: app.id, client_secret: 'wrong', code: back.searchParams.get('code') ?? '', redirect_uri: callback,
    }));
    const json = await response.json();
    assert.deepEqual([response.status, json.status, json.body], [200, 503, {}]);
});
