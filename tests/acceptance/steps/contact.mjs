// How a Member is called and reached, and what a payment needs (D3).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { search, shapes } from '../support/canary.mjs';

const word = () => randomBytes(6).toString('hex');

Given('{word} has a membership with {client}', async function (name, client) {
    const member = await (await this.portal(client).provision(`${name}-${word()}`)).enter();
    this.members.set(name, member);
    this.contactOf = client;
});
When('Maria gives her name, address, e-mail and telephone, and a payment provider\'s token', async function () {
    const planted = word();
    this.given = { name: `Maria ${planted}`, email: `maria@${planted}.example`, phone: '+353 1 774 20 18', address: [`12 ${planted} Quay`, 'Dublin'],
        payment: { provider: 'example-pay', token: `tok_${planted}` } };
    this.sought = [this.given.name, this.given.email, this.given.phone, this.given.address[0], this.given.payment.token].flatMap(shapes);
    const answer = await this.known('Maria').call('PUT', '/me/contact', this.given);
    assert.equal(answer.status, 200, answer.text);
});
When('{client} sends the card number {string} as Maria\'s payment', async function (client, number) {
    const path = `/v1/members/${this.known('Maria').id}/contact`;
    this.given = { name: 'Maria', payment: { provider: 'example-pay', token: 'tok_before' } };
    assert.equal((await this.portal(client).call('PUT', path, this.given)).status, 200);
    this.sought = shapes(number).concat(shapes(number.replaceAll(' ', '')));
    this.refusal = await this.portal(client).call('PUT', path, { name: 'Maria', payment: { provider: 'example-pay', token: number } });
});
Then('it is refused with the advice to send the provider\'s token', function () {
    assert.equal(this.refusal.status, 400, this.refusal.text);
    assert.match(this.refusal.body.detail, /token/);
    assert.doesNotMatch(this.refusal.text, /4000/);
});
Then(/^(?:they are|the card number is) in no file, dump or log of the installation$/, async function () {
    const { files, found } = await search(this.server.data, this.sought);
    assert.ok(files > 500, `only ${files} files were searched`);
    assert.deepEqual(found, []);
    for (const database of ['wellkept', 'wellkept_keys']) {
        const dump = await this.server.dump(database);
        assert.deepEqual(this.sought.filter((/** @type {Buffer} */ n) => dump.includes(n)).map(String), [], database);
    }
    const log = Buffer.from(await this.server.log());
    assert.deepEqual(this.sought.filter((/** @type {Buffer} */ n) => log.includes(n)).map(String), []);
});
Then('Maria and {client} read them back', async function (client) {
    assert.deepEqual((await this.known('Maria').call('GET', '/me/contact')).body, this.given);
    assert.deepEqual((await this.portal(client).call('GET', `/v1/members/${this.known('Maria').id}/contact`)).body, this.given);
});
Then('{client} does not learn them', async function (client) {
    assert.equal((await this.portal(client).call('GET', `/v1/members/${this.known('Maria').id}/contact`)).status, 404);
});
Then('what was on file before is still there', async function () {
    assert.deepEqual((await this.portal(this.contactOf).call('GET', `/v1/members/${this.known('Maria').id}/contact`)).body, this.given);
});
