import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { month, number } from '../../shared/i18n/format';
import { StateMark } from '../../shared/parts/small';
import type { Calendar } from '../duties';
import classes from '../duties.module.css';

const hues = 6;

/** What falls due, a bar a month, with a part for each class of record. The figures stand beside the bars. */
export function DueChart({ due }: { due: Calendar['due'] }) {
    const { t } = useTranslation();
    if (due.length === 0) return <Text c="dimmed">{t('staff:due.none')}</Text>;
    const kinds = [...new Map(due.map((one) => [one.record_class, one.title]))];
    const hue = (code: string) => `var(--wk-series-${(kinds.findIndex(([one]) => one === code) % hues) + 1})`;
    const months = [...new Set(due.map((one) => one.month))].sort((a, b) =>
        a === 'overdue' ? -1 : b === 'overdue' ? 1 : a.localeCompare(b),
    );
    const of = (wanted: string) => {
        const sums = new Map<string, number>();
        for (const one of due)
            if (one.month === wanted) sums.set(one.record_class, (sums.get(one.record_class) ?? 0) + one.records);
        return [...sums];
    };
    const total = (parts: [string, number][]) => parts.reduce((sum, [, records]) => sum + records, 0);
    const most = Math.max(...months.map((one) => total(of(one))), 1);
    const titleOf = (code: string) => kinds.find(([one]) => one === code)?.[1] ?? code;
    return (
        <>
            <ul className={classes.legend} aria-hidden="true">
                {kinds.map(([code, title]) => (
                    <li key={code}>
                        <span className={classes.swatch} style={{ background: hue(code) }} />
                        {title}
                    </li>
                ))}
            </ul>
            <table className={classes.chart}>
                <thead>
                    <tr>
                        <th scope="col">{t('staff:due.month')}</th>
                        <th scope="col">{t('staff:due.what')}</th>
                        <th scope="col" className={classes.figure}>
                            {t('staff:due.records')}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {months.map((one) => {
                        const parts = of(one);
                        const words = parts
                            .map(([code, records]) => t('staff:due.part', { title: titleOf(code), count: records }))
                            .join(', ');
                        return (
                            <tr key={one}>
                                <th scope="row">
                                    {one === 'overdue' ? (
                                        <StateMark tone="busy">{t('staff:due.overdue')}</StateMark>
                                    ) : (
                                        month(`${one}-15`)
                                    )}
                                </th>
                                <td>
                                    <div
                                        className={classes.bar}
                                        role="img"
                                        aria-label={words}
                                        title={words}
                                        style={{ width: `${Math.max((total(parts) / most) * 100, 1)}%` }}
                                    >
                                        {parts.map(([code, records]) => (
                                            <span key={code} style={{ flexGrow: records, background: hue(code) }} />
                                        ))}
                                    </div>
                                </td>
                                <td className={classes.figure}>{number(total(parts), 0)}</td>
                            </tr>
                        );
                    })}
                </tbody>
            </table>
        </>
    );
}
