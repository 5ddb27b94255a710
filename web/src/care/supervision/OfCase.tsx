import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { asProblem } from '../../shared/api/problem';
import { ProblemNote } from '../../shared/parts/answers';
import { Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { ActForm, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import type { Place } from '../cases/questions';
import { useItems, useMySupervisor } from './questions';

/** What of a case its clinician took to supervision. Whoever holds it otherwise sees none of it. */
export function OfCase({ place, writing }: { place: Place; writing: boolean }) {
    const { t } = useTranslation();
    const items = useItems(place);
    if (items.isError && asProblem(items.error).status === 404) return null;
    return (
        <Section title={t('practice:supervision.of_case')}>
            {items.isError && <ProblemNote error={items.error} />}
            {(items.data?.length ?? 0) > 0 && (
                <ul className={staff.list}>
                    {items.data?.map((one) => (
                        <li key={one.item_id}>
                            <div className={staff.entry}>
                                <span className={staff.entryHead}>
                                    <DateText at={one.asked_at} style="date" />
                                    <StateMark tone={one.state === 'waiting' ? 'busy' : 'ok'}>{t(`practice:supervision.state.${one.state}`)}</StateMark>
                                </span>
                                <span className={classes.text}>{one.question}</span>
                                {one.outcome && one.discussed_on && (
                                    <span className={classes.text}>{t('practice:supervision.came_of_it', { day: day(one.discussed_on), outcome: one.outcome })}</span>
                                )}
                            </div>
                        </li>
                    ))}
                </ul>
            )}
            {writing && items.data && (
                <div className={classes.noPrint}>
                    <Ask place={place} />
                </div>
            )}
        </Section>
    );
}

function Ask({ place }: { place: Place }) {
    const { t } = useTranslation();
    const mine = useMySupervisor();
    const [open, setOpen] = useState(false);
    const [question, setQuestion] = useState('');
    const send = useAct(() => answerOf(api.POST('/care/people/{person}/cases/{case}/supervision', { params: { path: place }, body: { question: question.trim() } })), {
        done: t('practice:supervision.sent'),
        stale: ['care'],
        then: () => {
            setQuestion('');
            setOpen(false);
        },
    });
    if (mine.data && !mine.data.supervisor_name) return <Text>{t('practice:supervision.nobody')}</Text>;
    if (!open)
        return (
            <Button variant="default" onClick={() => setOpen(true)}>
                {t('practice:supervision.ask')}
            </Button>
        );
    return (
        <ActForm action={t('practice:supervision.ask')} busy={send.isPending} error={send.error} onSubmit={() => send.mutate()} onCancel={() => setOpen(false)}>
            <Textarea
                label={t('practice:supervision.question')} description={t('practice:supervision.nameless', { name: mine.data?.supervisor_name ?? '' })}
                value={question} onChange={(e) => setQuestion(e.currentTarget.value)} autosize minRows={3} maxLength={4000} required
            />
        </ActForm>
    );
}
