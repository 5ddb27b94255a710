// The tests' hand on the simulator: faults, new and changed data, forged webhooks, time, and what was seen.
import { faultKinds } from './gate.mjs';
import { stableId } from './people.mjs';
import { readBody, sendJson } from './wire.mjs';
import { appliOf } from './withings_data.mjs';
import { ouraTypes } from './oura_data.mjs';

/** A request that makes no sense. */
class Refused extends Error {}

/** @param {unknown} condition @param {string} why */
function must(condition, why) {
    if (!condition) throw new Refused(why);
}

export class Control {
    /** @param {import('./server.mjs').Parts} parts */
    constructor(parts) {
        this.parts = parts;
        /** @type {Record<string, (body: any, query: URLSearchParams, id?: string) => unknown>} */
        this.routes = {
            'GET state': () => this.state(),
            'GET faults': () => parts.faults.list,
            'POST faults': (body) => this.addFault(body),
            'DELETE faults': (_body, _query, id) => { parts.faults.remove(id); return {}; },
            'POST data': (body) => this.changeData(body),
            'POST webhooks': (body) => this.sendWebhook(body),
            'POST unlink': (body) => this.unlink(body),
            'POST expire': (body) => this.expire(body),
            'POST clock': (body) => this.moveClock(body),
            'POST clients': (body) => this.addClient(body),
            'GET log': (_body, query) => parts.log.rows.filter((r) => ['vendor', 'endpoint', 'person'].every((k) => !query.has(k) || r[k] === query.get(k))),
            'DELETE log': () => { parts.log.rows.length = 0; return {}; },
            'GET deliveries': () => parts.callbacks.sent,
            'DELETE deliveries': () => { parts.callbacks.sent.length = 0; return {}; },
            'GET revocations': (_body, query) => this.byVendor(query, (v) => parts.store.vendor(v).revocations),
            'GET tokens': (_body, query) => this.byVendor(query, (v) => parts.authorities[v].alive()),
            'GET subscriptions': (_body, query) => this.byVendor(query, (v) => parts.store.vendor(v).subscriptions
                .map(({ verification_token: _secret, ...shown }) => shown)),
            'POST reset': () => this.reset(),
        };
    }

    /** @param {import('./wire.mjs').Request} req @param {import('./wire.mjs').Response} res @param {string} path @param {URLSearchParams} query */
    async serve(req, res, path, query) {
        const [, name, id] = path.split('/');
        const route = this.routes[`${req.method} ${name}`];
        if (!route) return sendJson(res, 404, { error: 'no such control' });
        try {
            const text = (await readBody(req)).toString();
            const body = text ? JSON.parse(text) : {};
            return sendJson(res, 200, (await route(body, query, id)) ?? {});
        } catch (error) {
            if (error instanceof Refused || error instanceof SyntaxError) return sendJson(res, 400, { error: error.message });
            throw error;
        }
    }

    /** @param {URLSearchParams} query @param {(vendor: string) => any[]} rows */
    byVendor(query, rows) {
        return Object.keys(this.parts.authorities).filter((v) => !query.has('vendor') || v === query.get('vendor'))
            .flatMap((vendor) => rows(vendor).map((row) => ({ vendor, ...row })));
    }

    /** @param {any} body @returns {'withings'|'oura'} */
    vendor(body) {
        must(body.vendor in this.parts.authorities, 'vendor: withings or oura');
        return body.vendor;
    }

    /** A person by recorded number or by the vendor's user id. @param {any} body @returns {string} */
    person(body) {
        const found = [...this.parts.records.values()].find(({ person: p }) => [p.id, p.withings, p.oura].includes(String(body.person)));
        must(found, 'person: not one of the recorded people');
        return /** @type {any} */ (found).person.id;
    }

    state() {
        const { clock, records, faults, shiftDays } = this.parts;
        return {
            now: clock.now(), offset: clock.offset, shift_days: shiftDays, faults: faults.list,
            people: [...records.values()].map(({ person: { salt: _salt, ...person }, ...r }) => ({
                ...person, days: r.days.size, nights: r.sleeps.length, weights: r.weights.length, heart_rates: r.beats.length,
            })),
        };
    }

    /** @param {any} body */
    addFault(body) {
        const vendor = this.vendor(body);
        must(faultKinds.includes(body.kind), `kind: one of ${faultKinds.join(', ')}`);
        const { kind, endpoint, times, delay_ms, retry_after } = body;
        return this.parts.faults.add({ vendor, kind, endpoint, times, delay_ms, retry_after, person: body.person ? this.person(body) : undefined });
    }

    /** @param {any} body {vendor, person, type, change, id?, document?, notify?} */
    async changeData(body) {
        const vendor = this.vendor(body);
        const person = this.person(body);
        const { type, change, notify = true } = body;
        must(['create', 'update', 'delete'].includes(change), 'change: create, update or delete');
        must(vendor === 'oura' ? type in ouraTypes : type in appliOf, 'type: not one of the vendor\'s');
        const { store, clock, withings, oura } = this.parts;
        const document = change === 'delete' ? undefined : { ...body.document };
        const id = String(body.id ?? (vendor === 'oura' ? document?.id ?? document?.timestamp ?? stableId(person, type, clock.now(), store.vendor(vendor).edits.length)
            : document?.grpid ?? document?.date ?? document?.id ?? ''));
        must(id, 'id: which record');
        let before;
        if (vendor === 'withings') {
            before = type === 'intraday' ? undefined : withings.data.find(person, type, id);
            if (document && type !== 'intraday') document.modified ??= clock.now();
            if (document && change === 'create' && ['sleep', 'workout'].includes(type)) document.id = Number(id);
            if (document && change === 'create' && ['measure', 'temperature', 'pressure'].includes(type)) {
                document.grpid = Number(id);
                document.attrib ??= 0;
                document.category ??= 1;
                document.created ??= document.modified;
            }
        } else {
            before = oura.data.list(person, type).find((d) => (d.id ?? d.timestamp) === id);
            if (document && change === 'create' && type !== 'heartrate') document.id = id;
        }
        must(change === 'create' || before || type === 'intraday', 'id: no such record');
        store.vendor(vendor).edits.push({ person, type, change, id, document });
        store.changed();
        if (!notify) return { id, statuses: [] };
        if (vendor === 'oura') return { id, statuses: await oura.webhook.notify(person, type, change, id) };
        const item = { ...before, ...document };
        const when = type === 'intraday' ? { startdate: Number(id), enddate: Number(id) + 60 } : withings.notify.when(person, type, item);
        return { id, statuses: await withings.notify.notify(person, type, when) };
    }

    /** @param {any} body {vendor, person, type, event?, id?, startdate?, enddate?, tamper?} or {vendor: 'oura', tamper: 'replay'} */
    async sendWebhook(body) {
        const vendor = this.vendor(body);
        const { withings, oura } = this.parts;
        if (body.tamper === 'replay') {
            must(vendor === 'oura', 'only oura deliveries can be replayed as signed');
            return { statuses: await oura.webhook.replay() };
        }
        const person = this.person(body);
        if (vendor === 'withings') {
            must(body.type in appliOf, 'type: not one of the vendor\'s');
            const { startdate = this.parts.clock.now() - 86400, enddate = this.parts.clock.now(), date, action } = body;
            const when = { startdate, enddate, ...(date && { date }), ...(action && { action }) };
            const forged = body.tamper === 'unknown_user' ? { userid: '99999999' } : {};
            return { statuses: await withings.notify.notify(person, body.type, when, forged) };
        }
        must(body.type in ouraTypes, 'type: not one of the vendor\'s');
        must(body.tamper === undefined || ['signature', 'body', 'unsigned', 'old', 'unknown_user'].includes(body.tamper), 'tamper: signature, body, unsigned, old, unknown_user or replay');
        const id = body.id ?? oura.data.list(person, body.type).at(-1)?.id ?? stableId(person, body.type);
        return { statuses: await oura.webhook.notify(person, body.type, body.event ?? 'update', id, { tamper: body.tamper }) };
    }

    /** The person removes the application at the vendor. @param {any} body */
    async unlink(body) {
        const vendor = this.vendor(body);
        const person = this.person(body);
        const authority = this.parts.authorities[vendor];
        const grants = authority.grantsOf(person);
        for (const grant of grants) await authority.endGrant(grant, 'person');
        if (vendor === 'withings') {
            const now = this.parts.clock.now();
            const { notify } = this.parts.withings;
            await notify.notify(person, 'user', { startdate: now, enddate: now, action: 'unlink' });
            notify.drop((s) => s.person === person);
        }
        return { grants: grants.length };
    }

    /** Ends lives early, without the word of a revocation. @param {any} body {vendor, person?, what} */
    expire(body) {
        const vendor = this.vendor(body);
        const model = { access: 'AccessToken', refresh: 'RefreshToken', code: 'AuthorizationCode' }[/** @type {'access'} */ (body.what)];
        must(model || body.what === 'subscriptions', 'what: access, refresh, code or subscriptions');
        const { store, clock } = this.parts;
        const state = store.vendor(vendor);
        const person = body.person ? this.person(body) : undefined;
        let count = 0;
        for (const row of model ? Object.values(state.oauth[model] ?? {}) : state.subscriptions) {
            if (person && (row.accountId ?? row.person) !== person) continue;
            if (model) row.endsAt = clock.now();
            else row.expires = clock.now();
            count++;
        }
        store.changed();
        return { expired: count };
    }

    /** @param {any} body {advance_s} or {offset_s} */
    moveClock(body) {
        const { clock } = this.parts;
        if (body.offset_s !== undefined) clock.offset = Number(body.offset_s);
        clock.offset += Number(body.advance_s ?? 0);
        must(Number.isFinite(clock.offset), 'advance_s or offset_s: seconds');
        return { now: clock.now(), offset: clock.offset };
    }

    /** @param {any} body a client entry */
    addClient(body) {
        must(typeof body.client_id === 'string' && typeof body.client_secret === 'string' && Array.isArray(body.redirect_uris), 'client_id, client_secret and redirect_uris');
        const { clients } = this.parts;
        const at = clients.findIndex((c) => c.client_id === body.client_id);
        clients.splice(at === -1 ? clients.length : at, at === -1 ? 0 : 1, body);
        return {};
    }

    reset() {
        const { store, faults, log, callbacks, clock, limits } = this.parts;
        store.vendors = {};
        store.changed();
        faults.remove();
        log.rows.length = 0;
        callbacks.sent.length = 0;
        clock.offset = 0;
        for (const limit of limits) limit.seen.clear();
        return {};
    }
}
