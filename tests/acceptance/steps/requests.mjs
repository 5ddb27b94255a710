// Requests about one's data: passed on by whoever hears them, answered by the data protection officer alone (C32).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { employed, linkFor, must, vet } from '../support/care.mjs';
import { Colleague } from '../support/staff.mjs';
import { read } from '../support/portal.mjs';
import { house } from './world.mjs';

const words = 'planted-request: what do you keep of what I said in March?';
const said = 'planted-answer: a copy went to her by post.';

const known = (/** @type {any} */ world, /** @type {string} */ name) => world.colleagues.get(name);
const atCase = (/** @type {any} */ world) => `/care/service-users/${world.asker}/requests`;
const today = (/** @type {any} */ world) => new Date(world.server.now()).toISOString().slice(0, 10);

/** As the person, with the cookie of their own door. @param {any} world @param {string} method @param {string} path @param {any} [body] @param {number} [status] */
async function herself(world, method, path, body, status = 200) {
    const answer = await read(await fetch(world.server.url + path, {
        method, headers: { cookie: world.askerCookie, 'x-wellkept': '1', ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
    }));
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
}
/** @param {any} world @param {string} reason */
async function onRecord(world, reason) {
    assert.ok([403, 404].includes(world.answer.status), `${world.answer.status} ${world.answer.text}`);
    assert.ok(!world.answer.text.includes('planted'), world.answer.text);
    assert.equal(await world.server.sql(`SELECT reason FROM access.audit_event WHERE decision = 'refuse' AND request_id = '${world.answer.headers.get('x-request-id')}'`), reason);
}
const asked = (/** @type {any} */ world, on = today(world)) => ({ kind: 'access', how: 'in_person', received_on: on, words });
const anAnswer = (/** @type {any} */ world, outcome = 'answered', text = said) => ({ outcome, on: today(world), words: text });
const answering = (/** @type {any} */ world) => `${atCase(world)}/${world.request}/answer`;
async function waits(/** @type {any} */ world) {
    assert.equal((await must(known(world, 'Vera'), 'GET', `${atCase(world)}/${world.request}`, undefined, 200)).state, 'passed_on');
}

Given('Anna is in care with Omar, an affiliate, and Vera is the data protection officer', async function () {
    this.colleagues ??= new Map();
    for (const [name, role] of [['Hana', 'helpline'], ['Cora', 'case_manager'], ['Dora', 'director'], ['Omar', 'affiliate'], ['Vera', 'privacy_officer']])
        this.colleagues.set(name, await employed(this.server, name, role));
    await vet(known(this, 'Dora'), known(this, 'Omar'));
    const mail = `anna-${randomBytes(4).toString('hex')}@example.org`;
    const person = { contact: { name: 'Anna Plantedsson', email: mail, phone: '07700 900123', address: [] }, other_phones: [], safe: { channels: [], voicemail: false }, language: 'en', territory: 'ie',
        eligible_by: 'unchecked', source: 'helpline' };
    this.asker = (await must(known(this, 'Hana'), 'POST', '/care/service-users', { person }, 201)).service_user_id;
    const { case_id } = await must(known(this, 'Cora'), 'POST', `/care/people/${this.asker}/cases`, { presenting: 'Cannot sleep.' }, 201);
    this.askerCase = `/care/people/${this.asker}/cases/${case_id}`;
    await must(known(this, 'Cora'), 'PUT', `${this.askerCase}/assessment`, { service: 'eap_counselling', risk: 'low', summary: 'Sleepless.', language: 'en' }, 204);
    await must(known(this, 'Cora'), 'POST', `${this.askerCase}/offers`, { account_id: known(this, 'Omar').id }, 201);
    await must(known(this, 'Omar'), 'POST', `${this.askerCase}/answer`, { accept: true }, 204);
    const { code, token } = await linkFor(known(this, 'Hana'), house.mailbox, this.asker, mail);
    const session = await read(await fetch(`${this.server.url}/care/you/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, answer: code }) }));
    assert.equal(session.status, 201, session.text);
    this.askerCookie = cookiesOf(session).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0];
});

When('Anna asks Omar for a copy of her data', async function () {
    this.answer = await known(this, 'Omar').call('POST', atCase(this), asked(this));
});
When('Anna asks Omar for a copy of her data, and he passes it on', async function () {
    this.request = (await must(known(this, 'Omar'), 'POST', atCase(this), asked(this), 201)).request_id;
});
Then('Vera is told of it at once, by a notice and a mail that name nobody', async function () {
    const vera = known(this, 'Vera');
    const { notices } = await must(vera, 'GET', '/staff/notices', undefined, 200);
    assert.ok(notices.some((/** @type {any} */ n) => n.kind === 'data_request' && n.access_id === this.request && !n.seen_at));
    const mail = await house.mailbox.latest(vera.email);
    assert.ok(mail.text.includes('/desk/care/requests'), mail.text);
    assert.doesNotMatch(mail.text, /Anna|Omar|planted|copy/);
    assert.ok(!mail.text.includes(this.asker));
});
Then('Vera reads what Anna asks, in her own words, and how she may be reached', async function () {
    const { requests } = await must(known(this, 'Vera'), 'GET', '/care/requests', undefined, 200);
    const listed = requests.find((/** @type {any} */ r) => r.request_id === this.request);
    assert.equal(listed.person_id, this.asker);
    const one = await must(known(this, 'Vera'), 'GET', `${atCase(this)}/${this.request}`, undefined, 200);
    assert.equal(one.words, words);
    assert.equal(one.who.name, 'Anna Plantedsson');
    assert.deepEqual(one.who.safe_channels, ['email', 'phone']);
});
async function seenByOmar(/** @type {any} */ world, /** @type {string} */ state) {
    const answer = await known(world, 'Omar').call('GET', atCase(world));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.requests.find((/** @type {any} */ r) => r.request_id === world.request).state, state);
    for (const word of ['planted', 'post', 'refused', 'answered']) assert.ok(!answer.text.includes(word), word);
}
Then('Omar sees that it is with the data protection officer, and not a word of it', async function () {
    await seenByOmar(this, 'passed_on');
});
Then('Omar sees that it is closed, and not a word of the answer', async function () {
    await seenByOmar(this, 'closed');
});
When('Vera writes down that she told Anna it arrived', async function () {
    await must(known(this, 'Vera'), 'POST', `${atCase(this)}/${this.request}/acknowledgement`, undefined, 204);
});
When('Vera answers it', async function () {
    await must(known(this, 'Vera'), 'POST', answering(this), anAnswer(this), 204);
});
Then('Anna reads on her page when it was passed on, and what was answered', async function () {
    const { requests: [one] } = await herself(this, 'GET', '/care/you/data-requests');
    assert.deepEqual([one.state, one.answer, one.words], ['answered', said, words]);
    assert.ok(Math.abs(Date.parse(one.passed_on_at) - this.server.now()) < 86_400_000);
});

When('Omar answers the request', async function () {
    this.answer = await known(this, 'Omar').call('POST', answering(this), anAnswer(this));
});
When('Omar opens the request', async function () {
    this.answer = await known(this, 'Omar').call('GET', `${atCase(this)}/${this.request}`);
});
Then('it is refused, the refusal {string} is on record, and the request is with the data protection officer', async function (reason) {
    await onRecord(this, reason);
    await waits(this);
});
Then('it is refused, and the refusal {string} is on record', async function (reason) {
    await onRecord(this, reason);
});
Then('the request is with the data protection officer', async function () {
    await waits(this);
});
Then('a clinician, a clinical lead, a case manager, the helpline and a director who answer are refused', async function () {
    const [clinician, lead] = [await employed(this.server, 'Mary', 'clinician'), await employed(this.server, 'Lena', 'clinical_lead')];
    for (const one of [clinician, lead]) await vet(known(this, 'Dora'), one);
    for (const one of [clinician, lead, known(this, 'Cora'), known(this, 'Hana'), known(this, 'Dora')]) {
        this.answer = await one.call('POST', answering(this), anAnswer(this));
        await onRecord(this, 'role');
    }
});
Then('a data protection officer who is a clinician besides is refused', async function () {
    const both = new Colleague(this.server, 'Petra');
    await both.invite(['privacy_officer', 'clinician']);
    assert.equal((await both.accept()).status, 201);
    await this.server.sql(`INSERT INTO access.training SELECT subject_id, gen_random_uuid(), tenant_id, 'health_privacy', '2026-01-01', now() + interval '3000 days', subject_id, now() FROM access.account WHERE subject_id = '${both.id}'`);
    const answer = await both.call('POST', answering(this), anAnswer(this));
    assert.equal(answer.status, 403, answer.text);
    assert.match(answer.body.detail, /privacy officer/);
    assert.equal(await this.server.sql(`SELECT decision FROM access.audit_event WHERE request_id = '${answer.headers.get('x-request-id')}'`), 'refuse');
});

When('another affiliate passes on a request of Anna\'s', async function () {
    const other = await employed(this.server, 'Nadia', 'affiliate');
    await vet(known(this, 'Dora'), other);
    this.answer = await other.call('POST', atCase(this), asked(this));
});
When('Omar hands Anna\'s case back to the house', async function () {
    await must(known(this, 'Omar'), 'POST', `${this.askerCase}/progress`, { what: 'hand_back' }, 200);
});
Then('the desk passes it on for her', async function () {
    this.request = (await must(known(this, 'Hana'), 'POST', `/care/people/${this.asker}/requests`, { ...asked(this), how: 'telephone' }, 201)).request_id;
    await waits(this);
});

When('Anna asks on her own page to have something put right', async function () {
    this.request = (await herself(this, 'POST', '/care/you/data-requests', { kind: 'rectification', words }, 201)).request_id;
});
Then('Anna reads on her page that it is with the data protection officer, by when it is due, and whom to turn to', async function () {
    const { requests: [one], turn_to: to } = await herself(this, 'GET', '/care/you/data-requests');
    assert.deepEqual([one.state, one.how, one.received_on], ['passed_on', 'own_page', today(this)]);
    assert.ok(one.due_on > today(this));
    assert.match(to.mail, /^dpo@ie\./);
    assert.match(to.controller, /Ireland/);
    assert.match(to.regulator, /Data Protection Commission/);
});
Then('Vera reads that Anna asked on her own page', async function () {
    const one = await must(known(this, 'Vera'), 'GET', `${atCase(this)}/${this.request}`, undefined, 200);
    assert.deepEqual([one.how, one.words, one.passed_on_by], ['own_page', words, undefined]);
});

When('Anna asked on the 31st of a month before a shorter one, and Omar passes it on today', async function () {
    const last = (/** @type {Date} */ d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 2, 0));
    let day = new Date(`${today(this)}T00:00:00Z`);
    while (day.getUTCDate() !== 31 || last(day).getUTCDate() === 31) day = new Date(day.getTime() - 86_400_000);
    const passed = await must(known(this, 'Omar'), 'POST', atCase(this), asked(this, day.toISOString().slice(0, 10)), 201);
    this.request = passed.request_id;
    this.due = passed.due_on;
    this.lastDay = last(day).toISOString().slice(0, 10);
});
Then('the answer is due on the last day of that shorter month', function () {
    assert.equal(this.due, this.lastDay);
});
When('nobody has answered by then', async function () {
    await this.server.advance(Math.max(0, (Date.parse(this.due) - this.server.now()) / 1000 | 0) + 2 * 86_400);
    await known(this, 'Vera').signIn();
});
Then('it stands on Vera\'s list as overdue', async function () {
    const { requests } = await must(known(this, 'Vera'), 'GET', '/care/requests', undefined, 200);
    assert.equal(requests.find((/** @type {any} */ r) => r.request_id === this.request).overdue, true);
});

When('Vera refuses it without a reason', async function () {
    this.answer = await known(this, 'Vera').call('POST', answering(this), anAnswer(this, 'refused', ''));
});
Then('that is not taken', async function () {
    assert.equal(this.answer.status, 400, this.answer.text);
    await waits(this);
});
When('Vera refuses it with a reason', async function () {
    await must(known(this, 'Vera'), 'POST', answering(this), anAnswer(this, 'refused', 'planted-reason: it is not hers to see.'), 204);
});
Then('Anna reads the reason on her page, and where she can complain', async function () {
    const { requests: [one], turn_to: to } = await herself(this, 'GET', '/care/you/data-requests');
    assert.deepEqual([one.state, one.answer], ['refused', 'planted-reason: it is not hers to see.']);
    assert.match(to.regulator_url, /^https:/);
});
When('the use of Anna\'s data is restricted', async function () {
    await this.server.sql(`UPDATE access.subject SET restricted = true WHERE subject_id = '${this.asker}'`);
});
