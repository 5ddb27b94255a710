// The audit log under the hands of somebody who holds the database. Each scenario has an installation of its own: what is
// done to a log cannot be undone.
import { until } from '../support/wait.mjs';
import { After, Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificate, plainEnvironment, root } from '../support/places.mjs';
import { grants, Portal } from '../support/portal.mjs';
import { Server } from '../support/server.mjs';

const run = promisify(execFile);
const witnessBinary = process.env.WELLKEPT_WITNESS_BINARY ?? join(root, 'build/dev/bin/wellkept-witness');

/** Exit code and output, whatever the code. @param {Server} server @param {string[]} words */
const verdict = (server, words) => server.cli(['--json', 'audit', 'verify', ...words]).then(
    (stdout) => ({ code: 0, ...JSON.parse(stdout) }), (error) => ({ code: error.code, ...JSON.parse(error.stdout) }));

Given('an installation where Harbour Clinic has looked at Maria\'s measurements', async function () {
    const own = await Server.make({ settings: { audit: { sequence_seconds: 3600 } } });
    this.installation = own;
    await own.start();
    const portal = await Portal.register(own, /** @type {any} */ (undefined), /** @type {any} */ ({ url: 'https://localhost:9', got: [] }), 'Harbour Clinic', { programs: [] });
    const maria = await portal.provision('maria');
    await maria.enter();
    await maria.connect('direct', grants(['heart']));
    await portal.call('POST', `/v1/members/${maria.id}/samples`, { samples: [{ metric: 'heart_rate', start: '2026-11-01T08:00:00Z', value: 61 }] });
    const look = await portal.call('GET', `/v1/members/${maria.id}/samples?metric=heart_rate`);
    assert.equal(look.status, 200, look.text);
    await maria.call('GET', '/me/metrics');
    this.maria = maria;
    this.look = (await maria.call('GET', '/me/access-log')).body.entries.find((/** @type {any} */ e) => e.who.kind === 'client' && e.action === 'timeseries.read');
    assert.ok(this.look, 'the look is not in her log');
});
After(async function () {
    await this.installation?.remove();
});
Given('all rows of its audit log have their places', async function () {
    // The server's own work may add rows meanwhile.
    await until('no row waits for its place', async () => {
        await this.installation.cli(['audit', 'sequence']);
        return JSON.parse(await this.installation.cli(['--json', 'audit', 'status'])).waiting === 0;
    }, { seconds: 30 });
    this.before = await this.installation.sql('SELECT max(idx) FROM audit_log.entry');
});
Then('checking the audit log finds nothing', async function () {
    const found = await verdict(this.installation, []);
    assert.deepEqual([found.code, found.sound, found.findings], [0, true, []]);
    assert.equal(found.rows, found.entries);
});

/** @type {Record<string, (look: string) => string>} */
const deeds = {
    'deletes the row of that look': (look) => `DELETE FROM access.audit_event WHERE event_id = '${look}'`,
    'edits the row of that look': (look) => `UPDATE access.audit_event SET action = 'members.read' WHERE event_id = '${look}'`,
    'swaps the places of two rows': () => 'UPDATE audit_log.entry SET idx = 999 WHERE idx = 1; UPDATE audit_log.entry SET idx = 1 WHERE idx = 3; UPDATE audit_log.entry SET idx = 3 WHERE idx = 999',
    'cuts off the last rows': () => 'DELETE FROM access.audit_event WHERE event_id IN (SELECT event_id FROM audit_log.entry ORDER BY idx DESC LIMIT 2)',
    'drops the month\'s rows with their table': () => `DO $$ BEGIN EXECUTE 'DROP TABLE access.audit_event_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM'); END $$`,
    'takes out a place': (look) => `DELETE FROM audit_log.entry WHERE event_id = '${look}'`,
};
When(/^somebody who holds the database ((?:deletes|edits|swaps|cuts|drops|takes) .+)$/, async function (deed) {
    await this.installation.sql(deeds[deed](this.look.id));
});
When('somebody who holds the database puts the whole log back', async function () {
    // To a single row: as if there had never been more.
    await this.installation.sql(`DELETE FROM access.audit_event WHERE event_id IN (SELECT event_id FROM audit_log.entry WHERE idx > 0);
        DELETE FROM audit_log.entry; DELETE FROM audit_log.tile; DELETE FROM audit_log.checkpoint;
        INSERT INTO access.audit_pending SELECT at, event_id, commitment FROM access.audit_event`);
    await this.installation.cli(['audit', 'sequence']);
    assert.equal((await verdict(this.installation, [])).sound, true, 'from inside nothing shows');
});
/** @param {any} found @param {string} kind */
function finds(found, kind) {
    assert.equal(found.code, 1);
    const one = found.findings.find((/** @type {any} */ f) => f.kind === kind);
    assert.ok(one, JSON.stringify(found.findings));
    assert.ok(one.first >= 0 && /place/.test(one.where), one.where);
}
Then(/^checking the audit log finds an? (.+) and says where$/, async function (kind) {
    this.kind = kind;
    finds(await verdict(this.installation, []), kind);
});
Then('an exported copy says the same, without the database', async function () {
    const file = join(this.installation.home.path, 'export.jsonl');
    await this.installation.cli(['audit', 'export', file]);
    await this.installation.stop();
    finds(await verdict(this.installation, ['--export', file]), this.kind);
});

async function witness(world) {
    const { installation: own } = world;
    const key = (await fetch(`${own.url}/.well-known/wellkept.json`).then((r) => r.json())).audit_log.verifier_key;
    const words = ['--name', 'clinic.example/witness', '--key-file', join(own.home.path, 'witness.pem')];
    await run(witnessBinary, ['key', ...words], { env: plainEnvironment });
    world.checkpoint = join(own.home.path, 'witnessed');
    return run(witnessBinary, ['run', ...words, '--log-url', `${own.url}/tlog`, '--log-key', key, '--state', world.checkpoint, '--ca-file', certificate().cert,
        '--allow-private-addresses'], { env: plainEnvironment });
}
Given('a witness has co-signed the log', async function () {
    const { stdout } = await witness(this);
    assert.match(stdout, /— clinic\.example\/witness /);
});
Then('checking the audit log against the witness\'s checkpoint finds a truncation and says where', async function () {
    finds(await verdict(this.installation, ['--checkpoint', this.checkpoint]), 'truncation');
});
Then('the witness refuses to co-sign what is left', async function () {
    const seen = await readFile(this.checkpoint, 'utf8');
    await assert.rejects(witness(this), (/** @type {any} */ error) => error.code === 2);
    assert.equal(await readFile(this.checkpoint, 'utf8'), seen);
});

When('Maria downloads the proof of that look', async function () {
    const answer = await this.maria.call('GET', `/me/access-log/${this.look.id}/proof`);
    assert.equal(answer.status, 200, answer.text);
    this.proof = answer.body;
    this.proofFile = join(this.installation.home.path, 'look.tlog-proof');
    await writeFile(this.proofFile, answer.body.proof);
});
Then('the proof holds, checked without server and database', async function () {
    await this.installation.stop();
    const out = await this.installation.cli(['audit', 'check-proof', this.proofFile, '--key', this.proof.log_key]);
    assert.match(out, /^valid: place \d+/);
    assert.ok(out.includes(this.look.id) && out.includes('timeseries.read'));
});
Then('with one letter of the entry changed it does not hold', async function () {
    const extra = Buffer.from(this.proof.proof.match(/^extra (.*)$/m)[1], 'base64').toString();
    const changed = this.proof.proof.replace(/^extra .*$/m, `extra ${Buffer.from(extra.replace('timeseries.read', 'timeseries.reap')).toString('base64')}`);
    await writeFile(this.proofFile, changed);
    await assert.rejects(this.installation.cli(['audit', 'check-proof', this.proofFile, '--key', this.proof.log_key]), /is not in the signed log/);
});
