import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { ActForm, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { today } from '../cases/questions';
import { type Question, useQuestions } from './questions';

/** What those whom I supervise want to talk over, what waits longest first. */
export default function Waiting() {
    const { t } = useTranslation();
    const known = useQuestions();
    return (
        <Page title={t('practice:supervision.title')} lead={t('practice:supervision.lead')}>
            <Answer query={known} lines={3}>
                {(all) => {
                    const waiting = all.filter((one) => one.state === 'waiting');
                    const past = all.filter((one) => one.state !== 'waiting');
                    return (
                        <>
                            <Section title={t('practice:supervision.waiting')}>
                                {waiting.length === 0 ? (
                                    <Empty icon="check" title={t('practice:supervision.none')} />
                                ) : (
                                    <ul className={staff.list}>
                                        {waiting.map((one) => (
                                            <li key={one.item_id}>
                                                <Entry one={one} />
                                            </li>
                                        ))}
                                    </ul>
                                )}
                            </Section>
                            {past.length > 0 && (
                                <Section title={t('practice:supervision.past')}>
                                    <ul className={staff.list}>
                                        {past.map((one) => (
                                            <li key={one.item_id}>
                                                <Words one={one} />
                                            </li>
                                        ))}
                                    </ul>
                                </Section>
                            )}
                        </>
                    );
                }}
            </Answer>
        </Page>
    );
}

function Words({ one }: { one: Question }) {
    const { t } = useTranslation();
    return (
        <div className={staff.entry}>
            <span className={staff.entryHead}>
                {one.name}
                {one.overdue && <StateMark tone="warn">{t('practice:supervision.overdue')}</StateMark>}
            </span>
            <span className={classes.text}>{one.question}</span>
            {one.outcome && one.discussed_on && (
                <span className={classes.text}>{t('practice:supervision.came_of_it', { day: day(one.discussed_on), outcome: one.outcome })}</span>
            )}
            <span className={staff.small}>
                {t('practice:supervision.asked')} <DateText at={one.asked_at} style="date" /> · {t('practice:supervision.due')} <DateText at={one.due_at} style="date" />
            </span>
        </div>
    );
}

function Entry({ one }: { one: Question }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const [on, setOn] = useState(today);
    const [outcome, setOutcome] = useState('');
    const save = useAct(() => answerOf(api.POST('/care/supervision/{item}/discussion', { params: { path: { item: one.item_id } }, body: { on, outcome: outcome.trim() } })), {
        done: t('practice:supervision.saved'),
        stale: ['care'],
    });
    return (
        <>
            <Words one={one} />
            {!open && (
                <Button variant="default" onClick={() => setOpen(true)}>
                    {t('practice:supervision.discuss')}
                </Button>
            )}
            {open && (
                <ActForm bare action={t('practice:supervision.save')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()} onCancel={() => setOpen(false)}>
                    <TextInput type="date" label={t('practice:supervision.on')} value={on} onChange={(e) => setOn(e.currentTarget.value)} required />
                    <Textarea label={t('practice:supervision.outcome')} value={outcome} onChange={(e) => setOutcome(e.currentTarget.value)} autosize minRows={3} maxLength={4000} required />
                </ActForm>
            )}
        </>
    );
}
