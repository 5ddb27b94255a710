// A telephone system of the helpline: tells of calls by signed messages (Standard Webhooks), hands recordings in by tus 1.0.0.
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { read } from './portal.mjs';
import { employed } from './care.mjs';

const base64 = (/** @type {string} */ text) => Buffer.from(text).toString('base64');

/** Sound of nobody: a WAV header and bytes that are nowhere the same. @param {number} size */
export function sound(size) {
    const header = Buffer.alloc(44);
    header.write('RIFF', 0); header.writeUInt32LE(size - 8, 4); header.write('WAVEfmt ', 8); header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20); header.writeUInt16LE(1, 22); header.writeUInt32LE(8000, 24); header.writeUInt32LE(8000, 28);
    header.writeUInt16LE(1, 32); header.writeUInt16LE(8, 34); header.write('data', 36); header.writeUInt32LE(size - 44, 40);
    return Buffer.concat([header, randomBytes(size - 44)]);
}

export class Telephone {
    /** @param {any} server */
    static async connect(server) {
        const telephone = new Telephone();
        telephone.server = server;
        const administrator = await employed(server, `Sam${randomBytes(3).toString('hex')}`, 'security_administrator');
        const made = await administrator.call('POST', '/care/telephone-systems', { name: 'Exchange' });
        assert.equal(made.status, 201, made.text);
        Object.assign(telephone, made.body);
        return telephone;
    }

    /** @param {string} type @param {string} call @param {object} [more] */
    async tell(type, call, more = {}) {
        const body = JSON.stringify({ type, call, at: new Date(this.server.now()).toISOString(), ...more });
        const id = `msg_${randomBytes(8).toString('hex')}`, at = String(Math.floor(this.server.now() / 1000));
        const signature = createHmac('sha256', Buffer.from(/** @type {any} */ (this).webhook_secret.slice(6), 'base64')).update(`${id}.${at}.${body}`).digest('base64');
        return read(await fetch(`${this.server.url}/care/telephone/${/** @type {any} */ (this).id}/events`, {
            method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` },
        }));
    }

    /** @param {string} method @param {string} path @param {Record<string, string>} [headers] @param {Buffer} [body] */
    async tus(method, path, headers = {}, body) {
        return read(await fetch(this.server.url + path, { method, body, headers: { authorization: `Bearer ${/** @type {any} */ (this).token}`, 'tus-resumable': '1.0.0', ...headers } }));
    }
    /** @param {string} call @param {number} size */
    announce(call, size) {
        return this.tus('POST', `/care/telephone/calls/${call}/recordings`, { 'upload-length': String(size), 'upload-metadata': `filetype ${base64('audio/wav')}` });
    }
    /** @param {string} at @param {number} offset @param {Buffer} bytes */
    patch(at, offset, bytes, checksum = createHash('sha256').update(bytes).digest('base64')) {
        return this.tus('PATCH', at, { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), 'upload-checksum': `sha256 ${checksum}` }, bytes);
    }
    /** How much of it is there. @param {string} at */
    async offset(at) {
        return Number((await this.tus('HEAD', at)).headers.get('upload-offset'));
    }

    /** A call that is under way. @param {boolean} [told] whether the caller was told that calls are recorded */
    async ring(told = true) {
        const call = `call-${randomBytes(6).toString('hex')}`;
        for (const type of ['call.started', 'call.answered', ...(told ? ['notice.played'] : [])])
            assert.equal((await this.tell(type, call, type === 'call.started' ? { from: '+353 1 555 0123' } : {})).status, 204);
        return call;
    }
    /** @param {string} call @param {Buffer} bytes @param {number} [step] */
    async record(call, bytes, step = 1_500_000) {
        const made = await this.announce(call, bytes.length);
        assert.equal(made.status, 201, made.text);
        const at = /** @type {string} */ (made.headers.get('location'));
        for (let o = 0; o < bytes.length; o += step) {
            const sent = await this.patch(at, o, bytes.subarray(o, o + step));
            assert.equal(sent.status, 204, sent.text);
        }
        return at;
    }
}
