import { vi } from 'vitest';

export interface Seen {
    method: string;
    path: string;
    query: URLSearchParams;
    headers: Headers;
    body: unknown;
}
type Reply = { status?: number; body?: unknown } | 'unreachable';
type Route = Reply | ((seen: Seen) => Reply | Promise<Reply>);

/** Stands where the server would: answers by method and path, remembers what was asked, refuses the rest. */
export function serve(routes: Record<string, Route>): Seen[] {
    const seen: Seen[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
        const address = new URL(request.url);
        const text = await request.clone().text();
        const one: Seen = {
            method: request.method,
            path: address.pathname,
            query: address.searchParams,
            headers: request.headers,
            body: text && request.headers.get('Content-Type')?.includes('json') ? (JSON.parse(text) as unknown) : text,
        };
        seen.push(one);
        const route = routes[`${one.method} ${one.path}`];
        if (!route) return new Response(JSON.stringify({ code: 'not_found', title: 'Not found', status: 404 }), { status: 404 });
        const reply = typeof route === 'function' ? await route(one) : route;
        if (reply === 'unreachable') throw new TypeError('fetch failed');
        const status = reply.status ?? 200;
        return new Response(status === 204 ? null : JSON.stringify(reply.body ?? {}), {
            status,
            headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' },
        });
    });
    return seen;
}

export const refusal = (status: number, code: string, more: object = {}): Reply => ({
    status,
    body: { type: 'about:blank', title: 'Refused', status, code, ...more },
});
