// Oura's HTTP side: /oauth/token, /oauth/revoke, /v2/usercollection/..., /v2/webhook/subscription.
import { createHmac, randomBytes } from 'node:crypto';
import { pause, refusing } from './gate.mjs';
import { ouraTypes } from './oura_data.mjs';
import { OuraError } from './oura_error.mjs';
import { bearer, readBody, send, sendJson } from './wire.mjs';
import { dayNumber, dayText } from './zones.mjs';

export const ouraScopes = {
    personal: 'Age, weight, height', daily: 'Daily summaries of sleep, activity and readiness', heartrate: 'Heart rate over the day',
    workout: 'Workouts', session: 'Guided sessions', tag: 'Tags', spo2: 'Blood oxygen during sleep', heart_health: 'Heart health',
    email: 'E-mail address',
};
const collection = '/v2/usercollection/';
const subscription = '/v2/webhook/subscription';

/** @typedef {{status: number, json?: unknown, headers?: Record<string, string>}} Answer */

export class Oura {
    /**
     * @param {object} parts
     * @param {import('./authority.mjs').Authority} parts.authority @param {import('./oura_data.mjs').OuraData} parts.data
     * @param {import('./oura_webhook.mjs').OuraWebhook} parts.webhook @param {import('./gate.mjs').Faults} parts.faults
     * @param {import('./gate.mjs').RateLimit} parts.limit @param {import('./gate.mjs').RequestLog} parts.log
     * @param {import('./clock.mjs').Clock} parts.clock @param {{documents: number, samples: number}} parts.pageSize
     */
    constructor(parts) {
        this.parts = parts;
        this.cursorKey = randomBytes(32);
    }

    /** @param {string} path */
    endpoint(path) {
        if (path === '/oauth/token') return 'token';
        if (path === '/oauth/revoke') return 'revoke';
        if (path.startsWith(subscription)) return 'webhook';
        return path.startsWith(collection) ? path.slice(collection.length).split('/')[0] : 'unknown';
    }

    /** @param {import('./wire.mjs').Request} req @param {import('./wire.mjs').Response} res @param {string} path @param {URLSearchParams} query */
    async serve(req, res, path, query) {
        const { authority, log, clock, faults } = this.parts;
        if (authority.owns(path)) {
            res.on('finish', () => log.add({ at: clock.now(), vendor: 'oura', method: req.method, path: path.split('/').slice(0, 3).join('/'), endpoint: 'authorize', status: res.statusCode }));
            this.nameScopes(res);
            return authority.serve(req, res, path, query);
        }
        const text = (await readBody(req)).toString();
        const form = Object.fromEntries(new URLSearchParams(req.headers['content-type']?.includes('json') ? '' : text));
        const access = bearer(req.headers.authorization) ?? query.get('access_token') ?? undefined;
        const endpoint = this.endpoint(path);
        const person = authority.personOf(access, form);
        const row = { at: clock.now(), vendor: 'oura', method: req.method, path, endpoint, person };
        const done = (/** @type {number|string} */ status) => log.add({ ...row, status });
        const fault = faults.strike('oura', endpoint, person);
        // Some faults refuse the call; the others do the work and spoil the answer, as a broken line would.
        if (fault && refusing.has(fault.kind)) return this.misbehave(fault, res, { status: 200 }, done);
        const answer = await this.answered(() => this.answer(req, path, query, form, text, access));
        if (fault) return this.misbehave(fault, res, answer, done);
        done(answer.status);
        this.reply(res, answer);
    }

    /** The redirect back names the scopes that were granted. @param {import('./wire.mjs').Response} res */
    nameScopes(res) {
        const { authority } = this.parts;
        const set = res.setHeader.bind(res);
        res.setHeader = (key, value) => {
            const target = key.toLowerCase() === 'location' && /^https?:/.test(String(value)) ? new URL(String(value)) : undefined;
            const code = target?.searchParams.get('code');
            if (!target || !code) return set(key, value);
            const { oauth } = authority.options.store.vendor('oura');
            const granted = oauth.Grant?.[oauth.AuthorizationCode?.[code]?.grantId];
            const refused = new Set(String(granted?.rejected?.openid?.scope ?? '').split(' '));
            target.searchParams.set('scope', String(granted?.openid?.scope ?? '').split(' ').filter((s) => !refused.has(s)).join(' '));
            return set(key, target.href);
        };
    }

    /** @param {() => Promise<Answer>} work @returns {Promise<Answer>} */
    async answered(work) {
        try {
            return await work();
        } catch (error) {
            if (!(error instanceof OuraError)) throw error;
            return { status: error.status, json: error.json, headers: error.headers };
        }
    }

    /** @param {import('./wire.mjs').Response} res @param {Answer} answer */
    reply(res, answer) {
        if (answer.json === undefined) send(res, answer.status, '');
        else sendJson(res, answer.status, answer.json, answer.headers);
    }

    /** @param {import('./gate.mjs').Fault} fault @param {import('./wire.mjs').Response} res @param {Answer} answer @param {(status: number|string) => void} done */
    async misbehave(fault, res, answer, done) {
        const text = JSON.stringify(answer.json ?? {});
        const json = { 'content-type': 'application/json' };
        switch (fault.kind) {
        case 'garbage': done('garbage'); return send(res, 200, '<html><body><h1>502 Bad Gateway</h1></body></html>', { 'content-type': 'text/html' });
        case 'truncated': done('truncated'); return send(res, answer.status, text.slice(0, Math.floor(text.length / 2)), json);
        case '500': done(500); return sendJson(res, 500, { status: 500, title: 'Internal Server Error', detail: 'Something went wrong' });
        case 'hang': done('hang'); this.parts.faults.hanging.add(res); res.on('close', () => this.parts.faults.hanging.delete(res)); return undefined;
        case '429': done(429); return this.reply(res, tooMany(fault.retry_after ?? 60));
        case 'unauthorized': done(401); return this.reply(res, { status: 401, json: unauthorized().json });
        default: await pause(fault.delay_ms ?? 2000); done(answer.status); return this.reply(res, answer);
        }
    }

    /**
     * @param {import('./wire.mjs').Request} req @param {string} path @param {URLSearchParams} query
     * @param {Record<string, string>} form @param {string} text @param {string|undefined} access @returns {Promise<Answer>}
     */
    async answer(req, path, query, form, text, access) {
        const { authority, webhook, limit } = this.parts;
        if (path === '/oauth/token' && req.method === 'POST') return this.token(req, form);
        if (path === '/oauth/revoke') {
            const token = await authority.access(access ?? form.access_token);
            // Unknown tokens are answered alike (RFC 7009, 2.2).
            if (token) await authority.endGrant(token.grantId, 'application');
            return { status: 200, json: {} };
        }
        if (path === subscription || path.startsWith(`${subscription}/`)) {
            return webhook.handle(req, path.slice(subscription.length), () => {
                try {
                    return JSON.parse(text);
                } catch {
                    throw new OuraError(422, 'Unprocessable Entity', 'The body is not JSON');
                }
            });
        }
        if (!path.startsWith(collection) || req.method !== 'GET') throw new OuraError(404, 'Not Found', 'Not Found');
        const token = await authority.access(access);
        if (!token) throw unauthorized();
        const wait = limit.take(token.clientId);
        if (wait > 0) return tooMany(wait);
        return this.collect(path.slice(collection.length), query, token);
    }

    /** @param {import('./wire.mjs').Request} req @param {Record<string, string>} form @returns {Promise<Answer>} */
    async token(req, form) {
        const { authority, faults } = this.parts;
        const owner = authority.personOf(undefined, form);
        if (form.grant_type === 'refresh_token' && faults.strike('oura', 'token', owner, ['never_refresh'])) {
            return { status: 400, json: { error: 'invalid_grant', error_description: 'grant request is invalid' } };
        }
        const { status, json } = await authority.token(req, form);
        if (status !== 200) return { status, json };
        const { access_token, refresh_token, expires_in, scope } = json;
        return { status, json: { token_type: 'bearer', access_token, refresh_token, expires_in, scope } };
    }

    /** @param {string} rest @param {URLSearchParams} query @param {any} token @returns {Answer} */
    collect(rest, query, token) {
        const { data } = this.parts;
        const [type, id] = rest.split('/');
        const needed = type === 'personal_info' ? 'personal' : ouraTypes[type];
        if (!needed) throw new OuraError(404, 'Not Found', 'Not Found');
        if (!token.scope?.split(' ').includes(needed)) throw new OuraError(403, 'Forbidden', `The token does not carry the scope ${needed}`);
        if (type === 'personal_info') return { status: 200, json: data.info(token.accountId) };
        if (id) {
            const found = type === 'heartrate' ? undefined : data.one(token.accountId, type, id);
            if (!found) throw new OuraError(404, 'Not Found', 'Document not found');
            return { status: 200, json: found };
        }
        const range = type === 'heartrate' ? this.instants(query) : this.days(query);
        const cursor = query.get('next_token');
        const begin = cursor ? this.openCursor(cursor, token.accountId, type, range.key) : 0;
        const all = data.list(token.accountId, type).filter(range.holds);
        const size = type === 'heartrate' ? this.parts.pageSize.samples : this.parts.pageSize.documents;
        const end = begin + size;
        const next_token = end < all.length ? this.makeCursor(end, token.accountId, type, range.key) : null;
        return { status: 200, json: { data: all.slice(begin, end), next_token } };
    }

    /** Civil days, both ends included; the last day when nothing is said. @param {URLSearchParams} query */
    days(query) {
        const read = (/** @type {string} */ name) => {
            const text = query.get(name);
            if (text && !/^\d{4}-\d\d-\d\d$/.test(text)) throw new OuraError(400, 'Bad Request', `Invalid ${name}`);
            return text;
        };
        const to = read('end_date') ?? this.parts.data.today();
        const from = read('start_date') ?? dayText(dayNumber(to) - 1);
        if (from > to) throw new OuraError(400, 'Bad Request', 'Start date is after end date');
        return { key: `${from}/${to}`, holds: (/** @type {any} */ doc) => doc.day >= from && doc.day <= to };
    }

    /** Instants, the end excluded; thirty days at most. @param {URLSearchParams} query */
    instants(query) {
        const read = (/** @type {string} */ name) => {
            const text = query.get(name);
            if (text === null) return undefined;
            const at = Date.parse(/([zZ]|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.length === 10 ? `${text}T00:00:00` : text}Z`);
            if (Number.isNaN(at)) throw new OuraError(400, 'Bad Request', `Invalid ${name}`);
            return at;
        };
        const to = read('end_datetime') ?? this.parts.clock.now() * 1000;
        const from = read('start_datetime') ?? to - 86400e3;
        if (from > to) throw new OuraError(400, 'Bad Request', 'Start time is after end time');
        if (to - from > 30 * 86400e3) throw new OuraError(400, 'Bad Request', 'The range may not exceed 30 days');
        return {
            key: `${query.get('start_datetime')}/${query.get('end_datetime')}`,
            holds: (/** @type {any} */ s) => Date.parse(s.timestamp) >= from && Date.parse(s.timestamp) < to,
        };
    }

    /** @param {...(string|number)} parts */
    seal(...parts) {
        return createHmac('sha256', this.cursorKey).update(parts.join('\n')).digest('base64url').slice(0, 16);
    }

    /** @param {number} begin @param {string} person @param {string} type @param {string} key */
    makeCursor(begin, person, type, key) {
        return Buffer.from(JSON.stringify([begin, this.seal(begin, person, type, key)])).toString('base64url');
    }

    /** A cursor continues the very query it came from. @param {string} cursor @param {string} person @param {string} type @param {string} key @returns {number} */
    openCursor(cursor, person, type, key) {
        try {
            const [begin, mark] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
            if (mark === this.seal(begin, person, type, key)) return begin;
        } catch {
            // not ours
        }
        throw new OuraError(400, 'Bad Request', 'Invalid next_token');
    }
}

/** @param {number} seconds @returns {Answer} */
function tooMany(seconds) {
    return { status: 429, json: { status: 429, title: 'Too Many Requests', detail: 'Request rate limit exceeded' }, headers: { 'retry-after': String(seconds) } };
}

function unauthorized() {
    return new OuraError(401, 'Unauthorized', 'The access token is expired, malformed or revoked');
}
