import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import type { Body, Metric } from '../../shared/api/types';
import { Chart } from '../../shared/chart/Chart';
import { addDays, boundsOf, dayOf, daysBetween } from '../../shared/i18n/days';
import * as format from '../../shared/i18n/format';
import { Loading, ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import { DataTable } from '../../shared/metric/DataTable';
import { dailyPlot } from '../../shared/metric/shapes';
import type { Window } from '../../shared/metric/source';
import { dailyTable } from '../../shared/metric/table';
import classes from './cases.module.css';
import { type File, type Place, today } from './questions';

type Shown = Body<'/care/people/{person}/cases/{case}/devices', 'get', 200>;
type ShownMetric = Shown['metrics'][number];
type View = 'chart' | 'table';
const ranges = { weeks: 27, months: 89, year: 364 };
type Range = keyof typeof ranges;
// Answers that say that nothing is shown: what was shown before goes from the page with them.
const shut = [403, 404, 409];

/** What the person shows of their devices, on the days of the case, with the sessions marked. */
export function Devices({ file, place }: { file: File; place: Place }) {
    const { t } = useTranslation();
    const [range, setRange] = useState<Range>('months');
    const [view, setView] = useState<View>('chart');
    const from = addDays(today(), -ranges[range]);
    const shown = useQuery({
        queryKey: ['care', 'devices', place.case, from],
        queryFn: ({ signal }) =>
            answerOf(api.GET('/care/people/{person}/cases/{case}/devices', { params: { path: place, query: { from, to: today() } }, signal })),
        retry: false,
        // They can end it at any moment; a page that stays open does not go on showing it.
        refetchInterval: 30_000,
    });
    const closed = shown.isError && shut.includes(asProblem(shown.error).status ?? 0);
    if (closed) return <Text c="dimmed" role="status">{t(shown.data ? 'cases:devices.ended' : asProblem(shown.error).status === 409 ? 'cases:devices.gone' : 'cases:devices.none')}</Text>;
    if (shown.isError) return <ProblemNote error={shown.error} retry={() => void shown.refetch()} />;
    if (!shown.data) return <Loading lines={3} />;
    return (
        <div className={classes.form}>
            <Text>{t('cases:devices.by', { day: format.day(shown.data.until, 'long') })}</Text>
            <div className={classes.row}>
                <SegmentedControl
                    aria-label={t('cases:devices.range')} value={range} onChange={(next) => setRange(next as Range)}
                    data={(Object.keys(ranges) as Range[]).map((one) => ({ value: one, label: t(`cases:devices.back.${one}`) }))}
                />
                <SegmentedControl
                    aria-label={t('cases:devices.view')} value={view} onChange={(next) => setView(next as View)}
                    data={(['chart', 'table'] as const).map((one) => ({ value: one, label: t(`cases:devices.as.${one}`) }))}
                />
            </div>
            <Sessions file={file} from={shown.data.from} to={shown.data.to} view={view} />
            {shown.data.metrics.map((one) => (
                <One key={one.metric} shown={shown.data} metric={one} file={file} view={view} />
            ))}
        </div>
    );
}

/** The sessions of these days: their day, and how they are called. */
function useSessions(file: File, from: string, to: string) {
    const { t } = useTranslation();
    return useMemo(
        () =>
            file.timeline
                .flatMap((one) => (one.session ? [{ day: dayOf(new Date(one.at)), at: one.at, attendance: t(`cases:attendance.${one.session.attendance}`) }] : []))
                .filter(({ day }) => day >= from && day <= to)
                .reverse(),
        [t, file, from, to],
    );
}

function Sessions({ file, from, to, view }: { file: File; from: string; to: string; view: View }) {
    const { t } = useTranslation();
    const sessions = useSessions(file, from, to);
    if (sessions.length === 0) return <Text size="sm">{t('cases:devices.sessions_zero')}</Text>;
    return (
        <Text size="sm">
            {t('cases:devices.sessions', { count: sessions.length, days: format.list(sessions.map((one) => format.day(one.day, 'short'))) })}{' '}
            {view === 'chart' && t('cases:devices.marks')}
        </Text>
    );
}

function One({ shown, metric, file, view }: { shown: Shown; metric: ShownMetric; file: File; view: View }) {
    const { t } = useTranslation();
    const sessions = useSessions(file, shown.from, shown.to);
    const made = useMemo(() => {
        const window: Window = {
            metric: { ...metric, sources: [] } as Metric, kind: 'year', from: shown.from, to: shown.to,
            start: boundsOf(shown.from).from, end: boundsOf(shown.to).to,
        };
        const plot = dailyPlot(t, window, metric.days);
        const calendar = daysBetween(shown.from, shown.to);
        const held = new Map(sessions.map((one) => [calendar.indexOf(one.day), one.attendance]));
        return {
            table: dailyTable(t, window, metric.days),
            plot: {
                ...plot,
                marks: [...held.keys()],
                ticks: (width: number) => {
                    const every = Math.max(1, Math.ceil(calendar.length / (width < 480 ? 4 : 8)));
                    return calendar.map((day, at) => ({ at, text: format.day(day, 'short') })).filter(({ at }) => at % every === 0);
                },
                describe: (at: number) => {
                    const attendance = held.get(at);
                    const valued = plot.series.some((one) => one.values[at] != null);
                    if (!attendance) return plot.describe(at);
                    if (!valued) return t('cases:devices.only_session', { when: format.day(calendar[at] ?? shown.from, 'long'), attendance });
                    return t('cases:devices.with_session', { point: plot.describe(at), attendance });
                },
            },
        };
    }, [t, metric, sessions, shown.from, shown.to]);
    if (metric.days.length === 0) return <Text c="dimmed">{t('cases:devices.empty', { metric: metric.title })}</Text>;
    const label = t('cases:devices.label', { metric: metric.title, from: format.day(shown.from), to: format.day(shown.to) });
    return (
        <Sheet>
            <Text fw={650} component="h3">
                {metric.title}
            </Text>
            {view === 'chart' ? <Chart data={made.plot} label={label} /> : <DataTable caption={label} table={made.table} />}
        </Sheet>
    );
}
