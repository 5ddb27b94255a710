// What the simulator remembers: the OAuth server's own records, subscriptions, edits to the data. One plain object in
// memory, written to a file when one is given, so that a demo survives a restart.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * @typedef {object} VendorState
 * @property {Record<string, Record<string, any>>} oauth by model, then id
 * @property {any[]} subscriptions
 * @property {any[]} edits
 * @property {any[]} revocations
 */

export class Store {
    /** @param {string} [file] */
    constructor(file) {
        this.file = file;
        /** @type {Record<string, VendorState>} */
        this.vendors = {};
        if (file && existsSync(file)) this.vendors = JSON.parse(readFileSync(file, 'utf8')).vendors;
    }

    /** @param {string} name @returns {VendorState} */
    vendor(name) {
        this.vendors[name] ??= { oauth: {}, subscriptions: [], edits: [], revocations: [] };
        return this.vendors[name];
    }

    /** Writes soon: many changes of one request become one write. */
    changed() {
        if (!this.file || this.pending) return;
        this.pending = setTimeout(() => this.flush(), 50);
        this.pending.unref();
    }

    flush() {
        clearTimeout(this.pending);
        this.pending = undefined;
        if (!this.file) return;
        writeFileSync(`${this.file}.new`, JSON.stringify({ vendors: this.vendors }), { mode: 0o600 });
        renameSync(`${this.file}.new`, this.file);
    }
}
