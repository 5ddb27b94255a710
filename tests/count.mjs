// Reads a suite's log and says how many of its tests passed and failed: node count.mjs KIND LOG EXIT_STATUS.
// A suite that broke, or in which nothing ran, has failed once.
import { readFileSync } from 'node:fs';

const [kind, file, exit] = process.argv.slice(2);
// eslint-disable-next-line no-control-regex
const text = readFileSync(file, 'utf8').replace(/\x1b\[[0-9;]*m/g, '');
const number = (/** @type {RegExp} */ pattern) => [...text.matchAll(pattern)].reduce((n, m) => n + Number(m[1]), 0);

/** Each test of ctest is a program: of GoogleTest, whose cases count, or another, which is one. */
function ctest() {
    let passed = 0, failed = 0;
    for (const [, id, outcome] of text.matchAll(/^ *\d+\/\d+ Test +#(\d+): .*?(Passed|\*\*\*\S+)/gm)) {
        const own = (/** @type {string} */ word) => number(new RegExp(`^${id}: \\[  ${word}  \\] (\\d+) tests?[.,]`, 'gm'));
        const cases = new RegExp(`^${id}: \\[==========\\] \\d+ tests? .*ran`, 'm').test(text);
        passed += own('PASSED');
        failed += own('FAILED');
        if (outcome === 'Passed' && !cases) passed++;
        if ((outcome !== 'Passed' && own('FAILED') === 0) || (cases && own('PASSED') + own('FAILED') === 0)) failed++;
    }
    return [passed, failed];
}

const readers = {
    ctest,
    node: () => [number(/^(?:#|ℹ) pass (\d+)/gm), number(/^(?:#|ℹ) (?:fail|cancelled) (\d+)/gm)],
    vitest: () => [number(/^\s*Tests .*?(\d+) passed/gm), number(/^\s*Tests .*?(\d+) failed/gm)],
    cucumber: () => {
        const all = number(/^(\d+) scenarios?\b/gm), passed = number(/^\d+ scenarios? \(.*?(\d+) passed/gm);
        return [passed, all - passed];
    },
    playwright: () => [number(/^\s*(\d+) passed\b/gm), number(/^\s*(\d+) failed\b/gm)],
    tour: () => [number(/^tour: (\d+) steps passed/gm), number(/^tour: \d+ steps passed, (\d+) failed/gm)],
    mixed: () => ['node', 'cucumber', 'playwright'].map((one) => readers[/** @type {'node'} */ (one)]()).reduce(([p, f], [q, g]) => [p + q, f + g], [0, 0]),
    plain: () => [exit === '0' ? 1 : 0, 0],
};
const reader = readers[/** @type {keyof typeof readers} */ (kind)];
if (!reader) throw new Error(`no such kind of suite: ${kind}`);
let [passed, failed] = reader();
if (failed === 0 && (exit !== '0' || passed === 0)) failed = 1;
console.log(`${passed} ${failed}`);
