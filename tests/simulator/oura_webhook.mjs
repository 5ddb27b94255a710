// Oura's webhooks: a subscription per data type and event, proved by a challenge, that expires; signed deliveries.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { ouraTypes } from './oura_data.mjs';
import { OuraError } from './oura_error.mjs';

const events = ['create', 'update', 'delete'];

/** Upper-case hex, over the timestamp and the body as sent. @param {string} secret @param {string} timestamp @param {string} body */
export function signature(secret, timestamp, body) {
    return createHmac('sha256', secret).update(timestamp + body).digest('hex').toUpperCase();
}

export class OuraWebhook {
    /**
     * @param {import('./store.mjs').Store} store @param {import('./callbacks.mjs').Callbacks} callbacks @param {import('./clock.mjs').Clock} clock
     * @param {import('./authority.mjs').Authority} authority @param {Map<string, import('./recordings.mjs').Record_>} records @param {number} life seconds
     */
    constructor(store, callbacks, clock, authority, records, life) {
        this.store = store;
        this.callbacks = callbacks;
        this.clock = clock;
        this.authority = authority;
        this.records = records;
        this.life = life;
        /** @type {{url: string, headers: Record<string, string>, body: string}|undefined} the last delivery, for replays */
        this.last = undefined;
    }

    get list() {
        return this.store.vendor('oura').subscriptions;
    }

    /** @param {import('./wire.mjs').Request} req @returns {string} the application, proved by its secret in headers */
    application(req) {
        const id = String(req.headers['x-client-id'] ?? '');
        const client = this.authority.client(id);
        if (!client || client.client_secret !== req.headers['x-client-secret']) throw new OuraError(401, 'Unauthorized', 'Invalid client credentials');
        return id;
    }

    /** @param {any} s */
    shown(s) {
        const expiration_time = new Date(s.expires * 1000).toISOString().replace('.000Z', '+00:00');
        return { id: s.id, callback_url: s.callback_url, event_type: s.event_type, data_type: s.data_type, expiration_time };
    }

    /** @param {string} client @param {string} id */
    mine(client, id) {
        const found = this.list.find((s) => s.client === client && s.id === id);
        if (!found) throw new OuraError(404, 'Not Found', 'No such subscription');
        return found;
    }

    /**
     * @param {import('./wire.mjs').Request} req @param {string} rest path below /v2/webhook/subscription @param {() => any} body
     * @returns {Promise<{status: number, json?: unknown}>}
     */
    async handle(req, rest, body) {
        const client = this.application(req);
        const [, first, second] = rest.split('/');
        if (!first) {
            if (req.method === 'GET') return { status: 200, json: this.list.filter((s) => s.client === client && s.expires > this.clock.now()).map((s) => this.shown(s)) };
            if (req.method === 'POST') return { status: 201, json: await this.create(client, body()) };
        } else if (first === 'renew' && second && req.method === 'PUT') {
            const found = this.mine(client, second);
            if (found.expires <= this.clock.now()) throw new OuraError(404, 'Not Found', 'The subscription has expired');
            found.expires = this.clock.now() + this.life;
            this.store.changed();
            return { status: 200, json: this.shown(found) };
        } else if (!second) {
            const found = this.mine(client, first);
            if (req.method === 'GET') return { status: 200, json: this.shown(found) };
            if (req.method === 'DELETE') {
                this.store.vendor('oura').subscriptions = this.list.filter((s) => s !== found);
                this.store.changed();
                return { status: 204 };
            }
            if (req.method === 'PUT') {
                const wanted = { ...found, ...body() };
                await this.challenge(wanted.callback_url, wanted.verification_token);
                for (const key of ['callback_url', 'verification_token', 'event_type', 'data_type']) found[key] = wanted[key];
                this.store.changed();
                return { status: 200, json: this.shown(found) };
            }
        }
        throw new OuraError(405, 'Method Not Allowed', 'This method is not known here');
    }

    /** @param {string} client @param {any} wanted */
    async create(client, wanted) {
        for (const field of ['callback_url', 'verification_token', 'event_type', 'data_type']) {
            if (typeof wanted?.[field] !== 'string') throw new OuraError(422, 'Unprocessable Entity', [{ loc: ['body', field], msg: 'field required', type: 'value_error.missing' }]);
        }
        if (!events.includes(wanted.event_type)) throw new OuraError(422, 'Unprocessable Entity', [{ loc: ['body', 'event_type'], msg: 'not a known event', type: 'type_error.enum' }]);
        if (!(wanted.data_type in ouraTypes)) throw new OuraError(422, 'Unprocessable Entity', [{ loc: ['body', 'data_type'], msg: 'not a known type', type: 'type_error.enum' }]);
        const now = this.clock.now();
        if (this.list.some((s) => s.client === client && s.event_type === wanted.event_type && s.data_type === wanted.data_type && s.expires > now)) {
            throw new OuraError(409, 'Conflict', 'A subscription for this data type and event exists');
        }
        await this.challenge(wanted.callback_url, wanted.verification_token);
        const made = {
            id: randomUUID(), client, callback_url: wanted.callback_url, verification_token: wanted.verification_token,
            event_type: wanted.event_type, data_type: wanted.data_type, expires: now + this.life,
        };
        this.list.push(made);
        this.store.changed();
        return this.shown(made);
    }

    /** The callback must answer with our challenge. @param {string} callback @param {string} token */
    async challenge(callback, token) {
        const challenge = randomBytes(16).toString('hex');
        const url = /^https?:\/\//.test(callback) ? new URL(callback) : undefined;
        url?.searchParams.set('verification_token', token);
        url?.searchParams.set('challenge', challenge);
        const { status, body } = url ? await this.callbacks.call(url.href) : { status: 0, body: '' };
        let echoed;
        try {
            echoed = JSON.parse(body).challenge;
        } catch {
            echoed = undefined;
        }
        if (status !== 200 || echoed !== challenge) throw new OuraError(400, 'Bad Request', 'The callback did not answer the verification challenge');
    }

    /**
     * Tells every application that holds a grant of this person and has subscribed.
     * @param {string} person @param {string} type @param {'create'|'update'|'delete'} event @param {string} objectId
     * @param {{tamper?: 'signature'|'body'|'unsigned'|'old'|'unknown_user'}} [forge]
     * @returns {Promise<number[]>} statuses, 0 for no answer
     */
    async notify(person, type, event, objectId, { tamper } = {}) {
        const now = this.clock.now();
        const user_id = tamper === 'unknown_user' ? randomUUID() : this.records.get(person)?.person.oura;
        const wanted = this.list.filter((s) => s.data_type === type && s.event_type === event && s.expires > now
            && this.authority.grantsOf(person, s.client).length > 0);
        return Promise.all(wanted.map((s) => {
            let body = JSON.stringify({ event_type: event, data_type: type, object_id: objectId, event_time: new Date(now * 1000).toISOString(), user_id });
            const timestamp = String(tamper === 'old' ? now - 86400 : now);
            const secret = tamper === 'signature' ? 'not-the-secret' : this.authority.client(s.client)?.client_secret ?? '';
            /** @type {Record<string, string>} */
            const headers = { 'content-type': 'application/json', 'x-oura-timestamp': timestamp, 'x-oura-signature': signature(secret, timestamp, body) };
            if (tamper === 'unsigned') delete headers['x-oura-signature'];
            if (tamper === 'body') body = body.replace(objectId, randomUUID());
            if (!tamper) this.last = { url: s.callback_url, headers, body };
            return this.callbacks.deliver({ vendor: 'oura', person, type, event, tamper }, s.callback_url, { headers, body });
        }));
    }

    /** The last honest delivery once more, byte for byte. @returns {Promise<number[]>} */
    async replay() {
        if (!this.last) return [];
        return [await this.callbacks.deliver({ vendor: 'oura', tamper: 'replay' }, this.last.url, this.last)];
    }
}
