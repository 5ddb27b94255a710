// Steps 3 and 7 of the main job as a Member does them, in Chromium, on the real server: no page asks a third party, axe finds
// nothing, and a picture of each page stays in tests/output/screenshots.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { output, root } from '../support/places.mjs';
import { Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { people, startVendors } from '../support/vendors.mjs';

const pictures = join(output, 'screenshots');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const built = existsSync(join(root, 'web/dist/index.html'));
const skip = built ? false : 'web/dist is not built: cd web && npm ci && npm run build';
const sizes = [{ name: '390x844', width: 390, height: 844, person: people.heart }, { name: '1280x800', width: 1280, height: 800, person: people.sleep }];

/** @type {any} */ let server, vendors, receiver, portal, browser;
before(async () => {
    if (!built) return;
    await mkdir(pictures, { recursive: true });
    vendors = await startVendors();
    receiver = await startReceiver();
    server = await Server.make({ vendors: vendors.url, web: true });
    await server.start();
    portal = await Portal.register(server, vendors, receiver, 'Harbour Clinic');
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--ignore-certificate-errors'],
    });
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await vendors?.close();
    await receiver?.close();
});

for (const size of sizes)
    test(`a Member connects Oura, sees, changes and revokes, at ${size.name}`, { timeout: 240_000, skip }, async (t) => {
        const member = await portal.provision(`maria-${size.name}`, { time_zone: 'Europe/Dublin' });
        const context = await browser.newContext({ viewport: { width: size.width, height: size.height }, locale: 'en-GB', timezoneId: 'Europe/Dublin', ignoreHTTPSErrors: true, reducedMotion: 'reduce' });
        const page = await context.newPage();
        page.setDefaultTimeout(20_000);
        /** @type {string[]} */ const findings = [];
        page.on('request', (/** @type {any} */ request) => {
            const at = request.url();
            // A page of the maker is the maker's own; ours may ask nobody but us.
            const ours = page.url().startsWith(server.url) && !(request.isNavigationRequest() && at.startsWith(vendors.url));
            if (ours && !at.startsWith(server.url) && !/^(blob|data):/.test(at)) findings.push(`a foreign request from ${page.url()}: ${at}`);
        });
        page.on('pageerror', (/** @type {Error} */ error) => findings.push(`an error on ${page.url()}: ${error.message}`));
        page.on('console', (/** @type {any} */ message) => {
            if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) findings.push(`console of ${page.url()}: ${message.text()}`);
        });
        let number = 0;
        const look = async (/** @type {string} */ name) => {
            await page.waitForLoadState('networkidle', { timeout: 4000 }).catch(() => undefined);
            await page.waitForTimeout(300);
            await page.screenshot({ path: join(pictures, `${String(++number).padStart(2, '0')}-${name}-${size.name}.png`), fullPage: await page.evaluate(() => document.documentElement.scrollHeight < 3000) });
            const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            if (over > 0) findings.push(`${name} scrolls sideways by ${over} px`);
            if (page.url().includes('token=')) findings.push(`${name}: the token is still in the address`);
            // Evaluated by the debugger, which the page's security policy does not bind.
            await page.evaluate(axe);
            const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
            for (const v of violations) findings.push(`axe on ${name}: ${v.id} (${v.impact}), ${v.nodes.length}x, ${v.nodes[0].html.slice(0, 160)}`);
        };

        // Step 3
        await page.goto((await member.link()).url);
        await page.waitForURL(`${server.url}/app`);
        await look('overview-new');
        await page.goto(`${server.url}/app/programs`);
        await page.getByRole('link', { name: /Connect Oura/ }).waitFor();
        await look('programs');
        await page.getByRole('link', { name: /Connect Oura/ }).click();
        await page.waitForURL(/\/app\/programs\/add\/oura/);
        await page.getByRole('button', { name: 'Continue to Oura' }).waitFor();
        const switches = page.getByRole('switch');
        assert.ok(await switches.count() >= 8, 'each kind of data has a switch a purpose');
        assert.equal(await page.locator('[role=switch]:checked').count(), 0, 'nothing may be on beforehand');
        await look('consent');
        const text = await page.locator('main').innerText();
        for (const word of ['What is collected', 'Lawful basis', 'How long it is kept', 'Harbour Clinic']) assert.ok(text.includes(word), `the consent page does not say: ${word}`);
        await page.getByRole('button', { name: 'Continue to Oura' }).click();
        await page.getByText('Switch on at least one choice').first().waitFor();
        for (const legend of ['Everyday activity', 'Heart', 'Sleep']) {
            const group = page.getByRole('group', { name: legend, exact: true });
            for (const one of await group.getByRole('switch').all()) await one.click({ force: true });
        }
        await look('consent-chosen');
        await page.getByRole('button', { name: 'Continue to Oura' }).click();
        await page.waitForURL(new RegExp(`^${vendors.url}`));
        await page.locator(`input[value="${size.person}"]`).check();
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('button', { name: 'Allow' }).click();
        await page.waitForURL(/\/app\/programs\/[0-9a-f-]{36}/);
        await page.getByText('All past data are here.').waitFor({ timeout: 60_000 });
        await look('connection');

        // Step 7: charts, who looked, a permission, the way out
        member.connections.oura = page.url().split('/').pop();
        assert.equal((await portal.call('GET', `/v1/members/${member.id}/samples?metric=steps_daily`)).status, 200);
        await page.goto(`${server.url}/app`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await look('overview');
        await page.goto(`${server.url}/app/data`);
        await page.getByRole('link', { name: /steps/i }).first().waitFor();
        await look('data');
        for (const metric of ['steps_daily', size.person === people.heart ? 'heart_rate' : 'sleep_stage']) {
            await page.goto(`${server.url}/app/data/${metric}?range=month`);
            await page.locator('canvas, svg[role=img], figure, table').first().waitFor();
            await look(`metric-${metric.replaceAll('_', '-')}`);
        }
        await page.goto(`${server.url}/app/access`);
        await page.getByText('Harbour Clinic').first().waitFor();
        await look('access');
        await page.goto(`${server.url}/app/access?show=choices`);
        await page.getByText('Allowed').first().waitFor();
        await look('choices');

        await page.goto(`${server.url}/app/programs/${member.connections.oura}`);
        const share = page.getByRole('group', { name: 'Everyday activity', exact: true }).getByRole('switch', { name: /Share it with your portal/ });
        await share.waitFor();
        const changed = page.waitForResponse((/** @type {any} */ r) => r.url().endsWith('/me/permissions') && r.request().method() === 'PUT');
        await share.click({ force: true });
        assert.equal((await changed).status(), 200);
        const read = await portal.call('GET', `/v1/members/${member.id}/samples?metric=steps_daily`);
        assert.equal(read.body.samples?.length ?? 0, 0, 'the next read must go by the new choice');
        await look('permission-changed');

        await page.goto(`${server.url}/app/leave`);
        await page.getByRole('button', { name: 'Erase everything and leave' }).waitFor();
        await look('leave');
        await page.getByRole('button', { name: 'Erase everything and leave' }).click();
        await page.getByText(/Type the words/).first().waitFor();
        await page.getByRole('textbox').fill('erase everything');
        await page.getByRole('button', { name: 'Erase everything and leave' }).click();
        await page.waitForURL(/\/app\/receipt/);
        await page.getByText('Done. Everything listed here is erased.').first().waitFor({ timeout: 60_000 });
        await look('receipt');
        await page.goto(`${server.url}/app`);
        await page.getByText(/Your session has ended|You have ended your session/).first().waitFor();
        await look('session-ended');
        await page.goto(`${server.url}/connect#token=used-or-invented`);
        await page.getByText('This link no longer works').waitFor();
        await look('link-refused');
        assert.deepEqual(findings, []);
        t.diagnostic(`${number} pages looked at, pictures in tests/output/screenshots`);
        await context.close();
    });

test('a connected Member\'s cookie is out of reach of scripts', { timeout: 60_000, skip }, async () => {
    const member = await portal.provision('script');
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto((await member.link()).url);
    await page.waitForURL(`${server.url}/app`);
    assert.ok(!(await page.evaluate(() => document.cookie)).includes('wellkept'));
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.doesNotMatch(kept, /[A-Za-z0-9_-]{40,}/, 'a secret is kept in the browser\'s storage');
    const cookies = await context.cookies();
    assert.ok(cookies.length > 0 && cookies.every((/** @type {any} */ c) => c.secure && c.httpOnly), JSON.stringify(cookies.map((/** @type {any} */ c) => c.name)));
    await context.close();
});

