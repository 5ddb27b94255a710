import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Day, Metric } from '../../shared/api/types';
import { Sparkline } from '../../shared/chart/Sparkline';
import { addDays, dayOf, daysBetween } from '../../shared/i18n/days';
import { day as dayText, duration } from '../../shared/i18n/format';
import { quantity } from '../../shared/i18n/units';
import { Answer, Empty } from '../../shared/parts/answers';
import { ownValues, useMetrics } from '../questions';
import classes from './LatestValues.module.css';

// What most people look for first; the rest follows by how new it is.
const first = [
    'heart_rate', 'sleep_total', 'sleep_stage', 'steps_daily', 'steps', 'weight', 'glucose_cgm',
    'blood_pressure_systolic', 'blood_pressure_diastolic', 'resting_heart_rate',
];
const shown = 6;
const lookBack = 13;

const lastOf = (metric: Metric) => metric.sources.map((one) => one.last).sort().at(-1) ?? '';

function chosen(metrics: Metric[]): Metric[] {
    const rank = (metric: Metric) => (first.includes(metric.metric) ? first.indexOf(metric.metric) : first.length);
    // The stages of a night add up to what the time asleep says already.
    const slept = metrics.some((metric) => metric.metric === 'sleep_total');
    return metrics
        .filter((metric) => metric.sources.length > 0 && !(slept && metric.metric === 'sleep_stage'))
        .sort((a, b) => rank(a) - rank(b) || lastOf(b).localeCompare(lastOf(a)))
        .slice(0, shown);
}

/** The last day of the metrics people look for first, each with the fortnight before it. */
export function LatestValues() {
    const { t } = useTranslation();
    const metrics = useMetrics();
    return (
        <Answer query={metrics} lines={2}>
            {(all) =>
                all.length === 0 ? (
                    <Empty title={t('member:data.empty_title')}>{t('member:data.empty')}</Empty>
                ) : (
                    <Tiles metrics={chosen(all)} />
                )
            }
        </Answer>
    );
}

function Tiles({ metrics }: { metrics: Metric[] }) {
    const answers = useQueries({
        queries: metrics.map((metric) => {
            const to = dayOf(new Date(lastOf(metric)));
            const range = { metric: metric.metric, from: addDays(to, -lookBack), to };
            return {
                queryKey: ['latest', range],
                queryFn: ({ signal }: { signal: AbortSignal }) => ownValues.daily(range, signal),
            };
        }),
    });
    return (
        <ul className={classes.tiles}>
            {metrics.map((metric, at) => (
                <li key={metric.metric}>
                    <Tile metric={metric} days={answers[at]?.data?.days} />
                </li>
            ))}
        </ul>
    );
}

function numberOf(metric: Metric, day: Day): number | undefined {
    if (metric.daily !== 'time_by_code') return day.value;
    const minutes = Object.entries(day.minutes_by_code ?? {});
    const asleep = minutes.filter(([code]) => code !== 'awake' && code !== 'in_bed');
    return minutes.length === 0 ? undefined : asleep.reduce((sum, [, value]) => sum + value, 0);
}

function Tile({ metric, days }: { metric: Metric; days: Day[] | undefined }) {
    const { t } = useTranslation();
    const valued = (days ?? []).filter((day) => numberOf(metric, day) !== undefined);
    const last = valued.at(-1);
    const value = last ? numberOf(metric, last) : undefined;
    const byDay = new Map(valued.map((day) => [day.day, numberOf(metric, day) ?? null]));
    const run = last ? daysBetween(addDays(last.day, -lookBack), last.day).map((day) => byDay.get(day) ?? null) : [];
    return (
        <Link to={`/app/data/${metric.metric}`} className={classes.tile}>
            <span className={classes.name}>{metric.title}</span>
            <span className={classes.value}>
                {value === undefined
                    ? '–'
                    : metric.daily === 'time_by_code'
                      ? duration(value)
                      : quantity(t, value, metric)}
            </span>
            <Text component="span" size="sm" c="dimmed">
                {last
                    ? t(`member:overview.day_value.${metric.daily}`, { day: dayText(last.day, 'weekday') })
                    : t('member:overview.no_value')}
            </Text>
            <Sparkline values={run} />
        </Link>
    );
}
