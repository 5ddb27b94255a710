// Chromium for the tests of our pages, and a page that is watched: no request to a third party, no error, no sideways scroll,
// nothing that axe finds. A picture of what was looked at stays in tests/output/screenshots.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { output, root } from './places.mjs';

const pictures = join(output, 'screenshots');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const built = existsSync(join(root, 'web/dist/index.html'));
export const skip = built ? false : 'web/dist is not built: cd web && npm ci && npm run build';
export const sizes = [{ name: '390x844', width: 390, height: 844 }, { name: '1280x800', width: 1280, height: 800 }];

export async function openBrowser() {
    await mkdir(pictures, { recursive: true });
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--ignore-certificate-errors'],
    });
}

/**
 * @param {import('playwright-core').Browser} browser @param {{name: string, width: number, height: number}} size @param {string} origin
 * @param {'light' | 'dark'} [colorScheme]
 */
export async function watchedPage(browser, size, origin, colorScheme = 'light') {
    const context = await browser.newContext({ viewport: { width: size.width, height: size.height }, locale: 'en-GB', timezoneId: 'Europe/Dublin', ignoreHTTPSErrors: true, reducedMotion: 'reduce', colorScheme });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    /** @type {string[]} */ const findings = [];
    page.on('request', (/** @type {any} */ request) => {
        if (!request.url().startsWith(origin) && !/^(blob|data):/.test(request.url())) findings.push(`a foreign request from ${page.url()}: ${request.url()}`);
    });
    page.on('pageerror', (/** @type {Error} */ error) => findings.push(`an error on ${page.url()}: ${error.message}`));
    page.on('console', (/** @type {any} */ message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) findings.push(`console of ${page.url()}: ${message.text()}`);
    });
    const look = async (/** @type {string} */ name) => {
        await page.waitForLoadState('networkidle', { timeout: 4000 }).catch(() => undefined);
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(pictures, `${name}-${size.name}${colorScheme === 'dark' ? '-dark' : ''}.png`), fullPage: await page.evaluate(() => document.documentElement.scrollHeight < 3000) });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) findings.push(`${name} scrolls sideways by ${over} px`);
        if (page.url().includes('token=')) findings.push(`${name}: a token is still in the address`);
        // Evaluated by the debugger, which the page's security policy does not bind.
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
        for (const v of violations) findings.push(`axe on ${name}: ${v.id} (${v.impact}), ${v.nodes.length}x, ${v.nodes[0].html.slice(0, 160)}`);
    };
    return { context, page, findings, look };
}

/**
 * What comes out on paper: the frame is gone, these texts are there, and it is a document.
 * @param {import('playwright-core').Page} page @param {string[]} there @param {string[]} [gone] names of buttons and links that paper has no use for
 */
export async function printed(page, there, gone = []) {
    const size = page.viewportSize();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 }); // A4 at 96 dots an inch
    try {
        for (const part of ['header', 'nav', 'footer'])
            for (const one of await page.locator(part).all()) assert.equal(await one.isVisible(), false, `${part} is printed`);
        for (const name of gone)
            for (const role of /** @type {const} */ (['button', 'link']))
                for (const one of await page.getByRole(role, { name }).all()) assert.equal(await one.isVisible(), false, `${name} is printed`);
        // The words that a reader of the paper sees, and no others.
        const words = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
        for (const text of there) assert.ok(words.includes(text), `"${text}" is not printed: ${words.slice(0, 400)}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `the paper is cut off by ${wide} px`);
        const pdf = await page.pdf({ format: 'A4' });
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
        assert.ok(pdf.length > 5_000, 'the page is empty');
    } finally {
        await page.emulateMedia({ media: null });
        if (size) await page.setViewportSize(size);
    }
}
