// Somebody with an account: password, one-time codes by RFC 6238, and a passkey in software by WebAuthn.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { fromBase32, oneTimeCode } from '../../simulator/one_time_code.mjs';
import { read } from './portal.mjs';
import { cookiesOf } from '../../simulator/cookies.mjs';

export class Authenticator {
    /** @param {string} origin */
    constructor(origin) {
        this.origin = origin;
        this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        this.id = randomBytes(16);
        this.count = 0;
    }

    /** @param {boolean} withKey */
    data(withKey) {
        const head = Buffer.alloc(5);
        head[0] = 0x05 | (withKey ? 0x40 : 0);
        head.writeUInt32BE(this.count, 1);
        const parts = [createHash('sha256').update(new URL(this.origin).hostname).digest(), head];
        if (withKey) {
            const { x, y } = /** @type {{x: string, y: string}} */ (this.keys.publicKey.export({ format: 'jwk' }));
            parts.push(Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'),
                Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url'));
        }
        return Buffer.concat(parts);
    }

    /** @param {string} type @param {string} challenge */
    clientData(type, challenge) {
        return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
    }

    /** @param {string} challenge */
    create(challenge) {
        return { id: this.id.toString('base64url'), client_data_json: this.clientData('webauthn.create', challenge).toString('base64url'), authenticator_data: this.data(true).toString('base64url') };
    }

    /** @param {string} challenge */
    get(challenge) {
        this.count++;
        const client = this.clientData('webauthn.get', challenge), data = this.data(false);
        const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), this.keys.privateKey);
        return { id: this.id.toString('base64url'), client_data_json: client.toString('base64url'), authenticator_data: data.toString('base64url'), signature: signature.toString('base64url') };
    }
}

export class Colleague {
    /** @param {import('./server.mjs').Server} server @param {string} name */
    constructor(server, name) {
        this.server = server;
        this.name = name;
        this.email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@example.org`;
        this.password = `Grey-walnut-${randomBytes(4).toString('hex')}-Kite7`;
        this.cookie = '';
        this.device = '';
    }

    /**
     * Invited on the command line. @param {string[]} roles
     * @param {{client?: string, until?: string, purposes?: string[], categories?: string[]}} [limits]
     */
    async invite(roles, { client, until, purposes = [], categories = [] } = {}) {
        const out = JSON.parse(await this.server.cli(['--json', 'staff', 'invite', '--name', this.name, '--email', this.email, ...roles.flatMap((r) => ['--role', r]),
            ...(client ? ['--client', client] : []), ...(until ? ['--until', until] : []), ...purposes.flatMap((p) => ['--purpose', p]), ...categories.flatMap((c) => ['--category', c])]));
        this.id = out.account_id;
        this.token = new URL(out.url).hash.replace('#token=', '');
        // The command line lives in today; the server's clock may be years on.
        if (this.server.ahead) await this.server.sql(`UPDATE access.handle SET expires_at = expires_at + interval '${this.server.ahead} seconds' WHERE kind = 'staff_invitation' AND subject_id = '${this.id}'`);
        return this;
    }

    /** @param {string} method @param {string} path @param {any} [body] @param {Record<string, string>} [headers] */
    async call(method, path, body, headers = {}) {
        const answer = await read(await fetch(this.server.url + path, {
            method, headers: { cookie: this.cookie, 'x-wellkept': '1', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
            ...(body !== undefined && { body: JSON.stringify(body) }),
        }));
        return answer;
    }

    /** Each code works once, so the clock goes on by a step. */
    async code() {
        await this.server.advance(30);
        return oneTimeCode(/** @type {Buffer} */ (this.secret), Math.floor(this.server.now() / 30_000));
    }

    async offer() {
        this.offered = (await this.call('POST', '/staff/invitation', { token: this.token })).body;
        this.secret = fromBase32(this.offered.totp.secret);
        return this.offered;
    }

    /** @param {string} [password] */
    async accept(password = this.password) {
        if (!this.offered) await this.offer();
        const answer = await this.call('POST', '/staff/invitation/acceptance', { token: this.token, password, totp_code: await this.code() });
        if (answer.status === 201) this.take(answer);
        if (answer.status === 201) this.recoveryCodes = answer.body.recovery_codes;
        return answer;
    }

    /** @param {{headers: Headers}} answer */
    take(answer) {
        for (const cookie of cookiesOf(answer)) {
            const [pair] = cookie.split(';');
            if (pair.startsWith('__Host-wellkept_staff=')) this.cookie = pair;
            if (pair.startsWith('__Host-wellkept_device=')) this.device = pair;
            if (pair.startsWith('__Host-wellkept_pending=')) this.pending = pair;
        }
    }

    /** The first half. @param {{password?: string, device?: string}} [how] */
    async begin({ password = this.password, device = '' } = {}) {
        const answer = await this.call('POST', '/staff/sign-in', { email: this.email, password }, { cookie: device });
        this.take(answer);
        return answer;
    }

    /** The second half. @param {any} factor */
    async finish(factor) {
        const answer = await this.call('POST', '/staff/sign-in/second-factor', factor, { cookie: this.pending ?? '' });
        if (answer.status === 201) this.take(answer);
        return answer;
    }

    async signIn() {
        await this.begin({ device: this.device });
        const answer = await this.finish({ totp_code: await this.code() });
        if (answer.status !== 201) throw new Error(`${this.name} did not come in: ${answer.status} ${answer.text}`);
    }

    async stepUp() {
        return this.call('POST', '/staff/step-up', { totp_code: await this.code() });
    }
}
