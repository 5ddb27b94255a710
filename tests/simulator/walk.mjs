// Walks a vendor's sign-in and consent as a browser would: follows redirects, keeps cookies, sends the forms.

import { cookiesOf } from './cookies.mjs';

/** A cookie jar for one origin, by name and path. */
class Jar {
    constructor() {
        /** @type {Map<string, {path: string, name: string, value: string}>} */
        this.cookies = new Map();
    }

    /** @param {Response} response */
    keep(response) {
        for (const line of cookiesOf(response)) {
            const [pair, ...attributes] = line.split(/;\s*/);
            const [name, value] = pair.split(/=(.*)/s);
            const path = attributes.find((a) => /^path=/i.test(a))?.slice(5) ?? '/';
            const gone = attributes.some((a) => /^expires=/i.test(a) && Date.parse(a.slice(8)) < Date.now());
            if (gone) this.cookies.delete(`${path} ${name}`);
            else this.cookies.set(`${path} ${name}`, { path, name, value });
        }
    }

    /** @param {URL} url */
    header(url) {
        return [...this.cookies.values()].filter((c) => url.pathname.startsWith(c.path)).map((c) => `${c.name}=${c.value}`).join('; ');
    }
}

/**
 * @param {string} authorizeUrl complete, with client_id, redirect_uri, scope, state, response_type
 * @param {{person: string, scopes?: string[], deny?: boolean}} choice all asked scopes when absent
 * @returns {Promise<URL>} the redirect back to the application
 */
export async function walkConsent(authorizeUrl, { person, scopes, deny = false }) {
    const jar = new Jar();
    let url = new URL(authorizeUrl);
    const { origin } = url;
    /** @type {RequestInit} */
    let request = {};
    for (let hop = 0; hop < 20; hop++) {
        const response = await fetch(url, { ...request, redirect: 'manual', headers: { cookie: jar.header(url), ...request.headers } });
        jar.keep(response);
        const location = response.headers.get('location');
        if (location) {
            url = new URL(location, url);
            request = {};
            if (url.origin !== origin) return url;
            continue;
        }
        const html = await response.text();
        if (response.status !== 200) throw new Error(`consent walk stopped with ${response.status}: ${html.match(/<p>(.*?)<\/p>/)?.[1]}`);
        const action = html.match(/<form method="post" action="([^"]+)"/)?.[1];
        if (!action) throw new Error('a page without a form');
        const form = new URLSearchParams();
        if (html.includes('name="person"')) {
            form.set('choice', 'allow');
            form.set('person', person);
        } else {
            form.set('choice', deny ? 'deny' : 'allow');
            const offered = [...html.matchAll(/name="scope" value="([^"]+)"/g)].map((m) => m[1]);
            for (const scope of scopes ?? offered) form.append('scope', scope);
        }
        url = new URL(action, url);
        request = { method: 'POST', body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    }
    throw new Error('too many redirects');
}
