// Puts the parts together: one process, one port, a prefix per vendor.
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { Authority } from './authority.mjs';
import { Callbacks } from './callbacks.mjs';
import { demoClients } from './clients.mjs';
import { Clock } from './clock.mjs';
import { Control } from './control.mjs';
import { Faults, RateLimit, RequestLog } from './gate.mjs';
import { Oura, ouraScopes } from './oura.mjs';
import { OuraData } from './oura_data.mjs';
import { OuraWebhook } from './oura_webhook.mjs';
import { lastRecordedDay, loadRecordings } from './recordings.mjs';
import { Store } from './store.mjs';
import { send, sendJson } from './wire.mjs';
import { Withings } from './withings.mjs';
import { WithingsData } from './withings_data.mjs';
import { WithingsNotify } from './withings_notify.mjs';
import { WithingsOauth, withingsScopes } from './withings_oauth.mjs';
import { dayNumber } from './zones.mjs';

const day = 86400;

/**
 * @typedef {object} Options
 * @property {number} [port] 0 for any free one
 * @property {string} [host]
 * @property {{cert: string, key: string}} [tls] PEM files; plain HTTP without
 * @property {string} [publicUrl] as browsers and applications reach it
 * @property {boolean} [control]
 * @property {string} [stateFile]
 * @property {import('./clients.mjs').ClientEntry[]} [clients]
 * @property {string} [rebaseTo] "now", or the day that the last recorded day becomes; 2016 as recorded when absent
 * @property {number} [seed] of the constructed values
 * @property {{ca?: string, insecure?: boolean}} [callbacks]
 * @property {{withingsPerMinute?: number, ouraPer5Minutes?: number, withingsPage?: number, ouraDocuments?: number, ouraSamples?: number}} [limits]
 * @property {number} [webhookLife] seconds an Oura subscription lives
 * @property {number} [live] seconds between notices of today's growing data
 */

/** @typedef {ReturnType<typeof assemble>} Parts */

/** @param {Options} options @param {string} base */
function assemble(options, base) {
    const moving = options.rebaseTo === 'now';
    const last = moving ? Math.floor(Date.now() / 1000 / day) : options.rebaseTo ? dayNumber(options.rebaseTo) : lastRecordedDay;
    const shiftDays = last - lastRecordedDay;
    const clock = new Clock({ dataEnd: moving ? 'now' : 'none' });
    const records = loadRecordings({ shiftDays, seed: options.seed });
    const store = new Store(options.stateFile);
    const clients = [...(options.clients ?? demoClients)];
    const faults = new Faults();
    const log = new RequestLog();
    const callbacks = new Callbacks(options.callbacks);
    const holds = (/** @type {import('./recordings.mjs').Record_} */ r) => [`${r.days.size} days`, `${r.sleeps.length} nights`,
        ...(r.weights.length ? [`${r.weights.length} weights`] : []), ...(r.beats.length ? [`${r.beats.length} heart rates`] : [])].join(', ');
    const worth = (/** @type {import('./recordings.mjs').Record_} */ r) => r.beats.length * 10 + r.weights.length * 5 + r.sleeps.length;
    // Those with most kinds of data first.
    const people = [...records.values()].sort((a, b) => worth(b) - worth(a))
        .map((r) => ({ id: r.person.id, label: r.person.label, holds: holds(r) }));
    const common = { store, clock, clients, people };
    const authorities = {
        withings: new Authority({
            ...common, name: 'withings', title: 'Withings', base: `${base}/withings`, authorizePath: '/oauth2_user/authorize2',
            scopes: withingsScopes, ttl: { code: 30, access: 10800, refresh: 365 * day }, refresh: { kind: 'until_next_use', grace: 8 * 3600 },
        }),
        oura: new Authority({
            ...common, name: 'oura', title: 'Oura', base: `${base}/oura`, authorizePath: '/oauth/authorize',
            scopes: ouraScopes, ttl: { code: 600, access: day, refresh: 365 * day }, refresh: { kind: 'single_use' },
        }),
    };
    const limits = [new RateLimit(options.limits?.withingsPerMinute ?? 120, 60, clock), new RateLimit(options.limits?.ouraPer5Minutes ?? 5000, 300, clock)];
    const withings = {
        data: new WithingsData(records, store, clock),
        notify: new WithingsNotify(store, callbacks, records),
    };
    const oura = {
        data: new OuraData(records, store, clock),
        webhook: new OuraWebhook(store, callbacks, clock, authorities.oura, records, options.webhookLife ?? 90 * day),
    };
    const vendors = {
        withings: new Withings({
            authority: authorities.withings, oauth: new WithingsOauth(authorities.withings, records, faults), ...withings,
            faults, limit: limits[0], log, clock, pageSize: options.limits?.withingsPage ?? 20,
        }),
        oura: new Oura({
            authority: authorities.oura, ...oura, faults, limit: limits[1], log, clock,
            pageSize: { documents: options.limits?.ouraDocuments ?? 10, samples: options.limits?.ouraSamples ?? 1000 },
        }),
    };
    return { clock, records, store, clients, faults, log, callbacks, authorities, limits, withings, oura, vendors, shiftDays };
}

/** Tells subscribers of the day that is growing. @param {Parts} parts */
async function announceToday(parts) {
    const { withings, oura, records } = parts;
    for (const { person } of records.values()) {
        const activity = withings.data.activities(person.id).at(-1);
        if (activity) await withings.notify.notify(person.id, 'activity', withings.notify.when(person.id, 'activity', activity));
        const doc = oura.data.list(person.id, 'daily_activity').at(-1);
        if (doc) await oura.webhook.notify(person.id, 'daily_activity', 'update', doc.id);
    }
}

/**
 * @param {Options} [options]
 * @returns {Promise<{url: string, port: number, parts: Parts, close: () => Promise<void>}>}
 */
export async function startSimulator(options = {}) {
    const { host = '127.0.0.1', tls } = options;
    const server = tls ? createHttps({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }) : createHttp();
    server.keepAliveTimeout = 65_000; // who comes back after the 5 s that are usual may write just as it is closed
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port ?? 0, host, () => resolve(undefined));
    });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const url = (options.publicUrl ?? `${tls ? 'https' : 'http'}://localhost:${port}`).replace(/\/$/, '');
    const parts = assemble(options, url);
    const control = options.control ? new Control(parts) : undefined;
    const doors = { ...parts.vendors, ...(control && { control }) };

    server.on('request', (req, res) => {
        const target = new URL(req.url ?? '/', 'http://simulator');
        const [, first] = target.pathname.split('/');
        const door = Object.hasOwn(doors, first) ? doors[/** @type {'oura'} */ (first)] : undefined;
        if (target.pathname === '/healthz') return sendJson(res, 200, { ok: true });
        if (!door) return sendJson(res, 404, { error: 'not found' });
        door.serve(req, res, target.pathname.slice(first.length + 1) || '/', target.searchParams).catch((/** @type {any} */ error) => {
            if (!error.status) console.error(error);
            if (!res.headersSent) send(res, error.status ?? 500, 'simulator error', { 'content-type': 'text/plain' });
            else res.destroy();
        });
        return undefined;
    });
    const timer = options.live ? setInterval(() => announceToday(parts).catch(console.error), options.live * 1000) : undefined;
    return {
        url, port, parts,
        close: () => new Promise((resolve) => {
            clearInterval(timer);
            parts.faults.remove();
            parts.store.flush();
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
