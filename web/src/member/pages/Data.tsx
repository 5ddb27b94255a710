import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Metric } from '../../shared/api/types';
import { list, number } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import { useMetrics } from '../questions';
import classes from './Data.module.css';

export default function Data() {
    const { t } = useTranslation();
    const metrics = useMetrics();
    return (
        <Page title={t('member:data.title')} lead={t('member:data.lead')}>
            <Answer query={metrics} lines={5}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty
                            title={t('member:data.empty_title')}
                            action={
                                <Button component={Link} to="/app/programs">
                                    {t('member:overview.choose')}
                                </Button>
                            }
                        >
                            {t('member:data.empty')}
                        </Empty>
                    ) : (
                        [...byCategory(all)].map(([category, own]) => (
                            <Section key={category} title={own[0]?.category_title ?? category}>
                                <ul className={classes.metrics}>
                                    {own.map((metric) => (
                                        <li key={metric.metric}>
                                            <Row metric={metric} />
                                        </li>
                                    ))}
                                </ul>
                            </Section>
                        ))
                    )
                }
            </Answer>
        </Page>
    );
}

function byCategory(metrics: Metric[]): Map<string, Metric[]> {
    const groups = new Map<string, Metric[]>();
    for (const metric of metrics) groups.set(metric.category, [...(groups.get(metric.category) ?? []), metric]);
    return groups;
}

function Row({ metric }: { metric: Metric }) {
    const { t } = useTranslation();
    const last = metric.sources.map((one) => one.last).sort().at(-1);
    const samples = metric.sources.reduce((sum, one) => sum + one.samples, 0);
    return (
        <Link to={`/app/data/${metric.metric}`} className={classes.row}>
            <span className={classes.name}>{metric.title}</span>
            <Text component="span" c="dimmed" size="sm">
                {t('member:data.row', {
                    count: samples,
                    shown: number(samples, 0),
                    sources: list([...new Set(metric.sources.map((one) => one.program_title))]),
                })}
                {last && (
                    <>
                        {' · '}
                        {t('member:data.newest')} <DateText at={last} style="ago" />
                    </>
                )}
            </Text>
        </Link>
    );
}
