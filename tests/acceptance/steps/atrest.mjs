// How it lies on disk (S6).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { doubles, search, shapes } from '../support/canary.mjs';
import { grants } from '../support/portal.mjs';
import { Server } from '../support/server.mjs';
import { sleep, until } from '../support/wait.mjs';

Given('values that occur nowhere else are planted through every door: User Key, samples, record names, an uploaded file, and a maker\'s answers', async function () {
    const [maria] = this.members.values();
    const portal = maria.portal, word = () => `canary-${randomBytes(9).toString('hex')}`;
    const key = word(), record = word(), fileName = word(), note = word();
    const number = 61.123456789012345, weight = 83.4567;
    const other = await portal.provision(key, { birth_date: '1931-03-07' });
    const sent = await portal.call('POST', `/v1/members/${maria.id}/samples`, { samples: [
        { metric: 'heart_rate', start: '2026-11-01T08:00:00Z', value: number, record },
        { metric: 'weight', start: '2026-11-01T08:00:00Z', value: weight, record: `${record}-w` }] });
    assert.equal(sent.body.accepted, 2, sent.text);
    await maria.connect('libre', grants(['glucose'], ['self']));
    const text = `${await readFile(new URL('../../data/imports/freestylelibre_txt_spanish.txt', import.meta.url), 'utf8')}\n99999\t2026/11/01 10:00\t6\t\t\t\t\t\t\t\t\t\t\t\t${note}\n`;
    const up = await maria.call('POST', `/me/imports?program=libre&zone=Europe/Madrid&name=${fileName}.txt`, text, { 'content-type': 'text/plain' });
    assert.equal(up.status, 202, up.text);
    await until('the file is read', async () => ['done', 'refused'].includes((await maria.call('GET', `/me/imports/${up.body.import_id}`)).body.state));
    // The maker's user id and tokens are what it answers with.
    await maria.connect('oura', grants(['activity']), { person: maria.person });
    const state = await this.vendors.get('state');
    const person = state.people.find((/** @type {any} */ p) => p.id === maria.person);
    const names = [key, record, fileName, note, String(person.oura), '1931-03-07', String(number).slice(0, 14)].filter((v) => v && v !== 'undefined');
    const tokens = this.vendors.parts.store.vendor('oura').oauth;
    for (const model of ['AccessToken', 'RefreshToken'])
        for (const [id, row] of Object.entries(tokens[model] ?? {})) if (/** @type {any} */ (row).accountId === maria.person) names.push(/** @type {any} */ (row).jti ?? id);
    names.push(portal.secret, portal.application.client_secret, portal.webhookSecret.replace(/^whsec_/, ''));
    this.planted = { names, needles: [...names.flatMap((v) => shapes(String(v))), ...doubles(number), ...doubles(weight)], key, record, number, other };
});
When('the database writes everything to disk', async function () {
    await this.server.sql('CHECKPOINT');
});
Then('the values are in no file of the data directory', async function () {
    const { files, bytes, found } = await search(this.server.data, this.planted.needles);
    assert.ok(files > 500 && bytes > 10_000_000, `only ${files} files of ${bytes} bytes were searched`);
    assert.deepEqual(found, []);
});
Then('the values are in no dump of either database', async function () {
    for (const database of ['wellkept', 'wellkept_keys']) {
        const dump = await this.server.dump(database);
        assert.ok(dump.length > 10_000);
        const found = this.planted.needles.filter((/** @type {Buffer} */ n) => dump.includes(n));
        assert.deepEqual(found.map(String), [], database);
    }
});
Then('the values are in no log of the server', async function () {
    const log = Buffer.from(await this.server.log());
    assert.ok(log.length > 1000, 'there is no log');
    assert.deepEqual(this.planted.needles.filter((/** @type {Buffer} */ n) => log.includes(n)).map(String), []);
});
Then('{client} reads them back exactly', async function (client) {
    const [maria] = this.members.values();
    const { body } = await this.portal(client).call('GET', `/v1/members/${maria.id}/samples?metric=heart_rate&from=2026-11-01T08:00:00Z&to=2026-11-01T08:00:01Z`);
    assert.deepEqual([body.samples[0].value, body.samples[0].record], [this.planted.number, this.planted.record]);
    assert.equal((await this.portal(client).call('GET', `/v1/members/${this.planted.other.id}`)).body.user_key, this.planted.key);
});
When('a value is written to the data directory on purpose', async function () {
    this.onPurpose = { value: `canary-${randomBytes(9).toString('hex')}`, path: join(this.server.data, 'blobs/on-purpose') };
    await writeFile(this.onPurpose.path, `${'x'.repeat((1 << 20) - 7)}${Buffer.from(` ${this.onPurpose.value} `).toString('base64')}`);
});
Then('the search finds it', async function () {
    const { found } = await search(this.server.data, shapes(this.onPurpose.value));
    await rm(this.onPurpose.path);
    assert.deepEqual(found, [this.onPurpose.path]);
});
Then('{word} and {word} have different wrapped keys, in a database apart from the data', async function (one, two) {
    const wrapped = await Promise.all([one, two].map((name) => this.server.sql(`SELECT string_agg(encode(wrapped, 'hex'), ',') FROM keys.person_key WHERE subject_id = '${this.known(name).id}'`, 'wellkept_keys')));
    assert.ok(wrapped[0].length >= 64 && wrapped[1].length >= 64);
    assert.ok(wrapped[0].split(',').every((/** @type {string} */ w) => !wrapped[1].includes(w)));
    assert.equal(await this.server.sql("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'keys'"), '0');
});
Given('an installation with data that has been stopped', async function () {
    const own = await Server.make({});
    this.ownServer = own;
    await own.start();
    await own.cli(['client', 'add', '--name', 'Cove Clinic', '--agreement', 'x']);
    await own.stop();
    this.rootKey = join(own.home.path, 'root.key');
});
/** Starts it with the key as it was left, and again with the right one. */
async function refusesOnce(world) {
    const { ownServer: own, rootKey } = world;
    const started = await own.start({ seconds: 30 }).then(() => true, () => false);
    await own.stop();
    await rename(`${rootKey}.away`, rootKey);
    await own.start();
    await own.remove();
    assert.equal(started, false, 'the server started');
}
Then('without the root key\'s file the server does not start', async function () {
    await rename(this.rootKey, `${this.rootKey}.away`);
    await refusesOnce(this);
});
Then('with another root key the server does not start', async function () {
    await rename(this.rootKey, `${this.rootKey}.away`);
    const other = await Server.make({});
    await other.start();
    await other.stop();
    await writeFile(this.rootKey, await readFile(join(other.home.path, 'root.key')), { mode: 0o600 });
    await other.home.remove();
    await refusesOnce(this);
});
When('a server crashes', async function () {
    const own = await Server.make({});
    this.crashed = own;
    await own.start({ dumps: true });
    own.child.kill('SIGSEGV');
    const { signal } = await own.ended;
    assert.equal(signal, 'SIGSEGV');
    // Another program, crashed alike beside it, shows whether this machine writes memory images there at all.
    const other = spawn('prlimit', ['--core=unlimited', 'sleep', '60'], { cwd: own.home.path });
    await sleep(300);
    other.kill('SIGSEGV');
    await once(other, 'exit');
    await sleep(300);
});
Then('no memory image of it is written where another program\'s is', async function () {
    const image = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0]);
    const { found } = await search(this.crashed.home.path, [image]);
    const beside = found.filter((path) => /\/core[^/]*$/.test(path));
    await this.crashed.home.remove();
    if (beside.length === 0) this.log('This machine keeps memory images elsewhere: nothing could be seen here.');
    assert.ok(beside.length <= 1, found.join(', '));
    assert.deepEqual(found.filter((path) => !beside.includes(path)), []);
});
