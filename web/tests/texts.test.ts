import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import casesTexts from '../src/shared/i18n/en/cases.json';
import callsTexts from '../src/shared/i18n/en/calls.json';
import careTexts from '../src/shared/i18n/en/care.json';
import consoleTexts from '../src/shared/i18n/en/console.json';
import criticalTexts from '../src/shared/i18n/en/critical.json';
import partnersTexts from '../src/shared/i18n/en/partners.json';
import requestsTexts from '../src/shared/i18n/en/requests.json';
import referralsTexts from '../src/shared/i18n/en/referrals.json';
import organisationTexts from '../src/shared/i18n/en/organisation.json';
import handedTexts from '../src/shared/i18n/en/handed.json';
import leavingTexts from '../src/shared/i18n/en/leaving.json';
import memberTexts from '../src/shared/i18n/en/member.json';
import preferencesTexts from '../src/shared/i18n/en/preferences.json';
import sharedTexts from '../src/shared/i18n/en/shared.json';
import staffTexts from '../src/shared/i18n/en/staff.json';
import trendsTexts from '../src/shared/i18n/en/trends.json';
import trustTexts from '../src/shared/i18n/en/trust.json';
import practiceTexts from '../src/shared/i18n/en/practice.json';
import youTexts from '../src/shared/i18n/en/you.json';

// Every text a page shows comes from the JSON files, every key used is there, and every key there is used.

const known = new Map<string, string>();
const collect = (prefix: string, value: unknown): void => {
    if (typeof value === 'string') known.set(prefix, value);
    else for (const [name, inner] of Object.entries(value as object)) collect(`${prefix}${prefix.endsWith(':') ? '' : '.'}${name}`, inner);
};
collect('shared:', sharedTexts);
collect('member:', memberTexts);
collect('console:', consoleTexts);
collect('trust:', trustTexts);
collect('trends:', trendsTexts);
collect('preferences:', preferencesTexts);
collect('staff:', staffTexts);
collect('cases:', casesTexts);
collect('care:', careTexts);
collect('calls:', callsTexts);
collect('critical:', criticalTexts);
collect('organisation:', organisationTexts);
collect('leaving:', leavingTexts);
collect('handed:', handedTexts);
collect('partners:', partnersTexts);
collect('referrals:', referralsTexts);
collect('practice:', practiceTexts);
collect('requests:', requestsTexts);
collect('you:', youTexts);

interface Use {
    where: string;
    key: string;
    /** What follows the part only known while running, where there is one. */
    tail: string | undefined;
    values: Set<string> | undefined;
}
const uses: Use[] = [];
const hardCoded: string[] = [];
const keyless: string[] = [];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.gen.ts'));
for (const file of files) {
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, kind);
    visit(source, file);
}

function visit(node: ts.Node, file: string): void {
    const where = () => `${file}:${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) hardCoded.push(`${where()} ${node.text.trim()}`);
    if (
        ts.isJsxAttribute(node) &&
        /^(title|label|placeholder|description|alt|aria-label|aria-valuetext|caption)$/.test(node.name.getText()) &&
        node.initializer &&
        ts.isStringLiteral(node.initializer) &&
        /\p{L}/u.test(node.initializer.text)
    )
        hardCoded.push(`${where()} ${node.initializer.text}`);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't' && node.arguments[0]) {
        const options = node.arguments[1];
        const values =
            options && ts.isObjectLiteralExpression(options) && !options.properties.some(ts.isSpreadAssignment)
                ? new Set(options.properties.map((one) => one.name?.getText() ?? ''))
                : options
                  ? undefined
                  : new Set<string>();
        keysOf(node.arguments[0], where(), values);
    }
    ts.forEachChild(node, (child) => visit(child, file));
}

function keysOf(node: ts.Expression, where: string, values: Set<string> | undefined): void {
    if (ts.isStringLiteral(node)) uses.push({ where, key: node.text, tail: undefined, values });
    else if (ts.isConditionalExpression(node)) {
        keysOf(node.whenTrue, where, values);
        keysOf(node.whenFalse, where, values);
    } else if (ts.isTemplateExpression(node) && node.templateSpans.length === 1)
        uses.push({ where, key: node.head.text, tail: node.templateSpans[0]!.literal.text, values });
    else keyless.push(where);
}

/** The texts a use may show: itself or its counted forms; with an open part whatever fills it. */
function textsOf({ key, tail }: Use): string[] {
    if (tail === undefined) return ['', '_one', '_other'].map((ending) => key + ending).filter((one) => known.has(one));
    return [...known.keys()].filter(
        (one) => one.startsWith(key) && one.endsWith(tail) && !one.slice(key.length, one.length - tail.length).includes('.'),
    );
}

test('the pages have texts at all', () => {
    expect(known.size).toBeGreaterThan(250);
    expect(uses.length).toBeGreaterThan(250);
});

test('no text stands in the code', () => expect(hardCoded).toEqual([]));

test('every key can be read from the code', () => expect(keyless).toEqual([]));

test('every key used exists', () => {
    const missing = uses.filter((use) => textsOf(use).length === 0);
    expect(missing.map((use) => `${use.where} ${use.key}`)).toEqual([]);
});

test('every key that exists is used', () => {
    const used = new Set(uses.flatMap(textsOf));
    expect([...known.keys()].filter((key) => !used.has(key))).toEqual([]);
});

test('every value a text wants is given', () => {
    const without: string[] = [];
    for (const use of uses)
        for (const text of use.values ? textsOf(use) : [])
            for (const [, name] of (known.get(text) ?? '').matchAll(/\{\{(\w+)\}\}/g))
                if (!use.values?.has(name!)) without.push(`${use.where} ${text} wants ${name}`);
    expect(without).toEqual([]);
});

test('what is counted has both forms', () => {
    const halves = [...known.keys()].filter(
        (key) =>
            (key.endsWith('_one') && !known.has(key.replace(/_one$/, '_other'))) ||
            (key.endsWith('_other') && !known.has(key.replace(/_other$/, '_one'))),
    );
    expect(halves).toEqual([]);
});
