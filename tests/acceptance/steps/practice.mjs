// How clinicians work here: statements by which affiliates are paid, supervision, and reminders of what is planned (C20, C21, C3).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { employed, must, told, vet } from '../support/care.mjs';
import { until } from '../support/wait.mjs';
import { house } from './world.mjs';

const known = (/** @type {any} */ world, /** @type {string} */ name) => world.colleagues.get(name);
const sought = (/** @type {any} */ world, /** @type {string} */ name) => world.seekers.get(name);
const question = 'planted-question: the ending comes too soon for both of us.';
/** The month before this one, YYYY-MM. @param {any} world */
const lastMonth = (world) => {
    const now = new Date(world.server.now());
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
};
const withOthers = (/** @type {any} */ answer, /** @type {string[]} */ secrets) => {
    for (const secret of secrets) assert.ok(!answer.text.includes(secret), `${secret} stands in it`);
};

// ---- statements ----
Given('{word} of finance', async function (name) {
    this.colleagues.set(name, await employed(this.server, name, 'finance'));
});
Given('{word} is paid by the session, and held two with {word} last month', async function (name, person) {
    const omar = known(this, name), month = lastMonth(this);
    await must(known(this, 'Lena'), 'PUT', `/care/affiliates/${omar.id}/rates`, { service: 'eap_counselling', currency: 'EUR', minor: 6000, valid_from: '2020-01-01' }, 204);
    for (const day of ['03', '10'])
        await must(omar, 'POST', `${sought(this, person).base}/sessions`, { local: `${month}-${day}T09:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'attended' }, 201);
});
When('{word} confirms the statement of that month', async function (name) {
    await must(known(this, name), 'POST', `/care/statements/me/${lastMonth(this)}/submission`, { total_minor: 12_000, count: 2 }, 204);
});
When('{word} confirms a sum that is not the one shown', async function (name) {
    this.answer = await known(this, name).call('POST', `/care/statements/me/${lastMonth(this)}/submission`, { total_minor: 18_000, count: 3 });
});
Then('the statement is not taken', function () {
    assert.equal(this.answer.status, 409, this.answer.text);
});
Then('{word} sees two sessions and what they cost, and neither {word} nor her case', async function (name, person) {
    const one = known(this, name), { id, case: caseId, base } = sought(this, person);
    const list = await one.call('GET', '/care/statements');
    const shown = await one.call('GET', `/care/statements/${known(this, 'Omar').id}/${lastMonth(this)}`);
    assert.deepEqual([list.status, shown.status, shown.body.count, shown.body.total_minor], [200, 200, 2, 12_000], shown.text);
    for (const answer of [list, shown]) withOthers(answer, [id, caseId, told, 'Anna']);
    assert.ok([403, 404].includes((await one.call('GET', base)).status));
});
Then('{word} cannot approve his own statement', async function (name) {
    const answer = await known(this, name).call('POST', `/care/statements/${known(this, name).id}/${lastMonth(this)}/decision`, { approve: true });
    assert.equal(answer.status, 403, answer.text);
});

// ---- supervision ----
Given('{word} supervises {word}', async function (lead, name) {
    await must(known(this, lead), 'PUT', `/care/clinicians/${known(this, name).id}/supervisor`, { supervisor_id: known(this, lead).id }, 204);
});
When('{word} asks to talk {word}\'s case over, without a name', async function (name, person) {
    await must(known(this, name), 'POST', `${sought(this, person).base}/supervision`, { question }, 201);
});
Then('{word} reads the question, and neither of whom it is nor the case', async function (name) {
    const [{ id, case: caseId, base }] = this.seekers.values();
    const answer = await known(this, name).call('GET', '/care/supervision');
    assert.ok(answer.body.questions.some((/** @type {any} */ q) => q.question === question), answer.text);
    withOthers(answer, [id, caseId, told]);
    this.answer = await known(this, name).call('GET', base);
});
Then('{word}, who supervises nobody, reads no question', async function (name) {
    const answer = await known(this, name).call('GET', '/care/supervision');
    assert.deepEqual([answer.status, answer.body.questions], [200, []], answer.text);
});

// ---- reminders ----
Given('Anna, who may be reached by mail, has a session with Omar tomorrow', async function () {
    this.colleagues ??= new Map();
    for (const [name, role] of [['Hana', 'helpline'], ['Cora', 'case_manager'], ['Dora', 'director'], ['Omar', 'affiliate']]) this.colleagues.set(name, await employed(this.server, name, role));
    await vet(known(this, 'Dora'), known(this, 'Omar'));
    this.remindedAt = `anna-${randomBytes(5).toString('hex')}@example.org`;
    const person = { contact: { name: 'Anna Lind', email: this.remindedAt, address: [] }, other_phones: [], safe: { channels: ['email'], voicemail: false }, language: 'en', territory: 'ie',
        eligible_by: 'unchecked', source: 'helpline' };
    this.reminded = (await must(known(this, 'Hana'), 'POST', '/care/service-users', { person }, 201)).service_user_id;
    const { case_id } = await must(known(this, 'Cora'), 'POST', `/care/people/${this.reminded}/cases`, { presenting: told }, 201);
    const base = `/care/people/${this.reminded}/cases/${case_id}`;
    await must(known(this, 'Cora'), 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: told, language: 'en' }, 204);
    await must(known(this, 'Cora'), 'POST', `${base}/offers`, { account_id: known(this, 'Omar').id }, 201);
    await must(known(this, 'Omar'), 'POST', `${base}/answer`, { accept: true }, 204);
    // Noon is an hour at which reminders go out; whoever's clock it is, the session is on the day after.
    const now = new Date(this.server.now());
    const noon = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + (now.getUTCHours() >= 12 ? 1 : 0), 12);
    const day = new Date(noon + 86_400_000).toISOString().slice(0, 10);
    await must(known(this, 'Omar'), 'POST', `${base}/sessions`, { local: `${day}T15:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'planned' }, 201);
    this.noon = noon;
});
Given('Anna wants no reminders', async function () {
    await must(known(this, 'Hana'), 'PUT', `/care/service-users/${this.reminded}/reminders`, { wanted: false }, 204);
});
Given('Anna\'s record says that mail is not safe', async function () {
    const record = await must(known(this, 'Hana'), 'GET', `/care/service-users/${this.reminded}`, undefined, 200);
    record.person.safe.channels = [];
    await must(known(this, 'Hana'), 'PUT', `/care/service-users/${this.reminded}`, { version: record.version, person: record.person }, 204);
});
When('it is noon of the day before', async function () {
    await this.server.advance(Math.ceil((this.noon - this.server.now()) / 1000) + 60);
    // What is to be done about her by now is done, and what it wrote has left: only then does "no mail" say something.
    const now = `to_timestamp(${this.server.now() / 1000})`;
    for (const [what, waiting] of [['is looked who is to be reminded', `jobs.job WHERE state <> 'dead' AND run_at <= ${now} AND subject_id = '${this.reminded}' AND kind IN ('cases.timetable', 'intake.changed', 'reminders.look')`],
        ['leaves what was written', `mail.message WHERE state = 'waiting' AND created_at >= to_timestamp(${this.noon / 1000})`]])
        await until(`it ${what}`, async () => Number(await this.server.sql(`SELECT count(*) FROM ${waiting}`)) === 0, { seconds: 60, every: 200 });
});
const mails = (/** @type {any} */ world) => house.mailbox.mails.filter((/** @type {any} */ m) => m.to === world.remindedAt);
Then('Anna is reminded once, of a day and an hour, in words that tell nothing', async function () {
    const mail = await house.mailbox.latest(this.remindedAt);
    assert.match(mail.text, /15:00/);
    assert.doesNotMatch(mail.text, /Omar|counsel|session|appointment|clinic|case|accident/i);
    await this.server.advance(3_600);
    assert.equal(mails(this).length, 1);
});
Then('Anna is not reminded', async function () {
    assert.equal(mails(this).length, 0);
});
