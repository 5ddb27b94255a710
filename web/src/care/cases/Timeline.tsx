import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { Empty, ProblemNote } from '../../shared/parts/answers';
import { DateText, StateMark } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from './cases.module.css';
import { EditNote } from './Notes';
import { askAnew, type Entry, type File, type Place } from './questions';
import { NewSession } from './Sessions';

interface Props {
    file: File;
    place: Place;
    writing: boolean;
}

/** All that happened, the newest first; it came with the case in one answer. */
export function Timeline({ file, place, writing }: Props) {
    const { t } = useTranslation();
    if (file.timeline.length === 0) return <Empty icon="clock" title={t('cases:timeline.none')} />;
    return (
        <ul className={staff.list}>
            {file.timeline.map((one) => (
                <li key={one.id}>
                    <One entry={one} file={file} place={place} writing={writing} />
                </li>
            ))}
        </ul>
    );
}

function One({ entry, file, place, writing }: Props & { entry: Entry }) {
    const { t } = useTranslation();
    const [editing, setEditing] = useState(false);
    const done = useMutation({
        mutationFn: (yes: boolean) =>
            answerOf(api.PUT('/care/people/{person}/cases/{case}/tasks/{task}', { params: { path: { ...place, task: entry.id } }, body: { done: yes } })),
        onSuccess: askAnew,
    });
    const close = () => setEditing(false);
    const changes = writing && (entry.kind === 'note' || entry.kind === 'session');
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {t(`cases:timeline.${entry.kind}`)}
                    {entry.note_kind && <StateMark tone="plain">{t(`cases:note.kinds.${entry.note_kind}`)}</StateMark>}
                    {entry.session && <StateMark tone="plain">{t(`cases:attendance.${entry.session.attendance}`)}</StateMark>}
                    {entry.session?.supervision && <StateMark tone="busy">{t('cases:timeline.supervision')}</StateMark>}
                    {entry.done !== undefined && <StateMark tone={entry.done ? 'ok' : 'busy'}>{t(entry.done ? 'cases:task.done' : 'cases:task.open')}</StateMark>}
                    {entry.response && entry.response.risk_items.length > 0 && <StateMark tone="warn">{t('cases:board.flag')}</StateMark>}
                </span>
                <span>
                    <DateText at={entry.at} />
                    {entry.due_on && ` · ${t('cases:task.by', { day: day(entry.due_on) })}`}
                </span>
                {entry.session && (
                    <span>
                        {t('cases:day.how', { mode: t(`cases:mode.${entry.session.mode}`), minutes: entry.session.minutes, zone: entry.session.zone })}
                    </span>
                )}
                {entry.text && <span className={classes.text}>{entry.text}</span>}
                {entry.response && <span>{t('cases:measures.scored', { title: entry.response.title, sum: entry.response.sum, band: entry.response.band_title })}</span>}
            </div>
            <div className={`${staff.actions} ${classes.noPrint}`}>
                {changes && (
                    <Button variant="default" aria-expanded={editing} onClick={() => setEditing(!editing)}>
                        {t('cases:timeline.change')}
                    </Button>
                )}
                {writing && entry.kind === 'task' && (
                    <Button variant="default" onClick={() => done.mutate(!entry.done)} loading={done.isPending}>
                        {t(entry.done ? 'cases:task.undo' : 'cases:task.finish')}
                    </Button>
                )}
            </div>
            {done.isError && <ProblemNote error={done.error} />}
            {editing && entry.kind === 'note' && <EditNote place={place} note={entry.id} done={close} />}
            {editing && entry.kind === 'session' && <NewSession file={file} place={place} entry={entry} done={close} />}
            {entry.response && (
                <Text className={classes.licence} component="span">
                    {entry.response.licence}
                </Text>
            )}
        </>
    );
}
