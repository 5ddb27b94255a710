// The demonstration's portal as far as webhooks go: prints the type of each signed event it gets, never a value.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { distrust, startReceiver } from './webhooks.mjs';

const { values } = parseArgs({ options: { state: { type: 'string' }, port: { type: 'string' } } });
const state = values.state ?? '.';
const tls = { cert: readFileSync(join(state, 'tls/certificate.pem')), key: readFileSync(join(state, 'tls/key.pem')) };

let secret = '';
await startReceiver({
    port: Number(values.port),
    tls,
    take: (headers, body) => {
        secret ||= JSON.parse(readFileSync(join(state, 'cast.json'), 'utf8')).webhook_secret;
        const why = distrust(secret, headers, body, Date.now());
        if (why) {
            console.log(`webhook refused: ${why}`);
            return 401;
        }
        const { type, data } = JSON.parse(body);
        const what = data.metric ? ` ${data.metric}, ${data.count} from ${data.program}${data.history ? ' (history)' : ''}` : '';
        console.log(`webhook ${new Date().toISOString().slice(11, 19)}  ${type}${what}  member ${data.member_id}`);
        return 204;
    },
});
