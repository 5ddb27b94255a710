// The portal's side of Standard Webhooks: a receiver that believes nothing unsigned.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:https';

const toleranceSeconds = 300;

/**
 * Why a message is not to be believed; nothing if it is. https://www.standardwebhooks.com, "Verifying webhook authenticity".
 * @param {string} secret whsec_... @param {Record<string, string|string[]|undefined>} headers @param {string} body @param {number} nowMs
 */
export function distrust(secret, headers, body, nowMs) {
    const id = String(headers['webhook-id'] ?? ''), timestamp = String(headers['webhook-timestamp'] ?? '');
    if (!id || !/^\d+$/.test(timestamp)) return 'no id or timestamp';
    if (Math.abs(nowMs / 1000 - Number(timestamp)) > toleranceSeconds) return 'too old, or from the future';
    const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest();
    const good = String(headers['webhook-signature'] ?? '').split(' ').some((one) => {
        const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
        return one.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
    });
    return good ? undefined : 'wrong signature';
}

/**
 * @param {{port: number, tls: {cert: Buffer, key: Buffer}, take: (headers: import('node:http').IncomingHttpHeaders, body: string) => number}} options
 *     take answers with an HTTP status
 */
export async function startReceiver({ port, tls, take }) {
    const server = createServer(tls, (request, response) => {
        let body = '';
        request.setEncoding('utf8');
        request.on('data', (chunk) => { if (body.length < 8_000_000) body += chunk; });
        request.on('end', () => {
            response.statusCode = request.method === 'POST' ? take(request.headers, body) : 405;
            response.end();
        });
    });
    await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)));
    return { close: () => new Promise((resolve) => { server.close(() => resolve(undefined)); server.closeAllConnections(); }) };
}
