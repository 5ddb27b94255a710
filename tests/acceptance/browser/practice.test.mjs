// How clinicians work here, in Chromium, on the real server: their free hours, their pay, their supervision; and what is printed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, printed, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, must, seeker, told, vet } from '../support/care.mjs';
import { Server } from '../support/server.mjs';

/** @type {any} */ let server, browser, cora, lena, fay, dora;
before(async () => {
    if (!built) return;
    server = await Server.make({ web: true });
    await server.start();
    dora = await employed(server, 'Dora', 'director');
    cora = await employed(server, 'Cora', 'case_manager');
    lena = await employed(server, 'Lena', 'clinical_lead');
    fay = await employed(server, 'Fay', 'finance');
    await vet(dora, lena);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
});

/** @param {any} context @param {any} one */
const as = async (context, one) => {
    const [name, value] = one.cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: server.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
};

/** The month before this one, YYYY-MM. */
const lastMonth = () => {
    const now = new Date();
    return new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 7);
};

for (const size of sizes)
    test(`free hours, pay and supervision, at ${size.name}`, { timeout: 300_000, skip }, async () => {
        const name = size.width < 500 ? 'Omar' : 'Nadia';
        const omar = await employed(server, name, 'affiliate');
        await vet(dora, omar);
        const { id, base } = await seeker(cora);
        await must(cora, 'POST', `${base}/offers`, { account_id: omar.id }, 201);
        await must(omar, 'POST', `${base}/answer`, { accept: true }, 204);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);

        // Their hours.
        await as(context, omar);
        await page.goto(`${server.url}/desk/care/me`);
        await page.getByRole('button', { name: 'Weekdays, 9 to 17' }).click();
        await page.getByRole('button', { name: 'Remove Friday, 09:00 to 17:00' }).click();
        await page.getByLabel('Monday until').fill('12:30');
        await page.getByRole('button', { name: 'Add days off' }).click();
        await page.getByLabel('First day off').fill('2040-08-01');
        await page.getByLabel('Last day off').fill('2040-08-14');
        await page.getByRole('button', { name: 'Save my hours' }).click();
        await page.getByText('Your hours are saved.').waitFor();
        await page.getByText('09:00 to 12:30').first().waitFor();
        await look('practice-hours');

        // Governance sets what they are paid, and who supervises them.
        await as(context, lena);
        await page.goto(`${server.url}/desk/care/governance`);
        const row = page.getByRole('listitem').filter({ hasText: name }).last();
        await row.getByRole('button', { name: 'Pay' }).click();
        await row.getByLabel('Service').selectOption({ label: 'EAP counselling' });
        await row.getByLabel('A session').fill('60.50');
        await row.getByLabel('From').fill('2020-01-01');
        await row.getByRole('button', { name: 'Set the rate' }).click();
        await row.getByText('EAP counselling: €60.50 from').waitFor();
        await row.getByRole('button', { name: 'Supervisor' }).click();
        await row.getByLabel(/Who supervises/).selectOption({ label: 'Lena' });
        await row.getByRole('button', { name: 'Appoint' }).click();
        await row.getByText('Supervised by Lena').waitFor();
        await look('practice-governance');

        // A month, confirmed.
        const month = lastMonth();
        const inWords = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T12:00:00Z`));
        await must(omar, 'POST', `${base}/sessions`, { local: `${month}-03T09:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'attended' }, 201);
        await must(omar, 'POST', `${base}/sessions`, { local: `${month}-10T09:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'cancelled_late' }, 201);
        await as(context, omar);
        await page.goto(`${server.url}/desk/care/statements`);
        await page.getByText('€90.75').waitFor();
        await look('practice-statement-draft');
        await page.getByRole('button', { name: 'Confirm this statement' }).click();
        await page.getByText('Confirmed, waits for approval').first().waitFor();
        await page.getByRole('cell', { name: /^S-/ }).first().waitFor();

        // Whoever pays: no name, no case, and the rest of the desk is shut.
        await as(context, fay);
        await page.goto(`${server.url}/desk/care/pay`);
        await page.getByRole('link', { name: `Show ${name}, ${inWords}` }).click();
        await page.getByRole('button', { name: 'Approve' }).waitFor();
        await look('practice-statement');
        const shown = await page.content();
        for (const secret of [id, base.split('/').pop() ?? '', told]) assert.ok(!shown.includes(secret), 'whoever pays learns of nobody');
        await printed(page, [`Statement of ${inWords}`, 'EAP counselling', '€90.75', 'S-'], ['Approve', 'Give back', 'Print', 'Save as CSV']);
        await page.getByRole('button', { name: 'Give back' }).click();
        await page.getByLabel('Why does it go back?').fill('One fee looks wrong.');
        await page.getByRole('button', { name: 'Give back' }).click();
        await page.getByText('It came back: One fee looks wrong.').waitFor();
        await must(omar, 'POST', `/care/statements/me/${month}/submission`, { total_minor: 9075, count: 2 }, 204);
        await page.reload();
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByLabel('Reference of the payment').fill('RUN-11');
        await page.getByRole('button', { name: 'Mark as paid' }).click();
        await page.getByText('Paid, RUN-11').waitFor();
        await page.goto(`${server.url}/desk/care/pay`);
        await page.getByRole('link', { name: `Show ${name}, ${inWords}` }).waitFor();
        await look('practice-statements');
        const csv = await (await page.request.get(`${server.url}/care/statements/${omar.id}/${month}/csv`)).text();
        assert.match(csv, /^reference,date,minutes,service,fee,currency\r\nS-[0-9a-f]{8},/);
        assert.match(csv, /total,,,,90\.75,EUR/);
        assert.ok([403, 404].includes((await page.request.get(`${server.url}${base}`)).status()));

        // Supervision.
        await as(context, omar);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByRole('button', { name: 'Ask to talk it over' }).click();
        await page.getByLabel('What do you want to talk over?').fill('The ending comes too soon for both of us.');
        await look('practice-ask');
        await page.getByRole('button', { name: 'Ask to talk it over' }).click();
        await page.getByLabel('What do you want to talk over?').waitFor({ state: 'hidden' }); // the words stand in the form as well
        await page.getByText('The ending comes too soon for both of us.').waitFor();
        await printed(page, [told, 'EAP counselling', 'The ending comes too soon for both of us.'], ['Print', 'Ask to talk it over']);
        await as(context, lena);
        await page.goto(`${server.url}/desk/care/supervision`);
        const asked = page.getByRole('listitem').filter({ hasText: name });
        await asked.getByText('The ending comes too soon for both of us.').waitFor();
        assert.ok(!(await page.content()).includes(id), 'of whom, it does not say');
        await asked.getByRole('button', { name: 'We talked about it' }).click();
        await asked.getByLabel('What came of it?').fill('Name it to her, and plan three more.');
        await look('practice-supervision');
        await asked.getByRole('button', { name: 'Write it down' }).click();
        await page.getByText(/\d: Name it to her, and plan three more\./).waitFor();
        await context.close();
        assert.deepEqual(findings, []);
    });
