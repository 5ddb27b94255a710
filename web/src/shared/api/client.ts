import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { Problem } from './problem';
import type { paths } from './schema.gen';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

// A page of another site can neither set this header nor read our cookie's answers.
const ownPageHeader: Middleware = {
    onRequest({ request }) {
        if (!safeMethods.has(request.method)) request.headers.set('X-Wellkept', '1');
        return request;
    },
};

function newClient(): Client<paths> {
    const client = createClient<paths>({
        baseUrl: window.location.origin,
        credentials: 'same-origin',
        cache: 'no-store',
        fetch: (request) => globalThis.fetch(request),
    });
    client.use(ownPageHeader);
    return client;
}

/** The Member's client: authenticated by the session cookie. */
export const api = newClient();

/** A Client's client: authenticated by a bearer token that lives in memory only. */
export function clientApi(token: () => string | undefined): Client<paths> {
    const client = newClient();
    client.use({
        onRequest({ request }) {
            const bearer = token();
            if (bearer) request.headers.set('Authorization', `Bearer ${bearer}`);
            return request;
        },
    });
    return client;
}

interface Answer<T> {
    data?: T;
    error?: unknown;
    response: Response;
}

/** The body of a successful answer; everything else becomes a thrown Problem. */
export async function answerOf<T>(request: Promise<Answer<T>>): Promise<T> {
    let answer: Answer<T>;
    try {
        answer = await request;
    } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') throw error;
        throw Problem.unreachable();
    }
    if (!answer.response.ok) throw Problem.from(answer.error, answer.response);
    return answer.data as T;
}
