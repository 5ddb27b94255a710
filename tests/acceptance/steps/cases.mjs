// Care: clinicians and their vetting, cases, who is let in and who is not, feedback.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { employed, later, must, seeker, told, vet } from '../support/care.mjs';
import { Colleague } from '../support/staff.mjs';
import { read } from '../support/portal.mjs';

const known = (/** @type {any} */ world, /** @type {string} */ name) => world.colleagues.get(name);

/** @param {any} world @param {string} name @param {string} role */
async function staff(world, name, role) {
    const one = await employed(world.server, name, role);
    world.colleagues ??= new Map();
    world.colleagues.set(name, one);
    return one;
}
async function director(/** @type {any} */ world) {
    world.vettingDirector ??= await staff(world, `Dora${randomBytes(3).toString('hex')}`, 'director');
    return world.vettingDirector;
}

Given('{word} is a vetted {word} of the house', async function (name, role) {
    await vet(await director(this), await staff(this, name, role));
});
Given('{word} is a vetted clinical lead of the house', async function (name) {
    await vet(await director(this), await staff(this, name, 'clinical_lead'));
});
Given('{word} is a case manager of the house', async function (name) {
    await staff(this, name, 'case_manager');
});
Given('{word} has sought help', async function (name) {
    this.seekers ??= new Map();
    const manager = [...this.colleagues.values()].find((/** @type {any} */ c) => c.name.startsWith('Cora'));
    this.seekers.set(name, await seeker(manager));
});
const sought = (/** @type {any} */ world, /** @type {string} */ name) => world.seekers.get(name);
async function offer(/** @type {any} */ world, /** @type {string} */ manager, /** @type {string} */ person, /** @type {string} */ name) {
    await must(known(world, manager), 'POST', `${sought(world, person).base}/offers`, { account_id: known(world, name).id }, 201);
}
When('{word} offers {word}\'s case to {word}', async function (manager, person, name) {
    await offer(this, manager, person, name);
});
When('{word} accepts {word}\'s case', async function (name, person) {
    await must(known(this, name), 'POST', `${sought(this, person).base}/answer`, { accept: true }, 204);
});
Given('{word} has {word}\'s case from {word}', async function (name, person, manager) {
    await offer(this, manager, person, name);
    await must(known(this, name), 'POST', `${sought(this, person).base}/answer`, { accept: true }, 204);
});
When('{word} opens {word}\'s case', async function (name, person) {
    this.answer = await known(this, name).call('GET', sought(this, person).base);
});
Then('the case is open, with what {word} told', async function (_person) {
    assert.equal(this.answer.status, 200, this.answer.text);
    assert.ok(this.answer.text.includes(told));
});
Then('the case is not there, and the refusal {string} is on record', async function (reason) {
    assert.ok([403, 404].includes(this.answer.status), `${this.answer.status} ${this.answer.text}`);
    assert.ok(!this.answer.text.includes(told));
    assert.equal(await this.server.sql(`SELECT reason FROM access.audit_event WHERE decision = 'refuse' AND request_id = '${this.answer.headers.get('x-request-id')}'`), reason);
});
When('{word} hands {word}\'s case back', async function (name, person) {
    await must(known(this, name), 'POST', `${sought(this, person).base}/progress`, { what: 'hand_back' }, 200);
});
When('{word} closes {word}\'s case with a summary', async function (name, person) {
    const { base } = sought(this, person);
    await must(known(this, name), 'POST', `${base}/progress`, { what: 'begin_closing' }, 200);
    const closed = await must(known(this, name), 'POST', `${base}/progress`, { what: 'close', reason: 'completed', summary: 'She sleeps again.' }, 200);
    this.feedback = new URL(closed.feedback_url).hash.replace('#token=', '');
});
When('{word} comes back, and {word} opens a new case', async function (person, manager) {
    const before = sought(this, person);
    const { case_id } = await must(known(this, manager), 'POST', `${before.base}/reopening`, { presenting: told }, 201);
    assert.notEqual(case_id, before.case);
    this.seekers.set(person, { ...before, case: case_id, base: `/care/people/${before.id}/cases/${case_id}` });
});

// ---- vetting ----
When('{word}\'s insurance runs out in {int} day(s)', async function (name, days) {
    await must(await director(this), 'PUT', `/care/clinicians/${known(this, name).id}/credentials/insurance`, { valid_until: later(this.server, days), issuer: 'Insurer', reference: '2' }, 204);
});
Then('{word} and {word} see it coming', async function (name, lead) {
    const own = (await known(this, name).call('GET', '/care/clinicians/me')).body;
    assert.ok(Date.parse(own.vetted_until) < this.server.now() + 3 * 86_400_000);
    const { clinicians } = (await known(this, lead).call('GET', '/care/clinicians')).body;
    const row = clinicians.find((/** @type {any} */ c) => c.account_id === known(this, name).id);
    assert.equal(row.due[0].kind, 'insurance');
});
When('{word} comes in again {int} days later', async function (name, days) {
    await this.server.advance(days * 86_400);
    await known(this, name).signIn();
});
When('{word} suspends {word}', async function (lead, name) {
    await must(known(this, lead), 'PUT', `/care/clinicians/${known(this, name).id}/state`, { state: 'suspended' }, 204);
});
Then('{word} cannot vet herself', async function (name) {
    const one = known(this, name);
    const answer = await one.call('PUT', `/care/clinicians/${one.id}/credentials/review`, { valid_until: later(this.server, 900), issuer: 'me', reference: '1' });
    assert.equal(answer.status, 403, answer.text);
});

// ---- need to know ----
When('{word} breaks the glass over {word}\'s case for {string}', async function (name, person, reason) {
    const code = reason === 'a danger to life' ? 'danger_to_life' : reason;
    const one = known(this, name);
    await one.stepUp();
    this.answer = await one.call('POST', `/staff/service-users/${sought(this, person).id}/break-glass`, { reason: code, text: 'A caller says she is in danger now.', minutes: 30 });
    this.door = this.answer.body?.access_id ?? this.door;
});
Then('{word} can change nothing in it', async function (name) {
    const [{ base }] = this.seekers.values();
    const answer = await known(this, name).call('POST', `${base}/notes`, { kind: 'shared', body: 'x' });
    assert.equal(answer.status, 403, answer.text);
});
When('{word} is walled off from {word} by {word}', async function (name, person, lead) {
    await must(known(this, lead), 'PUT', `/care/people/${sought(this, person).id}/wall`, { account_id: known(this, name).id, reason: "A colleague of theirs." }, 204);
});
Then('{word} finds {word} on no list', async function (name, person) {
    for (const path of ['/care/board', '/care/caseload', '/care/offers', '/care/governance']) {
        const answer = await known(this, name).call('GET', path);
        assert.ok(!answer.text.includes(sought(this, person).id), path);
    }
});
Then('the glass does not break', function () {
    assert.equal(this.answer.status, 404, this.answer.text);
});

// ---- organisations ----
Given('{word} works in {word} of an employer', async function (name, role) {
    const employer = await this.newPortal(`Employer ${randomBytes(3).toString('hex')}`, { programs: [] });
    await this.server.sql(`UPDATE access.tenant SET kind = 'organisation' WHERE tenant_id = '${employer.id}'`);
    const one = new Colleague(this.server, name);
    await one.invite([{ HR: 'org_hr', management: 'org_manager' }[role] ?? role], { client: employer.id });
    const joined = await one.accept();
    assert.equal(joined.status, 201, joined.text);
    this.colleagues.set(name, one);
});
When('{word} asks every address of the service about {word}', async function (name, person) {
    const one = known(this, name);
    const { paths } = await fetch(`${this.server.url}/openapi.json`).then((r) => r.json());
    const { id, case: caseId } = sought(this, person);
    this.answers = [];
    for (const [path, methods] of Object.entries(paths)) {
        const address = path.replace('{person}', id).replace('{member}', id).replace('{case}', caseId).replace(/\{[^}]+\}/g, caseId);
        for (const method of Object.keys(/** @type {any} */ (methods))) {
            // What ends their own session or account would end the asking.
            if (/^\/(test|staff\/(session|password|totp|passkeys|recovery|accounts))/.test(path)) continue;
            if (!['get', 'post', 'put', 'delete'].includes(method)) continue;
            const answer = await one.call(method.toUpperCase(), address, method === 'get' ? undefined : {});
            // All of Care but what is the organisation's own, or anybody's.
            const of_care = path.startsWith('/care/') && !/^\/care\/(organisation\/|api\/|contact-form|vocabulary)/.test(path);
            this.answers.push({ what: `${method} ${path}`, answer, of_care });
        }
    }
});
Then('none of the answers holds what {word} told, or that she was ever here', async function (person) {
    const { id, case: caseId } = sought(this, person);
    assert.ok(this.answers.length > 60, String(this.answers.length));
    for (const { what, answer } of this.answers)
        for (const secret of [told, 'eap_counselling"', id, caseId]) {
            if (what === 'get /care/vocabulary' || what === 'get /openapi.json') continue;
            assert.ok(!answer.text.includes(secret), `${what} shows ${secret}`);
        }
});
Then('every address of a case refuses {word}, just as for somebody who does not exist', async function (name) {
    const one = known(this, name);
    for (const { what, answer, of_care } of this.answers)
        if (of_care) assert.ok([400, 401, 403, 404].includes(answer.status), `${what}: ${answer.status}`);
    const [{ base }] = this.seekers.values();
    const there = await one.call('GET', base);
    const nobody = await one.call('GET', `/care/people/${randomUUID()}/cases/${randomUUID()}`);
    const shown = (/** @type {any} */ a) => [a.status, { ...a.body, request_id: undefined }];
    assert.deepEqual(shown(there), shown(nobody));
});

// ---- feedback ----
const answers = { reached: 4, heard: 5, helped: 5, again: 4 };
When('{word} answers the survey {string} her name', async function (_person, how) {
    const body = JSON.stringify({ token: this.feedback, anonymous: how === 'without', answers, text: 'Thank you.' });
    this.before = await this.server.sql('SELECT count(*) FROM access.audit_event');
    this.answer = await read(await fetch(`${this.server.url}/care/feedback`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }));
    assert.equal(this.answer.status, 204, this.answer.text);
    this.again = await read(await fetch(`${this.server.url}/care/feedback`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }));
});
Then('nothing leads from the answer to {word}', async function (person) {
    const { id } = sought(this, person);
    const columns = await this.server.sql(`SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'cases.feedback'::regclass AND attnum > 0`);
    assert.equal(columns, 'feedback_id,month,answers');
    assert.equal(await this.server.sql(`SELECT count(*) FROM cases.named_feedback WHERE subject_id = '${id}'`), '0');
    assert.equal(await this.server.sql(`SELECT count(*) FROM access.handle WHERE kind = 'care_feedback' AND subject_id = '${id}'`), '0');
    assert.equal(await this.server.sql(`SELECT count(*) FROM access.audit_event WHERE action = 'cases.give_feedback' AND decision = 'permit'`), this.permits ?? '0');
    assert.ok(!(await this.server.log()).includes(this.feedback));
});
Then('the link works once', function () {
    assert.equal(this.again.status, 401, this.again.text);
});
Then('the answer stands in {word}\'s own record', async function (person) {
    assert.equal(await this.server.sql(`SELECT count(*) FROM cases.named_feedback WHERE subject_id = '${sought(this, person).id}'`), '1');
});
Then('{word} sees no answers before there are enough of them', async function (lead) {
    const shown = (await known(this, lead).call('GET', '/care/feedback')).body;
    assert.equal(shown.shown, false);
    assert.deepEqual([shown.answers, shown.averages, shown.texts], [0, [], []]);
});
