// Withings' HTTP side: /v2/oauth2, /v2/signature, /measure, /v2/measure, /v2/sleep, /v2/user, /notify.
import { pause, refusing } from './gate.mjs';
import { bearer, readBody, send, sendJson } from './wire.mjs';
import { WithingsError, invalidToken } from './withings_oauth.mjs';
import { dayNumber } from './zones.mjs';

/** @typedef {{person: string, client: string}} Who */

/** Path and action to the endpoint's name and the scope it needs. @type {Record<string, {name: string, scope?: string}>} */
const routes = {
    '/v2/oauth2 requesttoken': { name: 'token' },
    '/v2/oauth2 revoke': { name: 'revoke' },
    '/v2/oauth2 getdemoaccess': { name: 'getdemoaccess' },
    '/v2/signature getnonce': { name: 'getnonce' },
    '/measure getmeas': { name: 'getmeas', scope: 'user.metrics' },
    '/v2/measure getactivity': { name: 'getactivity', scope: 'user.activity' },
    '/v2/measure getintradayactivity': { name: 'getintradayactivity', scope: 'user.activity' },
    '/v2/measure getworkouts': { name: 'getworkouts', scope: 'user.activity' },
    '/v2/sleep getsummary': { name: 'getsummary', scope: 'user.activity' },
    '/v2/sleep get': { name: 'getsleep', scope: 'user.activity' },
    '/v2/user getdevice': { name: 'getdevice', scope: 'user.info' },
    '/notify subscribe': { name: 'notify' }, '/notify get': { name: 'notify' },
    '/notify list': { name: 'notify' }, '/notify revoke': { name: 'notify' },
};

const segmentKeys = ['startdate', 'enddate', 'state', 'model', 'model_id', 'hash_deviceid'];

export class Withings {
    /**
     * @param {object} parts
     * @param {import('./authority.mjs').Authority} parts.authority @param {import('./withings_oauth.mjs').WithingsOauth} parts.oauth
     * @param {import('./withings_data.mjs').WithingsData} parts.data @param {import('./withings_notify.mjs').WithingsNotify} parts.notify
     * @param {import('./gate.mjs').Faults} parts.faults @param {import('./gate.mjs').RateLimit} parts.limit
     * @param {import('./gate.mjs').RequestLog} parts.log @param {import('./clock.mjs').Clock} parts.clock @param {number} parts.pageSize
     */
    constructor(parts) {
        this.parts = parts;
    }

    /** @param {import('./wire.mjs').Request} req @param {import('./wire.mjs').Response} res @param {string} path @param {URLSearchParams} query */
    async serve(req, res, path, query) {
        const { authority, log, clock } = this.parts;
        if (authority.owns(path)) {
            res.on('finish', () => log.add({ at: clock.now(), vendor: 'withings', method: req.method, path: path.split('/').slice(0, 3).join('/'), endpoint: 'authorize', status: res.statusCode }));
            return authority.serve(req, res, path, query);
        }
        const form = { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams((await readBody(req)).toString())) };
        const route = routes[`${path.replace(/^\/v2\/notify$/, '/notify')} ${form.action}`];
        const row = { at: clock.now(), vendor: 'withings', method: req.method, path, action: form.action, endpoint: route?.name ?? 'unknown' };
        /** @type {{who?: Who}} */
        const seen = {};
        /** @type {{status: number, body: object, error?: string}} */
        let answer = { status: 0, body: {} };
        const fault = this.parts.faults.strike('withings', row.endpoint, authority.personOf(bearer(req.headers.authorization), form));
        const done = (/** @type {number|string} */ status) => log.add({ ...row, status, vendor_status: answer.status, person: seen.who?.person, client: seen.who?.client ?? form.client_id });
        // Some faults refuse the call; the others do the work and spoil the answer, as a broken line would.
        if (fault && refusing.has(fault.kind)) return this.misbehave(fault, res, answer, done);
        try {
            answer = { status: 0, body: await this.answer(req, route, form, seen) };
        } catch (error) {
            if (!(error instanceof WithingsError)) throw error;
            answer = { status: error.status, body: error.body, error: error.message };
        }
        if (fault) return this.misbehave(fault, res, answer, done);
        done(200);
        sendJson(res, 200, answer);
    }

    /** @param {import('./gate.mjs').Fault} fault @param {import('./wire.mjs').Response} res @param {object} answer @param {(status: number|string) => void} done */
    async misbehave(fault, res, answer, done) {
        const text = JSON.stringify(answer);
        const json = { 'content-type': 'application/json' };
        switch (fault.kind) {
        case 'garbage': done('garbage'); return send(res, 200, '<html><body><h1>502 Bad Gateway</h1></body></html>', { 'content-type': 'text/html' });
        case 'truncated': done('truncated'); return send(res, 200, text.slice(0, Math.floor(text.length / 2)), json);
        case '500': done(500); return send(res, 500, 'Internal Server Error', { 'content-type': 'text/plain' });
        case 'hang': done('hang'); this.parts.faults.hanging.add(res); res.on('close', () => this.parts.faults.hanging.delete(res)); return undefined;
        case '429': done(200); return sendJson(res, 200, { status: 601, body: { wait_seconds: fault.retry_after ?? 60 }, error: 'Too Many Requests' });
        case 'unauthorized': done(200); return sendJson(res, 200, { status: 401, body: {}, error: invalidToken().message });
        default: await pause(fault.delay_ms ?? 2000); done(200); return send(res, 200, text, json);
        }
    }

    /** @param {import('./wire.mjs').Request} req @param {{name: string, scope?: string}|undefined} route @param {Record<string, string>} form @param {{who?: Who}} seen @returns {Promise<object>} */
    async answer(req, route, form, seen) {
        if (!route) throw new WithingsError(2554, 'Not implemented');
        const { oauth, limit, data, notify } = this.parts;
        if (['token', 'revoke', 'getnonce', 'getdemoaccess'].includes(route.name)) {
            this.limited(limit, form.client_id);
            switch (route.name) {
            case 'token': return oauth.requestToken(req, form);
            case 'getnonce': return oauth.getNonce(form);
            case 'getdemoaccess':
                oauth.checkSignature(form, 'nonce');
                throw new WithingsError(2554, 'Not implemented');
            default: {
                const gone = await oauth.revoke(form);
                notify.drop((s) => s.person === gone.person && s.client === gone.client);
                return {};
            }
            }
        }
        const who = await oauth.access(bearer(req.headers.authorization), route.scope);
        seen.who = who;
        this.limited(limit, who.client);
        switch (route.name) {
        case 'getmeas': return this.getMeas(who.person, form);
        case 'getactivity': {
            const list = this.ranged(data.activities(who.person), form, (a) => dayNumber(a.date));
            return this.page('activities', list, form, (a) => pick(a, form.data_fields, ['date', 'timezone', 'deviceid', 'hash_deviceid', 'brand', 'is_tracker', 'model', 'model_id', 'modified']));
        }
        case 'getintradayactivity': return this.getIntraday(who.person, form);
        case 'getworkouts': {
            const list = this.ranged(data.workouts(who.person), form, (w) => Math.floor(w.startdate / 86400));
            return this.page('series', list, form, (w) => w);
        }
        case 'getsummary': {
            const list = this.ranged(data.sleeps(who.person), form, (s) => dayNumber(s.date));
            return this.page('series', list, form, (s) => ({ ...s, data: pick(s.data, form.data_fields, []) }));
        }
        case 'getsleep': {
            const [from, to] = this.day(form);
            // Pulse and breath come only when they are asked for.
            const fields = form.data_fields || 'state';
            return { series: data.sleepStates(who.person, from, to).map((s) => pick(s, fields, segmentKeys)), model: 32, model_id: 93 };
        }
        case 'getdevice': return { devices: data.devices(who.person) };
        default:
            if (form.signature) oauth.checkSignature(form, 'nonce');
            return notify.handle(who, form);
        }
    }

    /** @param {import('./gate.mjs').RateLimit} limit @param {string} client */
    limited(limit, client) {
        const wait = limit.take(client ?? '');
        if (wait > 0) throw new WithingsError(601, 'Too Many Requests', { wait_seconds: wait });
    }

    /** At most one day from the start. @param {Record<string, string>} form @returns {[number, number]} */
    day(form) {
        const now = this.parts.clock.now();
        const from = form.startdate ? whole(form.startdate, 'startdate') : now - 86400;
        const to = form.enddate ? whole(form.enddate, 'enddate') : from + 86400;
        if (to < from) throw new WithingsError(503, 'Invalid Params: invalid enddate');
        return [from, Math.min(to, from + 86400)];
    }

    /** @param {string} person @param {Record<string, string>} form */
    getIntraday(person, form) {
        const series = this.parts.data.intraday(person, ...this.day(form));
        const fields = Object.fromEntries(Object.entries(series)
            .map(([at, v]) => [at, pick(v, form.data_fields, ['deviceid', 'hash_deviceid', 'model', 'model_id', 'duration'])]));
        // A map that is empty comes out as an empty list.
        return { series: Object.keys(fields).length === 0 ? [] : fields };
    }

    /** @param {string} person @param {Record<string, string>} form */
    getMeas(person, form) {
        const types = (form.meastypes ?? form.meastype)?.split(',').map(Number);
        const updated = form.lastupdate ? whole(form.lastupdate, 'lastupdate') : 0;
        const from = form.startdate ? whole(form.startdate, 'startdate') : 0;
        const to = form.enddate ? whole(form.enddate, 'enddate') : Infinity;
        const groups = this.parts.data.measures(person)
            .filter((g) => g.date >= from && g.date <= to && g.modified >= updated && (!form.category || g.category === Number(form.category)))
            .map((g) => (types ? { ...g, measures: g.measures.filter((m) => types.includes(m.type)) } : g))
            .filter((g) => g.measures.length > 0);
        const { more, offset, ...rest } = this.page('measuregrps', groups, form, (g) => g);
        const timezone = this.parts.data.record(person).person.zone;
        // This one endpoint writes `more` as a number.
        return { updatetime: this.parts.clock.now(), timezone, ...rest, more: Number(more), offset };
    }

    /** @template {{modified: number}} T @param {T[]} list @param {Record<string, string>} form @param {(item: T) => number} dayOf */
    ranged(list, form, dayOf) {
        if (form.lastupdate) {
            const since = whole(form.lastupdate, 'lastupdate');
            return list.filter((item) => item.modified >= since);
        }
        if (!form.startdateymd || !form.enddateymd) throw new WithingsError(503, 'Invalid Params: missing startdateymd and enddateymd, or lastupdate');
        const [from, to] = [form.startdateymd, form.enddateymd].map((text) => {
            if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new WithingsError(503, 'Invalid Params: invalid date');
            return dayNumber(text);
        });
        return list.filter((item) => dayOf(item) >= from && dayOf(item) <= to);
    }

    /** @template T @param {string} key @param {T[]} list @param {Record<string, string>} form @param {(item: T) => unknown} shape @returns {Record<string, any>} */
    page(key, list, form, shape) {
        const begin = form.offset ? whole(form.offset, 'offset') : 0;
        const end = begin + this.parts.pageSize;
        const more = end < list.length;
        return { [key]: list.slice(begin, end).map(shape), more, offset: more ? end : 0 };
    }
}

/** @param {string} text @param {string} name */
function whole(text, name) {
    if (!/^\d{1,12}$/.test(text)) throw new WithingsError(503, `Invalid Params: invalid ${name}`);
    return Number(text);
}

/** @param {Record<string, any>} item @param {string|undefined} fields comma-separated; all when absent @param {string[]} always */
function pick(item, fields, always) {
    if (!fields) return item;
    const wanted = new Set([...always, ...fields.split(',')]);
    return Object.fromEntries(Object.entries(item).filter(([key]) => wanted.has(key)));
}
