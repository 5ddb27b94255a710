// One real OAuth server (oidc-provider) per vendor: sign-in, consent, codes, tokens, rotation and revocation are its own.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { makeAdapter } from './adapter.mjs';
import { clientMetadata, redirectAllowed } from './clients.mjs';
import { consentPage, errorPage, loginPage } from './pages.mjs';
import { callInside, readBody, send } from './wire.mjs';

const tokenRoute = '/internal/token';

/**
 * @typedef {object} AuthorityOptions
 * @property {string} name path prefix without slash
 * @property {string} title
 * @property {string} base public URL with the prefix
 * @property {string} authorizePath
 * @property {Record<string, string>} scopes scope to its meaning
 * @property {{code: number, access: number, refresh: number}} ttl seconds
 * @property {import('./adapter.mjs').RefreshRule} refresh
 * @property {import('./store.mjs').Store} store
 * @property {import('./clock.mjs').Clock} clock
 * @property {import('./clients.mjs').ClientEntry[]} clients
 * @property {{id: string, label: string, holds: string}[]} people
 */

export class Authority {
    /** @param {AuthorityOptions} options */
    constructor(options) {
        this.options = options;
        /** @type {Promise<unknown>} */
        this.queue = Promise.resolve();
        const { name, base, store, clock, ttl, refresh, scopes } = options;
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const provider = new Provider(base, {
            adapter: makeAdapter(store, name, clock, refresh, (id) => {
                const entry = this.client(id);
                return entry && clientMetadata(entry);
            }),
            jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
            clientDefaults: { id_token_signed_response_alg: 'ES256' },
            scopes: Object.keys(scopes),
            cookies: { keys: [randomBytes(32).toString('hex')] },
            pkce: { required: () => false, methods: ['S256'] },
            features: { devInteractions: { enabled: false }, revocation: { enabled: false }, userinfo: { enabled: false } },
            findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
            issueRefreshToken: async () => true,
            rotateRefreshToken: true,
            expiresWithSession: async () => false,
            interactions: { url: (_ctx, interaction) => `/${name}/interaction/${interaction.uid}` },
            ttl: {
                AuthorizationCode: ttl.code, AccessToken: ttl.access, RefreshToken: ttl.refresh,
                // A grant outlives its tokens: each refresh begins a new life of them.
                Grant: 10 * 365 * 86400,
                Interaction: 3600, Session: 3600, IdToken: 60,
            },
            routes: { authorization: options.authorizePath, token: tokenRoute, jwks: '/internal/jwks', end_session: '/internal/end' },
            renderError: async (ctx, out) => {
                ctx.type = 'html';
                ctx.body = errorPage(options.title, out.error, out.error_description ?? 'The request was not understood.');
            },
        });
        const authority = this;
        provider.Client.prototype.redirectUriAllowed = function allowed(uri) {
            return redirectAllowed(authority.client(this.clientId)?.redirect_uris ?? [], uri);
        };
        // The OAuth server itself ends a grant when a spent refresh token is shown again.
        provider.on('grant.revoked', (ctx) => {
            store.vendor(name).revocations.push({
                at: clock.now(), by: 'refresh_token_reuse', person: ctx.oidc.entities.Account?.accountId, client: ctx.oidc.client?.clientId,
            });
            store.changed();
        });
        provider.proxy = true;
        this.provider = provider;
        this.handler = provider.callback();
    }

    /** @param {string} id @returns {import('./clients.mjs').ClientEntry|undefined} */
    client(id) {
        return this.options.clients.find((c) => c.client_id === id && (c.vendors?.includes(this.options.name) ?? true));
    }

    /** Whether a path belongs to the OAuth server's browser side. @param {string} path below the prefix */
    owns(path) {
        return path === this.options.authorizePath || path.startsWith(`${this.options.authorizePath}/`) || path.startsWith('/interaction/');
    }

    /** @param {import('./wire.mjs').Request} req @param {import('./wire.mjs').Response} res @param {string} path @param {URLSearchParams} query */
    async serve(req, res, path, query) {
        const { name, authorizePath } = this.options;
        if (path.startsWith('/interaction/')) return this.interact(req, res);
        if (path === authorizePath) {
            // Vendors ask every time, whoever is signed in; and one of them separates scopes by commas.
            query.set('prompt', 'login consent');
            const scope = query.get('scope');
            if (scope) query.set('scope', scope.split(/[,\s]+/).filter(Boolean).join(' '));
        }
        const url = `${path}${query.size === 0 ? '' : `?${query}`}`;
        Object.assign(req, { url, originalUrl: `/${name}${url}` });
        this.dressRedirects(res);
        return this.handler(req, res);
    }

    /** Redirects to the application carry no `iss`, which these vendors do not send. @param {import('./wire.mjs').Response} res */
    dressRedirects(res) {
        const set = res.setHeader.bind(res);
        res.setHeader = (key, value) => {
            if (key.toLowerCase() === 'location' && /^https?:/.test(String(value))) {
                const target = new URL(String(value));
                target.searchParams.delete('iss');
                return set(key, target.href);
            }
            return set(key, value);
        };
    }

    /** @param {import('./wire.mjs').Request} req @param {import('./wire.mjs').Response} res */
    async interact(req, res) {
        const { title, scopes, people } = this.options;
        const { provider } = this;
        const html = { 'content-type': 'text/html; charset=utf-8' };
        let details;
        try {
            details = await provider.interactionDetails(req, res);
        } catch {
            return send(res, 400, errorPage(title, 'invalid_request', 'This page has expired. Start again from the application.'), html);
        }
        const { prompt, params, session, uid } = details;
        const action = `/${this.options.name}/interaction/${uid}`;
        const asked = String(params.scope ?? '').split(' ').filter((s) => s in scopes);
        if (req.method !== 'POST') {
            return send(res, 200, prompt.name === 'login'
                ? loginPage(title, action, people)
                : consentPage(title, action, String(params.client_id), people.find((p) => p.id === session?.accountId)?.label ?? '',
                    asked.map((scope) => ({ scope, meaning: scopes[scope] }))), html);
        }
        const form = new URLSearchParams((await readBody(req)).toString());
        const finish = (/** @type {any} */ result) => provider.interactionFinished(req, res, result, { mergeWithLastSubmission: true });
        if (form.get('choice') !== 'allow') {
            return finish({ error: 'access_denied', error_description: 'The user denied the request' });
        }
        if (prompt.name === 'login') {
            const person = people.find((p) => p.id === form.get('person'));
            if (!person) return send(res, 400, loginPage(title, action, people), html);
            return finish({ login: { accountId: person.id, remember: false } });
        }
        const granted = form.getAll('scope').filter((s) => asked.includes(s));
        if (granted.length === 0) return finish({ error: 'access_denied', error_description: 'The user chose nothing' });
        const grant = new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
        grant.addOIDCScope(granted.join(' '));
        const refused = asked.filter((s) => !granted.includes(s));
        if (refused.length > 0) grant.rejectOIDCScope(refused.join(' '));
        return finish({ consent: { grantId: await grant.save() } });
    }

    /** The token endpoint, in process. @param {import('./wire.mjs').Request} req @param {Record<string, string>} form */
    token(req, form) {
        // One after the other: of two calls with one refresh token the second must see what the first did.
        const call = this.queue.then(() => callInside(this.handler, req, { url: tokenRoute, originalUrl: `/${this.options.name}${tokenRoute}`, form }));
        this.queue = call.catch(() => undefined);
        return call;
    }

    /** @param {string|undefined} value @returns {Promise<any>} the live access token, or undefined */
    async access(value) {
        return value ? this.provider.AccessToken.find(value) : undefined;
    }

    /** Whose token or code a call carries, good or not. @param {string|undefined} access @param {Record<string, string>} form @returns {string|undefined} */
    personOf(access, form) {
        const { oauth } = this.options.store.vendor(this.options.name);
        return (oauth.AccessToken?.[access ?? ''] ?? oauth.RefreshToken?.[form.refresh_token] ?? oauth.AuthorizationCode?.[form.code])?.accountId;
    }

    /** Ends a grant with every code and token of it. @param {string} grantId @param {string} by who ended it */
    async endGrant(grantId, by) {
        const { provider, options } = this;
        const grant = await provider.Grant.find(grantId);
        await Promise.all([provider.AccessToken, provider.RefreshToken, provider.AuthorizationCode].map((m) => m.revokeByGrantId(grantId)));
        options.store.vendor(options.name).revocations.push({
            at: options.clock.now(), by, person: grant?.accountId, client: grant?.clientId,
        });
        await grant?.destroy();
        options.store.changed();
    }

    /** Grants of a person, of one application or of all. @param {string} person @param {string} [client] @returns {string[]} */
    grantsOf(person, client) {
        const rows = this.options.store.vendor(this.options.name).oauth.Grant ?? {};
        return Object.entries(rows).filter(([, g]) => g.accountId === person && (!client || g.clientId === client)).map(([id]) => id);
    }

    /** Tokens that would still be accepted, without their values. */
    alive() {
        const { store, name, clock } = this.options;
        const { oauth } = store.vendor(name);
        return ['AccessToken', 'RefreshToken'].flatMap((kind) => Object.values(oauth[kind] ?? {})
            .filter((row) => !(row.endsAt <= clock.now()) && !row.consumed)
            .map((row) => ({
                kind, person: row.accountId, client: row.clientId, grant: row.grantId, scope: row.scope,
                ends_at: row.endsAt, replaced: row.replaced ?? false,
            })));
    }
}
