// Calls to the helpline and critical incidents (C13, C36).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { employed, must, vet } from '../support/care.mjs';
import { read } from '../support/portal.mjs';
import { Server } from '../support/server.mjs';
import { Colleague } from '../support/staff.mjs';
import { sound, Telephone } from '../support/telephone.mjs';
import { until } from '../support/wait.mjs';
import { house } from './world.mjs';

const named = (/** @type {string} */ name) => `${name}${randomBytes(3).toString('hex')}`;
const someone = (/** @type {any} */ world, /** @type {string} */ name, /** @type {string} */ role) => employed(world.server, named(name), role);
const record = (name, safe = {}) => ({ contact: { name, address: [] }, other_phones: [], safe: { channels: ['phone'], voicemail: false, ...safe }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' });

Given('the helpline\'s telephone system is connected', async function () {
    this.telephone = await Telephone.connect(this.server);
});
Given('an installation of its own with the helpline\'s telephone system', async function () {
    this.server = this.apart = await Server.make({});
    await this.server.start();
    this.telephone = await Telephone.connect(this.server);
});
/** The latest call of the desk's list is the one that came last. */
async function latest(world) {
    world.adviser ??= await someone(world, 'Hana', 'helpline');
    const { calls } = await must(world.adviser, 'GET', '/care/calls', undefined, 200);
    world.caller = calls[0].person_id;
    return calls[0];
}
When('somebody rings, is told that calls are recorded, and the recording arrives', async function () {
    this.said = sound(3_300_000);
    this.call = await this.telephone.ring();
    this.recording = (await this.telephone.record(this.call, this.said)).split('/').at(-1);
    assert.equal((await latest(this)).recording, 'stored');
});
Then('nothing in any file or row can be read of what was said', async function () {
    const needle = this.said.subarray(1000, 1032);
    const folder = join(this.server.data, 'blobs/calls', this.recording);
    const files = await readdir(folder);
    assert.equal(files.length, 4);
    for (const file of files) assert.equal((await readFile(join(folder, file))).indexOf(needle), -1);
    const dump = await this.server.dump('wellkept');
    assert.equal(dump.indexOf('555 0123'), -1);
    assert.equal(dump.indexOf(needle.toString('hex')), -1);
});
const play = (who, base, world, reason) => who.call('POST', `${base}/${world.caller}/playbacks`, { recording_id: world.recording, reason });
Then('the helpline cannot hear it, nor can a clinician who is not assigned to the caller', async function () {
    const clara = await someone(this, 'Clara', 'clinician');
    await vet(await someone(this, 'Dora', 'director'), clara);
    const why = 'I would like to know what she said';
    assert.equal((await play(this.adviser, '/care/reviews', this, why)).status, 403);
    assert.equal((await play(clara, '/care/people', this, why)).status, 404);
    assert.equal((await play(clara, '/care/reviews', this, why)).status, 403);
});
Then('a case manager cannot hear it without saying why', async function () {
    this.manager ??= await someone(this, 'Cora', 'case_manager');
    assert.equal((await play(this.manager, '/care/reviews', this, '')).status, 400);
});
When('a case manager says why, and listens', async function () {
    this.manager ??= await someone(this, 'Cora', 'case_manager');
    const opened = await play(this.manager, '/care/reviews', this, 'A complaint about how the call was taken');
    assert.equal(opened.status, 201, opened.text);
    const parts = [];
    this.heard = Buffer.alloc(0);
    while (this.heard.length < this.said.length) {
        const answer = await fetch(this.server.url + opened.body.url, { headers: { cookie: this.manager.cookie, range: `bytes=${this.heard.length}-` } });
        assert.equal(answer.status, 206);
        parts.push(answer.headers.get('content-range'));
        this.request = answer.headers.get('x-request-id');
        this.heard = Buffer.concat([this.heard, Buffer.from(await answer.arrayBuffer())]);
    }
    this.parts = parts;
    this.opened = opened;
});
Then('they hear exactly what was said, piece by piece', async function () {
    assert.ok(this.parts.length > 1, String(this.parts));
    assert.ok(this.heard.equals(this.said));
});
Then('who listened, to which call and why is on record before a sound left', async function () {
    for (const [request, action] of [[this.opened.headers.get('x-request-id'), 'calls.review'], [this.request, 'calls.listen_to_review']])
        assert.equal(await this.server.sql(`SELECT action || ' ' || actor_label || ' ' || (pseudonym IS NOT NULL) FROM access.audit_event WHERE decision = 'permit' AND request_id = '${request}'`), `${action} case_manager true`);
});
When('they object while a second recording is on its way', async function () {
    this.second = sound(2_000_000);
    this.way = (await this.telephone.announce(this.call, this.second.length)).headers.get('location');
    assert.equal((await this.telephone.patch(this.way, 0, this.second.subarray(0, 900_000))).status, 204);
    assert.equal((await this.telephone.tell('objection.raised', this.call)).status, 204);
});
Then('both are destroyed, and the rest of the second is refused', async function () {
    assert.equal((await this.telephone.patch(this.way, 900_000, this.second.subarray(900_000))).status, 409);
    assert.equal((await this.telephone.announce(this.call, 5000)).status, 409);
    assert.equal((await latest(this)).recording, 'objected');
    const folders = [this.recording, this.way.split('/').at(-1)];
    for (const id of folders) assert.equal(await this.server.sql(`SELECT count(*) FROM calls.recording WHERE recording_id = '${id}'`), '0');
    await until('their files are gone', async () => {
        const left = await readdir(join(this.server.data, 'blobs/calls')).catch(() => []);
        return folders.every((id) => !left.includes(id));
    });
});
When('somebody rings, and is not told that calls are recorded', async function () {
    this.call = await this.telephone.ring(false);
});
Then('no recording of the call is taken in', async function () {
    assert.equal((await this.telephone.announce(this.call, 5000)).status, 409);
});
When('somebody rings, is told that calls are recorded, and the recording breaks off half-way', async function () {
    this.said = sound(3_000_000);
    this.call = await this.telephone.ring();
    this.way = (await this.telephone.announce(this.call, this.said.length)).headers.get('location');
    assert.equal((await this.telephone.patch(this.way, 0, this.said.subarray(0, 1_400_000))).status, 204);
});
Then('it goes on from there, and a part that is doubled, left out or changed on the way is refused', async function () {
    const t = this.telephone, here = await t.offset(this.way);
    assert.equal(here, 1_400_000);
    assert.equal((await t.patch(this.way, 0, this.said.subarray(0, 1_400_000))).status, 409, 'doubled');
    assert.equal((await t.patch(this.way, 2_000_000, this.said.subarray(2_000_000))).status, 409, 'left out');
    assert.equal((await t.patch(this.way, here, this.said.subarray(here), Buffer.alloc(32).toString('base64'))).status, 460, 'changed');
    assert.equal((await t.patch(this.way, here, this.said.subarray(here))).status, 204);
    assert.equal((await latest(this)).recording, 'stored');
});

// ---- call-backs ----
Given('Anna\'s record says to telephone after six and to leave no message', async function () {
    this.adviser ??= await someone(this, 'Hana', 'helpline');
    this.anna = (await must(this.adviser, 'POST', '/care/service-users', { person: record(`Anna ${named('P')}`, { from: '18:00', until: '21:00' }) }, 201)).service_user_id;
});
const hour = (/** @type {number} */ ms) => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Europe/Dublin' }).format(ms);
/** To a time of day in Dublin; who was signed in comes in anew. */
async function at(world, wanted) {
    const minutes = (/** @type {string} */ t) => Number(t.slice(0, 2)) * 60 + Number(t.slice(3));
    await world.server.advance(((minutes(wanted) - minutes(hour(world.server.now())) + 1440) % 1440) * 60);
    await world.adviser.signIn();
}
async function due(world) {
    const { callbacks } = await must(world.adviser, 'GET', '/care/callbacks', undefined, 200);
    return callbacks.find((/** @type {any} */ c) => c.person_id === world.anna);
}
When('a call-back is asked for in the morning', async function () {
    await at(this, '09:30');
    this.callback = (await must(this.adviser, 'POST', `/care/service-users/${this.anna}/callbacks`, { why: 'She asked about sessions.' }, 201)).id;
});
Then('it is due at six, and the list says that no message may be left', async function () {
    const one = await due(this);
    assert.equal(hour(Date.parse(one.due_at)), '18:00');
    assert.deepEqual([one.may_leave_message, one.may_call_now, one.due], [false, false, false]);
});
const attempt = (world, outcome) => world.adviser.call('POST', `/care/service-users/${world.anna}/callbacks/${world.callback}/attempts`, { outcome });
Then('before six no attempt can be noted', async function () {
    assert.equal((await attempt(this, 'no_answer')).status, 409);
});
Then('after six she is reached, but a message could not have been left', async function () {
    await at(this, '18:10');
    assert.equal((await due(this)).may_call_now, true);
    assert.equal((await attempt(this, 'message_left')).status, 409);
    assert.equal((await attempt(this, 'reached')).status, 204);
    assert.equal(await due(this), undefined);
});
When('{int} year passes over the call', async function (years) {
    await this.server.advance(years * 366 * 86_400);
});
Then('the call and its recording are gone, with a signed record of it', async function () {
    await until('the call is gone', async () => (await this.server.sql('SELECT count(*) FROM calls.call')) === '0', { seconds: 90, every: 500 });
    for (const table of ['recording', 'playback', 'event']) assert.equal(await this.server.sql(`SELECT count(*) FROM calls.${table}`), '0', table);
    assert.deepEqual(await readdir(join(this.server.data, 'blobs/calls')).catch(() => []), []);
    const line = await until('a signed record', async () => {
        const all = JSON.parse(await this.server.cli(['--json', 'retention', 'records'])).map((/** @type {any} */ r) => ({ ...r, record: JSON.parse(r.receipt_text) }));
        return all.find((/** @type {any} */ r) => r.record.lines.some((/** @type {any} */ l) => l.record_class === 'call_recording'));
    }, { seconds: 60, every: 500 });
    assert.ok(line.signature ?? line.receipt_text);
});
Then('that it was played is still on record', async function () {
    assert.equal(await this.server.sql('SELECT count(*) FROM access.audit_event WHERE decision = \'permit\' AND action = \'calls.review\''), '1');
});

// ---- critical incidents ----
Given('Yard Ltd, whose contract covers support after a critical incident, and its Harriet of HR', async function () {
    const partners = await someone(this, 'Pia', 'partnerships');
    this.yard = (await must(partners, 'POST', '/care/organisations', { name: `Yard ${named('L')}`, kind: 'employer', territory: 'ie', agreement_reference: 'MA-1' }, 201)).id;
    await must(partners, 'POST', `/care/organisations/${this.yard}/contracts`, { reference: 'C-1', starts_on: '2020-01-01', services: ['critical_incident'], session_model: 'per_episode', sessions: 4, covered_headcount: 500, reporting_threshold: 8 }, 201);
    this.harriet = new Colleague(this.server, named('Harriet'));
    await this.harriet.invite(['org_hr'], { client: this.yard });
    assert.equal((await this.harriet.accept()).status, 201);
});
Given('Harriet has told of an accident in the yard', async function () {
    this.incident = (await must(this.harriet, 'POST', '/care/organisation/critical-incidents', { what: 'A crane fell, and two were hurt.', place: 'Yard 3', contact: 'Harriet, 01 555 0100' }, 201)).id;
});
Given('a case manager has accepted it, with Clara, who is vetted, as responder', async function () {
    this.manager = await someone(this, 'Cora', 'case_manager');
    this.clara = await someone(this, 'Clara', 'clinician');
    this.vetting = await someone(this, 'Dora', 'director');
    await vet(this.vetting, this.clara);
    await must(this.manager, 'PUT', `/care/critical-incidents/${this.incident}/state`, { state: 'accepted' }, 204);
    await must(this.manager, 'PUT', `/care/critical-incidents/${this.incident}/responders/${this.clara.id}`, undefined, 204);
});
When('a group session is planned, and {int} people come to it', async function (people) {
    const base = `/care/critical-incidents/${this.incident}/sessions`;
    this.starts = new Date(this.server.now() - 60_000).toISOString().slice(0, 16);
    this.session = (await must(this.manager, 'POST', base, { local: this.starts, zone: 'Etc/GMT', minutes: 90, place: 'Canteen' }, 201)).id;
    await must(this.clara, 'PUT', `${base}/${this.session}/headcount`, { headcount: people }, 204);
    assert.equal((await this.clara.call('PUT', `${base}/${this.session}/headcount`, { headcount: people + 1 })).status, 409, 'what was told stays');
});
const seen = (world) => must(world.harriet, 'GET', '/care/organisation/critical-incidents', undefined, 200);
async function session(world) {
    const { incidents } = await seen(world);
    assert.equal(incidents.length, 1);
    assert.equal(incidents[0].sessions.length, 1);
    const one = incidents[0].sessions[0];
    assert.deepEqual([one.place, Date.parse(one.starts_at), one.local, one.zone, one.state], ['Canteen', Date.parse(`${world.starts}Z`), `${world.starts}+00:00`, 'Etc/GMT', 'held']);
    return one;
}
Then('Harriet sees when and where it was, and that {int} came', async function (people) {
    assert.equal((await session(this)).headcount, people);
});
Then('Harriet sees when and where it was, and no number', async function () {
    assert.ok(!('headcount' in await session(this)));
});
Then('nobody\'s name was written down, and no individual case was opened', async function () {
    assert.equal(await this.server.sql(`SELECT count(*) FROM critical.individual WHERE incident_id = '${this.incident}'`), '0');
    assert.equal(await this.server.sql(`SELECT count(*) FROM information_schema.columns WHERE table_schema = 'critical' AND table_name = 'session' AND column_name ~ 'subject|person|name'`), '0');
});
Then('Omar, whose checks are not on file, cannot be made responder', async function () {
    const omar = await someone(this, 'Omar', 'affiliate');
    assert.ok([403, 404].includes((await this.manager.call('PUT', `/care/critical-incidents/${this.incident}/responders/${omar.id}`)).status));
});
Then('Dan, who is no responder, cannot note how many came', async function () {
    const dan = await someone(this, 'Dan', 'clinician');
    await vet(this.vetting, dan);
    const base = `/care/critical-incidents/${this.incident}/sessions`;
    const { id } = await must(this.manager, 'POST', base, { local: new Date(this.server.now() - 60_000).toISOString().slice(0, 16), zone: 'Etc/GMT', minutes: 90, place: 'Canteen' }, 201);
    assert.equal((await dan.call('PUT', `${base}/${id}/headcount`, { headcount: 9 })).status, 404);
    assert.deepEqual((await must(dan, 'GET', '/care/critical-incidents/mine', undefined, 200)).incidents, []);
});
When('Anna, who was there, is offered a case of her own', async function () {
    this.adviser = await someone(this, 'Hana', 'helpline');
    this.mail = `anna-${randomBytes(4).toString('hex')}@example.org`;
    const person = record(`Anna ${named('P')}`, { channels: ['phone', 'email'] });
    person.contact.email = this.mail;
    this.anna = (await must(this.adviser, 'POST', '/care/service-users', { person }, 201)).service_user_id;
    this.before = JSON.stringify(await seen(this));
    await must(this.adviser, 'PUT', `/care/service-users/${this.anna}/critical-incidents/${this.incident}`, undefined, 204);
});
const open = (world) => world.manager.call('POST', `/care/service-users/${world.anna}/critical-incidents/${world.incident}/case`, { presenting: 'She saw it happen.' });
Then('it cannot be opened before she agrees', async function () {
    assert.equal((await open(this)).status, 409);
});
When(/^Anna comes in by her link and (agrees|declines)$/, async function (how) {
    const { code } = await must(this.adviser, 'POST', `/care/service-users/${this.anna}/links`, { check: 'code' }, 201);
    const token = /#token=([\w-]+)/.exec((await house.mailbox.latest(this.mail)).text)?.[1];
    let cookie = '';
    const you = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) => read(await fetch(this.server.url + path, {
        method, headers: { cookie, 'x-wellkept': '1', 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }),
    }));
    await you('POST', '/care/you/question', { token });
    const session = await you('POST', '/care/you/session', { token, answer: code });
    assert.equal(session.status, 201, session.text);
    cookie = cookiesOf(session).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0] ?? '';
    const { asked, incidents } = (await you('GET', '/care/you/critical-incidents')).body;
    assert.equal(incidents[0].state, 'offered');
    const answer = await you('POST', `/care/you/critical-incidents/${incidents[0].incident_id}/answer`, { answer: how === 'agrees' ? 'consent' : 'decline', wording: asked.version });
    assert.equal(answer.status, 204, answer.text);
});
Then('her case is opened', async function () {
    const opened = await open(this);
    assert.equal(opened.status, 201, opened.text);
    this.case = opened.body.id;
});
Then('Harriet sees no more than before', async function () {
    assert.equal(JSON.stringify(await seen(this)), this.before);
});
Then('nothing of the organisation\'s leads to Anna', async function () {
    for (const path of [`/care/service-users/${this.anna}`, `/care/people/${this.anna}/critical-incidents`, `/care/people/${this.anna}/cases/${this.case}`])
        assert.equal((await this.harriet.call('GET', path)).status, 404, path);
    for (const table of ['incident', 'session', 'responder', 'told'])
        assert.equal(await this.server.sql(`SELECT count(*) FROM critical.${table} t WHERE t::text LIKE '%${this.anna}%' OR t::text LIKE '%${this.case}%'`), '0', table);
});
When('the case manager closes the incident', async function () {
    await must(this.manager, 'PUT', `/care/critical-incidents/${this.incident}/state`, { state: 'closed' }, 204);
});
Then('Harriet reads a report of numbers alone', async function () {
    const [incident] = (await seen(this)).incidents;
    assert.equal(incident.state, 'closed');
    assert.deepEqual([Object.keys(incident.report).sort(), incident.report.sessions, incident.report.headcount], [['closed_on', 'headcount', 'sessions'], 1, 10]);
});
Then('Clara sees the incident no more', async function () {
    assert.deepEqual((await must(this.clara, 'GET', '/care/critical-incidents/mine', undefined, 200)).incidents, []);
});
