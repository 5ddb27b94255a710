// Answers the API's paths from fixtures, for looking at pages while no server runs. Development only.
import { generateKeyPairSync, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import * as fixtures from './fixtures';
import { trust } from './trust';

// What the real server sends: so that a page that needs more is noticed here.
const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; " +
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

interface Call {
    method: string;
    path: string;
    query: URLSearchParams;
    body: string;
    /** Chosen by the cookie `stub`: full, new, expired, failing. */
    scene: string;
}
type Answer = { status: number; body?: unknown };

let permissions = fixtures.permissions();
const receipts = new Map<string, number>();
const imports = new Map<string, number>();
let counter = 0;

export function stubServer(): Plugin {
    const middleware: Connect.NextHandleFunction = (request, response, next) => {
        void handle(request, response).then((handled) => {
            if (!handled) next();
        });
    };
    return {
        name: 'wellkept-stub',
        configureServer: (server) => void server.middlewares.use(middleware),
        configurePreviewServer: (server) => {
            server.middlewares.use((_request, response, next) => {
                response.setHeader('Content-Security-Policy', policy);
                next();
            });
            server.middlewares.use(middleware);
        },
    };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const path = address.pathname;
    if (!/^\/(me|v1|receipts|oauth)(\/|$)/.test(path) && !/^\/connect\/(session|oauth)/.test(path)) return false;
    const scene = /stub=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'full';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const answer = answerTo({ method: request.method ?? 'GET', path, query: address.searchParams, body, scene });
    response.statusCode = answer.status;
    response.setHeader('Content-Type', answer.status >= 400 ? 'application/problem+json' : 'application/json');
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    return true;
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });

function problem(status: number, code: string, title: string, detail?: string): Answer {
    return { status, body: { type: 'about:blank', title, status, detail, code, request_id: '5f0c9d1e' } };
}

function answerTo(call: Call): Answer {
    const { method, path, scene } = call;
    if (path.startsWith('/receipts/')) return receipt(path.slice('/receipts/'.length));
    if (path === '/connect/session') {
        if (method === 'DELETE') return { status: 204 };
        const refused = call.body.includes('expired');
        return refused
            ? problem(401, 'connect_token_refused', 'The link was refused')
            : ok({ member_id: 'm', expires_at: fixtures.at(-1_800_000) }, 201);
    }
    if (path === '/oauth/token')
        return call.body.includes('wrong')
            ? problem(401, 'invalid_client', 'The client was refused')
            : ok({ access_token: 'stub', token_type: 'Bearer', expires_in: 3600 });
    if (scene === 'expired') return problem(401, 'no_session', 'There is no session');
    if (scene === 'failing' && path !== '/me' && path !== '/v1/client')
        return problem(500, 'internal', 'Something went wrong', 'Nothing was changed. Try again in a moment.');
    if (path === '/v1/trust') return ok(trust(scene));
    return path.startsWith('/v1') ? clientAnswer(call) : memberAnswer(call);
}

function memberAnswer({ method, path, query, body, scene }: Call): Answer {
    const fresh = scene === 'new';
    switch (`${method} ${path}`) {
        case 'GET /me':
            return ok({
                member_id: 'm', client: { name: fixtures.client, return_url: 'https://portal.northwind.example/home' },
                session_expires_at: fixtures.at(scene === 'ending' ? -200_000 : -1_800_000), policy_version: '2026-11-01', status: 'active',
            });
        case 'GET /me/programs':
            return ok({ programs: fixtures.programs.map((one) => (fresh ? { ...one, connected: false } : one)) });
        case 'GET /me/connections':
            return ok({ connections: fresh ? [] : fixtures.connections() });
        case 'POST /me/connections':
            return ok({ connection_id: fixtures.connections()[1]?.connection_id }, 201);
        case 'GET /me/permissions':
            return ok({ permissions: fresh ? [] : permissions });
        case 'PUT /me/permissions': {
            const wanted = JSON.parse(body) as { connection_id: string; category: string; purpose: string; granted: boolean };
            if (scene === 'refusing') return problem(503, 'busy', 'Busy');
            permissions = permissions.map((one) =>
                one.connection_id === wanted.connection_id && one.category === wanted.category && one.purpose === wanted.purpose
                    ? { ...one, granted: wanted.granted, since: fixtures.at(0) }
                    : one,
            );
            return ok({ permissions });
        }
        case 'GET /me/metrics':
            return ok({ metrics: fresh ? [] : fixtures.metrics() });
        case 'GET /me/samples':
            return ok({ samples: fixtures.samples(query.get('metric') ?? '', query.get('from') ?? '', query.get('to') ?? '') });
        case 'GET /me/daily':
            return dailyAnswer(query);
        case 'GET /me/access-log':
            return ok({ entries: fresh ? [] : fixtures.accessLog(), next_cursor: fresh ? undefined : 'older' });
        case 'GET /me/consents':
            return ok({ events: fresh ? [] : fixtures.consents() });
        case 'GET /me/contact':
            return ok({ name: 'Maria Keane', email: 'maria@example.org', phone: '+353 1 774 2018', address: ['12 Example Quay', 'Dublin'], payment: { provider: 'example-pay', token: 'tok_1' } });
        case 'GET /me/notice':
            return ok(fixtures.notice());
        case 'POST /me/notice/seen':
            return ok(undefined, 204);
        case 'GET /me/imports':
            return ok({ imports: fresh ? [] : fixtures.imports() });
        case 'POST /me/imports': {
            const crowd = query.get('name')?.includes('several') && !query.get('person');
            const id = `import-${++counter}${crowd ? '-several' : ''}`;
            imports.set(id, Date.now());
            return ok({ import_id: id }, 202);
        }
        case 'POST /me/revocation':
            return ok({ receipt_token: newReceipt() }, 202);
    }
    if (method === 'DELETE' && path.startsWith('/me/connections/')) return ok({ receipt_token: newReceipt() }, 202);
    const started = imports.get(path.slice('/me/imports/'.length));
    if (started !== undefined) {
        const percent = Math.min(100, Math.round((Date.now() - started) / 25));
        const done = percent === 100;
        const crowd = path.endsWith('several');
        return ok({
            import_id: path.slice('/me/imports/'.length), program: 'libre_csv', state: !done ? 'reading' : crowd ? 'refused' : 'done',
            created_at: new Date(started).toISOString(), percent, report: done && !crowd ? fixtures.report : undefined,
            problem: done && crowd ? { code: 'several_people', text: 'This file holds the data of 3 people. Say which of them you are.' } : undefined,
        });
    }
    return problem(404, 'not_found', 'Not found');
}

function dailyAnswer(query: URLSearchParams): Answer {
    const metric = query.get('metric') ?? '';
    return ok({ metric, unit: '', days: fixtures.daily(metric, query.get('from') ?? '', query.get('to') ?? '') });
}

function clientAnswer({ method, path, query, body, scene }: Call): Answer {
    const member = fixtures.members()[2]!;
    if (path === '/v1/client')
        return ok({
            client_id: 'northwind', name: fixtures.client, region: 'eu', status: 'active',
            agreement: { on_file: true, reference: 'DPA-2026-014', until: '2028-01-31T00:00:00Z' },
            webhook: { url: 'https://portal.northwind.example/hooks/wellkept' },
        });
    if (path === '/v1/members' && method === 'POST') {
        if (body.includes('@')) return problem(422, 'user_key_refused', 'This user key is not accepted', 'Use an id of your own system, not an e-mail address.');
        return ok({ member_id: member.member_id, created: true }, 201);
    }
    if (path === '/v1/members') return ok({ members: scene === 'new' ? [] : fixtures.members() });
    if (path === '/v1/webhook-events') return ok({ events: scene === 'new' ? [] : fixtures.webhookEvents() });
    if (path.endsWith('/retry')) return { status: 202, body: {} };
    if (path === '/v1/access-log') return ok({ entries: fixtures.clientLog() });
    if (path.endsWith('/connect-tokens'))
        return ok({ token: 't', url: 'https://hub.northwind.example/connect#token=wkc_4q8WmZ1cV7xKQ2yB9dLr5nHs0tUf3gJe', expires_at: fixtures.at(-600_000) }, 201);
    if (path.endsWith('/metrics')) return ok({ metrics: fixtures.metrics().slice(0, 3) });
    if (path.endsWith('/daily')) return dailyAnswer(query);
    if (path.endsWith('/samples'))
        return ok({ samples: fixtures.samples(query.get('metric') ?? '', query.get('from') ?? '', query.get('to') ?? '') });
    if (path.endsWith('/connections')) return ok({ connections: fixtures.connections() });
    if (path.startsWith('/v1/members/')) return ok(member);
    return problem(404, 'not_found', 'Not found');
}

function newReceipt(): string {
    const token = `receipt${++counter}`;
    receipts.set(token, Date.now());
    return token;
}

const steps = [
    'Access withdrawn at Withings, Oura and Polar Flow',
    'Your key destroyed on every node',
    'Values, files and permissions deleted',
    'Waiting deliveries and jobs deleted',
    'Receipt signed and entered in the log',
];

const key = generateKeyPairSync('ed25519');

function signed(receipt: object) {
    const text = JSON.stringify(receipt);
    const raw = key.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    return {
        receipt,
        receipt_text: text,
        signature: sign(null, Buffer.from(text), key.privateKey).toString('base64'),
        public_key: raw.toString('base64'),
    };
}

function receipt(token: string): Answer {
    const started = receipts.get(token) ?? (token.startsWith('done') ? Date.now() - 60_000 : undefined);
    if (started === undefined) return problem(404, 'not_found', 'Not found');
    const passed = Math.floor((Date.now() - started) / 1500);
    const done = passed >= steps.length;
    return ok({
        state: done ? 'done' : 'working',
        steps: steps.map((text, at) => ({
            step: `s${at}`, text, state: at < passed ? 'done' : 'waiting', at: at < passed ? new Date(started + at * 1500).toISOString() : undefined,
        })),
        ...(done ? signed({ subject_pseudonym: '9c1f0a77be42', erased_at: new Date(started + 7500).toISOString(), records: 262_418, keys_destroyed: 4, vendors: [{ program: 'withings', outcome: 'revoked' }, { program: 'oura', outcome: 'unreachable' }, { program: 'polar_flow', outcome: 'not_offered' }], log_index: 88_213 }) : {}),
    });
}
