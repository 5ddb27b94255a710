// @vitest-environment node
import i18next from 'i18next';
import { expect, test, vi } from 'vitest';
import { addTexts, startTexts } from '../src/shared/i18n';

test('texts that a first page brings are there before and after the start', () => {
    // Only the language is written there.
    vi.stubGlobal('document', { documentElement: {} });
    addTexts('early', { word: 'soon' });
    startTexts();
    addTexts('late', { word: 'later' });
    expect([i18next.t('early:word'), i18next.t('late:word')]).toEqual(['soon', 'later']);
});
