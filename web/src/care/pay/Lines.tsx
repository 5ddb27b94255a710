import { Anchor, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { day } from '../../shared/i18n/format';
import { Icon } from '../../shared/parts/Icon';
import { Sheet } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from './pay.module.css';
import { amount, monthOf, type Statement } from './questions';

/** A statement as a table, to be read, printed or saved. */
export function Lines({ of, csv }: { of: Statement; csv: string }) {
    const { t } = useTranslation();
    const named = of.lines.some((one) => one.reference);
    return (
        <Sheet>
            <div className={staff.entryHead}>
                {t('practice:pay.of', { name: of.name, month: monthOf(of.month) })}
                <StateMark tone={of.state === 'returned' ? 'warn' : of.state === 'paid' ? 'ok' : 'plain'}>{t(`practice:pay.state.${of.state}`)}</StateMark>
            </div>
            {of.reason && <Text role="status">{t('practice:pay.came_back', { reason: of.reason })}</Text>}
            {of.payment && <Text>{t('practice:pay.paid_by', { payment: of.payment })}</Text>}
            {of.lines.length === 0 ? (
                <Text c="dimmed">{t('practice:pay.empty')}</Text>
            ) : (
                // A keyboard reaches what lies outside of a narrow window.
                <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('practice:pay.of_month', { month: monthOf(of.month) })}>
                    <table className={classes.table}>
                        <thead>
                            <tr>
                                {named && <th scope="col">{t('practice:pay.reference')}</th>}
                                <th scope="col">{t('practice:pay.day')}</th>
                                <th scope="col" className={classes.number}>
                                    {t('practice:pay.minutes')}
                                </th>
                                <th scope="col">{t('practice:pay.service')}</th>
                                <th scope="col" className={classes.number}>
                                    {t('practice:pay.fee')}
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            {of.lines.map((one, at) => (
                                <tr key={one.reference || at}>
                                    {named && <td>{one.reference}</td>}
                                    <td>
                                        {day(one.date)} {one.time} {one.late && t('practice:pay.late')}
                                    </td>
                                    <td className={classes.number}>{one.minutes}</td>
                                    <td>{one.service_title}</td>
                                    <td className={classes.number}>{one.minor === undefined ? t('practice:pay.no_rate') : amount(of, one.minor)}</td>
                                </tr>
                            ))}
                        </tbody>
                        <tfoot>
                            <tr>
                                <th scope="row" colSpan={named ? 4 : 3}>
                                    {t('practice:pay.total')}
                                </th>
                                <td className={classes.number}>{of.currency && amount(of, of.total_minor)}</td>
                            </tr>
                        </tfoot>
                    </table>
                </div>
            )}
            {of.lines.length > 0 && (
                <div className={`${classes.below} ${classes.noPrint}`}>
                    <Button variant="default" leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                        {t('practice:pay.print')}
                    </Button>
                    <Anchor href={csv} download>
                        {t('practice:pay.csv')}
                    </Anchor>
                </div>
            )}
        </Sheet>
    );
}
