// npm test: everything here against the real server, one part after the other, and a summary that a script can sum.
// node all.mjs [promises [ID...]|resilience [NAME...]|browser [NAME...]|keep]; with names only those, and no account of the whole;
// keep: what this version leaves behind, for later ones (upgrade/README.md)
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCurrent } from './ledger.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, '../output/acceptance');
const [only, ...features] = process.argv.slice(2);
const ids = [['D', 19], ['S', 21], ['C', 37]].flatMap(([letter, count]) => Array.from({ length: Number(count) }, (_, i) => `${letter}${i + 1}`));

mkdirSync(output, { recursive: true });
const tls = mkdtempSync(join(tmpdir(), 'wellkept-tls-'));
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', join(tls, 'key.pem'), '-out', join(tls, 'certificate.pem')], { stdio: 'ignore' });
// A copy, so that a build which goes on meanwhile changes nothing under our feet.
const binary = join(tls, 'wellkept');
copyFileSync(process.env.WELLKEPT_BINARY ?? join(here, '../../build/dev/bin/wellkept'), binary);
chmodSync(binary, 0o755);
chmodSync(tls, 0o755);
const environment = { ...process.env, WELLKEPT_BINARY: binary, ACCEPTANCE_TLS: tls, ACCEPTANCE_FEATURES: features.join(' '), NODE_EXTRA_CA_CERTS: join(tls, 'certificate.pem') };

/** What it says is shown when it ends, whole. @param {string} command @param {string[]} words @returns {Promise<boolean>} */
const run = (command, words) => new Promise((resolve) => {
    const child = spawn(command, words, { cwd: here, env: environment, stdio: ['inherit', 'pipe', 'inherit'] });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout.on('data', (part) => said.push(part));
    child.once('close', (code) => {
        process.stdout.write(Buffer.concat(said));
        resolve(code === 0);
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => child.kill(signal));
});
const tests = (/** @type {string} */ folder) => readdirSync(join(here, folder)).filter((f) => f.endsWith('.test.mjs') && (!features.length || features.some((name) => f.startsWith(name)))).map((f) => join(folder, f)).sort();

let good = true;
try {
    // Both wait more than they work, and each has servers and databases of its own.
    const kept = async () => {
        if (only && only !== 'promises') return true;
        rmSync(join(output, 'promises.json'), { force: true });
        const held = await run(process.execPath, [join(here, 'node_modules/@cucumber/cucumber/bin/cucumber.js'), '--config', 'cucumber.mjs']);
        return (features.length > 0 || promises()) && held;
    };
    const tested = async () => {
        let all = true;
        for (const folder of ['resilience', 'browser']) // one file after the other
            if (!only || only === folder) all = await run(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=tap', ...tests(folder)]) && all;
        return all;
    };
    good = only === 'keep' ? await run(process.execPath, ['upgrade/make.mjs']) : (await Promise.all([kept(), tested()])).every(Boolean);
} finally {
    rmSync(tls, { recursive: true, force: true });
}
process.exit(good ? 0 : 1);

/** Names every promise once: proven, failing, or in work. */
function promises() {
    const folder = join(here, '../../promises');
    const inWork = [], missing = [], failing = [], proven = [];
    /** @type {any[]} */
    let results = [];
    try { results = JSON.parse(readFileSync(join(output, 'promises.json'), 'utf8')); } catch { results = []; }
    for (const id of ids) {
        let text = '';
        try { text = readFileSync(join(folder, `${id}.feature`), 'utf8'); } catch { missing.push(id); continue; }
        if (/^\s*(@\S+\s+)*@wip\b/m.test(text)) { inWork.push(id); continue; }
        const scenarios = results.filter((feature) => feature.uri.endsWith(`/${id}.feature`)).flatMap((feature) => feature.elements);
        const passed = scenarios.length > 0 && scenarios.every((s) => s.steps.every((/** @type {any} */ step) => step.result.status === 'passed'));
        (passed ? proven : failing).push(id);
    }
    const words = [`promises: ${proven.length} proven`];
    if (failing.length) words.push(`${failing.length} failing: ${failing.join(' ')}`);
    if (missing.length) words.push(`${missing.length} without a file: ${missing.join(' ')}`);
    words.push(`${inWork.length} in work: ${inWork.join(' ')}`);
    console.log(words.join(', '));
    if (!isCurrent()) console.log('FAILED: promises/ledger.json is not what the feature files say: npm run ledger');
    const version = execFileSync(binary, ['version'], { encoding: 'utf8' }).trim().split(' ').at(-1);
    writeFileSync(join(output, 'proofs.json'), JSON.stringify({ at: new Date().toISOString(), version, proven, failing }));
    return isCurrent() && failing.length === 0 && missing.length === 0;
}
