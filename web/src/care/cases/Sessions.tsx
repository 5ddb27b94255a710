import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { ProblemNote } from '../../shared/parts/answers';
import staff from '../../staff/staff.module.css';
import classes from './cases.module.css';
import { askAnew, type Entry, type File, type Place, today, useVocabulary, zone } from './questions';

const attendances = ['planned', 'attended', 'did_not_attend', 'cancelled_late', 'cancelled'];

/** A session to come, or one that was; with `entry`, that one is changed. Times are those of the clock on the wall there. */
export function NewSession({ file, place, entry, done }: { file: File; place: Place; entry?: Entry; done: () => void }) {
    const { t } = useTranslation();
    const words = useVocabulary();
    const modes = words.data?.services.find((s) => s.code === file.service)?.modes ?? [];
    const [value, setValue] = useState({
        local: entry?.session?.local.slice(0, 16) ?? `${today()}T09:00`,
        zone: entry?.session?.zone ?? zone,
        mode: entry?.session?.mode ?? file.mode,
        minutes: entry?.session?.minutes,
        attendance: entry ? 'attended' : 'planned',
        supervision: entry?.session?.supervision ?? false,
    });
    const save = useMutation({
        mutationFn: () =>
            entry
                ? answerOf(
                      api.PUT('/care/people/{person}/cases/{case}/sessions/{session}', {
                          params: { path: { ...place, session: entry.id } },
                          body: { ...value, version: entry.version },
                      }),
                  )
                : answerOf(api.POST('/care/people/{person}/cases/{case}/sessions', { params: { path: place }, body: value })).then(() => undefined),
        onSuccess: () => {
            announce(t('cases:session.saved'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            <div className={classes.row}>
                <TextInput
                    className={classes.grow} type="datetime-local" label={t('cases:session.when', { zone: value.zone })} required
                    value={value.local} onChange={(e) => setValue({ ...value, local: e.currentTarget.value.slice(0, 16) })}
                />
                <TextInput
                    type="number" label={t('cases:session.minutes')} description={t('cases:session.minutes_usual')} value={value.minutes ?? ''} min={5} max={480}
                    onChange={(e) => setValue({ ...value, minutes: e.currentTarget.value ? Number(e.currentTarget.value) : undefined })}
                />
                <NativeSelect
                    label={t('cases:session.mode')} value={value.mode} required onChange={(e) => setValue({ ...value, mode: e.currentTarget.value })}
                    data={[{ value: '', label: '' }, ...modes.map((m) => ({ value: m, label: t(`cases:mode.${m}`) }))]}
                />
                <NativeSelect
                    label={t('cases:session.attendance')} value={value.attendance} onChange={(e) => setValue({ ...value, attendance: e.currentTarget.value })}
                    data={attendances.map((a) => ({ value: a, label: t(`cases:attendance.${a}`) }))}
                />
            </div>
            <Checkbox label={t('cases:session.supervision')} checked={value.supervision} onChange={(e) => setValue({ ...value, supervision: e.currentTarget.checked })} />
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending}>
                    {t('cases:session.save')}
                </Button>
            </div>
        </form>
    );
}

export function NewTask({ place, done }: { place: Place; done: () => void }) {
    const { t } = useTranslation();
    const [text, setText] = useState('');
    const [due, setDue] = useState('');
    const save = useMutation({
        mutationFn: () =>
            answerOf(api.POST('/care/people/{person}/cases/{case}/tasks', { params: { path: place }, body: { text, ...(due && { due_on: due }) } })),
        onSuccess: () => {
            announce(t('cases:task.saved'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            <Textarea label={t('cases:task.text')} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize required />
            <TextInput type="date" label={t('cases:task.due')} value={due} onChange={(e) => setDue(e.currentTarget.value)} />
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending}>
                    {t('cases:task.save')}
                </Button>
            </div>
        </form>
    );
}
