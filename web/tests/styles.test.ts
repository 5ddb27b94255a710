import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const imported = new Set(
    [...readFileSync('src/shared/theme/mantine.ts', 'utf8').matchAll(/styles\/(\w+)\.css/g)].map(([, name]) => name!),
);
const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n');
const used = new Set(
    [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names]) =>
        names!.split(',').map((name) => name.replace(/\btype /, '').trim()),
    ),
);

test('every Mantine component used has its styles', () => {
    expect(used.size).toBeGreaterThan(15);
    const styled = [...used].filter((one) => existsSync(`node_modules/@mantine/core/styles/${one}.css`));
    expect(styled.filter((one) => !imported.has(one))).toEqual([]);
});

test('no page asks anybody else: no address of another host stands in what is built', () => {
    const allowed = /^https?:\/\/(www\.w3\.org\/|localhost)/;
    const found = [...source.matchAll(/https?:\/\/[^\s'"`)]+/g)].map(([address]) => address!);
    expect(found.filter((address) => !allowed.test(address))).toEqual([]);
});
