// How it travels (S1).
import { Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Portal } from '../support/portal.mjs';
import { sleep } from '../support/wait.mjs';

const run = promisify(execFile);

When('a scanner offers {word} {float} with {string}', async function (_tls, version, suite) {
    const flag = `-tls1${version > 1 ? `_${String(version).slice(2)}` : ''}`;
    const which = version >= 1.3 ? ['-ciphersuites', suite] : ['-cipher', `${suite}:@SECLEVEL=0`];
    const child = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${this.server.port}`, flag, ...which], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end();
    let text = '';
    child.stdout.on('data', (d) => { text += d; });
    child.stderr.on('data', (d) => { text += d; });
    await new Promise((resolve) => { child.once('exit', resolve); });
    // A scanner that cannot offer it proves nothing.
    assert.doesNotMatch(text, /no ciphers available|unknown option|no protocols available|Call to SSL_CONF_cmd/i, text.slice(0, 400));
    this.handshake = { text, accepted: /Cipher is (?!\(NONE\))/.test(text) };
});
Then('the handshake is refused', function () {
    assert.equal(this.handshake.accepted, false, this.handshake.text.slice(-600));
    assert.match(this.handshake.text, /alert/, 'it must be the server that says no');
});
Then('the handshake is accepted', function () {
    assert.equal(this.handshake.accepted, true, this.handshake.text.slice(0, 600));
});

const plain = (/** @type {number} */ port, /** @type {string} */ path) => new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host: `localhost:${port}` }, timeout: 5000 }, (answer) => {
        let text = '';
        answer.on('data', (d) => { text += d; });
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    }).once('error', reject).end();
});
When('plain HTTP asks for {string}, {string} and {string}', async function (one, two, three) {
    const paths = [one, two, three];
    this.paths = paths;
    this.plain = await Promise.all(paths.map((path) => plain(this.server.plainPort, path)));
});
Then('each is a redirect to the same address by HTTPS, without a cookie', function () {
    for (const [at, answer] of this.plain.entries()) {
        assert.ok([301, 308].includes(answer.status), `${this.paths[at]}: ${answer.status}`);
        assert.equal(answer.headers.location, this.server.url + this.paths[at]);
        assert.equal(answer.headers['set-cookie'], undefined);
    }
});
Then('plain HTTP on the HTTPS port gets no data', async function () {
    const text = await new Promise((resolve) => {
        let got = '';
        const socket = connect(this.server.port, '127.0.0.1', () => socket.write('GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n'));
        socket.setTimeout(15_000, () => socket.destroy());
        socket.on('data', (d) => { got += d.toString('latin1'); });
        socket.on('error', () => undefined);
        socket.once('close', () => resolve(got));
    });
    assert.doesNotMatch(/** @type {string} */ (text), /HTTP\/1\.1 200|wellkept/i);
});
Then('the answer to {string} has Strict-Transport-Security of at least a year', async function (path) {
    const header = (await fetch(this.server.url + path)).headers.get('strict-transport-security') ?? '';
    assert.ok(Number(header.match(/max-age=(\d+)/)?.[1]) >= 31_536_000, header || 'no such header');
});
When('the operator adds a Client whose webhook address begins with {string}', async function (scheme) {
    this.operator = await this.server.cli(['client', 'add', '--name', 'Cove Clinic', '--agreement', 'x', '--webhook-url', `${scheme}localhost:9/hook`]).then(() => '', (/** @type {any} */ e) => e.stderr || e.message);
});
Then('the operator is told that it must be https', function () {
    assert.match(this.operator, /https/);
});
When('a Client\'s webhook address has a certificate of an unknown issuer', async function () {
    const home = this.server.home.path, [key, cert] = ['stranger.key', 'stranger.pem'].map((f) => join(home, f));
    await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert]);
    this.handedOver = [];
    const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (req, res) => { this.handedOver.push(req.url); res.end(); });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
    const { port } = /** @type {any} */ (server.address());
    let met = 0;
    server.on('tlsClientError', () => { met++; });
    const portal = await Portal.register(this.server, this.vendors, { url: `https://localhost:${port}`, got: [] }, 'Cove Clinic', { programs: [] });
    const member = await (await portal.provision('tomas')).enter();
    await member.connect('direct', [{ category: 'body', purpose: 'share_with_client' }]);
    for (let i = 0; i < 50 && !met; i++) await sleep(200);
    server.close();
    server.closeAllConnections();
    this.met = met;
});
Then('no message is handed over there', function () {
    assert.ok(this.met > 0, 'the server never tried');
    assert.deepEqual(this.handedOver, []);
});
