// What stands before every vendor endpoint: a log without secrets, faults that tests set, and the vendor's rate limit.

/**
 * @typedef {object} Fault
 * @property {string} id
 * @property {string} vendor
 * @property {'garbage'|'truncated'|'500'|'hang'|'slow'|'429'|'never_refresh'|'unauthorized'} kind
 * @property {string} [endpoint] route name; all when absent
 * @property {string} [person] recorded person; all when absent
 * @property {number} [times] how often it still strikes; for ever when absent
 * @property {number} [delay_ms] for slow
 * @property {number} [retry_after] seconds, for 429
 */

export const faultKinds = ['garbage', 'truncated', '500', 'hang', 'slow', '429', 'never_refresh', 'unauthorized'];

/** Faults that turn the call away before anything happens. */
export const refusing = new Set(['500', '429', 'unauthorized']);

export class Faults {
    constructor() {
        /** @type {Fault[]} */
        this.list = [];
        this.next = 1;
        /** @type {Set<import('./wire.mjs').Response>} */
        this.hanging = new Set();
    }

    /** @param {Omit<Fault, 'id'>} fault @returns {Fault} */
    add(fault) {
        const made = { ...fault, id: String(this.next++) };
        this.list.push(made);
        return made;
    }

    /** @param {string} [id] all when absent */
    remove(id) {
        this.list = id ? this.list.filter((f) => f.id !== id) : [];
        if (this.list.every((f) => f.kind !== 'hang')) this.release();
    }

    /** Ends the held connections without an answer. */
    release() {
        for (const res of this.hanging) res.destroy();
        this.hanging.clear();
    }

    /** The fault that strikes this call, counted down. @param {string} vendor @param {string} endpoint @param {string} [person] @param {string[]} [kinds] @returns {Fault|undefined} */
    strike(vendor, endpoint, person, kinds = faultKinds.filter((k) => k !== 'never_refresh')) {
        const fault = this.list.find((f) => f.vendor === vendor && kinds.includes(f.kind)
            && (!f.endpoint || f.endpoint === endpoint) && (!f.person || f.person === person) && f.times !== 0);
        if (fault?.times !== undefined) fault.times--;
        return fault;
    }
}

/** Requests of one application in a sliding window. */
export class RateLimit {
    /** @param {number} most 0 is no limit @param {number} window seconds @param {import('./clock.mjs').Clock} clock */
    constructor(most, window, clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
        /** @type {Map<string, number[]>} */
        this.seen = new Map();
    }

    /** @param {string} client @returns {number} 0 when free, else seconds to wait; a refused request does not count */
    take(client) {
        if (this.most === 0) return 0;
        const now = this.clock.now();
        const recent = (this.seen.get(client) ?? []).filter((at) => at > now - this.window);
        this.seen.set(client, recent);
        if (recent.length >= this.most) return recent[0] + this.window - now;
        recent.push(now);
        return 0;
    }
}

/** The last requests: who asked for what and how it ended. Never tokens, codes or bodies. */
export class RequestLog {
    constructor(most = 10000) {
        this.most = most;
        /** @type {any[]} */
        this.rows = [];
    }

    /** @param {object} row */
    add(row) {
        this.rows.push(row);
        if (this.rows.length > this.most) this.rows.shift();
    }
}

/** @param {number} ms */
export function pause(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
}
