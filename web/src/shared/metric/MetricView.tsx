import { Button, SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { Metric, Sample } from '../api/types';
import { Chart } from '../chart/Chart';
import { Hypnogram } from '../chart/Hypnogram';
import { dayOf, stepRange, today, type RangeKind } from '../i18n/days';
import * as format from '../i18n/format';
import { codeText, orderCodes, unitText } from '../i18n/units';
import { Answer, Empty } from '../parts/answers';
import { Icon } from '../parts/Icon';
import { Section, Sheet } from '../parts/Page';
import { DateText, Facts, saveFile } from '../parts/small';
import { DataTable } from './DataTable';
import classes from './MetricView.module.css';
import { dailyPlot, samplePlot } from './shapes';
import { type MetricSource, type Values, valuesIn, type Window, windowOf } from './source';
import { dailySummary, sampleSummary } from './summary';
import { csvOf, dailyTable, sampleTable } from './table';

const kinds: RangeKind[] = ['day', 'week', 'month', 'year'];

/** One metric over a day, week, month or year: as a chart or as a table, with where it came from. */
export function MetricView({ metric, source }: { metric: Metric; source: MetricSource }) {
    const { t } = useTranslation();
    const [search, setSearch] = useSearchParams();
    const latest = metric.sources.map((one) => one.last).sort().at(-1);
    const asked = search.get('range') as RangeKind;
    const kind = kinds.includes(asked) ? asked : 'week';
    const askedDay = search.get('day') ?? '';
    const day = /^\d{4}-\d\d-\d\d$/.test(askedDay) ? askedDay : latest ? dayOf(new Date(latest)) : today();
    const view = search.get('view') === 'table' ? 'table' : 'chart';
    const window = useMemo(() => windowOf(metric, kind, day), [metric, kind, day]);

    const query = useQuery({
        queryKey: ['values', source.key, metric.metric, kind, window.from],
        // The window goes with its values, so that the range before can stay in sight until the next has come.
        queryFn: async ({ signal }) => ({ window, values: await valuesIn(source, window, signal) }),
        placeholderData: keepPreviousData,
    });
    const set = (changes: Record<string, string>) =>
        setSearch({ range: kind, day, view, ...changes }, { replace: true });

    return (
        <>
            <div className={classes.bar}>
                <SegmentedControl
                    aria-label={t('shared:metric.range')}
                    value={kind}
                    onChange={(next) => set({ range: next })}
                    data={kinds.map((value) => ({ value, label: t(`shared:metric.kind.${value}`) }))}
                    className={classes.kinds}
                />
                <div className={classes.steps}>
                    <Button
                        variant="default"
                        className={classes.step}
                        aria-label={t('shared:metric.earlier')}
                        onClick={() => set({ day: stepRange(kind, day, -1) })}
                    >
                        <Icon name="back" />
                    </Button>
                    <Text fw={650} className={classes.when} aria-live="polite">
                        {rangeText(t, window)}
                    </Text>
                    <Button
                        variant="default"
                        className={classes.step}
                        aria-label={t('shared:metric.later')}
                        disabled={window.to >= today()}
                        onClick={() => set({ day: stepRange(kind, day, 1) })}
                    >
                        <Icon name="next" />
                    </Button>
                </div>
                <SegmentedControl
                    aria-label={t('shared:metric.view')}
                    value={view}
                    onChange={(next) => set({ view: next })}
                    data={[
                        { value: 'chart', label: t('shared:metric.chart') },
                        { value: 'table', label: t('shared:metric.table') },
                    ]}
                />
            </div>
            <Answer query={query} lines={4}>
                {(data) => (
                    <div className={classes.shown} aria-busy={query.isPlaceholderData}>
                        <Shown window={data.window} values={data.values} view={view} />
                    </div>
                )}
            </Answer>
            <Sources metric={metric} />
        </>
    );
}

function Shown({ window, values, view }: { window: Window; values: Values; view: 'chart' | 'table' }) {
    const { t } = useTranslation();
    const { metric } = window;
    const ids = useMemo(
        () => (values.kind === 'samples' ? [...new Set(values.samples.map((one) => one.source.connection_id))] : []),
        [values],
    );
    const [chosen, setChosen] = useState<string>();
    const connection = chosen && ids.includes(chosen) ? chosen : ids[0];
    const titleOf = useCallback(
        (id: string) =>
            metric.sources.find((one) => one.connection_id === id)?.program_title ?? t('shared:metric.unknown_source'),
        [metric, t],
    );

    const made = useMemo(() => {
        if (values.kind === 'daily') {
            const days = values.daily.days;
            return {
                empty: days.length === 0,
                plot: dailyPlot(t, window, days),
                summary: dailySummary(t, window, days),
                table: dailyTable(t, window, days),
                samples: [] as Sample[],
            };
        }
        // Two Programs' samples are never drawn as one line.
        const samples = values.samples.filter((one) => one.source.connection_id === connection);
        return {
            empty: samples.length === 0,
            plot: samplePlot(t, window, samples),
            summary: sampleSummary(t, window, samples),
            table: sampleTable(t, window, samples, titleOf),
            samples,
        };
    }, [t, values, window, connection, metric, titleOf]);

    if (made.empty)
        return (
            <Empty title={t('shared:metric.empty_title', { when: rangeText(t, window) })}>
                {t('shared:metric.empty')}
            </Empty>
        );
    const label = t('shared:metric.label', { metric: metric.title, when: rangeText(t, window) });
    return (
        <>
            {ids.length > 1 && connection && (
                <SegmentedControl
                    aria-label={t('shared:metric.source')}
                    value={connection}
                    onChange={setChosen}
                    data={ids.map((id) => ({ value: id, label: titleOf(id) }))}
                />
            )}
            <Sheet className={classes.sheet}>
                {view === 'table' ? (
                    <DataTable caption={label} table={made.table} />
                ) : values.kind === 'samples' && metric.daily === 'time_by_code' ? (
                    <Hypnogram
                        samples={made.samples}
                        codes={orderCodes([...new Set(made.samples.flatMap((one) => one.code ?? []))])}
                        codeTitle={(code) => codeText(t, code)}
                        label={label}
                    />
                ) : (
                    <Chart data={made.plot} label={label} />
                )}
                {metric.daily !== 'time_by_code' && view === 'chart' && (
                    <Text size="sm" c="dimmed">
                        {t('shared:metric.unit', { unit: unitText(t, metric) })}
                        {values.kind === 'daily' && metric.daily === 'mean' && <> {t('shared:metric.band')}</>}
                    </Text>
                )}
            </Sheet>
            {values.kind === 'samples' && values.more && <Text>{t('shared:metric.more')}</Text>}
            {made.summary.length > 0 && (
                <Sheet>
                    <Facts rows={made.summary} short />
                </Sheet>
            )}
            <div>
                <Button
                    variant="default"
                    leftSection={<Icon name="download" />}
                    onClick={() =>
                        saveFile(`${metric.metric}-${window.from}-${window.to}.csv`, 'text/csv', csvOf(made.table))
                    }
                >
                    {t('shared:metric.export')}
                </Button>
            </div>
        </>
    );
}

function Sources({ metric }: { metric: Metric }) {
    const { t } = useTranslation();
    return (
        <Section title={t('shared:metric.sources')}>
            <Sheet>
                <ul className={classes.sources}>
                    {metric.sources.map((source) => (
                        <li key={source.connection_id}>
                            <Text fw={650}>{source.program_title}</Text>
                            <Text c="dimmed">
                                {t('shared:metric.source_line', {
                                    count: source.samples,
                                    shown: format.number(source.samples, 0),
                                })}{' '}
                                <DateText at={source.first} style="date" /> {t('shared:metric.until')}{' '}
                                <DateText at={source.last} />
                            </Text>
                        </li>
                    ))}
                </ul>
            </Sheet>
        </Section>
    );
}

function rangeText(t: TFunction, window: Window): string {
    if (window.kind === 'day') {
        const day = format.day(window.from, 'long');
        return window.metric.category === 'sleep' ? t('shared:metric.night', { day }) : day;
    }
    if (window.kind === 'year') return window.from.slice(0, 4);
    if (window.kind === 'month') return format.month(window.from);
    return format.dayRange(window.from, window.to);
}
