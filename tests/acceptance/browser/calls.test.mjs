// The helpline's calls and incidents of organisations in Chromium, on the real server: call-backs, a recording heard and
// sought in, an organisation's view.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, skip, watchedPage } from '../support/browser.mjs';
import { employed, must } from '../support/care.mjs';
import { Server } from '../support/server.mjs';
import { Colleague } from '../support/staff.mjs';
import { sound, Telephone } from '../support/telephone.mjs';

const wide = { name: 'wide', width: 1280, height: 900 };
/** @type {any} */ let server, browser;
before(async () => {
    if (!built) return;
    server = await Server.make({ web: true });
    await server.start();
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
});

/** A page of somebody who is signed in. @param {any} colleague */
async function page(colleague) {
    const watched = await watchedPage(browser, wide, server.url);
    const at = colleague.cookie.indexOf('=');
    await watched.context.addCookies([{ name: colleague.cookie.slice(0, at), value: colleague.cookie.slice(at + 1), url: server.url, httpOnly: true, secure: true }]);
    /** Both sizes in one go. @param {string} what */
    const look = async (what) => {
        await watched.look(`calls-${what}`);
        await watched.page.setViewportSize({ width: 390, height: 844 });
        await watched.look(`calls-${what}-narrow`);
        await watched.page.setViewportSize({ width: wide.width, height: wide.height });
    };
    return { ...watched, look };
}

test('calls: who is to be called back, and a recording heard in its page', { skip }, async () => {
    const telephone = await Telephone.connect(server);
    const call = await telephone.ring();
    const said = sound(3_300_000); // 412 seconds
    await telephone.record(call, said);
    assert.equal((await telephone.tell('callback.requested', call)).status, 204);
    const cora = await employed(server, 'Cora', 'case_manager');
    const at = await page(cora);
    await at.page.goto(`${server.url}/desk/calls`);
    await at.page.getByText('Do not leave a message').waitFor();
    assert.equal(await at.page.getByRole('button', { name: 'Message left' }).count(), 0);
    await at.page.getByText('Recorded', { exact: true }).waitFor();
    await at.look('list');
    await at.page.getByRole('button', { name: 'Listen' }).click();
    const why = at.page.getByLabel('Why do you need to hear it?');
    await why.fill('short');
    const listen = at.page.getByRole('button', { name: 'Listen' }).last();
    assert.equal(await listen.isDisabled(), true, 'a reason of a few letters is none');
    await why.fill('A complaint about how the call was taken');
    await listen.click();
    const audio = at.page.locator('audio');
    await audio.waitFor();
    await at.page.waitForFunction(() => (document.querySelector('audio')?.readyState ?? 0) >= 1);
    const length = await audio.evaluate((/** @type {HTMLAudioElement} */ a) => a.duration);
    assert.ok(Math.abs(length - 412) < 2, `${length} seconds`);
    // To its end, and back: only ranges are asked for.
    for (const second of [405, 3, 200]) {
        await audio.evaluate((/** @type {HTMLAudioElement} */ a, s) => new Promise((resolve, reject) => {
            a.onseeked = resolve;
            a.onerror = () => reject(new Error(a.error?.message));
            a.currentTime = s;
        }), second);
    }
    // By the keyboard alone.
    await at.page.getByRole('button', { name: 'Ten seconds back' }).focus();
    const before = await audio.evaluate((/** @type {HTMLAudioElement} */ a) => { a.pause(); return a.currentTime; });
    await at.page.keyboard.press('Enter');
    assert.ok(await audio.evaluate((/** @type {HTMLAudioElement} */ a) => a.currentTime) <= before - 9);
    await at.look('player');
    // The address of the sound is no page of its own.
    const url = await audio.evaluate((/** @type {HTMLAudioElement} */ a) => a.src);
    const bare = await at.context.newPage();
    assert.equal((await bare.goto(url))?.status(), 403);
    await bare.close();
    assert.equal(await server.sql('SELECT count(*) FROM access.audit_event WHERE action = \'calls.review\' AND decision = \'permit\''), '1');
    await at.page.getByRole('button', { name: 'Reached' }).click();
    await at.page.getByText('Nobody waits for a call.').waitFor();
    assert.deepEqual(at.findings, []);
    await at.context.close();
});

test('an incident: the organisation tells of it, the desk plans, and the organisation sees numbers of enough people', { skip }, async () => {
    const partners = await employed(server, 'Pia', 'partnerships');
    const yard = (await must(partners, 'POST', '/care/organisations', { name: 'Yard Ltd', kind: 'employer', territory: 'ie', agreement_reference: 'MA-1' }, 201)).id;
    await must(partners, 'POST', `/care/organisations/${yard}/contracts`, { reference: 'C-1', starts_on: '2020-01-01', services: ['critical_incident'], session_model: 'per_episode', sessions: 4, covered_headcount: 500, reporting_threshold: 8 }, 201);
    const harriet = new Colleague(server, 'Harriet');
    await harriet.invite(['org_hr'], { client: yard });
    assert.equal((await harriet.accept()).status, 201);
    const theirs = await page(harriet);
    await theirs.page.goto(`${server.url}/organisation/incidents`);
    await theirs.page.getByLabel('What happened?').fill('A crane fell.');
    await theirs.page.getByLabel('Where?').fill('Yard 3');
    await theirs.page.getByLabel('Whom do we speak with?').fill('Harriet');
    await theirs.page.getByRole('button', { name: 'Ask for support' }).click();
    await theirs.page.getByText('Reported').waitFor();
    await theirs.look('own-incidents');

    const ours = await page(await employed(server, 'Cleo', 'case_manager'));
    await ours.page.goto(`${server.url}/desk/incidents`);
    await ours.page.getByText('A crane fell.').waitFor();
    await ours.page.getByRole('button', { name: 'Accept' }).click();
    await ours.page.getByLabel('Begins').fill('2026-12-01T10:00');
    await ours.page.getByLabel('Time zone of the place').fill('Asia/Tokyo');
    await ours.page.getByLabel('Place', { exact: true }).fill('Canteen');
    await ours.page.getByRole('button', { name: 'Plan', exact: true }).click();
    await ours.page.getByText('Planned').waitFor();
    await ours.look('incidents');
    await theirs.page.reload();
    await theirs.page.getByText('Canteen').waitFor();
    await theirs.page.getByText('10:00 (Asia/Tokyo)').waitFor();
    assert.equal(await theirs.page.getByText('A crane fell.').count(), 0, 'what was written is ours now');
    assert.deepEqual([...theirs.findings, ...ours.findings], []);
    await theirs.context.close();
    await ours.context.close();
});
