import { answerOf, api } from '../shared/api/client';
import type { paths } from '../shared/api/schema.gen';

export type Preferences = paths['/v1/preferences']['get']['responses'][200]['content']['application/json'];
export type Choice = Preferences['choices'][number];
export type Method = 'accept_all' | 'reject_all' | 'save';

/** Pages that may be counted: none of them shows anybody's data. The server has the last word. */
const counted = new Set(['/', '/connect', '/console', '/preferences', '/trust', '/notices']);

export function mayBeCounted(pathname: string): boolean {
    return counted.has(pathname);
}

/** The browser's own no, told once for all sites. */
export function browserSaysNo(): boolean {
    return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}

export function readChoices(of: 'browser' | 'member', signal?: AbortSignal): Promise<Preferences> {
    return of === 'member'
        ? answerOf(api.GET('/me/preferences', { signal }))
        : answerOf(api.GET('/v1/preferences', { signal }));
}

export function sendChoices(of: 'browser' | 'member', choices: Record<string, boolean>, method: Method): Promise<Preferences> {
    const body = { choices, method };
    return of === 'member' ? answerOf(api.PUT('/me/preferences', { body })) : answerOf(api.PUT('/v1/preferences', { body }));
}

export function all(choices: Choice[], yes: boolean): Record<string, boolean> {
    return Object.fromEntries(choices.map((one) => [one.code, yes]));
}

let referrerTold = false;

/** Tells our own server, and nobody else, that a public page is shown. Lost without harm. */
export function tellPageView(page: string): void {
    const referrer = referrerTold ? undefined : foreignHost(document.referrer);
    referrerTold = true;
    api.POST('/v1/page-views', { body: { page, referrer }, keepalive: true }).catch(() => undefined);
}

/** Of where people came from the host alone leaves the browser, and nothing if it was us. */
export function foreignHost(address: string): string | undefined {
    try {
        const { hostname } = new URL(address);
        return hostname && hostname !== window.location.hostname ? hostname : undefined;
    } catch {
        return undefined;
    }
}
