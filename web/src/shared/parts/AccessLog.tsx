import { Button, NativeSelect, Text, Title } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../i18n/days';
import { dayHeading, number, timeOnly } from '../i18n/format';
import classes from './AccessLog.module.css';
import { Empty, Loading, ProblemNote } from './answers';
import { grouped, type LogLine } from './log-lines';
import { StateMark } from './small';

interface AccessLogProps<E> {
    query: UseInfiniteQueryResult<InfiniteData<{ entries: E[] }>>;
    line: (entry: E, at: number) => LogLine;
    /** Whether the log holds several kinds of readers worth telling apart. */
    kinds?: boolean;
    /** What may be done with one entry. */
    extra?: (line: LogLine) => ReactNode;
}

const readers = ['client', 'member', 'system', 'vendor', 'operator'];

/** The record of who did what with the data and why, newest first, by day. */
export function AccessLog<E>({ query, line, kinds = false, extra }: AccessLogProps<E>) {
    const { t } = useTranslation();
    const [who, setWho] = useState('');
    const [outcome, setOutcome] = useState('');
    if (query.isError && !query.data) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Loading lines={5} />;

    const lines = query.data.pages.flatMap((page) => page.entries).map(line);
    const shown = lines.filter(
        (one) => (who === '' || one.kind === who) && (outcome === '' || one.permitted === (outcome === 'permit')),
    );
    return (
        <>
            <div className={classes.filters}>
                {kinds && (
                    <NativeSelect
                        label={t('shared:access.who')}
                        value={who}
                        onChange={(event) => setWho(event.currentTarget.value)}
                        data={[
                            { value: '', label: t('shared:access.anyone') },
                            ...readers.map((value) => ({ value, label: t(`shared:access.filter.${value}`) })),
                        ]}
                    />
                )}
                <NativeSelect
                    label={t('shared:access.outcome')}
                    value={outcome}
                    onChange={(event) => setOutcome(event.currentTarget.value)}
                    data={[
                        { value: '', label: t('shared:access.any_outcome') },
                        { value: 'permit', label: t('shared:access.decision.permit') },
                        { value: 'refuse', label: t('shared:access.decision.refuse') },
                    ]}
                />
                <Text c="dimmed" size="sm" role="status" className={classes.count}>
                    {t('shared:access.count', { count: shown.length, all: number(lines.length, 0) })}
                </Text>
            </div>
            {shown.length === 0 ? (
                <Empty icon="eye" title={t('shared:access.empty_title')}>
                    {lines.length === 0 ? t('shared:access.empty') : t('shared:access.none_match')}
                </Empty>
            ) : (
                [...byDay(shown)].map(([day, own]) => (
                    <section key={day} className={classes.day}>
                        <Title order={2} className={classes.heading}>
                            {dayHeading(own[0]?.at ?? day)}
                        </Title>
                        <ol className={classes.entries}>
                            {grouped(own).map((group) => (
                                <li key={group[0]?.key}>
                                    {group.length === 1 ? (
                                        group.map((one) => (
                                            <Entry key={one.key} line={one} kinds={kinds} extra={extra} />
                                        ))
                                    ) : (
                                        <OwnLooks lines={group} kinds={kinds} extra={extra} />
                                    )}
                                </li>
                            ))}
                        </ol>
                    </section>
                ))
            )}
            {query.isFetchNextPageError && <ProblemNote error={query.error} />}
            {query.hasNextPage && (
                <div>
                    <Button
                        variant="default"
                        loading={query.isFetchingNextPage}
                        onClick={() => void query.fetchNextPage()}
                    >
                        {t('shared:access.older')}
                    </Button>
                </div>
            )}
        </>
    );
}

interface EntryProps {
    kinds: boolean;
    extra?: (line: LogLine) => ReactNode;
}

/** The person's own looks, which a page makes many of, folded into one. */
function OwnLooks({ lines, kinds, extra }: EntryProps & { lines: LogLine[] }) {
    const { t } = useTranslation();
    const newest = lines[0]?.at ?? '';
    const oldest = lines.at(-1)?.at ?? '';
    return (
        <details className={classes.own}>
            <summary>
                {t('shared:access.own_looks', {
                    count: lines.length,
                    from: timeOnly(oldest),
                    to: timeOnly(newest),
                })}
            </summary>
            <ol className={classes.inner}>
                {lines.map((one) => (
                    <li key={one.key}>
                        <Entry line={one} kinds={kinds} extra={extra} />
                    </li>
                ))}
            </ol>
        </details>
    );
}

function Entry({ line, kinds, extra }: EntryProps & { line: LogLine }) {
    const { t } = useTranslation();
    return (
        <div className={classes.entry}>
            <time dateTime={line.at} className={classes.time}>
                {timeOnly(line.at)}
            </time>
            <span className={classes.decision}>
                <StateMark tone={line.permitted ? 'ok' : 'warn'}>
                    {line.permitted ? t('shared:access.decision.permit') : t('shared:access.decision.refuse')}
                </StateMark>
            </span>
            <div className={classes.body}>
                <span className={classes.who}>
                    {line.who}
                    {kinds && line.kind !== 'member' && (
                        <span className={classes.kind}> ({t(`shared:access.kind.${line.kind}`)})</span>
                    )}
                </span>
                {line.action && <span>{line.action}</span>}
                <span className={classes.why}>
                    {[t('shared:access.why', { purpose: line.purpose }), ...line.facts].join(' · ')}
                </span>
                {extra?.(line)}
            </div>
        </div>
    );
}

function byDay(lines: LogLine[]): Map<string, LogLine[]> {
    const days = new Map<string, LogLine[]>();
    for (const line of lines) {
        const day = dayOf(new Date(line.at));
        days.set(day, [...(days.get(day) ?? []), line]);
    }
    return days;
}
