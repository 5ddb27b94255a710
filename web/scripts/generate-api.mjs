// Writes the typed description of the server's API; with --check only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { apiSource, apiTarget } from './api-source.mjs';

const root = new URL('..', import.meta.url);
const banner = `// Generated from ${apiSource} by \`npm run generate\`; do not edit.\n`;
const wanted = banner + astToString(await openapiTS(new URL(apiSource, root)));
const target = new URL(apiTarget, root);

if (process.argv.includes('--check')) {
    const present = await readFile(target, 'utf8').catch(() => '');
    if (present !== wanted) {
        console.error(`${apiTarget} is not what ${apiSource} gives: run "npm run generate".`);
        process.exit(1);
    }
} else {
    await writeFile(target, wanted);
    console.log(`${apiTarget} written from ${apiSource}`);
}
