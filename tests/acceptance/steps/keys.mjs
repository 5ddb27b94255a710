// Renewing keys, and bringing them back from a backup (S6).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/wait.mjs';

/** @param {any} world */
const status = async (world) => JSON.parse(await world.server.cli(['--json', 'keys', 'status']));
/** @param {any} world @param {any} portal */
const versions = async (world, portal) => (await status(world)).versions
    .filter((/** @type {any} */ v) => v.client === portal.id && v.purpose === 'wrap').map((/** @type {any} */ v) => [v.version, v.state, v.person_keys]);

/** With its clock where it was. @param {any} world */
async function startAgain(world) {
    const ahead = world.server.ahead ?? 0;
    world.server.ahead = 0;
    await world.server.start();
    await world.server.advance(ahead);
    for (const name of ['Harbour Clinic', 'Bayview Clinic']) world.portal(name).token = undefined;
}

Given('{client} knows {word}\'s weight exactly', async function (client, name) {
    const sent = await this.portal(client).call('POST', `/v1/members/${this.known(name).id}/samples`, { samples: [{ metric: 'weight', start: '2026-11-01T08:00:00Z', value: 81.25 }] });
    assert.equal(sent.body.accepted, 1, sent.text);
});
Then('{client} still knows {word}\'s weight exactly, and can add another', async function (client, name) {
    const portal = this.portal(client), { id } = this.known(name);
    const read = () => portal.call('GET', `/v1/members/${id}/samples?metric=weight&from=2026-11-01T08:00:00Z&to=2026-11-01T08:00:01Z`);
    assert.equal((await read()).body.samples[0].value, 81.25);
    const sent = await portal.call('POST', `/v1/members/${id}/samples`, { samples: [{ metric: 'weight', start: '2026-11-02T08:00:00Z', value: 81 }] });
    assert.equal(sent.body.accepted, 1, sent.text);
});
When('the key that wraps the keys of {client}\'s Members is renewed', async function (client) {
    const portal = this.portal(client);
    this.keysBefore = await versions(this, portal);
    await this.server.cli(['keys', 'rotate', 'tenant', '--client', portal.id]);
});
When('the server is killed at that moment and starts again', async function () {
    await this.server.stop('SIGKILL');
    await startAgain(this);
});
Then('soon every key of {client}\'s Members is under the new one, and the old one opens nothing any more', async function (client) {
    const portal = this.portal(client), [old, , count] = this.keysBefore.at(-1);
    await until('all is re-wrapped', async () => {
        const now = await versions(this, portal);
        return now.at(-2)?.[1] === 'disabled' && now.at(-1)?.[1] === 'primary';
    }, { seconds: 60 });
    const now = await versions(this, portal);
    assert.deepEqual(now.at(-2), [old, 'disabled', 0]);
    assert.equal(now.at(-1)[0], old + 1);
    assert.ok(now.at(-1)[2] >= count && count > 0, JSON.stringify(now));
});
Then('the old one can be destroyed, and nothing needs it', async function () {
    assert.match(await this.server.cli(['keys', 'retire', 'tenant']), /^1 versions destroyed/m);
    const { closed } = JSON.parse(await this.server.cli(['--json', 'keys', 'verify']));
    assert.equal(closed, 0);
});
When('the root key is renewed and the old one destroyed, while the server runs', async function () {
    this.rootBefore = (await status(this)).roots.map((/** @type {any} */ r) => r.root);
    await this.server.cli(['keys', 'rotate', 'root']);
    await this.server.cli(['keys', 'retire', 'root']);
});
Then('another root key is in use, and every key opens', async function () {
    const roots = (await status(this)).roots.map((/** @type {any} */ r) => r.root);
    assert.equal(roots.length, 1);
    assert.ok(!this.rootBefore.includes(roots[0]));
    const { open, closed } = JSON.parse(await this.server.cli(['--json', 'keys', 'verify']));
    assert.ok(open > 5);
    assert.equal(closed, 0);
});
When('the keys are backed up', async function () {
    this.backups = join(this.server.home.path, 'key-backups');
    await this.server.cli(['keys', 'backup', this.backups]);
    const names = await readdir(this.backups);
    this.backup = join(this.backups, names.sort().at(-1) ?? '');
});
When('the keystore is lost and restored from that backup', async function () {
    const { server } = this;
    await server.sql('TRUNCATE keys.person_key, keys.tenant_key, keys.wrapping, keys.tombstone', 'wellkept_keys');
    await server.stop();
    await assert.rejects(server.start({ seconds: 30 }), /keys restore/, 'it started without its keys');
    this.restored = JSON.parse(await server.cli(['--json', 'keys', 'restore', this.backup]));
    await startAgain(this);
});
Then('no key of {word} came back', async function (name) {
    assert.ok(this.restored.kept_out > 0 && this.restored.person_keys > 0, JSON.stringify(this.restored));
    assert.equal(await this.server.sql(`SELECT count(*) FROM keys.person_key WHERE subject_id = '${this.known(name).id}'`, 'wellkept_keys'), '0');
});
