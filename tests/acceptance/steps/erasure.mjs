// Revocation, and that nothing is left (D15).
import { Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read } from '../support/portal.mjs';
import { sleep, until } from '../support/wait.mjs';
import { readAllWays } from './connect.mjs';

const words = { confirm: 'erase everything' };

When('{word} revokes everything', async function (name) {
    const member = this.known(name);
    const answer = await member.call('POST', '/me/revocation', words);
    assert.equal(answer.status, 202, answer.text);
    this.receiptToken = answer.body.receipt_token;
    this.upAt = member.portal.receiver.got.length;
    member.staysOut = true;
    // At once, before the work in the background can have been done.
    this.atOnce = [await member.call('GET', '/me'), await member.call('GET', '/me/metrics')];
    this.clientAtOnce = await readAllWays(member.portal, member, 'steps');
});
Then('{word}\'s session and {client}\'s readings give nothing from that answer on', function (_name, _client) {
    // The page that shows the erasure may still say that it goes on; no data come with it.
    const [self, data] = this.atOnce;
    assert.ok(self.status === 401 || self.body?.status === 'erasing', self.text);
    assert.ok([401, 404].includes(data.status), data.text);
    for (const { way, status, count } of this.clientAtOnce) assert.ok(status === 404 || (status === 200 && count === 0), `${way}: ${status}, ${count}`);
});
When('{word} disconnects {word}', async function (name, program) {
    const member = this.known(name);
    const answer = await member.call('DELETE', `/me/connections/${member.connections[program]}`);
    assert.equal(answer.status, 202, answer.text);
    this.receiptToken = answer.body.receipt_token;
});
When('{client} ends {word}\'s membership', async function (client, name) {
    const answer = await this.portal(client).call('DELETE', `/v1/members/${this.known(name).id}`);
    assert.equal(answer.status, 202, answer.text);
    this.receiptToken = answer.body.receipt_token;
});
When('{client} registers {word}\'s User Key again', async function (client, name) {
    this.again = await this.portal(client).provision(this.known(name).userKey);
});
Then('that is another Member without any data', async function () {
    const [member] = this.members.values();
    assert.notEqual(this.again.id, member.id);
    await this.again.enter();
    assert.equal((await this.again.metrics()).size, 0);
    for (const path of ['/me/connections', '/me/permissions', '/me/consents', '/me/imports'])
        assert.deepEqual(Object.values((await this.again.call('GET', path)).body)[0], [], path);
});
When('{word} sends a revocation without the words that confirm it', async function (name) {
    this.answer = await this.known(name).call('POST', '/me/revocation', { confirm: 'yes' });
});
Then('{word} gets a receipt whose every step is done', async function (name) {
    this.receipt = await this.known(name).receipt(this.receiptToken);
    assert.ok(this.receipt.steps.length >= 5);
    for (const step of this.receipt.steps) assert.equal(step.state, 'done', JSON.stringify(step));
    assert.equal(this.receipt.receipt.member_id, this.known(name).id);
    assert.ok(this.receipt.receipt.keys_destroyed >= 1 && this.receipt.receipt.rows_erased >= 1);
});
Then('the receipt is valid by the command line and by the key that the server publishes', async function () {
    const file = join(this.server.home.path, 'receipt.json');
    await writeFile(file, JSON.stringify(this.receipt));
    assert.match(await this.server.cli(['keys', 'verify-receipt', file]), /^valid/);
    const { body } = await read(await fetch(`${this.server.url}/.well-known/wellkept.json`));
    assert.match(await this.server.cli(['keys', 'verify-receipt', '--key', body.receipt_keys[0].public_key, file]), /^valid/);
});
Then('the receipt is not valid with one character changed', async function () {
    const file = join(this.server.home.path, 'forged.json');
    await writeFile(file, JSON.stringify({ ...this.receipt, receipt_text: this.receipt.receipt_text.replace(/"rows_erased":\d/, (/** @type {string} */ found) => found.slice(0, -1) + ((Number(found.at(-1)) + 1) % 10)) }));
    await assert.rejects(this.server.cli(['keys', 'verify-receipt', file]), /NOT VALID/);
});
Then('the tokens at oura and withings are dead, and the makers were told so by us', async function () {
    const [member] = this.members.values();
    for (const vendor of ['oura', 'withings']) {
        const rows = (/** @type {any} */ answer) => (Array.isArray(answer) ? answer : Object.values(answer).find(Array.isArray) ?? []);
        const alive = rows(await this.vendors.get(`tokens?vendor=${vendor}`)).filter((/** @type {any} */ t) => t.person === member.person && t.client === member.portal.application.client_id);
        assert.deepEqual(alive, [], vendor);
        const ended = rows(await this.vendors.get(`revocations?vendor=${vendor}`)).filter((/** @type {any} */ r) => r.person === member.person);
        assert.ok(ended.some((/** @type {any} */ r) => r.by === 'application'), `${vendor}: ${JSON.stringify(ended)}`);
        assert.equal(this.receipt.receipt.vendors.find((/** @type {any} */ v) => v.program === vendor).outcome, 'revoked');
    }
});
Then('the receipt says that oura could not be reached', function () {
    assert.equal(this.receipt.receipt.vendors.find((/** @type {any} */ v) => v.program === 'oura').outcome, 'unreachable');
});
Then('no table of either database knows {word}\'s number, but the ledger of erasures and the notice to her Client', async function (name) {
    const member = this.known(name);
    const found = [];
    for (const database of ['wellkept', 'wellkept_keys']) {
        let table = '';
        for (const line of (await this.server.dump(database)).toString('latin1').split('\n')) {
            const copy = line.match(/^COPY (\S+) \(/);
            if (copy) table = copy[1];
            // The notice has to say whom it is about; it must say nothing else.
            const notice = table === 'sharing.event' && /\tmember\.erased\t\{\}\t/.test(line);
            if (line.includes(member.id) && !notice && !['rights.erasure', 'rights.receipt', 'keys.erasure', 'keys.tombstone'].includes(table)) found.push(`${table}: ${line.slice(0, 260)}`);
            if (line.includes(member.userKey)) found.push(`User Key in ${table}`);
        }
    }
    assert.deepEqual(found, []);
});
Then('no uploaded file of hers is left', async function () {
    const [member] = this.members.values();
    const files = await readdir(join(this.server.data, 'blobs'), { recursive: true }).catch(() => []);
    assert.deepEqual(files.filter((f) => String(f).includes(member.id)), []);
});
Then('{client} is told of the end, without any of the data', async function (client) {
    const [member] = this.members.values();
    const portal = this.portal(client);
    const told = await until('the event of the erasure', () => portal.deliveries().find((/** @type {any} */ d) => d.message.type === 'member.erased' && d.message.data.member_id === member.id));
    assert.deepEqual(Object.keys(told.message.data).sort(), ['member_id']);
});
Then('{client} no longer finds {word}', async function (client, name) {
    const portal = this.portal(client), member = this.known(name);
    assert.equal((await portal.call('GET', `/v1/members/${member.id}`)).status, 404);
    assert.ok(!(await portal.all('/v1/members', 'members')).some((/** @type {any} */ m) => m.member_id === member.id));
    for (const { way, status, count } of await readAllWays(portal, member, 'steps')) assert.ok(status === 404 && count === 0, way);
});
Then('no message with data of {word} arrives at {client}', async function (name, client) {
    const portal = this.portal(client), member = this.known(name);
    await sleep(2500);
    const after = portal.receiver.got.slice(this.upAt).filter((/** @type {any} */ d) => d.path === portal.hookPath && d.message?.data?.member_id === member.id);
    assert.deepEqual(after.filter((/** @type {any} */ d) => !/erased|revoked/.test(d.message.type)).map((/** @type {any} */ d) => d.message.type), []);
});
When('{word} revokes everything and the server is killed at that moment', async function (name) {
    const answer = await this.known(name).call('POST', '/me/revocation', words);
    assert.equal(answer.status, 202, answer.text);
    this.receiptToken = answer.body.receipt_token;
    await this.server.stop('SIGKILL');
});
When('the server starts again', async function () {
    const ahead = this.server.ahead ?? 0;
    this.server.ahead = 0;
    await this.server.start();
    await this.server.advance(ahead);
    for (const portal of [this.portal('Harbour Clinic'), this.portal('Bayview Clinic')]) portal.token = undefined;
});
