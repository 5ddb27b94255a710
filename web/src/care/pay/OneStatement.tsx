import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { ActForm, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import { Lines } from './Lines';
import classes from './pay.module.css';
import { monthOf, useStatement } from './questions';

/** One statement, for whoever approves and pays. */
export default function OneStatement() {
    const { t } = useTranslation();
    const { account = '', month = '' } = useParams();
    const known = useStatement(account, month);
    const may = useMay();
    return (
        <Page title={t('practice:pay.of_month', { month: monthOf(month) })} back={{ to: '/desk/care/pay', text: t('practice:pay.back') }}>
            <Answer query={known} lines={4}>
                {(of) => (
                    <>
                        <Lines of={of} csv={`/care/statements/${account}/${month}/csv`} />
                        <div className={classes.noPrint}>
                            {of.state === 'submitted' && may('statements.decide') && <Decide path={{ account, month }} />}
                            {of.state === 'approved' && may('statements.pay') && <Pay path={{ account, month }} />}
                        </div>
                    </>
                )}
            </Answer>
        </Page>
    );
}

interface Path {
    account: string;
    month: string;
}

function Decide({ path }: { path: Path }) {
    const { t } = useTranslation();
    const [asking, setAsking] = useState(false);
    const [reason, setReason] = useState('');
    const decide = (approve: boolean) => answerOf(api.POST('/care/statements/{account}/{month}/decision', { params: { path }, body: { approve, ...(!approve && { reason: reason.trim() }) } }));
    const approve = useAct(() => decide(true), { done: t('practice:pay.approved'), stale: ['care'] });
    const back = useAct(() => decide(false), { done: t('practice:pay.given_back'), stale: ['care'] });
    if (asking)
        return (
            <ActForm action={t('practice:pay.give_back')} busy={back.isPending} error={back.error} onSubmit={() => back.mutate()} onCancel={() => setAsking(false)}>
                <Textarea label={t('practice:pay.why')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={1000} required />
            </ActForm>
        );
    return (
        <>
            {approve.isError && <ProblemNote error={approve.error} />}
            <div className={staff.actions}>
                <Button onClick={() => approve.mutate()} loading={approve.isPending}>
                    {t('practice:pay.approve')}
                </Button>
                <Button variant="default" onClick={() => setAsking(true)}>
                    {t('practice:pay.give_back')}
                </Button>
            </div>
        </>
    );
}

function Pay({ path }: { path: Path }) {
    const { t } = useTranslation();
    const [payment, setPayment] = useState('');
    const pay = useAct(() => answerOf(api.POST('/care/statements/{account}/{month}/payment', { params: { path }, body: { payment: payment.trim() } })), {
        done: t('practice:pay.done'),
        stale: ['care'],
    });
    return (
        <ActForm action={t('practice:pay.pay')} busy={pay.isPending} error={pay.error} onSubmit={() => pay.mutate()}>
            <TextInput label={t('practice:pay.payment')} value={payment} onChange={(e) => setPayment(e.currentTarget.value)} maxLength={100} autoComplete="off" required />
        </ActForm>
    );
}
