// Care's pages as its people use them, in Chromium, on the real server: the board, the day, the case file, governance, feedback.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, must, seeker, told, vet } from '../support/care.mjs';
import { Server } from '../support/server.mjs';

/** @type {any} */ let server, browser, cora, omar, lena;
before(async () => {
    if (!built) return;
    server = await Server.make({ web: true });
    await server.start();
    const dora = await employed(server, 'Dora', 'director');
    cora = await employed(server, 'Cora', 'case_manager');
    omar = await employed(server, 'Omar', 'affiliate');
    lena = await employed(server, 'Lena', 'clinical_lead');
    await vet(dora, omar);
    await vet(dora, lena, 20);
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

for (const size of sizes)
    test(`a case from the board to the survey, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const { base } = await seeker(cora);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await as(context, cora);
        await page.goto(`${server.url}/desk/care/board`);
        await page.getByRole('button', { name: 'Find a clinician' }).first().click();
        await look('care-board');
        assert.ok(!(await page.content()).includes(told), 'the board tells nothing of it');
        await page.getByRole('listitem').filter({ hasText: 'Omar' }).last().getByRole('button', { name: 'Offer it' }).click();
        await page.getByText('Offered, no answer yet').first().waitFor();

        await as(context, omar);
        await page.goto(`${server.url}/desk/care/day`);
        await page.getByRole('button', { name: 'Accept' }).click();
        await page.getByText('Allocated').first().waitFor();
        await look('care-day');
        await page.getByRole('link', { name: 'Open', exact: true }).first().click();
        await page.getByText(told).first().waitFor();
        await page.getByRole('button', { name: 'Note', exact: true }).click();
        await page.getByLabel(/^Text/).fill('She spoke of the night. 漢字 שלום');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('She spoke of the night.').waitFor();
        await page.getByLabel('Fill in a questionnaire').selectOption({ label: 'PHQ-9' });
        for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio').first().check();
        await page.getByRole('radiogroup').last().getByRole('radio').nth(1).check();
        await look('care-questionnaire');
        await page.getByRole('button', { name: 'Save the answers' }).click();
        await page.getByText('High risk').first().waitFor();
        await look('care-file');

        await as(context, lena);
        await page.goto(`${server.url}/desk/care/governance`);
        await page.getByText('High risk').first().waitFor();
        await look('care-governance');
        await page.goto(`${server.url}/desk/care/me`);
        await page.getByText('Runs out soon').first().waitFor();
        await look('care-registration');

        await must(omar, 'POST', `${base}/progress`, { what: 'begin_closing' }, 200);
        const { feedback_url } = await must(omar, 'POST', `${base}/progress`, { what: 'close', reason: 'completed', summary: 'She sleeps again.' }, 200);
        await context.clearCookies();
        await page.goto(feedback_url);
        await page.getByRole('radio', { name: 'Fully' }).first().check();
        await page.getByRole('radio', { name: 'Send it without my name' }).check();
        await look('care-feedback');
        await page.getByRole('button', { name: 'Send' }).click();
        await page.getByText(/Thank you/).waitFor();
        await context.close();
        assert.deepEqual(findings, []);
    });
