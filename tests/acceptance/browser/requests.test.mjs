// What somebody asks of their data, in Chromium, on the real server: passed on from the case file and from the desk, asked on the
// person's own page, answered on the privacy officer's list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, must, vet } from '../support/care.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { Server } from '../support/server.mjs';

/** @type {any} */ let server, browser, mailbox, desk, cora, omar, vera;
before(async () => {
    if (!built) return;
    mailbox = await startMailbox();
    server = await Server.make({ web: true, settings: { mail: { url: mailbox.url } } });
    await server.start();
    const dora = await employed(server, 'Dora', 'director');
    desk = await employed(server, 'Hana', 'helpline');
    cora = await employed(server, 'Cora', 'case_manager');
    omar = await employed(server, 'Omar', 'affiliate');
    vera = await employed(server, 'Vera', 'privacy_officer');
    await vet(dora, omar);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await mailbox?.close();
});

/** @param {any} context @param {any} one */
const as = async (context, one) => {
    const [name, value] = one.cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: server.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
};

for (const size of sizes)
    test(`passed on, asked, answered, at ${size.name}`, { timeout: 300_000, skip }, async () => {
        const name = `Anna Lind ${size.width}`, mail = `anna-${size.name}@example.org`;
        const person = { contact: { name, email: mail, phone: '07700 900123', address: ['2 Mill Lane', 'Dublin'] }, birth_date: '1988-02-29', other_phones: [],
            safe: { channels: ['email', 'phone'], voicemail: false }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' };
        const id = (await must(desk, 'POST', '/care/service-users', { person }, 201)).service_user_id;
        const { case_id } = await must(cora, 'POST', `/care/people/${id}/cases`, { presenting: 'Cannot sleep.' }, 201);
        const base = `/care/people/${id}/cases/${case_id}`;
        await must(cora, 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: 'Sleepless.', language: 'en' }, 204);
        await must(cora, 'POST', `${base}/offers`, { account_id: omar.id }, 201);
        await must(omar, 'POST', `${base}/answer`, { accept: true }, 204);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);

        // Nothing waits yet, on the first turn.
        await as(context, vera);
        await page.goto(`${server.url}/desk/care/requests`);
        await page.getByRole('heading', { name: 'To be answered' }).waitFor();
        if (size === sizes[0]) await page.getByText('Nothing waits for an answer.').waitFor();
        await look('requests-none');

        await as(context, omar);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByText('Nothing was passed on.').waitFor();
        await page.getByRole('button', { name: 'Pass a request on' }).click();
        await page.getByLabel('What they ask for').selectOption({ label: 'To see their data, or get a copy' });
        await page.getByLabel('How they asked').selectOption({ label: 'In person' });
        await page.getByLabel('In their own words').fill('What did you write down after our first talk?');
        await page.getByRole('heading', { name: 'Requests about their data' }).scrollIntoViewIfNeeded();
        await look('requests-case');
        await page.getByRole('button', { name: 'Pass it on', exact: true }).click();
        await page.getByText('With the privacy officer').waitFor();
        assert.equal(await page.getByText('What did you write down').count(), 0, 'whoever passed it on sees a state');

        await as(context, desk);
        await page.goto(`${server.url}/desk/helpline`);
        await page.getByLabel('Name', { exact: true }).fill(name);
        await page.getByRole('button', { name: new RegExp(name) }).first().click();
        await page.getByRole('button', { name: 'Pass a request on' }).click();
        await page.getByRole('button', { name: 'Pass a request on' }).scrollIntoViewIfNeeded();
        await look('requests-desk');

        // Herself.
        await must(desk, 'POST', `/care/service-users/${id}/links`, { check: 'birth_date' }, 201);
        const letter = await mailbox.latest(mail);
        await context.clearCookies();
        await page.goto('about:blank');
        await page.goto(`${server.url}/you#token=${/#token=([\w-]+)/.exec(letter.text)?.[1]}`);
        await page.getByLabel('Date of birth').fill('1988-02-29');
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText('You said it in person').waitFor();
        await page.getByRole('button', { name: 'Ask for something' }).click();
        await page.getByLabel('What you ask for').selectOption({ label: 'To have something put right' });
        await page.getByLabel('In your own words').fill('My date of birth is wrong in a letter.');
        await look('requests-you');
        await page.getByRole('button', { name: 'Send it' }).click();
        await page.getByText('It is with the data protection officer. The answer is due by').first().waitFor();
        await page.getByRole('link', { name: /dpo@ie/ }).waitFor();

        // The officer.
        await as(context, vera);
        await page.goto(`${server.url}/desk`);
        await page.getByRole('link', { name: /it waits for your answer/ }).first().click();
        // Of the entries of this turn's person; each is opened to know whose it is.
        const open = async (/** @type {string} */ kind) => {
            const entry = page.locator('section').filter({ hasText: 'To be answered' }).locator('div').filter({ hasText: kind }).filter({ has: page.getByRole('button', { name: 'Open it' }) }).last();
            await entry.getByRole('button', { name: 'Open it' }).click();
            await page.getByText(name, { exact: true }).waitFor();
        };
        await open('To see their data, or get a copy');
        await page.getByRole('button', { name: 'They were told that it arrived' }).click();
        await page.getByText('Acknowledged').waitFor();
        await page.getByLabel('It was refused').check();
        await page.getByLabel('Why it was refused').fill('A note of somebody else stands in it.');
        await look('requests-officer');
        await page.getByLabel('It was answered').check();
        await page.getByLabel('What was answered').fill('A copy went to you by post.');
        await page.getByRole('button', { name: 'Write it down and close' }).click();
        await page.getByRole('heading', { name: 'Closed in the last 60 days' }).locator('xpath=ancestor::section').getByText('Answered').first().waitFor();
        await look('requests-officer-closed');
        await context.close();
        assert.deepEqual(findings, []);
    });
