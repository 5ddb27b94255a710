// The server is killed at any moment, told to stop, or finds the disk full: what it acknowledged is there, once.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { temporary } from '../support/places.mjs';
import { grants, Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { postmasters, Server } from '../support/server.mjs';
import { sleep, until } from '../support/wait.mjs';

const run = promisify(execFile);
/** @type {any} */ let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => receiver?.close());

async function house(options = {}) {
    const server = await Server.make(options);
    await server.start();
    const portal = await Portal.register(server, undefined, receiver, 'Harbour Clinic');
    const member = await (await portal.provision('maria')).enter();
    await member.connect('direct', grants(['heart']));
    await portal.call('GET', '/v1/client');
    return { server, portal, member };
}
/** The n-th batch: times and values of its own, so that a loss and a double both show. @param {number} n */
const batch = (n, size = 40) => Array.from({ length: size }, (_, i) => ({ metric: 'heart_rate', start: new Date(Date.UTC(2026, 8, 1) + (n * size + i) * 1000).toISOString(), value: 40 + ((n * 31 + i) % 200), record: `b${n}-${i}` }));
const key = (/** @type {any} */ s) => `${new Date(s.start).toISOString()} ${s.value} ${s.record}`;

/** Posts until told to stop; knows what was acknowledged. @param {any} portal @param {any} member */
function poster(portal, member, { sides = 3, size = 40 } = {}) {
    const state = { acknowledged: /** @type {any[]} */ ([]), sent: /** @type {any[]} */ ([]), refused: /** @type {any[]} */ ([]), broken: 0, over: false, next: 0, done: Promise.resolve(/** @type {any} */ ([])) };
    const side = async () => {
        while (!state.over) {
            const samples = batch(state.next++, size);
            state.sent.push(...samples);
            try {
                const answer = await portal.call('POST', `/v1/members/${member.id}/samples`, { samples });
                if (answer.status === 200 && answer.body.accepted === size) state.acknowledged.push(...samples);
                else { state.refused.push(answer); await sleep(50); }
            } catch { state.broken++; await sleep(50); }
        }
    };
    state.done = Promise.all(Array.from({ length: sides }, side));
    return state;
}
async function holdsOnce(portal, member, states) {
    const there = await portal.all(`/v1/members/${member.id}/samples?metric=heart_rate&limit=5000`, 'samples');
    const count = new Map();
    for (const sample of there) count.set(key(sample), (count.get(key(sample)) ?? 0) + 1);
    const sent = new Set(states.flatMap((/** @type {any} */ s) => s.sent.map(key)));
    assert.deepEqual([...count].filter(([, n]) => n > 1).slice(0, 3), [], 'something is there twice');
    assert.deepEqual([...count.keys()].filter((k) => !sent.has(k)).slice(0, 3), [], 'something is there that nobody sent');
    const lost = states.flatMap((/** @type {any} */ s) => s.acknowledged).filter((/** @type {any} */ s) => !count.has(key(s)));
    assert.equal(lost.length, 0, `${lost.length} acknowledged samples are lost, such as ${lost[0] && key(lost[0])}`);
    return there.length;
}

test('kill -9 at random moments: every acknowledged sample is there exactly once, and no database is left behind', { timeout: 300_000 }, async (t) => {
    const { server, portal, member } = await house();
    const rounds = Number(process.env.CRASHES ?? 5), states = [];
    let next = 0;
    for (let round = 0; round < rounds; round++) {
        const state = poster(portal, member);
        state.next = next;
        states.push(state);
        await until('something was acknowledged', () => state.acknowledged.length > 0, { every: 5 });
        await sleep(Math.random() * 900);
        await server.stop('SIGKILL');
        state.over = true;
        await state.done;
        next = state.next;
        await until('the postmaster went with the server', async () => (await postmasters(server.data)).length === 0, { seconds: 20 });
        await server.start();
        await holdsOnce(portal, member, states);
    }
    // Sending everything again, as a client does that got no answer, makes no double.
    const all = states.flatMap((s) => s.sent);
    for (let i = 0; i < all.length; i += 5000) assert.equal((await portal.call('POST', `/v1/members/${member.id}/samples`, { samples: all.slice(i, i + 5000) })).status, 200);
    t.diagnostic(`${rounds} crashes, ${states.reduce((n, s) => n + s.acknowledged.length, 0)} samples acknowledged, ${await holdsOnce(portal, member, states)} there`);
    assert.match(await server.cli(['keys', 'verify']), /keys open/);
    await server.remove();
});

test('SIGTERM: what was begun is answered, what comes later is turned away, and all ends in order', { timeout: 120_000 }, async () => {
    const { server, portal, member } = await house();
    const state = poster(portal, member);
    await until('something was acknowledged', () => state.acknowledged.length > 200, { every: 5 });
    const begun = performance.now();
    const { code, signal } = await server.stop('SIGTERM');
    const took = performance.now() - begun;
    state.over = true;
    await state.done;
    assert.deepEqual([code, signal], [0, null]);
    assert.ok(took < 25_000, `${took} ms`);
    assert.ok(state.refused.every((/** @type {any} */ a) => a.status === 503), JSON.stringify(state.refused.map((/** @type {any} */ a) => a.status)));
    assert.deepEqual(await postmasters(server.data), []);
    await server.start();
    await holdsOnce(portal, member, [state]);
    await server.remove();
});

test('a full disk: refused with 503, nothing acknowledged is lost, and it goes on when there is room again', { timeout: 300_000 }, async (t) => {
    const place = await temporary('full');
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=220m,mode=0711', 'tmpfs', place.path]).then(() => true, () => false);
    if (!mounted) {
        await place.remove();
        return t.skip('a small file system can be mounted by root only: full disk not tried');
    }
    /** @type {any} */ let server;
    try {
        await mkdir(join(place.path, 'data'), { mode: 0o711 });
        const made = await house({ data: join(place.path, 'data/wellkept') });
        server = made.server;
        const { portal, member } = made;
        const filler = join(place.path, 'filler');
        const { bavail, bsize } = await statfs(place.path);
        await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - 12 * 1024 * 1024)));
        const state = poster(portal, member, { sides: 2, size: 5000 });
        await until('the disk is full', async () => state.refused.length >= 3 || state.broken > 5, { seconds: 120 });
        state.over = true;
        await state.done;
        assert.ok(state.refused.length > 0, `no refusal, ${state.broken} connections broken`);
        for (const answer of state.refused) {
            assert.equal(answer.status, 503, answer.text);
            assert.match(answer.headers.get('content-type'), /problem\+json/);
            assert.ok(answer.headers.get('retry-after'), '503 without Retry-After');
        }
        assert.equal(server.child.over, undefined, 'the server ended');
        await rm(filler);
        const again = poster(portal, member, { sides: 1, size: 40 });
        again.next = 100_000;
        await until('samples are taken again', () => again.acknowledged.length > 0, { seconds: 60 });
        again.over = true;
        await again.done;
        t.diagnostic(`${state.acknowledged.length} acknowledged before the disk was full, ${state.refused.length} requests refused; ${await holdsOnce(portal, member, [state, again])} there`);
    } finally {
        await server?.stop('SIGTERM');
        await run('umount', ['-l', place.path]);
        await server?.home.remove();
        await place.remove();
    }
});
