// How long what is kept (S11, C12, S13), holds and restores (D15). These scenarios move the clock by years and put databases
// back: each has an installation of its own.
import { After, Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, temporary } from '../support/places.mjs';
import { grants, Portal } from '../support/portal.mjs';
import { Server } from '../support/server.mjs';
import { until } from '../support/wait.mjs';
import { house } from './world.mjs';

const run = promisify(execFile);
const day = 86_400;

export async function installation(world, settings = {}) {
    world.server = await Server.make({ settings });
    world.apart = world.server;
    await world.server.start();
    const portal = await Portal.register(world.server, undefined, house.receiver, 'Cove Clinic');
    world.own = new Map([['Cove Clinic', portal]]);
    return portal;
}
async function person(world, portal, name) {
    const member = await portal.provision(`${name}-of-cove`);
    world.members.set(name, await member.enter());
    await member.connect('direct', grants(['heart']));
    const sent = await portal.call('POST', `/v1/members/${member.id}/samples`, { samples: [{ metric: 'heart_rate', start: new Date(world.server.now() - 60_000).toISOString(), value: 61 }] });
    assert.equal(sent.status, 200, sent.text);
    const told = (type) => portal.deliveries().some((d) => d.message.data.member_id === member.id && d.message.type === type);
    await until('the Client was told of both', () => told('connection.connected') && told('samples.created')); // or the clock leaps before the second
    return member;
}
After(async function () {
    await this.apart?.remove();
});

Given('an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here', async function () {
    const portal = await installation(this);
    for (const name of ['Maria', 'Tom']) await person(this, portal, name);
});
When('{int} day(s) pass', async function (days) {
    await this.server.advance(days * day);
});
When('{int} years pass', async function (years) {
    await this.server.advance(years * 365.25 * day);
});
const records = async (world) => JSON.parse(await world.server.cli(['--json', 'retention', 'records'])).map((/** @type {any} */ r) => ({ ...r, record: JSON.parse(r.receipt_text) }));
/** The lines of all runs since the last question, once one of them holds. */
const line = (world, what, wanted) => until(what, async () => {
    for (const r of await records(world)) {
        const found = r.record.lines.find(wanted);
        if (found) return { ...r, line: found };
    }
    return undefined;
}, { seconds: 60, every: 400 });
async function valid(world, receipt) {
    const file = join(world.server.home.path, 'proof.json');
    await writeFile(file, JSON.stringify(receipt));
    const published = (await (await fetch(`${world.server.url}/.well-known/wellkept.json`)).json()).receipt_keys[0].public_key;
    assert.match(await world.server.cli(['keys', 'verify-receipt', '--key', published, file]), /^valid/);
    await writeFile(file, JSON.stringify({ ...receipt, receipt_text: receipt.receipt_text.replace(/\d/, (/** @type {string} */ d) => String((Number(d) + 1) % 10)) }));
    await assert.rejects(world.server.cli(['keys', 'verify-receipt', '--key', published, file]), /NOT VALID/);
}

// The end of a Client's use

When('Cove Clinic\'s contract ends', async function () {
    this.endedAt = this.server.now();
    await this.server.cli(['client', 'end', this.portal('Cove Clinic').id]);
});
When('Cove Clinic\'s contract is taken up again', async function () {
    await this.server.cli(['client', 'status', this.portal('Cove Clinic').id, 'active']);
});
Then('Cove Clinic and its Members can read nothing from that moment on', async function () {
    const portal = this.portal('Cove Clinic'), maria = this.known('Maria');
    assert.ok([401, 403, 404].includes((await portal.call('GET', `/v1/members/${maria.id}/samples?metric=heart_rate`)).status));
    assert.ok([401, 403, 404].includes((await maria.call('GET', '/me/samples?metric=heart_rate')).status));
});
Then('the calendar says when everything of Cove Clinic is due, at the latest {int} days from now', async function (days) {
    const calendar = JSON.parse(await this.server.cli(['--json', 'retention', 'due']));
    const end = calendar.find((/** @type {any} */ l) => l.record_class === 'client_end' && l.client_id === this.portal('Cove Clinic').id);
    assert.equal(end?.month, new Date(this.endedAt + days * day * 1000).toISOString().slice(0, 7), JSON.stringify(calendar));
});
export async function expectNothingLeft(world, member) {
    const found = [];
    for (const database of ['wellkept', 'wellkept_keys']) {
        let table = '';
        for (const row of (await world.server.dump(database)).toString('latin1').split('\n')) {
            const copy = row.match(/^COPY (\S+) \(/);
            if (copy) table = copy[1];
            const notice = table === 'sharing.event' && /\tmember\.erased\t\{\}\t/.test(row);
            if (row.includes(member.id) && !notice && !['rights.erasure', 'rights.receipt', 'keys.erasure', 'keys.tombstone'].includes(table)) found.push(`${table}: ${row.slice(0, 200)}`);
            if (row.includes(member.userKey)) found.push(`User Key in ${table}`);
        }
    }
    assert.deepEqual(found, []);
    const files = await readdir(join(world.server.data, 'blobs'), { recursive: true }).catch(() => []);
    assert.deepEqual(files.filter((f) => String(f).includes(member.id)), []);
    assert.equal(await world.server.sql(`SELECT count(*) FROM keys.person_key WHERE subject_id = '${member.id}'`, 'wellkept_keys'), '0');
}
const erased = (world, member) => until('the erasure is done', async () => await world.server.sql(`SELECT count(*) FROM rights.erasure WHERE subject_id = '${member.id}' AND connection_id IS NULL AND done_at IS NOT NULL`) !== '0', { seconds: 60 });
Then('nothing of Maria and Tom is left in any table or file', async function () {
    for (const member of this.members.values()) {
        await erased(this, member);
        await expectNothingLeft(this, member);
    }
});
Then('nothing of Maria is left in any table or file', async function () {
    await expectNothingLeft(this, this.known('Maria'));
});
Then('Cove Clinic\'s receipt for the end of its use is valid and counts {int} Members', async function (count) {
    const receipt = JSON.parse(await until('the Client\'s receipt', () => this.server.cli(['client', 'receipt', this.portal('Cove Clinic').id]).catch(() => ''), { seconds: 60 }));
    const text = JSON.parse(receipt.receipt_text);
    assert.deepEqual([receipt.state, text.members_erased, text.members_retained], ['done', count, 0]);
    assert.ok(Date.parse(text.finished_at) <= this.endedAt + 60 * day * 1000 + 120_000, 'within 60 days');
    await valid(this, receipt);
});
Then('Cove Clinic still finds Maria and Tom', async function () {
    const before = (await records(this)).length;
    await this.server.cli(['retention', 'run']);
    await until('another run is done', async () => (await records(this)).length > before);
    for (const member of this.members.values()) assert.equal((await this.portal('Cove Clinic').call('GET', `/v1/members/${member.id}`)).status, 200);
});
const notices = async (world) => (await world.portal('Cove Clinic').all('/v1/webhook-events', 'events')).length;
Then('the notices of before are still listed for Cove Clinic', async function () {
    await line(this, 'a run of that day', () => true).catch(() => undefined);
    this.notices = await notices(this);
    assert.ok(this.notices >= 2);
});
Then('they are gone, and the signed record of that day\'s run counts them', async function () {
    const found = await line(this, 'a run that destroyed notices', (/** @type {any} */ l) => l.record_class === 'delivery' && l.outcome === 'destroyed');
    assert.equal(found.line.rows, this.notices);
    assert.equal(found.line.rule.period, '90 days');
    assert.equal(await notices(this), 0);
    await valid(this, found);
});

// Six years from the last contact

const sample = () => readFile(join(root, 'tests/data/imports/freestylelibre_txt_spanish.txt'));
async function upload(world) {
    const maria = world.known('Maria');
    const up = await maria.call('POST', '/me/imports?program=libre&zone=Europe/Madrid&name=export.txt', await sample(), { 'content-type': 'text/plain' });
    assert.equal(up.status, 202, up.text);
    await until('the file is read', async () => (await maria.call('GET', `/me/imports/${up.body.import_id}`)).body.state === 'done');
}
const reports = async (world) => (await world.known('Maria').call('GET', '/me/imports')).body.imports.length;
Given('an installation whose policy keeps the reports on uploads 6 years from the last contact', async function () {
    const policy = await temporary('policy');
    this.ownPolicy = policy;
    await cp(join(root, 'policy'), policy.path, { recursive: true });
    const file = join(policy.path, 'retention.yaml');
    const text = await readFile(file, 'utf8');
    const changed = text.replace(/(code: upload,.*?)trigger: created, period: P1Y/, '$1trigger: last_contact, period: P6Y');
    assert.notEqual(changed, text);
    await writeFile(file, changed);
    const portal = await installation(this, { policy: { directory: policy.path } });
    const maria = await portal.provision('Maria-of-cove');
    this.members.set('Maria', await maria.enter());
    await maria.connect('libre', grants(['glucose']));
});
After(async function () {
    await this.ownPolicy?.remove();
});
Given('Maria has uploaded a file', async function () {
    await upload(this);
});
When('Maria uploads another file', async function () {
    await upload(this);
});
const ranToday = (world) => until('the run of that day', async () => (await records(world)).some((/** @type {any} */ r) => Date.parse(r.finished_at) > world.server.now() - day * 1000), { seconds: 60 });
Then('both of Maria\'s reports are there', async function () {
    await ranToday(this);
    assert.equal(await reports(this), 2);
});
Then('both of Maria\'s reports are destroyed, and the signed record says by which rule', async function () {
    const found = await line(this, 'a run that destroyed the reports', (/** @type {any} */ l) => l.record_class === 'upload' && l.outcome === 'destroyed');
    assert.deepEqual([found.line.records, found.line.rows, found.line.rule.trigger, found.line.rule.period], [2, 2, 'last_contact', '6 years']);
    assert.equal(await reports(this), 0);
    await valid(this, found);
});
Given('a legal hold lies on {word}\'s reports', async function (name) {
    await hold(this, name, ['--class', 'upload']);
});
Then('Maria\'s report is there, and the signed record says that one was held', async function () {
    const found = await line(this, 'a run that met the hold', (/** @type {any} */ l) => l.record_class === 'upload' && l.outcome === 'held');
    assert.equal(found.line.records, 1);
    assert.equal(await reports(this), 1);
});
Then('Maria\'s report is destroyed without anybody asking', async function () {
    await line(this, 'a run that destroyed the report', (/** @type {any} */ l) => l.record_class === 'upload' && l.outcome === 'destroyed');
    assert.equal(await reports(this), 0);
});

// Holds

async function hold(world, name, more = []) {
    const review = new Date(world.server.now() + 10 * 365 * day * 1000).toISOString().slice(0, 10);
    const member = world.known(name);
    world.held = { member, id: JSON.parse(await world.server.cli(['--json', 'retention', 'hold', 'add', member.id, '--reason', 'A claim is before the court', '--owner', 'Legal', '--review', review, ...more])).hold_id };
    const listed = JSON.parse(await world.server.cli(['--json', 'retention', 'hold', 'list']));
    assert.ok(listed.some((/** @type {any} */ h) => h.hold_id === world.held.id && h.reason === 'A claim is before the court'), JSON.stringify(listed));
}
Given('a legal hold lies on all of {word}\'s data', async function (name) {
    await hold(this, name);
});
When('the hold is released', async function () {
    await this.server.cli(['retention', 'hold', 'release', this.held.member.id, this.held.id, '--why', 'It was settled']);
});
Then('her receipt says that a legal hold keeps her data for now', async function () {
    const receipt = await until('a receipt', async () => {
        const answer = await (await fetch(`${this.server.url}/receipts/${this.receiptToken}`)).json();
        return answer.state === 'kept' ? answer : undefined;
    });
    assert.equal(receipt.receipt.state, 'retained');
    assert.deepEqual(receipt.receipt.retained.map((/** @type {any} */ r) => [r.record_class, r.basis]), [['everything', 'legal hold']]);
    assert.equal(receipt.receipt.rows_erased, 0);
    assert.equal(await this.server.sql(`SELECT count(*) > 0 FROM keys.person_key WHERE subject_id = '${this.held.member.id}'`, 'wellkept_keys'), 't');
    await valid(this, receipt);
});
Then('Cove Clinic no longer reads anything of {word}', async function (name) {
    const portal = this.portal('Cove Clinic');
    for (const path of ['', '/samples?metric=heart_rate', '/connections']) assert.equal((await portal.call('GET', `/v1/members/${this.known(name).id}${path}`)).status, 404);
});

// Restores

Given('a backup of the data is made', async function () {
    this.backup = join(this.server.home.path, 'backup.sql');
    await writeFile(this.backup, await this.server.dump('wellkept'));
});
When('the backup is restored and the server starts again', async function () {
    const maria = this.known('Maria');
    const ahead = this.server.ahead ?? 0;
    await this.server.sql('DROP DATABASE wellkept WITH (FORCE)', 'wellkept_keys');
    await this.server.sql('CREATE DATABASE wellkept OWNER wellkept_owner', 'wellkept_keys');
    await run('psql', [`postgresql://wellkept_root@${encodeURIComponent(join(this.server.data, 'pg/socket'))}:5432/wellkept`, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', this.backup], { maxBuffer: 64 << 20 });
    assert.equal(await this.server.sql(`SELECT count(*) FROM access.subject WHERE subject_id = '${maria.id}' AND state = 'active'`), '1', 'the backup has her');
    await this.server.stop('SIGKILL');
    this.server.ahead = 0;
    await this.server.start();
    await this.server.advance(ahead);
});
Then('Cove Clinic finds Tom, and no longer finds Maria', async function () {
    const portal = this.portal('Cove Clinic');
    portal.token = undefined;
    assert.equal((await portal.call('GET', `/v1/members/${this.known('Tom').id}`)).status, 200);
    assert.equal((await portal.call('GET', `/v1/members/${this.known('Maria').id}`)).status, 404);
    assert.match(await this.server.log(), /"event":"erasures_replayed","entries":1,"erased":1/);
});
Then('what is left of Maria are counts, a random number that leads nowhere, and proofs', async function () {
    const maria = this.known('Maria');
    await expectNothingLeft(this, maria);
    // Whatever still has her number, has nothing beside it that was hers.
    assert.equal(await this.server.sql(`SELECT count(*) FROM access.audit_event WHERE actor_id = '${maria.id}'`), '0');
    assert.equal(await this.server.sql(`SELECT count(*) FROM sharing.event WHERE subject_id = '${maria.id}' AND payload <> '{}'`), '0');
    const left = JSON.parse(await this.server.sql(`SELECT receipt FROM rights.erasure WHERE subject_id = '${maria.id}'`));
    for (const [key, value] of Object.entries(left)) assert.ok(!JSON.stringify(value).includes('of-cove'), key);
});

// ---- accounts ----
Given('an installation of its own where Ida worked, and left', async function () {
    this.server = await Server.make({});
    this.apart = this.server;
    await this.server.start();
    this.mail = 'ida.left@example.org';
    await this.server.cli(['staff', 'invite', '--name', 'Ida Left', '--email', this.mail, '--role', 'privacy_officer']);
    await this.server.cli(['staff', 'end', this.mail]);
});
const accountsThere = (/** @type {any} */ world) => world.server.cli(['--json', 'staff', 'list']).then(JSON.parse);
Then('her account still says who she was', async function () {
    const [ida] = await accountsThere(this);
    assert.deepEqual([ida.name, ida.email, ida.status], ['Ida Left', this.mail, 'ended']);
});
Then('nothing says any more who she was', async function () {
    await until('the account is destroyed', async () => (await accountsThere(this)).length === 0, { seconds: 60 });
    for (const table of ['access.account', 'accounts.credential']) assert.equal(await this.server.sql(`SELECT count(*) FROM ${table}`), '0', table);
    assert.equal(await this.server.sql(`SELECT count(*) FROM access.handle WHERE kind = 'staff_email'`), '0');
});
