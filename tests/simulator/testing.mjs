// What the tests and the recorder share: a simulator on a free port, and an application that talks to it.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { demoClients } from './clients.mjs';
import { startSimulator } from './server.mjs';
import { walkConsent } from './walk.mjs';

export const app = { id: demoClients[0].client_id, secret: demoClients[0].client_secret };
export const callback = 'https://localhost:8443/connect/oauth/callback';
/** Steps, weights and heart rate, but no nights. */
export const heartPerson = '8877689391';
/** Steps, weights and nights. */
export const sleepPerson = '6962181067';

/** @param {Record<string, string>} fields */
export const form = (fields) => ({ method: 'POST', body: new URLSearchParams(fields) });

/** @param {string} text */
export const hmac = (text) => createHmac('sha256', app.secret).update(text).digest('hex');

export class Application {
    /** @param {Awaited<ReturnType<typeof startSimulator>>} simulator */
    constructor(simulator) {
        this.simulator = simulator;
        this.url = simulator.url;
    }

    /** @param {'withings'|'oura'} vendor @param {string} person @param {{scope?: string, scopes?: string[], deny?: boolean, verifier?: string, redirect?: string}} [options] */
    authorize(vendor, person, { scope, scopes, deny, verifier, redirect = callback } = {}) {
        const query = new URLSearchParams({
            response_type: 'code', client_id: app.id, redirect_uri: redirect, state: 'the-state',
            scope: scope ?? (vendor === 'oura' ? 'personal daily heartrate' : 'user.info,user.metrics,user.activity'),
            ...(verifier && { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' }),
        });
        const path = vendor === 'oura' ? '/oura/oauth/authorize' : '/withings/oauth2_user/authorize2';
        return walkConsent(`${this.url}${path}?${query}`, { person, scopes, deny });
    }

    /** @param {'withings'|'oura'} vendor @param {Record<string, string>} grant @returns {Promise<{status: number, json: any}>} */
    async token(vendor, grant) {
        const fields = { client_id: app.id, client_secret: app.secret, ...grant };
        const response = vendor === 'oura' ? await fetch(`${this.url}/oura/oauth/token`, form(fields))
            : await fetch(`${this.url}/withings/v2/oauth2`, form({ action: 'requesttoken', ...fields }));
        return { status: response.status, json: await response.json() };
    }

    /** Consent and code exchange. @param {'withings'|'oura'} vendor @param {string} person @param {object} [options] @returns {Promise<any>} the token answer (its body for Withings) */
    async connect(vendor, person, options) {
        const back = await this.authorize(vendor, person, options);
        const { json } = await this.token(vendor, { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: callback });
        return vendor === 'oura' ? json : json.body;
    }

    /** @param {'withings'|'oura'} vendor @param {string} refresh_token */
    refresh(vendor, refresh_token) {
        return this.token(vendor, { grant_type: 'refresh_token', refresh_token });
    }

    /** @param {string} path @param {Record<string, string>} fields @param {string} [token] @returns {Promise<any>} */
    async withings(path, fields, token) {
        const response = await fetch(`${this.url}/withings${path}`, { ...form(fields), headers: token ? { authorization: `Bearer ${token}` } : {} });
        if (response.status !== 200) throw new Error(`Withings answered ${response.status}`);
        return response.json();
    }

    /** A signed Withings call, with its nonce. @param {Record<string, string>} fields with action */
    async signed(fields) {
        const timestamp = String(this.simulator.parts.clock.now());
        const got = await this.withings('/v2/signature', { action: 'getnonce', client_id: app.id, timestamp, signature: hmac(`getnonce,${app.id},${timestamp}`) });
        const { nonce } = got.body;
        return { ...fields, client_id: app.id, nonce, signature: hmac(`${fields.action},${app.id},${nonce}`) };
    }

    /** @param {string} path below /v2/usercollection/ @param {string} token */
    async oura(path, token) {
        const response = await fetch(`${this.url}/oura/v2/usercollection/${path}`, { headers: { authorization: `Bearer ${token}` } });
        return { status: response.status, headers: response.headers, json: await response.json() };
    }

    /** @param {string} method @param {string} path @param {object} [body] */
    async subscription(method, path, body) {
        const response = await fetch(`${this.url}/oura/v2/webhook/subscription${path}`, {
            method, headers: { 'x-client-id': app.id, 'x-client-secret': app.secret, 'content-type': 'application/json' },
            ...(body && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, json: text ? JSON.parse(text) : undefined };
    }

    /** @param {string} name @param {object} [body] POST with a body, GET without */
    async control(name, body) {
        const response = await fetch(`${this.url}/control/${name}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
        const json = await response.json();
        if (response.status !== 200) throw new Error(`control ${name}: ${json.error}`);
        return json;
    }
}

/** @param {import('./server.mjs').Options} [options] */
export async function startApplication(options) {
    const simulator = await startSimulator({ control: true, ...options });
    return { simulator, application: new Application(simulator), close: simulator.close };
}

/** A receiver of webhooks that answers challenges and keeps what came. */
export async function startReceiver() {
    /** @type {{method?: string, url: URL, headers: import('node:http').IncomingHttpHeaders, body: string}[]} */
    const got = [];
    const token = randomBytes(8).toString('hex');
    const control = { status: 200, answerChallenge: true };
    const server = createServer(async (req, res) => {
        let body = '';
        for await (const chunk of req) body += chunk;
        const url = new URL(req.url ?? '/', 'http://receiver');
        got.push({ method: req.method, url, headers: req.headers, body });
        const challenge = url.searchParams.get('challenge');
        if (req.method === 'GET' && challenge && control.answerChallenge && url.searchParams.get('verification_token') === token) {
            res.setHeader('content-type', 'application/json');
            return res.end(JSON.stringify({ challenge }));
        }
        res.statusCode = control.status;
        return res.end();
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {
        url: `http://127.0.0.1:${port}/hook`, token, got, control,
        close: () => new Promise((resolve) => { server.close(() => resolve(undefined)); server.closeAllConnections(); }),
    };
}
