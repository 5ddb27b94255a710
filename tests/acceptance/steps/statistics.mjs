// Totals about many people (D8), and that they alone survive an erasure (S13). Each scenario has an installation of its own, for
// a month is published once.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { read } from '../support/portal.mjs';
import { until } from '../support/wait.mjs';
import { expectNothingLeft, installation } from './retention.mjs';

const hour = 3_600_000;
const wanted = [{ category: 'activity', purpose: 'self' }];

/** @param {string} month "2026-10" @param {number} by */
function later(month, by) {
    const at = new Date(`${month}-15T00:00:00Z`);
    at.setUTCMonth(at.getUTCMonth() + by);
    return at.toISOString().slice(0, 7);
}
const get = async (/** @type {any} */ world, /** @type {string} */ path) => {
    const answer = await read(await fetch(world.server.url + path));
    assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    return answer;
};
const tables = async (/** @type {any} */ world) => (await get(world, '/v1/statistics')).body.tables;
const releases = async (/** @type {any} */ world, /** @type {string} */ table) => (await get(world, `/v1/statistics/${table}`)).body.releases;
const published = async (/** @type {any} */ world, /** @type {string} */ table) => (await releases(world, table)).find((/** @type {any} */ r) => r.period === world.month);

async function advanceTo(/** @type {any} */ world, /** @type {string} */ instant) {
    const ahead = Date.parse(instant) - world.server.now();
    if (ahead > 0) await world.server.advance(Math.ceil(ahead / 1000));
}
/** A new installation passes the last month over at once; what comes now is of the month after it. */
async function begin(/** @type {any} */ world) {
    const portal = await installation(world);
    const last = await until('the month before is passed over', async () => (await tables(world))[0].periods[0]?.period);
    world.month = later(last, 1);
    world.people = [];
    await advanceTo(world, `${world.month}-25T12:00:00Z`);
    return portal;
}
const days = (/** @type {any} */ world) => ['13', '14'].map((d) => `${world.month}-${d}`);
async function stepsByPortal(/** @type {any} */ world, /** @type {any} */ member, /** @type {number} */ steps) {
    const samples = days(world).map((day) => ({
        metric: 'steps_daily', start: `${day}T00:00:00Z`, end: new Date(Date.parse(`${day}T00:00:00Z`) + 24 * hour).toISOString(), value: steps,
    }));
    const sent = await member.portal.call('POST', `/v1/members/${member.id}/samples`, { samples });
    assert.equal(sent.status, 200, sent.text);
    assert.equal(JSON.stringify(sent.body).includes('"refused":[{'), false, sent.text);
}
async function stepsByFile(/** @type {any} */ world, /** @type {any} */ member, /** @type {number} */ steps) {
    const rows = days(world).map((day) => `7,${Number(day.slice(5, 7))}/${day.slice(8)}/${day.slice(0, 4)} 12:00:00 AM,${steps}`);
    const up = await member.call('POST', '/me/imports?program=fitbit_export&zone=Europe/Dublin', `Id,ActivityDay,StepTotal\n${rows.join('\n')}\n`, { 'content-type': 'text/csv' });
    assert.equal(up.status, 202, up.text);
    await until('the file is read', async () => {
        const { body } = await member.call('GET', `/me/imports/${up.body.import_id}`);
        if (body.state === 'refused') throw new Error(JSON.stringify(body));
        return body.state === 'done';
    });
}
/** In small groups, for the server has a bound on what it takes at once. */
async function inGroups(/** @type {any[]} */ all, /** @type {(one: any, index: number) => Promise<void>} */ work) {
    for (let i = 0; i < all.length; i += 6) await Promise.all(all.slice(i, i + 6).map((one, k) => work(one, i + k)));
}
async function come(/** @type {any} */ world, /** @type {any} */ portal, /** @type {number} */ count, program = 'direct') {
    const from = world.people.length;
    const fresh = Array.from({ length: count });
    await inGroups(fresh, async (_, i) => {
        const member = await portal.provision(`walker-${from + i}`);
        await member.enter();
        await member.connect(program, wanted);
        if (program === 'direct') await stepsByPortal(world, member, 6000 + 100 * (i % 20));
        else await stepsByFile(world, member, 3000);
        fresh[i] = Object.assign(member, { program });
    });
    world.people.push(...fresh);
    return fresh;
}
const letCount = (/** @type {any} */ member, on = true) => member.allow(member.program, 'activity', 'statistics', on);
async function monthIsOver(/** @type {any} */ world) {
    await advanceTo(world, `${later(world.month, 1)}-07T00:00:00Z`);
    await until(`${world.month} is published`, () => published(world, 'steps_by_program'), { seconds: 90, every: 300 });
}

Given('an installation of its own with {int} Members of Cove Clinic whose steps come by their portal', { timeout: 300_000 }, async function (count) {
    await come(this, await begin(this), count);
});
Given('an installation of its own with {int} Members of Cove Clinic whose steps come by their portal, and {int} by a file of Fitbit', { timeout: 300_000 }, async function (count, byFile) {
    const portal = await begin(this);
    await come(this, portal, count);
    await come(this, portal, byFile, 'fitbit_export');
});
Given('all of them let themselves be counted', { timeout: 120_000 }, async function () {
    await inGroups(this.people, (member) => letCount(member));
});
Given('all but {int} of them let themselves be counted', { timeout: 120_000 }, async function (not) {
    await inGroups(this.people.slice(not), (member) => letCount(member));
    this.uncounted = this.people.slice(0, not);
    this.counted = this.people.slice(not);
});
When('one of those switches it off again before the month is over', async function () {
    this.changed = this.counted[0];
    await letCount(this.changed, false);
});
When('that one switches it on again', async function () {
    await letCount(this.changed);
});
When('the month is over and its totals are published', { timeout: 180_000 }, async function () {
    await monthIsOver(this);
});
When('another month with steps is over and its totals are published', { timeout: 300_000 }, async function () {
    this.month = later(this.month, 1);
    await advanceTo(this, `${this.month}-25T12:00:00Z`);
    await inGroups(this.people, (member) => stepsByPortal(this, member, 7000));
    await monthIsOver(this);
});
Then('a total of {int} people is published, with their mean of steps', async function (people) {
    const found = await published(this, 'steps');
    assert.equal(found.people, people);
    assert.ok(found.mean >= 5000 && found.mean <= 9000 && found.mean % 100 === 0, String(found.mean));
});
Then('the cell with {int} people is not shown', async function (_people) {
    const { cells } = await published(this, 'steps_by_program');
    const cell = cells.find((/** @type {any} */ c) => c.value === 'fitbit_export');
    assert.ok(cell.suppressed && cell.people === undefined && cell.mean === undefined, JSON.stringify(cell));
});

/** What a number rounded half up to multiples of step can have been. */
const before = (/** @type {number} */ shown, /** @type {number} */ step, /** @type {number} */ least) => {
    const can = [];
    for (let n = Math.max(least, shown - step); n <= shown + step; ++n) if (Math.floor((n + Math.floor(step / 2)) / step) * step === shown) can.push(n);
    return { low: can[0], high: can[can.length - 1] };
};
When('an analyst combines every published table', async function () {
    // Tables of one metric are about the same people: every total of that month narrows the others. All of it from public pages.
    const all = [];
    for (const { table, title, dimension } of await tables(this)) {
        const csv = (await get(this, `/v1/statistics/${table}/csv`)).text;
        assert.match(csv, /^table,period,value,title,people,mean,unit,suppressed\r\n/);
        for (const release of await releases(this, table)) all.push({ table, metric: title.split(' by ')[0], dimension, ...release });
    }
    this.ranges = [];
    for (const group of new Set(all.map((r) => `${r.metric} ${r.period}`))) {
        const same = all.filter((r) => `${r.metric} ${r.period}` === group && r.shown);
        if (same.length === 0) continue;
        const total = { low: 0, high: Infinity };
        for (const r of same) {
            const t = before(r.people, r.round_to, r.population_min);
            total.low = Math.max(total.low, t.low);
            total.high = Math.min(total.high, t.high);
        }
        for (const r of same) {
            const shown = r.cells.filter((/** @type {any} */ c) => !c.suppressed).map((/** @type {any} */ c) => before(c.people, r.round_to, r.cell_min));
            const low = shown.reduce((/** @type {number} */ sum, /** @type {any} */ c) => sum + c.low, 0);
            const high = shown.reduce((/** @type {number} */ sum, /** @type {any} */ c) => sum + c.high, 0);
            const hidden = r.cells.filter((/** @type {any} */ c) => c.suppressed);
            for (const cell of hidden)
                this.ranges.push({ cell: `${r.table} ${r.period} ${cell.value}`, least: r.cell_min, low: hidden.length === 1 ? Math.max(0, total.low - high) : 0, high: total.high - low });
        }
    }
    assert.ok(this.ranges.length > 0, 'there are suppressed cells to work out');
});
Then('no count below the minimum can be worked out', function () {
    for (const { cell, least, low, high } of this.ranges) {
        assert.ok(high >= least, `${cell} is known to be below ${least}: ${low} to ${high}`);
        assert.ok(low < high, `${cell} is known exactly: ${low}`);
    }
});
Then('nothing that is published is about one person', async function () {
    const verdict = await this.server.cli(['verify', '--only', 'statistics']);
    assert.match(verdict, /no column beside them leads to a person/);
    const dump = (await this.server.dump('wellkept')).toString('latin1');
    const rows = dump.split(/^COPY /m).filter((/** @type {string} */ part) => part.startsWith('statistics.')).join('');
    assert.ok(rows.includes('steps_by_program'));
    for (const { id, userKey } of this.people) assert.ok(!rows.includes(id) && !rows.includes(userKey));
});
When('{int} more Members come with steps of that month, and the totals are made again', { timeout: 180_000 }, async function (count) {
    this.then = JSON.stringify(await Promise.all(['steps', 'steps_by_program'].map((t) => published(this, t))));
    const portal = this.portal('Cove Clinic');
    for (const member of await come(this, portal, count)) await letCount(member);
    // The next month's totals are only made after this one's were looked at again.
    const next = later(this.month, 1);
    await advanceTo(this, `${later(next, 1)}-07T00:00:00Z`);
    await until('the next month was made', async () => (await releases(this, 'steps_by_program'))[0].period === next, { seconds: 90, every: 300 });
});
Then('what was published stays as it was', async function () {
    assert.equal(JSON.stringify(await Promise.all(['steps', 'steps_by_program'].map((t) => published(this, t)))), this.then);
});
Then('nothing is published of that month, for {int} are too few', async function (_few) {
    for (const table of ['steps', 'steps_by_program']) {
        const found = await published(this, table);
        assert.deepEqual([found.shown, found.people, found.mean, found.cells], [false, undefined, undefined, []], table);
    }
});
Then('only those who let themselves be counted find that in the log of who looked at their data', async function () {
    const looks = async (/** @type {any} */ member) => (await member.call('GET', '/me/access-log')).body.entries.filter((/** @type {any} */ e) => e.purpose === 'statistics');
    const [entry] = await looks(this.counted[1]);
    assert.equal(entry.decision, 'permit');
    assert.equal(entry.purpose_title, 'Count you in published totals');
    for (const member of [...this.uncounted, this.changed]) assert.deepEqual(await looks(member), []);
});

Given('an installation of its own where Maria\'s steps are part of a published total', { timeout: 420_000 }, async function () {
    const portal = await begin(this);
    const [maria, ...others] = await come(this, portal, 53);
    this.members.set('Maria', maria);
    await inGroups([maria, ...others], (member) => letCount(member));
    await monthIsOver(this);
    this.then = await published(this, 'steps');
    assert.equal(this.then.people, 55);
});
Then('the total stands, and nothing in it leads to her', async function () {
    assert.deepEqual(await published(this, 'steps'), this.then);
    const maria = this.known('Maria');
    await expectNothingLeft(this, maria);
    const columns = await this.server.sql("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'statistics' AND (data_type IN ('uuid', 'bytea', 'json', 'jsonb') OR column_name LIKE '%subject%')");
    assert.equal(columns, '0');
    for (const t of ['release', 'cell']) assert.equal(await this.server.sql(`SELECT count(*) FROM statistics.${t} x WHERE x::text LIKE '%${maria.id}%' OR x::text LIKE '%${maria.userKey}%'`), '0');
});
