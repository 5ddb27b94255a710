import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly } from '../../shared/i18n/format';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Section } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import { ActForm, Choose, Rows, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import type { Clinician } from '../clinicians/questions';
import { useLinks, useOverdue } from './questions';

/** Whose questions wait too long: neither what they ask, nor about whom. */
export function Late() {
    const { t } = useTranslation();
    const known = useOverdue();
    return (
        <Section title={t('practice:supervision.late_title')}>
            <Answer query={known} lines={2}>
                {(all) => (
                    <Rows items={all} none={t('practice:supervision.late_none')} keyOf={(one) => one.account_id + one.asked_at}>
                        {(one) => (
                            <div className={staff.entry}>
                                <span className={staff.entryHead}>
                                    {one.name ? t('practice:supervision.late', { name: one.name, supervisor: one.supervisor_name }) : t('practice:supervision.late_nobody')}
                                </span>
                                <span>
                                    {t('practice:supervision.asked')} <DateText at={one.asked_at} style="date" />
                                </span>
                            </div>
                        )}
                    </Rows>
                )}
            </Answer>
        </Section>
    );
}

/** Who supervises a clinician from now on. */
export function Supervisor({ of, all }: { of: Clinician; all: Clinician[] }) {
    const { t } = useTranslation();
    const links = useLinks(true);
    const now = links.data?.find((one) => one.account_id === of.account_id);
    const [whom, setWhom] = useState('');
    const path = { account: of.account_id };
    const save = useAct(() => answerOf(api.PUT('/care/clinicians/{account}/supervisor', { params: { path }, body: { supervisor_id: whom } })), {
        done: t('practice:supervision.appointed'),
        stale: ['care'],
    });
    const end = useAct(() => answerOf(api.POST('/care/clinicians/{account}/supervisor/end', { params: { path } })), { done: t('practice:supervision.ended'), stale: ['care'] });
    return (
        <div className={classes.form}>
            {now && (
                <div className={classes.row}>
                    <Text>{t('practice:supervision.now', { name: now.supervisor_name, since: dateOnly(now.since) })}</Text>
                    <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}>
                        {t('practice:supervision.end')}
                    </Button>
                </div>
            )}
            {end.isError && <ProblemNote error={end.error} />}
            <ActForm bare action={t('practice:supervision.save_link')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
                <Choose
                    label={t('practice:supervision.who', { name: of.name })} value={whom} onChoose={setWhom} required
                    options={all.filter((one) => one.open && one.account_id !== of.account_id).map((one) => ({ value: one.account_id, label: one.name }))}
                />
            </ActForm>
        </div>
    );
}
