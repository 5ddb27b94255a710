import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { type Place, today } from '../cases/questions';
import { askAnew, type Misuse as Stand, useMisuse } from './questions';

/** What was done about misuse, and the notice that comes last. */
export function Misuse({ place, writing }: { place: Place; writing: boolean }) {
    const { t } = useTranslation();
    const stand = useMisuse(place.person);
    return (
        <Answer query={stand} lines={2}>
            {(data) => (
                <div className={classes.form}>
                    {data.measures.length === 0 && <Text c="dimmed">{t('leaving:misuse.none')}</Text>}
                    {data.measures.length > 0 && (
                        <ul className={staff.list}>
                            {data.measures.map((one) => (
                                <li key={one.kind + one.taken_at}>
                                    <div className={staff.entry}>
                                        <span className={staff.entryHead}>
                                            {data.rules.find((r) => r.code === one.kind)?.title ?? one.kind} <DateText at={one.taken_at} style="date" />
                                        </span>
                                        <span className={classes.text}>{one.text}</span>
                                    </div>
                                </li>
                            ))}
                        </ul>
                    )}
                    {data.notices.map((one) => (
                        <Notice key={one.notice_id} one={one} person={place.person} writing={writing} />
                    ))}
                    {writing && <NewMeasure data={data} person={place.person} />}
                    {writing && <Propose data={data} person={place.person} />}
                </div>
            )}
        </Answer>
    );
}

function NewMeasure({ data, person }: { data: Stand; person: string }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const [value, setValue] = useState({ kind: data.rules[0]?.code ?? '', day: today(), text: '' });
    const save = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/service-users/{person}/misuse/measures', {
                    params: { path: { person } },
                    // Of today it was just now; of another day, about noon there.
                    body: { kind: value.kind, text: value.text, taken_at: (value.day === today() ? new Date() : new Date(`${value.day}T12:00:00`)).toISOString() },
                }),
            ),
        onSuccess: () => {
            announce(t('leaving:misuse.saved'));
            setOpen(false);
            setValue({ ...value, text: '' });
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    return (
        <div className={`${classes.form} ${classes.noPrint}`}>
            <div className={staff.actions}>
                <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                    {t('leaving:misuse.write')}
                </Button>
            </div>
            {open && (
                <form className={classes.form} onSubmit={submit}>
                    <div className={classes.row}>
                        <NativeSelect
                            className={classes.grow} label={t('leaving:misuse.what')} value={value.kind} onChange={(e) => setValue({ ...value, kind: e.currentTarget.value })}
                            data={data.rules.map((r) => ({ value: r.code, label: r.title }))}
                        />
                        <TextInput type="date" label={t('leaving:misuse.when')} value={value.day} max={today()} onChange={(e) => setValue({ ...value, day: e.currentTarget.value })} required />
                    </div>
                    <Textarea label={t('leaving:misuse.text')} value={value.text} onChange={(e) => setValue({ ...value, text: e.currentTarget.value })} autosize minRows={2} required />
                    {save.isError && <ProblemNote error={save.error} />}
                    <div className={staff.actions}>
                        <Button type="submit" loading={save.isPending}>
                            {t('leaving:misuse.save')}
                        </Button>
                    </div>
                </form>
            )}
        </div>
    );
}

function Propose({ data, person }: { data: Stand; person: string }) {
    const { t } = useTranslation();
    const save = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/misuse/notices', { params: { path: { person } } })),
        onSuccess: () => {
            announce(t('leaving:misuse.proposed'));
            return askAnew();
        },
    });
    if (data.notices.some((one) => one.state === 'proposed' || one.state === 'approved')) return null;
    const lacks = data.missing && (data.rules.find((r) => r.code === data.missing)?.title ?? data.missing);
    return (
        <div className={`${classes.form} ${classes.noPrint}`}>
            <Text>{lacks ? t('leaving:misuse.missing', { measure: lacks }) : t('leaving:misuse.may')}</Text>
            {save.isError && <ProblemNote error={save.error} />}
            {!lacks && (
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
                        {t('leaving:misuse.propose')}
                    </Button>
                </div>
            )}
        </div>
    );
}

function Notice({ one, person, writing }: { one: Stand['notices'][number]; person: string; writing: boolean }) {
    const { t } = useTranslation();
    const [how, setHow] = useState('');
    const path = { person, notice: one.notice_id };
    const done = () => askAnew();
    const tell = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/misuse/notices/{notice}/told', { params: { path }, body: { text: how } })),
        onSuccess: done,
    });
    const withdraw = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/misuse/notices/{notice}/withdrawal', { params: { path } })),
        onSuccess: done,
    });
    const open = one.state === 'proposed' || one.state === 'approved';
    return (
        <Sheet>
            <div className={classes.form}>
                <span className={staff.entryHead}>
                    {t('leaving:misuse.notice')} <StateMark tone={open ? 'busy' : 'plain'}>{t(`leaving:misuse.state.${one.state}`)}</StateMark>
                </span>
                <Text className={classes.text}>{one.text}</Text>
                {one.told_at && (
                    <span>
                        {t('leaving:misuse.told')} <DateText at={one.told_at} style="date" />
                        {open && one.may_be_sent_from && (
                            <>
                                ; {t('leaving:misuse.from')} <DateText at={one.may_be_sent_from} />
                            </>
                        )}
                    </span>
                )}
                {writing && open && (
                    <div className={`${classes.form} ${classes.noPrint}`}>
                        {!one.told_at && (
                            <>
                                <Textarea label={t('leaving:misuse.how')} value={how} onChange={(e) => setHow(e.currentTarget.value)} autosize />
                                <div className={staff.actions}>
                                    <Button variant="default" disabled={!how.trim()} onClick={() => tell.mutate()} loading={tell.isPending}>
                                        {t('leaving:misuse.tell')}
                                    </Button>
                                </div>
                            </>
                        )}
                        <div className={staff.actions}>
                            <Button variant="default" onClick={() => withdraw.mutate()} loading={withdraw.isPending}>
                                {t('leaving:misuse.withdraw')}
                            </Button>
                        </div>
                        {(tell.isError || withdraw.isError) && <ProblemNote error={tell.error ?? withdraw.error} />}
                    </div>
                )}
            </div>
        </Sheet>
    );
}
