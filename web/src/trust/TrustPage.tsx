import { Button, SegmentedControl, Text, TextInput, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { answerOf, api } from '../shared/api/client';
import type { Trust } from '../shared/api/types';
import { number } from '../shared/i18n/format';
import { Answer, Empty } from '../shared/parts/answers';
import { Footer } from '../shared/parts/Footer';
import { Page } from '../shared/parts/Page';
import { useNow } from '../shared/parts/small';
import { Wordmark } from '../shared/parts/Wordmark';
import { PromiseItem } from './PromiseItem';
import { chosen, type Filter, parts, type PromiseRow, partOf, standings } from './standing';
import { Summary } from './Summary';
import classes from './Trust.module.css';

function useTrust() {
    return useQuery({
        queryKey: ['trust'],
        queryFn: ({ signal }) => answerOf(api.GET('/v1/trust', { signal })),
        refetchInterval: 60_000,
    });
}

/** Each promise in plain words and how it stands; nothing is green by default. */
export function TrustPage() {
    const { t } = useTranslation();
    const trust = useTrust();
    return (
        <div className={classes.root}>
            <header className={classes.header}>
                <a href="/" className={classes.home} aria-label={t('trust:home')}>
                    <Wordmark />
                </a>
            </header>
            <main>
                <Page title={t('trust:title')} lead={t('trust:lead')}>
                    <Answer query={trust} lines={6}>
                        {(data) =>
                            data.promises.length === 0 ? (
                                <Empty icon="alert" title={t('trust:empty_title')}>
                                    {t('trust:empty')}
                                </Empty>
                            ) : (
                                <Shown trust={data} />
                            )
                        }
                    </Answer>
                </Page>
            </main>
            <Footer />
        </div>
    );
}

/** The filter, mirrored in the address; held here, since the address follows too late for somebody who types. */
function useFilter(): [Filter, (change: Partial<Filter>) => void] {
    const [search, setSearch] = useSearchParams();
    const [filter, setFilter] = useState<Filter>(() => ({
        standing: standings.find((one) => one === search.get('standing')),
        part: parts.find((one) => one === search.get('part')),
        text: search.get('q') ?? '',
    }));
    const change = (next: Partial<Filter>) => {
        const after = { ...filter, ...next };
        setFilter(after);
        const address = new URLSearchParams();
        if (after.standing) address.set('standing', after.standing);
        if (after.part) address.set('part', after.part);
        if (after.text) address.set('q', after.text);
        setSearch(address, { replace: true });
    };
    return [filter, change];
}

function Shown({ trust }: { trust: Trust }) {
    const { t } = useTranslation();
    const now = useNow(30_000);
    const [filter, change] = useFilter();
    const label = useId();
    const shown = chosen(trust.promises, filter);
    return (
        <>
            <Summary trust={trust} standing={filter.standing} onStanding={(standing) => change({ standing })} />
            <div className={classes.filters}>
                <div className={classes.parts}>
                    <Text id={label} fw={500}>
                        {t('trust:part_label')}
                    </Text>
                    <SegmentedControl
                        aria-labelledby={label}
                        value={filter.part ?? ''}
                        onChange={(value) => change({ part: parts.find((one) => one === value) })}
                        data={[
                            { value: '', label: t('trust:part.all') },
                            ...parts.map((part) => ({ value: part, label: t(`trust:part.${part}`) })),
                        ]}
                    />
                </div>
                <TextInput
                    type="search"
                    label={t('trust:search')}
                    value={filter.text}
                    onChange={(event) => change({ text: event.currentTarget.value })}
                    className={classes.search}
                />
            </div>
            <Text c="dimmed" role="status">
                {t('trust:count', { count: trust.promises.length, shown: number(shown.length, 0) })}
            </Text>
            {shown.length === 0 && (
                <Empty
                    icon="eye"
                    title={t('trust:none_title')}
                    action={
                        <Button
                            variant="default"
                            onClick={() => change({ standing: undefined, part: undefined, text: '' })}
                        >
                            {t('trust:show_all')}
                        </Button>
                    }
                >
                    {t('trust:none')}
                </Empty>
            )}
            {parts.map((part) => (
                <PartList
                    key={part}
                    title={t(`trust:heading.${part}`)}
                    promises={shown.filter((one) => partOf(one) === part)}
                    trust={trust}
                    now={now}
                />
            ))}
            <PartList
                title={t('trust:heading.other')}
                promises={shown.filter((one) => partOf(one) === undefined)}
                trust={trust}
                now={now}
            />
        </>
    );
}

interface PartListProps {
    title: string;
    promises: PromiseRow[];
    trust: Trust;
    now: number;
}

function PartList({ title, promises, trust, now }: PartListProps) {
    const { t } = useTranslation();
    if (promises.length === 0) return null;
    return (
        <section className={classes.part}>
            <Title order={2} className={classes.partTitle}>
                {title} <VisuallyHidden>{t('trust:in_part', { count: promises.length })}</VisuallyHidden>
            </Title>
            <ul className={classes.promises}>
                {promises.map((promise) => (
                    <PromiseItem key={promise.id} promise={promise} trust={trust} now={now} />
                ))}
            </ul>
        </section>
    );
}
