// Device data in care as its people use it, in Chromium, on the real server: the code on the Member's page, the choice in the
// person's own pages, the chart beside the sessions in the case file, the person's log and their messages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, must, vet } from '../support/care.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { grants, Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';

const day = 86_400_000;
/** @type {any} */ let server, browser, mailbox, receiver, portal, desk, cora, omar;
before(async () => {
    if (!built) return;
    mailbox = await startMailbox();
    receiver = await startReceiver();
    server = await Server.make({ web: true, settings: { mail: { url: mailbox.url } } });
    await server.start();
    portal = await Portal.register(server, /** @type {any} */ (undefined), receiver, 'Harbour Clinic');
    const dora = await employed(server, 'Dora', 'director');
    desk = await employed(server, 'Hana', 'helpline');
    cora = await employed(server, 'Cora', 'case_manager');
    omar = await employed(server, 'Omar', 'clinician');
    await vet(dora, omar);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await mailbox?.close();
    await receiver?.close();
});

/** @param {any} context @param {string} cookie @param {'Lax' | 'Strict'} sameSite */
const as = async (context, cookie, sameSite = 'Strict') => {
    const [name, value] = cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: server.url, secure: true, httpOnly: true, sameSite }]);
};

for (const size of sizes)
    test(`joined, chosen, seen beside the sessions, and ended, at ${size.name}`, { timeout: 300_000, skip }, async () => {
        // Two weeks of a resting pulse, and somebody in care.
        const member = await portal.provision(`maria-${size.name}`);
        await member.enter();
        await member.connect('direct', grants(['heart'], ['self']));
        const samples = Array.from({ length: 14 }, (_, back) => ({ metric: 'heart_rate', start: new Date(server.now() - back * day - 3_600_000).toISOString(), value: 58 + (back % 5) }));
        await must(portal, 'POST', `/v1/members/${member.id}/samples`, { samples }, 200);
        const mail = `maria-${size.name}@example.org`;
        const person = { contact: { name: 'Maria Lind', email: mail, phone: '07700 900123', address: [] }, birth_date: '1988-02-29', other_phones: [], safe: { channels: ['email', 'phone'], voicemail: false },
            language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' };
        const id = (await must(desk, 'POST', '/care/service-users', { person }, 201)).service_user_id;
        const { case_id } = await must(cora, 'POST', `/care/people/${id}/cases`, { presenting: 'Cannot sleep.' }, 201);
        const base = `/care/people/${id}/cases/${case_id}`;
        await must(cora, 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: 'Sleepless.', language: 'en' }, 204);
        await must(cora, 'POST', `${base}/taking`, {}, 201);
        await must(cora, 'POST', `${base}/offers`, { account_id: omar.id }, 201);
        await must(omar, 'POST', `${base}/answer`, { accept: true }, 204);
        const local = new Date(server.now() - 3 * day).toISOString().slice(0, 11) + '12:00';
        await must(omar, 'POST', `${base}/sessions`, { local, zone: 'UTC', mode: 'video', minutes: 50, attendance: 'attended' }, 201);

        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        // Nothing is shown yet, and the file says so.
        await as(context, omar.cookie);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByText('Nothing is shown in this case.').waitFor();

        await as(context, member.cookie, 'Lax');
        await page.goto(`${server.url}/app/details`);
        const code = await page.getByLabel('Your code').inputValue();
        assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
        await look('devices-code');

        await context.clearCookies();
        await must(desk, 'POST', `/care/service-users/${id}/links`, { check: 'birth_date' }, 201);
        const letter = await mailbox.latest(mail);
        await page.goto('about:blank');
        await page.goto(`${server.url}/you#token=${/#token=([\w-]+)/.exec(letter.text)?.[1]}`);
        await page.getByLabel('Date of birth').fill('1988-02-29');
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByLabel('Your message').fill('Could we meet a little later?');
        await page.getByRole('button', { name: 'Send', exact: true }).click();
        await page.getByText('Waits for one of us to read it').waitFor();
        await look('devices-home');
        await page.getByRole('link', { name: 'Choose what you show' }).click();
        await page.getByLabel('The code from there').fill(code.toLowerCase());
        await page.getByRole('button', { name: 'Join', exact: true }).click();
        const box = page.getByRole('checkbox', { name: /^Heart rate/ });
        await box.waitFor();
        assert.equal(await box.isChecked(), false);
        await box.check();
        await look('devices-choose');
        await page.getByRole('button', { name: 'Show it' }).click();
        await page.getByRole('button', { name: 'Stop showing it' }).waitFor();
        await look('devices-shown');
        const hers = (await context.cookies()).find((/** @type {any} */ c) => c.name === '__Host-wellkept_you');

        await as(context, omar.cookie);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByText(/^1 session in this time/).waitFor();
        const chart = page.getByRole('slider', { name: /^Heart rate/ });
        await chart.scrollIntoViewIfNeeded();
        await page.locator('canvas').first().waitFor();
        await look('devices-chart');
        await chart.focus();
        await page.keyboard.press('Home');
        const words = [];
        for (let at = 0; at < 14; at++) {
            words.push(await chart.getAttribute('aria-valuetext'));
            await page.keyboard.press('ArrowRight');
        }
        assert.ok(words.some((text) => /Session on this day/.test(text ?? '')), words.join('\n'));
        await page.getByText('Tables', { exact: true }).click();
        await page.getByRole('table', { name: /^Heart rate/ }).waitFor();
        await look('devices-table');

        // She ends it while the page is open: at the next reading it goes from it.
        await as(context, `${hers.name}=${hers.value}`);
        const other = await context.newPage();
        await other.goto(`${server.url}/you?show=devices`);
        await other.getByRole('button', { name: 'Stop showing it' }).click();
        await other.getByText('You stopped it').waitFor();
        await other.goto(`${server.url}/you?show=log`);
        await other.getByText('Clinician', { exact: true }).first().waitFor();
        await other.close();
        await page.goto(`${server.url}/you?show=log`);
        await page.getByText('Clinician', { exact: true }).first().waitFor();
        await look('devices-log');
        await as(context, omar.cookie);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByText('Nothing is shown in this case.').waitFor();
        assert.equal(await page.getByRole('slider').count(), 0);
        assert.deepEqual(findings, []);
        await context.close();
    });
