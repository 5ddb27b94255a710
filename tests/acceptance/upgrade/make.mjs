// Keeps what this version leaves behind, for resilience/upgrade.test.mjs to open with every later one: both databases, the root
// key, and what was put in. `node all.mjs keep`; see README.md. Of the people here, none ever lived.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Colleague } from '../support/staff.mjs';
import { employed, later, must, vet } from '../support/care.mjs';
import { root } from '../support/places.mjs';
import { grants, Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { until } from '../support/wait.mjs';

const version = (await readdir(join(root, 'schema'))).filter((name) => name.endsWith('.sql')).sort().at(-1)?.slice(0, 4) ?? '';
const receiver = await startReceiver();
const server = await Server.make();
await server.start();

// Connect: a Member's heart, sent by their portal, and another's, who is erased.
const portal = await Portal.register(server, undefined, receiver, 'Harbour Clinic');
const maria = await (await portal.provision('maria')).enter();
await maria.connect('direct', grants(['heart']));
const samples = Array.from({ length: 3_000 }, (_, i) => ({ metric: 'heart_rate', start: new Date(Date.UTC(2026, 8, 1) + i * 60_000).toISOString(), value: 50 + ((i * 31) % 90) }));
assert.equal((await portal.call('POST', `/v1/members/${maria.id}/samples`, { samples })).status, 200);
const gone = await (await portal.provision('gone')).enter();
await gone.connect('direct', grants(['heart']));

// Care: a case with a session to come, one that was, a note, reminders; an incident with a group session.
const dora = await employed(server, 'Dora', 'director'), cora = await employed(server, 'Cora', 'case_manager');
const desk = await employed(server, 'Hana', 'helpline'), omar = await employed(server, 'Omar', 'affiliate');
await vet(dora, omar);
const person = { contact: { name: 'Anna Lind', email: 'anna@example.org', phone: '07700 900123', address: [] }, birth_date: '1988-02-29', other_phones: [],
    safe: { channels: ['email'], voicemail: false }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' };
const anna = (await must(desk, 'POST', '/care/service-users', { person }, 201)).service_user_id;
const { case_id } = await must(cora, 'POST', `/care/people/${anna}/cases`, { presenting: 'Nights without sleep.' }, 201);
const base = `/care/people/${anna}/cases/${case_id}`;
await must(cora, 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: 'Nights without sleep.', language: 'en' }, 204);
await must(cora, 'POST', `${base}/offers`, { account_id: omar.id }, 201);
await must(omar, 'POST', `${base}/answer`, { accept: true }, 204);
const year = new Date().getUTCFullYear();
await must(omar, 'POST', `${base}/sessions`, { local: `${year}-01-12T09:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'attended' }, 201);
await must(omar, 'POST', `${base}/sessions`, { local: `${year + 8}-05-03T15:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'planned' }, 201);
await must(omar, 'POST', `${base}/notes`, { kind: 'shared', body: 'She slept for six hours, Łucja helped.' }, 201);

const pia = await employed(server, 'Petra', 'partnerships');
const yard = (await must(pia, 'POST', '/care/organisations', { name: 'Yard Ltd', kind: 'employer', territory: 'ie', agreement_reference: 'MA-2' }, 201)).id;
await must(pia, 'POST', `/care/organisations/${yard}/contracts`, { reference: 'C-1', starts_on: '2020-01-01', services: ['critical_incident'], session_model: 'per_episode', sessions: 4, covered_headcount: 500, reporting_threshold: 8 }, 201);
const harriet = new Colleague(server, 'Harriet');
await harriet.invite(['org_hr'], { client: yard });
assert.equal((await harriet.accept()).status, 201);
const incident = (await must(harriet, 'POST', '/care/organisation/critical-incidents', { what: 'A crane fell, and two were hurt.', place: 'Yard 3', contact: 'Harriet, 01 555 0100' }, 201)).id;
await must(cora, 'PUT', `/care/critical-incidents/${incident}/state`, { state: 'accepted' }, 204);
await must(cora, 'PUT', `/care/critical-incidents/${incident}/responders/${omar.id}`, undefined, 204);
await must(cora, 'POST', `/care/critical-incidents/${incident}/sessions`, { local: later(server, 20).slice(0, 16), zone: 'Europe/Dublin', minutes: 90, place: 'Canteen' }, 201);

const erased = await gone.call('POST', '/me/revocation', { confirm: 'erase everything' });
assert.equal(erased.status, 202, erased.text);
await gone.receipt(erased.body.receipt_token);
await until('the audit log has them all', async () => (await server.sql('SELECT count(*) FROM access.audit_pending')) === '0', { seconds: 120 });
assert.match(await server.cli(['keys', 'verify']), /keys open/);

const place = join(root, 'tests/acceptance/upgrade', version);
await mkdir(place, { recursive: true });
for (const database of /** @type {const} */ (['wellkept', 'wellkept_keys'])) await writeFile(join(place, `${database}.sql.gz`), gzipSync(await server.dump(database), { level: 9 }));
await writeFile(join(place, 'root.key'), await readFile(join(server.home.path, 'root.key')));
await writeFile(join(place, 'kept.json'), `${JSON.stringify({
    portal: { id: portal.id, secret: portal.secret }, maria: maria.id, receipt: erased.body.receipt_token, samples: samples.length, anna, case: case_id,
    staff: Object.fromEntries([dora, cora, omar].map((one) => [one.name, { id: one.id, email: one.email, password: one.password, secret: Buffer.from(/** @type {any} */ (one).secret).toString('hex') }])),
}, null, 4)}\n`);
console.log(version, (await readdir(server.data)).join(' '));
await server.remove();
await receiver.close();
