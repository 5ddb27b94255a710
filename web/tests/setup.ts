import { webcrypto } from 'node:crypto';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { addTexts, startTexts } from '../src/shared/i18n';
import consoleTexts from '../src/shared/i18n/en/console.json';
import memberTexts from '../src/shared/i18n/en/member.json';
import staffTexts from '../src/shared/i18n/en/staff.json';
import trustTexts from '../src/shared/i18n/en/trust.json';

// Pages are loaded when first shown, and a busy machine takes its time.
configure({ asyncUtilTimeout: 8000 });
if (typeof document !== 'undefined') {
    startTexts();
    addTexts('member', memberTexts);
    addTexts('console', consoleTexts);
    addTexts('trust', trustTexts);
    addTexts('staff', staffTexts);
}

// Node 18 has it, under another name.
if (!globalThis.crypto) vi.stubGlobal('crypto', webcrypto);

// What jsdom has no idea of.
vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
}));
vi.stubGlobal(
    'ResizeObserver',
    class {
        observe() {}
        unobserve() {}
        disconnect() {}
    },
);
if (typeof window !== 'undefined') window.scrollTo = () => undefined;

beforeEach(() => {
    if (typeof document !== 'undefined') document.title = '';
});
afterEach(cleanup);
