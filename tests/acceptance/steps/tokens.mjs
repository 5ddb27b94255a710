// Links, sessions, Clients' tokens: who gets in, and that refusals are on record.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/places.mjs';
import { grants, Member, read } from '../support/portal.mjs';
import { until } from '../support/wait.mjs';
import { cookiesOf } from '../../simulator/cookies.mjs';

When('{word} opens the link that {client} made for her', async function (name, _client) {
    const member = this.known(name);
    const link = await member.link();
    assert.ok(link.url.startsWith(`${this.server.url}/connect#token=`), 'the token must be in the fragment, which no log sees');
    const session = await member.exchange(link.token);
    assert.equal(session.status, 201, session.text);
    member.sessionAnswer = session;
    member.enteredAt = this.server.now();
    member.cookie = cookiesOf(session)[0].split(';')[0];
    assert.equal((await member.call('GET', '/me')).body.member_id, member.id);
});

When('{client} registers the User Key {string} twice', async function (client, key) {
    this.userKey = `${key}-${randomBytes(4).toString('hex')}`;
    const call = () => this.portal(client).call('POST', '/v1/members', { user_key: this.userKey });
    this.two = [await call(), await call()];
});
Then('both answers name one Member, and only the first made it', function () {
    const [first, second] = this.two;
    assert.deepEqual([first.status, first.body.created, second.status, second.body.created], [201, true, 200, false]);
    assert.equal(first.body.member_id, second.body.member_id);
});
When('{client} registers the User Key {string}', async function (client, _key) {
    this.other = await this.portal(client).call('POST', '/v1/members', { user_key: this.userKey });
});
Then('that is another Member', function () {
    assert.equal(this.other.status, 201);
    assert.notEqual(this.other.body.member_id, this.two[0].body.member_id);
});

Given('{client} has made {word} a link', async function (_client, name) {
    this.link = await this.known(name).link();
    this.linked = this.known(name);
});
const open = async (/** @type {any} */ world, /** @type {string} */ token) => read(await fetch(`${world.server.url}/connect/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) }));
When('the link is opened', async function () {
    this.auditMark = await mark(this);
    this.answer = await open(this, this.link.token);
});
When('a link with the token {string} is opened', async function (token) {
    this.auditMark = await mark(this);
    this.answer = await open(this, token);
});
When('the link is opened ten times at once', async function () {
    this.ten = await Promise.all(Array.from({ length: 10 }, () => open(this, this.link.token)));
});
Then('one session begins', function () {
    const statuses = this.ten.map((/** @type {any} */ a) => a.status).sort();
    assert.deepEqual(statuses, [201, ...Array(9).fill(401)]);
});
Then('{word}\'s session begins', function (name) {
    assert.equal(this.answer.status, 201, this.answer.text);
    assert.equal(this.answer.body.member_id, this.known(name).id);
});
Then('nothing is opened', function () {
    assert.equal(this.answer.status, 401, this.answer.text);
    assert.deepEqual(cookiesOf(this.answer), []);
    assert.match(this.answer.headers.get('content-type'), /^application\/problem\+json/);
});

/** How many refusals of each kind there are: times are no mark, for tests move the clock. */
async function mark(world) {
    const rows = await world.server.sql("SELECT reason || ' ' || coalesce(tenant_id::text, ''), count(*) FROM access.audit_event WHERE decision = 'refuse' GROUP BY 1");
    return new Map(rows.split('\n').filter(Boolean).map((/** @type {string} */ row) => /** @type {[string, number]} */ ([row.split('|')[0], Number(row.split('|')[1])])));
}
/** @param {any} world @param {string} reason @param {string} [client] */
async function refusals(world, reason, client) {
    const before = world.auditMark ?? new Map();
    const wanted = client ? `${reason} ${world.portal(client).id}` : `${reason} `;
    return [...await mark(world)].some(([what, count]) => what.startsWith(wanted) && count > (before.get(what) ?? 0));
}
Then('the audit log holds the refusal {string}', async function (reason) {
    await until(`a refusal ${reason}`, () => refusals(this, reason), { seconds: 5 });
});
Then('the audit log holds the refusal {string} of {client}', async function (reason, client) {
    await until(`a refusal ${reason} of ${client}`, () => refusals(this, reason, client), { seconds: 5 });
    const seen = await this.portal(client).all('/v1/access-log', 'entries');
    assert.ok(seen.some((/** @type {any} */ e) => e.decision === 'refuse' && e.reason === reason), `${client} does not see it in its own log`);
});

const addresses = (/** @type {string} */ id) => [['GET', ''], ['GET', '/connections'], ['GET', '/metrics'], ['GET', '/samples?metric=steps_daily'], ['GET', '/daily?metric=steps_daily&from=2026-01-01&to=2026-01-02'],
    ['POST', '/connect-tokens'], ['POST', '/samples'], ['DELETE', '']].map(([method, rest]) => [method, `/v1/members/${id}${rest}`]);
const bodyFor = (/** @type {string} */ path, /** @type {string} */ method) => (method === 'POST' && path.endsWith('/samples') ? { samples: [{ metric: 'weight', start: '2026-01-01T00:00:00Z', value: 70 }] } : undefined);
Then('{client} gets "not found" for {word} on every address that names a Member', async function (client, name) {
    this.foreign = [];
    for (const [method, path] of addresses(this.known(name).id)) {
        const answer = await this.portal(client).call(method, path, bodyFor(path, method));
        assert.equal(answer.status, 404, `${method} ${path}: ${answer.text}`);
        this.foreign.push(answer);
    }
});
Then('the same answer as for a Member that does not exist', async function () {
    const none = '00000000-0000-4000-8000-000000000000';
    for (const [at, [method, path]] of addresses(none).entries()) {
        const answer = await this.portal('Bayview Clinic').call(method, path, bodyFor(path, method));
        const shown = (/** @type {any} */ a) => ({ ...a.body, request_id: undefined });
        assert.deepEqual([answer.status, shown(answer)], [this.foreign[at].status, shown(this.foreign[at])], path);
    }
});

When('somebody signs in as {client} with a wrong secret', async function (client) {
    this.auditMark = await mark(this);
    this.answer = await this.portal(client).signIn({ secret: 'not-the-secret' });
});
When('somebody signs in as a Client that does not exist', async function () {
    this.answer = await this.portal('Harbour Clinic').signIn({ id: '00000000-0000-4000-8000-000000000000' });
});
Then('the sign-in is refused', function () {
    assert.equal(this.answer.status, 401, this.answer.text);
});

Given('{client} holds a token', async function (client) {
    this.held = (await this.portal(client).signIn()).body.access_token;
    assert.equal((await this.portal(client).call('GET', '/v1/client', undefined, { token: this.held })).status, 200);
});
Then('that token of {client} opens nothing', async function (client) {
    assert.equal((await this.portal(client).call('GET', '/v1/members', undefined, { token: this.held })).status, 401);
});
Then('an invented token opens nothing', async function () {
    assert.equal((await this.portal('Harbour Clinic').call('GET', '/v1/members', undefined, { token: randomBytes(32).toString('base64url') })).status, 401);
});
Then('no token at all opens nothing', async function () {
    assert.equal((await fetch(`${this.server.url}/v1/members`)).status, 401);
});

When('a foreign page makes {word}\'s browser send a change', async function (name) {
    const member = this.known(name);
    this.answer = await read(await fetch(`${this.server.url}/me/revocation`, { method: 'POST',
        headers: { cookie: member.cookie, 'content-type': 'application/json', origin: 'https://elsewhere.invalid' }, body: '{"confirm":"erase everything"}' }));
    member.staysOut = true;
});
Then('it is refused as forbidden', function () {
    assert.equal(this.answer.status, 403, this.answer.text);
});
Then('it is refused', function () {
    assert.ok(this.answer.status >= 400 && this.answer.status < 500, `${this.answer.status} ${this.answer.text}`);
});
Then('{word}\'s old session opens nothing', async function (name) {
    const member = this.known(name);
    for (const path of ['/me', '/me/samples?metric=weight', '/me/connections', '/me/access-log'])
        assert.equal((await fetch(this.server.url + path, { headers: { cookie: member.cookie } })).status, 401, path);
});

Given('{client} is a Client with a Member, {word}', async function (client, name) {
    await this.newPortal(client, { programs: [] });
    await this.entered(name, client);
});
Given('{client} is a Client with a Member, {word}, and an agreement of {int} hours', async function (client, name, hours) {
    await this.newPortal(client, { programs: [], until: new Date(this.server.now() + hours * 3_600_000).toISOString().replace(/\.\d+/, '') });
    await this.member(name, client);
    assert.equal((await this.portal(client).call('GET', `/v1/members/${this.known(name).id}`)).status, 200);
});
When('the operator suspends {client}', async function (client) {
    await this.server.cli(['client', 'status', this.portal(client).id, 'suspended']);
});
When('the operator makes {client} active again', async function (client) {
    await this.server.cli(['client', 'status', this.portal(client).id, 'active']);
});
Then('{client} and {word} get nothing', async function (client, name) {
    const portal = this.portal(client), member = this.known(name);
    for (const path of [`/v1/members/${member.id}`, '/v1/members', '/v1/client', `/v1/members/${member.id}/metrics`]) {
        const { status } = await portal.call('GET', path);
        assert.ok([401, 403, 404].includes(status), `${path}: ${status}`);
    }
    assert.equal((await portal.signIn()).status, 401);
    const { status } = await member.call('GET', '/me/metrics');
    assert.ok([401, 403, 404].includes(status), `/me/metrics: ${status}`);
});
Then('{client} finds {word} again', async function (client, name) {
    assert.equal((await this.portal(client).call('GET', `/v1/members/${this.known(name).id}`)).status, 200);
});
Then('{client} cannot find {word}', async function (client, name) {
    const { status } = await this.portal(client).call('GET', `/v1/members/${this.known(name).id}`);
    assert.ok([403, 404].includes(status), String(status));
});

// Sessions (S4)

Then('her session cookie is Secure, HttpOnly, SameSite and bound to this host', function () {
    const [cookie] = cookiesOf([...this.members.values()][0].sessionAnswer);
    assert.match(cookie, /^__Host-/);
    for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=(Lax|Strict)/i, /; Path=\/(;|$)/i]) assert.match(cookie, attribute);
    assert.doesNotMatch(cookie, /; Domain=/i);
    this.cookie = cookie;
});
Then('it lives {int} minutes at most', function (minutes) {
    const [member] = this.members.values();
    assert.ok(Number(this.cookie.match(/Max-Age=(\d+)/i)[1]) <= minutes * 60);
    assert.ok(Date.parse(member.sessionAnswer.body.expires_at) - this.server.now() <= minutes * 60_000 + 1000);
});
Then('its value is random, of at least 128 bits, and not kept in the database as it is', async function () {
    const value = this.cookie.match(/=([^;]+)/)[1];
    assert.ok(Buffer.from(value, 'base64url').length >= 16, value);
    assert.ok(!(await this.server.dump('wellkept')).includes(value));
});
const memberAddresses = ['/me', '/me/programs', '/me/connections', '/me/permissions', '/me/metrics', '/me/samples?metric=weight', '/me/access-log', '/me/consents', '/me/imports'];
const clientAddresses = ['/v1/client', '/v1/members', '/v1/webhook-events', '/v1/access-log'];
Then('{word}\'s session opens no address of a Client', async function (name) {
    const member = this.known(name), value = member.cookie.split('=')[1];
    for (const path of [...clientAddresses, `/v1/members/${member.id}`, `/v1/members/${member.id}/metrics`])
        for (const headers of [{ cookie: member.cookie }, { authorization: `Bearer ${value}` }])
            assert.equal((await fetch(this.server.url + path, { headers })).status, 401, path);
});
Then('{client}\'s token opens no address of a Member', async function (_client) {
    for (const path of memberAddresses)
        for (const headers of [{ authorization: `Bearer ${this.held}` }, { cookie: `__Host-wellkept_member=${this.held}` }])
            assert.equal((await fetch(this.server.url + path, { headers })).status, 401, path);
});
Then('a link\'s token opens neither', async function () {
    const { token } = await [...this.members.values()][0].link();
    for (const path of [...memberAddresses, ...clientAddresses])
        for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `__Host-wellkept_member=${token}` }])
            assert.equal((await fetch(this.server.url + path, { headers })).status, 401, path);
});
Then('{word}\'s session shows {word} at {client} and nobody else', async function (name, _same, client) {
    const { body } = await this.known(name).call('GET', '/me');
    assert.equal(body.member_id, this.known(name).id);
    assert.equal(body.client.name, client);
    const others = [...this.members.values()].filter((m) => m !== this.known(name)).map((m) => m.id);
    for (const path of memberAddresses) {
        const { text } = await this.known(name).call('GET', path);
        for (const other of others) assert.ok(!text.includes(other), path);
    }
});
When('{word} ends her session', async function (name) {
    const member = this.known(name);
    assert.equal((await member.call('DELETE', '/connect/session')).status, 204);
    member.staysOut = true;
});
Then('no published operation of the interface has a password among its fields or parameters', async function () {
    const { body } = await read(await fetch(`${this.server.url}/openapi.json`));
    assert.ok(Object.keys(body.paths).length > 20);
    // Staff and Clients' users sign in with passwords, under /staff alone (S2, S3).
    const others = Object.entries(body.paths).filter(([path]) => !path.startsWith('/staff/'));
    assert.doesNotMatch(JSON.stringify(others), /pass(word|phrase|code)|"pin"|security_question/i);
});
Then('no address that usually takes passwords exists', async function () {
    for (const path of ['/login', '/signin', '/sign-in', '/me/login', '/me/password', '/connect/login', '/register', '/password', '/password/reset', '/auth', '/session', '/api/login'])
        for (const method of ['GET', 'POST'])
            assert.equal((await fetch(this.server.url + path, { method, ...(method === 'POST' && { body: 'user=a&password=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }) })).status, 404, `${method} ${path}`);
    const form = await fetch(`${this.server.url}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'password', username: 'maria', password: 'secret' }) });
    assert.equal(form.status, 400);
});
Then('no page or script that is served has a field for a Member\'s password', async function () {
    const directory = join(root, 'web/dist');
    const files = (await readdir(directory, { recursive: true })).filter((f) => /\.(js|html)$/.test(String(f)));
    assert.ok(files.length > 0, 'web/dist is not built: cd web && npm ci && npm run build');
    const found = [];
    for (const file of files) {
        const text = await readFile(join(directory, String(file)), 'utf8');
        // The Client console's secret and the pages of staff are the only places where something may be typed hidden.
        if (/["'`]\/staff\//.test(text)) continue;
        if (/current-password|new-password/.test(text) || /type:\s*["']password["']/.test(text) && !/client_secret|clientSecret|console/i.test(text)) found.push(file);
    }
    assert.deepEqual(found, []);
});

export { grants, Member };
