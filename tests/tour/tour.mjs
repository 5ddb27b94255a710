// The main job from end to end, or another story, on a system that ./run --tour has just started: steps a person can follow, checks that can fail.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { distrust, startReceiver } from '../../deploy/demo/webhooks.mjs';
import { care } from './care.mjs';
import { beginnings } from './beginnings.mjs';
import { collecting } from './collecting.mjs';
import { leaving } from './leaving.mjs';
import { Database } from './scan.mjs';
import { sharing } from './sharing.mjs';
import { Ended, Tour, World } from './stage.mjs';

const string = /** @type {const} */ ({ type: 'string' });
const { values: v } = parseArgs({ options: { state: string, binary: string, port: string, 'vendor-port': string, 'hook-port': string, story: string, 'keep-going': { type: 'boolean' } } });
const state = String(v.state);

const world = new World({ state, binary: String(v.binary), port: Number(v.port), vendorPort: Number(v['vendor-port']) });
const tour = new Tour(v['keep-going'] ?? false);

/** What the portal's webhook receiver got. @type {{id: string, status: number, why?: string, type: string, data: any, body: string}[]} */
const got = [];
/** Set to have the receiver fail once for an event of this type. */
const trouble = { type: '' };
/** What the steps hand on to one another. @type {any} */
const shared = { hook: `https://localhost:${v['hook-port']}/wellkept`, got, trouble, canaries: [], folder: state };
const receiver = await startReceiver({
    port: Number(v['hook-port']),
    tls: { cert: readFileSync(join(state, 'tls/certificate.pem')), key: readFileSync(join(state, 'tls/key.pem')) },
    take: (headers, body) => {
        const why = distrust(shared.portal?.credentials.webhook_secret ?? '', headers, body, world.now());
        const { type, data } = JSON.parse(body);
        let status = why ? 401 : 204;
        if (!why && trouble.type === type) {
            trouble.type = '';
            status = 500;
        }
        got.push({ id: String(headers['webhook-id']), status, why, type, data, body });
        return status;
    },
});

let status = 1;
try {
    shared.database = new Database((await world.wellkept(['db', 'url'])).out.trim());
    const stories = { main: [beginnings, collecting, sharing, leaving], care: [care] };
    for (const part of stories[/** @type {'main' | 'care'} */ (v.story ?? 'main')]) await part(tour, world, shared);
    status = tour.end();
} catch (error) {
    if (!(error instanceof Ended)) console.log(`The tour itself broke: ${error.stack}`);
    tour.end();
} finally {
    await receiver.close();
}
process.exit(status);
