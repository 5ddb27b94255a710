// Builds the pages apart and shows every one in a browser, on the stub server's fixtures and under the real security policy:
// takes pictures at two sizes, runs axe-core, and looks for sideways scroll, page errors and foreign requests.
// Usage: npm run look [part of a page's name [size]]; CHROMIUM names the browser, LOOK_OUT the folder for the pictures.
import { readFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { pages } from './pages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.env.LOOK_OUT ?? join(tmpdir(), 'wellkept-look');
const wanted = process.argv[2] ?? '';
const only = process.argv[3];
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [
    { name: 'phone', width: 390, height: 844, scheme: 'light', axe: 'all' },
    { name: 'wide', width: 1280, height: 800, scheme: 'light', axe: 'all' },
    { name: 'dark', width: 390, height: 844, scheme: 'dark', axe: 'colours' },
    { name: 'narrow', width: 320, height: 640, scheme: 'light' },
];

await mkdir(out, { recursive: true });
// Not dist/: that may be built anew by somebody meanwhile.
const outDir = join(out, 'dist');
await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({ root, mode: 'stub', build: { outDir }, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
const origin = server.resolvedUrls.local[0].replace(/\/$/, '');
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const findings = [];
let looked = 0;

for (const size of sizes.filter((one) => !only || one.name === only)) {
    for (const one of pages.filter((page) => page.name.includes(wanted))) {
        looked++;
        const found = (text) => findings.push(`${one.name} (${size.name}): ${text}`);
        const context = await browser.newContext({
            viewport: { width: size.width, height: size.height },
            colorScheme: size.scheme,
            locale: 'en-GB',
            timezoneId: 'Europe/London',
            reducedMotion: 'reduce',
            bypassCSP: false,
        });
        if (one.scene) await context.addCookies([{ name: 'stub', value: one.scene, url: origin }]);
        const page = await context.newPage();
        page.setDefaultTimeout(15_000);
        page.on('pageerror', (error) => found(`error ${error.message}`));
        page.on('console', (message) => {
            const expected = /Failed to load resource/.test(message.text());
            if (message.type() === 'error' && !expected) found(`console: ${message.text()}`);
        });
        page.on('request', (request) => {
            if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) found(`foreign request ${request.url()}`);
        });
        try {
            await page.goto(origin + one.at.replace('TODAY', new Date().toISOString().slice(0, 10)));
            await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
            await page.waitForTimeout(one.settle ?? 500);
            await one.act?.(page);
            await look(page, one, size, found);
        } catch (error) {
            found(`could not be shown: ${error.message.split('\n')[0]}`);
        }
        await context.close();
    }
}
await browser.close();
await server.close();
for (const text of findings) console.log(text);
console.log(`${looked} views looked at, ${findings.length} findings; pictures in ${out}`);
process.exit(findings.length === 0 ? 0 : 1);

async function look(page, one, size, found) {
    if (page.url().includes('token=')) found('the token is still in the address');
    const kept = await page.evaluate(() => localStorage.length + sessionStorage.length);
    if (kept > 0) found('something is kept in the browser');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found(`scrolls sideways by ${over} px`);
    if (size.name !== 'narrow')
        await page.screenshot({ path: join(out, `${one.name}-${size.name}.png`), fullPage: !one.viewportOnly });
    if (!size.axe) return;
    // Evaluated by the browser's own protocol, so the page's policy stays as it is.
    await page.evaluate(axe);
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), size.axe === 'colours' ? ['color-contrast'] : rules);
    for (const violation of result.violations)
        for (const node of violation.nodes.slice(0, 3))
            found(`${violation.id}: ${node.target.join(' ')} ${node.any?.[0]?.message ?? node.all?.[0]?.message ?? ''}`);
}
