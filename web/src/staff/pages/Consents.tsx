import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { dateOnly, month, number } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { type Consents, useConsents, useTotalsPlan } from '../duties';
import duties from '../duties.module.css';

/** What people allow, as numbers that point to nobody. */
export default function ConsentsPage() {
    const { t } = useTranslation();
    const consents = useConsents();
    const plan = useTotalsPlan();
    return (
        <Page title={t('staff:consents.title')} lead={t('staff:consents.lead')}>
            <Answer query={consents} lines={4}>
                {(data) =>
                    data.shown ? (
                        <>
                            <Text>{t('staff:consents.people', { people: number(data.people ?? 0, 0) })}</Text>
                            {data.purposes.map((purpose) => (
                                <Section
                                    key={purpose.code}
                                    title={purpose.title}
                                    aside={purpose.recipient && <Text c="dimmed">{t('staff:consents.to', { who: purpose.recipient })}</Text>}
                                >
                                    <Bars consents={data} purpose={purpose.code} />
                                </Section>
                            ))}
                            <Text c="dimmed">
                                {t('staff:consents.rule', { least: data.rule.cell_min, step: data.rule.round_to })}
                            </Text>
                        </>
                    ) : (
                        <Empty icon="people" title={t('staff:consents.too_few')}>
                            {t('staff:consents.too_few_text', { least: data.rule.population_min })}
                        </Empty>
                    )
                }
            </Answer>
            <Answer query={plan} lines={1}>
                {(next) => (
                    <Section title={t('staff:totals.title')}>
                        <Text>{t('staff:totals.next', { month: month(`${next.next_period}-01`), date: dateOnly(next.due) })}</Text>
                        <Text c="dimmed">
                            {next.last_period
                                ? t('staff:totals.last', { month: month(`${next.last_period}-01`) })
                                : t('staff:totals.none')}{' '}
                            <Anchor component={Link} to="/trends" underline="always">
                                {t('staff:totals.see')}
                            </Anchor>
                        </Text>
                    </Section>
                )}
            </Answer>
        </Page>
    );
}

function Bars({ consents, purpose }: { consents: Consents; purpose: string }) {
    const { t } = useTranslation();
    const all = Math.max(consents.people ?? 1, 1);
    return (
        <table className={duties.chart}>
            <thead>
                <tr>
                    <th scope="col">{t('staff:consents.kind')}</th>
                    <th scope="col">{t('staff:consents.share')}</th>
                    <th scope="col" className={duties.figure}>
                        {t('staff:consents.count')}
                    </th>
                </tr>
            </thead>
            <tbody>
                {consents.categories.map((category) => {
                    const cell = consents.cells.find((one) => one.purpose === purpose && one.category === category.code);
                    return (
                        <tr key={category.code}>
                            <th scope="row">{category.title}</th>
                            <td>
                                {cell?.people !== undefined && (
                                    <div className={duties.bar} style={{ width: `${(cell.people / all) * 100}%` }}>
                                        <span style={{ flexGrow: 1, background: 'var(--wk-series-1)' }} />
                                    </div>
                                )}
                            </td>
                            <td className={duties.figure}>
                                {cell?.people !== undefined ? number(cell.people, 0) : t('staff:consents.hidden')}
                            </td>
                        </tr>
                    );
                })}
            </tbody>
        </table>
    );
}
