// Builds dist/, writes a .gz beside each text file for the server to send as it is,
// and fails when what a first visit must load has grown past its budget.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const budgetKilobytes = 250;
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

await build({ root, logLevel: 'warn' });

const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));
await rm(join(dist, '.vite'), { recursive: true });

const compressed = new Map();
for (const name of await filesUnder(dist)) {
    if (!/\.(js|css|html|svg|json|txt|webmanifest)$/.test(name)) continue;
    const body = gzipSync(await readFile(join(dist, name)), { level: 9 });
    await writeFile(join(dist, `${name}.gz`), body);
    compressed.set(name, body.length);
}

const first = {
    'member, first page': ['index', 'MemberApp'],
    'trust, first page': ['index', 'TrustApp'],
    'staff, first page': ['index', 'StaffApp'],
    'console, first page': ['index', 'ConsoleApp'],
};
const total = [...compressed.values()].reduce((sum, size) => sum + size, 0);
console.log(`dist: ${compressed.size} text files, ${kilobytes(total)} kB compressed in all`);
let failed = false;
for (const [label, entries] of Object.entries(first)) {
    const files = new Set(entries.flatMap((entry) => [...loadedBy(entry)]));
    const size = (kind) => [...files].filter((f) => f.endsWith(kind)).reduce((sum, f) => sum + compressed.get(f), 0);
    const scripts = size('.js');
    console.log(`${label}: scripts ${kilobytes(scripts)} kB, styles ${kilobytes(size('.css'))} kB, compressed`);
    if (scripts > budgetKilobytes * 1000) {
        console.error(`${label} passes the budget of ${budgetKilobytes} kB of compressed script.`);
        failed = true;
    }
}
for (const [name, size] of [...compressed].sort((a, b) => b[1] - a[1]).slice(0, 8))
    console.log(`  ${kilobytes(size).padStart(7)} kB  ${name}`);
process.exit(failed ? 1 : 0);

function loadedBy(name) {
    const entry = Object.values(manifest).find((chunk) => chunk.name === name && (chunk.isEntry || chunk.isDynamicEntry));
    if (!entry) throw new Error(`${name} is not in the build: was it renamed?`);
    const seen = new Set();
    const follow = (chunk) => {
        if (seen.has(chunk.file)) return;
        seen.add(chunk.file);
        for (const style of chunk.css ?? []) seen.add(style);
        for (const next of chunk.imports ?? []) follow(manifest[next]);
    };
    follow(entry);
    return seen;
}

async function filesUnder(folder, prefix = '') {
    const names = [];
    for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
        const name = prefix ? `${prefix}/${entry.name}` : entry.name;
        if (entry.isDirectory()) names.push(...(await filesUnder(folder, name)));
        else names.push(name);
    }
    return names;
}

function kilobytes(bytes) {
    return (bytes / 1000).toFixed(1);
}
