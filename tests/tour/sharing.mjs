// Step 6: the clinic reads over REST and is told by signed webhooks, and never of what was not granted to it.
import assert from 'node:assert/strict';
import { expectStatus, until } from './stage.mjs';

/** @param {import('./stage.mjs').Tour} tour @param {import('./stage.mjs').World} world @param {any} shared */
export async function sharing(tour, world, shared) {
    const { maria, portal, other, got } = shared;
    const member = `/v1/members/${maria.member}`;

    await tour.step('6a', 'The clinic reads steps page by page: every sample once, in order, none missing.', async () => {
        const pages = await portal.pages(`${member}/samples?metric=steps&limit=700`, 'samples');
        assert.ok(pages.length > 2 && pages.slice(0, -1).every((p) => p.length === 700), `full pages: ${pages.map((p) => p.length)}`);
        const all = pages.flat();
        const hers = await shared.samples('steps');
        assert.deepEqual(all, hers, 'what the clinic reads is what Maria sees');
        assert.ok(all.every((s, i) => i === 0 || s.start >= all[i - 1].start), 'by start');
        const metrics = (await portal.get(`${member}/metrics`)).metrics;
        const counted = metrics.find((/** @type {any} */ m) => m.metric === 'steps').sources.reduce((/** @type {number} */ n, /** @type {any} */ s) => n + s.samples, 0);
        assert.equal(counted, all.length, 'as many as /metrics counts');
        shared.steps = all;
        return `${all.length} samples on ${pages.length} pages`;
    });

    await tour.step('6b', 'It asks for a time range, and for daily values: they are the sums of the samples. Malformed questions get an answer that says what to mend.', async () => {
        const steps = shared.steps;
        const from = steps[100].start, to = steps[400].start;
        const range = (await portal.pages(`${member}/samples?metric=steps&from=${from}&to=${to}`, 'samples')).flat();
        assert.deepEqual(range, steps.filter((/** @type {any} */ s) => s.start >= from && s.start < to), 'from is in, to is out');
        const day = (/** @type {any} */ s) => new Date(Date.parse(s.start) + (s.offset_minutes ?? 0) * 60_000).toISOString().slice(0, 10);
        const sums = new Map();
        for (const s of steps) sums.set(day(s), (sums.get(day(s)) ?? 0) + s.value);
        const [first, last] = [[...sums.keys()][0], [...sums.keys()].at(-1)];
        const daily = await portal.get(`${member}/daily?metric=steps&from=${first}&to=${last}`);
        assert.deepEqual(daily.days.map((/** @type {any} */ d) => [d.day, d.value]), [...sums].sort(), 'daily sums');
        const beats = new Map();
        for (const s of (await portal.pages(`${member}/samples?metric=heart_rate&limit=5000`, 'samples')).flat()) beats.set(day(s), [...(beats.get(day(s)) ?? []), s.value]);
        const [from1, to1] = [[...beats.keys()].sort()[0], [...beats.keys()].sort().at(-1)];
        const heart = (await portal.get(`${member}/daily?metric=heart_rate&from=${from1}&to=${to1}`)).days;
        assert.deepEqual(heart.map((/** @type {any} */ d) => [d.day, d.count, d.min, d.max]), [...beats].sort().map(([d, v]) => [d, v.length, Math.min(...v), Math.max(...v)]), 'daily counts, least and greatest');
        for (const d of heart) assert.ok(Math.abs(d.value - beats.get(d.day).reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b) / d.count) < 1e-6, `the mean of ${d.day}`);
        for (const [query, what] of [['', 'no metric'], ['?metric=mood', 'an unknown metric'], ['?metric=steps&from=yesterday', 'a bad time'],
            ['?metric=steps&limit=100000', 'a huge page'], ['?metric=steps&cursor=%00%ff', 'a foreign cursor']]) {
            const refused = expectStatus(await portal.call('GET', `${member}/samples${query}`), 400, what);
            assert.match(String(refused.headers.get('content-type')), /application\/problem\+json/);
            assert.ok(refused.json.detail && refused.json.request_id, `${what}: says what to do`);
        }
        expectStatus(await other.call('GET', `${member}/samples?metric=steps`), 404, 'another portal');
        expectStatus(await world.request('GET', `${member}/samples?metric=steps`), 401, 'nobody');
        return `${sums.size} days, ${heart.length} of them with heart rate`;
    });

    await tour.step('6c', 'Signed webhooks told the clinic of all this. The one it could not take at first came again, under the same id, and signed anew.', async () => {
        await until('every event is delivered', async () => {
            const events = (await portal.pages('/v1/webhook-events', 'events')).flat();
            if (events.every((e) => e.state !== 'waiting')) return true;
            await world.advance(5);
            return false;
        }, 60);
        const events = (await portal.pages('/v1/webhook-events', 'events')).flat();
        assert.deepEqual([...new Set(got.filter((/** @type {any} */ e) => e.why).map((/** @type {any} */ e) => e.why))], [], 'every signature is good');
        const types = new Set(got.map((/** @type {any} */ e) => e.type));
        for (const type of ['connection.connected', 'connection.history_completed', 'samples.created']) assert.ok(types.has(type), `${type} came: ${[...types]}`);
        const failed = got.filter((/** @type {any} */ e) => e.status === 500);
        assert.equal(failed.length, 1, 'one was answered with 500');
        const same = got.filter((/** @type {any} */ e) => e.id === failed[0].id);
        assert.deepEqual(same.map((/** @type {any} */ e) => e.status), [500, 204]);
        const twice = got.filter((/** @type {any} */ e, /** @type {number} */ i) => got.findIndex((/** @type {any} */ o) => o.id === e.id) !== i && e.id !== failed[0].id);
        assert.equal(twice.length, 0, 'nothing else came twice');
        assert.ok(events.filter((e) => e.state === 'delivered').length >= got.length - 1, 'the event list knows them as delivered');
        const history = got.filter((/** @type {any} */ e) => e.data.history === true).length, live = got.filter((/** @type {any} */ e) => e.data.history === false).length;
        assert.ok(history > 0, 'backfill is marked as history');
        const inline = got.find((/** @type {any} */ e) => e.type === 'samples.created' && e.data.samples?.length > 0);
        assert.ok(inline && inline.data.member_id === maria.member, 'samples ride along');
        return `${got.length} messages: ${[...types].join(', ')}; ${history} of history, ${live} live`;
    });

    await tour.step('6d', 'What Maria kept from the clinic appears nowhere: no weight in any list, page or webhook, no vendor or kind of data beyond what she granted.', async () => {
        const { metrics } = await portal.get(`${member}/metrics`);
        const shown = new Set(metrics.flatMap((/** @type {any} */ m) => m.sources.map((/** @type {any} */ s) => `${s.program} ${m.category}`)));
        const granted = ['withings activity', 'withings heart', 'oura sleep', 'oura heart', 'libre glucose', 'fitbit_export activity', 'fitbit_export body'];
        assert.deepEqual([...shown].filter((/** @type {any} */ s) => !granted.includes(s)), [], 'in the list of metrics');
        for (const metric of ['weight', 'body_fat']) {
            const answer = await portal.call('GET', `${member}/samples?metric=${metric}`);
            const withings = (answer.json?.samples ?? []).filter((/** @type {any} */ s) => s.source.program === 'withings');
            assert.equal(withings.length, 0, `${metric} by REST`);
        }
        assert.ok((await shared.samples('weight', 'withings')).length > 5, 'Maria herself sees her weights');
        for (const e of got) {
            if (e.data.category) assert.ok(granted.includes(`${e.data.program} ${e.data.category}`), `a webhook about ${e.data.program} ${e.data.category}`);
            assert.ok(!e.body.includes('71.357913') && !e.body.includes('72.468013'), 'a webhook with her weight');
        }
        const events = (await portal.pages('/v1/webhook-events', 'events')).flat();
        return `${events.filter((e) => e.state === 'dropped').length} events were dropped before they left; ${metrics.length} metrics are shared`;
    });
}
