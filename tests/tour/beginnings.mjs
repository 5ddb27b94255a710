// Steps 1 and 2: a portal is registered, provisions its members and gives them links.
import assert from 'node:assert/strict';
import { demoClients } from '../simulator/clients.mjs';
import { Browser, Portal, expectStatus, until } from './stage.mjs';

/** @param {import('./stage.mjs').Tour} tour @param {import('./stage.mjs').World} world @param {any} shared */
export async function beginnings(tour, world, shared) {
    await tour.step('1', 'The operator registers Harbour Clinic: region, agreement on file, webhook address, credentials. Without an agreement there is no Client.', async () => {
        const without = await world.wellkept(['client', 'add', '--name', 'No Agreement Ltd']);
        assert.notEqual(without.code, 0, 'a Client without an agreement must be refused');
        const add = (/** @type {string} */ name, /** @type {string[]} */ more) => world.wellkeptJson(['client', 'add', '--name', name, '--region', 'eu', '--agreement', 'DPA-TOUR-1', ...more]);
        shared.portal = new Portal(world, await add('Harbour Clinic', ['--webhook-url', shared.hook, '--agreement-until', '2199-01-01T00:00:00Z']));
        shared.other = new Portal(world, await add('Other Clinic', []));
        const [{ client_id: id, client_secret: secret }] = demoClients;
        for (const vendor of ['withings', 'oura']) await world.wellkeptJson(['client', 'vendor', shared.portal.credentials.client_id, vendor, '--id', id, '--secret-file', '-'], `${secret}\n`);
        assert.deepEqual((await world.wellkeptJson(['client', 'list'])).map((/** @type {any} */ c) => c.name).sort(), ['Harbour Clinic', 'Other Clinic']);

        expectStatus(await shared.portal.signIn('not the secret'), 401, 'a wrong client secret');
        expectStatus(await shared.portal.signIn(), 200, 'the right client secret');
        const own = await shared.portal.get('/v1/client');
        assert.deepEqual([own.name, own.region, own.status, own.agreement.on_file, own.agreement.reference, own.webhook.url], ['Harbour Clinic', 'eu', 'active', true, 'DPA-TOUR-1', shared.hook]);
    });

    await tour.step('2a', 'Harbour Clinic registers Maria and Tomas under its own user keys; asking again gives the same Member.', async () => {
        shared.mariaKey = 'maria-canary-5e1f0c7a@harbour.example';
        shared.canaries.push({ name: 'user key', text: shared.mariaKey });
        const register = (/** @type {Portal} */ portal, /** @type {string} */ user_key) => portal.call('POST', '/v1/members', { user_key, birth_date: '1980-02-29', time_zone: 'America/New_York' });
        const first = expectStatus(await register(shared.portal, shared.mariaKey), 201, 'Maria is registered');
        const again = expectStatus(await register(shared.portal, shared.mariaKey), 200, 'Maria is asked for again');
        assert.deepEqual([first.json.created, again.json.created, again.json.member_id], [true, false, first.json.member_id]);
        const tomas = expectStatus(await register(shared.portal, 'tomas'), 201, 'Tomas is registered').json;
        assert.notEqual(tomas.member_id, first.json.member_id);
        const elsewhere = expectStatus(await register(shared.other, shared.mariaKey), 201, 'the same key at another portal').json;
        assert.notEqual(elsewhere.member_id, first.json.member_id, 'the same user key at another portal is another Member');
        expectStatus(await shared.portal.call('POST', '/v1/members', { user_key: '' }), 400, 'an empty user key');
        shared.maria = new Browser(world, shared.portal, first.json.member_id);
        shared.tomas = new Browser(world, shared.portal, tomas.member_id);
        const listed = (await shared.portal.pages('/v1/members', 'members')).flat();
        assert.deepEqual(listed.map((m) => m.user_key).sort(), [shared.mariaKey, 'tomas'].sort());
    });

    await tour.step('2b', 'Links are for one use and a quarter of an hour. Unknown, foreign, expired and used ones are refused, and each refusal is in the audit log.', async () => {
        const { maria, portal, other } = shared;
        const visitor = new Browser(world, portal, maria.member);
        expectStatus(await visitor.exchange('A'.repeat(43)), 401, 'an unknown link');
        expectStatus(await other.call('POST', `/v1/members/${maria.member}/connect-tokens`), 404, 'a link for another portal\'s Member');
        expectStatus(await other.call('GET', `/v1/members/${maria.member}`), 404, 'another portal\'s Member');
        const late = await maria.link();
        await world.advance(16 * 60);
        expectStatus(await visitor.exchange(late), 401, 'an expired link');
        const token = await maria.link();
        expectStatus(await maria.exchange(token), 201, 'a good link');
        expectStatus(await visitor.exchange(token), 401, 'a used link');
        expectStatus(await shared.tomas.exchange(await shared.tomas.link()), 201, 'Tomas\'s link');

        const refusals = async (/** @type {Portal} */ who) => (await who.pages('/v1/access-log', 'entries')).flat().filter((e) => e.decision === 'refuse').map((e) => `${e.action} ${e.reason}`);
        await until('the refusals in the portal\'s log', async () => {
            const seen = await refusals(portal);
            return seen.includes('members.open_session expired_token') && seen.includes('members.open_session used_token');
        }, 5);
        await until('the foreign request in the other portal\'s log', async () => (await refusals(other)).some((r) => r.startsWith('members.make_link ')), 5);
        // An unknown link belongs to no portal: only the operator sees it.
        await until('the unknown link in the audit log', async () => (await shared.database.query(
            "select 1 from access.audit_event where action = 'members.open_session' and decision = 'refuse' and reason = 'unknown_token'")).length > 0, 5);
    });
}
