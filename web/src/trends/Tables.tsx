import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TotalsTable } from '../shared/api/types';
import { month, number } from '../shared/i18n/format';
import classes from './Trends.module.css';

type Release = TotalsTable['releases'][number];

interface RowProps {
    name: string;
    mean: number | undefined;
    people: number | undefined;
    most: number;
    /** Said where there is no number. */
    instead: string;
}

/** A bar and the number it stands for, in one row: the chart is its own table. */
function Row({ name, mean, people, most, instead }: RowProps) {
    return (
        <tr>
            <th scope="row">{name}</th>
            <td>
                {mean !== undefined && (
                    <div className={classes.bar} style={{ width: `${(Math.max(mean, 0) / Math.max(most, 1)) * 100}%` }} />
                )}
            </td>
            <td className={classes.figure}>{mean !== undefined ? number(mean, 0) : instead}</td>
            <td className={classes.figure}>{people !== undefined ? number(people, 0) : ''}</td>
        </tr>
    );
}

function Head({ first, unit }: { first: string; unit: string }) {
    const { t } = useTranslation();
    return (
        <thead>
            <tr>
                <th scope="col">{first}</th>
                <th scope="col">{t('trends:bar')}</th>
                <th scope="col" className={classes.figure}>
                    {t('trends:mean', { unit })}
                </th>
                <th scope="col" className={classes.figure}>
                    {t('trends:people')}
                </th>
            </tr>
        </thead>
    );
}

/** One total, month by month, newest first. */
export function Months({ releases, unit }: { releases: Release[]; unit: string }) {
    const { t } = useTranslation();
    const most = Math.max(...releases.map((one) => one.mean ?? 0));
    return (
        <table className={classes.chart}>
            <Head first={t('trends:month')} unit={unit} />
            <tbody>
                {releases.map((one) => (
                    <Row
                        key={one.period}
                        name={month(`${one.period}-01`)}
                        mean={one.mean}
                        people={one.people}
                        most={most}
                        instead={t('trends:too_few')}
                    />
                ))}
            </tbody>
        </table>
    );
}

/** The newest month by the table's dimension, with its total. */
export function Cells({ release, unit }: { release: Release; unit: string }) {
    const { t } = useTranslation();
    const most = Math.max(release.mean ?? 0, ...release.cells.map((one) => one.mean ?? 0));
    return (
        <>
            <Text>{month(`${release.period}-01`)}</Text>
            <table className={classes.chart}>
                <Head first={t('trends:program')} unit={unit} />
                <tbody>
                    {release.cells.map((one) => (
                        <Row
                            key={one.value}
                            name={one.title}
                            mean={one.mean}
                            people={one.people}
                            most={most}
                            instead={t('trends:hidden')}
                        />
                    ))}
                    <Row
                        name={t('trends:all')}
                        mean={release.mean}
                        people={release.people}
                        most={most}
                        instead={t('trends:too_few')}
                    />
                </tbody>
            </table>
        </>
    );
}
