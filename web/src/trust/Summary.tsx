import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trust } from '../shared/api/types';
import { number } from '../shared/i18n/format';
import { Icon } from '../shared/parts/Icon';
import { Sheet } from '../shared/parts/Page';
import { DateText, Facts } from '../shared/parts/small';
import { countByStanding, looks, type Standing, standings } from './standing';
import classes from './Trust.module.css';

interface SummaryProps {
    trust: Trust;
    standing: Standing | undefined;
    onStanding: (standing: Standing | undefined) => void;
}

/** How many promises stand how, honest at a glance; each number is the way to the promises it counts. */
export function Summary({ trust, standing, onStanding }: SummaryProps) {
    const { t } = useTranslation();
    const counts = countByStanding(trust.promises);
    const bad = counts.broken + counts.failing;
    const shown = (value: number) => number(value, 0);
    const proven = trust.proven_at ? (
        <>
            <DateText at={trust.proven_at} />
            {', '}
            {t('trust:version', { version: trust.proven_version ?? '' })}
        </>
    ) : (
        t('trust:never_proven')
    );
    return (
        <Sheet className={classes.summary}>
            <div>
                {bad > 0 && (
                    <Text className={classes.alarm} role="alert">
                        <Icon name="alert" />
                        {t('trust:sum.bad', { count: bad, shown: shown(bad) })}
                    </Text>
                )}
                <Text className={classes.sentence}>
                    {counts.kept === 0
                        ? t('trust:sum.none', { all: shown(trust.promises.length) })
                        : t('trust:sum.kept', {
                              count: counts.kept,
                              kept: shown(counts.kept),
                              all: shown(trust.promises.length),
                          })}
                </Text>
                <Text>{t('trust:sum.rest', { proven: shown(counts.proven), in_work: shown(counts.in_work) })}</Text>
            </div>
            <div className={classes.bar} aria-hidden="true">
                {standings.map((one) =>
                    counts[one] > 0 ? <span key={one} data-standing={one} style={{ flexGrow: counts[one] }} /> : null,
                )}
            </div>
            <ul className={classes.tiles} aria-label={t('trust:tiles')}>
                {standings.map((one) => (
                    <li key={one}>
                        <button
                            type="button"
                            className={classes.tile}
                            data-standing={one}
                            data-none={counts[one] === 0 || undefined}
                            aria-pressed={standing === one}
                            onClick={() => onStanding(standing === one ? undefined : one)}
                        >
                            <span className={classes.number}>
                                <span className={classes.sign}>
                                    <Icon name={looks[one].icon} size={20} />
                                </span>
                                {shown(counts[one])}
                            </span>
                            <span className={classes.name}>{t(`trust:standing.${one}`)}</span>
                            <span className={classes.meaning}>{t(`trust:meaning.${one}`)}</span>
                        </button>
                    </li>
                ))}
            </ul>
            <Facts
                rows={[
                    [t('trust:last_proven'), proven],
                    [t('trust:runs'), t('trust:version', { version: trust.version })],
                    [t('trust:policy'), t('trust:version', { version: trust.policy_version })],
                ]}
            />
            {trust.proven_version && trust.proven_version !== trust.version && (
                <Text>{t('trust:other_version', { proven: trust.proven_version, runs: trust.version })}</Text>
            )}
        </Sheet>
    );
}
