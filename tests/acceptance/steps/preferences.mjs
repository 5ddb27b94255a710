// Choices of browsers and Members, visits counted by consent, and the young (D6, D7, D17, C28).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { request } from 'node:https';
import { readFile } from 'node:fs/promises';
import { certificate } from '../support/places.mjs';
import { search } from '../support/canary.mjs';
import { until } from '../support/wait.mjs';
import { cookiesOf } from '../../simulator/cookies.mjs';

/** A browser of somebody of whom nothing is known: its cookies, its address, and whether it sends Global Privacy Control. */
class Browser {
    /** @param {import('../support/server.mjs').Server} server */
    constructor(server) {
        this.server = server;
        this.cookies = new Map();
        this.gpc = false;
        // On the loopback every address of 127/8 is ours: one that occurs nowhere else.
        this.address = `127.${101 + Math.floor(Math.random() * 99)}.${101 + Math.floor(Math.random() * 99)}.${101 + Math.floor(Math.random() * 99)}`;
        /** @type {string[]} */
        this.everSet = [];
    }

    /** @param {string} method @param {string} path @param {any} [body] @returns {Promise<{status: number, body: any, text: string, headers: any}>} */
    call(method, path, body) {
        const payload = body === undefined ? undefined : JSON.stringify(body);
        const at = new URL(this.server.url);
        return new Promise((resolve, reject) => {
            certificate();
            const sent = request({ host: '127.0.0.1', servername: 'localhost', port: at.port, method, path, localAddress: this.address,
                headers: { host: at.host, 'x-wellkept': '1',
                    ...(this.gpc && { 'sec-gpc': '1' }),
                    ...(this.cookies.size && { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') }),
                    ...(payload && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }) } }, (answer) => {
                /** @type {Buffer[]} */
                const parts = [];
                answer.on('data', (part) => parts.push(part));
                answer.on('end', () => {
                    for (const line of answer.headers['set-cookie'] ?? []) {
                        const [pair] = line.split(';');
                        const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
                        this.everSet.push(name);
                        if (value && !/Max-Age=0(;|$)/.test(line)) this.cookies.set(name, value);
                        else this.cookies.delete(name);
                    }
                    const text = Buffer.concat(parts).toString('utf8');
                    let json;
                    try { json = text ? JSON.parse(text) : undefined; } catch { json = undefined; }
                    resolve({ status: answer.statusCode ?? 0, body: json, text, headers: answer.headers });
                });
            });
            sent.once('error', reject);
            sent.end(payload);
        });
    }

    /** @param {boolean} yes */
    choose(yes) {
        return this.call('PUT', '/v1/preferences', { choices: { analytics: yes }, method: yes ? 'accept_all' : 'reject_all' });
    }

    /** @param {string} page */
    async visit(page, referrer = 'news.example') {
        const answer = await this.call('POST', '/v1/page-views', { page, referrer });
        assert.equal(answer.status, 204, answer.text);
    }
}

const pages = ['/', '/connect', '/console', '/preferences', '/trust', '/notices', '/app', '/app/data/heart_rate'];
const articles = ['/hub', '/hub/articles/sleep', '/hub/articles/anxiety', '/hub/videos/breathing'];
const browserOf = (/** @type {any} */ world, /** @type {string} */ name) => {
    world.browsers ??= new Map();
    if (!world.browsers.has(name)) world.browsers.set(name, new Browser(world.server));
    return world.browsers.get(name);
};
const counts = async (/** @type {any} */ world) => Number(await world.server.sql('SELECT count(*) FROM analytics.visit'));
const kept = async (/** @type {any} */ world) => Number(await world.server.sql('SELECT (SELECT count(*) FROM analytics.visit) + (SELECT count(*) FROM preferences.browser_event)'));

Given('{word}\'s browser sends Global Privacy Control', function (name) {
    browserOf(this, name).gpc = true;
});
When('{word} visits every page', async function (name) {
    const browser = browserOf(this, name);
    this.before ??= await kept(this);
    this.asked = await browser.call('GET', '/v1/preferences');
    for (const page of pages) await browser.visit(page);
});
When('{word} visits without having chosen', async function (name) {
    this.before = await kept(this);
    this.asked = await browserOf(this, name).call('GET', '/v1/preferences');
    await browserOf(this, name).visit('/');
});
When('{word} refuses and visits every page', async function (name) {
    this.before = await counts(this);
    assert.equal((await browserOf(this, name).choose(false)).status, 200);
    for (const page of pages) await browserOf(this, name).visit(page);
});
When('{word} opts in and visits {string}, coming from {string}', async function (name, page, from) {
    assert.equal((await browserOf(this, name).choose(true)).status, 200);
    await browserOf(this, name).visit(page, from);
});
When('{word} visits a page that shows her own data', async function (name) {
    this.before = await counts(this);
    await browserOf(this, name).visit('/app/data/heart_rate');
});
When('{word} opts out again', async function (name) {
    assert.equal((await browserOf(this, name).choose(false)).status, 200);
});
Then('no cookie is set and nothing is stored', async function () {
    for (const browser of this.browsers.values()) assert.deepEqual(browser.everSet, []);
    assert.equal(await kept(this), this.before);
});
Then('nothing is asked', function () {
    assert.equal(this.asked.body.ask, false, this.asked.text);
    assert.ok(this.asked.body.choices.every((/** @type {any} */ c) => c.decision === 'refused' && c.method === 'gpc'), this.asked.text);
});
Then('she is asked, with yes and no alike and neither chosen', function () {
    assert.equal(this.asked.body.ask, true, this.asked.text);
    assert.ok(this.asked.body.choices.every((/** @type {any} */ c) => c.decision === 'none'), this.asked.text);
});
Then('no visit is counted', async function () {
    assert.equal(await counts(this), this.before);
});
Then('the only cookie is the one that remembers the choice, and it says nothing by itself', function () {
    const set = new Set([...this.browsers.values()].flatMap((/** @type {any} */ b) => b.everSet));
    assert.deepEqual([...set], ['__Host-wellkept_choice']);
    for (const browser of this.browsers.values())
        for (const value of browser.cookies.values()) assert.match(value, /^[A-Za-z0-9_-]{43}$/);
});
Then('the visit is counted as {string} from {string}, without time, number or address', async function (page, from) {
    const rows = JSON.parse(await this.server.sql('SELECT json_agg(v) FROM analytics.visit v'));
    assert.equal(rows.length, 1, JSON.stringify(rows));
    assert.deepEqual(Object.keys(rows[0]).sort(), ['day', 'page', 'referrer', 'visit_id', 'visitor', 'withdrawal']);
    assert.equal(rows[0].page, page);
    assert.equal(rows[0].referrer, from);
});
Then('her address is in no file of the database, nor in the log', async function () {
    for (const browser of this.browsers.values()) {
        const parts = browser.address.split('.').map(Number);
        const hex = (/** @type {number[]} */ bytes) => Buffer.from(bytes).toString('hex');
        const needles = [Buffer.from(browser.address), Buffer.from(hex(parts)), Buffer.from(parts.slice(0, 3).join('.'))];
        await this.server.sql('CHECKPOINT');
        const { files, found } = await search(this.server.data, needles);
        assert.ok(files > 100, 'the database files were not read');
        assert.deepEqual(found, []);
        assert.ok(!(await readFile(this.server.logFile, 'utf8')).includes(browser.address));
    }
});
Then('her visits are gone', async function () {
    assert.equal(await counts(this), 0);
});
Given('no visit is stored yet', async function () {
    await this.server.sql('DELETE FROM analytics.visit');
});
When('{word} refuses everything beside her data permissions', async function (name) {
    const answer = await this.known(name).call('PUT', '/me/preferences',
        { choices: { analytics: false, email_beacons: false, newsletters: false }, method: 'reject_all' }, { 'sec-gpc': '1' });
    assert.equal(answer.status, 200, answer.text);
    this.chosen = answer.body.choices;
});
Then('what her browser\'s own no speaks about is recorded as told by it, and the rest as told by her', function () {
    const by = Object.fromEntries(this.chosen.map((/** @type {any} */ c) => [c.code, `${c.decision} ${c.method}`]));
    assert.deepEqual(by, { analytics: 'refused gpc', email_beacons: 'refused gpc', newsletters: 'refused reject_all' });
});
Then('{word} has every function that she had', async function (name) {
    const member = this.known(name);
    for (const path of ['/me', '/me/programs', '/me/connections', '/me/permissions', '/me/consents', '/me/access-log', '/me/imports', '/me/metrics', '/me/samples?metric=steps_daily'])
        assert.equal((await member.call('GET', path, undefined, { 'sec-gpc': '1' })).status, 200, path);
});
Then('the answers to {word} hold no beacon, and no page names another site to load from', async function (name) {
    const csp = (await this.known(name).call('GET', '/me')).headers.get('content-security-policy') ?? '';
    assert.match(csp, /default-src 'none'/);
    assert.ok(!/https?:/.test(csp), csp);
});

// The young. The installation is of the region eu, held to the strictest row of the policy: 16 and 18.

/** The date on which somebody is that old, and so many days more. @param {number} years @param {number} [days] */
const born = (/** @type {any} */ world, years, days = 0) => {
    const now = new Date(world.server.now());
    const at = new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), Math.min(now.getUTCDate(), 28)) - days * 86_400_000);
    return at.toISOString().slice(0, 10);
};
When('{client} registers a child of {int} without a guardian', async function (client, years) {
    this.before = await this.server.sql('SELECT count(*) FROM people.person');
    this.key = `child-${Math.random().toString(36).slice(2)}`;
    this.answer = await this.portal(client).call('POST', '/v1/members', { user_key: this.key, birth_date: born(this, years, 30) });
});
Then('that is refused, and nothing of the child is stored', async function () {
    assert.equal(this.answer.status, 403, this.answer.text);
    assert.equal(await this.server.sql('SELECT count(*) FROM people.person'), this.before);
    assert.ok(!(await this.server.dump('wellkept')).includes(this.key));
});
Given('{word}, who is {int}, is a Member of {client} with a parent on file', async function (name, years, client) {
    const member = await this.portal(client).provision(`${name}-${Math.random().toString(36).slice(2)}`,
        { birth_date: born(this, years, 30), guardian: { relationship: 'parent', evidence: 'form 12' } });
    this.members.set(name, member);
});
Given('{word}, of whose age nothing is known, has connected direct measurements and shares her heart rate with {client}', async function (name, client) {
    const member = await this.entered(name, client);
    await member.connect('direct', [{ category: 'heart', purpose: 'self' }, { category: 'heart', purpose: 'share_with_client' }]);
});
When('{word} comes in alone and allows something', async function (name) {
    const member = this.known(name);
    await member.enter();
    this.answer = await member.begin('direct', [{ category: 'heart', purpose: 'self' }]);
});
Then('{word} is told that a guardian decides with her', function (_name) {
    assert.equal(this.answer.status, 403, this.answer.text);
    assert.match(this.answer.text, /guardian/);
});
When('{word}\'s parent comes in by {client}\'s link and allows her heart rate', async function (name, client) {
    const member = this.known(name);
    const link = await this.portal(client).call('POST', `/v1/members/${member.id}/guardian-links`);
    assert.equal(link.status, 201, link.text);
    const session = await member.exchange(link.body.token);
    assert.equal(session.status, 201, session.text);
    member.cookie = cookiesOf(session)[0].split(';')[0];
    member.staysOut = true;
    member.enteredAt = this.server.now();
    await member.connect('direct', [{ category: 'heart', purpose: 'self' }, { category: 'heart', purpose: 'share_with_client' }]);
});
Then('the record says that a parent captured it, on which evidence', async function () {
    const member = [...this.members.values()].at(-1);
    const { body, status, text } = await member.call('GET', '/me/consents?format=fhir');
    assert.equal(status, 200, text);
    const consent = body.entry[0].resource;
    assert.equal(consent.resourceType, 'Consent');
    assert.equal(consent.performer[0].display, 'parent');
    assert.equal(consent.verification[0].extension[0].valueString, 'form 12');
});
Then('the parent sees none of {word}\'s data', async function (name) {
    assert.equal((await this.known(name).call('GET', '/me/samples?metric=heart_rate')).status, 403);
});
When('{client} learns that {word} is {int}', async function (client, name, years) {
    const member = this.known(name);
    this.answer = await this.portal(client).call('PUT', `/v1/members/${member.id}/birth-date`, { birth_date: born(this, years, 30) });
    assert.equal(this.answer.status, 200, this.answer.text);
});
Then('{word}\'s data are removed, the account is closed and {client} is told', async function (name, client) {
    const member = this.known(name), portal = this.portal(client);
    assert.equal(this.answer.body.closes, true, this.answer.text);
    await until('the erasure is done', async () => (await this.server.sql(`SELECT count(*) FROM rights.erasure WHERE done_at IS NOT NULL AND subject_id = '${member.id}' AND requested_by = 'system.minors'`)) === '1', { seconds: 40 });
    assert.equal((await portal.call('GET', `/v1/members/${member.id}`)).status, 404);
    assert.equal((await member.call('GET', '/me')).status, 401);
    assert.equal(await this.server.sql(`SELECT (SELECT count(*) FROM people.person WHERE subject_id = '${member.id}') + (SELECT count(*) FROM timeseries.segment WHERE subject_id = '${member.id}')`), '0');
    await until('the Client is told', () => portal.deliveries().some((/** @type {any} */ d) => d.message?.type === 'member.erased' && d.message.data?.member_id === member.id), { seconds: 30 });
});
Then('the operator\'s list of the young names {word} as {word}', async function (name, standing) {
    const found = JSON.parse(await this.server.cli(['--json', 'members', 'minors']));
    const one = found.find((/** @type {any} */ f) => f.member_id === this.known(name).id);
    assert.equal(one?.standing, standing, JSON.stringify(found));
});

// The Wellbeing Hub (C28)

When('{word} agrees that visits are counted', async function (name) {
    assert.equal((await browserOf(this, name).choose(true)).status, 200);
});
When('{word} opens articles of the Hub', async function (name) {
    this.before = await counts(this);
    for (const page of articles) await browserOf(this, name).visit(page);
});
When('{word} wants news, and nothing else', async function (name) {
    const answer = await this.known(name).call('PUT', '/me/preferences', { choices: { newsletters: true }, method: 'save' });
    assert.equal(answer.status, 200, answer.text);
});
Then('{word}\'s choices are news and nothing else, and no browser was marked', async function (name) {
    const { body } = await this.known(name).call('GET', '/me/preferences');
    const by = Object.fromEntries(body.choices.map((/** @type {any} */ c) => [c.code, c.decision]));
    assert.deepEqual(by, { analytics: 'none', email_beacons: 'none', newsletters: 'granted' });
});
When('{word} changes her mind about news', async function (name) {
    const answer = await this.known(name).call('PUT', '/me/preferences', { choices: { newsletters: false }, method: 'save' });
    assert.equal(answer.status, 200, answer.text);
});
Then('{word} gets no news any more, and the record of both choices stays', async function (name) {
    const { body } = await this.known(name).call('GET', '/me/preferences');
    assert.equal(body.choices.find((/** @type {any} */ c) => c.code === 'newsletters').decision, 'refused');
    assert.equal(await this.server.sql(`SELECT string_agg(decision, ' ' ORDER BY sequence) FROM preferences.event WHERE choice = 'newsletters' AND subject_id = '${this.known(name).id}'`), 'granted refused');
});

// FHIR Consent (D13)

const fhirOf = (/** @type {any} */ bundle) => Object.fromEntries(bundle.entry.map((/** @type {any} */ e) => e.resource)
    .map((/** @type {any} */ r) => [`${r.provision.class[0].code}/${r.provision.purpose[0].code}`, `${r.status} ${r.provision.type}`]));
Then('as FHIR Consent {client} sees {word}\'s steps active and her sleep inactive, and nothing that is between {word} and us', async function (client, name, _name) {
    const { status, body, headers } = await this.portal(client).call('GET', `/v1/members/${this.known(name).id}/consents?format=fhir`);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/fhir+json');
    assert.deepEqual(fhirOf(body), { 'activity/share_with_client': 'active permit', 'sleep/share_with_client': 'inactive deny' });
});
Then('as FHIR Consent {word} sees these and what she allows us for herself', async function (name) {
    const { body } = await this.known(name).call('GET', '/me/consents', undefined, { accept: 'application/fhir+json' });
    assert.deepEqual(fhirOf(body), { 'activity/share_with_client': 'active permit', 'sleep/share_with_client': 'inactive deny', 'activity/self': 'active permit', 'sleep/self': 'active permit' });
});
