// Withings' own dress on the OAuth server: one URL with actions, answers wrapped in {status, body}, always HTTP 200,
// commas between scopes, and an old refresh token that lives on until the new access token is used.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const withingsScopes = {
    'user.info': 'Your name and devices', 'user.metrics': 'Weight and body measurements', 'user.activity': 'Activity and sleep',
    'user.sleepevents': 'Getting into and out of bed',
};
const nonceLife = 1800;

/** A refusal in the vendor's numbers. */
export class WithingsError extends Error {
    /** @param {number} status @param {string} message @param {object} [body] */
    constructor(status, message, body = {}) {
        super(message);
        this.status = status;
        this.body = body;
    }
}

export const invalidToken = () => new WithingsError(401, 'XRequestID: Not provided invalid_token: The access token provided is invalid');

export class WithingsOauth {
    /** @param {import('./authority.mjs').Authority} authority @param {Map<string, import('./recordings.mjs').Record_>} records @param {import('./gate.mjs').Faults} faults */
    constructor(authority, records, faults) {
        this.authority = authority;
        this.records = records;
        this.faults = faults;
        /** @type {Map<string, {client: string, until: number}>} */
        this.nonces = new Map();
    }

    get rows() {
        const { store, name } = this.authority.options;
        return store.vendor(name).oauth;
    }

    now() {
        return this.authority.options.clock.now();
    }

    /** @param {Record<string, string>} form */
    getNonce(form) {
        const client = this.checkSignature(form, 'timestamp');
        if (Math.abs(Number(form.timestamp) - this.now()) > 300) throw new WithingsError(503, 'Invalid Params: invalid timestamp');
        const nonce = randomBytes(20).toString('hex');
        this.nonces.set(nonce, { client, until: this.now() + nonceLife });
        return { nonce };
    }

    /**
     * HMAC-SHA256 under the client's secret over "action,client_id,nonce" (or timestamp, to get a nonce).
     * @param {Record<string, string>} form @param {'timestamp'|'nonce'} third @returns {string} the client id
     */
    checkSignature(form, third) {
        const client = this.authority.client(form.client_id);
        if (!client) throw new WithingsError(503, 'Invalid Params: invalid client_id');
        if (!form[third]) throw new WithingsError(503, `Invalid Params: missing ${third}`);
        const want = createHmac('sha256', client.client_secret).update([form.action, form.client_id, form[third]].join(',')).digest();
        const got = Buffer.from(/^[0-9a-f]{64}$/i.test(form.signature ?? '') ? form.signature : '', 'hex');
        if (got.length !== want.length || !timingSafeEqual(got, want)) throw new WithingsError(503, 'Invalid Params: invalid signature');
        if (third === 'nonce') {
            const known = this.nonces.get(form.nonce);
            this.nonces.delete(form.nonce);
            if (!known || known.client !== form.client_id || known.until <= this.now()) {
                throw new WithingsError(503, 'Invalid Params: invalid nonce');
            }
        }
        return form.client_id;
    }

    /** @param {import('./wire.mjs').Request} req @param {Record<string, string>} form */
    async requestToken(req, form) {
        const { action, signature, nonce, ...rest } = form;
        const secret = this.authority.client(form.client_id)?.client_secret;
        // Either the secret or a signature proves the application.
        if (signature && secret) rest.client_secret = this.checkSignature(form, 'nonce') && secret;
        const old = form.grant_type === 'refresh_token' ? this.rows.RefreshToken?.[form.refresh_token] : undefined;
        if (old && this.faults.strike('withings', 'token', old.accountId, ['never_refresh'])) {
            throw new WithingsError(503, 'Invalid Params: invalid refresh_token');
        }
        const { status, json } = await this.authority.token(req, rest);
        if (status !== 200) throw this.refusal(json.error, form);
        const row = this.rows.AccessToken[json.access_token];
        if (old) row.kills = form.refresh_token;
        return {
            userid: this.records.get(row.accountId)?.person.withings, access_token: json.access_token,
            refresh_token: json.refresh_token, expires_in: json.expires_in, scope: String(json.scope ?? '').replaceAll(' ', ','),
            csrf_token: randomBytes(20).toString('hex'), token_type: 'Bearer',
        };
    }

    /** @param {string} error OAuth error @param {Record<string, string>} form */
    refusal(error, form) {
        if (error === 'invalid_client') return new WithingsError(503, 'Invalid Params: invalid client_id or client_secret');
        if (error === 'invalid_grant') return new WithingsError(503, `Invalid Params: invalid ${form.grant_type === 'refresh_token' ? 'refresh_token' : 'code'}`);
        return new WithingsError(503, 'Invalid Params');
    }

    /** Checks a call's access token; its first use ends the refresh token it replaced. @param {string|undefined} value @param {string} [scope] */
    async access(value, scope) {
        const token = await this.authority.access(value);
        if (!token) throw invalidToken();
        const row = this.rows.AccessToken[token.jti];
        if (row.kills) {
            delete this.rows.RefreshToken?.[row.kills];
            delete row.kills;
            this.authority.options.store.changed();
        }
        if (scope && !token.scope?.split(' ').includes(scope)) {
            throw new WithingsError(403, 'XRequestID: Not provided insufficient_scope: The request requires higher privileges than provided by the access token');
        }
        return { person: token.accountId, client: token.clientId };
    }

    /** Signed: the application gives up a user. @param {Record<string, string>} form @returns {Promise<{person: string, client: string}>} */
    async revoke(form) {
        const client = this.checkSignature(form, 'nonce');
        const found = [...this.records.values()].find((r) => r.person.withings === form.userid);
        if (!found) throw new WithingsError(503, 'Invalid Params: invalid userid');
        for (const grant of this.authority.grantsOf(found.person.id, client)) await this.authority.endGrant(grant, 'application');
        return { person: found.person.id, client };
    }
}
