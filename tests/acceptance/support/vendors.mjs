// The vendor simulator, in this process, with its control interface.
import { startSimulator } from '../../simulator/server.mjs';
import { certificate } from './places.mjs';

export { walkConsent } from '../../simulator/walk.mjs';

/** Recorded people: what they have. */
export const people = { heart: '8877689391', sleep: '6962181067' };

/** @param {object} [options] of the simulator */
export async function startVendors(options = {}) {
    const tls = certificate();
    const simulator = await startSimulator({ tls, control: true, rebaseTo: 'now', callbacks: { ca: tls.cert }, ...options });
    const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) => {
        const answer = await fetch(`${simulator.url}/control/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
        const json = await answer.json().catch(() => undefined);
        if (!answer.ok) throw new Error(`simulator ${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
        return json;
    };
    return {
        url: simulator.url, parts: simulator.parts, close: simulator.close,
        get: (/** @type {string} */ path) => call('GET', path, undefined),
        post: (/** @type {string} */ path, body = {}) => call('POST', path, body),
        forget: (/** @type {string} */ path) => call('DELETE', path, undefined),
    };
}
