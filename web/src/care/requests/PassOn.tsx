import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer } from '../../shared/parts/answers';
import { StateMark } from '../../shared/parts/small';
import { ActForm, Choose, Rows, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { addressOf, type From, kinds, today, useFollowed, ways } from './questions';

/** What somebody asks of their data: passed on from here, answered elsewhere. */
export function PassOn({ person, from }: { person: string; from: From }) {
    const { t } = useTranslation();
    const followed = useFollowed(person, from);
    const [open, setOpen] = useState(false);
    return (
        <div className={classes.form}>
            <Text>{t('requests:pass.lead')}</Text>
            <Answer query={followed} lines={1}>
                {(all) => (
                    <Rows items={all} none={t('requests:pass.none')} keyOf={(one) => one.request_id}>
                        {(one) => (
                            <div className={staff.entry}>
                                <span className={staff.entryHead}>
                                    {t(`requests:kind.${one.kind}`)}
                                    <StateMark tone={one.state === 'closed' ? 'ok' : 'busy'}>{t(`requests:state.${one.state}`)}</StateMark>
                                </span>
                                <span className={staff.small}>
                                    {t('requests:pass.line', { received: day(one.received_on), due: day(one.due_on) })}
                                    {one.mine && `, ${t('requests:pass.by_you')}`}
                                </span>
                            </div>
                        )}
                    </Rows>
                )}
            </Answer>
            <div className={`${staff.actions} ${classes.noPrint}`}>
                <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                    {t('requests:pass.open')}
                </Button>
            </div>
            {open && <PassForm person={person} from={from} done={() => setOpen(false)} />}
        </div>
    );
}

function PassForm({ person, from, done }: { person: string; from: From; done: () => void }) {
    const { t } = useTranslation();
    const [value, setValue] = useState({ kind: '', how: '', received_on: today(), words: '' });
    const set = (change: Partial<typeof value>) => setValue({ ...value, ...change });
    const pass = useAct(() => answerOf(api.POST(addressOf(from), { params: { path: { person } }, body: value })), {
        stale: ['care'],
        then: (passed) => {
            announce(t('requests:pass.saved', { due: day(passed.due_on) }));
            done();
        },
    });
    return (
        <ActForm action={t('requests:pass.save')} busy={pass.isPending} error={pass.error} onSubmit={() => pass.mutate()} onCancel={done}>
            <Choose label={t('requests:pass.kind')} value={value.kind} required options={kinds.map((kind) => ({ value: kind, label: t(`requests:kind.${kind}`) }))} onChoose={(kind) => set({ kind })} />
            <div className={classes.row}>
                <Choose className={classes.grow} label={t('requests:pass.how')} value={value.how} required options={ways.map((how) => ({ value: how, label: t(`requests:how.${how}`) }))} onChoose={(how) => set({ how })} />
                <TextInput
                    className={classes.grow} type="date" label={t('requests:pass.received')} description={t('requests:pass.received_why')} inputWrapperOrder={['label', 'input', 'description']}
                    value={value.received_on} max={today()} required onChange={(e) => set({ received_on: e.currentTarget.value })}
                />
            </div>
            <Textarea label={t('requests:pass.words')} value={value.words} autosize minRows={3} maxLength={5000} required onChange={(e) => set({ words: e.currentTarget.value })} />
        </ActForm>
    );
}
