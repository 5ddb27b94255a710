import { Button, NativeSelect, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import { timeOnly } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { DateText } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from './cases.module.css';
import { askAnew, type Note, type Place, useNote } from './questions';

export function NewNote({ place, done }: { place: Place; done: () => void }) {
    const { t } = useTranslation();
    const [kind, setKind] = useState('shared');
    const [body, setBody] = useState('');
    const save = useMutation({
        mutationFn: () => answerOf(api.POST('/care/people/{person}/cases/{case}/notes', { params: { path: place }, body: { kind, body } })),
        onSuccess: () => {
            announce(t('cases:note.saved'));
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
            <NativeSelect
                label={t('cases:note.kind')} value={kind} onChange={(e) => setKind(e.currentTarget.value)}
                data={['shared', 'private', 'plan'].map((one) => ({ value: one, label: t(`cases:note.kinds.${one}`) }))}
            />
            <Textarea label={t('cases:note.text')} value={body} onChange={(e) => setBody(e.currentTarget.value)} autosize minRows={5} required />
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending}>
                    {t('cases:note.save')}
                </Button>
            </div>
        </form>
    );
}

export function EditNote({ place, note, done }: { place: Place; note: string; done: () => void }) {
    const known = useNote(place, note);
    return <Answer query={known}>{(data) => <Editor key={data.note_id} note={data} place={place} again={() => void known.refetch()} done={done} />}</Answer>;
}

const draftAfter = 3000;

/** Keeps what is written as a draft; who comes second sees both texts and saves once more. */
function Editor({ note, place, again, done }: { note: Note; place: Place; again: () => void; done: () => void }) {
    const { t } = useTranslation();
    const latest = note.versions[0];
    const [body, setBody] = useState(note.draft?.body ?? latest?.body ?? '');
    const [base, setBase] = useState(note.draft?.version ?? note.version);
    const [kept, setKept] = useState<string>();
    const path = { ...place, note: note.note_id };
    const saved = useRef(body);

    useEffect(() => {
        if (body === saved.current || !body.trim()) return undefined;
        const timer = window.setTimeout(() => {
            answerOf(api.PUT('/care/people/{person}/cases/{case}/notes/{note}/draft', { params: { path }, body: { base_version: base, body } })).then(
                () => {
                    saved.current = body;
                    setKept(new Date().toISOString());
                },
                // The text is still in the page; saving it will say what is wrong.
                () => undefined,
            );
        }, draftAfter);
        return () => window.clearTimeout(timer);
    }, [body, base]);

    const save = useMutation({
        mutationFn: () => answerOf(api.PUT('/care/people/{person}/cases/{case}/notes/{note}', { params: { path }, body: { base_version: base, body } })),
        onSuccess: () => {
            announce(t('cases:note.saved'));
            done();
            return askAnew();
        },
        onError: (error) => {
            if (asProblem(error).status === 409) again();
        },
    });
    const overtaken = note.version > base && latest !== undefined;
    return (
        <div className={classes.form}>
            <div className={overtaken ? classes.both : undefined}>
                <Textarea label={t('cases:note.yours')} value={body} onChange={(e) => setBody(e.currentTarget.value)} autosize minRows={5} />
                {overtaken && (
                    <div>
                        <Text fw={600}>{t('cases:note.theirs')}</Text>
                        <Text className={classes.text}>{latest.body}</Text>
                        <DateText at={latest.at} />
                    </div>
                )}
            </div>
            <Text role="status" c="dimmed" size="sm">
                {kept ? t('cases:note.kept', { time: timeOnly(kept) }) : ''}
            </Text>
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                {overtaken ? (
                    <Button onClick={() => setBase(note.version)}>{t('cases:note.seen')}</Button>
                ) : (
                    <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!body.trim()}>
                        {t('cases:note.save')}
                    </Button>
                )}
                <Button variant="default" onClick={done}>
                    {t('shared:action.cancel')}
                </Button>
            </div>
            {note.versions.length > 1 && (
                <details>
                    <summary>{t('cases:note.history', { count: note.versions.length })}</summary>
                    <ol className={staff.list}>
                        {note.versions.map((one) => (
                            <li key={one.version}>
                                <div className={staff.entry}>
                                    <span className={staff.entryHead}>
                                        {t('cases:note.version', { version: one.version })} <DateText at={one.at} />
                                    </span>
                                    <span className={classes.text}>{one.body}</span>
                                </div>
                            </li>
                        ))}
                    </ol>
                </details>
            )}
        </div>
    );
}
