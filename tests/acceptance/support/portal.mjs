// The two who use Wellkept: a Client's portal with its credentials, and a Member with a session.
import { randomBytes } from 'node:crypto';
import { until } from './wait.mjs';
import { walkConsent } from './vendors.mjs';
import { cookiesOf } from '../../simulator/cookies.mjs';

/** @param {Response} response @returns {Promise<{status: number, headers: Headers, body: any, text: string}>} */
export async function read(response) {
    const text = await response.text();
    let body;
    try { body = text ? JSON.parse(text) : undefined; } catch { body = undefined; }
    return { status: response.status, headers: response.headers, body, text };
}

export class Portal {
    /**
     * Registers a Client, and at each vendor an application of its own: as vendors demand, and so that rate limits are not shared.
     * @param {import('./server.mjs').Server} server @param {Awaited<ReturnType<typeof import('./vendors.mjs').startVendors>>} vendors
     * @param {Awaited<ReturnType<typeof import('./receiver.mjs').startReceiver>>} receiver @param {string} name
     */
    static async register(server, vendors, receiver, name, { region, until: agreementUntil, programs = ['withings', 'oura'] } = {}) {
        const portal = new Portal();
        Object.assign(portal, { server, vendors, receiver, name });
        portal.hookPath = `/hook/${randomBytes(6).toString('hex')}`;
        const added = JSON.parse(await server.cli(['--json', 'client', 'add', '--name', name, '--agreement', 'DPA-1', '--webhook-url', receiver.url + portal.hookPath,
            ...(agreementUntil ? ['--agreement-until', agreementUntil] : []), ...(region ? ['--region', region] : [])]));
        portal.id = added.client_id;
        portal.secret = added.client_secret;
        portal.webhookSecret = added.webhook_secret;
        const application = { client_id: `app-${portal.id}`, client_secret: randomBytes(16).toString('hex'), redirect_uris: [`${server.url}/connect/oauth/callback`] };
        if (vendors && programs.length) {
            await vendors.post('clients', application);
            for (const program of programs)
                await server.cli(['client', 'vendor', portal.id, program, '--id', application.client_id, '--secret-file', '-'], `${application.client_secret}\n`);
        }
        portal.application = application;
        return portal;
    }

    async signIn({ id = this.id, secret = this.secret } = {}) {
        return read(await fetch(`${this.server.url}/oauth/token`, {
            method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
            body: new URLSearchParams({ grant_type: 'client_credentials' }),
        }));
    }

    /** @param {string} method @param {string} path @param {any} [body] @param {{token?: string}} [options] */
    async call(method, path, body, { token } = {}) {
        // A test that moves the clock past the token's half hour means something else than the token.
        if (!token && (!this.token || this.server.now() - this.signedInAt > 25 * 60_000)) {
            const signed = await this.signIn();
            if (signed.status !== 200) throw new Error(`${this.name} cannot sign in: ${signed.status} ${signed.text}`);
            this.token = signed.body.access_token;
            this.signedInAt = this.server.now();
        }
        return read(await fetch(this.server.url + path, {
            method, headers: { authorization: `Bearer ${token ?? this.token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
            ...(body !== undefined && { body: JSON.stringify(body) }),
        }));
    }

    /** @param {string} userKey @param {object} [more] */
    async provision(userKey, more = {}) {
        const answer = await this.call('POST', '/v1/members', { user_key: userKey, time_zone: 'Europe/Dublin', ...more });
        if (answer.status > 201) throw new Error(`no member: ${answer.status} ${answer.text}`);
        return new Member(this, answer.body.member_id, userKey);
    }

    /** What came in at its webhook, oldest first. */
    deliveries() {
        return this.receiver.got.filter((d) => d.path === this.hookPath);
    }

    /** All pages. @param {string} path @param {string} list */
    async all(path, list) {
        const out = [];
        for (let cursor = ''; ;) {
            const answer = await this.call('GET', path + (cursor ? `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : ''));
            if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
            out.push(...answer.body[list]);
            if (!answer.body.next_cursor) return out;
            cursor = answer.body.next_cursor;
        }
    }
}

export class Member {
    /** @param {Portal} portal @param {string} id @param {string} userKey */
    constructor(portal, id, userKey) {
        Object.assign(this, { portal, server: portal.server, id, userKey });
        /** @type {Record<string, string>} connection by Program */
        this.connections = {};
    }

    async link() {
        const answer = await this.portal.call('POST', `/v1/members/${this.id}/connect-tokens`);
        if (answer.status !== 201) throw new Error(`no link: ${answer.status} ${answer.text}`);
        return answer.body;
    }

    /** @param {string} token */
    exchange(token) {
        return fetch(`${this.server.url}/connect/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) }).then(read);
    }

    async enter() {
        const session = await this.exchange((await this.link()).token);
        if (session.status !== 201) throw new Error(`no session: ${session.status} ${session.text}`);
        this.cookie = cookiesOf(session)[0].split(';')[0];
        this.sessionAnswer = session;
        this.enteredAt = this.server.now();
        return this;
    }

    /** @param {string} method @param {string} path @param {any} [body] @param {Record<string, string>} [headers] */
    async call(method, path, body, headers = {}) {
        if (this.cookie && !this.staysOut && this.server.now() - this.enteredAt > 50 * 60_000) await this.enter();
        const raw = typeof body === 'string' || Buffer.isBuffer(body);
        return read(await fetch(this.server.url + path, {
            method, redirect: 'manual',
            headers: { ...(this.cookie && { cookie: this.cookie }), 'x-wellkept': '1', ...(body !== undefined && !raw && { 'content-type': 'application/json' }), ...headers },
            ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
        }));
    }

    /** @param {string} program @param {{category: string, purpose: string}[]} grants */
    begin(program, grants) {
        return this.call('POST', '/me/connections', { program, grants, zone: 'Europe/Dublin' });
    }

    /** Through the vendor's own pages and back. @param {string} authorizeUrl @param {string} person @param {object} [choice] */
    async consent(authorizeUrl, person, choice = {}) {
        const back = await walkConsent(authorizeUrl, { person, ...choice });
        return { back, answer: await this.call('GET', back.pathname + back.search) };
    }

    /** @param {string} program @param {{category: string, purpose: string}[]} grants @param {{person?: string, wait?: boolean}} [options] */
    async connect(program, grants, { person, wait = true } = {}) {
        const begun = await this.begin(program, grants);
        if (begun.status !== 201) throw new Error(`${program} was not connected: ${begun.status} ${begun.text}`);
        this.connections[program] = begun.body.connection_id;
        if (!begun.body.authorize_url) return begun.body;
        const { answer } = await this.consent(begun.body.authorize_url, person ?? '6962181067');
        const where = answer.headers.get('location') ?? '';
        if (answer.status !== 303 || where.includes('problem=')) throw new Error(`${program}'s way back: ${answer.status} ${where} ${answer.text}`);
        if (wait) await this.historyDone(program);
        return begun.body;
    }

    /** @param {string} program */
    async connection(program) {
        const { body } = await this.call('GET', '/me/connections');
        return body.connections.find((/** @type {any} */ c) => c.connection_id === this.connections[program]);
    }

    /** @param {string} program */
    historyDone(program, seconds = 60) {
        return until(`${program}'s history is read`, async () => (await this.connection(program))?.history.state === 'done', { seconds, every: 150 });
    }

    /** @param {string} program @param {string} category @param {string} purpose @param {boolean} granted */
    async allow(program, category, purpose, granted) {
        const answer = await this.call('PUT', '/me/permissions', { connection_id: this.connections[program], category, purpose, granted });
        if (answer.status !== 200) throw new Error(`the permission did not change: ${answer.status} ${answer.text}`);
        return answer.body.permissions;
    }

    /** Metrics by code. @returns {Promise<Map<string, any>>} */
    async metrics() {
        const { body } = await this.call('GET', '/me/metrics');
        return new Map((body.metrics ?? []).map((/** @type {any} */ m) => [m.metric, m]));
    }

    /** @param {string} token */
    receipt(token) {
        return until('the receipt is signed', async () => {
            const answer = await fetch(`${this.server.url}/receipts/${token}`).then(read);
            return answer.body?.state === 'done' ? answer.body : undefined;
        }, { seconds: 40 });
    }
}

/** @param {string[]} categories @param {string[]} purposes @returns {{category: string, purpose: string}[]} */
export const grants = (categories, purposes = ['self', 'share_with_client']) => categories.flatMap((category) => purposes.map((purpose) => ({ category, purpose })));
