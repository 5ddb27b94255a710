// The demonstration's cast: one portal, two of its members. Run at each start; what is there already stays.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { demoClients } from '../../tests/simulator/clients.mjs';
import { fromBase32, oneTimeCode } from '../../tests/simulator/one_time_code.mjs';

const string = /** @type {const} */ ({ type: 'string' });
const { values: v } = parseArgs({ options: { state: string, binary: string, port: string, 'hook-port': string } });
const state = v.state ?? '.';
const server = `https://localhost:${v.port}`;
const castFile = join(state, 'cast.json');

/** @param {string[]} words @param {string} [input] */
const wellkept = (words, input) => execFileSync(v.binary ?? 'wellkept', ['--config', join(state, 'wellkept.yaml'), '--json', ...words], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] });

/** @param {string} path @param {RequestInit} request @returns {Promise<any>} */
async function call(path, request) {
    const response = await fetch(server + path, request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${request.method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
}

let cast = existsSync(castFile) ? JSON.parse(readFileSync(castFile, 'utf8')) : undefined;
const keep = () => {
    writeFileSync(`${castFile}.new`, JSON.stringify(cast, null, 2) + '\n', { mode: 0o600 });
    renameSync(`${castFile}.new`, castFile);
};
if (!cast) {
    const name = 'Harbour Clinic';
    const added = JSON.parse(wellkept(['client', 'add', '--name', name, '--agreement', 'DPA-2026-7 (demonstration)',
        '--webhook-url', `https://localhost:${v['hook-port']}/wellkept`]));
    cast = { client: name, ...added, members: {} };
    keep();
}
if (!cast.vendors) {
    const [{ client_id: id, client_secret: secret }] = demoClients;
    for (const vendor of ['withings', 'oura']) wellkept(['client', 'vendor', cast.client_id, vendor, '--id', id, '--secret-file', '-'], `${secret}\n`);
    cast.vendors = ['withings', 'oura'];
    keep();
}
const basic = Buffer.from(`${cast.client_id}:${cast.client_secret}`).toString('base64');
const { access_token } = await call('/oauth/token', { method: 'POST', headers: { authorization: `Basic ${basic}` }, body: new URLSearchParams({ grant_type: 'client_credentials' }) });
const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
for (const [user_key, time_zone] of [['maria', 'Europe/Dublin'], ['tomas', 'Europe/Prague']]) {
    const { member_id } = await call('/v1/members', { method: 'POST', headers, body: JSON.stringify({ user_key, time_zone }) });
    cast.members[user_key] = member_id;
}
keep();
// Care's small world, by those who would make it: an employer with its contract and access code, then two who came by it.
/** @param {string} role @param {string} cookie */
async function care(role, cookie) {
    const send = (/** @type {string} */ path, /** @type {any} */ body) => call(path, { method: 'POST', headers: { cookie, 'x-wellkept': '1', 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const territory = 'ie';
    if (role === 'partnerships') {
        const { id } = await send('/care/organisations', { name: 'Mill Street Ltd', kind: 'employer', territory, agreement_reference: 'MA-2026-3 (demonstration)' });
        const contract = await send(`/care/organisations/${id}/contracts`, { reference: 'MS-1', starts_on: '2026-01-01', services: ['eap_counselling', 'psychological_services', 'critical_incident'], sessions: 6, covered_headcount: 420 });
        cast.organisation = id;
        cast.access_code = (await send(`/care/organisations/${id}/access-codes`, { contract_id: contract.id, code: 'MILL-STREET-26' })).code;
    } else if (role === 'helpline') {
        for (const [name, birth_date, phone] of [['Aoife Brennan', '1987-05-14', '087 555 0101'], ['Łukasz Żak', '1979-11-30', '087 555 0102']])
            await send('/care/service-users', { access_code: cast.access_code, person: { contact: { name, phone, address: [] }, birth_date, other_phones: [],
                safe: { channels: ['phone'], voicemail: false, from: '18:00' }, language: 'en', territory, eligible_by: 'unchecked', source: 'helpline' } });
    }
}
// Whoever works with people is looked at by somebody else first; only in the run that made both.
let director = '';
/** @param {string} name @param {string} account @param {string} cookie */
async function vet(name, account, cookie) {
    const put = async (/** @type {string} */ as, /** @type {string} */ path, /** @type {any} */ body) => {
        const answer = await fetch(server + path, { method: 'PUT', headers: { cookie: as, 'x-wellkept': '1', 'content-type': 'application/json' }, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
    };
    await put(cookie, '/care/clinicians/me', { name, skills: ['sleep', 'work'], languages: ['en'], places: ['Dublin'], modes: ['video', 'phone', 'in_person'], spaces: 4, zone: 'Europe/Dublin', hours: [{ weekday: 1, from: '09:00', to: '17:00' }] });
    if (!director || !account) return;
    const valid_until = new Date(Date.now() + 300 * 86_400_000).toISOString();
    for (const kind of ['registration', 'insurance', 'checks', 'supervision', 'review']) await put(director, `/care/clinicians/${account}/credentials/${kind}`, { valid_until, issuer: 'Demonstration', reference: 'D-1' });
    for (const state of ['verified', 'active']) await put(director, `/care/clinicians/${account}/state`, { state });
}
cast.staff ??= {};
for (const [name, role, of] of [['Olga Novak', 'director'], ['Vera Lind', 'privacy_officer'], ['Petr Svoboda', 'security_administrator'], ['Sam Okafor', 'support'], ['Ines Moreau', 'client_admin', cast.client_id],
    ['Pavel Mraz', 'partnerships'], ['Hana Reyes', 'helpline'], ['Cora Walsh', 'case_manager'], ['Clara Byrne', 'clinician'], ['Lena Fitz', 'clinical_lead'], ['Ruth Stone', 'org_manager', 'organisation']]) {
    const client = of === 'organisation' ? cast.organisation : of;
    const email = `${name.toLowerCase().replace(' ', '.')}@example.org`;
    if (cast.staff[email] || (role === 'org_manager' && !cast.organisation)) continue;
    // Whoever was invited by a run that ended early gets a new link.
    const known = JSON.parse(wellkept(['staff', 'list', ...(client ? ['--client', client] : [])])).some((/** @type {any} */ a) => a.email === email);
    const link = JSON.parse(wellkept(known ? ['staff', 'reset', email] : ['staff', 'invite', '--name', name, '--email', email, '--role', role, ...(client ? ['--client', client] : [])]));
    const token = new URL(link.url).hash.replace('#token=', '');
    const post = (/** @type {string} */ path, /** @type {any} */ body) => call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const offered = await post('/staff/invitation', { token });
    const password = `Demo-${randomBytes(6).toString('base64url')}-7!Aa`;
    const accepted = await fetch(`${server}/staff/invitation/acceptance`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, password, totp_code: oneTimeCode(fromBase32(offered.totp.secret), Math.floor(Date.now() / 30_000)) }) });
    if (!accepted.ok) throw new Error(`an invitation: ${accepted.status} ${await accepted.text()}`);
    if (!client) wellkept(['staff', 'training', email, 'health_privacy']);
    const cookie = /__Host-wellkept_staff=[^;]+/.exec(accepted.headers.get('set-cookie') ?? '')?.[0] ?? '';
    if (role === 'director') director = cookie;
    await care(role, cookie);
    if (role === 'clinician' || role === 'clinical_lead') await vet(name, String(link.account_id ?? ''), cookie);
    cast.staff[email] = { role, password, one_time_secret: offered.totp.secret };
    keep();
}
const { url } = await call(`/v1/members/${cast.members.maria}/connect-tokens`, { method: 'POST', headers });

console.log(`
Wellkept runs at ${server}

  As Maria, a member of ${cast.client} (valid for 15 minutes, once):
    ${url}
    At the vendor's page sign in as any recorded person; number 8877689391 has heart rate and weights,
    6962181067 has nights and weights.

  As ${cast.client}, the portal:
    ${server}/console
    client id      ${cast.client_id}
    client secret  in ${castFile}
    Its webhooks come here and are printed below.

  As staff (${server}/desk): e-mail, password, and a one-time code of the secret, which any authenticator app takes:
${Object.entries(cast.staff).map(([email, s]) => `    ${s.role.padEnd(22)} ${email.padEnd(26)} ${s.password}  ${s.one_time_secret}`).join('\n')}

  Ruth's organisation refers people at ${server}/organisation.
  Hana's helpline is ${server}/desk/helpline; Mill Street Ltd's people come by the code ${cast.access_code}.
  Tomas is a member too: make him a link in the console.
  Mails that it sends are files in ${join(state, 'mail')}; try:
    ${v.binary} -c ${join(state, 'wellkept.yaml')} mail test you@demo.example
  The browser does not know this machine's certificate: go on all the same, or trust ${join(state, 'tls/ca.pem')}
  Logs: ${join(state, 'log')}
`);
