// Calls from the vendor to the application: webhook deliveries and the check of a new subscription.
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export class Callbacks {
    /** @param {{ca?: string, insecure?: boolean, timeoutMs?: number}} [options] ca is a PEM file */
    constructor({ ca, insecure = false, timeoutMs = 5000 } = {}) {
        this.tls = { ...(ca && { ca: readFileSync(ca) }), rejectUnauthorized: !insecure };
        this.timeoutMs = timeoutMs;
        /** @type {any[]} what was sent, with the answer's status; the newest thousand */
        this.sent = [];
    }

    /**
     * @param {string} url @param {{method?: string, headers?: Record<string, string>, body?: string, timeoutMs?: number}} [options]
     * @returns {Promise<{status: number, body: string}>} status 0 when nobody answered
     */
    call(url, { method = 'GET', headers = {}, body, timeoutMs = this.timeoutMs } = {}) {
        return new Promise((resolve) => {
            const secure = url.startsWith('https:');
            const failed = () => resolve({ status: 0, body: '' });
            try {
                const req = (secure ? httpsRequest : httpRequest)(url, {
                    method, timeout: timeoutMs, ...(secure && this.tls),
                    headers: { 'user-agent': 'vendor-simulator', ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }), ...headers },
                }, (res) => {
                    let text = '';
                    res.setEncoding('utf8');
                    res.on('data', (chunk) => { if (text.length < 65536) text += chunk; });
                    res.on('end', () => resolve({ status: res.statusCode ?? 0, body: text }));
                    res.on('error', failed);
                });
                req.on('timeout', () => req.destroy());
                req.on('error', failed);
                req.end(body);
            } catch {
                failed(); // not a URL
            }
        });
    }

    /** A delivery, remembered. @param {object} about @param {string} url @param {{headers: Record<string, string>, body: string, timeoutMs?: number}} what */
    async deliver(about, url, what) {
        const { status } = await this.call(url, { method: 'POST', ...what });
        this.sent.push({ ...about, url, headers: what.headers, body: what.body, status });
        if (this.sent.length > 1000) this.sent.shift();
        return status;
    }
}
