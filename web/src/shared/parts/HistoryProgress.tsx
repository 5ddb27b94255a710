import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../api/types';
import { dateOnly, number, percent } from '../i18n/format';
import { Icon } from './Icon';
import classes from './HistoryProgress.module.css';

/** How far the fetching of a Program's past has come, and that it ends. */
export function HistoryProgress({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const { history, title } = connection;
    const samples = t('shared:history.samples', { count: history.samples, shown: number(history.samples, 0) });
    if (history.state === 'done')
        return (
            <p className={classes.line} data-state="done">
                <Icon name="check" size={17} />
                <span>
                    {t('shared:history.done')} {samples}
                    {history.from && <> {t('shared:history.since', { date: dateOnly(history.from) })}</>}
                </span>
            </p>
        );
    if (history.state === 'failed')
        return (
            <p className={classes.line} data-state="failed">
                <Icon name="alert" size={17} />
                <span>
                    {t('shared:history.failed')} {samples}
                </span>
            </p>
        );
    if (history.state === 'waiting') return <Text c="dimmed">{t('shared:history.waiting')}</Text>;
    return (
        <div className={classes.running}>
            <div className={classes.head}>
                <span>{t('shared:history.running')}</span>
                <span className={classes.percent}>{percent(history.percent)}</span>
            </div>
            <Progress.Root size="lg" radius="xl">
                <Progress.Section
                    value={history.percent}
                    aria-label={t('shared:history.label', { program: title })}
                    aria-valuetext={percent(history.percent)}
                />
            </Progress.Root>
            <Text size="sm" c="dimmed">
                {samples}
                {history.from && <> {t('shared:history.back_to', { date: dateOnly(history.from) })}</>}
            </Text>
        </div>
    );
}
