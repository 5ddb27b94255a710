// What an earlier version left behind is opened by this one: migrated, complete, and gone on with (upgrade/README.md).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { credentials, later, must } from '../support/care.mjs';
import { root } from '../support/places.mjs';
import { Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { postmasters, Server } from '../support/server.mjs';
import { Colleague } from '../support/staff.mjs';
import { until } from '../support/wait.mjs';

const run = promisify(execFile);
const shelf = join(root, 'tests/acceptance/upgrade');
const versions = (await readdir(shelf)).filter((name) => /^\d{4}$/.test(name)).sort();
/** @type {any} */ let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => receiver?.close());

/** A server that stands on what was kept. @param {string} kept the folder */
async function standingOn(kept) {
    const server = await Server.make();
    await server.start();
    // Its cluster and roles stay, what is in them goes. The server must not see how.
    server.child?.kill('SIGSTOP');
    for (const database of /** @type {const} */ (['wellkept', 'wellkept_keys'])) {
        await server.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`, database);
        await server.sql(`DO $$ DECLARE one text; BEGIN
            FOR one IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') LOOP EXECUTE format('DROP SCHEMA %I CASCADE', one); END LOOP;
            FOR one IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP EXECUTE format('DROP TABLE public.%I CASCADE', one); END LOOP; END $$`, database);
        const script = join(server.home.path, `${database}.sql`);
        await writeFile(script, gunzipSync(await readFile(join(kept, `${database}.sql.gz`))));
        await run('psql', [`postgresql://wellkept_root@${encodeURIComponent(join(server.data, 'pg/socket'))}:5432/${database}`, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', script], { maxBuffer: 64 << 20 });
        await rm(script);
    }
    await server.stop('SIGKILL');
    await until('the postmaster went with the server', async () => (await postmasters(server.data)).length === 0, { seconds: 20 });
    await writeFile(join(server.home.path, 'root.key'), await readFile(join(kept, 'root.key'))); // what is there keeps its mode
    await server.start();
    return server;
}

for (const version of versions) {
    test(`everything that schema ${version} held is there, and can be gone on with`, { timeout: 240_000 }, async () => {
        const kept = JSON.parse(await readFile(join(shelf, version, 'kept.json'), 'utf8'));
        const server = await standingOn(join(shelf, version));
        const files = (await readdir(join(root, 'schema'))).filter((name) => name.endsWith('.sql')).sort();
        assert.equal(await server.sql('SELECT string_agg(name, \' \' ORDER BY name) FROM public.schema_migration'), files.join(' '));
        assert.match(await server.cli(['keys', 'verify']), /keys open/);
        assert.match(await server.cli(['audit', 'verify']), /./);

        // Connect: the portal's credentials, the Member's samples to the last one, new ones, and a receipt.
        const portal = Object.assign(new Portal(), { server, receiver, name: 'Harbour Clinic', ...kept.portal });
        const there = await portal.all(`/v1/members/${kept.maria}/samples?metric=heart_rate&limit=5000`, 'samples');
        assert.equal(there.length, kept.samples);
        for (const [i, sample] of there.entries()) assert.deepEqual([Date.parse(sample.start), sample.value], [Date.UTC(2026, 8, 1) + i * 60_000, 50 + ((i * 31) % 90)]);
        const more = await portal.call('POST', `/v1/members/${kept.maria}/samples`, { samples: [{ metric: 'heart_rate', start: '2026-09-20T00:00:00Z', value: 61 }] });
        assert.deepEqual([more.status, more.body.accepted], [200, 1], more.text);
        const receipt = async (/** @type {string} */ token) => (await fetch(`${server.url}/receipts/${token}`)).json();
        assert.equal((await receipt(kept.receipt)).state, 'done', 'of somebody who went before');

        // Care: whoever had an account signs in as before, and reads the case, with sessions and note.
        const colleague = async (/** @type {string} */ name) => {
            const one = Object.assign(new Colleague(server, name), kept.staff[name], { secret: Buffer.from(kept.staff[name].secret, 'hex') });
            await server.sql(`UPDATE access.training SET valid_until = now() + interval '1 day' WHERE subject_id = '${one.id}'`); // it may have run out meanwhile
            await one.signIn();
            return one;
        };
        const cora = await colleague('Cora'), dora = await colleague('Dora'), omar = await colleague('Omar');
        for (const kind of credentials) await must(dora, 'PUT', `/care/clinicians/${omar.id}/credentials/${kind}`, { valid_until: later(server, 30), issuer: 'BACP', reference: '1' }, 204);
        const file = await must(omar, 'GET', `/care/people/${kept.anna}/cases/${kept.case}`, undefined, 200);
        assert.deepEqual([file.name, file.state, file.presenting, file.used], ['Anna Lind', 'in_treatment', 'Nights without sleep.', 1]);
        assert.deepEqual(file.timeline.map((/** @type {any} */ one) => one.text ?? one.session.attendance), ['planned', 'She slept for six hours, Łucja helped.', 'attended']);
        await until('nobody waits to be looked at', async () => (await server.sql('SELECT count(*) FROM jobs.job WHERE kind = \'cases.timetable\'')) === '0', { seconds: 30 });
        assert.equal(await server.sql('SELECT count(*) FROM reminders.due WHERE until > now()'), '1');
        assert.equal(await server.sql('SELECT count(*) FROM jobs.job WHERE kind = \'reminders.run\''), '0');
        const { incidents } = await must(cora, 'GET', '/care/critical-incidents', undefined, 200);
        assert.deepEqual(incidents.map((/** @type {any} */ one) => [one.what, one.sessions[0].zone]), [['A crane fell, and two were hurt.', 'UTC']]);

        // And it can go: with a receipt over all that is held by now.
        const leaving = await portal.call('DELETE', `/v1/members/${kept.maria}`);
        assert.equal(leaving.status, 202, leaving.text);
        await until('the receipt is signed', async () => (await receipt(leaving.body.receipt_token)).state === 'done', { seconds: 40 });
        await server.remove();
    });
}
