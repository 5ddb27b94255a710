// Members, their links, Programs and what Clients get.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { grants, read } from '../support/portal.mjs';
import { signedBy } from '../support/receiver.mjs';
import { sleep, until } from '../support/wait.mjs';

export const categoryOf = { steps: 'activity', weight: 'body', 'heart rate': 'heart', sleep: 'sleep', glucose: 'glucose' };
export const metricOf = { steps: 'steps_daily', weight: 'weight', 'heart rate': 'heart_rate', sleep: 'sleep_stage', glucose: 'glucose_cgm' };
const programOf = { Withings: 'withings', Oura: 'oura', 'direct measurements': 'direct' };
const list = (/** @type {string} */ text) => text.split(/, | and /).map((word) => word.trim());
const categories = (/** @type {string} */ text) => list(text).map((word) => {
    const found = categoryOf[/** @type {'steps'} */ (word)];
    assert.ok(found, `no category of ${word}`);
    return found;
});

export { categories, list, programOf };

/** A weight at the vendor, so that there is something to weigh. */
async function weigh(world, member, kilograms, notify = false) {
    await world.vendors.post('data', { vendor: 'withings', person: member.person, id: String(800_000_000 + Math.floor(Math.random() * 100_000_000)), type: 'measure', change: 'create', notify,
        document: { date: Math.floor(Date.now() / 1000) - 3600, created: Math.floor(Date.now() / 1000) - 3600, measures: [{ value: Math.round(kilograms * 1000), type: 1, unit: -3 }] } });
}
export { weigh };

Given('{word} is a Member of {client}', async function (name, client) {
    await this.member(name, client);
});
Given('{word} has come in from {client}', async function (name, client) {
    await this.entered(name, client);
});
Given('{word} has connected {program} and shares her {kinds} with {client}', async function (name, program, kinds, client) {
    const member = await this.entered(name, client);
    if (program === 'withings') await weigh(this, member, 61.8);
    await member.connect(program, grants(categories(kinds)), { person: member.person });
});
Given('{word} has connected {program} for her {kinds}, for herself alone', async function (name, program, kinds) {
    const member = await this.entered(name);
    if (program === 'withings') await weigh(this, member, 61.8);
    await member.connect(program, grants(categories(kinds), ['self']), { person: member.person });
});
When('{word} connects {program} and allows her {kinds}', async function (name, program, kinds) {
    const member = this.known(name);
    if (program === 'withings') await weigh(this, member, 61.8);
    await member.connect(program, grants(categories(kinds)), { person: member.person });
});
When('{client} sends a {string} of {float} for {word}', async function (client, metric, value, name) {
    const member = this.known(name);
    const start = new Date(this.server.now() - 60_000 - Math.floor(Math.random() * 3_000_000)).toISOString();
    this.answer = await this.portal(client).call('POST', `/v1/members/${member.id}/samples`, { samples: [{ metric, start, value }] });
});
Then('that is accepted', function () {
    assert.equal(this.answer.status, 200, this.answer.text);
});

Then('{word} sees the Programs {string} in the catalogue', async function (name, titles) {
    const { body } = await this.known(name).call('GET', '/me/programs');
    const offered = body.programs.map((/** @type {any} */ p) => p.title);
    for (const title of list(titles)) assert.ok(offered.includes(title), `${title} is not among ${offered}`);
});
Then('{client} reads {word}\'s {kind}', async function (client, name, kind) {
    const metric = metricOf[/** @type {'steps'} */ (kind)];
    const { status, body, text } = await this.portal(client).call('GET', `/v1/members/${this.known(name).id}/samples?metric=${metric}&limit=50`);
    assert.equal(status, 200, text);
    assert.ok(body.samples.length > 0, `no ${metric}`);
    this.samples = body.samples;
});
Then('each value has its metric, its time and its source {word}', async function (program) {
    for (const sample of this.samples) {
        assert.match(sample.start, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
        assert.ok(sample.metric && (typeof sample.value === 'number' || typeof sample.code === 'string'), JSON.stringify(sample));
        assert.equal(sample.source.program, program);
    }
});
Then('{client} finds the {kind} that {word}\'s {word} recorded', async function (client, kind, name, program) {
    const member = this.known(name);
    const { body } = await this.portal(client).call('GET', `/v1/members/${member.id}/daily?metric=${metricOf[/** @type {'steps'} */ (kind)]}&from=${day(-40)}&to=${day(1)}`);
    assert.equal(kind, 'steps');
    const state = this.vendors.parts[program].data;
    const listed = program === 'oura' ? state.list(member.person, 'daily_activity') : state.activities(member.person);
    const expected = new Map(listed.map((/** @type {any} */ d) => [d.day ?? d.date, d.steps]));
    assert.ok(body.days.length >= 10, `${body.days.length} days only`);
    for (const { day: at, value } of body.days) assert.equal(value, expected.get(at), `steps of ${at}`);
    assert.ok(body.days.length >= expected.size - 1, `${body.days.length} of ${expected.size} days`);
});

/** @param {number} ahead days from today */
export const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

export async function readAllWays(portal, member, kind) {
    const metric = metricOf[/** @type {'steps'} */ (kind)];
    const samples = await portal.call('GET', `/v1/members/${member.id}/samples?metric=${metric}`);
    const daily = await portal.call('GET', `/v1/members/${member.id}/daily?metric=${metric}&from=${day(-100)}&to=${day(2)}`);
    const metrics = await portal.call('GET', `/v1/members/${member.id}/metrics`);
    return [
        { way: 'samples', status: samples.status, count: samples.body?.samples?.length ?? 0, text: samples.text },
        { way: 'daily', status: daily.status, count: daily.body?.days?.length ?? 0, text: daily.text },
        { way: 'metrics', status: metrics.status, count: (metrics.body?.metrics ?? []).filter((/** @type {any} */ m) => m.category === categoryOf[/** @type {'steps'} */ (kind)]).length, text: metrics.text },
    ];
}
Then('{client} gets none of {word}\'s {kind} by any reading', async function (client, name, kind) {
    for (const { way, status, count, text } of await readAllWays(this.portal(client), this.known(name), kind)) {
        assert.ok([200, 403, 404].includes(status), `${way}: ${status} ${text}`);
        assert.equal(count, 0, `${way} gave ${count}: ${text.slice(0, 300)}`);
    }
});
Then('{client} gets {word}\'s {kind} by every reading', async function (client, name, kind) {
    for (const { way, status, count, text } of await readAllWays(this.portal(client), this.known(name), kind)) {
        assert.equal(status, 200, `${way}: ${text}`);
        assert.ok(count > 0, `${way} gave nothing`);
    }
});
Then('{word} sees her own {kind}', async function (name, kind) {
    const { status, body, text } = await this.known(name).call('GET', `/me/samples?metric=${metricOf[/** @type {'steps'} */ (kind)]}`);
    assert.equal(status, 200, text);
    assert.ok(body.samples.length > 0);
});
Then('{word} has no {kind} of her own here', async function (name, kind) {
    const { body, status } = await this.known(name).call('GET', `/me/samples?metric=${metricOf[/** @type {'steps'} */ (kind)]}`);
    assert.equal(status === 200 ? body.samples.length : 0, 0);
});

// What was pushed

const samplesOf = (/** @type {any} */ portal, /** @type {any} */ member) => portal.deliveries().filter((/** @type {any} */ d) => d.message?.data?.member_id === member.id && /^samples\./.test(d.message.type));
export { samplesOf };

Then('{client} was sent {word}\'s {kind} by a signed webhook', async function (client, name, kind) {
    const portal = this.portal(client), member = this.known(name), metric = metricOf[/** @type {'steps'} */ (kind)];
    const delivery = await until(`a webhook with ${metric}`, () => samplesOf(portal, member).find((/** @type {any} */ d) => d.message.data.metric === metric), { seconds: 30 });
    assert.ok(signedBy(portal.webhookSecret, delivery.headers, delivery.body), 'the signature is wrong');
    assert.ok(Math.abs(Number(delivery.headers['webhook-timestamp']) * 1000 - delivery.at) < 60_000, 'the timestamp is off');
    assert.ok(delivery.message.data.count > 0);
    this.delivery = delivery;
});
Then('the signature fails for one changed byte, and for another Client\'s secret', function () {
    const { headers, body, message } = this.delivery;
    const owner = [...new Set([this.portal('Harbour Clinic'), this.portal('Bayview Clinic')])];
    const mine = owner.find((p) => signedBy(p.webhookSecret, headers, body));
    const other = owner.find((p) => p !== mine);
    assert.ok(mine && other && message);
    assert.ok(!signedBy(mine.webhookSecret, headers, body.replace(/.$/, ' ')));
    assert.ok(!signedBy(other.webhookSecret, headers, body));
});
Then('no webhook to {client} ever named {word}\'s {kind}', async function (client, name, kind) {
    await sleep(1500);
    const category = categoryOf[/** @type {'steps'} */ (kind)];
    assert.deepEqual(samplesOf(this.portal(client), this.known(name)).filter((/** @type {any} */ d) => d.message.data.category === category), []);
});
Given('{client}\'s webhook receiver is down', function (client) {
    const portal = this.portal(client);
    portal.receiver.answers.set(portal.hookPath, 503);
});
When('{client}\'s webhook receiver is up again', function (client) {
    const portal = this.portal(client);
    this.upAt = portal.receiver.got.length;
    portal.receiver.answers.delete(portal.hookPath);
});
When('{int} minutes pass', async function (minutes) {
    await this.server.advance(minutes * 60);
});
Then('{client} has waiting webhook events about {word}\'s data', async function (client, name) {
    const member = this.known(name);
    await until('events wait for another attempt', async () => {
        const mine = (await this.portal(client).all('/v1/webhook-events', 'events')).filter((/** @type {any} */ e) => e.member_id === member.id && e.type === 'samples.created');
        return mine.length > 0 && mine.every((/** @type {any} */ e) => e.state === 'waiting' && e.attempts > 0);
    });
});
Then('nothing of {word}\'s {kind} is sent to {client} any more', async function (name, kind, client) {
    const portal = this.portal(client), member = this.known(name);
    await until('no event about samples waits', async () => !(await portal.all('/v1/webhook-events', 'events'))
        .some((/** @type {any} */ e) => e.member_id === member.id && e.type.startsWith('samples.') && e.state === 'waiting'), { seconds: 30 });
    await sleep(500);
    const late = portal.receiver.got.slice(this.upAt).filter((/** @type {any} */ d) => d.path === portal.hookPath && d.message?.data?.member_id === member.id
        && d.message.data.category === categoryOf[/** @type {'steps'} */ (kind)] && d.message.data.samples);
    assert.deepEqual(late.map((/** @type {any} */ d) => d.message.type), []);
});

// Permissions

When('{word} stops sharing her {kind} with {client}', async function (name, kind, _client) {
    await change(this.known(name), kind, 'share_with_client', false);
});
When('{word} shares her {kind} with {client} again', async function (name, kind, _client) {
    await change(this.known(name), kind, 'share_with_client', true);
});
When('{word} stops seeing her {kind} herself', async function (name, kind) {
    await change(this.known(name), kind, 'self', false);
});
async function change(member, kind, purpose, granted) {
    const category = categoryOf[/** @type {'steps'} */ (kind)];
    const { body } = await member.call('GET', '/me/permissions');
    const found = body.permissions.find((/** @type {any} */ p) => p.category === category && p.purpose === purpose);
    assert.ok(found, `no switch for ${category} and ${purpose}`);
    const [program] = Object.entries(member.connections).find(([, id]) => id === found.connection_id) ?? [];
    const after = await member.allow(program, category, purpose, granted);
    assert.equal(after.find((/** @type {any} */ p) => p.connection_id === found.connection_id && p.category === category && p.purpose === purpose).granted, granted);
}
export { change };

Then('{word}\'s history of choices holds that withdrawal, with its time, recipient and wording', async function (name) {
    const { body } = await this.known(name).call('GET', '/me/consents');
    const found = body.events.find((/** @type {any} */ e) => e.decision === 'withdrawn' && e.purpose === 'share_with_client');
    assert.ok(found && found.at && found.recipient && found.wording_version, JSON.stringify(body.events.slice(0, 3)));
});
Then('{word}\'s own log names {client}, its purpose and what it did', async function (name, client) {
    const entry = await until('the read is in her log', async () => (await this.known(name).call('GET', '/me/access-log')).body.entries
        .find((/** @type {any} */ e) => e.who.kind === 'client' && e.who.name === client && e.action === 'timeseries.read' && e.decision === 'permit'));
    assert.equal(entry.purpose, 'share_with_client');
    assert.ok(entry.action_title && entry.purpose_title && entry.at);
});

export { read, randomBytes };
