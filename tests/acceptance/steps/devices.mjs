// Device data in care: a Member who is in care besides shows some of it to her clinician, and the portal learns nothing (D13).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { employed, must, vet } from '../support/care.mjs';
import { read } from '../support/portal.mjs';
import { house } from './world.mjs';

const told = /care_dev|device_data|devices\.|service_user|your care|in care|clinician/i;

/** As she is in care: with the cookie of her own door. @param {any} world @param {string} method @param {string} path @param {any} [body] @param {number} [status] */
async function inCare(world, method, path, body, status = 200) {
    const answer = await read(await fetch(world.server.url + path, {
        method, headers: { cookie: world.careCookie, 'x-wellkept': '1', ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
    }));
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
}
/** By a new link, and the code that she was told on the telephone. @param {any} world */
async function comeIn(world) {
    const before = house.mailbox.mails.filter((/** @type {any} */ m) => m.to === world.careMail).length;
    const { code } = await must(world.careDesk, 'POST', `/care/service-users/${world.inCare}/links`, { check: 'code' }, 201);
    const token = /#token=([\w-]+)/.exec((await house.mailbox.latest(world.careMail, before + 1)).text)?.[1];
    const answer = await read(await fetch(`${world.server.url}/care/you/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, answer: code }) }));
    assert.equal(answer.status, 201, answer.text);
    world.careCookie = cookiesOf(answer).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0];
}
const devicesOf = (/** @type {any} */ world) => `/care/people/${world.inCare}/cases/${world.careCase}/devices`;
const date = (/** @type {any} */ world, /** @type {number} */ days) => new Date(world.server.now() + days * 86_400_000).toISOString().slice(0, 10);

Given('{word} is in care besides, with {word} as her clinician, and has come in there by her link', async function (name, clinician) {
    const tail = randomBytes(3).toString('hex');
    this.careDesk = await employed(this.server, `Hana${tail}`, 'helpline');
    this.careManager = await employed(this.server, `Cora${tail}`, 'case_manager');
    this.careDirector = await employed(this.server, `Dora${tail}`, 'director');
    this.omar = await employed(this.server, `${clinician}${tail}`, 'clinician');
    await vet(this.careDirector, this.omar);
    this.careMail = `m-${randomBytes(4).toString('hex')}@example.org`;
    const person = { contact: { name, email: this.careMail, phone: '07700 900123', address: [] }, birth_date: '1988-02-29', other_phones: [], safe: { channels: ['email', 'phone'], voicemail: false },
        language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' };
    this.inCare = (await must(this.careDesk, 'POST', '/care/service-users', { person }, 201)).service_user_id;
    this.careCase = (await must(this.careManager, 'POST', `/care/people/${this.inCare}/cases`, { presenting: 'Cannot sleep.' }, 201)).case_id;
    const base = `/care/people/${this.inCare}/cases/${this.careCase}`;
    await must(this.careManager, 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: 'Sleepless.', language: 'en' }, 204);
    await must(this.careManager, 'POST', `${base}/taking`, {}, 201);
    await must(this.careManager, 'POST', `${base}/offers`, { account_id: this.omar.id }, 201);
    await must(this.omar, 'POST', `${base}/answer`, { accept: true }, 204);
    await comeIn(this);
});
When('{word} joins her data to her care by the code of her own page', async function (name) {
    const shown = await this.known(name).call('POST', '/me/code', {});
    assert.equal(shown.status, 201, shown.text);
    this.link = (await inCare(this, 'POST', '/care/you/devices', { code: shown.body.code.toLowerCase().replaceAll('-', ' ') }, 201)).link_id;
    await inCare(this, 'POST', '/care/you/devices', { code: shown.body.code }, 409);
});
When('{word} shows her heart rate in her case for {int} days', async function (_name, days) {
    const own = await inCare(this, 'GET', '/care/you/devices');
    assert.deepEqual(own.links.map((/** @type {any} */ l) => [l.there, l.metrics.map((/** @type {any} */ m) => m.metric)]), [[true, ['heart_rate']]]);
    assert.deepEqual(own.cases.map((/** @type {any} */ c) => c.case_id), [this.careCase]);
    this.share = (await inCare(this, 'POST', `/care/you/devices/${this.link}/shares`, { case_id: this.careCase, metrics: ['heart_rate'], until: date(this, days) }, 201)).share_id;
});
When('{word} stops showing it', async function (_name) {
    await inCare(this, 'POST', `/care/you/devices/${this.link}/shares/${this.share}/withdrawal`, undefined, 204);
    const [share] = (await inCare(this, 'GET', '/care/you/devices')).shares;
    assert.equal(share.state, 'withdrawn');
});
When('the day is over that she said', async function () {
    await this.server.advance(4 * 86_400);
    await this.omar.signIn();
});
When('{word} hands her case back', async function (_name) {
    await must(this.omar, 'POST', devicesOf(this).replace('/devices', '/progress'), { what: 'hand_back' }, 200);
});
Then('{word} sees her heart rate of {float} in her case', async function (_name, value) {
    const { metrics } = await must(this.omar, 'GET', devicesOf(this), undefined, 200);
    assert.deepEqual(metrics.map((/** @type {any} */ m) => m.metric), ['heart_rate']);
    assert.ok(metrics[0].days.some((/** @type {any} */ d) => d.min <= value && value <= d.max), JSON.stringify(metrics));
});
When('{word} has read it', async function (_name) {
    await must(this.omar, 'GET', devicesOf(this), undefined, 200);
});
Then('{word} sees nothing of her devices in her case', async function (_name) {
    const answer = await this.omar.call('GET', devicesOf(this));
    assert.equal(answer.status, 403, answer.text);
    assert.ok(answer.body.title || answer.body.detail);
    assert.ok(!answer.text.includes('heart_rate'));
});
Then('{word} finds no case of hers', async function (_name) {
    assert.equal((await this.omar.call('GET', devicesOf(this))).status, 404);
});
Then('{word} is told that it is not there any more', async function (_name) {
    const answer = await this.omar.call('GET', devicesOf(this));
    assert.equal(answer.status, 409, answer.text);
    assert.ok(!answer.text.includes('heart_rate'));
});
Then('another clinician, a case manager and a director see nothing of it', async function () {
    const other = await employed(this.server, `Mary${randomBytes(3).toString('hex')}`, 'clinician');
    await vet(this.careDirector, other);
    for (const [one, status] of [[other, 404], [this.careManager, 403], [this.careDirector, 403]]) {
        const answer = await one.call('GET', devicesOf(this));
        assert.equal(answer.status, status, answer.text);
        assert.ok(!answer.text.includes('heart_rate'));
    }
});
Then('her own log in care says that a clinician read her heart rate, with a proof', async function () {
    const { entries } = await inCare(this, 'GET', '/care/you/access-log');
    const looked = entries.find((/** @type {any} */ e) => e.action === 'devices.read');
    assert.equal(looked?.who.name, 'Clinician', JSON.stringify(entries.slice(0, 5)));
    assert.equal(looked.details.metric, 'heart_rate');
    for (let tries = 0; ; tries++) {
        const answer = await read(await fetch(`${this.server.url}/care/you/access-log/${looked.id}/proof`, { headers: { cookie: this.careCookie } }));
        if (answer.status === 200) break;
        assert.ok(tries < 60 && answer.status === 409, answer.text); // its place in the signed log comes within a minute
        await new Promise((done) => setTimeout(done, 500));
    }
});
Then('no page, list, log or message of {client} says that she is in care, not even a page opened by a link of its own', async function (client) {
    const portal = this.portal(client), member = this.known('Maria');
    const { paths } = (await read(await fetch(`${this.server.url}/openapi.json`))).body;
    const filled = (/** @type {string} */ path) => path.replace('{member}', member.id).replace('{connection}', member.connections.direct ?? member.id).replace(/\{\w+\}/g, member.id);
    await member.enter(); // the link was made by the portal
    let asked = 0;
    for (const [path, operations] of Object.entries(paths)) {
        if (!('get' in /** @type {object} */ (operations)) || /notice|programs|stream|^\/v1\/(trust|statistics|preferences)/.test(path)) continue;
        const who = path.startsWith('/v1/') ? portal : path.startsWith('/me') ? member : undefined;
        if (!who) continue;
        const answer = await who.call('GET', filled(path));
        assert.ok(!told.test(answer.text), `${path}: ${answer.text.match(told)} in ${answer.text.slice(0, 2000)}`);
        asked++;
    }
    assert.ok(asked > 20, `${asked} addresses`);
    for (const one of portal.deliveries()) assert.ok(!told.test(JSON.stringify(one)));
});
