// What the tour's steps stand on: the step counter, the clocks, the people who call the server, and a patient wait.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cookiesOf } from '../simulator/cookies.mjs';

const run = promisify(execFile);

/** Counts steps; the first that fails ends the tour, unless it is told to keep going. */
export class Tour {
    /** @param {boolean} keepGoing */
    constructor(keepGoing) {
        this.keepGoing = keepGoing;
        this.passed = 0;
        /** @type {string[]} */
        this.failed = [];
    }

    /** @param {string} number of the main job, and a letter @param {string} text what a person reads @param {() => Promise<string|void>} work answers with what it saw */
    async step(number, text, work) {
        const started = Date.now();
        try {
            const seen = await work();
            this.passed++;
            console.log(`${number.padEnd(3)} ${text}${seen ? `\n      ${seen}` : ''}  (${((Date.now() - started) / 1000).toFixed(1)} s)`);
        } catch (error) {
            this.failed.push(`${number} ${text}`);
            console.log(`${number.padEnd(3)} FAILED: ${text}\n      ${String(error instanceof assert.AssertionError ? error.message : error.stack).replaceAll('\n', '\n      ')}`);
            if (!this.keepGoing) throw new Ended();
        }
    }

    /** The last lines and the exit status. */
    end() {
        if (this.failed.length === 0) {
            console.log(`tour: ${this.passed} steps passed`);
            return 0;
        }
        for (const one of this.failed) console.log(`tour: failed at step ${one}`);
        console.log(`tour: ${this.passed} steps passed, ${this.failed.length} failed`);
        return 1;
    }
}
export class Ended extends Error {}

export class World {
    /** @param {{state: string, binary: string, port: number, vendorPort: number}} where */
    constructor({ state, binary, port, vendorPort }) {
        this.state = state;
        this.binary = binary;
        this.server = `https://localhost:${port}`;
        this.vendors = `https://localhost:${vendorPort}`;
        this.offset = 0;
    }

    /** Epoch milliseconds by the server's clock. */
    now() {
        return Date.now() + this.offset * 1000;
    }

    /** Moves the server's and the vendors' clocks on. @param {number} seconds */
    async advance(seconds) {
        await this.control('clock', { advance_s: seconds });
        const response = await fetch(`${this.server}/test/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ seconds }) });
        assert.equal(response.status, 204, 'the test clock moves');
        this.offset += seconds;
    }

    /** The vendor simulator's control side. @param {string} name @param {object} [body] POST with a body, GET without @returns {Promise<any>} */
    async control(name, body) {
        const response = await fetch(`${this.vendors}/control/${name}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
        const json = await response.json();
        assert.equal(response.status, 200, `control ${name}: ${json.error}`);
        return json;
    }

    /** An operator's command. @param {string[]} words @param {string} [input] @returns {Promise<{code: number, out: string, err: string}>} */
    async wellkept(words, input) {
        const command = run(this.binary, ['--config', `${this.state}/wellkept.yaml`, ...words], { maxBuffer: 64e6 });
        command.child.stdin?.end(input ?? '');
        try {
            const { stdout, stderr } = await command;
            return { code: 0, out: stdout, err: stderr };
        } catch (error) {
            if (typeof error.code !== 'number') throw error;
            return { code: error.code, out: error.stdout, err: error.stderr };
        }
    }

    /** @param {string[]} words @param {string} [input] @returns {Promise<any>} its JSON */
    async wellkeptJson(words, input) {
        const { code, out, err } = await this.wellkept(['--json', ...words], input);
        assert.equal(code, 0, `wellkept ${words.slice(0, 2).join(' ')}: ${err}`);
        return out.trim() ? JSON.parse(out) : undefined;
    }

    /** @param {string} method @param {string} path @param {RequestInit & {headers?: Record<string, string>}} [request] */
    async request(method, path, request = {}) {
        const response = await fetch(this.server + path, { method, redirect: 'manual', ...request });
        const text = await response.text();
        const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
        return { status: response.status, json, text, headers: response.headers };
    }
}

/** @param {{status: number, text: string}} answer @param {number|number[]} wanted @param {string} what */
export function expectStatus(answer, wanted, what) {
    assert.ok([wanted].flat().includes(answer.status), `${what}: status ${answer.status} instead of ${wanted}: ${answer.text.slice(0, 300)}`);
    return answer;
}

/** A Client's back end. */
export class Portal {
    /** @param {World} world @param {{client_id: string, client_secret: string, webhook_secret: string}} credentials */
    constructor(world, credentials) {
        this.world = world;
        this.credentials = credentials;
        this.token = '';
        this.tokenEnds = 0;
    }

    /** @param {string} [secret] */
    async signIn(secret = this.credentials.client_secret) {
        const basic = Buffer.from(`${this.credentials.client_id}:${secret}`).toString('base64');
        const answer = await this.world.request('POST', '/oauth/token', { headers: { authorization: `Basic ${basic}` }, body: new URLSearchParams({ grant_type: 'client_credentials' }) });
        if (answer.status === 200) {
            this.token = answer.json.access_token;
            this.tokenEnds = this.world.now() + (answer.json.expires_in - 60) * 1000;
        }
        return answer;
    }

    /** @param {string} method @param {string} path @param {object} [body] */
    async call(method, path, body) {
        if (this.world.now() >= this.tokenEnds) expectStatus(await this.signIn(), 200, 'the portal signs in');
        return this.world.request(method, path, { headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
    }

    /** @param {string} path */
    async get(path) {
        return expectStatus(await this.call('GET', path), 200, `the portal's GET ${path}`).json;
    }

    /** @param {string} path below which `next_cursor` leads on @param {string} list @returns {Promise<any[][]>} its pages */
    async pages(path, list) {
        const pages = [];
        for (let cursor = ''; pages.length < 10_000;) {
            const page = await this.get(path + (cursor ? `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : ''));
            pages.push(page[list]);
            if (!page.next_cursor) return pages;
            assert.notEqual(page.next_cursor, cursor, 'the cursor moves on');
            cursor = page.next_cursor;
        }
        throw new Error('pages without end');
    }
}

/** A Member's browser. */
export class Browser {
    /** @param {World} world @param {Portal} portal @param {string} member */
    constructor(world, portal, member) {
        this.world = world;
        this.portal = portal;
        this.member = member;
        this.cookie = '';
        this.sessionEnds = 0;
    }

    /** A fresh link from the portal. @returns {Promise<string>} its token */
    async link() {
        const { json } = expectStatus(await this.portal.call('POST', `/v1/members/${this.member}/connect-tokens`), 201, 'a connect token');
        assert.equal(json.url, `${this.world.server}/connect#token=${json.token}`, 'the token stands in the fragment');
        return json.token;
    }

    /** @param {string} token */
    async exchange(token) {
        const answer = await this.world.request('POST', '/connect/session', { headers: { 'content-type': 'application/json', 'x-wellkept': '1' }, body: JSON.stringify({ token }) });
        if (answer.status !== 201) return answer;
        const cookie = cookiesOf(answer).find((c) => c.startsWith('__Host-wellkept_member='));
        assert.ok(cookie, 'a session cookie');
        for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) assert.ok(cookie.includes(attribute), `the cookie is ${attribute}`);
        this.cookie = cookie.split(';')[0];
        this.sessionEnds = Date.parse(answer.json.expires_at);
        return answer;
    }

    /** @param {string} method @param {string} path @param {object|string|Uint8Array} [body] @param {Record<string, string>} [headers] */
    async call(method, path, body, headers = {}) {
        if (this.cookie && this.world.now() > this.sessionEnds - 60_000) expectStatus(await this.exchange(await this.link()), 201, 'a new session');
        const raw = typeof body === 'string' || body instanceof Uint8Array;
        return this.world.request(method, path, {
            headers: { cookie: this.cookie, 'x-wellkept': '1', ...(!raw && { 'content-type': 'application/json' }), ...headers },
            ...(body !== undefined && { body: raw ? /** @type {any} */ (body) : JSON.stringify(body) }),
        });
    }

    /** @param {string} path */
    async get(path) {
        return expectStatus(await this.call('GET', path), 200, `the member's GET ${path}`).json;
    }
}

/** @template T @param {string} what @param {() => Promise<T|undefined|false>} look @param {number} [seconds] @param {() => unknown} [seen] shown when it did not come @returns {Promise<T>} */
export async function until(what, look, seconds = 30, seen) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const found = await look();
        if (found) return found;
        if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}${seen ? `; last seen: ${JSON.stringify(seen())}` : ''}`);
        await new Promise((resolve) => setTimeout(resolve, 150));
    }
}
