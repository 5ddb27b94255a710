// The command line: see README.md.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startSimulator } from './server.mjs';

const usage = `usage: node main.mjs [options]
  --port N            default 9444
  --host ADDRESS      default 127.0.0.1
  --tls-cert FILE --tls-key FILE   HTTPS with this certificate
  --http              plain HTTP instead
  --public URL        how others reach this server, default http(s)://localhost:PORT
  --control           open /control for tests
  --clients FILE      JSON list of {client_id, client_secret, redirect_uris, vendors?}
  --rebase-to now|YYYY-MM-DD   the day that 12 May 2016 becomes; recorded dates without
  --seed N            other constructed values (stages, variability, scores), the same recordings
  --live SECONDS      tell subscribers of today's data that often
  --state-file FILE   remember grants and subscriptions
  --callback-ca FILE  trust this certificate when calling webhooks
  --callback-insecure trust every certificate when calling webhooks
  --webhook-life SECONDS   how long an Oura subscription lives, default 90 days
  --withings-per-minute N  --oura-per-5-minutes N   rate limits, 0 for none
  --withings-page N  --oura-documents N  --oura-samples N   page sizes
`;

/** @param {string|undefined} text @param {string} name @returns {number|undefined} */
function number(text, name) {
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text)) throw new Error(`--${name} wants a whole number`);
    return Number(text);
}

async function main() {
    const string = /** @type {const} */ ({ type: 'string' });
    const flag = /** @type {const} */ ({ type: 'boolean' });
    const { values: v } = parseArgs({
        options: {
            port: string, host: string, 'tls-cert': string, 'tls-key': string, http: flag, public: string, control: flag, clients: string,
            'rebase-to': string, seed: string, live: string, 'state-file': string, 'callback-ca': string, 'callback-insecure': flag, 'webhook-life': string,
            'withings-per-minute': string, 'oura-per-5-minutes': string, 'withings-page': string, 'oura-documents': string, 'oura-samples': string,
            help: flag,
        },
    });
    if (v.help) return console.log(usage);
    if (!v.http && !(v['tls-cert'] && v['tls-key'])) throw new Error('--tls-cert and --tls-key, or --http');
    if (v['rebase-to'] && !/^(now|\d{4}-\d\d-\d\d)$/.test(v['rebase-to'])) throw new Error('--rebase-to wants "now" or a day');
    const simulator = await startSimulator({
        port: number(v.port, 'port') ?? 9444,
        host: v.host,
        tls: v.http ? undefined : { cert: /** @type {string} */ (v['tls-cert']), key: /** @type {string} */ (v['tls-key']) },
        publicUrl: v.public,
        control: v.control,
        stateFile: v['state-file'],
        clients: v.clients ? JSON.parse(readFileSync(v.clients, 'utf8')) : undefined,
        rebaseTo: v['rebase-to'],
        seed: number(v.seed, 'seed'),
        live: number(v.live, 'live'),
        callbacks: { ca: v['callback-ca'], insecure: v['callback-insecure'] },
        webhookLife: number(v['webhook-life'], 'webhook-life'),
        limits: {
            withingsPerMinute: number(v['withings-per-minute'], 'withings-per-minute'),
            ouraPer5Minutes: number(v['oura-per-5-minutes'], 'oura-per-5-minutes'),
            withingsPage: number(v['withings-page'], 'withings-page'),
            ouraDocuments: number(v['oura-documents'], 'oura-documents'), ouraSamples: number(v['oura-samples'], 'oura-samples'),
        },
    });
    console.log(`vendor simulator ready at ${simulator.url}`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => simulator.close().then(() => process.exit(0)));
    return undefined;
}

main().catch((error) => {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
});
