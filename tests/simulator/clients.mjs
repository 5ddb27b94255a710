// The applications registered with the vendors. In a redirect pattern `*` stands for a port number, nothing else.

/** @typedef {{client_id: string, client_secret: string, redirect_uris: string[], vendors?: string[]}} ClientEntry */

/** @type {ClientEntry[]} */
export const demoClients = [{
    client_id: 'wellkept-demo',
    client_secret: 'wellkept-demo-secret-not-for-production',
    redirect_uris: [
        'https://localhost:*/connect/oauth/callback', 'https://127.0.0.1:*/connect/oauth/callback',
        'http://localhost:*/connect/oauth/callback', 'http://127.0.0.1:*/connect/oauth/callback',
    ],
}];

/** @param {string[]} patterns @param {string} uri */
export function redirectAllowed(patterns, uri) {
    return patterns.some((pattern) => {
        const parts = pattern.split('*').map((part) => part.replace(/[.?+^$()[\]{}|\\/]/g, '\\$&'));
        return new RegExp(`^${parts.join('\\d{1,5}')}$`).test(uri);
    });
}

/** The entry as oidc-provider's client metadata; the real patterns are checked by `redirectAllowed`. @param {ClientEntry} entry */
export function clientMetadata(entry) {
    return {
        client_id: entry.client_id, client_secret: entry.client_secret,
        redirect_uris: [entry.redirect_uris[0].replace('*', '8443')],
        application_type: entry.redirect_uris[0].startsWith('https:') ? 'web' : 'native',
        grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
    };
}
