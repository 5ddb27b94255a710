import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Answer } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import { Rows } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import { amount, monthOf, useStatements } from './questions';

/** What waits for an approval or a payment, and what was paid. */
export default function Statements() {
    const { t } = useTranslation();
    const known = useStatements();
    return (
        <Page title={t('practice:pay.title')} lead={t('practice:pay.lead')}>
            <Answer query={known} lines={4}>
                {(all) => (
                    <Rows items={all} none={t('practice:pay.none')} keyOf={(one) => `${one.account_id} ${one.month}`}>
                        {(one) => (
                            <>
                                <div className={staff.entry}>
                                    <span className={staff.entryHead}>
                                        {t('practice:pay.of', { name: one.name, month: monthOf(one.month) })}
                                        <StateMark tone={one.state === 'paid' ? 'ok' : one.state === 'submitted' ? 'busy' : 'plain'}>{t(`practice:pay.state.${one.state}`)}</StateMark>
                                    </span>
                                    <span>{t('practice:pay.sessions', { count: one.count, total: amount(one, one.total_minor) })}</span>
                                </div>
                                <Button
                                    component={Link} to={`/desk/care/pay/${one.account_id}/${one.month}`} variant="default"
                                    aria-label={t('practice:pay.show_of', { name: one.name, month: monthOf(one.month) })}
                                >
                                    {t('practice:pay.show')}
                                </Button>
                            </>
                        )}
                    </Rows>
                )}
            </Answer>
        </Page>
    );
}
