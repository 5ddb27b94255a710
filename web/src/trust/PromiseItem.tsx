import { Text, Title, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trust } from '../shared/api/types';
import { ago, dateOnly } from '../shared/i18n/format';
import { Fold } from '../shared/parts/Fold';
import { StateMark, type Tone } from '../shared/parts/small';
import { foremost, isStale, looks, type Observation, type PromiseRow, standingOf } from './standing';
import classes from './Trust.module.css';

interface PromiseItemProps {
    promise: PromiseRow;
    trust: Trust;
    now: number;
}

/** One promise: its words, how it stands and why, and folded away what was tested and seen. */
export function PromiseItem({ promise, trust, now }: PromiseItemProps) {
    const { t } = useTranslation();
    const standing = standingOf(promise);
    const look = looks[standing];
    const seen = foremost(promise.observed);
    return (
        <li className={classes.promise} id={promise.id}>
            <div className={classes.promiseHead}>
                <Title order={3} className={classes.promiseTitle}>
                    <span className={classes.id}>{promise.id}</span> {promise.title}
                </Title>
                <StateMark tone={look.tone} icon={look.icon}>
                    {t(`trust:standing.${standing}`)}
                </StateMark>
            </div>
            <Text>{promise.text}</Text>
            <Text className={classes.evidence}>
                <Proof promise={promise} trust={trust} />
                {seen && (
                    <>
                        {' '}
                        <Seen observation={seen} now={now} />
                    </>
                )}
            </Text>
            <Fold
                title={
                    <>
                        <span aria-hidden="true">{t('trust:details')}</span>
                        <VisuallyHidden>{t('trust:details_of', { id: promise.id })}</VisuallyHidden>
                    </>
                }
            >
                <div className={classes.details}>
                <Observed observed={promise.observed} now={now} />
                <p className={classes.label}>
                    {t(standing === 'in_work' ? 'trust:scenarios_planned' : 'trust:scenarios')}
                </p>
                {promise.scenarios.length === 0 ? (
                    <p>{t('trust:no_scenarios')}</p>
                ) : (
                    <ul>
                        {promise.scenarios.map((name) => (
                            <li key={name}>{withoutSlots(name)}</li>
                        ))}
                    </ul>
                )}
                </div>
            </Fold>
        </li>
    );
}

/** A scenario's name that stands for several cases: "A stale link: <what>" is "A stale link", other slots are put in brackets. */
function withoutSlots(name: string): string {
    return name.replace(/:? <[^>]+>$/, (slot) => (slot.startsWith(':') ? '' : slot)).replace(/<([^>]+)>/g, '($1)');
}

function Proof({ promise, trust }: { promise: PromiseRow; trust: Trust }) {
    const { t } = useTranslation();
    const standing = standingOf(promise);
    if (standing === 'in_work') return <>{t('trust:proof.in_work')}</>;
    if (standing === 'unproven' || !trust.proven_at) return <>{t('trust:proof.none')}</>;
    const values = { date: dateOnly(trust.proven_at), version: trust.proven_version ?? '' };
    if (standing === 'failing') return <>{t('trust:proof.failing', values)}</>;
    // What is broken may have passed its scenarios or not: the answer does not say.
    if (standing === 'broken') return null;
    return <>{t('trust:proof.passed', values)}</>;
}

function Seen({ observation, now }: { observation: Observation; now: number }) {
    const { t } = useTranslation();
    const { outcome, last_seen: last, since } = observation;
    if (!last || !since) return <>{t('trust:seen.not_yet')}</>;
    const key = outcome === 'kept' || outcome === 'broken' ? outcome : 'cannot_look';
    return (
        <>
            {t(`trust:seen.${key}`, { ago: ago(last, now), since: dateOnly(since) })}
            {isStale(observation, now) && ` ${t('trust:seen.stale')}`}
        </>
    );
}

const outcomeTone: Record<string, Tone> = { kept: 'ok', broken: 'warn', cannot_look: 'warn' };

function Observed({ observed, now }: { observed: Observation[]; now: number }) {
    const { t } = useTranslation();
    if (observed.length === 0) return <p>{t('trust:no_probe')}</p>;
    return (
        <>
            <p className={classes.label}>{t('trust:observed')}</p>
            <ul className={classes.observed}>
                {observed.map((one) => (
                    <li key={one.probe}>
                        <div className={classes.observedHead}>
                            <span className={classes.probe}>{one.title}</span>
                            <StateMark tone={isStale(one, now) ? 'plain' : (outcomeTone[one.outcome] ?? 'plain')}>
                                {t(`trust:outcome.${one.outcome}`)}
                            </StateMark>
                        </div>
                        <span>{one.words}</span>
                        {one.last_seen && (
                            <span className={classes.evidence}>
                                <Seen observation={one} now={now} />
                            </span>
                        )}
                    </li>
                ))}
            </ul>
        </>
    );
}
