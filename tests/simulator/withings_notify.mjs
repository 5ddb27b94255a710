// Withings' notifications: one subscription per person and category, a bare form POST without any signature.
import { dayNumber, instant } from './zones.mjs';
import { appliOf } from './withings_data.mjs';
import { WithingsError } from './withings_oauth.mjs';

const known = new Set(Object.values(appliOf));
const tries = 2; // at once; the vendor's later cycles take hours
const patienceMs = 2000;

export class WithingsNotify {
    /**
     * @param {import('./store.mjs').Store} store @param {import('./callbacks.mjs').Callbacks} callbacks
     * @param {Map<string, import('./recordings.mjs').Record_>} records
     */
    constructor(store, callbacks, records) {
        this.store = store;
        this.callbacks = callbacks;
        this.records = records;
    }

    get list() {
        return this.store.vendor('withings').subscriptions;
    }

    /** A new address must answer HEAD first. @param {{person: string, client: string}} who @param {Record<string, string>} form */
    async handle(who, form) {
        const mine = this.list.filter((s) => s.person === who.person && s.client === who.client);
        const appli = form.appli ? Number(form.appli) : undefined;
        const shown = (/** @type {any} */ s) => ({ appli: s.appli, callbackurl: s.callbackurl, comment: s.comment });
        if (form.action === 'list') return { profiles: mine.filter((s) => !appli || s.appli === appli).map(shown) };
        if (!/^https?:\/\/[^\s]+$/.test(form.callbackurl ?? '')) throw new WithingsError(293, 'The callback URL is either absent or incorrect');
        const matching = mine.filter((s) => s.callbackurl === form.callbackurl && (!appli || s.appli === appli));
        switch (form.action) {
        case 'subscribe': {
            if (appli === undefined || !known.has(appli)) throw new WithingsError(503, 'Invalid Params: invalid appli');
            if (matching.length === 0) {
                const { status } = await this.callbacks.call(form.callbackurl, { method: 'HEAD', timeoutMs: patienceMs });
                if (status < 200 || status >= 400) throw new WithingsError(293, 'The callback URL is either absent or incorrect');
                this.list.push({ ...who, appli, callbackurl: form.callbackurl, comment: form.comment ?? '' });
                this.store.changed();
            }
            return {};
        }
        case 'get':
            if (matching.length === 0) throw new WithingsError(286, 'No such subscription was found');
            return shown(matching[0]);
        case 'revoke':
            if (matching.length === 0) throw new WithingsError(294, 'No such subscription could be deleted');
            this.drop((s) => matching.includes(s));
            return {};
        default:
            throw new WithingsError(2554, 'Not implemented');
        }
    }

    /** @param {(s: any) => boolean} which */
    drop(which) {
        this.store.vendor('withings').subscriptions = this.list.filter((s) => !which(s));
        this.store.changed();
    }

    /**
     * Tells every subscriber of one person and category.
     * @param {string} person @param {keyof typeof appliOf} type
     * @param {{startdate: number, enddate: number, date?: string, action?: string}} when @param {{userid?: string}} [forged]
     * @returns {Promise<number[]>} the answers' statuses, 0 for none
     */
    async notify(person, type, when, forged = {}) {
        const appli = appliOf[type];
        const userid = forged.userid ?? this.records.get(person)?.person.withings ?? '';
        const fields = { userid, appli: String(appli), ...Object.fromEntries(Object.entries(when).map(([k, v]) => [k, String(v)])) };
        const body = new URLSearchParams(fields).toString();
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return Promise.all(this.list.filter((s) => s.person === person && s.appli === appli).map(async (s) => {
            let status = 0;
            for (let attempt = 1; attempt <= tries; attempt++) {
                status = await this.callbacks.deliver({ vendor: 'withings', person, type, attempt }, s.callbackurl, { headers, body, timeoutMs: patienceMs });
                if (status > 0 && status < 400) return status;
            }
            return status;
        }));
    }

    /** The time a notification names for a changed record. @param {string} person @param {string} type @param {any} item */
    when(person, type, item) {
        const zone = this.records.get(person)?.person.zone ?? 'UTC';
        if (type === 'activity') {
            const startdate = instant(zone, dayNumber(item.date), 0);
            return { startdate, enddate: instant(zone, dayNumber(item.date) + 1, 0), date: item.date };
        }
        if (type === 'sleep' || type === 'workout') return { startdate: item.startdate, enddate: item.enddate };
        return { startdate: item.date, enddate: item.date + 1 };
    }
}
