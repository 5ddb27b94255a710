// What a person is told, what is fetched and kept, and that choices hold (D1, D4, D9, D13).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/places.mjs';
import { grants, read } from '../support/portal.mjs';
import { until } from '../support/wait.mjs';
import { categories, change, day, programOf } from './connect.mjs';

Then('{client} sees that the history of {word}\'s {word} is complete', async function (client, name, program) {
    const { body } = await this.portal(client).call('GET', `/v1/members/${this.known(name).id}/connections`);
    const found = body.connections.find((/** @type {any} */ c) => c.program === program);
    assert.equal(found.history.state, 'done');
    assert.equal(found.history.percent, 100);
    assert.ok(found.history.samples > 0 && found.last_data_at);
});
When('{word} chooses {program} and her {kinds} but says no at the maker', async function (name, program, kinds) {
    const member = this.known(name);
    const begun = await member.begin(program, grants(categories(kinds)));
    assert.equal(begun.status, 201, begun.text);
    this.answer = (await member.consent(begun.body.authorize_url, member.person, { deny: true })).answer;
});
When('{word} chooses {program} and her {kinds} and signs in at the maker', async function (name, program, kinds) {
    const member = this.known(name);
    const begun = await member.begin(program, grants(categories(kinds)));
    const { walkConsent } = await import('../support/vendors.mjs');
    this.back = await walkConsent(begun.body.authorize_url, { person: member.person });
});
When('{word} follows the way back instead of {word}', async function (name, _other) {
    this.answer = await this.known(name).call('GET', this.back.pathname + this.back.search);
});
When('{word} follows a way back that was used before', async function (name) {
    this.answer = await this.known(name).call('GET', this.back.pathname + this.back.search);
});
Then('{word} is told that nothing was connected', function (_name) {
    assert.equal(this.answer.status, 303, this.answer.text);
    assert.match(this.answer.headers.get('location'), /^\/app\/programs\?problem=/);
});
Then('{word} has no connection to {word}', async function (name, program) {
    const { body } = await this.known(name).call('GET', '/me/connections');
    assert.ok(!body.connections.some((/** @type {any} */ c) => c.program === program && c.state === 'connected'));
});

// D4

Then('every Program tells for every kind of data what is collected, why, on which basis, who receives it, and for how long', async function () {
    const { body } = await [...this.members.values()][0].call('GET', '/me/programs');
    assert.ok(body.programs.length >= 4);
    for (const program of body.programs) {
        assert.ok(program.title && program.description && program.categories.length, program.code);
        for (const category of program.categories) {
            const where = `${program.code}/${category.code}`;
            assert.ok(category.title && category.description && category.what_is_collected, where);
            assert.ok(category.purposes.length >= 2, where);
            for (const purpose of category.purposes)
                assert.ok(purpose.title && purpose.description && purpose.recipient?.title && purpose.lawful_basis && purpose.retention, `${where}/${purpose.code}`);
        }
    }
});
Then('the recipient of what is shared is named {string}', async function (title) {
    const { body } = await [...this.members.values()][0].call('GET', '/me/programs');
    const shared = body.programs.flatMap((/** @type {any} */ p) => p.categories.flatMap((/** @type {any} */ c) => c.purposes.filter((/** @type {any} */ u) => u.code === 'share_with_client')));
    assert.deepEqual([...new Set(shared.map((/** @type {any} */ u) => u.recipient.title))], [title]);
});
Then('nothing is connected or allowed beforehand', async function () {
    const [member] = this.members.values();
    assert.ok((await member.call('GET', '/me/programs')).body.programs.every((/** @type {any} */ p) => !p.connected));
    assert.deepEqual((await member.call('GET', '/me/permissions')).body.permissions, []);
});
Then('{word}\'s own metrics are of the category {string} only', async function (name, category) {
    const metrics = await this.known(name).metrics();
    assert.ok(metrics.size > 0, 'there is no metric at all');
    assert.deepEqual([...new Set([...metrics.values()].map((m) => m.category))], [category]);
});
Then('the maker {word} was asked for nothing about {string}', async function (vendor, kind) {
    const [member] = this.members.values();
    const log = await this.vendors.get(`log?vendor=${vendor}&person=${member.person}`);
    const rows = log.requests ?? log.log ?? log;
    assert.ok(Array.isArray(rows) && rows.some((/** @type {any} */ r) => /daily_activity/.test(r.endpoint)), JSON.stringify(log).slice(0, 200));
    assert.deepEqual(rows.filter((/** @type {any} */ r) => String(r.endpoint).includes(kind)).map((/** @type {any} */ r) => r.endpoint), []);
});
When('{word} turns on her {kind} for herself while Oura does not answer', async function (name, kind) {
    const member = this.known(name);
    await this.vendors.post('faults', { vendor: 'oura', kind: '500' });
    await member.allow('oura', categories(kind)[0], 'self', true);
});
When('Oura answers again', async function () {
    await this.vendors.forget('faults');
    await this.server.advance(45 * 60);
});
When('Oura stops answering', async function () {
    await this.vendors.post('faults', { vendor: 'oura', kind: '500' });
});
Then('{word}\'s {kind} arrives', async function (name, kind) {
    const metric = kind === 'sleep' ? 'sleep_stage' : kind;
    await until(`${kind} has arrived`, async () => {
        const { body } = await this.known(name).call('GET', `/me/samples?metric=${metric}`);
        return body?.samples?.length;
    }, { seconds: 40 });
});
When('{word} allows {kinds} of {program} here, but at the maker only {string}', async function (name, kinds, program, scope) {
    const member = this.known(name);
    const begun = await member.begin(program, grants(categories(kinds)));
    member.connections[program] = begun.body.connection_id;
    const { answer } = await member.consent(begun.body.authorize_url, member.person, { scopes: ['personal', scope] });
    assert.equal(answer.status, 303, answer.text);
    await member.historyDone(program);
});
Then('that is counted as not allowed', function () {
    assert.equal(this.answer.status, 200, this.answer.text);
    assert.equal(this.answer.body.accepted, 0);
    assert.equal(this.answer.body.not_allowed, 1, this.answer.text);
});
const exportFile = () => readFile(join(root, 'tests/data/imports/freestylelibre_txt_spanish.txt'));
const upload = async (/** @type {any} */ member) => member.call('POST', '/me/imports?program=libre&zone=Europe/Madrid&name=export.txt', await exportFile(), { 'content-type': 'text/plain' });
When('{word} uploads a glucose export without having allowed it', async function (name) {
    this.answer = await upload(this.known(name));
});
When('{word} allows glucose from FreeStyle Libre files and uploads it', async function (name) {
    const member = this.known(name);
    await member.connect('libre', grants(['glucose'], ['self']));
    const { status, body, text } = await upload(member);
    assert.equal(status, 202, text);
    await until('the file is read', async () => (await member.call('GET', `/me/imports/${body.import_id}`)).body.state === 'done');
});
When('{word} asks to connect {string} for {string} and {string}', async function (name, program, category, purpose) {
    this.answer = await this.known(name).begin(program, category ? [{ category, purpose }] : []);
});

// D9

Given('{word} keeps her sleep from Oura to herself', async function (name) {
    const member = this.known(name);
    await member.allow('oura', 'sleep', 'self', true);
    await until('sleep has arrived', async () => (await member.call('GET', '/me/samples?metric=sleep_stage')).body.samples?.length, { seconds: 40 });
});
When('{client} sends {int} heart rates for {word}', async function (client, count, name) {
    const member = this.known(name);
    this.sent ??= Array.from({ length: count }, (_, i) => ({ metric: 'heart_rate', start: new Date(Date.UTC(2026, 9, 1) + i * 60_000).toISOString().replace('.000', ''), value: 50 + (i * 7) % 90 }));
    this.answer = await this.portal(client).call('POST', `/v1/members/${member.id}/samples`, { samples: this.sent });
    assert.equal(this.answer.status, 200, this.answer.text);
});
When('{client} sends the same again', async function (client) {
    this.answer = await this.portal(client).call('POST', `/v1/members/${[...this.members.values()][0].id}/samples`, { samples: this.sent });
});
Then('nothing new is counted', function () {
    assert.deepEqual([this.answer.body.accepted, this.answer.body.updated, this.answer.body.known], [0, 0, this.sent.length], this.answer.text);
});
Then('{client} reads the same {int} page by page, each once, in order', async function (client, count, ) {
    const [member] = this.members.values();
    const got = await this.portal(client).all(`/v1/members/${member.id}/samples?metric=heart_rate&limit=700`, 'samples');
    assert.equal(got.length, count);
    const shown = (/** @type {any} */ s) => `${new Date(s.start).toISOString()} ${s.value}`;
    assert.deepEqual(got.map(shown), this.sent.map(shown));
});
Then('a reading from the 20th to before the 30th gives 10', async function () {
    const [member] = this.members.values();
    const { body } = await this.portal('Harbour Clinic').call('GET', `/v1/members/${member.id}/samples?metric=heart_rate&from=${this.sent[20].start}&to=${this.sent[30].start}`);
    assert.deepEqual(body.samples.map((/** @type {any} */ s) => s.value), this.sent.slice(20, 30).map((/** @type {any} */ s) => s.value));
});
Then('every message about {word} arrives, under the id of its first attempt', async function (name) {
    const portal = this.portal('Harbour Clinic'), member = this.known(name);
    await until('all events are delivered', async () => {
        const events = (await portal.all('/v1/webhook-events', 'events')).filter((/** @type {any} */ e) => e.member_id === member.id);
        return events.length && events.every((/** @type {any} */ e) => e.state === 'delivered' || e.state === 'dropped');
    }, { seconds: 30 });
    const mine = portal.deliveries().filter((/** @type {any} */ d) => d.message.data?.member_id === member.id);
    const failed = new Set(mine.filter((/** @type {any} */ d) => d.status === 503).map((/** @type {any} */ d) => d.headers['webhook-id']));
    const arrived = mine.filter((/** @type {any} */ d) => d.status === 200).map((/** @type {any} */ d) => d.headers['webhook-id']);
    assert.ok(failed.size > 0);
    for (const id of failed) assert.equal(arrived.filter((/** @type {string} */ a) => a === id).length, 1, `event ${id}`);
});

// D13

When('{client} has read the first page of them', async function (client) {
    const [member] = this.members.values();
    const { body } = await this.portal(client).call('GET', `/v1/members/${member.id}/samples?metric=heart_rate&limit=500`);
    assert.equal(body.samples.length, 500);
    this.cursor = body.next_cursor;
});
Then('the next page gives {client} nothing', async function (client) {
    const [member] = this.members.values();
    const { status, body } = await this.portal(client).call('GET', `/v1/members/${member.id}/samples?metric=heart_rate&limit=500&cursor=${encodeURIComponent(this.cursor)}`);
    assert.ok([200, 404].includes(status));
    assert.equal(body.samples?.length ?? 0, 0);
});
When('{client} reads {word}\'s {kind} from {int} sides without pause while she withdraws and returns {int} times', async function (client, name, kind, sides, times) {
    const member = this.known(name), portal = this.portal(client);
    await portal.call('GET', '/v1/client');
    const readings = [], off = [];
    let over = false;
    const reader = async () => {
        while (!over) {
            const begun = performance.now();
            const { body } = await portal.call('GET', `/v1/members/${member.id}/samples?metric=steps_daily&limit=5`);
            readings.push({ begun, ended: performance.now(), count: body.samples?.length ?? 0 });
        }
    };
    const readers = Array.from({ length: sides }, reader);
    for (let i = 0; i < times; i++) {
        await change(member, kind, 'share_with_client', false);
        const from = performance.now();
        await new Promise((resolve) => { setTimeout(resolve, 120); });
        off.push({ from, to: performance.now() });
        await change(member, kind, 'share_with_client', true);
        await new Promise((resolve) => { setTimeout(resolve, 80); });
    }
    over = true;
    await Promise.all(readers);
    Object.assign(this, { readings, off });
});
Then('no reading that began after a withdrawal and ended before the return had data', function () {
    const within = this.readings.filter((/** @type {any} */ r) => this.off.some((/** @type {any} */ o) => r.begun >= o.from && r.ended <= o.to));
    assert.ok(within.length > 5, `only ${within.length} readings fell into the withdrawn times`);
    assert.deepEqual(within.filter((/** @type {any} */ r) => r.count > 0), []);
    assert.ok(this.readings.some((/** @type {any} */ r) => r.count > 0), 'no reading ever had data');
});
Then('the stored sleep of {word} is gone from the database', async function (name) {
    const member = this.known(name);
    await until('the erasure of the category is done', async () => Number(await this.server.sql(`SELECT count(*) FROM rights.erasure WHERE subject_id = '${member.id}' AND category = 'sleep' AND done_at IS NOT NULL`)) === 1);
    assert.ok(Number(await this.server.sql(`SELECT count(*) FROM timeseries.stream WHERE subject_id = '${member.id}'`)) > 0, 'the rest must stay');
    const metrics = await member.metrics();
    assert.ok(![...metrics.values()].some((m) => m.category === 'sleep'));
    const keys = await this.server.sql(`SELECT count(*) FROM keys.tombstone WHERE subject_id = '${member.id}'`, 'wellkept_keys');
    assert.ok(Number(keys) >= 1, 'the key of that category was not destroyed');
});

export { day, programOf, read };
