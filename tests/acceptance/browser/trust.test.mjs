// What anybody sees of the promises, on the real server, with a proof on file and probes that have looked.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { Server } from '../support/server.mjs';
import { temporary } from '../support/places.mjs';

/** @type {any} */ let server, browser, home;
before(async () => {
    if (!built) return;
    home = await temporary('trust');
    const proofs = join(home.path, 'proofs.json');
    await writeFile(proofs, JSON.stringify({ at: '2026-11-20T10:00:00Z', version: '0.0.1', proven: ['S1', 'D1'], failing: ['D9'] }));
    server = await Server.make({ web: true, settings: { promises: { proofs_file: proofs } } });
    await server.start();
    await server.cli(['verify']).catch(() => undefined); // what it finds is on the page
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await home?.remove();
});

for (const size of sizes)
    for (const scheme of /** @type {const} */ (['light', 'dark']))
        test(`each promise and how it stands, at ${size.name}, ${scheme}`, { timeout: 120_000, skip }, async () => {
            const { context, page, findings, look } = await watchedPage(browser, size, server.url, scheme);
            const answer = await (await fetch(`${server.url}/v1/trust`)).json();
            const count = (/** @type {string} */ standing) => answer.promises.filter((/** @type {any} */ one) => one.standing === standing).length;
            assert.ok(count('kept') > 0 && count('failing') > 0 && count('in_work') > 0, 'there is something of each to show');

            await page.goto(server.url);
            await page.getByRole('link', { name: 'See the promises' }).click();
            await page.getByRole('heading', { level: 3 }).first().waitFor();
            assert.equal(await page.getByRole('heading', { level: 3 }).count(), answer.promises.length, 'every promise is listed');
            await look('trust');
            for (const [standing, word] of [['kept', 'Kept'], ['in_work', 'Not built yet'], ['failing', 'Tests fail']]) {
                const tile = page.getByRole('button', { name: new RegExp(`^${count(String(standing))} ${word}`) });
                await tile.click();
                assert.equal(await tile.getAttribute('aria-pressed'), 'true');
                assert.equal(await page.getByRole('heading', { level: 3 }).count(), count(String(standing)), `only what is ${word}`);
                await tile.click();
            }
            // By keyboard alone: search, then unfold.
            await page.getByLabel('Search').focus();
            await page.keyboard.type('HTTPS only, TLS');
            const item = page.locator('li#S1');
            await item.getByText(/Observed .*, so since/).first().waitFor();
            assert.ok((await item.innerText()).includes('Tests passed on 20 Nov 2026, version 0.0.1.'));
            await item.locator('summary').focus();
            await page.keyboard.press('Enter');
            await item.getByText('Plain HTTP gives a redirect and nothing else').waitFor();
            await look('trust-open');
            await page.getByLabel('Search').fill('zebra');
            await page.getByText('No promise matches').waitFor();
            await look('trust-none');
            assert.deepEqual(findings, []);
            await context.close();
        });
