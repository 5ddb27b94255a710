// The policy's files, changed as an operator would, on installations of their own (C1, C5, C9, C37, D16, D19).
import { After, Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/places.mjs';
import { Portal, grants } from '../support/portal.mjs';
import { Server } from '../support/server.mjs';
import { until } from '../support/wait.mjs';

const metric = 'heart_rate';

/** @param {any} world @param {string} region */
async function install(world, region) {
    const server = await Server.make({ settings: { region: { name: region } } });
    const files = join(server.home.path, 'policy');
    await cp(join(root, 'policy'), files, { recursive: true });
    const text = await readFile(server.configuration, 'utf8');
    await writeFile(server.configuration, text.replace(/^policy: .*$/m, `policy: ${JSON.stringify({ directory: files })}`));
    await server.start();
    world.own = { server, files };
    const portal = await Portal.register(server, undefined, { url: 'https://localhost:9', got: [] }, 'Harbour Clinic', { region });
    const member = await portal.provision('maria');
    await member.enter();
    await member.connect('direct', grants(['heart']), { wait: false });
    const sent = await portal.call('POST', `/v1/members/${member.id}/samples`, { samples: [{ metric, start: '2026-10-01T08:00:00Z', value: 61 }] });
    assert.equal(sent.body.accepted, 1, sent.text);
    Object.assign(world.own, { portal, member, version: await inForce(server) });
}

/** @param {any} server */
const inForce = async (server) => (await fetch(`${server.url}/version`).then((r) => r.json())).policy_version;

After({ timeout: 60_000 }, async function () {
    await this.own?.server?.remove();
});

Given('an installation of its own, where Maria shares her heart rate with Harbour Clinic', async function () {
    await install(this, 'eu');
});
Given('an installation of its own in the region {word}, where Maria shares her heart rate with Harbour Clinic', async function (region) {
    await install(this, region);
});

/** @param {any} own @param {string} file @param {string|RegExp} from @param {string} to */
async function change(own, file, from, to) {
    const path = join(own.files, file);
    const before = await readFile(path, 'utf8');
    const after = before.replace(from, to);
    assert.notEqual(after, before, `${file} has no ${from}`);
    await writeFile(path, after);
}
/** @param {any} own */
async function take(own) {
    const out = await own.server.cli(['policy', 'reload']);
    const version = /policy ([0-9a-f]{16})/.exec(out)?.[1];
    await until('the new policy is in force', async () => (await inForce(own.server)) === version);
    own.version = version;
}

When(/^its operator changes (\S+) from "(.*)" to "(.*)"$/, async function (file, from, to) {
    await change(this.own, file, from, to);
});
When('the change is taken', async function () { await take(this.own); });
When('its operator no longer lets portals read for {string}', async function (purpose) {
    await change(this.own, 'access.yaml', `    timeseries.read: [${purpose}]`, '    timeseries.read: [provide_service]');
    await take(this.own);
});
When('its operator leaves portals only sleep in the register', async function () {
    await change(this.own, 'recipients.yaml', /(code: client[\s\S]*?)categories: \[all\]/, '$1categories: [sleep]');
    await take(this.own);
});
When('its operator registers portals for the territory {word} alone', async function (territory) {
    await change(this.own, 'recipients.yaml', /(code: client[\s\S]*?)territories: \[uk, ie\]/, `$1territories: [${territory}]`);
    await take(this.own);
});

Then(/^the check names (\S+), the line, and says "(.*)"$/, async function (file, words) {
    const failed = await this.own.server.cli(['--json', 'policy', 'check', this.own.files]).then(() => undefined, (/** @type {any} */ e) => e);
    assert.equal(failed?.code, 1, 'the check passed');
    const { ok, findings } = JSON.parse(failed.stdout);
    assert.equal(ok, false);
    const finding = findings.find((/** @type {any} */ f) => f.what.includes(words));
    assert.ok(finding, JSON.stringify(findings));
    assert.ok(finding.file.endsWith(file) && finding.line >= 1 && finding.mend, JSON.stringify(finding));
});
Then('the policy in force stays, and the attempt is on record', async function () {
    const { server, version } = this.own;
    await assert.rejects(server.cli(['policy', 'reload']), /was refused/);
    server.child.kill('SIGHUP'); // the other way to ask for it
    await until('the attempt is on record', async () => Number(await server.sql("SELECT count(*) FROM access.audit_event WHERE action = 'policy.in_force' AND decision = 'refuse' AND reason = 'did_not_check'")) >= 1);
    assert.equal(await inForce(server), version);
});

const portalReads = (/** @type {any} */ own) => own.portal.call('GET', `/v1/members/${own.member.id}/samples?metric=${metric}`);
Then('Harbour Clinic is refused Maria\'s heart rate there, and the refusal is on record', async function () {
    const answer = await portalReads(this.own);
    assert.equal(answer.status, 403, answer.text);
    assert.ok(Number(await this.own.server.sql("SELECT count(*) FROM access.audit_event WHERE action = 'timeseries.read' AND decision = 'refuse' AND reason = 'role'")) >= 1);
});
Then('Harbour Clinic gets none of Maria\'s heart rate there', async function () {
    const answer = await portalReads(this.own);
    assert.ok([401, 404].includes(answer.status), `${answer.status} ${answer.text}`);
});
Then('Harbour Clinic gets Maria\'s heart rate there', async function () {
    const answer = await portalReads(this.own);
    assert.equal(answer.body.samples?.length, 1, answer.text);
});
Then('Maria sees her heart rate there', async function () {
    const answer = await this.own.member.call('GET', `/me/samples?metric=${metric}`);
    assert.equal(answer.body.samples?.length, 1, answer.text);
});
Then('Harbour Clinic is of the territory {word} there', async function (code) {
    assert.equal((await this.own.portal.call('GET', '/v1/client')).body.territory, code);
});
Then('a Client of the region {word} cannot be registered there', async function (region) {
    await assert.rejects(this.own.server.cli(['client', 'add', '--name', 'Far Clinic', '--agreement', 'A', '--region', region]), /No territory/);
});

const bornYearsAgo = (/** @type {any} */ own, /** @type {number} */ years) => new Date(own.server.now() - (years + 0.5) * 365.25 * 86_400_000).toISOString().slice(0, 10);
const register = (/** @type {any} */ own, /** @type {number} */ age) => own.portal.call('POST', '/v1/members', { user_key: `aged-${age}-${Math.random()}`, birth_date: bornYearsAgo(own, age), time_zone: 'Europe/London' });
Then('somebody of {int} can be registered there', async function (age) {
    const answer = await register(this.own, age);
    assert.equal(answer.status, 201, answer.text);
});
Then('somebody of {int} cannot be registered there without a guardian', async function (age) {
    const answer = await register(this.own, age);
    assert.equal(answer.status, 403, answer.text);
    assert.match(answer.body.detail, /under 15/);
});

// ---- notices ----

const json = async (/** @type {any} */ server, /** @type {string} */ path) => {
    const answer = await fetch(server.url + path);
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
    return answer.json();
};
const clauses = (/** @type {any} */ notice) => notice.sections.flatMap((/** @type {any} */ s) => s.clauses);
const page = async (/** @type {any} */ server, /** @type {string} */ path) => (await fetch(server.url + path)).text();

Then('each entry of Maria\'s access record is for a purpose whose reason in law the notice names', async function () {
    const { body } = await this.known('Maria').call('GET', '/me/access-log');
    const notice = clauses(await json(this.server, '/v1/notices/connect/ie'));
    assert.ok(body.entries.length > 3);
    for (const entry of body.entries) {
        const clause = notice.find((/** @type {any} */ c) => c.rule === `purposes.${entry.purpose}`);
        assert.match(clause?.text ?? '', /reason in law: .*Article \d/, `${entry.action} for ${entry.purpose}`);
    }
});
Then('the notice names {string} as a recipient, with what it gets, what binds it and the reason in law', async function (title) {
    const clause = clauses(await json(this.server, '/v1/notices/connect/ie')).find((/** @type {any} */ c) => c.rule.startsWith('recipients.') && c.text.startsWith(title));
    assert.match(clause.text, /Share it with your portal": .*[Mm]easurements of your body/);
    assert.match(clause.text, /binds the recipient: a data processing agreement on file/);
    assert.match(clause.text, /reason in law: .*Article 6\(1\)\(a\)/);
});
Then('the notice says {string} by the rule {string}', async function (words, rule) {
    const clause = clauses(await json(this.server, '/v1/notices/connect/uk')).find((/** @type {any} */ c) => c.rule === rule);
    assert.ok(clause?.text.includes(words) && clause.enforced_by, JSON.stringify(clause));
});
Then('Maria\'s notice there names {string} and {string}, and not {string}', async function (controller, regulator, other) {
    const { body } = await this.own.member.call('GET', '/me/notice');
    const text = clauses(await json(this.own.server, `/v1/notices/${body.notice.service}/${body.notice.territory}`)).map((/** @type {any} */ c) => c.text).join('\n');
    assert.ok(text.includes(controller) && text.includes(regulator), text);
    assert.ok(!text.includes(other));
});
Then('no page of ours names another host, and none is allowed to ask one', async function () {
    for (const path of ['/privacy', '/privacy/connect/uk', '/privacy/connect/ie', '/privacy/connect/uk/history', '/cookies']) {
        const answer = await fetch(this.server.url + path);
        const policy = answer.headers.get('content-security-policy') ?? '';
        assert.match(policy, /default-src 'none'/);
        assert.doesNotMatch(policy, /https?:|\*/, 'another host is allowed');
        const text = await answer.text();
        assert.doesNotMatch(text, /<script|<img|<iframe|(?:src|href)="(?:https?:)?\/\//, path);
        assert.equal(answer.headers.get('set-cookie'), null);
    }
});
Then('each notice page says when it was updated, and leads to its history', async function () {
    const { notices } = await json(this.server, '/v1/notices');
    assert.ok(notices.length >= 3);
    for (const notice of notices) {
        const text = await page(this.server, notice.url);
        assert.ok(text.includes(`Updated: <time datetime="${notice.updated.slice(0, 10)}">`), notice.url);
        const history = /href="([^"]*\/history)"/.exec(text)?.[1];
        assert.match(await page(this.server, history ?? ''), /Edition 1/);
    }
});

const mine = '/v1/notices/connect/ie';
/** @param {any} own */
async function show(own) {
    const { body } = await own.member.call('GET', '/me/notice');
    assert.equal((await own.member.call('POST', '/me/notice/seen', { notice_id: body.notice.notice_id })).status, 204);
}
Given('Maria was shown the notice there', async function () { await show(this.own); });
When('Maria is shown the notice there', async function () { await show(this.own); });
When('{int} days pass there', async function (days) {
    this.own.firstDay = new Date(this.own.server.now()).toISOString().slice(0, 10);
    await this.own.server.advance(days * 86_400);
    await this.own.member.enter();
});
Then('the notice there says {string}, updated that day, as edition {int}', async function (words, edition) {
    const { notice, sections } = await json(this.own.server, mine);
    assert.equal(notice.edition, edition);
    assert.equal(notice.updated.slice(0, 10), new Date(this.own.server.now()).toISOString().slice(0, 10));
    assert.ok(JSON.stringify(sections).includes(words));
    assert.ok((await page(this.own.server, '/privacy/connect/ie')).includes(`Updated: <time datetime="${notice.updated.slice(0, 10)}">`));
});
Then('edition {int} is still there and says {string}', async function (edition, words) {
    const { notice, sections } = await json(this.own.server, `${mine}?edition=${edition}`);
    assert.equal(notice.updated.slice(0, 10), this.own.firstDay);
    assert.ok(JSON.stringify(sections).includes(words));
});
Then('its history says what came and what went', async function () {
    const { editions } = await json(this.own.server, `${mine}/history`);
    assert.deepEqual(editions.map((/** @type {any} */ e) => e.notice.edition), [2, 1]);
    assert.deepEqual([editions[0].come.length, editions[0].gone.length], [1, 1]);
    assert.match(await page(this.own.server, '/privacy/connect/ie/history'), /New: <ins>.*30 minutes/);
});
Then('a new session of Maria there lasts 30 minutes', async function () {
    await this.own.member.enter();
    const { body } = await this.own.member.call('GET', '/me');
    const minutes = (Date.parse(body.session_expires_at) - this.own.server.now()) / 60_000;
    assert.ok(minutes > 25 && minutes <= 30.1, `${minutes} minutes`);
});
Then('Maria is told there what changed since the edition she was shown', async function () {
    const { body } = await this.own.member.call('GET', '/me/notice');
    assert.equal(body.shown, false);
    assert.ok(body.come.some((/** @type {string} */ text) => text.includes('30 minutes')) && body.gone.some((/** @type {string} */ text) => text.includes('1 hour')), JSON.stringify(body));
});
Then('both editions are kept as shown to Maria there, with their times', async function () {
    const { body } = await this.own.member.call('GET', '/me/notice');
    assert.equal(body.shown, true);
    assert.deepEqual(body.shown_before.map((/** @type {any} */ s) => s.notice.edition), [2, 1]);
    assert.ok(Date.parse(body.shown_before[0].shown_at) - Date.parse(body.shown_before[1].shown_at) > 2 * 86_400_000);
});
Then('the audit log there names both policies, each from its time on', async function () {
    const rows = (await this.own.server.sql("SELECT a.reason, p.files LIKE '%purposes.yaml%' FROM access.audit_event a JOIN notices.policy_version p ON p.version = a.reason WHERE a.action = 'policy.in_force' AND a.decision = 'permit' ORDER BY a.at")).split('\n');
    assert.equal(rows.length, 2);
    assert.equal(rows[1], `${this.own.version}|t`);
    assert.notEqual(rows[0], rows[1]);
});
Then('the notice there is still edition {int}', async function (edition) {
    assert.equal((await json(this.own.server, mine)).notice.edition, edition);
});
Then(/^the comparison of two policies says "(.*)" and that people must be told$/, async function (words) {
    const to = join(this.server.home.path, 'other-policy');
    await cp(join(root, 'policy'), to, { recursive: true });
    const path = join(to, 'retention.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('P6Y', 'P8Y').replaceAll('6 years', '8 years'));
    const out = await this.server.cli(['policy', 'diff', join(root, 'policy'), to]);
    assert.ok(out.includes(words) && out.includes('people must be told'), out);
});
