// Makers that misbehave, and notices that lie: the connection survives or says what is wrong, and nothing false is kept.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { grants, Portal, read } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { startVendors } from '../support/vendors.mjs';
import { sleep, until } from '../support/wait.mjs';

/** @type {any} */ let server, vendors, receiver, portal;
let nextPerson = 0;
// Whose days reach to the last one.
const recorded = ['1503960366', '4319703577', '5577150313', '2026352035', '3977333714', '4388161847', '4445114986', '4702921684', '5553957443', '6117666160', '7086361926', '8378563200', '4020332650', '1844505072', '1927972279', '2320127002', '8053475328', '1624580081'];
before(async () => {
    vendors = await startVendors();
    receiver = await startReceiver();
    server = await Server.make({ vendors: vendors.url });
    server.vendors = vendors;
    await server.start();
    portal = await Portal.register(server, vendors, receiver, 'Harbour Clinic');
});
afterEach(async () => { await vendors?.forget('faults'); });
after(async () => {
    await server?.remove();
    await vendors?.close();
    await receiver?.close();
});
async function someone() {
    const member = await (await portal.provision(`p${nextPerson}`)).enter();
    member.person = recorded[nextPerson++];
    return member;
}
const connection = (/** @type {any} */ member, /** @type {string} */ program = 'oura') => member.connection(program);

for (const [kind, extra] of /** @type {[string, object][]} */ ([['garbage', {}], ['truncated', {}], ['500', {}], ['hang', {}], ['slow', { delay_ms: 2000 }], ['429', { retry_after: 2 }]]))
    test(`the maker answers data requests with: ${kind}`, { timeout: 150_000 }, async () => {
        const member = await someone();
        await vendors.post('faults', { vendor: 'oura', kind, endpoint: 'daily_activity', person: member.person, times: 2, ...extra });
        await member.connect('oura', grants(['activity']), { person: member.person, wait: false });
        // A hang ends by our own time-out; the retry waits by the server's clock, which we may move.
        const done = async () => (await connection(member)).history.state === 'done';
        for (let i = 0; i < 60 && !await done(); i++) { await sleep(1000); if (i % 3 === 2) await server.advance(300); }
        const after = await connection(member);
        assert.deepEqual([after.state, after.history.state], ['connected', 'done'], JSON.stringify(after));
        const days = (await member.call('GET', '/me/samples?metric=steps_daily')).body.samples;
        const expected = vendors.parts.oura.data.list(member.person, 'daily_activity');
        assert.ok(days.length >= expected.length - 2, `${days.length} of ${expected.length} days`);
        assert.equal(new Set(days.map((/** @type {any} */ d) => d.start)).size, days.length, 'a day came twice');
    });

test('429: the maker is left alone for the time it asked for', { timeout: 60_000 }, async () => {
    const member = await someone();
    await vendors.post('faults', { vendor: 'oura', kind: '429', endpoint: 'daily_activity', person: member.person, times: 1, retry_after: 6 });
    await member.connect('oura', grants(['activity']), { person: member.person, wait: false });
    const calls = async () => {
        const log = await vendors.get(`log?vendor=oura&endpoint=daily_activity&person=${member.person}`);
        return (log.requests ?? log.log ?? log).length;
    };
    await until('it was asked', async () => await calls() > 0, { every: 50 });
    await sleep(4000);
    assert.equal(await calls(), 1, 'it was asked again within its Retry-After of 6 s');
    await until('it is asked again after that', async () => await calls() > 1, { seconds: 30 });
});

for (const kind of ['garbage', '500', 'hang'])
    test(`the maker answers the exchange of the code with: ${kind}`, { timeout: 90_000 }, async () => {
        const member = await someone();
        const begun = await member.begin('oura', grants(['activity']));
        await vendors.post('faults', { vendor: 'oura', kind, endpoint: 'token', times: 3 });
        const { answer } = await member.consent(begun.body.authorize_url, member.person);
        assert.equal(answer.status, 303, answer.text);
        assert.match(answer.headers.get('location'), /problem=(vendor_unreachable|refused)$/);
        await vendors.forget('faults');
        await member.connect('oura', grants(['activity']), { person: member.person });
    });

// The maker's notices

const hook = (/** @type {string} */ program, client = portal.id) => `${server.url}/webhooks/${program}/${client}`;
const notice = (/** @type {any} */ more = {}) => JSON.stringify({ event_type: 'update', data_type: 'daily_activity', object_id: 'x', event_time: new Date(server.now()).toISOString(), user_id: 'nobody', ...more });
const signed = (/** @type {string} */ body, /** @type {string} */ secret, at = Math.floor(server.now() / 1000)) => ({
    'content-type': 'application/json', 'x-oura-timestamp': String(at), 'x-oura-signature': createHmac('sha256', secret).update(`${at}${body}`).digest('hex').toUpperCase() });
const send = async (/** @type {string} */ url, /** @type {string} */ body, /** @type {Record<string, string>} */ headers) => read(await fetch(url, { method: 'POST', body, headers }));

test('a notice with a wrong, missing or old signature is refused, and that is on record', async () => {
    const body = notice();
    for (const headers of [signed(body, 'wrong'), { 'content-type': 'application/json' }, signed(body, portal.application.client_secret, Math.floor(server.now() / 1000) - 86_400)]) {
        const { status, text } = await send(hook('oura'), body, /** @type {any} */ (headers));
        assert.equal(status, 401, text);
    }
    const changed = signed(body, portal.application.client_secret);
    assert.equal((await send(hook('oura'), body.replace('update', 'delete'), changed)).status, 401);
    assert.ok(Number(await server.sql("SELECT count(*) FROM access.audit_event WHERE reason = 'bad_signature' AND decision = 'refuse'")) >= 2);
});
test('a notice for a Client or Program that does not exist is "not found"', async () => {
    const body = notice();
    for (const url of [hook('oura', '00000000-0000-4000-8000-000000000000'), hook('nobody'), hook('libre')])
        assert.equal((await send(url, body, signed(body, portal.application.client_secret))).status, 404, url);
});
test('a notice about somebody who is not a Member says nothing of who is', async () => {
    const body = notice({ user_id: 'a-stranger' });
    const { status, text } = await send(hook('oura'), body, signed(body, portal.application.client_secret));
    assert.ok(status >= 200 && status < 300, `${status} ${text}`);
});
test('a true notice brings the news; the same notice replayed brings no second fetch', { timeout: 60_000 }, async () => {
    const member = await someone();
    await member.connect('oura', grants(['activity']), { person: member.person });
    const state = await vendors.get('state');
    const user = state.people.find((/** @type {any} */ p) => p.id === member.person).oura;
    const [latest] = vendors.parts.oura.data.list(member.person, 'daily_activity').slice(-1);
    const steps = latest.steps + 4321;
    await vendors.post('data', { vendor: 'oura', person: member.person, type: 'daily_activity', change: 'update', id: latest.id, document: { steps }, notify: false });
    const body = notice({ object_id: latest.id, user_id: user }), headers = signed(body, portal.application.client_secret);
    const first = await send(hook('oura'), body, headers);
    assert.ok(first.status >= 200 && first.status < 300, `${first.status} ${first.text}`);
    await until('the changed day is here', async () => (await member.call('GET', '/me/samples?metric=steps_daily')).body.samples.some((/** @type {any} */ s) => s.value === steps), { seconds: 30 });
    await sleep(1000);
    const calls = async () => { const log = await vendors.get(`log?vendor=oura&person=${member.person}`); return (log.requests ?? log.log ?? log).length; };
    const before = await calls();
    const again = await send(hook('oura'), body, headers);
    assert.ok(again.status < 500, String(again.status));
    await sleep(2500);
    assert.equal(await calls(), before, 'the replay made us ask the maker again');
});
test('a notice about a day longer ago brings that day: a device that was away for a while', { timeout: 60_000 }, async () => {
    const member = await someone();
    await member.connect('oura', grants(['activity']), { person: member.person });
    const [old] = vendors.parts.oura.data.list(member.person, 'daily_activity').slice(-12);
    const steps = old.steps + 777;
    await until('we are subscribed', async () => JSON.stringify(await vendors.get('subscriptions?vendor=oura')).includes(portal.id), { seconds: 20 });
    const { statuses } = await vendors.post('data', { vendor: 'oura', person: member.person, type: 'daily_activity', change: 'update', id: old.id, document: { steps } });
    assert.ok(statuses.length > 0 && statuses.every((/** @type {number} */ status) => status < 300), JSON.stringify(statuses));
    await until('the changed day is here', async () => (await member.call('GET', '/me/samples?metric=steps_daily')).body.samples.some((/** @type {any} */ sample) => sample.value === steps), { seconds: 15 });
});
test('the maker itself was asked to notify us, and its notices arrive', { timeout: 60_000 }, async () => {
    const member = await someone();
    await member.connect('oura', grants(['activity']), { person: member.person });
    const [latest] = vendors.parts.oura.data.list(member.person, 'daily_activity').slice(-1);
    const steps = latest.steps + 1234;
    await until('we are subscribed', async () => JSON.stringify(await vendors.get('subscriptions?vendor=oura')).includes(portal.id), { seconds: 20 });
    const { statuses } = await vendors.post('data', { vendor: 'oura', person: member.person, type: 'daily_activity', change: 'update', id: latest.id, document: { steps } });
    assert.ok(statuses.length > 0 && statuses.every((/** @type {number} */ s) => s >= 200 && s < 300), JSON.stringify(statuses));
    await until('the changed day is here', async () => (await member.call('GET', '/me/samples?metric=steps_daily')).body.samples.some((/** @type {any} */ s) => s.value === steps), { seconds: 30 });
});

// These two move the clock by days, and the recorded days do not follow: they come last.

test('the maker never refreshes: the connection says so, what is there stays, and connecting again mends it', { timeout: 120_000 }, async () => {
    const member = await someone();
    await member.connect('oura', grants(['activity']), { person: member.person });
    const before = (await member.call('GET', '/me/samples?metric=steps_daily')).body.samples.length;
    await vendors.post('faults', { vendor: 'oura', kind: 'never_refresh', person: member.person });
    await vendors.post('expire', { vendor: 'oura', person: member.person, what: 'access' });
    await server.advance(26 * 3600);
    await until('the connection is broken', async () => (await connection(member)).state === 'broken', { seconds: 40, every: 300 });
    assert.ok((await connection(member)).problem?.text);
    assert.equal((await member.call('GET', '/me/samples?metric=steps_daily')).body.samples.length, before);
    await vendors.forget('faults');
    await member.connect('oura', grants(['activity']), { person: member.person });
    assert.equal((await connection(member)).state, 'connected');
});

test('the person removes us at the maker: the connection says so', { timeout: 90_000 }, async () => {
    const member = await someone();
    await member.connect('oura', grants(['activity']), { person: member.person });
    await vendors.post('unlink', { vendor: 'oura', person: member.person });
    await server.advance(7 * 3600);
    await until('the connection is broken', async () => (await connection(member)).state === 'broken', { seconds: 40, every: 300 });
});
