// oidc-provider's storage. Here, and not outside the OAuth server, live the vendors' differing lives of a refresh token.

/**
 * @typedef {object} RefreshRule
 * @property {'single_use'|'until_next_use'} kind single_use: gone when redeemed, and redeeming it again ends the whole
 *     grant. until_next_use: redeemed again and again until the newer access token is used or `grace` has passed.
 * @property {number} [grace] seconds
 */

/**
 * @param {import('./store.mjs').Store} store @param {string} vendor @param {import('./clock.mjs').Clock} clock
 * @param {RefreshRule} refresh @param {(id: string) => object|undefined} findClient
 */
export function makeAdapter(store, vendor, clock, refresh, findClient) {
    return class Adapter {
        /** @param {string} model */
        constructor(model) {
            this.model = model;
        }

        get rows() {
            return (store.vendor(vendor).oauth[this.model] ??= {});
        }

        /** @param {string} id @param {any} payload @param {number} [expiresIn] */
        async upsert(id, payload, expiresIn) {
            this.rows[id] = { ...payload, ...(expiresIn && { endsAt: clock.now() + expiresIn }) };
            store.changed();
        }

        /** @param {string} id */
        async find(id) {
            if (this.model === 'Client') return findClient(id);
            const row = this.rows[id];
            if (row?.endsAt <= clock.now()) {
                delete this.rows[id];
                return undefined;
            }
            return row;
        }

        /** @param {string} uid */
        async findByUid(uid) {
            const id = Object.keys(this.rows).find((key) => this.rows[key].uid === uid);
            return id === undefined ? undefined : this.find(id);
        }

        /** @param {string} id */
        async consume(id) {
            const row = this.rows[id];
            if (!row) return;
            if (this.model === 'RefreshToken' && refresh.kind === 'until_next_use') {
                row.endsAt = Math.min(row.endsAt, clock.now() + (refresh.grace ?? 0));
                row.replaced = true;
            } else {
                row.consumed = clock.now();
            }
            store.changed();
        }

        /** @param {string} id */
        async destroy(id) {
            delete this.rows[id];
            store.changed();
        }

        /** @param {string} grantId */
        async revokeByGrantId(grantId) {
            for (const [id, row] of Object.entries(this.rows)) if (row.grantId === grantId) delete this.rows[id];
            store.changed();
        }
    };
}
