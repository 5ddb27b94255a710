// A Client's webhook receiver: https, keeps what came, and judges each signature by the Standard Webhooks specification.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { certificate } from './places.mjs';

/** @param {string} secret whsec_... @param {Record<string, any>} headers @param {string} body */
export function signedBy(secret, headers, body) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(signed).digest();
    return String(headers['webhook-signature'] ?? '').split(' ').some((one) => {
        const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
        return one.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
    });
}

export async function startReceiver() {
    /** @type {{path: string, headers: Record<string, any>, body: string, message: any, status: number, at: number}[]} */
    const got = [];
    /** Status by path; 200 where nothing is said. @type {Map<string, number>} */
    const answers = new Map();
    const clock = { now: () => Date.now() };
    const { cert, key } = certificate();
    const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
        let body = '';
        request.setEncoding('utf8');
        request.on('data', (chunk) => { body += chunk; });
        request.on('end', () => {
            const path = request.url ?? '/';
            const status = answers.get(path) ?? 200;
            let message;
            try { message = JSON.parse(body); } catch { message = undefined; }
            got.push({ path, headers: request.headers, body, message, status, at: clock.now() });
            response.statusCode = status;
            response.end();
        });
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {
        url: `https://localhost:${port}`, got, answers, clock,
        close: () => new Promise((resolve) => { server.close(() => resolve(undefined)); server.closeAllConnections(); }),
    };
}
