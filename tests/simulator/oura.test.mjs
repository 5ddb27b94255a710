import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { app, callback, heartPerson, sleepPerson, startApplication, startReceiver } from './testing.mjs';

/** @type {Awaited<ReturnType<typeof startApplication>>} */
let running;
/** @type {import('./testing.mjs').Application} */
let application;
before(async () => {
    running = await startApplication({ webhookLife: 3600 });
    application = running.application;
});
after(() => running.close());
beforeEach(() => application.control('reset', {}));

/** @param {string} token @param {string} type @param {Record<string, string>} query */
async function everyPage(token, type, query) {
    const all = [];
    let pages = 0;
    for (let next = ''; ; pages++) {
        const { status, json } = await application.oura(`${type}?${new URLSearchParams({ ...query, ...(next && { next_token: next }) })}`, token);
        assert.equal(status, 200);
        all.push(...json.data);
        next = json.next_token;
        if (!next) return { all, pages: pages + 1 };
    }
}

test('the browser flow names the granted scopes, and the token carries only those', async () => {
    const back = await application.authorize('oura', sleepPerson, { scopes: ['daily'] });
    assert.equal(back.searchParams.get('scope'), 'daily');
    const { json } = await application.token('oura', { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: callback });
    assert.equal(json.token_type, 'bearer');
    assert.equal(json.scope, 'daily');
    assert.equal((await application.oura('daily_sleep?start_date=2016-05-01&end_date=2016-05-02', json.access_token)).status, 200);
    assert.equal((await application.oura('heartrate', json.access_token)).status, 403);
    assert.equal((await application.oura('personal_info', json.access_token)).status, 403);
});

test('a refresh token serves once; showing it again ends the whole grant', async () => {
    const first = await application.connect('oura', sleepPerson);
    const second = (await application.refresh('oura', first.refresh_token)).json;
    assert.equal((await application.oura('personal_info', second.access_token)).status, 200);
    const reuse = await application.refresh('oura', first.refresh_token);
    assert.deepEqual([reuse.status, reuse.json.error], [400, 'invalid_grant']);
    assert.equal((await application.oura('personal_info', second.access_token)).status, 401);
    assert.equal((await application.refresh('oura', second.refresh_token)).status, 400);
    const [revocation] = await application.control('revocations?vendor=oura');
    assert.deepEqual([revocation.by, revocation.person], ['refresh_token_reuse', sleepPerson]);
});

test('of two refreshes at once only one can win', async () => {
    const first = await application.connect('oura', sleepPerson);
    const both = await Promise.all([application.refresh('oura', first.refresh_token), application.refresh('oura', first.refresh_token)]);
    assert.deepEqual(both.map((b) => b.status).sort(), [200, 400]);
});

test('refusals use HTTP statuses and problem-like bodies', async () => {
    const bad = await application.oura('personal_info', 'nonsense');
    assert.deepEqual([bad.status, bad.json.status, bad.json.title], [401, 401, 'Unauthorized']);
    const { access_token } = await application.connect('oura', sleepPerson);
    assert.equal((await application.oura('nothing_known', access_token)).status, 404);
    assert.equal((await application.oura('sleep?start_date=yesterday', access_token)).status, 400);
    assert.equal((await application.oura('sleep?next_token=abc', access_token)).status, 400);
    assert.equal((await application.oura('heartrate?start_datetime=2016-01-01T00:00:00Z&end_datetime=2016-03-01T00:00:00Z', access_token)).status, 400);
    const secret = await application.token('oura', { grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'wrong' });
    assert.deepEqual([secret.status, secret.json.error], [401, 'invalid_client']);
});

test('all beats of a person come, in pages, each once', async () => {
    const { access_token } = await application.connect('oura', heartPerson);
    const { all, pages } = await everyPage(access_token, 'heartrate', { start_datetime: '2016-05-10T00:00:00-04:00', end_datetime: '2016-05-13T00:00:00-04:00' });
    assert.equal(all.length, 17666);
    assert.equal(pages, 18);
    assert.equal(new Set(all.map((b) => b.timestamp)).size, 17666);
    assert.deepEqual(all[0], { bpm: 71, source: 'rest', timestamp: '2016-05-10T10:55:26+00:00' });
});

test('a page token serves only its own query', async () => {
    const { access_token } = await application.connect('oura', heartPerson);
    const { json } = await application.oura('daily_activity?start_date=2016-04-12&end_date=2016-05-12', access_token);
    assert.equal(json.data.length, 10);
    assert.equal((await application.oura(`daily_activity?start_date=2016-04-13&end_date=2016-05-12&next_token=${json.next_token}`, access_token)).status, 400);
});

test('days carry recorded steps and a minute series from four in the morning', async () => {
    const { access_token } = await application.connect('oura', heartPerson);
    const { json } = await application.oura('daily_activity?start_date=2016-05-10&end_date=2016-05-10', access_token);
    const [day] = json.data;
    assert.equal(day.steps, 10733);
    assert.equal(day.met.timestamp, '2016-05-10T04:00:00.000-04:00');
    assert.deepEqual([day.met.interval, day.met.items.length, day.class_5_min.length], [60, 1440, 288]);
    const single = await application.oura(`daily_activity/${day.id}`, access_token);
    assert.deepEqual(single.json, day);
    assert.equal((await application.oura('daily_activity/00000000-0000-4000-8000-000000000000', access_token)).status, 404);
});

test('nights have stages of five minutes, an offset and holes in the series', async () => {
    const { access_token } = await application.connect('oura', sleepPerson);
    const { json } = await application.oura('sleep?start_date=2016-04-15&end_date=2016-04-15', access_token);
    const [night] = json.data;
    assert.equal(night.time_in_bed, 386 * 60);
    assert.equal(night.total_sleep_duration, 370 * 60);
    assert.match(night.bedtime_start, /\+05:30$/);
    assert.match(night.sleep_phase_5_min, /^[1-4]{78}$/);
    assert.equal(night.hrv.items.length, 78);
    assert.ok(night.hrv.items.includes(null));
    assert.equal(night.deep_sleep_duration + night.light_sleep_duration + night.rem_sleep_duration, night.total_sleep_duration);
});

test('too many requests: 429 with Retry-After', async () => {
    const { access_token } = await application.connect('oura', heartPerson);
    running.simulator.parts.limits[1].most = 3;
    try {
        for (let i = 0; i < 3; i++) assert.equal((await application.oura('personal_info', access_token)).status, 200);
        const refused = await application.oura('personal_info', access_token);
        assert.equal(refused.status, 429);
        const wait = Number(refused.headers.get('retry-after'));
        assert.ok(wait > 0 && wait <= 300);
        await application.control('clock', { advance_s: wait });
        assert.equal((await application.oura('personal_info', access_token)).status, 200);
    } finally {
        running.simulator.parts.limits[1].most = 5000;
    }
});

test('revoking by access token ends the grant and is remembered', async () => {
    const { access_token, refresh_token } = await application.connect('oura', heartPerson);
    assert.equal((await application.control('tokens?vendor=oura')).length, 2);
    const response = await fetch(`${application.url}/oura/oauth/revoke?access_token=${access_token}`);
    assert.equal(response.status, 200);
    assert.equal((await application.oura('personal_info', access_token)).status, 401);
    assert.equal((await application.refresh('oura', refresh_token)).status, 400);
    assert.equal((await application.control('tokens?vendor=oura')).length, 0);
    assert.deepEqual((await application.control('revocations')).map((r) => [r.vendor, r.by, r.person]), [['oura', 'application', heartPerson]]);
});

test('webhooks: challenge, signature, single document, tampering, replay, expiry and renewal', async () => {
    const receiver = await startReceiver();
    try {
        const { access_token } = await application.connect('oura', heartPerson);
        const wanted = { callback_url: receiver.url, verification_token: receiver.token, event_type: 'create', data_type: 'workout' };
        assert.equal((await application.subscription('POST', '', { ...wanted, verification_token: 'other' })).status, 400);
        const made = await application.subscription('POST', '', wanted);
        assert.equal(made.status, 201);
        assert.equal((await application.subscription('POST', '', wanted)).status, 409);
        receiver.got.length = 0;

        const document = { day: '2016-05-11', activity: 'running', start_datetime: '2016-05-11T18:00:00-04:00', end_datetime: '2016-05-11T18:40:00-04:00', calories: 410, distance: 7200 };
        const { id, statuses } = await application.control('data', { vendor: 'oura', person: heartPerson, type: 'workout', change: 'create', document });
        assert.deepEqual(statuses, [200]);
        const genuine = (/** @type {any} */ hook) => hook.headers['x-oura-signature'] === createHmac('sha256', app.secret)
            .update(hook.headers['x-oura-timestamp'] + hook.body).digest('hex').toUpperCase();
        const [hook] = receiver.got;
        assert.ok(genuine(hook));
        const told = JSON.parse(hook.body);
        assert.deepEqual([told.event_type, told.data_type, told.object_id], ['create', 'workout', id]);
        const info = await application.oura('personal_info', access_token);
        assert.equal(told.user_id, info.json.id);
        const scoped = await application.oura(`workout/${id}`, access_token);
        assert.equal(scoped.status, 403, 'the workout scope was not asked for');

        for (const tamper of ['signature', 'body', 'unsigned']) {
            receiver.got.length = 0;
            await application.control('webhooks', { vendor: 'oura', person: heartPerson, type: 'workout', event: 'create', tamper });
            assert.equal(receiver.got.length, 1);
            assert.ok(!genuine(receiver.got[0]), tamper);
        }
        receiver.got.length = 0;
        await application.control('webhooks', { vendor: 'oura', tamper: 'replay' });
        assert.equal(receiver.got[0].body, hook.body);
        assert.equal(receiver.got[0].headers['x-oura-signature'], hook.headers['x-oura-signature']);

        await application.control('clock', { advance_s: 3000 });
        const renewed = await application.subscription('PUT', `/renew/${made.json.id}`);
        assert.ok(Date.parse(renewed.json.expiration_time) >= Date.parse(made.json.expiration_time) + 3000e3);
        await application.control('clock', { advance_s: 3601 });
        receiver.got.length = 0;
        await application.control('webhooks', { vendor: 'oura', person: heartPerson, type: 'workout', event: 'create' });
        assert.equal(receiver.got.length, 0);
        assert.equal((await application.subscription('PUT', `/renew/${made.json.id}`)).status, 404);
    } finally {
        await receiver.close();
    }
});

test('a corrected document keeps its id, a deleted one is gone', async () => {
    const { access_token } = await application.connect('oura', heartPerson);
    const range = 'daily_activity?start_date=2016-05-10&end_date=2016-05-10';
    const [day] = (await application.oura(range, access_token)).json.data;
    await application.control('data', { vendor: 'oura', person: heartPerson, type: 'daily_activity', change: 'update', id: day.id, document: { steps: 11111 } });
    const [corrected] = (await application.oura(range, access_token)).json.data;
    assert.deepEqual([corrected.id, corrected.steps], [day.id, 11111]);
    await application.control('data', { vendor: 'oura', person: heartPerson, type: 'daily_activity', change: 'delete', id: day.id });
    assert.deepEqual((await application.oura(range, access_token)).json.data, []);
});
