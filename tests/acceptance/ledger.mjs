// npm run ledger: promises/ledger.json from the feature files, for the server to show. --check only compares.
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../promises');

/** @param {string} id */
const place = (id) => 'DSC'.indexOf(id[0]) * 1000 + Number(id.slice(1));

/** The ledger's text, as it should be. */
export function ledger() {
    const promises = readdirSync(folder).filter((f) => f.endsWith('.feature')).map((file) => {
        const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
        const { feature } = parser.parse(readFileSync(join(folder, file), 'utf8'));
        const [id, ...title] = feature.name.split(' ');
        // Scenarios may stand under a Rule, with a background of their own.
        const parts = feature.children.flatMap((/** @type {any} */ c) => (c.rule ? [c.rule, ...c.rule.children.map((/** @type {any} */ inner) => inner.scenario)] : [c.scenario])).filter(Boolean);
        return {
            id,
            title: title.join(' '),
            text: (feature.description ?? '').split('\n').map((/** @type {string} */ l) => l.trim()).join(' ').trim(),
            // One scenario that cannot run yet keeps the whole promise in work.
            in_work: [feature, ...parts].some((part) => part.tags.some((/** @type {{name: string}} */ t) => t.name === '@wip')),
            scenarios: parts.filter((/** @type {any} */ p) => p.steps).map((/** @type {any} */ p) => p.name),
        };
    });
    promises.sort((a, b) => place(a.id) - place(b.id));
    return `${JSON.stringify({ promises }, null, 1)}\n`;
}

const file = join(folder, 'ledger.json');
export function isCurrent() {
    try { return readFileSync(file, 'utf8') === ledger(); } catch { return false; }
}
if (process.argv[1] === fileURLToPath(import.meta.url)) {
    if (process.argv[2] === '--check') process.exit(isCurrent() ? 0 : 1);
    writeFileSync(file, ledger());
}
