import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import { Rows, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import { Lines } from './Lines';
import classes from './pay.module.css';
import { amount, monthOf, type Statement, useOwnStatement, useOwnStatements } from './questions';

/** The month before this one: the one that is over. */
function lastMonth(): string {
    const now = new Date();
    const first = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1));
    return first.toISOString().slice(0, 7);
}

/** What an affiliate is paid: look, confirm, and see what became of it. */
export default function Own() {
    const { t } = useTranslation();
    const [month, setMonth] = useState(lastMonth);
    const known = useOwnStatement(month);
    const left = useOwnStatements();
    return (
        <Page title={t('practice:pay.own_title')} lead={t('practice:pay.own_lead')}>
            <div className={classes.noPrint}>
                <TextInput
                    type="month" label={t('practice:pay.month')} value={month} required
                    onChange={(e) => /^\d{4}-\d{2}$/.test(e.currentTarget.value) && setMonth(e.currentTarget.value)}
                />
            </div>
            <Answer query={known} lines={4}>
                {(of) => (
                    <>
                        <Lines of={of} csv={`/care/statements/me/${of.month}/csv`} />
                        <Confirm of={of} />
                    </>
                )}
            </Answer>
            <div className={classes.noPrint}>
                <Section title={t('practice:pay.earlier')}>
                    <Answer query={left} lines={2}>
                        {(all) => (
                            <Rows items={all} none={t('practice:pay.none_earlier')} keyOf={(one) => one.month}>
                                {(one) => (
                                    <>
                                        <div className={staff.entry}>
                                            <span className={staff.entryHead}>
                                                {monthOf(one.month)}
                                                <StateMark tone={one.state === 'returned' ? 'warn' : 'plain'}>{t(`practice:pay.state.${one.state}`)}</StateMark>
                                            </span>
                                            <span>{t('practice:pay.sessions', { count: one.count, total: amount(one, one.total_minor) })}</span>
                                        </div>
                                        <Button variant="default" onClick={() => setMonth(one.month)} aria-label={t('practice:pay.show_month', { month: monthOf(one.month) })}>
                                            {t('practice:pay.show')}
                                        </Button>
                                    </>
                                )}
                            </Rows>
                        )}
                    </Answer>
                </Section>
            </div>
        </Page>
    );
}

function Confirm({ of }: { of: Statement }) {
    const { t } = useTranslation();
    const send = useAct(
        () =>
            answerOf(
                api.POST('/care/statements/me/{month}/submission', {
                    params: { path: { month: of.month } },
                    body: { total_minor: of.total_minor, count: of.count },
                }),
            ),
        { done: t('practice:pay.confirmed'), stale: ['care'] },
    );
    if ((of.state !== 'draft' && of.state !== 'returned') || of.lines.length === 0) return null;
    const unpriced = of.lines.some((one) => one.minor === undefined);
    return (
        <div className={classes.noPrint}>
            {send.isError && <ProblemNote error={send.error} />}
            {unpriced ? (
                <Text>{t('practice:pay.rate_missing')}</Text>
            ) : of.may_submit ? (
                <Button onClick={() => send.mutate()} loading={send.isPending}>
                    {t('practice:pay.confirm')}
                </Button>
            ) : (
                <Text>{t('practice:pay.not_over')}</Text>
            )}
        </div>
    );
}
