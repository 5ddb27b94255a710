// Input as an attacker or a broken client sends it: refused cleanly, and the server goes on serving.
import assert from 'node:assert/strict';
import { connect as tcp } from 'node:net';
import { after, before, test } from 'node:test';
import { connect as tls } from 'node:tls';
import { grants, Portal, read } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { sleep, until } from '../support/wait.mjs';

/** @type {any} */ let server, receiver, portal, member;
before(async () => {
    receiver = await startReceiver();
    server = await Server.make();
    await server.start();
    portal = await Portal.register(server, undefined, receiver, 'Harbour Clinic');
    member = await (await portal.provision('maria')).enter();
    await member.connect('direct', grants(['heart', 'body']));
    await portal.call('GET', '/v1/client');
});
after(async () => {
    await server?.remove();
    await receiver?.close();
});
const post = async (/** @type {string} */ path, /** @type {any} */ body, type = 'application/json') => read(await fetch(server.url + path, {
    method: 'POST', headers: { authorization: `Bearer ${portal.token}`, 'content-type': type }, body }));
const samples = () => `/v1/members/${member.id}/samples`;
const isProblem = (/** @type {any} */ a, /** @type {number[]} */ statuses) => {
    assert.ok(statuses.includes(a.status), `${a.status} ${a.text.slice(0, 300)}`);
    assert.match(a.headers.get('content-type') ?? '', /application\/problem\+json/);
    assert.equal(a.body.status, a.status);
};
const healthy = async () => assert.equal((await fetch(`${server.url}/health`)).status, 200);

const one = '{"metric":"heart_rate","start":"2026-10-01T00:00:00Z","value":60}';
for (const [what, body] of /** @type {[string, any][]} */ ([
    ['nothing', ''], ['half an object', '{"samples":[{"metric":'], ['a list instead of an object', '[]'], ['null', 'null'],
    ['20,000 levels of lists', '['.repeat(20_000) + ']'.repeat(20_000)], ['20,000 levels in a field', `{"samples":${'[{"a":'.repeat(10_000)}1${'}]'.repeat(10_000)}}`],
    ['a field twice', `{"samples":[${one}],"samples":[]}`], ['a field of a sample twice', '{"samples":[{"metric":"heart_rate","metric":"weight","start":"2026-10-01T00:00:00Z","value":60}]}'],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('{"samples":[{"metric":"heart_rate","start":"2026-10-01T00:00:00Z","value":60,"record":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}]}')])],
    ['half a surrogate', '{"samples":[{"metric":"heart_rate","start":"2026-10-01T00:00:00Z","value":60,"record":"\\ud800"}]}'],
    ['a number too large', '{"samples":[{"metric":"heart_rate","start":"2026-10-01T00:00:00Z","value":1e999}]}'], ['NaN', '{"samples":[{"metric":"heart_rate","start":"2026-10-01T00:00:00Z","value":NaN}]}'],
    ['text for a list', '{"samples":"none"}'], ['something behind the end', `{"samples":[${one}]} {}`], ['an unknown field', `{"samples":[${one}],"admin":true}`],
]))
    test(`samples: ${what}`, async () => {
        isProblem(await post(samples(), body), [400, 413, 422]);
        assert.equal((await member.call('GET', '/me/samples?metric=heart_rate')).body.samples?.length ?? 0, 0, 'something of it was kept');
    });
for (const [what, body] of [['20,000 levels', `{"user_key":${'['.repeat(20_000)}${']'.repeat(20_000)}}`], ['a field twice', '{"user_key":"a","user_key":"b"}'], ['an empty key', '{"user_key":""}'],
    ['a NUL in a key', '{"user_key":"a\\u0000b"}'], ['a key of a megabyte', `{"user_key":"${'k'.repeat(1_000_000)}"}`], ['no UTF-8', Buffer.from([0x7b, 0x22, 0x75, 0xff, 0x22, 0x7d])]])
    test(`a new Member: ${what}`, async () => isProblem(await post('/v1/members', body), [400, 413, 422]));

test('wrong media types are refused', async () => {
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'text/html', 'application/x-www-form-urlencoded'])
        isProblem(await post(samples(), `{"samples":[${one}]}`, type), [415]);
    isProblem(await read(await fetch(`${server.url}/oauth/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"grant_type":"client_credentials"}' })), [415]);
});
test('too many samples, and bodies that are too large, are refused before they are read', async () => {
    isProblem(await post(samples(), `{"samples":[${Array.from({ length: 10_001 }, () => one).join(',')}]}`), [413]);
    const answer = await raw(`POST ${samples()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${portal.token}\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 413/);
    await healthy();
});
test('headers that are too large or smuggle are refused', async () => {
    assert.match(await raw(`GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'h'.repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 431/);
    assert.match(await raw(`GET /${'p'.repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`), /^HTTP\/1\.1 (414|431)/);
    for (const [what, head] of [['two lengths', 'Content-Length: 5\r\nContent-Length: 6'], ['length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
        ['a negative length', 'Content-Length: -1'], ['a folded header', 'X-A: b\r\n c'], ['no host', 'X-No: host']])
        assert.match(await raw(`POST /oauth/token HTTP/1.1\r\n${what === 'no host' ? '' : 'Host: localhost\r\n'}${head}\r\n\r\nhello`), /^HTTP\/1\.1 4\d\d/, what);
    await healthy();
});
test('addresses that climb out are refused', async () => {
    for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/%00', '/%ff'])
        assert.match(await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 (400|404)/, path);
});
test('a client that sends one byte at a time is sent away, and others are served meanwhile', { timeout: 60_000 }, async () => {
    const slow = Array.from({ length: 50 }, () => {
        const socket = tls({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false });
        socket.on('error', () => undefined);
        const state = { socket, open: true };
        socket.once('close', () => { state.open = false; });
        let at = 0;
        const text = 'GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '.padEnd(4000, 's');
        const timer = setInterval(() => (state.open ? socket.write(text[at++]) : clearInterval(timer)), 500);
        return state;
    });
    for (let i = 0; i < 10; i++) { await healthy(); await sleep(100); }
    await until('all slow ones are gone', () => slow.every((s) => !s.open), { seconds: 25 });
});
test('raw bytes instead of TLS disturb nobody', async () => {
    for (let i = 0; i < 20; i++) {
        const socket = tcp(server.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.end(Buffer.from(Array.from({ length: 300 }, (_, k) => (k * 37 + i) % 256)));
    }
    await sleep(300);
    await healthy();
});

const many = Number(process.env.IDLE_CONNECTIONS ?? 1000);
test(`${many} idle TLS connections leave the server answering`, { timeout: 240_000 }, async (t) => {
    const sockets = [];
    let failed = 0;
    for (let i = 0; i < many; i += 50) {
        await Promise.all(Array.from({ length: Math.min(50, many - i) }, () => new Promise((resolve) => {
            const socket = tls({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false }, () => resolve(undefined));
            socket.once('error', () => { failed++; resolve(undefined); });
            sockets.push(socket);
        })));
    }
    assert.equal(failed, 0, `${failed} of ${many} were not taken`);
    const begun = performance.now();
    for (let i = 0; i < 20; i++) assert.equal((await portal.call('GET', '/v1/client')).status, 200);
    const each = (performance.now() - begun) / 20;
    t.diagnostic(`${each.toFixed(1)} ms an answer beside ${many} idle connections`);
    assert.ok(each < 1000);
    for (const socket of sockets) socket.destroy();
});

/** @param {string} text @returns {Promise<string>} what came back until the end, or for 8 s */
const raw = (text) => new Promise((resolve) => {
    let got = '';
    const socket = tls({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false }, () => socket.write(text));
    const done = () => { socket.destroy(); resolve(got); };
    socket.setTimeout(8000, done);
    socket.on('data', (d) => { got += d.toString('latin1'); if (/\r\n\r\n/.test(got)) done(); });
    socket.on('error', done);
    socket.on('close', done);
});
