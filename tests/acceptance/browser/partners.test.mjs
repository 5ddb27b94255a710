// The partnership manager's pages, in Chromium, on the real server: organisations, contracts, codes, tokens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { mill } from '../support/care.mjs';
import { Server } from '../support/server.mjs';

/** @type {any} */ let server, browser, firm;
before(async () => {
    if (!built) return;
    server = await Server.make({ web: true });
    await server.start();
    firm = await mill(server);
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
    test(`the partnership manager's pages, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await as(context, firm.partners);
        await page.goto(`${server.url}/desk/care/organisations`);
        await page.getByRole('link', { name: 'Mill Street Ltd' }).waitFor();
        await look('care-organisations');
        await page.getByRole('link', { name: 'Mill Street Ltd' }).click();
        await page.getByRole('button', { name: 'Make an access code' }).first().click();
        await page.getByText('Shown this once').first().waitFor();
        await page.getByRole('button', { name: 'Add a contract' }).click();
        await page.getByLabel('Reference').last().fill(`NEW-${size.width}`);
        await page.getByLabel(/^From/).last().fill('2026-01-01');
        await page.getByRole('checkbox', { name: 'Counselling' }).last().check();
        await page.getByLabel('People covered').last().fill('50');
        await look('care-contract-new');
        await page.getByRole('button', { name: 'Save the contract' }).click();
        await page.getByText(`NEW-${size.width}`).waitFor();
        await page.getByRole('button', { name: 'Make a token' }).click();
        await page.getByLabel('Shown this once').waitFor();
        await look('care-organisation');
        await context.close();
        assert.deepEqual(findings, []);
    });
