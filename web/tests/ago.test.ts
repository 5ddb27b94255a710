import { expect, test } from 'vitest';
import { ago } from '../src/shared/i18n/format';

const now = Date.parse('2026-11-23T12:00:00Z');

test('how long ago something was', () => {
    expect(ago('2026-11-23T11:55:00Z', now)).toBe('5 minutes ago');
    expect(ago('2026-11-22T12:00:00Z', now)).toBe('yesterday');
    expect(ago('2026-09-01T12:00:00Z', now)).toMatch(/2026/);
});

test('by a clock that is slow, what was is not yet to come', () => {
    expect(ago('2026-11-23T12:05:00Z', now)).toBe('this minute');
});

test('what a device with a wrong clock dates into the future is seen as that', () => {
    expect(ago('2026-11-25T12:00:00Z', now)).toBe('in 2 days');
    expect(ago('2031-11-23T12:00:00Z', now)).toMatch(/2031/);
});
