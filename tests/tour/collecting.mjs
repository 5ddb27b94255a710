// Steps 3 to 5: Maria connects two vendors and uploads files; her data arrive.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadRecordings } from '../simulator/recordings.mjs';
import { instant } from '../simulator/zones.mjs';
import { walkConsent } from '../simulator/walk.mjs';
import { scan } from './scan.mjs';
import { expectStatus, until } from './stage.mjs';

export const heartPerson = '8877689391', sleepPerson = '6962181067';
const data = fileURLToPath(new URL('../data/', import.meta.url));

/** @param {string[]} categories @param {string[]} purposes */
const grants = (categories, purposes = ['self', 'share_with_client']) => categories.flatMap((category) => purposes.map((purpose) => ({ category, purpose })));

/** @param {import('./stage.mjs').Tour} tour @param {import('./stage.mjs').World} world @param {any} shared */
export async function collecting(tour, world, shared) {
    const { maria, tomas, portal } = shared;
    const connections = async () => new Map((await maria.get('/me/connections')).connections.map((/** @type {any} */ c) => [c.program, c]));
    shared.connections = connections;
    /** @param {string} metric @param {string} [program] */
    const samples = async (metric, program) => {
        const all = [];
        for (let cursor = ''; ;) {
            const page = await maria.get(`/me/samples?metric=${metric}&limit=5000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
            all.push(...page.samples);
            if (!page.next_cursor) return all.filter((s) => !program || s.source.program === program);
            cursor = page.next_cursor;
        }
    };
    shared.samples = samples;
    /** Nothing runs in the background and nothing is due. */
    const due = async () => shared.database.query(`select kind || ' ' || state || coalesce(' ' || reason_code, '') from jobs.job
        where state = 'running' or (state = 'waiting' and run_at <= now() + interval '${world.offset} seconds')`);
    let busy = ['?'];
    const quiet = () => until('the background work is done', async () => {
        for (let i = 0; i < 2; i++) {
            busy = await due();
            if (busy.length > 0) return false;
            await new Promise((resolve) => setTimeout(resolve, 300));
        }
        return true;
    }, 60, () => busy);
    shared.quiet = quiet;

    /** What the vendors gave the server for Maria until now, from the simulator's own memory. */
    shared.rememberTokens = () => {
        const { vendors } = JSON.parse(readFileSync(`${world.state}/simulator.json`, 'utf8'));
        for (const [vendor, account] of [['withings', heartPerson], ['oura', sleepPerson]])
            for (const model of ['AccessToken', 'RefreshToken'])
                for (const [token, row] of Object.entries(vendors[vendor].oauth[model] ?? {})) {
                    const known = shared.canaries.some((/** @type {any} */ c) => c.text === token);
                    if (!known && /** @type {any} */ (row).accountId === account) shared.canaries.push({ name: `${vendor} ${model}`, text: token });
                }
    };

    await tour.step('3a', 'Maria comes in by her link, without any password, and sees the catalogue: for each kind of data what is collected, for which purpose, who receives it and how long it is kept.', async () => {
        const me = await maria.get('/me');
        assert.deepEqual([me.member_id, me.client.name, me.status], [maria.member, 'Harbour Clinic', 'active']);
        expectStatus(await world.request('GET', '/me'), 401, 'a visitor without a session');
        expectStatus(await maria.call('POST', '/me/connections', {}, { 'x-wellkept': '' }), 403, 'a request that another site could have made');
        const { programs } = await maria.get('/me/programs');
        const codes = programs.map((/** @type {any} */ p) => p.code);
        for (const wanted of ['withings', 'oura', 'libre', 'fitbit_export']) assert.ok(codes.includes(wanted), `${wanted} is in the catalogue: ${codes}`);
        for (const program of programs) {
            assert.ok(program.categories.length > 0, `${program.code} collects something`);
            for (const category of program.categories) {
                for (const field of ['title', 'description', 'what_is_collected']) assert.ok(category[field], `${program.code}/${category.code} says its ${field}`);
                assert.deepEqual(category.purposes.map((/** @type {any} */ p) => p.recipient.title).sort(), ['Harbour Clinic', 'You']);
                for (const purpose of category.purposes)
                    for (const field of ['title', 'description', 'lawful_basis', 'retention']) assert.ok(purpose[field], `${program.code}/${category.code}/${purpose.code} says its ${field}`);
            }
        }
        return `${programs.length} Programs, ${programs.flatMap((/** @type {any} */ p) => p.categories).length} switches to read before deciding`;
    });

    /** Begins, walks the vendor's pages, comes back. @param {string} program @param {any[]} given @param {string} person @param {object} [choice] */
    const connect = async (program, given, person, choice) => {
        const begun = expectStatus(await maria.call('POST', '/me/connections', { program, grants: given, zone: 'America/New_York' }), 201, `${program} begins`).json;
        const url = new URL(begun.authorize_url);
        assert.equal(url.searchParams.get('response_type'), 'code');
        assert.ok((url.searchParams.get('state') ?? '').length >= 32, 'a state nobody can guess');
        assert.equal(url.searchParams.get('redirect_uri'), `${world.server}/connect/oauth/callback`);
        const back = await walkConsent(url.href, { person, ...choice });
        return { begun, url, back };
    };
    const come = (/** @type {any} */ browser, /** @type {URL} */ back) => browser.call('GET', back.pathname + back.search);

    await tour.step('3b', 'At Withings Maria first says no: nothing is connected. A way back that is not hers (another session, a made-up state) is refused.', async () => {
        const denied = await connect('withings', grants(['activity']), heartPerson, { deny: true });
        const home = expectStatus(await come(maria, denied.back), 303, 'the way back after a no');
        assert.equal(home.headers.get('location'), '/app/programs?problem=denied');
        assert.equal((await connections()).size, 0, 'no connection remains of a no');
        const begun = await connect('withings', grants(['activity']), heartPerson);
        const stolen = expectStatus(await come(tomas, begun.back), 303, 'another session comes with her code');
        assert.match(String(stolen.headers.get('location')), /problem=/);
        const forged = new URL(begun.back);
        forged.searchParams.set('state', 'B'.repeat(43));
        assert.match(String((await come(maria, forged)).headers.get('location')), /problem=/);
        assert.equal((await tomas.get('/me/connections')).connections.length, 0, 'Tomas gained nothing');
    });

    await tour.step('3c', 'Maria connects Withings: she grants activity and heart for herself and the clinic, body for herself alone; sleep, breathing and the rest stay off.', async () => {
        shared.trouble.type = 'connection.connected';
        // One call in the middle answers nonsense: it must be asked again, not lost.
        await world.control('faults', { vendor: 'withings', kind: 'garbage', endpoint: 'getmeas', times: 1 });
        shared.connecting = (await world.control('state')).now;
        const { begun, url, back } = await connect('withings', [...grants(['activity', 'heart']), ...grants(['body'], ['self'])], heartPerson);
        assert.deepEqual((url.searchParams.get('scope') ?? '').split(',').sort(), ['user.activity', 'user.info', 'user.metrics']);
        const home = expectStatus(await come(maria, back), 303, 'the way back');
        assert.equal(home.headers.get('location'), `/app/programs/${begun.connection_id}`);
        assert.match(String((await come(maria, back)).headers.get('location')), /problem=/, 'the same way back serves once');
        shared.withings = begun.connection_id;
    });

    await tour.step('3d', 'Maria connects Oura: sleep and heart for herself and the clinic, nothing else.', async () => {
        await world.control('faults', { vendor: 'oura', kind: '429', endpoint: 'sleep', times: 1, retry_after: 1 });
        const { begun, url, back } = await connect('oura', grants(['sleep', 'heart']), sleepPerson);
        assert.deepEqual((url.searchParams.get('scope') ?? '').split(' ').sort(), ['daily', 'heartrate', 'personal']);
        const home = expectStatus(await come(maria, back), 303, 'the way back');
        assert.equal(home.headers.get('location'), `/app/programs/${begun.connection_id}`);
        shared.oura = begun.connection_id;
    });

    await tour.step('5a', 'History is read in the background; Maria and the clinic see how far it is. A 429, an answer of garbage and 120 requests a minute are waited out.', async () => {
        /** @type {Record<string, number[]>} */
        const percents = { withings: [], oura: [] };
        let moved = Date.now(), before = '';
        const last = /** @type {any} */ ({});
        await until('both histories are done', async () => {
            const mine = await connections();
            const theirs = (await portal.get(`/v1/members/${maria.member}/connections`)).connections;
            for (const c of theirs) {
                const { history } = last[c.program] = mine.get(c.program);
                assert.ok(['waiting', 'running', 'done'].includes(c.history.state), `the clinic sees the progress of ${c.program}: ${JSON.stringify(c.history)}`);
                if (percents[c.program].at(-1) !== history.percent) percents[c.program].push(history.percent);
            }
            if (Object.values(last).length === 2 && Object.values(last).every((/** @type {any} */ c) => c.history.state === 'done')) return true;
            const now = JSON.stringify([...mine.values()].map((c) => [c.history.percent, c.history.samples]));
            if (now !== before) [before, moved] = [now, Date.now()];
            // Nothing for a while: the server waits out a rate limit or a retry. Let it be later.
            else if (Date.now() - moved > 2500) {
                await world.advance(61);
                moved = Date.now();
            }
            return false;
        }, 240, () => last);
        for (const [program, seen] of Object.entries(percents)) assert.ok(seen.every((p, i) => i === 0 || p > seen[i - 1]), `${program} only moves forward: ${seen}`);
        const mine = await connections();
        for (const program of ['withings', 'oura']) {
            const c = mine.get(program);
            assert.deepEqual([c.state, c.history.percent, c.live_samples], ['connected', 100, 0], program);
            assert.ok(c.history.samples > 500, `${program} has history: ${c.history.samples}`);
        }
        const refused = (await world.control('log?vendor=withings')).filter((/** @type {any} */ r) => r.vendor_status === 601);
        assert.equal(refused.length, 0, 'we keep to the vendor\'s limit by ourselves');
        await quiet();
        return `${mine.get('withings').history.samples} samples from Withings, ${mine.get('oura').history.samples} from Oura`;
    });

    await tour.step('5b', 'What arrived is what was recorded, in one canonical shape: weights in kg, heart beats, steps, nights. What she did not grant was not even asked for.', async () => {
        const { shift_days: shiftDays, now } = await world.control('state');
        const record = /** @type {any} */ (loadRecordings({ shiftDays }).get(heartPerson));
        const zone = record.person.zone;
        const at = (/** @type {any} */ x) => new Date(instant(zone, x.day, x.second) * 1000).toISOString();
        const past = (/** @type {any} */ x) => instant(zone, x.day, x.second) <= now;
        const weights = await samples('weight', 'withings');
        const recorded = record.weights.filter(past).sort((/** @type {any} */ a, /** @type {any} */ b) => at(a).localeCompare(at(b)));
        assert.deepEqual(weights.map((s) => s.start), recorded.map(at), 'the recorded weighings and no goal, no guest');
        weights.forEach((s, i) => assert.ok(Math.abs(s.value - recorded[i].kg) < 0.06, `weight ${i}: ${s.value} for ${recorded[i].kg}`));
        const beats = await samples('heart_rate', 'withings');
        // Her heart beats on while this is read: up to the last one that has arrived, which is none of before she connected.
        const last = beats.reduce((t, s) => Math.max(t, Date.parse(s.start) / 1000), 0);
        const until = (/** @type {number} */ t) => record.beats.filter((/** @type {any} */ b) => instant(zone, b.day, b.second) <= t);
        const arrived = until(last);
        assert.ok(arrived.length >= until(shared.connecting).length, 'all heart beats from before she connected');
        assert.deepEqual([beats.length, beats.reduce((n, s) => n + s.value, 0)],
            [arrived.length, arrived.reduce((/** @type {number} */ n, /** @type {any} */ b) => n + b.bpm, 0)], 'every recorded heart beat once');
        const steps = await samples('steps', 'withings');
        assert.ok(steps.length > 1000 && steps.every((s) => Number.isInteger(s.value) && s.end && s.source.connection_id === shared.withings), 'steps by the minute');
        const stages = await samples('sleep_stage', 'oura');
        assert.ok(stages.length > 50 && stages.every((s) => ['awake', 'light', 'deep', 'rem', 'asleep'].includes(s.code) && s.value === undefined), 'sleep stages are codes');
        assert.ok(stages.every((s) => Number.isInteger(s.offset_minutes)), 'Oura tells the offset');
        const { metrics } = await maria.get('/me/metrics');
        const categories = new Set(metrics.map((/** @type {any} */ m) => m.category));
        assert.deepEqual([...categories].sort(), ['activity', 'body', 'heart', 'sleep']);
        for (const m of metrics) for (const s of m.sources) {
            const allowed = s.program === 'withings' ? ['activity', 'heart', 'body'] : ['sleep', 'heart'];
            assert.ok(allowed.includes(m.category), `${m.metric} of ${s.program} was not granted`);
        }
        const asked = new Set((await world.control('log')).map((/** @type {any} */ r) => `${r.vendor} ${r.endpoint}`));
        for (const never of ['withings getsummary', 'withings getworkouts', 'oura daily_activity', 'oura daily_spo2', 'oura workout'])
            assert.ok(!asked.has(never), `${never} was asked for without a grant`);
        return `${weights.length} weights, ${beats.length} heart beats, ${steps.length} minutes with steps, ${stages.length} stages of sleep; ${metrics.length} metrics`;
    });

    await tour.step('5c', 'At rest all of it is sealed: neither vendor tokens nor user key are in any file, dump or log of the server.', async () => {
        shared.rememberTokens();
        assert.ok(shared.canaries.length >= 5, `the vendors' tokens are known: ${shared.canaries.map((/** @type {any} */ c) => c.name)}`);
        const seen = await scan(shared.database, [`${world.state}/data`, `${world.state}/log`], [...shared.canaries, { name: 'control', text: 'Harbour Clinic' }]);
        assert.ok((seen.where.get('control') ?? []).some((p) => p.includes('/pg/')) && seen.where.get('control')?.includes('dump of wellkept'), 'the scan finds what does stand there in plain');
        seen.where.delete('control');
        assert.deepEqual([...seen.where], [], 'planted values found in plain');
        return `${seen.files} files and dumps, ${(seen.bytes / 1e6).toFixed(0)} MB; the clinic's own name, which is no secret, was found`;
    });

    await tour.step('5d', '`wellkept programs map` shows what a manifest makes of a recorded answer.', async () => {
        const folder = `${data}vendors/withings/`;
        const { code, out, err } = await world.wellkept(['programs', 'map', 'withings', `${folder}getmeas.json`, '--zone', 'America/New_York']);
        assert.equal(code, 0, err);
        assert.match(out, /weight/);
        const bad = await world.wellkept(['programs', 'map', 'withings', `${folder}garbage.txt`, '--request', 'getmeas']);
        assert.ok(bad.code !== 0 || /refus|cannot|not JSON/i.test(bad.out + bad.err), 'garbage is called garbage');
    });

    const weigh = (/** @type {number} */ kg, /** @type {string} */ id, /** @type {boolean} */ notify) => {
        const value = Math.round(kg * 1e6);
        shared.canaries.push({ name: `weight ${id}`, number: kg });
        return world.control('data', { vendor: 'withings', person: heartPerson, type: 'measure', change: 'create', id, notify,
            document: { date: Math.floor(world.now() / 1000) - 60, measures: [{ value, type: 1, unit: -6 }] } });
    };
    const arrives = (/** @type {number} */ kg, /** @type {number} */ seconds) => until(`the weight ${kg} arrives`, async () => (await samples('weight', 'withings')).some((s) => s.value === kg), seconds);

    await tour.step('5e', 'Maria steps on her scale: Withings calls our webhook, and the new weight is there, told apart from history.', async () => {
        const mine = await until('the subscriptions at Withings', async () => {
            const all = (await world.control('subscriptions?vendor=withings')).filter((/** @type {any} */ s) => s.person === heartPerson);
            return all.length > 0 && all;
        }, 15);
        const address = `${world.server}/webhooks/withings/${portal.credentials.client_id}`;
        assert.ok(mine.every((/** @type {any} */ s) => s.callbackurl === address), `subscribed for ${address}`);
        const { statuses } = await weigh(71.357913, '990001', true);
        assert.ok(statuses.length > 0 && statuses.every((/** @type {number} */ s) => s >= 200 && s < 300), `our webhook answers ${statuses}`);
        await arrives(71.357913, 20);
        await quiet();
        assert.ok((await connections()).get('withings').live_samples >= 1, 'counted as live');
    });

    await tour.step('5f', 'The same notice comes three times more, and one of nobody we know: nothing changes, nobody is told again.', async () => {
        const state = async () => [(await connections()).get('withings').live_samples, (await connections()).get('withings').history.samples, (await samples('weight')).length, (await samples('steps')).length];
        await quiet();
        const before = await state();
        const told = shared.got.filter((/** @type {any} */ e) => e.type.startsWith('samples.')).length;
        const asked = async () => (await world.control('log?vendor=withings&endpoint=getmeas')).length;
        const askedBefore = await asked();
        for (let i = 0; i < 3; i++) await world.control('webhooks', { vendor: 'withings', person: heartPerson, type: 'measure' });
        const { statuses } = await world.control('webhooks', { vendor: 'withings', person: heartPerson, type: 'measure', tamper: 'unknown_user' });
        assert.ok(statuses.every((/** @type {number} */ s) => s > 0 && s < 500), `a notice of nobody is taken calmly: ${statuses}`);
        await until('Withings is asked again', async () => (await asked()) > askedBefore, 20);
        await quiet();
        assert.deepEqual(await state(), before);
        assert.equal(shared.got.filter((/** @type {any} */ e) => e.type.startsWith('samples.')).length, told);
    });

    await tour.step('5g', 'An Oura notice with a wrong signature, an old one and a replayed one are refused; a good one is believed.', async () => {
        await until('the subscriptions at Oura', async () => (await world.control('subscriptions?vendor=oura')).length > 0, 15);
        const send = async (/** @type {object} */ more) => (await world.control('webhooks', { vendor: 'oura', person: sleepPerson, type: 'sleep', ...more })).statuses;
        const asked = async () => (await world.control('log?vendor=oura')).filter((/** @type {any} */ r) => /sleep/.test(r.endpoint)).length;
        const before = await asked();
        for (const tamper of ['signature', 'body', 'unsigned', 'old']) {
            const statuses = await send({ tamper });
            assert.ok(statuses.length > 0 && statuses.every((/** @type {number} */ s) => s >= 400 && s < 500), `${tamper}: ${statuses}`);
        }
        await quiet();
        assert.equal(await asked(), before, 'nothing was fetched for a forged notice');
        const good = await send({ event: 'update' });
        assert.ok(good.length > 0 && good.every((/** @type {number} */ s) => s >= 200 && s < 300), `a good one: ${good}`);
        await until('Oura is asked', async () => (await asked()) > before, 20);
    });

    await tour.step('5h', 'A notice gets lost; six hours later the server asks by itself, refreshing the vendor\'s token on the way, and the weight is there.', async () => {
        await weigh(72.468013, '990002', false);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        assert.ok(!(await samples('weight')).some((s) => s.value === 72.468013), 'nobody told us yet');
        const refreshed = async () => (await world.control('log?vendor=withings&endpoint=token')).length;
        const before = await refreshed();
        await world.advance(6 * 3600 + 60);
        await arrives(72.468013, 60);
        assert.ok((await refreshed()) > before, 'the access token had ended and was refreshed');
        assert.equal((await connections()).get('withings').state, 'connected');
        await quiet();
    });

    await files(tour, shared);
}

/** @param {import('./stage.mjs').Tour} tour @param {any} shared */
async function files(tour, shared) {
    const { maria } = shared;
    const uploaded = async (/** @type {string} */ file, /** @type {Record<string, string>} */ query, bytes = readFileSync(`${data}imports/${file}`)) => {
        const accepted = expectStatus(await maria.call('POST', `/me/imports?${new URLSearchParams(query)}`, bytes, { 'content-type': 'text/csv' }), 202, `${file} is taken`).json;
        return until(`${file} is read`, async () => {
            const one = await maria.get(`/me/imports/${accepted.import_id}`);
            return (one.state === 'done' || one.state === 'refused') && one;
        }, 60);
    };
    const connect = async (/** @type {string} */ program, /** @type {string[]} */ categories) =>
        expectStatus(await maria.call('POST', '/me/connections', { program, grants: grants(categories) }), 201, `${program} is connected`).json.connection_id;

    await tour.step('5i', 'Maria uploads the file of her FreeStyle Libre reader (Spanish headings): each glucose value is read, insulin and notes stay unread. Again: all known.', async () => {
        const file = 'freestylelibre_txt_spanish.txt';
        expectStatus(await maria.call('POST', '/me/imports?program=libre&zone=Europe/Madrid', readFileSync(`${data}imports/${file}`), { 'content-type': 'text/plain' }), 409, 'a file before its permission');
        shared.libre = await connect('libre', ['glucose']);
        const query = { program: 'libre', zone: 'Europe/Madrid', name: 'canary-file-name-3b9d.txt' };
        shared.canaries.push({ name: 'file name', text: query.name });
        const rows = readFileSync(`${data}imports/${file}`, 'utf8').split('\n').slice(1).filter((l) => l.trim()).map((l) => l.split('\t'));
        const values = rows.filter((r) => (r[2] === '0' && r[3]) || (r[2] === '1' && r[4])).length;
        const { state, report, problem } = await uploaded(file, query);
        assert.equal(state, 'done', JSON.stringify(problem));
        assert.equal(report.rows_read, rows.length, 'every row was looked at');
        assert.deepEqual(report.metrics.map((/** @type {any} */ m) => m.metric), ['glucose_cgm']);
        const refused = report.rows_refused.reduce((/** @type {number} */ n, /** @type {any} */ r) => n + r.rows, 0);
        assert.equal(report.samples_new + report.samples_known + report.samples_updated + refused, values, 'each value is new, known or refused with a reason');
        assert.ok(report.samples_new > 0.9 * values, `${report.samples_new} of ${values} are new`);
        assert.equal((await shared.samples('glucose_cgm')).length, report.samples_new);
        const again = (await uploaded(file, query)).report;
        assert.deepEqual([again.samples_new, again.samples_updated], [0, 0], 'nothing is new the second time');
        return `${report.samples_new} glucose values; ignored: ${report.rows_ignored.map((/** @type {any} */ r) => `${r.rows} ${r.text}`).join(', ')}`;
    });

    await tour.step('5j', 'A Fitbit file of three people is only read for one of them. The damaged file is read as far as it can be, and says line by line what was refused and why.', async () => {
        shared.fitbit = await connect('fitbit_export', ['activity', 'body']);
        const query = { program: 'fitbit_export', zone: 'America/New_York' };
        const several = await uploaded('fitbit_dailyActivity.csv', query);
        assert.equal(several.state, 'refused', 'a file of several people, without saying who');
        assert.ok(several.problem.text);
        const rows = readFileSync(`${data}imports/fitbit_dailyActivity.csv`, 'utf8').split(/\r?\n/).slice(1).filter(Boolean).map((l) => l.split(','));
        const mine = rows.filter((r) => r[0] === heartPerson);
        const one = await uploaded('fitbit_dailyActivity.csv', { ...query, person: heartPerson });
        assert.equal(one.state, 'done', JSON.stringify(one.problem));
        const steps = await shared.samples('steps_daily', 'fitbit_export');
        assert.deepEqual(steps.map((/** @type {any} */ s) => s.value), mine.map((r) => Number(r[2])), 'her days, in order');
        const known = one.report.samples_new;
        // A spreadsheet saved it with day-first and month-first dates in one file: read right, it says nothing new.
        const muddled = (await uploaded('fitbit_dailyActivity_damaged.csv', { ...query, person: heartPerson })).report;
        assert.deepEqual([muddled.samples_new, muddled.samples_updated, muddled.samples_known], [0, 0, known], 'muddled dates are read as the intact ones');
        const text = readFileSync(`${data}imports/fitbit_dailyActivity.csv`, 'utf8').split('\r\n');
        const spoilt = text.findIndex((l) => l.startsWith(heartPerson));
        text[spoilt] = text[spoilt].replace(/,\d+\/\d+\/2016,/, ',13/32/2016,');
        text[spoilt + 1] = text[spoilt + 1].replace(/2016,\d+,/, '2016,many,');
        text[spoilt + 2] = text[spoilt + 2].slice(0, 20);
        const damaged = await uploaded('spoilt', { ...query, person: heartPerson }, Buffer.from(text.join('\r\n')));
        assert.equal(damaged.state, 'done', JSON.stringify(damaged.problem));
        const why = damaged.report.rows_refused;
        assert.ok(damaged.report.samples_new === 0 && damaged.report.samples_updated === 0 && damaged.report.samples_known > 0.8 * known, JSON.stringify(damaged.report));
        assert.deepEqual(why.flatMap((/** @type {any} */ r) => r.first_lines).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b), [spoilt + 1, spoilt + 2, spoilt + 3], `the three spoilt lines, by number: ${JSON.stringify(why)}`);
        assert.ok(why.every((/** @type {any} */ r) => r.rows > 0 && r.text), 'and why');
        const nonsense = await uploaded('nonsense', { ...query, person: heartPerson }, Buffer.from('PK\x03\x04 not a table at all \x00\x00'));
        assert.equal(nonsense.state, 'refused');
        expectStatus(await maria.call('POST', '/me/imports?program=fitbit_export&zone=Mars/Olympus', 'Id,ActivityDate\n', { 'content-type': 'text/csv' }), 400, 'an unknown time zone');
        return `refused: ${why.map((/** @type {any} */ r) => `line ${r.first_lines}: ${r.text}`).join('; ')}`;
    });
}
