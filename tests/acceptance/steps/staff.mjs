// Accounts: coming in with two factors, roles, training, opened doors.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Authenticator, Colleague } from '../support/staff.mjs';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { house } from './world.mjs';

/** @type {Record<string, string>} */
const roleOf = { 'director': 'director', 'privacy officer': 'privacy_officer', 'security administrator': 'security_administrator', 'support engineer': 'support' };
const reasons = /** @type {Record<string, string>} */ ({ support: 'support', troubleshooting: 'troubleshooting', 'a danger to life': 'danger_to_life' });

/** @param {any} world @param {string} name @param {string[]} roles @param {any} [limits] */
async function colleague(world, name, roles, limits) {
    const one = new Colleague(world.server, name);
    await one.invite(roles, limits);
    const joined = await one.accept();
    assert.equal(joined.status, 201, joined.text);
    world.colleagues ??= new Map();
    world.colleagues.set(name, one);
    return one;
}
const known = (/** @type {any} */ world, /** @type {string} */ name) => world.colleagues.get(name);

/** Recorded by a privacy officer, with the server's clock. @param {any} world @param {any} one @param {number} [days] until it runs out */
async function train(world, one, days = 200) {
    const officer = await colleague(world, `Petra${randomBytes(3).toString('hex')}`, ['privacy_officer']);
    const day = (/** @type {number} */ from) => new Date(world.server.now() + from * 86_400_000).toISOString();
    const answer = await officer.call('POST', `/staff/accounts/${one.id}/training`, { course: 'health_privacy', completed_on: day(-10).slice(0, 10), valid_until: day(days) });
    assert.equal(answer.status, 204, answer.text);
}
async function refusedWith(/** @type {any} */ world, /** @type {any} */ answer, /** @type {string} */ reason) {
    assert.ok([401, 403, 404].includes(answer.status), `${answer.status} ${answer.text}`);
    const row = await world.server.sql(`SELECT reason FROM access.audit_event WHERE decision = 'refuse' AND request_id = '${answer.headers.get('x-request-id')}'`);
    assert.equal(row, reason);
}

Given('{word} is a {word} of the house', async function (name, role) {
    await train(this, await colleague(this, name, [roleOf[role] ?? role]));
});
Given('{word} is a privacy officer of the house', async function (name) {
    await colleague(this, name, ['privacy_officer']);
});
Given('{word} is a support engineer of the house', async function (name) {
    await train(this, await colleague(this, name, ['support']));
});
Given('{word} is a director who was never trained', async function (name) {
    await colleague(this, name, ['director']);
});
Given('{word} is invited as a director', async function (name) {
    this.colleagues ??= new Map();
    this.colleagues.set(name, await new Colleague(this.server, name).invite(['director']));
});

// ---- two factors ----
When('{word} signs in with her password alone', async function (name) {
    this.answer = await known(this, name).begin();
    assert.equal(this.answer.status, 200, this.answer.text);
});
Then('{word} has no session', async function (name) {
    const one = known(this, name);
    assert.ok(!cookiesOf(this.answer).some((/** @type {string} */ c) => c.startsWith('__Host-wellkept_staff=')));
    const pretended = `__Host-wellkept_staff=${one.pending.split('=')[1]}`;
    for (const cookie of ['', one.pending, pretended]) assert.equal((await one.call('GET', '/staff/me', undefined, { cookie })).status, 401);
});
When('{word} adds her one-time code', async function (name) {
    const one = known(this, name);
    this.code = await one.code();
    this.answer = await one.finish({ totp_code: this.code });
});
Then('{word} has a session that scripts and other sites cannot use', async function (name) {
    assert.equal(this.answer.status, 201, this.answer.text);
    const cookie = cookiesOf(this.answer).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_staff='));
    for (const word of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(cookie.includes(word), cookie);
    const one = known(this, name);
    assert.equal((await one.call('GET', '/staff/me')).body.email, one.email);
    assert.equal((await one.call('POST', '/staff/session/renewal', undefined, { 'x-wellkept': '' })).status, 403);
});
Then('the same code is refused the second time', async function () {
    const one = known(this, 'Olga');
    await one.begin();
    assert.equal((await one.finish({ totp_code: this.code })).status, 401);
});
When('{word} comes in with a recovery code instead', async function (name) {
    const one = known(this, name);
    await one.begin();
    this.used = one.recoveryCodes[3];
    this.answer = await one.finish({ recovery_code: this.used.toLowerCase().replaceAll('-', ' ') });
    assert.equal(this.answer.status, 201, this.answer.text);
});
Then('that recovery code works no more', async function () {
    const one = known(this, 'Olga');
    await one.begin();
    assert.equal((await one.finish({ recovery_code: this.used })).status, 401);
});
When('{word} adds a passkey', async function (name) {
    const one = known(this, name);
    one.key = new Authenticator(this.server.url);
    const asked = await one.call('POST', '/staff/passkeys/challenge');
    const made = one.key.create(asked.body.challenge);
    const added = await one.call('POST', '/staff/passkeys', { label: 'her key', passkey: made });
    assert.equal(added.status, 201, added.text);
    assert.equal((await one.call('POST', '/staff/passkeys', { label: 'again', passkey: made })).status, 400, 'a challenge works once');
});
Then('she comes in with it, and its answer works once', async function () {
    const one = known(this, 'Olga');
    const begun = await one.begin();
    const shown = one.key.get(begun.body.passkey.challenge);
    assert.equal((await one.finish({ passkey: shown })).status, 201);
    const again = await one.begin();
    assert.equal((await one.finish({ passkey: shown })).status, 401);
    one.key.count = 0; // a copy of the key, left behind
    assert.equal((await one.finish({ passkey: one.key.get(again.body.passkey.challenge) })).status, 401);
});
When('{word} invites somebody', async function (name) {
    this.answer = await known(this, name).call('POST', '/staff/accounts', { name: 'New Colleague', email: `new-${randomBytes(4).toString('hex')}@example.org`, roles: [] });
});
Then('she is asked for her second factor again', function () {
    assert.deepEqual([this.answer.status, this.answer.body.code], [403, 'step_up']);
});
When('{word} shows her second factor', async function (name) {
    assert.equal((await known(this, name).stepUp()).status, 200);
});
Then('the invitation is made, and the new account has no role', async function () {
    assert.equal(this.answer.status, 201, this.answer.text);
    assert.equal(await this.server.sql(`SELECT roles::text FROM access.account WHERE subject_id = '${this.answer.body.account_id}'`), '{}');
});
When('{word} opens a second session', async function (name) {
    const one = known(this, name);
    this.first = one.cookie;
    await one.signIn();
});
Then('she sees both and ends the first', async function () {
    const one = known(this, 'Olga');
    const { sessions } = (await one.call('GET', '/staff/sessions')).body;
    assert.equal(sessions.length, 2);
    const old = sessions.find((/** @type {any} */ s) => !s.current);
    assert.equal((await one.call('DELETE', `/staff/sessions/${old.session_id}`)).status, 204);
    assert.equal((await one.call('GET', '/staff/me', undefined, { cookie: this.first })).status, 401);
    assert.equal((await one.call('GET', '/staff/me')).status, 200);
});

// ---- passwords ----
Then('each of these is refused for {word} as a password, with the rule it breaks', async function (name, table) {
    const one = known(this, name);
    for (const [password, rule] of table.rows()) {
        const answer = await one.accept(password);
        assert.equal(answer.status, 400, `${password}: ${answer.text}`);
        assert.ok(answer.body.detail.includes(rule), `${password}: ${answer.body.detail}`);
    }
});
Then('the same hold when she changes it', async function () {
    const one = known(this, 'Olga');
    const joined = await one.accept();
    assert.equal(joined.status, 201, joined.text);
    for (const weak of ['Short1!', 'alllowercase1!', 'NoSpecialSign1', 'Password123!'])
        assert.equal((await one.call('PUT', '/staff/password', { current: one.password, new: weak })).status, 400);
});
Then('with a good one her other sessions end', async function () {
    const one = known(this, 'Olga');
    const first = one.cookie;
    await one.signIn();
    assert.equal((await one.call('PUT', '/staff/password', { current: one.password, new: 'Amber-violin-48-Harvest' })).status, 204);
    assert.equal((await one.call('GET', '/staff/me')).status, 200);
    assert.equal((await one.call('GET', '/staff/me', undefined, { cookie: first })).status, 401);
});
Then('neither {word}\'s password nor its hash can be read in the database', async function (name) {
    const one = known(this, name);
    const dump = await this.server.dump('wellkept');
    for (const secret of [one.password, 'argon2id', one.email, Buffer.from(one.password).toString('hex'), Buffer.from('$argon2id$').toString('hex')])
        assert.equal(dump.indexOf(secret), -1, secret);
});
When('a stranger tries {int} passwords on {word}\'s account', async function (count, name) {
    this.tries = [];
    for (let i = 0; i < count; i++) this.tries.push(await known(this, name).begin({ password: `Wrong-guess-${i}-Number` }));
});
Then('the last of them is told to wait', function () {
    const last = this.tries.at(-1);
    assert.equal(this.tries[0].status, 401);
    assert.equal(last.status, 429);
    assert.ok(last.headers.get('retry-after'));
});
Then('{word} still comes in from the browser she uses', async function (name) {
    await known(this, name).signIn();
});
Then('a quarter of an hour later from any other', async function () {
    await this.server.advance(16 * 60);
    const one = known(this, 'Olga');
    assert.equal((await one.begin()).status, 200);
});
Then('an account that does not exist is answered just like a wrong password', async function () {
    const one = known(this, 'Olga');
    await this.server.advance(16 * 60);
    const wrong = await one.begin({ password: 'Wrong-guess-1-Number' });
    const none = await one.call('POST', '/staff/sign-in', { email: 'nobody@example.org', password: 'Wrong-guess-1-Number' }, { cookie: '' });
    const shown = (/** @type {any} */ a) => [a.status, { ...a.body, request_id: undefined }];
    assert.deepEqual(shown(none), shown(wrong));
});

// ---- opened doors ----
const door = (/** @type {any} */ world, /** @type {any} */ one, /** @type {string} */ client, /** @type {string} */ reason, minutes = 30, more = {}) =>
    one.call('POST', `/staff/clients/${world.portal(client).id}/support-access`, { reason: reasons[reason] ?? reason, text: 'The nightly import stands still.', minutes, ...more });
When('{word} looks at {word}\'s data', async function (name, member) {
    this.answer = await known(this, name).call('GET', `/v1/members/${this.known(member).id}`);
});
Then('it is refused as {string}', async function (reason) {
    await refusedWith(this, this.answer, reason);
});
When('{word} opens support access to {client} for {word}, for {int} minutes', async function (name, client, reason, minutes) {
    this.answer = await door(this, known(this, name), client, reason, minutes);
    this.door = this.answer.body?.access_id ?? this.door;
});
Then('the door does not open', function () {
    assert.ok([400, 403].includes(this.answer.status), `${this.answer.status} ${this.answer.text}`);
});
Then('{word} is shown', async function (_member) {
    assert.equal(this.answer.status, 200, this.answer.text);
});
Then('{client} sees that {word} looked, when, until when and why', async function (client, name) {
    const rows = (await this.portal(client).call('GET', '/v1/support-access')).body.support_access;
    const row = rows.find((/** @type {any} */ r) => r.access_id === this.door);
    assert.deepEqual([row.opened_by, row.role, row.text], [name, 'director', 'The nightly import stands still.']);
    assert.ok(row.opened_at && row.expires_at && row.reason_title);
    const log = await this.portal(client).all('/v1/access-log', 'entries');
    assert.ok(log.some((/** @type {any} */ e) => e.actor_kind === 'staff' && e.purpose === 'support' && e.action === 'members.read' && e.decision === 'permit'), 'and in its log');
    const uses = await this.server.sql(`SELECT count(*) FROM access.audit_event WHERE decision = 'permit' AND purpose = 'support' AND reason = '${this.door}' AND actor_label = 'director'`);
    assert.ok(Number(uses) > 0, 'each use is in the audit');
});
Then('{word} herself sees it in her access log', async function (member) {
    const { entries } = (await this.known(member).call('GET', '/me/access-log')).body;
    assert.ok(entries.some((/** @type {any} */ e) => ['support', 'break_glass'].includes(e.purpose) && e.who.kind === 'staff'), JSON.stringify(entries[0]));
});
When('{word}\'s training runs out', async function (name) {
    const one = known(this, name);
    await this.server.sql(`UPDATE access.training SET valid_until = '${new Date(this.server.now() - 86_400_000).toISOString()}' WHERE subject_id = '${one.id}'`);
});
When('{word} is trained', async function (name) {
    await train(this, known(this, name));
});
Then('{word} still sees what is no health data', async function (name) {
    assert.equal((await known(this, name).call('GET', '/staff/accounts')).status, 200);
});
When('the agreement with {client} has run out', async function (client) {
    const one = known(this, 'Olga');
    await one.stepUp();
    const day = (/** @type {number} */ days) => new Date(this.server.now() + days * 86_400_000).toISOString();
    const answer = await one.call('POST', '/staff/agreements', { client_id: this.portal(client).id, kind: 'dpa', reference: 'DPA-1', signed_on: day(-300).slice(0, 10), valid_until: day(-1) });
    assert.equal(answer.status, 201, answer.text);
});
When('a new one is put on file for {client}', async function (client) {
    const answer = await known(this, 'Olga').call('POST', '/staff/agreements', { client_id: this.portal(client).id, kind: 'dpa', reference: 'DPA-2', signed_on: new Date(this.server.now()).toISOString().slice(0, 10) });
    assert.equal(answer.status, 201, answer.text);
});
Then('{client} is refused its Members', async function (client) {
    const answer = await this.portal(client).call('GET', '/v1/members');
    await refusedWith(this, answer, 'no_agreement');
});
Then('{client} reads its Members again', async function (client) {
    assert.equal((await this.portal(client).call('GET', '/v1/members')).status, 200);
});
Given('{client} is a Client of this scenario alone', async function (client) {
    await this.newPortal(client, { programs: [] });
});

// ---- contractors ----
Given('{word} is a contractor who may see {word} for {word}, until {int} days from now', async function (name, category, purpose, days) {
    const until = new Date(this.server.now() + days * 86_400_000).toISOString();
    const one = await colleague(this, name, ['contractor'], { until, purposes: [purpose], categories: [category] });
    await train(this, one);
});
Given('{word} has let {client} see {word} and {word} of hers', async function (name, client, first, second) {
    const member = await this.entered(name, client);
    const grants = [first, second].flatMap((category) => ['self', 'share_with_client'].map((purpose) => ({ category, purpose })));
    const begun = await member.call('POST', '/me/connections', { program: 'direct', grants });
    assert.equal(begun.status, 201, begun.text);
    const stored = await this.portal(client).call('POST', `/v1/members/${member.id}/samples`, { samples: [
        { metric: 'heart_rate', start: new Date(this.server.now() - 3_600_000).toISOString(), value: 61 },
        { metric: 'weight', start: new Date(this.server.now() - 3_600_000).toISOString(), value: 70.5 }] });
    assert.equal(stored.status, 200, stored.text);
});
When('{word} opens {client} for {word}', async function (name, client, other) {
    const one = known(this, name);
    await one.stepUp();
    const answer = await door(this, one, client, 'troubleshooting', 60, { for_account: known(this, other).id });
    assert.equal(answer.status, 201, answer.text);
});
const metricOf = /** @type {Record<string, string>} */ ({ heart: 'heart_rate', body: 'weight' });
When('{word} reads {word} of {word}', async function (name, category, member) {
    this.answer = await known(this, name).call('GET', `/v1/members/${this.known(member).id}/samples?metric=${metricOf[category]}`);
});
Then('values are shown', function () {
    assert.equal(this.answer.status, 200, this.answer.text);
    assert.ok(this.answer.body.samples.length > 0, this.answer.text);
});
Then('no values are shown, and the refusal {string} is on record', async function (reason) {
    await refusedWith(this, this.answer, reason);
});
Then('{word} gets in no more, with the right password either', async function (name) {
    const one = known(this, name);
    assert.equal((await one.call('GET', '/staff/me')).status, 401);
    assert.equal((await one.begin()).status, 401);
});

// ---- broken glass ----
When('{word} breaks the glass over {word}\'s data for {string}', async function (name, member, reason) {
    this.answer = await known(this, name).call('POST', `/staff/members/${this.known(member).id}/break-glass`, { reason: reasons[reason] ?? reason, text: 'A caller says she is in danger now.', minutes: 30 });
    this.door = this.answer.body?.access_id ?? this.door;
});
Then('the glass is broken', function () {
    assert.equal(this.answer.status, 201, this.answer.text);
});
Then('{word} is told at once', async function (name) {
    const { notices } = (await known(this, name).call('GET', '/staff/notices')).body;
    assert.ok(notices.some((/** @type {any} */ n) => n.access_id === this.door && !n.seen_at));
});
Then('{word} has a mail about it that names nobody', async function (name) {
    const one = known(this, name);
    const mail = await house.mailbox.latest(one.email);
    assert.match(mail.text, /emergency access/);
    assert.ok(mail.text.includes('/desk'), mail.text);
    assert.doesNotMatch(mail.text, /Maria|Olga|danger/);
});
When('{word} reviews it as {word}', async function (name, outcome) {
    const one = known(this, name);
    await one.stepUp();
    this.answer = await one.call('POST', `/staff/exceptional-access/${this.door}/review`, { outcome, text: 'The call is on record at that time.' });
});
Then('the review is refused', function () {
    assert.equal(this.answer.status, 403, this.answer.text);
});
Then('the review is on record', async function () {
    assert.equal(this.answer.status, 204, this.answer.text);
    assert.equal(await this.server.sql(`SELECT outcome FROM access.exceptional_access WHERE access_id = '${this.door}'`), 'justified');
});
