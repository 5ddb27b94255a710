// A call's recording of two gigabytes: cut off half-way, the server killed besides, resumed, and heard, in bounded memory.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { employed, must } from '../support/care.mjs';
import { Server } from '../support/server.mjs';
import { sound, Telephone } from '../support/telephone.mjs';

const mebi = 1024 * 1024;
const size = Number(process.env.RECORDING_MIB ?? 2048) * mebi, step = 8 * mebi;
const memoryMax = 400 * mebi;
/** @type {any} */ let server;
before(async () => {
    server = await Server.make({});
    await server.start();
});
after(async () => server?.remove());

/** The most memory that the server had at any moment, in bytes. */
const most = async () => Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) * 1024;

test('two gigabytes, cut off half-way and resumed', async () => {
    const telephone = await Telephone.connect(server);
    const call = await telephone.ring();
    const at = (await telephone.announce(call, size)).headers.get('location') ?? '';
    // Mostly silence; each piece says which it is.
    const silence = Buffer.alloc(step), first = sound(step);
    const piece = (/** @type {number} */ offset) => {
        if (offset === 0) return first;
        silence.writeBigUInt64LE(BigInt(offset), 0);
        return silence;
    };
    const send = async (/** @type {number} */ from, /** @type {number} */ until) => {
        for (let o = from; o < until; o += step) {
            const answer = await telephone.patch(at, o, piece(o));
            assert.equal(answer.status, 204, `${o} ${answer.text}`);
        }
    };
    const half = Math.floor(size / 2 / step) * step;
    await send(0, half);
    assert.ok(await most() < memoryMax, `${await most() / mebi} MiB before the break`);
    // Killed while a piece is on its way: nobody knows whether it was taken.
    const lost = telephone.patch(at, half, piece(half)).catch(() => undefined);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    await server.stop('SIGKILL');
    await lost;
    await server.start();
    const here = await telephone.offset(at);
    assert.ok(here === half || here === half + step, `${here}`);
    await send(here, size);
    assert.equal(await telephone.offset(at), size);
    assert.equal((await telephone.tell('call.ended', call)).status, 204);
    assert.ok(await most() < memoryMax, `${await most() / mebi} MiB after the break`);

    const manager = await employed(server, 'Cora', 'case_manager');
    const { calls } = await must(manager, 'GET', '/care/calls', undefined, 200);
    const opened = await must(manager, 'POST', `/care/reviews/${calls[0].person_id}/playbacks`, { recording_id: at.split('/').at(-1), reason: 'A test of the exchange' }, 201);
    const hear = async (/** @type {number} */ from, /** @type {number} */ bytes) => {
        const answer = await fetch(server.url + opened.url, { headers: { cookie: manager.cookie, range: `bytes=${from}-${from + bytes - 1}` } });
        assert.equal(answer.status, 206);
        assert.equal(answer.headers.get('content-range'), `bytes ${from}-${from + bytes - 1}/${size}`);
        return Buffer.from(await answer.arrayBuffer());
    };
    assert.ok((await hear(100, 4096)).equals(first.subarray(100, 4196)));
    for (const offset of [half - step, half, half + step, size - step]) assert.equal((await hear(offset, 16)).readBigUInt64LE(0), BigInt(offset));
    assert.equal((await hear(size - 5, 5)).length, 5);
    assert.ok(await most() < memoryMax, `${await most() / mebi} MiB while it was heard`);
});
