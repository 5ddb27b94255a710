// Step 7: Maria looks, sees who else looked, changes her mind, and leaves; nothing of her remains.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heartPerson, sleepPerson } from './collecting.mjs';
import { scan } from './scan.mjs';
import { expectStatus, until } from './stage.mjs';

/** @param {import('./stage.mjs').Tour} tour @param {import('./stage.mjs').World} world @param {any} shared */
export async function leaving(tour, world, shared) {
    const { maria, tomas, portal, got } = shared;
    const member = `/v1/members/${maria.member}`;

    await tour.step('7a', 'Maria sees her data as the charts draw them, and who looked at them, when and why: the clinic\'s reads are in her log.', async () => {
        const today = new Date(world.now()).toISOString().slice(0, 10), monthAgo = new Date(world.now() - 31 * 86_400_000).toISOString().slice(0, 10);
        for (const [metric, days] of /** @type {const} */ ([['steps', 20], ['weight', 15], ['sleep_stage', 5], ['heart_rate', 2]]))
            assert.ok((await maria.get(`/me/daily?metric=${metric}&from=${monthAgo}&to=${today}`)).days.length >= days, `${metric} on at least ${days} days`);
        const page = await world.request('GET', '/app');
        assert.ok(page.status === 200 && /<div id="root"/.test(page.text), `the pages themselves are served: ${page.status}`);
        assert.match(String(page.headers.get('content-security-policy')), /default-src 'none'|default-src 'self'/);
        const entries = [];
        for (let cursor = ''; entries.length < 3000;) {
            const part = await maria.get(`/me/access-log${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
            entries.push(...part.entries);
            if (!part.next_cursor) break;
            cursor = part.next_cursor;
        }
        const reads = entries.filter((e) => e.who.kind === 'client' && e.who.name === 'Harbour Clinic' && e.action === 'timeseries.read');
        assert.ok(reads.length >= 5, `the clinic's reads: ${reads.length} of ${entries.length}`);
        assert.ok(reads.every((e) => e.purpose === 'share_with_client' && e.action_title && e.purpose_title && e.decision === 'permit'), 'with purpose, in words');
        assert.ok(reads.some((e) => e.details.metric === 'steps'), 'and of what');
        assert.ok(!entries.some((e) => e.who.name === 'Other Clinic' && e.decision === 'permit'), 'nobody else got through');
        return `${entries.length} entries, ${reads.length} of them the clinic's reads`;
    });

    const change = async (/** @type {string} */ category, /** @type {boolean} */ granted) => expectStatus(
        await maria.call('PUT', '/me/permissions', { connection_id: shared.withings, category, purpose: 'share_with_client', granted }), 200, `${category} ${granted}`).json.permissions;
    const readable = async (/** @type {string} */ metric) => {
        const answer = await portal.call('GET', `${member}/samples?metric=${metric}`);
        assert.ok([200, 404].includes(answer.status), `${metric}: ${answer.status}`);
        return (answer.json.samples ?? []).filter((/** @type {any} */ s) => s.source.program === 'withings').length;
    };

    await tour.step('7b', 'She lets the clinic see her weight, then takes it back, and steps too: each holds from the very next read; her consents are kept as a history.', async () => {
        assert.equal(await readable('weight'), 0);
        const shown = await change('body', true);
        assert.ok(shown.some((/** @type {any} */ p) => p.connection_id === shared.withings && p.category === 'body' && p.purpose === 'share_with_client' && p.granted));
        assert.ok((await readable('weight')) > 5, 'the next read has her weights');
        await change('body', false);
        assert.equal(await readable('weight'), 0, 'the next read has none');
        assert.ok((await readable('steps')) > 0);
        await change('activity', false);
        assert.equal(await readable('steps'), 0, 'steps are gone for the clinic');
        assert.ok((await shared.samples('steps', 'withings')).length > 0, 'and still there for Maria');
        const { events } = await maria.get('/me/consents');
        const body = events.filter((/** @type {any} */ e) => e.category === 'body' && e.purpose === 'share_with_client' && e.connection_id === shared.withings).sort((/** @type {any} */ a, /** @type {any} */ b) => a.at.localeCompare(b.at));
        assert.deepEqual(body.map((/** @type {any} */ e) => e.decision), ['granted', 'withdrawn']);
        await until('the clinic is told that permissions changed', async () => got.some((/** @type {any} */ e) => e.type === 'permission.changed'), 15);
        await shared.quiet();
    });

    await tour.step('7c', 'She disconnects the Fitbit files: their data alone are erased, the rest stays.', async () => {
        const before = (await shared.samples('glucose_cgm')).length;
        const { receipt_token: token } = expectStatus(await maria.call('DELETE', `/me/connections/${shared.fitbit}`), 202, 'a disconnection').json;
        await until('the receipt', async () => (await world.request('GET', `/receipts/${token}`)).json.state === 'done', 30);
        assert.equal((await shared.samples('steps_daily', 'fitbit_export')).length, 0);
        assert.equal((await shared.samples('glucose_cgm')).length, before, 'other sources stay');
        await until('the clinic is told', async () => got.some((/** @type {any} */ e) => e.type === 'connection.erased' && e.data.connection_id === shared.fitbit), 15);
        await shared.quiet();
    });

    await tour.step('7d', 'She ends everything. The vendors\' tokens are revoked there, the keys destroyed, the rows and files gone; her session and the clinic\'s access end; the clinic is told.', async () => {
        expectStatus(await maria.call('POST', '/me/revocation', { confirm: 'yes' }), 400, 'without the words');
        shared.rememberTokens();
        const keysBefore = await world.wellkeptJson(['keys', 'status']);
        const { receipt_token: token } = expectStatus(await maria.call('POST', '/me/revocation', { confirm: 'erase everything' }), 202, 'the revocation').json;
        const asMaria = (/** @type {string} */ path) => world.request('GET', path, { headers: { cookie: maria.cookie } });
        assert.ok([401, 403, 404].includes((await asMaria('/me/samples?metric=weight')).status), 'nothing of her is read any more');
        expectStatus(await portal.call('GET', `${member}/samples?metric=heart_rate`), 404, 'the clinic\'s next read');
        shared.receipt = await until('the erasure is done', async () => {
            const { json } = await world.request('GET', `/receipts/${token}`);
            return json?.state === 'done' && json;
        }, 60);
        expectStatus(await asMaria('/me'), 401, 'her session has ended');
        assert.ok(shared.receipt.steps.every((/** @type {any} */ s) => s.state === 'done' && s.text && s.at), 'every step with its time');
        assert.deepEqual(shared.receipt.receipt.vendors.map((/** @type {any} */ r) => `${r.program} ${r.outcome}`).sort(), ['oura revoked', 'withings revoked']);
        const revoked = await world.control('revocations');
        for (const [vendor, person] of [['withings', heartPerson], ['oura', sleepPerson]]) {
            assert.ok(revoked.some((/** @type {any} */ r) => r.vendor === vendor && JSON.stringify(r).includes(person) && JSON.stringify(r).includes('application')), `${vendor} says we ended it: ${JSON.stringify(revoked)}`);
            const alive = (await world.control(`tokens?vendor=${vendor}`)).filter((/** @type {any} */ t) => JSON.stringify(t).includes(person));
            assert.deepEqual(alive, [], `no token lives at ${vendor}`);
            const subscriptions = (await world.control(`subscriptions?vendor=${vendor}`)).filter((/** @type {any} */ s) => s.person === person);
            assert.deepEqual(subscriptions, [], `no subscription for her lives at ${vendor}`);
        }
        expectStatus(await portal.call('GET', member), 404, 'Maria is not known any more');
        assert.deepEqual((await portal.pages('/v1/members', 'members')).flat().map((m) => m.user_key), ['tomas']);
        const erased = await until('member.erased reaches the clinic', async () => got.find((/** @type {any} */ e) => e.type === 'member.erased'), 20);
        assert.equal(erased.data.member_id, maria.member);
        const keysAfter = await world.wellkeptJson(['keys', 'status']);
        assert.ok(keysAfter.person_keys < keysBefore.person_keys && keysAfter.tombstones > keysBefore.tombstones, `keys: ${JSON.stringify([keysBefore, keysAfter])}`);
        assert.equal((await world.wellkept(['keys', 'verify'])).code, 0, 'the remaining keys open');
        expectStatus(await tomas.call('GET', '/me'), 200, 'Tomas is as he was');
        const [begun, ended] = [shared.receipt.receipt.requested_at, shared.receipt.receipt.erased_at].map(Date.parse);
        return `${(ended - begun) / 1000} s from wish to receipt; ${shared.receipt.receipt.keys_destroyed} keys destroyed, ${shared.receipt.receipt.rows_erased} rows erased`;
    });

    await tour.step('7e', 'Her receipt is signed; the signature holds with the installation\'s published key, and breaks when a letter of it is changed.', async () => {
        const { receipt_text: text, signature, public_key: key, receipt } = shared.receipt;
        const published = (await world.request('GET', '/.well-known/wellkept.json')).json.receipt_keys;
        assert.ok(published.some((/** @type {any} */ k) => k.public_key === key && k.kid === receipt.key_id), 'the key is the published one');
        const spki = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]), format: 'der', type: 'spki' });
        assert.ok(verify(null, Buffer.from(text), spki, Buffer.from(signature, 'base64')), 'Ed25519');
        const file = join(world.state, 'receipt.json');
        writeFileSync(file, JSON.stringify(shared.receipt));
        const good = await world.wellkept(['keys', 'verify-receipt', file, '--key', key]);
        assert.equal(good.code, 0, good.err);
        writeFileSync(file, JSON.stringify({ ...shared.receipt, receipt_text: text.replace('"everything"', '"everythinG"') }));
        assert.notEqual((await world.wellkept(['keys', 'verify-receipt', file])).code, 0, 'a changed receipt must fail');
    });

    await tour.step('7f', 'The planted values (user key, odd weights, vendor tokens, a file\'s name) are searched for in every file of the server, the write-ahead log included, in dumps of both databases and in the logs: nothing.', async () => {
        await shared.quiet();
        assert.ok(shared.canaries.length >= 10, 'there is something to look for');
        const seen = await scan(shared.database, [`${world.state}/data`, `${world.state}/log`], [...shared.canaries, { name: 'control', text: 'Harbour Clinic' }]);
        assert.ok(seen.where.get('control')?.includes('dump of wellkept'), 'the scan finds what is there');
        seen.where.delete('control');
        // The simulator's log is not the server's.
        assert.deepEqual([...seen.where], [], 'found');
        const columns = await shared.database.query("select table_schema || '.' || table_name || ' ' || column_name from information_schema.columns where column_name = 'subject_id' and table_schema not in ('pg_catalog', 'information_schema')");
        for (const one of columns) {
            const [table, column] = one.split(' ');
            const [count] = await shared.database.query(`select count(*) from ${table} where ${column} = '${maria.member}'`);
            if (count !== '0') shared.leftovers = [...(shared.leftovers ?? []), `${table} ${count}`];
        }
        assert.deepEqual((shared.leftovers ?? []).filter((/** @type {string} */ l) => !/^(rights\.|sharing\.)/.test(l)), [], 'rows that name her');
        return `${shared.canaries.length} values in ${seen.files} files and dumps, ${(seen.bytes / 1e6).toFixed(0)} MB${shared.leftovers ? `; her pseudonymous id stands only in ${shared.leftovers.join(', ')}` : ''}`;
    });
}
