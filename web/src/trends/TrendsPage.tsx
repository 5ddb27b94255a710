import { Anchor, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import type { Totals, TotalsTable } from '../shared/api/types';
import { Answer, Empty } from '../shared/parts/answers';
import { Footer } from '../shared/parts/Footer';
import { Page, Section, Sheet } from '../shared/parts/Page';
import { Wordmark } from '../shared/parts/Wordmark';
import { Cells, Months } from './Tables';
import classes from './Trends.module.css';

const useTotals = () =>
    useQuery({ queryKey: ['totals'], queryFn: ({ signal }) => answerOf(api.GET('/v1/statistics', { signal })) });

const tableQuery = (table: string) => ({
    queryKey: ['totals', table],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
        answerOf(api.GET('/v1/statistics/{table}', { params: { path: { table } }, signal })),
});

/** Totals and means over many people, month by month; nothing here leads to anybody. */
export function TrendsPage() {
    const { t } = useTranslation();
    const totals = useTotals();
    return (
        <div className={classes.root}>
            <header className={classes.header}>
                <a href="/" className={classes.home} aria-label={t('trends:home')}>
                    <Wordmark />
                </a>
            </header>
            <main>
                <Page title={t('trends:title')} lead={t('trends:lead')}>
                    <Answer query={totals} lines={4}>
                        {(data) => <Shown totals={data} />}
                    </Answer>
                </Page>
            </main>
            <Footer />
        </div>
    );
}

function Shown({ totals }: { totals: Totals }) {
    const { t } = useTranslation();
    const { rule } = totals;
    const filled = totals.tables.filter((one) => one.periods.some((period) => period.shown));
    const answers = useQueries({ queries: filled.map((one) => tableQuery(one.table)) });
    return (
        <>
            {filled.length === 0 && (
                <Empty icon="chart" title={t('trends:empty_title')}>
                    {t('trends:empty', { least: rule.population_min })}
                </Empty>
            )}
            {answers.map((answer, at) => (
                <Answer key={filled[at]!.table} query={answer} lines={3}>
                    {(table) => <Table table={table} />}
                </Answer>
            ))}
            <Section title={t('trends:how')}>
                <Text>{t('trends:who')}</Text>
                <Text>{t('trends:small', { least: rule.cell_min, step: rule.round_to })}</Text>
                <Text>{t('trends:subtract', { least: rule.cell_min })}</Text>
                <Text>{t('trends:once', { days: rule.settle_days, least: rule.population_min })}</Text>
                {rule.noise && <Text>{t('trends:noise')}</Text>}
            </Section>
        </>
    );
}

function Table({ table }: { table: TotalsTable }) {
    const { t } = useTranslation();
    const shown = table.releases.filter((one) => one.shown);
    const latest = shown[0];
    return (
        <Section
            title={table.title}
            aside={
                <Anchor href={`/v1/statistics/${table.table}/csv`} className={classes.file} download>
                    {t('trends:csv', { table: table.title })}
                </Anchor>
            }
        >
            <Sheet>
                {latest && table.dimension !== 'none' ? (
                    <Cells release={latest} unit={table.unit} />
                ) : (
                    <Months releases={table.releases} unit={table.unit} />
                )}
            </Sheet>
        </Section>
    );
}
