import { expect, test } from 'vitest';
import { addDays, boundsOf, daysBetween, rangeAround, stepRange } from '../src/shared/i18n/days';
import { orderCodes } from '../src/shared/i18n/units';
import { outsideAddress } from '../src/shared/parts/outside';

test('ranges are whole weeks from Monday, months and years', () => {
    expect(rangeAround('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(rangeAround('week', '2026-11-16')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(rangeAround('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(rangeAround('year', '2026-07-01')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(stepRange('month', '2026-03-31', -1)).toBe('2026-02-28');
    expect(stepRange('year', '2026-03-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(boundsOf('2026-11-22').to.getDate()).toBe(23);
});

test('time in bed is not stacked on the sleep it contains', () => {
    expect(orderCodes(['awake', 'in_bed', 'rem', 'light', 'deep'])).toEqual(['deep', 'light', 'rem', 'awake']);
    expect(orderCodes(['in_bed'])).toEqual(['in_bed']);
});

test('only web addresses lead out', () => {
    expect(outsideAddress('https://vendor.example/a?b=c')).toBe('https://vendor.example/a?b=c');
    expect(outsideAddress('http://127.0.0.1:9000/auth')).toBe('http://127.0.0.1:9000/auth');
    for (const bad of ['javascript:alert(1)', 'http://vendor.example/', 'data:text/html,x', '/relative', '', undefined])
        expect(outsideAddress(bad)).toBeUndefined();
});
