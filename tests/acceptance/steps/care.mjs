// Care: partner organisations, the helpline's desk, who may come, and what a partner may learn (C2, C3, C4, C6, C9, C12).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { read } from '../support/portal.mjs';
import { Server } from '../support/server.mjs';
import { Colleague } from '../support/staff.mjs';
import { until } from '../support/wait.mjs';

const day = 86_400;

/** Somebody new of the house, with a role and the training it needs, as of the server's day. @param {any} world @param {string} role */
async function somebody(world, role, client = undefined) {
    const join = async (/** @type {string} */ name, /** @type {string} */ as, /** @type {any} */ limits) => {
        const one = new Colleague(world.server, `${name}${randomBytes(3).toString('hex')}`);
        await one.invite([as], limits);
        const joined = await one.accept();
        assert.equal(joined.status, 201, joined.text);
        return one;
    };
    const one = await join('Hana', role, { client });
    if (client) return one;
    const officer = await join('Petra', 'privacy_officer', {});
    const on = (/** @type {number} */ days) => new Date(world.server.now() + days * day * 1000).toISOString();
    const trained = await officer.call('POST', `/staff/accounts/${one.id}/training`, { course: 'health_privacy', completed_on: on(-10).slice(0, 10), valid_until: on(200) });
    assert.equal(trained.status, 204, trained.text);
    return one;
}
const desk = async (world) => world.desk ??= await somebody(world, 'helpline');

async function made(who, path, body, status = 201) {
    const answer = await who.call('POST', path, body);
    assert.equal(answer.status, status, answer.text);
    return answer.body;
}
/** With a contract, an access code and a token for its systems. */
async function organisation(world, name, kind) {
    const partners = world.partners ??= await somebody(world, 'partnerships');
    const id = (await made(partners, '/care/organisations', { name, kind, territory: 'ie', agreement_reference: 'MA-1' })).id;
    const terms = { reference: 'C-1', starts_on: '2020-01-01', services: ['eap_counselling'], sessions: 6, covered_headcount: 400 };
    const contract = (await made(partners, `/care/organisations/${id}/contracts`, terms)).id;
    const code = (await made(partners, `/care/organisations/${id}/access-codes`, { contract_id: contract })).code;
    const token = (await made(partners, `/care/organisations/${id}/tokens`)).token;
    const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body, type = 'application/json') => read(await fetch(world.server.url + path, {
        method, headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type }) }, body: body === undefined || type !== 'application/json' ? body : JSON.stringify(body),
    }));
    return { id, name, terms, contract, code, call, partners };
}
const person = (name, more = {}) => ({ contact: { name, address: [] }, other_phones: [], safe: { channels: ['phone'], voicemail: false }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline', ...more });
async function record(world, id) {
    const answer = await (await desk(world)).call('GET', `/care/service-users/${id}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
}
const records = (world) => world.server.sql('SELECT count(*) FROM intake.service_user');

Given('{word} Ltd, an employer with a contract and an access code', async function (name) {
    this.partner = await organisation(this, `${name} Ltd`, 'employer');
});
Given('Harbour Life, an insurer with a contract and a token for its systems', async function () {
    this.partner = await organisation(this, 'Harbour Life', 'insurer');
});

// ---- the record (C2) ----
When('Anna calls with its access code, and says her name, birth date, telephone and that nobody may leave a message', async function () {
    this.said = { name: `Anna Q${randomBytes(5).toString('hex')}`, birth: '1984-03-09', phone: `0770${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}` };
    const anna = person(this.said.name, { birth_date: this.said.birth, contact: { name: this.said.name, phone: this.said.phone, address: [] }, safe: { channels: ['phone'], voicemail: false, from: '18:00' } });
    this.anna = (await made(await desk(this), '/care/service-users', { person: anna, access_code: this.partner.code })).service_user_id;
});
Then('her record names the organisation, its contract and that the code was held against it', async function () {
    const { person: p } = await record(this, this.anna);
    assert.deepEqual([p.organisation, p.contract, p.eligible_by, p.safe.voicemail, p.safe.from], [this.partner.id, this.partner.contract, 'access_code', false, '18:00']);
});
Then('the helpline finds her by any of it, and the audit log names her', async function () {
    for (const by of [{ name: this.said.name }, { birth_date: this.said.birth, name: 'anna' }, { phone: `+353 ${this.said.phone.slice(1)}` }]) {
        const answer = await (await desk(this)).call('POST', '/care/searches', by);
        assert.ok(answer.body.found.some((/** @type {any} */ f) => f.service_user_id === this.anna), answer.text);
        const rows = await this.server.sql(`SELECT count(*) FROM access.audit_event a JOIN access.subject s ON s.pseudonym = a.pseudonym WHERE s.subject_id = '${this.anna}' AND a.request_id = '${answer.headers.get('x-request-id')}'`);
        assert.equal(rows, '1');
    }
});
Then('nothing she said is readable in the database', async function () {
    const dump = (await this.server.dump('wellkept')).toString('latin1');
    for (const word of [this.said.name.split(' ')[1], this.said.phone, this.partner.code])
        for (const form of [word, Buffer.from(word).toString('hex'), word.toLowerCase()]) assert.ok(!dump.includes(form), 'it stands in the dump');
});
Given('its contract has ended', async function () {
    const answer = await this.partner.partners.call('PUT', `/care/organisations/${this.partner.id}/contracts/${this.partner.contract}`, { ...this.partner.terms, state: 'ended' });
    assert.equal(answer.status, 200, answer.text);
});
When('somebody calls with its access code', async function () {
    this.before = await records(this);
    this.answer = await (await desk(this)).call('POST', '/care/service-users', { person: person('Anna Late'), access_code: this.partner.code });
});
Then('no record is made', async function () {
    assert.equal(this.answer.status, 409, this.answer.text);
    assert.equal(await records(this), this.before);
});

// ---- lists (C4) ----
When('it sends a list of members with a damaged line', async function () {
    this.answer = await this.partner.call('POST', `/care/api/eligibility-lists?contract=${this.partner.contract}`, 'number,until\nAB 12-34,\n?!,\nXY77,2099-12-31\n', 'text/csv');
    assert.equal(this.answer.status, 201, this.answer.text);
});
Then('that line is refused with its reason, and the others are taken with their source', async function () {
    assert.deepEqual([this.answer.body.accepted, this.answer.body.refused, this.answer.body.rows[0].line], [2, 1, 3]);
    assert.match(this.answer.body.rows[0].why, /letters and digits/);
    assert.equal(await this.server.sql(`SELECT l.source FROM organisations.listed e JOIN organisations.list l ON l.list_id = e.list_id WHERE e.tenant_id = '${this.partner.id}' GROUP BY 1`), 'api');
});
Then('a caller with a listed number is let in, and one with another number is not', async function () {
    const check = async (/** @type {string} */ number) => (await made(await desk(this), '/care/eligibility-checks', { organisation_id: this.partner.id, number }, 200)).eligible;
    assert.deepEqual([await check('ab1234'), await check('AB 12 35')], [true, false]);
});
When('it sends a list that says what its members suffer from', async function () {
    this.answer = await this.partner.call('POST', `/care/api/eligibility-lists?contract=${this.partner.contract}`, 'number,diagnosis\nAB1234,planted-diagnosis\n', 'text/csv');
});
Then('the list is not taken, and nothing of it is kept', async function () {
    assert.equal(this.answer.status, 400, this.answer.text);
    assert.ok(!(await this.server.dump('wellkept')).includes('planted-diagnosis'));
});

// ---- a confirmation of use (C6) ----
Given('Anna, who gave it as her employer with the number {word}', async function (number) {
    const sent = await this.partner.call('POST', `/care/api/eligibility-lists?contract=${this.partner.contract}`, `number\n${number}\n`, 'text/csv');
    assert.equal(sent.status, 201, sent.text);
    this.anna = (await made(await desk(this), '/care/service-users', { person: person('Anna Marsh', { organisation: this.partner.id, number }) })).service_user_id;
});
const ask = async (world, reference, number) => {
    const answer = await world.partner.call('POST', '/care/api/usage-requests', { reference, number });
    assert.equal(answer.status, 202, answer.text);
    return answer.body.id;
};
const seen = async (world) => (await world.partner.call('GET', '/care/api/usage-requests')).body.requests;
When('it asks whether {word} was used, and whether {word} was, which nobody has', async function (number, other) {
    this.request = await ask(this, 'claim 1', number);
    await ask(this, 'claim 2', other);
});
Then('both questions look alike to it', async function () {
    const all = await seen(this);
    assert.equal(all.length, 2);
    for (const r of all) assert.deepEqual(Object.keys(r).sort(), ['asked_at', 'reference', 'request_id']);
});
When('Anna is asked, and says {word}', async function (answer) {
    const path = `/care/service-users/${this.anna}/usage-requests/${this.request}`;
    const early = await (await desk(this)).call('PUT', path, { state: 'consented' });
    assert.equal(early.status, 409, 'nobody consents who was not asked');
    for (const state of ['asked', answer === 'yes' ? 'consented' : 'declined']) {
        const put = await (await desk(this)).call('PUT', path, { state });
        assert.equal(put.status, 204, put.text);
    }
});
Then('it learns the day of her yes to its own reference, and nothing else', async function () {
    const [confirmed] = (await seen(this)).filter((/** @type {any} */ r) => r.confirmed_on);
    assert.deepEqual(Object.keys(confirmed).sort(), ['asked_at', 'confirmed_on', 'reference', 'request_id']);
    assert.equal(confirmed.reference, 'claim 1');
    assert.equal(confirmed.confirmed_on, new Date(this.server.now()).toISOString().slice(0, 10));
});

// ---- channels (C3) ----
When('Anna calls, writes by the form on the web and comes by its own app', async function () {
    this.name = `Anna C${randomBytes(5).toString('hex')}`;
    const phone = `0780${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    this.anna = (await made(await desk(this), '/care/service-users', { person: person(this.name, { contact: { name: this.name, phone, address: [] } }) })).service_user_id;
    await made(await desk(this), `/care/service-users/${this.anna}/contacts`, { channel: 'telephone', text: 'She called.' });
    const form = await read(await fetch(`${this.server.url}/care/contact-form`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: this.name, phone, text: 'Please call me.' }) }));
    assert.equal(form.status, 202, form.text);
    const api = await this.partner.call('POST', '/care/api/contacts', { name: this.name, phone, text: 'From the app.' });
    assert.equal(api.status, 202, api.text);
    assert.deepEqual(api.body, { status: 'received' });
});
When('the helpline makes one record of the three', async function () {
    const waiting = (await (await desk(this)).call('GET', '/care/waiting')).body.waiting.filter((/** @type {any} */ w) => w.name === this.name);
    assert.deepEqual(waiting.map((/** @type {any} */ w) => w.channel).sort(), ['api', 'web_form']);
    for (const w of waiting) await made(await desk(this), `/care/service-users/${this.anna}/merges`, { from: w.service_user_id }, 204);
});
Then('she has three contacts, each with its channel', async function () {
    assert.deepEqual((await record(this, this.anna)).contacts.map((/** @type {any} */ c) => c.channel).sort(), ['api', 'telephone', 'web_form']);
});

// ---- territory (C9) ----
Then('a service user or an organisation of {string} cannot be added there', async function (territory) {
    const user = await (await desk(this)).call('POST', '/care/service-users', { person: { ...person('Anna Away'), territory } });
    assert.equal(user.status, 400, user.text);
    const partners = await somebody(this, 'partnerships');
    const other = await partners.call('POST', '/care/organisations', { name: 'Away Ltd', kind: 'employer', territory, agreement_reference: 'MA-1' });
    assert.equal(other.status, 400, other.text);
});

// ---- six years (C12) ----
Given('an installation of its own whose helpline Anna called', async function () {
    this.server = await Server.make({});
    this.apart = this.server;
    await this.server.start();
    this.anna = (await made(await desk(this), '/care/service-users', { person: person('Anna Lake') })).service_user_id;
});
When('Anna calls the helpline again', async function () {
    this.desk = undefined; // another adviser by now
    await made(await desk(this), `/care/service-users/${this.anna}/contacts`, { channel: 'telephone', text: 'Again.' });
    this.calledAt = this.server.now();
});
Then('her record is there the day before the six years end', async function () {
    const end = new Date(this.calledAt);
    end.setUTCFullYear(end.getUTCFullYear() + 6);
    const before = (await this.server.cli(['--json', 'retention', 'records']).then(JSON.parse)).length;
    await this.server.advance(Math.floor((end.getTime() - this.server.now()) / 1000) - 2 * day);
    await until('a run of that day is done', async () => (await this.server.cli(['--json', 'retention', 'records']).then(JSON.parse)).length > before, { seconds: 60 });
    assert.equal(await records(this), '1');
});
Then('it is destroyed after them without anybody asking', async function () {
    await this.server.advance(4 * day);
    await until('the record is gone', async () => await records(this) === '0', { seconds: 60 });
    for (const table of ['lookup', 'contact']) assert.equal(await this.server.sql(`SELECT count(*) FROM intake.${table}`), '0');
});
