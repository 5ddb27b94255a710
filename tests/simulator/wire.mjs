// Small parts around node's http: reading bodies, answering, and calling an inner request handler in process.
import { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

const bodyLimit = 1 << 20;

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/** @param {Request} req @returns {Promise<Buffer>} throws past one megabyte */
export async function readBody(req) {
    const chunks = [];
    let size = 0;
    for await (const chunk of req) {
        size += chunk.length;
        if (size > bodyLimit) throw Object.assign(new Error('body too large'), { status: 413 });
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

/** @param {Response} res @param {number} status @param {string|Buffer} body @param {Record<string, string>} [headers] */
export function send(res, status, body, headers = {}) {
    res.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), 'cache-control': 'no-store', ...headers });
    res.end(body);
}

/** @param {Response} res @param {number} status @param {unknown} value @param {Record<string, string>} [headers] */
export function sendJson(res, status, value, headers = {}) {
    send(res, status, JSON.stringify(value), { 'content-type': 'application/json', ...headers });
}

/** @param {string|undefined} header @returns {string|undefined} */
export function bearer(header) {
    return /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? '')?.[1];
}

/**
 * Puts a request through a request handler without a socket, and catches the answer.
 * @param {(req: any, res: any) => unknown} handler @param {Request} outer lends headers and socket
 * @param {{url: string, originalUrl: string, form: Record<string, string>}} call a form POST
 * @returns {Promise<{status: number, json: any}>}
 */
export function callInside(handler, outer, { url, originalUrl, form }) {
    const body = Buffer.from(new URLSearchParams(form).toString());
    const headers = {
        host: outer.headers.host, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length),
    };
    const req = Object.assign(Readable.from([body]), {
        method: 'POST', url, originalUrl, headers, socket: outer.socket, httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1,
    });
    return new Promise((resolve, reject) => {
        const res = new ServerResponse(/** @type {any} */ (req));
        res.end = /** @type {any} */ ((/** @type {any} */ chunk) => {
            try {
                resolve({ status: res.statusCode, json: chunk ? JSON.parse(String(chunk)) : {} });
            } catch (error) {
                reject(error);
            }
            return res;
        });
        Promise.resolve(handler(req, res)).catch(reject);
    });
}
